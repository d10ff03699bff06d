//! One frame, one message.

use super::*;
use lienwatch_protocols::message::Cell;
use lienwatch_protocols::{Alarm, Alarms, DecodeError, Fix, Kind, Value, Vitals};

fn is_the_fix(fix: &Fix) {
    assert_eq!(fix.time.map(|t| t.to_rfc3339()).as_deref(), Some("2024-02-29T23:59:58+00:00"));
    assert!((fix.lat + 12.5).abs() < 1e-9 && (fix.lon + 45.25).abs() < 1e-9, "{fix:?}");
    assert_eq!((fix.speed_kph, fix.course_deg, fix.satellites, fix.valid), (Some(80.0), Some(271.0), Some(9), true));
}

#[test]
fn a_position_with_its_cell() {
    let message = decoded(&short(&format!("12 {FIX} 02d4 04 0fa1 00b1c2")));
    assert_eq!(message.kind, Kind::Position);
    is_the_fix(&message.fix.unwrap());
    assert_eq!(message.cells.as_slice(), [Cell { mcc: 724, mnc: 4, lac: 0x0fa1, cid: 0xb1c2, signal: None }]);
    assert_eq!(message.vitals, Vitals::default());
}

#[test]
fn a_position_with_ignition_and_upload_flags() {
    let message = decoded(&short(&format!("22 {FIX} 02d4 04 0fa1 00b1c2 01 00 01 0001e240")));
    assert_eq!(message.vitals.ignition, Some(true));
    assert!(message.buffered);
    assert_eq!(message.vitals.odometer_m, Some(123_456));
    let live = decoded(&short(&format!("22 {FIX} 02d4 04 0fa1 00b1c2 00 05 00")));
    assert_eq!((live.vitals.ignition, live.buffered, live.vitals.odometer_m), (Some(false), false, None));
    let lte = decoded(&short(&format!("a0 {FIX} 82d4 0004 00000fa1 000000000000b1c2 01 00 00")));
    assert_eq!(lte.cells.as_slice(), [Cell { mcc: 724, mnc: 4, lac: 0x0fa1, cid: 0xb1c2, signal: None }]);
}

#[test]
fn no_fix_is_invented() {
    let invalid = decoded(&short("12 18021d173b3a c0 00000000 00000000 00 0000 02d4 04 0fa1 00b1c2"));
    assert_eq!(invalid.fix.map(|f| f.valid), Some(false));
    assert_eq!(decoded(&short("13 44 06 04 00 02")).fix, None);
    // 120 degrees of latitude: refused, yet kept and answered.
    let outputs = feed(&mut logged_in(Options::default()), &short("12 18021d173b3a c9 0cdfe600 04dad410 50 190f"));
    assert!(matches!(outputs[0], Output::Refused(DecodeError::OutOfRange { message: 0x12, .. })));
    assert_eq!(messages(&outputs)[0].fix, None);
    assert_eq!(replies(&outputs).len(), 1);
}

#[test]
fn years_are_literal() {
    let wrong_clock = decoded(&short("10 46 01 01 00 00 00 c9 015752a0 04dad410 50 190f"));
    assert_eq!(wrong_clock.fix.unwrap().time.map(|t| t.to_rfc3339()).as_deref(), Some("2070-01-01T00:00:00+00:00"));
    let none = decoded(&short("10 00 00 00 00 00 00 c9 015752a0 04dad410 50 190f"));
    assert_eq!(none.fix.unwrap().time, None);
}

#[test]
fn terminal_information_by_bit() {
    let of = |bits: &str| decoded(&short(&format!("13 {bits} 03 02 00 02"))).vitals;
    let none = of("00");
    let all = (none.ignition, none.external_power_present, none.blocked, none.armed);
    assert_eq!(all, (Some(false), Some(false), Some(false), Some(false)));
    assert_eq!(of("01").armed, Some(true));
    assert_eq!(of("02").ignition, Some(true));
    assert_eq!(of("04").external_power_present, Some(true));
    assert_eq!(of("80").blocked, Some(true));
    assert_eq!((none.battery_pct, none.gsm_level), (Some(50), Some(2)));
}

#[test]
fn alarms_are_a_set_of_both_places() {
    let alarm = |tail: &str| decoded(&short(&format!("26 {FIX} 09 02d4 04 0fa1 00b1c2 {tail}"))).alarms;
    assert_eq!(alarm("50 06 04 02 02"), Alarms::from_iter([Alarm::PowerCut]));
    assert_eq!(alarm("50 06 04 13 02"), Alarms::from_iter([Alarm::PowerCut, Alarm::Removed]));
    assert_eq!(alarm("48 06 04 00 02"), Alarms::from_iter([Alarm::Vibration]));
    assert_eq!(alarm("40 06 04 0c 02"), Alarms::from_iter([Alarm::Light]));
    assert_eq!(alarm("40 06 04 0a 02"), Alarms::NONE);
    let wired = Options { model: Some("GT06N".into()), ..Options::default() };
    let message = decoded_as(&short(&format!("26 {FIX} 09 02d4 04 0fa1 00b1c2 40 06 04 0c 02")), wired);
    assert_eq!(message.alarms, Alarms::from_iter([Alarm::DeviceOn]));
    assert_eq!(message.kind, Kind::Event);
}

#[test]
fn a_power_cut_in_every_alarm_kind() {
    let cell = "02d4 04 0fa1 00b1c2";
    let wide = "02d4 04 00000fa1 000000000000b1c2";
    for content in [
        format!("16 {FIX} 09 {cell} 50 06 04 02 02"),
        format!("26 {FIX} 09 {cell} 50 06 04 02 02 00000001"),
        format!("27 {FIX} 09 {cell} 50 06 04 02 02 ff"),
        format!("32 {FIX} 0a 02d4 0004 0fa1 0000b1c2 50 06 04 02 02"),
        format!("a4 {FIX} 10 {wide} 50 06 04 02 02 ff"),
        format!("19 {cell} 50 06 04 02 02"),
        format!("a5 {wide} 50 06 04 02 02"),
    ] {
        let message = decoded(&short(&content));
        assert_eq!(message.alarms, Alarms::from_iter([Alarm::PowerCut]), "{content}");
        assert_eq!(message.vitals.external_power_present, Some(false), "{content}");
        assert_eq!(message.kind, Kind::Event, "{content}");
    }
}

#[test]
fn cells_and_access_points() {
    let slots = "0fa1 00b1c2 3c 0fa1 00b1c3 46".to_owned() + &" 0000 000000 00".repeat(5);
    let message = decoded(&short(&format!("28 18021d173b3a 02d4 04 {slots} ff 0002")));
    assert_eq!(message.cells.iter().map(|c| c.signal).collect::<Vec<_>>(), [Some(-60), Some(-70)]);
    assert_eq!((message.fix, message.kind), (None, Kind::Position));
    let wifi = decoded(&short(&format!("2c 18021d173b3a 02d4 04 {slots} ff 01 0a0b0c0d0e0f 37")));
    assert_eq!(wifi.wifi.len(), 1);
    assert_eq!((wifi.wifi[0].mac, wifi.wifi[0].signal), ([10, 11, 12, 13, 14, 15], Some(-55)));
}

#[test]
fn answers_to_commands() {
    let ascii = decoded(&long("21 00000009 01 4f4b21"));
    assert_eq!(ascii.kind, Kind::CommandReply);
    let text = |m: &Message| m.attributes.iter().find(|(n, _)| n == "result").map(|(_, v)| v.clone());
    assert_eq!(text(&ascii), Some(Value::Text("OK!".into())));
    let wide = decoded(&long("21 00000009 02 004f006b"));
    assert_eq!(text(&wide), Some(Value::Text("Ok".into())));
    let old = decoded(&short("15 06 00000009 4f4b 0002"));
    assert_eq!(text(&old), Some(Value::Text("OK".into())));
}

#[test]
fn an_alarm_that_ends_after_its_fix_still_has_the_fix() {
    let message = decoded(&short(&format!("26 {FIX} 40 06 04 09 02")));
    assert_eq!(message.alarms, Alarms::from_iter([Alarm::Tow]));
    is_the_fix(&message.fix.unwrap());
}

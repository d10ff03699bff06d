//! The alarm word and additional items.

use super::made::*;
use lienwatch_protocols::message::{Cell, Wifi};
use lienwatch_protocols::session::DecodeError;
use lienwatch_protocols::{Alarm, Alarms, Output, Value};

fn alarms_of(word: u32) -> Vec<Alarm> {
    message(strict(), &v2013(0x0200, 1, &location(word, ON_THE_ROAD, ""))).alarms.iter().collect()
}

fn alarms_in(items: &str) -> Vec<Alarm> {
    with_items(items).alarms.iter().collect()
}

#[test]
fn the_alarm_word() {
    let table = [
        (0, Alarm::Sos),
        (1, Alarm::Overspeed),
        (2, Alarm::Fatigue),
        (5, Alarm::GnssAntennaCut),
        (6, Alarm::GnssAntennaShort),
        (7, Alarm::LowExternalPower),
        (8, Alarm::PowerCut),
        (9, Alarm::Fault),
        (12, Alarm::Fault),
        (15, Alarm::Vibration),
        (17, Alarm::Tamper),
        (18, Alarm::LowBattery),
        (19, Alarm::Parking),
        (20, Alarm::Fence),
        (26, Alarm::Stolen),
        (27, Alarm::IllegalIgnition),
        (28, Alarm::Movement),
        (29, Alarm::Accident),
        (21, Alarm::Fence),
        (24, Alarm::Fault),
        (25, Alarm::FuelLeak),
        (31, Alarm::Door),
    ];
    for (bit, alarm) in table {
        assert_eq!(alarms_of(1 << bit), [alarm], "bit {bit}");
    }
    assert_eq!(alarms_of(1 << 8 | 1 << 7 | 1), [Alarm::PowerCut, Alarm::LowExternalPower, Alarm::Sos]);
    assert!(alarms_of(1 << 14).is_empty());
}

#[test]
fn a_flag_without_a_name_is_told_as_sent() {
    let of = |word| message(strict(), &v2013(0x0200, 1, &location(word, ON_THE_ROAD, "")));
    assert_eq!(attribute(&of(1 << 14 | 1), "alarmWord"), Some(&Value::Int(1 << 14 | 1)));
    assert!(of(1 << 8 | 1).attributes.is_empty());
}

#[test]
fn the_g10ls_has_its_own_words() {
    let of = |word, status| message(of_model("G10LS"), &v2013(0x0200, 1, &location(word, status, "")));
    let alarms = of(1 << 15 | 1 << 16 | 1 << 17, 0).alarms;
    assert_eq!(alarms, Alarms::from_iter([Alarm::LowBattery, Alarm::Vibration, Alarm::Removed]));
    let vitals = of(0, 1 << 6 | 1 << 11).vitals;
    assert_eq!((vitals.armed, vitals.external_power_present), (Some(true), Some(false)));
}

#[test]
fn a_main_power_cut_is_no_external_power() {
    let m = message(strict(), &v2013(0x0200, 1, &location(1 << 8, ON_THE_ROAD, "")));
    assert_eq!(m.vitals.external_power_present, Some(false));
}

#[test]
fn models_have_their_own_alarm_words() {
    let word = |model, word| message(of_model(model), &v2013(0x0200, 1, &location(word, 1 << 16, "")));
    assert_eq!(word("G-360P", 1).alarms.iter().collect::<Vec<_>>(), [Alarm::Removed]);
    assert_eq!(word("AL300", 1 << 16).alarms.iter().collect::<Vec<_>>(), [Alarm::Movement]);
    assert!(word("AL300", 1 << 8).alarms.is_empty());
    assert!(word("VL300", 1 << 29).alarms.is_empty());
    assert_eq!(word("MV710G", 0).vitals.door_open, Some(true));
}

#[test]
fn an_item_that_overruns_keeps_the_fix() {
    let outputs = feed(&mut strict(), &v2013(0x0200, 1, &location(0, ON_THE_ROAD, "300115 e4ff01")));
    let m = messages(&outputs)[0];
    assert!(m.fix.is_some_and(|fix| fix.valid));
    assert_eq!(m.vitals.gsm_level, Some(0x15));
    let cut = DecodeError::Truncated { message: 0x0200, field: "additional item" };
    assert!(outputs.contains(&Output::Refused(cut)));
    assert_eq!(replies(&outputs)[0].1, Some(1));
}

#[test]
fn an_item_of_a_wrong_length_says_nothing() {
    // Mileage in two bytes, satellites in none; the item behind them is read.
    let m = with_items("01020001 3100 300107");
    assert_eq!((m.vitals.odometer_m, m.vitals.gsm_level), (None, Some(7)));
    assert_eq!(m.fix.and_then(|fix| fix.satellites), None);
}

#[test]
fn batteries_and_power() {
    assert_eq!(with_items("610204dc").vitals.external_power_mv, Some(12_440));
    assert_eq!(with_items("6902016f").vitals.battery_mv, Some(3670));
    assert_eq!(with_items("56020900").vitals.battery_pct, Some(90));
    assert_eq!(with_items("e4020063").vitals.battery_pct, Some(99));
    assert_eq!(with_items("e4020063").vitals.external_power_present, Some(true));
    assert_eq!(with_items("e4020163").vitals.external_power_present, None);
    assert_eq!(with_items("d40132").vitals.battery_pct, Some(50));
    assert_eq!(with_items("d401ff").vitals.external_power_present, Some(true));
    assert_eq!(with_items("d30278").vitals.external_power_mv, None);
    assert_eq!(with_items("d3020078").vitals.external_power_mv, Some(12_000));
    assert_eq!(with_items("f70600000e480234").vitals.battery_mv, Some(3656));
    let m = with_items("fe0199");
    assert_eq!(m.vitals.battery_pct, None, "153 % is no charge");
    assert_eq!(attribute(&m, "batteryLevel"), Some(&Value::Int(153)), "but it was said");
    assert_eq!(with_items("6802264d").vitals.battery_pct, Some(98), "98.05 %");
    assert_eq!(with_items("e4030063ff").vitals.battery_pct, Some(99));
    let m = with_items("e3040061 0190");
    assert_eq!((m.vitals.battery_pct, m.vitals.battery_mv), (Some(97), Some(4000)));
    // Another maker's text under the same id.
    let m = with_items("e3054d616b6572");
    assert_eq!((m.vitals.battery_pct, m.vitals.battery_mv), (None, None));
    assert_eq!(text(&m, "itemE3"), "Maker");
    let m = with_items("ee06 14 2ee0 0fa0 09");
    assert_eq!(
        (m.vitals.external_power_mv, m.vitals.battery_mv, m.vitals.gsm_level),
        (Some(12_000), Some(4000), Some(20))
    );
    assert_eq!(m.fix.and_then(|fix| fix.satellites), Some(9));
}

#[test]
fn extension_fields() {
    let m = with_items("eb19 000c00b2 8900112233445566778f 0004002d 0fa0 0003 00a8 5c");
    assert_eq!((m.vitals.battery_mv, m.vitals.battery_pct), (Some(4000), Some(92)));
    assert_eq!(text(&m, "iccid"), "8900112233445566778");
    assert_eq!(with_items("eb08 0006002d 00002ee0").vitals.external_power_mv, Some(12_000));
    assert_eq!(alarms_in("eb08 00060089 ffffefff"), [Alarm::Removed]);
    assert_eq!(alarms_in("eb08 00060089 fffffffe"), [Alarm::PowerCut]);
    assert_eq!(alarms_in("eb08 000600c5 ffffffbf"), [Alarm::Vibration]);
    assert_eq!(with_items("eb08 000600c5 fe7fffff").vitals.motion, Some(true));
    assert_eq!(text(&with_items("eb09 5554432b30333a3030"), "timezone"), "UTC+03:00");
    // A field that states more than the item has is read as far as it goes.
    assert_eq!(with_items("eb06 0020002d 0fa0 300107").vitals.battery_mv, Some(4000));
    assert_eq!(with_items("eb06 0020002d 0fa0 300107").vitals.gsm_level, Some(7));
    // A field that overruns leaves those before it.
    assert_eq!(with_items("eb09 0004002d 0fa0 00ff00").vitals.battery_mv, Some(4000));
}

#[test]
fn cells_and_access_points() {
    let cell = |mcc, mnc, lac, cid, signal| Cell { mcc, mnc, lac, cid, signal: Some(signal) };
    let m = with_items("eb0d 027f02 00110022 32 00000000 00");
    assert_eq!(m.cells.as_slice(), [cell(639, 2, 0x11, 0x22, -50), cell(639, 2, 0, 0, 0)]);
    let m = with_items("5d0b 01 027f 02 0011 00220033 14");
    assert_eq!(m.cells.as_slice(), [cell(639, 2, 0x11, 0x22_0033, 20)]);
    let m = with_items("5309 01 027f 02 0011 0033 14");
    assert_eq!(m.cells.as_slice(), [cell(639, 2, 0x11, 0x33, 20)]);
    let m = with_items("f00d 027f 0002 00220033 00000011 3c");
    assert_eq!(m.cells.as_slice(), [cell(639, 2, 0x11, 0x22_0033, -60)]);
    let wifi = |signal| Wifi { mac: [1, 2, 3, 4, 5, 6], signal: Some(signal) };
    assert_eq!(with_items("f407 010203040506 ce").wifi, [wifi(-50)]);
    assert_eq!(with_items("5408 01 010203040506 ce").wifi, [wifi(-50)]);
    // A count of 255 does not make more of one record.
    assert_eq!(with_items("5408 ff 010203040506 ce").wifi, [wifi(-50)]);
    let text = "01:02:03:04:05:06,-50";
    let field = format!("{:04x} 00b9 01 {}", 3 + text.len(), to_hex(text.as_bytes()));
    assert_eq!(with_items(&format!("eb{:02x} {field}", 5 + text.len())).wifi, [wifi(-50)]);
}

#[test]
fn driving_and_other_alarms() {
    assert_eq!(alarms_in("5708 0300 0000 00000000"), [Alarm::HardAcceleration, Alarm::HardBraking]);
    assert_eq!(alarms_in("f402 0010"), [Alarm::Accident]);
    assert_eq!(alarms_in("e708 0001 000000000000"), [Alarm::Vibration]);
    assert_eq!(alarms_in("7006 00000000 01 16"), [Alarm::Accident]);
    let body = location(0, ON_THE_ROAD, "e804 0c0e 00 00");
    assert_eq!(message(of_model("JC371"), &v2013(0x0200, 1, &body)).alarms, Alarms::from_iter([Alarm::PowerCut]));
}

#[test]
fn items_behind_an_obd_adapter() {
    let m = with_items("80012a 81020bb8 8202007b 8c0400000064");
    assert_eq!(m.vitals.external_power_mv, Some(12_300));
    assert_eq!(attribute(&m, "rpm"), Some(&Value::Int(3000)));
    assert_eq!(attribute(&m, "obdOdometer"), Some(&Value::Int(10_000)));
    let m = with_items("f307 0004 02 3039 0003 00");
    assert_eq!(m.vitals.external_power_mv, Some(12_345));
}

#[test]
fn the_fixed_tail_is_told_from_items() {
    let m = with_items("00000000 00000007 0078 00000000 18 000000");
    assert_eq!((m.vitals.odometer_m, m.vitals.battery_mv, m.vitals.gsm_level), (Some(7000), Some(12_000), Some(24)));
    // Eighteen bytes of items.
    let m = with_items("010400000064 30010a 31010b 250400000001");
    assert_eq!((m.vitals.odometer_m, m.vitals.gsm_level, m.vitals.battery_mv), (Some(10_000), Some(10), None));
}

#[test]
fn sensors_of_asset_trackers() {
    let m = message(of_model("GL100"), &v2013(0x0200, 1, &location(0, 0, "f606 02 03 01f4 00fb")));
    assert_eq!(m.vitals.motion, Some(true));
    assert_eq!(
        (attribute(&m, "lightSensor"), attribute(&m, "temp1")),
        (Some(&Value::Int(500)), Some(&Value::Float(25.1)))
    );
    assert_eq!(with_items("f904 0004 000c").fix.and_then(|fix| fix.hdop), Some(1.2));
    assert_eq!(with_items("f30101").vitals.armed, Some(true));
    assert_eq!(text(&with_items("f608 0860000000000001"), "imei"), "860000000000001");
}

//! Locations, batches, split messages, media and answers.

use super::made::*;
use chrono::TimeDelta;
use lienwatch_protocols::session::DecodeError;
use lienwatch_protocols::{Alarm, FixKind, Kind, Output, Value};

#[test]
fn a_location_has_everything_the_body_says() {
    let mut session = strict();
    let outputs = feed(&mut session, &v2013(0x0200, 9, &location(0, ON_THE_ROAD, "0104000000fa 300117 31010b")));
    let m = messages(&outputs)[0];
    let fix = m.fix.expect("a fix");
    assert_eq!((m.kind, m.buffered, m.record), (Kind::Position, false, 1));
    assert_eq!((fix.lat, fix.lon), (-1.2921, 36.8219));
    assert_eq!((fix.kind, fix.valid, fix.satellites), (FixKind::Gnss, true, Some(11)));
    assert_eq!((fix.altitude_m, fix.speed_kph, fix.course_deg), (Some(1661.0), Some(45.6), Some(90.0)));
    // 07:30:15 of GMT+8.
    let time = "2026-11-20T23:30:15Z".parse().ok();
    assert_eq!((fix.time, m.device_time), (time, time));
    assert_eq!((m.vitals.ignition, m.vitals.blocked), (Some(true), Some(false)));
    assert_eq!((m.vitals.odometer_m, m.vitals.gsm_level), (Some(25_000), Some(23)));
    assert_eq!(m.vitals.external_power_present, None, "not in the standard's status word");
    assert!(m.alarms.is_empty() && m.attributes.is_empty());
    assert_eq!(replies(&outputs)[0].1, Some(1), "acknowledged when durable");
    assert!(replies(&outputs)[0].0.contains("0009020000"));
}

#[test]
fn the_status_word() {
    let of = |status| message(strict(), &v2013(0x0200, 1, &location(0, status, "")));
    let west = of(0b1010).fix.expect("a fix");
    assert_eq!((west.lat, west.lon, west.valid), (1.2921, -36.8219, true));
    assert!(!of(0).fix.expect("a place").valid);
    assert_eq!(of(1 << 10).vitals.blocked, Some(true));
    assert_eq!(of(0).vitals.ignition, Some(false));
    assert_eq!(of(1 << 26).vitals.external_power_present, Some(true));
}

#[test]
fn a_location_without_a_time_keeps_its_place() {
    let mut body = location(0, ON_THE_ROAD, "");
    body[22..28].fill(0);
    let m = message(strict(), &v2013(0x0200, 1, &body));
    assert_eq!((m.device_time, m.fix.expect("a fix").time), (None, None));
    body[22..28].copy_from_slice(&[0x26, 0x1a, 0x21, 7, 30, 15]);
    assert_eq!(message(strict(), &v2013(0x0200, 1, &body)).device_time, None);
}

#[test]
fn a_place_off_the_earth_is_no_fix_and_the_alarm_stays() {
    let mut body = location(1, ON_THE_ROAD, "");
    body[8..12].copy_from_slice(&90_000_001u32.to_be_bytes());
    let outputs = feed(&mut strict(), &v2013(0x0200, 1, &body));
    let m = messages(&outputs)[0];
    assert!(m.fix.is_none() && m.alarms.contains(Alarm::Sos));
    let latitude = DecodeError::OutOfRange { message: 0x0200, field: "latitude" };
    assert!(outputs.contains(&Output::Refused(latitude)));
    body[8..12].copy_from_slice(&90_000_000u32.to_be_bytes());
    body[12..16].copy_from_slice(&180_000_001u32.to_be_bytes());
    let outputs = feed(&mut strict(), &v2013(0x0200, 1, &body));
    assert!(messages(&outputs)[0].fix.is_none());
}

#[test]
fn too_short_a_location_is_answered_as_wrong() {
    let outputs = feed(&mut strict(), &v2013(0x0200, 1, &location(0, 0, "")[..27]));
    assert!(messages(&outputs).is_empty());
    assert!(replies(&outputs)[0].0.contains("0001020002"));
    assert!(outputs.contains(&Output::Refused(DecodeError::Truncated { message: 0x0200, field: "location" })));
}

fn record(body: &[u8]) -> Vec<u8> {
    [&(body.len() as u16).to_be_bytes(), body].concat()
}

#[test]
fn a_batch_is_acknowledged_with_its_last_record() {
    let one = record(&location(0, ON_THE_ROAD, "30010a"));
    let batch = |kind: u8| v2013(0x0704, 3, &[&[0, 2, kind][..], &one, &one].concat());
    let outputs = feed(&mut strict(), &batch(1));
    assert!(messages(&outputs).iter().all(|m| m.buffered && m.vitals.gsm_level == Some(10)));
    assert_eq!(messages(&outputs).len(), 2);
    assert_eq!(replies(&outputs).iter().map(|(_, after)| *after).collect::<Vec<_>>(), [Some(2)]);
    assert!(messages(&feed(&mut strict(), &batch(0))).iter().all(|m| !m.buffered), "a live batch");
}

#[test]
fn a_bad_record_of_a_batch_leaves_the_others() {
    let good = record(&location(0, ON_THE_ROAD, ""));
    let bad = record(&[1, 2, 3]);
    let cut = [&[0, 200][..], &[9; 20]].concat();
    let body = [&[0, 4, 1][..], &good, &bad, &good, &cut].concat();
    let outputs = feed(&mut strict(), &v2013(0x0704, 1, &body));
    assert_eq!(messages(&outputs).len(), 2);
    assert_eq!(outputs.iter().filter(|o| matches!(o, Output::Refused(_))).count(), 2);
}

#[test]
fn the_short_batch_has_one_byte_lengths() {
    let one = location(0, ON_THE_ROAD, "");
    let body = [&[28][..], &one, &[28], &one].concat();
    assert_eq!(messages(&feed(&mut strict(), &v2013(0x0210, 1, &body))).len(), 2);
    let battery = message(strict(), &v2013(0x0210, 1, &hex("55 261121073015")));
    assert_eq!((battery.kind, battery.vitals.battery_pct), (Kind::Status, Some(85)));
    assert_eq!(battery.device_time, "2026-11-20T23:30:15Z".parse().ok());
}

#[test]
fn a_split_message_is_put_together_in_any_order() {
    let whole = [&[0, 2, 1][..], &record(&location(0, ON_THE_ROAD, "")).repeat(2)].concat();
    let parts = [&whole[..20], &whole[20..41], &whole[41..]];
    let mut session = strict();
    for number in [3u16, 1] {
        let outputs = feed(&mut session, &part(0x0704, 100 + number, 3, number, parts[usize::from(number) - 1]));
        assert!(messages(&outputs).is_empty());
        assert_eq!(replies(&outputs)[0].1, None, "each part is answered");
        // Sent again: the answer was lost.
        feed(&mut session, &part(0x0704, 100 + number, 3, number, parts[usize::from(number) - 1]));
    }
    let outputs = feed(&mut session, &part(0x0704, 102, 3, 2, parts[1]));
    assert_eq!(messages(&outputs).len(), 2);
    assert_eq!(replies(&outputs)[0].1, Some(2));
}

#[test]
fn a_split_message_must_be_complete_in_time() {
    let whole = location(0, ON_THE_ROAD, "");
    let (first, second) = (part(0x0200, 1, 2, 1, &whole[..10]), part(0x0200, 2, 2, 2, &whole[10..]));
    let mut session = strict();
    feed_at(&mut session, &first, now());
    let outputs = feed_at(&mut session, &second, now() + TimeDelta::minutes(6));
    assert!(messages(&outputs).is_empty());
    let outputs = feed_at(&mut session, &first, now() + TimeDelta::minutes(7));
    assert_eq!(messages(&outputs).len(), 1);
}

#[test]
fn split_messages_are_bounded() {
    let mut session = strict();
    let mut oversized = 0;
    for number in 1..=400u16 {
        let outputs = feed(&mut session, &part(0x0801, number, 65_535, number, &[0xaa; 1000]));
        oversized += outputs.iter().filter(|o| matches!(o, Output::Refused(DecodeError::TooLarge { .. }))).count();
        assert!(messages(&outputs).is_empty());
    }
    assert_eq!(oversized, 1, "refused at once, because of what it would be");
    let outputs = feed(&mut session, &part(0x0801, 1, 2, 3, &[1]));
    assert!(outputs.contains(&Output::Refused(DecodeError::OutOfRange { message: 0x0801, field: "part number" })));
}

#[test]
fn answers_to_commands() {
    let mut session = strict();
    let outputs = feed(&mut session, &v2013(0x0001, 1, &hex("0007 8105 00")));
    assert!(replies(&outputs).is_empty(), "an answer is not answered");
    let m = messages(&outputs)[0];
    assert_eq!((m.kind, text(m, "result").as_str()), (Kind::CommandReply, "success"));
    assert_eq!(attribute(m, "command"), Some(&Value::Int(0x8105)));

    let m = message(strict(), &v2013(0x6006, 1, b"\x00done"));
    assert_eq!((m.kind, text(&m, "result").as_str()), (Kind::CommandReply, "done"));
    let m = message(strict(), &v2013(0x0701, 1, b"\x00\x00\x00\x02okay"));
    assert_eq!(text(&m, "result"), "ok");
    let m = message(strict(), &v2013(0x1300, 1, &hex("0001 004f 006b 000d")));
    assert_eq!(text(&m, "result"), "Ok");

    let m = message(strict(), &v2013(0x0201, 1, &[&[0, 1][..], &location(0, ON_THE_ROAD, "")].concat()));
    assert!(m.fix.is_some_and(|fix| fix.valid));
    let body = hex("0001 02 00000013 03 612e62 00000029 04 0000001e");
    let m = message(strict(), &v2013(0x0104, 1, &body));
    assert_eq!(text(&m, "server"), "a.b");
    assert_eq!(attribute(&m, "defaultReportInterval"), Some(&Value::Int(30)));
}

#[test]
fn a_driver_card_and_properties() {
    let code = [b"C1".as_slice(), &[0; 18]].concat();
    let body = [&hex("01 261121073015 00 04 d5c5c8fd")[..], &code, &hex("02 4142 20301231")].concat();
    let m = message(strict(), &v2013(0x0702, 1, &body));
    assert_eq!((text(&m, "driver"), text(&m, "cardCode")), ("张三".into(), "C1".into()));
    assert_eq!(m.device_time, "2026-11-20T23:30:15Z".parse().ok());

    let body = [&hex("0007")[..], &[b'M'; 5], &[0; 20], &[0; 7], &hex("89860000000000000001 01 31 02 3432")].concat();
    let m = message(strict(), &v2013(0x0107, 1, &body));
    assert_eq!((text(&m, "iccid"), text(&m, "versionFw")), ("89860000000000000001".into(), "42".into()));
}

#[test]
fn a_terminal_may_ask_for_the_time() {
    let outputs = feed(&mut strict(), &v2013(0x0109, 1, &[]));
    let content = hex(&format!("8109 0008 {PHONE} 0000 07ea 0b 15 00 00 00 00"));
    assert_eq!(replies(&outputs), [(to_hex(&frame(&content)), None)]);
}

#[test]
fn what_is_unknown_keeps_its_bytes() {
    let mut session = strict();
    let outputs = feed(&mut session, &v2013(0x0f77, 1, &[1, 2, 3]));
    let m = messages(&outputs)[0];
    assert_eq!((m.kind, text(m, "raw").as_str()), (Kind::Unknown, "010203"));
    assert_eq!(replies(&outputs)[0].1, Some(1));
    let outputs = feed(&mut session, &v2013(0x8103, 2, &[]));
    assert!(replies(&outputs).is_empty(), "the platform's own");
    // Bit 10: encrypted.
    let encrypted = frame(&[&hex("0200 0403"), &hex(PHONE)[..], &[0, 1, 7, 8, 9]].concat());
    assert_eq!(message(strict(), &encrypted).kind, Kind::Unknown);
}

#[test]
fn a_heartbeat_may_have_vitals() {
    let m = message(strict(), &v2013(0x0002, 1, &[64, 22, 1]));
    assert_eq!((m.kind, m.vitals.battery_pct, m.vitals.gsm_level), (Kind::Heartbeat, Some(64), Some(22)));
    let m = message(strict(), &v2013(0x0002, 1, &[]));
    assert_eq!((m.kind, m.vitals), (Kind::Heartbeat, Default::default()));
}

#[test]
fn passed_through_data() {
    let m = message(strict(), &v2013(0x0900, 1, b"\x41$OBD-RT,12.6,900,31.5,,20\r\n"));
    assert_eq!(m.vitals.external_power_mv, Some(12_600));
    assert_eq!((attribute(&m, "obdSpeed"), attribute(&m, "throttle")), (Some(&Value::Float(31.5)), None));
    // Power cut, told by an OBD adapter, with the place.
    let place = [ON_THE_ROAD, 1_292_100, 36_821_900].map(u32::to_be_bytes).concat();
    let body = [hex("f0 261121073015 01 00 03 01 02 00"), place].concat();
    let m = message(strict(), &v2013(0x0900, 1, &body));
    assert!(m.alarms.contains(Alarm::PowerCut) && m.buffered && m.fix.is_some_and(|f| f.valid));
    let m = message(strict(), &v2013(0x0900, 1, &[0x99, 1, 2]));
    assert_eq!(text(&m, "data"), "0102");
}

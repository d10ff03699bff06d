//! Padlocks: their binary reports and their texts.

use super::made::*;
use lienwatch_protocols::session::DecodeError;
use lienwatch_protocols::{Alarm, Kind, Output, Value};

/// 2026-11-21 10:20:30 UTC, 22 degrees 30 minutes north, 113 degrees 45 minutes east, 5 knots at 98 degrees.
fn report(message: u16, attributes: u16, lat: &str, flags: &str, tail: &str) -> Vec<u8> {
    let body = hex(&format!("211126102030 {lat} 11345000{flags} 05 31 14 09 00000007 4b {tail}"));
    let head = [message, attributes].map(u16::to_be_bytes).concat();
    frame(&[&head, &hex(PHONE)[..], &[9], &body].concat())
}

#[test]
fn a_report_and_its_answer() {
    let tail = "00112233 0044 03 0020 000a 0202 0014 1001 02 0b08 01 313233343536 65";
    let outputs = feed(&mut strict(), &report(0x5501, 0x8c00, "22300000", "07", tail));
    let m = messages(&outputs)[0];
    let fix = m.fix.expect("a fix");
    assert_eq!((fix.lat, fix.lon, fix.valid), (22.5, 113.75, true));
    assert!((fix.speed_kph.expect("a speed") - 9.26).abs() < 1e-9);
    assert_eq!((fix.course_deg, fix.altitude_m, fix.satellites), (Some(98.0), Some(20.0), Some(9)));
    assert_eq!(fix.time, "2026-11-21T10:20:30Z".parse().ok());
    assert_eq!((m.vitals.odometer_m, m.vitals.battery_pct, m.vitals.blocked), (Some(7000), Some(75), Some(true)));
    assert_eq!(m.alarms.iter().collect::<Vec<_>>(), [Alarm::LowExternalPower, Alarm::LowBattery]);
    assert_eq!((text(m, "lockPassword"), attribute(m, "unlockResult")), ("123456".into(), Some(&Value::Int(0x65))));
    assert_eq!(m.cells[0].cid, 0x0011_2233);
    let content = hex(&format!("4401 0003 {PHONE} 01 5501 00"));
    assert_eq!(replies(&outputs), [(to_hex(&frame(&content)), Some(1))]);
}

#[test]
fn a_stored_report_is_no_current_fix() {
    let outputs = feed(&mut strict(), &report(0x5502, 0, "22300000", "00", "00000000 0000 01 0000 0000"));
    let m = messages(&outputs)[0];
    let fix = m.fix.expect("a place");
    assert!(!fix.valid && m.buffered);
    assert_eq!((fix.lat, fix.lon), (-22.5, -113.75));
    assert!(replies(&outputs).is_empty(), "it wants none");
}

#[test]
fn digits_that_are_none_are_no_fix() {
    let outputs = feed(&mut strict(), &report(0x5501, 0, "2a300000", "07", ""));
    assert!(messages(&outputs)[0].fix.is_none());
    let off = DecodeError::OutOfRange { message: 0x5501, field: "coordinates" };
    assert!(outputs.contains(&Output::Refused(off)));
}

#[test]
fn texts() {
    let outputs = feed(&mut strict(), b"(13912345678,1,001,BASE,2,TIME)");
    assert_eq!(replies(&outputs), [(to_hex(b"(13912345678,1,001,BASE,2,20261121000000)"), None)]);
    let mut session = strict();
    let outputs = feed(&mut session, b"(139,1,001,LOCK,3)");
    assert!(matches!(outputs[..], [Output::Refused(DecodeError::BeforeLogin { .. })]));
    feed(&mut session, &v2013(0x0002, 1, &[]));
    let outputs = feed(&mut session, b"(139,1,001,LOCK,3)");
    let m = messages(&outputs)[0];
    assert_eq!((m.kind, text(m, "result").as_str()), (Kind::CommandReply, "(139,1,001,LOCK,3)"));
    // A parenthesis that opens no text.
    let outputs = feed(&mut session, &[b"(12\x01", &v2013(0x0002, 2, &[])[..]].concat());
    assert_eq!((messages(&outputs).len(), outputs.len()), (1, 3));
}

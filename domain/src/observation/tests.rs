//! A row is what the message was, no more and no less.

use super::*;
use chrono::TimeDelta;
use lienwatch_protocols::message::{Alarm, Fix, Value, Vitals};
use lienwatch_protocols::{Media, MediaFormat, MediaKind};

fn message() -> Message {
    let t = DateTime::from_timestamp(1_790_000_000, 123_456_789);
    Message {
        kind: Kind::Position,
        device_time: t,
        fix: Some(Fix {
            time: t,
            lat: 31.2304161,
            lon: 121.4737009,
            kind: FixKind::Gnss,
            valid: true,
            speed_kph: Some(42.35),
            course_deg: Some(359.0),
            altitude_m: Some(-4.0),
            accuracy_m: None,
            satellites: Some(9),
            hdop: None,
        }),
        vitals: Vitals { ignition: Some(true), external_power_present: Some(false), ..Vitals::default() },
        alarms: [Alarm::PowerCut].into_iter().collect(),
        ..Message::default()
    }
}

fn at(s: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + s, 0).expect("in range")
}

#[test]
fn a_resend_is_equal_and_another_record_of_the_same_second_is_not() {
    let a = Observation::of(&message(), TrackerNo(1), LenderNo(1), at(1));
    let b = Observation::of(&message(), TrackerNo(1), LenderNo(1), at(500));
    assert_eq!((a.device_time, a.digest), (b.device_time, b.digest));
    let mut other = message();
    other.alarms = Alarms::NONE;
    assert_ne!(Observation::of(&other, TrackerNo(1), LenderNo(1), at(1)).digest, a.digest);
}

#[test]
fn keeps_units_and_unknowns_apart() {
    let o = Observation::of(&message(), TrackerNo(1), LenderNo(1), at(1));
    assert_eq!(o.device_time.timestamp_subsec_nanos(), 123_456_000);
    assert_eq!((o.speed_dkph, o.course_deg, o.altitude_m), (Some(424), Some(359), Some(-4)));
    assert_eq!((o.flags.ignition(), o.flags.external_power()), (Some(true), Some(false)));
    assert_eq!((o.flags.motion(), o.flags.blocked(), o.flags.door_open()), (None, None, None));
    assert!(o.attributes.is_none(), "a plain position stores no JSON");
    assert!(o.realtime());
}

#[test]
fn text_that_the_database_cannot_hold_is_shown_as_what_it_was() {
    let mut m = message();
    m.attributes.push(("na\0me".into(), Value::Text("a\0\\u0000".into())));
    let stored = Observation::of(&m, TrackerNo(1), LenderNo(1), at(1)).attributes.expect("attributes");
    assert_eq!(stored, serde_json::json!({"na\u{2400}me": "a\u{2400}\\u0000"}));
}

#[test]
fn a_medium_is_named_by_its_content_not_kept_in_the_record() {
    let mut m = message();
    let bytes = b"abc".as_slice().into();
    let (kind, format) = (MediaKind::Image, MediaFormat::Jpeg);
    m.media = Some(Box::new(Media { id: 1, kind, format, event: 0, channel: 1, bytes }));
    let of = |m: &Message| Observation::of(m, TrackerNo(1), LenderNo(1), at(1));
    let one = of(&m);
    // FIPS 180-2, appendix B.1.
    let digits = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(one.attributes, Some(serde_json::json!({ "file": digits })));
    assert_eq!(one.file().map(|sum| sum.map(|byte| format!("{byte:02x}")).concat()).as_deref(), Some(digits));
    m.attributes.push(("file".into(), Value::Text("mine".into())));
    assert_eq!(of(&m).file(), one.file(), "a device's own word does not take its place");
    m.attributes.clear();
    let other = m.media.as_mut().expect("there");
    other.bytes = b"abd".as_slice().into();
    assert_ne!(of(&m).digest, one.digest, "another picture is another record");
    m.media.as_mut().expect("there").bytes = Default::default();
    assert_eq!(of(&m).attributes, None, "nothing came");
}

#[test]
fn without_a_time_takes_the_receive_time_and_says_so() {
    let mut m = message();
    m.device_time = None;
    m.fix = None;
    let o = Observation::of(&m, TrackerNo(1), LenderNo(1), at(7));
    assert_eq!(o.device_time, at(7));
    assert!(o.flags.has(Flags::NO_DEVICE_TIME));
    assert_eq!(Observation::disconnect(TrackerNo(1), LenderNo(1), at(7) + TimeDelta::seconds(1)).point, None);
}

fn beat(serial: Option<u16>, received: i64) -> Observation {
    let message = Message { kind: Kind::Heartbeat, serial, ..Message::default() };
    Observation::of(&message, TrackerNo(1), LenderNo(1), at(received))
}

#[test]
fn of_what_has_no_time_the_same_frame_is_equal_and_another_of_the_same_moment_is_not() {
    assert_eq!(beat(Some(7), 1).digest, beat(Some(7), 2).digest);
    assert_ne!(beat(Some(7), 1).digest, beat(Some(8), 1).digest);
    assert_eq!(beat(None, 1).digest, beat(None, 1).digest);
    let (mut a, mut b) = (beat(None, 1), beat(None, 1));
    a.tell_apart(1);
    b.tell_apart(2);
    assert_ne!(a.digest, b.digest);
    // What has a time may come again under another number.
    let with = |serial| Observation::of(&Message { serial, ..message() }, TrackerNo(1), LenderNo(1), at(1));
    assert_eq!(with(Some(1)), with(Some(2)));
}

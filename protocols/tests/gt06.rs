//! GT06 as an operator's server meets it: logins, reports, replies, trouble, and what our own devices send.

use bytes::BytesMut;
use chrono::{DateTime, TimeZone, Utc};
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::{Gt06Encoder, Gt06Session, command};
use lienwatch_protocols::message::Cell;
use lienwatch_protocols::session::{Checksum, Close, OtherIdentity};
use lienwatch_protocols::{Alarm, Alarms, DecodeError, Fix, FixKind, Kind, Message, Options, Output, Session, Vitals};
use proptest::prelude::*;

const IMEI: &str = "351000111222333";

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 4, 5, 6, 7).unwrap()
}

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn show(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn crc(bytes: &[u8]) -> u16 {
    !bytes.iter().fold(0xffffu16, |crc, &byte| {
        (0..8).fold(crc ^ u16::from(byte), |c, _| if c & 1 == 1 { (c >> 1) ^ 0x8408 } else { c >> 1 })
    })
}

/// A frame around kind and content, serial 0x0007.
fn short(content: &str) -> Vec<u8> {
    let content = hex(content);
    let mut frame = vec![0x78, 0x78, content.len() as u8 + 4];
    frame.extend(content);
    finish(frame, 2)
}

fn long(content: &str) -> Vec<u8> {
    let content = hex(content);
    let mut frame = vec![0x79, 0x79];
    frame.extend((content.len() as u16 + 4).to_be_bytes());
    frame.extend(content);
    finish(frame, 2)
}

fn finish(mut frame: Vec<u8>, from: usize) -> Vec<u8> {
    frame.extend([0x00, 0x07]);
    let sum = crc(&frame[from..]);
    frame.extend(sum.to_be_bytes());
    frame.extend([0x0d, 0x0a]);
    frame
}

fn feed(session: &mut Gt06Session, bytes: &[u8]) -> Vec<Output> {
    let mut input = BytesMut::from(bytes);
    let mut out = Vec::new();
    session.receive(&mut input, now(), &mut out);
    out
}

fn logged_in(options: Options) -> Gt06Session {
    let mut session = Gt06Session::new(options);
    feed(&mut session, &short("01 0351000111222333"));
    assert!(session.identity().is_some());
    session
}

fn messages(outputs: &[Output]) -> Vec<Message> {
    outputs.iter().filter_map(|o| if let Output::Message(m) = o { Some(m.clone()) } else { None }).collect()
}

fn replies(outputs: &[Output]) -> Vec<(String, Option<u64>)> {
    outputs
        .iter()
        .filter_map(|o| if let Output::Reply { bytes, after } = o { Some((show(bytes), *after)) } else { None })
        .collect()
}

/// The one message of one frame.
fn decoded(frame: &[u8]) -> Message {
    decoded_as(frame, Options::default())
}

fn decoded_as(frame: &[u8], options: Options) -> Message {
    let outputs = feed(&mut logged_in(options), frame);
    let refused: Vec<_> = outputs.iter().filter(|o| matches!(o, Output::Refused(_))).collect();
    assert!(refused.is_empty(), "{refused:?}");
    let mut messages = messages(&outputs);
    assert_eq!(messages.len(), 1, "{outputs:?}");
    messages.remove(0)
}

/// 2024-02-29 23:59:58, 9 satellites, 12.5 S 45.25 W, 80 km/h, course 271, valid.
const FIX: &str = "18021d173b3a c9 01 57 5a 20 04 da 7a 90 50 190f";

fn is_the_fix(fix: &Fix) {
    assert_eq!(fix.time.map(|t| t.to_rfc3339()).as_deref(), Some("2024-02-29T23:59:58+00:00"));
    assert!((fix.lat + 12.5).abs() < 1e-9 && (fix.lon + 45.25).abs() < 1e-9, "{fix:?}");
    assert_eq!((fix.speed_kph, fix.course_deg, fix.satellites, fix.valid), (Some(80.0), Some(271.0), Some(9), true));
}

#[test]
fn a_login_opens_the_session_and_is_answered_at_once() {
    let mut session = Gt06Session::new(Options::default());
    let outputs = feed(&mut session, &short("01 0351000111222333 0001 3200"));
    assert!(matches!(&outputs[0], Output::Identified(who) if who.device.as_str() == IMEI));
    assert!(matches!(&outputs[1], Output::Message(m) if m.kind == Kind::Login && m.record == 1));
    let reply = finish(vec![0x78, 0x78, 5, 1], 2);
    assert_eq!(replies(&outputs), [(show(&reply), None)]);
    assert!(messages(&outputs)[0].attributes.contains(&("timezoneMinutes".into(), 480.into_value())));
}

trait IntoValue {
    fn into_value(self) -> lienwatch_protocols::Value;
}
impl IntoValue for i64 {
    fn into_value(self) -> lienwatch_protocols::Value {
        lienwatch_protocols::Value::Int(self)
    }
}

#[test]
fn nothing_is_heard_before_the_login_but_a_question_for_the_time() {
    let mut session = Gt06Session::new(Options::default());
    let outputs = feed(&mut session, &short("13 44 06 04 00 02"));
    assert_eq!(outputs, [Output::Refused(DecodeError::BeforeLogin { message: 0x13 })]);
    let outputs = feed(&mut session, &short("8a"));
    let clock = finish(hex("7878 0b 8a 1a0304050607"), 2);
    assert_eq!(replies(&outputs), [(show(&clock), None)]);
}

#[test]
fn another_identity_is_a_conflict_unless_told_otherwise() {
    let other = short("01 0351000111222999");
    let outputs = feed(&mut logged_in(Options::default()), &other);
    assert!(matches!(&outputs[..], [Output::Refused(DecodeError::OtherIdentity { expected, found })]
        if expected.as_str() == IMEI && found.as_str() == "351000111222999"));

    let options = Options { other_identity: OtherIdentity::Session, ..Options::default() };
    let mut session = logged_in(options);
    assert_eq!(replies(&feed(&mut session, &other)).len(), 1);
    assert_eq!(session.identity().map(|i| i.device.as_str()), Some(IMEI));
    assert_eq!(replies(&feed(&mut logged_in(Options::default()), &short("01 0351000111222333"))).len(), 1);
}

#[test]
fn an_imei_of_no_digits_is_refused() {
    let outputs = feed(&mut Gt06Session::new(Options::default()), &short("01 0a51000111222333"));
    assert!(matches!(&outputs[..], [Output::Refused(DecodeError::BadIdentity(_))]), "{outputs:?}");
}

#[test]
fn a_wrong_checksum_is_refused_unless_tolerated() {
    let mut frame = short("13 44 06 04 00 02");
    frame[4] ^= 0x01;
    let outputs = feed(&mut logged_in(Options::default()), &frame);
    assert!(matches!(&outputs[..], [Output::Refused(DecodeError::Checksum { .. })]));
    let tolerant = Options { checksum: Checksum::Tolerate, ..Options::default() };
    assert_eq!(messages(&feed(&mut logged_in(tolerant), &frame)).len(), 1);
}

#[test]
fn replies_name_the_record_they_wait_for() {
    let mut session = logged_in(Options::default());
    let two = [short("13 44 06 04 00 02"), short(&format!("12 {FIX} 02d4 04 0fa1 00b1c2"))].concat();
    let outputs = feed(&mut session, &two);
    let records: Vec<_> = messages(&outputs).iter().map(|m| m.record).collect();
    assert_eq!(records, [2, 3]);
    let after: Vec<_> = replies(&outputs).into_iter().map(|r| r.1).collect();
    assert_eq!(after, [Some(2), Some(3)]);
    assert_eq!(replies(&outputs)[1].0, show(&finish(vec![0x78, 0x78, 5, 0x12], 2)));
}

#[test]
fn a_position_with_its_cell() {
    let message = decoded(&short(&format!("12 {FIX} 02d4 04 0fa1 00b1c2")));
    assert_eq!(message.kind, Kind::Position);
    is_the_fix(&message.fix.unwrap());
    assert_eq!(message.cells, [Cell { mcc: 724, mnc: 4, lac: 0x0fa1, cid: 0xb1c2, signal: None }]);
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
    assert_eq!(lte.cells, [Cell { mcc: 724, mnc: 4, lac: 0x0fa1, cid: 0xb1c2, signal: None }]);
}

#[test]
fn no_fix_is_invented() {
    let invalid = decoded(&short("12 18021d173b3a c0 00000000 00000000 00 0000 02d4 04 0fa1 00b1c2"));
    assert_eq!(invalid.fix.map(|f| f.valid), Some(false));
    assert_eq!(decoded(&short("13 44 06 04 00 02")).fix, None);
    // 120 degrees of latitude: refused, yet kept and answered.
    let outputs = feed(&mut logged_in(Options::default()), &short("12 18021d173b3a c9 0cdfe600 04da7a90 50 190f"));
    assert!(matches!(outputs[0], Output::Refused(DecodeError::OutOfRange { message: 0x12, .. })));
    assert_eq!(messages(&outputs)[0].fix, None);
    assert_eq!(replies(&outputs).len(), 1);
}

#[test]
fn a_frame_cut_short_is_kept_raw_and_answered() {
    let outputs = feed(&mut logged_in(Options::default()), &short("22 18021d17"));
    assert!(matches!(outputs[0], Output::Refused(DecodeError::Truncated { message: 0x22, .. })));
    let message = &messages(&outputs)[0];
    assert_eq!(message.kind, Kind::Unknown);
    assert!(message.attributes.iter().any(|(name, _)| name == "raw"));
    assert_eq!(replies(&outputs)[0].1, Some(message.record));
}

#[test]
fn years_are_literal() {
    let wrong_clock = decoded(&short("10 46 01 01 00 00 00 c9 01575a20 04da7a90 50 190f"));
    assert_eq!(wrong_clock.fix.unwrap().time.map(|t| t.to_rfc3339()).as_deref(), Some("2070-01-01T00:00:00+00:00"));
    let none = decoded(&short("10 00 00 00 00 00 00 c9 01575a20 04da7a90 50 190f"));
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
    assert_eq!(text(&ascii), Some(lienwatch_protocols::Value::Text("OK!".into())));
    let wide = decoded(&long("21 00000009 02 004f006b"));
    assert_eq!(text(&wide), Some(lienwatch_protocols::Value::Text("Ok".into())));
    let old = decoded(&short("15 06 00000009 4f4b 0002"));
    assert_eq!(text(&old), Some(lienwatch_protocols::Value::Text("OK".into())));
}

#[test]
fn commands_are_framed_and_checked() {
    let mut out = BytesMut::new();
    command::relay(true, 9, 0x0007, &mut out);
    assert_eq!(show(&out), show(&short("80 0c 00000009 52656c61792c3123")));
}

#[test]
fn garbage_is_counted_and_the_next_frame_is_heard() {
    let mut bytes = vec![0x00; 9000];
    bytes.extend(short("13 44 06 04 00 02"));
    let outputs = feed(&mut logged_in(Options::default()), &bytes);
    let skipped: usize = outputs
        .iter()
        .filter_map(|o| if let Output::Refused(DecodeError::Garbage { skipped }) = o { Some(*skipped) } else { None })
        .sum();
    assert_eq!(skipped, 9000);
    assert_eq!(messages(&outputs).len(), 1);
}

#[test]
fn a_stated_length_over_the_limit_is_refused_without_waiting() {
    let mut bytes = hex("7979 ffff 94");
    bytes.extend(short("13 44 06 04 00 02"));
    let outputs = feed(&mut logged_in(Options::default()), &bytes);
    assert!(matches!(outputs[0], Output::Refused(DecodeError::Oversized { length: 65541, .. })));
    assert_eq!(messages(&outputs).len(), 1);
    assert!(!outputs.contains(&Output::Close(Close::FramingLost)));
}

// --- our own devices ------------------------------------------------------------------------------------------------

fn sent(message: &Message) -> Vec<Message> {
    let mut device = Gt06Encoder::new(IMEI).unwrap();
    let mut bytes = BytesMut::new();
    device.login(&mut bytes);
    device.reports(std::slice::from_ref(message), &mut bytes);
    let outputs = feed(&mut Gt06Session::new(Options::default()), &bytes);
    assert!(!outputs.iter().any(|o| matches!(o, Output::Refused(_))), "{outputs:?}");
    messages(&outputs).split_off(1)
}

fn a_fix() -> impl Strategy<Value = Fix> {
    let place = (-162_000_000i64..=162_000_000, -324_000_000i64..=324_000_000);
    (place, 946_684_800i64..9_000_000_000, any::<bool>(), 0u8..=255, 0u16..360, 0u8..16).prop_map(
        |((lat, lon), time, valid, speed, course, satellites)| Fix {
            time: DateTime::from_timestamp(time, 0),
            lat: lat as f64 / 1.8e6,
            lon: lon as f64 / 1.8e6,
            kind: FixKind::Gnss,
            valid,
            speed_kph: Some(speed.into()),
            course_deg: Some(course.into()),
            altitude_m: None,
            accuracy_m: None,
            satellites: Some(satellites),
            hdop: None,
        },
    )
}

fn a_cell() -> impl Strategy<Value = Cell> {
    (1u16..1000, 0u16..256, 1u32..65536, 1u64..0x100_0000).prop_map(|(mcc, mnc, lac, cid)| Cell {
        mcc,
        mnc,
        lac,
        cid,
        signal: None,
    })
}

fn alarm_vitals() -> impl Strategy<Value = Vitals> {
    let level = prop::sample::select(vec![0u8, 16, 33, 50, 66, 83, 100]);
    (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), level, 0i32..=4).prop_map(
        |(ignition, power, blocked, armed, battery, gsm)| Vitals {
            ignition: Some(ignition),
            external_power_present: Some(power),
            blocked: Some(blocked),
            armed: Some(armed),
            battery_pct: Some(battery),
            gsm_level: Some(gsm),
            ..Vitals::default()
        },
    )
}

const SAYABLE: &[Alarm] = &[
    Alarm::PowerCut,
    Alarm::LowExternalPower,
    Alarm::LowBattery,
    Alarm::Removed,
    Alarm::Light,
    Alarm::CoverOpen,
    Alarm::Tamper,
    Alarm::FakeBaseStation,
    Alarm::Vibration,
    Alarm::Tow,
    Alarm::Sos,
    Alarm::Overspeed,
    Alarm::FenceEnter,
    Alarm::FenceExit,
    Alarm::SimChange,
    Alarm::Door,
    Alarm::DeviceOff,
];

proptest! {
    #[test]
    fn positions_come_back(fix in a_fix(), cell in a_cell(), on in any::<bool>(), buffered: bool, odometer: Option<u32>) {
        let message = Message {
            record: 2,
            kind: Kind::Position,
            device_time: fix.time,
            fix: Some(fix),
            vitals: Vitals { ignition: Some(on), odometer_m: odometer.map(u64::from), ..Vitals::default() },
            buffered,
            cells: vec![cell],
            ..Message::default()
        };
        prop_assert_eq!(sent(&message), [message]);
    }

    #[test]
    fn alarms_come_back(fix in a_fix(), cell in a_cell(), vitals in alarm_vitals(), alarm in prop::sample::select(SAYABLE)) {
        let message = Message {
            record: 2,
            kind: Kind::Event,
            device_time: fix.time,
            fix: Some(fix),
            vitals,
            alarms: Alarms::from_iter([alarm]),
            cells: vec![cell],
            ..Message::default()
        };
        prop_assert_eq!(sent(&message), [message.clone()]);
        let bare = Message { cells: Vec::new(), ..message };
        prop_assert_eq!(sent(&bare), [bare]);
    }

    #[test]
    fn heartbeats_come_back(vitals in alarm_vitals()) {
        let message = Message { record: 2, kind: Kind::Heartbeat, vitals, ..Message::default() };
        let mut device = Gt06Encoder::new(IMEI).unwrap();
        let mut bytes = BytesMut::new();
        device.login(&mut bytes);
        device.heartbeat(&message, &mut bytes);
        let outputs = feed(&mut Gt06Session::new(Options::default()), &bytes);
        prop_assert_eq!(messages(&outputs).split_off(1), [message]);
    }
}

#[test]
fn several_alarms_are_several_packets() {
    let alarms = Alarms::from_iter([Alarm::PowerCut, Alarm::Light, Alarm::Removed]);
    let fix = Fix { time: Some(now()), lat: 1.0, lon: 2.0, kind: FixKind::Gnss, valid: true, ..blank() };
    let message = Message { fix: Some(fix), alarms, ..Message::default() };
    let all: Alarms = sent(&message).iter().flat_map(|m| m.alarms.iter()).collect();
    assert_eq!((all, sent(&message).len()), (alarms, 3));
}

fn blank() -> Fix {
    Fix {
        time: None,
        lat: 0.0,
        lon: 0.0,
        kind: FixKind::Gnss,
        valid: false,
        speed_kph: None,
        course_deg: None,
        altitude_m: None,
        accuracy_m: None,
        satellites: None,
        hdop: None,
    }
}

// --- any bytes ------------------------------------------------------------------------------------------------------

/// Streams of frames of every kind, some torn or changed, with garbage between.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let frame =
        (any::<bool>(), any::<u8>(), prop::collection::vec(any::<u8>(), 0..60)).prop_map(|(wide, kind, body)| {
            let content = show(&[&[kind][..], &body].concat());
            if wide { long(&content) } else { short(&content) }
        });
    let good = prop_oneof![
        Just(short("01 0351000111222333")),
        Just(short("13 44 06 04 00 02")),
        Just(short(&format!("22 {FIX} 02d4 04 0fa1 00b1c2 01 00 00"))),
        Just(hex("78780108 0d0a")),
        Just(hex("7878 0d 01 0351000111222333 42 0d0a")),
    ];
    let torn = (frame.clone(), any::<prop::sample::Index>()).prop_map(|(f, at)| f[..at.index(f.len())].to_vec());
    let changed = (frame.clone(), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(mut f, at, byte)| {
        let at = at.index(f.len());
        f[at] = byte;
        f
    });
    let garbage =
        prop::collection::vec(prop_oneof![Just(0x78), Just(0x79), Just(0x0d), Just(0x0a), any::<u8>()], 0..20);
    prop::collection::vec(prop_oneof![3 => good, 3 => frame, 1 => torn, 2 => changed, 1 => garbage], 1..12)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_cutting_gives_the_same(bytes in stream(), cuts in prop::collection::vec(1usize..40, 1..30), tolerant: bool) {
        let checksum = if tolerant { Checksum::Tolerate } else { Checksum::Refuse };
        let options = Options { checksum, ..Options::default() };
        let whole = feed(&mut Gt06Session::new(options.clone()), &bytes);
        let mut session = Gt06Session::new(options.clone());
        let (mut input, mut out, mut left) = (BytesMut::new(), Vec::new(), &bytes[..]);
        for size in cuts.iter().cycle() {
            let (now_here, later) = left.split_at((*size).min(left.len()));
            input.extend_from_slice(now_here);
            session.receive(&mut input, now(), &mut out);
            prop_assert!(input.len() <= options.max_frame);
            left = later;
            if left.is_empty() {
                break;
            }
        }
        prop_assert_eq!(out, whole);
    }

    #[test]
    fn noise_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        feed(&mut logged_in(Options { checksum: Checksum::Tolerate, ..Options::default() }), &bytes);
    }

    #[test]
    fn any_content_of_any_kind_never_panics(wide: bool, kind: u8, body in prop::collection::vec(any::<u8>(), 0..200)) {
        let content = show(&[&[kind][..], &body].concat());
        let frame = if wide { long(&content) } else { short(&content) };
        let outputs = feed(&mut logged_in(Options::default()), &frame);
        for message in messages(&outputs) {
            prop_assert!(message.fix.is_none_or(|f| f.lat.abs() <= 90.0 && f.lon.abs() <= 180.0));
        }
    }
}

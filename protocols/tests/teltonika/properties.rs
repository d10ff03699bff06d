//! What holds for any bytes, any way of cutting them, and any message that a device can express.

use super::device::*;
use bytes::BytesMut;
use chrono::DateTime;
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::message::{Alarm, Alarms, Fix, FixKind, Kind, Message, Value, Vitals};
use lienwatch_protocols::session::{Checksum, DeviceId, Options, Output};
use lienwatch_protocols::teltonika::{Codec, TeltonikaEncoder, event_of};
use proptest::prelude::*;

fn encoder(codec: Codec) -> TeltonikaEncoder {
    TeltonikaEncoder::new(DeviceId::new("356307042441013").expect("an IMEI"), codec)
}

/// A stream of everything, some of it damaged.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let record = Record::of_event(252, &[(252, vec![1]), (66, vec![1, 2]), (78, vec![0; 8])]);
    let camera = [0x0c, 1, 0x0d, 0, 0, 0, 9, 1, 1, 2, 3, 4, 0xff, 0xff, 0xff, 0xff, 1];
    let parts = vec![
        LOGIN.to_vec(),
        vec![0xff],
        packet(&field(0x08, &[record.codec8(), record.codec8()])),
        packet(&field(0x8e, &[record.extended()])),
        packet(&field(0x10, &[record.codec16()])),
        packet(&camera),
        b"\r\ngarbage\x00\x00\x00\x00\x00".to_vec(),
        vec![0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 8, 1],
    ];
    let part = prop_oneof![
        8 => prop::sample::select(parts),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ];
    let damage = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    (prop::collection::vec(part, 0..8), damage).prop_map(|(parts, damage)| {
        let mut bytes = parts.concat();
        for (index, value) in damage {
            if !bytes.is_empty() {
                let at = index.index(bytes.len());
                bytes[at] = value;
            }
        }
        bytes
    })
}

fn options(tolerate: bool, datagram: bool) -> Options {
    let checksum = if tolerate { Checksum::Tolerate } else { Checksum::Refuse };
    Options { checksum, datagram, max_frame: 2048, ..Options::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_cut_gives_the_same(bytes in stream(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6), tolerate: bool) {
        let whole = Line::open(options(tolerate, false)).send(&bytes);
        let mut line = Line::open(options(tolerate, false));
        let mut at: Vec<usize> = cuts.iter().map(|c| c.index(bytes.len() + 1)).collect();
        at.sort_unstable();
        let mut out = Vec::new();
        let mut from = 0;
        for to in at.into_iter().chain([bytes.len()]) {
            out.extend(line.send(&bytes[from..to]));
            from = to;
        }
        prop_assert_eq!(&out, &whole);

        let mut line = Line::open(options(tolerate, false));
        let by_byte: Vec<Output> = bytes.chunks(1).flat_map(|b| line.send(b)).collect();
        prop_assert_eq!(by_byte, whole);
        prop_assert!(line.input.len() < 2048, "never more than an incomplete frame is held");
    }

    #[test]
    fn anything_at_all_is_taken(field in prop::collection::vec(any::<u8>(), 3..300), codec in prop::sample::select(vec![7_u8, 8, 0x8e, 0x10, 0x0c, 0x0d, 0x0e, 0x0f])) {
        // Behind a right checksum, so that the records themselves are read.
        let mut field = field;
        field[0] = codec;
        let mut line = Line::logged_in(Options::default());
        let out = line.send(&packet(&field));
        prop_assert!(line.input.is_empty());
        prop_assert!(!out.is_empty() || field[1] == 0);
        let numbers: Vec<u64> = messages(&out).iter().map(|m| m.record).collect();
        prop_assert_eq!(&numbers, &(2..2 + numbers.len() as u64).collect::<Vec<_>>());
        if let Some((_, after)) = replies(&out).last() {
            prop_assert!(after.is_none_or(|after| numbers.last() == Some(&after)));
        }
        let mut datagram = Line::open(options(false, true));
        datagram.send(&field);
        prop_assert!(datagram.input.is_empty());
    }

    #[test]
    fn messages_come_back(reports in prop::collection::vec(report(), 1..120), extended: bool) {
        let codec = if extended { Codec::Extended } else { Codec::Codec8 };
        let mut encoder = encoder(codec);
        let mut line = Line::open(Options::default());
        let mut bytes = BytesMut::new();
        encoder.login(&mut bytes);
        encoder.reports(&reports, &mut bytes);
        encoder.heartbeat(&Message::default(), &mut bytes);
        let out = line.send(&bytes);
        prop_assert_eq!(refused(&out), vec![]);
        let came: Vec<Message> = messages(&out).into_iter().map(|m| Message { record: 0, ..m }).collect();
        prop_assert_eq!(came.first().map(|m| m.kind), Some(Kind::Login));
        prop_assert_eq!(came.last().map(|m| m.kind), Some(Kind::Heartbeat));
        prop_assert_eq!(&came[1..came.len() - 1], &reports[..]);
        let taken: usize = replies(&out)[1..].iter().map(|(count, _)| usize::from(count[3])).sum();
        prop_assert_eq!(taken, reports.len());
    }
}

/// A report that a record can say in full.
fn report() -> impl Strategy<Value = Message> {
    let fix =
        (-900_000_000..=900_000_000_i32, -1_800_000_000..=1_800_000_000_i32, any::<bool>(), any::<i16>(), 0..360_u16);
    let motion = (0..300_u16, 1..30_u8, prop::option::of(0..500_u16));
    let bits = (prop::option::of(any::<bool>()), prop::option::of(any::<bool>()), prop::option::of(any::<bool>()));
    let levels = (prop::option::of(0..=5_i32), prop::option::of(0..=100_u8));
    let volts = (prop::option::of(any::<u16>()), prop::option::of(any::<u16>()), prop::option::of(any::<u32>()));
    let alarm = prop::option::of(prop::sample::select(vec![
        Alarm::PowerCut,
        Alarm::PowerRestored,
        Alarm::Tow,
        Alarm::Jamming,
        Alarm::Accident,
        Alarm::Idle,
        Alarm::General,
        Alarm::HardBraking,
        Alarm::FenceEnter,
        Alarm::FenceExit,
    ]));
    (0..4_000_000_000_000_i64, fix, motion, bits, levels, volts, alarm).prop_map(
        |(millis, (lat, lon, valid, altitude, angle), (speed, satellites, hdop), bits, levels, volts, alarm)| {
            let time = DateTime::from_timestamp_millis(millis);
            let fix = Fix {
                time,
                lat: f64::from(lat) / 1e7,
                lon: f64::from(lon) / 1e7,
                kind: FixKind::Gnss,
                valid,
                speed_kph: Some(if valid { f64::from(speed) } else { 0.0 }),
                course_deg: Some(if valid { f64::from(angle) } else { 0.0 }),
                altitude_m: Some(f64::from(altitude)),
                accuracy_m: None,
                satellites: Some(if valid { satellites } else { 0 }),
                hdop: hdop.map(|h| f64::from(h) / 10.0),
            };
            let vitals = Vitals {
                ignition: bits.0,
                motion: bits.1,
                external_power_present: match alarm {
                    Some(Alarm::PowerCut) => Some(false),
                    Some(Alarm::PowerRestored) => Some(true),
                    _ => bits.2,
                },
                external_power_mv: volts.0.map(u32::from),
                battery_mv: volts.1.map(u32::from),
                odometer_m: volts.2.map(u64::from),
                gsm_level: levels.0,
                battery_pct: levels.1,
                ..Vitals::default()
            };
            let alarms: Alarms = alarm.into_iter().collect();
            let event = event_of(alarms);
            Message {
                kind: if event.is_some() { Kind::Event } else { Kind::Position },
                device_time: time,
                fix: Some(fix),
                vitals,
                alarms,
                attributes: event.map(|event| ("event".into(), Value::Int(i64::from(event)))).into_iter().collect(),
                ..Message::default()
            }
        },
    )
}

#[test]
fn without_a_fix_the_last_place_is_repeated() {
    let time = DateTime::from_timestamp(1_700_000_000, 0);
    let mut bytes = BytesMut::new();
    let mut encoder = encoder(Codec::Codec8);
    let here = Fix {
        time,
        lat: 14.5,
        lon: 121.0,
        kind: FixKind::Gnss,
        valid: true,
        speed_kph: Some(9.0),
        course_deg: Some(8.0),
        altitude_m: Some(7.0),
        accuracy_m: None,
        satellites: Some(6),
        hdop: None,
    };
    let located = Message { kind: Kind::Position, device_time: time, fix: Some(here), ..Message::default() };
    let lost = Message { fix: None, ..located.clone() };
    encoder.reports(&[located, lost], &mut bytes);
    let out = Line::logged_in(Options::default()).send(&bytes);
    let fix = messages(&out)[1].fix.expect("a record always has coordinates");
    assert_eq!((fix.valid, fix.lat, fix.lon, fix.satellites), (false, 14.5, 121.0, Some(0)));
    assert_eq!((fix.speed_kph, fix.course_deg, fix.altitude_m), (Some(0.0), Some(0.0), Some(7.0)));
}

#[test]
fn packets_stay_within_the_vendor_s_limits() {
    let messages: Vec<Message> =
        (0..200).map(|_| Message { kind: Kind::Position, device_time: Some(now()), ..Message::default() }).collect();
    let mut bytes = BytesMut::new();
    encoder(Codec::Extended).reports(&messages, &mut bytes);
    let mut at = 0;
    while at < bytes.len() {
        let length = u32::from_be_bytes(bytes[at + 4..at + 8].try_into().expect("four bytes")) as usize;
        assert!(length + 12 <= 1280 && bytes[at + 9] <= 50);
        at += length + 12;
    }
    assert_eq!(at, bytes.len());
}

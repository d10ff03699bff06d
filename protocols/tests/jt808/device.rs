//! The device's side: what it says is understood again.

use super::made::*;
use bytes::BytesMut;
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::jt808::{Heard, Jt808Encoder, Jt808Session, NoTerminalNumber, Version};
use lienwatch_protocols::message::{Cell, Wifi};
use lienwatch_protocols::{Alarm, Alarms, Close, DeviceId, Fix, FixKind, Kind, Message, Output, Session, Vitals};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn id(text: &str) -> DeviceId {
    DeviceId::new(text).expect("an id")
}

fn encoder(version: Version) -> Jt808Encoder {
    Jt808Encoder::of_version(&id("13912345678"), version).expect("a number")
}

/// Runs encoder and session against each other until both are silent.
fn talk(encoder: &mut Jt808Encoder, session: &mut Jt808Session, first: BytesMut) -> (Vec<Output>, Vec<Heard>) {
    let (mut up, mut outputs, mut heard) = (first, Vec::new(), Vec::new());
    while !up.is_empty() {
        let from = outputs.len();
        session.receive(&mut up, now(), &mut outputs);
        assert!(up.is_empty(), "whole frames");
        let mut down = BytesMut::new();
        for output in &outputs[from..] {
            if let Output::Reply { bytes, .. } = output {
                down.extend_from_slice(bytes);
            }
        }
        heard.extend(encoder.hear(&mut down, &mut up));
    }
    (outputs, heard)
}

#[test]
fn a_login_with_keyed_codes_needs_the_platforms_answer() {
    for version in [Version::V2013, Version::V2019] {
        let (mut encoder, mut session, mut up) = (encoder(version), keyed(), BytesMut::new());
        encoder.login(&mut up);
        let (outputs, heard) = talk(&mut encoder, &mut session, up);
        assert_eq!(heard[0], Heard::Registered { result: 0 });
        assert_eq!(heard[1], Heard::Acknowledged { serial: 1, message: 0x0102, result: 0 });
        assert_eq!(messages(&outputs).len(), 2);
        assert!(!outputs.iter().any(|o| matches!(o, Output::Refused(_))), "{outputs:?}");
        // On the next connection the code is known.
        let (mut session, mut up) = (keyed(), BytesMut::new());
        encoder.authenticate(&mut up);
        encoder.heartbeat(&Message::default(), &mut up);
        let (outputs, _) = talk(&mut encoder, &mut session, up);
        assert_eq!(messages(&outputs).iter().map(|m| m.kind).collect::<Vec<_>>(), [Kind::Login, Kind::Heartbeat]);
    }
}

#[test]
fn a_known_code_is_presented_at_once() {
    let mut encoder = encoder(Version::V2013).with_code("secret");
    let (mut session, mut up) = (strict(), BytesMut::new());
    encoder.login(&mut up);
    let mut outputs = Vec::new();
    session.receive(&mut up, now(), &mut outputs);
    assert_eq!(messages(&outputs).len(), 2);
    let mut up = BytesMut::new();
    Jt808Encoder::new(&id("1")).expect("a number").with_code("wrong").login(&mut up);
    let mut outputs = Vec::new();
    keyed().receive(&mut up, now(), &mut outputs);
    assert_eq!(outputs.last(), Some(&Output::Close(Close::NotAuthenticated)));
}

#[test]
fn numbers_that_fit_and_that_do_not() {
    let identified = |device: &str, version| -> Result<String, NoTerminalNumber> {
        let mut up = BytesMut::new();
        Jt808Encoder::of_version(&id(device), version)?.login(&mut up);
        let mut session = strict();
        session.receive(&mut up, now(), &mut Vec::new());
        Ok(session.identity().expect("identified").device.to_string())
    };
    // An IMEI: 14 digits and their check digit.
    for device in ["42", "123456789012", "490154203237518"] {
        assert_eq!(identified(device, Version::V2013).as_deref(), Ok(device));
        assert_eq!(identified(device, Version::V2019).as_deref(), Ok(device));
    }
    assert!(identified("490154203237519", Version::V2013).is_err(), "not its check digit");
    assert!(identified("TRACKER-1", Version::V2019).is_err());
    assert!(identified(&"9".repeat(21), Version::V2019).is_err());
}

#[test]
fn an_unregistration_says_goodbye() {
    let (mut encoder, mut session, mut up) = (encoder(Version::V2013), strict(), BytesMut::new());
    encoder.unregister(&mut up);
    let (outputs, _) = talk(&mut encoder, &mut session, up);
    assert_eq!(outputs.last(), Some(&Output::Close(Close::LoggedOut)));
}

/// What a session makes of reports.
fn understood(version: Version, reports: &[Message]) -> Vec<Message> {
    let mut up = BytesMut::new();
    encoder(version).reports(reports, &mut up);
    let mut outputs = Vec::new();
    strict().receive(&mut up, now(), &mut outputs);
    assert!(up.is_empty());
    assert!(!outputs.iter().any(|o| matches!(o, Output::Refused(_))), "{outputs:?}");
    messages(&outputs).into_iter().cloned().collect()
}

fn fix() -> impl Strategy<Value = Fix> {
    let place = (-90_000_000..=90_000_000i32, -180_000_000..=180_000_000i32, any::<bool>());
    let motion = (0..=5000u16, 0..360u16, -400..=9000i16);
    let quality = (option::of(0..=40u8), option::of(0..=99u16));
    (place, motion, quality).prop_map(|((lat, lon, valid), (speed, course, altitude), (satellites, hdop))| Fix {
        time: None,
        lat: f64::from(lat) / 1e6,
        lon: f64::from(lon) / 1e6,
        kind: FixKind::Gnss,
        valid,
        speed_kph: Some(f64::from(speed) / 10.0),
        course_deg: Some(f64::from(course)),
        altitude_m: Some(f64::from(altitude)),
        accuracy_m: None,
        satellites,
        hdop: hdop.map(|tenths| f64::from(tenths) / 10.0),
    })
}

fn vitals() -> impl Strategy<Value = Vitals> {
    let flags = (any::<bool>(), any::<bool>(), option::of(any::<bool>()), option::of(any::<bool>()));
    let power = (any::<bool>(), option::of(0..=100_000u32), option::of(0..=65_535u32), option::of(0..=100u8));
    let rest = (option::of(0..=31i32), option::of(0..=10_000_000u64));
    (flags, power, rest).prop_map(|((ignition, blocked, motion, armed), (charging, external, battery, pct), rest)| {
        Vitals {
            ignition: Some(ignition),
            blocked: Some(blocked),
            motion,
            armed,
            external_power_present: charging.then_some(true),
            external_power_mv: external,
            battery_mv: battery,
            battery_pct: pct,
            gsm_level: rest.0,
            odometer_m: rest.1.map(|hundreds| hundreds * 100),
            ..Vitals::default()
        }
    })
}

/// Alarms that have a bit or item of their own.
const SAYABLE: &[Alarm] = &[
    Alarm::Sos,
    Alarm::Overspeed,
    Alarm::Fatigue,
    Alarm::Fault,
    Alarm::GnssAntennaCut,
    Alarm::GnssAntennaShort,
    Alarm::LowExternalPower,
    Alarm::Vibration,
    Alarm::Tamper,
    Alarm::LowBattery,
    Alarm::Parking,
    Alarm::Fence,
    Alarm::Stolen,
    Alarm::IllegalIgnition,
    Alarm::Movement,
    Alarm::Accident,
    Alarm::Removed,
    Alarm::HardAcceleration,
    Alarm::HardBraking,
    Alarm::HardCornering,
];

fn reported() -> impl Strategy<Value = Message> {
    let cell = (1..999u16, 0..999u16, 0..=0xffffu32, 0..=0x0fff_ffffu64, -140..=0i16)
        .prop_map(|(mcc, mnc, lac, cid, signal)| Cell { mcc, mnc, lac, cid, signal: Some(signal) });
    let wifi = (any::<[u8; 6]>(), -120..=0i16).prop_map(|(mac, signal)| Wifi { mac, signal: Some(signal) });
    let seconds = option::of(946_684_800 - 28_800..4_102_444_800 - 28_800i64);
    let heard = (vec(cell, 0..8), vec(wifi, 0..8));
    let raised = proptest::sample::subsequence(SAYABLE, 0..4);
    (fix(), vitals(), raised, seconds, any::<bool>(), heard).prop_map(
        |(fix, vitals, alarms, seconds, buffered, (cells, wifi))| {
            let time = seconds.and_then(|s| chrono::DateTime::from_timestamp(s, 0));
            Message {
                kind: Kind::Position,
                device_time: time,
                fix: Some(Fix { time, ..fix }),
                vitals,
                alarms: Alarms::from_iter(alarms),
                buffered,
                cells: cells.into(),
                wifi,
                ..Message::default()
            }
        },
    )
}

proptest! {
    #[test]
    fn what_is_said_is_understood(reports in vec(reported(), 1..6), new in any::<bool>()) {
        let version = if new { Version::V2019 } else { Version::V2013 };
        let again = understood(version, &reports);
        prop_assert_eq!(again.len(), reports.len());
        for (index, (said, heard)) in reports.iter().zip(again).enumerate() {
            let mut said = Message { record: index as u64 + 1, ..said.clone() };
            // Batches say when their records are from.
            said.serial = heard.serial;
            prop_assert_eq!(heard.serial.is_none(), said.buffered);
            // Every location report has the bit; this device sets it while the car's power is there.
            said.vitals.charging = Some(said.vitals.external_power_present == Some(true));
            prop_assert_eq!(&said, &heard);
        }
    }
}

fn report(change: impl FnOnce(&mut Message)) -> Message {
    let mut message = Message {
        kind: Kind::Position,
        fix: Some(Fix {
            time: None,
            lat: 1.0,
            lon: 2.0,
            kind: FixKind::Gnss,
            valid: true,
            speed_kph: None,
            course_deg: None,
            altitude_m: None,
            accuracy_m: None,
            satellites: None,
            hdop: None,
        }),
        ..Message::default()
    };
    change(&mut message);
    message
}

#[test]
fn an_absent_external_power_is_the_power_cut_flag() {
    let absent = report(|m| m.vitals.external_power_present = Some(false));
    let cut = report(|m| m.alarms.insert(Alarm::PowerCut));
    for said in [absent, cut] {
        let heard = &understood(Version::V2013, &[said])[0];
        assert_eq!(heard.vitals.external_power_present, Some(false));
        assert!(heard.alarms.contains(Alarm::PowerCut));
    }
}

#[test]
fn alarms_of_one_flag() {
    for (said, heard) in [
        (Alarm::Light, Alarm::Tamper),
        (Alarm::CoverOpen, Alarm::Tamper),
        (Alarm::Tow, Alarm::Movement),
        (Alarm::FenceExit, Alarm::Fence),
    ] {
        let again = understood(Version::V2013, &[report(|m| m.alarms.insert(said))]);
        assert_eq!(again[0].alarms.iter().collect::<Vec<_>>(), [heard]);
    }
}

#[test]
fn without_a_fix_the_place_is_zero_and_not_valid() {
    let heard = &understood(Version::V2013, &[report(|m| m.fix = None)])[0];
    let fix = heard.fix.expect("a place");
    assert_eq!((fix.lat, fix.lon, fix.valid), (0.0, 0.0, false));
}

#[test]
fn stored_reports_go_in_batches_that_fit() {
    let stored = report(|m| {
        m.buffered = true;
        m.vitals.odometer_m = Some(100);
    });
    let live = report(|_| {});
    let reports: Vec<Message> = [&vec![stored; 40][..], &[live]].concat();
    let mut up = BytesMut::new();
    encoder(Version::V2013).reports(&reports, &mut up);
    let mut frames = Vec::new();
    while let Some(frame) = lienwatch_protocols::jt808::split(&mut up, 4096) {
        frames.push(frame);
    }
    let ids: Vec<String> = frames.iter().map(|frame| to_hex(&frame[1..3])).collect();
    assert_eq!(ids, ["0704", "0704", "0200"]);
    assert!(frames.iter().all(|frame| frame.len() <= 1023 + 15));
    let heard = understood(Version::V2013, &reports);
    assert_eq!(heard.iter().filter(|m| m.buffered).count(), 40);
    assert!(!heard[40].buffered);
}

//! What our own devices send comes back as it was.

use super::*;
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::message::{Cell, Cells};
use lienwatch_protocols::{Alarm, Alarms, Fix, FixKind, Kind, Vitals};
use proptest::prelude::*;

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
            serial: Some(2),
            kind: Kind::Position,
            device_time: fix.time,
            fix: Some(fix),
            vitals: Vitals { ignition: Some(on), odometer_m: odometer.map(u64::from), ..Vitals::default() },
            buffered,
            cells: [cell].into(),
            ..Message::default()
        };
        prop_assert_eq!(sent(&message), [message]);
    }

    #[test]
    fn alarms_come_back(fix in a_fix(), cell in a_cell(), vitals in alarm_vitals(), alarm in prop::sample::select(SAYABLE)) {
        let message = Message {
            record: 2,
            serial: Some(2),
            kind: Kind::Event,
            device_time: fix.time,
            fix: Some(fix),
            vitals,
            alarms: Alarms::from_iter([alarm]),
            cells: [cell].into(),
            ..Message::default()
        };
        prop_assert_eq!(sent(&message), [message.clone()]);
        let bare = Message { cells: Cells::new(), ..message };
        prop_assert_eq!(sent(&bare), [bare]);
    }

    #[test]
    fn heartbeats_come_back(vitals in alarm_vitals()) {
        let message = Message { record: 2, serial: Some(2), kind: Kind::Heartbeat, vitals, ..Message::default() };
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

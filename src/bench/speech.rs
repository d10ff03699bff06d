//! What the measured trackers say: cars that drive in circles, each at its own place.

use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::Role;
use lienwatch_protocols::message::{Alarm, Cell, Fix, FixKind, Vitals};
use lienwatch_protocols::{Kind, Message, Protocol};
use lienwatch_simulator::device::{TrackerSpec, imei};

/// What is spoken, in turn.
pub const SPOKEN: [Protocol; 3] = [Protocol::Gt06, Protocol::Jt808, Protocol::Teltonika];

/// Two reports a second.
const STEP: TimeDelta = TimeDelta::milliseconds(500);
/// Reports of one lap, at 36 km/h.
const LAP: i64 = 2800;

/// Tracker `number` (from 1) of a fleet that speaks the three protocols in turn.
pub fn tracker(number: u32) -> TrackerSpec {
    let protocol = SPOKEN[number as usize % SPOKEN.len()];
    TrackerSpec { number, imei: imei(number), protocol, role: Role::Wired, wake_interval_s: None }
}

/// When the reports of a run begin: a day and a half ago, so that none is from the future at the rates of any machine.
pub fn start(now: DateTime<Utc>) -> DateTime<Utc> {
    let t = now - TimeDelta::hours(36);
    t - TimeDelta::nanoseconds(i64::from(t.timestamp_subsec_nanos()))
}

/// Report `n` of a tracker: a plain position, with what wired trackers send along.
pub fn position(number: u32, n: i64, start: DateTime<Utc>) -> Message {
    at_time(number, n, start + STEP * i32::try_from(n).unwrap_or(i32::MAX))
}

/// The alarm that the power was cut.
pub fn power_cut(number: u32, at: DateTime<Utc>) -> Message {
    let mut message = at_time(number, 0, at);
    message.kind = Kind::Event;
    message.vitals.external_power_present = Some(false);
    message.alarms.insert(Alarm::PowerCut);
    message
}

/// Where a tracker says it is at `time`.
pub fn at_time(number: u32, n: i64, time: DateTime<Utc>) -> Message {
    let angle = (n % LAP) as f64 / LAP as f64 * std::f64::consts::TAU;
    // A grid of circles of two kilometres around Shanghai.
    let centre = (31.0 + f64::from(number / 100) * 0.004, 121.2 + f64::from(number % 100) * 0.004);
    let grid = |degrees: f64| (degrees * 1e6).round() / 1e6;
    Message {
        kind: Kind::Position,
        device_time: Some(time),
        fix: Some(Fix {
            time: Some(time),
            lat: grid(centre.0 + 0.02 * angle.sin()),
            lon: grid(centre.1 + 0.023 * angle.cos()),
            kind: FixKind::Gnss,
            valid: true,
            speed_kph: Some(36.0),
            course_deg: Some((angle.to_degrees() as i32).rem_euclid(360).into()),
            altitude_m: Some(12.0),
            accuracy_m: None,
            satellites: Some(11),
            hdop: None,
        }),
        vitals: Vitals {
            ignition: Some(true),
            external_power_present: Some(true),
            external_power_mv: Some(13_800),
            gsm_level: Some(4),
            ..Vitals::default()
        },
        cells: [Cell { mcc: 460, mnc: 0, lac: 0x1234, cid: 0x5678, signal: None }].into_iter().collect(),
        ..Message::default()
    }
}

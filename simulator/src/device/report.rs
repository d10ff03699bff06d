//! What a tracker says, compact, and the message it becomes.

use crate::label::time;
use lienwatch_domain::geo::Point;
use lienwatch_protocols::message::{Alarm, Fix, FixKind, Kind, Message, Vitals};

/// What sort of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportKind {
    /// Opens a connection and says who it is.
    Login,
    /// Alive, with vitals.
    Heartbeat,
    /// Position.
    Position,
    /// Position with an alarm.
    Alarm,
    /// Closes its connection.
    Close,
}

/// One thing a tracker says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Report {
    /// What sort.
    pub kind: ReportKind,
    /// By the device's own clock, Unix seconds.
    pub device_time: i64,
    /// Where it believes to be, if it ever had a fix.
    pub point: Option<Point>,
    /// The fix is current.
    pub valid: bool,
    /// Speed, 0.1 km/h.
    pub speed_dkph: u16,
    /// Course, degrees.
    pub course_deg: u16,
    /// Satellites used.
    pub satellites: u8,
    /// Ignition (wired ones know it).
    pub ignition: Option<bool>,
    /// External power present (wired ones).
    pub external_power: Option<bool>,
    /// External voltage, millivolts (wired ones).
    pub power_mv: Option<u16>,
    /// Battery, percent.
    pub battery_pct: u8,
    /// Signal, 0 (none) to 4 (strong).
    pub gsm: u8,
    /// The alarm raised.
    pub alarm: Option<Alarm>,
}

/// A report on its way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Emission {
    /// When it is sent, true time, Unix seconds.
    pub at: i64,
    /// By which tracker (number in the run).
    pub tracker: u32,
    /// Counts what this tracker sends; unique per tracker.
    pub order: u32,
    /// Uploaded from memory rather than live.
    pub buffered: bool,
    /// What it says.
    pub report: Report,
}

impl Emission {
    /// The same as JSON says it: with the device's time, also where other protocols have none, so that a report that a
    /// broker delivers twice is known again.
    pub fn stamped(&self) -> Option<Message> {
        let message = self.message()?;
        Some(Message { device_time: message.device_time.or(Some(time(self.report.device_time))), ..message })
    }

    /// The message that a server should make of it. `None` for a closed connection.
    pub fn message(&self) -> Option<Message> {
        let r = &self.report;
        let kind = match r.kind {
            ReportKind::Login => Kind::Login,
            ReportKind::Heartbeat => Kind::Heartbeat,
            ReportKind::Position => Kind::Position,
            ReportKind::Alarm => Kind::Event,
            ReportKind::Close => return None,
        };
        let reports_place = matches!(r.kind, ReportKind::Position | ReportKind::Alarm);
        let device_time = reports_place.then(|| time(r.device_time));
        let fix = r.point.filter(|_| reports_place).map(|p| Fix {
            time: device_time,
            lat: p.lat(),
            lon: p.lon(),
            kind: FixKind::Gnss,
            valid: r.valid,
            speed_kph: Some(f64::from(r.speed_dkph) / 10.0),
            course_deg: Some(f64::from(r.course_deg)),
            altitude_m: None,
            accuracy_m: None,
            satellites: Some(r.satellites),
            hdop: None,
        });
        let vitals = match r.kind {
            ReportKind::Login => Vitals::default(),
            _ => Vitals {
                ignition: r.ignition,
                external_power_present: r.external_power,
                external_power_mv: r.power_mv.map(u32::from),
                battery_pct: Some(r.battery_pct),
                gsm_level: Some(i32::from(r.gsm)),
                ..Vitals::default()
            },
        };
        let alarms = r.alarm.into_iter().collect();
        Some(Message { kind, device_time, fix, vitals, alarms, buffered: self.buffered, ..Message::default() })
    }
}

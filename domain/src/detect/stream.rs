//! Builder of small synthetic streams for the tests of detection.

use super::clean::Fix;
use super::moment::Moment;
use crate::geo::Point;
use crate::ids::{LenderNo, TrackerNo};
use crate::observation::Observation;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_protocols::message::{Alarm, FixKind, Kind, Message};

/// The zone of the tests: +8 h.
pub(super) const ZONE_S: i32 = 8 * 3600;

/// Local midnight of Monday 21 September 2026, and a point in Shanghai.
pub(super) struct Stream {
    start: DateTime<Utc>,
}

/// East and north of the origin, metres.
pub(super) fn point(east: f64, north: f64) -> Point {
    let origin = Point::from_degrees(31.2, 121.4).expect("in range");
    origin.moved_m(origin.lat().to_radians().cos(), east, north)
}

/// A clean fix `s` seconds after the start.
pub(super) fn fix(s: i64, east: f64, north: f64, speed_kph: f64, ignition: bool) -> Fix {
    let t = Stream::new().moment(s);
    let (speed_kph, ignition) = (Some(speed_kph), Some(ignition));
    Fix { t, rx: t, point: point(east, north), speed_kph, ignition, sigma_m: 8.0, course_deg: None }
}

impl Stream {
    pub(super) fn new() -> Stream {
        Stream { start: "2026-09-20T16:00:00Z".parse().expect("a time") }
    }

    pub(super) fn time(&self, s: i64) -> DateTime<Utc> {
        self.start + TimeDelta::seconds(s)
    }

    pub(super) fn moment(&self, s: i64) -> Moment {
        Moment::of(self.time(s))
    }

    pub(super) fn second_of(&self, m: Moment) -> i64 {
        m.since(self.moment(0)) as i64
    }

    /// A report of tracker 1 at `s` seconds.
    pub(super) fn at(&self, s: i64) -> Draft {
        let t = self.time(s);
        let message = Message { kind: Kind::Position, device_time: Some(t), ..Message::default() };
        Draft { message, rx: t, tracker: 1 }
    }
}

/// A report in the making.
#[derive(Clone)]
pub(super) struct Draft {
    message: Message,
    rx: DateTime<Utc>,
    tracker: i32,
}

impl Draft {
    pub(super) fn fix(mut self, east: f64, north: f64) -> Self {
        let p = point(east, north);
        self.message.fix = Some(lienwatch_protocols::message::Fix {
            time: None,
            lat: p.lat(),
            lon: p.lon(),
            kind: FixKind::Gnss,
            valid: true,
            speed_kph: Some(0.0),
            course_deg: None,
            altitude_m: None,
            accuracy_m: None,
            satellites: Some(10),
            hdop: None,
        });
        self
    }

    fn edit(mut self, edit: impl FnOnce(&mut lienwatch_protocols::message::Fix)) -> Self {
        self.message.fix.as_mut().map(edit).expect("call fix first");
        self
    }

    pub(super) fn speed(self, kph: f64) -> Self {
        self.edit(|f| f.speed_kph = Some(kph))
    }

    pub(super) fn course(self, deg: u16) -> Self {
        self.edit(|f| f.course_deg = Some(deg.into()))
    }

    pub(super) fn satellites(self, n: u8) -> Self {
        self.edit(|f| f.satellites = Some(n))
    }

    pub(super) fn invalid(self) -> Self {
        self.edit(|f| f.valid = false)
    }

    pub(super) fn coarse(self) -> Self {
        self.edit(|f| f.kind = FixKind::Cells)
    }

    pub(super) fn heartbeat(mut self) -> Self {
        self.message.kind = Kind::Heartbeat;
        self.message.device_time = None;
        self
    }

    pub(super) fn kind(mut self, kind: Kind) -> Self {
        self.message.kind = kind;
        self
    }

    pub(super) fn ignition(mut self, on: bool) -> Self {
        self.message.vitals.ignition = Some(on);
        self
    }

    pub(super) fn power(mut self, on: bool) -> Self {
        self.message.vitals.external_power_present = Some(on);
        self
    }

    /// External voltage, millivolts.
    pub(super) fn supply(mut self, mv: u32) -> Self {
        self.message.vitals.external_power_mv = Some(mv);
        self
    }

    pub(super) fn battery(mut self, pct: u8) -> Self {
        self.message.vitals.battery_pct = Some(pct);
        self
    }

    pub(super) fn alarm(mut self, alarm: Alarm) -> Self {
        self.message.kind = Kind::Event;
        self.message.alarms.insert(alarm);
        self
    }

    pub(super) fn tracker(mut self, number: i32) -> Self {
        self.tracker = number;
        self
    }

    /// Received later than it happened.
    pub(super) fn received(mut self, s: i64) -> Self {
        self.rx = Stream::new().time(s);
        self
    }

    pub(super) fn buffered(mut self) -> Self {
        self.message.buffered = true;
        self
    }

    pub(super) fn observation(&self) -> Observation {
        Observation::of(&self.message, TrackerNo(self.tracker), LenderNo(1), self.rx)
    }
}

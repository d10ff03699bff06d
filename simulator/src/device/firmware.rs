//! The two firmware models: wired (reports while it has power) and wireless (wakes, reports, sleeps).

use super::TrackerSpec;
use super::conditions::{Conditions, window_at};
use super::errors::FixErrors;
use super::report::{Emission, Report, ReportKind};
use crate::chance::{Purpose, Stream, chance, normal, seconds, stream};
use crate::itinerary::{Itinerary, Motion};
use crate::world::city;
use lienwatch_domain::detect::Role;
use lienwatch_domain::geo::Point;
use lienwatch_protocols::message::Alarm;
use rand::Rng;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

const MOVING_S: i64 = 30;
const PARKED_S: i64 = 1_800;
const HEARTBEAT_S: i64 = 300;
const DUPLICATE: f64 = 0.01;
const LATE: f64 = 0.005;
const UPLOADS_PER_S: usize = 5;
/// Positions that fit the device's memory; the oldest go first.
const MEMORY: usize = 4_000;
const WAKE_JITTER_S: i64 = 20;
/// A wake without network, on top of stated windows; never twice in a row, which is a label's business.
const MISSED_WAKE: f64 = 0.005;
/// A wireless receiver that reports before its fix has settled.
const HASTY_WAKE: f64 = 0.1;

/// What carries the tracker, from a time on.
#[derive(Debug, Clone)]
pub struct Ride {
    /// From then on.
    pub from: i64,
    /// Frame of the itinerary (as [`city`] counts them).
    pub city: usize,
    /// The way.
    pub itinerary: Arc<Itinerary>,
}

/// A tracker at work. Emissions come out in order of sending, whatever the steps it is run in.
#[derive(Debug)]
pub struct Device {
    spec: TrackerSpec,
    conditions: Conditions,
    rides: Vec<Ride>,
    start: i64,
    rng: Stream,
    errors: FixErrors,
    next_position: i64,
    next_heartbeat: i64,
    next_alarm: usize,
    network_back: Option<i64>,
    wake: i64,
    connected: bool,
    missed: bool,
    stored: VecDeque<Report>,
    last_fix: Option<Point>,
    outbox: BTreeMap<(i64, u32), Emission>,
    order: u32,
    done: bool,
}

impl Device {
    /// A tracker that begins at `start` (Unix seconds), carried by `rides` (in order of time, at least one).
    pub fn new(seed: u64, spec: TrackerSpec, mut conditions: Conditions, rides: Vec<Ride>, start: i64) -> Device {
        let mut rng = stream(seed, Purpose::Device, u64::from(spec.number));
        conditions.alarms.sort_by_key(|a| a.0);
        let interval = spec.wake_interval_s.map_or(HEARTBEAT_S, i64::from);
        let first = start + seconds(&mut rng, 1, interval - 1);
        Device {
            next_position: first,
            next_heartbeat: first + HEARTBEAT_S,
            wake: first,
            next_alarm: 0,
            network_back: None,
            connected: false,
            missed: false,
            stored: VecDeque::new(),
            last_fix: None,
            outbox: BTreeMap::new(),
            order: 0,
            done: false,
            errors: FixErrors::new(),
            spec,
            conditions,
            rides,
            start,
            rng,
        }
    }

    /// The tracker.
    pub fn spec(&self) -> &TrackerSpec {
        &self.spec
    }

    /// Appends everything sent before `until` (Unix seconds), in order.
    pub fn run_until(&mut self, until: i64, out: &mut Vec<Emission>) {
        while !self.done {
            let t = self.next_instant();
            if t >= until {
                break;
            }
            self.act(t);
        }
        let rest = self.outbox.split_off(&(until, 0));
        out.extend(std::mem::replace(&mut self.outbox, rest).into_values());
    }

    fn wired(&self) -> bool {
        self.spec.role != Role::Wireless
    }

    fn next_instant(&self) -> i64 {
        let alarm = self.conditions.alarms.get(self.next_alarm).map_or(i64::MAX, |a| a.0);
        let regular = if self.wired() { self.next_position.min(self.next_heartbeat) } else { self.next_position };
        regular.min(alarm).min(self.network_back.unwrap_or(i64::MAX))
    }

    fn act(&mut self, t: i64) {
        if let Some(dead) = window_at(&self.conditions.dead, t) {
            return self.sleep_until(dead.to);
        }
        if self.network_back.is_some_and(|back| back <= t) {
            self.network_back = None;
            self.connect(t);
            if !self.wired() {
                self.send(t + 20, ReportKind::Close, None);
            }
        } else if let Some(&(at, alarm)) = self.conditions.alarms.get(self.next_alarm).filter(|a| a.0 <= t) {
            self.next_alarm += 1;
            self.report(at, Some(alarm));
        } else if t >= self.next_position {
            self.report(t, None);
            self.schedule(t);
        } else {
            self.next_heartbeat = t + HEARTBEAT_S;
            if self.network(t) {
                self.connect(t);
                self.send(t, ReportKind::Heartbeat, None);
            }
        }
    }

    fn sleep_until(&mut self, t: i64) {
        self.connected = false;
        self.done = t == i64::MAX;
        let alarms = &self.conditions.alarms;
        self.next_alarm = alarms.partition_point(|a| a.0 < t);
        self.network_back = None;
        if self.wired() {
            self.next_position = t;
            self.next_heartbeat = t.saturating_add(HEARTBEAT_S);
        } else {
            while !self.done && self.next_position < t {
                self.schedule(self.next_position);
            }
        }
    }

    fn schedule(&mut self, t: i64) {
        if let Some(interval) = self.spec.wake_interval_s.filter(|_| !self.wired()) {
            self.wake += i64::from(interval);
            self.next_position = (self.wake + seconds(&mut self.rng, -WAKE_JITTER_S, WAKE_JITTER_S)).max(t + 1);
            return;
        }
        let motion = self.motion(t);
        let period = if motion.under_way { MOVING_S } else { PARKED_S };
        let edge = if motion.leg_ends > t { motion.leg_ends } else { i64::MAX };
        self.next_position = (t + period).min(edge);
    }

    fn ride(&self, t: i64) -> &Ride {
        let index = self.rides.partition_point(|r| r.from <= t).saturating_sub(1);
        &self.rides[index]
    }

    fn motion(&self, t: i64) -> Motion {
        self.ride(t).itinerary.at(t)
    }

    /// Whether the network carries what is sent at `t`; if not, when to look again.
    fn network(&mut self, t: i64) -> bool {
        let c = &self.conditions;
        let Some(gap) = window_at(&c.no_network, t).or_else(|| window_at(&c.no_memory, t)) else { return true };
        self.connected = false;
        if self.wired() && gap.to < i64::MAX {
            self.network_back = Some(gap.to + seconds(&mut self.rng, 3, 30));
        }
        false
    }

    /// Opens the connection if there is none, and uploads what was stored.
    fn connect(&mut self, t: i64) {
        if !self.connected {
            self.connected = true;
            self.send(t, ReportKind::Login, None);
        }
        for (index, report) in std::mem::take(&mut self.stored).into_iter().enumerate() {
            self.push(t + 1 + (index / UPLOADS_PER_S) as i64, true, report);
        }
    }

    fn report(&mut self, t: i64, alarm: Option<Alarm>) {
        let report = self.measure(t, alarm);
        let unlucky = !self.wired() && alarm.is_none() && chance(&mut self.rng, MISSED_WAKE);
        let missed = !self.network(t) || unlucky && !self.missed;
        self.missed = missed;
        if missed {
            if window_at(&self.conditions.no_memory, t).is_none() {
                if self.stored.len() == MEMORY {
                    self.stored.pop_front();
                }
                self.stored.push_back(report);
            }
            return;
        }
        self.connect(t);
        let late = self.wired() && alarm.is_none() && chance(&mut self.rng, LATE);
        let at = if late { t + seconds(&mut self.rng, 30, 90) } else { t };
        self.push(at, false, report);
        if chance(&mut self.rng, DUPLICATE) {
            let again = at + seconds(&mut self.rng, 1, 5);
            self.push(again, false, report);
        }
        if !self.wired() {
            self.connected = false;
            self.send(t + 15, ReportKind::Close, None);
        }
    }

    fn send(&mut self, t: i64, kind: ReportKind, alarm: Option<Alarm>) {
        let mut report = self.vitals(t);
        report.kind = kind;
        report.alarm = alarm;
        self.push(t, false, report);
    }

    fn push(&mut self, at: i64, buffered: bool, report: Report) {
        self.order += 1;
        let emission = Emission { at, tracker: self.spec.number, order: self.order, buffered, report };
        self.outbox.insert((at, self.order), emission);
    }

    fn measure(&mut self, t: i64, alarm: Option<Alarm>) -> Report {
        let mut report = self.vitals(t);
        report.kind = if alarm.is_some() { ReportKind::Alarm } else { ReportKind::Position };
        report.alarm = alarm;
        let (motion, place) = (self.motion(t), city(self.ride(t).city));
        if window_at(&self.conditions.no_gnss, t).is_some() {
            report.point = self.last_fix;
            report.satellites = self.rng.random_range(0..=2);
            return report;
        }
        let bad = window_at(&self.conditions.bad_gnss, t).is_some();
        // A wireless receiver is always cold; most wait for the fix to settle before they report.
        let settled = !self.wired() && self.last_fix.is_some() && !chance(&mut self.rng, HASTY_WAKE);
        let measured = self.errors.measure(motion.at, t, bad, settled, &mut self.rng);
        report.point = Some(place.point(measured.at));
        report.valid = true;
        report.satellites = measured.satellites;
        let noise = normal(&mut self.rng, 0.0, 0.8);
        let kph = if motion.speed_mps > 0.0 { (motion.speed_mps * 3.6 + noise).max(0.0) } else { noise.abs() * 0.4 };
        report.speed_dkph = (kph * 10.0) as u16;
        report.course_deg = motion.course_deg as u16 % 360;
        self.last_fix = report.point;
        report
    }

    fn vitals(&mut self, t: i64) -> Report {
        let c = &self.conditions;
        let device_time = match c.clock.iter().find(|(w, _)| w.contains(t)) {
            Some((w, fault)) => fault.shows(t, w.from),
            None => t,
        };
        let motion = self.motion(t);
        let cut = window_at(&c.unpowered, t);
        let battery_pct = if self.wired() {
            // The backup battery runs down until the device dies (or for six hours).
            let dead = cut.and_then(|w| c.dead.iter().map(|d| d.from).filter(|&d| d >= w.from).min());
            cut.map_or(100.0, |w| {
                let span = (dead.unwrap_or(w.from + 21_600) - w.from).max(1) as f64;
                (100.0 - 97.0 * (t - w.from) as f64 / span).max(3.0)
            })
        } else {
            c.battery_pct - c.drain_pct_per_day * (t - self.start) as f64 / 86_400.0
        };
        let own = c.other_voltage.filter(|v| v.0 <= t).map(|v| v.1);
        let millivolts = if cut.is_some() { 0 } else { own.unwrap_or(if motion.ignition { 13_900 } else { 12_500 }) };
        let jitter = self.rng.random_range(0..80);
        Report {
            kind: ReportKind::Position,
            device_time,
            point: None,
            valid: false,
            speed_dkph: 0,
            course_deg: 0,
            satellites: 0,
            ignition: self.wired().then_some(motion.ignition),
            external_power: self.wired().then_some(cut.is_none()),
            power_mv: self.wired().then_some(if millivolts == 0 { 0 } else { millivolts + jitter }),
            battery_pct: battery_pct.clamp(0.0, 100.0) as u8,
            gsm: self.rng.random_range(2..=4),
            alarm: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::{Window, imei};
    use crate::itinerary::Plan;
    use crate::world::Xy;
    use lienwatch_protocols::Protocol;

    const START: i64 = 1_772_380_800;

    fn device(wake: Option<u32>, conditions: Conditions) -> Device {
        let mut plan = Plan { start: START, utc_offset_s: 28_800, origin: Xy::default(), errands: vec![] };
        plan.go(START + 8 * 3600, Xy { x: 5_000.0, y: 3_000.0 });
        let itinerary = Arc::new(plan.drive(START + 86_400 * 4, &mut stream(1, Purpose::Routine, 1)));
        let role = if wake.is_some() { Role::Wireless } else { Role::Wired };
        let spec = TrackerSpec { number: 1, imei: imei(1), protocol: Protocol::Gt06, role, wake_interval_s: wake };
        Device::new(1, spec, conditions, vec![Ride { from: START, city: 0, itinerary }], START)
    }

    fn all(mut d: Device, step: i64) -> Vec<Emission> {
        let mut out = Vec::new();
        let mut t = START;
        while t < START + 4 * 86_400 {
            t = (t + step).min(START + 4 * 86_400);
            d.run_until(t, &mut out);
        }
        out
    }

    #[test]
    fn steps_do_not_change_what_is_sent_and_order_is_that_of_sending() {
        let a = all(device(None, Conditions::default()), 3_600);
        assert!(a == all(device(None, Conditions::default()), 77));
        assert!(a.windows(2).all(|w| (w[0].at, w[0].order) <= (w[1].at, w[1].order) || w[0].at < w[1].at));
    }

    #[test]
    fn a_wired_one_reports_each_30_s_moving_and_each_30_min_parked_with_heartbeats() {
        let all = all(device(None, Conditions::default()), 3_600);
        let positions: Vec<_> =
            all.iter().filter(|e| e.report.kind == ReportKind::Position).map(|e| e.report).collect();
        let moving = positions.iter().filter(|r| r.ignition == Some(true)).count();
        let parked = positions.len() - moving;
        assert!((20..=80).contains(&moving), "{moving} over a drive of 8 km");
        assert!((185..=205).contains(&parked), "{parked} in four days");
        let beats = all.iter().filter(|e| e.report.kind == ReportKind::Heartbeat).count();
        assert!((1_100..=1_152).contains(&beats), "{beats}");
        assert_eq!(all[0].report.kind, ReportKind::Login);
    }

    #[test]
    fn without_network_positions_are_uploaded_afterwards_as_buffered() {
        let gap = Window::lasting(START + 8 * 3600, 7_200);
        let all = all(device(None, Conditions { no_network: vec![gap], ..Conditions::default() }), 3_600);
        assert!(all.iter().all(|e| !gap.contains(e.at)), "nothing is sent in the gap");
        let late: Vec<_> = all.iter().filter(|e| e.buffered).collect();
        assert!(late.len() > 20 && late.iter().all(|e| gap.contains(e.report.device_time) && e.at >= gap.to));
        let burst = late.last().expect("some").at - late[0].at;
        assert!(burst <= late.len() as i64 / 5 + 1, "five a second");
    }

    #[test]
    fn a_dead_one_is_silent_and_a_wireless_one_wakes_by_its_schedule() {
        let dead = Window::onwards(START + 2 * 86_400);
        let conditions = Conditions { dead: vec![dead], battery_pct: 90.0, ..Conditions::default() };
        let all = all(device(Some(21_600), conditions), 3_600);
        assert!(all.iter().all(|e| e.at < dead.from + 60));
        let mut wakes: Vec<_> = all.iter().filter(|e| e.report.kind == ReportKind::Login).map(|e| e.at).collect();
        wakes.dedup();
        assert!((7..=8).contains(&wakes.len()), "{wakes:?}");
        assert!(wakes.windows(2).all(|w| ((w[1] - w[0]) % 21_600 + 60) % 21_600 <= 120));
    }

    #[test]
    fn without_satellites_the_last_fix_is_sent_again_as_invalid() {
        let garage = Window::lasting(START + 9 * 3600, 6 * 3600);
        let all = all(device(None, Conditions { no_gnss: vec![garage], ..Conditions::default() }), 3_600);
        let inside: Vec<_> = all
            .iter()
            .filter(|e| garage.contains(e.at) && e.report.kind == ReportKind::Position)
            .map(|e| e.report)
            .collect();
        assert!(inside.len() > 5 && inside.iter().all(|r| !r.valid && r.satellites <= 2 && r.point == inside[0].point));
    }
}

//! How a wired tracker moves: the speeds it usually has, spells slower than the car ever is, and slow trips in a row.
//!
//! Design 4.6 (a) and the low-speed anomaly of the domain page: who carries a car's tracker on an electric bicycle is
//! never fast. What is fast is learned, because the rush hour of a city is slow for a car, too.

use super::Change;
use super::clean::Fix;
use super::episode::{Context, Draft, Episode, episode_key, fact, whole};
use super::moment::Moment;
use super::parameters::MotionParameters;
use crate::alert::{AlertType, Evidence, Severity};
use crate::geo::Point;
use crate::ids::TrackerNo;
use serde::{Deserialize, Serialize};

/// Seconds under way by speed, in steps of 5 km/h.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Speeds([u16; BINS]);

const BINS: usize = 30;
const STEP_KPH: f64 = 5.0;
/// Beyond so much motion the older half of it fades, seconds.
const MOST_S: u32 = 14_400;
/// A fix speaks for the time since the last one, but no longer than this, seconds.
const MOST_STEP_S: f64 = 120.0;
/// Weight of the newest trip in the usual length of one.
const TRIP_WEIGHT: f64 = 0.2;

impl Speeds {
    fn add(&mut self, kph: f64, s: f64) {
        let bin = ((kph / STEP_KPH) as usize).min(BINS - 1);
        self.0[bin] = self.0[bin].saturating_add(s as u16);
    }

    fn total_s(&self) -> u32 {
        self.0.iter().map(|s| u32::from(*s)).sum()
    }

    fn merge(&mut self, other: &Speeds) {
        if self.total_s() + other.total_s() > MOST_S {
            self.0.iter_mut().for_each(|s| *s /= 2);
        }
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a = a.saturating_add(b));
    }

    /// The speed that all but one part in twenty of the time is below, km/h.
    fn p95_kph(&self) -> f64 {
        let target = f64::from(self.total_s()) * 0.95;
        let mut below = 0.0;
        for (bin, s) in self.0.iter().enumerate() {
            let s = f64::from(*s);
            if s > 0.0 && below + s >= target {
                return (bin as f64 + ((target - below) / s).clamp(0.0, 1.0)) * STEP_KPH;
            }
            below += s;
        }
        0.0
    }
}

/// A movement between two stops.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Trip {
    from: Moment,
    moved: Moment,
    metres: f64,
    fastest_kph: f64,
}

/// The motion of one device.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Motion {
    last: Option<(Moment, Point)>,
    usual: Speeds,
    window: Speeds,
    /// Slow spells in a row, and since when.
    slow: u32,
    slow_since: Option<Moment>,
    slow_p95_kph: f64,
    trip: Option<Trip>,
    usual_trip_m: f64,
    slow_trips: u32,
    slow_trips_m: f64,
    pub(super) episode: Episode,
}

/// What slow motion says of the device.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slow {
    /// Spells in a row.
    pub spells: u32,
    /// Their P95, and the usual one, km/h.
    pub kph: f64,
    pub usual_kph: f64,
    /// Length of the trips in them as a share of the usual, where it is known.
    pub trip_share: Option<f64>,
}

impl Motion {
    /// Takes a fix of the device.
    pub(super) fn take(&mut self, fix: &Fix, tracker: TrackerNo, context: &Context<'_>, out: &mut Vec<Change>) {
        let p = &context.parameters.motion;
        let step = self.last.replace((fix.t, fix.point)).map(|(t, at)| (fix.t.since(t), at));
        let Some((dt, before)) = step.filter(|(dt, _)| *dt > 0.0) else {
            return;
        };
        let kph = fix.speed_kph.unwrap_or(0.0);
        let moving = kph >= p.standing_kph;
        if moving {
            self.window.add(kph, dt.min(MOST_STEP_S));
            if self.window.total_s() >= p.window_s {
                self.spell(fix.t, p);
            }
        }
        // Where it was not heard of for long, the trip ended somewhere in between.
        if let Some(trip) = self.trip
            && fix.t.since(trip.moved) >= p.stop_s as f64
            && (!moving || dt >= p.stop_s as f64)
        {
            self.trip = None;
            self.arrived(&trip, fix, tracker, context, out);
        }
        if moving {
            let near = dt < p.stop_s as f64;
            let metres = if near { plane_m(before, fix.point) } else { 0.0 };
            let trip = self.trip.get_or_insert(Trip { from: fix.t, moved: fix.t, metres: 0.0, fastest_kph: 0.0 });
            trip.moved = fix.t;
            trip.metres += metres;
            trip.fastest_kph = trip.fastest_kph.max(kph);
        }
    }

    fn usual_kph(&self, p: &MotionParameters) -> Option<f64> {
        (self.usual.total_s() >= p.learn_s).then(|| self.usual.p95_kph())
    }

    /// A spell of motion is complete.
    fn spell(&mut self, now: Moment, p: &MotionParameters) {
        let window = std::mem::take(&mut self.window);
        let kph = window.p95_kph();
        let usual = self.usual_kph(p).filter(|usual| *usual >= p.usual_kph);
        if usual.is_some_and(|usual| kph < p.slow_kph && kph < p.slow_share * usual) {
            self.slow = self.slow.saturating_add(1);
            self.slow_since.get_or_insert(now);
            self.slow_p95_kph = kph;
        } else {
            self.slow = 0;
            self.slow_since = None;
            self.usual.merge(&window);
        }
    }

    fn arrived(&mut self, trip: &Trip, fix: &Fix, tracker: TrackerNo, context: &Context<'_>, out: &mut Vec<Change>) {
        let p = &context.parameters.motion;
        if trip.metres < p.trip_m {
            return;
        }
        let mean_kph = trip.metres / trip.moved.since(trip.from).max(1.0) * 3.6;
        let fastest = self.usual_kph(p).map_or(p.slow_kph, |usual| p.trip_share * usual);
        let slow = mean_kph < p.trip_mean_kph && trip.fastest_kph < p.trip_max_kph.min(fastest);
        if !slow {
            self.slow_trips = 0;
            self.slow_trips_m = 0.0;
            let known = self.usual_trip_m > 0.0;
            let weight = if known { TRIP_WEIGHT } else { 1.0 };
            self.usual_trip_m += weight * (trip.metres - self.usual_trip_m);
            self.episode.close(fact("fast_again_kph", whole(trip.fastest_kph)), context, out);
            return;
        }
        self.slow_trips = self.slow_trips.saturating_add(1);
        self.slow_trips_m += trip.metres;
        if self.slow_trips < p.trips || self.slow_trips_m < p.trips_m || self.episode.open().is_some() {
            return;
        }
        let mut evidence = vec![
            fact("slow_trips", self.slow_trips),
            fact("slow_trips_m", whole(self.slow_trips_m)),
            fact("fastest_kph", whole(trip.fastest_kph)),
        ];
        evidence.extend(self.usual_kph(p).map(|usual| fact("usual_kph", whole(usual))));
        let draft = Draft {
            kind: AlertType::LowSpeed,
            key: episode_key(AlertType::LowSpeed, &[tracker.0.into(), trip.from.micros()]),
            severity: Severity::Warn,
            score: 1.0,
            tracker: Some(tracker),
            site: None,
            point: Some(fix.point),
            event_at: trip.from,
            late: fix.rx.since(fix.t) > 600.0,
            evidence,
        };
        self.episode.raise(draft, context, out);
    }

    /// What it says, where it has been slow.
    pub(super) fn slow(&self, p: &MotionParameters) -> Option<Slow> {
        (self.slow > 0).then(|| {
            let trips = f64::from(self.slow_trips);
            let share = (trips > 0.0 && self.usual_trip_m > 0.0).then(|| self.slow_trips_m / trips / self.usual_trip_m);
            Slow {
                spells: self.slow,
                kph: self.slow_p95_kph,
                usual_kph: self.usual_kph(p).unwrap_or(0.0),
                trip_share: share,
            }
        })
    }

    /// Since when it has been slow.
    pub(super) fn slow_since(&self) -> Option<Moment> {
        self.slow_since
    }
}

/// Distance on the plane, metres.
fn plane_m(a: Point, b: Point) -> f64 {
    let (east, north) = a.plane_m(a.lat().to_radians().cos(), b);
    east.hypot(north)
}

/// What slow motion adds to the suspicion that the device moved to another vehicle.
pub(super) fn reasons(slow: &Slow, p: &super::parameters::DeviceMovedParameters) -> Vec<Evidence> {
    let again = f64::from(slow.spells.min(p.slow_most).saturating_sub(1));
    let weighed = |feature: &str, value: serde_json::Value, weight| Evidence { feature: feature.into(), value, weight };
    let mut reasons = vec![
        weighed("slow_spells", slow.spells.into(), p.slow + again * p.slow_again),
        fact("speed_p95_kph", whole(slow.kph)),
        fact("usual_kph", whole(slow.usual_kph)),
    ];
    if let Some(share) = slow.trip_share.filter(|share| *share < p.short_share) {
        reasons.push(weighed("short_trips", ((share * 100.0).round() / 100.0).into(), p.short_trips));
    }
    reasons
}

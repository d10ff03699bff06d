//! The stay detector on a bare trace of points: no device, no ignition, no speed. For recorded trajectories, and for
//! comparing it with published methods.

use super::change::Place;
use super::clean::Fix;
use super::moment::Moment;
use super::parameters::{PlaceParameters, StayParameters};
use super::places::Places;
use super::stay::{StayNews, Stays};
use crate::geo::Point;
use chrono::{DateTime, Utc};

/// One point of a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TracePoint {
    /// When.
    pub t: DateTime<Utc>,
    /// Where.
    pub point: Point,
}

/// A stay found in a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceStay {
    /// Arrived.
    pub arrive: DateTime<Utc>,
    /// Left.
    pub leave: DateTime<Utc>,
    /// Centre.
    pub point: Point,
    /// Points of the trace in it.
    pub points: u32,
}

/// Error of a receiver that does not state one, metres (1 sigma).
const SIGMA_M: f64 = 8.0;

/// The stays of `trace`, which is in time order (what goes back in time is passed over). The one in progress at its end
/// counts as far as its points reach.
pub fn stays_of_trace(trace: &[TracePoint], p: &StayParameters) -> Vec<TraceStay> {
    let (mut stays, mut found) = (Stays::default(), Vec::new());
    let mut take = |news: StayNews| {
        if let StayNews::Closed { arrive, leave, point, fixes, .. } = news {
            found.push(TraceStay { arrive: arrive.datetime(), leave: leave.datetime(), point, points: fixes });
        }
    };
    let mut newest = None;
    for TracePoint { t, point } in trace {
        let t = Moment::of(*t);
        if newest.is_some_and(|n| t < n) {
            continue;
        }
        newest = Some(t);
        let fix = Fix { t, rx: t, point: *point, speed_kph: None, ignition: None, sigma_m: SIGMA_M, course_deg: None };
        stays.take(&fix, p, &mut take);
    }
    if let Some(last) = stays.unfinished(p) {
        take(last);
    }
    found
}

/// The frequent places of `stays`, which are in order of departure, best first, in a place `utc_offset_s` seconds east of
/// UTC.
pub fn places_of_stays(stays: &[TraceStay], utc_offset_s: i32, p: &PlaceParameters) -> Vec<Place> {
    let mut places = Places::default();
    for s in stays {
        places.take((Moment::of(s.arrive), Moment::of(s.leave), s.point), p.join_m, utc_offset_s, p);
    }
    places.list(&[], p)
}

//! When records count as received under a driven clock: one tick of the clock may be an hour of the world, and what was
//! sent in it comes at once, in order.
//!
//! A live record with a time of its own was received then. What has none (a heartbeat), or none that can be believed (a
//! clock that was never set), was received between the records before and after it. Stored records are received when the
//! clock has moved. The rule looks only at what devices say, in the order in which they said it first, at the tick and at
//! what detection has made of the tracker so far: none of these is another where the server is killed in a tick and
//! devices say again what was not acknowledged. Logins are: a killed server makes some, and hides which of them a device
//! would have made without that. So they move no other record, and detection is not told of them ([`heeded`]).

use super::clock::{ClockCorrection, JITTER_S, WEEKS_1024_S, suggested};
use super::moment::Moment;
use crate::observation::{Flags, Observation, ObservationKind};
use chrono::{DateTime, Utc};

/// What detection knows of a tracker's habits.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rhythm {
    /// Error of its clock, learned or told, seconds.
    pub(super) offset_s: i64,
    /// Constant error of its clock that nothing explains, as last seen, seconds.
    pub(super) unexplained_s: Option<f64>,
    /// What local time is ahead of UTC where its vehicle is at home, seconds.
    pub(super) zone_s: i32,
    /// Usual pause between two heartbeats, seconds; `None` while unknown.
    pub(super) pace_s: Option<f64>,
    /// Last sign of life.
    pub(super) last: Option<Moment>,
}

impl Rhythm {
    /// What is known of a tracker that was never heard, in a place `zone_s` seconds east of UTC.
    pub(super) fn of_stranger(zone_s: i32, told: Option<&ClockCorrection>) -> Rhythm {
        Rhythm { zone_s, offset_s: told.map_or(0, |told| told.offset_s), ..Rhythm::default() }
    }
}

/// Where a record stands in time.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    /// It says so itself.
    At(Moment),
    /// Decided, but no mark in the order of the others.
    Aside(Moment),
    /// Its clock is wrong; stated then.
    Foreign(Moment),
    Beat,
    /// Received with what it was made for.
    Login,
    /// Received with what was received before it.
    Follows,
}

/// A device may be late or its clock off by so much that only the tick's edge is meant, seconds.
const AHEAD_S: i64 = 600;
/// Fewer records of a plausible past are late, not those of a slow clock.
const LEAST_LATE: usize = 3;
/// A plausible past, seconds.
const OLDEST_S: i64 = 90 * 86_400;
/// Room at the edges of a tick when a clock's error is looked for, seconds.
const SLACK_S: i64 = 60;
/// Errors looked at in one tick: a day of quarter hours.
const MOST_KNOWN: usize = 100;
/// The receive time of a record without a time of its own is left as it stands if it is off by no more, seconds.
const KEPT_S: f64 = 60.0;
/// At least this share of the heartbeats that fit says that the tracker lived all the time.
const ALIVE: f64 = 0.8;

/// Whether detection heeds a record under a driven clock. When a login came, nobody knows there, and neither whether it
/// was the device's doing or our own restart's: what is said after it speaks for the device.
pub fn heeded(o: &Observation) -> bool {
    o.kind != ObservationKind::Login
}

/// The receive times of one tracker's records, given in the order in which they came between two ticks.
pub fn arrivals(sent: &[&Observation], last: DateTime<Utc>, now: DateTime<Utc>, rhythm: &Rhythm) -> Vec<DateTime<Utc>> {
    let last = Moment::of(last);
    let tick = (last, Moment::of(now).max(last));
    let mut places: Vec<Place> = sent.iter().map(|o| own_place(o, tick, rhythm)).collect();
    for_each_run(&mut places, tick, |run, edges| place_foreign(run, edges, tick, rhythm));
    for_each_run(&mut places, tick, |run, edges| place_timeless(run, edges, rhythm));
    let mut at = tick.0;
    // What comes after each, in one pass from the end: a device may log in without end.
    let mut ahead = None;
    let mut next: Vec<Option<Moment>> =
        places.iter().rev().map(|place| mark(place).inspect(|t| ahead = Some(*t)).or(ahead)).collect();
    next.reverse();
    let settle = |(index, o): (usize, &&Observation)| {
        let t = match places[index] {
            Place::At(t) => {
                at = at.max(t);
                t
            }
            Place::Aside(t) => t,
            // Who logs in has something to say.
            Place::Login => next[index].unwrap_or(at).max(at),
            Place::Foreign(_) | Place::Beat | Place::Follows => at,
        };
        // What stands is near enough: under short ticks no row need be written again.
        let stands = Moment::of(o.received_at);
        let kept = o.flags.has(Flags::NO_DEVICE_TIME) && stands >= tick.0 && t.since(stands).abs() <= KEPT_S;
        if kept { stands } else { t }.datetime()
    };
    sent.iter().enumerate().map(settle).collect()
}

fn mark(place: &Place) -> Option<Moment> {
    match place {
        Place::At(t) => Some(*t),
        _ => None,
    }
}

fn own_place(o: &Observation, (last, now): (Moment, Moment), rhythm: &Rhythm) -> Place {
    if !o.realtime() {
        return Place::Aside(now);
    }
    if o.flags.has(Flags::NO_DEVICE_TIME) {
        return match o.kind {
            ObservationKind::Heartbeat => Place::Beat,
            ObservationKind::Login => Place::Login,
            _ => Place::Follows,
        };
    }
    let stated = Moment::of(o.device_time);
    let corrected = stated.plus_s(-rhythm.offset_s);
    let within = |t: Moment| t >= last && t <= now;
    match [corrected, stated].into_iter().find(|t| within(*t)) {
        Some(t) => Place::At(t),
        None if corrected < last && corrected >= last.plus_s(-JITTER_S) => Place::Aside(last),
        None if corrected > now && corrected <= now.plus_s(AHEAD_S) => Place::Aside(now),
        None => Place::Foreign(corrected),
    }
}

/// The moments around a run of records, and whether a record of the tracker marks them (rather than the tick's edge).
#[derive(Debug, Clone, Copy)]
struct Edges {
    from: Moment,
    to: Moment,
    marked: (bool, bool),
}

/// Calls `act` with each run of records between two that say their time.
fn for_each_run(places: &mut [Place], (last, now): (Moment, Moment), mut act: impl FnMut(&mut [Place], Edges)) {
    let (mut from, mut left, mut begin) = (last, false, 0);
    for index in 0..=places.len() {
        let mark = match places.get(index) {
            // One that is out of order marks nothing.
            Some(Place::At(t)) if *t >= from => Some(*t),
            Some(_) => continue,
            None => None,
        };
        let edges = Edges { from, to: mark.unwrap_or(now), marked: (left, mark.is_some()) };
        act(&mut places[begin..index], edges);
        (from, left, begin) = (edges.to, true, index + 1);
    }
}

/// Records of one wrong clock keep their distances.
fn place_foreign(run: &mut [Place], edges: Edges, (last, now): (Moment, Moment), rhythm: &Rhythm) {
    let stated = |p: &Place| match p {
        Place::Foreign(t) => Some(*t),
        _ => None,
    };
    let (Some(first), Some(latest)) = (run.iter().filter_map(stated).min(), run.iter().filter_map(stated).max()) else {
        return;
    };
    let (least, most) = (latest.since(edges.to), first.since(edges.from));
    let plausible = first >= last.plus_s(-OLDEST_S) && latest < last;
    let few = run.iter().filter(|p| matches!(p, Place::Foreign(_))).count() < LEAST_LATE;
    let one_clock = least <= most + 2.0 * SLACK_S as f64 && !(plausible && few);
    let error = one_clock.then(|| likely_error(least, most, rhythm));
    for place in run.iter_mut() {
        if let Place::Foreign(t) = *place {
            *place = match error {
                Some(error) => Place::At(t.plus(-error).clamp(edges.from, edges.to)),
                // Not one clock: an upload that is not marked as stored, or nonsense.
                None => Place::Aside(t.clamp(last, now)),
            };
        }
    }
}

/// The error of a clock that must lie between two bounds, seconds: as before; or the only one that has a known cause (see
/// [`super::clock`]); or the likeliest of several: a roll-over, the vehicle's own zone, whole hours; or else the least,
/// which puts the records as late as they can be: what they tell is not known before.
fn likely_error(least: f64, most: f64, rhythm: &Rhythm) -> f64 {
    let fits = |error: &f64| *error >= least - SLACK_S as f64 && *error <= most + SLACK_S as f64;
    // Records with a learned error have been corrected: what is left is what is unexplained beside it.
    let before = rhythm.unexplained_s.map(|s| s - rhythm.offset_s as f64);
    let only = |step: i64| {
        let step = step as f64;
        let first = ((least - SLACK_S as f64) / step).ceil() as i64;
        let steps = (first..).map(|k| k as f64 * step).take_while(|e| fits(e)).take(MOST_KNOWN);
        let mut known = steps.filter(|e| suggested(*e).is_some_and(|s| s != 0 && s as f64 == *e));
        known.next().filter(|_| known.next().is_none())
    };
    let likely = || {
        let zone = i64::from(rhythm.zone_s);
        let errors = [-WEEKS_1024_S, -2 * WEEKS_1024_S, zone, zone - WEEKS_1024_S, zone - 2 * WEEKS_1024_S];
        errors.into_iter().map(|e| e as f64).find(|e| *e != 0.0 && fits(e))
    };
    before.filter(fits).or_else(|| only(900)).or_else(likely).or_else(|| only(3600)).unwrap_or(least)
}

/// Puts heartbeats between two marks.
fn place_timeless(run: &mut [Place], edges: Edges, rhythm: &Rhythm) {
    let beats = run.iter().filter(|p| **p == Place::Beat).count();
    if beats == 0 {
        return;
    }
    let times = beat_times(beats, edges, rhythm).into_iter().map(|t| t.clamp(edges.from, edges.to));
    for (place, at) in run.iter_mut().filter(|p| **p == Place::Beat).zip(times) {
        *place = Place::At(at);
    }
}

/// Times of `beats` heartbeats between two edges.
fn beat_times(beats: usize, edges: Edges, rhythm: &Rhythm) -> Vec<Moment> {
    let span = edges.to.since(edges.from);
    let half = |marked: bool| if marked { 0.5 } else { 0.0 };
    let evenly = || {
        // Half a pause stands at an edge that no record marks: the other half is in the next tick.
        let step = span / (beats as f64 + half(edges.marked.0) + half(edges.marked.1));
        let first = if edges.marked.0 { step } else { step / 2.0 };
        (0..beats).map(|k| edges.from.plus(first + k as f64 * step)).collect::<Vec<_>>()
    };
    let Some(pace) = rhythm.pace_s.filter(|p| *p >= 1.0) else { return evenly() };
    // Where no record marks the beginning, the pace goes on from the last sign of life.
    let from = match rhythm.last {
        Some(contact) if !edges.marked.0 && edges.from.since(contact) < pace => contact,
        _ => edges.from,
    };
    let fits = (edges.to.since(from) / pace - 1e-6).floor();
    if fits < 1.0 {
        return vec![edges.from.plus(span / 2.0); beats];
    }
    let paced = |k: usize| from.plus((k as f64 + 1.0).min(fits) * pace);
    if beats as f64 >= fits {
        return (0..beats).map(paced).collect();
    }
    // Where life goes on after fewer of them, a connection was lost and some with it: nobody can tell when.
    if edges.marked.1 || beats as f64 >= ALIVE * fits {
        return evenly();
    }
    // It fell silent: no more came.
    (0..beats).map(paced).collect()
}

#[cfg(test)]
mod tests;

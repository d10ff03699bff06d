//! A car's two trackers in different places (design 4.5).
//!
//! A wireless fix is compared with where the wired tracker was at that time: between its fix before and its fix after.
//! Where those are one place, it stood there; where they are minutes apart, it was on the way between them; else nobody
//! knows, and nothing is said. A wireless tracker that has no reception sends its last fix again: exactly the same
//! coordinates are no new fix.
//!
//! What was stored and comes late is compared with where the wired tracker stood at that time, as far as that is kept, or
//! waits until stored fixes of the wired one tell it. Bounded in number; what does not fit is not compared.

use super::Change;
use super::clean::{Fix, Report};
use super::episode::{Context, Draft, Episode, episode_key, fact, whole};
use super::moment::Moment;
use super::parameters::SeparationParameters;
use super::track::Track;
use crate::alert::{AlertType, Severity};
use crate::geo::Point;
use crate::ids::TrackerNo;
use crate::observation::Observation;
use serde::{Deserialize, Serialize};

/// A wireless fix that waits for the wired tracker's next one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Waiting {
    tracker: TrackerNo,
    fix: Fix,
    satellites: Option<i16>,
    /// The wired tracker's last fix before; `None` for a stored one.
    before: Option<Fix>,
}

/// Where the wired tracker stood: from, until, where. A tuple, because a checkpoint holds many.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Stood(Moment, Moment, Point);

/// Wireless fixes that wait at most: three days of a wake every six hours.
const MOST_WAITING: usize = 12;
/// Places at which the wired tracker stood that are kept: some three days of ordinary life.
const MOST_STOOD: usize = 24;

/// The trackers of one car, compared.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Pair {
    waiting: Vec<Waiting>,
    /// In order of time.
    stood: Vec<Stood>,
    /// The last wireless fix that was looked at: exactly the same again is a stale one.
    seen: Option<Point>,
    /// Pairs apart in a row, when the first and the last of them were; together in a row.
    apart: u32,
    apart_since: Option<(Moment, Moment)>,
    together: u32,
    episode: Episode,
}

/// What a comparison says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compared {
    Nothing,
    Together,
    Apart { certain: bool },
}

/// Where the wired tracker was when the wireless one had its fix, and how far off that may be, metres.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Whereabouts {
    point: Point,
    slack_m: f64,
    stood: bool,
}

fn whereabouts(t: Moment, before: &Fix, after: &Fix, p: &SeparationParameters) -> Option<Whereabouts> {
    let (since, until) = (t.since(before.t).max(0.0), after.t.since(t).max(0.0));
    let moved = before.point.distance_m(after.point);
    if moved <= p.stood_m && since + until <= p.stood_s as f64 {
        return Some(Whereabouts { point: before.point, slack_m: 0.0, stood: true });
    }
    if since.min(until) > p.apart_s as f64 {
        return None;
    }
    let slack_m = p.fastest_mps * since.min(until);
    let point = if since + until <= p.apart_s as f64 {
        let cos_lat = before.point.lat().to_radians().cos();
        let (east, north) = before.point.plane_m(cos_lat, after.point);
        let part = since / (since + until).max(1.0);
        before.point.moved_m(cos_lat, east * part, north * part)
    } else if since <= until {
        before.point
    } else {
        after.point
    };
    Some(Whereabouts { point, slack_m, stood: false })
}

impl Pair {
    /// One of them is no longer in the car.
    pub(super) fn part(&mut self, context: &Context<'_>, out: &mut Vec<Change>) {
        self.episode.close(fact("tracker_uninstalled", true), context, out);
        *self = Pair::default();
    }

    /// Whether the trackers are known to be apart, at least suspected.
    pub(super) fn open(&self) -> bool {
        self.episode.open().is_some()
    }

    fn compare(
        &mut self,
        pair: &Waiting,
        at: &Whereabouts,
        habits: (bool, bool),
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) -> Compared {
        let p = &context.parameters.separation;
        let (wireless, t) = (&pair.fix, pair.fix.t);
        let apart_m = at.point.distance_m(wireless.point);
        let noise_m = p.sigmas * (wireless.sigma_m + pair.before.map_or(wireless.sigma_m, |b| b.sigma_m));
        if apart_m <= p.near_m.max(noise_m) + at.slack_m {
            // Within what the car may have driven meanwhile it says nothing either way.
            if apart_m <= p.near_m.max(noise_m) {
                self.apart = 0;
                self.together = self.together.saturating_add(1);
                if self.together >= p.together {
                    self.apart_since = None;
                    self.episode.close(fact("together_again_m", whole(apart_m)), context, out);
                }
                return Compared::Together;
            }
            return Compared::Nothing;
        }
        if apart_m - at.slack_m < p.warn_m && self.apart == 0 {
            return Compared::Nothing;
        }
        self.together = 0;
        let (first, last) = self.apart_since.filter(|_| self.apart > 0).unwrap_or((t, t));
        if self.apart > 0 && t.since(last).abs() < p.pairs_apart_s as f64 {
            return Compared::Nothing;
        }
        self.apart = self.apart.saturating_add(1);
        let first = first.min(t);
        self.apart_since = Some((first, last.max(t)));
        let parked = wireless.speed_kph.is_none_or(|v| v < 5.0)
            && pair.satellites.is_none_or(|n| n >= p.standing_satellites)
            && at.stood;
        let certain = self.apart >= p.pairs || parked;
        let mut evidence =
            vec![fact("apart_m", whole(apart_m)), fact("pairs_apart", self.apart), fact("both_stood", parked)];
        evidence.extend(pair.before.map(|before| fact("seconds_between_s", whole(t.since(before.t)))));
        // Who stays with the car is where the car usually is.
        let with_car = match habits {
            (true, false) => Some("wired"),
            (false, true) => Some("wireless"),
            _ => None,
        };
        evidence.extend(with_car.map(|which| fact("still_with_the_car", which)));
        let draft = Draft {
            kind: AlertType::Separation,
            key: episode_key(AlertType::Separation, &[pair.tracker.0.into(), first.micros()]),
            severity: if certain { Severity::High } else { Severity::Warn },
            score: if certain { 0.95 } else { 0.6 },
            tracker: Some(pair.tracker),
            site: None,
            point: Some(wireless.point),
            event_at: first,
            late: pair.before.is_none(),
            evidence,
        };
        self.episode.raise(draft, context, out);
        Compared::Apart { certain }
    }
}

impl Pair {
    /// The wired tracker is at a place.
    fn note(&mut self, fix: &Fix, p: &SeparationParameters) {
        let near = |s: &Stood| s.2.distance_m(fix.point) <= p.stood_m;
        let at = self.stood.partition_point(|s| s.0 <= fix.t);
        let last = at == self.stood.len();
        if let Some(before) = at.checked_sub(1).and_then(|i| self.stood.get_mut(i)) {
            if fix.t <= before.1 {
                return;
            }
            if fix.t.since(before.1) <= p.stood_s as f64 && near(before) {
                before.1 = fix.t;
                return;
            }
            // It was only driving by there.
            if before.0 == before.1 && last {
                *before = Stood(fix.t, fix.t, fix.point);
                return;
            }
        }
        if self.stood.len() >= MOST_STOOD {
            if at == 0 {
                return;
            }
            self.stood.remove(0);
            self.stood.insert(at - 1, Stood(fix.t, fix.t, fix.point));
        } else {
            self.stood.insert(at, Stood(fix.t, fix.t, fix.point));
        }
    }

    /// Where the wired tracker stood at a time.
    fn stood_at(&self, t: Moment) -> Option<Whereabouts> {
        let at = self.stood.partition_point(|s| s.0 <= t).checked_sub(1)?;
        let stood = self.stood.get(at).filter(|s| t <= s.1)?;
        Some(Whereabouts { point: stood.2, slack_m: 0.0, stood: true })
    }
}

impl Track {
    /// Compares the trackers where this report lets them be compared.
    pub(super) fn pair(
        &mut self,
        index: usize,
        o: &Observation,
        report: &Report,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        if self.devices.len() < 2 {
            return;
        }
        let p = &context.parameters.separation;
        if self.devices[index].wireless() {
            let Some(fix) = report.fixes.iter().flatten().last().copied() else { return };
            let repeated = self.pair.seen == Some(fix.point);
            if o.realtime() {
                self.pair.seen = Some(fix.point);
            }
            if repeated || o.satellites.is_some_and(|n| n < context.parameters.clean.few_satellites) {
                return;
            }
            let fresh = o.realtime() && !report.stale && fix.rx.since(fix.t) <= p.fresh_s as f64;
            let wired = self.devices.iter().filter(|d| !d.wireless());
            let before = wired.filter_map(|d| d.clean.last()).filter(|f| f.t <= fix.t.plus_s(60)).max_by_key(|f| f.t);
            let before = before.filter(|_| fresh).copied();
            self.astray.note(&fix);
            let waiting = Waiting { tracker: self.devices[index].tracker, fix, satellites: o.satellites, before };
            match self.pair.stood_at(fix.t).filter(|_| before.is_none()) {
                Some(at) => self.compare_pair(&waiting, &at, None, context, out),
                None => {
                    if self.pair.waiting.len() >= MOST_WAITING {
                        self.pair.waiting.remove(0);
                    }
                    self.pair.waiting.push(waiting);
                }
            }
            return;
        }
        let wired = self.devices[index].tracker;
        for fix in report.fixes.iter().flatten() {
            self.pair.note(fix, p);
            let mut next = 0;
            while let Some(waiting) = self.pair.waiting.get(next).copied() {
                let between = waiting.before.filter(|_| !report.stale && fix.t >= waiting.fix.t);
                let at = between.and_then(|before| whereabouts(waiting.fix.t, &before, fix, p));
                let at = at.or_else(|| self.pair.stood_at(waiting.fix.t));
                match at {
                    Some(at) => {
                        self.pair.waiting.remove(next);
                        self.compare_pair(&waiting, &at, Some(wired), context, out);
                    }
                    None => {
                        // Nothing is known of it but by what was stored then.
                        if between.is_some() {
                            self.pair.waiting[next].before = None;
                        }
                        next += 1;
                    }
                }
            }
        }
    }

    fn compare_pair(
        &mut self,
        waiting: &Waiting,
        at: &Whereabouts,
        wired: Option<TrackerNo>,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let places = &self.astray.habits(&self.geometry).places;
        let habitual = |point: Point| places.habitual(point, context.profile, &context.parameters.places);
        let habits = (habitual(at.point), habitual(waiting.fix.point));
        let said = self.pair.compare(waiting, at, habits, context, out);
        // Of several wired trackers, the one that tells of the car.
        let wired = wired.or_else(|| {
            let wired = self.devices.iter().filter(|d| !d.wireless());
            wired.max_by_key(|d| d.clean.last().map(|f| f.t)).map(|d| d.tracker)
        });
        let Some(wired) = wired else { return };
        match said {
            Compared::Nothing => {}
            Compared::Together => {
                self.astray.together(waiting.fix.t);
                if !self.pair.open() {
                    self.comes_back(wired);
                }
            }
            Compared::Apart { certain: true } => self.are_apart(wired, habits, context, out),
            Compared::Apart { certain: false } => {}
        }
    }
}

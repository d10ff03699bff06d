//! A car's two trackers in different places (design 4.5).
//!
//! A wireless fix is compared with where the wired tracker was at that time: between its fix before and its fix after.
//! Where those are one place, it stood there; where they are minutes apart, it was on the way between them; else nobody
//! knows, and nothing is said. A wireless tracker that has no reception sends its last fix again: exactly the same
//! coordinates are no new fix.

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
    /// The wired tracker's last fix before.
    before: Fix,
}

/// The trackers of one car, compared.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Pair {
    waiting: Option<Waiting>,
    /// The last wireless fix that was looked at: exactly the same again is a stale one.
    seen: Option<Point>,
    /// Pairs apart in a row, when the first and the last of them were; together in a row.
    apart: u32,
    apart_since: Option<(Moment, Moment)>,
    together: u32,
    episode: Episode,
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
    ) {
        let p = &context.parameters.separation;
        let (wireless, t) = (&pair.fix, pair.fix.t);
        let apart_m = at.point.distance_m(wireless.point);
        let noise_m = p.sigmas * (wireless.sigma_m + pair.before.sigma_m);
        if apart_m <= p.near_m.max(noise_m) + at.slack_m {
            // Within what the car may have driven meanwhile it says nothing either way.
            if apart_m <= p.near_m.max(noise_m) {
                self.apart = 0;
                self.together = self.together.saturating_add(1);
                if self.together >= p.together {
                    self.apart_since = None;
                    self.episode.close(fact("together_again_m", whole(apart_m)), context, out);
                }
            }
            return;
        }
        if apart_m - at.slack_m < p.warn_m && self.apart == 0 {
            return;
        }
        self.together = 0;
        let (first, last) = self.apart_since.filter(|_| self.apart > 0).unwrap_or((t, t));
        if self.apart > 0 && t.since(last) < p.pairs_apart_s as f64 {
            return;
        }
        self.apart = self.apart.saturating_add(1);
        self.apart_since = Some((first, t));
        let parked = wireless.speed_kph.is_none_or(|v| v < 5.0)
            && pair.satellites.is_none_or(|n| n >= p.standing_satellites)
            && at.stood;
        let certain = self.apart >= p.pairs || parked;
        let mut evidence = vec![
            fact("apart_m", whole(apart_m)),
            fact("pairs_apart", self.apart),
            fact("both_stood", parked),
            fact("seconds_between_s", whole(t.since(pair.before.t))),
        ];
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
            late: false,
            evidence,
        };
        self.episode.raise(draft, context, out);
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
        let Some(fix) = report.fixes.iter().flatten().last().copied() else { return };
        let p = &context.parameters.separation;
        if self.devices[index].wireless() {
            let repeated = self.pair.seen.replace(fix.point) == Some(fix.point);
            let fresh = o.realtime() && !report.stale && fix.rx.since(fix.t) <= p.fresh_s as f64;
            let few = o.satellites.is_some_and(|n| n < context.parameters.clean.few_satellites);
            let wired = self.devices.iter().filter(|d| !d.wireless());
            let before = wired.filter_map(|d| d.clean.last()).filter(|f| f.t <= fix.t.plus_s(60)).max_by_key(|f| f.t);
            if fresh && !repeated && !few {
                let tracker = self.devices[index].tracker;
                self.pair.waiting =
                    before.map(|before| Waiting { tracker, fix, satellites: o.satellites, before: *before });
            }
            return;
        }
        let Some(waiting) = self.pair.waiting else { return };
        if fix.t < waiting.fix.t || report.stale {
            return;
        }
        self.pair.waiting = None;
        let Some(at) = whereabouts(waiting.fix.t, &waiting.before, &fix, p) else { return };
        let places = &self.geometry.places;
        let habitual = |point: Point| places.habitual(point, context.profile, &context.parameters.places);
        let habits = (habitual(at.point), habitual(waiting.fix.point));
        self.pair.compare(&waiting, &at, habits, context, out);
    }
}

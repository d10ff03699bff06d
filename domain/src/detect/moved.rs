//! The tracker lives on, but not in this car (design 4.6): slow motion, new nights, another supply, a cut before, and the
//! car's wireless tracker elsewhere, fused as log-odds.

use super::Change;
use super::clean::Fix;
use super::episode::{Context, Draft, Episode, episode_key, fact, whole};
use super::moment::Moment;
use super::motion::{self, Slow};
use super::parameters::DeviceMovedParameters;
use super::track::Track;
use super::voltage::ClassChange;
use crate::alert::{AlertType, Evidence, Severity};
use crate::geo::Point;
use crate::ids::TrackerNo;
use serde::{Deserialize, Serialize};

/// Where the vehicle slept lately, as far as it was nowhere it knows.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Moved {
    /// The last local day whose night was looked at.
    day: Option<i64>,
    /// Where the first new night was, since when, and nights in a row.
    night: Option<(Point, Moment, u32)>,
    episode: Episode,
}

/// A night is looked at between these local hours: who is out so late has not gone to bed elsewhere.
const NIGHT: (i64, i64) = (2, 5);
/// Nights at a new place are remembered while they are this near each other, metres.
const SAME_M: f64 = 500.0;
/// After so many nights in a row the car has moved house.
const MOST_NIGHTS: u32 = 14;

/// Everything known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Facts {
    pub slow: Option<Slow>,
    pub nights: u32,
    pub class: Option<ClassChange>,
    /// A short cut lately: how long it lasted, seconds.
    pub cut_s: Option<f64>,
    pub separated: bool,
}

/// Log-odds and the reasons, gravest first.
pub(super) fn score(f: &Facts, p: &DeviceMovedParameters) -> (f64, Vec<Evidence>) {
    let weighed = |feature: &str, value: serde_json::Value, weight| Evidence { feature: feature.into(), value, weight };
    let mut reasons = f.slow.map(|slow| motion::reasons(&slow, p)).unwrap_or_default();
    if f.nights >= p.nights {
        reasons.push(weighed("new_nights", f.nights.into(), p.new_nights));
    }
    if let Some(class) = f.class {
        let volts = format!("{} → {} V", class.from_v, class.to_v);
        reasons.push(weighed("supply_class", volts.into(), p.voltage_class));
    }
    if let Some(cut_s) = f.cut_s {
        reasons.push(weighed("cut_before_s", whole(cut_s), p.cut_before));
    }
    if f.separated {
        reasons.push(weighed("trackers_apart", true.into(), p.separation));
    }
    let total = p.prior + reasons.iter().map(|e| e.weight).sum::<f64>();
    reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    reasons.insert(0, weighed("prior", serde_json::Value::Null, p.prior));
    (total, reasons)
}

/// How urgent log-odds are; `None` where they are not worth a word.
pub(super) fn severity(log_odds: f64, p: &DeviceMovedParameters) -> Option<Severity> {
    let l = log_odds + 1e-9;
    [(p.critical, Severity::Critical), (p.high, Severity::High), (p.warn, Severity::Warn)]
        .into_iter()
        .find(|(threshold, _)| l >= *threshold)
        .map(|(_, severity)| severity)
}

impl Moved {
    /// A tracker is no longer in the car.
    pub(super) fn part(&mut self, tracker: TrackerNo, context: &Context<'_>, out: &mut Vec<Change>) {
        if self.episode.open().is_some_and(|alert| alert.tracker == Some(tracker)) {
            self.episode.close(fact("tracker_uninstalled", true), context, out);
        }
    }
}

impl Track {
    /// Looks at a wired tracker after a fix of its own.
    pub(super) fn judge_moved(&mut self, index: usize, fix: &Fix, context: &Context<'_>, out: &mut Vec<Change>) {
        self.note_night(fix, context);
        let p = &context.parameters.device_moved;
        let device = &self.devices[index];
        let signals = &device.signals;
        let slow = signals.motion.slow(&context.parameters.motion);
        let class = signals.voltage.changed;
        let nights = self.moved.night.map_or(0, |(_, _, nights)| nights);
        let separated = self.pair.open();
        // Nothing to fuse: the usual case, and all it costs.
        if slow.is_none() && class.is_none() && !separated {
            if self.moved.episode.open().is_some_and(|alert| alert.tracker == Some(device.tracker)) {
                self.moved.episode.close(fact("like_a_car_again", true), context, out);
                let tracker = device.tracker;
                self.comes_back(tracker);
            }
            return;
        }
        let cut = device.power.restored.filter(|(at, lasted)| {
            (p.cut_least_s as f64..=p.cut_most_s as f64).contains(lasted) && fix.t.since(*at) <= p.cut_within_s as f64
        });
        let facts = Facts { slow, nights, class, cut_s: cut.map(|(_, lasted)| lasted), separated };
        let begun = [cut.map(|(at, _)| at), signals.motion.slow_since(), class.map(|c| c.at)];
        let event_at = begun.into_iter().flatten().min().unwrap_or(fix.t);
        let (log_odds, evidence) = score(&facts, p);
        let Some(severity) = severity(log_odds, p) else { return };
        let tracker = device.tracker;
        let draft = Draft {
            kind: AlertType::DeviceMoved,
            key: episode_key(AlertType::DeviceMoved, &[tracker.0.into(), event_at.micros()]),
            severity,
            score: 1.0 / (1.0 + (-log_odds).exp()),
            tracker: Some(tracker),
            site: None,
            point: Some(fix.point),
            event_at,
            late: false,
            evidence,
        };
        self.moved.episode.raise(draft, context, out);
        if severity >= Severity::High {
            self.leave(tracker, context, out);
        }
    }

    /// Once a night: is it anywhere it knows?
    fn note_night(&mut self, fix: &Fix, context: &Context<'_>) {
        if !context.local_hour(fix.t, NIGHT.0, NIGHT.1) || !fix.standing(5.0) {
            return;
        }
        let day = fix.t.local_day(context.profile.utc_offset_s);
        if self.moved.day.is_some_and(|known| day <= known) {
            return;
        }
        self.moved.day = Some(day);
        if let Some((at, _, nights)) = &mut self.moved.night
            && at.distance_m(fix.point) <= SAME_M
        {
            *nights = nights.saturating_add(1);
            if *nights > MOST_NIGHTS {
                self.moved.night = None;
            }
            return;
        }
        let new = self.spot(Some(fix.point), context).unusual;
        self.moved.night = match self.moved.night {
            Some((_, since, nights)) if new => Some((fix.point, since, nights.saturating_add(1))),
            None if new => Some((fix.point, fix.t, 1)),
            _ => None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(f: Facts) -> Option<Severity> {
        let p = DeviceMovedParameters::default();
        severity(score(&f, &p).0, &p)
    }

    fn slow(spells: u32) -> Option<Slow> {
        Some(Slow { spells, kph: 22.0, usual_kph: 50.0, trip_share: None })
    }

    #[test]
    fn a_cut_and_days_on_a_bicycle_are_high_and_neither_alone() {
        let cut_s = Some(1800.0);
        assert_eq!(judged(Facts { cut_s, ..Facts::default() }), None);
        assert_eq!(judged(Facts { slow: slow(2), ..Facts::default() }), None);
        assert_eq!(judged(Facts { slow: slow(1), cut_s, ..Facts::default() }), None);
        assert_eq!(judged(Facts { slow: slow(4), cut_s, ..Facts::default() }), Some(Severity::High));
        let class = Some(ClassChange { at: Moment::default(), from_v: 12, to_v: 48 });
        assert_eq!(judged(Facts { class, ..Facts::default() }), None);
        assert_eq!(judged(Facts { class, slow: slow(1), cut_s, ..Facts::default() }), Some(Severity::High));
    }

    #[test]
    fn a_holiday_and_a_move_are_nothing() {
        assert_eq!(judged(Facts { nights: 9, ..Facts::default() }), None);
        assert_eq!(judged(Facts { nights: 9, cut_s: Some(1800.0), ..Facts::default() }), None);
    }

    #[test]
    fn with_the_pair_apart_little_more_is_needed() {
        let apart = Facts { separated: true, ..Facts::default() };
        assert_eq!(judged(apart), None);
        assert_eq!(judged(Facts { nights: 2, cut_s: Some(1800.0), ..apart }), Some(Severity::Warn));
        assert_eq!(judged(Facts { slow: slow(2), cut_s: Some(1800.0), ..apart }), Some(Severity::High));
    }
}

//! A tracker that was taken to another car: the vehicle's life goes on with the tracker that stayed (design 4.5).
//!
//! Who moves a wired tracker cuts its power or loses it for a while. From that moment on the geometry as it was is kept,
//! with what the wireless tracker says since, until the wired one is seen where this car lives. When it is certain that it
//! lives elsewhere, what it told since then is taken back: those stays, places and visits are another car's. The life is made
//! anew from the wireless tracker, or, without one, ends where it was last known. A tracker that comes back tells again.

use super::change::{Change, Stay};
use super::clean::Fix;
use super::episode::Context;
use super::life::Said;
use super::moment::{DAY_S, Moment};
use super::reorder::arrivals;
use super::stay::Stays;
use super::track::{Geometry, Track};
use crate::ids::TrackerNo;
use serde::{Deserialize, Serialize};

/// Which tracker left the car, or may have.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Astray {
    left: Option<TrackerNo>,
    kept: Option<Box<Kept>>,
    /// Times that, with the trackers apart, only the wireless one was where the car usually is, less the other way round.
    stayed: i32,
}

/// What was known before a wired tracker may have been taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    before: Geometry,
    since: Moment,
    /// It was cut off, not only silent.
    cut: bool,
    /// In order of arrival.
    wireless: Vec<Fix>,
    /// Arrivals of the stays told since.
    told: Vec<Moment>,
    said: Said,
}

/// Why a wired tracker may have been taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Handled {
    Cut,
    Silent,
}

/// Fixes of the wireless tracker that are kept: a week of a wake every six hours.
const MOST_FIXES: usize = 28;
/// Stays told since that are remembered: three busy days.
const MOST_TOLD: usize = 48;
/// Without a word against it for so long, it is where it was, seconds.
const FORGET_S: f64 = 7.0 * DAY_S as f64;
/// A habit seen this far from where it was handled says that it moves with the car, metres.
const AWAY_M: f64 = 500.0;
/// Without a sign that it was handled, so many comparisons must speak for the wireless tracker.
const CERTAIN: i32 = 2;

impl Astray {
    /// Whether a tracker is in another car.
    pub(super) fn is(&self, tracker: TrackerNo) -> bool {
        self.left == Some(tracker)
    }

    /// Where the car was used to be before any of this.
    pub(super) fn habits<'a>(&'a self, now: &'a Geometry) -> &'a Geometry {
        self.kept.as_ref().map_or(now, |kept| &kept.before)
    }

    /// The trackers are in one place: nobody left.
    pub(super) fn together(&mut self, t: Moment) {
        self.stayed = 0;
        if self.kept.as_ref().is_some_and(|kept| t > kept.since) {
            self.kept = None;
        }
    }

    /// The trackers are certainly apart, and which of them is where the car is used to be (wired, wireless). Answers whether
    /// it is the wired one that left.
    fn apart(&mut self, habits: (bool, bool)) -> bool {
        let cut = self.kept.as_ref().is_some_and(|kept| kept.cut);
        self.stayed += match habits {
            (false, true) => 1,
            (true, false) => -1,
            (false, false) if cut => 1,
            _ => 0,
        };
        self.stayed >= if self.kept.is_some() { 1 } else { CERTAIN }
    }

    /// Since one left, more spoke for it than for the other: it was the other one.
    fn mistaken(&self) -> bool {
        self.stayed < 0
    }

    /// The wireless tracker is somewhere.
    pub(super) fn note(&mut self, fix: &Fix) {
        if let Some(kept) = &mut self.kept {
            if kept.wireless.len() == MOST_FIXES {
                kept.wireless.remove(0);
            }
            kept.wireless.push(*fix);
        }
    }

    /// Hears what is told of the vehicle.
    pub(super) fn hear(&mut self, changes: &[Change]) {
        if let Some(kept) = &mut self.kept {
            for arrive in arrivals(changes) {
                if kept.told.last() != Some(&arrive) && kept.told.len() < MOST_TOLD {
                    kept.told.push(arrive);
                }
            }
            kept.said.hear(changes);
        }
    }

    /// A tracker is no longer in the car by right: with the one that left goes what was counted against it.
    pub(super) fn part(&mut self, tracker: TrackerNo) {
        if self.is(tracker) {
            *self = Self::default();
        }
    }
}

impl Track {
    /// What is told of the vehicle's life, remembered by whatever may have to take it back.
    pub(super) fn told(&mut self, changes: &[Change]) {
        if let Some(kept) = &mut self.reorder {
            kept.said.hear(changes);
        }
        self.astray.hear(changes);
    }

    /// A wired tracker was cut off or silent before `t`: from here on it may tell of another car.
    pub(super) fn may_leave(&mut self, index: usize, t: Moment, handled: Handled) {
        let device = &self.devices[index];
        if device.wireless() || self.astray.left.is_some() {
            return;
        }
        // Only a cut is followed by signs of another life; of a silence only another tracker can tell.
        if handled == Handled::Silent && self.devices.len() < 2 {
            return;
        }
        match &mut self.astray.kept {
            Some(kept) => kept.cut |= handled == Handled::Cut,
            None => {
                let (wireless, told, said) = (Vec::new(), Vec::new(), Said::default());
                let (before, cut) = (self.geometry.clone(), handled == Handled::Cut);
                self.astray.kept = Some(Box::new(Kept { before, since: t, cut, wireless, told, said }));
            }
        }
    }

    /// After a fix of the wired tracker: is it where this car lives?
    pub(super) fn still_in_the_car(&mut self, t: Moment, context: &Context<'_>) {
        let Some(kept) = &self.astray.kept else { return };
        let parked = self.geometry.life.parked.filter(|parked| parked.arrive > kept.since);
        let back = parked.is_some_and(|parked| {
            let away = kept.before.newest.is_none_or(|from| from.point.distance_m(parked.point) > AWAY_M);
            away && kept.before.places.habitual(parked.point, context.profile, &context.parameters.places)
        });
        if back || t.since(kept.since) > FORGET_S {
            self.astray.kept = None;
        }
    }

    /// The trackers are certainly apart.
    pub(super) fn are_apart(
        &mut self,
        wired: TrackerNo,
        habits: (bool, bool),
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        if self.astray.apart(habits) {
            self.leave(wired, context, out);
        } else if self.astray.mistaken() {
            self.comes_back(wired);
        }
    }

    /// A wired tracker lives in another car.
    pub(super) fn leave(&mut self, tracker: TrackerNo, context: &Context<'_>, out: &mut Vec<Change>) {
        if self.astray.left.is_some() {
            return;
        }
        self.astray.left = Some(tracker);
        self.reorder = None;
        let Some(kept) = self.astray.kept.take() else {
            // Nobody knows since when. The next word is of the tracker that stayed.
            self.geometry.stays = Stays::default();
            self.geometry.life.parked = None;
            return;
        };
        let Kept { before, since, mut wireless, told, mut said, .. } = *kept;
        let live = std::mem::replace(&mut self.geometry, before);
        let from = out.len();
        self.resume_stay(&wireless, since, context, out);
        wireless.sort_by_key(|fix| fix.t);
        for fix in &wireless {
            self.geometry.take(fix, context, out);
            self.judge_visit(context, out);
        }
        let places = self.geometry.places.list(&context.profile.declared, &context.parameters.places);
        out.push(Change::Places(context.vehicle, places));
        super::reorder::take_back(&live, &self.geometry, (&told, &mut said), from, context, out);
    }

    /// The stay in which it was handled goes on as far as the wireless tracker knows.
    fn resume_stay(&self, wireless: &[Fix], since: Moment, context: &Context<'_>, out: &mut Vec<Change>) {
        let Some(parked) = self.geometry.life.parked else { return };
        let alone = wireless.is_empty() && self.devices.iter().all(|d| !d.wireless());
        let leave = alone.then(|| since.datetime());
        out.push(Change::Stay(Stay {
            vehicle: context.vehicle,
            arrive: parked.arrive.datetime(),
            leave,
            point: parked.point,
        }));
    }

    /// A tracker that was in another car is with this one again.
    pub(super) fn comes_back(&mut self, tracker: TrackerNo) {
        if self.astray.is(tracker) {
            self.astray = Astray::default();
            self.geometry.stays = Stays::default();
            self.geometry.life.parked = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_speaks_for_the_other_tracker_takes_the_verdict_back() {
        let mut astray = Astray::default();
        assert!(!astray.apart((false, false)) && !astray.apart((true, true)), "neither says anything");
        assert!(!astray.apart((false, true)), "one alone may be chance");
        assert!(astray.apart((false, true)) && !astray.mistaken());
        for _ in 0..2 {
            assert!(!astray.apart((true, false)) && !astray.mistaken());
        }
        assert!(!astray.apart((true, false)) && astray.mistaken());
    }
    #[test]
    fn what_was_counted_against_a_tracker_goes_with_it() {
        let (old, new) = (TrackerNo(1), TrackerNo(2));
        let mut astray = Astray::default();
        assert!(!astray.apart((false, true)) && astray.apart((false, true)));
        astray.left = Some(old);
        astray.part(new);
        assert!(astray.is(old), "another one's end says nothing of it");
        astray.part(old);
        assert!(!astray.apart((false, true)), "one alone may be chance, of the next tracker too");
    }
}

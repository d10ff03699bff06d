//! The stay in progress, as far as it is known to last, and the rules over its length.

use super::ground::Ground;
use crate::detect::moment::{DAY_S, Moment};
use crate::detect::parameters::Parameters;
use crate::geo::Point;
use serde::{Deserialize, Serialize};

/// Parked somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(in crate::detect) struct Parked {
    pub arrive: Moment,
    pub point: Point,
    pub ground: Ground,
    /// Known to have been there: a fix, or a word of a tracker that did not move.
    pub until: Moment,
    /// Nothing changes before.
    next: Moment,
    /// Looked for others beside it.
    pub gathered: bool,
}

/// Nights, local hours: 22:00 to 06:00.
pub(super) const NIGHT: (i64, i64) = (22 * 3600, 30 * 3600);

impl Parked {
    /// Just told of.
    pub(super) fn new(arrive: Moment, until: Moment, point: Point, ground: Ground) -> Parked {
        Parked { arrive, point, ground, until: until.max(arrive), next: arrive, gathered: false }
    }

    /// How long it is known to last, seconds.
    pub(in crate::detect) fn length_s(&self) -> f64 {
        self.until.since(self.arrive)
    }

    /// Whether a threshold was passed since it was last asked.
    pub(super) fn passed(&mut self, zone_s: i32, parameters: &Parameters) -> bool {
        if self.until < self.next {
            return false;
        }
        let (stop, abnormal) = (&parameters.stop, &parameters.abnormal);
        let lengths = [abnormal.long_s, abnormal.longer_s, stop.long_s, stop.longer_s];
        let ladder = [stop.still_s, stop.still_longer_s, stop.still_longest_s];
        let due = lengths.into_iter().chain(ladder).map(|s| self.arrive.plus_s(s));
        let today = Moment::of_local_day(self.until.local_day(zone_s), zone_s).plus_s(NIGHT.1 - DAY_S);
        let mornings = [today, today.plus_s(DAY_S)];
        let next = due.chain(mornings).filter(|at| *at > self.until).min();
        self.next = next.unwrap_or_else(|| self.until.plus_s(DAY_S));
        true
    }

    /// Nights of which it spent at least `least_s` here.
    pub(super) fn nights(&self, zone_s: i32, least_s: i64) -> u32 {
        let (first, last) = (self.arrive.local_day(zone_s) - 1, self.until.local_day(zone_s));
        // More nights than that change nothing.
        (first.max(last - 30)..=last)
            .filter(|night| overlap_s(self.arrive, self.until, *night, zone_s) >= least_s as f64)
            .count() as u32
    }
}

/// How much of a night (the local day on whose evening it begins) a stay covers, seconds.
pub(super) fn overlap_s(arrive: Moment, until: Moment, night: i64, zone_s: i32) -> f64 {
    let midnight = Moment::of_local_day(night, zone_s);
    let (from, to) = (midnight.plus_s(NIGHT.0), midnight.plus_s(NIGHT.1));
    until.min(to).since(arrive.max(from)).max(0.0)
}

//! How closely two sets of stays of one user agree.

use crate::detect::TraceStay;
use serde::Serialize;

/// When two stays are the same one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Same {
    /// Their centres are at most so far apart, metres.
    pub within_m: f64,
    /// Their times overlap at least so much, as intersection over union, 0..=1.
    pub overlap: f64,
}

impl Default for Same {
    /// Centres within 100 m, half of the time in common.
    fn default() -> Self {
        Same { within_m: 100.0, overlap: 0.5 }
    }
}

/// The sums of a comparison; those of several users add up.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Agreement {
    /// Pairs of stays that are the same, one to one.
    pub matched: usize,
    /// Stays of the set that is judged.
    pub found: usize,
    /// Stays of the reference.
    pub reference: usize,
    /// Seconds that both call dwell.
    pub common_s: f64,
    /// Seconds that the reference calls dwell.
    pub reference_s: f64,
}

impl Agreement {
    /// The harmonic mean of precision and recall, 0..=1.
    pub fn f1(&self) -> f64 {
        2.0 * self.matched as f64 / (self.found + self.reference).max(1) as f64
    }

    /// The share of the reference's dwell that both have, 0..=1.
    pub fn common_dwell(&self) -> f64 {
        self.common_s / self.reference_s.max(1.0)
    }
}

impl std::ops::AddAssign for Agreement {
    fn add_assign(&mut self, other: Agreement) {
        self.matched += other.matched;
        self.found += other.found;
        self.reference += other.reference;
        self.common_s += other.common_s;
        self.reference_s += other.reference_s;
    }
}

/// Compares `found` with `reference`, stays of one user in order of arrival. Pairs are made one to one, those with the
/// greatest overlap first.
pub fn agreement(found: &[TraceStay], reference: &[TraceStay], same: Same) -> Agreement {
    let seconds = |from, to| (to - from) as chrono::TimeDelta;
    let mut pairs = Vec::new();
    let mut common_s = 0.0;
    for (i, f) in found.iter().enumerate() {
        for (j, r) in reference.iter().enumerate().take_while(|(_, r)| r.arrive < f.leave) {
            let shared = seconds(f.arrive.max(r.arrive), f.leave.min(r.leave)).as_seconds_f64();
            if shared <= 0.0 {
                continue;
            }
            common_s += shared;
            let overlap = shared / seconds(f.arrive.min(r.arrive), f.leave.max(r.leave)).as_seconds_f64();
            if overlap >= same.overlap && f.point.distance_m(r.point) <= same.within_m {
                pairs.push((overlap, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken, mut given) = (vec![false; found.len()], vec![false; reference.len()]);
    let mut matched = 0;
    for (_, i, j) in pairs {
        if !taken[i] && !given[j] {
            (taken[i], given[j]) = (true, true);
            matched += 1;
        }
    }
    let reference_s = reference.iter().map(|r| seconds(r.arrive, r.leave).as_seconds_f64()).sum();
    Agreement { matched, found: found.len(), reference: reference.len(), common_s, reference_s }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Point;
    use chrono::{DateTime, TimeDelta};

    fn stay(from: i64, to: i64, north: f64) -> TraceStay {
        let origin = Point::from_degrees(31.0, 121.0).expect("in range");
        let t = |s| DateTime::UNIX_EPOCH + TimeDelta::seconds(s);
        TraceStay { arrive: t(from), leave: t(to), point: origin.moved_m(0.86, 0.0, north), points: 2 }
    }

    #[test]
    fn stays_are_paired_once_and_only_where_they_are_the_same() {
        let reference = [stay(0, 1000, 0.0), stay(2000, 3000, 0.0), stay(4000, 5000, 0.0)];
        // The same, split in two, and too far away.
        let found = [stay(100, 1000, 50.0), stay(2000, 2600, 0.0), stay(2600, 3000, 0.0), stay(4000, 5000, 150.0)];
        let a = agreement(&found, &reference, Same::default());
        assert_eq!((a.matched, a.found, a.reference), (2, 4, 3));
        assert!((a.f1() - 4.0 / 7.0).abs() < 1e-12);
        assert!((a.common_dwell() - 2900.0 / 3000.0).abs() < 1e-12);
        assert_eq!(agreement(&[], &[], Same::default()).f1(), 0.0);
    }
}

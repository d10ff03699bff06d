//! What removal alerts said of themselves: the probability each reached, and whether it was so.

use super::{Claim, EARLY_S};
use crate::label::Labels;
use chrono::TimeDelta;
use lienwatch_domain::alert::AlertType::Removal;
use serde::Serialize;

/// Probabilities of one run or several.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Confidence {
    /// The highest probability of each removal alert of any severity, and whether there was a removal. Alerts within
    /// the window of an event that is no labelled removal say nothing either way and are left out.
    pub said: Vec<(f64, bool)>,
    /// Of every labelled removal, the highest probability that an alert in its time reached; 0 without any.
    pub caught: Vec<f64>,
}

/// Precision and recall of the alerts that reach a probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Threshold {
    /// From this probability on.
    pub p: f64,
    /// Alerts that reach it.
    pub alerts: u32,
    /// Share of them that was right; `None` without any.
    pub precision: Option<f64>,
    /// Share of the labelled removals that were said with it; `None` without any.
    pub recall: Option<f64>,
}

/// Whether a removal alert was right; `None` of other alerts, and within the window of an event that is no labelled
/// removal.
pub fn removal_truth(labels: &Labels, claim: &Claim) -> Option<bool> {
    let (t, early) = (claim.raised_at, TimeDelta::seconds(EARLY_S));
    if claim.kind != Removal {
        return None;
    }
    let own = |e: &&crate::label::Expect| e.kind == Removal && e.vehicle == claim.vehicle;
    let right = labels.expect.iter().filter(own).any(|e| e.t - early <= t);
    let forbidden =
        labels.forbid.iter().any(|f| f.kind == Removal && f.vehicle == claim.vehicle && f.from <= t && t <= f.to);
    let excused = labels.events.iter().any(|e| e.vehicle == claim.vehicle && e.from <= t && t <= e.to);
    (right || forbidden || !excused).then_some(right)
}

impl Confidence {
    /// Of one run.
    pub fn of(labels: &Labels, claims: &[Claim]) -> Confidence {
        let mut all = Confidence::default();
        let removals: Vec<_> = labels.expect.iter().filter(|e| e.kind == Removal).collect();
        let early = TimeDelta::seconds(EARLY_S);
        let said = claims.iter().filter_map(|c| Some((c.p, removal_truth(labels, c)?)));
        all.said.extend(said);
        for e in &removals {
            let in_time = |c: &&Claim| {
                c.kind == Removal && c.vehicle == e.vehicle && e.t - early <= c.raised_at && c.raised_at <= e.deadline
            };
            all.caught.push(claims.iter().filter(in_time).map(|c| c.p).fold(0.0, f64::max));
        }
        all
    }

    /// Adds another run's.
    pub fn add(&mut self, other: Confidence) {
        self.said.extend(other.said);
        self.caught.extend(other.caught);
    }

    /// Precision and recall from each of `levels` on.
    pub fn at(&self, levels: &[f64]) -> Vec<Threshold> {
        let share = |part: usize, whole: usize| (whole > 0).then(|| part as f64 / whole as f64);
        let of = |p: f64| {
            let reach: Vec<bool> = self.said.iter().filter(|s| s.0 >= p).map(|s| s.1).collect();
            let right = reach.iter().filter(|r| **r).count();
            let caught = self.caught.iter().filter(|c| **c >= p).count();
            let (precision, recall) = (share(right, reach.len()), share(caught, self.caught.len()));
            Threshold { p, alerts: u32::try_from(reach.len()).unwrap_or(u32::MAX), precision, recall }
        };
        levels.iter().map(|p| of(*p)).collect()
    }
}

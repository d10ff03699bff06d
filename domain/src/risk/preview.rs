//! What a threshold would have fired in the past, before anybody is bound by it.

use super::parameters::RiskParameters;
use super::score::{RiskScore, score};
use super::signal::{LoanFacts, Signal};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

/// Where the loan stood from a moment on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoanStep {
    /// From when.
    pub since: DateTime<Utc>,
    /// Where it stood.
    pub facts: LoanFacts,
}

/// A rise over the threshold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fired {
    /// When.
    pub at: DateTime<Utc>,
    /// The score that rose.
    pub score: RiskScore,
}

/// Rises told at most; the first ones.
const MOST_FIRED: usize = 1000;

/// The moments in `from..=to` at which the score by these parameters rose to `threshold` points or more. `loan` is in
/// order of time. A score only rises when an alert is raised or the loan changes, so that those are all the moments
/// there are to look at; each is judged by what was known then.
pub fn would_have_fired(
    signals: &[Signal],
    loan: &[LoanStep],
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    threshold: u8,
    p: &RiskParameters,
) -> Vec<Fired> {
    let mut moments: Vec<DateTime<Utc>> =
        signals.iter().map(|s| s.raised_at).chain(loan.iter().map(|l| l.since)).collect();
    moments.push(from);
    moments.retain(|t| (from..=to).contains(t));
    moments.sort_unstable();
    moments.dedup();
    let at = |t: DateTime<Utc>| {
        let facts = loan.iter().take_while(|l| l.since <= t).last().map(|l| &l.facts);
        score(signals, facts, t, p)
    };
    let instant = TimeDelta::microseconds(1);
    let mut fired = Vec::new();
    for moment in moments {
        let now = at(moment);
        if now.points >= threshold && at(moment - instant).points < threshold {
            fired.push(Fired { at: moment, score: now });
            if fired.len() == MOST_FIRED {
                break;
            }
        }
    }
    fired
}

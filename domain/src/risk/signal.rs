//! The facts that a score is made of.

use crate::alert::{AlertType, Severity, Verdict};
use crate::ids::AlertId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An alert as the score sees it, with when each thing about it became known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// Which.
    pub id: AlertId,
    /// What about.
    pub kind: AlertType,
    /// How urgent.
    pub severity: Severity,
    /// At a second-pledge site (its half-life is longer).
    pub pledge: bool,
    /// When it was raised.
    pub raised_at: DateTime<Utc>,
    /// When it ended; `None` while it lasts.
    pub ended_at: Option<DateTime<Utc>>,
    /// When later facts refuted it.
    pub retracted_at: Option<DateTime<Utc>>,
    /// What the desk decided, and when.
    pub verdict: Option<(Verdict, DateTime<Utc>)>,
}

impl Signal {
    /// How old it is at `now`, seconds: since it ended, 0 while it lasts. `None` where it counts for nothing: not raised
    /// yet, refuted, or decided to be false, benign or a test.
    pub(super) fn age_s(&self, now: DateTime<Utc>) -> Option<i64> {
        let void = |(verdict, at): &(Verdict, DateTime<Utc>)| *at <= now && *verdict != Verdict::Confirmed;
        if self.raised_at > now
            || self.retracted_at.is_some_and(|at| at <= now)
            || self.verdict.as_ref().is_some_and(void)
        {
            return None;
        }
        let ended = self.ended_at.filter(|at| *at <= now);
        Some(ended.map_or(0, |at| (now - at.max(self.raised_at)).num_seconds()))
    }
}

/// Where the loan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LoanFacts {
    /// Days since the oldest unpaid instalment fell due.
    pub overdue_days: u32,
    /// Instalments past due and not fully paid.
    pub overdue_instalments: u32,
    /// The first instalment was not paid when it fell due, and is not yet.
    pub first_payment_default: bool,
    /// When the loan was paid out.
    pub funded_at: Option<DateTime<Utc>>,
    /// Settled or closed: nothing is at risk any more.
    pub settled: bool,
}

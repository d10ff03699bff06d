//! What is told of each thing that is counted.

use super::ServiceLevels;
use crate::alert::Verdict;
use crate::money::Currency;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// The group that a thing belongs to: a lender's, vendor's or branch's name or id, a bucket, a month; `None`: it has none
/// (no vendor took the case), or nothing is split.
pub type Group = Option<String>;

/// A case and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts {
    /// Its group.
    pub group: Group,
    /// Of its loan.
    pub currency: Currency,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// First authorisation.
    pub authorised_at: Option<DateTime<Utc>>,
    /// An order to find or take the car went out.
    pub dispatched: bool,
    /// First check-in of an agent.
    pub checked_in_at: Option<DateTime<Utc>>,
    /// First taking of the car; `None` also where it was given back as wrongly taken, and not taken again.
    pub secured_at: Option<DateTime<Utc>>,
    /// When it was sold, at what price, and what it was appraised at: of the sale that stands.
    pub sale: Option<(DateTime<Utc>, i64, Option<i64>)>,
    /// What was owed in all when it was opened, minor units; `None`: that was not kept.
    pub owed_minor: Option<i64>,
    /// Payments of the loan since, minor units.
    pub paid_minor: i64,
    /// What settlements paid of the debt, minor units.
    pub from_sale_minor: i64,
    /// Costs and success fees, minor units.
    pub cost_minor: i64,
    /// Days in yards; `None`: it was in none.
    pub storage_days: Option<u32>,
    /// By the statement that settled it.
    pub settled: Option<Settled>,
    /// Complaints about it.
    pub complaints: i64,
}

/// What a statement says of a case that it settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Line 1, minor units.
    pub owed_minor: i64,
    /// The deficiency, minor units; 0: none, or a surplus.
    pub deficiency_minor: i64,
}

/// An order and when it was worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFacts {
    /// Its group.
    pub group: Group,
    /// Its route has a check-in.
    pub has_check_in: bool,
    /// First offer.
    pub offered_at: Option<DateTime<Utc>>,
    /// A vendor took it.
    pub accepted_at: Option<DateTime<Utc>>,
    /// First check-in.
    pub arrived_at: Option<DateTime<Utc>>,
    /// The day of the first report of completion, by the lender's calendar.
    pub completed_on: Option<NaiveDate>,
    /// It was taken back, or could not be done: when.
    pub ended_at: Option<DateTime<Utc>>,
    /// Last day of its term.
    pub ends_on: NaiveDate,
    /// Today, by the lender's calendar.
    pub today: NaiveDate,
    /// The lender's limits.
    pub levels: ServiceLevels,
}

impl OrderFacts {
    /// Whether it was taken in time; `None`: it does not count, or not yet.
    pub(super) fn accepted_in_time(&self, now: DateTime<Utc>) -> Option<bool> {
        in_time(self.offered_at?, self.accepted_at, self.ended_at, self.levels.accept_within(), now)
    }

    /// Whether an agent was there in time.
    pub(super) fn arrived_in_time(&self, now: DateTime<Utc>) -> Option<bool> {
        let counts = self.has_check_in.then_some(self.accepted_at).flatten()?;
        in_time(counts, self.arrived_at, self.ended_at, self.levels.arrive_within(), now)
    }

    /// Whether it was done within its term.
    pub(super) fn done_in_term(&self) -> Option<bool> {
        self.accepted_at?;
        match self.completed_on {
            Some(day) => Some(day <= self.ends_on),
            None if self.ended_at.is_some() => None,
            None => (self.today > self.ends_on).then_some(false),
        }
    }
}

/// Whether something was done within a limit from a beginning; `None`: it may still be, or was taken back before.
fn in_time(
    from: DateTime<Utc>,
    done: Option<DateTime<Utc>>,
    ended: Option<DateTime<Utc>>,
    limit: TimeDelta,
    now: DateTime<Utc>,
) -> Option<bool> {
    match done {
        Some(at) => Some(at - from <= limit),
        None if ended.is_some_and(|at| at - from <= limit) => None,
        None => (now - from > limit).then_some(false),
    }
}

/// Alerts of one group that the desk has decided alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertFacts {
    /// Their group.
    pub group: Group,
    /// How they were resolved; `None`: they are not.
    pub verdict: Option<Verdict>,
    /// How many.
    pub count: i64,
}

/// Promises to pay of one group that ended alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromisesEnded {
    /// Their group.
    pub group: Group,
    /// They were kept; else broken.
    pub kept: bool,
    /// How many.
    pub count: i64,
}

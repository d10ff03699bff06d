//! Periodic, poked, idempotent tasks over the whole store.

pub mod commands;
pub mod partitions;

use crate::store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// What a run changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reconciled {
    /// Loans whose arrears changed.
    pub loans: u64,
    /// Cases opened.
    pub cases: u64,
}

impl Reconciled {
    /// Whether anything changed.
    pub fn changed(self) -> bool {
        self.loans + self.cases > 0
    }
}

/// Whether a day boundary of some lender may lie between two times (zones differ by whole quarter hours).
pub fn day_may_have_turned(before: DateTime<Utc>, after: DateTime<Utc>) -> bool {
    let quarter = |t: DateTime<Utc>| t.timestamp().div_euclid(TimeDelta::minutes(15).num_seconds());
    quarter(before) != quarter(after)
}

/// Brings arrears and flags up to date as of `now`, engine time. `wall` stamps the event log; `id` names new cases.
pub async fn run(
    store: &Store,
    now: DateTime<Utc>,
    wall: DateTime<Utc>,
    id: impl FnMut() -> Uuid,
) -> Result<Reconciled, StoreError> {
    let done = store.age_book(now, wall, id).await?;
    Ok(Reconciled { loans: done.loans, cases: done.cases })
}

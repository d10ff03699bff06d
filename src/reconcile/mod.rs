//! Periodic, poked, idempotent tasks over the whole store.

pub mod commands;
pub mod partitions;
pub mod reviews;
pub mod risk;
pub mod sites;

use crate::recovery::{self, Doing};
use crate::store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::actor::Actor;
use std::sync::Arc;
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

/// Moves offers, orders and lots whose time has come, as of `now`, engine time. Answers how many changed.
pub async fn deadlines(
    store: &Store,
    now: DateTime<Utc>,
    wall: DateTime<Utc>,
    new_id: fn() -> Uuid,
    new_code: fn() -> String,
) -> Result<u64, StoreError> {
    let doing = Doing {
        actor: Actor::System,
        actor_name: "system:deadlines".to_owned(),
        now,
        wall,
        new_id: Arc::new(new_id),
        new_code: Arc::new(new_code),
    };
    recovery::pass(store, &doing).await
}

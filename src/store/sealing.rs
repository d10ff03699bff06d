//! Sealing: a partition to which hardly anything is added any more is rewritten in the order of (tracker, time), so that
//! a vehicle's day is a few pages next to each other instead of one page for each row.
//!
//! The copy is made a stretch of trackers at a time, in short transactions: followers of the event table read below the
//! oldest running one. Rows that are written meanwhile are noted by a trigger; the swap carries them over. It needs the
//! whole table for a moment, does not wait long for it, and is tried again. Each step is one transaction whose state is
//! stored: a kill at any moment costs the step it hit. Late rows go to the sealed partition all the same.

use super::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Postgres, Transaction};

/// Rows copied by one transaction: about two seconds.
pub const STRETCH: i32 = 250_000;
/// The longest that a step may take: one stretch of a slow disk, or the comparison of a large partition.
const STEP: &str = "15min";
/// The longest that others may be kept waiting, at the beginning and for the swap.
const LOCK: &str = "1s";

/// How far the sealing of a partition has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sealing {
    /// There is none to be sealed.
    Nothing,
    /// The partition of that name is sealed.
    Sealed(String),
    /// It is copied, and the table was too busy to put the copy in place: to be tried again.
    Busy(String),
    /// The copy did not hold what the partition holds, and was thrown away.
    Mismatch(String),
}

impl Store {
    /// Seals one partition that ended `age` before `now` (engine time), if there is one.
    pub async fn seal_one(&self, now: DateTime<Utc>, age: TimeDelta) -> Result<Sealing, StoreError> {
        let Some(name) = self.next_to_seal(now - age).await? else { return Ok(Sealing::Nothing) };
        if !self.begin_seal(&name, now).await? {
            return Ok(Sealing::Busy(name));
        }
        while self.copy_seal(&name, STRETCH).await? {}
        if !self.check_seal(&name).await? {
            self.abandon_seal(&name).await?;
            return Ok(Sealing::Mismatch(name));
        }
        match self.swap_seal(&name, now).await? {
            true => Ok(Sealing::Sealed(name)),
            false => Ok(Sealing::Busy(name)),
        }
    }

    /// The partition that is being sealed, else the oldest that ended before a time and is not sealed.
    pub async fn next_to_seal(&self, before: DateTime<Utc>) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar("select next_observation_seal($1)").bind(before).fetch_one(&self.worker).await?)
    }

    /// Begins, or takes up where it was left. False where the partition was too busy.
    pub async fn begin_seal(&self, name: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let mut tx = self.step().await?;
        let begun =
            sqlx::query("select begin_observation_seal($1, $2)").bind(name).bind(now).execute(&mut *tx).await.map(drop);
        done(tx, begun).await
    }

    /// Copies about `most` rows more; false when nothing is left.
    pub async fn copy_seal(&self, name: &str, most: i32) -> Result<bool, StoreError> {
        let mut tx = self.step().await?;
        let more: bool = sqlx::query_scalar("select copy_observation_seal($1, $2)")
            .bind(name)
            .bind(most)
            .fetch_one(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(more)
    }

    /// Whether the copy holds what the partition holds.
    pub async fn check_seal(&self, name: &str) -> Result<bool, StoreError> {
        let mut tx = self.step().await?;
        let same: bool = sqlx::query_scalar("select check_observation_seal($1)").bind(name).fetch_one(&mut *tx).await?;
        tx.commit().await?;
        Ok(same)
    }

    /// Puts the copy in the partition's place. False where the table was too busy.
    pub async fn swap_seal(&self, name: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let mut tx = self.step().await?;
        let swapped =
            sqlx::query("select swap_observation_seal($1, $2)").bind(name).bind(now).execute(&mut *tx).await.map(drop);
        done(tx, swapped).await
    }

    async fn abandon_seal(&self, name: &str) -> Result<(), StoreError> {
        let mut tx = self.step().await?;
        sqlx::query("select abandon_observation_seal($1)").bind(name).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }

    /// A transaction of our own time limits.
    async fn step(&self) -> Result<Transaction<'static, Postgres>, StoreError> {
        let mut tx = self.worker.begin().await?;
        sqlx::query("select set_config('statement_timeout', $1, true), set_config('lock_timeout', $2, true)")
            .bind(STEP)
            .bind(LOCK)
            .execute(&mut *tx)
            .await?;
        Ok(tx)
    }
}

/// False where a lock was not to be had in time (SQLSTATE 55P03).
async fn done(tx: Transaction<'static, Postgres>, result: Result<(), sqlx::Error>) -> Result<bool, StoreError> {
    match result {
        Ok(()) => {
            tx.commit().await?;
            Ok(true)
        }
        Err(error) if error.as_database_error().and_then(|e| e.code()).is_some_and(|code| code == "55P03") => {
            tx.rollback().await?;
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

//! Partitions of the observations: those of today and of the time after it are there before a row needs them, and one
//! that is old enough is sealed. One at a time; a restart goes on where it was.

use crate::engine::Clock;
use crate::store::sealing::Sealing;
use crate::store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often it is looked at (wall time).
const EVERY: Duration = Duration::from_secs(60);

/// What is asked of the partitions.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// How wide new ones are, days; `None`: by the size of the fleet.
    pub days: Option<u32>,
    /// How long after its end one is sealed; `None`: never.
    pub seal_after: Option<TimeDelta>,
}

/// Looks after them until shutdown. Goes by the engine's clock.
pub async fn keep(store: Store, clock: Clock, wanted: Wanted, shutdown: CancellationToken) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            _ = ticks.tick() => {}
        }
        let done = tokio::select! {
            () = shutdown.cancelled() => return,
            done = run(&store, clock.now(), wanted) => done,
        };
        match done {
            Ok(Sealing::Nothing) => {}
            Ok(Sealing::Sealed(name)) => tracing::info!(name, "sealed a partition"),
            Ok(Sealing::Busy(name)) => tracing::info!(name, "the observations are busy; sealing goes on later"),
            Ok(Sealing::Mismatch(name)) => {
                tracing::error!(name, "a partition and its copy differ: the copy was thrown away, nothing is lost");
            }
            Err(error) => tracing::warn!(%error, "failed to look after the partitions; trying again later"),
        }
    }
}

/// Makes what will be needed, throws old notes of changes away, and seals one partition, as of `now`, engine time.
pub async fn run(store: &Store, now: DateTime<Utc>, wanted: Wanted) -> Result<Sealing, StoreError> {
    let days = store.partition_days(wanted.days).await?;
    store.make_partitions_ahead(now, days).await?;
    store.prune_fleet_changes().await?;
    match wanted.seal_after {
        Some(age) => store.seal_one(now, age).await,
        None => Ok(Sealing::Nothing),
    }
}

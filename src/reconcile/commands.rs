//! What time does to commands and chases: expiry, answers that did not come, the end of a chase, low batteries.

use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::TrackerNo;
use uuid::Uuid;

/// Brings commands and chases to `now`, engine time. Returns the trackers whose queues changed; running twice is
/// harmless.
pub async fn run(store: &Store, now: DateTime<Utc>) -> Result<Vec<TrackerNo>, StoreError> {
    let wall = Utc::now();
    // Chases first: what they still wait to send is taken back before it would expire.
    let mut changed = store.tick_chases(now, wall, Uuid::now_v7).await?;
    changed.extend(store.tick_commands(now, wall).await?);
    changed.sort_unstable();
    changed.dedup();
    Ok(changed)
}

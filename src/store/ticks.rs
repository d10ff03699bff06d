//! Ticks of a driven clock: the receive times that they settle, and where the clock stands.

use super::clock::storable;
use super::detection::Cursor;
use super::observations::Positions;
use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::TrackerNo;
use lienwatch_domain::observation::{Observation, ObservationKind};
use std::collections::HashSet;

/// Observations changed by one statement at most.
const PAGE: usize = 5000;

/// The fact that holds the last tick.
const FACT: &str = "driven_clock";

impl Store {
    /// Writes the receive times of `changed`, and remembers the tick that decided them: the clock stands at its time
    /// now, and every row up to its numbers has the receive time it keeps.
    pub async fn settle_tick(&self, tick: Cursor, changed: &[&Observation]) -> Result<(), StoreError> {
        let mut tx = self.ingest.begin().await?;
        if changed.is_empty() {
            // Nothing but the clock: a crash of the database may set it back a moment, a crash of ours may not.
            sqlx::query("set local synchronous_commit = off").execute(&mut *tx).await?;
        } else {
            // One look-up by primary key for each row; the planner would rather read whole partitions.
            sqlx::query(
                "select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)",
            )
            .execute(&mut *tx)
            .await?;
        }
        for page in changed.chunks(PAGE) {
            for table in ["observation", "observation_outlier"] {
                let statement = format!(
                    "update {table} o set received_at = k.at
                     from unnest($1::int4[], $2::timestamptz[], $3::int4[], $4::timestamptz[]) as k (tracker, t, digest, at)
                     where o.tracker_no = k.tracker and o.device_time = k.t and o.digest = k.digest
                       and o.received_at <> k.at"
                );
                sqlx::query(sqlx::AssertSqlSafe(statement))
                    .bind(page.iter().map(|o| o.tracker.0).collect::<Vec<_>>())
                    .bind(page.iter().map(|o| storable(o.device_time)).collect::<Vec<_>>())
                    .bind(page.iter().map(|o| o.digest).collect::<Vec<_>>())
                    .bind(page.iter().map(|o| o.received_at).collect::<Vec<_>>())
                    .execute(&mut *tx)
                    .await?;
            }
        }
        sqlx::query(
            "insert into installation_fact (name, value) values ($1, jsonb_build_array(to_jsonb($2::bigint[]), $3::bigint))
             on conflict (name) do update set value = excluded.value",
        )
        .bind(FACT)
        .bind(tick.seen.stored())
        .bind(tick.now.timestamp_micros())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The last tick of a driven clock; `None` where there was none yet.
    pub async fn last_tick(&self) -> Result<Option<Cursor>, StoreError> {
        let value: Option<serde_json::Value> =
            sqlx::query_scalar("select value from installation_fact where name = $1")
                .bind(FACT)
                .fetch_optional(&self.ingest)
                .await?;
        let Some(value) = value else { return Ok(None) };
        let read = || {
            let numbers = value.get(0)?.as_array()?.iter().map(|n| n.as_i64()).collect::<Option<Vec<i64>>>()?;
            let seen = Positions::from_stored("the driven clock", numbers).ok()?;
            Some(Cursor { seen, now: DateTime::from_timestamp_micros(value.get(1)?.as_i64()?)? })
        };
        read().map(Some).ok_or_else(|| StoreError::unreadable("the driven clock", value.to_string()))
    }

    /// The trackers whose connections were open when the service ended: they logged in after `since`, and no end of their
    /// connection is stored. As many as are in the books at most.
    pub async fn connected(&self, since: DateTime<Utc>) -> Result<HashSet<TrackerNo>, StoreError> {
        let trackers: Vec<i32> = sqlx::query_scalar(
            "select tracker_no from (
               select distinct on (tracker_no) tracker_no, kind from observation
               where device_time >= $1 and kind in ($2, $3) order by tracker_no, ingest_seq desc) last
             where kind = $2",
        )
        .bind(storable(since))
        .bind(ObservationKind::Login.stored())
        .bind(ObservationKind::Disconnect.stored())
        .fetch_all(&self.ingest)
        .await?;
        Ok(trackers.into_iter().map(TrackerNo).collect())
    }
}

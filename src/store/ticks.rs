//! Ticks of a driven clock: the receive times that they settle, and where the clock stands.

use super::detection::Cursor;
use super::{Store, StoreError};
use chrono::{DateTime, Utc};

/// Rows that a tick decided were received at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// When they were received.
    pub at: DateTime<Utc>,
    /// Which rows.
    pub seqs: Vec<i64>,
    /// Earliest and latest device time among them.
    pub device_times: (DateTime<Utc>, DateTime<Utc>),
}

/// The fact that holds the last tick.
const FACT: &str = "driven_clock";

impl Store {
    /// Settles receive times, and remembers the tick that did: the clock stands at its time now, and every row up to
    /// its number has the receive time it keeps.
    pub async fn settle_tick(&self, tick: Cursor, settled: &[Settled]) -> Result<(), StoreError> {
        let mut tx = self.ingest.begin().await?;
        if settled.is_empty() {
            // Nothing but the clock: a crash of the database may set it back a moment, a crash of ours may not.
            sqlx::query("set local synchronous_commit = off").execute(&mut *tx).await?;
        }
        for group in settled {
            for table in ["observation", "observation_outlier"] {
                let statement = format!(
                    "update {table} set received_at = $1
                     where ingest_seq = any ($2) and device_time >= $3 and device_time <= $4 and received_at <> $1"
                );
                sqlx::query(sqlx::AssertSqlSafe(statement))
                    .bind(group.at)
                    .bind(&group.seqs)
                    .bind(group.device_times.0)
                    .bind(group.device_times.1)
                    .execute(&mut *tx)
                    .await?;
            }
        }
        sqlx::query(
            "insert into installation_fact (name, value) values ($1, jsonb_build_array($2::bigint, $3::bigint))
             on conflict (name) do update set value = excluded.value",
        )
        .bind(FACT)
        .bind(tick.seq)
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
            let (seq, micros) = (value.get(0)?.as_i64()?, value.get(1)?.as_i64()?);
            Some(Cursor { seq, now: DateTime::from_timestamp_micros(micros)? })
        };
        read().map(Some).ok_or_else(|| StoreError::unreadable("the driven clock", value.to_string()))
    }
}

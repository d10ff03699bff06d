//! When nobody listened: the server's own silence is no device's fault.

use super::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};

/// Nobody listened from one moment until another, wall time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Downtime {
    /// The writer was last known to be alive.
    pub from: DateTime<Utc>,
    /// Devices have had the time to connect again.
    pub until: DateTime<Utc>,
}

/// A shorter absence is no news to anybody: deadlines are minutes.
const SHORT: TimeDelta = TimeDelta::seconds(10);
/// What devices need to notice that we are back.
const RECONNECT: TimeDelta = TimeDelta::seconds(120);

impl Store {
    /// Notes at a start under the wall clock that nobody listened until `now`, if that was so.
    pub async fn note_downtime(&self, now: DateTime<Utc>) -> Result<Option<Downtime>, StoreError> {
        let row: Option<(DateTime<Utc>, DateTime<Utc>)> = sqlx::query_as(
            "insert into listener_downtime (starts_at, ends_at)
             select max(alive_at), $2 from ingest_writer having max(alive_at) < $1
             on conflict (starts_at) do update set ends_at = greatest(listener_downtime.ends_at, excluded.ends_at)
             returning starts_at, ends_at",
        )
        .bind(now - SHORT)
        .bind(now + RECONNECT)
        .fetch_optional(&self.ingest)
        .await?;
        Ok(row.map(|(from, until)| Downtime { from, until }))
    }

    /// The times that end after `t`, in order.
    pub async fn downtimes_after(&self, t: DateTime<Utc>) -> Result<Vec<Downtime>, StoreError> {
        let rows: Vec<(DateTime<Utc>, DateTime<Utc>)> =
            sqlx::query_as("select starts_at, ends_at from listener_downtime where ends_at > $1 order by starts_at")
                .bind(t)
                .fetch_all(&self.worker)
                .await?;
        Ok(rows.into_iter().map(|(from, until)| Downtime { from, until }).collect())
    }

    /// The writer is alive.
    pub async fn note_alive(&self, writer: i16, now: DateTime<Utc>) -> Result<(), StoreError> {
        sqlx::query("update ingest_writer set alive_at = greatest(alive_at, $2) where writer = $1")
            .bind(writer)
            .bind(now)
            .execute(&self.ingest)
            .await?;
        Ok(())
    }
}

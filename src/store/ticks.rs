//! Ticks of a driven clock: the receive times that they settle, and where the clock stands.

use super::clock::storable;
use super::detection::Cursor;
use super::observations::Positions;
use super::{Store, StoreError};
use chrono::DateTime;
use lienwatch_domain::observation::Observation;

/// Observations changed by one statement at most.
const PAGE: usize = 5000;

/// The fact that holds the last tick: its numbers, its time, and those of the ticks before it since a checkpoint.
const FACT: &str = "driven_clock";

impl Store {
    /// Writes the receive times of `changed`, and remembers the tick that decided them: the clock stands at its time
    /// now, and every row up to its numbers has the receive time it keeps. `before` are the ticks since a checkpoint,
    /// in order: where a replay may have to begin.
    pub async fn settle_tick(
        &self,
        tick: Cursor,
        before: &[Cursor],
        changed: &[&Observation],
    ) -> Result<(), StoreError> {
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
            "insert into installation_fact (name, value) values ($1, $2)
             on conflict (name) do update set value = excluded.value",
        )
        .bind(FACT)
        .bind(written(tick, before))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The last tick of a driven clock; `None` where there was none yet.
    pub async fn last_tick(&self) -> Result<Option<Cursor>, StoreError> {
        Ok(self.ticks().await?.pop())
    }

    /// The ticks of a driven clock, in order: all since the last checkpoint that had rows, and the last one in any case.
    pub async fn ticks(&self) -> Result<Vec<Cursor>, StoreError> {
        let value: Option<serde_json::Value> =
            sqlx::query_scalar("select value from installation_fact where name = $1")
                .bind(FACT)
                .fetch_optional(&self.ingest)
                .await?;
        let Some(value) = value else { return Ok(Vec::new()) };
        let read = || {
            let before = value.get(2).and_then(|before| before.as_array()).into_iter().flatten();
            before.chain([&value]).map(tick).collect::<Option<Vec<Cursor>>>()
        };
        read().ok_or_else(|| StoreError::unreadable("the driven clock", value.to_string()))
    }
}

fn written(tick: Cursor, before: &[Cursor]) -> serde_json::Value {
    let one = |tick: &Cursor| serde_json::json!([tick.seen.stored(), tick.now.timestamp_micros()]);
    let mut value = one(&tick);
    if let (Some(list), false) = (value.as_array_mut(), before.is_empty()) {
        list.push(before.iter().map(one).collect());
    }
    value
}

fn tick(value: &serde_json::Value) -> Option<Cursor> {
    let numbers = value.get(0)?.as_array()?.iter().map(|n| n.as_i64()).collect::<Option<Vec<i64>>>()?;
    let seen = Positions::from_stored("the driven clock", numbers).ok()?;
    Some(Cursor { seen, now: DateTime::from_timestamp_micros(value.get(1)?.as_i64()?)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_read_back_as_they_are_written_and_as_they_once_were() {
        let cursor = |n: i64| {
            let mut seen = Positions::default();
            seen.reach(n);
            Cursor { seen, now: DateTime::from_timestamp(n, 0).expect("in range") }
        };
        let value = written(cursor(3), &[cursor(1), cursor(2)]);
        assert_eq!(tick(&value), Some(cursor(3)));
        assert_eq!(tick(&value[2][1]), Some(cursor(2)));
        assert_eq!(written(cursor(7), &[]).to_string(), "[[7,7,7,7,7,7,7,7],7000000]");
    }
}

//! How rows reach their table: straight by COPY, or through a stage where some of them may be there already.

use super::copy::{COLUMNS, CopyBuffer};
use super::{Appended, Sequenced};
use crate::store::StoreError;
use crate::store::clock::storable;
use sqlx::{PgConnection, Postgres, Transaction};
use std::collections::HashSet;

/// Where observations stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    /// The hot path.
    Regular,
    /// Implausible times, or no partition.
    Outliers,
}

impl Table {
    fn name(self) -> &'static str {
        match self {
            Table::Regular => "observation",
            Table::Outliers => "observation_outlier",
        }
    }
}

/// Which rows of a batch are new, by their numbers, and which need no insertion.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// They stand in the other table: sent before.
    pub known: HashSet<i64>,
    /// They stand in the other table under this very number: an earlier attempt at this batch has stored them.
    pub own: HashSet<i64>,
}

impl Found {
    /// Nothing was found.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty() && self.own.is_empty()
    }

    /// Whether the row of that number was found.
    pub fn holds(&self, seq: i64) -> bool {
        self.known.contains(&seq) || self.own.contains(&seq)
    }
}

/// Copies rows; `Err` with SQLSTATE 23505 where one is there already.
pub(super) async fn copy_into(tx: &mut PgConnection, table: Table, rows: &[&Sequenced]) -> Result<(), sqlx::Error> {
    copy(tx, table.name(), rows).await
}

/// `table` is one of our constants.
async fn copy(tx: &mut PgConnection, table: &'static str, rows: &[&Sequenced]) -> Result<(), sqlx::Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut buffer = CopyBuffer::with_capacity(rows.len());
    rows.iter().for_each(|row| buffer.push(row));
    let statement = format!("copy {table} ({COLUMNS}) from stdin (format binary)");
    let mut sink = tx.copy_in_raw(&statement).await?;
    sink.send(buffer.finish()).await?;
    sink.finish().await.map(drop)
}

/// Returns the numbers of the rows that were new, or that an earlier attempt at this very batch has stored: when the
/// answer to its commit was lost, nobody has been told of them.
pub(super) async fn copy_through_stage(
    tx: &mut Transaction<'_, Postgres>,
    table: Table,
    rows: &[&Sequenced],
) -> Result<HashSet<i64>, StoreError> {
    if rows.is_empty() {
        return Ok(HashSet::new());
    }
    sqlx::query(
        "create temporary table if not exists observation_stage (like observation including defaults) on commit delete rows",
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query("truncate observation_stage").execute(&mut **tx).await?;
    copy(tx, "observation_stage", rows).await?;
    // In the order of the key, as all insertions are: two writers that meet wait for each other and never in a circle.
    let table = table.name();
    let insert = format!(
        "insert into {table} ({COLUMNS}) select {COLUMNS} from observation_stage
         order by tracker_no, device_time, digest on conflict do nothing"
    );
    sqlx::query(sqlx::AssertSqlSafe(insert)).execute(&mut **tx).await?;
    // Rows with their own numbers, of this attempt or of an earlier one at this very batch. Numbers are not given
    // twice, so a re-sent record is none of them. Asked afterwards: the insertion may have waited for that attempt.
    let own = format!(
        "select ingest_seq from observation_stage join {table} using (tracker_no, device_time, digest, ingest_seq)"
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(own)).fetch_all(&mut **tx).await?.into_iter().collect())
}

/// Looks for rows in the table in which they would not be put now: whether a time is plausible depends on when it is
/// received, so that a record sent again may belong elsewhere than when it was stored.
pub(super) async fn look_in(
    tx: &mut PgConnection,
    table: Table,
    rows: &[&Sequenced],
    found: &mut Found,
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    // One look-up by primary key for each row; the planner would rather read whole partitions.
    sqlx::query("select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)")
        .execute(&mut *tx)
        .await?;
    let statement = format!(
        "select k.seq, o.ingest_seq = k.seq
         from unnest($1::int4[], $2::timestamptz[], $3::int4[], $4::bigint[]) as k (tracker, t, digest, seq)
         join {} o on o.tracker_no = k.tracker and o.device_time = k.t and o.digest = k.digest",
        table.name()
    );
    let there: Vec<(i64, bool)> = sqlx::query_as(sqlx::AssertSqlSafe(statement))
        .bind(rows.iter().map(|r| r.observation.tracker.0).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| storable(r.observation.device_time)).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.observation.digest).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.seq).collect::<Vec<_>>())
        .fetch_all(tx)
        .await?;
    for (seq, own) in there {
        if own {
            found.own.insert(seq)
        } else {
            found.known.insert(seq)
        };
    }
    Ok(())
}

/// What was appended of `rows`; `fresh` are the numbers of the new ones, `None` where all are.
pub(super) fn appended(rows: Vec<Sequenced>, fresh: Option<&HashSet<i64>>, offered: usize) -> Appended {
    let fresh: Vec<Sequenced> = match fresh {
        None => rows,
        Some(fresh) => rows.into_iter().filter(|r| fresh.contains(&r.seq)).collect(),
    };
    Appended { resent: offered - fresh.len(), fresh }
}

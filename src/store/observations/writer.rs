//! One writer: numbers rows, makes partitions, and appends batches.

use super::numbers::{MOST_WRITERS, Shared, number};
use super::stage::{Found, Table, appended, copy_into, copy_through_stage, look_in};
use super::{Appended, Sequenced};
use crate::store::partitions::Partitions;
use crate::store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::ids::TrackerNo;
use lienwatch_domain::observation::Observation;
use sqlx::{PgConnection, Postgres, Transaction};
use std::collections::{HashMap, HashSet, VecDeque};

/// Recent keys of one tracker, so that most re-sent records never reach the database.
const RING: usize = 64;
/// Trackers remembered at most; beyond that the memory starts anew (the database still refuses duplicates).
const RINGS: usize = 200_000;
/// Earlier than this before receipt, a device time is an outlier.
const PAST: TimeDelta = TimeDelta::days(90);
/// Later than this after receipt, a device time is an outlier.
const FUTURE: TimeDelta = TimeDelta::minutes(10);

type RowKey = (DateTime<Utc>, i32);

/// One writer.
#[derive(Debug)]
pub struct Writer {
    store: Store,
    number: i16,
    last_seq: i64,
    shared: Shared,
    /// Numbers drawn for a batch that is not known to be stored: its repetition has the same ones. First n, and rows.
    drawn: Option<(i64, i64)>,
    /// A number that [`Writer::keep_up`] may or may not have stored.
    doubtful: Option<i64>,
    partitions: Partitions,
    recent: HashMap<TrackerNo, VecDeque<RowKey>>,
    /// Where the engine clock follows the wall, its time: each commit says that the writer was alive.
    wall: Option<fn() -> DateTime<Utc>>,
}

impl Writer {
    /// Takes up one writer's numbering where it was left. `number` is 0 to 7 (others are taken modulo 8), and
    /// partitions are made `partition_days` wide, 1 to 31.
    pub async fn open(store: Store, number: i16, partition_days: u32) -> Result<Writer, StoreError> {
        let shared = shared(&store).await?;
        Writer::among(store, number, partition_days, shared).await
    }

    /// Takes up the numberings of all writers of a process, 1 to 8 of them.
    pub async fn open_all(store: &Store, count: usize, partition_days: u32) -> Result<Vec<Writer>, StoreError> {
        let shared = shared(store).await?;
        let mut writers = Vec::new();
        for number in 0..count.clamp(1, MOST_WRITERS) {
            writers.push(Writer::among(store.clone(), number as i16, partition_days, shared.clone()).await?);
        }
        Ok(writers)
    }

    async fn among(store: Store, number: i16, partition_days: u32, shared: Shared) -> Result<Writer, StoreError> {
        let number = number.rem_euclid(MOST_WRITERS as i16);
        let last_seq: i64 = sqlx::query_scalar("select last_seq from ingest_writer where writer = $1")
            .bind(number)
            .fetch_one(&store.ingest)
            .await?;
        let partitions = Partitions::of_width(partition_days);
        let recent = HashMap::new();
        Ok(Writer { store, number, last_seq, shared, drawn: None, doubtful: None, partitions, recent, wall: None })
    }

    /// Says with each commit that the writer was alive then, by that clock.
    pub fn with_wall(self, now: fn() -> DateTime<Utc>) -> Writer {
        Writer { wall: Some(now), ..self }
    }

    /// Which writer, 0 to 7.
    pub fn number(&self) -> i16 {
        self.number
    }

    /// The last number committed.
    pub fn last_seq(&self) -> i64 {
        self.last_seq
    }

    /// Makes the batch durable. When it returns, every row of it is stored exactly once, and committed with fsync.
    ///
    /// COPY straight into the table; only when that meets a row already there (SQLSTATE 23505) does the batch go
    /// through a stage with ON CONFLICT DO NOTHING.
    ///
    /// # Errors
    ///
    /// [`StoreError::Fenced`] where another process writes as this writer. After any other error the same batch may be
    /// appended again.
    pub async fn append(&mut self, batch: Vec<Observation>) -> Result<Appended, StoreError> {
        let offered = batch.len();
        let rows = self.number_new_rows(batch);
        if rows.is_empty() {
            return Ok(Appended { fresh: Vec::new(), resent: offered });
        }
        let last_seq = rows.last().map_or(self.last_seq, |r| r.seq);
        let fresh = self.store_rows(&rows, last_seq).await?;

        self.last_seq = last_seq;
        (self.drawn, self.doubtful) = (None, None);
        for row in &rows {
            self.remember(&row.observation);
        }
        Ok(appended(rows, fresh.as_ref(), offered))
    }

    /// Moves this writer's numbering past what other writers have given out, so that a restart need not look for its
    /// rows among all of theirs. For a writer that has nothing under way. `None` where there is nothing to catch up
    /// with; else the number up to which all its rows are stored.
    pub async fn keep_up(&mut self) -> Result<Option<i64>, StoreError> {
        if number(self.shared.next() - 1, self.number) <= self.last_seq {
            return Ok(None);
        }
        self.drawn = None;
        let reached = match self.doubtful {
            Some(reached) => reached,
            None => *self.doubtful.insert(number(self.shared.draw(1), self.number)),
        };
        let mut tx = self.store.ingest.begin().await?;
        self.claim(&mut tx, reached).await?;
        tx.commit().await?;
        self.last_seq = reached;
        self.doubtful = None;
        Ok(Some(reached))
    }

    /// Returns the numbers of those that are new; `None` when all are.
    async fn store_rows(&mut self, rows: &[Sequenced], last_seq: i64) -> Result<Option<HashSet<i64>>, StoreError> {
        for _ in 0..2 {
            let times = rows.iter().filter(|r| plausible(&r.observation)).map(|r| r.observation.device_time);
            self.partitions.ensure(&self.store, times).await?;
            let (mut regular, outliers): (Vec<&Sequenced>, Vec<&Sequenced>) = rows
                .iter()
                .partition(|r| plausible(&r.observation) && self.partitions.cover(r.observation.device_time));
            regular.sort_by_key(|r| (r.observation.tracker, r.observation.device_time, r.observation.digest));
            let stored = self.transact(&regular, &outliers, last_seq).await;
            if !stored.as_ref().is_err_and(is_uncovered) {
                return stored;
            }
            // Somebody has dropped a partition since: look again.
            self.partitions.forget();
        }
        tracing::error!(rows = rows.len(), "partitions come and go: these rows are kept as outliers");
        self.transact(&[], &rows.iter().collect::<Vec<_>>(), last_seq).await
    }

    async fn transact<'r>(
        &self,
        regular: &[&'r Sequenced],
        outliers: &[&'r Sequenced],
        last_seq: i64,
    ) -> Result<Option<HashSet<i64>>, StoreError> {
        let mut tx = self.store.ingest.begin().await?;
        let found = self.look_elsewhere(&mut tx, regular, outliers).await?;
        let unknown = |rows: &[&'r Sequenced]| filter(rows, |r| !found.holds(r.seq));
        let (regular, outliers) = (unknown(regular), unknown(outliers));

        let mut fresh: Option<HashSet<i64>> = None;
        match copy_into(&mut tx, Table::Regular, &regular).await {
            Ok(()) => {}
            Err(error) if is_duplicate(&error) => {
                tx.rollback().await?;
                tx = self.store.ingest.begin().await?;
                fresh = Some(copy_through_stage(&mut tx, Table::Regular, &regular).await?);
            }
            Err(error) => return Err(error.into()),
        }
        if !found.is_empty() || !outliers.is_empty() {
            let new = copy_through_stage(&mut tx, Table::Outliers, &outliers).await?;
            let all = fresh.get_or_insert_with(|| regular.iter().map(|r| r.seq).collect());
            all.extend(new);
            all.extend(&found.own);
        }
        self.claim(&mut tx, last_seq).await?;
        // Before the commit: a record that stands among the outliers is never taken for new.
        self.shared.astray().extend(outliers.iter().map(|r| r.observation.tracker));
        tx.commit().await?;
        Ok(fresh)
    }

    /// Which rows stand already in the table in which they would not be put now.
    async fn look_elsewhere(
        &self,
        tx: &mut PgConnection,
        regular: &[&Sequenced],
        outliers: &[&Sequenced],
    ) -> Result<Found, StoreError> {
        let mut found = Found::default();
        let suspects: Vec<&Sequenced> = {
            let astray = self.shared.astray();
            if astray.is_empty() { Vec::new() } else { filter(regular, |r| astray.contains(&r.observation.tracker)) }
        };
        look_in(tx, Table::Outliers, &suspects, &mut found).await?;
        look_in(tx, Table::Regular, outliers, &mut found).await?;
        Ok(found)
    }

    /// Moves the writer's number in the transaction of its rows. Ours before, or this very batch, when it was committed
    /// and the answer was lost. Anything else is another process's, and rows of both would carry the same numbers.
    async fn claim(&self, tx: &mut Transaction<'_, Postgres>, last_seq: i64) -> Result<(), StoreError> {
        let ours = sqlx::query(
            "update ingest_writer set last_seq = $2, alive_at = greatest(alive_at, $4)
             where writer = $1 and last_seq = any ($3)",
        )
        .bind(self.number)
        .bind(last_seq)
        .bind([Some(self.last_seq), Some(last_seq), self.doubtful].into_iter().flatten().collect::<Vec<_>>())
        .bind(self.wall.map(|now| now()))
        .execute(&mut **tx)
        .await?;
        match ours.rows_affected() {
            0 => Err(StoreError::Fenced { writer: self.number, expected: self.last_seq }),
            _ => Ok(()),
        }
    }

    /// Drops what was sent before (as far as memory reaches) or twice in this batch, and numbers the rest.
    fn number_new_rows(&mut self, batch: Vec<Observation>) -> Vec<Sequenced> {
        let mut here: HashSet<(TrackerNo, RowKey)> = HashSet::with_capacity(batch.len());
        let mut new = batch;
        new.retain(|o| {
            let key = (o.device_time, o.digest);
            let known = self.recent.get(&o.tracker).is_some_and(|ring| ring.contains(&key));
            !known && here.insert((o.tracker, key))
        });
        let count = new.len() as i64;
        let first = match self.drawn {
            Some((first, rows)) if rows == count => first,
            _ => self.shared.draw(count),
        };
        self.drawn = (count > 0).then_some((first, count));
        let numbers = (first..).map(|n| number(n, self.number));
        numbers.zip(new).map(|(seq, observation)| Sequenced { seq, observation }).collect()
    }

    fn remember(&mut self, observation: &Observation) {
        if self.recent.len() >= RINGS && !self.recent.contains_key(&observation.tracker) {
            self.recent.clear();
        }
        let ring = self.recent.entry(observation.tracker).or_default();
        if ring.len() == RING {
            ring.pop_front();
        }
        ring.push_back((observation.device_time, observation.digest));
    }
}

/// What all writers of a process share: one counter, past every number that was ever given.
async fn shared(store: &Store) -> Result<Shared, StoreError> {
    let last: Option<i64> =
        sqlx::query_scalar("select max(last_seq) from ingest_writer").fetch_one(&store.ingest).await?;
    // One look-up for each tracker that has outliers.
    let astray: Vec<i32> = sqlx::query_scalar(
        "with recursive t as (
           (select tracker_no from observation_outlier order by tracker_no limit 1)
           union all
           select (select o.tracker_no from observation_outlier o where o.tracker_no > t.tracker_no order by 1 limit 1)
           from t where t.tracker_no is not null)
         select tracker_no from t where tracker_no is not null",
    )
    .fetch_all(&store.ingest)
    .await?;
    Ok(Shared::new(last.unwrap_or(0), astray.into_iter().map(TrackerNo).collect()))
}

fn filter<'a>(rows: &[&'a Sequenced], wanted: impl Fn(&Sequenced) -> bool) -> Vec<&'a Sequenced> {
    rows.iter().copied().filter(|r| wanted(r)).collect()
}

/// Whether a row belongs to the hot path: geometry is only made from times near receipt.
fn plausible(o: &Observation) -> bool {
    o.device_time >= o.received_at - PAST && o.device_time <= o.received_at + FUTURE
}

fn is_duplicate(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|e| e.code()).is_some_and(|code| code == "23505")
}

/// No partition holds the row (SQLSTATE 23514: a partitioned table's own check).
fn is_uncovered(error: &StoreError) -> bool {
    match error {
        StoreError::Database(e) => e.as_database_error().and_then(|e| e.code()).is_some_and(|code| code == "23514"),
        _ => false,
    }
}

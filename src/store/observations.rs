//! The write path: batches of observations, durable and stored once; and their reading back by the detectors.

pub(super) mod copy;

use super::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use copy::CopyBuffer;
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_domain::observation::{Flags, Observation, ObservationKind};
use lienwatch_protocols::message::Alarms;
use sqlx::{FromRow, PgConnection, Postgres, Transaction};
use std::collections::{HashMap, HashSet};

/// An observation with its place in the writer's commit order.
#[derive(Debug, Clone, PartialEq)]
pub struct Sequenced {
    /// Commit order within the writer.
    pub seq: i64,
    /// What was observed.
    pub observation: Observation,
}

/// What one append did.
#[derive(Debug, Default)]
pub struct Appended {
    /// Rows that are new, in arrival order; re-sent ones are left out.
    pub fresh: Vec<Sequenced>,
    /// Rows that were there already.
    pub resent: usize,
}

/// Recent keys of one tracker, so that most re-sent records never reach the database.
const RING: usize = 64;
/// Trackers remembered at most; beyond that the memory starts anew (the database still refuses duplicates).
const RINGS: usize = 200_000;
/// Earlier than this before receipt, a device time is an outlier.
const PAST: TimeDelta = TimeDelta::days(90);
/// Later than this after receipt, a device time is an outlier.
const FUTURE: TimeDelta = TimeDelta::minutes(10);

type RowKey = (DateTime<Utc>, i32);

/// One writer: numbers rows, makes partitions, and appends batches.
#[derive(Debug)]
pub struct Writer {
    store: Store,
    number: i16,
    last_seq: i64,
    partition_days: i64,
    partitions: HashSet<i64>,
    recent: HashMap<TrackerNo, std::collections::VecDeque<RowKey>>,
    /// Where the engine clock follows the wall, its time: each commit says that the writer was alive.
    wall: Option<fn() -> DateTime<Utc>>,
}

impl Writer {
    /// Takes up a writer's numbering where it was left.
    pub async fn open(store: Store, number: i16, partition_days: u32) -> Result<Writer, StoreError> {
        let last_seq: i64 = sqlx::query_scalar(
            "insert into ingest_writer (writer, last_seq) values ($1, 0)
             on conflict (writer) do update set last_seq = ingest_writer.last_seq returning last_seq",
        )
        .bind(number)
        .fetch_one(&store.ingest)
        .await?;
        let partition_days = i64::from(partition_days.clamp(1, 31));
        Ok(Writer {
            store,
            number,
            last_seq,
            partition_days,
            partitions: HashSet::new(),
            recent: HashMap::new(),
            wall: None,
        })
    }

    /// Says with each commit that the writer was alive then, by that clock.
    pub fn with_wall(self, now: fn() -> DateTime<Utc>) -> Writer {
        Writer { wall: Some(now), ..self }
    }

    /// The last number committed.
    pub fn last_seq(&self) -> i64 {
        self.last_seq
    }

    /// Makes the batch durable. When it returns, every row of it is stored exactly once, and committed with fsync.
    ///
    /// COPY straight into the table; only when that meets a row already there (SQLSTATE 23505) does the batch go
    /// through a stage with ON CONFLICT DO NOTHING.
    pub async fn append(&mut self, batch: Vec<Observation>) -> Result<Appended, StoreError> {
        let offered = batch.len();
        let rows = self.number_new_rows(batch);
        if rows.is_empty() {
            return Ok(Appended { fresh: Vec::new(), resent: offered });
        }
        let last_seq = rows.last().map_or(self.last_seq, |r| r.seq);
        let stored = self.store_rows(&rows, last_seq).await?;

        self.last_seq = last_seq;
        for row in &rows {
            self.remember(&row.observation);
        }
        let fresh: Vec<Sequenced> = match stored {
            None => rows,
            Some(stored) => rows.into_iter().filter(|r| stored.contains(&r.seq)).collect(),
        };
        Ok(Appended { resent: offered - fresh.len(), fresh })
    }

    /// Returns the numbers of those that are new; `None` when all are.
    async fn store_rows(&mut self, rows: &[Sequenced], last_seq: i64) -> Result<Option<HashSet<i64>>, StoreError> {
        let (mut regular, outliers): (Vec<&Sequenced>, Vec<&Sequenced>) =
            rows.iter().partition(|r| plausible(&r.observation));
        regular.sort_by_key(|r| (r.observation.tracker, r.observation.device_time, r.observation.digest));
        self.ensure_partitions(&regular).await?;
        let stored = self.transact(&regular, &outliers, last_seq).await;
        if !stored.as_ref().is_err_and(is_uncovered) {
            return stored;
        }
        // Somebody has dropped a partition since: make it anew.
        self.partitions.clear();
        self.ensure_partitions(&regular).await?;
        let stored = self.transact(&regular, &outliers, last_seq).await;
        if !stored.as_ref().is_err_and(is_uncovered) {
            return stored;
        }
        tracing::error!(rows = regular.len(), "no partition covers these rows and none can be made: kept as outliers");
        self.transact(&[], &rows.iter().collect::<Vec<_>>(), last_seq).await
    }

    async fn transact(
        &self,
        regular: &[&Sequenced],
        outliers: &[&Sequenced],
        last_seq: i64,
    ) -> Result<Option<HashSet<i64>>, StoreError> {
        let mut tx = self.store.ingest.begin().await?;
        let mut stored: Option<HashSet<i64>> = None;
        match copy_into(&mut tx, "observation", regular).await {
            Ok(()) => {}
            Err(error) if is_duplicate(&error) => {
                tx.rollback().await?;
                tx = self.store.ingest.begin().await?;
                stored = Some(copy_through_stage(&mut tx, "observation", regular).await?);
            }
            Err(error) => return Err(error.into()),
        }
        if !outliers.is_empty() {
            let fresh = copy_through_stage(&mut tx, "observation_outlier", outliers).await?;
            let all = stored.get_or_insert_with(|| regular.iter().map(|r| r.seq).collect());
            all.extend(fresh);
        }
        // Ours before, or this very batch, when it was committed and the answer was lost. Anything else is another
        // process's, and rows of both would carry the same numbers.
        let ours = sqlx::query(
            "update ingest_writer set last_seq = $2, alive_at = greatest(alive_at, $4)
             where writer = $1 and last_seq in ($3, $2)",
        )
        .bind(self.number)
        .bind(last_seq)
        .bind(self.last_seq)
        .bind(self.wall.map(|now| now()))
        .execute(&mut *tx)
        .await?;
        if ours.rows_affected() == 0 {
            tx.rollback().await?;
            return Err(StoreError::Fenced { writer: self.number, expected: self.last_seq });
        }
        tx.commit().await?;
        Ok(stored)
    }

    /// Drops what was sent before (as far as memory reaches) or twice in this batch, and numbers the rest.
    fn number_new_rows(&self, batch: Vec<Observation>) -> Vec<Sequenced> {
        let mut here: HashSet<(TrackerNo, RowKey)> = HashSet::with_capacity(batch.len());
        let mut seq = self.last_seq;
        let mut rows = Vec::with_capacity(batch.len());
        for observation in batch {
            let key = (observation.device_time, observation.digest);
            let known = self.recent.get(&observation.tracker).is_some_and(|ring| ring.contains(&key));
            if !known && here.insert((observation.tracker, key)) {
                seq += 1;
                rows.push(Sequenced { seq, observation });
            }
        }
        rows
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

    async fn ensure_partitions(&mut self, rows: &[&Sequenced]) -> Result<(), StoreError> {
        for row in rows {
            self.ensure_partition(row.observation.device_time).await?;
        }
        Ok(())
    }

    /// Makes the partition that holds `t`, and the next one, unless this writer knows they are there.
    async fn ensure_partition(&mut self, t: DateTime<Utc>) -> Result<(), StoreError> {
        let days = self.partition_days;
        let index = t.timestamp().div_euclid(86_400 * days);
        for index in [index, index + 1] {
            if self.partitions.contains(&index) {
                continue;
            }
            let start = DateTime::from_timestamp(index * 86_400 * days, 0).unwrap_or_default();
            sqlx::query("select create_observation_partition($1, $2)")
                .bind(start)
                .bind(start + TimeDelta::days(days))
                .execute(&self.store.ingest)
                .await?;
            self.partitions.insert(index);
        }
        Ok(())
    }
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

/// `table` is one of our two constants.
async fn copy_into(tx: &mut PgConnection, table: &'static str, rows: &[&Sequenced]) -> Result<(), sqlx::Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut buffer = CopyBuffer::with_capacity(rows.len());
    rows.iter().for_each(|row| buffer.push(row));
    let statement = format!("copy {table} ({}) from stdin (format binary)", copy::COLUMNS);
    let mut sink = tx.copy_in_raw(&statement).await?;
    sink.send(buffer.finish()).await?;
    sink.finish().await.map(drop)
}

/// Returns the sequence numbers of the rows that were new, or that an earlier attempt at this very batch has stored:
/// when the answer to its commit was lost, nobody has been told of them.
async fn copy_through_stage(
    tx: &mut Transaction<'_, Postgres>,
    table: &'static str,
    rows: &[&Sequenced],
) -> Result<HashSet<i64>, StoreError> {
    sqlx::query(
        "create temporary table if not exists observation_stage (like observation including defaults) on commit delete rows",
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query("truncate observation_stage").execute(&mut **tx).await?;
    copy_into(tx, "observation_stage", rows).await?;
    let columns = copy::COLUMNS;
    let insert = format!(
        "insert into {table} ({columns}) select {columns} from observation_stage order by ingest_seq on conflict do nothing"
    );
    sqlx::query(sqlx::AssertSqlSafe(insert)).execute(&mut **tx).await?;
    // Rows with their own numbers, of this attempt or of an earlier one at this very batch. Numbers are not given
    // twice, so a re-sent record is none of them. Asked afterwards: the insertion may have waited for that attempt.
    let own = format!(
        "select ingest_seq from observation_stage join {table} using (tracker_no, device_time, digest, ingest_seq)"
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(own)).fetch_all(&mut **tx).await?.into_iter().collect())
}

#[derive(FromRow)]
struct Row {
    device_time: DateTime<Utc>,
    received_at: DateTime<Utc>,
    ingest_seq: i64,
    tracker_no: i32,
    lender_no: i32,
    digest: i32,
    lat_e7: Option<i32>,
    lon_e7: Option<i32>,
    flags: i32,
    power_mv: Option<i32>,
    kind: i16,
    speed: Option<i16>,
    course: Option<i16>,
    alt: Option<i16>,
    satellites: Option<i16>,
    battery_pct: Option<i16>,
    alarms: Option<i64>,
    attributes: Option<serde_json::Value>,
}

impl TryFrom<Row> for Sequenced {
    type Error = StoreError;
    fn try_from(r: Row) -> Result<Self, StoreError> {
        let kind = ObservationKind::from_stored(r.kind)
            .ok_or_else(|| StoreError::unreadable("observation.kind", r.kind.to_string()))?;
        let point = r.lat_e7.zip(r.lon_e7).map(|(lat_e7, lon_e7)| Point { lat_e7, lon_e7 });
        let observation = Observation {
            tracker: TrackerNo(r.tracker_no),
            lender: LenderNo(r.lender_no),
            device_time: r.device_time,
            received_at: r.received_at,
            kind,
            flags: Flags(r.flags),
            point,
            speed_dkph: r.speed,
            course_deg: r.course,
            altitude_m: r.alt,
            satellites: r.satellites,
            battery_pct: r.battery_pct,
            power_mv: r.power_mv,
            alarms: Alarms::from_bits(r.alarms.unwrap_or(0) as u64),
            attributes: r.attributes,
            digest: r.digest,
        };
        Ok(Sequenced { seq: r.ingest_seq, observation })
    }
}

impl Store {
    /// Up to `limit` observations after `seq`, in commit order: what a detector reads when it resumes.
    pub async fn observations_after(&self, seq: i64, limit: i64) -> Result<Vec<Sequenced>, StoreError> {
        // Sequence numbers are dense, so the range bounds the read on every partition's BRIN index.
        let rows: Vec<Row> = sqlx::query_as(
            "select device_time, received_at, ingest_seq, tracker_no, lender_no, digest, lat_e7, lon_e7, flags, power_mv,
                    kind, speed, course, alt, satellites, battery_pct, alarms, attributes
             from (select * from observation where ingest_seq > $1 and ingest_seq <= $1 + $2
                   union all
                   select * from observation_outlier where ingest_seq > $1 and ingest_seq <= $1 + $2) as o
             order by ingest_seq limit $2",
        )
        .bind(seq)
        .bind(limit)
        .fetch_all(&self.worker)
        .await?;
        rows.into_iter().map(Sequenced::try_from).collect()
    }

    /// The last sequence number committed by any writer.
    pub async fn last_seq(&self) -> Result<i64, StoreError> {
        let last: Option<i64> =
            sqlx::query_scalar("select max(last_seq) from ingest_writer").fetch_one(&self.worker).await?;
        Ok(last.unwrap_or(0))
    }
}

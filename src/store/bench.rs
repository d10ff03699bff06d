//! Databases of a benchmark's own, and the ways of writing that ours is compared with. Nothing else uses them: they
//! stand here because SQL stands nowhere else.

use super::observations::{Sequenced, copy};
use super::{StoreError, admin};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, Executor, PgConnection, PgPool, Postgres, QueryBuilder};
use std::time::Duration;

/// Makes a database beside the one that `url` names. Answers its URL.
pub async fn create_database(url: &str, name: &'static str) -> Result<String, StoreError> {
    let mut connection = PgConnection::connect(url).await?;
    admin::create_database(&mut connection, name).await?;
    connection.close().await?;
    let (base, database) = url.rsplit_once('/').unwrap_or((url, ""));
    let parameters = database.find('?').map_or("", |at| &database[at..]);
    Ok(format!("{base}/{name}{parameters}"))
}

/// Makes the observations of a migrated database one plain table with its primary key alone: no partitions, no other
/// index. The writer sees no difference.
pub async fn make_plain(url: &str) -> Result<(), StoreError> {
    let mut connection = PgConnection::connect(url).await?;
    connection
        .execute(
            "drop table observation cascade;
             create table observation (like observation_outlier including defaults,
                                       primary key (tracker_no, device_time, digest));
             grant select, insert, update on observation to lw_ingest, lw_worker;
             create or replace function create_observation_partition(starts timestamptz, ends timestamptz) returns void
               language plpgsql as $$ begin end $$;
             drop view if exists observation_partition;
             create table observation_partition as
               select null::oid as partition, 'observation' as name, '2000-01-01'::timestamptz as starts_at,
                      '2100-01-01'::timestamptz as ends_at;
             grant select on observation_partition to lw_ingest, lw_worker;",
        )
        .await?;
    connection.close().await?;
    Ok(())
}

/// How many observations there are, outliers too; then they are taken out again.
pub async fn count_and_clear(url: &str) -> Result<i64, StoreError> {
    let mut connection = PgConnection::connect(url).await?;
    let count =
        sqlx::query_scalar("select (select count(*) from observation) + (select count(*) from observation_outlier)")
            .fetch_one(&mut connection)
            .await?;
    connection.execute("truncate observation, observation_outlier").await?;
    connection.close().await?;
    Ok(count)
}

/// Makes every commit of the cluster that `url` names wait so much longer for its disk, while it holds the log, as a
/// slower disk would (`commit_delay`, whoever else is at work). `url` is a superuser's.
pub async fn prolong_flushes(url: &str, by: Duration) -> Result<(), StoreError> {
    let mut connection = PgConnection::connect(url).await?;
    let set = format!("alter system set commit_delay = {}", by.as_micros().min(LONGEST_DELAY_US));
    connection.execute(sqlx::AssertSqlSafe(set)).await?;
    connection.execute("alter system set commit_siblings = 0").await?;
    connection.execute("select pg_reload_conf()").await?;
    connection.close().await?;
    // The server tells its sessions when it has read it itself; a session that begins then says so.
    let wanted = by.as_micros().min(LONGEST_DELAY_US).to_string();
    loop {
        let mut connection = PgConnection::connect(url).await?;
        let now: String = sqlx::query_scalar("select setting from pg_settings where name = 'commit_delay'")
            .fetch_one(&mut connection)
            .await?;
        connection.close().await?;
        if now == wanted {
            return Ok(());
        }
    }
}

/// The most that the server takes (PostgreSQL, "commit_delay").
const LONGEST_DELAY_US: u128 = 100_000;

/// What a table of observations has besides its rows.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// The primary key alone.
    Plain,
    /// Partitions and every index that the observations have.
    Full,
}

/// The peers' ways of writing, into tables of the same shapes as ours.
#[derive(Debug)]
pub struct Peers {
    pool: PgPool,
}

impl Peers {
    /// In a migrated database. Every commit waits for the disk.
    pub async fn open(url: &str, connections: u32) -> Result<Peers, StoreError> {
        let options: PgConnectOptions = url.parse::<PgConnectOptions>()?.options([("synchronous_commit", "on")]);
        let pool = PgPoolOptions::new()
            .min_connections(connections)
            .max_connections(connections)
            .connect_with(options)
            .await?;
        pool.execute(
            "create table bench_insert (like observation_outlier including defaults,
                                        primary key (tracker_no, device_time, digest));
             create table bench_insert_full (like observation including all) partition by range (device_time);
             create table bench_insert_full_part partition of bench_insert_full default;
             create unlogged table bench_limit (like observation_outlier including defaults);",
        )
        .await?;
        Ok(Peers { pool })
    }

    /// Whether the server really waits for the disk: `fsync` and `synchronous_commit`.
    pub async fn is_durable(&self) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar(
            "select current_setting('fsync')::bool and current_setting('synchronous_commit') = 'on'
                    and current_setting('full_page_writes')::bool",
        )
        .fetch_one(&self.pool)
        .await?)
    }

    /// How many rows each way has written since the last call: inserted into both shapes, and copied at the limit; then
    /// they are taken out again.
    pub async fn count_and_clear(&self) -> Result<(i64, i64), StoreError> {
        let counts = sqlx::query_as(
            "select (select count(*) from bench_insert) + (select count(*) from bench_insert_full),
                    (select count(*) from bench_limit)",
        )
        .fetch_one(&self.pool)
        .await?;
        self.pool.execute("truncate bench_insert, bench_insert_full, bench_limit").await?;
        Ok(counts)
    }

    /// Writes `rows` on one connection by statements of `each` rows, each of them a transaction. A row comes with its
    /// cell, which the peers do not compute.
    pub async fn insert(&self, shape: Shape, rows: &[(Sequenced, Option<i64>)], each: usize) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        for rows in rows.chunks(each.max(1)) {
            insert(&mut connection, shape, rows).await?;
        }
        Ok(())
    }

    /// Copies rows that [`encode`] has written: unlogged and without an index, the most that the database can do.
    pub async fn copy_limit(&self, encoded: Vec<Vec<u8>>) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        let statement = format!("copy bench_limit ({}) from stdin (format binary)", copy::COLUMNS);
        for buffer in encoded {
            let mut sink = connection.copy_in_raw(&statement).await?;
            sink.send(buffer).await?;
            sink.finish().await?;
        }
        Ok(())
    }

    /// Closes the connections.
    pub async fn close(self) {
        self.pool.close().await;
    }
}

/// Rows in the binary format of COPY, `each` to a statement.
pub fn encode(rows: &[(Sequenced, Option<i64>)], each: usize) -> Vec<Vec<u8>> {
    let encoded = rows.chunks(each.max(1)).map(|rows| {
        let mut buffer = copy::CopyBuffer::with_capacity(rows.len());
        rows.iter().for_each(|(row, _)| buffer.push(row));
        buffer.finish()
    });
    encoded.collect()
}

/// One statement for all of `rows`. Its text depends on their number alone, so that it is planned once.
async fn insert(
    connection: &mut PgConnection,
    shape: Shape,
    rows: &[(Sequenced, Option<i64>)],
) -> Result<(), StoreError> {
    let table = match shape {
        Shape::Plain => "bench_insert",
        Shape::Full => "bench_insert_full",
    };
    let mut statement = QueryBuilder::<Postgres>::new(format!("insert into {table} ({}) ", copy::COLUMNS));
    statement.push_values(rows, |mut values, (row, cell)| {
        let o = &row.observation;
        values
            .push_bind(o.device_time)
            .push_bind(o.received_at)
            .push_bind(row.seq)
            .push_bind(*cell)
            .push_bind(o.tracker.0)
            .push_bind(o.lender.0)
            .push_bind(o.digest)
            .push_bind(o.point.map(|p| p.lat_e7))
            .push_bind(o.point.map(|p| p.lon_e7))
            .push_bind(o.flags.0)
            .push_bind(o.power_mv)
            .push_bind(o.kind.stored())
            .push_bind(o.speed_dkph)
            .push_bind(o.course_deg)
            .push_bind(o.altitude_m)
            .push_bind(o.satellites)
            .push_bind(o.battery_pct)
            .push_bind((!o.alarms.is_empty()).then_some(o.alarms.bits() as i64))
            .push_bind(o.attributes.clone());
    });
    statement.build().execute(connection).await?;
    Ok(())
}

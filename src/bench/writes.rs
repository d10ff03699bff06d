//! The ways of writing, side by side: the peers', ours, and the most that the database can do. All write rows of the
//! same shape into the same cluster, and wait for the disk at each commit (but the last, which is the limit).

use super::speech;
use crate::config::{Database, Pipeline};
use crate::store::bench::{self, Peers, Shape};
use crate::store::observations::{Sequenced, Writer};
use crate::store::{Store, StoreError};
use anyhow::Context;
use chrono::{DateTime, Utc};
use futures_util::future::try_join_all;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_domain::observation::Observation;
use std::time::Instant;
use tokio::task::JoinSet;

/// Rows of one COPY.
const BATCH: usize = 5000;
/// Rows of one statement of the peers' batch mode.
const MULTI: usize = 100;
/// Trackers whose reports come mixed.
const TRACKERS: i64 = 2000;
/// Days that a partition covers: the service's default.
const PARTITION_DAYS: u32 = 7;

/// One round's figures, rows a second.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// One INSERT per transaction, on several connections.
    pub single_insert: f64,
    /// INSERTs of 100 rows, primary key alone.
    pub multi_insert_100: f64,
    /// INSERTs of 100 rows, with partitions and the index by cell.
    pub multi_insert_100_full: f64,
    /// Ours, primary key alone.
    pub store_plain: f64,
    /// Ours, with partitions and the index by cell.
    pub store: f64,
    /// COPY into an unlogged table without an index.
    pub copy_limit: f64,
}

/// The databases of the ways.
pub struct Ways {
    peers: Peers,
    connections: usize,
    plain: Ours,
    full: Ours,
    /// Reports of each tracker so far.
    said: i64,
    start: DateTime<Utc>,
}

/// A database that our writer writes into.
struct Ours {
    url: String,
    store: Store,
    /// As many as the service has, each with its share of the trackers.
    writers: Vec<Writer>,
}

impl Ours {
    async fn open(url: String) -> Result<Ours, StoreError> {
        let store = Store::connect(&Database::default(), &url).await?;
        let writers = Writer::open_all(&store, Pipeline::default().writers, PARTITION_DAYS).await?;
        Ok(Ours { url, store, writers })
    }

    /// Rows a second until all of them are durable.
    async fn append(&mut self, rows: &[Observation]) -> anyhow::Result<f64> {
        let count = self.writers.len();
        let share = |writer: usize| -> Vec<Vec<Observation>> {
            let own = |row: &&Observation| row.tracker.0.unsigned_abs() as usize % count == writer;
            let own: Vec<Observation> = rows.iter().filter(own).cloned().collect();
            own.chunks(BATCH).map(<[_]>::to_vec).collect()
        };
        let shares: Vec<_> = (0..count).map(share).collect();
        let begun = Instant::now();
        let mut tasks = JoinSet::new();
        for (mut writer, batches) in self.writers.drain(..).zip(shares) {
            tasks.spawn(async move {
                for batch in batches {
                    writer.append(batch).await?;
                }
                Ok::<_, StoreError>(writer)
            });
        }
        while let Some(ended) = tasks.join_next().await {
            self.writers.push(ended??);
        }
        // Each goes on with its own trackers.
        self.writers.sort_by_key(Writer::number);
        let rate = rows.len() as f64 / begun.elapsed().as_secs_f64();
        expect(bench::count_and_clear(&self.url).await?, rows.len())?;
        Ok(rate)
    }
}

impl Ways {
    /// Makes the databases beside the one of `url`.
    pub async fn open(url: &str, connections: u32) -> anyhow::Result<Ways> {
        let mut urls = Vec::new();
        for name in ["bench_peers", "bench_plain", "bench_full"] {
            let url = bench::create_database(url, name).await?;
            Store::migrate(&url).await?;
            urls.push(url);
        }
        bench::make_plain(&urls[1]).await?;
        let peers = Peers::open(&urls[0], connections).await?;
        anyhow::ensure!(peers.is_durable().await?, "the database does not wait for the disk");
        let (plain, full) = (Ours::open(urls[1].clone()).await?, Ours::open(urls[2].clone()).await?);
        let start = speech::start(Utc::now());
        Ok(Ways { peers, connections: connections as usize, plain, full, said: 0, start })
    }

    /// Writes `rows` by the fast ways, a sixth of them by the batch mode and a fiftieth by single INSERTs.
    pub async fn measure(&mut self, rows: usize) -> anyhow::Result<Rates> {
        let observations = self.observations(rows);
        let numbered: Vec<(Sequenced, Option<i64>)> = observations.iter().zip(1..).map(numbered).collect();
        let single = &numbered[..(rows / 50).clamp(1, rows)];
        let multi = &numbered[(rows / 50).min(rows - 1)..(rows / 6).max(rows / 50 + 1).min(rows)];
        let encoded = bench::encode(&numbered, BATCH);

        let single_insert = rate(single.len(), async {
            let share = single.len().div_ceil(self.connections);
            try_join_all(single.chunks(share).map(|rows| self.peers.insert(Shape::Plain, rows, 1))).await
        });
        let single_insert = single_insert.await?;
        let multi_insert_100 = rate(multi.len(), self.peers.insert(Shape::Plain, multi, MULTI)).await?;
        let multi_insert_100_full = rate(multi.len(), self.peers.insert(Shape::Full, multi, MULTI)).await?;
        let copy_limit = rate(rows, self.peers.copy_limit(encoded)).await?;
        let (inserted, copied) = self.peers.count_and_clear().await?;
        expect(inserted, single.len() + 2 * multi.len())?;
        expect(copied, rows)?;
        let store_plain = self.plain.append(&observations).await?;
        let store = self.full.append(&observations).await?;
        Ok(Rates { single_insert, multi_insert_100, multi_insert_100_full, store_plain, store, copy_limit })
    }

    /// Reports that were not written before, of many trackers in turn, as one second brings them.
    fn observations(&mut self, rows: usize) -> Vec<Observation> {
        let (from, now) = (self.said, Utc::now());
        self.said += (rows as i64).div_euclid(TRACKERS) + 1;
        let row = |i: i64| {
            let tracker = i32::try_from(i % TRACKERS).unwrap_or(0) + 1;
            let message = speech::position(tracker.unsigned_abs(), from + i / TRACKERS, self.start);
            Observation::of(&message, TrackerNo(tracker), LenderNo(1), now)
        };
        (0..rows as i64).map(row).collect()
    }

    /// Closes the connections.
    pub async fn close(self) {
        self.peers.close().await;
        self.plain.store.close().await;
        self.full.store.close().await;
    }
}

/// A row with its number and cell: the peers compute neither.
fn numbered((observation, seq): (&Observation, i64)) -> (Sequenced, Option<i64>) {
    let cell = observation.point.map(|p| p.cell(h3o::Resolution::Nine));
    (Sequenced { seq, observation: observation.clone() }, cell)
}

/// Rows a second.
async fn rate<T>(rows: usize, work: impl Future<Output = Result<T, StoreError>>) -> anyhow::Result<f64> {
    let begun = Instant::now();
    work.await?;
    Ok(rows as f64 / begun.elapsed().as_secs_f64())
}

/// A way that lost rows would be fast.
fn expect(found: i64, written: usize) -> anyhow::Result<()> {
    let written = i64::try_from(written).context("a number of rows")?;
    anyhow::ensure!(found == written, "{written} rows were written, {found} are there");
    Ok(())
}

//! The second half of the data path: each writer gathers batches of its shards, commits them, answers, and hands the
//! fresh rows to the detectors. What cannot be stored at all is logged whole, and its source's receipt fails (no
//! other's), so that the device is not told otherwise.

use super::pipeline::WriterInput;
use super::receipt::{Part, Refused};
use super::strangers::Strangers;
use crate::config::Pipeline;
use crate::engine::{Clock, DetectorInput, Mode};
use crate::store::observations::{Appended, Writer};
use crate::store::{Store, StoreError};
use chrono::Utc;
use lienwatch_domain::observation::Observation;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

/// How often latest positions and strangers are written.
const FLUSH_EVERY: Duration = Duration::from_secs(5);
/// First and longest pause between attempts to reach the database.
const RETRY: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(5));

/// All writers of a process.
#[derive(Debug)]
pub struct Writers {
    appends: Vec<Append>,
    tables: SideTables,
}

impl Writers {
    /// Takes up where the store says they were, and reads the latest positions.
    pub async fn open(
        store: Store,
        config: Pipeline,
        detector: mpsc::Sender<DetectorInput>,
        strangers: Strangers,
        clock: Clock,
    ) -> Result<Writers, StoreError> {
        let days = store.partition_days(config.partition_days).await?;
        let writers = Writer::open_all(&store, config.writers, days).await?;
        match clock.mode() {
            Mode::Wall => store.load_latest().await?,
            Mode::Driven => store.load_latest_decided().await?,
        }
        let tables = SideTables { store: store.clone(), strangers, clock: clock.clone() };
        let append = |writer: Writer| Append {
            tables: (writer.number() == 0).then(|| tables.clone()),
            writer: if clock.mode() == Mode::Wall { writer.with_wall(Utc::now) } else { writer },
            store: store.clone(),
            config: config.clone(),
            detector: detector.clone(),
            clock: clock.clone(),
            kept_up: Instant::now(),
            busy: false,
        };
        let appends = writers.into_iter().map(append).collect();
        Ok(Writers { appends, tables })
    }

    /// Runs until every source is gone and everything is committed. `queues` are those of the writers, in order.
    ///
    /// # Errors
    ///
    /// [`StoreError::Fenced`] when another process writes: then all stop at once, and nothing more is acknowledged.
    pub async fn run(self, queues: Vec<mpsc::Receiver<WriterInput>>) -> Result<(), StoreError> {
        let mut running: JoinSet<Result<(), StoreError>> =
            self.appends.into_iter().zip(queues).map(|(append, queue)| append.run(queue)).collect();
        while let Some(ended) = running.join_next().await {
            // Leaving drops the set, which ends the others. A writer that panicked has acknowledged nothing it lost.
            match ended {
                Ok(result) => result?,
                Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                Err(_) => {}
            }
        }
        self.tables.write().await;
        Ok(())
    }
}

/// What is written beside the observations: late is better than never, and never is survivable.
#[derive(Debug, Clone)]
struct SideTables {
    store: Store,
    strangers: Strangers,
    clock: Clock,
}

impl SideTables {
    async fn write(&self) {
        // A driven clock runs ahead of connections that are open.
        if self.clock.mode() == Mode::Wall {
            self.store.silence_latest(self.clock.now());
        }
        if let Err(error) = self.store.flush_latest().await {
            tracing::warn!(%error, "failed to write the latest positions; they stay in memory");
        }
        let strangers = self.strangers.take();
        if let Err(error) = self.store.record_strangers(&strangers).await {
            tracing::warn!(%error, "failed to write the quarantine list");
        }
    }
}

/// One writer: one task, one order.
#[derive(Debug)]
struct Append {
    store: Store,
    writer: Writer,
    config: Pipeline,
    detector: mpsc::Sender<DetectorInput>,
    clock: Clock,
    /// The first writer's.
    tables: Option<SideTables>,
    kept_up: Instant,
    /// Something was committed since.
    busy: bool,
}

/// A batch under way.
#[derive(Default)]
struct Batch {
    rows: Vec<Observation>,
    /// How many of the rows are a source's, in their order, and its receipt.
    receipts: Vec<(usize, Part)>,
    flush: Option<(bool, oneshot::Sender<()>)>,
}

/// What became of a batch's rows.
#[derive(Default)]
struct Outcome {
    appended: Appended,
    /// Which were refused, and why.
    refused: Vec<(usize, Refused)>,
}

impl Append {
    async fn run(mut self, mut queue: mpsc::Receiver<WriterInput>) -> Result<(), StoreError> {
        let mut ticks = tokio::time::interval(FLUSH_EVERY);
        loop {
            let first = tokio::select! {
                input = queue.recv() => input,
                _ = ticks.tick() => {
                    self.keep_up().await?;
                    continue;
                }
            };
            let Some(first) = first else { return Ok(()) };
            let batch = self.collect(first, &mut queue).await;
            self.commit(batch).await?;
        }
    }

    /// Gathers a batch: until it is full, has lingered, or every source has been silent for a moment.
    async fn collect(&self, first: WriterInput, queue: &mut mpsc::Receiver<WriterInput>) -> Batch {
        let mut batch = Batch::default();
        let deadline = Instant::now() + Duration::from_millis(self.config.linger_ms);
        let idle = Duration::from_millis(self.config.idle_flush_ms);
        let mut next = Some(first);
        loop {
            match next.take() {
                Some(WriterInput::Rows { rows, part }) => {
                    batch.receipts.push((rows.len(), part));
                    batch.rows.extend(rows);
                }
                Some(WriterInput::Flush { tables, done }) => {
                    batch.flush = Some((tables, done));
                    return batch;
                }
                None => return batch,
            }
            if batch.rows.len() >= self.config.batch_rows {
                return batch;
            }
            next = match queue.try_recv() {
                Ok(input) => Some(input),
                Err(_) => {
                    let wait = idle.min(deadline.saturating_duration_since(Instant::now()));
                    tokio::time::timeout(wait, queue.recv()).await.unwrap_or(None)
                }
            };
        }
    }

    async fn commit(&mut self, batch: Batch) -> Result<(), StoreError> {
        let Batch { rows, receipts, flush } = batch;
        if !rows.is_empty() {
            let Outcome { appended, refused } = self.append_or_wait(rows).await?;
            // Acknowledge first: the detectors may be busy, the devices need not wait for them.
            let mut from = 0;
            for (rows, part) in receipts {
                let own = from..from + rows;
                from = own.end;
                let answer = refused.iter().find(|(index, _)| own.contains(index)).map(|(_, why)| why.clone());
                part.answer(answer.map_or(Ok(()), Err));
            }
            if self.clock.mode() == Mode::Wall {
                self.store.take_latest(&appended.fresh);
            } // else a tick decides when they were received, and the detectors hand them on.
            self.busy = true;
            metrics::counter!("lienwatch_observations_total").increment(appended.fresh.len() as u64);
            metrics::counter!("lienwatch_observations_resent_total").increment(appended.resent as u64);
            if !appended.fresh.is_empty() {
                // A detector that is gone resumes from the store.
                let _ = self.detector.send(DetectorInput::Batch(appended.fresh)).await;
            }
        }
        if let Some((tables, done)) = flush {
            if let (true, Some(tables)) = (tables, &self.tables) {
                tables.write().await;
            }
            let _ = done.send(());
        }
        if self.kept_up.elapsed() > FLUSH_EVERY {
            self.keep_up().await?;
        }
        Ok(())
    }

    /// Appends, trying again for as long as the database is away. Rows that the database refuses for themselves are
    /// left out; the rows around them are stored.
    async fn append_or_wait(&mut self, rows: Vec<Observation>) -> Result<Outcome, StoreError> {
        match self.append(&rows).await? {
            Ok(appended) => Ok(Outcome { appended, refused: Vec::new() }),
            Err(_) => self.isolate(rows).await,
        }
    }

    /// Stores the rows one by one around those that the database refuses.
    async fn isolate(&mut self, rows: Vec<Observation>) -> Result<Outcome, StoreError> {
        let mut all = Outcome::default();
        for (index, row) in rows.into_iter().enumerate() {
            match self.append(std::slice::from_ref(&row)).await? {
                Ok(one) => {
                    all.appended.fresh.extend(one.fresh);
                    all.appended.resent += one.resent;
                }
                Err(why) => {
                    tracing::error!(%why, ?row, "failed to store this row; it was not acknowledged");
                    metrics::counter!("lienwatch_observations_unstorable_total").increment(1);
                    all.refused.push((index, why));
                }
            }
        }
        Ok(all)
    }

    /// One append, tried until the database has taken or refused it.
    async fn append(&mut self, rows: &[Observation]) -> Result<Result<Appended, Refused>, StoreError> {
        let mut pause = RETRY.0;
        loop {
            match self.writer.append(rows.to_vec()).await {
                Ok(appended) => return Ok(Ok(appended)),
                Err(error @ StoreError::Fenced { .. }) => return Err(error),
                Err(error) if is_refusal(&error) => return Ok(Err(Refused(error.to_string()))),
                Err(error) => {
                    tracing::warn!(%error, rows = rows.len(), "failed to append; trying again");
                    metrics::counter!("lienwatch_append_retries_total").increment(1);
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(RETRY.1);
                }
            }
        }
    }

    /// What is due every few seconds. Only that somebody else writes is an error.
    async fn keep_up(&mut self) -> Result<(), StoreError> {
        self.kept_up = Instant::now();
        if self.clock.mode() == Mode::Wall
            && let Err(error) = self.store.note_alive(self.writer.number(), self.clock.now()).await
        {
            tracing::warn!(%error, "failed to note that the writer is alive");
        }
        if !std::mem::take(&mut self.busy) {
            match self.writer.keep_up().await {
                // A detector that is gone resumes from the store.
                Ok(Some(reached)) => drop(self.detector.send(DetectorInput::Reached(reached)).await),
                Ok(None) => {}
                Err(error @ StoreError::Fenced { .. }) => return Err(error),
                Err(error) => tracing::warn!(%error, "failed to note how far an idle writer has come"),
            }
        }
        if let Some(tables) = &self.tables {
            tables.write().await;
        }
        Ok(())
    }
}

/// Whether the database took the statement and refused a value (classes 22 and 23), as opposed to being away.
pub(super) fn is_refusal(error: &StoreError) -> bool {
    match error {
        StoreError::Constraint(_) => true,
        StoreError::Database(e) => {
            e.as_database_error().and_then(|e| e.code()).is_some_and(|code| code.starts_with("22"))
        }
        _ => false,
    }
}

//! The data path: messages are enriched, batched, appended, acknowledged and handed to the detectors.
//!
//! Nothing is dropped: a source waits for room before it reads on, the writer tries again while the database is away,
//! and a receipt resolves only when its rows are committed. What cannot be stored at all is logged whole, and its
//! source's receipt fails (no other's), so that the device is not told otherwise.

use super::strangers::Strangers;
use crate::config::Pipeline;
use crate::engine::{Clock, DetectorInput, Mode};
use crate::store::latest::LatestPositions;
use crate::store::observations::{Appended, Writer};
use crate::store::registry::{Registered, Registry};
use crate::store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::observation::Observation;
use lienwatch_protocols::{DeviceId, Message};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot, watch};

/// Resolves with `Ok(Ok)` when the rows are durable, with `Ok(Err)` when the database refuses one of them for itself
/// and always will, and with `Err` when the writer is gone.
pub type Receipt = oneshot::Receiver<Result<(), Refused>>;

/// The database does not take a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a row cannot be stored: {0}")]
pub struct Refused(pub String);

/// The only writer of a small node.
const WRITER: i16 = 1;
/// Batches that may wait for the detectors; beyond that the writer waits, and so do the sources.
pub const DETECTOR_QUEUE: usize = 64;
/// How often latest positions and strangers are written.
const FLUSH_EVERY: Duration = Duration::from_secs(5);
/// First and longest pause between attempts to reach the database.
const RETRY: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(5));

/// What the writer takes.
#[derive(Debug)]
pub enum WriterInput {
    /// Rows of one source.
    Rows {
        /// The rows, in arrival order.
        rows: Vec<Observation>,
        /// Room taken in the queue; given back at commit.
        room: OwnedSemaphorePermit,
        /// Resolved at commit.
        receipt: oneshot::Sender<Result<(), Refused>>,
    },
    /// Commit what came before, without lingering, and write the latest positions; then answer.
    Flush {
        /// Answered then.
        done: oneshot::Sender<()>,
    },
}

/// A source's way in. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Intake {
    queue: mpsc::Sender<WriterInput>,
    room: Arc<Semaphore>,
    capacity: usize,
    registry: watch::Receiver<Arc<Registry>>,
    clock: Clock,
    strangers: Strangers,
}

impl Intake {
    /// The way in, and the writer's end of the queue.
    pub fn new(
        config: &Pipeline,
        registry: watch::Receiver<Arc<Registry>>,
        clock: Clock,
        strangers: Strangers,
    ) -> (Intake, mpsc::Receiver<WriterInput>) {
        let (queue, receiver) = mpsc::channel(config.queue);
        let room = Arc::new(Semaphore::new(config.queue));
        (Intake { queue, room, capacity: config.queue, registry, clock, strangers }, receiver)
    }

    /// Who a device is to us.
    pub fn find(&self, device: &DeviceId) -> Option<Registered> {
        self.registry.borrow().find(device)
    }

    /// Whether the registry has changed since this handle last asked.
    pub fn registry_changed(&mut self) -> bool {
        let changed = self.registry.has_changed().unwrap_or(false);
        if changed {
            self.registry.mark_unchanged();
        }
        changed
    }

    /// The engine clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where unregistered devices are noted.
    pub fn strangers(&self) -> &Strangers {
        &self.strangers
    }

    /// The row of a message: who, whose, and when it counts as received.
    pub fn enrich(&self, message: &Message, who: Registered) -> Observation {
        let stated = message.device_time.or(message.fix.and_then(|f| f.time));
        let received_at = received_at(&self.clock, stated);
        Observation::of(message, who.tracker, who.lender, received_at)
    }

    /// Hands rows to the writer, waiting for room first. `None` when the writer is gone (shutdown).
    pub async fn submit(&self, rows: Vec<Observation>) -> Option<Receipt> {
        let wanted = u32::try_from(rows.len().min(self.capacity)).unwrap_or(u32::MAX);
        let room = self.room.clone().acquire_many_owned(wanted).await.ok()?;
        let (receipt, receiver) = oneshot::channel();
        self.queue.send(WriterInput::Rows { rows, room, receipt }).await.ok()?;
        Some(receiver)
    }

    /// Waits until everything submitted before is committed.
    pub async fn flush(&self) -> bool {
        let (done, answer) = oneshot::channel();
        self.queue.send(WriterInput::Flush { done }).await.is_ok() && answer.await.is_ok()
    }
}

/// A driven clock may be moved so far at once.
const LONGEST_MOVE: TimeDelta = TimeDelta::days(400);

/// When a message counts as received. Under a driven clock it is received when it says it was sent, as far as that is
/// possible between the last tick and the next; the tick settles the rest, and says when stored records were uploaded
/// (see `engine::detector`).
fn received_at(clock: &Clock, stated: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let now = clock.now();
    match (clock.mode(), stated) {
        (Mode::Driven, Some(t)) if t > now && t - now < LONGEST_MOVE => t,
        _ => now,
    }
}

/// The writer: one task, one order.
#[derive(Debug)]
pub struct Append {
    store: Store,
    writer: Writer,
    config: Pipeline,
    detector: mpsc::Sender<DetectorInput>,
    latest: LatestPositions,
    strangers: Strangers,
    clock: Clock,
    flushed: Instant,
}

/// A batch under way.
#[derive(Default)]
struct Batch {
    rows: Vec<Observation>,
    /// How many of the rows are a source's, in their order, and its receipt.
    receipts: Vec<(usize, oneshot::Sender<Result<(), Refused>>)>,
    room: Vec<OwnedSemaphorePermit>,
    flush: Option<oneshot::Sender<()>>,
}

/// What became of a batch's rows.
#[derive(Default)]
struct Outcome {
    appended: Appended,
    /// Which were refused, and why.
    refused: Vec<(usize, Refused)>,
}

impl Append {
    /// Takes up where the store says the writer was.
    pub async fn open(
        store: Store,
        config: Pipeline,
        detector: mpsc::Sender<DetectorInput>,
        strangers: Strangers,
        clock: Clock,
    ) -> Result<Append, StoreError> {
        let writer = Writer::open(store.clone(), WRITER, config.partition_days).await?;
        let writer = if clock.mode() == Mode::Wall { writer.with_wall(Utc::now) } else { writer };
        let latest = store.load_latest().await?;
        Ok(Append { store, writer, config, detector, latest, strangers, clock, flushed: Instant::now() })
    }

    /// Runs until every source is gone and everything is committed.
    ///
    /// # Errors
    ///
    /// [`StoreError::Fenced`] when another process writes: then it stops at once, and nothing more is acknowledged.
    pub async fn run(mut self, mut queue: mpsc::Receiver<WriterInput>) -> Result<(), StoreError> {
        let mut ticks = tokio::time::interval(FLUSH_EVERY);
        loop {
            let first = tokio::select! {
                input = queue.recv() => input,
                _ = ticks.tick() => {
                    self.flush_side_tables().await;
                    continue;
                }
            };
            let Some(first) = first else { break };
            let batch = self.collect(first, &mut queue).await;
            self.commit(batch).await?;
        }
        self.flush_side_tables().await;
        Ok(())
    }

    /// Gathers a batch: until it is full, has lingered, or every source has been silent for a moment.
    async fn collect(&self, first: WriterInput, queue: &mut mpsc::Receiver<WriterInput>) -> Batch {
        let mut batch = Batch::default();
        let deadline = Instant::now() + Duration::from_millis(self.config.linger_ms);
        let idle = Duration::from_millis(self.config.idle_flush_ms);
        let mut next = Some(first);
        loop {
            match next.take() {
                Some(WriterInput::Rows { rows, room, receipt }) => {
                    batch.receipts.push((rows.len(), receipt));
                    batch.rows.extend(rows);
                    batch.room.push(room);
                }
                Some(WriterInput::Flush { done }) => {
                    batch.flush = Some(done);
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
        let Batch { rows, receipts, room, flush } = batch;
        if !rows.is_empty() {
            let Outcome { appended, refused } = self.append_or_wait(rows).await?;
            // Acknowledge first: the detectors may be busy, the devices need not wait for them.
            let mut from = 0;
            for (rows, receipt) in receipts {
                let own = from..from + rows;
                from = own.end;
                let answer = refused.iter().find(|(index, _)| own.contains(index)).map(|(_, why)| why.clone());
                // A source that has gone needs no answer.
                let _ = receipt.send(answer.map_or(Ok(()), Err));
            }
            drop(room);
            appended.fresh.iter().for_each(|row| self.latest.take(row));
            metrics::counter!("lienwatch_observations_total").increment(appended.fresh.len() as u64);
            metrics::counter!("lienwatch_observations_resent_total").increment(appended.resent as u64);
            if !appended.fresh.is_empty() {
                // A detector that is gone resumes from the store.
                let _ = self.detector.send(DetectorInput::Batch(appended.fresh)).await;
            }
        }
        if let Some(done) = flush {
            self.flush_side_tables().await;
            let _ = done.send(());
        } else if self.flushed.elapsed() > FLUSH_EVERY {
            self.flush_side_tables().await;
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

    /// Latest positions and strangers: late is better than never, and never is survivable.
    async fn flush_side_tables(&mut self) {
        self.flushed = Instant::now();
        if self.clock.mode() == Mode::Wall
            && let Err(error) = self.store.note_alive(WRITER, self.clock.now()).await
        {
            tracing::warn!(%error, "failed to note that the writer is alive");
        }
        if let Err(error) = self.store.flush_latest(&mut self.latest).await {
            tracing::warn!(%error, "failed to write the latest positions; they stay in memory");
        }
        let strangers = self.strangers.take();
        if let Err(error) = self.store.record_strangers(&strangers).await {
            tracing::warn!(%error, "failed to write the quarantine list");
        }
    }
}

/// Whether the database took the statement and refused a value (classes 22 and 23), as opposed to being away.
fn is_refusal(error: &StoreError) -> bool {
    match error {
        StoreError::Constraint(_) => true,
        StoreError::Database(e) => {
            e.as_database_error().and_then(|e| e.code()).is_some_and(|code| code.starts_with("22"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driven_clock_receives_messages_when_they_were_sent() {
        let tick = DateTime::from_timestamp(1_790_000_000, 0).expect("in range");
        let clock = Clock::driven(tick);
        for later in [tick + TimeDelta::seconds(90), tick + TimeDelta::days(100)] {
            assert_eq!(received_at(&clock, Some(later)), later);
        }
        assert_eq!(received_at(&clock, Some(tick - TimeDelta::hours(1))), tick, "never before the last tick");
        let mad = tick + TimeDelta::days(20_000);
        assert_eq!(received_at(&clock, Some(mad)), tick, "a clock in 2070 moves nothing");
        assert_eq!(received_at(&clock, None), tick);
    }
}

//! The data path: messages are enriched, put in order by shard, batched, appended, acknowledged and handed to the
//! detectors. This is its first half, up to the queues of the writers; `append` is the second.
//!
//! Nothing is dropped: a source waits for room before it reads on, the writers try again while the database is away,
//! and a receipt resolves only when its rows are committed.
//!
//! A car belongs to a shard, and each shard to one writer: all of a car's trackers are stored in one order.

use super::evidence::{Keeper, NotKept, Rows};
use super::receipt::{Part, Receipt, in_parts};
use super::strangers::Strangers;
use crate::config::Pipeline;
use crate::engine::{Clock, Mode};
use crate::store::registry::{Registered, Registry};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::observation::Observation;
use lienwatch_protocols::{DeviceId, Kind, Known, Message};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::{Semaphore, mpsc, oneshot, watch};

/// Batches that may wait for the detectors; beyond that the writers wait, and so do the sources.
pub const DETECTOR_QUEUE: usize = 64;

/// What a writer takes.
#[derive(Debug)]
pub enum WriterInput {
    /// Rows of one source.
    Rows {
        /// The rows, in arrival order.
        rows: Vec<Observation>,
        /// Answered at commit; holds the room that the rows take in the queue.
        part: Part,
    },
    /// Commit what came before, without lingering; then answer.
    Flush {
        /// And write what is written beside the observations: latest positions, strangers.
        tables: bool,
        /// Answered then.
        done: oneshot::Sender<()>,
    },
}

/// A source's way in. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Intake {
    queues: Arc<[mpsc::Sender<WriterInput>]>,
    room: Arc<Semaphore>,
    capacity: usize,
    registry: watch::Receiver<Arc<Registry>>,
    clock: Clock,
    strangers: Strangers,
    keeper: Keeper,
    /// Tells records apart that neither a driven clock nor their frames do.
    apart: Arc<AtomicU32>,
}

impl Intake {
    /// The way in, and the writers' ends of their queues. `apart`: with what number the telling apart of records begins
    /// that neither a driven clock nor their frames do; far from where an earlier process of the same tick has come.
    pub fn new(
        config: &Pipeline,
        registry: watch::Receiver<Arc<Registry>>,
        clock: Clock,
        strangers: Strangers,
        keeper: Keeper,
        apart: u32,
    ) -> (Intake, Vec<mpsc::Receiver<WriterInput>>) {
        // A queue never fills before the room is taken: each entry has a row at least.
        let (queues, receivers): (Vec<_>, _) = (0..config.writers.max(1)).map(|_| mpsc::channel(config.queue)).unzip();
        let room = Arc::new(Semaphore::new(config.queue));
        let (queues, capacity, apart) = (queues.into(), config.queue, Arc::new(AtomicU32::new(apart)));
        (Intake { queues, room, capacity, registry, clock, strangers, keeper, apart }, receivers)
    }

    /// Who a device is to us.
    pub fn find(&self, device: &DeviceId) -> Option<Registered> {
        self.registry.borrow().find(device)
    }

    /// What decides how a device's frames are read.
    pub fn known(&self, device: &DeviceId) -> Known {
        self.registry.borrow().known(device)
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
        let mut observation = Observation::of(message, who.tracker, who.lender, received_at);
        // A driven clock stands still for a tick: what has neither time nor number (a Teltonika's logins and
        // keep-alives) would be taken for the same sent again.
        if stated.is_none()
            && message.serial.is_none()
            && self.clock.mode() == Mode::Driven
            && matches!(message.kind, Kind::Heartbeat | Kind::Login)
        {
            observation.tell_apart(self.apart.fetch_add(1, Ordering::Relaxed));
        }
        observation
    }

    /// Takes a message in: its row, and the medium that it brings.
    pub fn take(&self, mut message: Message, who: Registered, into: &mut Rows) {
        let row = self.enrich(&message, who);
        into.add(row, message.media.take());
    }

    /// Puts the media of some rows on disk, each with a row of its own, before the rows are submitted.
    ///
    /// # Errors
    /// One of them is not stored: nothing of these rows may be acknowledged.
    pub async fn keep_media(&self, rows: &mut Rows) -> Result<(), NotKept> {
        if rows.media_waits() {
            // Seldom, and large: idle connections have no room for it.
            return Box::pin(self.keeper.keep(rows)).await;
        }
        Ok(())
    }

    /// Hands rows to the writers, their media kept before, waiting for room first. `None` when a writer is gone
    /// (shutdown). Where a medium cannot be kept, the receipt fails.
    pub async fn submit(&self, mut rows: Rows) -> Option<Receipt> {
        if self.keep_media(&mut rows).await.is_err() {
            // Its other end is gone at once.
            return Some(oneshot::channel().1);
        }
        let rows = rows.rows;
        let wanted = u32::try_from(rows.len().min(self.capacity)).unwrap_or(u32::MAX);
        let room = self.room.clone().acquire_many_owned(wanted).await.ok()?;
        let shares = self.share(rows);
        let (receipt, parts) = in_parts(shares.len(), room);
        for ((writer, rows), part) in shares.into_iter().zip(parts) {
            self.queues[writer].send(WriterInput::Rows { rows, part }).await.ok()?;
        }
        Some(receipt)
    }

    /// Which writer gets which rows, in their order. A source is one tracker, or a broker with many.
    fn share(&self, rows: Vec<Observation>) -> Vec<(usize, Vec<Observation>)> {
        if self.queues.len() == 1 {
            return vec![(0, rows)];
        }
        let registry = self.registry.borrow();
        let mut shares: Vec<(usize, Vec<Observation>)> = Vec::new();
        for row in rows {
            let writer = registry.shard(row.tracker).writer(self.queues.len());
            match shares.iter_mut().find(|(w, _)| *w == writer) {
                Some((_, share)) => share.push(row),
                None => shares.push((writer, vec![row])),
            }
        }
        shares
    }

    /// Waits until everything submitted before is committed, by every writer, and the latest positions are written.
    pub async fn flush(&self) -> bool {
        for (writer, tables) in (1..self.queues.len()).map(|w| (w, false)).chain([(0, true)]) {
            let (done, answer) = oneshot::channel();
            let sent = self.queues[writer].send(WriterInput::Flush { tables, done }).await.is_ok();
            if !sent || answer.await.is_err() {
                return false;
            }
        }
        true
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

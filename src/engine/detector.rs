//! The shell around `domain::detect`: feeds it what was committed, in order, and writes what it concludes.
//!
//! Under the wall clock a batch is processed as it is committed, and timers fire every second. Under a driven clock
//! batches wait for the tick: then each record gets its receive time (`domain::detect::arrivals`), and observations and
//! timers run merged in (receive time, tracker, commit order). A tick writes the receive times it decides, and that it
//! did, before it processes the rows: after a restart they run in the same order at the same times, and only later rows
//! wait.
//!
//! A transaction writes alerts together with the states that raised them; the other states and the cursor follow every
//! few seconds. After a restart the worker replays from the cursor; a vehicle skips what its state has seen, and what
//! it concludes again is an upsert on the same key. Under a driven clock the states are written all at once, with the
//! cursor: then a replay begins where all vehicles stood at one moment, and vehicles that look at their neighbours (an
//! outage) see them as they were (see [`driven`]).
//!
//! One worker takes in what all writers commit: it is far from being what limits a node. How far it has come is one
//! number for each writer, and so a vehicle whose tracker moves to another writer skips nothing and repeats nothing.

mod driven;
mod resume;

use super::{Clock, Handle, Mode, Processed};
use crate::store::Store;
use crate::store::detection::{Conclusions, Cursor};
use crate::store::downtime::Downtime;
use crate::store::observations::{Positions, Sequenced};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::{Assets, Change, Track, Watch, heeded};
use lienwatch_domain::ids::VehicleNo;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// What the detectors take.
#[derive(Debug)]
pub enum DetectorInput {
    /// Committed rows of one writer, in its commit order.
    Batch(Vec<Sequenced>),
    /// A writer has handed over every row of its up to this number.
    Reached(i64),
    /// Process everything before this; under a driven clock as of `now`.
    Tick {
        /// Engine time to reach.
        now: DateTime<Utc>,
        /// Answered then.
        done: oneshot::Sender<Processed>,
    },
    /// A new snapshot of the fleet.
    Assets(Arc<Assets>),
}

/// The only worker of a small node.
const WORKER: i16 = 1;
/// Rows that may wait for a driven clock's tick; beyond that they are processed with the receive times they have.
const MOST_PENDING: usize = 1_000_000;
/// How often every changed state and the cursor are written, at most; and how many times longer than the writing takes
/// the pause before the next is at least.
const CHECKPOINT: (Duration, u32) = (Duration::from_secs(5), 10);
/// How often timers are looked at under the wall clock.
const TIMERS: Duration = Duration::from_secs(1);
/// Pause between attempts to reach the database.
const RETRY: Duration = Duration::from_millis(500);

/// The detector worker.
#[derive(Debug)]
pub struct Detector {
    store: Store,
    clock: Clock,
    handle: Handle,
    assets: Arc<Assets>,
    watch: Watch,
    /// What restored states have already seen.
    seen: HashMap<VehicleNo, Positions>,
    /// Vehicles changed since they were last written.
    dirty: BTreeSet<VehicleNo>,
    /// Conclusions not yet written.
    changes: Vec<Change>,
    pending: Vec<Sequenced>,
    /// Times without a listener that rows still to be replayed may lie around.
    downtimes: VecDeque<Downtime>,
    /// Where the cursor may be put when all states are written.
    reached: Positions,
    /// Where it may be put besides, once nothing is pending.
    announced: Positions,
    now: DateTime<Utc>,
    /// Ticks of a driven clock since the last checkpoint, those that had rows.
    ticks: Vec<Cursor>,
    /// When the next checkpoint is due.
    checkpoint: Instant,
    processed: Processed,
}

impl Detector {
    /// Runs until the writer is gone.
    pub async fn run(mut self, mut input: mpsc::Receiver<DetectorInput>) {
        let mut timers = tokio::time::interval(TIMERS);
        timers.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                taken = input.recv() => match taken {
                    None => break,
                    Some(DetectorInput::Batch(rows)) => self.take_batch(rows).await,
                    Some(DetectorInput::Reached(seq)) => {
                        self.announced.take(seq);
                        self.catch_up();
                    }
                    Some(DetectorInput::Assets(assets)) => {
                        if self.clock.mode() == Mode::Driven {
                            // What came before was judged by the fleet as it was: no replay may judge it anew.
                            self.write(true).await;
                        }
                        self.assets = assets.clone();
                        self.watch.set_assets(assets);
                    }
                    Some(DetectorInput::Tick { now, done }) => {
                        self.tick(now).await;
                        let _ = done.send(std::mem::take(&mut self.processed));
                    }
                },
                _ = timers.tick() => {
                    if self.clock.mode() == Mode::Wall {
                        self.advance(self.clock.now());
                        self.write(false).await;
                    }
                    if Instant::now() > self.checkpoint {
                        self.write(true).await;
                    }
                }
            }
        }
        self.write(true).await;
    }

    async fn take_batch(&mut self, rows: Vec<Sequenced>) {
        match self.clock.mode() {
            Mode::Wall => {
                rows.iter().for_each(|row| self.observe(row));
                self.write(false).await;
            }
            Mode::Driven => {
                self.pending.extend(rows);
                if self.pending.len() > MOST_PENDING {
                    tracing::warn!(
                        "a million observations wait for the clock to be moved; processing them as they are"
                    );
                    let rows = std::mem::take(&mut self.pending);
                    self.settled(self.now, &rows, &[]).await;
                    let rows = self.process(rows);
                    self.store.take_latest(&rows);
                }
            }
        }
    }

    /// Where nothing waits, everything up to the announced numbers has been processed.
    fn catch_up(&mut self) {
        if self.pending.is_empty() {
            self.reached = self.reached.join(&self.announced);
        }
    }

    /// Takes the times without a listener that began before `before` (all of them) into account.
    fn deafen(&mut self, before: Option<DateTime<Utc>>) {
        while let Some(gap) = self.downtimes.front().copied().filter(|gap| before.is_none_or(|t| gap.from < t)) {
            self.downtimes.pop_front();
            tracing::info!(from = %gap.from, until = %gap.until, "nobody listened: silences are judged that much later");
            for touched in self.watch.deaf(gap.from, gap.until, &mut self.changes) {
                self.dirty.insert(touched);
            }
        }
    }

    fn observe(&mut self, row: &Sequenced) {
        let o = &row.observation;
        self.deafen(Some(o.received_at));
        let vehicle = self.watch.vehicle_of(o);
        self.reached.take(row.seq);
        self.processed.observations += 1;
        if vehicle.is_some_and(|v| self.seen.get(&v).is_some_and(|seen| seen.covers(row.seq))) {
            return;
        }
        if self.clock.mode() == Mode::Driven && !heeded(o) {
            return;
        }
        for touched in self.watch.observe(o, &mut self.changes) {
            self.dirty.insert(touched);
        }
        self.now = self.now.max(o.received_at);
    }

    fn advance(&mut self, now: DateTime<Utc>) {
        for touched in self.watch.advance(now, &mut self.changes) {
            self.dirty.insert(touched);
        }
        self.now = self.now.max(now);
    }

    /// Writes what was concluded, under the wall clock with the states that alerts came from; with `all`, every changed
    /// state and the cursor too. The database being away is waited for: conclusions are never dropped.
    async fn write(&mut self, all: bool) {
        let alerted = self.changes.iter().filter_map(|change| match change {
            Change::Alert(alert) => Some(alert.vehicle),
            _ => None,
        });
        let mut vehicles: Vec<VehicleNo> = match (all, self.clock.mode()) {
            (true, _) => self.dirty.iter().copied().collect(),
            (false, Mode::Wall) => alerted.collect(),
            (false, Mode::Driven) => Vec::new(),
        };
        vehicles.sort_unstable();
        vehicles.dedup();
        if self.changes.is_empty() && vehicles.is_empty() && !all {
            return;
        }
        // While rows are replayed, a state may have seen more than has been replayed.
        let seen = |v: &VehicleNo| self.seen.get(v).map_or(self.reached, |seen| seen.join(&self.reached));
        let states: Vec<(VehicleNo, Positions, &Track)> =
            vehicles.iter().filter_map(|v| Some((*v, seen(v), self.watch.track(*v)?))).collect();
        let conclusions = Conclusions {
            changes: &self.changes,
            checkpoints: &states,
            cursor: all.then_some(Cursor { seen: self.reached, now: self.now }),
        };
        let began = Instant::now();
        let written = loop {
            let id = || Uuid::new_v7(uuid_time(self.now));
            match self.store.conclude(WORKER, self.now, &self.assets, &conclusions, id).await {
                Ok(written) => break written,
                Err(error) => {
                    tracing::warn!(%error, "failed to write conclusions; trying again");
                    tokio::time::sleep(RETRY).await;
                }
            }
        };
        for vehicle in &vehicles {
            self.dirty.remove(vehicle);
        }
        self.changes.clear();
        if all {
            let ended = Instant::now();
            self.checkpoint = ended + CHECKPOINT.0.max((ended - began) * CHECKPOINT.1);
            self.ticks.clear();
            // Up to here the states have seen everything; some may have seen more than has been replayed.
            self.seen.retain(|_, seen| seen.join(&self.reached) != self.reached);
        }
        self.processed.alerts += written.alerts;
        self.processed.grave |= written.grave;
        self.processed.removal |= written.removal;
        if written.alerts > 0 {
            metrics::counter!("lienwatch_alerts_total").increment(written.alerts);
            self.handle.events.notify_waiters();
        }
        // A driven clock's conductor is told by the barrier.
        if written.grave && self.clock.mode() == Mode::Wall {
            self.handle.lending.notify_one();
        }
        if written.removal && self.clock.mode() == Mode::Wall {
            self.handle.traces.notify_one();
        }
    }
}

/// Ids sort by engine time; their random part comes from the system.
fn uuid_time(now: DateTime<Utc>) -> uuid::Timestamp {
    let seconds = u64::try_from((now - DateTime::UNIX_EPOCH).max(TimeDelta::zero()).num_seconds()).unwrap_or(0);
    uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.timestamp_subsec_nanos())
}

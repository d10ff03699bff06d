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
//! it concludes again is an upsert on the same key.
//!
//! One worker takes in what all writers commit: it is far from being what limits a node. How far it has come is one
//! number for each writer, and so a vehicle whose tracker moves to another writer skips nothing and repeats nothing.

use super::{Clock, Handle, Mode, Processed};
use crate::store::detection::{Conclusions, Cursor};
use crate::store::downtime::Downtime;
use crate::store::observations::{Positions, Sequenced};
use crate::store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::{Assets, Change, Parameters, Track, Watch, arrivals};
use lienwatch_domain::ids::{TrackerNo, VehicleNo};
use lienwatch_domain::observation::Observation;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
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
    /// When the next checkpoint is due.
    checkpoint: Instant,
    processed: Processed,
}

impl Detector {
    /// Restores the states and replays what was committed after the cursor.
    pub async fn resume(
        store: Store,
        handle: Handle,
        parameters: Parameters,
        assets: Arc<Assets>,
    ) -> Result<Detector, StoreError> {
        let clock = handle.clock().clone();
        let cursor = store.cursor(WORKER).await?;
        let mut watch = Watch::new(parameters, assets.clone());
        let mut seen = HashMap::new();
        let mut after = VehicleNo(i32::MIN);
        loop {
            let page = store.checkpoints(WORKER, after).await?;
            let Some(last) = page.last() else { break };
            after = last.vehicle;
            for checkpoint in page {
                seen.insert(checkpoint.vehicle, checkpoint.seen);
                watch.restore(checkpoint.vehicle, checkpoint.track);
            }
        }
        let mut detector = Detector {
            now: cursor.map_or(clock.now(), |c| c.now),
            reached: cursor.map_or(Positions::default(), |c| c.seen),
            announced: Positions::default(),
            store,
            clock,
            handle,
            assets,
            watch,
            seen,
            dirty: BTreeSet::new(),
            changes: Vec::new(),
            pending: Vec::new(),
            downtimes: VecDeque::new(),
            checkpoint: Instant::now() + CHECKPOINT.0,
            processed: Processed::default(),
        };
        detector.replay().await?;
        Ok(detector)
    }

    async fn replay(&mut self) -> Result<(), StoreError> {
        let driven = self.clock.mode() == Mode::Driven;
        let settled = if driven { self.store.last_tick().await? } else { None };
        let settled = settled.unwrap_or(Cursor { seen: self.reached, now: self.now });
        if !driven {
            self.store.note_downtime(self.clock.now()).await?;
            self.downtimes = self.store.downtimes_after(self.now).await?.into();
        }
        let mut replay = self.store.replay_after(self.reached).await?;
        let mut decided = Vec::new();
        while let Some(rows) = replay.next(&self.store).await? {
            tracing::info!(reached = replay.reached(), rows = rows.len(), "replaying observations");
            if driven {
                let (before, after): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| settled.seen.covers(row.seq));
                decided.extend(before);
                self.pending.extend(after);
            } else {
                self.take_batch(rows).await;
            }
        }
        // Nobody has written since, and what is written from now on has higher numbers, whoever writes it.
        self.announced.reach(replay.reached());
        if driven {
            self.process(decided);
            self.advance(settled.now);
        }
        self.deafen(None);
        self.catch_up();
        // So that the next start need not read any of this again.
        self.write(true).await;
        Ok(())
    }

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

    async fn tick(&mut self, now: DateTime<Utc>) {
        match self.clock.mode() {
            Mode::Wall => self.advance(self.clock.now()),
            Mode::Driven => {
                let rows = self.settle(now).await;
                let rows = self.process(rows);
                self.advance(now);
                self.write(false).await;
                // What was received is known now, and which clocks are wrong.
                self.store.take_latest(&rows);
                if let Err(error) = self.store.flush_latest().await {
                    tracing::warn!(%error, "failed to write the latest positions; they stay in memory");
                }
            }
        }
        self.write(Instant::now() > self.checkpoint).await;
    }

    /// A driven clock's receive times, by [`arrivals`]. Returns the rows that count as received.
    async fn settle(&mut self, now: DateTime<Utc>) -> Vec<Sequenced> {
        let last = self.now;
        let mut rows = std::mem::take(&mut self.pending);
        if now == last {
            // The clock was not moved, and what was received later than it stands waits until it is. From the first
            // such row on, because a restart resumes at one number.
            let received = rows.iter().position(|r| r.observation.received_at > now).unwrap_or(rows.len());
            self.pending = rows.split_off(received);
        }
        let mut by_tracker: BTreeMap<TrackerNo, Vec<usize>> = BTreeMap::new();
        for (index, row) in rows.iter().enumerate() {
            by_tracker.entry(row.observation.tracker).or_default().push(index);
        }
        let mut changed = Vec::new();
        for (tracker, indices) in by_tracker {
            let sent: Vec<&Observation> = indices.iter().map(|&i| &rows[i].observation).collect();
            let times = arrivals(&sent, last, now, &self.watch.rhythm(tracker, last));
            for (index, at) in indices.into_iter().zip(times) {
                let o = &mut rows[index].observation;
                if at != o.received_at {
                    o.received_at = at;
                    changed.push(index);
                }
            }
        }
        self.settled(now, &rows, &changed).await;
        rows
    }

    /// Writes that the receive times of `rows` are decided as of `now`; those at `changed` are not as they are stored.
    async fn settled(&self, now: DateTime<Utc>, rows: &[Sequenced], changed: &[usize]) {
        let mut seen = self.reached;
        rows.iter().for_each(|row| seen.take(row.seq));
        let changed: Vec<&Observation> = changed.iter().map(|&i| &rows[i].observation).collect();
        while let Err(error) = self.store.settle_tick(Cursor { seen, now }, &changed).await {
            tracing::warn!(%error, "failed to settle receive times; trying again");
            tokio::time::sleep(RETRY).await;
        }
    }

    fn process(&mut self, mut rows: Vec<Sequenced>) -> Vec<Sequenced> {
        rows.sort_by_key(|r| (r.observation.received_at, r.observation.tracker, r.seq));
        rows.iter().for_each(|row| self.observe(row));
        self.catch_up();
        rows
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

    /// Writes what was concluded, with the states that alerts came from; with `all`, every changed state and the
    /// cursor too. The database being away is waited for: conclusions are never dropped.
    async fn write(&mut self, all: bool) {
        let alerted = self.changes.iter().filter_map(|change| match change {
            Change::Alert(alert) => Some(alert.vehicle),
            _ => None,
        });
        let mut vehicles: Vec<VehicleNo> = if all { self.dirty.iter().copied().collect() } else { alerted.collect() };
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
            // Up to here the states have seen everything; some may have seen more than has been replayed.
            self.seen.retain(|_, seen| seen.join(&self.reached) != self.reached);
        }
        self.processed.alerts += written.alerts;
        if written.alerts > 0 {
            metrics::counter!("lienwatch_alerts_total").increment(written.alerts);
            self.handle.events.notify_waiters();
        }
        if written.critical {
            self.handle.lending.notify_one();
        }
    }
}

/// Ids sort by engine time; their random part comes from the system.
fn uuid_time(now: DateTime<Utc>) -> uuid::Timestamp {
    let seconds = u64::try_from((now - DateTime::UNIX_EPOCH).max(TimeDelta::zero()).num_seconds()).unwrap_or(0);
    uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.timestamp_subsec_nanos())
}

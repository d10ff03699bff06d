//! Carries out what the API asks of the engine: moves the driven clock, drains, and swaps the fleet snapshot.

use super::barrier::Barrier;
use super::detector::DetectorInput;
use super::search::Search;
use super::{Clock, Command, CommandError, Handle, Mode, Processed};
use crate::ingest::Intake;
use crate::ingest::capture::Captures;
use crate::reconcile;
use crate::store::registry::Registry;
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::detect::Parameters;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// A reader that has not reached the barrier by then is stuck, and the caller is told so.
const BARRIER_LIMIT: Duration = Duration::from_secs(30);
/// How often arrears and flags are looked at when nobody pokes, under the wall clock.
const RECONCILE_EVERY: Duration = Duration::from_secs(60);

/// How often commands and chases are looked at, under the wall clock.
const COMMANDS_EVERY: Duration = Duration::from_secs(1);

/// The engine's own task.
pub struct Conductor {
    /// The database.
    pub store: Store,
    /// The API's side of the engine.
    pub handle: Handle,
    /// The way to the writer.
    pub intake: Intake,
    /// The way to the detectors.
    pub detector: mpsc::Sender<DetectorInput>,
    /// Who the listeners take for registered.
    pub registry: watch::Sender<Arc<Registry>>,
    /// Which raw frames are asked for.
    pub captures: Captures,
    /// The barrier over all readers.
    pub barrier: Barrier,
    /// Thresholds of the detectors.
    pub parameters: Parameters,
    /// The wall's time, for the event log.
    pub wall: fn() -> DateTime<Utc>,
    /// Ids of what reconciling makes.
    pub new_id: fn() -> Uuid,
    /// Unguessable text for letters.
    pub new_code: fn() -> String,
}

impl Conductor {
    /// Runs until shutdown.
    pub async fn run(self, mut commands: mpsc::Receiver<Command>, shutdown: CancellationToken) {
        let clock = self.handle.clock().clone();
        let mut reconcile = tokio::time::interval(RECONCILE_EVERY);
        reconcile.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut looked = clock.now();
        let (discovery, events) = (self.parameters.discovery.clone(), Arc::clone(&self.handle.events));
        let mut search = Search::new(self.store.clone(), discovery, events, self.new_id);
        let mut due = tokio::time::interval(COMMANDS_EVERY);
        due.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        if clock.mode() == Mode::Driven {
            // The process before may have ended between a tick and what follows it.
            self.commands(clock.now()).await;
            self.reconcile(clock.now()).await;
            self.judge_anew(clock.now()).await;
        }
        loop {
            tokio::select! {
                () = shutdown.cancelled() => return,
                command = commands.recv() => match command {
                    None => return,
                    Some(Command::MoveClock { now, done }) => {
                        drop(done.send(self.move_clock(&clock, &search, now).await));
                    }
                    Some(Command::Drain { done }) => {
                        let drained = self.drain(clock.now()).await;
                        if drained.as_ref().is_ok_and(|drained| drained.grave) {
                            self.reconcile(clock.now()).await;
                        }
                        self.judge_anew(clock.now()).await;
                        drop(done.send(drained));
                    }
                    Some(Command::ReloadAssets { done }) => drop(done.send(self.reload(clock.now()).await)),
                },
                () = self.handle.lending.notified() => {
                    self.reconcile(clock.now()).await;
                    self.judge_anew(clock.now()).await;
                }
                _ = due.tick(), if clock.mode() == Mode::Wall => {
                    self.commands(clock.now()).await;
                    self.judge_anew(clock.now()).await;
                }
                _ = reconcile.tick(), if clock.mode() == Mode::Wall => {
                    self.reconcile(clock.now()).await;
                    if reconcile::sites::due(looked, clock.now()) {
                        looked = clock.now();
                        search.start(looked);
                    }
                }
                () = self.handle.traces.notified() => search.start(clock.now()),
                () = search.ended() => {}
            }
        }
    }

    async fn move_clock(&self, clock: &Clock, search: &Search, now: DateTime<Utc>) -> Result<Processed, CommandError> {
        if clock.mode() != Mode::Driven {
            return Err(CommandError::NotDriven);
        }
        let at = clock.now();
        if now < at {
            return Err(CommandError::Backwards { at, asked: now });
        }
        let processed = self.drain(now).await?;
        clock.move_to(now);
        self.commands(now).await;
        let day = reconcile::day_may_have_turned(at, now);
        if day || processed.grave {
            self.reconcile(now).await;
        }
        // Where cars end is looked at once an hour, as under the wall clock; the third removal at one place speaks at once.
        if processed.removal || reconcile::sites::due(at, now) {
            search.look(now).await;
        }
        self.judge_anew(now).await;
        Ok(processed)
    }

    /// Reads what was sent, commits it, and has it processed as of `now`.
    async fn drain(&self, now: DateTime<Utc>) -> Result<Processed, CommandError> {
        let failed = |what: &str| CommandError::Failed(what.to_owned());
        tokio::time::timeout(BARRIER_LIMIT, self.barrier.raise())
            .await
            .map_err(|_| failed("a connection could not be read to its end within 30 s"))?;
        if !self.intake.flush().await {
            return Err(failed("the writer has stopped"));
        }
        let (done, answer) = oneshot::channel();
        self.detector
            .send(DetectorInput::Tick { now, done })
            .await
            .map_err(|_| failed("the detectors have stopped"))?;
        answer.await.map_err(|_| failed("the detectors have stopped"))
    }

    async fn reload(&self, now: DateTime<Utc>) -> Result<(), CommandError> {
        let (registry, assets) = self.store.load_fleet(now).await.map_err(|e| CommandError::Failed(e.to_string()))?;
        self.registry.send_replace(Arc::new(registry));
        self.store.correct_latest(assets.clocks.values().flatten());
        self.captures.reload(&self.store).await.map_err(|e| CommandError::Failed(e.to_string()))?;
        let sent = self.detector.send(DetectorInput::Assets(Arc::new(assets))).await;
        sent.map_err(|_| CommandError::Failed("the detectors have stopped".into()))
    }

    /// Time passes for commands, chases, offers, orders, lots and snoozed alerts; the courier hears whose queues changed.
    async fn commands(&self, now: DateTime<Utc>) {
        match reconcile::commands::run(&self.store, now).await {
            Ok(changed) if changed.is_empty() => {}
            Ok(changed) => {
                changed.into_iter().for_each(|tracker| self.handle.commands_changed(tracker));
                self.handle.events.notify_waiters();
            }
            Err(error) => tracing::warn!(%error, "failed to bring commands up to date; trying again"),
        }
        let (wall, id) = ((self.wall)(), self.new_id);
        let moved = reconcile::deadlines(&self.store, now, wall, id, self.new_code).await;
        self.tell("move what is due", moved.map(|moved| moved > 0));
        let woken = self.store.wake_alerts(now, wall).await;
        self.tell("wake snoozed alerts", woken.map(|woken| woken > 0));
    }

    /// Looks back go on, and scores follow alerts, loans and days.
    async fn judge_anew(&self, now: DateTime<Utc>) {
        let looked = reconcile::reviews::run(&self.store, &self.parameters, now, (self.wall)(), self.new_id).await;
        self.tell("look back at past stays", looked.map(|done| done.busy));
        let scored = reconcile::risk::run(&self.store, now, (self.wall)()).await;
        self.tell("bring risk scores up to date", scored.map(|done| done.moved > 0));
    }

    /// Listeners hear that there is something new; what failed is tried again with the next look.
    fn tell(&self, what: &'static str, outcome: Result<bool, StoreError>) {
        match outcome {
            Ok(true) => self.handle.events.notify_waiters(),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "failed to {what}; trying again"),
        }
    }

    async fn reconcile(&self, now: DateTime<Utc>) {
        match reconcile::run(&self.store, now, (self.wall)(), self.new_id).await {
            Ok(done) if done.changed() => {
                self.handle.events.notify_waiters();
                // Detectors weigh how far a loan is behind.
                if let Err(error) = self.reload(now).await {
                    tracing::warn!(%error, "failed to reload the fleet after arrears changed");
                }
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "failed to bring arrears and flags up to date; trying again later"),
        }
    }
}

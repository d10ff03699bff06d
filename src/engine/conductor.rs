//! Carries out what the API asks of the engine: moves the driven clock, drains, and swaps the fleet snapshot.

use super::barrier::Barrier;
use super::detector::DetectorInput;
use super::{Clock, Command, CommandError, Handle, Mode, Processed};
use crate::ingest::Intake;
use crate::ingest::capture::Captures;
use crate::reconcile;
use crate::store::Store;
use crate::store::registry::Registry;
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
                    Some(Command::MoveClock { now, done }) => drop(done.send(self.move_clock(&clock, now).await)),
                    Some(Command::Drain { done }) => {
                        let drained = self.drain(clock.now()).await;
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
                        self.sites(looked).await;
                    }
                }
            }
        }
    }

    async fn move_clock(&self, clock: &Clock, now: DateTime<Utc>) -> Result<Processed, CommandError> {
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
        if day || processed.alerts > 0 {
            self.reconcile(now).await;
        }
        if processed.alerts > 0 || reconcile::sites::due(at, now) {
            self.sites(now).await;
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
        match reconcile::deadlines(&self.store, now, (self.wall)(), self.new_id, self.new_code).await {
            Ok(0) => {}
            Ok(_) => self.handle.events.notify_waiters(),
            Err(error) => tracing::warn!(%error, "failed to move what is due; trying again"),
        }
        match self.store.wake_alerts(now, (self.wall)()).await {
            Ok(0) => {}
            Ok(_) => self.handle.events.notify_waiters(),
            Err(error) => tracing::warn!(%error, "failed to wake snoozed alerts; trying again"),
        }
    }

    /// Looks back go on, and scores follow alerts, loans and days.
    async fn judge_anew(&self, now: DateTime<Utc>) {
        match reconcile::reviews::run(&self.store, &self.parameters, now, (self.wall)(), self.new_id).await {
            Ok(done) if done.busy => self.handle.events.notify_waiters(),
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "failed to look back at past stays; trying again"),
        }
        match reconcile::risk::run(&self.store, now, (self.wall)()).await {
            Ok(done) if done.moved > 0 => self.handle.events.notify_waiters(),
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "failed to bring risk scores up to date; trying again"),
        }
    }

    /// Looks for sites that nobody has told us of.
    async fn sites(&self, now: DateTime<Utc>) {
        match reconcile::sites::run(&self.store, now, &self.parameters.discovery, self.new_id).await {
            Ok(0) => {}
            Ok(_) => self.handle.events.notify_waiters(),
            Err(error) => tracing::warn!(%error, "failed to look for unknown sites; trying again later"),
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

//! The engine clock, and the one handle by which the API and the ingest side reach each other: never directly.
//!
//! The clock is the wall's, or *driven*: then it stands still until somebody moves it, and every move is a barrier
//! that first reads what has been sent. The engine clock drives receive times, detectors, arrears, deadlines and
//! partitions; the wall's drives sockets, sessions, rate limits and audit.

pub mod barrier;
mod conductor;
mod detector;
pub mod ports;
mod search;

pub use conductor::Conductor;
pub use detector::{Detector, DetectorInput};

use chrono::{DateTime, Utc};
use lienwatch_domain::ids::TrackerNo;
use ports::Ports;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::{Notify, broadcast, mpsc, oneshot};

/// How the engine clock moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// With the wall clock.
    Wall,
    /// Only by `PUT /system/clock`.
    Driven,
}

/// The engine clock. Cheap to clone; all clones are the same clock.
#[derive(Debug, Clone)]
pub struct Clock {
    mode: Mode,
    driven_us: Arc<AtomicI64>,
}

impl Clock {
    /// A clock that moves with the wall.
    pub fn wall() -> Clock {
        Clock { mode: Mode::Wall, driven_us: Arc::default() }
    }

    /// A clock that stands at `start` until it is moved.
    pub fn driven(start: DateTime<Utc>) -> Clock {
        let driven_us = Arc::new(AtomicI64::new(start.timestamp_micros()));
        Clock { mode: Mode::Driven, driven_us }
    }

    /// How it moves.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The engine's now.
    pub fn now(&self) -> DateTime<Utc> {
        match self.mode {
            Mode::Wall => Utc::now(),
            Mode::Driven => DateTime::from_timestamp_micros(self.driven_us.load(Ordering::SeqCst)).unwrap_or_default(),
        }
    }

    /// Moves a driven clock forward; it never goes back. Only the engine calls this: after the barrier, and at a start
    /// to where the clock stood.
    pub(crate) fn move_to(&self, now: DateTime<Utc>) {
        self.driven_us.fetch_max(now.timestamp_micros(), Ordering::SeqCst);
    }
}

/// Why the engine refused a command.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// The clock follows the wall.
    #[error("the engine clock follows the wall clock; start with --engine-clock=driven to move it")]
    NotDriven,
    /// Time does not run backwards.
    #[error("the engine clock stands at {at} and cannot go back to {asked}")]
    Backwards {
        /// Where it stands.
        at: DateTime<Utc>,
        /// Where it was asked to go.
        asked: DateTime<Utc>,
    },
    /// The engine is stopping, or the barrier could not be kept.
    #[error("the engine could not finish: {0}")]
    Failed(String),
}

/// What a barrier found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Processed {
    /// Observations that became durable and were processed since the last barrier.
    pub observations: u64,
    /// Alerts raised or changed since the last barrier.
    pub alerts: u64,
    /// Whether one of them is high or critical, and may flag a case.
    #[serde(skip)]
    pub grave: bool,
    /// Whether one of those says that a tracker was taken off: the trace of a car may have ended.
    #[serde(skip)]
    pub removal: bool,
}

/// What the API asks of the engine.
#[derive(Debug)]
pub enum Command {
    /// Move the driven clock (a barrier).
    MoveClock {
        /// To.
        now: DateTime<Utc>,
        /// Answered when all is processed.
        done: oneshot::Sender<Result<Processed, CommandError>>,
    },
    /// Answer when everything received has been processed.
    Drain {
        /// Answered then.
        done: oneshot::Sender<Result<Processed, CommandError>>,
    },
    /// Trackers, installations, vehicles or sites changed: read them anew; answered when in force.
    ReloadAssets {
        /// Answered then.
        done: oneshot::Sender<Result<(), CommandError>>,
    },
}

/// Notices of changed queues that may wait for the courier. One that is lost is made up for by its look at the store.
const NOTICES: usize = 1024;

/// The API's side of the engine.
#[derive(Debug, Clone)]
pub struct Handle {
    commands: mpsc::Sender<Command>,
    outbox: broadcast::Sender<TrackerNo>,
    clock: Clock,
    /// Poked when a row was added to the event table (live updates wake on it).
    pub events: Arc<Notify>,
    /// Poked when loans, payments or alerts changed in a way that may flag a case.
    pub lending: Arc<Notify>,
    /// Poked when the trace of a car may have ended: a tracker was taken off.
    pub traces: Arc<Notify>,
    /// Where trackers come in.
    pub ports: Ports,
}

impl Handle {
    /// A handle and the engine's end of it. The queue holds 64 commands; callers wait beyond that.
    pub fn new(clock: Clock) -> (Handle, mpsc::Receiver<Command>) {
        let (commands, receiver) = mpsc::channel(64);
        let (outbox, _) = broadcast::channel(NOTICES);
        let (events, lending, traces) = Default::default();
        (Handle { commands, outbox, clock, events, lending, traces, ports: Ports::default() }, receiver)
    }

    /// The engine clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Says that a tracker's queue of commands has changed.
    pub fn commands_changed(&self, tracker: TrackerNo) {
        // Without a courier nobody listens; what is queued stays in the store.
        let _ = self.outbox.send(tracker);
    }

    /// Where changes of queues are heard of.
    pub fn outbox(&self) -> broadcast::Receiver<TrackerNo> {
        self.outbox.subscribe()
    }

    /// Moves the driven clock to `now`.
    pub async fn move_clock(&self, now: DateTime<Utc>) -> Result<Processed, CommandError> {
        self.ask(|done| Command::MoveClock { now, done }).await
    }

    /// Waits until everything received has been processed.
    pub async fn drain(&self) -> Result<Processed, CommandError> {
        self.ask(|done| Command::Drain { done }).await
    }

    /// Brings changed assets into force.
    pub async fn reload_assets(&self) -> Result<(), CommandError> {
        self.ask(|done| Command::ReloadAssets { done }).await
    }

    async fn ask<T>(
        &self,
        command: impl FnOnce(oneshot::Sender<Result<T, CommandError>>) -> Command,
    ) -> Result<T, CommandError> {
        let (done, answer) = oneshot::channel();
        let stopping = || CommandError::Failed("the engine is stopping".into());
        self.commands.send(command(done)).await.map_err(|_| stopping())?;
        answer.await.map_err(|_| stopping())?
    }
}

//! Between connections and the courier: who can be reached, who has commands waiting, and what devices answered.
//!
//! A connection holds a [`Link`]: one slot for a note of the courier's, because at most one command is under way to a
//! device. What it has to say goes through one bounded queue.

use super::bell::Address;
use bytes::{Bytes, BytesMut};
use lienwatch_domain::command::MAX_ANSWER_CHARS;
use lienwatch_domain::ids::CommandId;
use lienwatch_domain::ids::TrackerNo;
use lienwatch_protocols::{Answer, Command, CommandRefused, Message, Session, Ticket, Value};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, mpsc};

/// Reports that may wait for the courier; beyond that a connection that has one waits, and is not read.
const REPORTS: usize = 1024;

/// What the courier asks of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Note {
    /// Write this, keep it, and say under which ticket.
    Prepare(CommandId, Command),
    /// Send what was prepared.
    Go(CommandId),
    /// Forget what was prepared.
    Forget(CommandId),
}

/// What a connection tells the courier.
#[derive(Debug)]
pub(super) enum Report {
    /// A command is written and waits for the word to go.
    Prepared {
        /// To whom.
        tracker: TrackerNo,
        /// On which connection.
        serial: u64,
        /// Which.
        id: CommandId,
        /// By what its answer will be known.
        ticket: Ticket,
    },
    /// The session cannot say it.
    Refused {
        /// To whom.
        tracker: TrackerNo,
        /// Which.
        id: CommandId,
        /// Why.
        why: CommandRefused,
    },
    /// The device answered.
    Answered {
        /// Who.
        tracker: TrackerNo,
        /// Which command, and whether it did it.
        answer: Answer,
        /// In its words.
        text: Option<String>,
    },
}

/// The meeting place. Cheap to clone; all clones are the same.
#[derive(Debug, Clone)]
pub struct Post(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    desk: Mutex<Desk>,
    /// Trackers waiting, so that a fleet without commands takes no lock.
    waiting: AtomicUsize,
    calls: Notify,
    reports: mpsc::Sender<Report>,
    started: Instant,
}

#[derive(Debug, Default)]
struct Desk {
    links: HashMap<TrackerNo, (u64, Arc<Slot>)>,
    waiting: HashSet<TrackerNo>,
    /// Of those waiting, who was heard since the courier last looked.
    heard: HashSet<TrackerNo>,
}

#[derive(Debug, Default)]
struct Slot {
    note: Mutex<Option<Note>>,
    filled: Notify,
    /// When the device was last heard, milliseconds since the post began.
    heard_ms: AtomicU64,
    /// Where it is no connection, but an address from which datagrams came.
    address: Option<Address>,
}

impl Post {
    /// The meeting place, and the courier's end of the reports.
    pub(super) fn new() -> (Post, mpsc::Receiver<Report>) {
        let (reports, receiver) = mpsc::channel(REPORTS);
        let shared = Shared {
            desk: Mutex::default(),
            waiting: AtomicUsize::new(0),
            calls: Notify::new(),
            reports,
            started: Instant::now(),
        };
        (Post(Arc::new(shared)), receiver)
    }

    /// The newest connection of a tracker takes its place here.
    pub(super) fn join(&self, tracker: TrackerNo, serial: u64) -> Link {
        self.seat(tracker, serial, Slot::default())
    }

    /// So does the address of its last datagram; but never in the place of a connection, which is harder to forge.
    pub(super) fn join_from(&self, tracker: TrackerNo, serial: u64, address: Address) -> Option<Link> {
        let connected = self.desk().links.get(&tracker).is_some_and(|(_, slot)| slot.address.is_none());
        (!connected).then(|| self.seat(tracker, serial, Slot { address: Some(address), ..Slot::default() }))
    }

    fn seat(&self, tracker: TrackerNo, serial: u64, slot: Slot) -> Link {
        let slot = Arc::new(slot);
        slot.heard_ms.store(self.now_ms(), Ordering::Relaxed);
        self.desk().links.insert(tracker, (serial, slot.clone()));
        self.heard(tracker);
        Link { post: self.clone(), tracker, serial, slot, prepared: None }
    }

    /// A tracker gave a sign of life that is durable.
    pub(super) fn heard(&self, tracker: TrackerNo) {
        if self.0.waiting.load(Ordering::Acquire) == 0 {
            return;
        }
        let mut desk = self.desk();
        if desk.waiting.contains(&tracker) && desk.heard.insert(tracker) {
            self.0.calls.notify_one();
        }
    }

    /// Says what a message answers, if it answers a command and one is waiting for it.
    pub(super) async fn answered(&self, tracker: TrackerNo, message: AnswerOf) {
        let awaited = self.0.waiting.load(Ordering::Acquire) > 0 && self.desk().waiting.contains(&tracker);
        if awaited {
            let report = Report::Answered { tracker, answer: message.answer, text: message.text };
            // The courier is gone only when the server stops.
            let _ = self.0.reports.send(report).await;
        }
    }

    /// Waits until somebody who has commands waiting was heard; answers who.
    pub(super) async fn callers(&self) -> Vec<TrackerNo> {
        self.0.calls.notified().await;
        std::mem::take(&mut self.desk().heard).into_iter().collect()
    }

    /// This tracker has commands waiting, or none any more.
    pub(super) fn set_waiting(&self, tracker: TrackerNo, waiting: bool) {
        let mut desk = self.desk();
        if waiting {
            desk.waiting.insert(tracker)
        } else {
            desk.waiting.remove(&tracker)
        };
        self.0.waiting.store(desk.waiting.len(), Ordering::Release);
    }

    /// Who has commands waiting.
    pub(super) fn waiting(&self) -> Vec<TrackerNo> {
        self.desk().waiting.iter().copied().collect()
    }

    /// The connection of a tracker: its number, and how long ago the device was heard on it. An address from which
    /// nothing has come for too long is none.
    pub(super) fn link(&self, tracker: TrackerNo) -> Option<(u64, Duration)> {
        let desk = self.desk();
        let (serial, slot) = desk.links.get(&tracker)?;
        let ago = Duration::from_millis(self.now_ms().saturating_sub(slot.heard_ms.load(Ordering::Relaxed)));
        let reaches = slot.address.as_ref().is_none_or(|address| ago < address.fresh);
        reaches.then_some((*serial, ago))
    }

    /// Leaves a note for a connection; `false` where it has gone.
    pub(super) fn leave(&self, tracker: TrackerNo, serial: u64, note: Note) -> bool {
        let slot = match self.desk().links.get(&tracker) {
            Some((holder, slot)) if *holder == serial => slot.clone(),
            _ => return false,
        };
        *lock(&slot.note) = Some(note);
        match &slot.address {
            None => slot.filled.notify_one(),
            Some(address) => address.bell.ring(address.peer),
        }
        true
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        lock(&self.0.desk)
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.0.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// A panic elsewhere leaves sets and slots that are as good as before.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a message says about a command.
#[derive(Debug)]
pub(super) struct AnswerOf {
    answer: Answer,
    text: Option<String>,
}

impl AnswerOf {
    /// Of a message that answers a command: the device's words are in its attribute `result`.
    pub(super) fn message(message: &Message) -> Option<AnswerOf> {
        let answer = message.answer?;
        let result = message.attributes.iter().find(|(name, _)| name == "result").map(|(_, value)| value);
        let text = result.map(|value| match value {
            Value::Text(text) => text.chars().take(MAX_ANSWER_CHARS).collect(),
            Value::Bool(flag) => flag.to_string(),
            Value::Int(whole) => whole.to_string(),
            Value::Float(decimal) => decimal.to_string(),
        });
        Some(AnswerOf { answer, text })
    }
}

/// A connection's place at the post; given up when dropped.
#[derive(Debug)]
pub(super) struct Link {
    post: Post,
    tracker: TrackerNo,
    serial: u64,
    slot: Arc<Slot>,
    prepared: Option<(CommandId, Bytes)>,
}

impl Link {
    /// The device gave a sign of life that is durable.
    pub(super) fn heard(&self) {
        self.slot.heard_ms.store(self.post.now_ms(), Ordering::Relaxed);
        self.post.heard(self.tracker);
    }

    /// Whether it is the place of that tracker still; a newer connection or address may have taken it.
    pub(super) fn is_of(&self, tracker: TrackerNo) -> bool {
        let holds = |desk: MutexGuard<'_, Desk>| desk.links.get(&tracker).is_some_and(|(held, _)| *held == self.serial);
        self.tracker == tracker && holds(self.post.desk())
    }

    /// Whose.
    pub(super) fn tracker(&self) -> TrackerNo {
        self.tracker
    }

    /// Does what a note says, if there is one; answers bytes to send.
    pub(super) async fn obey(&mut self, session: &mut dyn Session) -> Option<Bytes> {
        let note = lock(&self.slot.note).take()?;
        self.follow(note, session).await
    }

    /// Says what messages answered.
    pub(super) async fn answered(&self, answers: Vec<AnswerOf>) {
        for answer in answers {
            self.post.answered(self.tracker, answer).await;
        }
    }

    /// Waits for a note. Cancel-safe: it stays in its slot until it is taken.
    async fn note(&self) -> Note {
        loop {
            let filled = self.slot.filled.notified();
            if let Some(note) = lock(&self.slot.note).take() {
                return note;
            }
            filled.await;
        }
    }

    /// Does what a note says; answers bytes to send.
    async fn follow(&mut self, note: Note, session: &mut dyn Session) -> Option<Bytes> {
        match note {
            Note::Prepare(id, command) => {
                let mut bytes = BytesMut::new();
                let (tracker, serial) = (self.tracker, self.serial);
                let report = match session.command(&command, &mut bytes) {
                    Ok(ticket) => {
                        self.prepared = Some((id, bytes.freeze()));
                        Report::Prepared { tracker, serial, id, ticket }
                    }
                    Err(why) => Report::Refused { tracker, id, why },
                };
                let _ = self.post.0.reports.send(report).await;
                None
            }
            Note::Go(id) => self.prepared.take().filter(|(prepared, _)| *prepared == id).map(|(_, bytes)| bytes),
            Note::Forget(id) => {
                self.prepared.take_if(|(prepared, _)| *prepared == id);
                None
            }
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        let mut desk = self.post.desk();
        if desk.links.get(&self.tracker).is_some_and(|(holder, _)| *holder == self.serial) {
            desk.links.remove(&self.tracker);
        }
    }
}

/// Waits for a note on a link; for ever where there is none.
pub(super) async fn note(link: &Option<Link>) -> Note {
    match link {
        Some(link) => link.note().await,
        None => std::future::pending().await,
    }
}

/// Does what a note says; answers bytes to send.
pub(super) async fn follow(link: &mut Option<Link>, note: Note, session: &mut dyn Session) -> Option<Bytes> {
    match link {
        Some(link) => link.follow(note, session).await,
        None => None,
    }
}

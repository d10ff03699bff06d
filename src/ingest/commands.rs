//! The courier: brings each tracker its next command when the tracker can be reached, and takes the answers.
//!
//! One task. It is told of changed queues ([`Handle::outbox`]), of devices that were heard ([`Post`]) and of what
//! connections report; and because notices may be lost and servers restarted, it looks at the store every few seconds.
//! Each step is one transaction, `sent` before the bytes leave: a connection first writes the command and keeps it, the
//! store then says that it goes, and only then it goes.

use super::post::{Note, Post, Report};
use crate::engine::Handle;
use crate::store::commands::outbox::{Offer, Waiting, Work};
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::TrackerNo;
use lienwatch_protocols::{Answer, Command, CommandRefused, DeviceId, Protocol, Ticket};
use std::collections::HashMap;
use std::time::{Duration, Instant};
use tokio::sync::{broadcast, mpsc};
use tokio_util::sync::CancellationToken;

/// How often the store is looked at for what no notice told.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// A device that sleeps between its reports listens for so long after one.
const AWAKE: Duration = Duration::from_secs(60);
/// A connection that does not write a command within this is not waited for.
const PREPARES_WITHIN: Duration = Duration::from_secs(10);
/// Pause before the store is told again.
const RETRY: Duration = Duration::from_millis(500);
/// Publications that may wait for the MQTT client; more are lost, and their commands sent again in time.
const PUBLICATIONS: usize = 256;

/// A command for a device that is reached through the broker.
#[derive(Debug)]
pub(super) struct Publication {
    /// Whose topic.
    pub device: DeviceId,
    /// By what its answer will be known.
    pub ticket: u32,
    /// What.
    pub command: Command,
}

/// The task.
pub struct Courier {
    store: Store,
    handle: Handle,
    post: Post,
    reports: mpsc::Receiver<Report>,
    notices: broadcast::Receiver<TrackerNo>,
    broker: Option<mpsc::Sender<Publication>>,
    /// Which connection was asked to write a command and has not said that it did.
    asked: HashMap<TrackerNo, (u64, Instant)>,
}

/// The broker side's end of the publications.
pub struct Publications(pub(super) mpsc::Receiver<Publication>);

impl Courier {
    /// The courier, the connections' side of it, and the broker's (where `mqtt`).
    pub fn new(store: Store, handle: Handle, mqtt: bool) -> (Courier, Post, Option<Publications>) {
        let (post, reports) = Post::new();
        let (broker, publications) = mpsc::channel(PUBLICATIONS);
        let notices = handle.outbox();
        let courier = Courier {
            store,
            handle,
            post: post.clone(),
            reports,
            notices,
            broker: mqtt.then_some(broker),
            asked: HashMap::new(),
        };
        (courier, post, mqtt.then_some(Publications(publications)))
    }

    /// Runs until shutdown; then takes the answers that are already there.
    pub async fn run(mut self, shutdown: CancellationToken) {
        let mut looks = tokio::time::interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                () = shutdown.cancelled() => break,
                report = self.reports.recv() => match report {
                    Some(report) => self.take(report, &shutdown).await,
                    None => break,
                },
                notice = self.notices.recv() => match notice {
                    Ok(tracker) => {
                        self.post.set_waiting(tracker, true);
                        self.serve(tracker, false).await;
                    }
                    Err(broadcast::error::RecvError::Lagged(_)) => self.look().await,
                    Err(broadcast::error::RecvError::Closed) => break,
                },
                heard = self.post.callers() => {
                    for tracker in heard {
                        self.serve(tracker, true).await;
                    }
                }
                _ = looks.tick() => self.look().await,
            }
        }
        while let Ok(report) = self.reports.try_recv() {
            self.take(report, &shutdown).await;
        }
    }

    /// Who has commands waiting, by the store's word; serves those that can be reached.
    async fn look(&mut self) {
        let mut waiting: HashMap<TrackerNo, Waiting> = HashMap::new();
        let mut after = TrackerNo(i32::MIN);
        loop {
            match self.store.trackers_with_commands(after).await {
                Ok(page) => {
                    let Some(last) = page.last() else { break };
                    after = last.tracker;
                    waiting.extend(page.into_iter().map(|w| (w.tracker, w)));
                }
                Err(error) => {
                    tracing::warn!(%error, "failed to look for commands; trying again");
                    return;
                }
            }
        }
        for over in self.post.waiting() {
            if !waiting.contains_key(&over) {
                self.post.set_waiting(over, false);
            }
        }
        self.asked.retain(|_, (_, since)| since.elapsed() < PREPARES_WITHIN);
        for (tracker, state) in waiting {
            self.post.set_waiting(tracker, true);
            let reached = self.post.link(tracker).is_some() || (state.by_broker && self.broker.is_some());
            if state.queued && reached {
                self.serve(tracker, false).await;
            }
        }
    }

    /// Brings a tracker its next command, if it can be reached. `heard`: it gave a sign of life just now.
    async fn serve(&mut self, tracker: TrackerNo, heard: bool) {
        let link = self.post.link(tracker);
        let serial = link.map(|(serial, _)| serial);
        let busy = |asked: &(u64, Instant)| serial == Some(asked.0) && asked.1.elapsed() < PREPARES_WITHIN;
        if self.asked.get(&tracker).is_some_and(busy) || (link.is_none() && self.broker.is_none()) {
            return;
        }
        let (now, wall) = self.times();
        match self.store.next_command(tracker, now, wall).await {
            Ok(Work::Done) => self.post.set_waiting(tracker, false),
            Ok(Work::Later) => {}
            Ok(Work::Ready(offer)) => {
                let listens = heard || listens(offer.urgent, offer.device.sleeps, link.map(|(_, ago)| ago));
                match link {
                    Some((serial, _)) if listens => {
                        self.asked.insert(tracker, (serial, Instant::now()));
                        // Where the connection has gone meanwhile, a newer one is not kept waiting by this.
                        self.post.leave(tracker, serial, Note::Prepare(offer.id, offer.command));
                    }
                    None if listens && offer.device.protocol == Protocol::Json.name() => self.publish(offer).await,
                    _ => {}
                }
            }
            // Somebody changed it at this moment, or the database is away: the next look tells.
            Err(error) => tracing::warn!(%error, "failed to look at a tracker's commands; trying again"),
        }
        self.handle.events.notify_waiters();
    }

    /// Sends a command through the broker, which keeps it for a device with a persistent session.
    async fn publish(&mut self, offer: Offer) {
        let (Some(broker), Ok(device)) = (self.broker.clone(), DeviceId::new(&offer.device.device_id)) else { return };
        let Ok(room) = broker.try_reserve() else { return };
        // The last bytes of a UUIDv7 are random: no two commands that wait at the same time share them.
        let ticket = offer.id.0.as_u128() as u32;
        let (now, wall) = self.times();
        match self.store.send_command(offer.id, Ticket(Some(ticket)), now, wall).await {
            Ok(true) => room.send(Publication { device, ticket, command: offer.command }),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "failed to send a command; trying again"),
        }
    }

    async fn take(&mut self, report: Report, shutdown: &CancellationToken) {
        match report {
            Report::Prepared { tracker, serial, id, ticket } => {
                if self.asked.get(&tracker).is_some_and(|(asked, _)| *asked == serial) {
                    self.asked.remove(&tracker);
                }
                if self.post.link(tracker).map(|(newest, _)| newest) != Some(serial) {
                    return; // the connection has gone; a newer one was asked when it came, or will be
                }
                let (now, wall) = self.times();
                let go = match self.store.send_command(id, ticket, now, wall).await {
                    Ok(go) => go,
                    Err(error) => {
                        tracing::warn!(%error, "failed to send a command; trying again");
                        false
                    }
                };
                self.post.leave(tracker, serial, if go { Note::Go(id) } else { Note::Forget(id) });
            }
            Report::Refused { tracker, id, why } => {
                self.asked.remove(&tracker);
                if why == CommandRefused::NotIdentified {
                    // It has said its name and not proved it yet; when it has, it is heard, and asked again.
                    return;
                }
                let (now, wall) = self.times();
                if let Err(error) = self.store.refuse_command(id, why.to_string(), now, wall).await {
                    tracing::warn!(%error, "failed to note that a command cannot be sent; trying again");
                    return;
                }
                self.serve(tracker, false).await;
            }
            Report::Answered { tracker, answer, text } => {
                if self.note_answer(tracker, answer, text.as_deref(), shutdown).await {
                    // The device listens: the next one goes at once.
                    self.serve(tracker, true).await;
                }
            }
        }
        self.handle.events.notify_waiters();
    }

    /// An answer comes once: it is told to the store until the store has it. Returns whether it answered a command.
    async fn note_answer(
        &self,
        tracker: TrackerNo,
        answer: Answer,
        text: Option<&str>,
        shutdown: &CancellationToken,
    ) -> bool {
        loop {
            let (now, wall) = self.times();
            let error: StoreError = match self.store.answer_command(tracker, answer, text, now, wall).await {
                Ok(answered) => return answered,
                Err(error) => error,
            };
            tracing::warn!(%error, "failed to note a device's answer; trying again");
            tokio::select! {
                () = tokio::time::sleep(RETRY) => {}
                () = shutdown.cancelled() => return false,
            }
        }
    }

    fn times(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        (self.handle.clock().now(), Utc::now())
    }
}

/// Whether a device listens: one that sleeps between its reports does for a while after one, and an urgent command is
/// tried in any case. `silent`: since when it was not heard on its connection, if it has one.
fn listens(urgent: bool, sleeps: bool, silent: Option<Duration>) -> bool {
    urgent || !sleeps || silent.is_some_and(|silent| silent < AWAKE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleeping_device_listens_for_a_minute_after_a_report() {
        let silent = |s| Some(Duration::from_secs(s));
        assert!(listens(false, true, silent(0)) && listens(false, true, silent(59)));
        assert!(!listens(false, true, silent(60)) && !listens(false, true, silent(3600)));
        assert!(!listens(false, true, None), "without a connection it is not heard");
        // Who never sleeps is always told, and an engine cut is tried.
        for silent in [None, silent(59), silent(60)] {
            assert!(listens(false, false, silent) && listens(true, true, silent));
        }
    }
}

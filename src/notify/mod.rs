//! The notification outbox's tasks: the router makes deliveries of events, the senders bring them out.
//!
//! * [`Notifier`]: both, step by step or running. `sender`: one delivery. `http`, `email`: the ways.
//! * `target`: which addresses may be called. `signature`: Standard Webhooks.
//!
//! At least once: a delivery keeps its id over all attempts, and a receiver tells a repetition by it. Several processes
//! may run over one store; claims are leases there.

mod email;
mod http;
mod sender;
mod signature;
mod target;

pub use signature::{SignatureError, sign};
pub use target::is_public;

use crate::config;
use crate::store::notify::routing::{Routed, Routing};
use crate::store::notify::sending::{Claim, Claimed};
use crate::store::seal::Seal;
use crate::store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::notify::Jitter;
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use sender::Sender;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::{Id, JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The store is looked at so often, for what no notice told.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Old deliveries are looked for so often.
const PRUNE_EVERY: Duration = Duration::from_secs(3600);
/// Messages under way at once by one way (the mail server, one endpoint): a slow one does not take all senders.
const PER_VIA: i64 = 4;
/// Pause before a report is tried again.
const REPORT_AGAIN: Duration = Duration::from_millis(500);
/// Tries of a report; then the lease runs out, and the message goes again.
const REPORTS: u32 = 5;

/// Why the notifier could not be made.
#[derive(Debug, thiserror::Error)]
pub enum NotifyError {
    /// TLS, as a rule.
    #[error("failed to prepare webhooks: {0}")]
    Http(#[source] reqwest::Error),
    /// The mail server's settings.
    #[error("failed to prepare e-mail: {0}")]
    Mail(String),
}

/// What a notifier is made of.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// Key ring: endpoints are sealed.
    pub seal: Seal,
    /// Limits, and the mail server.
    pub config: config::Notify,
    /// The mail user's password.
    pub smtp_password: Option<String>,
    /// How people reach the API, for links.
    pub public_url: Option<String>,
    /// Wall time.
    pub wall: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// New ids.
    pub new_id: fn() -> Uuid,
    /// For the spread of retries.
    pub random: StdRng,
}

/// The router and the senders. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Notifier(Arc<Inner>);

struct Inner {
    store: Store,
    config: config::Notify,
    public_url: Option<String>,
    wall: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    new_id: fn() -> Uuid,
    random: Mutex<StdRng>,
    sender: Sender,
    /// The router has made deliveries.
    made: Notify,
}

impl Notifier {
    /// Prepares the ways out.
    ///
    /// # Errors
    /// [`NotifyError`]: the HTTP clients, or the mail server's settings.
    pub fn new(parts: Parts) -> Result<Notifier, NotifyError> {
        let Parts { store, seal, config, smtp_password, public_url, wall, new_id, random } = parts;
        let sender = Sender::new(store.clone(), seal, &config, smtp_password)?;
        let (random, made) = (Mutex::new(random), Notify::new());
        Ok(Notifier(Arc::new(Inner { store, config, public_url, wall, new_id, random, sender, made })))
    }

    /// Prepares the ways out by the wall clock, and runs until shutdown.
    ///
    /// # Errors
    /// As [`Notifier::new`].
    pub fn start(
        (store, seal): (Store, Seal),
        config: &config::Config,
        smtp_password: Option<String>,
        pokes: Arc<Notify>,
        shutdown: CancellationToken,
    ) -> Result<JoinHandle<()>, NotifyError> {
        let notifier = Notifier::new(Parts {
            store,
            seal,
            config: config.notify.clone(),
            smtp_password,
            public_url: config.http.public_url.clone(),
            wall: Arc::new(Utc::now),
            new_id: Uuid::now_v7,
            random: StdRng::from_os_rng(),
        })?;
        Ok(tokio::spawn(notifier.run(pokes, shutdown)))
    }

    /// Routes everything that has happened. Answers how many deliveries that made.
    pub async fn route(&self) -> Result<usize, StoreError> {
        let mut made = 0;
        loop {
            let mut id = self.0.new_id;
            let routed: Routed = self.0.store.route_notifications(self.routing(&mut id)).await?;
            made += routed.deliveries;
            if !routed.full() {
                break;
            }
        }
        if made > 0 {
            self.0.made.notify_one();
        }
        Ok(made)
    }

    /// Tells who is next, where it is time.
    pub async fn escalate(&self) -> Result<(), StoreError> {
        loop {
            let mut id = self.0.new_id;
            if self.0.store.escalate_notifications(self.routing(&mut id)).await? == 0 {
                return Ok(());
            }
            self.0.made.notify_one();
        }
    }

    fn routing<'a>(&'a self, id: &'a mut (dyn FnMut() -> Uuid + Send)) -> Routing<'a> {
        Routing { now: (self.0.wall)(), public_url: self.0.public_url.as_deref(), id }
    }

    /// Brings out everything that is due, until nothing is. Answers how many attempts were made.
    pub async fn send_due(&self) -> Result<usize, StoreError> {
        let mut under_way = UnderWay::default();
        let mut attempts = 0;
        loop {
            attempts += self.take(&mut under_way).await?;
            if !under_way.ended().await {
                return Ok(attempts);
            }
        }
    }

    /// Claims what there is room for, and begins to send it.
    async fn take(&self, under_way: &mut UnderWay) -> Result<usize, StoreError> {
        let room = self.0.config.senders.saturating_sub(under_way.tasks.len());
        if room == 0 {
            return Ok(0);
        }
        let busy = under_way.busy();
        let wanted = Claim {
            most: room as i64,
            most_per_via: PER_VIA,
            except: &busy,
            lease: TimeDelta::seconds(self.0.config.lease_s.into()),
            now: (self.0.wall)(),
            schedule: &self.0.config.retry_s,
        };
        let claimed = self.0.store.claim_notifications(&wanted).await?;
        let begun = claimed.len();
        for one in claimed {
            let notifier = self.clone();
            let via = one.delivery.via.to_string();
            let task = under_way.tasks.spawn(async move { notifier.deliver(one).await });
            under_way.vias.insert(task.id(), via);
        }
        Ok(begun)
    }

    /// One attempt, and its report.
    async fn deliver(&self, claimed: Claimed) {
        let report = match self.0.sender.send(&claimed, (self.0.wall)()).await {
            Ok(report) => report,
            Err(error) => {
                tracing::warn!(%error, delivery = %claimed.delivery.id, "failed to look up where a message goes");
                return;
            }
        };
        let jitter = Jitter::of(self.0.random.lock().unwrap_or_else(PoisonError::into_inner).next_u32());
        let (store, schedule) = (&self.0.store, &self.0.config.retry_s);
        for _ in 0..REPORTS {
            match store.report_notification(&claimed, &report, (self.0.wall)(), schedule, jitter).await {
                Ok(state) => {
                    let state = state.map_or("superseded", |s| s.name());
                    let channel = claimed.delivery.via.channel().name();
                    metrics::counter!("lienwatch_notification_attempts_total", "channel" => channel, "state" => state)
                        .increment(1);
                    return;
                }
                Err(error) => tracing::warn!(%error, "failed to note how a message went; trying again"),
            }
            tokio::time::sleep(REPORT_AGAIN).await;
        }
    }

    /// Routes and sends until shutdown; then what is under way is finished. `pokes`: something was written into the
    /// event table, perhaps.
    pub async fn run(self, pokes: Arc<Notify>, shutdown: CancellationToken) {
        tokio::join!(self.run_router(&pokes, &shutdown), self.run_senders(&pokes, &shutdown));
    }

    async fn run_router(&self, pokes: &Notify, shutdown: &CancellationToken) {
        let mut prune = tokio::time::interval(PRUNE_EVERY);
        loop {
            let woken = pokes.notified();
            tokio::pin!(woken);
            // From here on a poke is not lost, even while we read.
            woken.as_mut().enable();
            // A database that is away does not hold up the end; what was begun there is rolled back.
            let routed = tokio::select! {
                biased;
                () = shutdown.cancelled() => return,
                routed = async {
                    self.route().await?;
                    self.escalate().await
                } => routed,
            };
            if let Err(error) = routed {
                tracing::warn!(%error, "failed to route events; trying again");
            }
            tokio::select! {
                biased;
                () = shutdown.cancelled() => return,
                _ = prune.tick() => self.prune().await,
                () = woken => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    async fn run_senders(&self, pokes: &Notify, shutdown: &CancellationToken) {
        let mut under_way = UnderWay::default();
        loop {
            let woken = pokes.notified();
            tokio::pin!(woken);
            woken.as_mut().enable();
            // A claim that is dropped on the way runs out by itself.
            let taken = tokio::select! {
                biased;
                () = shutdown.cancelled() => break,
                taken = self.take(&mut under_way) => taken,
            };
            if let Err(error) = taken {
                tracing::warn!(%error, "failed to look for messages to send; trying again");
            }
            tokio::select! {
                biased;
                () = shutdown.cancelled() => break,
                true = under_way.ended() => {}
                () = self.0.made.notified() => {}
                () = woken => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
        while under_way.ended().await {}
    }

    async fn prune(&self) {
        let before = (self.0.wall)() - TimeDelta::days(self.0.config.keep_days.into());
        match self.0.store.prune_notifications(before).await {
            Ok(0) => {}
            Ok(deliveries) => tracing::info!(deliveries, "forgot old notifications"),
            Err(error) => tracing::warn!(%error, "failed to forget old notifications"),
        }
    }
}

/// What is being sent, and by which ways.
#[derive(Default)]
struct UnderWay {
    tasks: JoinSet<()>,
    vias: HashMap<Id, String>,
}

impl UnderWay {
    /// Waits for one to end. False: there is none.
    async fn ended(&mut self) -> bool {
        let Some(ended) = self.tasks.join_next_with_id().await else { return false };
        let id = match ended {
            Ok((id, ())) => id,
            Err(error) => {
                tracing::error!(%error, "a sender failed; its message is taken again when its lease runs out");
                error.id()
            }
        };
        self.vias.remove(&id);
        true
    }

    /// Ways that have as many as they may.
    fn busy(&self) -> Vec<String> {
        let mut count: HashMap<&str, i64> = HashMap::new();
        for via in self.vias.values() {
            *count.entry(via).or_default() += 1;
        }
        count.into_iter().filter(|(_, n)| *n >= PER_VIA).map(|(via, _)| via.to_owned()).collect()
    }
}

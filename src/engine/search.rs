//! The search for second-pledge sites beside the engine: it may take seconds, and commands shall not wait for it.

use crate::reconcile;
use crate::store::Store;
use chrono::{DateTime, Utc};
use lienwatch_domain::detect::DiscoveryParameters;
use std::sync::Arc;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use uuid::Uuid;

/// One search at a time; what is asked for while one runs is done by one more.
pub(super) struct Search {
    /// The database.
    pub store: Store,
    /// What makes a site.
    pub parameters: DiscoveryParameters,
    /// Poked when something was found.
    pub events: Arc<Notify>,
    /// Ids of alerts and findings.
    pub new_id: fn() -> Uuid,
    running: JoinSet<()>,
    /// As of when to look next.
    wanted: Option<DateTime<Utc>>,
}

impl Search {
    pub fn new(store: Store, parameters: DiscoveryParameters, events: Arc<Notify>, new_id: fn() -> Uuid) -> Search {
        Search { store, parameters, events, new_id, running: JoinSet::new(), wanted: None }
    }

    /// Looks as of `now` and waits for the end.
    pub async fn look(&self, now: DateTime<Utc>) {
        look(&self.store, &self.parameters, &self.events, self.new_id, now).await;
    }

    /// Looks as of `now` beside the caller, or as soon as the search that runs has ended.
    pub fn start(&mut self, now: DateTime<Utc>) {
        self.wanted = Some(now);
        self.next();
    }

    /// Waits for the end of the search that runs; for ever where none does.
    pub async fn ended(&mut self) {
        match self.running.join_next().await {
            Some(_) => self.next(),
            None => std::future::pending().await,
        }
    }

    fn next(&mut self) {
        if !self.running.is_empty() {
            return;
        }
        let Some(now) = self.wanted.take() else { return };
        let (store, parameters, events) = (self.store.clone(), self.parameters.clone(), Arc::clone(&self.events));
        let new_id = self.new_id;
        self.running.spawn(async move { look(&store, &parameters, &events, new_id, now).await });
    }
}

async fn look(store: &Store, parameters: &DiscoveryParameters, events: &Notify, id: fn() -> Uuid, now: DateTime<Utc>) {
    match reconcile::sites::run(store, now, parameters, id).await {
        Ok(0) => {}
        Ok(_) => events.notify_waiters(),
        Err(error) => tracing::warn!(%error, "failed to look for unknown sites; trying again later"),
    }
}

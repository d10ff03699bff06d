//! The desk's inbox over all that is still to be decided: the list by vehicle, its counts, its storms, and the voltage
//! around an alert.

mod list;
mod power;
mod storms;
mod summary;

use super::access::{Action::*, Resource::*};
use super::caller::{Caller, Principal};
use super::error::Result;
use super::import_assets::known;
use super::request::names;
use super::state::AppState;
use crate::store::inbox::Cut;
use lienwatch_domain::alert::AlertType;
use lienwatch_domain::inbox::Queue;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/alerts/groups", Alerts, Read),
    ("GET", "/alerts/summary", Alerts, Read),
    ("GET", "/alerts/storms", Alerts, Read),
    ("GET", "/alerts/storms/{id}", Alerts, Read),
    ("GET", "/alerts/{id}/power", Alerts, Read),
];

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(summary::show))
        .routes(routes!(storms::list))
        .routes(routes!(storms::show))
        .routes(routes!(power::show))
}

/// Which part of the inbox.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InboxCut {
    /// `open` (default: new or acknowledged), `critical`, `mine`, `unassigned` or `snoozed`.
    pub queue: Option<String>,
    /// Of vehicles in one of these groups: ids, separated by commas, at most 20.
    pub group: Option<String>,
    /// Of these types, separated by commas.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    pub kind: Option<String>,
    /// At this site.
    pub site_id: Option<Uuid>,
}

impl InboxCut {
    fn cut(&self, caller: &Caller) -> Result<Cut> {
        let all: Vec<&str> = Queue::ALL.iter().map(|q| q.name()).collect();
        let queue = self.queue.as_deref().map(|name| known("queue", name, Queue::from_name, &all.join(", ")));
        let kinds: Vec<&str> = AlertType::ALL.iter().map(|k| k.name()).collect();
        Ok(Cut {
            queue: queue.transpose()?.unwrap_or(Queue::Open),
            me: person(caller),
            kinds: names("type", &self.kind, &kinds)?,
            groups: super::groups::asked(&self.group)?,
            site: self.site_id,
        })
    }
}

/// A program has no queue of its own.
fn person(caller: &Caller) -> Option<Uuid> {
    match &caller.principal {
        Principal::User { id, .. } => Some(*id),
        Principal::Key { .. } => None,
    }
}

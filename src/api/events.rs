//! The audit trail.

use super::caller::Caller;
use super::error::Result;
use super::request::{Page, Paging, Query, Timestamp, page};
use crate::store::events::{self, Event};
use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which events.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventFilter {
    /// Only of this kind of thing: `alert`, `case`, `vehicle`, `loan`, `user`, ...
    pub entity_kind: Option<String>,
    /// Only of this thing.
    pub entity_id: Option<Uuid>,
    /// Only this action.
    pub action: Option<String>,
    /// Only by this actor: `user:` or `key:` with an id, or `system:` with a part of it.
    pub actor: Option<String>,
    /// Not before, wall time.
    pub since: Option<Timestamp>,
    /// Before, wall time.
    pub until: Option<Timestamp>,
}

/// What happened, newest first
#[utoipa::path(get, path = "/events", tag = "events", params(EventFilter, Paging),
    responses((status = 200, body = Page<Event>)))]
pub async fn list(caller: Caller, paging: Paging, Query(filter): Query<EventFilter>) -> Result<Json<Page<Event>>> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let wanted = events::Filter {
        entity_kind: filter.entity_kind.as_deref(),
        entity_id: filter.entity_id,
        action: filter.action.as_deref(),
        actor: filter.actor.as_deref(),
        since: filter.since.map(|t| t.0),
        until: filter.until.map(|t| t.0),
    };
    let mut tx = caller.begin().await?;
    let items = events::list(&mut tx, &wanted, before, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |e| e.seq)))
}

//! The audit trail.

use super::caller::Caller;
use super::error::Result;
use super::request::{Page, Paging, Query, page};
use crate::store::events::{self, Event};
use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which events.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventFilter {
    /// Only of this kind of thing: `alert`, `case`, `vehicle`, `loan`, `user`, ...
    pub entity_kind: Option<String>,
    /// Only of this thing.
    pub entity_id: Option<Uuid>,
    /// Only this action.
    pub action: Option<String>,
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
    };
    let mut tx = caller.begin().await?;
    let items = events::list(&mut tx, &wanted, before, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |e| e.seq)))
}

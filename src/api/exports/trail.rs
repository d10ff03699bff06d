//! The audit trail.

use super::book::{columns, id};
use super::take::{Asked, Rows, Taking, take};
use crate::api::access::Resource;
use crate::api::caller::Caller;
use crate::api::error::Result;
use crate::api::events::{self, EventFilter};
use crate::api::request::{Page, Paging, Query};
use crate::export::{Cell, Column, Kind};
use crate::store::events::Event;
use crate::store::jobs::Job;
use axum::extract::RawQuery;
use axum::response::Response;

struct Trail(EventFilter);

impl Rows for Trail {
    type Item = Event;
    const RESOURCE: Resource = Resource::Events;
    const NAME: &'static str = "events";

    fn columns() -> Vec<Column> {
        columns(&[
            ("seq", Kind::Integer),
            ("at", Kind::Time),
            ("actor", Kind::Text),
            ("entity_kind", Kind::Text),
            ("entity_id", Kind::Text),
            ("action", Kind::Text),
            ("reason", Kind::Text),
            ("data", Kind::Text),
        ])
    }

    fn cells(&self, e: Event) -> Result<Vec<Cell>> {
        Ok(vec![
            e.seq.into(),
            e.at.into(),
            e.actor.into(),
            e.entity_kind.into(),
            id(e.entity_id),
            e.action.into(),
            e.reason.into(),
            e.data.to_string().into(),
        ])
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<Event>> {
        Ok(events::list(caller, paging, Query(self.0.clone())).await?.0)
    }
}

/// The audit trail as a file
///
/// As the list, with its filters. That it was taken is in the trail itself.
#[utoipa::path(get, path = "/events/export", tag = "exports", params(EventFilter, Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 422, body = crate::api::Problem)))]
pub async fn events(
    caller: Caller,
    Query(filter): Query<EventFilter>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    take(caller, taking, query.as_deref(), Trail(filter)).await
}

//! Trackers that there are.

use super::caller::Caller;
use super::error::{Error, Result};
use super::mask;
use super::request::{Page, Paging, Path, Query, page};
use crate::store::tracker_list::{self, TrackerView, Wanted};
use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which trackers.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TrackerFilter {
    /// In one vehicle now.
    pub vehicle_id: Option<Uuid>,
    /// Exactly this IMEI or terminal id.
    pub device_id: Option<String>,
    /// A part of the IMEI or terminal id, or of plate or VIN of the vehicle in which it is now: 2 characters or more.
    /// Who sees plates and VINs masked finds trackers by their own number only.
    pub q: Option<String>,
    /// `online`: a connection is open; `offline`: none is; `never`: it was never heard of.
    pub connection: Option<String>,
    /// `in_stock`, `assigned`, `installed`, `faulty` or `retired`.
    pub stock: Option<String>,
}

/// What is looked for in a list: blank is nothing, and one letter finds too much.
pub(super) fn searched(q: Option<&str>) -> Result<Option<&str>> {
    let q = q.map(str::trim).filter(|q| !q.is_empty());
    if q.is_some_and(|q| !(2..=64).contains(&q.chars().count())) {
        return Err(Error::invalid(
            "bad_search",
            "q",
            "this is too short or too long to look for",
            "2 to 64 characters",
        ));
    }
    Ok(q)
}

/// The plate as this caller may see it.
pub(super) fn seen(caller: &Caller, mut tracker: TrackerView) -> TrackerView {
    if !caller.sight().vehicle_identity {
        tracker.plate = tracker.plate.as_deref().map(mask::identifier);
    }
    tracker
}

/// Trackers
#[utoipa::path(get, path = "/trackers", tag = "trackers", params(TrackerFilter, Paging),
    responses((status = 200, body = Page<TrackerView>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<TrackerFilter>) -> Result<Json<Page<TrackerView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let q = searched(f.q.as_deref())?;
    let one_of = |field: &str, value: &Option<String>, known: &[&str]| match value {
        Some(value) if !known.contains(&value.as_str()) => {
            Err(Error::invalid("invalid_parameter", field, format!("{value} is not known here"), known.join(", ")))
        }
        _ => Ok(()),
    };
    one_of("connection", &f.connection, &["online", "offline", "never"])?;
    one_of("stock", &f.stock, &["in_stock", "assigned", "installed", "faulty", "retired"])?;
    let wanted = Wanted {
        id: None,
        vehicle_id: f.vehicle_id,
        device_id: f.device_id.as_deref(),
        q,
        identity: caller.sight().vehicle_identity,
        connection: f.connection.as_deref(),
        stock: f.stock.as_deref(),
    };
    let mut tx = caller.begin().await?;
    let items = tracker_list::list(&mut tx, &wanted, after, limit + 1).await?;
    tx.commit().await?;
    let items = items.into_iter().map(|tracker| seen(&caller, tracker)).collect();
    Ok(Json(page(items, limit, |t: &TrackerView| t.id)))
}

/// One tracker
#[utoipa::path(get, path = "/trackers/{id}", tag = "trackers", params(("id" = Uuid, Path)),
    responses((status = 200, body = TrackerView), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<TrackerView>> {
    let mut tx = caller.begin().await?;
    let tracker = tracker_list::get(&mut tx, id).await?;
    tx.commit().await?;
    tracker.map(|tracker| Json(seen(&caller, tracker))).ok_or(Error::NotFound("tracker"))
}

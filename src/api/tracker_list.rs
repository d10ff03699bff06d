//! Trackers that there are.

use super::caller::Caller;
use super::error::{Error, Result};
use super::mask;
use super::request::{Page, Paging, Path, Query, names, page, searched};
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
    /// `online`: a connection is open; `offline`: none is; `never`: it was never heard of. Several: separated by
    /// commas.
    pub connection: Option<String>,
    /// `in_stock`, `assigned`, `installed`, `faulty` or `retired`; several: separated by commas.
    pub stock: Option<String>,
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
    let connections = names("connection", &f.connection, &["online", "offline", "never"])?;
    let stock = names("stock", &f.stock, &["in_stock", "assigned", "installed", "faulty", "retired"])?;
    let wanted = Wanted {
        id: None,
        vehicle_id: f.vehicle_id,
        device_id: f.device_id.as_deref(),
        q,
        identity: caller.sight().vehicle_identity,
        connections: connections.as_deref(),
        stock: stock.as_deref(),
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

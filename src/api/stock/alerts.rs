//! Alerts of yards.

use crate::api::caller::Caller;
use crate::api::error::Result;
use crate::api::request::{Page, Paging, Query, page};
use crate::store::yard_alerts::{self, YardAlert};
use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which alerts.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct YardAlertFilter {
    /// Of one yard.
    pub yard_id: Option<Uuid>,
    /// Not over, or over.
    pub open: Option<bool>,
}

/// Alerts of yards
///
/// A car that stands for longer than `policy.yards.max_stay_days`, a yard that is nearly full or full: once for each stay
/// or as long as it lasts. As events they are `yard.overdue_stay`, `yard.nearly_full`, `yard.full`, and the same with
/// `_over` behind when it is over; rules of notifications can name them.
#[utoipa::path(get, path = "/yard-alerts", tag = "custody", params(YardAlertFilter, Paging), responses((status = 200, body = Page<YardAlert>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<YardAlertFilter>) -> Result<Json<Page<YardAlert>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = yard_alerts::list(&mut tx, f.yard_id, f.open, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |a| a.id)))
}

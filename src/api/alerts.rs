//! Alerts: what detectors claim, and what the desk makes of it.

use super::caller::Caller;
use super::error::{Error, Result};
use super::request::{Page, Paging, Path, Query, Timestamp, names, page};
use crate::store::alerts::{self, Alert};
use axum::Json;
use lienwatch_domain::alert::{AlertState, AlertType, DeskState, Severity};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which alerts.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AlertFilter {
    /// Changed at or after this time (`updated_at`).
    pub since: Option<Timestamp>,
    /// Of one vehicle.
    pub vehicle_id: Option<Uuid>,
    /// Of these types, separated by commas.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    pub kind: Option<String>,
    /// `open`, `closed`, `retracted`, separated by commas.
    pub state: Option<String>,
    /// `info`, `warn`, `high`, `critical`, separated by commas.
    pub severity: Option<String>,
    /// `new`, `acknowledged`, `snoozed`, `resolved`, separated by commas.
    pub desk_state: Option<String>,
    /// `asc` (default: the order of last change, for following) or `desc`.
    pub order: Option<String>,
}

/// Alerts
///
/// In the order of their last change, so that `since` with the last `updated_at` follows what is new.
#[utoipa::path(get, path = "/alerts", tag = "alerts", params(AlertFilter, Paging),
    responses((status = 200, body = Page<Alert>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<AlertFilter>) -> Result<Json<Page<Alert>>> {
    let kinds: Vec<&str> = AlertType::ALL.iter().map(|k| k.name()).collect();
    let states: Vec<&str> = AlertState::ALL.iter().map(|k| k.name()).collect();
    let severities: Vec<&str> = Severity::ALL.iter().map(|k| k.name()).collect();
    let desk_states: Vec<&str> = DeskState::ALL.iter().map(|k| k.name()).collect();
    let order = names("order", &f.order, &["asc", "desc"])?;
    let filter = alerts::Filter {
        since: f.since.map(|t| t.0),
        vehicle_id: f.vehicle_id,
        kinds: names("type", &f.kind, &kinds)?,
        states: names("state", &f.state, &states)?,
        severities: names("severity", &f.severity, &severities)?,
        desk_states: names("desk_state", &f.desk_state, &desk_states)?,
        newest_first: order.is_some_and(|o| o == ["desc"]),
    };
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = alerts::list(&mut tx, &filter, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |a| (a.updated_at, a.id))))
}

/// One alert
#[utoipa::path(get, path = "/alerts/{id}", tag = "alerts", params(("id" = Uuid, Path)),
    responses((status = 200, body = Alert), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Alert>> {
    let mut tx = caller.begin().await?;
    let alert = alerts::get(&mut tx, id).await?.ok_or(Error::NotFound("alert"))?;
    tx.commit().await?;
    Ok(Json(alert))
}

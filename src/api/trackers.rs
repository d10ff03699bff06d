//! Trackers, where they are installed, and authorised work on them.

use super::caller::Caller;
use super::error::{Error, Result};
use super::import_assets::{device_id, known, protocol, wake_interval};
use super::request::{Page, Paging, Path, Query, Timestamp, Write, optional, page, reason};
use super::tracker_list::seen;
use crate::store::tracker_list::{self, TrackerView};
use crate::store::trackers::{self, InstallationView, NewInstallation, NewTracker, ServiceWindow};
use crate::store::vehicles;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;
use lienwatch_domain::detect::Role;
use lienwatch_domain::ids::LenderNo;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Longest authorised work.
const MAX_WINDOW: TimeDelta = TimeDelta::days(14);

/// A new tracker.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackerBody {
    /// IMEI or terminal id.
    pub device_id: String,
    /// e.g. `gt06`.
    pub protocol: String,
    /// `wired`, `wireless` or `obd`.
    pub role: String,
    /// Model.
    #[serde(default)]
    pub model: Option<String>,
    /// Seconds between wake-ups of a wireless one.
    #[serde(default)]
    pub wake_interval_s: Option<i32>,
    /// SIM.
    #[serde(default)]
    pub iccid: Option<String>,
}

/// Add a tracker
#[utoipa::path(post, path = "/trackers", tag = "trackers", request_body = TrackerBody,
    responses((status = 201, body = TrackerView), (status = 409, body = super::Problem)))]
pub async fn create(write: Write<TrackerBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let (lender, id, now) = (caller.lender()?, caller.state.new_id(), caller.state.wall_now());
    let device = device_id("device_id", &body.device_id)?;
    let new = NewTracker {
        protocol: &protocol("protocol", &body.protocol)?,
        device_id: &device,
        model: optional("model", &body.model, 64)?,
        role: known("role", &body.role, Role::from_name, "wired, wireless, obd")?.name(),
        wake_interval_s: wake_interval("wake_interval_s", body.wake_interval_s)?,
        iccid: optional("iccid", &body.iccid, 22)?,
        msisdn: None,
        stock: None,
        service_expires_on: None,
    };
    let mut tx = caller.begin().await?;
    trackers::save(&mut tx, id, lender.0, &new, false, now).await?;
    let data = serde_json::json!({ "device_id": device });
    caller.log(&mut tx, Some(lender), ("tracker", id), "created", None, data).await?;
    let made = seen(&caller, tracker_list::get(&mut tx, id).await?.ok_or(Error::NotFound("tracker"))?);
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    caller.assets_changed().await?;
    Ok(response)
}

/// What changes of a tracker; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackerPatch {
    /// Model, where it decides what a device's codes mean.
    #[serde(default)]
    pub model: Option<String>,
    /// A clone that sends no or wrong checksums: its frames are borne.
    #[serde(default)]
    pub tolerate_checksum: Option<bool>,
    /// The reporting interval it is configured to, seconds, 1 to 86400: what a chase goes back to.
    #[serde(default)]
    pub report_interval_s: Option<i32>,
}

/// Change a tracker
#[utoipa::path(patch, path = "/trackers/{id}", tag = "trackers", params(("id" = Uuid, Path)), request_body = TrackerPatch,
    responses((status = 200, body = TrackerView), (status = 404, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn change(Path(id): Path<Uuid>, write: Write<TrackerPatch>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let model = optional("model", &body.model, 64)?;
    if body.report_interval_s.is_some_and(|s| !(1..=86_400).contains(&s)) {
        let wanted = "1 to 86400 seconds";
        return Err(Error::invalid("interval_out_of_range", "report_interval_s", "out of range", wanted));
    }
    let mut tx = caller.begin().await?;
    let (_, lender) = trackers::number(&mut tx, id).await?.ok_or(Error::NotFound("tracker"))?;
    let (tolerate, interval) = (body.tolerate_checksum, body.report_interval_s);
    trackers::change(&mut tx, id, model, tolerate, interval, caller.state.wall_now()).await?;
    let data = serde_json::json!({ "model": model, "tolerate_checksum": tolerate, "report_interval_s": interval });
    caller.log(&mut tx, Some(LenderNo(lender)), ("tracker", id), "changed", None, data).await?;
    let made = seen(&caller, tracker_list::get(&mut tx, id).await?.ok_or(Error::NotFound("tracker"))?);
    let response = caller.answer(tx, StatusCode::OK, &made).await?;
    caller.assets_changed().await?;
    Ok(response)
}

/// Which installations.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InstallationFilter {
    /// In one vehicle.
    pub vehicle_id: Option<Uuid>,
    /// Of one tracker.
    pub tracker_id: Option<Uuid>,
}

/// Installations
#[utoipa::path(get, path = "/installations", tag = "trackers", params(InstallationFilter, Paging),
    responses((status = 200, body = Page<InstallationView>)))]
pub async fn installations(
    caller: Caller,
    paging: Paging,
    Query(f): Query<InstallationFilter>,
) -> Result<Json<Page<InstallationView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = trackers::installations(&mut tx, None, f.vehicle_id, f.tracker_id, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |i| i.id)))
}

/// A tracker goes into a vehicle.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InstallationBody {
    /// Which tracker.
    pub tracker_id: Uuid,
    /// Into which vehicle.
    pub vehicle_id: Uuid,
    /// From; default: now.
    #[serde(default)]
    pub installed_at: Option<Timestamp>,
    /// Until; null is "still".
    #[serde(default)]
    pub removed_at: Option<Timestamp>,
    /// Who did it.
    #[serde(default)]
    pub installer: Option<String>,
    /// Where in the car.
    #[serde(default)]
    pub mount: Option<String>,
}

/// Install a tracker
///
/// A tracker is in one vehicle at a time; a swap is the end of one installation and a new one.
#[utoipa::path(post, path = "/installations", tag = "trackers", request_body = InstallationBody,
    responses((status = 201, body = InstallationView), (status = 409, body = super::Problem)))]
pub async fn install(write: Write<InstallationBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let engine_now = caller.state.engine.clock().now();
    let installed_at = body.installed_at.map_or(engine_now, |t| t.0);
    let removed_at = body.removed_at.map(|t| t.0);
    if removed_at.is_some_and(|end| end <= installed_at) {
        return Err(removed_before_installed());
    }
    if installed_at > engine_now + TimeDelta::days(1) {
        return Err(Error::invalid(
            "installed_in_future",
            "installed_at",
            format!("{installed_at} is more than a day ahead"),
            "give the time at which it was or is being installed",
        ));
    }
    let (id, now) = (caller.state.new_id(), caller.state.wall_now());
    let mut tx = caller.begin().await?;
    let (tracker_no, lender) =
        trackers::number(&mut tx, body.tracker_id).await?.ok_or_else(|| unknown("tracker_id", "tracker"))?;
    let (vehicle_no, other) =
        vehicles::number(&mut tx, body.vehicle_id).await?.ok_or_else(|| unknown("vehicle_id", "vehicle"))?;
    if lender != other {
        return Err(unknown("vehicle_id", "vehicle of the tracker's lender"));
    }
    let new = NewInstallation {
        id,
        lender_no: lender,
        tracker_no,
        vehicle_no,
        installed_at,
        removed_at,
        installer: optional("installer", &body.installer, 128)?,
        mount: optional("mount", &body.mount, 128)?,
    };
    trackers::install(&mut tx, &new, now).await?;
    let data = serde_json::json!({ "tracker_id": body.tracker_id, "vehicle_id": body.vehicle_id,
        "installed_at": installed_at, "removed_at": removed_at });
    caller.log(&mut tx, Some(LenderNo(lender)), ("installation", id), "installed", None, data).await?;
    let made = installation(&mut tx, id).await?;
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    caller.assets_changed().await?;
    Ok(response)
}

async fn installation(tx: &mut super::caller::Tx, id: Uuid) -> Result<InstallationView> {
    trackers::installations(tx, Some(id), None, None, None, 1).await?.pop().ok_or(Error::NotFound("installation"))
}

/// The end of an installation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndBody {
    /// When it was taken out; default: now.
    #[serde(default)]
    pub removed_at: Option<Timestamp>,
    /// Why.
    pub reason: String,
}

/// End an installation
#[utoipa::path(post, path = "/installations/{id}/end", tag = "trackers", params(("id" = Uuid, Path)), request_body = EndBody,
    responses((status = 200, body = InstallationView), (status = 409, body = super::Problem)))]
pub async fn end_installation(Path(id): Path<Uuid>, write: Write<EndBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let removed_at = body.removed_at.map_or_else(|| caller.state.engine.clock().now(), |t| t.0);
    let why = reason("reason", &body.reason)?;
    let mut tx = caller.begin().await?;
    let before = installation(&mut tx, id).await?;
    if removed_at <= before.installed_at {
        return Err(removed_before_installed());
    }
    let (_, lender) = vehicles::number(&mut tx, before.vehicle_id).await?.ok_or(Error::NotFound("installation"))?;
    if !trackers::end(&mut tx, id, removed_at).await? {
        return Err(Error::conflict(
            "installation_ended",
            None,
            "the installation has ended already",
            "nothing needs to be done",
        ));
    }
    let data = serde_json::json!({ "removed_at": removed_at });
    caller.log(&mut tx, Some(LenderNo(lender)), ("installation", id), "ended", Some(why), data).await?;
    let after = installation(&mut tx, id).await?;
    let response = caller.answer(tx, StatusCode::OK, &after).await?;
    caller.assets_changed().await?;
    Ok(response)
}

fn removed_before_installed() -> Error {
    Error::invalid(
        "removed_before_installed",
        "removed_at",
        "a tracker cannot be removed before it was installed",
        "give a time after installed_at",
    )
}

/// A reference of a request to something that is not there.
pub fn unknown(field: &str, what: &str) -> Error {
    Error::invalid("unknown_reference", field, format!("there is no such {what}"), "use an id that a list answers")
}

/// Which service windows.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WindowFilter {
    /// On one vehicle.
    pub vehicle_id: Option<Uuid>,
}

/// Authorised work on trackers
#[utoipa::path(get, path = "/service-windows", tag = "trackers", params(WindowFilter, Paging),
    responses((status = 200, body = Page<ServiceWindow>)))]
pub async fn windows(
    caller: Caller,
    paging: Paging,
    Query(f): Query<WindowFilter>,
) -> Result<Json<Page<ServiceWindow>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = trackers::service_windows(&mut tx, f.vehicle_id, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |w| w.id)))
}

/// Authorised work.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WindowBody {
    /// On which vehicle.
    pub vehicle_id: Uuid,
    /// From.
    pub starts_at: Timestamp,
    /// Until, at most 14 days later.
    pub ends_at: Timestamp,
    /// Why.
    pub reason: String,
}

/// Authorise work on a vehicle's trackers
///
/// Removal alerts are suppressed inside.
#[utoipa::path(post, path = "/service-windows", tag = "trackers", request_body = WindowBody,
    responses((status = 201, body = ServiceWindow), (status = 422, body = super::Problem)))]
pub async fn add_window(write: Write<WindowBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let (starts_at, ends_at) = (body.starts_at.0, body.ends_at.0);
    if ends_at <= starts_at || ends_at - starts_at > MAX_WINDOW {
        return Err(Error::invalid(
            "period_out_of_range",
            "ends_at",
            "the window is empty or longer than 14 days",
            "give an end after the start, at most 14 days later",
        ));
    }
    let why = reason("reason", &body.reason)?;
    let mut tx = caller.begin().await?;
    let (vehicle_no, lender) =
        vehicles::number(&mut tx, body.vehicle_id).await?.ok_or_else(|| unknown("vehicle_id", "vehicle"))?;
    let window = ServiceWindow {
        id: caller.state.new_id(),
        vehicle_id: body.vehicle_id,
        starts_at,
        ends_at,
        reason: why.to_owned(),
        created_by: caller.actor(),
    };
    trackers::add_service_window(&mut tx, &window, lender, vehicle_no, caller.state.wall_now()).await?;
    let data = serde_json::json!({ "vehicle_id": body.vehicle_id, "starts_at": starts_at, "ends_at": ends_at });
    caller.log(&mut tx, Some(LenderNo(lender)), ("service_window", window.id), "created", Some(why), data).await?;
    let response = caller.answer(tx, StatusCode::CREATED, &window).await?;
    caller.assets_changed().await?;
    Ok(response)
}

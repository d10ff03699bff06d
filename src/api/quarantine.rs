//! Devices that nobody registered: seen, adopted, forgotten. The platform's own business: until it is adopted, a
//! device is no lender's.

use super::caller::Caller;
use super::error::{Error, Result};
use super::import_assets::{device_id, known, protocol, wake_interval};
use super::request::{Nothing, Page, Paging, Path, Timestamp, Write, optional, page};
use super::tracker_list::seen;
use super::trackers::unknown;
use crate::store::quarantine::{self, Stranger};
use crate::store::tracker_list::{self, TrackerView};
use crate::store::trackers::{self, NewInstallation, NewTracker};
use crate::store::{lenders, vehicles};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;
use lienwatch_domain::detect::Role;
use lienwatch_domain::ids::LenderNo;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Unregistered devices
///
/// Devices that talk to us and that nobody has registered, with their packets; and addresses from which nobody said a
/// name, with what their first bytes look like.
#[utoipa::path(get, path = "/trackers/quarantine", tag = "trackers", params(Paging),
    responses((status = 200, body = Page<Stranger>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<Stranger>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = quarantine::list(&mut tx, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |s| (s.protocol.clone(), s.key.clone()))))
}

/// Forget an unregistered device
///
/// It is listed again when it comes again. `device_id`: the `key` of the list.
#[utoipa::path(delete, path = "/trackers/quarantine/{protocol}/{device_id}", tag = "trackers",
    params(("protocol" = String, Path), ("device_id" = String, Path)),
    responses((status = 204), (status = 404, body = super::Problem)))]
pub async fn forget(Path((protocol, key)): Path<(String, String)>, write: Write<Nothing>) -> Result<Response> {
    let caller = write.caller;
    let mut tx = caller.begin().await?;
    if !quarantine::delete(&mut tx, &protocol, &key).await? {
        return Err(Error::NotFound("unregistered device"));
    }
    let data = serde_json::json!({ "protocol": protocol, "device_id": key });
    caller.log(&mut tx, None, ("quarantine", Uuid::nil()), "forgotten", None, data).await?;
    caller.answer(tx, StatusCode::NO_CONTENT, &()).await
}

/// Whose a device becomes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptBody {
    /// Whose tracker it is; default: the lender that the caller acts for (header `Lienwatch-Lender`).
    #[serde(default)]
    pub lender_id: Option<Uuid>,
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
    /// The vehicle that it is in, if it is known; it is installed there.
    #[serde(default)]
    pub vehicle_id: Option<Uuid>,
    /// Since when it is there; default: now.
    #[serde(default)]
    pub installed_at: Option<Timestamp>,
    /// Who installed it.
    #[serde(default)]
    pub installer: Option<String>,
    /// Where in the car.
    #[serde(default)]
    pub mount: Option<String>,
}

/// Adopt an unregistered device
///
/// Makes it a lender's tracker, in a vehicle if one is named. A connection that it has open is taken over: from its next
/// packet on its records are stored and acknowledged, without a new login.
#[utoipa::path(post, path = "/trackers/quarantine/{protocol}/{device_id}/adopt", tag = "trackers",
    params(("protocol" = String, Path), ("device_id" = String, Path)), request_body = AdoptBody,
    responses((status = 201, body = TrackerView), (status = 404, body = super::Problem), (status = 409, body = super::Problem)))]
pub async fn adopt(Path((spoken, key)): Path<(String, String)>, write: Write<AdoptBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let (engine_now, now) = (caller.state.engine.clock().now(), caller.state.wall_now());
    let mut tx = caller.begin().await?;
    let stranger = quarantine::get(&mut tx, &spoken, &key).await?.ok_or(Error::NotFound("unregistered device"))?;
    let Some(device) = stranger.device_id else {
        return Err(Error::conflict(
            "device_has_no_name",
            None,
            "nobody has said a name from this address",
            "send the device to the port of the protocol that it looks like; then adopt it by its name",
        ));
    };
    let lender = match body.lender_id {
        Some(id) => {
            let lender = lenders::get(&mut tx, id).await?.ok_or_else(|| unknown("lender_id", "lender"))?;
            LenderNo(lender.lender_no)
        }
        None => caller.lender()?,
    };
    let new = NewTracker {
        protocol: &protocol("protocol", &spoken)?,
        device_id: &device_id("device_id", &device)?,
        model: optional("model", &body.model, 64)?,
        role: known("role", &body.role, Role::from_name, "wired, wireless, obd")?.name(),
        wake_interval_s: wake_interval("wake_interval_s", body.wake_interval_s)?,
        iccid: optional("iccid", &body.iccid, 22)?,
        msisdn: None,
        stock: None,
        service_expires_on: None,
    };
    let id = trackers::save(&mut tx, caller.state.new_id(), lender.0, &new, false, now).await?;
    if let Some(vehicle_id) = body.vehicle_id {
        let missing = || unknown("vehicle_id", "vehicle of this lender");
        let (vehicle_no, owner) = vehicles::number(&mut tx, vehicle_id).await?.ok_or_else(missing)?;
        let (tracker_no, _) = trackers::number(&mut tx, id).await?.ok_or(Error::NotFound("tracker"))?;
        if owner != lender.0 {
            return Err(missing());
        }
        let installed_at = body.installed_at.map_or(engine_now, |t| t.0);
        if installed_at > engine_now + TimeDelta::days(1) {
            let what = format!("{installed_at} is more than a day ahead");
            return Err(Error::invalid("installed_in_future", "installed_at", what, "give the time of installation"));
        }
        let installation = NewInstallation {
            id: caller.state.new_id(),
            lender_no: lender.0,
            tracker_no,
            vehicle_no,
            installed_at,
            removed_at: None,
            installer: optional("installer", &body.installer, 128)?,
            mount: optional("mount", &body.mount, 128)?,
        };
        trackers::install(&mut tx, &installation, now).await?;
        let data = serde_json::json!({ "tracker_id": id, "vehicle_id": vehicle_id, "installed_at": installed_at });
        caller.log(&mut tx, Some(lender), ("installation", installation.id), "installed", None, data).await?;
    } else if body.installed_at.is_some() {
        return Err(Error::invalid("no_vehicle", "vehicle_id", "installed_at is given without a vehicle", "name it"));
    }
    quarantine::delete_device(&mut tx, &device).await?;
    let data = serde_json::json!({ "protocol": spoken, "device_id": device, "first_seen": stranger.first_seen,
        "peer": stranger.peer, "vehicle_id": body.vehicle_id });
    caller.log(&mut tx, Some(lender), ("tracker", id), "adopted", None, data).await?;
    let made = seen(&caller, tracker_list::get(&mut tx, id).await?.ok_or(Error::NotFound("tracker"))?);
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    caller.assets_changed().await?;
    Ok(response)
}

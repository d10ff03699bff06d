//! In which regions vehicles may be: those of a lender as a whole, and single ones.

use super::borders::code;
use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Write};
use crate::store::areas::regions;
use crate::store::vehicles;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Regions that one vehicle may be in at most.
const MOST_ALLOWED: usize = 100;

/// Where the vehicles of a lender may be of which nothing else is said.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UsualRegions {
    /// Codes of regions, at most 100; none: everywhere.
    pub codes: Vec<String>,
}

/// Where all vehicles may be
#[utoipa::path(get, path = "/regions/allowed", tag = "areas", operation_id = "show_allowed_regions",
    responses((status = 200, body = UsualRegions), (status = 422, body = crate::api::Problem)))]
pub async fn show_usual(caller: Caller) -> Result<Json<UsualRegions>> {
    let lender = caller.lender()?;
    let mut tx = caller.begin().await?;
    let codes = regions::usual(&mut tx, lender.0).await?;
    tx.commit().await?;
    Ok(Json(UsualRegions { codes }))
}

/// Say where all vehicles may be
///
/// Holds for every vehicle of the lender of which nothing else is said. Outside of it for ten minutes is an alert
/// (`province_exit`).
#[utoipa::path(put, path = "/regions/allowed", tag = "areas", operation_id = "set_allowed_regions", request_body = UsualRegions,
    responses((status = 200, body = UsualRegions), (status = 422, body = crate::api::Problem)))]
pub async fn set_usual(write: Write<UsualRegions>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let (lender, codes) = (caller.lender()?, checked("codes", &body.codes)?);
    let mut tx = caller.begin().await?;
    known(&mut tx, lender, "codes", &codes).await?;
    regions::set_usual(&mut tx, lender.0, &codes, caller.state.wall_now()).await?;
    let id = crate::api::caller::lender_row(&mut tx, lender).await?.id;
    let data = serde_json::json!({ "codes": codes });
    caller.log(&mut tx, Some(lender), ("lender", id), "allowed_regions_changed", None, data).await?;
    let response = caller.answer(tx, StatusCode::OK, &UsualRegions { codes }).await?;
    caller.assets_changed().await?;
    Ok(response)
}

/// Where a vehicle may be.
#[derive(Debug, Serialize, ToSchema)]
pub struct VehicleRegions {
    /// What is said of this vehicle: codes of regions, none: everywhere. Null: what holds for all.
    pub own: Option<Vec<String>>,
    /// What holds for it; none: everywhere.
    pub codes: Vec<String>,
}

/// Where a vehicle may be
#[utoipa::path(get, path = "/vehicles/{id}/regions", tag = "areas", operation_id = "show_vehicle_regions",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = VehicleRegions), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<VehicleRegions>> {
    let mut tx = caller.begin().await?;
    let (vehicle, lender) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let shown = view(&mut tx, vehicle, lender).await?;
    tx.commit().await?;
    Ok(Json(shown))
}

/// What is said of one vehicle.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnRegions {
    /// Codes of regions, at most 100; none: everywhere. Null: what holds for all vehicles holds for this one.
    pub codes: Option<Vec<String>>,
}

/// Say where a vehicle may be
#[utoipa::path(put, path = "/vehicles/{id}/regions", tag = "areas", operation_id = "set_vehicle_regions",
    params(("id" = Uuid, Path)), request_body = OwnRegions,
    responses((status = 200, body = VehicleRegions), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn set(Path(id): Path<Uuid>, write: Write<OwnRegions>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let codes = body.codes.as_deref().map(|codes| checked("codes", codes)).transpose()?;
    let mut tx = caller.begin().await?;
    let (vehicle, lender) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    match &codes {
        Some(codes) => {
            known(&mut tx, LenderNo(lender), "codes", codes).await?;
            let wall = caller.state.wall_now();
            regions::set_of_vehicles(&mut tx, lender, &[(vehicle, codes.clone())], wall).await?;
        }
        None => regions::unset_of_vehicle(&mut tx, vehicle).await?,
    }
    let data = serde_json::json!({ "codes": codes });
    caller.log(&mut tx, Some(LenderNo(lender)), ("vehicle", id), "allowed_regions_changed", None, data).await?;
    let shown = view(&mut tx, vehicle, lender).await?;
    let response = caller.answer(tx, StatusCode::OK, &shown).await?;
    caller.assets_changed().await?;
    Ok(response)
}

async fn view(tx: &mut Tx, vehicle: i32, lender: i32) -> Result<VehicleRegions> {
    let own = regions::of_vehicle(tx, vehicle).await?;
    let codes = match &own {
        Some(codes) => codes.clone(),
        None => regions::usual(tx, lender).await?,
    };
    Ok(VehicleRegions { own, codes })
}

/// Codes as they may be stored: each once, in order.
pub(in crate::api) fn checked(field: &str, codes: &[String]) -> Result<Vec<String>> {
    if codes.len() > MOST_ALLOWED {
        let what = format!("{} regions", codes.len());
        return Err(Error::invalid("too_many_regions", field, what, "at most 100, or leave them out: everywhere"));
    }
    let at = |(n, value): (usize, &String)| code(&format!("{field}[{n}]"), value);
    let mut codes = codes.iter().enumerate().map(at).collect::<Result<Vec<String>>>()?;
    codes.sort_unstable();
    codes.dedup();
    Ok(codes)
}

/// Whether the lender knows all of them; they stay until the transaction ends.
async fn known(tx: &mut Tx, lender: LenderNo, field: &str, codes: &[String]) -> Result<()> {
    match regions::unknown(tx, lender.0, codes).await? {
        None => Ok(()),
        Some(code) => Err(unknown(field, &code)),
    }
}

/// A code that the lender has no region of.
pub(in crate::api) fn unknown(field: &str, code: &str) -> Error {
    let fix = "load its borders first (POST /regions/geojson), or use the code of a region that is listed";
    Error::invalid("unknown_reference", field, format!("the lender has no region {code:?}"), fix)
}

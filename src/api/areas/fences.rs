//! Fences: where vehicles must stay, or must not be.

use crate::api::caller::{Caller, Tx, with_etag};
use crate::api::error::{Error, Result};
use crate::api::geometry::Area;
use crate::api::import_assets::known;
use crate::api::request::{Nothing, Page, Paging, Path, Query, Write, names, page, text};
use crate::store::areas::fences::{self, FenceView, NewFence, Unwatchable};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::detect::{FenceRule, MOST_FENCES};
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Largest radius, metres: beyond it is a region.
const MAX_RADIUS_M: f64 = 500_000.0;

/// Vehicles of one fence at most.
const MOST_VEHICLES: usize = 5_000;

/// Fences of one lender at most.
const MOST_OF_LENDER: i64 = 5_000;

/// Which fences.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FenceFilter {
    /// `keep_in`, `keep_out`, or both separated by a comma.
    pub rule: Option<String>,
    /// That watch this vehicle.
    pub vehicle_id: Option<Uuid>,
}

/// A fence with the vehicles that it watches.
#[derive(Debug, Serialize, ToSchema)]
pub struct FenceDetail {
    /// The fence.
    #[serde(flatten)]
    pub fence: FenceView,
    /// The vehicles, at most 5000.
    pub vehicles: Vec<Uuid>,
}

/// Fences
#[utoipa::path(get, path = "/fences", tag = "areas", operation_id = "list_fences", params(FenceFilter, Paging),
    responses((status = 200, body = Page<FenceView>), (status = 422, body = crate::api::Problem)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<FenceFilter>) -> Result<Json<Page<FenceView>>> {
    let all: Vec<&str> = FenceRule::ALL.iter().map(|rule| rule.name()).collect();
    let filter = fences::Filter { rules: names("rule", &f.rule, &all)?, vehicle: f.vehicle_id };
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = fences::list(&mut tx, &filter, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |fence| fence.id)))
}

/// One fence
#[utoipa::path(get, path = "/fences/{id}", tag = "areas", operation_id = "show_fence", params(("id" = Uuid, Path)),
    responses((status = 200, body = FenceDetail), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let made = detail(&mut tx, id).await?;
    tx.commit().await?;
    let version = made.fence.version;
    Ok(with_etag(Json(made).into_response(), version))
}

/// A fence: a circle (`lat`, `lon`, `radius_m`) or a GeoJSON polygon (`geometry`).
#[derive(Debug, Deserialize, ToSchema)]
pub struct FenceBody {
    /// Its name.
    pub name: String,
    /// `keep_in`: the vehicles must stay inside. `keep_out`: they must not enter.
    pub rule: String,
    /// Where.
    #[serde(flatten)]
    pub area: Area,
}

impl FenceBody {
    fn checked(&self) -> Result<NewFence> {
        Ok(NewFence {
            name: text("name", &self.name, 200)?.to_owned(),
            rule: known("rule", &self.rule, FenceRule::from_name, "keep_in, keep_out")?,
            shape: self.area.shape("", MAX_RADIUS_M)?,
        })
    }
}

/// A fence that is new, and whom it watches.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewFenceBody {
    /// The fence.
    #[serde(flatten)]
    pub fence: FenceBody,
    /// The vehicles, at most 5000; none yet where it is left out.
    #[serde(default)]
    pub vehicles: Vec<Uuid>,
}

/// Draw a fence
///
/// A vehicle is watched by 32 fences at most. Alerts (`fence`) come of fixes from now on.
#[utoipa::path(post, path = "/fences", tag = "areas", operation_id = "create_fence", request_body = NewFenceBody,
    responses((status = 201, body = FenceDetail), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn create(write: Write<NewFenceBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let (fence, vehicles) = (body.fence.checked()?, vehicles(&body.vehicles)?);
    let (lender, id, wall) = (caller.lender()?, caller.state.new_id(), caller.state.wall_now());
    let mut tx = caller.begin().await?;
    if fences::count(&mut tx, lender.0).await? >= MOST_OF_LENDER {
        let what = format!("{MOST_OF_LENDER} fences are drawn already");
        return Err(Error::conflict("too_many_fences", None, what, "retire one that is of no use any more"));
    }
    fences::insert(&mut tx, id, lender.0, &fence, wall).await?;
    if !vehicles.is_empty() {
        set(&mut tx, (id, lender), None, &vehicles, &caller).await?;
    }
    let data = serde_json::json!({ "name": fence.name, "rule": fence.rule, "vehicles": vehicles.len() });
    caller.log(&mut tx, Some(lender), ("fence", id), "created", None, data).await?;
    answer(&caller, tx, id, StatusCode::CREATED).await
}

/// Draw a fence anew
///
/// Its vehicles stay. With `If-Match`, only where nobody has changed it since.
#[utoipa::path(put, path = "/fences/{id}", tag = "areas", operation_id = "replace_fence", params(("id" = Uuid, Path)),
    request_body = FenceBody,
    responses((status = 200, body = FenceDetail), (status = 404, body = crate::api::Problem), (status = 412, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn replace(Path(id): Path<Uuid>, write: Write<FenceBody>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    let fence = body.checked()?;
    let mut tx = caller.begin().await?;
    let lender = lender_of(&mut tx, id).await?;
    fences::replace(&mut tx, id, if_match, &fence, caller.state.wall_now()).await?;
    let data = serde_json::json!({ "name": fence.name, "rule": fence.rule });
    caller.log(&mut tx, Some(lender), ("fence", id), "changed", None, data).await?;
    answer(&caller, tx, id, StatusCode::OK).await
}

/// Whom a fence watches.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FenceVehicles {
    /// The vehicles, at most 5000; those that are left out are watched by it no more.
    pub vehicles: Vec<Uuid>,
}

/// Say whom a fence watches
///
/// With `If-Match`, only where nobody has changed it since. A vehicle is watched by 32 fences at most.
#[utoipa::path(put, path = "/fences/{id}/vehicles", tag = "areas", operation_id = "set_fence_vehicles",
    params(("id" = Uuid, Path)), request_body = FenceVehicles,
    responses((status = 200, body = FenceDetail), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem),
              (status = 412, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn watch(Path(id): Path<Uuid>, write: Write<FenceVehicles>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    let vehicles = vehicles(&body.vehicles)?;
    let mut tx = caller.begin().await?;
    let lender = lender_of(&mut tx, id).await?;
    set(&mut tx, (id, lender), if_match, &vehicles, &caller).await?;
    let data = serde_json::json!({ "vehicles": vehicles.len() });
    caller.log(&mut tx, Some(lender), ("fence", id), "vehicles_changed", None, data).await?;
    answer(&caller, tx, id, StatusCode::OK).await
}

/// Take a fence out of use
///
/// An alert of it that is open ends with the vehicle's next fix. With `If-Match`, only where nobody has changed it since.
#[utoipa::path(delete, path = "/fences/{id}", tag = "areas", operation_id = "retire_fence", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn retire(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let Write { caller, if_match, .. } = write;
    let mut tx = caller.begin().await?;
    let lender = lender_of(&mut tx, id).await?;
    fences::retire(&mut tx, id, if_match, caller.state.wall_now()).await?;
    caller.log(&mut tx, Some(lender), ("fence", id), "retired", None, serde_json::json!({})).await?;
    let response = caller.answer(tx, StatusCode::NO_CONTENT, &()).await?;
    caller.assets_changed().await?;
    Ok(response)
}

fn vehicles(wanted: &[Uuid]) -> Result<Vec<Uuid>> {
    if wanted.len() > MOST_VEHICLES {
        let what = format!("{} vehicles", wanted.len());
        return Err(Error::invalid("too_many_vehicles", "vehicles", what, "at most 5000 vehicles for one fence"));
    }
    let mut vehicles = wanted.to_vec();
    vehicles.sort_unstable();
    vehicles.dedup();
    Ok(vehicles)
}

async fn set(
    tx: &mut Tx,
    (id, lender): (Uuid, LenderNo),
    expected: Option<i32>,
    vehicles: &[Uuid],
    caller: &Caller,
) -> Result<()> {
    let most = MOST_FENCES as i64;
    match fences::watch(tx, (id, lender.0), expected, vehicles, most, caller.state.wall_now()).await? {
        None => Ok(()),
        Some(Unwatchable::Unknown(vehicle)) => Err(Error::invalid(
            "unknown_reference",
            "vehicles",
            format!("the lender has no vehicle {vehicle}"),
            "ids of vehicles of the lender of the fence",
        )),
        Some(Unwatchable::TooMany(vehicle)) => Err(Error::conflict(
            "vehicle_has_most_fences",
            Some("vehicles"),
            format!("{MOST_FENCES} fences watch the vehicle {vehicle} already"),
            "retire a fence, or leave the vehicle out",
        )),
    }
}

async fn lender_of(tx: &mut Tx, id: Uuid) -> Result<LenderNo> {
    let (_, lender) = fences::get(tx, id).await?.ok_or(Error::NotFound("fence"))?;
    Ok(LenderNo(lender))
}

async fn detail(tx: &mut Tx, id: Uuid) -> Result<FenceDetail> {
    let (fence, _) = fences::get(tx, id).await?.ok_or(Error::NotFound("fence"))?;
    let vehicles = fences::vehicles(tx, id, MOST_VEHICLES as i64).await?;
    Ok(FenceDetail { fence, vehicles })
}

async fn answer(caller: &Caller, mut tx: Tx, id: Uuid, status: StatusCode) -> Result<Response> {
    let made = detail(&mut tx, id).await?;
    let response = caller.answer(tx, status, &made).await?;
    caller.assets_changed().await?;
    Ok(with_etag(response, made.fence.version))
}

//! Vehicles.

use super::access::{Action, Resource};
use super::caller::{Caller, with_etag};
use super::disclosure::Why;
use super::error::{Error, Result};
use super::fleet::{self, Choice};
use super::import_assets::{known, vin};
use super::mask;
use super::request::{Page, Paging, Path, Query, Write, cursor, names, optional, page, reason};
use super::tracker_list::seen;
use crate::store::events::{self, Event};
use crate::store::fleet::{Key, Order, SortBy, Wanted};
use crate::store::tracker_list::{self, TrackerView};
use crate::store::vehicles::{self, NewVehicle, VehicleView};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::recovery::VehicleClass;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which vehicles, in which order.
#[derive(Debug, Default, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub struct VehicleFilter {
    /// Worst open alert: `info`, `warn`, `high`, `critical`, or `none`; separated by commas.
    pub severity: Option<String>,
    /// Loan in these buckets, separated by commas: `current`, `m1` to `m6`, `m6_plus`.
    pub bucket: Option<String>,
    /// Loan at least so many days past due.
    pub dpd_min: Option<i32>,
    /// Risk score at least so many points, 0 to 100.
    pub risk_min: Option<u8>,
    /// `online`: a tracker has a connection open; `offline`: none has.
    pub connection: Option<String>,
    /// No place for so many hours, or never one; 1 to 8784.
    pub no_fix_h: Option<u32>,
    /// With an open alert, or without.
    pub has_open_alert: Option<bool>,
    /// With an open case, or without.
    pub has_open_case: Option<bool>,
    /// In one of these groups: ids, separated by commas, at most 20.
    pub group: Option<String>,
    /// Part of the contract number, and of VIN or plate for who sees them.
    pub q: Option<String>,
    /// `id` (default: the order of entry), `plate`, `dpd`, `severity`, `risk` or `last_fix`.
    pub sort: Option<String>,
    /// `asc` or `desc`. Unset: what is worst or newest first, plates from A.
    pub order: Option<String>,
}

impl VehicleFilter {
    fn order(&self) -> Result<Order> {
        let known = SortBy::ALL.map(|(_, name)| name);
        let sort = names("sort", &self.sort, &known)?.and_then(|all| all.into_iter().next());
        let by = SortBy::ALL.iter().find(|(_, name)| sort.as_deref() == Some(name)).map_or(SortBy::Id, |(by, _)| *by);
        let order = names("order", &self.order, &["asc", "desc"])?;
        let descending = match order.as_deref() {
            Some([order, ..]) => order == "desc",
            _ => matches!(by, SortBy::Dpd | SortBy::Severity | SortBy::Risk | SortBy::LastFix),
        };
        Ok(Order { by, descending })
    }

    /// Which that are of what the caller may see.
    pub(super) fn wanted(&self, caller: &Caller) -> Result<Wanted> {
        let choice = Choice {
            severity: self.severity.clone(),
            bucket: self.bucket.clone(),
            connection: self.connection.clone(),
            no_fix_h: self.no_fix_h,
            has_open_case: self.has_open_case,
            group: self.group.clone(),
            q: self.q.clone(),
        };
        Ok(Wanted {
            dpd_min: self.dpd_min,
            risk_min: self.risk_min,
            has_alert: self.has_open_alert,
            ..choice.wanted(caller)?
        })
    }
}

/// A page of vehicles.
#[derive(Debug, Serialize, ToSchema)]
pub struct VehiclePage {
    /// The vehicles.
    pub items: Vec<VehicleView>,
    /// Hand it back as `cursor` for the next page, with the same order; null at the end.
    pub next_cursor: Option<String>,
    /// How many the filters choose in all.
    pub total: usize,
}

/// Vehicles
///
/// Pages of a list whose vehicles change meanwhile: one that comes to stand before the cursor is not shown again.
#[utoipa::path(get, path = "/vehicles", tag = "vehicles", params(VehicleFilter, Paging),
    responses((status = 200, body = VehiclePage), (status = 422, body = super::Problem)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<VehicleFilter>) -> Result<Json<VehiclePage>> {
    let (order, wanted) = (f.order()?, f.wanted(&caller)?);
    let limit = usize::try_from(paging.limit()?).unwrap_or(0);
    let after: Option<(Key<'static>, Uuid)> = paging.after()?;
    let mut tx = caller.begin().await?;
    let (mut keys, total) = fleet::look(&caller, &mut tx, |board, sightings| {
        board.page(sightings, &wanted, order, after.as_ref(), limit + 1)
    })
    .await?;
    let more = keys.len() > limit;
    keys.truncate(limit);
    let ids: Vec<Uuid> = keys.iter().map(|(_, id)| *id).collect();
    let mut rows: HashMap<Uuid, VehicleView> =
        vehicles::of_ids(&mut tx, &ids).await?.into_iter().map(|row| (row.id, row)).collect();
    tx.commit().await?;
    let mut items: Vec<VehicleView> = ids.iter().filter_map(|id| rows.remove(id)).collect();
    if !caller.sight().vehicle_identity {
        items.iter_mut().for_each(hide);
    }
    Ok(Json(VehiclePage { items, next_cursor: keys.last().filter(|_| more).map(cursor), total }))
}

fn hide(vehicle: &mut VehicleView) {
    vehicle.vin = mask::identifier(&vehicle.vin);
    vehicle.plate = vehicle.plate.as_deref().map(mask::identifier);
}

/// A vehicle and what is fitted to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct VehicleDetail {
    /// The vehicle.
    #[serde(flatten)]
    pub vehicle: VehicleView,
    /// Its trackers.
    pub trackers: Vec<TrackerView>,
}

/// One vehicle
///
/// With a `reason`, those who may see VIN and plate where their role hides them. The look is logged.
#[utoipa::path(get, path = "/vehicles/{id}", tag = "vehicles", params(("id" = Uuid, Path), Why),
    responses((status = 200, body = VehicleDetail), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>, Query(why): Query<Why>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let mut vehicle = vehicles::get(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let mut fitted = tracker_list::list(&mut tx, &tracker_list::Wanted::in_vehicle(id), None, Paging::MAX).await?;
    if !caller.sight().vehicle_identity {
        match why.reason.as_deref().filter(|_| caller.may(Resource::Vehicles, Action::Unmask)) {
            None => {
                hide(&mut vehicle);
                fitted = fitted.into_iter().map(|tracker| seen(&caller, tracker)).collect();
            }
            Some(text) => {
                let (text, lender) = (reason("reason", text)?, LenderNo(vehicle.lender_no));
                let fields = serde_json::json!({ "fields": ["vin", "plate"] });
                caller.log(&mut tx, Some(lender), ("vehicle", id), "unmasked", Some(text), fields).await?;
            }
        }
    }
    caller.commit(tx).await?;
    let version = vehicle.version;
    Ok(with_etag(Json(VehicleDetail { vehicle, trackers: fitted }).into_response(), version))
}

/// A new vehicle.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VehicleBody {
    /// Vehicle identification number.
    pub vin: String,
    /// The lender's own key.
    #[serde(default)]
    pub external_id: Option<String>,
    /// Licence plate.
    #[serde(default)]
    pub plate: Option<String>,
    /// Maker.
    #[serde(default)]
    pub make: Option<String>,
    /// Model.
    #[serde(default)]
    pub model: Option<String>,
    /// Model year.
    #[serde(default)]
    pub model_year: Option<i16>,
    /// Colour.
    #[serde(default)]
    pub colour: Option<String>,
    /// `motorcycle`, `car` (default), `van` or `truck`: yards charge by it.
    #[serde(default)]
    pub class: Option<String>,
}

/// Add a vehicle
#[utoipa::path(post, path = "/vehicles", tag = "vehicles", request_body = VehicleBody,
    responses((status = 201, body = VehicleView), (status = 409, body = super::Problem)))]
pub async fn create(write: Write<VehicleBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let (lender, id, now) = (caller.lender()?, caller.state.new_id(), caller.state.wall_now());
    let vin = vin("vin", &body.vin)?;
    let classes: Vec<&str> = VehicleClass::ALL.iter().map(|class| class.name()).collect();
    let class =
        body.class.as_deref().map(|c| known("class", c, VehicleClass::from_name, &classes.join(", "))).transpose()?;
    let new = NewVehicle {
        class,
        external_id: optional("external_id", &body.external_id, 100)?,
        vin: &vin,
        plate: optional("plate", &body.plate, 20)?,
        make: optional("make", &body.make, 64)?,
        model: optional("model", &body.model, 64)?,
        model_year: body.model_year,
        colour: optional("colour", &body.colour, 32)?,
        ..NewVehicle::default()
    };
    let mut tx = caller.begin().await?;
    vehicles::save(&mut tx, id, lender.0, &new, false, now).await?;
    caller.log(&mut tx, Some(lender), ("vehicle", id), "created", None, serde_json::json!({})).await?;
    let made = vehicles::get(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    caller.assets_changed().await?;
    Ok(response)
}

/// What happened to a vehicle, newest first
///
/// With what hangs on it: alerts, cases, loans, installations, looks at its place.
#[utoipa::path(get, path = "/vehicles/{id}/timeline", tag = "vehicles", params(("id" = Uuid, Path), Paging),
    responses((status = 200, body = Page<Event>), (status = 404, body = super::Problem)))]
pub async fn timeline(caller: Caller, Path(id): Path<Uuid>, paging: Paging) -> Result<Json<Page<Event>>> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let (no, _) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let items = events::timeline(&mut tx, no, before, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |e| e.seq)))
}

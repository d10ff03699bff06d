//! Yards.

use crate::api::caller::{Caller, Tx, with_etag};
use crate::api::error::{Error, Result};
use crate::api::request::{Nothing, Page, Paging, Path, Write, page, point, text};
use crate::store::custody;
use crate::store::documents::{Filter, New};
use crate::store::shelves::YARDS;
use crate::store::yard_alerts::{self, YardAlert};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::{LenderNo, UserId, YardId};
use lienwatch_domain::recovery::{Bay, Yard, YardRates};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A yard and how full it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct YardView {
    /// Its id.
    pub id: Uuid,
    /// The yard: name, place, bays, rates.
    #[schema(value_type = Object)]
    pub yard: Yard,
    /// Bays taken.
    pub occupied: u32,
    /// The first bay in which no car stands; null: every bay is taken.
    pub first_free_bay: Option<u32>,
    /// What needs looking at there, at most 100.
    pub alerts: Vec<YardAlert>,
    /// The ETag.
    pub version: u64,
}

/// A yard as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct YardBody {
    /// Its name.
    pub name: String,
    /// Where: degrees north.
    pub lat: f64,
    /// Where: degrees east.
    pub lon: f64,
    /// Postal address.
    pub address: String,
    /// Cars it holds at most, 1 to 100 000.
    pub bays: u32,
    /// `{"per_day": [["car", {"minor": 4000, "currency": "CNY"}]], "free_days": 0, "cap": null}`.
    #[schema(value_type = Object)]
    pub rates: YardRates,
    /// When it receives and hands out cars.
    pub opening_hours: String,
    /// It takes no more cars.
    #[serde(default)]
    pub closed: bool,
}

impl YardBody {
    fn yard(self, id: YardId, approved_by: Option<UserId>, version: u64) -> Result<Yard> {
        let name = text("name", &self.name, 200)?.to_owned();
        let address = text("address", &self.address, 500)?.to_owned();
        let opening_hours = text("opening_hours", &self.opening_hours, 500)?.to_owned();
        let place = point("lat", self.lat, self.lon)?;
        if !(1..=100_000).contains(&self.bays) {
            return Err(Error::invalid("bad_bays", "bays", format!("{} bays", self.bays), "1 to 100 000"));
        }
        let prices = self.rates.per_day.iter().map(|(_, price)| *price).chain(self.rates.cap);
        let mut currencies: Vec<_> = prices.clone().map(|p| p.currency).collect();
        currencies.dedup();
        if self.rates.per_day.is_empty() || prices.clone().any(|p| p.minor < 0) || currencies.len() != 1 {
            let fix = "give at least one price per day, none below zero, all in one currency";
            return Err(Error::invalid("bad_rates", "rates", "these are no rates", fix));
        }
        let YardBody { bays, rates, closed, .. } = self;
        Ok(Yard { id, name, place, address, bays, rates, opening_hours, approved_by, closed, version })
    }
}

async fn view(tx: &mut Tx, id: Uuid) -> Result<YardView> {
    let yard = YARDS.get(tx, id).await?.ok_or(Error::NotFound("yard"))?.value;
    let occupied = custody::occupied(tx, id).await?;
    let alerts = yard_alerts::list(tx, Some(id), Some(true), None, ALERTS).await?;
    let first_free_bay = yard.first_free(&custody::taken_bays(tx, id, None).await?).map(Bay::number);
    Ok(YardView { id, occupied, first_free_bay, alerts, version: yard.version, yard })
}

/// Alerts shown with a yard.
const ALERTS: i64 = 100;

/// Yards
#[utoipa::path(get, path = "/yards", tag = "custody", params(Paging), responses((status = 200, body = Page<YardView>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<YardView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let mut items = vec![];
    for stored in YARDS.list(&mut tx, Filter::default(), after, limit + 1).await? {
        items.push(view(&mut tx, stored.id).await?);
    }
    tx.commit().await?;
    Ok(Json(page(items, limit, |y| y.id)))
}

/// One yard
#[utoipa::path(get, path = "/yards/{id}", tag = "custody", params(("id" = Uuid, Path)),
    responses((status = 200, body = YardView), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let view = view(&mut tx, id).await?;
    tx.commit().await?;
    let version = super::orders::etag(view.version);
    Ok(with_etag(Json(view).into_response(), version))
}

/// Add a yard
///
/// It takes no car until somebody approves it.
#[utoipa::path(post, path = "/yards", tag = "custody", request_body = YardBody,
    responses((status = 201, body = YardView), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn create(write: Write<YardBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let lender = caller.lender()?;
    let id = caller.state.new_id();
    let yard = body.yard(YardId(id), None, 1)?;
    let mut tx = caller.begin().await?;
    let new = New { id, lender_no: lender.0, value: &yard, due_at: None };
    YARDS.insert(&mut tx, new, caller.state.engine.clock().now()).await?;
    caller.log(&mut tx, Some(lender), ("yard", id), "created", None, serde_json::json!({ "name": yard.name })).await?;
    let view = view(&mut tx, id).await?;
    caller.answer(tx, StatusCode::CREATED, &view).await
}

/// Change a yard
///
/// New rates hold for the whole of every stay that is not settled yet. A change of rates or bays asks for a new approval.
/// A bay in which a car stands cannot go.
#[utoipa::path(put, path = "/yards/{id}", tag = "custody", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = YardBody,
    responses((status = 200, body = YardView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem), (status = 422, body = crate::api::Problem), (status = 428, body = crate::api::Problem)))]
pub async fn replace(Path(id): Path<Uuid>, write: Write<YardBody>) -> Result<Response> {
    let expected = write.version()?;
    let Write { caller, body, .. } = write;
    change(caller, id, Some(expected), "changed", |before, _| {
        let mut yard = body.yard(before.id, before.approved_by, before.version + 1)?;
        if yard.rates != before.rates || yard.bays != before.bays {
            yard.approved_by = None;
        }
        Ok(yard)
    })
    .await
}

/// Approve a yard
#[utoipa::path(post, path = "/yards/{id}/approve", tag = "custody", params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 200, body = YardView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn approve(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let Write { caller, .. } = write;
    change(caller, id, None, "approved", |before, caller| {
        let by = caller.domain_actor().person().ok_or_else(|| {
            Error::refused("person_required", "only a person may approve a yard", "have a signed-in person do it")
        })?;
        Ok(Yard { approved_by: Some(by), version: before.version + 1, ..before.clone() })
    })
    .await
}

async fn change(
    caller: Caller,
    id: Uuid,
    expected: Option<i32>,
    what: &str,
    make: impl FnOnce(&Yard, &Caller) -> Result<Yard>,
) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let stored = YARDS.for_update(&mut tx, id).await?.ok_or(Error::NotFound("yard"))?;
    if expected.is_some_and(|v| v != super::orders::etag(stored.value.version)) {
        return Err(Error::Stale);
    }
    let yard = make(&stored.value, &caller)?;
    if yard.bays < stored.value.bays {
        Yard::shrinks_to(yard.bays, &custody::taken_bays(&mut tx, id, None).await?)?;
    }
    YARDS.update(&mut tx, id, stored.value.version, &yard, None, caller.state.engine.clock().now()).await?;
    caller.log(&mut tx, Some(LenderNo(stored.lender_no)), ("yard", id), what, None, serde_json::json!({})).await?;
    let view = view(&mut tx, id).await?;
    let version = super::orders::etag(view.version);
    let response = caller.answer(tx, StatusCode::OK, &view).await?;
    Ok(with_etag(response, version))
}

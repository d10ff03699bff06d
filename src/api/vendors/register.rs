//! Vendors.

use crate::api::caller::{Caller, Tx, with_etag};
use crate::api::case_actions::Because;
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, Path, Query, Write, names, page};
use crate::store::documents::{Filter, New, Stored};
use crate::store::policy::Place;
use crate::store::shelves::{AGENTS, VENDORS};
use crate::store::{lenders, vendors as store};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::{LenderNo, VendorId};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::vendors::agents::agent_gaps;
use lienwatch_domain::vendors::{
    Action, Coverage, Expiry, Facts, Profile, Vendor, VendorEvent, VendorState, apply, enter_vendor, expiring,
    onboarding_gaps,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Papers that end within so many days are shown.
const SOON: u32 = 30;

/// A vendor.
#[derive(Debug, Serialize, ToSchema)]
pub struct VendorView {
    /// Its id.
    pub id: Uuid,
    /// `applicant`, `active`, `suspended` or `terminated`.
    pub state: String,
    /// The whole vendor: profile, papers, marks.
    #[schema(value_type = Object)]
    pub vendor: Vendor,
    /// The ETag.
    pub version: u64,
}

impl From<Stored<Vendor>> for VendorView {
    fn from(stored: Stored<Vendor>) -> VendorView {
        let vendor = stored.value;
        let state = vendor.stage.state().name().to_owned();
        VendorView { id: stored.id, state, version: vendor.version, vendor }
    }
}

/// A vendor with what keeps it from orders.
#[derive(Debug, Serialize, ToSchema)]
pub struct VendorDetail {
    /// The vendor.
    #[serde(flatten)]
    pub vendor: VendorView,
    /// What is missing before it can be let in, or work.
    #[schema(value_type = Vec<Object>)]
    pub gaps: Vec<Refusal>,
    /// Papers of it and its people that end within 30 days, or have.
    #[schema(value_type = Vec<Object>)]
    pub expiring: Vec<Expiry>,
    /// Orders that it works on.
    pub open_orders: u32,
}

/// Which vendors.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VendorFilter {
    /// In these states, separated by commas.
    pub state: Option<String>,
}

/// Vendors
#[utoipa::path(get, path = "/vendors", tag = "vendors", params(VendorFilter, Paging), responses((status = 200, body = Page<VendorView>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<VendorFilter>) -> Result<Json<Page<VendorView>>> {
    let all: Vec<&str> = VendorState::ALL.iter().map(|s| s.name()).collect();
    let states = names("state", &f.state, &all)?;
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let filter = Filter { states: states.as_deref(), ..Filter::default() };
    let items = VENDORS.list(&mut tx, filter, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items.into_iter().map(VendorView::from).collect(), limit, |v: &VendorView| v.id)))
}

/// One vendor
#[utoipa::path(get, path = "/vendors/{id}", tag = "vendors", params(("id" = Uuid, Path)),
    responses((status = 200, body = VendorDetail), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let detail = detail(&caller, &mut tx, id).await?;
    tx.commit().await?;
    let version = i32::try_from(detail.vendor.version).unwrap_or(i32::MAX);
    Ok(with_etag(Json(detail).into_response(), version))
}

/// The lender's place of a row.
pub(super) async fn place(tx: &mut Tx, lender_no: i32) -> Result<Place> {
    let lender = lenders::get_no(tx, LenderNo(lender_no)).await?.ok_or(Error::NotFound("lender"))?;
    Ok(Place::of(&lender)?)
}

async fn facts(caller: &Caller, tx: &mut Tx, stored: &Stored<Vendor>, place: &Place) -> Result<Facts> {
    let today = place.today(caller.state.engine.clock().now());
    let filter = Filter { vendor_id: Some(stored.id), ..Filter::default() };
    let people = AGENTS.list(tx, filter, None, 1000).await?;
    let cleared = people.iter().filter(|p| agent_gaps(&p.value, today, &place.policy.vendors).is_empty()).count();
    let coverage = store::coverage(tx, stored.id).await?;
    Ok(Facts {
        actor: caller.domain_actor(),
        today,
        cleared_agents: u32::try_from(cleared).unwrap_or(u32::MAX),
        has_coverage: !coverage.is_empty(),
    })
}

async fn detail(caller: &Caller, tx: &mut Tx, id: Uuid) -> Result<VendorDetail> {
    let stored = VENDORS.get(tx, id).await?.ok_or(Error::NotFound("vendor"))?;
    let place = place(tx, stored.lender_no).await?;
    let facts = facts(caller, tx, &stored, &place).await?;
    let filter = Filter { vendor_id: Some(id), ..Filter::default() };
    let people: Vec<_> = AGENTS.list(tx, filter, None, 1000).await?.into_iter().map(|p| p.value).collect();
    let policy = &place.policy.vendors;
    Ok(VendorDetail {
        gaps: onboarding_gaps(&stored.value, &facts, policy),
        expiring: expiring(&stored.value, &people, SOON, facts.today, policy),
        open_orders: store::open_orders(tx, id, None).await?,
        vendor: stored.into(),
    })
}

/// Enter a vendor
///
/// As an applicant: it gets orders once its papers are there and another person lets it in. The body is its profile:
/// `{"name", "kinds": ["repossess", "tow"], "skills": ["impound"], "capacity": 20, "bases": [{"lat_e7", "lon_e7"}]}`.
#[utoipa::path(post, path = "/vendors", tag = "vendors", request_body = Object,
    responses((status = 201, body = VendorDetail), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn create(write: Write<Profile>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let lender = caller.lender()?;
    let id = caller.state.new_id();
    let now = caller.state.engine.clock().now();
    let (vendor, rows, _) = enter_vendor(VendorId(id), body, caller.domain_actor(), now)?;
    let mut tx = caller.begin().await?;
    VENDORS.insert(&mut tx, New { id, lender_no: lender.0, value: &vendor, due_at: None }, now).await?;
    log(&caller, &mut tx, lender, &rows).await?;
    let made = detail(&caller, &mut tx, id).await?;
    caller.answer(tx, StatusCode::CREATED, &made).await
}

async fn log(caller: &Caller, tx: &mut Tx, lender: LenderNo, rows: &[VendorEvent]) -> Result<()> {
    for row in rows {
        let data = serde_json::to_value(row).map_err(|e| Error::Internal(e.to_string()))?;
        caller.log(tx, Some(lender), ("vendor", row.vendor.0), row.change.name(), None, data).await?;
    }
    Ok(())
}

/// The area in which a vendor works.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoverageView {
    /// Resolution of the finest H3 cells, 0 to 9; null where nobody said where it works.
    pub resolution: Option<u8>,
    /// H3 cells by their hexadecimal names, larger ones where the area is whole; none of them overlap.
    pub cells: Vec<String>,
}

/// Where a vendor works
///
/// The cells that the area was made of: a place counts as inside by them.
#[utoipa::path(get, path = "/vendors/{id}/coverage", tag = "vendors", params(("id" = Uuid, Path)),
    responses((status = 200, body = CoverageView), (status = 404, body = crate::api::Problem)))]
pub async fn coverage(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<CoverageView>> {
    let mut tx = caller.begin().await?;
    let stored = VENDORS.get(&mut tx, id).await?.ok_or(Error::NotFound("vendor"))?;
    let coverage = store::coverage(&mut tx, stored.id).await?;
    tx.commit().await?;
    let cells = coverage.cells().map(|cell| format!("{cell:x}")).collect();
    Ok(Json(CoverageView { resolution: coverage.resolution(), cells }))
}

/// Say where a vendor works
///
/// The body is GeoJSON: a Polygon or MultiPolygon, alone, in features or in a collection.
#[utoipa::path(put, path = "/vendors/{id}/coverage", tag = "vendors", params(("id" = Uuid, Path)), request_body = Object,
    responses((status = 200, body = VendorDetail), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn set_coverage(Path(id): Path<Uuid>, write: Write<serde_json::Value>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    // Tiling a province takes a second: not on a thread that others wait for.
    let area = body.to_string();
    let coverage = tokio::task::spawn_blocking(move || Coverage::from_geojson(&area))
        .await
        .map_err(|e| Error::Internal(e.to_string()))?
        .map_err(|e| Error::invalid("bad_area", "", e.to_string(), "send the area as GeoJSON polygons"))?;
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let stored = VENDORS.for_update(&mut tx, id).await?.ok_or(Error::NotFound("vendor"))?;
    store::set_coverage(&mut tx, stored.lender_no, id, &coverage, now).await?;
    let data = serde_json::json!({ "cells": coverage.cells().len(), "resolution": coverage.resolution() });
    caller.log(&mut tx, Some(LenderNo(stored.lender_no)), ("vendor", id), "coverage_set", None, data).await?;
    let made = detail(&caller, &mut tx, id).await?;
    caller.answer(tx, StatusCode::OK, &made).await
}

/// Change a vendor
///
/// `{"action": "add_document", "document": {"kind", "number", "issued_on", "expires_on"}}`, `change_profile`,
/// `revoke_document`, `suspend`, `reinstate`, `terminate`, `record_complaint`, `resolve_complaint`, `rate`.
#[utoipa::path(post, path = "/vendors/{id}/actions", tag = "vendors", params(("id" = Uuid, Path)), request_body = Object,
    responses((status = 200, body = VendorDetail), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn act(Path(id): Path<Uuid>, write: Write<Action>) -> Result<Response> {
    if matches!(write.body, Action::Activate { .. } | Action::Reinstate { .. })
        && !write.caller.may(crate::api::access::Resource::Vendors, crate::api::access::Action::Approve)
    {
        return Err(Error::Forbidden("letting a vendor in, or back, is a supervisor's to decide".into()));
    }
    change(id, write.caller, write.body).await
}

/// Let an applicant in
///
/// By another person than the one who entered it. 409 names what is missing.
#[utoipa::path(post, path = "/vendors/{id}/activate", tag = "vendors", params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = VendorDetail), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn activate(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let reason = Reason::new(&body.reason)?;
    change(id, caller, Action::Activate { reason }).await
}

async fn change(id: Uuid, caller: Caller, action: Action) -> Result<Response> {
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let stored = VENDORS.for_update(&mut tx, id).await?.ok_or(Error::NotFound("vendor"))?;
    let place = place(&mut tx, stored.lender_no).await?;
    let facts = facts(&caller, &mut tx, &stored, &place).await?;
    let (vendor, rows, _) = apply(&stored.value, action, &facts, now, &place.policy.vendors)?;
    if !rows.is_empty() {
        VENDORS.update(&mut tx, id, stored.value.version, &vendor, None, now).await?;
        log(&caller, &mut tx, LenderNo(stored.lender_no), &rows).await?;
    }
    let made = detail(&caller, &mut tx, id).await?;
    caller.answer(tx, StatusCode::OK, &made).await
}

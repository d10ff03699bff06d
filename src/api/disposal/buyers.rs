//! The registry of buyers.

use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, Path, Write, page};
use crate::store::documents::{Filter, New};
use crate::store::lenders;
use crate::store::policy::Place;
use crate::store::shelves::BUYERS;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::disposal::buyers::{
    Action, Buyer, BuyerEvent, BuyerKind, Facts, apply, buyer_gaps, register_buyer,
};
use lienwatch_domain::ids::{BuyerId, LenderNo};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::refusal::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A buyer.
#[derive(Debug, Serialize, ToSchema)]
pub struct BuyerView {
    /// Its id.
    pub id: Uuid,
    /// Checks and where it stands.
    #[schema(value_type = Object)]
    pub buyer: Buyer,
    /// What keeps it from buying.
    #[schema(value_type = Vec<Object>)]
    pub gaps: Vec<Refusal>,
}

async fn place(tx: &mut Tx, lender_no: i32) -> Result<Place> {
    let lender = lenders::get_no(tx, LenderNo(lender_no)).await?.ok_or(Error::NotFound("lender"))?;
    Ok(Place::of(&lender)?)
}

async fn view(caller: &Caller, tx: &mut Tx, id: Uuid) -> Result<BuyerView> {
    let stored = BUYERS.get(tx, id).await?.ok_or(Error::NotFound("buyer"))?;
    let place = place(tx, stored.lender_no).await?;
    let today = place.today(caller.state.engine.clock().now());
    Ok(BuyerView { id, gaps: buyer_gaps(&stored.value, today, &place.policy.buyers), buyer: stored.value })
}

/// Buyers
#[utoipa::path(get, path = "/buyers", tag = "disposal", params(Paging), responses((status = 200, body = Page<BuyerView>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<BuyerView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let mut items = vec![];
    for stored in BUYERS.list(&mut tx, Filter::default(), after, limit + 1).await? {
        items.push(view(&caller, &mut tx, stored.id).await?);
    }
    tx.commit().await?;
    Ok(Json(page(items, limit, |b| b.id)))
}

/// One buyer
#[utoipa::path(get, path = "/buyers/{id}", tag = "disposal", params(("id" = Uuid, Path)),
    responses((status = 200, body = BuyerView), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<BuyerView>> {
    let mut tx = caller.begin().await?;
    let view = view(&caller, &mut tx, id).await?;
    tx.commit().await?;
    Ok(Json(view))
}

/// A buyer to register.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyerBody {
    /// `dealer`, `company` or `person`.
    pub kind: String,
    /// How it is connected to the lender or to a vendor.
    #[serde(default)]
    pub connected: Option<String>,
}

/// Register a buyer
#[utoipa::path(post, path = "/buyers", tag = "disposal", request_body = BuyerBody,
    responses((status = 201, body = BuyerView), (status = 422, body = crate::api::Problem)))]
pub async fn create(write: Write<BuyerBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let lender = caller.lender()?;
    let all: Vec<&str> = BuyerKind::ALL.iter().map(|k| k.name()).collect();
    let kind = crate::api::import_assets::known("kind", &body.kind, BuyerKind::from_name, &all.join(", "))?;
    let connected = body.connected.as_deref().map(Reason::new).transpose()?;
    let id = caller.state.new_id();
    let now = caller.state.engine.clock().now();
    let (buyer, rows) = register_buyer(BuyerId(id), kind, connected, caller.domain_actor(), now);
    let mut tx = caller.begin().await?;
    BUYERS.insert(&mut tx, New { id, lender_no: lender.0, value: &buyer, due_at: None }, now).await?;
    log(&caller, &mut tx, lender.0, &rows).await?;
    let made = view(&caller, &mut tx, id).await?;
    caller.answer(tx, StatusCode::CREATED, &made).await
}

async fn log(caller: &Caller, tx: &mut Tx, lender_no: i32, rows: &[BuyerEvent]) -> Result<()> {
    for row in rows {
        let data = serde_json::to_value(row).map_err(|e| Error::Internal(e.to_string()))?;
        let lender = Some(LenderNo(lender_no));
        caller.log(tx, lender, ("buyer", row.buyer.0), row.change.name(), None, data).await?;
    }
    Ok(())
}

/// Check, verify, block or unblock a buyer
///
/// `{"action": "record_check", "check": {"kind", "on", "passed", ...}}`, `verify`, `block`, `unblock`, `set_connection`.
#[utoipa::path(post, path = "/buyers/{id}/actions", tag = "disposal", params(("id" = Uuid, Path)), request_body = Object,
    responses((status = 200, body = BuyerView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn act(Path(id): Path<Uuid>, write: Write<Action>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let stored = BUYERS.for_update(&mut tx, id).await?.ok_or(Error::NotFound("buyer"))?;
    let place = place(&mut tx, stored.lender_no).await?;
    let facts = Facts { actor: caller.domain_actor(), today: place.today(now) };
    let (buyer, rows) = apply(&stored.value, body, &facts, now, &place.policy.buyers)?;
    if !rows.is_empty() {
        BUYERS.update(&mut tx, id, stored.value.version, &buyer, None, now).await?;
        log(&caller, &mut tx, stored.lender_no, &rows).await?;
    }
    let made = view(&caller, &mut tx, id).await?;
    caller.answer(tx, StatusCode::OK, &made).await
}

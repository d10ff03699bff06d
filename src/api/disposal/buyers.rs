//! The registry of buyers.

use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::mask;
use crate::api::request::{Page, Paging, Path, Query, Write, names, optional, page, text};
use crate::store::buyers as store;
use crate::store::documents::{Filter, New, Stored};
use crate::store::lenders;
use crate::store::policy::Place;
use crate::store::shelves::BUYERS;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::disposal::buyers::{
    Action, Buyer, BuyerEvent, BuyerKind, BuyerState, Facts, apply, buyer_gaps, register_buyer,
};
use lienwatch_domain::ids::{BuyerId, LenderNo};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::refusal::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Longest name of a buyer, characters.
const LONGEST_NAME: usize = 120;

/// A buyer.
#[derive(Debug, Serialize, ToSchema)]
pub struct BuyerView {
    /// Its id.
    pub id: Uuid,
    /// Its name; a person's is masked for those who see no personal fields. Null where none was given.
    pub name: Option<String>,
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

async fn views(caller: &Caller, tx: &mut Tx, found: Vec<Stored<Buyer>>) -> Result<Vec<BuyerView>> {
    let ids: Vec<Uuid> = found.iter().map(|stored| stored.id).collect();
    let mut named = store::names(tx, &caller.state.seal, &ids).await?;
    let now = caller.state.engine.clock().now();
    let personal = caller.sight().personal;
    let mut places: HashMap<i32, Place> = HashMap::new();
    let mut all = vec![];
    for Stored { id, lender_no, value: buyer, .. } in found {
        let here = match places.entry(lender_no) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(place(tx, lender_no).await?),
        };
        let name = named.remove(&id).map(|name| match buyer.kind {
            BuyerKind::Person if !personal => mask::personal(&name),
            _ => name,
        });
        let gaps = buyer_gaps(&buyer, here.today(now), &here.policy.buyers);
        all.push(BuyerView { id, name, gaps, buyer });
    }
    Ok(all)
}

async fn view(caller: &Caller, tx: &mut Tx, id: Uuid) -> Result<BuyerView> {
    let stored = BUYERS.get(tx, id).await?.ok_or(Error::NotFound("buyer"))?;
    views(caller, tx, vec![stored]).await?.pop().ok_or(Error::NotFound("buyer"))
}

/// Which buyers.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BuyerFilter {
    /// In these states (`registered`, `verified`, `blocked`), separated by commas.
    pub state: Option<String>,
}

/// Buyers
#[utoipa::path(get, path = "/buyers", tag = "disposal", params(BuyerFilter, Paging), responses((status = 200, body = Page<BuyerView>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<BuyerFilter>) -> Result<Json<Page<BuyerView>>> {
    let all: Vec<&str> = BuyerState::ALL.iter().map(|s| s.name()).collect();
    let states = names("state", &f.state, &all)?;
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let filter = Filter { states: states.as_deref(), ..Filter::default() };
    let found = BUYERS.list(&mut tx, filter, after, limit + 1).await?;
    let items = views(&caller, &mut tx, found).await?;
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
    /// The name, 1 to 120 characters; it is kept sealed.
    #[serde(default)]
    pub name: Option<String>,
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
    let name = optional("name", &body.name, LONGEST_NAME)?;
    let id = caller.state.new_id();
    let now = caller.state.engine.clock().now();
    let (buyer, rows) = register_buyer(BuyerId(id), kind, connected, caller.domain_actor(), now);
    let mut tx = caller.begin().await?;
    BUYERS.insert(&mut tx, New { id, lender_no: lender.0, value: &buyer, due_at: None }, now).await?;
    if let Some(name) = name {
        give_name(&caller, &mut tx, id, name).await?;
    }
    log(&caller, &mut tx, lender.0, &rows).await?;
    let made = view(&caller, &mut tx, id).await?;
    caller.answer(tx, StatusCode::CREATED, &made).await
}

async fn give_name(caller: &Caller, tx: &mut Tx, id: Uuid, name: &str) -> Result<()> {
    let sealed = caller.state.with_random(|r| caller.state.seal.seal(store::NAME, name, r));
    Ok(store::name(tx, id, &sealed).await?)
}

/// A buyer's name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyerName {
    /// 1 to 120 characters; it is kept sealed.
    pub name: String,
}

/// Name a buyer
///
/// The audit trail says that the name was set, and not the name.
#[utoipa::path(put, path = "/buyers/{id}/name", tag = "disposal", params(("id" = Uuid, Path)), request_body = BuyerName,
    responses((status = 200, body = BuyerView), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn rename(Path(id): Path<Uuid>, write: Write<BuyerName>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let name = text("name", &body.name, LONGEST_NAME)?;
    let mut tx = caller.begin().await?;
    let stored = BUYERS.for_update(&mut tx, id).await?.ok_or(Error::NotFound("buyer"))?;
    give_name(&caller, &mut tx, id, name).await?;
    caller.log(&mut tx, Some(LenderNo(stored.lender_no)), ("buyer", id), "named", None, json!({})).await?;
    let made = view(&caller, &mut tx, id).await?;
    caller.answer(tx, StatusCode::OK, &made).await
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

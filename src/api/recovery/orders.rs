//! Orders, as the lender sees and moves them.

use crate::api::caller::{Caller, Tx, with_etag};
use crate::api::case_actions::Because;
use crate::api::error::{Error, Result};
use crate::api::import_assets::known;
use crate::api::mask;
use crate::api::request::{Nothing, Page, Paging, Path, Query, Timestamp, Write, names, optional, page, point};
use crate::api::span::span;
use crate::recovery::{self, OpenCase, PartyIn, act_on_order, write_order};
use crate::store::case_list;
use crate::store::documents::{Filter, Stored};
use crate::store::shelves::ORDERS;
use crate::store::vendors;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Days, NaiveDate, Utc};
use lienwatch_domain::ids::{CaseId, OrderId};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::order::{self, NewOrder, OrderAction, Term};
use lienwatch_domain::recovery::{Order, OrderKind, OrderState};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// An order.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderView {
    /// Its id.
    pub id: Uuid,
    /// Of which case.
    pub case_id: Uuid,
    /// The plate of its car, where it has one.
    pub plate: Option<String>,
    /// `repossess`, `tow`, `store`, ...
    pub kind: String,
    /// `draft`, `offered`, `accepted`, ...
    pub state: String,
    /// Which vendor works on it.
    pub vendor_id: Option<Uuid>,
    /// The whole order: target, term, stage with what belongs to it.
    #[schema(value_type = Object)]
    pub order: Order,
    /// The ETag of the order.
    pub version: u64,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

impl OrderView {
    fn of(stored: Stored<Order>, plates: &HashMap<Uuid, String>) -> OrderView {
        let order = stored.value;
        OrderView {
            id: stored.id,
            case_id: order.case.0,
            plate: plates.get(&order.case.0).cloned(),
            kind: order.kind.name().to_owned(),
            state: order.stage.state().name().to_owned(),
            vendor_id: order.stage.work().map(|work| work.vendor.0),
            version: order.version,
            updated_at: stored.updated_at,
            order,
        }
    }
}

/// The plates of cars by case, as far as the caller sees them.
async fn plates(caller: &Caller, tx: &mut Tx, cases: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let mut plates = case_list::plates(tx, cases).await?;
    if !caller.sight().vehicle_identity {
        plates.values_mut().for_each(|plate| *plate = mask::identifier(plate));
    }
    Ok(plates)
}

/// Which orders.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrderFilter {
    /// In these states, separated by commas.
    pub state: Option<String>,
    /// Of one case.
    pub case_id: Option<Uuid>,
    /// Of one vendor.
    pub vendor_id: Option<Uuid>,
    /// Changed at or after this time (`updated_at`).
    pub since: Option<Timestamp>,
    /// Written at or after this time.
    pub written_from: Option<Timestamp>,
    /// Written before this time.
    pub written_to: Option<Timestamp>,
    /// `asc` (default: as they were written) or `desc`.
    pub order: Option<String>,
}

/// Orders
#[utoipa::path(get, path = "/orders", tag = "orders", params(OrderFilter, Paging), responses((status = 200, body = Page<OrderView>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<OrderFilter>) -> Result<Json<Page<OrderView>>> {
    let all: Vec<&str> = OrderState::ALL.iter().map(|s| s.name()).collect();
    let states = names("state", &f.state, &all)?;
    let order = names("order", &f.order, &["asc", "desc"])?;
    let filter = Filter {
        newest_first: order.is_some_and(|order| order == ["desc"]),
        states: states.as_deref(),
        case_id: f.case_id,
        vendor_id: f.vendor_id,
        since: f.since.map(|t| t.0),
        written: span(("written_from", f.written_from), ("written_to", f.written_to))?,
    };
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = ORDERS.list(&mut tx, filter, after, limit + 1).await?;
    let of: Vec<Uuid> = items.iter().map(|stored| stored.value.case.0).collect();
    let plates = plates(&caller, &mut tx, &of).await?;
    tx.commit().await?;
    let items = items.into_iter().map(|stored| OrderView::of(stored, &plates)).collect();
    Ok(Json(page(items, limit, |o: &OrderView| o.id)))
}

/// What may be done with an order now.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderStep {
    /// e.g. `offer`.
    pub action: String,
    /// What keeps the caller from it; null: nothing.
    #[schema(value_type = Option<Object>)]
    pub refusal: Option<lienwatch_domain::refusal::Refusal>,
}

/// An order with what may be done with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderDetail {
    /// The order.
    #[serde(flatten)]
    pub order: OrderView,
    /// What the caller may do, and what keeps them from the rest.
    pub actions: Vec<OrderStep>,
    /// How many rounds of offers it has had.
    pub rounds: u32,
}

/// One order
///
/// Its ETag is its version; send it back as `If-Match` with a change.
#[utoipa::path(get, path = "/orders/{id}", tag = "orders", params(("id" = Uuid, Path)),
    responses((status = 200, body = OrderDetail), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let detail = detail(&caller, &mut tx, id, PartyIn::Lender).await?;
    tx.commit().await?;
    let version = detail.order.version;
    Ok(with_etag(Json(detail).into_response(), etag(version)))
}

/// A version as an ETag.
pub(super) fn etag(version: u64) -> i32 {
    i32::try_from(version).unwrap_or(i32::MAX)
}

pub(super) async fn detail(caller: &Caller, tx: &mut Tx, id: Uuid, party: PartyIn) -> Result<OrderDetail> {
    let case = ORDERS.get(tx, id).await?.ok_or(Error::NotFound("order"))?.value.case;
    let doing = caller.doing();
    let open = OpenCase::lock(tx, &doing, case.0).await?;
    let stored = ORDERS.get(tx, id).await?.ok_or(Error::NotFound("order"))?;
    let vendor = match party {
        PartyIn::Vendor(vendor) => Some(vendor),
        PartyIn::Lender => stored.value.stage.work().map(|work| work.vendor),
    };
    let facts = recovery::order_facts(tx, &doing, &open, &stored.value, party, vendor).await?;
    let actions = order::allowed(&stored.value, &facts, doing.now, &open.place.policy.orders)
        .into_iter()
        .map(|(kind, refusal)| OrderStep { action: kind.name().to_owned(), refusal })
        .collect();
    let rounds = vendors::rounds(tx, id).await?;
    let plates = plates(caller, tx, &[case.0]).await?;
    Ok(OrderDetail { order: OrderView::of(stored, &plates), actions, rounds })
}

/// A new order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderBody {
    /// `repossess`, `voluntary_surrender`, `investigate`, `field_visit`, `condition_report`, `tow`, `transport`, `store`, ...
    pub kind: String,
    /// What the contractor should know.
    #[serde(default)]
    pub instructions: Option<String>,
    /// Where: degrees north.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Where: degrees east.
    #[serde(default)]
    pub lon: Option<f64>,
    /// Last day, by the lender's calendar; default: the lender's usual term from today.
    #[serde(default)]
    pub ends_on: Option<NaiveDate>,
}

/// Write an order
///
/// It is a draft: nobody is asked yet. 409 where the case is not where such an order fits.
#[utoipa::path(post, path = "/cases/{id}/orders", tag = "orders", params(("id" = Uuid, Path)), request_body = OrderBody,
    responses((status = 201, body = OrderDetail), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn create(Path(case): Path<Uuid>, write: Write<OrderBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let all: Vec<&str> = OrderKind::ALL.iter().map(|k| k.name()).collect();
    let kind = known("kind", &body.kind, OrderKind::from_name, &all.join(", "))?;
    let instructions = optional("instructions", &body.instructions, 2000)?.map(Reason::new).transpose()?;
    let target = match (body.lat, body.lon) {
        (Some(lat), Some(lon)) => Some(point("lat", lat, lon)?),
        (None, None) => None,
        _ => {
            return Err(Error::invalid(
                "half_a_place",
                "lat",
                "only one coordinate is given",
                "give lat and lon, or neither",
            ));
        }
    };
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &doing, case).await?;
    let today = open.place.today(doing.now);
    let usual = today + Days::new(u64::from(open.place.policy.orders.term_days));
    let ends_on = body.ends_on.unwrap_or(usual);
    if ends_on < today || ends_on > today + Days::new(366) {
        let detail = format!("{ends_on} is not within a year from {today}");
        return Err(Error::invalid("bad_term", "ends_on", detail, "give a day from today on, within a year"));
    }
    let id = OrderId(caller.state.new_id());
    let new = NewOrder { id, case: CaseId(case), kind, instructions, target, term: Term { ends_on, asked: None } };
    write_order(&mut tx, &doing, &open, new).await?;
    let made = detail(&caller, &mut tx, id.0, PartyIn::Lender).await?;
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    Ok(with_etag(response, etag(made.order.version)))
}

/// Applies one action for the caller's side, and answers the order.
pub(super) async fn act<T>(
    id: Uuid,
    write: Write<T>,
    party: PartyIn,
    action: impl FnOnce(&Caller, T) -> Result<OrderAction>,
) -> Result<Response> {
    let expected = write.if_match;
    let Write { caller, body, .. } = write;
    let action = action(&caller, body)?;
    let mut tx = caller.begin().await?;
    act_on(&caller, &mut tx, id, expected, party, action).await?;
    let made = detail(&caller, &mut tx, id, party).await?;
    let version = etag(made.order.version);
    let response = match party {
        PartyIn::Lender => caller.answer(tx, StatusCode::OK, &made).await?,
        PartyIn::Vendor(vendor) => {
            let view = super::work_view::view(&caller, &mut tx, id, vendor).await?;
            caller.answer(tx, StatusCode::OK, &view).await?
        }
    };
    Ok(with_etag(response, version))
}

/// Applies one action to an order, if it still is the version that the caller saw: for one order by itself, and for each
/// of many.
pub(in crate::api) async fn act_on(
    caller: &Caller,
    tx: &mut Tx,
    id: Uuid,
    expected: Option<i32>,
    party: PartyIn,
    action: OrderAction,
) -> Result<()> {
    let doing = caller.doing();
    let seen = ORDERS.get(tx, id).await?.ok_or(Error::NotFound("order"))?;
    let mut open = OpenCase::lock(tx, &doing, seen.value.case.0).await?;
    if let Some(expected) = expected {
        let now = ORDERS.get(tx, id).await?.ok_or(Error::NotFound("order"))?;
        if etag(now.value.version) != expected {
            return Err(Error::Stale);
        }
    }
    act_on_order(tx, &doing, &mut open, id, party, action).await?;
    Ok(())
}

/// Take an order back
///
/// The contractor's access ends at once: its links die, its letter is void.
#[utoipa::path(post, path = "/orders/{id}/withdraw", tag = "orders", params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = OrderDetail), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn withdraw(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    act(id, write, PartyIn::Lender, |_, b| Ok(OrderAction::Withdraw { reason: Reason::new(&b.reason)? })).await
}

/// Agree with what the contractor reports
///
/// Its fees are due from then on. 409 `documents_complete` where photos, odometer or VIN are missing.
#[utoipa::path(post, path = "/orders/{id}/acknowledge", tag = "orders", params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 200, body = OrderDetail), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn acknowledge(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    act(id, write, PartyIn::Lender, |_, _| Ok(OrderAction::Acknowledge)).await
}

/// Ask the contractor to complete the report
#[utoipa::path(post, path = "/orders/{id}/send-back", tag = "orders", params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = OrderDetail), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn send_back(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    act(id, write, PartyIn::Lender, |_, b| Ok(OrderAction::SendBack { reason: Reason::new(&b.reason)? })).await
}

/// Undo an order
///
/// Its fees are charged back.
#[utoipa::path(post, path = "/orders/{id}/reverse", tag = "orders", params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = OrderDetail), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn reverse(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    act(id, write, PartyIn::Lender, |_, b| Ok(OrderAction::Reverse { reason: Reason::new(&b.reason)? })).await
}

/// The answer to a vendor that asked for more time.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionAnswer {
    /// Given.
    pub granted: bool,
}

/// Give or refuse the extension that was asked for
#[utoipa::path(post, path = "/orders/{id}/extension", tag = "orders", params(("id" = Uuid, Path)), request_body = ExtensionAnswer,
    responses((status = 200, body = OrderDetail), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn answer_extension(Path(id): Path<Uuid>, write: Write<ExtensionAnswer>) -> Result<Response> {
    act(id, write, PartyIn::Lender, |_, b| Ok(OrderAction::AnswerExtension { granted: b.granted })).await
}

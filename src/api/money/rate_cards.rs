//! Rate cards of vendors.

use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Write};
use crate::store::documents::{Filter, New};
use crate::store::shelves::{RATE_CARDS, VENDORS};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::settlement::fees::RateCard;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Rate cards of one vendor at most.
const MOST: i64 = 500;

/// The published prices of a vendor.
#[derive(Debug, Serialize, ToSchema)]
pub struct RateCards {
    /// Every card.
    #[schema(value_type = Vec<Object>)]
    pub items: Vec<RateCard>,
}

/// The rate cards of a vendor
#[utoipa::path(get, path = "/vendors/{id}/rate-cards", tag = "money", params(("id" = Uuid, Path)),
    responses((status = 200, body = RateCards), (status = 404, body = crate::api::Problem)))]
pub async fn list(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<RateCards>> {
    let mut tx = caller.begin().await?;
    VENDORS.get(&mut tx, id).await?.ok_or(Error::NotFound("vendor"))?;
    let filter = Filter { vendor_id: Some(id), ..Filter::default() };
    let items = RATE_CARDS.list(&mut tx, filter, None, MOST).await?.into_iter().map(|stored| stored.value).collect();
    tx.commit().await?;
    Ok(Json(RateCards { items }))
}

/// Publish a rate card
///
/// `{"id": a new UUID, "vendor", "currency", "valid_from", "valid_to", "rows": [{"order": "repossess", "rate": {"type":
/// "flat", "amount": {...}}}], "penalties": {...}}`. No day of a kind of order has two prices, and a card is not changed.
#[utoipa::path(post, path = "/vendors/{id}/rate-cards", tag = "money", params(("id" = Uuid, Path)), request_body = Object,
    responses((status = 201, body = RateCards), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn publish(Path(id): Path<Uuid>, write: Write<RateCard>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    if body.vendor.0 != id {
        let detail = format!("{} is another vendor", body.vendor);
        return Err(Error::invalid("other_vendor", "vendor", detail, "name the vendor of the path"));
    }
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    // The lock makes "no day has two prices" true for cards that come at once.
    let vendor = VENDORS.for_update(&mut tx, id).await?.ok_or(Error::NotFound("vendor"))?;
    let filter = Filter { vendor_id: Some(id), ..Filter::default() };
    let before = RATE_CARDS.list(&mut tx, filter, None, MOST).await?;
    let mut items: Vec<RateCard> = before.into_iter().map(|stored| stored.value).collect();
    if let Some(same) = items.iter().find(|card| card.id == body.id) {
        if *same != body {
            return Err(Error::conflict("card_published", Some("id"), "another card has this id", "use a new UUID"));
        }
    } else {
        body.publish(&items)?;
        let lender_no = vendor.lender_no;
        RATE_CARDS.insert(&mut tx, New { id: body.id.0, lender_no, value: &body, due_at: None }, now).await?;
        let data = serde_json::json!({ "rate_card": body.id, "valid_from": body.valid_from });
        caller.log(&mut tx, Some(LenderNo(lender_no)), ("vendor", id), "rate_card_published", None, data).await?;
        items.push(body);
    }
    caller.answer(tx, StatusCode::CREATED, &RateCards { items }).await
}

//! Offers, as the vendor sees and answers them.

use crate::api::caller::Caller;
use crate::api::case_actions::Because;
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Write};
use crate::recovery::{OpenCase, act_on_round};
use crate::store::shelves::{ORDERS, ROUNDS};
use crate::store::{cases, loans, vehicles, vendors as store};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{OfferId, VendorId};
use lienwatch_domain::money::{Currency, Money};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::vendors::offers::{Action, OfferStatus, Quote, VendorView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Offers shown at once.
const MOST: i64 = 100;

/// An offer. Until it is accepted it says what kind of work and roughly where, and nothing of the borrower or the debt.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferView {
    /// The offer: until when, whether a quote is asked for, where it stands.
    #[schema(value_type = Object)]
    pub offer: VendorView,
    /// `repossess`, `tow`, ...
    pub kind: String,
    /// Degrees north, to a tenth: about 10 km.
    pub lat: Option<f64>,
    /// Degrees east, to a tenth.
    pub lon: Option<f64>,
    /// Last day of the order.
    pub ends_on: NaiveDate,
    /// Maker, model and colour of the car.
    pub car: String,
    /// In which a quote is given, ISO 4217: the loan's.
    pub currency: String,
}

fn vendor(caller: &Caller) -> Result<VendorId> {
    caller.vendor().map(|(vendor, _)| vendor).ok_or_else(|| Error::Forbidden("only a contractor has offers".into()))
}

/// Offers that wait for an answer
#[utoipa::path(get, path = "/work/offers", tag = "work", responses((status = 200, body = Vec<OfferView>)))]
pub async fn list(caller: Caller) -> Result<Json<Vec<OfferView>>> {
    let vendor = vendor(&caller)?;
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let mut offers = vec![];
    for id in store::rounds_asking(&mut tx, vendor.0, MOST).await? {
        let Some(round) = ROUNDS.get(&mut tx, id).await? else { continue };
        let open = round.value.for_vendor(vendor, now).filter(|o| o.status == OfferStatus::Open);
        let Some(offer) = open else { continue };
        let Some(order) = ORDERS.get(&mut tx, offer.order.0).await? else { continue };
        let order = order.value;
        let case = cases::get(&mut tx, order.case.0).await?.ok_or(Error::NotFound("case"))?;
        let car = vehicles::get(&mut tx, case.case.vehicle.0).await?.ok_or(Error::NotFound("vehicle"))?;
        let loan = loans::get(&mut tx, case.case.loan.0).await?.ok_or(Error::NotFound("loan"))?;
        let roughly = |degrees: f64| (degrees * 10.0).round() / 10.0;
        let named: Vec<String> = [car.make, car.model, car.colour].into_iter().flatten().collect();
        offers.push(OfferView {
            offer,
            kind: order.kind.name().to_owned(),
            lat: order.target.map(Point::lat).map(roughly),
            lon: order.target.map(Point::lon).map(roughly),
            ends_on: order.term.ends_on,
            car: named.join(" "),
            currency: loan.currency,
        });
    }
    tx.commit().await?;
    Ok(Json(offers))
}

/// What came of an answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answered {
    /// The order.
    pub order_id: Uuid,
    /// Where the offer stands now.
    #[schema(value_type = Object)]
    pub offer: VendorView,
}

/// Whom the vendor sends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CrewBody {
    /// Agents who will do it.
    pub agents: Vec<Uuid>,
}

/// Take an order
///
/// The letter of authorisation is issued with it. One vendor wins: 409 where the order is no longer to be had.
#[utoipa::path(post, path = "/work/offers/{id}/accept", tag = "work", params(("id" = Uuid, Path)), request_body = CrewBody,
    responses((status = 200, body = Answered), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn accept(Path(id): Path<Uuid>, write: Write<CrewBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    answer(caller, id, Some(body.agents), Action::Accept { offer: OfferId(id) }).await
}

/// Decline an offer
#[utoipa::path(post, path = "/work/offers/{id}/decline", tag = "work", params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = Answered), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn decline(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let reason = Reason::new(&body.reason)?;
    answer(caller, id, None, Action::Decline { offer: OfferId(id), reason }).await
}

/// A sealed quote.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteBody {
    /// The whole price, minor units, above zero.
    pub price_minor: i64,
    /// ISO 4217: the one that the offer names.
    pub currency: String,
    /// Minutes from the award until somebody is there.
    #[serde(default)]
    pub arrives_in_min: Option<u32>,
    /// Agents who will do it.
    pub agents: Vec<Uuid>,
}

/// Quote for an order
///
/// Nobody sees it before the round closes; another quote before then takes its place.
#[utoipa::path(post, path = "/work/offers/{id}/quote", tag = "work", params(("id" = Uuid, Path)), request_body = QuoteBody,
    responses((status = 200, body = Answered), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn quote(Path(id): Path<Uuid>, write: Write<QuoteBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let currency = Currency::new(&body.currency)
        .map_err(|e| Error::invalid("bad_currency", "currency", e.to_string(), "ISO 4217, e.g. CNY"))?;
    let quote = Quote { price: Money::new(body.price_minor, currency), arrives_in_min: body.arrives_in_min };
    answer(caller, id, Some(body.agents), Action::Quote { offer: OfferId(id), quote }).await
}

async fn answer(caller: Caller, id: Uuid, crew: Option<Vec<Uuid>>, action: Action) -> Result<Response> {
    let vendor = vendor(&caller)?;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let round = store::round_of_offer(&mut tx, id).await?.ok_or(Error::NotFound("offer"))?;
    let seen = ROUNDS.get(&mut tx, round).await?.ok_or(Error::NotFound("offer"))?.value;
    // Another vendor's offer does not exist for this one.
    let own = seen.for_vendor(vendor, doing.now).filter(|offer| offer.offer.0 == id);
    own.ok_or(Error::NotFound("offer"))?;
    let case = ORDERS.get(&mut tx, seen.order.0).await?.ok_or(Error::NotFound("order"))?.value.case;
    let mut open = OpenCase::lock(&mut tx, &doing, case.0).await?;
    let currency = open.loan.loan.currency;
    if let Action::Quote { quote, .. } = &action
        && quote.price.currency != currency
    {
        let message = format!("the price is in {}", quote.price.currency);
        return Err(Error::invalid("wrong_currency", "currency", message, format!("quote in {currency}")));
    }
    if let Some(crew) = crew {
        if crew.len() > 8 {
            return Err(Error::invalid("too_many", "agents", format!("{} agents", crew.len()), "name at most 8"));
        }
        store::set_crew(&mut tx, open.stored.lender_no, id, &crew).await?;
    }
    let round = act_on_round(&mut tx, &doing, &mut open, round, Some(vendor), action).await?;
    let offer = round.for_vendor(vendor, doing.now).ok_or(Error::NotFound("offer"))?;
    caller.answer(tx, StatusCode::OK, &Answered { order_id: round.order.0, offer }).await
}

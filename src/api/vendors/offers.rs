//! Who fits an order, and offering it.

use crate::api::access::{self, Resource};
use crate::api::caller::Caller;
use crate::api::disclosure::{Precision, Whose, Why, decide};
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Timestamp, Write};
use crate::recovery::{Asking, Leads, OpenCase, act_on_round, ask_vendors};
use crate::store::shelves::{ORDERS, ROUNDS};
use crate::store::vendors as store;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{LenderNo, OfferId, VendorId};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::vendors::matching::Ranking;
use lienwatch_domain::vendors::offers::{Action, LenderView, Mode};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Who fits an order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Matches {
    /// Who may have it, best first, with each term of the score; and who may not, with every reason.
    #[schema(value_type = Object)]
    pub ranking: Ranking,
    /// Where the order was taken to lead, from which travel is estimated.
    pub leads_to: LeadsTo,
}

/// Where an order was taken to lead.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeadsTo {
    /// `order`: the order names the place. `forecast`: the places where the car spends the night, each as likely as it
    /// is. `last_position`: where it was last. `unknown`: travel and areas do not count.
    pub basis: &'static str,
    /// Degrees north of the place, of a forecast the best; null to those who may not see places.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How exactly it is shown, under the same rule as `position`; null where it is not or where the order names it.
    pub precision: Option<Precision>,
    /// How likely the car is there, 0 to 1; of a forecast.
    pub p: Option<f64>,
    /// The night of the forecast begins; or when the car was last seen, by the device.
    pub from: Option<DateTime<Utc>>,
    /// The night ends.
    pub to: Option<DateTime<Utc>>,
    /// Places of the forecast that were weighed.
    pub places: Option<usize>,
}

impl LeadsTo {
    fn of(leads: &Leads) -> (LeadsTo, Option<Point>) {
        let bare = LeadsTo {
            basis: leads.name(),
            lat: None,
            lon: None,
            precision: None,
            p: None,
            from: None,
            to: None,
            places: None,
        };
        match leads {
            Leads::Order(place) => (LeadsTo { lat: Some(place.lat()), lon: Some(place.lon()), ..bare }, None),
            Leads::LastPosition { at, seen_at } => (LeadsTo { from: *seen_at, ..bare }, Some(*at)),
            Leads::Forecast(tonight) => {
                let best = tonight.places.first();
                let (from, to) = (Some(tonight.window.from()), Some(tonight.window.to()));
                let places = Some(tonight.places.len());
                (LeadsTo { p: best.map(|b| b.p), from, to, places, ..bare }, best.map(|b| b.point))
            }
            Leads::Unknown => (bare, None),
        }
    }
}

/// Which vendors fit an order, and why
///
/// An order in the field that names no place leads to where the car spends the coming night, else to where it was last.
#[utoipa::path(get, path = "/orders/{id}/matches", tag = "orders", params(("id" = Uuid, Path)),
    responses((status = 200, body = Matches), (status = 404, body = crate::api::Problem)))]
pub async fn matches(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Matches>> {
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let order = ORDERS.get(&mut tx, id).await?.ok_or(Error::NotFound("order"))?.value;
    let open = OpenCase::lock(&mut tx, &doing, order.case.0).await?;
    let matched = crate::recovery::matches(&mut tx, &doing, &open, &order, &HashMap::new()).await?;
    let (mut leads_to, car) = LeadsTo::of(&matched.leads);
    if let Some(car) = car.filter(|_| caller.may(Resource::Locations, access::Action::Read)) {
        let (vehicle_no, vehicle_id) = (open.loan.vehicle_no, open.loan.vehicle_id);
        let whose = Whose { vehicle_no, vehicle_id, lender: LenderNo(open.stored.lender_no) };
        let shown = decide(&caller, &mut tx, whose, "matches", &Why { reason: None }, false).await?;
        let (lat, lon) = shown.precision.show(car.lat(), car.lon());
        (leads_to.lat, leads_to.lon, leads_to.precision) = (Some(lat), Some(lon), Some(shown.precision));
    }
    caller.commit(tx).await?;
    Ok(Json(Matches { ranking: matched.ranking, leads_to }))
}

/// A round of offers.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundView {
    /// The round: how vendors are asked, where each offer stands, who won.
    #[schema(value_type = Object)]
    pub round: LenderView,
}

/// The rounds of offers of an order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rounds {
    /// The newest: how vendors are asked, where each offer stands, who won.
    #[schema(value_type = Object)]
    pub round: LenderView,
    /// Those before, newest first: who was asked then, and what each answered. At most 20.
    #[schema(value_type = Vec<Object>)]
    pub earlier: Vec<LenderView>,
}

/// Earlier rounds that are told: a lender that asked more often than this looks at the last ones.
const EARLIER: usize = 20;

/// The rounds of offers of an order
#[utoipa::path(get, path = "/orders/{id}/offers", tag = "orders", params(("id" = Uuid, Path)),
    responses((status = 200, body = Rounds), (status = 404, body = crate::api::Problem)))]
pub async fn list(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Rounds>> {
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    ORDERS.get(&mut tx, id).await?.ok_or(Error::NotFound("order"))?;
    let mut rounds = Vec::new();
    for round in store::newest_rounds(&mut tx, id, 1 + EARLIER as i64).await? {
        let round = ROUNDS.get(&mut tx, round).await?.ok_or(Error::NotFound("round"))?.value;
        rounds.push(round.for_lender(now));
    }
    tx.commit().await?;
    let mut rounds = rounds.into_iter();
    let round = rounds.next().ok_or(Error::NotFound("round of offers of this order"))?;
    Ok(Json(Rounds { round, earlier: rounds.collect() }))
}

/// How an order is offered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferBody {
    /// `direct` (one vendor), `cascade` (one after another) or `sealed` (all at once, quotes opened together).
    pub mode: String,
    /// Whom, best first; left out: the best by score (up to 5; one for `direct`).
    #[serde(default)]
    pub vendors: Option<Vec<Uuid>>,
    /// Minutes each has to answer; default: the lender's.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// When quotes are opened, for `sealed`.
    #[serde(default)]
    pub closes_at: Option<Timestamp>,
}

impl OfferBody {
    fn mode(&self) -> Result<Mode> {
        match (self.mode.as_str(), self.closes_at) {
            ("direct", _) => Ok(Mode::Direct),
            ("cascade", _) => Ok(Mode::Cascade),
            ("sealed", Some(at)) => Ok(Mode::Sealed { closes_at: at.0 }),
            ("sealed", None) => {
                let detail = "a sealed round needs its close";
                Err(Error::invalid("close_required", "closes_at", detail, "say when quotes are opened"))
            }
            (other, _) => {
                let detail = format!("{other:?} is no mode");
                Err(Error::invalid("unknown_name", "mode", detail, "direct, cascade or sealed"))
            }
        }
    }
}

/// Offer an order
///
/// Everything that authorised the case is checked again; the case counts as dispatched. 409 names the rule that refuses.
#[utoipa::path(post, path = "/orders/{id}/offer", tag = "orders", params(("id" = Uuid, Path)), request_body = OfferBody,
    responses((status = 200, body = RoundView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn offer(Path(id): Path<Uuid>, write: Write<OfferBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let mode = body.mode()?;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let order = ORDERS.get(&mut tx, id).await?.ok_or(Error::NotFound("order"))?.value;
    let mut open = OpenCase::lock(&mut tx, &doing, order.case.0).await?;
    let vendors: Vec<VendorId> = match body.vendors {
        Some(named) => named.into_iter().map(VendorId).collect(),
        None => {
            let matched = crate::recovery::matches(&mut tx, &doing, &open, &order, &HashMap::new()).await?;
            let most = if mode == Mode::Direct { 1 } else { 5 };
            matched.ranking.ranked.iter().take(most).map(|scored| scored.vendor).collect()
        }
    };
    if vendors.is_empty() {
        return Err(Error::refused(
            "vendor_fits",
            "no vendor fits this order",
            "look at the order's matches for what keeps each vendor from it",
        ));
    }
    let minutes = body.minutes.unwrap_or(open.place.policy.orders.offer_min);
    let round = ask_vendors(&mut tx, &doing, &mut open, id, Asking { mode, vendors, minutes }).await?;
    caller.answer(tx, StatusCode::OK, &RoundView { round: round.for_lender(doing.now) }).await
}

/// A choice among opened quotes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AwardBody {
    /// Which offer.
    pub offer_id: Uuid,
    /// Why this one; needed where it is not the best by score.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Award an order to one of the quotes
#[utoipa::path(post, path = "/orders/{id}/award", tag = "orders", params(("id" = Uuid, Path)), request_body = AwardBody,
    responses((status = 200, body = RoundView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn award(Path(id): Path<Uuid>, write: Write<AwardBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let reason = body.reason.as_deref().map(Reason::new).transpose()?;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let order = ORDERS.get(&mut tx, id).await?.ok_or(Error::NotFound("order"))?.value;
    let mut open = OpenCase::lock(&mut tx, &doing, order.case.0).await?;
    let round = store::open_round(&mut tx, id).await?.ok_or(Error::NotFound("open round of offers"))?;
    let action = Action::Award { offer: OfferId(body.offer_id), reason };
    let round = act_on_round(&mut tx, &doing, &mut open, round, None, action).await?;
    caller.answer(tx, StatusCode::OK, &RoundView { round: round.for_lender(doing.now) }).await
}

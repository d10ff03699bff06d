//! Who fits an order, and offering it.

use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Timestamp, Write};
use crate::recovery::{Asking, OpenCase, act_on_round, ask_vendors};
use crate::store::shelves::{ORDERS, ROUNDS};
use crate::store::vendors as store;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::{OfferId, VendorId};
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
}

/// Which vendors fit an order, and why
#[utoipa::path(get, path = "/orders/{id}/matches", tag = "orders", params(("id" = Uuid, Path)),
    responses((status = 200, body = Matches), (status = 404, body = crate::api::Problem)))]
pub async fn matches(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Matches>> {
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let order = ORDERS.get(&mut tx, id).await?.ok_or(Error::NotFound("order"))?.value;
    let open = OpenCase::lock(&mut tx, &doing, order.case.0).await?;
    let ranking = crate::recovery::matches(&mut tx, &doing, &open, &order, &HashMap::new()).await?;
    tx.commit().await?;
    Ok(Json(Matches { ranking }))
}

/// A round of offers.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundView {
    /// The round: how vendors are asked, where each offer stands, who won.
    #[schema(value_type = Object)]
    pub round: LenderView,
}

/// The newest round of offers of an order
#[utoipa::path(get, path = "/orders/{id}/offers", tag = "orders", params(("id" = Uuid, Path)),
    responses((status = 200, body = RoundView), (status = 404, body = crate::api::Problem)))]
pub async fn list(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<RoundView>> {
    let mut tx = caller.begin().await?;
    ORDERS.get(&mut tx, id).await?.ok_or(Error::NotFound("order"))?;
    let none = Error::NotFound("round of offers of this order");
    let round = store::newest_round(&mut tx, id).await?.ok_or(none)?;
    let round = ROUNDS.get(&mut tx, round).await?.ok_or(Error::NotFound("round"))?.value;
    tx.commit().await?;
    Ok(Json(RoundView { round: round.for_lender(caller.state.engine.clock().now()) }))
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
            let ranking = crate::recovery::matches(&mut tx, &doing, &open, &order, &HashMap::new()).await?;
            let most = if mode == Mode::Direct { 1 } else { 5 };
            ranking.ranked.iter().take(most).map(|scored| scored.vendor).collect()
        }
    };
    if vendors.is_empty() {
        return Err(Error::Refused {
            rule: "vendor_fits".into(),
            message: "no vendor fits this order".into(),
            remedy: "look at the order's matches for what keeps each vendor from it".into(),
        });
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

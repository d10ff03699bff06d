//! Lots.

use crate::api::caller::{Caller, Tx, with_etag};
use crate::api::case_actions::Because;
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, Path, Query, Write, names, page};
use crate::api::shapes::{ChecklistShape, RefusalShape};
use crate::recovery::{OpenCase, act_on_lot, checklist, lot_actions, of_this_case, write_lot};
use crate::store::documents::Filter;
use crate::store::shelves::LOTS;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::disposal::{Action, ActionKind, Checklist, Lot, LotState, Proof, SellerView, Terms};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::refusal::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A lot, as the seller sees it: sealed bids stay sealed until the close.
#[derive(Debug, Serialize, ToSchema)]
pub struct LotView {
    /// Its id.
    pub id: Uuid,
    /// Of which case.
    pub case_id: Uuid,
    /// `draft`, `listed`, `open`, `closed`, `awarded`, `paid`, `delivered`, `unsold`, ...
    pub state: String,
    /// Terms, bids, deposits, award.
    #[schema(value_type = Object)]
    pub lot: SellerView,
    /// The ETag.
    pub version: u64,
}

impl From<Lot> for LotView {
    fn from(lot: Lot) -> LotView {
        LotView {
            id: lot.id.0,
            case_id: lot.case.0,
            state: lot.state().name().to_owned(),
            version: lot.version,
            lot: lot.for_seller(),
        }
    }
}

/// What may be done with a lot now.
#[derive(Debug, Serialize, ToSchema)]
pub struct LotAction {
    /// e.g. `award`.
    pub action: String,
    /// What keeps the caller from it; null: nothing. What the action brings itself (an amount, a buyer, terms) is judged
    /// when it is asked for.
    #[schema(value_type = Option<RefusalShape>)]
    pub refusal: Option<Refusal>,
}

/// A lot with what may be done with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct LotDetail {
    /// The lot.
    #[serde(flatten)]
    pub lot: LotView,
    /// Every action, and what keeps the caller from those that are not possible.
    pub actions: Vec<LotAction>,
    /// What proves that the sale is commercially reasonable, and what is missing.
    #[schema(value_type = ChecklistShape)]
    pub checklist: Checklist,
}

/// Which lots.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LotFilter {
    /// In these states, separated by commas.
    pub state: Option<String>,
    /// Of one case.
    pub case_id: Option<Uuid>,
}

/// Lots
#[utoipa::path(get, path = "/lots", tag = "disposal", params(LotFilter, Paging), responses((status = 200, body = Page<LotView>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<LotFilter>) -> Result<Json<Page<LotView>>> {
    let all: Vec<&str> = LotState::ALL.iter().map(|s| s.name()).collect();
    let states = names("state", &f.state, &all)?;
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let filter = Filter { states: states.as_deref(), case_id: f.case_id, ..Filter::default() };
    let items = LOTS.list(&mut tx, filter, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items.into_iter().map(|stored| LotView::from(stored.value)).collect(), limit, |l: &LotView| l.id)))
}

/// One lot
#[utoipa::path(get, path = "/lots/{id}", tag = "disposal", params(("id" = Uuid, Path)),
    responses((status = 200, body = LotDetail), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let case = found(&mut tx, id).await?.case;
    let open = OpenCase::lock(&mut tx, &doing, case.0).await?;
    let lot = found(&mut tx, id).await?;
    let allowed = lot_actions(&mut tx, &doing, &open, &lot).await?;
    let checklist = checklist(&mut tx, &open, &lot).await?;
    tx.commit().await?;
    let version = i32::try_from(lot.version).unwrap_or(i32::MAX);
    let step = |(kind, refusal): (ActionKind, Option<Refusal>)| LotAction { action: kind.name().to_owned(), refusal };
    let actions = allowed.into_iter().map(step).collect();
    let detail = LotDetail { lot: LotView::from(lot), actions, checklist };
    Ok(with_etag(Json(detail).into_response(), version))
}

async fn found(tx: &mut Tx, id: Uuid) -> Result<Lot> {
    Ok(LOTS.get(tx, id).await?.ok_or(Error::NotFound("lot"))?.value)
}

/// Draft a lot for the car of a case
///
/// Its terms: `{"channel": "open_auction", "start": {...}, "increment": {...}, "reserve", "deposit", "opens_at",
/// "closes_at", "pay_hours"}`, or `sealed_auction`, `fixed_price`, `consignment`, `judicial_auction`, `buy_back`.
#[utoipa::path(post, path = "/cases/{id}/lots", tag = "disposal", params(("id" = Uuid, Path)), request_body = Object,
    responses((status = 201, body = LotView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn create(Path(case): Path<Uuid>, write: Write<Terms>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &doing, case).await?;
    let lot = write_lot(&mut tx, &doing, &open, body).await?;
    caller.answer(tx, StatusCode::CREATED, &LotView::from(lot)).await
}

/// Move a lot
///
/// `{"action": "list", "appraisal"}`, `lodge_deposit`, `bid`, `buy`, `award`, `record_payment`, `relist`, `withdraw`, ...
/// Of the checklist `{"action": "record_proof", "proof": {"proof": "advertisement", "evidence", "place"}}`, `comparable`
/// (`evidence`, `price`), `condition_report` (`evidence`) or `notice` (`notice`): papers of the case.
/// New ids (of bids, of payments) are the caller's UUIDs: the same one is counted once. Where the price becomes a sale,
/// the case's guards are asked: a hold, a redemption or an old appraisal refuses it.
#[utoipa::path(post, path = "/lots/{id}/actions", tag = "disposal", params(("id" = Uuid, Path)), request_body = Object,
    responses((status = 200, body = LotView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn act(Path(id): Path<Uuid>, write: Write<Action>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    if matches!(body, Action::ApproveReserve { .. } | Action::Deliver { .. }) {
        let fix = "approve a reserve by its own route; a delivery follows from the hand-over to the buyer";
        return Err(Error::invalid("not_this_way", "action", "this is done elsewhere", fix));
    }
    moved(id, caller, body).await
}

/// Let a sale below the reserve pass
///
/// By another person than the one who set the terms.
#[utoipa::path(post, path = "/lots/{id}/approve-reserve", tag = "disposal", params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = LotView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn approve_reserve(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let reason = Reason::new(&body.reason)?;
    moved(id, caller, Action::ApproveReserve { reason }).await
}

async fn moved(id: Uuid, caller: Caller, action: Action) -> Result<Response> {
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let case = found(&mut tx, id).await?.case;
    let mut open = OpenCase::lock(&mut tx, &doing, case.0).await?;
    if let Action::RecordProof { proof } = &action {
        named(&mut tx, &open, proof).await?;
    }
    let lot = act_on_lot(&mut tx, &doing, &mut open, id, action).await?;
    caller.answer(tx, StatusCode::OK, &LotView::from(lot)).await
}

/// The paper that a proof names must be there.
async fn named(tx: &mut Tx, open: &OpenCase, proof: &Proof) -> Result<()> {
    if of_this_case(tx, open, proof).await? {
        return Ok(());
    }
    Err(match proof {
        Proof::Notice { .. } => {
            let fix = "name a notice of this case that was served";
            Error::invalid("unknown_notice", "proof.notice", "this is no served notice of this case", fix)
        }
        _ => {
            let fix = "upload the paper as evidence of the case first";
            Error::invalid("unknown_evidence", "proof.evidence", "this is no evidence of this case", fix)
        }
    })
}

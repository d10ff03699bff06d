//! What is done with a case. The machine in `domain::recovery` decides; here its facts are gathered and its answer is
//! stored, one event row for each change, in one transaction.

use super::caller::{Caller, Tx, with_etag};
use super::cases::{CaseDetail, detail};
use super::error::{Error, Result};
use super::import_assets::known;
use super::loans;
use super::request::{Nothing, Path, Write};
use crate::recovery::{self, Doing, OpenCase};
use crate::store::cases;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::compliance::LegalBasis;
use lienwatch_domain::ids::{HoldId, LenderNo};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::{Action, CloseReason, HoldKind, IntakeItem};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The case, locked, if it still is the version that the caller saw.
pub(super) async fn changing(caller: &Caller, doing: &Doing, tx: &mut Tx, id: Uuid, version: i32) -> Result<OpenCase> {
    let open = OpenCase::lock(tx, doing, id).await?;
    if i64::try_from(open.stored.case.version) != Ok(i64::from(version)) {
        return Err(Error::Stale);
    }
    loans::age(caller, tx, &open.loan, &open.place).await?;
    Ok(open)
}

/// Applies one action, stores it with its event rows and what follows from it, answers the case.
pub(super) async fn act<T>(
    id: Uuid,
    write: Write<T>,
    action: impl FnOnce(&Caller, T) -> Result<Action>,
) -> Result<Response> {
    let version = write.version()?;
    let Write { caller, body, .. } = write;
    let action = action(&caller, body)?;
    let mut tx = caller.begin().await?;
    act_on(&caller, &mut tx, id, version, action).await?;
    let made = detail(&caller, &mut tx, id).await?;
    let response = caller.answer(tx, StatusCode::OK, &made).await?;
    Ok(with_etag(response, made.case.version))
}

/// Applies one action to a case that still is the version that the caller saw, stores it with its event rows and what
/// follows from it: for one case by itself, and for each of many.
pub(super) async fn act_on(caller: &Caller, tx: &mut Tx, id: Uuid, version: i32, action: Action) -> Result<()> {
    let doing = caller.doing();
    let mut open = changing(caller, &doing, tx, id, version).await?;
    recovery::act_on_case(tx, &doing, &mut open, action).await?;
    Ok(())
}

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Because {
    /// In words.
    pub reason: String,
}

/// Take a flagged case into review
#[utoipa::path(post, path = "/cases/{id}/review", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Nothing,
    responses((status = 200, body = CaseDetail), (status = 409, body = super::Problem), (status = 412, body = super::Problem), (status = 428, body = super::Problem)))]
pub async fn review(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    act(id, write, |_, _| Ok(Action::StartReview)).await
}

/// A request for authorisation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorisationBody {
    /// `voluntary_surrender`, `consented_recovery`, `court_order`, `impound_release` or `self_help_no_breach`.
    pub basis: String,
    /// Where its proof is: court and case number, document.
    #[serde(default)]
    pub reference: Option<String>,
    /// Why now.
    pub reason: String,
}

/// Ask a second person to authorise
#[utoipa::path(post, path = "/cases/{id}/request-authorisation", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = AuthorisationBody,
    responses((status = 200, body = CaseDetail), (status = 409, body = super::Problem), (status = 412, body = super::Problem), (status = 428, body = super::Problem)))]
pub async fn request_authorisation(Path(id): Path<Uuid>, write: Write<AuthorisationBody>) -> Result<Response> {
    act(id, write, |_, body| body.action()).await
}

impl AuthorisationBody {
    /// What it asks for.
    pub(super) fn action(&self) -> Result<Action> {
        let all: Vec<&str> = LegalBasis::ALL.iter().map(|b| b.name()).collect();
        Ok(Action::RequestAuthorisation {
            basis: known("basis", &self.basis, LegalBasis::from_name, &all.join(", "))?,
            reference: self.reference.as_deref().map(Reason::new).transpose()?,
            reason: Reason::new(&self.reason)?,
        })
    }
}

/// Agree, as the second person
#[utoipa::path(post, path = "/cases/{id}/approve", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Because,
    responses((status = 200, body = CaseDetail), (status = 409, body = super::Problem), (status = 412, body = super::Problem), (status = 428, body = super::Problem)))]
pub async fn approve(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    act(id, write, |_, body| Ok(Action::Approve { reason: Reason::new(&body.reason)? })).await
}

/// Refuse or withdraw the request for authorisation
#[utoipa::path(post, path = "/cases/{id}/reject", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Because,
    responses((status = 200, body = CaseDetail), (status = 409, body = super::Problem), (status = 412, body = super::Problem), (status = 428, body = super::Problem)))]
pub async fn reject(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    act(id, write, |_, body| Ok(Action::Reject { reason: Reason::new(&body.reason)? })).await
}

/// One step back
#[utoipa::path(post, path = "/cases/{id}/return", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Because,
    responses((status = 200, body = CaseDetail), (status = 409, body = super::Problem), (status = 412, body = super::Problem), (status = 428, body = super::Problem)))]
pub async fn step_back(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    act(id, write, |_, body| Ok(Action::Return { reason: Reason::new(&body.reason)? })).await
}

/// A new hold.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldBody {
    /// e.g. `dispute_or_fraud`, `bankruptcy_stay`, `complaint`, `lender_review`.
    pub kind: String,
    /// Why.
    pub reason: String,
}

/// Hold a case
#[utoipa::path(post, path = "/cases/{id}/holds", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = HoldBody,
    responses((status = 200, body = CaseDetail), (status = 409, body = super::Problem), (status = 412, body = super::Problem), (status = 428, body = super::Problem)))]
pub async fn hold(Path(id): Path<Uuid>, write: Write<HoldBody>) -> Result<Response> {
    act(id, write, |caller, body| body.action(caller)).await
}

impl HoldBody {
    /// A hold with an id of its own.
    pub(super) fn action(&self, caller: &Caller) -> Result<Action> {
        let all: Vec<&str> = HoldKind::ALL.iter().map(|k| k.name()).collect();
        Ok(Action::PlaceHold {
            hold: HoldId(caller.state.new_id()),
            kind: known("kind", &self.kind, HoldKind::from_name, &all.join(", "))?,
            reason: Reason::new(&self.reason)?,
        })
    }
}

/// Release a hold
#[utoipa::path(post, path = "/cases/{id}/holds/{hold_id}/release", tag = "cases",
    params(("id" = Uuid, Path), ("hold_id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Because,
    responses((status = 200, body = CaseDetail), (status = 409, body = super::Problem), (status = 412, body = super::Problem), (status = 428, body = super::Problem)))]
pub async fn release(Path((id, hold)): Path<(Uuid, Uuid)>, write: Write<Because>) -> Result<Response> {
    act(id, write, |_, body| Ok(Action::ReleaseHold { hold: HoldId(hold), reason: Reason::new(&body.reason)? })).await
}

/// The end of a case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseBody {
    /// e.g. `cured`, `settled`, `lender_cancel`, `legal_route`.
    pub close_reason: String,
    /// In words.
    pub reason: String,
}

/// Close a case
#[utoipa::path(post, path = "/cases/{id}/close", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = CloseBody,
    responses((status = 200, body = CaseDetail), (status = 409, body = super::Problem), (status = 412, body = super::Problem), (status = 428, body = super::Problem)))]
pub async fn close(Path(id): Path<Uuid>, write: Write<CloseBody>) -> Result<Response> {
    act(id, write, |_, body| body.action()).await
}

impl CloseBody {
    /// The end.
    pub(super) fn action(&self) -> Result<Action> {
        let all: Vec<&str> = CloseReason::ALL.iter().map(|k| k.name()).collect();
        Ok(Action::Close {
            close_reason: known("close_reason", &self.close_reason, CloseReason::from_name, &all.join(", "))?,
            reason: Reason::new(&self.reason)?,
        })
    }
}

/// Take a closed case up again
#[utoipa::path(post, path = "/cases/{id}/reopen", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Because,
    responses((status = 200, body = CaseDetail), (status = 409, body = super::Problem), (status = 412, body = super::Problem), (status = 428, body = super::Problem)))]
pub async fn reopen(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    act(id, write, |_, body| Ok(Action::Reopen { reason: Reason::new(&body.reason)? })).await
}

/// What intake has.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IntakeBody {
    /// All that is there: `loan_contract`, `payment_history`, `borrower_details`, `credit_assessment`, `vehicle_details`,
    /// `lien_registration`, `valuation`, `keys`.
    pub items: Vec<String>,
}

/// Record what intake has
#[utoipa::path(put, path = "/cases/{id}/intake", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = IntakeBody,
    responses((status = 200, body = CaseDetail), (status = 412, body = super::Problem), (status = 428, body = super::Problem)))]
pub async fn intake(Path(id): Path<Uuid>, write: Write<IntakeBody>) -> Result<Response> {
    let version = write.version()?;
    let Write { caller, body, .. } = write;
    let all: Vec<&str> = IntakeItem::ALL.iter().map(|k| k.name()).collect();
    let item =
        |(i, name): (usize, &String)| known(&format!("items[{i}]"), name, IntakeItem::from_name, &all.join(", "));
    let items = body.items.iter().enumerate().map(item).collect::<Result<_>>()?;
    let mut tx = caller.begin().await?;
    let mut change = changing(&caller, &caller.doing(), &mut tx, id, version).await?;
    change.stored.case.version += 1;
    let (lender, case) = (change.stored.lender_no, &change.stored.case);
    cases::update(&mut tx, lender, version, case, &items, caller.state.engine.clock().now()).await?;
    let data = serde_json::json!({ "items": items, "version": case.version });
    caller.log(&mut tx, Some(LenderNo(lender)), ("case", id), "intake_recorded", None, data).await?;
    let made = detail(&caller, &mut tx, id).await?;
    let response = caller.answer(tx, StatusCode::OK, &made).await?;
    Ok(with_etag(response, made.case.version))
}

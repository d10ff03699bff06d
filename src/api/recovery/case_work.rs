//! What is done with a case once the car is in hand.

use crate::api::case_actions::{Because, act};
use crate::api::cases::CaseDetail;
use crate::api::error::Result;
use crate::api::request::{Path, Write};
use axum::response::Response;
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::{Action, GoingBack};
use uuid::Uuid;

/// Clear the car for disposal
///
/// 409 names what is missing: acknowledgement, personal property, title check, notice and redemption periods, a hold.
#[utoipa::path(post, path = "/cases/{id}/clear-for-disposal", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Because,
    responses((status = 200, body = CaseDetail), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem), (status = 428, body = crate::api::Problem)))]
pub async fn clear_for_disposal(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    act(id, write, |_, b| Ok(Action::ClearForDisposal { reason: Reason::new(&b.reason)? })).await
}

/// The borrower paid everything: the car goes back
#[utoipa::path(post, path = "/cases/{id}/redeem", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Because,
    responses((status = 200, body = CaseDetail), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem), (status = 428, body = crate::api::Problem)))]
pub async fn redeem(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    give_back(id, write, GoingBack::Redeemed).await
}

/// The borrower paid the arrears: the car goes back
#[utoipa::path(post, path = "/cases/{id}/reinstate", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Because,
    responses((status = 200, body = CaseDetail), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem), (status = 428, body = crate::api::Problem)))]
pub async fn reinstate(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    give_back(id, write, GoingBack::Reinstated).await
}

/// The car should not have been taken: it goes back, and what was charged for it is reversed
#[utoipa::path(post, path = "/cases/{id}/unrepossess", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Because,
    responses((status = 200, body = CaseDetail), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem), (status = 428, body = crate::api::Problem)))]
pub async fn unrepossess(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    give_back(id, write, GoingBack::Unrepossessed).await
}

async fn give_back(id: Uuid, write: Write<Because>, because: GoingBack) -> Result<Response> {
    act(id, write, |_, b| Ok(Action::GiveBack { because, reason: Reason::new(&b.reason)? })).await
}

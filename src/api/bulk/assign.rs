//! Whose a case or an alert is to work on.

use crate::api::alerts as alert_api;
use crate::api::caller::{Caller, Tx, with_etag};
use crate::api::case_actions::changing;
use crate::api::cases::{CaseDetail, detail};
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Write};
use crate::api::trackers::unknown;
use crate::store::alerts::{self, Alert};
use crate::store::{assignments, cases};
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::LenderNo;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// To whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignBody {
    /// An active person of the lender or the platform, no contractor; null: nobody's any more.
    pub user_id: Option<Uuid>,
}

impl AssignBody {
    async fn check(&self, tx: &mut Tx, lender_no: i32) -> Result<()> {
        match self.user_id {
            Some(user) if !assignments::can_work_for(tx, user, lender_no).await? => {
                Err(unknown("user_id", "person to give it to"))
            }
            _ => Ok(()),
        }
    }
}

/// Gives a case to somebody, if it still is the version that the caller saw.
pub(super) async fn case_to(caller: &Caller, tx: &mut Tx, id: Uuid, version: i32, body: &AssignBody) -> Result<()> {
    let mut change = changing(caller, &caller.doing(), tx, id, version).await?;
    let lender = change.stored.lender_no;
    body.check(tx, lender).await?;
    change.stored.case.version += 1;
    let (case, now) = (&change.stored.case, caller.state.engine.clock().now());
    cases::update(tx, lender, version, case, &change.stored.intake, now).await?;
    assignments::case(tx, id, body.user_id).await?;
    let data = serde_json::json!({ "assigned_to": body.user_id, "version": case.version });
    caller.log(tx, Some(LenderNo(lender)), ("case", id), "assigned", None, data).await
}

/// Gives an alert to somebody.
pub(super) async fn alert_to(
    caller: &Caller,
    tx: &mut Tx,
    id: Uuid,
    if_match: Option<i32>,
    body: &AssignBody,
) -> Result<()> {
    let row = alert_api::seen(tx, id, if_match).await?;
    body.check(tx, row.lender_no).await?;
    assignments::alert(tx, id, row.version, body.user_id, caller.state.engine.clock().now()).await?;
    let data = serde_json::json!({ "assigned_to": body.user_id });
    caller.log(tx, Some(LenderNo(row.lender_no)), ("alert", id), "assigned", None, data).await
}

/// Give a case to somebody
///
/// Who is to work on it; everybody with the right still may.
#[utoipa::path(post, path = "/cases/{id}/assign", tag = "cases",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = AssignBody,
    responses((status = 200, body = CaseDetail), (status = 404, body = crate::api::Problem), (status = 412, body = crate::api::Problem), (status = 422, body = crate::api::Problem), (status = 428, body = crate::api::Problem)))]
pub async fn case(Path(id): Path<Uuid>, write: Write<AssignBody>) -> Result<Response> {
    let version = write.version()?;
    let Write { caller, body, .. } = write;
    let mut tx = caller.begin().await?;
    case_to(&caller, &mut tx, id, version, &body).await?;
    let made = detail(&caller, &mut tx, id).await?;
    let response = caller.answer(tx, StatusCode::OK, &made).await?;
    Ok(with_etag(response, made.case.version))
}

/// Give an alert to somebody
///
/// Who is to look at it; everybody with the right still may.
#[utoipa::path(post, path = "/alerts/{id}/assign", tag = "alerts", params(("id" = Uuid, Path)), request_body = AssignBody,
    responses((status = 200, body = Alert), (status = 404, body = crate::api::Problem), (status = 412, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn alert(Path(id): Path<Uuid>, write: Write<AssignBody>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    let mut tx = caller.begin().await?;
    alert_to(&caller, &mut tx, id, if_match, &body).await?;
    let alert = alerts::get(&mut tx, id).await?.ok_or(Error::NotFound("alert"))?;
    let response = caller.answer(tx, StatusCode::OK, &alert).await?;
    Ok(with_etag(response, alert.version))
}

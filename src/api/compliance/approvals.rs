//! Who agreed to exactly one action.

use super::case::{Asked, Question, asked};
use crate::api::access::Role;
use crate::api::caller::{Caller, Principal};
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Write};
use crate::recovery::{Gate, OpenCase, Step};
use crate::store::cases;
use crate::store::compliance::{self, Approval, Of};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use lienwatch_domain::compliance::{Approver, GateAction, Ground};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Approvals shown.
const MOST: i64 = 200;

/// Somebody's agreement.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApprovalView {
    /// Its id.
    pub id: Uuid,
    /// About which order or lot.
    pub subject_id: Option<Uuid>,
    /// To exactly this.
    #[schema(value_type = Object)]
    pub action: GateAction,
    /// As what they agreed: `supervisor`, `legal` or `admin`.
    pub approver: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When, engine time. It is good for 30 days.
    pub at: DateTime<Utc>,
}

impl From<Approval> for ApprovalView {
    fn from(a: Approval) -> ApprovalView {
        let Approval { id, subject_id, action, approver, reason, by, at } = a;
        ApprovalView { id, subject_id, action, approver: approver.name().to_owned(), reason, by, at }
    }
}

/// To what.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalBody {
    /// A step of the case: `authorise`, `dispatch`, `field_visit`, `take`, `dispose_property`, `sale` or `settle`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub step: Option<Step>,
    /// Or an action in full, as it will be asked for.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub action: Option<GateAction>,
    /// About which order; default for a step: the live one that takes the car.
    #[serde(default)]
    pub order_id: Option<Uuid>,
    /// Of a step, the ground it rests on; default: the case's.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub ground: Option<Ground>,
    /// Why.
    pub reason: String,
}

/// As what the caller agrees.
pub(super) fn approver(caller: &Caller) -> Result<Approver> {
    match &caller.principal {
        Principal::User { role: Role::Supervisor, .. } => Ok(Approver::Supervisor),
        Principal::User { role: Role::Legal, .. } => Ok(Approver::Legal),
        Principal::User { role: Role::Admin, .. } => Ok(Approver::Admin),
        _ => Err(Error::Forbidden("supervisors, legal and administrators agree, in person".into())),
    }
}

/// Agree to exactly one action
///
/// Where a rule asks for the approval of a supervisor, of the legal department or of an administrator. It counts for
/// this action about this order or lot, for 30 days, and only while another person does it.
#[utoipa::path(post, path = "/cases/{id}/approvals", tag = "compliance", params(("id" = Uuid, Path)), request_body = ApprovalBody,
    responses((status = 201, body = ApprovalView), (status = 403, body = crate::api::Problem), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn add(Path(id): Path<Uuid>, write: Write<ApprovalBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let approver = approver(&caller)?;
    let reason = Reason::new(&body.reason)?;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &doing, id).await?;
    let gate = Gate::of(&mut tx, &doing, &open).await?;
    let ApprovalBody { step, action, order_id, ground, .. } = body;
    let question = Question { step, action, order_id, ground, ..Question::default() };
    let Asked { action, about } = asked(&mut tx, &gate, &open, &question).await?;
    let approval = Approval {
        id: caller.state.new_id(),
        subject_id: about.subject(),
        action,
        approver,
        reason: reason.as_str().to_owned(),
        by: caller.actor(),
        at: doing.now,
    };
    compliance::add_approval(&mut tx, open.stored.lender_no, Of::Case(id), &approval).await?;
    let data = serde_json::json!({ "approval": approval.id, "approver": approver, "action": approval.action });
    let lender = Some(LenderNo(open.stored.lender_no));
    caller.log(&mut tx, lender, ("case", id), "action_approved", Some(reason.as_str()), data).await?;
    caller.answer(tx, StatusCode::CREATED, &ApprovalView::from(approval)).await
}

/// Approvals of a case, newest first
#[utoipa::path(get, path = "/cases/{id}/approvals", tag = "compliance", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<ApprovalView>), (status = 404, body = crate::api::Problem)))]
pub async fn list(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Vec<ApprovalView>>> {
    let mut tx = caller.begin().await?;
    cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let all = compliance::approvals(&mut tx, Of::Case(id), MOST).await?;
    tx.commit().await?;
    Ok(Json(all.into_iter().map(ApprovalView::from).collect()))
}

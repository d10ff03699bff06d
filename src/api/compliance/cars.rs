//! What the gate said of a car outside the steps of its case, and who agreed to what of it.

use super::approvals::{ApprovalView, approver};
use super::case::DecisionFilter;
use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, Path, Query, Write, page};
use crate::store::compliance::{self, Approval, DecisionRow, Of};
use crate::store::vehicles;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::compliance::GateAction;
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::reason::Reason;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What the gate said of looks at a car, of exports of its track, and of cuts of its engine outside a case
///
/// Of looks, one for each caller, purpose and day, and another where the answer changes.
#[utoipa::path(get, path = "/vehicles/{id}/decisions", tag = "compliance", params(("id" = Uuid, Path), DecisionFilter, Paging),
    responses((status = 200, body = Page<DecisionRow>), (status = 404, body = crate::api::Problem)))]
pub async fn decisions(
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(f): Query<DecisionFilter>,
    paging: Paging,
) -> Result<Json<Page<DecisionRow>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let items = compliance::decisions(&mut tx, Of::Car(id), f.outcome.as_deref(), after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |d| d.id)))
}

/// To what.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CarApprovalBody {
    /// An action in full, as it will be asked for, e.g. `{"action": "export_tracks", "points": 120}`.
    #[schema(value_type = Object)]
    pub action: GateAction,
    /// Why.
    pub reason: String,
}

/// Agree to exactly one action on a car
///
/// An export of its track, or a cut of its engine outside a case. It counts for 30 days, and only while another person does
/// it.
#[utoipa::path(post, path = "/vehicles/{id}/approvals", tag = "compliance", params(("id" = Uuid, Path)), request_body = CarApprovalBody,
    responses((status = 201, body = ApprovalView), (status = 403, body = crate::api::Problem), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn agree(Path(id): Path<Uuid>, write: Write<CarApprovalBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let approver = approver(&caller)?;
    let reason = Reason::new(&body.reason)?;
    if !matches!(body.action, GateAction::ExportTracks { .. } | GateAction::CutEngine) {
        let fix = "export_tracks or cut_engine; of anything else the case is asked: POST /cases/{id}/approvals";
        return Err(Error::invalid("not_of_a_car", "action", "a car is not asked for it", fix));
    }
    let mut tx = caller.begin().await?;
    let (_, lender_no) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let approval = Approval {
        id: caller.state.new_id(),
        subject_id: None,
        action: body.action,
        approver,
        reason: reason.as_str().to_owned(),
        by: caller.actor(),
        at: caller.doing().now,
    };
    compliance::add_approval(&mut tx, lender_no, Of::Car(id), &approval).await?;
    let data = serde_json::json!({ "approval": approval.id, "approver": approver, "action": approval.action });
    let lender = Some(LenderNo(lender_no));
    caller.log(&mut tx, lender, ("vehicle", id), "action_approved", Some(reason.as_str()), data).await?;
    caller.answer(tx, StatusCode::CREATED, &ApprovalView::from(approval)).await
}

//! Appraisals of a case's car.

use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Write};
use crate::recovery::{OpenCase, counts};
use crate::store::cases;
use crate::store::documents::{Filter, New};
use crate::store::shelves::{APPRAISALS, CaseAppraisal};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::disposal::{Appraisal, Authoritative};
use lienwatch_domain::ids::{CaseId, LenderNo};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Appraisals of one car at most.
const MOST: i64 = 100;

/// What the car is worth.
#[derive(Debug, Serialize, ToSchema)]
pub struct Appraisals {
    /// Every opinion.
    #[schema(value_type = Vec<Object>)]
    pub items: Vec<Appraisal>,
    /// The one that counts, and why; null where none does.
    #[schema(value_type = Option<Object>)]
    pub counts: Option<Authoritative>,
}

/// Appraisals of the car of a case, and which of them counts
#[utoipa::path(get, path = "/cases/{id}/appraisals", tag = "disposal", params(("id" = Uuid, Path)),
    responses((status = 200, body = Appraisals), (status = 404, body = crate::api::Problem)))]
pub async fn list(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Appraisals>> {
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let open = OpenCase::lock(&mut tx, &doing, id).await?;
    let filter = Filter { case_id: Some(id), ..Filter::default() };
    let items = APPRAISALS.list(&mut tx, filter, None, MOST).await?;
    let counts = counts(&mut tx, &open, doing.now).await?;
    tx.commit().await?;
    Ok(Json(Appraisals { items: items.into_iter().map(|stored| stored.value.appraisal).collect(), counts }))
}

/// Add an appraisal
///
/// `{"id": a new UUID, "source": "independent", "by", "value": {"minor", "currency"}, "at", "evidence"}`. Sources:
/// `court`, `independent`, `auction_house`, `dealer_offer`, `price_guide`, `lender`.
#[utoipa::path(post, path = "/cases/{id}/appraisals", tag = "disposal", params(("id" = Uuid, Path)), request_body = Object,
    responses((status = 201, body = Appraisals), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn add(Path(id): Path<Uuid>, write: Write<Appraisal>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &doing, id).await?;
    if body.value.minor <= 0 || body.value.currency != open.loan.loan.currency {
        let fix = format!("above zero, in {}", open.loan.loan.currency);
        return Err(Error::invalid("bad_value", "value", "that is no value of this car", fix));
    }
    if body.at > doing.now {
        return Err(Error::invalid(
            "appraised_in_future",
            "at",
            format!("{} is ahead", body.at),
            "give when it was made",
        ));
    }
    let filter = Filter { case_id: Some(id), ..Filter::default() };
    let before = APPRAISALS.list(&mut tx, filter, None, MOST).await?;
    if i64::try_from(before.len()).unwrap_or(MOST) >= MOST {
        return Err(Error::invalid("too_many", "", format!("the case has {MOST} appraisals"), "use one that is there"));
    }
    if !before.iter().any(|stored| stored.id == body.id.0) {
        let value = CaseAppraisal { case: CaseId(id), appraisal: body };
        let appraisal = value.appraisal.id.0;
        let lender_no = open.stored.lender_no;
        APPRAISALS.insert(&mut tx, New { id: appraisal, lender_no, value: &value, due_at: None }, doing.now).await?;
        let data = serde_json::json!({ "appraisal": appraisal, "source": value.appraisal.source });
        caller.log(&mut tx, Some(LenderNo(lender_no)), ("case", id), "appraised", None, data).await?;
    }
    let counts = counts(&mut tx, &open, doing.now).await?;
    let items = APPRAISALS.list(&mut tx, filter, None, MOST).await?;
    let made = Appraisals { items: items.into_iter().map(|stored| stored.value.appraisal).collect(), counts };
    caller.answer(tx, StatusCode::CREATED, &made).await
}

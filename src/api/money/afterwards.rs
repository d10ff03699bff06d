//! After the settlement: the surplus goes to the debtor, or they are asked for the deficiency.

use super::books::Books;
use crate::api::error::{Error, Result};
use crate::api::request::{Nothing, Path, Write, text};
use crate::recovery::{OpenCase, books, demand_deficiency, pay_surplus as pay};
use crate::store::case_files::CaseRecord;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Pay the surplus
///
/// What the sale brought beyond the debt, by the statement that settled the case: once, however often it is asked for.
/// 409 where the law of the place wants something first, such as the explanation of how the surplus came about.
#[utoipa::path(post, path = "/cases/{id}/surplus-payment", tag = "money", params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 200, body = Books), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn pay_surplus(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let Write { caller, .. } = write;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &doing, id).await?;
    pay(&mut tx, &doing, &open).await?;
    let books = books(&mut tx, &open).await?;
    let view = Books { trial_balance: books.trial_balance(), entries: books.entries().to_vec() };
    caller.answer(tx, StatusCode::OK, &view).await
}

/// What the debtor is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemandBody {
    /// Minor units of the loan's currency; default: all that the books hold as deficiency.
    #[serde(default)]
    pub amount_minor: Option<i64>,
    /// How they are asked: by which letter, to which address.
    pub note: String,
}

/// Ask for the deficiency
///
/// Of a case that is settled. The law of the place may want the explanation of the deficiency first, or forbid the demand;
/// the demand is kept as a record of the case.
#[utoipa::path(post, path = "/cases/{id}/deficiency-demands", tag = "money", params(("id" = Uuid, Path)), request_body = DemandBody,
    responses((status = 201, body = CaseRecord), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn demand(Path(id): Path<Uuid>, write: Write<DemandBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    text("note", &body.note, 2000)?;
    if let Some(minor) = body.amount_minor.filter(|minor| !(1..=1_000_000_000_000_000).contains(minor)) {
        let fix = "minor units, 1 to 10^15";
        return Err(Error::invalid("bad_amount", "amount_minor", format!("{minor} is out of range"), fix));
    }
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &doing, id).await?;
    let record = demand_deficiency(&mut tx, &doing, &open, body.amount_minor, &body.note).await?;
    caller.answer(tx, StatusCode::CREATED, &record).await
}

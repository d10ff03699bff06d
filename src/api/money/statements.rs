//! Settlement statements.

use crate::api::caller::{Caller, with_etag};
use crate::api::case_actions::changing;
use crate::api::cases::{CaseDetail, detail};
use crate::api::error::{Error, Result};
use crate::api::request::{Nothing, Path, Write};
use crate::recovery::{self, AskedOfStatement, OpenCase, make_statement, newest_asked};
use crate::store::cases;
use crate::store::shelves::{CaseStatement, Others};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::settlement::statement::{Credit, Statement};
use lienwatch_domain::settlement::waterfall::{DebtComponent, Lien};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a statement takes into account beside the books.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StatementBody {
    /// Other liens: `{"name", "amount": {"minor", "currency"}, "kind": {"kind": "security"}, "rank", "registration",
    /// "demand"}`; default: as in the last version.
    #[schema(value_type = Option<Vec<Object>>)]
    pub liens: Option<Vec<Lien>>,
    /// Credits that the debt does not hold, e.g. refunds of insurance and service contracts: `{"kind", "amount"}`;
    /// default: as in the last version.
    #[schema(value_type = Option<Vec<Object>>)]
    pub credits: Option<Vec<Credit>>,
    /// In which order the contract has the debt paid, e.g. `["principal", "interest"]`, empty: the law's; default: as in
    /// the last version.
    #[schema(value_type = Option<Vec<String>>)]
    pub debt_order: Option<Vec<DebtComponent>>,
}

/// What a statement was asked to take into account beside the books.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementAsked {
    /// Other liens.
    #[schema(value_type = Vec<Object>)]
    pub liens: Vec<Lien>,
    /// Credits that the debt does not hold.
    #[schema(value_type = Vec<Object>)]
    pub credits: Vec<Credit>,
    /// In which order the contract has the debt paid; null: the law's.
    #[schema(value_type = Option<Vec<String>>)]
    pub debt_order: Option<Vec<DebtComponent>>,
}

/// A settlement statement.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementView {
    /// Its lines in the order that UCC 9-616(c) gives, with how the proceeds were distributed.
    #[schema(value_type = Object)]
    pub statement: Statement,
    /// What it was asked to take into account; the next version begins from it.
    pub asked: StatementAsked,
}

impl From<CaseStatement> for StatementView {
    fn from(found: CaseStatement) -> StatementView {
        let Others { liens, credits, debt_order } = found.asked;
        StatementView { statement: found.statement, asked: StatementAsked { liens, credits, debt_order } }
    }
}

/// Compute the settlement statement of a case
///
/// From the books, the hand-overs and the loan as they stand: a further call makes the next version. Liens and credits
/// that it does not name stay as they were in the version before.
#[utoipa::path(post, path = "/cases/{id}/statement", tag = "money", params(("id" = Uuid, Path)), request_body = StatementBody,
    responses((status = 201, body = StatementView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn make(Path(id): Path<Uuid>, write: Write<StatementBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &doing, id).await?;
    let StatementBody { liens, credits, debt_order } = body;
    let made = make_statement(&mut tx, &doing, &open, AskedOfStatement { liens, credits, debt_order }).await?;
    caller.answer(tx, StatusCode::CREATED, &StatementView::from(made)).await
}

/// The newest settlement statement of a case
///
/// 204: none was computed yet.
#[utoipa::path(get, path = "/cases/{id}/statement", tag = "money", params(("id" = Uuid, Path)),
    responses((status = 200, body = StatementView), (status = 204), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let found = newest_asked(&mut tx, id).await?;
    tx.commit().await?;
    Ok(match found {
        Some(found) => Json(StatementView::from(found)).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

/// Settle a case
///
/// Distributes the proceeds as the newest statement says. 409 names what is missing: the buyer's payment, an order that
/// is not finished, a statement that does not fit the books.
#[utoipa::path(post, path = "/cases/{id}/settle", tag = "money",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Nothing,
    responses((status = 200, body = CaseDetail), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem), (status = 428, body = crate::api::Problem)))]
pub async fn settle(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let version = write.version()?;
    let Write { caller, .. } = write;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let mut open = changing(&caller, &doing, &mut tx, id, version).await?;
    recovery::settle(&mut tx, &doing, &mut open).await?;
    let made = detail(&caller, &mut tx, id).await?;
    let response = caller.answer(tx, StatusCode::OK, &made).await?;
    Ok(with_etag(response, made.case.version))
}

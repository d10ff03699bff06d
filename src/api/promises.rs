//! Promises to pay and instalment plans.

use super::access::{Action::*, Resource::*};
use super::caller::{Caller, with_etag};
use super::case_actions::Because;
use super::error::{Error, Result};
use super::request::{Page, Paging, Path, Query, Timestamp, Write, names, optional, page};
use super::span::span;
use super::state::AppState;
use crate::recovery::{act_on_promise, make_promise};
use crate::store::loans;
use crate::store::promises as store;
use crate::store::shelves::PROMISES;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use lienwatch_domain::money::Money;
use lienwatch_domain::promise::{Part, Promise, PromiseAction, PromiseState};
use lienwatch_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// What each route of this file is.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/loans/{id}/promises", Promises, Read),
    ("POST", "/loans/{id}/promises", Promises, Write),
    ("GET", "/promises", Promises, Read),
    ("GET", "/promises/{id}", Promises, Read),
    ("POST", "/promises/{id}/cancel", Promises, Write),
];

/// What each role may do here.
pub(super) const GRANTS: super::access::Grants = {
    use super::access::Role::*;
    &[
        (Admin, &[(Promises, &[Read, Write])]),
        (Supervisor, &[(Promises, &[Read, Write])]),
        (RiskOfficer, &[(Promises, &[Read, Write])]),
        (Legal, &[(Promises, &[Read])]),
        (Finance, &[(Promises, &[Read, Write])]),
        (Auditor, &[(Promises, &[Read])]),
    ]
};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(of_loan, create))
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(cancel))
}

/// A promise or plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromiseView {
    /// Its id.
    pub id: Uuid,
    /// Of which loan.
    pub loan_id: Uuid,
    /// `open`, `kept`, `broken` or `cancelled`.
    pub state: String,
    /// It has several parts.
    pub plan: bool,
    /// All that is promised, minor units.
    pub total_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// Day of the first part that is not covered; of the last once it is over.
    pub next_due: NaiveDate,
    /// Parts, who made it, how it ended.
    #[schema(value_type = Object)]
    pub promise: Promise,
    /// The ETag.
    pub version: u64,
}

fn view(promise: Promise) -> Result<PromiseView> {
    let total = promise.total().map_err(|e| Error::Internal(e.to_string()))?;
    Ok(PromiseView {
        id: promise.id.0,
        loan_id: promise.loan.0,
        state: promise.state().name().to_owned(),
        plan: promise.is_plan(),
        total_minor: total.minor,
        currency: promise.currency.to_string(),
        next_due: promise.next_due,
        version: promise.version,
        promise,
    })
}

fn etag(version: u64) -> i32 {
    i32::try_from(version).unwrap_or(i32::MAX)
}

fn states(state: &Option<String>) -> Result<Option<Vec<String>>> {
    let all: Vec<&str> = PromiseState::ALL.iter().map(|s| s.name()).collect();
    names("state", state, &all)
}

/// Which promises.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PromiseFilter {
    /// In these states, separated by commas.
    pub state: Option<String>,
    /// Due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// Made at or after this time.
    pub made_from: Option<Timestamp>,
    /// Made before this time.
    pub made_to: Option<Timestamp>,
}

async fn found(
    caller: &Caller,
    paging: &Paging,
    f: &PromiseFilter,
    loan_id: Option<Uuid>,
) -> Result<Json<Page<PromiseView>>> {
    let states = states(&f.state)?;
    let filter = store::Filter {
        states: states.as_deref(),
        loan_id,
        due_from: f.due_from,
        due_to: f.due_to,
        made: span(("made_from", f.made_from), ("made_to", f.made_to))?,
    };
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    if let Some(loan) = loan_id {
        loans::get(&mut tx, loan).await?.ok_or(Error::NotFound("loan"))?;
    }
    let items = store::list(&mut tx, filter, after, limit + 1).await?;
    tx.commit().await?;
    let items = items.into_iter().map(view).collect::<Result<Vec<_>>>()?;
    Ok(Json(page(items, limit, |p| (p.next_due, p.id))))
}

/// Promises and plans, by the day that is next
#[utoipa::path(get, path = "/promises", tag = "loans", params(PromiseFilter, Paging), responses((status = 200, body = Page<PromiseView>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<PromiseFilter>) -> Result<Json<Page<PromiseView>>> {
    found(&caller, &paging, &f, None).await
}

/// Promises and plans of a loan
#[utoipa::path(get, path = "/loans/{id}/promises", tag = "loans", params(("id" = Uuid, Path), PromiseFilter, Paging),
    responses((status = 200, body = Page<PromiseView>), (status = 404, body = super::Problem)))]
pub async fn of_loan(
    caller: Caller,
    Path(id): Path<Uuid>,
    paging: Paging,
    Query(f): Query<PromiseFilter>,
) -> Result<Json<Page<PromiseView>>> {
    found(&caller, &paging, &f, Some(id)).await
}

/// So much by that day.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartBody {
    /// Last day on which it counts as paid, by the lender's calendar.
    pub due_on: NaiveDate,
    /// Minor units of the loan's currency, above zero.
    pub amount_minor: i64,
}

/// What is promised: one day and amount, or the parts of a plan.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PromiseBody {
    /// Of a promise of one payment: by which day.
    #[serde(default)]
    pub due_on: Option<NaiveDate>,
    /// Of a promise of one payment: how much, minor units of the loan's currency.
    #[serde(default)]
    pub amount_minor: Option<i64>,
    /// Of a plan, by ascending days.
    #[serde(default)]
    pub parts: Option<Vec<PartBody>>,
    /// Who promised, and how.
    #[serde(default)]
    pub note: Option<String>,
}

impl PromiseBody {
    fn parts(&self) -> Result<Vec<PartBody>> {
        match (&self.parts, self.due_on, self.amount_minor) {
            (Some(parts), None, None) if parts.len() <= 120 => Ok(parts.clone()),
            (None, Some(due_on), Some(amount_minor)) => Ok(vec![PartBody { due_on, amount_minor }]),
            _ => {
                let fix = "give due_on and amount_minor, or up to 120 parts";
                Err(Error::invalid("no_promise", "parts", "neither one payment nor a plan is given", fix))
            }
        }
    }
}

/// Write down a promise or an instalment plan
///
/// The open case of the loan is held in the same transaction: orders stop, links die. 409 where the loan has an open one.
#[utoipa::path(post, path = "/loans/{id}/promises", tag = "loans", params(("id" = Uuid, Path)), request_body = PromiseBody,
    responses((status = 201, body = PromiseView), (status = 404, body = super::Problem), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn create(Path(id): Path<Uuid>, write: Write<PromiseBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let parts = body.parts()?;
    let note = optional("note", &body.note, 2000)?.map(Reason::new).transpose()?;
    let mut tx = caller.begin().await?;
    let loan = loans::for_update(&mut tx, id).await?.ok_or(Error::NotFound("loan"))?;
    let currency = loan.loan.currency;
    let part = |part: PartBody| Part { due: part.due_on, amount: Money::new(part.amount_minor, currency) };
    let parts = parts.into_iter().map(part).collect();
    let made = view(make_promise(&mut tx, &caller.doing(), id, parts, note).await?)?;
    let version = etag(made.version);
    Ok(with_etag(caller.answer(tx, StatusCode::CREATED, &made).await?, version))
}

/// One promise or plan
#[utoipa::path(get, path = "/promises/{id}", tag = "loans", params(("id" = Uuid, Path)),
    responses((status = 200, body = PromiseView), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let found = PROMISES.get(&mut tx, id).await?.ok_or(Error::NotFound("promise"))?;
    tx.commit().await?;
    let made = view(found.value)?;
    let version = etag(made.version);
    Ok(with_etag(Json(made).into_response(), version))
}

/// Take a promise back
///
/// Its hold on the case ends.
#[utoipa::path(post, path = "/promises/{id}/cancel", tag = "loans", params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = PromiseView), (status = 404, body = super::Problem), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn cancel(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let action = PromiseAction::Cancel { reason: Reason::new(&body.reason)? };
    let mut tx = caller.begin().await?;
    let made = view(act_on_promise(&mut tx, &caller.doing(), id, action).await?)?;
    let version = etag(made.version);
    Ok(with_etag(caller.answer(tx, StatusCode::OK, &made).await?, version))
}

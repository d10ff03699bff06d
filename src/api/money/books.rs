//! The books.

use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::import_assets::known;
use crate::api::request::{Path, Write};
use crate::recovery::{OpenCase, books, post_cost};
use crate::store::ledger::{self, TrialLine};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::EvidenceId;
use lienwatch_domain::money::Money;
use lienwatch_domain::settlement::ledger::{Entry, TrialBalance};
use lienwatch_domain::settlement::waterfall::CostKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The books of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct Books {
    /// Every entry, in the order of posting.
    #[schema(value_type = Vec<Object>)]
    pub entries: Vec<Entry>,
    /// What they come to: both sides of every account.
    #[schema(value_type = Object)]
    pub trial_balance: TrialBalance,
}

async fn view(caller: &Caller, id: Uuid) -> Result<Books> {
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &caller.doing(), id).await?;
    let books = books(&mut tx, &open).await?;
    tx.commit().await?;
    Ok(Books { trial_balance: books.trial_balance(), entries: books.entries().to_vec() })
}

/// The books of a case
#[utoipa::path(get, path = "/cases/{id}/ledger", tag = "money", params(("id" = Uuid, Path)),
    responses((status = 200, body = Books), (status = 404, body = crate::api::Problem)))]
pub async fn of_case(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Books>> {
    Ok(Json(view(&caller, id).await?))
}

/// A cost that the lender paid.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CostBody {
    /// `tow`, `storage`, `preparation`, `legal`, `court`, `tax`, ...
    pub kind: String,
    /// Minor units of the loan's currency, above zero.
    pub amount_minor: i64,
    /// Its invoice or receipt: evidence of the case.
    pub document: Uuid,
}

/// Post a cost
///
/// On its document, once.
#[utoipa::path(post, path = "/cases/{id}/costs", tag = "money", params(("id" = Uuid, Path)), request_body = CostBody,
    responses((status = 201, body = Books), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn add_cost(Path(id): Path<Uuid>, write: Write<CostBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let all: Vec<&str> = CostKind::ALL.iter().map(|k| k.name()).collect();
    let kind = known("kind", &body.kind, CostKind::from_name, &all.join(", "))?;
    if body.amount_minor <= 0 {
        let detail = format!("{} is not above zero", body.amount_minor);
        return Err(Error::invalid("bad_amount", "amount_minor", detail, "minor units, above zero"));
    }
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &doing, id).await?;
    let amount = Money::new(body.amount_minor, open.loan.loan.currency);
    post_cost(&mut tx, &doing, &open, kind, amount, EvidenceId(body.document)).await?;
    let books = books(&mut tx, &open).await?;
    let view = Books { trial_balance: books.trial_balance(), entries: books.entries().to_vec() };
    caller.answer(tx, StatusCode::CREATED, &view).await
}

/// The trial balance over all cases
#[derive(Debug, Serialize, ToSchema)]
pub struct Trial {
    /// A line per account and currency.
    pub items: Vec<TrialLine>,
    /// Debits equal credits in every currency.
    pub balanced: bool,
}

/// The trial balance of the lender
#[utoipa::path(get, path = "/ledger/trial-balance", tag = "money", responses((status = 200, body = Trial)))]
pub async fn trial_balance(caller: Caller) -> Result<Json<Trial>> {
    let mut tx = caller.begin().await?;
    let items = ledger::trial_balance(&mut tx).await?;
    tx.commit().await?;
    let mut sums = std::collections::BTreeMap::<&str, i128>::new();
    for line in &items {
        *sums.entry(&line.currency).or_default() += i128::from(line.debit_minor) - i128::from(line.credit_minor);
    }
    let balanced = sums.values().all(|sum| *sum == 0);
    Ok(Json(Trial { balanced, items }))
}

//! The books of cases.

use super::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::settlement::ledger::Entry;
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Every entry of a case, in the order of posting; at most so many as the books take, and one more.
pub async fn of_case(c: &mut PgConnection, case: Uuid, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Json<Entry>> =
        sqlx::query_scalar("select detail from ledger_entry where case_id = $1 order by seq limit $2")
            .bind(case)
            .bind(limit)
            .fetch_all(c)
            .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Adds an entry. Constraint `ledger_posts_once` where the event was posted.
pub async fn insert(
    c: &mut PgConnection,
    lender_no: i32,
    case: Uuid,
    entry: &Entry,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("insert into ledger_entry (id, lender_no, case_id, cause, detail, at) values ($1, $2, $3, $4, $5, $6)")
        .bind(entry.id().0)
        .bind(lender_no)
        .bind(case)
        .bind(entry.cause().key())
        .bind(Json(entry))
        .bind(at)
        .execute(c)
        .await?;
    Ok(())
}

/// A line of the trial balance over all cases that the transaction sees.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct TrialLine {
    /// Of which account.
    pub account: String,
    /// ISO 4217.
    pub currency: String,
    /// Sum of its debits, minor units.
    pub debit_minor: i64,
    /// Sum of its credits, minor units.
    pub credit_minor: i64,
}

/// The trial balance: per account and currency, both sides. Reads every entry of the lender.
pub async fn trial_balance(c: &mut PgConnection) -> Result<Vec<TrialLine>, StoreError> {
    Ok(sqlx::query_as(
        "select p ->> 'account' as account, p #>> '{amount,currency}' as currency,
                coalesce(sum((p #>> '{amount,minor}')::int8) filter (where p ->> 'side' = 'debit'), 0)::int8 as debit_minor,
                coalesce(sum((p #>> '{amount,minor}')::int8) filter (where p ->> 'side' = 'credit'), 0)::int8 as credit_minor
         from ledger_entry e cross join jsonb_array_elements(e.detail -> 'postings') p group by 1, 2 order by 2, 1 limit 1000",
    )
    .fetch_all(c)
    .await?)
}

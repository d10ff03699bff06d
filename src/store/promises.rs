//! Beside the documents of promises: the open one of a loan, and lists by the day that is next.

use super::StoreError;
use super::span::Span;
use chrono::NaiveDate;
use lienwatch_domain::promise::Promise;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// The open promise of a loan. The loan is locked by whoever changes it.
pub async fn open_of_loan(c: &mut PgConnection, loan: Uuid) -> Result<Option<Promise>, StoreError> {
    let found: Option<Json<Promise>> =
        sqlx::query_scalar("select detail from promise where loan_id = $1 and state = 'open'")
            .bind(loan)
            .fetch_optional(c)
            .await?;
    Ok(found.map(|promise| promise.0))
}

/// Which promises.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    /// In these states.
    pub states: Option<&'a [String]>,
    /// Of this loan.
    pub loan_id: Option<Uuid>,
    /// Their next day is this one or later.
    pub due_from: Option<NaiveDate>,
    /// Their next day is this one or earlier.
    pub due_to: Option<NaiveDate>,
    /// Made then.
    pub made: Span,
}

/// A page of promises, by their next day and their id.
pub async fn list(
    c: &mut PgConnection,
    filter: Filter<'_>,
    after: Option<(NaiveDate, Uuid)>,
    limit: i64,
) -> Result<Vec<Promise>, StoreError> {
    let day = |day: NaiveDate| day.to_string();
    let rows: Vec<Json<Promise>> = sqlx::query_scalar(
        "select detail from promise
         where ($1::text[] is null or state = any ($1)) and ($2::uuid is null or loan_id = $2)
           and ($3::text is null or due_on >= $3) and ($4::text is null or due_on <= $4)
           and ($8::timestamptz is null or created_at >= $8) and ($9::timestamptz is null or created_at < $9)
           and ($5::text is null or (due_on, id) > ($5, $6::uuid)) order by due_on, id limit $7",
    )
    .bind(filter.states)
    .bind(filter.loan_id)
    .bind(filter.due_from.map(day))
    .bind(filter.due_to.map(day))
    .bind(after.map(|(due, _)| day(due)))
    .bind(after.map(|(_, id)| id))
    .bind(limit)
    .bind(filter.made.from)
    .bind(filter.made.to)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

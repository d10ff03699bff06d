//! What was answered to a write that carried an `Idempotency-Key`, stored in that write's own transaction.

use super::StoreError;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};

/// A remembered answer.
#[derive(Debug, Clone, FromRow)]
pub struct Remembered {
    /// SHA-256 of method, path and body.
    pub request: Vec<u8>,
    /// HTTP status.
    pub status: i16,
    /// The body, sealed.
    pub response: serde_json::Value,
}

/// The answer that was given to this key of this principal.
pub async fn find(c: &mut PgConnection, principal: &str, key: &str) -> Result<Option<Remembered>, StoreError> {
    Ok(sqlx::query_as("select request, status, response from idempotency where principal = $1 and key = $2")
        .bind(principal)
        .bind(key)
        .fetch_optional(c)
        .await?)
}

/// Remembers an answer. Constraint `idempotency_pkey` where the same key is being used at this moment.
pub async fn insert(
    c: &mut PgConnection,
    principal: &str,
    key: &str,
    answer: &Remembered,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into idempotency (principal, key, request, status, response, created_at) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(principal)
    .bind(key)
    .bind(&answer.request)
    .bind(answer.status)
    .bind(&answer.response)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

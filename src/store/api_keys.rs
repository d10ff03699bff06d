//! API keys: shown once, stored as SHA-256.

use super::StoreError;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// An API key as others may see it.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct ApiKey {
    /// Its id.
    pub id: Uuid,
    /// The lender it acts for; absent for keys of the platform.
    pub lender_id: Option<Uuid>,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Until when.
    pub expires_at: Option<DateTime<Utc>>,
    /// Revoked since.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Last use, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A key as authentication needs it.
#[derive(Debug, Clone, FromRow)]
pub struct KeyProof {
    /// Its id.
    pub id: Uuid,
    /// Of which lender; none: platform.
    pub lender_no: Option<i32>,
    /// What it may do.
    pub scopes: Vec<String>,
    /// Until when.
    pub expires_at: Option<DateTime<Utc>>,
    /// Revoked since.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Last use.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// What a new key is made of.
#[derive(Debug)]
pub struct NewKey<'a> {
    /// Its id.
    pub id: Uuid,
    /// Of which lender; none: platform.
    pub lender_no: Option<i32>,
    /// What it is for.
    pub name: &'a str,
    /// SHA-256.
    pub key_hash: &'a [u8],
    /// What it may do.
    pub scopes: &'a [String],
    /// Until when.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Adds a key.
pub async fn insert(c: &mut PgConnection, new: &NewKey<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query(
        "insert into api_key (id, lender_no, name, key_hash, scopes, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id)
    .bind(new.lender_no)
    .bind(new.name)
    .bind(new.key_hash)
    .bind(new.scopes)
    .bind(now)
    .bind(new.expires_at)
    .execute(c)
    .await?;
    Ok(())
}

/// The key of a hash, expired or not.
pub async fn find(c: &mut PgConnection, key_hash: &[u8]) -> Result<Option<KeyProof>, StoreError> {
    Ok(sqlx::query_as(
        "select id, lender_no, scopes, expires_at, revoked_at, last_used_at from api_key where key_hash = $1",
    )
    .bind(key_hash)
    .fetch_optional(c)
    .await?)
}

/// Records a use.
pub async fn touch(c: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("update api_key set last_used_at = $2 where id = $1").bind(id).bind(now).execute(c).await?;
    Ok(())
}

/// A page of keys, by id.
pub async fn list(c: &mut PgConnection, after: Option<Uuid>, limit: i64) -> Result<Vec<ApiKey>, StoreError> {
    Ok(sqlx::query_as(
        "select k.id, l.id as lender_id, k.name, k.scopes, k.created_at, k.expires_at, k.revoked_at, k.last_used_at
         from api_key k left join lender l using (lender_no)
         where ($1::uuid is null or k.id > $1) order by k.id limit $2",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// Whose key it is, where the caller may see it: `Some(None)` is a key of the platform.
pub async fn lender_of(c: &mut PgConnection, id: Uuid) -> Result<Option<Option<i32>>, StoreError> {
    Ok(sqlx::query_scalar("select lender_no from api_key where id = $1").bind(id).fetch_optional(c).await?)
}

/// Revokes a key. Answers whether there was one to revoke.
pub async fn revoke(c: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = sqlx::query("update api_key set revoked_at = $2 where id = $1 and revoked_at is null")
        .bind(id)
        .bind(now)
        .execute(c)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether a key still works.
pub async fn alive(c: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "select exists (select from api_key where id = $1 and revoked_at is null and (expires_at is null or expires_at > $2))",
    )
    .bind(id)
    .bind(now)
    .fetch_one(c)
    .await?)
}

//! Sessions of people, and the one-time link of the first run. Tokens are stored as hashes only.

use super::StoreError;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// A live session with its user.
#[derive(Debug, Clone, FromRow)]
pub struct Session {
    /// Whose.
    pub user_id: Uuid,
    /// Of which lender; none: platform.
    pub lender_no: Option<i32>,
    /// The user's role.
    pub role: String,
    /// The user's address.
    pub email: String,
    /// The user's name.
    pub display_name: String,
    /// SHA-256 of the token that writes must carry.
    pub csrf_hash: Vec<u8>,
    /// Last use.
    pub last_seen_at: DateTime<Utc>,
    /// Absolute end.
    pub expires_at: DateTime<Utc>,
    /// The user was disabled.
    pub disabled_at: Option<DateTime<Utc>>,
    /// The vendor they work for.
    pub vendor_id: Option<Uuid>,
    /// Which of its agents they are.
    pub agent_id: Option<Uuid>,
}

/// Opens a session.
pub async fn insert(
    c: &mut PgConnection,
    token_hash: &[u8],
    user: Uuid,
    csrf_hash: &[u8],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into user_session (token_hash, user_id, csrf_hash, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $4, $5)",
    )
    .bind(token_hash)
    .bind(user)
    .bind(csrf_hash)
    .bind(now)
    .bind(expires_at)
    .execute(c)
    .await?;
    Ok(())
}

/// The session of a token's hash, expired or not.
pub async fn find(c: &mut PgConnection, token_hash: &[u8]) -> Result<Option<Session>, StoreError> {
    Ok(sqlx::query_as(
        "select s.user_id, u.lender_no, u.role, u.email, u.display_name, s.csrf_hash, s.last_seen_at, s.expires_at,
                u.disabled_at, u.vendor_id, u.agent_id
         from user_session s join app_user u on u.id = s.user_id where s.token_hash = $1",
    )
    .bind(token_hash)
    .fetch_optional(c)
    .await?)
}

/// Records a use.
pub async fn touch(c: &mut PgConnection, token_hash: &[u8], now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("update user_session set last_seen_at = greatest(last_seen_at, $2) where token_hash = $1")
        .bind(token_hash)
        .bind(now)
        .execute(c)
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn delete(c: &mut PgConnection, token_hash: &[u8]) -> Result<(), StoreError> {
    sqlx::query("delete from user_session where token_hash = $1").bind(token_hash).execute(c).await?;
    Ok(())
}

/// Whether anybody can log in already. A key is no person: who lost the link of the first run gets a new one.
pub async fn anybody(c: &mut PgConnection) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar("select exists (select from app_user)").fetch_one(c).await?)
}

/// Stores the hash of a one-time link.
pub async fn insert_link(
    c: &mut PgConnection,
    token_hash: &[u8],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into one_time_link (token_hash, purpose, created_at, expires_at) values ($1, 'first_admin', $2, $3)",
    )
    .bind(token_hash)
    .bind(now)
    .bind(expires_at)
    .execute(c)
    .await?;
    Ok(())
}

/// Uses a link up; false where it is unknown, used or expired. Two at once: one wins.
pub async fn use_link(c: &mut PgConnection, token_hash: &[u8], now: DateTime<Utc>) -> Result<bool, StoreError> {
    let used = sqlx::query(
        "update one_time_link set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2",
    )
    .bind(token_hash)
    .bind(now)
    .execute(c)
    .await?;
    Ok(used.rows_affected() == 1)
}

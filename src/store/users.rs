//! Users: people with a password and a role.

use super::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::LenderNo;
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// A user as others may see them: no proof in it.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct User {
    /// Its id.
    pub id: Uuid,
    /// The lender they work for; absent for operators of the platform.
    pub lender_id: Option<Uuid>,
    /// Lower case.
    pub email: String,
    /// Shown to others.
    pub display_name: String,
    /// One of the roles.
    pub role: String,
    /// Locked out until then.
    pub locked_until: Option<DateTime<Utc>>,
    /// Disabled since.
    pub disabled_at: Option<DateTime<Utc>>,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// A user with the proof, for authentication only.
#[derive(Debug, Clone, FromRow)]
pub struct Login {
    /// Its id.
    pub id: Uuid,
    /// Of which lender; none: platform.
    pub lender_no: Option<i32>,
    /// Argon2id, PHC string.
    pub password_hash: String,
    /// One of the roles.
    pub role: String,
    /// Wrong passwords since the last right one.
    pub failed_logins: i32,
    /// Locked out until then.
    pub locked_until: Option<DateTime<Utc>>,
    /// Disabled since.
    pub disabled_at: Option<DateTime<Utc>>,
}

/// What a new user is made of.
#[derive(Debug)]
pub struct NewUser<'a> {
    /// Its id.
    pub id: Uuid,
    /// Of which lender; none: platform.
    pub lender_no: Option<i32>,
    /// Lower case.
    pub email: &'a str,
    /// Shown to others.
    pub display_name: &'a str,
    /// One of the roles.
    pub role: &'a str,
    /// Argon2id, PHC string.
    pub password_hash: &'a str,
    /// The vendor that a contractor works for.
    pub vendor_id: Option<Uuid>,
    /// Which of its agents they are.
    pub agent_id: Option<Uuid>,
}

/// Adds a user. Constraint `app_user_email_key` where the address is taken.
pub async fn insert(c: &mut PgConnection, new: &NewUser<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query(
        "insert into app_user (id, lender_no, email, display_name, role, password_hash, created_at, vendor_id, agent_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(new.id)
    .bind(new.lender_no)
    .bind(new.email)
    .bind(new.display_name)
    .bind(new.role)
    .bind(new.password_hash)
    .bind(now)
    .bind(new.vendor_id)
    .bind(new.agent_id)
    .execute(c)
    .await?;
    Ok(())
}

/// A page of users, by id.
pub async fn list(c: &mut PgConnection, after: Option<Uuid>, limit: i64) -> Result<Vec<User>, StoreError> {
    Ok(sqlx::query_as(
        "select u.id, l.id as lender_id, u.email, u.display_name, u.role, u.locked_until, u.disabled_at, u.created_at
         from app_user u left join lender l using (lender_no)
         where ($1::uuid is null or u.id > $1) order by u.id limit $2",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// Locks a user and those who may log in and administer what this user works for, always in one order: what is decided
/// by their roles holds until the end of the transaction. Answers whether one of those is somebody else.
pub async fn lock_beside_admins(c: &mut PgConnection, id: Uuid) -> Result<bool, StoreError> {
    let locked: Vec<Uuid> = sqlx::query_scalar(
        "select id from app_user where id = $1 or (role = 'admin' and disabled_at is null
           and lender_no is not distinct from (select lender_no from app_user where id = $1))
         order by id limit 1000 for update",
    )
    .bind(id)
    .fetch_all(c)
    .await?;
    Ok(locked.iter().any(|one| *one != id))
}

/// One user.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<User>, StoreError> {
    Ok(sqlx::query_as(
        "select u.id, l.id as lender_id, u.email, u.display_name, u.role, u.locked_until, u.disabled_at, u.created_at
         from app_user u left join lender l using (lender_no) where u.id = $1",
    )
    .bind(id)
    .fetch_optional(c)
    .await?)
}

/// Gives a user another role. Contractors are not among those that change: a vendor belongs to theirs.
pub async fn set_role(c: &mut PgConnection, id: Uuid, role: &str) -> Result<(), StoreError> {
    sqlx::query("update app_user set role = $2 where id = $1").bind(id).bind(role).execute(c).await?;
    Ok(())
}

/// Disables a user; their sessions end with their next request. Answers whether there was one to disable.
pub async fn disable(c: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = sqlx::query("update app_user set disabled_at = $2 where id = $1 and disabled_at is null")
        .bind(id)
        .bind(now)
        .execute(c)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The user of an address, locked until the transaction ends, so that attempts are counted one by one.
pub async fn login_for_update(c: &mut PgConnection, email: &str) -> Result<Option<Login>, StoreError> {
    Ok(sqlx::query_as(
        "select id, lender_no, password_hash, role, failed_logins, locked_until, disabled_at
         from app_user where email = $1 for update",
    )
    .bind(email)
    .fetch_optional(c)
    .await?)
}

/// Records how a login went.
pub async fn record_attempt(
    c: &mut PgConnection,
    id: Uuid,
    failed_logins: i32,
    locked_until: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    sqlx::query("update app_user set failed_logins = $2, locked_until = $3 where id = $1")
        .bind(id)
        .bind(failed_logins)
        .bind(locked_until)
        .execute(c)
        .await?;
    Ok(())
}

/// The lender of a user; none: the platform.
pub async fn lender_of(c: &mut PgConnection, id: Uuid) -> Result<Option<LenderNo>, StoreError> {
    let no: Option<Option<i32>> =
        sqlx::query_scalar("select lender_no from app_user where id = $1").bind(id).fetch_optional(c).await?;
    Ok(no.flatten().map(LenderNo))
}

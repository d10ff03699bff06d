//! Lenders: the tenants.

use super::{Store, StoreError, Tenancy};
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::LenderNo;
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// A lender.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct Lender {
    /// Store-internal number; never leaves the process.
    #[serde(skip)]
    pub lender_no: i32,
    /// Its id.
    pub id: Uuid,
    /// Unique.
    pub name: String,
    /// Whose law applies, e.g. `CN`.
    pub jurisdiction: String,
    /// IANA name; the day boundary of its business dates.
    pub time_zone: String,
    /// ISO 4217.
    pub currency: String,
    /// Its settings; absent keys have their defaults.
    pub policy: serde_json::Value,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Rises with each change.
    pub version: i32,
}

/// What a new lender is made of.
#[derive(Debug)]
pub struct NewLender<'a> {
    /// Its id.
    pub id: Uuid,
    /// Unique.
    pub name: &'a str,
    /// Whose law applies.
    pub jurisdiction: &'a str,
    /// IANA name.
    pub time_zone: &'a str,
    /// ISO 4217.
    pub currency: &'a str,
    /// Its settings.
    pub policy: &'a serde_json::Value,
}

impl Store {
    /// Everything an operator of the platform may see: all lenders that exist now.
    pub async fn platform(&self) -> Result<(Tenancy, Vec<Lender>), StoreError> {
        let mut tx = self.transaction(&Tenancy::Platform(Vec::new())).await?;
        let lenders: Vec<Lender> =
            sqlx::query_as("select * from lender order by lender_no").fetch_all(&mut *tx).await?;
        tx.commit().await?;
        Ok((Tenancy::Platform(lenders.iter().map(|l| LenderNo(l.lender_no)).collect()), lenders))
    }
}

/// Adds a lender and answers its number. Constraint `lender_name_key` where the name is taken.
pub async fn insert(c: &mut PgConnection, new: &NewLender<'_>, now: DateTime<Utc>) -> Result<LenderNo, StoreError> {
    let no: i32 = sqlx::query_scalar(
        "insert into lender (id, name, jurisdiction, time_zone, currency, policy, created_at)
         values ($1, $2, $3, $4, $5, $6, $7) returning lender_no",
    )
    .bind(new.id)
    .bind(new.name)
    .bind(new.jurisdiction)
    .bind(new.time_zone)
    .bind(new.currency)
    .bind(new.policy)
    .bind(now)
    .fetch_one(c)
    .await?;
    Ok(LenderNo(no))
}

/// Lets the running transaction see a lender that it has just made, beside those it saw before.
pub async fn admit(c: &mut PgConnection, lender: LenderNo) -> Result<(), StoreError> {
    sqlx::query("select set_config('lienwatch.lenders', (array_append(current_lenders(), $1))::text, true)")
        .bind(lender.0)
        .execute(c)
        .await?;
    Ok(())
}

/// A page of lenders, by id.
pub async fn list(c: &mut PgConnection, after: Option<Uuid>, limit: i64) -> Result<Vec<Lender>, StoreError> {
    Ok(sqlx::query_as("select * from lender where ($1::uuid is null or id > $1) order by id limit $2")
        .bind(after)
        .bind(limit)
        .fetch_all(c)
        .await?)
}

/// One lender.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<Lender>, StoreError> {
    Ok(sqlx::query_as("select * from lender where id = $1").bind(id).fetch_optional(c).await?)
}

/// One lender, kept from changing until the transaction ends.
pub async fn get_for_update(c: &mut PgConnection, id: Uuid) -> Result<Option<Lender>, StoreError> {
    Ok(sqlx::query_as("select * from lender where id = $1 for update").bind(id).fetch_optional(c).await?)
}

/// One lender by its number.
pub async fn get_no(c: &mut PgConnection, no: LenderNo) -> Result<Option<Lender>, StoreError> {
    Ok(sqlx::query_as("select * from lender where lender_no = $1").bind(no.0).fetch_optional(c).await?)
}

/// One lender by name.
pub async fn by_name(c: &mut PgConnection, name: &str) -> Result<Option<Lender>, StoreError> {
    Ok(sqlx::query_as("select * from lender where name = $1").bind(name).fetch_optional(c).await?)
}

/// Changes what is given and leaves the rest.
pub async fn update(
    c: &mut PgConnection,
    id: Uuid,
    jurisdiction: Option<&str>,
    time_zone: Option<&str>,
    policy: Option<&serde_json::Value>,
) -> Result<Option<Lender>, StoreError> {
    Ok(sqlx::query_as(
        "update lender set jurisdiction = coalesce($2, jurisdiction), time_zone = coalesce($3, time_zone),
                policy = coalesce($4, policy), version = version + 1 where id = $1 returning *",
    )
    .bind(id)
    .bind(jurisdiction)
    .bind(time_zone)
    .bind(policy)
    .fetch_optional(c)
    .await?)
}

//! Recovery links: a position for a contractor, for a time.

use super::StoreError;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// A link.
#[derive(Debug, Clone, FromRow)]
pub struct Link {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub lender_no: i32,
    /// Of which case.
    pub case_id: Uuid,
    /// For which order.
    pub order_id: Uuid,
    /// For which vendor.
    pub vendor_id: Uuid,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Until when.
    pub expires_at: DateTime<Utc>,
    /// When it died before its time.
    pub died_at: Option<DateTime<Utc>>,
    /// Of what.
    pub cause: Option<String>,
}

/// Which links die.
#[derive(Debug, Clone, Copy)]
pub enum Of {
    /// Every link of a case.
    Case(Uuid),
    /// Those of one order.
    Order(Uuid),
}

/// Ends links at once. Answers how many died.
pub async fn kill(c: &mut PgConnection, of: Of, cause: &str, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let (case, order) = match of {
        Of::Case(id) => (Some(id), None),
        Of::Order(id) => (None, Some(id)),
    };
    let done = sqlx::query(
        "update recovery_link set died_at = $3, cause = $4
         where died_at is null and ($1::uuid is null or case_id = $1) and ($2::uuid is null or order_id = $2)",
    )
    .bind(case)
    .bind(order)
    .bind(now)
    .bind(cause)
    .execute(c)
    .await?;
    Ok(done.rows_affected())
}

/// Opens a link. Constraint `recovery_link_one_live` where the order has one.
pub async fn insert(c: &mut PgConnection, link: &Link) -> Result<(), StoreError> {
    sqlx::query(
        "insert into recovery_link (id, lender_no, case_id, order_id, vendor_id, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(link.id)
    .bind(link.lender_no)
    .bind(link.case_id)
    .bind(link.order_id)
    .bind(link.vendor_id)
    .bind(link.created_at)
    .bind(link.expires_at)
    .execute(c)
    .await?;
    Ok(())
}

/// The newest link of an order, whether it lives or not.
pub async fn newest(c: &mut PgConnection, order: Uuid) -> Result<Option<Link>, StoreError> {
    Ok(sqlx::query_as(
        "select id, lender_no, case_id, order_id, vendor_id, created_at, expires_at, died_at, cause
         from recovery_link where order_id = $1 order by created_at desc, id desc limit 1",
    )
    .bind(order)
    .fetch_optional(c)
    .await?)
}

/// A link, whether it lives or not.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<Link>, StoreError> {
    Ok(sqlx::query_as(
        "select id, lender_no, case_id, order_id, vendor_id, created_at, expires_at, died_at, cause
         from recovery_link where id = $1",
    )
    .bind(id)
    .fetch_optional(c)
    .await?)
}

//! What other parameters would have fired: asked for, worked on as a job, kept.

use crate::store::StoreError;

use lienwatch_domain::ids::LenderNo;
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// A preview and how far its job is.
#[derive(Debug, Clone, FromRow)]
pub struct StoredPreview {
    /// What was asked.
    pub asked: serde_json::Value,
    /// What came of it, once it is done.
    pub result: Option<serde_json::Value>,
}

/// Adds a preview to its job.
pub async fn insert(
    c: &mut PgConnection,
    job: Uuid,
    lender: LenderNo,
    asked: &serde_json::Value,
) -> Result<(), StoreError> {
    sqlx::query("insert into risk_preview (id, lender_no, asked) values ($1, $2, $3)")
        .bind(job)
        .bind(lender.0)
        .bind(asked)
        .execute(c)
        .await?;
    Ok(())
}

/// Keeps what came of it.
pub async fn keep(c: &mut PgConnection, job: Uuid, result: &serde_json::Value) -> Result<(), StoreError> {
    sqlx::query("update risk_preview set result = $2 where id = $1").bind(job).bind(result).execute(c).await?;
    Ok(())
}

/// One preview.
pub async fn get(c: &mut PgConnection, job: Uuid) -> Result<Option<StoredPreview>, StoreError> {
    Ok(sqlx::query_as("select asked, result from risk_preview where id = $1").bind(job).fetch_optional(c).await?)
}

/// How many vehicles a lender has.
pub async fn vehicles(c: &mut PgConnection, lender: LenderNo) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select count(*) from vehicle where lender_no = $1").bind(lender.0).fetch_one(c).await?)
}

/// A page of the numbers of a lender's vehicles.
pub async fn page(c: &mut PgConnection, lender: LenderNo, after: i32, limit: i64) -> Result<Vec<i32>, StoreError> {
    Ok(sqlx::query_scalar(
        "select vehicle_no from vehicle where lender_no = $1 and vehicle_no > $2 order by vehicle_no limit $3",
    )
    .bind(lender.0)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

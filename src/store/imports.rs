//! Records of bulk imports.

use super::StoreError;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// An import that was done, or tried.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct ImportJob {
    /// Its id.
    pub id: Uuid,
    /// What was imported.
    pub kind: String,
    /// Nothing was stored.
    pub dry_run: bool,
    /// Rows read.
    pub rows_total: i32,
    /// Rows taken (or, in a dry run, that would be).
    pub rows_ok: i32,
    /// Rows refused.
    pub rows_bad: i32,
    /// The first 1000 refusals: row, field, problem, fix.
    pub errors: serde_json::Value,
    /// When.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
}

/// Records an import.
pub async fn insert(c: &mut PgConnection, lender_no: i32, job: &ImportJob) -> Result<(), StoreError> {
    sqlx::query(
        "insert into import_job (id, lender_no, kind, dry_run, rows_total, rows_ok, rows_bad, errors, created_at, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(job.id)
    .bind(lender_no)
    .bind(&job.kind)
    .bind(job.dry_run)
    .bind(job.rows_total)
    .bind(job.rows_ok)
    .bind(job.rows_bad)
    .bind(&job.errors)
    .bind(job.created_at)
    .bind(&job.created_by)
    .execute(c)
    .await?;
    Ok(())
}

/// One import.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<ImportJob>, StoreError> {
    Ok(sqlx::query_as(
        "select id, kind, dry_run, rows_total, rows_ok, rows_bad, errors, created_at, created_by from import_job where id = $1",
    )
    .bind(id)
    .fetch_optional(c)
    .await?)
}

/// A page of imports, newest first.
pub async fn list(c: &mut PgConnection, before: Option<Uuid>, limit: i64) -> Result<Vec<ImportJob>, StoreError> {
    Ok(sqlx::query_as(
        "select id, kind, dry_run, rows_total, rows_ok, rows_bad, errors, created_at, created_by from import_job
         where ($1::uuid is null or id < $1) order by id desc limit $2",
    )
    .bind(before)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

//! The files of lists that were made as jobs: what they are, and until when they wait. Their bytes are on the disk.

use super::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::LenderNo;
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// A file that waits.
#[derive(Debug, FromRow)]
pub struct ExportFile {
    /// What it is called where it is saved.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: i64,
    /// Its rows.
    pub rows: i64,
    /// SHA-256 of its content.
    pub sha256: Vec<u8>,
    /// The right to the list, by name.
    pub resource: String,
    /// It tells where cars are or were.
    pub places: bool,
    /// VIN and plates stand in it as they are.
    pub plain: bool,
    /// Then it is deleted.
    pub until: DateTime<Utc>,
}

/// Adds the file of a job.
pub async fn insert(c: &mut PgConnection, job: Uuid, lender: LenderNo, f: &ExportFile) -> Result<(), StoreError> {
    sqlx::query(
        "insert into export_file (job_id, lender_no, name, media_type, bytes, rows, sha256, resource, places, plain, until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(job)
    .bind(lender.0)
    .bind(&f.name)
    .bind(&f.media_type)
    .bind(f.bytes)
    .bind(f.rows)
    .bind(&f.sha256)
    .bind(&f.resource)
    .bind(f.places)
    .bind(f.plain)
    .bind(f.until)
    .execute(c)
    .await?;
    Ok(())
}

/// The file of a job that waits at `wall`.
pub async fn get(c: &mut PgConnection, job: Uuid, wall: DateTime<Utc>) -> Result<Option<ExportFile>, StoreError> {
    Ok(sqlx::query_as(
        "select name, media_type, bytes, rows, sha256, resource, places, plain, until
         from export_file where job_id = $1 and until > $2",
    )
    .bind(job)
    .bind(wall)
    .fetch_optional(c)
    .await?)
}

/// Forgets the file of a job.
pub async fn delete(c: &mut PgConnection, job: Uuid) -> Result<(), StoreError> {
    sqlx::query("delete from export_file where job_id = $1").bind(job).execute(c).await?;
    Ok(())
}

/// How many files of a lender wait at `wall` or are being made, and the bytes of those that wait.
pub async fn waiting(
    c: &mut PgConnection,
    lender: LenderNo,
    silent: DateTime<Utc>,
    wall: DateTime<Utc>,
) -> Result<(i64, i64), StoreError> {
    Ok(sqlx::query_as(
        "select count(*) + (select count(*) from job where lender_no = $1 and kind = 'export' and updated_at >= $2
                            and state in ('queued', 'running')), coalesce(sum(bytes), 0)::int8
         from export_file where lender_no = $1 and until > $3",
    )
    .bind(lender.0)
    .bind(silent)
    .bind(wall)
    .fetch_one(c)
    .await?)
}

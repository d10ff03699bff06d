//! Whose cases and alerts are to work on.

use super::StoreError;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Whether work of a lender can be given to this person: of that lender or the platform, active, and no contractor.
pub async fn can_work_for(c: &mut PgConnection, id: Uuid, lender_no: i32) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "select exists (select from app_user where id = $1 and (lender_no = $2 or lender_no is null)
                        and disabled_at is null and role <> 'contractor')",
    )
    .bind(id)
    .bind(lender_no)
    .fetch_one(c)
    .await?)
}

/// Says whose a case is to work on. Its version is the caller's to raise.
pub async fn case(c: &mut PgConnection, id: Uuid, to: Option<Uuid>) -> Result<(), StoreError> {
    sqlx::query("update recovery_case set assigned_to = $2 where id = $1").bind(id).bind(to).execute(c).await?;
    Ok(())
}

/// Says whose an alert is to look at, version compare-and-set.
pub async fn alert(
    c: &mut PgConnection,
    id: Uuid,
    expected: i32,
    to: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "update alert set assigned_to = $3, updated_at = greatest(updated_at, $4), version = version + 1
         where id = $1 and version = $2",
    )
    .bind(id)
    .bind(expected)
    .bind(to)
    .bind(now)
    .execute(c)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Stale { expected }) }
}

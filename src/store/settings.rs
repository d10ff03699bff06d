//! What people set for themselves, and where a lender's map tiles come from.

use super::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::LenderNo;
use sqlx::PgConnection;
use uuid::Uuid;

/// A person's settings as they were stored. In a transaction of proofs (`Tenancy::Authentication`).
pub async fn of_user(c: &mut PgConnection, user: Uuid) -> Result<Option<serde_json::Value>, StoreError> {
    Ok(sqlx::query_scalar("select settings from user_setting where user_id = $1").bind(user).fetch_optional(c).await?)
}

/// Replaces a person's settings. In a transaction of proofs.
pub async fn keep_of_user(
    c: &mut PgConnection,
    user: Uuid,
    settings: &serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into user_setting (user_id, settings, updated_at) values ($1, $2, $3)
         on conflict (user_id) do update set settings = excluded.settings, version = user_setting.version + 1,
                updated_at = excluded.updated_at",
    )
    .bind(user)
    .bind(settings)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// Where a lender's map tiles come from; `None`: from the base map that is built in.
pub async fn map_source(c: &mut PgConnection, lender: LenderNo) -> Result<Option<serde_json::Value>, StoreError> {
    Ok(sqlx::query_scalar("select source from map_source where lender_no = $1")
        .bind(lender.0)
        .fetch_optional(c)
        .await?)
}

/// Replaces the source; `None` takes it away.
pub async fn keep_map_source(
    c: &mut PgConnection,
    lender: LenderNo,
    source: Option<(&serde_json::Value, &str)>,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let Some((source, origin)) = source else {
        sqlx::query("delete from map_source where lender_no = $1").bind(lender.0).execute(c).await?;
        return Ok(());
    };
    sqlx::query(
        "insert into map_source (lender_no, source, origin, updated_at, updated_by) values ($1, $2, $3, $4, $5)
         on conflict (lender_no) do update set source = excluded.source, origin = excluded.origin,
                updated_at = excluded.updated_at, updated_by = excluded.updated_by",
    )
    .bind(lender.0)
    .bind(source)
    .bind(origin)
    .bind(now)
    .bind(by)
    .execute(c)
    .await?;
    Ok(())
}

/// The origins of the sources that the transaction may see, at most `limit`.
pub async fn map_origins(c: &mut PgConnection, limit: i64) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar("select distinct origin from map_source order by origin limit $1")
        .bind(limit)
        .fetch_all(c)
        .await?)
}

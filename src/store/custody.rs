//! Chains of hand-overs, one a case.

use super::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::recovery::Chain;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// The chain of a case; empty where nothing was handed over. Its case is locked by whoever changes it.
pub async fn of_case(c: &mut PgConnection, case: Uuid) -> Result<Chain, StoreError> {
    let found: Option<Json<Chain>> =
        sqlx::query_scalar("select detail from custody where case_id = $1").bind(case).fetch_optional(c).await?;
    Ok(found.map(|chain| chain.0).unwrap_or_default())
}

/// Stores the chain of a case.
pub async fn put(
    c: &mut PgConnection,
    lender_no: i32,
    case: Uuid,
    chain: &Chain,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into custody (case_id, lender_no, detail, updated_at) values ($1, $2, $3, $4)
         on conflict (case_id) do update set detail = excluded.detail, updated_at = excluded.updated_at",
    )
    .bind(case)
    .bind(lender_no)
    .bind(Json(chain))
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// Cars that stand in a yard now. Call it with the yard's row locked where the count decides.
pub async fn occupied(c: &mut PgConnection, yard: Uuid) -> Result<u32, StoreError> {
    let n: i64 = sqlx::query_scalar("select count(*) from custody where yard_id = $1").bind(yard).fetch_one(c).await?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

/// The cases whose cars stand in a yard, at most `limit`, with their chains.
pub async fn in_yard(c: &mut PgConnection, yard: Uuid, limit: i64) -> Result<Vec<(Uuid, Chain)>, StoreError> {
    let rows: Vec<(Uuid, Json<Chain>)> =
        sqlx::query_as("select case_id, detail from custody where yard_id = $1 order by case_id limit $2")
            .bind(yard)
            .bind(limit)
            .fetch_all(c)
            .await?;
    Ok(rows.into_iter().map(|(case, chain)| (case, chain.0)).collect())
}

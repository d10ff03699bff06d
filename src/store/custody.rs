//! Chains of hand-overs, one a case, and the bays of yards in which their cars stand.

use super::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::YardId;
use lienwatch_domain::recovery::{Bay, Chain};
use sqlx::PgConnection;
use sqlx::types::Json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The chain of a case; empty where nothing was handed over. Its case is locked by whoever changes it.
pub async fn of_case(c: &mut PgConnection, case: Uuid) -> Result<Chain, StoreError> {
    let found: Option<Json<Chain>> =
        sqlx::query_scalar("select detail from custody where case_id = $1").bind(case).fetch_optional(c).await?;
    Ok(found.map(|chain| chain.0).unwrap_or_default())
}

/// Stores the chain of a case, and the bay of the yard that its car came into: whoever leaves a yard leaves its bay.
pub async fn put(
    c: &mut PgConnection,
    lender_no: i32,
    case: Uuid,
    chain: &Chain,
    bay: Option<Bay>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into custody (case_id, lender_no, detail, bay, updated_at) values ($1, $2, $3, $4, $5)
         on conflict (case_id) do update set detail = excluded.detail, bay = excluded.bay, updated_at = excluded.updated_at",
    )
    .bind(case)
    .bind(lender_no)
    .bind(Json(chain))
    .bind(column(bay))
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

fn column(bay: Option<Bay>) -> Option<i32> {
    bay.and_then(|bay| i32::try_from(bay.number()).ok())
}

fn read(bay: i32) -> Option<Bay> {
    u32::try_from(bay).ok().map(Bay::stored)
}

/// Cars that stand in a yard now. Call it with the yard's row locked where the count decides.
pub async fn occupied(c: &mut PgConnection, yard: Uuid) -> Result<u32, StoreError> {
    let n: i64 = sqlx::query_scalar("select count(*) from custody where yard_id = $1").bind(yard).fetch_one(c).await?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

/// The bays of a yard in which cars stand, but for the car of `except`. Call it with the yard's row locked where it
/// decides.
pub async fn taken_bays(c: &mut PgConnection, yard: Uuid, except: Option<Uuid>) -> Result<BTreeSet<Bay>, StoreError> {
    let bays: Vec<i32> = sqlx::query_scalar(
        "select bay from custody where yard_id = $1 and bay is not null and ($2::uuid is null or case_id <> $2)
         order by bay limit 100000",
    )
    .bind(yard)
    .bind(except)
    .fetch_all(c)
    .await?;
    Ok(bays.into_iter().filter_map(read).collect())
}

/// The yard in which the car of a case stands, and its bay there.
pub async fn standing(c: &mut PgConnection, case: Uuid) -> Result<Option<(YardId, Option<Bay>)>, StoreError> {
    let found: Option<(Uuid, Option<i32>)> =
        sqlx::query_as("select yard_id, bay from custody where case_id = $1 and yard_id is not null")
            .bind(case)
            .fetch_optional(c)
            .await?;
    Ok(found.map(|(yard, bay)| (YardId(yard), bay.and_then(read))))
}

/// Puts the car of a case into another bay of its yard, or into none.
pub async fn set_bay(c: &mut PgConnection, case: Uuid, bay: Option<Bay>, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("update custody set bay = $2, updated_at = $3 where case_id = $1")
        .bind(case)
        .bind(column(bay))
        .bind(now)
        .execute(c)
        .await?;
    Ok(())
}

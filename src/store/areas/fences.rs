//! Fences as people read and draw them.

use crate::store::StoreError;
use crate::store::sites::outline;
use chrono::{DateTime, Utc};
use lienwatch_domain::detect::FenceRule;
use lienwatch_domain::geo::Shape;
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use std::collections::HashSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// A fence.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FenceView {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// `keep_in` or `keep_out`.
    pub rule: String,
    /// Exact shape: a circle, or a ring of corners (1e-7 degree).
    #[schema(value_type = Object)]
    pub shape: Shape,
    /// The shape as a GeoJSON polygon.
    #[schema(value_type = Object)]
    pub geometry: serde_json::Value,
    /// How many vehicles it watches.
    pub vehicle_count: i64,
    /// Rises with each change, also of its vehicles.
    pub version: i32,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug, FromRow)]
struct Row {
    id: Uuid,
    lender_no: i32,
    name: String,
    rule: String,
    shape: Json<Shape>,
    vehicle_count: i64,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl Row {
    fn shown(self) -> FenceView {
        let ring: Vec<[f64; 2]> = outline(&self.shape.0).into_iter().map(|(lon, lat)| [lon, lat]).collect();
        FenceView {
            id: self.id,
            name: self.name,
            rule: self.rule,
            shape: self.shape.0,
            geometry: serde_json::json!({ "type": "Polygon", "coordinates": [ring] }),
            vehicle_count: self.vehicle_count,
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }
}

/// What a fence is made of.
#[derive(Debug, Clone)]
pub struct NewFence {
    /// Its name.
    pub name: String,
    /// What it asks.
    pub rule: FenceRule,
    /// Where.
    pub shape: Shape,
}

macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "select f.id, f.lender_no, f.name, f.rule, f.shape, f.version, f.created_at, f.updated_at,
                    (select count(*) from fence_vehicle w where w.fence_id = f.id) as vehicle_count
             from fence f where f.retired_at is null ",
            $rest
        )
    };
}

/// Which fences to list.
#[derive(Debug, Default)]
pub struct Filter {
    /// Of these rules.
    pub rules: Option<Vec<String>>,
    /// That watch this vehicle.
    pub vehicle: Option<Uuid>,
}

/// A page of fences that are watched, by id.
pub async fn list(
    c: &mut PgConnection,
    filter: &Filter,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<FenceView>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(rows!(
        "and ($1::text[] is null or f.rule = any ($1)) and ($2::uuid is null or f.id > $2)
         and ($3::uuid is null or exists (select from fence_vehicle w join vehicle v using (vehicle_no)
                                          where w.fence_id = f.id and v.id = $3))
         order by f.id limit $4"
    ))
    .bind(&filter.rules)
    .bind(after)
    .bind(filter.vehicle)
    .bind(limit)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().map(Row::shown).collect())
}

/// A fence that is watched, and its lender.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<(FenceView, i32)>, StoreError> {
    let row: Option<Row> = sqlx::query_as(rows!("and f.id = $1")).bind(id).fetch_optional(c).await?;
    Ok(row.map(|row| (row.lender_no, row)).map(|(lender, row)| (row.shown(), lender)))
}

/// The vehicles that a fence watches, by their ids, at most `limit`.
pub async fn vehicles(c: &mut PgConnection, id: Uuid, limit: i64) -> Result<Vec<Uuid>, StoreError> {
    Ok(sqlx::query_scalar(
        "select v.id from fence_vehicle w join vehicle v using (vehicle_no) where w.fence_id = $1 order by v.id limit $2",
    )
    .bind(id)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// How many fences of a lender are watched.
pub async fn count(c: &mut PgConnection, lender_no: i32) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select count(*) from fence where lender_no = $1 and retired_at is null")
        .bind(lender_no)
        .fetch_one(c)
        .await?)
}

/// Adds a fence that watches no vehicle yet.
pub async fn insert(
    c: &mut PgConnection,
    id: Uuid,
    lender_no: i32,
    fence: &NewFence,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into fence (id, lender_no, name, rule, shape, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)",
    )
    .bind(id)
    .bind(lender_no)
    .bind(&fence.name)
    .bind(fence.rule.name())
    .bind(Json(&fence.shape))
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// Draws a fence anew whose version is `expected`.
pub async fn replace(
    c: &mut PgConnection,
    id: Uuid,
    expected: Option<i32>,
    fence: &NewFence,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "update fence set name = $3, rule = $4, shape = $5, version = version + 1, updated_at = $6
         where id = $1 and retired_at is null and version = coalesce($2, version)",
    )
    .bind(id)
    .bind(expected)
    .bind(&fence.name)
    .bind(fence.rule.name())
    .bind(Json(&fence.shape))
    .bind(now)
    .execute(c)
    .await?;
    fresh(done.rows_affected(), expected)
}

/// Takes a fence whose version is `expected` out of use; alerts that it raised stay.
pub async fn retire(
    c: &mut PgConnection,
    id: Uuid,
    expected: Option<i32>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "update fence set retired_at = $3, updated_at = $3, version = version + 1
         where id = $1 and retired_at is null and version = coalesce($2, version)",
    )
    .bind(id)
    .bind(expected)
    .bind(now)
    .execute(c)
    .await?;
    fresh(done.rows_affected(), expected)
}

fn fresh(rows: u64, expected: Option<i32>) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Stale { expected: expected.unwrap_or(0) }) }
}

/// Whom a fence cannot watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwatchable {
    /// No vehicle of the lender.
    Unknown(Uuid),
    /// So many fences watch it already that the last of them would not be.
    TooMany(Uuid),
}

/// Has a fence whose version is `expected` watch these vehicles of its lender and no other. `most` is how many fences
/// one vehicle may have. What is refused leaves the transaction to be rolled back.
pub async fn watch(
    c: &mut PgConnection,
    (id, lender_no): (Uuid, i32),
    expected: Option<i32>,
    vehicles: &[Uuid],
    most: i64,
    now: DateTime<Utc>,
) -> Result<Option<Unwatchable>, StoreError> {
    let done = sqlx::query(
        "update fence set version = version + 1, updated_at = $3
         where id = $1 and retired_at is null and version = coalesce($2, version)",
    )
    .bind(id)
    .bind(expected)
    .bind(now)
    .execute(&mut *c)
    .await?;
    fresh(done.rows_affected(), expected)?;
    // Locked, so that two fences at once do not both count without the other.
    let known: Vec<(Uuid, i32)> = sqlx::query_as(
        "select id, vehicle_no from vehicle where lender_no = $1 and id = any ($2) order by vehicle_no for no key update",
    )
    .bind(lender_no)
    .bind(vehicles)
    .fetch_all(&mut *c)
    .await?;
    let ours: HashSet<Uuid> = known.iter().map(|(id, _)| *id).collect();
    if let Some(stranger) = vehicles.iter().find(|id| !ours.contains(id)) {
        return Ok(Some(Unwatchable::Unknown(*stranger)));
    }
    sqlx::query("delete from fence_vehicle where fence_id = $1").bind(id).execute(&mut *c).await?;
    let numbers: Vec<i32> = known.iter().map(|(_, no)| *no).collect();
    sqlx::query("insert into fence_vehicle (fence_id, vehicle_no, lender_no) select $1, unnest($2::int4[]), $3")
        .bind(id)
        .bind(&numbers)
        .bind(lender_no)
        .execute(&mut *c)
        .await?;
    let full: Option<i32> = sqlx::query_scalar(
        "select w.vehicle_no from fence_vehicle w join fence f on f.id = w.fence_id and f.retired_at is null
         where w.vehicle_no = any ($1) group by w.vehicle_no having count(*) > $2 order by w.vehicle_no limit 1",
    )
    .bind(&numbers)
    .bind(most)
    .fetch_optional(c)
    .await?;
    let full = full.and_then(|no| known.iter().find(|(_, known)| *known == no));
    Ok(full.map(|(id, _)| Unwatchable::TooMany(*id)))
}

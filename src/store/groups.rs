//! Named groups of vehicles, and who is in them.

use super::StoreError;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// A group.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct GroupView {
    /// Its id.
    pub id: Uuid,
    /// Its name; no two of a lender differ in case alone.
    pub name: String,
    /// `grey`, `red`, `orange`, `yellow`, `green`, `teal`, `blue`, `violet` or `pink`.
    pub colour: String,
    /// How many vehicles are in it, at most 100000.
    pub members: i32,
    /// Rises with each change, also of its members.
    pub version: i32,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "select g.id, g.name, g.colour, g.members, g.version, g.created_at, g.updated_at from vehicle_group g ",
            $rest
        )
    };
}

/// A page of groups, by id.
pub async fn list(c: &mut PgConnection, after: Option<Uuid>, limit: i64) -> Result<Vec<GroupView>, StoreError> {
    Ok(sqlx::query_as(rows!("where $1::uuid is null or g.id > $1 order by g.id limit $2"))
        .bind(after)
        .bind(limit)
        .fetch_all(c)
        .await?)
}

/// One group.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<GroupView>, StoreError> {
    Ok(sqlx::query_as(rows!("where g.id = $1")).bind(id).fetch_optional(c).await?)
}

/// Whose it is. The row stays as it is until the transaction ends, unless its version is not `expected`.
pub async fn lock(c: &mut PgConnection, id: Uuid, expected: Option<i32>) -> Result<Option<i32>, StoreError> {
    let row: Option<(i32, i32)> =
        sqlx::query_as("select lender_no, version from vehicle_group where id = $1 for update")
            .bind(id)
            .fetch_optional(c)
            .await?;
    match (row, expected) {
        (Some((_, version)), Some(expected)) if version != expected => Err(StoreError::Stale { expected }),
        (row, _) => Ok(row.map(|(lender, _)| lender)),
    }
}

/// How many groups a lender has.
pub async fn count(c: &mut PgConnection, lender_no: i32) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select count(*) from vehicle_group where lender_no = $1")
        .bind(lender_no)
        .fetch_one(c)
        .await?)
}

/// Adds a group without members. Constraint `vehicle_group_name_unique`.
pub async fn insert(
    c: &mut PgConnection,
    id: Uuid,
    lender_no: i32,
    (name, colour): (&str, &str),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into vehicle_group (id, lender_no, name, colour, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)",
    )
    .bind(id)
    .bind(lender_no)
    .bind(name)
    .bind(colour)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// Names and colours a group anew. Constraint `vehicle_group_name_unique`.
pub async fn rename(
    c: &mut PgConnection,
    id: Uuid,
    (name, colour): (&str, &str),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "update vehicle_group set name = $2, colour = $3, version = version + 1, updated_at = $4 where id = $1",
    )
    .bind(id)
    .bind(name)
    .bind(colour)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// Takes a group away; its vehicles stay.
pub async fn delete(c: &mut PgConnection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("delete from group_vehicle where group_id = $1").bind(id).execute(&mut *c).await?;
    sqlx::query("delete from vehicle_group where id = $1").bind(id).execute(c).await?;
    Ok(())
}

/// The first of these ids that is no vehicle of the lender.
pub async fn stranger(c: &mut PgConnection, lender_no: i32, vehicles: &[Uuid]) -> Result<Option<Uuid>, StoreError> {
    Ok(sqlx::query_scalar(
        "select wanted.id from unnest($2::uuid[]) as wanted (id)
         where not exists (select from vehicle v where v.id = wanted.id and v.lender_no = $1) limit 1",
    )
    .bind(lender_no)
    .bind(vehicles)
    .fetch_optional(c)
    .await?)
}

/// Puts vehicles of its lender into a group; those that are in it stay. Answers how many came.
pub async fn add(c: &mut PgConnection, id: Uuid, lender_no: i32, vehicles: &[Uuid]) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "insert into group_vehicle (group_id, vehicle_no, lender_no)
         select $1, v.vehicle_no, v.lender_no from vehicle v where v.lender_no = $2 and v.id = any ($3)
         on conflict do nothing",
    )
    .bind(id)
    .bind(lender_no)
    .bind(vehicles)
    .execute(c)
    .await?;
    Ok(done.rows_affected())
}

/// Takes vehicles out of a group. Answers how many went.
pub async fn remove(c: &mut PgConnection, id: Uuid, vehicles: &[Uuid]) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "delete from group_vehicle g using vehicle v
         where g.group_id = $1 and v.vehicle_no = g.vehicle_no and v.id = any ($2)",
    )
    .bind(id)
    .bind(vehicles)
    .execute(c)
    .await?;
    Ok(done.rows_affected())
}

/// Takes all but these vehicles out of a group. Answers how many went.
pub async fn keep_only(c: &mut PgConnection, id: Uuid, vehicles: &[Uuid]) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "delete from group_vehicle g where g.group_id = $1
           and not exists (select from vehicle v where v.vehicle_no = g.vehicle_no and v.id = any ($2))",
    )
    .bind(id)
    .bind(vehicles)
    .execute(c)
    .await?;
    Ok(done.rows_affected())
}

/// Notes that the members of a group have changed. `most`: how many they may be at most; answers whether they are not
/// more, else the transaction is to be rolled back.
pub async fn touch(c: &mut PgConnection, id: Uuid, most: i32, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update vehicle_group g set members = n.members, version = version + 1, updated_at = $3
         from (select count(*)::int4 as members from group_vehicle where group_id = $1) n
         where g.id = $1 and n.members <= $2",
    )
    .bind(id)
    .bind(most)
    .bind(now)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The groups that a vehicle is in, by name; at most `limit`.
pub async fn of_vehicle(c: &mut PgConnection, vehicle_no: i32, limit: i64) -> Result<Vec<GroupView>, StoreError> {
    Ok(sqlx::query_as(rows!(
        "join group_vehicle m on m.group_id = g.id where m.vehicle_no = $1 order by lower(g.name), g.id limit $2"
    ))
    .bind(vehicle_no)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

//! The append-only event table: timelines, live updates and the audit trail.

use super::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::LenderNo;
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Something that happened.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct Event {
    /// Number in the order of entry.
    pub seq: i64,
    /// Its transaction; with `seq` the order in which followers read.
    #[serde(skip)]
    pub xid: i64,
    /// What it happened to: `alert`, `case`, `vehicle`, `user`, ...
    pub entity_kind: String,
    /// Which.
    pub entity_id: Uuid,
    /// What happened.
    pub action: String,
    /// Who: `user:<id>`, `key:<id>`, `system:<task>`.
    pub actor: String,
    /// When (wall time).
    pub at: DateTime<Utc>,
    /// Why, in the actor's words.
    pub reason: Option<String>,
    /// Details.
    pub data: serde_json::Value,
}

/// What a new event is made of.
#[derive(Debug)]
pub struct NewEvent<'a> {
    /// Of which lender; none: the platform's own.
    pub lender: Option<LenderNo>,
    /// What it happened to.
    pub entity_kind: &'a str,
    /// Which.
    pub entity_id: Uuid,
    /// What happened.
    pub action: &'a str,
    /// Who.
    pub actor: &'a str,
    /// When (wall time).
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: Option<&'a str>,
    /// Details.
    pub data: serde_json::Value,
}

/// How far a follower has read: transaction, then number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Transaction.
    pub xid: i64,
    /// Number.
    pub seq: i64,
}

/// Appends an event.
pub async fn append(c: &mut PgConnection, e: &NewEvent<'_>) -> Result<(), StoreError> {
    sqlx::query(
        "insert into event (lender_no, entity_kind, entity_id, action, actor, at, reason, data)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(e.lender.map(|l| l.0))
    .bind(e.entity_kind)
    .bind(e.entity_id)
    .bind(e.action)
    .bind(e.actor)
    .bind(e.at)
    .bind(e.reason)
    .bind(&e.data)
    .execute(c)
    .await?;
    Ok(())
}

/// What to list.
#[derive(Debug, Default)]
pub struct Filter<'a> {
    /// Only of this kind of thing.
    pub entity_kind: Option<&'a str>,
    /// Only of this thing.
    pub entity_id: Option<Uuid>,
    /// Only this action.
    pub action: Option<&'a str>,
    /// Only by this actor, e.g. `user:…`.
    pub actor: Option<&'a str>,
    /// Not before.
    pub since: Option<DateTime<Utc>>,
    /// Before.
    pub until: Option<DateTime<Utc>>,
}

/// A page of events, newest first.
pub async fn list(
    c: &mut PgConnection,
    filter: &Filter<'_>,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Event>, StoreError> {
    Ok(sqlx::query_as(
        "select seq, xid::text::int8 as xid, entity_kind, entity_id, action, actor, at, reason, data from event
         where ($1::text is null or entity_kind = $1) and ($2::uuid is null or entity_id = $2)
           and ($3::text is null or action = $3) and ($4::int8 is null or seq < $4)
           and ($6::text is null or actor = $6) and ($7::timestamptz is null or at >= $7)
           and ($8::timestamptz is null or at < $8)
         order by seq desc limit $5",
    )
    .bind(filter.entity_kind)
    .bind(filter.entity_id)
    .bind(filter.action)
    .bind(before)
    .bind(limit)
    .bind(filter.actor)
    .bind(filter.since)
    .bind(filter.until)
    .fetch_all(c)
    .await?)
}

/// What happened to a vehicle and what hangs on it (alerts, cases, loans, installations,
/// commands), newest first.
pub async fn timeline(
    c: &mut PgConnection,
    vehicle_no: i32,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Event>, StoreError> {
    Ok(sqlx::query_as(
        "with mine as (
           select id from vehicle where vehicle_no = $1
           union all select id from alert where vehicle_no = $1
           union all select id from recovery_case where vehicle_no = $1
           union all select id from loan where vehicle_no = $1
           union all select id from installation where vehicle_no = $1
           union all select id from service_window where vehicle_no = $1
           union all select id from command where vehicle_no = $1
           union all select id from chase where vehicle_no = $1)
         select seq, xid::text::int8 as xid, entity_kind, entity_id, action, actor, at, reason, data
         from event where entity_id in (select id from mine) and ($2::int8 is null or seq < $2)
         order by seq desc limit $3",
    )
    .bind(vehicle_no)
    .bind(before)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// Events after `after` in commit-safe order, up to the oldest transaction that still runs: nothing is ever entered
/// before what this has answered.
pub async fn follow(c: &mut PgConnection, after: Position, limit: i64) -> Result<Vec<Event>, StoreError> {
    Ok(sqlx::query_as(
        "select seq, xid::text::int8 as xid, entity_kind, entity_id, action, actor, at, reason, data from event
         where (xid, seq) > ($1::text::xid8, $2) and xid < pg_snapshot_xmin(pg_current_snapshot())
         order by xid, seq limit $3",
    )
    .bind(after.xid.to_string())
    .bind(after.seq)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// The position just before anything that is not finished yet: where a new follower starts.
pub async fn head(c: &mut PgConnection) -> Result<Position, StoreError> {
    let xid: i64 =
        sqlx::query_scalar("select pg_snapshot_xmin(pg_current_snapshot())::text::int8").fetch_one(c).await?;
    Ok(Position { xid: xid - 1, seq: i64::MAX })
}

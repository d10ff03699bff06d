//! Alerts as people and integrators read them, and the desk's columns. What a detector states is written by
//! `store::detection`.

use super::StoreError;
use super::span::Span;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{AssertSqlSafe, FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// An alert.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct Alert {
    /// Its id.
    pub id: Uuid,
    /// What it is about, e.g. `removal`.
    #[serde(rename = "type")]
    #[sqlx(rename = "type")]
    pub kind: String,
    /// `info`, `warn`, `high` or `critical`.
    pub severity: String,
    /// The detector's view: `open`, `closed` or `retracted`.
    pub state: String,
    /// The desk's view: `new`, `acknowledged`, `snoozed` or `resolved`.
    pub desk_state: String,
    /// How the desk decided: `confirmed`, `false_positive`, `benign` or `test`.
    pub verdict: Option<String>,
    /// Put off until.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// Put off until the vehicle is heard from a new place.
    pub snoozed_until_fix: bool,
    /// Who at the desk acted last.
    pub desk_by: Option<String>,
    /// The name of that person; null for programs, and for people of the platform.
    pub desk_by_name: Option<String>,
    /// And why.
    pub desk_reason: Option<String>,
    /// Which vehicle.
    pub vehicle_id: Uuid,
    /// Its licence plate; masked for some roles.
    pub plate: Option<String>,
    /// Which tracker, where one is meant.
    pub tracker_imei: Option<String>,
    /// Which site, where one is meant.
    pub site_id: Option<Uuid>,
    /// The site's name.
    pub site_name: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// When it happened, by the device.
    pub event_at: DateTime<Utc>,
    /// When it was raised.
    pub raised_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When later facts refuted it.
    pub retracted_at: Option<DateTime<Utc>>,
    /// Found in data that arrived late.
    pub late: bool,
    /// Probability or score, 0 to 1.
    pub score: f64,
    /// Why: `[{feature, value, weight}]`.
    #[schema(value_type = Vec<Object>)]
    pub evidence: serde_json::Value,
    /// Rises with each change at the desk.
    pub version: i32,
    /// Whose it is to look at.
    pub assigned_to: Option<Uuid>,
    /// Their name; null for people of the platform.
    pub assignee_name: Option<String>,
}

/// What to list.
#[derive(Debug, Default)]
pub struct Filter {
    /// Changed at or after.
    pub since: Option<DateTime<Utc>>,
    /// Of one vehicle.
    pub vehicle_id: Option<Uuid>,
    /// At one site.
    pub site_id: Option<Uuid>,
    /// Of vehicles in one of these groups.
    pub groups: Option<Vec<Uuid>>,
    /// Of these types.
    pub kinds: Option<Vec<String>>,
    /// In these states.
    pub states: Option<Vec<String>>,
    /// Of these severities.
    pub severities: Option<Vec<String>>,
    /// In these desk states.
    pub desk_states: Option<Vec<String>>,
    /// Whose they are to look at.
    pub assigned_to: Option<Uuid>,
    /// Nobody's to look at, or somebody's.
    pub unassigned: Option<bool>,
    /// Raised then.
    pub raised: Span,
    /// Newest first.
    pub newest_first: bool,
}

/// The rows of `$from`, which has alerts as `a`, with the names that go with them.
macro_rules! rows {
    ($from:expr, $rest:expr) => {
        concat!(
            "select a.id, a.type, a.severity, a.state, a.desk_state, a.verdict, a.snoozed_until, a.snoozed_until_fix, a.desk_by,
                    d.display_name as desk_by_name, a.desk_reason, v.id as vehicle_id, v.plate, t.device_id as tracker_imei,
                    a.site_id, s.name as site_name, a.lat_e7 / 1e7::float8 as lat, a.lon_e7 / 1e7::float8 as lon, a.event_at,
                    a.raised_at, a.updated_at, a.retracted_at, a.late, a.score, a.evidence, a.version, a.assigned_to,
                    u.display_name as assignee_name
             from ",
            $from,
            " join vehicle v on v.vehicle_no = a.vehicle_no left join tracker t on t.tracker_no = a.tracker_no
             left join site s on s.id = a.site_id left join app_user u on u.id = a.assigned_to
             left join app_user d on d.id = case when a.desk_by like 'user:%' then substr(a.desk_by, 6)::uuid end ",
            $rest
        )
    };
}

pub(crate) use rows;

/// Each lender's own alerts in order, by an index that begins with the lender; then the first of all of them.
macro_rules! page {
    ($order:literal, $beyond:literal) => {
        rows!(
            concat!(
                "unnest(current_lenders()) as l (lender_no) cross join lateral (
                   select * from alert a where a.lender_no = l.lender_no and ($1::timestamptz is null or a.updated_at >= $1)
                     and ($2::uuid is null or a.vehicle_no = (select vehicle_no from vehicle where id = $2))
                     and ($3::text[] is null or a.type = any ($3)) and ($4::text[] is null or a.state = any ($4))
                     and ($5::text[] is null or a.severity = any ($5)) and ($6::text[] is null or a.desk_state = any ($6))
                     and ($7::timestamptz is null or (a.updated_at, a.id) ",
                $beyond,
                " ($7, $8)) and ($10::uuid is null or a.assigned_to = $10)
                     and ($13::timestamptz is null or a.raised_at >= $13)
                     and ($14::timestamptz is null or a.raised_at < $14)
                     and ($15::uuid is null or a.site_id = $15)
                     and ($11::bool is null or (a.assigned_to is null) = $11)
                     and ($12::uuid[] is null or exists (select from group_vehicle g where g.group_id = any ($12)
                                                         and g.vehicle_no = a.vehicle_no))
                   order by a.updated_at ",
                $order,
                ", a.id ",
                $order,
                " limit $9) a"
            ),
            concat!(" order by a.updated_at ", $order, ", a.id ", $order, " limit $9")
        )
    };
}

/// The page in the order of last change.
pub const OLDEST_FIRST: &str = page!("asc", ">");

/// The page the other way round.
pub const NEWEST_FIRST: &str = page!("desc", "<");

/// A page of alerts in the order of their last change.
pub async fn list(
    c: &mut PgConnection,
    f: &Filter,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<Alert>, StoreError> {
    Ok(sqlx::query_as(if f.newest_first { NEWEST_FIRST } else { OLDEST_FIRST })
        .bind(f.since)
        .bind(f.vehicle_id)
        .bind(&f.kinds)
        .bind(&f.states)
        .bind(&f.severities)
        .bind(&f.desk_states)
        .bind(after.map(|a| a.0))
        .bind(after.map(|a| a.1))
        .bind(limit)
        .bind(f.assigned_to)
        .bind(f.unassigned)
        .bind(&f.groups)
        .bind(f.raised.from)
        .bind(f.raised.to)
        .bind(f.site_id)
        .fetch_all(c)
        .await?)
}

/// How many alerts such a list has, at most `limit`.
pub async fn count(c: &mut PgConnection, f: &Filter, limit: i64) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from ({OLDEST_FIRST}) a")))
        .bind(f.since)
        .bind(f.vehicle_id)
        .bind(&f.kinds)
        .bind(&f.states)
        .bind(&f.severities)
        .bind(&f.desk_states)
        .bind(None::<DateTime<Utc>>)
        .bind(None::<Uuid>)
        .bind(limit)
        .bind(f.assigned_to)
        .bind(f.unassigned)
        .bind(&f.groups)
        .bind(f.raised.from)
        .bind(f.raised.to)
        .bind(f.site_id)
        .fetch_one(c)
        .await?)
}

/// One alert.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<Alert>, StoreError> {
    Ok(sqlx::query_as(rows!("alert a", "where a.id = $1")).bind(id).fetch_optional(c).await?)
}

/// The desk's columns of an alert, locked until the transaction ends.
#[derive(Debug, Clone, FromRow)]
pub struct DeskRow {
    /// Whose.
    pub lender_no: i32,
    /// `new`, `acknowledged`, `snoozed` or `resolved`.
    pub desk_state: String,
    /// How it was decided.
    pub verdict: Option<String>,
    /// Put off until.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// Or until the vehicle is heard from a new place.
    pub snoozed_until_fix: bool,
    /// Who acted last.
    pub desk_by: Option<String>,
    /// And why.
    pub desk_reason: Option<String>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
    /// Rises with each change.
    pub version: i32,
}

/// Reads the desk's columns for a change.
pub async fn desk_for_update(c: &mut PgConnection, id: Uuid) -> Result<Option<DeskRow>, StoreError> {
    Ok(sqlx::query_as(
        "select lender_no, desk_state, verdict, snoozed_until, snoozed_until_fix, desk_by, desk_reason, updated_at, version from alert where id = $1 for update",
    )
    .bind(id)
    .fetch_optional(c)
    .await?)
}

/// What the desk's columns become.
#[derive(Debug)]
pub struct DeskChange<'a> {
    /// The version that was read.
    pub expected: i32,
    /// `new`, `acknowledged`, `snoozed` or `resolved`.
    pub desk_state: &'a str,
    /// How it was decided.
    pub verdict: Option<&'a str>,
    /// Put off until.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// Or until the vehicle is heard from a new place.
    pub snoozed_until_fix: bool,
    /// Who.
    pub by: &'a str,
    /// Why.
    pub reason: Option<&'a str>,
    /// Engine time: followers by `since` see the change.
    pub now: DateTime<Utc>,
}

/// Writes the desk's columns, version compare-and-set.
pub async fn set_desk(c: &mut PgConnection, id: Uuid, change: &DeskChange<'_>) -> Result<(), StoreError> {
    let done = sqlx::query(
        "update alert set desk_state = $3, verdict = $4, snoozed_until = $5, desk_by = $6, desk_reason = $7,
                updated_at = greatest(updated_at, $8), version = version + 1, snoozed_until_fix = $9
         where id = $1 and version = $2",
    )
    .bind(id)
    .bind(change.expected)
    .bind(change.desk_state)
    .bind(change.verdict)
    .bind(change.snoozed_until)
    .bind(change.by)
    .bind(change.reason)
    .bind(change.now)
    .bind(change.snoozed_until_fix)
    .execute(c)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Stale { expected: change.expected }) }
}

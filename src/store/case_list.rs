//! Lists of recovery cases.

use super::StoreError;
use super::span::Span;
use chrono::{DateTime, Utc};
use lienwatch_domain::recovery::{ActionKind, CaseState};
use serde::Serialize;
use sqlx::{AssertSqlSafe, FromRow, PgConnection};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// A case in a list.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct CaseView {
    /// Its id.
    pub id: Uuid,
    /// For which vehicle.
    pub vehicle_id: Uuid,
    /// Its plate.
    pub plate: Option<String>,
    /// Of which loan.
    pub loan_id: Uuid,
    /// Its contract.
    pub contract_number: String,
    /// Days past due.
    pub dpd: i32,
    /// Unpaid and due, minor units.
    pub overdue_minor: i64,
    /// Unpaid in all, minor units.
    pub outstanding_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// `flagged`, `in_review`, `authorised`, ..., `closed`.
    pub state: String,
    /// The strongest rule that flagged it.
    pub rule: String,
    /// Why it was flagged, in words.
    #[schema(value_type = Vec<String>)]
    pub reasons: serde_json::Value,
    /// The alerts it rests on.
    pub alert_ids: Vec<Uuid>,
    /// Open holds.
    pub open_holds: i64,
    /// What intake has.
    pub intake: Vec<String>,
    /// The ETag of the case.
    pub version: i32,
    /// Since when.
    pub opened_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
    /// Closed since.
    pub closed_at: Option<DateTime<Utc>>,
    /// Whose it is to work on.
    pub assigned_to: Option<Uuid>,
    /// Their name; null for people of the platform.
    pub owner_name: Option<String>,
    /// Since when it is in its state, by the engine clock.
    pub state_since: DateTime<Utc>,
    /// The action that leads on from its state, e.g. `request_authorisation`; `release_hold` while a hold keeps it. What
    /// keeps a caller from it is in the case itself.
    #[sqlx(skip)]
    pub next_action: Option<String>,
    /// A request waits for a second person.
    #[serde(skip)]
    pub waits: bool,
}

/// What to list.
#[derive(Debug, Default)]
pub struct Filter<'a> {
    /// In these states.
    pub states: Option<&'a [String]>,
    /// For one vehicle.
    pub vehicle_id: Option<Uuid>,
    /// Of one loan.
    pub loan_id: Option<Uuid>,
    /// Not closed, or closed.
    pub open: Option<bool>,
    /// Whose they are to work on.
    pub assigned_to: Option<Uuid>,
    /// Opened then.
    pub opened: Span,
    /// Their loans were in these days-past-due buckets when they were flagged.
    pub buckets: Option<&'a [String]>,
    /// Their loans are kept at this branch.
    pub branch: Option<&'a str>,
}

/// A page of cases, by id; or exactly one.
pub async fn list(
    c: &mut PgConnection,
    f: &Filter<'_>,
    id: Option<Uuid>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<CaseView>, StoreError> {
    let mut cases: Vec<CaseView> = sqlx::query_as(PAGE)
        .bind(f.states)
        .bind(f.vehicle_id)
        .bind(f.loan_id)
        .bind(f.open)
        .bind(id)
        .bind(after)
        .bind(limit)
        .bind(f.assigned_to)
        .bind(f.opened.from)
        .bind(f.opened.to)
        .bind(f.buckets)
        .bind(f.branch)
        .fetch_all(c)
        .await?;
    for case in &mut cases {
        case.next_action = next_action(&case.state, case.waits, case.open_holds);
    }
    Ok(cases)
}

/// The action that leads on from a state, by its name; while a hold keeps the case, its release. `waits`: a request of the
/// case waits for a second person.
pub(super) fn next_action(state: &str, waits: bool, open_holds: i64) -> Option<String> {
    let next = CaseState::from_name(state).and_then(|state| ActionKind::onward(state, waits))?;
    let next = if open_holds > 0 { ActionKind::ReleaseHold } else { next };
    Some(next.name().to_owned())
}

/// How many cases such a list has, at most `limit`.
pub async fn count(c: &mut PgConnection, f: &Filter<'_>, limit: i64) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from ({PAGE}) k")))
        .bind(f.states)
        .bind(f.vehicle_id)
        .bind(f.loan_id)
        .bind(f.open)
        .bind(None::<Uuid>)
        .bind(None::<Uuid>)
        .bind(limit)
        .bind(f.assigned_to)
        .bind(f.opened.from)
        .bind(f.opened.to)
        .bind(f.buckets)
        .bind(f.branch)
        .fetch_one(c)
        .await?)
}

/// The plates of the cars of cases, by the case; of a car without one, nothing.
pub async fn plates(c: &mut PgConnection, cases: &[Uuid]) -> Result<HashMap<Uuid, String>, StoreError> {
    let rows: Vec<(Uuid, String)> = sqlx::query_as(
        "select k.id, v.plate from recovery_case k join vehicle v on v.vehicle_no = k.vehicle_no
         where k.id = any ($1) and v.plate is not null",
    )
    .bind(cases)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().collect())
}

/// Each lender's own cases by id; then the first of all of them.
pub const PAGE: &str =
    "select k.id, v.id as vehicle_id, v.plate, k.loan_id, l.contract_number, l.dpd, l.overdue_minor,
            l.outstanding_minor, l.currency, k.state, k.rule, k.reasons, k.alert_ids, k.intake, k.version, k.opened_at,
            k.updated_at, k.closed_at, k.assigned_to, u.display_name as owner_name, k.state_since,
            coalesce(jsonb_typeof(k.detail #> '{stage,request}') = 'object', false) as waits,
            (select count(*) from case_hold h where h.case_id = k.id and h.released_at is null) as open_holds
     from unnest(current_lenders()) as t (lender_no) cross join lateral (
       select * from recovery_case k where k.lender_no = t.lender_no
         and ($1::text[] is null or k.state = any ($1))
         and ($2::uuid is null or k.vehicle_no = (select vehicle_no from vehicle where id = $2))
         and ($3::uuid is null or k.loan_id = $3) and ($4::bool is null or (k.closed_at is null) = $4)
         and ($5::uuid is null or k.id = $5) and ($6::uuid is null or k.id > $6)
         and ($8::uuid is null or k.assigned_to = $8)
         and ($9::timestamptz is null or k.opened_at >= $9) and ($10::timestamptz is null or k.opened_at < $10)
         and ($11::text[] is null or k.flagged_bucket = any ($11))
         and ($12::text is null or exists (select from loan b where b.id = k.loan_id and b.branch = $12))
       order by k.id limit $7) k
     join vehicle v on v.vehicle_no = k.vehicle_no join loan l on l.id = k.loan_id left join app_user u on u.id = k.assigned_to
     order by k.id limit $7";

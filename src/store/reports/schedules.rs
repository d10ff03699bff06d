//! Reports that were ordered once and are sent again and again.
//!
//! A run is one transaction of the API's own role: the order is locked and its next moment moved on, the report is
//! counted, its mail queued and the run written down. Whoever is killed in it has done nothing; whoever comes second
//! finds nothing due.

use crate::store::StoreError;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Runs that are remembered of one order.
pub const RUNS_KEPT: i64 = 20;

/// An order.
#[derive(Debug, Clone, FromRow)]
pub struct Schedule {
    /// Its id.
    pub id: Uuid,
    /// Of which lender.
    pub lender_no: i32,
    /// Who ordered it.
    pub owner_id: Uuid,
    /// Their name; of an operator of the platform nothing, where only a lender's people are seen.
    pub owner_name: String,
    /// Which report.
    pub report: String,
    /// How the KPI sheet is split.
    pub breakdown: Option<String>,
    /// `day`, `week` or `month`.
    pub every: String,
    /// Of the week (1 is Monday) or of the month.
    pub on_day: Option<i16>,
    /// Hour of the lender's zone.
    pub at_hour: i16,
    /// The lender's zone.
    pub time_zone: String,
    /// Due then, engine time.
    pub next_at: DateTime<Utc>,
    /// Why it is not sent.
    pub paused_because: Option<String>,
    /// Times, one after another, that it could not be made.
    pub tries: i16,
    /// After such a time: not tried again before, engine time.
    pub retry_at: Option<DateTime<Utc>>,
    /// Since when there is the order, engine time.
    pub created_at: DateTime<Utc>,
}

/// Who ordered it, as they are now.
#[derive(Debug, Clone, FromRow)]
pub struct Owner {
    /// Of which lender; none: an operator of the platform.
    pub lender_no: Option<i32>,
    /// Their role.
    pub role: String,
    /// Disabled since.
    pub disabled_at: Option<DateTime<Utc>>,
}

/// A run.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct ReportRun {
    /// Its id.
    pub id: Uuid,
    /// Of which order.
    #[serde(skip)]
    pub schedule_id: Uuid,
    /// When it was due, engine time; of one asked for by hand, when it was.
    pub due_at: DateTime<Utc>,
    /// Somebody asked for it at once.
    pub by_hand: bool,
    /// When it was made, wall time.
    pub at: DateTime<Utc>,
    /// `mailed`, `failed` or `paused`.
    pub outcome: String,
    /// Why there was no report; of a mail, why it was not taken.
    pub problem: Option<String>,
    /// Where its mail stands, e.g. `delivered`; null: there is none, or it was long ago.
    pub mail: Option<String>,
}

const COLUMNS: &str = "select s.id, s.lender_no, s.owner_id, coalesce(u.display_name, '') as owner_name, s.report, s.breakdown, s.every, s.on_day,
       s.at_hour, l.time_zone, s.next_at, s.paused_because, s.tries, s.retry_at, s.created_at
from report_schedule s join lender l using (lender_no) left join app_user u on u.id = s.owner_id";

/// Adds an order.
pub async fn insert(c: &mut PgConnection, new: &Schedule) -> Result<(), StoreError> {
    sqlx::query(
        "insert into report_schedule (id, lender_no, owner_id, report, breakdown, every, on_day, at_hour, next_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(new.id)
    .bind(new.lender_no)
    .bind(new.owner_id)
    .bind(&new.report)
    .bind(&new.breakdown)
    .bind(&new.every)
    .bind(new.on_day)
    .bind(new.at_hour)
    .bind(new.next_at)
    .bind(new.created_at)
    .execute(c)
    .await?;
    Ok(())
}

/// Stores what was changed of an order.
pub async fn update(c: &mut PgConnection, new: &Schedule) -> Result<(), StoreError> {
    sqlx::query(
        "update report_schedule set report = $2, breakdown = $3, every = $4, on_day = $5, at_hour = $6, next_at = $7,
                paused_because = $8, tries = $9, retry_at = $10
         where id = $1",
    )
    .bind(new.id)
    .bind(&new.report)
    .bind(&new.breakdown)
    .bind(&new.every)
    .bind(new.on_day)
    .bind(new.at_hour)
    .bind(new.next_at)
    .bind(&new.paused_because)
    .bind(new.tries)
    .bind(new.retry_at)
    .execute(c)
    .await?;
    Ok(())
}

/// Takes an order back, with its runs.
pub async fn delete(c: &mut PgConnection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("delete from report_schedule where id = $1").bind(id).execute(c).await?;
    Ok(())
}

/// A page of orders, by id.
pub async fn list(c: &mut PgConnection, after: Option<Uuid>, limit: i64) -> Result<Vec<Schedule>, StoreError> {
    let sql = format!("{COLUMNS} where ($1::uuid is null or s.id > $1) order by s.id limit $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(after).bind(limit).fetch_all(c).await?)
}

/// An order, locked until the transaction ends.
pub async fn get_for_update(c: &mut PgConnection, id: Uuid) -> Result<Option<Schedule>, StoreError> {
    let sql = format!("{COLUMNS} where s.id = $1 for update of s");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(c).await?)
}

/// So many has somebody ordered.
pub async fn count_of(c: &mut PgConnection, owner: Uuid) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select count(*) from report_schedule where owner_id = $1").bind(owner).fetch_one(c).await?)
}

/// Orders that are due, of all the lenders that the transaction sees: id, lender, and the owner's lender.
pub async fn due(
    c: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(Uuid, i32, Option<i32>)>, StoreError> {
    Ok(sqlx::query_as(
        "select s.id, s.lender_no, u.lender_no from report_schedule s join app_user u on u.id = s.owner_id
         where s.paused_because is null and coalesce(s.retry_at, s.next_at) <= $1
         order by coalesce(s.retry_at, s.next_at), s.id limit $2",
    )
    .bind(now)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// A due order, locked; `None` where another has it or has done it.
pub async fn claim(c: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<Option<Schedule>, StoreError> {
    let sql = format!(
        "{COLUMNS} where s.id = $1 and s.paused_because is null and coalesce(s.retry_at, s.next_at) <= $2
         for update of s skip locked"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).bind(now).fetch_optional(c).await?)
}

/// Who ordered it, as they are now.
pub async fn owner(c: &mut PgConnection, id: Uuid) -> Result<Option<Owner>, StoreError> {
    Ok(sqlx::query_as("select lender_no, role, disabled_at from app_user where id = $1")
        .bind(id)
        .fetch_optional(c)
        .await?)
}

/// A run to write down.
#[derive(Debug)]
pub struct NewRun<'a> {
    /// Its id.
    pub id: Uuid,
    /// Of which order.
    pub of: &'a Schedule,
    /// When it was due, engine time.
    pub due_at: DateTime<Utc>,
    /// Somebody asked for it.
    pub by_hand: bool,
    /// Wall time.
    pub at: DateTime<Utc>,
    /// `mailed`, `failed` or `paused`.
    pub outcome: &'a str,
    /// Why there was no report.
    pub problem: Option<&'a str>,
    /// Its mail.
    pub delivery: Option<Uuid>,
}

/// Writes a run down, and forgets the oldest beyond [`RUNS_KEPT`]. One that failed is tried again: what came of the last
/// try stands.
///
/// # Errors
/// What was due then was made or given up already, or the database.
pub async fn record(c: &mut PgConnection, run: &NewRun<'_>) -> Result<(), StoreError> {
    let done = sqlx::query(
        "insert into report_run as r (id, schedule_id, lender_no, due_at, by_hand, at, outcome, problem, delivery_id)
         values ($1, $2, $3, $4, $5, $6, $7, left($8, 400), $9)
         on conflict (schedule_id, due_at) where not by_hand
         do update set at = excluded.at, outcome = excluded.outcome, problem = excluded.problem, delivery_id = excluded.delivery_id
         where r.outcome = 'failed'",
    )
    .bind(run.id)
    .bind(run.of.id)
    .bind(run.of.lender_no)
    .bind(run.due_at)
    .bind(run.by_hand)
    .bind(run.at)
    .bind(run.outcome)
    .bind(run.problem)
    .bind(run.delivery)
    .execute(&mut *c)
    .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Stale { expected: 0 });
    }
    sqlx::query(
        "delete from report_run where id in (
           select id from report_run where schedule_id = $1 order by id desc offset $2 limit 100)",
    )
    .bind(run.of.id)
    .bind(RUNS_KEPT)
    .execute(c)
    .await?;
    Ok(())
}

/// The last runs of orders, of each the newest first.
pub async fn runs(c: &mut PgConnection, schedules: &[Uuid], each: i64) -> Result<Vec<ReportRun>, StoreError> {
    Ok(sqlx::query_as(
        "select r.id, r.schedule_id, r.due_at, r.by_hand, r.at, r.outcome, d.state as mail,
                coalesce(r.problem, d.detail #>> '{stage,why}', d.detail #>> '{stage,failure,detail}') as problem
         from unnest($1::uuid[]) as s (id)
         cross join lateral (select * from report_run where schedule_id = s.id order by id desc limit $2) r
         left join notification_delivery d on d.id = r.delivery_id
         order by r.schedule_id, r.id desc",
    )
    .bind(schedules)
    .bind(each)
    .fetch_all(c)
    .await?)
}

/// When somebody last asked for it at once, wall time.
pub async fn last_by_hand(c: &mut PgConnection, id: Uuid) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok(sqlx::query_scalar("select max(at) from report_run where schedule_id = $1 and by_hand")
        .bind(id)
        .fetch_one(c)
        .await?)
}

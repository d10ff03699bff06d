//! Long work that goes on after it was answered: how far it is, and how it ended.

use super::StoreError;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::ids::LenderNo;
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Whoever works on a job says so every second; one that has not been heard of for so long is interrupted.
pub const SILENT: TimeDelta = TimeDelta::seconds(30);

/// A job.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// What sort of work: `import`, `risk_preview`, `site_review` or `export`.
    pub kind: String,
    /// On what, e.g. `vehicles`; of an export the list and its form, e.g. `loans.csv`.
    pub subject: String,
    /// `queued`, `running`, `done`, `failed`, `cancelled`, or `interrupted`: the process that worked on it has ended. Work
    /// that is not done has stored nothing; the same can be asked for again.
    pub state: String,
    /// Rows dealt with.
    pub done: i64,
    /// Rows there are, as far as lines tell; of an export under way 0 where they were not counted before.
    pub total: i64,
    /// Rows a second since it began; null before.
    pub rate: Option<f64>,
    /// Somebody asked for its end.
    pub cancelling: bool,
    /// Why it failed: a problem document.
    #[schema(value_type = Option<Object>)]
    pub problem: Option<serde_json::Value>,
    /// The import that came of it: see `GET /imports/{import}`.
    pub import_id: Option<Uuid>,
    /// Rows that were refused.
    pub bad: Option<i32>,
    /// The file of an export, while it can be fetched: what it is called. See `GET /jobs/{id}/file`.
    pub file_name: Option<String>,
    /// Its bytes.
    pub file_bytes: Option<i64>,
    /// When it is deleted.
    pub file_until: Option<DateTime<Utc>>,
    /// Who asked for it.
    pub created_by: String,
    /// Their name; null for programs, and for people of the platform.
    pub created_by_name: Option<String>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Begun.
    pub started_at: Option<DateTime<Utc>>,
    /// Last heard of.
    pub updated_at: DateTime<Utc>,
    /// Over.
    pub finished_at: Option<DateTime<Utc>>,
}

/// Which jobs somebody is shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// All but exports.
    pub imports: bool,
    /// The exports that this actor asked for; nobody is shown another's.
    pub exports_of: Option<String>,
}

impl Shown {
    /// All but exports.
    pub const IMPORTS: Shown = Shown { imports: true, exports_of: None };
}

macro_rules! jobs {
    ($rest:literal) => {
        concat!(
            "select j.id, j.kind, j.subject,
                    case when j.state in ('queued', 'running') and j.updated_at < $1 then 'interrupted' else j.state end as state,
                    j.done, j.total,
                    j.done / nullif(extract(epoch from coalesce(j.finished_at, j.updated_at) - j.started_at), 0)::float8 as rate,
                    j.cancelling, j.problem, j.import_id, i.rows_bad as bad, f.name as file_name, f.bytes as file_bytes,
                    f.until as file_until, j.created_by, u.display_name as created_by_name,
                    j.created_at, j.started_at, j.updated_at, j.finished_at
             from job j left join import_job i on i.id = j.import_id
             left join export_file f on f.job_id = j.id and f.until > $2
             left join app_user u on u.id = case when j.created_by like 'user:%' then substr(j.created_by, 6)::uuid end
             where (case when j.kind = 'export' then j.created_by = $4 else $3 end) ",
            $rest
        )
    };
}

/// A page of jobs, newest first, as of `wall`.
pub async fn list(
    c: &mut PgConnection,
    wall: DateTime<Utc>,
    shown: &Shown,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Job>, StoreError> {
    Ok(sqlx::query_as(jobs!("and ($5::uuid is null or j.id < $5) order by j.id desc limit $6"))
        .bind(wall - SILENT)
        .bind(wall)
        .bind(shown.imports)
        .bind(&shown.exports_of)
        .bind(before)
        .bind(limit)
        .fetch_all(c)
        .await?)
}

/// One job.
pub async fn get(
    c: &mut PgConnection,
    wall: DateTime<Utc>,
    shown: &Shown,
    id: Uuid,
) -> Result<Option<Job>, StoreError> {
    Ok(sqlx::query_as(jobs!("and j.id = $5"))
        .bind(wall - SILENT)
        .bind(wall)
        .bind(shown.imports)
        .bind(&shown.exports_of)
        .bind(id)
        .fetch_optional(c)
        .await?)
}

/// The jobs that changed after `since`, oldest change first.
pub async fn changed(
    c: &mut PgConnection,
    wall: DateTime<Utc>,
    shown: &Shown,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Job>, StoreError> {
    Ok(sqlx::query_as(jobs!("and j.updated_at > $5 order by j.updated_at, j.id limit $6"))
        .bind(wall - SILENT)
        .bind(wall)
        .bind(shown.imports)
        .bind(&shown.exports_of)
        .bind(since)
        .bind(limit)
        .fetch_all(c)
        .await?)
}

/// A job that is about to begin.
#[derive(Debug)]
pub struct NewJob<'a> {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub lender: LenderNo,
    /// What sort of work.
    pub kind: &'a str,
    /// On what.
    pub subject: &'a str,
    /// Rows there are.
    pub total: i64,
    /// Who asked.
    pub by: &'a str,
}

/// Adds a job.
pub async fn insert(c: &mut PgConnection, new: &NewJob<'_>, wall: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query(
        "insert into job (id, lender_no, kind, subject, state, total, created_by, created_at, updated_at)
         values ($1, $2, $3, $4, 'queued', $5, $6, $7, $7)",
    )
    .bind(new.id)
    .bind(new.lender.0)
    .bind(new.kind)
    .bind(new.subject)
    .bind(new.total)
    .bind(new.by)
    .bind(wall)
    .execute(c)
    .await?;
    Ok(())
}

/// Says how far it is, and that somebody works on it. Answers whether it is to end; also where it is over already.
pub async fn beat(
    c: &mut PgConnection,
    id: Uuid,
    running: bool,
    done: i64,
    wall: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let cancelling: Option<bool> = sqlx::query_scalar(
        "update job set done = $3, updated_at = greatest($4, updated_at + interval '1 microsecond'), state = case when $2 then 'running' else state end,
                started_at = case when $2 then coalesce(started_at, $4) end
         where id = $1 and state in ('queued', 'running') returning cancelling",
    )
    .bind(id)
    .bind(running)
    .bind(done)
    .bind(wall)
    .fetch_optional(c)
    .await?;
    Ok(cancelling.unwrap_or(true))
}

/// How a job ended.
#[derive(Debug)]
pub struct Ending {
    /// `done`, `failed` or `cancelled`.
    pub state: &'static str,
    /// Rows dealt with.
    pub done: i64,
    /// The import that came of it.
    pub import: Option<Uuid>,
    /// Why it failed.
    pub problem: Option<serde_json::Value>,
}

/// Ends a job. Whoever follows jobs asks for later changes: this one is later than what was told of it, whenever `wall` was
/// read. Answers whether it was under way; one that is `done` ends so only where nobody has asked for its end.
pub async fn end(c: &mut PgConnection, id: Uuid, ending: &Ending, wall: DateTime<Utc>) -> Result<bool, StoreError> {
    let ended = sqlx::query(
        "update job set state = $2, done = $3, total = case when $2 = 'done' then $3 else total end, import_id = $4,
                problem = $5, updated_at = greatest($6, updated_at + interval '1 microsecond'), finished_at = $6, started_at = coalesce(started_at, $6)
         where id = $1 and state in ('queued', 'running') and ($2 <> 'done' or not cancelling)",
    )
    .bind(id)
    .bind(ending.state)
    .bind(ending.done)
    .bind(ending.import)
    .bind(&ending.problem)
    .bind(wall)
    .execute(c)
    .await?;
    Ok(ended.rows_affected() == 1)
}

/// Asks for a job's end. Answers whether it was still under way.
pub async fn cancel(c: &mut PgConnection, id: Uuid, wall: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update job set cancelling = true where id = $1 and state in ('queued', 'running') and updated_at >= $2",
    )
    .bind(id)
    .bind(wall - SILENT)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

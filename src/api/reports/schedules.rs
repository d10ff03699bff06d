//! Orders of reports: who wants which, how often. Each is made for the one who ordered it, and sent to nobody else.

use super::sending;
use crate::api::access::{Action, Resource};
use crate::api::caller::{Caller, Principal, Tx};
use crate::api::error::{Error, Result};
use crate::api::import_assets::known;
use crate::api::request::{Nothing, Page, Paging, Path, Write, page};
use crate::store::lenders;
use crate::store::reports::schedules::{self, ReportRun, Schedule};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::reports::{BadRhythm, Breakdown, Every, Rhythm};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which reports there are.
static REPORTS: [&str; 2] = ["kpis", "alert_precision"];
/// Orders of one person.
const MOST_OF_ONE: i64 = 20;
/// Runs that a list tells of each.
const RUNS_TOLD: i64 = 5;
/// By hand once in so long: each is a mail.
const PAUSE: TimeDelta = TimeDelta::seconds(60);

/// A report that is sent again and again.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportSchedule {
    /// Its id.
    pub id: Uuid,
    /// `kpis` or `alert_precision`.
    pub report: String,
    /// How the KPI sheet is split.
    pub by: Option<String>,
    /// `day`, `week` or `month`: of the day, the seven days or the calendar month before.
    pub every: String,
    /// Of the week (1 is Monday) or of the month (a shorter one: its last day).
    pub on_day: Option<i16>,
    /// Hour of the lender's zone, 0 to 23.
    pub hour: i16,
    /// The lender's zone.
    pub time_zone: String,
    /// Due then, engine time.
    pub next_at: DateTime<Utc>,
    /// Why it is not sent: `by_hand`, `owner_gone`, `right_withdrawn`, or `failing`: it could not be made, time and again.
    pub paused_because: Option<String>,
    /// The last time it could not be made; it is tried again then, engine time.
    pub retry_at: Option<DateTime<Utc>>,
    /// Times it could not be made, one after another; what went wrong stands with its runs.
    pub tries: i16,
    /// Who ordered it, and gets it.
    pub owner_id: Uuid,
    /// Their name.
    pub owner_name: String,
    /// The caller ordered it.
    pub mine: bool,
    /// Since when, engine time.
    pub created_at: DateTime<Utc>,
    /// The last runs, the newest first.
    pub runs: Vec<ReportRun>,
}

impl ReportSchedule {
    fn of(schedule: Schedule, runs: Vec<ReportRun>, caller: &Caller) -> ReportSchedule {
        ReportSchedule {
            mine: user(caller) == Some(schedule.owner_id),
            id: schedule.id,
            report: schedule.report,
            by: schedule.breakdown,
            every: schedule.every,
            on_day: schedule.on_day,
            hour: schedule.at_hour,
            time_zone: schedule.time_zone,
            next_at: schedule.next_at,
            paused_because: schedule.paused_because,
            retry_at: schedule.retry_at,
            tries: schedule.tries,
            owner_id: schedule.owner_id,
            owner_name: schedule.owner_name,
            created_at: schedule.created_at,
            runs,
        }
    }
}

/// An order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleBody {
    /// `kpis` or `alert_precision`.
    pub report: String,
    /// How the KPI sheet is split: `none` (default), `lender`, `branch`, `vendor`, `bucket` or `month`. Of no other report.
    #[serde(default)]
    pub by: Option<String>,
    /// `day`, `week` or `month`.
    pub every: String,
    /// Of a week 1 (Monday) to 7, of a month 1 to 31 (a shorter one: its last day); of a day none.
    #[serde(default)]
    pub on_day: Option<u8>,
    /// Hour of the lender's zone, 0 to 23.
    pub hour: u8,
}

struct Order {
    report: String,
    breakdown: Option<String>,
    rhythm: Rhythm,
}

impl ScheduleBody {
    fn checked(&self) -> Result<Order> {
        let report = known("report", &self.report, |name| REPORTS.iter().find(|r| **r == name), &REPORTS.join(", "))?;
        let all: Vec<&str> = Breakdown::ALL.iter().map(|b| b.name()).collect();
        let by = self.by.as_deref().map(|by| known("by", by, Breakdown::from_name, &all.join(", "))).transpose()?;
        let breakdown = match (*report, by) {
            ("kpis", by) => Some(by.unwrap_or(Breakdown::None).name().to_owned()),
            (_, None) => None,
            (_, Some(_)) => {
                let detail = "this report is not split";
                return Err(Error::invalid("not_split", "by", detail, "leave it out"));
            }
        };
        let all: Vec<&str> = Every::ALL.iter().map(|e| e.name()).collect();
        let every = known("every", &self.every, Every::from_name, &all.join(", "))?;
        let rhythm = Rhythm::new(every, self.on_day, self.hour).map_err(|bad| match bad {
            BadRhythm::Day => {
                let fix = "of a week 1 (Monday) to 7, of a month 1 to 31, of a day none";
                Error::invalid("day_out_of_range", "on_day", "there is no such day", fix)
            }
            BadRhythm::Hour => Error::invalid("hour_out_of_range", "hour", "there is no such hour", "0 to 23"),
        })?;
        Ok(Order { report: (*report).to_owned(), breakdown, rhythm })
    }
}

impl Order {
    fn onto(self, schedule: &mut Schedule, now: DateTime<Utc>) -> Result<()> {
        let zone: Tz = sending::zone(schedule)?;
        schedule.next_at = self.rhythm.next_after(now, zone);
        schedule.every = self.rhythm.every().name().to_owned();
        schedule.on_day = self.rhythm.on().map(i16::from);
        schedule.at_hour = i16::from(self.rhythm.hour());
        schedule.report = self.report;
        schedule.breakdown = self.breakdown;
        Ok(())
    }
}

fn user(caller: &Caller) -> Option<Uuid> {
    match &caller.principal {
        Principal::User { id, .. } => Some(*id),
        Principal::Key { .. } => None,
    }
}

/// Mails go to people.
fn person(caller: &Caller) -> Result<Uuid> {
    user(caller).ok_or_else(|| Error::Forbidden("a key has no mailbox: a person orders reports".into()))
}

/// Reports that are sent again and again
///
/// Of all who ordered one, with the last five runs of each.
#[utoipa::path(get, path = "/reports/schedules", tag = "reports", operation_id = "report_schedules", params(Paging),
    responses((status = 200, body = Page<ReportSchedule>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<ReportSchedule>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let found = schedules::list(&mut tx, after, limit + 1).await?;
    let ids: Vec<Uuid> = found.iter().map(|s| s.id).collect();
    let runs = schedules::runs(&mut tx, &ids, RUNS_TOLD).await?;
    tx.commit().await?;
    let told = |schedule: Schedule| {
        let own = runs.iter().filter(|run| run.schedule_id == schedule.id).cloned().collect();
        ReportSchedule::of(schedule, own, &caller)
    };
    Ok(Json(page(found.into_iter().map(told).collect(), limit, |schedule: &ReportSchedule| schedule.id)))
}

/// Order a report
///
/// It is sent to the caller by e-mail, as CSV and in their language, with the rights that they have at that moment. What
/// was due while the service was down is sent once.
#[utoipa::path(post, path = "/reports/schedules", tag = "reports", operation_id = "schedule_report", request_body = ScheduleBody,
    responses((status = 201, body = ReportSchedule), (status = 403, body = crate::api::Problem), (status = 409, body = crate::api::Problem),
              (status = 422, body = crate::api::Problem)))]
pub async fn add(write: Write<ScheduleBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let owner_id = person(&caller)?;
    let order = body.checked()?;
    let lender = caller.lender()?;
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    if schedules::count_of(&mut tx, owner_id).await? >= MOST_OF_ONE {
        let detail = format!("you have ordered {MOST_OF_ONE} reports already");
        return Err(Error::conflict("too_many_schedules", None, detail, "end one of them first"));
    }
    let place = lenders::get_no(&mut tx, lender).await?.ok_or(Error::NotFound("lender"))?;
    let mut schedule = Schedule {
        id: caller.state.new_id(),
        lender_no: lender.0,
        owner_id,
        owner_name: String::new(),
        report: String::new(),
        breakdown: None,
        every: String::new(),
        on_day: None,
        at_hour: 0,
        time_zone: place.time_zone,
        next_at: now,
        paused_because: None,
        tries: 0,
        retry_at: None,
        created_at: now,
    };
    order.onto(&mut schedule, now)?;
    schedules::insert(&mut tx, &schedule).await?;
    log(&caller, &mut tx, &schedule, "created").await?;
    answer(caller, tx, schedule.id, StatusCode::CREATED).await
}

/// Change an order
///
/// Only who ordered it may.
#[utoipa::path(put, path = "/reports/schedules/{id}", tag = "reports", operation_id = "change_report_schedule", params(("id" = Uuid, Path)),
    request_body = ScheduleBody,
    responses((status = 200, body = ReportSchedule), (status = 403, body = crate::api::Problem), (status = 404, body = crate::api::Problem),
              (status = 422, body = crate::api::Problem)))]
pub async fn change(Path(id): Path<Uuid>, write: Write<ScheduleBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let order = body.checked()?;
    let mut tx = caller.begin().await?;
    let mut schedule = own(&caller, &mut tx, id).await?;
    order.onto(&mut schedule, caller.state.engine.clock().now())?;
    (schedule.tries, schedule.retry_at) = (0, None);
    schedules::update(&mut tx, &schedule).await?;
    log(&caller, &mut tx, &schedule, "changed").await?;
    answer(caller, tx, id, StatusCode::OK).await
}

/// Pause an order
///
/// Who ordered it, or whoever manages users.
#[utoipa::path(post, path = "/reports/schedules/{id}/pause", tag = "reports", operation_id = "pause_report_schedule",
    params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 200, body = ReportSchedule), (status = 403, body = crate::api::Problem), (status = 404, body = crate::api::Problem)))]
pub async fn pause(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let caller = write.caller;
    let mut tx = caller.begin().await?;
    let mut schedule = manageable(&caller, &mut tx, id).await?;
    if schedule.paused_because.is_none() {
        schedule.paused_because = Some("by_hand".to_owned());
        schedules::update(&mut tx, &schedule).await?;
        log(&caller, &mut tx, &schedule, "paused").await?;
    }
    answer(caller, tx, id, StatusCode::OK).await
}

/// Resume an order
///
/// Only who ordered it may. What was due meanwhile is not sent.
#[utoipa::path(post, path = "/reports/schedules/{id}/resume", tag = "reports", operation_id = "resume_report_schedule",
    params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 200, body = ReportSchedule), (status = 403, body = crate::api::Problem), (status = 404, body = crate::api::Problem)))]
pub async fn resume(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let caller = write.caller;
    let mut tx = caller.begin().await?;
    let mut schedule = own(&caller, &mut tx, id).await?;
    if schedule.paused_because.take().is_some() {
        let zone = sending::zone(&schedule)?;
        schedule.next_at = sending::rhythm(&schedule)?.next_after(caller.state.engine.clock().now(), zone);
        (schedule.tries, schedule.retry_at) = (0, None);
        schedules::update(&mut tx, &schedule).await?;
        log(&caller, &mut tx, &schedule, "resumed").await?;
    }
    answer(caller, tx, id, StatusCode::OK).await
}

/// Send it now
///
/// To the one who ordered it, and only they may; of the period that ended last. Once a minute.
#[utoipa::path(post, path = "/reports/schedules/{id}/send", tag = "reports", operation_id = "send_report_now", params(("id" = Uuid, Path)),
    request_body = Nothing,
    responses((status = 202, body = ReportSchedule), (status = 403, body = crate::api::Problem), (status = 404, body = crate::api::Problem),
              (status = 409, body = crate::api::Problem)))]
pub async fn send(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let caller = write.caller;
    let mut tx = caller.begin().await?;
    let mut schedule = own(&caller, &mut tx, id).await?;
    let last = schedules::last_by_hand(&mut tx, id).await?;
    if last.is_some_and(|at| caller.state.wall_now() - at < PAUSE) {
        return Err(Error::conflict("just_sent", None, "it was sent less than a minute ago", "wait a minute"));
    }
    let now = caller.state.engine.clock().now();
    let of_owner = schedules::owner(&mut tx, schedule.owner_id).await?.and_then(|owner| owner.lender_no);
    sending::make(&mut tx, &caller.state, (&schedule, of_owner), (now, true), now).await?;
    if schedule.tries > 0 {
        // It can be made again: what is due needs to wait no longer.
        (schedule.tries, schedule.retry_at) = (0, None);
        schedules::update(&mut tx, &schedule).await?;
    }
    answer(caller, tx, id, StatusCode::ACCEPTED).await
}

/// End an order
///
/// Who ordered it, or whoever manages users. Its runs are forgotten with it; the log keeps them.
#[utoipa::path(delete, path = "/reports/schedules/{id}", tag = "reports", operation_id = "delete_report_schedule", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 403, body = crate::api::Problem), (status = 404, body = crate::api::Problem)))]
pub async fn delete(caller: Caller, Path(id): Path<Uuid>) -> Result<StatusCode> {
    let mut tx = caller.begin().await?;
    let schedule = manageable(&caller, &mut tx, id).await?;
    schedules::delete(&mut tx, id).await?;
    log(&caller, &mut tx, &schedule, "deleted").await?;
    caller.commit(tx).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn found(tx: &mut Tx, id: Uuid) -> Result<Schedule> {
    schedules::get_for_update(tx, id).await?.ok_or(Error::NotFound("report schedule"))
}

/// One that the caller ordered.
async fn own(caller: &Caller, tx: &mut Tx, id: Uuid) -> Result<Schedule> {
    let schedule = found(tx, id).await?;
    if user(caller) != Some(schedule.owner_id) {
        return Err(Error::Forbidden("only who ordered this report may do that".into()));
    }
    Ok(schedule)
}

/// One that the caller ordered, or any where they manage users.
async fn manageable(caller: &Caller, tx: &mut Tx, id: Uuid) -> Result<Schedule> {
    let schedule = found(tx, id).await?;
    if user(caller) != Some(schedule.owner_id) && !caller.may(Resource::Users, Action::Write) {
        return Err(Error::Forbidden("only who ordered this report, or who manages users, may do that".into()));
    }
    Ok(schedule)
}

async fn log(caller: &Caller, tx: &mut Tx, schedule: &Schedule, action: &str) -> Result<()> {
    let data = serde_json::json!({ "report": schedule.report, "every": schedule.every });
    caller.log(tx, Some(LenderNo(schedule.lender_no)), ("report_schedule", schedule.id), action, None, data).await
}

async fn answer(caller: Caller, mut tx: Tx, id: Uuid, status: StatusCode) -> Result<Response> {
    let schedule = found(&mut tx, id).await?;
    let runs = schedules::runs(&mut tx, &[id], RUNS_TOLD).await?;
    let told = ReportSchedule::of(schedule, runs, &caller);
    caller.answer(tx, status, &told).await
}

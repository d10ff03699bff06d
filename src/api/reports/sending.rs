//! Makes ordered reports when they are due, with the rights that their owner has then.

use super::paper::{self, Heading, Paper};
use super::precision;
use crate::api::access::{self, Action, Resource, Role};
use crate::api::caller::Tx;
use crate::api::error::{Error, Result};
use crate::api::settings;
use crate::api::state::AppState;
use crate::store::events::{self, NewEvent};
use crate::store::notify::contacts::{self, Subject};
use crate::store::notify::mailed::{self, Mailed};
use crate::store::reports::schedules::{self, NewRun, Owner, Schedule};
use crate::store::reports::{self, Asked, ReportError};
use crate::store::{StoreError, Tenancy, decided, lenders};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use lienwatch_domain::ids::{LenderNo, UserId};
use lienwatch_domain::language::Language;
use lienwatch_domain::reports::{Breakdown, Every, Rhythm, retry_after};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// The orders are looked through so often.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// Orders made in one look; the rest in the next.
const MOST: i64 = 100;
/// Largest file of a mail, bytes.
const MOST_BYTES: usize = 2 << 20;

/// Makes what is due, until shutdown. Several processes may.
pub async fn run(state: AppState, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            biased;
            () = shutdown.cancelled() => return,
            made = send_due(&state, state.engine.clock().now()) => if let Err(error) = made {
                tracing::warn!(%error, "failed to look for reports that are due; trying again");
            }
        }
        tokio::select! {
            biased;
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Makes what is due at `now`, engine time. Answers how many runs were written down. An order that was due several
/// times while nobody looked is made once, for the last of them.
///
/// # Errors
/// The list of due ones could not be read. One that cannot be made is put off, and does not hold up the others.
pub async fn send_due(state: &AppState, now: DateTime<Utc>) -> Result<usize> {
    let (all, _) = state.store.platform().await?;
    let mut tx = state.store.transaction(&all).await?;
    let due = schedules::due(&mut tx, now, MOST).await?;
    tx.commit().await?;
    let (mut made, mut changed) = (0, false);
    for (id, lender, of_owner) in due {
        let tenancy = tenancy(LenderNo(lender), of_owner);
        match send_one(state, id, tenancy.clone(), now).await {
            Ok(done) => {
                made += usize::from(done);
                changed |= done;
            }
            Err(error) => {
                tracing::warn!(%error, schedule = %id, "failed to make a report; putting it off");
                // What a caller may be told of it.
                let problem = error.problem().detail;
                match put_off(state, id, tenancy, now, &problem).await {
                    Ok(()) => changed = true,
                    Err(error) => tracing::warn!(%error, schedule = %id, "failed to put a report off; trying again"),
                }
            }
        }
    }
    if changed {
        state.engine.events.notify_waiters();
    }
    Ok(made)
}

/// What the owner sees: their lender, or, of an operator of the platform, the one the order is of.
pub(super) fn tenancy(lender: LenderNo, of_owner: Option<i32>) -> Tenancy {
    if of_owner.is_none() { Tenancy::Platform(vec![lender]) } else { Tenancy::Lender(lender) }
}

/// One that could not be made comes later and later; after [`retry_after`]'s last, its order is paused. Each try is
/// written down with its `problem`.
async fn put_off(state: &AppState, id: uuid::Uuid, tenancy: Tenancy, now: DateTime<Utc>, problem: &str) -> Result<()> {
    let mut tx = state.store.transaction(&tenancy).await?;
    let Some(mut schedule) = schedules::claim(&mut tx, id, now).await? else { return Ok(()) };
    schedule.tries = schedule.tries.saturating_add(1);
    schedule.retry_at = retry_after(schedule.tries).map(|wait| now + wait);
    let due_at = schedule.next_at;
    if schedule.retry_at.is_none() {
        pause(&mut tx, state, &mut schedule, due_at, ("failing", problem)).await?;
    } else {
        let (id, at) = (state.new_id(), state.wall_now());
        let (outcome, problem) = ("failed", Some(problem));
        let run = NewRun { id, of: &schedule, due_at, by_hand: false, at, outcome, problem, delivery: None };
        schedules::record(&mut tx, &run).await?;
    }
    schedules::update(&mut tx, &schedule).await?;
    Ok(tx.commit().await?)
}

/// Pauses an order of which a run was due, and says why: by its name, and with the run what went wrong.
async fn pause(
    tx: &mut Tx,
    state: &AppState,
    schedule: &mut Schedule,
    due_at: DateTime<Utc>,
    (why, problem): (&'static str, &str),
) -> Result<()> {
    schedule.paused_because = Some(why.to_owned());
    let (id, at) = (state.new_id(), state.wall_now());
    let (outcome, problem) = ("paused", Some(problem));
    let run = NewRun { id, of: schedule, due_at, by_hand: false, at, outcome, problem, delivery: None };
    schedules::record(tx, &run).await?;
    log(tx, state, schedule, "paused", serde_json::json!({ "why": why })).await
}

async fn send_one(state: &AppState, id: uuid::Uuid, tenancy: Tenancy, now: DateTime<Utc>) -> Result<bool> {
    let mut tx = state.store.transaction(&tenancy).await?;
    let done = attempt(&mut tx, state, id, now).await;
    // Before anything else: until then the order is locked, and could not be put off.
    match &done {
        Ok(_) => tx.commit().await?,
        Err(_) => tx.rollback().await?,
    }
    done
}

async fn attempt(tx: &mut Tx, state: &AppState, id: uuid::Uuid, now: DateTime<Utc>) -> Result<bool> {
    let Some(mut schedule) = schedules::claim(tx, id, now).await? else { return Ok(false) };
    let (rhythm, zone) = (rhythm(&schedule)?, zone(&schedule)?);
    let due_at = rhythm.last_until(now, zone).max(schedule.next_at);
    schedule.next_at = rhythm.next_after(now, zone);
    (schedule.tries, schedule.retry_at) = (0, None);
    let owner = schedules::owner(tx, schedule.owner_id).await?;
    match withdrawn(owner.as_ref(), &schedule) {
        Some(why) => pause(tx, state, &mut schedule, due_at, (why, why)).await?,
        None => {
            let of_owner = owner.and_then(|o| o.lender_no);
            make(tx, state, (&schedule, of_owner), (due_at, false), now).await?;
        }
    }
    schedules::update(tx, &schedule).await?;
    Ok(true)
}

/// Why the owner may not have it any more.
pub(super) fn withdrawn(owner: Option<&Owner>, schedule: &Schedule) -> Option<&'static str> {
    let Some(owner) = owner.filter(|o| o.disabled_at.is_none()) else { return Some("owner_gone") };
    let role = Role::from_name(&owner.role);
    let may = role.is_some_and(|role| access::role_may(role, Resource::Reports, Action::Read));
    let here = owner.lender_no.is_none_or(|no| no == schedule.lender_no);
    (!may || !here).then_some("right_withdrawn")
}

/// Makes one, queues its mail and writes the run down. Answers the run's id.
pub(super) async fn make(
    tx: &mut Tx,
    state: &AppState,
    (schedule, of_owner): (&Schedule, Option<i32>),
    (due_at, by_hand): (DateTime<Utc>, bool),
    now: DateTime<Utc>,
) -> Result<uuid::Uuid> {
    let (id, at) = (state.new_id(), state.wall_now());
    let mut run = NewRun { id, of: schedule, due_at, by_hand, at, outcome: "mailed", problem: None, delivery: None };
    let made = paper(tx, state, (schedule, of_owner), due_at, now).await?;
    let problem = match made {
        Ok(paper) => {
            let mail = Mailed {
                id: state.new_id(),
                lender_no: of_owner,
                to: schedule.owner_id,
                schedule: schedule.id,
                subject: &paper.subject,
                body: &paper.body,
                file: (&paper.name, &paper.csv),
            };
            mailed::add(tx, &mail, at).await?;
            run.delivery = Some(mail.id);
            None
        }
        Err(why) => {
            run.outcome = "failed";
            Some(why)
        }
    };
    run.problem = problem.as_deref();
    schedules::record(tx, &run).await?;
    log(tx, state, schedule, run.outcome, serde_json::json!({ "run": id, "by_hand": by_hand })).await?;
    Ok(id)
}

/// The report, or why there cannot be one.
async fn paper(
    tx: &mut Tx,
    state: &AppState,
    (schedule, of_owner): (&Schedule, Option<i32>),
    due_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<std::result::Result<Paper, String>> {
    let (rhythm, zone) = (rhythm(schedule)?, zone(schedule)?);
    let period = rhythm.period(due_at, zone);
    let set = Subject::User(UserId(schedule.owner_id));
    let contact = contacts::get(tx, &state.seal, of_owner.map(LenderNo), set).await?;
    let language = match contact.and_then(|c| c.language) {
        Some(language) => Some(language),
        None => settings::of(state, schedule.owner_id).await?.language,
    };
    let lang = language.as_deref().and_then(Language::from_name).unwrap_or(Language::En);
    let csv = match schedule.report.as_str() {
        "kpis" => {
            let by = schedule.breakdown.as_deref().and_then(Breakdown::from_name).unwrap_or(Breakdown::None);
            match reports::count(tx, Asked { from: period.0, to: period.1, by, now }).await {
                Ok(counted) => paper::kpis(&counted, lang)?,
                Err(ReportError::Store(error)) => return Err(error.into()),
                Err(many @ ReportError::TooMany(..)) => return Ok(Err(many.to_string())),
            }
        }
        _ => paper::precision(&precision::types(decided::tallies(tx, period.0, period.1).await?), lang)?,
    };
    if csv.len() > MOST_BYTES {
        return Ok(Err(format!("the file has {} bytes, and a mail takes {MOST_BYTES}", csv.len())));
    }
    let lender = lenders::get_no(tx, LenderNo(schedule.lender_no)).await?.ok_or(Error::NotFound("lender"))?;
    let heading = Heading { report: &schedule.report, lender: &lender.name, zone, period, lang };
    Ok(Ok(heading.with(csv)))
}

async fn log(tx: &mut Tx, state: &AppState, schedule: &Schedule, action: &str, data: serde_json::Value) -> Result<()> {
    let event = NewEvent {
        lender: Some(LenderNo(schedule.lender_no)),
        entity_kind: "report_schedule",
        entity_id: schedule.id,
        action,
        actor: "system:reports",
        at: state.wall_now(),
        reason: None,
        data,
    };
    Ok(events::append(tx, &event).await?)
}

/// As it was checked when it was ordered.
pub(super) fn rhythm(schedule: &Schedule) -> Result<Rhythm> {
    let every = Every::from_name(&schedule.every);
    let on = schedule.on_day.map(u8::try_from).transpose().ok();
    let hour = u8::try_from(schedule.at_hour).ok();
    let read = || Rhythm::new(every?, on?, hour?).ok();
    Ok(read().ok_or_else(|| StoreError::unreadable("report schedule", schedule.id.to_string()))?)
}

/// The lender's.
pub(super) fn zone(schedule: &Schedule) -> Result<Tz> {
    Ok(schedule.time_zone.parse().map_err(|_| StoreError::unreadable("time zone", schedule.time_zone.clone()))?)
}

//! Chases, and the commands that they give: faster at the start, back at the end.

use super::{Addressee, Stamp, addressee, change, enqueue, place_of};
use crate::store::events::{self, NewEvent};
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::command::chase::{self, Chase, ChaseEnd, Chased, Part};
use lienwatch_domain::command::{self, Action, CommandPolicy, CommandState, Placed};
use lienwatch_domain::ids::{ChaseId, CommandId, LenderNo, TrackerId, TrackerNo};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::refusal::Refusal;
use lienwatch_protocols::Command;
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Chases looked at in one transaction.
const PAGE: i64 = 200;
/// Trackers of a vehicle that are chased with.
const MOST_TRACKERS: i64 = 16;
/// As the event table names us.
const ACTOR: &str = "system:commands";

/// A chase as people read it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChaseView {
    /// Its id.
    pub id: Uuid,
    /// Of which vehicle.
    pub vehicle_id: Uuid,
    /// Who started it.
    pub started_by: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub started_at: DateTime<Utc>,
    /// Until when at most.
    pub ends_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why: `over`, `stopped` or `battery`.
    pub end: Option<String>,
    /// The vehicle's trackers.
    pub trackers: Vec<ChasedView>,
    /// Its ETag.
    pub version: i32,
}

/// A tracker in a chase.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChasedView {
    /// Which.
    pub tracker_id: Uuid,
    /// `chasing`, `skipped` (battery too low) or `restored`.
    pub part: String,
    /// Reporting interval while chased, seconds.
    pub fast_s: u32,
    /// Reporting interval to go back to, seconds.
    pub former_s: u32,
    /// No interval was known of this tracker: it goes back to the lender's default.
    pub former_assumed: bool,
}

impl From<Chase> for ChaseView {
    fn from(chase: Chase) -> ChaseView {
        let part = |part: &Part| match part {
            Part::Chasing => "chasing",
            Part::Skipped { .. } => "skipped",
            Part::Restored { .. } => "restored",
        };
        let tracker = |t: &Chased| ChasedView {
            tracker_id: t.tracker.0,
            part: part(&t.part).into(),
            fast_s: t.fast_s,
            former_s: t.former_s,
            former_assumed: t.former_assumed,
        };
        ChaseView {
            id: chase.id.0,
            vehicle_id: chase.vehicle.0,
            started_by: crate::store::cases::actor_name(chase.by),
            trackers: chase.trackers.iter().map(tracker).collect(),
            started_at: chase.started_at,
            ends_at: chase.ends_at,
            ended_at: chase.ended.map(|(at, _)| at),
            end: chase.ended.map(|(_, why)| why.name().into()),
            version: version(&chase),
            reason: chase.reason.into(),
        }
    }
}

/// A chase and whose it is.
#[derive(Debug, Clone)]
pub struct StoredChase {
    /// The chase.
    pub chase: Chase,
    /// Whose.
    pub lender_no: i32,
}

#[derive(FromRow)]
struct Row {
    lender_no: i32,
    detail: Json<Chase>,
}

impl From<Row> for StoredChase {
    fn from(row: Row) -> StoredChase {
        StoredChase { chase: row.detail.0, lender_no: row.lender_no }
    }
}

/// By which rules, when (engine time) and by whom a chase's orders are written.
#[derive(Debug, Clone, Copy)]
pub struct Writing<'a> {
    /// The lender's rules.
    pub policy: &'a CommandPolicy,
    /// Engine time.
    pub now: DateTime<Utc>,
    /// Who, and the wall's time.
    pub by: Stamp<'a>,
}

/// The last chase of a vehicle, locked until the transaction ends.
pub async fn last_of_vehicle(c: &mut PgConnection, vehicle_no: i32) -> Result<Option<StoredChase>, StoreError> {
    let row: Option<Row> =
        sqlx::query_as("select lender_no, detail from chase where vehicle_no = $1 order by id desc limit 1 for update")
            .bind(vehicle_no)
            .fetch_optional(c)
            .await?;
    Ok(row.map(StoredChase::from))
}

/// The trackers that are in a vehicle at `now`, locked until the transaction ends.
pub async fn fitted(c: &mut PgConnection, vehicle_no: i32, now: DateTime<Utc>) -> Result<Vec<Addressee>, StoreError> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "select t.id from installation i join tracker t using (tracker_no)
         where i.vehicle_no = $1 and i.installed_at <= $2 and (i.removed_at is null or i.removed_at > $2)
         order by t.id limit $3",
    )
    .bind(vehicle_no)
    .bind(now)
    .bind(MOST_TRACKERS)
    .fetch_all(&mut *c)
    .await?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(addressee(c, id, now).await?);
    }
    Ok(all)
}

/// Stores a new chase and orders its trackers to be fast. Constraint `chase_one_live` where the vehicle has one.
///
/// # Errors
/// Within: a queue refuses.
pub async fn start(
    c: &mut PgConnection,
    (lender_no, vehicle_no): (i32, i32),
    chase: &Chase,
    fitted: &[Addressee],
    w: Writing<'_>,
    mut id: impl FnMut() -> Uuid,
) -> Result<Result<(), Refusal>, StoreError> {
    sqlx::query(
        "insert into chase (id, lender_no, vehicle_no, detail, version, started_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(chase.id.0)
    .bind(lender_no)
    .bind(vehicle_no)
    .bind(Json(chase))
    .bind(version(chase))
    .bind(chase.started_at)
    .bind(chase.ends_at)
    .execute(&mut *c)
    .await?;
    log(c, lender_no, chase, "started", Some(chase.reason.as_str()), w.by).await?;
    for chased in chase.trackers.iter().filter(|t| t.part == Part::Chasing) {
        let Some(to) = fitted.iter().find(|a| a.id == chased.tracker.0) else { continue };
        // What an earlier chase still had to say is overtaken.
        cancel_queued(c, to, w).await?;
        let ends = Some(chase.ends_at);
        if let Err(refusal) = order_all(c, to, chase, chased.faster(), ends, w, &mut id).await? {
            return Ok(Err(refusal));
        }
    }
    Ok(Ok(()))
}

/// Stores a changed chase with its event, and orders `back` those trackers that heard of it.
pub async fn save(
    c: &mut PgConnection,
    stored: &StoredChase,
    back: &[Chased],
    reason: Option<&str>,
    w: Writing<'_>,
    mut id: impl FnMut() -> Uuid,
) -> Result<(), StoreError> {
    let chase = &stored.chase;
    let after = version(chase);
    let done = sqlx::query("update chase set detail = $3, version = $4, ended_at = $5 where id = $1 and version = $2")
        .bind(chase.id.0)
        .bind(after - 1)
        .bind(Json(chase))
        .bind(after)
        .bind(chase.ended.map(|(at, _)| at))
        .execute(&mut *c)
        .await?;
    if done.rows_affected() != 1 {
        return Err(StoreError::Stale { expected: after - 1 });
    }
    let action = if chase.ended.is_some() { "ended" } else { "tracker_restored" };
    log(c, stored.lender_no, chase, action, reason, w.by).await?;
    for chased in back {
        let Some(to) = addressee(c, chased.tracker.0, w.now).await? else { continue };
        cancel_queued(c, &to, w).await?;
        if !reached(c, chase.id, to.tracker_no).await? {
            continue; // it never heard of the chase
        }
        // An interval that it took meanwhile is what it goes back to.
        let known = to.report_interval_s.and_then(|s| u32::try_from(s).ok());
        let chased = Chased { former_s: known.unwrap_or(chased.former_s), ..chased.clone() };
        // A chase's commands find room in any queue.
        let _ = order_all(c, &to, chase, chased.back(), None, w, &mut id).await?;
    }
    Ok(())
}

/// Whether a command of the chase went out to the tracker.
async fn reached(c: &mut PgConnection, chase: ChaseId, tracker_no: i32) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "select exists (select from command where chase_id = $1 and tracker_no = $2 and (detail ->> 'attempts')::int4 > 0)",
    )
    .bind(chase.0)
    .bind(tracker_no)
    .fetch_one(c)
    .await?)
}

async fn order_all(
    c: &mut PgConnection,
    to: &Addressee,
    chase: &Chase,
    commands: Vec<Command>,
    expires_at: Option<DateTime<Utc>>,
    w: Writing<'_>,
    id: &mut impl FnMut() -> Uuid,
) -> Result<Result<(), Refusal>, StoreError> {
    for command in commands {
        let asked = Placed {
            id: CommandId(id()),
            tracker: TrackerId(to.id),
            command,
            by: Actor::System,
            reason: Reason::new(&format!("chase {}", chase.id)).ok(),
            warning: None,
            expires_at,
            asleep: to.asleep(),
            chase: Some(chase.id),
        };
        if let Err(refusal) = enqueue(c, to, asked, w.policy, w.now, w.by).await? {
            return Ok(Err(refusal));
        }
    }
    Ok(Ok(()))
}

/// Takes back what chases have queued for a tracker.
async fn cancel_queued(c: &mut PgConnection, to: &Addressee, w: Writing<'_>) -> Result<(), StoreError> {
    for stored in super::live(c, to.tracker_no).await? {
        let queued = stored.order.chase.is_some() && stored.order.state() == CommandState::Queued;
        let action = Action::Cancel { by: Actor::System, reason: None };
        if queued && let Ok(Some(applied)) = command::apply(&stored.order, action, w.now) {
            change(c, stored.lender_no, &applied, w.by).await?;
        }
    }
    Ok(())
}

impl Store {
    /// Ends chases whose time is over, and the part of trackers whose battery is low, and orders them back. Returns the
    /// trackers that got commands. Idempotent.
    pub async fn tick_chases(
        &self,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        mut id: impl FnMut() -> Uuid,
    ) -> Result<Vec<TrackerNo>, StoreError> {
        let (mut changed, mut after) = (Vec::new(), Uuid::nil());
        loop {
            let page: Vec<Uuid> =
                sqlx::query_scalar("select id from chase where ended_at is null and id > $1 order by id limit $2")
                    .bind(after)
                    .bind(PAGE)
                    .fetch_all(&self.worker)
                    .await?;
            let Some(last) = page.last() else { return Ok(changed) };
            after = *last;
            for chase in page {
                changed.extend(self.tick_chase(chase, now, wall, &mut id).await?);
            }
        }
    }

    async fn tick_chase(
        &self,
        chase: Uuid,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        id: &mut impl FnMut() -> Uuid,
    ) -> Result<Vec<TrackerNo>, StoreError> {
        let mut tx = self.worker.begin().await?;
        let row: Option<Row> =
            sqlx::query_as("select lender_no, detail from chase where id = $1 and ended_at is null for update")
                .bind(chase)
                .fetch_optional(&mut *tx)
                .await?;
        let Some(mut stored) = row.map(StoredChase::from) else { return Ok(Vec::new()) };
        let policy = place_of(&mut tx, stored.lender_no).await?.policy.commands;
        let ids: Vec<Uuid> = stored.chase.trackers.iter().map(|t| t.tracker.0).collect();
        let batteries: Vec<(Uuid, i32, Option<i16>)> = sqlx::query_as(
            "select t.id, t.tracker_no, s.battery_pct from tracker t left join tracker_latest s using (tracker_no)
             where t.id = any ($1)",
        )
        .bind(&ids)
        .fetch_all(&mut *tx)
        .await?;
        let known: HashMap<Uuid, u8> =
            batteries.iter().filter_map(|(id, _, pct)| Some((*id, u8::try_from((*pct)?).ok()?))).collect();
        let battery = |t: TrackerId| known.get(&t.0).copied();
        let back = chase::tick(&mut stored.chase, battery, policy.chase_battery_floor_pct, now);
        let ended = matches!(stored.chase.ended, Some((_, ChaseEnd::Over)));
        if back.is_empty() && !ended {
            return Ok(Vec::new());
        }
        let w = Writing { policy: &policy, now, by: Stamp { actor: ACTOR, wall } };
        save(&mut tx, &stored, &back, None, w, id).await?;
        tx.commit().await?;
        let touched = |no: &(Uuid, i32, Option<i16>)| back.iter().any(|t| t.tracker.0 == no.0);
        Ok(batteries.iter().filter(|row| touched(row)).map(|row| TrackerNo(row.1)).collect())
    }
}

async fn log(
    c: &mut PgConnection,
    lender_no: i32,
    chase: &Chase,
    action: &str,
    reason: Option<&str>,
    by: Stamp<'_>,
) -> Result<(), StoreError> {
    let data = serde_json::to_value(chase).map_err(|e| StoreError::unreadable("chase", e.to_string()))?;
    let new = NewEvent {
        lender: Some(LenderNo(lender_no)),
        entity_kind: "chase",
        entity_id: chase.id.0,
        action,
        actor: by.actor,
        at: by.wall,
        reason,
        data,
    };
    events::append(c, &new).await
}

fn version(chase: &Chase) -> i32 {
    i32::try_from(chase.version).unwrap_or(i32::MAX)
}

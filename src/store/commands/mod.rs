//! Commands to trackers: the machine's own document, with the columns that lists, constraints and due work need.
//!
//! * here: rows, lists, and one change with its event. [`outbox`]: what the delivering side does in one transaction
//!   each. [`cut`]: the facts of an engine cut. [`chases`]: chases and what they order.

pub mod chases;
pub mod cut;
pub mod outbox;

use super::StoreError;
use super::events::{self, NewEvent};
use super::policy::Place;
use chrono::{DateTime, Utc};
use lienwatch_domain::command::{
    self, CommandKind, CommandPolicy, CommandState, MAX_LIVE, Order, OrderEvent, Placed, Stage,
};
use lienwatch_domain::ids::{LenderNo, TrackerId};
use lienwatch_domain::refusal::Refusal;
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// A command as people read it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CommandView {
    /// Its id.
    pub id: Uuid,
    /// To which tracker.
    pub tracker_id: Uuid,
    /// In which vehicle the tracker was when it was asked for.
    pub vehicle_id: Option<Uuid>,
    /// The chase that it belongs to.
    pub chase_id: Option<Uuid>,
    /// `locate`, `report_every`, `working_mode`, `reboot`, `set_parameter`, `get_parameters`, `engine_cut`,
    /// `engine_restore` or `text`.
    pub kind: String,
    /// The command with its values.
    #[schema(value_type = Object)]
    pub command: serde_json::Value,
    /// `awaiting_approval`, `queued`, `sent`, `acknowledged`, `failed`, `expired` or `cancelled`.
    pub state: String,
    /// Why it was asked for.
    pub reason: Option<String>,
    /// Who asked: `user:<id>`, `key:<id>` or `system:rules`.
    pub requested_by: String,
    /// The warning before a cut.
    pub warning: Option<String>,
    /// The second person who agreed to a cut.
    pub approved_by: Option<Uuid>,
    /// It is not sent before.
    pub not_before: Option<DateTime<Utc>>,
    /// It is given up where it could not be sent until then.
    pub expires_at: DateTime<Utc>,
    /// How often it was sent.
    pub attempts: u32,
    /// When it was last sent, while its answer is awaited.
    pub sent_at: Option<DateTime<Utc>>,
    /// The device's answer, in its words.
    pub answer: Option<String>,
    /// Why it failed: `no_answer`, `refused_by_device`, `not_supported`, `gate_closed` or `superseded`.
    pub failure: Option<String>,
    /// The failure in words.
    pub failure_detail: Option<String>,
    /// The ETag of the command.
    pub version: i32,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct ViewRow {
    vehicle_id: Option<Uuid>,
    detail: Json<Order>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl TryFrom<ViewRow> for CommandView {
    type Error = StoreError;

    fn try_from(row: ViewRow) -> Result<CommandView, StoreError> {
        let order = row.detail.0;
        let command =
            serde_json::to_value(&order.command).map_err(|e| StoreError::unreadable("command", e.to_string()))?;
        let (mut sent_at, mut answer, mut failure, mut failure_detail) = (None, None, None, None);
        match &order.stage {
            Stage::Sent { at, .. } => sent_at = Some(*at),
            Stage::Acknowledged { answer: text, .. } => answer.clone_from(text),
            Stage::Failed { why, detail, .. } => (failure, failure_detail) = (Some(why.name().into()), detail.clone()),
            _ => {}
        }
        Ok(CommandView {
            id: order.id.0,
            tracker_id: order.tracker.0,
            vehicle_id: row.vehicle_id,
            chase_id: order.chase.map(|c| c.0),
            kind: order.kind().name().into(),
            command,
            state: order.state().name().into(),
            reason: order.reason.map(String::from),
            requested_by: super::cases::actor_name(order.requested_by),
            warning: order.warning.map(|w| w.text.into()),
            approved_by: order.approval.map(|a| a.by.0),
            not_before: order.not_before,
            expires_at: order.expires_at,
            attempts: order.attempts,
            sent_at,
            answer,
            failure,
            failure_detail,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// What to list.
#[derive(Debug, Default)]
pub struct Filter<'a> {
    /// Only this one.
    pub id: Option<Uuid>,
    /// Of one tracker.
    pub tracker_id: Option<Uuid>,
    /// In these states.
    pub states: Option<&'a [String]>,
    /// Of these kinds.
    pub kinds: Option<&'a [String]>,
}

/// A page of commands, newest first; or one.
pub async fn list(
    c: &mut PgConnection,
    f: &Filter<'_>,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<CommandView>, StoreError> {
    let rows: Vec<ViewRow> = sqlx::query_as(
        "select v.id as vehicle_id, k.detail, k.version, k.created_at, k.updated_at
         from command k join tracker t using (tracker_no) left join vehicle v on v.vehicle_no = k.vehicle_no
         where ($1::uuid is null or k.id = $1) and ($2::uuid is null or t.id = $2)
           and ($3::text[] is null or k.state = any ($3)) and ($4::text[] is null or k.kind = any ($4))
           and ($5::uuid is null or k.id < $5)
         order by k.id desc limit $6",
    )
    .bind(f.id)
    .bind(f.tracker_id)
    .bind(f.states)
    .bind(f.kinds)
    .bind(before)
    .bind(limit)
    .fetch_all(c)
    .await?;
    rows.into_iter().map(CommandView::try_from).collect()
}

/// One command as people read it.
pub async fn view(c: &mut PgConnection, id: Uuid) -> Result<Option<CommandView>, StoreError> {
    Ok(list(c, &Filter { id: Some(id), ..Filter::default() }, None, 1).await?.pop())
}

/// A command as the machine knows it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The order.
    pub order: Order,
    /// Whose.
    pub lender_no: i32,
    /// To which tracker.
    pub tracker_no: i32,
    /// Where the tracker was.
    pub vehicle_no: Option<i32>,
}

#[derive(FromRow)]
pub(super) struct Row {
    lender_no: i32,
    tracker_no: i32,
    vehicle_no: Option<i32>,
    detail: Json<Order>,
}

impl From<Row> for Stored {
    fn from(row: Row) -> Stored {
        let Row { lender_no, tracker_no, vehicle_no, detail } = row;
        Stored { order: detail.0, lender_no, tracker_no, vehicle_no }
    }
}

/// The command, locked until the transaction ends.
pub async fn for_update(c: &mut PgConnection, id: Uuid) -> Result<Option<Stored>, StoreError> {
    let row: Option<Row> =
        sqlx::query_as("select lender_no, tracker_no, vehicle_no, detail from command where id = $1 for update")
            .bind(id)
            .fetch_optional(c)
            .await?;
    Ok(row.map(Stored::from))
}

/// The command, to look at.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<Stored>, StoreError> {
    let row: Option<Row> =
        sqlx::query_as("select lender_no, tracker_no, vehicle_no, detail from command where id = $1")
            .bind(id)
            .fetch_optional(c)
            .await?;
    Ok(row.map(Stored::from))
}

/// Live commands of a tracker, as they are now: a change compares versions. More than [`MAX_LIVE`] there are only with
/// ends of cuts and a chase's commands among them.
pub async fn live(c: &mut PgConnection, tracker_no: i32) -> Result<Vec<Stored>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select lender_no, tracker_no, vehicle_no, detail from command
         where tracker_no = $1 and due_at is not null order by id limit $2",
    )
    .bind(tracker_no)
    .bind(4 * MAX_LIVE as i64)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// A tracker whose queue changes, locked until the transaction ends.
#[derive(Debug, Clone, FromRow)]
pub struct Addressee {
    /// Its number.
    pub tracker_no: i32,
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub lender_no: i32,
    /// What it speaks.
    pub protocol: String,
    /// IMEI or terminal id.
    pub device_id: String,
    /// `wired`, `wireless` or `obd`.
    pub role: String,
    /// Seconds between wake-ups.
    pub wake_interval_s: Option<i32>,
    /// The interval it was last set to, seconds.
    pub report_interval_s: Option<i32>,
    /// Where it is installed at the time asked for.
    pub vehicle_no: Option<i32>,
    /// Battery, percent, as last heard.
    pub battery_pct: Option<i16>,
}

impl Addressee {
    /// How long it sleeps, seconds, as the domain asks it: `None` where it does not sleep.
    pub fn asleep(&self) -> Option<Option<u32>> {
        let every = self.wake_interval_s.and_then(|s| u32::try_from(s).ok());
        (every.is_some() || self.role == "wireless").then_some(every)
    }
}

/// The tracker of an id, with where it is installed at `now`.
pub async fn addressee(c: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<Option<Addressee>, StoreError> {
    Ok(sqlx::query_as(
        "select t.tracker_no, t.id, t.lender_no, t.protocol, t.device_id, t.role, t.wake_interval_s,
                t.report_interval_s, s.battery_pct,
                (select i.vehicle_no from installation i where i.tracker_no = t.tracker_no and i.installed_at <= $2
                   and (i.removed_at is null or i.removed_at > $2) limit 1) as vehicle_no
         from tracker t left join tracker_latest s on s.tracker_no = t.tracker_no
         where t.id = $1 for no key update of t",
    )
    .bind(id)
    .bind(now)
    .fetch_optional(c)
    .await?)
}

/// Who acts, and when by the wall.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    /// As the event table names actors.
    pub actor: &'a str,
    /// Wall time.
    pub wall: DateTime<Utc>,
}

/// Puts an order into the tracker's queue, with its event. The caller holds the tracker's lock ([`addressee`]).
///
/// # Errors
/// Within: the machine, or the full queue, refuses.
pub async fn enqueue(
    c: &mut PgConnection,
    to: &Addressee,
    asked: Placed,
    policy: &CommandPolicy,
    now: DateTime<Utc>,
    by: Stamp<'_>,
) -> Result<Result<Order, Refusal>, StoreError> {
    let live: i64 = sqlx::query_scalar("select count(*) from command where tracker_no = $1 and due_at is not null")
        .bind(to.tracker_no)
        .fetch_one(&mut *c)
        .await?;
    if live >= MAX_LIVE as i64 && !CommandKind::of(&asked.command).urgent() && asked.chase.is_none() {
        let message = format!("{live} commands wait for this tracker, at most {MAX_LIVE} may");
        return Ok(Err(Refusal::new("queue_full", message, "cancel some, or wait until they are done or expire")));
    }
    let (order, event) = match command::place(asked, policy.cut_warning_h, now) {
        Ok(placed) => placed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    sqlx::query(
        "insert into command (id, lender_no, tracker_no, vehicle_no, chase_id, kind, state, detail, version, due_at,
                              created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
    )
    .bind(order.id.0)
    .bind(to.lender_no)
    .bind(to.tracker_no)
    .bind(to.vehicle_no)
    .bind(order.chase.map(|c| c.0))
    .bind(order.kind().name())
    .bind(order.state().name())
    .bind(Json(&order))
    .bind(version(&order))
    .bind(order.due_at())
    .bind(now)
    .execute(&mut *c)
    .await?;
    log(c, LenderNo(to.lender_no), &event, by).await?;
    Ok(Ok(order))
}

/// Stores a changed order whose version was one less, with its event.
pub async fn change(
    c: &mut PgConnection,
    lender_no: i32,
    (order, event): &(Order, OrderEvent),
    by: Stamp<'_>,
) -> Result<(), StoreError> {
    let after = version(order);
    let done = sqlx::query(
        "update command set state = $3, detail = $4, version = $5, due_at = $6, updated_at = $7
         where id = $1 and version = $2",
    )
    .bind(order.id.0)
    .bind(after - 1)
    .bind(order.state().name())
    .bind(Json(order))
    .bind(after)
    .bind(order.due_at())
    .bind(event.at)
    .execute(&mut *c)
    .await?;
    if done.rows_affected() != 1 {
        return Err(StoreError::Stale { expected: after - 1 });
    }
    if let (CommandState::Acknowledged, None, lienwatch_protocols::Command::ReportEvery { seconds }) =
        (order.state(), order.chase, &order.command)
    {
        remember_interval(c, order.tracker, *seconds).await?;
    }
    log(c, LenderNo(lender_no), event, by).await
}

/// The device took a new reporting interval: a chase goes back to it.
async fn remember_interval(c: &mut PgConnection, tracker: TrackerId, seconds: u32) -> Result<(), StoreError> {
    sqlx::query("update tracker set report_interval_s = $2 where id = $1")
        .bind(tracker.0)
        .bind(i32::try_from(seconds).unwrap_or(i32::MAX))
        .execute(c)
        .await?;
    Ok(())
}

async fn log(c: &mut PgConnection, lender: LenderNo, event: &OrderEvent, by: Stamp<'_>) -> Result<(), StoreError> {
    let data = serde_json::to_value(event).map_err(|e| StoreError::unreadable("command event", e.to_string()))?;
    let reason = data.get("reason").and_then(|r| r.as_str()).map(str::to_owned);
    let new = NewEvent {
        lender: Some(lender),
        entity_kind: "command",
        entity_id: event.command.0,
        action: event.change.name(),
        actor: by.actor,
        at: by.wall,
        reason: reason.as_deref(),
        data,
    };
    events::append(c, &new).await
}

/// The place and the rules of a lender.
pub async fn place_of(c: &mut PgConnection, lender_no: i32) -> Result<Place, StoreError> {
    let lender = super::lenders::get_no(c, LenderNo(lender_no)).await?;
    let lender = lender.ok_or_else(|| StoreError::unreadable("lender", lender_no.to_string()))?;
    Place::of(&lender)
}

fn version(order: &Order) -> i32 {
    i32::try_from(order.version).unwrap_or(i32::MAX)
}

//! Commands to trackers. The machine and the gate in `domain::command` decide; here what is known is gathered, and the
//! answer is stored with its event in one transaction. The courier is told, and delivers.

use super::access::{Action as Right, Resource};
use super::caller::{Caller, Tx, with_etag};
use super::case_actions::Because;
use super::command_body::CommandBody;
use super::error::{Error, Result};
use super::request::{Page, Paging, Path, Query, Write, names, page};
use crate::recovery::{Car, judge_cut};
use crate::store::commands::{self, Addressee, CommandView, Stamp, Stored, cut};
use crate::store::events::{self, Event};
use crate::store::policy::Place;
use crate::store::{trackers, vehicles};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::command::{self, Action, CommandKind, CommandState, Moment, Placed, for_approvers, gate};
use lienwatch_domain::ids::{CommandId, TrackerId, TrackerNo};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::refusal::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Rows of the log shown with a command.
const EVENTS: i64 = 200;

/// Which commands.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CommandFilter {
    /// In these states, separated by commas: `awaiting_approval`, `queued`, `sent`, `acknowledged`, `failed`,
    /// `expired`, `cancelled`.
    pub state: Option<String>,
    /// Of these kinds, separated by commas.
    pub kind: Option<String>,
}

/// Commands of a tracker, newest first
#[utoipa::path(get, path = "/trackers/{id}/commands", tag = "commands",
    params(("id" = Uuid, Path), CommandFilter, Paging),
    responses((status = 200, body = Page<CommandView>), (status = 404, body = super::Problem)))]
pub async fn list(
    caller: Caller,
    Path(id): Path<Uuid>,
    paging: Paging,
    Query(f): Query<CommandFilter>,
) -> Result<Json<Page<CommandView>>> {
    let states: Vec<&str> = CommandState::ALL.iter().map(|s| s.name()).collect();
    let kinds: Vec<&str> = CommandKind::ALL.iter().map(|k| k.name()).collect();
    let (states, kinds) = (names("state", &f.state, &states)?, names("kind", &f.kind, &kinds)?);
    let (limit, before) = (paging.limit()?, paging.after()?);
    let filter =
        commands::Filter { id: None, tracker_id: Some(id), states: states.as_deref(), kinds: kinds.as_deref() };
    let mut tx = caller.begin().await?;
    trackers::number(&mut tx, id).await?.ok_or(Error::NotFound("tracker"))?;
    let items = commands::list(&mut tx, &filter, before, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |c| c.id)))
}

/// A command with what happened to it, and what keeps a cut from being sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommandDetail {
    /// The command.
    #[serde(flatten)]
    pub command: CommandView,
    /// Of a cut that is not over: the rules that keep it from being sent at this moment.
    #[schema(value_type = Vec<Object>)]
    pub gate: Vec<Refusal>,
    /// Its log, newest first.
    pub events: Vec<Event>,
}

/// One command
#[utoipa::path(get, path = "/commands/{id}", tag = "commands", params(("id" = Uuid, Path)),
    responses((status = 200, body = CommandDetail), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let found = detail(&caller, &mut tx, id).await?;
    tx.commit().await?;
    let version = found.command.version;
    Ok(with_etag(Json(found).into_response(), version))
}

async fn detail(caller: &Caller, tx: &mut Tx, id: Uuid) -> Result<CommandDetail> {
    let command = commands::view(tx, id).await?.ok_or(Error::NotFound("command"))?;
    let stored = commands::get(tx, id).await?.ok_or(Error::NotFound("command"))?;
    let mut closed = Vec::new();
    let waits = matches!(stored.order.state(), CommandState::AwaitingApproval | CommandState::Queued);
    if waits && stored.order.kind() == CommandKind::EngineCut {
        let now = caller.state.engine.clock().now();
        let place = commands::place_of(tx, stored.lender_no).await?;
        let facts = cut::facts(tx, &stored, &place, now).await?;
        closed = gate::clear(&stored.order, facts.as_ref(), &place.policy.commands, now).err().unwrap_or_default();
    }
    let wanted = events::Filter { entity_id: Some(id), ..events::Filter::default() };
    Ok(CommandDetail { command, gate: closed, events: events::list(tx, &wanted, None, EVENTS).await? })
}

/// Ask something of a tracker
///
/// It is sent when the tracker can be reached next, at once where it is connected. `engine_cut` waits for a second
/// person; `engine_restore` goes before everything, and takes back cuts that were not sent. `text` needs the right to
/// approve, because nobody knows what a vendor's text may do; so do `record_sound`, and `send_stored_media` that deletes.
#[utoipa::path(post, path = "/trackers/{id}/commands", tag = "commands", params(("id" = Uuid, Path)),
    request_body = CommandBody,
    responses((status = 201, body = CommandDetail), (status = 404, body = super::Problem), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn request(Path(id): Path<Uuid>, write: Write<CommandBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let (now, wall) = (caller.state.engine.clock().now(), caller.state.wall_now());
    let mut tx = caller.begin().await?;
    let to = commands::addressee(&mut tx, id, now).await?.ok_or(Error::NotFound("tracker"))?;
    let command = body.command()?;
    if let Some(why) = for_approvers(&command)
        && !caller.may(Resource::Commands, Right::Approve)
    {
        return Err(Error::Forbidden(why.into()));
    }
    let asked = Placed {
        id: CommandId(caller.state.new_id()),
        tracker: TrackerId(to.id),
        command,
        by: caller.domain_actor(),
        reason: body.reason.as_deref().map(Reason::new).transpose()?,
        warning: body.warning.as_deref().map(Reason::new).transpose()?,
        expires_at: body.waits()?.map(|waits| now + waits),
        asleep: to.asleep(),
        chase: None,
    };
    let actor = caller.actor();
    let by = Stamp { actor: &actor, wall };
    let place = commands::place_of(&mut tx, to.lender_no).await?;
    let order = commands::enqueue(&mut tx, &to, asked, &place.policy.commands, now, by).await??;
    match order.kind() {
        CommandKind::EngineCut => {
            let stored = commands::get(&mut tx, order.id.0).await?.ok_or(Error::NotFound("command"))?;
            let gaps = gaps(&mut tx, &stored, &place, Moment::Request, None, now).await?;
            if let Some(first) = gaps.into_iter().next() {
                return Err(first.into());
            }
            lawful(&caller, &mut tx, &stored, "request_cut").await?;
        }
        CommandKind::EngineRestore => take_back_cuts(&mut tx, &to, caller.domain_actor(), now, by).await?,
        _ => {}
    }
    let made = detail(&caller, &mut tx, order.id.0).await?;
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    caller.state.engine.commands_changed(TrackerNo(to.tracker_no));
    Ok(with_etag(response, made.command.version))
}

/// What keeps a cut from its next step.
async fn gaps(
    tx: &mut Tx,
    stored: &Stored,
    place: &Place,
    moment: Moment,
    approver: Option<Actor>,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<Refusal>> {
    let facts = cut::facts(tx, stored, place, now).await?.ok_or_else(not_in_the_car)?;
    Ok(gate::cut_gaps(&stored.order, approver, &facts, &place.policy.commands, moment, now))
}

/// Whether the law of the place lets the engine be cut.
async fn lawful(caller: &Caller, tx: &mut Tx, stored: &Stored, step: &'static str) -> Result<()> {
    let Some(vehicle_no) = stored.vehicle_no else { return Err(not_in_the_car()) };
    let id = vehicles::id_of(tx, vehicle_no).await?.ok_or(Error::NotFound("vehicle"))?;
    let car = Car { id, lender_no: stored.lender_no };
    Ok(judge_cut(tx, &caller.doing(), car, step, stored.order.id.0).await?)
}

fn not_in_the_car() -> Error {
    Error::from(Refusal::new(
        "installed_in_vehicle",
        "the tracker is in no vehicle, or in another than when the cut was asked for",
        "ask for the cut on a tracker that is installed in the vehicle",
    ))
}

/// Whoever restores an engine does not want it cut a moment later.
async fn take_back_cuts(
    tx: &mut Tx,
    to: &Addressee,
    by: Actor,
    now: chrono::DateTime<chrono::Utc>,
    stamp: Stamp<'_>,
) -> Result<()> {
    for stored in commands::live(tx, to.tracker_no).await? {
        let action = Action::Cancel { by, reason: Reason::new("the engine was restored").ok() };
        if stored.order.kind() == CommandKind::EngineCut
            && let Ok(Some(applied)) = command::apply(&stored.order, action, now)
        {
            commands::change(tx, stored.lender_no, &applied, stamp).await?;
        }
    }
    Ok(())
}

/// Agree to an engine cut, as the second person
#[utoipa::path(post, path = "/commands/{id}/approve", tag = "commands",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Because,
    responses((status = 200, body = CommandDetail), (status = 404, body = super::Problem), (status = 409, body = super::Problem), (status = 412, body = super::Problem), (status = 428, body = super::Problem)))]
pub async fn approve(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    let version = write.version()?;
    let Write { caller, body, .. } = write;
    let reason = Reason::new(&body.reason)?;
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let seen = commands::get(&mut tx, id).await?.ok_or(Error::NotFound("command"))?;
    let place = commands::place_of(&mut tx, seen.lender_no).await?;
    let facts = cut::facts(&mut tx, &seen, &place, now).await?;
    let stored = locked(&mut tx, id, Some(version)).await?;
    if stored.order.state() == CommandState::AwaitingApproval && facts.is_none() {
        return Err(not_in_the_car());
    }
    let order = &stored.order;
    if let (CommandState::AwaitingApproval, Some(facts)) = (order.state(), &facts) {
        let by = Some(caller.domain_actor());
        let policy = &place.policy.commands;
        // The law is asked once the command's own rules have nothing against it.
        if gate::cut_gaps(order, by, facts, policy, Moment::Approval, now).is_empty() {
            lawful(&caller, &mut tx, &stored, "approve_cut").await?;
        }
    }
    // Without facts the state refuses.
    let facts = facts.unwrap_or(command::CutFacts { fix: None, loan: None, case: None, default_dpd: 1 });
    let by = caller.domain_actor();
    act(caller, tx, stored, Action::Approve { by, reason, facts: &facts, policy: &place.policy.commands }).await
}

/// Take a command back that was not sent yet
#[utoipa::path(post, path = "/commands/{id}/cancel", tag = "commands",
    params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = CommandDetail), (status = 404, body = super::Problem), (status = 409, body = super::Problem), (status = 412, body = super::Problem)))]
pub async fn cancel(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    let reason = Some(Reason::new(&body.reason)?);
    let mut tx = caller.begin().await?;
    let stored = locked(&mut tx, id, if_match).await?;
    let by = caller.domain_actor();
    act(caller, tx, stored, Action::Cancel { by, reason }).await
}

async fn locked(tx: &mut Tx, id: Uuid, version: Option<i32>) -> Result<Stored> {
    let stored = commands::for_update(tx, id).await?.ok_or(Error::NotFound("command"))?;
    match version {
        Some(version) if i64::try_from(stored.order.version) != Ok(i64::from(version)) => Err(Error::Stale),
        _ => Ok(stored),
    }
}

/// Applies an action to a locked command, stores it with its event, tells the courier, answers the command.
async fn act(caller: Caller, mut tx: Tx, stored: Stored, action: Action<'_>) -> Result<Response> {
    let now = caller.state.engine.clock().now();
    let actor = caller.actor();
    if let Some(applied) = command::apply(&stored.order, action, now)? {
        let by = Stamp { actor: &actor, wall: caller.state.wall_now() };
        commands::change(&mut tx, stored.lender_no, &applied, by).await?;
    }
    let made = detail(&caller, &mut tx, stored.order.id.0).await?;
    let response = caller.answer(tx, StatusCode::OK, &made).await?;
    caller.state.engine.commands_changed(TrackerNo(stored.tracker_no));
    Ok(with_etag(response, made.command.version))
}

//! Chases: a vehicle's trackers at their fastest, for a while.

use super::caller::{Caller, with_etag};
use super::case_actions::Because;
use super::error::{Error, Result};
use super::request::{Path, Write};
use crate::store::commands::chases::{self, ChaseView, Writing};
use crate::store::commands::{Addressee, Stamp, place_of};
use crate::store::vehicles;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::command::chase::{self, Candidate, MINUTES};
use lienwatch_domain::ids::{ChaseId, TrackerId, TrackerNo, VehicleId};
use lienwatch_domain::reason::Reason;
use lienwatch_protocols::Protocol;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A chase.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChaseBody {
    /// For how long at most, 5 to 240.
    pub minutes: u32,
    /// Why.
    pub reason: String,
}

/// Chase a vehicle
///
/// Its trackers are asked for their fastest reporting until the time is over, and then for the interval they had. A
/// wireless tracker whose battery is below the lender's floor is left alone, or brought back early.
#[utoipa::path(post, path = "/vehicles/{id}/chase", tag = "commands", params(("id" = Uuid, Path)),
    request_body = ChaseBody,
    responses((status = 201, body = ChaseView), (status = 404, body = super::Problem), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn start(Path(id): Path<Uuid>, write: Write<ChaseBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let (vehicle_no, lender_no) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    if !MINUTES.contains(&body.minutes) {
        let fix = format!("{} to {} minutes", MINUTES.start(), MINUTES.end());
        return Err(Error::invalid("out_of_range", "minutes", format!("{} minutes", body.minutes), fix));
    }
    let reason = Reason::new(&body.reason)?;
    let policy = place_of(&mut tx, lender_no).await?.policy.commands;
    let fitted = chases::fitted(&mut tx, vehicle_no, now).await?;
    let candidates: Vec<Candidate> = fitted.iter().filter_map(candidate).collect();
    let chase_id = ChaseId(caller.state.new_id());
    let limits = (policy.chase_battery_floor_pct, policy.report_every_s);
    let by = caller.domain_actor();
    let chase = chase::start(chase_id, VehicleId(id), by, reason, body.minutes, &candidates, limits, now)?;
    let actor = caller.actor();
    let stamp = Stamp { actor: &actor, wall: caller.state.wall_now() };
    let new_id = || caller.state.new_id();
    let w = Writing { policy: &policy, now, by: stamp };
    chases::start(&mut tx, (lender_no, vehicle_no), &chase, &fitted, w, new_id).await??;
    let made = ChaseView::from(chase);
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    fitted.iter().for_each(|t| caller.state.engine.commands_changed(TrackerNo(t.tracker_no)));
    Ok(with_etag(response, made.version))
}

/// A tracker as a chase weighs it; one of a protocol that we do not know cannot be asked.
fn candidate(t: &Addressee) -> Option<Candidate> {
    Some(Candidate {
        tracker: TrackerId(t.id),
        protocol: Protocol::from_name(&t.protocol)?,
        wireless: t.role == "wireless",
        wake_interval_s: t.wake_interval_s.and_then(|s| u32::try_from(s).ok()),
        battery_pct: t.battery_pct.and_then(|pct| u8::try_from(pct).ok()),
        report_interval_s: t.report_interval_s.and_then(|s| u32::try_from(s).ok()),
    })
}

/// The last chase of a vehicle
#[utoipa::path(get, path = "/vehicles/{id}/chase", tag = "commands", params(("id" = Uuid, Path)),
    responses((status = 200, body = ChaseView), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let (vehicle_no, _) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let found = chases::last_of_vehicle(&mut tx, vehicle_no).await?.ok_or(Error::NotFound("chase"))?;
    tx.commit().await?;
    let view = ChaseView::from(found.chase);
    let version = view.version;
    Ok(with_etag(Json(view).into_response(), version))
}

/// End a chase before its time
#[utoipa::path(post, path = "/vehicles/{id}/chase/end", tag = "commands", params(("id" = Uuid, Path)),
    request_body = Because,
    responses((status = 200, body = ChaseView), (status = 404, body = super::Problem), (status = 409, body = super::Problem)))]
pub async fn end(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let reason = Reason::new(&body.reason)?;
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let (vehicle_no, _) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let found = chases::last_of_vehicle(&mut tx, vehicle_no).await?.filter(|c| c.chase.ended.is_none());
    let mut stored = found.ok_or_else(|| {
        Error::conflict("not_chased", None, "the vehicle is not being chased", "nothing needs to be done")
    })?;
    let policy = place_of(&mut tx, stored.lender_no).await?.policy.commands;
    let back = chase::stop(&mut stored.chase, now);
    let actor = caller.actor();
    let stamp = Stamp { actor: &actor, wall: caller.state.wall_now() };
    let new_id = || caller.state.new_id();
    let w = Writing { policy: &policy, now, by: stamp };
    chases::save(&mut tx, &stored, &back, Some(reason.as_str()), w, new_id).await?;
    let fitted = chases::fitted(&mut tx, vehicle_no, now).await?;
    let made = ChaseView::from(stored.chase);
    let response = caller.answer(tx, StatusCode::OK, &made).await?;
    fitted.iter().for_each(|t| caller.state.engine.commands_changed(TrackerNo(t.tracker_no)));
    Ok(with_etag(response, made.version))
}

//! Corrections of trackers' clocks: learned by the detectors, or set by hand.

use super::caller::{Caller, Tx};
use super::error::{Error, Result};
use super::request::{Path, Timestamp, Write, reason};
use crate::store::clock::{self, ClockView, NewCorrection};
use crate::store::trackers;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The largest correction either way, seconds: fifty years.
const LARGEST: i64 = 1_577_880_000;

/// The corrections of one tracker's clock.
#[derive(Debug, Serialize, ToSchema)]
pub struct Corrections {
    /// Newest first, a hundred at most.
    pub items: Vec<ClockView>,
}

/// A tracker's clock corrections
///
/// Of records received from `since` on, until the next correction, a record counts at its own time less `offset_s`.
#[utoipa::path(get, path = "/trackers/{id}/clock", tag = "trackers", params(("id" = Uuid, Path)),
    responses((status = 200, body = Corrections), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Corrections>> {
    let mut tx = caller.begin().await?;
    let (tracker_no, _) = tracker(&mut tx, id).await?;
    let items = clock::of_tracker(&mut tx, tracker_no).await?;
    tx.commit().await?;
    Ok(Json(Corrections { items }))
}

/// What a tracker's clock is off by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClockBody {
    /// What the device states less what is, seconds: positive where its clock is ahead, 0 where it is right from then on.
    #[schema(minimum = -1_577_880_000, maximum = 1_577_880_000)]
    pub offset_s: i64,
    /// Of records received from then on; default: now.
    #[serde(default)]
    pub since: Option<Timestamp>,
    /// Why.
    pub reason: String,
}

/// Correct a tracker's clock
///
/// Tracks are read at corrected times from `since` on; detectors and the latest position take what they receive from now
/// on so. An `offset_s` of 0 ends a correction. Errors that nobody need set, local time and roll-overs, are learned, and a
/// clock that is set right later is noticed.
#[utoipa::path(put, path = "/trackers/{id}/clock", tag = "trackers", params(("id" = Uuid, Path)), request_body = ClockBody,
    responses((status = 200, body = Corrections), (status = 404, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn correct(Path(id): Path<Uuid>, write: Write<ClockBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let why = reason("reason", &body.reason)?;
    if body.offset_s.abs() > LARGEST {
        return Err(Error::invalid(
            "offset_out_of_range",
            "offset_s",
            format!("{} s is more than fifty years", body.offset_s),
            format!("give -{LARGEST} to {LARGEST} seconds"),
        ));
    }
    let now = caller.state.engine.clock().now();
    let since = body.since.map_or(now, |t| t.0);
    if since > now {
        return Err(Error::invalid(
            "since_in_future",
            "since",
            format!("{since} is still to come"),
            "give the time of receipt from which the clock is off, or leave it out for now",
        ));
    }
    let mut tx = caller.begin().await?;
    let (tracker_no, lender) = tracker(&mut tx, id).await?;
    let new = NewCorrection { tracker_no, lender, since, offset_s: body.offset_s, note: why };
    clock::set_by_hand(&mut tx, &new).await?;
    let data = serde_json::json!({ "offset_s": body.offset_s, "since": since });
    caller.log(&mut tx, Some(lender), ("tracker", id), "clock_corrected", Some(why), data).await?;
    let items = clock::of_tracker(&mut tx, tracker_no).await?;
    let response = caller.answer(tx, StatusCode::OK, &Corrections { items }).await?;
    caller.assets_changed().await?;
    Ok(response)
}

async fn tracker(tx: &mut Tx, id: Uuid) -> Result<(TrackerNo, LenderNo)> {
    let (no, lender) = trackers::number(tx, id).await?.ok_or(Error::NotFound("tracker"))?;
    Ok((TrackerNo(no), LenderNo(lender)))
}

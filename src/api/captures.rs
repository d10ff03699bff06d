//! Raw frames of a tracker, kept on demand. They hold every place the car was at, so that they are for few, with a
//! reason, for a time; and every look is logged.

use super::caller::{Caller, Tx};
use super::error::{Error, Result};
use super::request::{Nothing, Path, Query, Write, reason};
use crate::store::captures::{self, CaptureView, FrameView, NewCapture};
use crate::store::trackers;
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{SecondsFormat, TimeDelta};
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Captures that one lender may have running.
const MOST_RUNNING: i64 = 20;
/// Frames that one capture may keep.
const MOST_FRAMES: i16 = 1000;
/// Longest capture, minutes.
const LONGEST: i64 = 1440;

/// How much to capture.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaptureBody {
    /// Frames that end it, both ways together, 1 to 1000; default 200. A megabyte ends it too.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 1000)]
    pub frames: Option<i16>,
    /// Minutes that end it, 1 to 1440; default 60.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 1440)]
    pub minutes: Option<i64>,
    /// Why.
    pub reason: String,
}

/// A capture with what it has kept so far.
#[derive(Debug, Serialize, ToSchema)]
pub struct Capture {
    /// What was asked for.
    #[serde(flatten)]
    pub capture: CaptureView,
    /// Whether frames are still taken.
    pub running: bool,
    /// The frames, oldest first.
    pub frames: Vec<FrameView>,
}

async fn tracker(tx: &mut Tx, id: Uuid) -> Result<(i32, LenderNo)> {
    let (no, lender) = trackers::number(tx, id).await?.ok_or(Error::NotFound("tracker"))?;
    Ok((no, LenderNo(lender)))
}

/// Capture a tracker's raw frames
///
/// From now on, over whatever it is connected by, both ways. One capture of a tracker at a time; its frames are kept for
/// a week after its end, or until it is deleted.
#[utoipa::path(post, path = "/trackers/{id}/capture", tag = "trackers", params(("id" = Uuid, Path)), request_body = CaptureBody,
    responses((status = 201, body = CaptureView), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn start(Path(id): Path<Uuid>, write: Write<CaptureBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let why = reason("reason", &body.reason)?;
    let (frames, minutes) = (body.frames.unwrap_or(200), body.minutes.unwrap_or(60));
    let out = |field: &str, value: i64, most: i64| {
        Error::invalid(
            "capture_out_of_range",
            field,
            format!("{value} is not 1 to {most}"),
            format!("give 1 to {most} {field}"),
        )
    };
    if !(1..=MOST_FRAMES).contains(&frames) {
        return Err(out("frames", frames.into(), MOST_FRAMES.into()));
    }
    if !(1..=LONGEST).contains(&minutes) {
        return Err(out("minutes", minutes, LONGEST));
    }
    let now = caller.state.wall_now();
    let mut tx = caller.begin().await?;
    let (tracker_no, lender) = tracker(&mut tx, id).await?;
    if captures::running(&mut tx, lender, now).await? >= MOST_RUNNING {
        return Err(Error::conflict(
            "too_many_captures",
            None,
            format!("{MOST_RUNNING} captures of this lender are running"),
            "delete one, or wait for one to end",
        ));
    }
    if captures::of_tracker(&mut tx, tracker_no).await?.is_some_and(|c| !is_running(&c, now)) {
        captures::delete(&mut tx, tracker_no).await?;
    }
    let new = NewCapture {
        id: caller.state.new_id(),
        tracker_no,
        lender_no: lender.0,
        started_at: now,
        ends_at: now + TimeDelta::minutes(minutes),
        frames,
        reason: why,
        started_by: &caller.actor(),
    };
    captures::start(&mut tx, &new).await?;
    let data = serde_json::json!({ "capture_id": new.id, "frames": frames, "minutes": minutes });
    caller.log(&mut tx, Some(lender), ("tracker", id), "capture_started", Some(why), data).await?;
    let made = captures::of_tracker(&mut tx, tracker_no).await?.ok_or(Error::NotFound("capture"))?;
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    caller.assets_changed().await?;
    Ok(response)
}

fn is_running(capture: &CaptureView, now: chrono::DateTime<chrono::Utc>) -> bool {
    capture.ends_at > now && capture.frames_kept < capture.frames_wanted.into()
}

/// How it is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A document.
    #[default]
    Json,
    /// Lines of hex that `lienwatch replay` reads.
    Lines,
}

/// How a capture is read.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct How {
    /// `json` (default), or `lines`: text that `lienwatch replay` reads.
    #[serde(default)]
    #[param(inline)]
    pub format: Format,
}

/// A tracker's captured frames
///
/// Every look is logged. 204: nothing is kept of this tracker.
#[utoipa::path(get, path = "/trackers/{id}/capture", tag = "trackers", params(("id" = Uuid, Path), How),
    responses((status = 200, content((Capture = "application/json"), (String = "text/plain"))), (status = 204), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>, Query(how): Query<How>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let (tracker_no, lender) = tracker(&mut tx, id).await?;
    let Some(capture) = captures::of_tracker(&mut tx, tracker_no).await? else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let frames = captures::frames(&mut tx, tracker_no).await?;
    let data = serde_json::json!({ "capture_id": capture.id, "frames": frames.len() });
    caller.log(&mut tx, Some(lender), ("tracker", id), "capture_read", None, data).await?;
    caller.commit(tx).await?;
    let running = is_running(&capture, caller.state.wall_now());
    Ok(match how.format {
        Format::Json => Json(Capture { capture, running, frames }).into_response(),
        Format::Lines => {
            ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], lines(&capture, &frames)).into_response()
        }
    })
}

/// Time, direction, transport, peer and hex of each frame; before them, what a reader needs to know.
fn lines(capture: &CaptureView, frames: &[FrameView]) -> String {
    let mut text = format!("#protocol {}\n#device {}\n", capture.protocol, capture.device_id);
    for f in frames {
        let at = f.at.to_rfc3339_opts(SecondsFormat::Millis, true);
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{at} {} {} {} {}", f.direction, f.transport, f.peer, f.hex);
    }
    text
}

/// End a capture and forget its frames
#[utoipa::path(delete, path = "/trackers/{id}/capture", tag = "trackers", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = super::Problem)))]
pub async fn stop(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let caller = write.caller;
    let mut tx = caller.begin().await?;
    let (tracker_no, lender) = tracker(&mut tx, id).await?;
    if !captures::delete(&mut tx, tracker_no).await? {
        return Err(Error::NotFound("capture of this tracker"));
    }
    caller.log(&mut tx, Some(lender), ("tracker", id), "capture_deleted", None, serde_json::json!({})).await?;
    let response = caller.answer(tx, StatusCode::NO_CONTENT, &()).await?;
    caller.assets_changed().await?;
    Ok(response)
}

//! The installation: version, clock, counts; and the hooks of a driven clock.

use super::caller::Caller;
use super::error::Result;
use super::request::{Nothing, Timestamp, Write};
use crate::engine::{Mode, Processed};
use crate::store::counts::{self, Counts};
use axum::Json;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What runs here.
#[derive(Debug, Serialize, ToSchema)]
pub struct System {
    /// Of the program.
    pub version: &'static str,
    /// The engine clock.
    pub now: DateTime<Utc>,
    /// How it moves: `wall` or `driven`.
    pub clock: &'static str,
    /// How much there is that the caller may see.
    pub counts: Counts,
}

/// Where the clock shall stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveClock {
    /// The new time; not before the present one.
    pub now: Timestamp,
}

/// Where the clock stands after a move.
#[derive(Debug, Serialize, ToSchema)]
pub struct Moved {
    /// The engine clock.
    pub now: DateTime<Utc>,
    /// What was processed on the way.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub processed: Processed,
}

/// Version, clock and counts
#[utoipa::path(get, path = "/system", tag = "system", responses((status = 200, body = System)))]
pub async fn show(caller: Caller) -> Result<Json<System>> {
    let mut tx = caller.begin().await?;
    let counts = counts::read(&mut tx).await?;
    tx.commit().await?;
    let clock = caller.state.engine.clock();
    let mode = match clock.mode() {
        Mode::Wall => "wall",
        Mode::Driven => "driven",
    };
    Ok(Json(System { version: env!("CARGO_PKG_VERSION"), now: clock.now(), clock: mode, counts }))
}

/// Move the driven clock
///
/// A barrier: everything that has been sent is read, stored and processed, then the timers up to the new time; then
/// it is answered. 409 where the clock follows the wall.
#[utoipa::path(put, path = "/system/clock", tag = "system", request_body = MoveClock,
    responses((status = 200, body = Moved), (status = 409, body = super::Problem)))]
pub async fn move_clock(write: Write<MoveClock>) -> Result<Json<Moved>> {
    let engine = &write.caller.state.engine;
    let processed = engine.move_clock(write.body.now.0).await?;
    Ok(Json(Moved { now: engine.clock().now(), processed }))
}

/// Wait until everything received has been processed
#[utoipa::path(post, path = "/system/drain", tag = "system", request_body = Nothing,
    responses((status = 200, body = Moved)))]
pub async fn drain(write: Write<Nothing>) -> Result<Json<Moved>> {
    let engine = &write.caller.state.engine;
    let processed = engine.drain().await?;
    Ok(Json(Moved { now: engine.clock().now(), processed }))
}

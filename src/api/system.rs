//! The installation: version, clock, counts; and the hooks of a driven clock.

use super::caller::Caller;
use super::error::Result;
use super::request::{Nothing, Timestamp, Write};
use crate::engine::ports::Port;
use crate::engine::{Mode, Processed};
use crate::store::counts::{self, Counts};
use axum::Json;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
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

/// Where trackers come in.
#[derive(Debug, Serialize, ToSchema)]
pub struct PortView {
    /// What is spoken: `jt808`, `gt06`, ..., or `mqtt`.
    pub protocol: &'static str,
    /// `tcp`, `udp`, or `mqtt`: published to a broker.
    pub transport: &'static str,
    /// Where it listens, or which broker it listens to.
    pub address: String,
    /// Connections that are open now; of a broker 1 while there is a connection; none of UDP.
    pub open: u64,
    /// Connections that were taken since the start.
    pub connections: u64,
    /// Connections that found no room since the start.
    pub turned_away: u64,
    /// Messages that were decoded since the start.
    pub messages: u64,
    /// Frames that were refused since the start.
    pub refused: u64,
    /// When the last message came, engine time.
    pub heard_at: Option<DateTime<Utc>>,
    /// When a frame was refused last, engine time.
    pub refused_at: Option<DateTime<Utc>>,
    /// Why it was.
    pub refused_why: Option<String>,
}

/// The ports of the process that answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct PortList {
    /// TCP first, then UDP, then the broker.
    pub items: Vec<PortView>,
}

/// Where trackers come in
///
/// The ports of the process that answers, with what each has heard and refused since it started. Addresses of all
/// lenders' devices come in there: for operators of the platform.
#[utoipa::path(get, path = "/system/ports", tag = "system", responses((status = 200, body = PortList)))]
pub async fn ports(caller: Caller) -> Json<PortList> {
    let view = |port: &Arc<Port>| {
        let counted = port.counted();
        let (refused_at, refused_why) = counted.last_refusal.unzip();
        PortView {
            protocol: port.protocol,
            transport: port.transport.name(),
            address: port.address.clone(),
            open: counted.open,
            connections: counted.connections,
            turned_away: counted.turned_away,
            messages: counted.messages,
            refused: counted.refused,
            heard_at: counted.heard_at,
            refused_at,
            refused_why,
        }
    };
    Json(PortList { items: caller.state.engine.ports.all().iter().map(view).collect() })
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

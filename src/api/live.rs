//! Live updates: the event table as server-sent events, resumable across restarts.

use super::caller::Caller;
use super::error::{Error, Result};
use super::request::Query;
use crate::store::events::{self, Event, Position};
use axum::http::HeaderMap;
use axum::response::sse::{self, KeepAlive, Sse};
use futures_util::Stream;
use serde::Deserialize;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;
use utoipa::IntoParams;

/// Looked at least so often: others may write events without waking us.
const POLL: Duration = Duration::from_secs(1);

/// The proof is checked again so often.
const RENEW: Duration = Duration::from_secs(30);

/// A comment line so often keeps proxies from closing the connection.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Events read at once.
const BATCH: i64 = 200;

/// Where to begin.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StreamStart {
    /// As the header `Last-Event-ID`, for clients that cannot set it.
    pub last_event_id: Option<String>,
    /// Only of these kinds of things, separated by commas.
    pub kinds: Option<String>,
}

/// Follow what happens
///
/// Server-sent events from now on, or after `Last-Event-ID`. Nothing is passed over: a row is sent once every
/// transaction before it has ended.
#[utoipa::path(get, path = "/events/stream", tag = "events",
    params(StreamStart, ("Last-Event-ID" = Option<String>, Header)),
    responses((status = 200, content_type = "text/event-stream", body = Event)))]
pub async fn stream(
    caller: Caller,
    headers: HeaderMap,
    Query(start): Query<StreamStart>,
) -> Result<Sse<impl Stream<Item = std::result::Result<sse::Event, Infallible>>>> {
    let permit = caller.state.streams.clone().try_acquire_owned();
    let permit = permit.map_err(|_| Error::Unavailable("too many open streams"))?;
    let resume = headers.get("last-event-id").and_then(|v| v.to_str().ok().map(str::to_owned)).or(start.last_event_id);
    let position = match resume {
        Some(id) => parse(&id)?,
        None => {
            let mut tx = caller.begin().await?;
            let head = events::head(&mut tx).await?;
            tx.commit().await?;
            head
        }
    };
    let kinds = start.kinds.map(|k| k.split(',').map(|k| k.trim().to_owned()).collect());
    let follower = Follower {
        caller,
        position,
        kinds,
        waiting: VecDeque::new(),
        renew_at: Instant::now() + RENEW,
        _permit: permit,
    };
    let stream = futures_util::stream::unfold(follower, |mut follower| async move {
        let event = follower.next().await?;
        let id = format!("{}-{}", event.xid, event.seq);
        let data = serde_json::to_string(&event).unwrap_or_default();
        Some((Ok(sse::Event::default().id(id).event(event.entity_kind.clone()).data(data)), follower))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

fn parse(id: &str) -> Result<Position> {
    let parts = id.split_once('-').and_then(|(xid, seq)| Some((xid.parse().ok()?, seq.parse().ok()?)));
    let (xid, seq) = parts.filter(|(xid, seq): &(i64, i64)| *xid >= 0 && *seq >= 0).ok_or_else(|| {
        Error::invalid(
            "bad_event_id",
            "Last-Event-ID",
            format!("{id:?} is not an id of this stream"),
            "start without one",
        )
    })?;
    Ok(Position { xid, seq })
}

struct Follower {
    caller: Caller,
    position: Position,
    kinds: Option<Vec<String>>,
    waiting: VecDeque<Event>,
    renew_at: Instant,
    _permit: OwnedSemaphorePermit,
}

impl Follower {
    /// The next event; `None` ends the stream, and the client comes back with its last id.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            if Instant::now() >= self.renew_at {
                self.caller.renew().await.ok()?;
                self.renew_at = Instant::now() + RENEW;
            }
            let engine = self.caller.state.engine.clone();
            let woken = engine.events.notified();
            tokio::pin!(woken);
            // From here on a poke is not lost, even while we read.
            woken.as_mut().enable();
            if !self.fill().await? {
                let until = self.renew_at.min(Instant::now() + POLL);
                tokio::select! {
                    () = woken => {}
                    () = tokio::time::sleep_until(until) => {}
                }
            }
        }
    }

    /// Reads on; whether there was anything. `None`: the database is away.
    async fn fill(&mut self) -> Option<bool> {
        let mut tx = self.caller.begin().await.ok()?;
        let read = events::follow(&mut tx, self.position, BATCH).await.ok()?;
        tx.commit().await.ok()?;
        let Some(last) = read.last() else { return Some(false) };
        self.position = Position { xid: last.xid, seq: last.seq };
        let wanted = |event: &Event| self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&event.entity_kind));
        self.waiting.extend(read.into_iter().filter(wanted));
        Some(true)
    }
}

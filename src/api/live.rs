//! Live updates: the event table as server-sent events, resumable across restarts.

use super::access::{Action, Resource};
use super::caller::Caller;
use super::error::{Error, Result};
use super::fleet::Choice;
use super::map::Area;
use super::request::Query;
use super::viewport::{Moves, Viewport};
use crate::store::events::{self, Event, Position};
use crate::store::jobs::{self, Job};
use axum::http::HeaderMap;
use axum::response::sse::{self, KeepAlive, Sse};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::Stream;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

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
    /// As `kinds`, where `positions` stands for what moves in the box `bbox`, and `jobs` for how far jobs are.
    pub topics: Option<String>,
}

/// The topic of what moves.
const POSITIONS: &str = "positions";

/// The topic of jobs as they go on: told as they are, without an id, once a second at most.
const JOBS: &str = "jobs";

/// Jobs read at once.
const MOST_JOBS: i64 = 200;

/// A change is committed at most so long after its time: so far back is read again, and what was told is left out.
const COMMITTED: TimeDelta = TimeDelta::minutes(1);

/// A vehicle's position is sent no more often.
const MOVES: Duration = Duration::from_secs(1);

/// A client that has not taken what was sent for so long is cut: it comes back, and begins with a snapshot.
const SLOW: Duration = Duration::from_secs(60);

/// Follow what happens
///
/// Server-sent events from now on, or after `Last-Event-ID`. Nothing is passed over: a row is sent once every
/// transaction before it has ended.
///
/// With `positions` among the `topics`, events of that name tell what moves in the box (`Moves`): a snapshot first, then
/// what changed, at most once a second. They have no id, are shown as exactly as `GET /map/vehicles` shows them, and need
/// the right to read locations. With `jobs`, events of that name are jobs that went on (`Job`), without an id; they need
/// the right to read jobs, and are those that `GET /jobs` lists. A client that is a minute late is cut.
#[utoipa::path(get, path = "/events/stream", tag = "events",
    params(StreamStart, Area, Choice, ("Last-Event-ID" = Option<String>, Header)),
    responses((status = 200, description = "`Event` documents; `Moves` where an event is called positions",
               content_type = "text/event-stream", body = Streamed)))]
pub async fn stream(
    caller: Caller,
    headers: HeaderMap,
    Query(start): Query<StreamStart>,
    Query(area): Query<Area>,
    Query(choice): Query<Choice>,
) -> Result<Sse<impl Stream<Item = std::result::Result<sse::Event, Infallible>>>> {
    let topics: Option<Vec<String>> = start.topics.map(|all| all.split(',').map(|t| t.trim().to_owned()).collect());
    let moving = topics.as_ref().is_some_and(|topics| topics.iter().any(|topic| topic == POSITIONS));
    let following = topics.as_ref().is_some_and(|topics| topics.iter().any(|topic| topic == JOBS));
    if following && !caller.may(Resource::Jobs, Action::Read) {
        return Err(Error::Forbidden("this caller has no right to read jobs".into()));
    }
    let view = if moving { Some(Viewport::open(&caller, area, &choice)?) } else { None };
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
    let topics = topics.map(|all| all.into_iter().filter(|topic| topic != POSITIONS && topic != JOBS).collect());
    let wall = caller.state.wall_now();
    let follower = Follower {
        caller,
        position,
        kinds: kinds.or(topics),
        waiting: VecDeque::new(),
        renew_at: Instant::now() + RENEW,
        view,
        jobs_since: following.then_some(wall),
        jobs_from: wall,
        jobs_told: HashMap::new(),
        told: VecDeque::new(),
        look_at: Instant::now(),
        handed_at: Instant::now(),
        _permit: permit,
    };
    let stream = futures_util::stream::unfold(follower, |mut follower| async move {
        let told = match follower.next().await? {
            Streamed::Event(event) => {
                let id = format!("{}-{}", event.xid, event.seq);
                let data = serde_json::to_string(&event).unwrap_or_default();
                sse::Event::default().id(id).event(event.entity_kind).data(data)
            }
            Streamed::Job(job) => {
                sse::Event::default().event(JOBS).data(serde_json::to_string(&job).unwrap_or_default())
            }
            Streamed::Moves(moves) => {
                sse::Event::default().event(POSITIONS).data(serde_json::to_string(&moves).unwrap_or_default())
            }
        };
        follower.handed_at = Instant::now();
        Some((Ok(told), follower))
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

/// What a stream tells.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Streamed {
    /// Something that happened.
    Event(Event),
    /// Something that moved.
    Moves(Moves),
    /// A job that went on.
    Job(Job),
}

struct Follower {
    caller: Caller,
    position: Position,
    kinds: Option<Vec<String>>,
    waiting: VecDeque<Event>,
    renew_at: Instant,
    view: Option<Viewport>,
    /// Up to when jobs were told, where they are.
    jobs_since: Option<DateTime<Utc>>,
    /// Changes before this stream began are nobody's news.
    jobs_from: DateTime<Utc>,
    /// What the last look found, and has been told.
    jobs_told: HashMap<Uuid, DateTime<Utc>>,
    told: VecDeque<Job>,
    look_at: Instant,
    /// When the client took the last of what was told.
    handed_at: Instant,
    _permit: OwnedSemaphorePermit,
}

impl Follower {
    /// The next of what is told; `None` ends the stream, and the client comes back with its last id.
    async fn next(&mut self) -> Option<Streamed> {
        if self.handed_at.elapsed() > SLOW {
            return None;
        }
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(Streamed::Event(event));
            }
            if Instant::now() >= self.renew_at {
                self.caller.renew().await.ok()?;
                self.renew_at = Instant::now() + RENEW;
            }
            if let Some(job) = self.told.pop_front() {
                return Some(Streamed::Job(job));
            }
            if Instant::now() >= self.look_at {
                self.look_at = Instant::now() + MOVES;
                self.jobs().await?;
                if let Some(view) = &mut self.view
                    && let Some(moves) = view.look(&self.caller).await.ok()?
                {
                    return Some(Streamed::Moves(moves));
                }
                if !self.told.is_empty() {
                    continue;
                }
            }
            let engine = self.caller.state.engine.clone();
            let woken = engine.events.notified();
            tokio::pin!(woken);
            // From here on a poke is not lost, even while we read.
            woken.as_mut().enable();
            if !self.fill().await? {
                let until = self.renew_at.min(self.look_at).min(Instant::now() + POLL);
                tokio::select! {
                    () = woken => {}
                    () = tokio::time::sleep_until(until) => {}
                }
            }
        }
    }

    /// Reads which jobs have gone on. `None`: the database is away.
    async fn jobs(&mut self) -> Option<()> {
        let Some(since) = self.jobs_since else { return Some(()) };
        let mut tx = self.caller.begin().await.ok()?;
        let from = (since - COMMITTED).max(self.jobs_from);
        let shown = super::jobs::shown(&self.caller);
        let changed = jobs::changed(&mut tx, self.caller.state.wall_now(), &shown, from, MOST_JOBS).await.ok()?;
        tx.commit().await.ok()?;
        self.jobs_since = changed.last().map(|job| job.updated_at).or(self.jobs_since);
        let told = std::mem::take(&mut self.jobs_told);
        self.jobs_told = changed.iter().map(|job| (job.id, job.updated_at)).collect();
        self.told.extend(changed.into_iter().filter(|job| told.get(&job.id) != Some(&job.updated_at)));
        Some(())
    }

    /// Reads on; whether there was anything. `None`: the database is away.
    async fn fill(&mut self) -> Option<bool> {
        if self.kinds.as_ref().is_some_and(Vec::is_empty) {
            return Some(false);
        }
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

//! An import as a job: kept on disk, begun in its turn, and watched.

use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::imports::{self, ImportOptions};
use crate::store::jobs::{self, Ending, NewJob};
use axum::body::Body;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use lienwatch_domain::import::Entity;
use std::io::SeekFrom;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use uuid::Uuid;

/// Largest file, as for imports that are waited for.
const MAX_BYTES: usize = 1 << 30;

/// Longest the body may pause.
const PAUSE: Duration = Duration::from_secs(60);

/// How often it is said how far a job is, and heard whether it is to end.
const BEAT: Duration = Duration::from_secs(1);

/// Read from the disk at once.
const PIECE: usize = 64 * 1024;

/// How far an import is, and whether it is to end.
#[derive(Debug)]
pub struct Progress {
    job: Uuid,
    done: AtomicI64,
    cancelled: AtomicBool,
}

impl Progress {
    pub(super) fn of(job: Uuid) -> Arc<Progress> {
        Arc::new(Progress { job, done: AtomicI64::new(0), cancelled: AtomicBool::new(false) })
    }

    /// The job is done, in the transaction of what it did; refused where somebody asked for its end before.
    pub async fn end(&self, tx: &mut Tx, done: i64, import: Option<Uuid>, wall: DateTime<Utc>) -> Result<()> {
        self.done.store(done, Ordering::Relaxed);
        let ending = Ending { state: "done", done, import, problem: None };
        if jobs::end(tx, self.job, &ending, wall).await? {
            return Ok(());
        }
        self.cancelled.store(true, Ordering::Relaxed);
        Err(cancelled())
    }

    /// So many rows are dealt with. Answers the refusal that ends it, where somebody asked for that.
    pub fn at(&self, done: i64) -> Result<()> {
        self.done.store(done, Ordering::Relaxed);
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(cancelled());
        }
        Ok(())
    }
}

fn cancelled() -> Error {
    Error::refused("job_cancelled", "somebody ended this job", "ask for the same again")
}

/// Whether the caller does not want to wait (RFC 7240, section 4.1).
pub fn wanted(headers: &HeaderMap) -> bool {
    let all = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(',')).any(|one| one.trim().eq_ignore_ascii_case("respond-async"))
}

/// Takes the file in, and begins.
pub async fn begin(caller: Caller, kind: Entity, options: ImportOptions, body: Body) -> Result<Response> {
    imports::permitted(&caller, kind)?;
    let lender = caller.lender()?;
    let seat = Arc::clone(&caller.state.jobs).try_acquire_owned();
    let seat = seat.map_err(|_| Error::Unavailable("too many jobs wait already"))?;
    let (file, lines) = keep(body).await?;
    let (id, wall, by) = (caller.state.new_id(), caller.state.wall_now(), caller.actor());
    let mut tx = caller.begin().await?;
    let new = NewJob { id, lender, kind: "import", subject: kind.name(), total: lines.saturating_sub(1), by: &by };
    jobs::insert(&mut tx, &new, wall).await?;
    let data = serde_json::json!({ "kind": "import", "subject": kind.name(), "dry_run": options.dry_run });
    caller.log(&mut tx, Some(lender), ("job", id), "created", None, data).await?;
    let job = jobs::get(&mut tx, wall, &jobs::Shown::IMPORTS, id).await?.ok_or(Error::NotFound("job"))?;
    caller.commit(tx).await?;
    tokio::spawn(async move {
        work(&caller, id, kind, options, file).await;
        drop(seat);
    });
    Ok(super::accepted(&job))
}

/// The body on disk, and how many lines it has. The file has no name: it goes with the process.
async fn keep(body: Body) -> Result<(File, i64)> {
    let broken = |e: std::io::Error| Error::Internal(format!("the temporary file of a job: {e}"));
    let ended = |why: String| Error::invalid("unreadable_file", "", why, "send the whole file as UTF-8 CSV");
    let mut file = File::from_std(tempfile::tempfile().map_err(broken)?);
    let (mut stream, mut bytes, mut lines, mut last) = (body.into_data_stream(), 0, 0_i64, b'\n');
    loop {
        let chunk = match tokio::time::timeout(PAUSE, stream.next()).await {
            Err(_) => return Err(ended(format!("the body paused for more than {} s", PAUSE.as_secs()))),
            Ok(None) => break,
            Ok(Some(chunk)) => chunk.map_err(|e| ended(format!("the body ended early: {e}")))?,
        };
        bytes += chunk.len();
        if bytes > MAX_BYTES {
            return Err(ended(format!("the file is larger than {MAX_BYTES} bytes")));
        }
        lines += i64::try_from(chunk.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(0);
        last = chunk.last().copied().unwrap_or(last);
        file.write_all(&chunk).await.map_err(broken)?;
    }
    file.flush().await.map_err(broken)?;
    file.seek(SeekFrom::Start(0)).await.map_err(broken)?;
    Ok((file, lines + i64::from(last != b'\n')))
}

/// The file as a body again, a piece at a time.
fn read(file: File) -> Body {
    let pieces = futures_util::stream::unfold(Some(file), |file| async move {
        let mut file = file?;
        let mut piece = vec![0; PIECE];
        match file.read(&mut piece).await {
            Ok(0) => None,
            Ok(n) => {
                piece.truncate(n);
                Some((Ok(piece), Some(file)))
            }
            Err(error) => Some((Err(error), None)),
        }
    });
    Body::from_stream(pieces)
}

async fn work(caller: &Caller, id: Uuid, kind: Entity, options: ImportOptions, file: File) {
    let progress = Progress::of(id);
    let import = imports::run(caller.clone(), kind, options.dry_run, read(file), Some(Arc::clone(&progress)));
    let result = tokio::select! {
        result = import => result,
        // Never: it beats until the import has ended.
        () = beat(caller, id, &progress) => return,
    };
    let result = result.map(|job| (i64::from(job.rows_total), Some(job.id)));
    close(caller, id, ending(result, &progress)).await;
}

/// Writes how a job ended.
pub(super) async fn close(caller: &Caller, id: Uuid, ending: Ending) {
    // The database may be away for a moment.
    for _ in 0..ATTEMPTS {
        match end(caller, id, &ending).await {
            Ok(()) => return,
            Err(error) => tracing::warn!(%error, %id, "failed to write how a job ended; trying again"),
        }
        tokio::time::sleep(BEAT).await;
    }
}

/// How often the end of a job is written, a second apart.
const ATTEMPTS: u32 = 20;

/// How it ended: with so many rows and its import, or not.
pub(super) fn ending(result: Result<(i64, Option<Uuid>)>, progress: &Progress) -> Ending {
    let done = progress.done.load(Ordering::Relaxed);
    match result {
        Ok((done, import)) => Ending { state: "done", done, import, problem: None },
        Err(error) => {
            let cancelled = progress.cancelled.load(Ordering::Relaxed) && matches!(error, Error::Refused(_));
            let problem = serde_json::to_value(error.problem()).ok().filter(|_| !cancelled);
            Ending { state: if cancelled { "cancelled" } else { "failed" }, done, import: None, problem }
        }
    }
}

async fn end(caller: &Caller, id: Uuid, ending: &Ending) -> Result<()> {
    let mut tx = caller.begin().await?;
    jobs::end(&mut tx, id, ending, caller.state.wall_now()).await?;
    let data = serde_json::json!({ "state": ending.state, "done": ending.done, "import_id": ending.import });
    caller.log(&mut tx, caller.lender().ok(), ("job", id), "ended", None, data).await?;
    caller.commit(tx).await
}

/// Says every second how far it is, and passes on that it is to end.
pub(super) async fn beat(caller: &Caller, id: Uuid, progress: &Progress) {
    let mut ticks = tokio::time::interval(BEAT);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let done = progress.done.load(Ordering::Relaxed);
        let beaten = async {
            let mut tx = caller.begin().await?;
            let over = jobs::beat(&mut tx, id, true, done, caller.state.wall_now()).await?;
            tx.commit().await?;
            Ok::<bool, Error>(over)
        };
        match beaten.await {
            Ok(over) => progress.cancelled.store(over, Ordering::Relaxed),
            Err(error) => tracing::warn!(%error, %id, "failed to say how far a job is; trying again"),
        }
    }
}

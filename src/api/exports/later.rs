//! A list as a file that nobody waits for: a job of whoever asked, whose file waits for them for a day.
//!
//! It is made as the one that is waited for: the same rights, masks, bounds, mark, and rows in the log. What is new is that
//! it lies on the disk meanwhile: so there is an end of each file's time and of each lender's room, and what is fetched is
//! compared once more with what its owner may see by then (`jobs::file`).

use super::take::{MAX_BYTES, MAX_ROWS, Made, Order, Rows, broken, make, mark, name, note};
use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::jobs::{self, EXPORT, Progress, Task};
use crate::api::state::AppState;
use crate::files::FilesError;
use crate::store::export_files::{self, ExportFile};
use crate::store::jobs as job_store;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::ids::LenderNo;
use std::time::Duration;
use tokio::fs::File;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// So long a file waits to be fetched.
pub const KEPT: TimeDelta = TimeDelta::hours(24);
/// Files of a lender that wait or are being made.
const MOST_FILES: i64 = 50;
/// Bytes of a lender's files that wait; one in the making counts as the largest that may be.
const MOST_BYTES: u64 = 2 << 30;
/// Files whose time is over are looked for so often.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// Whoever waits for a turn looks so often whether the job is to end.
const BREATH: Duration = Duration::from_millis(250);

/// Begins with a file, and answers its job.
pub(super) async fn begin<R: Rows>(caller: Caller, order: Order, rows: R) -> Result<Response> {
    let lender = caller.lender()?;
    let seat = jobs::seat(&caller)?;
    caller.state.files.exports().room(MAX_BYTES).map_err(no_room)?;
    let most = i64::try_from(MAX_ROWS).unwrap_or(i64::MAX);
    let total = rows.total(&caller, most).await?.unwrap_or(0);
    let (id, wall) = (caller.state.new_id(), caller.state.wall_now());
    let mut tx = caller.begin().await?;
    let (files, bytes) = export_files::waiting(&mut tx, lender, wall - job_store::SILENT, wall).await?;
    if files >= MOST_FILES || u64::try_from(bytes).unwrap_or(u64::MAX).saturating_add(MAX_BYTES) > MOST_BYTES {
        return Err(full(files, bytes));
    }
    let subject = format!("{}.{}", R::NAME, order.format.extension());
    jobs::add(&caller, &mut tx, &Task { id, lender, kind: EXPORT, subject: &subject, total }).await?;
    let job = job_store::get(&mut tx, wall, &jobs::shown(&caller), id).await?.ok_or(Error::NotFound("job"))?;
    caller.commit(tx).await?;
    jobs::begin_task(caller, id, seat, move |caller, progress| async move {
        work(&caller, &progress, (id, lender), &order, &rows).await
    });
    Ok(jobs::accepted(&job))
}

fn full(files: i64, bytes: i64) -> Error {
    Error::conflict(
        "exports_full",
        None,
        format!("{files} files of this lender wait to be fetched or are being made, {bytes} bytes of them are there"),
        "fetch and delete some (DELETE /jobs/{id}/file), wait until their time is over, or take this list without \
         Prefer: respond-async",
    )
}

fn no_room(error: FilesError) -> Error {
    match error {
        FilesError::Full { .. } => Error::Unavailable(
            "there is no room for more files of exports; delete some (DELETE /jobs/{id}/file), or take the list without \
             Prefer: respond-async",
        ),
        other => Error::Internal(other.to_string()),
    }
}

async fn work<R: Rows>(
    caller: &Caller,
    progress: &Progress,
    (id, lender): (Uuid, LenderNo),
    order: &Order,
    rows: &R,
) -> Result<i64> {
    let _turn = turn(caller, progress).await?;
    let (file, half) = caller.state.files.exports().begin(id).map_err(broken)?;
    let mark = mark(caller, order.why.as_deref()).await?;
    let made = make(caller, order, &mark, rows, (File::from_std(file), Some(progress))).await?;
    made.file.sync_all().await.map_err(broken)?;
    let wall = caller.state.wall_now();
    let until = wall + KEPT;
    let kept = row::<R>(caller, &made, (name::<R>(&mark, order.format), order.format.media_type()), until);
    caller.state.files.exports().keep(half, id, until).map_err(broken)?;
    let done = kept.rows;
    let ended = async {
        let mut tx = caller.begin().await?;
        export_files::insert(&mut tx, id, lender, &kept).await?;
        note::<R>(caller, &mut tx, (id, "taken"), order, Some(&made)).await?;
        progress.end(&mut tx, done, None, wall).await?;
        caller.commit(tx).await
    };
    if let Err(error) = ended.await {
        gone(caller, id, until);
        return Err(error);
    }
    Ok(done)
}

fn row<R: Rows>(caller: &Caller, made: &Made, (name, media_type): (String, &str), until: DateTime<Utc>) -> ExportFile {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    ExportFile {
        name,
        media_type: media_type.to_owned(),
        bytes: number(made.bytes),
        rows: number(made.rows),
        sha256: made.sha256.to_vec(),
        resource: R::RESOURCE.name().to_owned(),
        places: R::PLACES,
        plain: caller.sight().vehicle_identity,
        until,
    }
}

/// Waits for a turn, unless somebody ends the job meanwhile.
async fn turn<'a>(caller: &'a Caller, progress: &Progress) -> Result<tokio::sync::SemaphorePermit<'a>> {
    let turn = caller.state.export_jobs.acquire();
    tokio::pin!(turn);
    loop {
        tokio::select! {
            turn = &mut turn => return turn.map_err(|_| Error::Unavailable("the server is stopping")),
            () = tokio::time::sleep(BREATH) => progress.at(0)?,
        }
    }
}

/// Deletes a file; one that cannot be deleted goes when its time is over.
pub(in crate::api) fn gone(caller: &Caller, job: Uuid, until: DateTime<Utc>) {
    if let Err(error) = caller.state.files.exports().delete(job, until) {
        tracing::warn!(%error, %job, "failed to delete the file of an export; trying again when its time is over");
    }
}

/// Deletes files whose time is over, until shutdown.
pub async fn run(state: AppState, shutdown: CancellationToken) {
    loop {
        match state.files.exports().sweep(state.wall_now()) {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "deleted files of exports whose time is over"),
            Err(error) => tracing::warn!(%error, "failed to delete files of exports; trying again"),
        }
        tokio::select! {
            biased;
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

//! Work in the store as a job: asked for in one transaction, then done page by page.

use super::run::{Progress, beat, close, ending};
use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::store::jobs::{self, Job, NewJob};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::LenderNo;
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;

/// What is to be done.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub lender: LenderNo,
    /// What sort of work.
    pub kind: &'static str,
    /// On what.
    pub subject: &'a str,
    /// Rows there are.
    pub total: i64,
}

/// A seat among the jobs, as long as one is free.
pub fn seat(caller: &Caller) -> Result<OwnedSemaphorePermit> {
    let seat = Arc::clone(&caller.state.jobs).try_acquire_owned();
    seat.map_err(|_| Error::Unavailable("too many jobs wait already"))
}

/// Adds the job in the caller's transaction, with its event.
pub async fn add(caller: &Caller, tx: &mut Tx, task: &Task<'_>) -> Result<()> {
    let by = caller.actor();
    let Task { id, lender, kind, subject, total } = *task;
    let new = NewJob { id, lender, kind, subject, total, by: &by };
    jobs::insert(tx, &new, caller.state.wall_now()).await?;
    let data = serde_json::json!({ "kind": kind, "subject": subject });
    caller.log(tx, Some(lender), ("job", id), "created", None, data).await
}

/// The answer to who does not wait (RFC 7240, section 3): the job, and where it is.
pub fn accepted(job: &Job) -> Response {
    let headers = [
        (header::LOCATION, format!("/api/v1/jobs/{}", job.id)),
        (header::HeaderName::from_static("preference-applied"), "respond-async".to_owned()),
    ];
    (StatusCode::ACCEPTED, headers, axum::Json(job)).into_response()
}

/// Begins with a job that was added and committed. The work says through its progress how far it is, and ends the job in
/// its own last transaction ([`Progress::end`]); it answers how many rows it dealt with.
pub fn begin<F>(
    caller: Caller,
    job: Uuid,
    seat: OwnedSemaphorePermit,
    work: impl FnOnce(Caller, Arc<Progress>) -> F + Send + 'static,
) where
    F: Future<Output = Result<i64>> + Send,
{
    tokio::spawn(async move {
        let progress = Progress::of(job);
        let result = tokio::select! {
            result = work(caller.clone(), Arc::clone(&progress)) => result,
            // Never: it beats until the work has ended.
            () = beat(&caller, job, &progress) => return,
        };
        close(&caller, job, ending(result.map(|done| (done, None)), &progress)).await;
        drop(seat);
    });
}

//! Jobs, how far they are, and their end.

use super::{EXPORT, Shown};
use crate::api::access::{Action, Resource};
use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::request::{Nothing, Page, Paging, Path, Write, page};
use crate::store::imports;
use crate::store::jobs::{self, Job};
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

/// Which jobs a caller is shown: who may read imports all but exports, and everybody the exports that they asked for.
pub(in crate::api) fn shown(caller: &Caller) -> Shown {
    let imports = caller.may(Resource::Imports, Action::Read);
    Shown { imports, exports_of: caller.may(Resource::Exports, Action::Read).then(|| caller.actor()) }
}

/// Jobs
///
/// Newest first: for who may read imports all but exports, and everybody the exports that they asked for themselves. As they change: `GET /events/stream?topics=jobs`.
#[utoipa::path(get, path = "/jobs", tag = "jobs", params(Paging), operation_id = "jobs",
    responses((status = 200, body = Page<Job>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<Job>>> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = jobs::list(&mut tx, caller.state.wall_now(), &shown(&caller), before, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |job| job.id)))
}

/// One job
#[utoipa::path(get, path = "/jobs/{id}", tag = "jobs", params(("id" = Uuid, Path)), operation_id = "job",
    responses((status = 200, body = Job), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Job>> {
    let mut tx = caller.begin().await?;
    let job = jobs::get(&mut tx, caller.state.wall_now(), &shown(&caller), id).await?;
    tx.commit().await?;
    job.map(Json).ok_or(Error::NotFound("job"))
}

/// End a job
///
/// It ends within a second or so, and nothing of it is stored. Exports are ended by who asked for them, other jobs by who
/// may import.
#[utoipa::path(post, path = "/jobs/{id}/cancel", tag = "jobs", params(("id" = Uuid, Path)), request_body = Nothing, operation_id = "cancel_job",
    responses((status = 202, body = Job), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn cancel(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let Write { caller, .. } = write;
    let wall = caller.state.wall_now();
    let mut tx = caller.begin().await?;
    let job = jobs::get(&mut tx, wall, &shown(&caller), id).await?.ok_or(Error::NotFound("job"))?;
    if job.kind != EXPORT && !caller.may(Resource::Imports, Action::Write) {
        return Err(Error::Forbidden("this caller has no right to write imports".into()));
    }
    if !jobs::cancel(&mut tx, id, wall).await? {
        return Err(Error::conflict(
            "job_over",
            None,
            format!("the job is {}", job.state),
            "there is nothing to be ended",
        ));
    }
    caller.log(&mut tx, caller.lender().ok(), ("job", id), "cancelled", None, serde_json::json!({})).await?;
    let job = jobs::get(&mut tx, wall, &shown(&caller), id).await?.ok_or(Error::NotFound("job"))?;
    caller.answer(tx, StatusCode::ACCEPTED, &job).await
}

/// The refused rows of a job, as a file
///
/// The first 1 000: row, field, value, problem, message, fix.
#[utoipa::path(get, path = "/jobs/{id}/errors.csv", tag = "jobs", params(("id" = Uuid, Path)), operation_id = "job_errors",
    responses((status = 200, content_type = "text/csv", body = String), (status = 404, body = crate::api::Problem)))]
pub async fn errors(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let job = jobs::get(&mut tx, caller.state.wall_now(), &shown(&caller), id).await?.ok_or(Error::NotFound("job"))?;
    let import = match job.import_id {
        Some(import) => imports::get(&mut tx, import).await?,
        None => None,
    };
    tx.commit().await?;
    let failed = |e: csv::Error| Error::Internal(e.to_string());
    let mut out = csv::Writer::from_writer(Vec::new());
    const COLUMNS: [&str; 6] = ["row", "field", "value", "problem", "message", "fix"];
    out.write_record(COLUMNS).map_err(failed)?;
    for error in import.iter().flat_map(|import| import.errors.as_array().into_iter().flatten()) {
        let cell = |name: &&str| match &error[*name] {
            serde_json::Value::String(text) => harmless(text),
            serde_json::Value::Null => String::new(),
            other => other.to_string(),
        };
        out.write_record(COLUMNS.iter().map(cell)).map_err(failed)?;
    }
    let bytes = out.into_inner().map_err(|e| Error::Internal(e.to_string()))?;
    let name = format!("attachment; filename=\"errors-{id}.csv\"");
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}

/// What a spreadsheet would take for a formula is shown as text (OWASP, "CSV Injection").
fn harmless(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

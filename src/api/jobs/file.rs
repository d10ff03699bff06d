//! The file that a job made of a list: for who asked for it, as long as they may see what stands in it.

use super::{EXPORT, shown};
use crate::api::access::{Action, Resource};
use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::exports::{PLACES_UNAPPROVED, answer, forbidden, gone, seat};
use crate::api::request::{Nothing, Path, Write};
use crate::store::export_files::{self, ExportFile};
use crate::store::jobs;
use axum::http::StatusCode;
use axum::response::Response;
use tokio::fs::File;
use uuid::Uuid;

/// The file of an export
///
/// For who asked for it, for 24 hours after it was made; then, and where it was deleted, 404. Whoever may not read the list
/// any more, take so many places, or see plates unmasked as they stand in it, does not get it. Each fetch is logged.
#[utoipa::path(get, path = "/jobs/{id}/file", tag = "jobs", params(("id" = Uuid, Path)), operation_id = "job_file",
    responses((status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Object = "application/geo+json"), (String = "application/gpx+xml"))),
              (status = 403, body = crate::api::Problem), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn fetch(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let file = find(&caller, &mut tx, id).await?;
    permitted(&caller, &file)?;
    let seat = seat(&caller)?;
    let kept = caller.state.files.exports().open_kept(id, file.until);
    let kept = kept.map_err(|e| Error::Internal(format!("the file of an export: {e}")))?;
    let kept = kept.ok_or(Error::NotFound("file"))?;
    let data = serde_json::json!({ "what": file.name, "rows": file.rows, "bytes": file.bytes, "places": file.places,
        "severity": "info", "sha256": hex::encode(&file.sha256) });
    caller.log(&mut tx, caller.lender().ok(), ("export", id), "fetched", None, data).await?;
    caller.commit(tx).await?;
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    let size = (number(file.bytes), number(file.rows));
    answer(File::from_std(kept), size, (&file.media_type, &file.name), seat)
}

/// Delete the file of an export
///
/// Before its time is over; the job stays.
#[utoipa::path(delete, path = "/jobs/{id}/file", tag = "jobs", params(("id" = Uuid, Path)), operation_id = "delete_job_file",
    responses((status = 204), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn remove(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let Write { caller, .. } = write;
    let mut tx = caller.begin().await?;
    let file = find(&caller, &mut tx, id).await?;
    export_files::delete(&mut tx, id).await?;
    let data = serde_json::json!({ "what": file.name, "severity": "info" });
    caller.log(&mut tx, caller.lender().ok(), ("export", id), "deleted", None, data).await?;
    let response = caller.answer(tx, StatusCode::NO_CONTENT, &()).await?;
    gone(&caller, id, file.until);
    Ok(response)
}

async fn find(caller: &Caller, tx: &mut Tx, id: Uuid) -> Result<ExportFile> {
    let wall = caller.state.wall_now();
    let job = jobs::get(tx, wall, &shown(caller), id).await?.filter(|job| job.kind == EXPORT);
    let job = job.ok_or(Error::NotFound("job"))?;
    if matches!(job.state.as_str(), "queued" | "running") {
        let fix = "wait until it is done: GET /jobs/{id}, or the topic jobs of GET /events/stream";
        return Err(Error::conflict("job_under_way", None, format!("the job is {}", job.state), fix));
    }
    export_files::get(tx, id, wall).await?.ok_or(Error::NotFound("file"))
}

/// As the list would be refused now.
fn permitted(caller: &Caller, file: &ExportFile) -> Result<()> {
    let unknown = || Error::Internal(format!("the right {:?} of a file", file.resource));
    let resource = Resource::from_name(&file.resource).ok_or_else(unknown)?;
    if !caller.may(resource, Action::Read) {
        return Err(forbidden(resource));
    }
    let many = file.places && u64::try_from(file.rows).unwrap_or(u64::MAX) > PLACES_UNAPPROVED;
    if many && !caller.may(Resource::Exports, Action::Approve) {
        return Err(Error::Forbidden("this caller has no right to take so many places".into()));
    }
    if file.plain && !caller.sight().vehicle_identity {
        return Err(Error::Forbidden("plates stand unmasked in this file, and this caller sees them masked".into()));
    }
    Ok(())
}

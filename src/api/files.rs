//! Photos, sound and video that trackers sent. What they show is a place and perhaps people: it is shown for an open
//! alert, an open case or a typed reason, and every look is logged.

use super::access::{Action, Resource};
use super::caller::{Caller, Tx};
use super::disclosure::{Precision, Whose, Why, decide, purpose};
use super::error::{Error, Result};
use super::request::{Page, Paging, Path, Query, page, reason};
use crate::store::evidence::{self, FileView, StoredFile};
use crate::store::vehicles;
use axum::Json;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::LenderNo;
use lienwatch_protocols::MediaFormat;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A page of files.
#[derive(Debug, Serialize, ToSchema)]
pub struct FilePage {
    /// How exactly places are shown; null: not at all, because the caller has no right to locations.
    pub precision: Option<Precision>,
    /// Newest first.
    pub items: Vec<FileView>,
    /// Hand it back as `cursor` for the next page; null at the end.
    pub next_cursor: Option<String>,
}

/// Photos, sound and video of a vehicle, newest first
///
/// Where they were made is shown under the same rule as `position`, to those who may read locations. Every look is
/// logged.
#[utoipa::path(get, path = "/vehicles/{id}/files", tag = "files", params(("id" = Uuid, Path), Why, Paging),
    responses((status = 200, body = FilePage), (status = 404, body = super::Problem)))]
pub async fn of_vehicle(
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(why): Query<Why>,
    paging: Paging,
) -> Result<Json<FilePage>> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let (vehicle_no, lender) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let whose = Whose { vehicle_no, vehicle_id: id, lender: LenderNo(lender) };
    let precision = look(&caller, &mut tx, whose, "files", &why).await?;
    let mut items = evidence::of_vehicle(&mut tx, vehicle_no, before, limit + 1).await?;
    caller.commit(tx).await?;
    items.iter_mut().for_each(|file| show_place(file, precision));
    let Page { items, next_cursor } = page(items, limit, |f| (f.received_at, f.id));
    Ok(Json(FilePage { precision, items, next_cursor }))
}

/// What a photo, sound or video is
///
/// Where it was made is shown as in the list of its vehicle. Every look is logged.
#[utoipa::path(get, path = "/files/{id}", tag = "files", params(("id" = Uuid, Path), Why),
    responses((status = 200, body = FileView), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>, Query(why): Query<Why>) -> Result<Json<FileView>> {
    let mut tx = caller.begin().await?;
    let StoredFile { mut view, vehicle_no, lender_no, .. } = found(&mut tx, id).await?;
    let precision = match vehicle_no.zip(view.vehicle_id) {
        Some((vehicle_no, vehicle_id)) => {
            let whose = Whose { vehicle_no, vehicle_id, lender: LenderNo(lender_no) };
            look(&caller, &mut tx, whose, "file", &why).await?
        }
        None => {
            let data = serde_json::json!({ "what": "file", "file_id": id });
            let tracker = ("tracker", view.tracker_id);
            caller.log(&mut tx, Some(LenderNo(lender_no)), tracker, "file_disclosed", None, data).await?;
            None
        }
    };
    caller.commit(tx).await?;
    show_place(&mut view, precision);
    Ok(Json(view))
}

/// The bytes of a photo, sound or video
///
/// For an open alert or an open case of its vehicle, or with a typed `reason`. Every look is logged. What is no longer
/// what the tracker sent is not served.
#[utoipa::path(get, path = "/files/{id}/content", tag = "files", params(("id" = Uuid, Path), Why),
    responses((status = 200, content((Vec<u8> = "application/octet-stream")), headers(("ETag" = String, description = "SHA-256 of the bytes"))),
              (status = 404, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn content(caller: Caller, Path(id): Path<Uuid>, Query(why): Query<Why>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let StoredFile { view, vehicle_no, lender_no, storage_name } = found(&mut tx, id).await?;
    let typed = why.reason.as_deref().map(|text| reason("reason", text)).transpose()?;
    let purpose = purpose(&mut tx, vehicle_no, typed).await?.ok_or_else(|| {
        Error::invalid(
            "reason_required",
            "reason",
            "neither an alert nor a case of the vehicle is open",
            "say in words why you look: ?reason=...",
        )
    })?;
    let data = serde_json::json!({ "file_id": id, "sha256": view.sha256, "purpose": purpose });
    let entity = view.vehicle_id.map_or(("tracker", view.tracker_id), |vehicle| ("vehicle", vehicle));
    caller.log(&mut tx, Some(LenderNo(lender_no)), entity, "file_disclosed", typed, data).await?;
    // Written down before a byte leaves.
    caller.commit(tx).await?;
    let sha256 = hex::decode(&view.sha256).map_err(|e| Error::Internal(e.to_string()))?;
    let bytes = caller.state.files.get(&storage_name, &sha256).await.map_err(|e| Error::Internal(e.to_string()))?;
    let bytes = bytes.ok_or_else(|| {
        tracing::error!(name = storage_name, "a file is missing");
        Error::NotFound("file among the stored ones: it is missing, restore it from the backup")
    })?;
    let format = MediaFormat::from_name(&view.format).unwrap_or(MediaFormat::Other);
    let text = |text: String| HeaderValue::from_str(&text).map_err(|e| Error::Internal(e.to_string()));
    let mut response = Body::from(bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    headers.insert(header::ETAG, text(format!("\"{}\"", view.sha256))?);
    // Never shown as a page of ours.
    let name = format!("attachment; filename=\"{id}.{}\"", format.extension());
    headers.insert(header::CONTENT_DISPOSITION, text(name)?);
    Ok(response)
}

async fn found(tx: &mut Tx, id: Uuid) -> Result<StoredFile> {
    evidence::get(tx, id).await?.ok_or(Error::NotFound("file"))
}

/// Writes the look down, and says how exactly places are shown.
async fn look(caller: &Caller, tx: &mut Tx, whose: Whose, what: &'static str, why: &Why) -> Result<Option<Precision>> {
    if caller.may(Resource::Locations, Action::Read) {
        return Ok(Some(decide(caller, tx, whose, what, why, false).await?.precision));
    }
    let data = serde_json::json!({ "what": what });
    caller.log(tx, Some(whose.lender), ("vehicle", whose.vehicle_id), "file_disclosed", None, data).await?;
    Ok(None)
}

fn show_place(file: &mut FileView, precision: Option<Precision>) {
    let shown = precision.and_then(|precision| Some(precision.show(file.lat?, file.lon?)));
    (file.lat, file.lon) = shown.unzip();
}

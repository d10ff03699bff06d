//! Evidence in pieces, for phones that lose the network: announced once, sent chunk by chunk, taken up where it broke off.
//!
//! The offsets are those of tus 1.0 and of the IETF's draft "Resumable Uploads for HTTP" (draft-ietf-httpbis-resumable-upload):
//! `Upload-Offset` with every chunk and every answer, `Upload-Length`, `Upload-Complete`, 409 with the right offset where it
//! is another one, `PATCH` with `application/offset+octet-stream` (tus), `application/partial-upload` (the draft) or
//! `application/octet-stream`. Announcing differs from both: what the evidence is goes with it, as JSON, under the client's
//! own id, so that an announcement whose answer was lost is repeated and not doubled. What is whole is compared with the
//! SHA-256 that was announced and filed as `POST /work/orders/{id}/evidence` does.

use super::uploads::{About, Of, checked, store};
use super::work::vendor;
use super::work_view::own;
use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Timestamp, Write};
use crate::api::state::AppState;
use crate::store::case_files::{self, CaseFile};
use crate::store::{cases, uploads};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::recovery::Order;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

/// Largest chunk, bytes: what a slow connection carries in a minute.
const LARGEST_CHUNK: usize = 1024 * 1024;
/// Unfinished uploads of a vendor at a time, and their announced bytes.
const MOST: (i64, i64) = (200, 1 << 30);
/// An upload that stands still for so long goes away; a finished one is remembered for as long.
const KEPT: TimeDelta = TimeDelta::days(3);

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const COMPLETE: HeaderName = HeaderName::from_static("upload-complete");

/// What will come.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UploadBody {
    /// A UUID of the client's own: announced again it is the same upload.
    pub client_id: Uuid,
    /// SHA-256 of all of it, 64 hexadecimal digits.
    pub sha256: String,
    /// All of it, bytes.
    pub bytes: i64,
    /// `photo`, `audio`, `video`, `signature` or `document`.
    pub kind: String,
    /// When it was made, by whoever made it.
    #[serde(default)]
    pub taken_at: Option<Timestamp>,
    /// Where: degrees north.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Where: degrees east.
    #[serde(default)]
    pub lon: Option<f64>,
    /// In words.
    #[serde(default)]
    pub note: Option<String>,
}

/// What is kept of it beside the bytes.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    kind: String,
    taken_at: Option<Timestamp>,
    lat: Option<f64>,
    lon: Option<f64>,
    note: Option<String>,
}

/// How far an upload is.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadView {
    /// Its id.
    pub id: Uuid,
    /// The client's own.
    pub client_id: Uuid,
    /// Bytes that are here: the next chunk begins there.
    pub offset: i64,
    /// All of it, bytes.
    pub bytes: i64,
    /// Largest chunk that is taken, bytes.
    pub chunk_bytes: usize,
    /// It is kept until then; each chunk moves it.
    pub expires_at: DateTime<Utc>,
    /// It is whole, and evidence.
    pub complete: bool,
    /// The evidence.
    pub evidence: Option<CaseFile>,
}

async fn view(tx: &mut Tx, upload: &uploads::Upload) -> Result<UploadView> {
    let evidence = match upload.evidence_id {
        Some(id) => case_files::file(tx, id).await?,
        None => None,
    };
    Ok(UploadView {
        id: upload.id,
        client_id: upload.client_id,
        offset: upload.received,
        bytes: upload.size_bytes,
        chunk_bytes: LARGEST_CHUNK,
        expires_at: upload.expires_at,
        complete: evidence.is_some(),
        evidence,
    })
}

/// The headers of both protocols on an answer.
fn offsets(mut response: Response, upload: &UploadView) -> Response {
    let headers = response.headers_mut();
    headers.insert(OFFSET, HeaderValue::from(upload.offset));
    headers.insert(LENGTH, HeaderValue::from(upload.bytes));
    headers.insert(COMPLETE, HeaderValue::from_static(if upload.complete { "?1" } else { "?0" }));
    response
}

fn gone() -> Error {
    Error::NotFound("upload: announce it again")
}

/// Announce evidence that will come in pieces
///
/// With the same `client_id` again: how far it is.
#[utoipa::path(post, path = "/work/orders/{id}/uploads", tag = "work", params(("id" = Uuid, Path)), request_body = UploadBody,
    responses((status = 201, body = UploadView), (status = 200, body = UploadView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 413, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn announce(Path(id): Path<Uuid>, write: Write<UploadBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let vendor = vendor(&caller)?;
    let mut tx = caller.begin().await?;
    let order = own(&mut tx, id, vendor).await?;
    let case = cases::get(&mut tx, order.case.0).await?.ok_or(Error::NotFound("case"))?;
    let (sha256, about) = announced(&caller.state, &body)?;
    let now = caller.state.engine.clock().now();
    let new = uploads::Upload {
        id: caller.state.new_id(),
        lender_no: case.lender_no,
        order_id: id,
        vendor_id: vendor.0,
        client_id: body.client_id,
        about,
        size_bytes: body.bytes,
        sha256,
        received: 0,
        evidence_id: None,
        created_at: now,
        expires_at: now + KEPT,
    };
    let before = uploads::of_client(&mut tx, id, body.client_id).await?;
    let (count, bytes) = uploads::unfinished(&mut tx, vendor.0).await?;
    if before.is_none() && (count >= MOST.0 || bytes.saturating_add(body.bytes) > MOST.1) {
        let detail = format!("{count} uploads of {bytes} bytes are unfinished");
        return Err(Error::conflict("too_many_uploads", None, detail, "finish those, or wait until they go away"));
    }
    let is_new = before.is_none() && uploads::insert(&mut tx, &new).await?;
    let upload = match before {
        Some(before) => before,
        None if is_new => new.clone(),
        // Announced twice at the same moment.
        None => uploads::of_client(&mut tx, id, body.client_id).await?.ok_or_else(gone)?,
    };
    if (upload.size_bytes, &upload.sha256) != (new.size_bytes, &new.sha256) {
        let detail = "another file was announced with this client_id";
        return Err(Error::conflict("client_id_reused", Some("client_id"), detail, "use a new UUID for each file"));
    }
    let made = view(&mut tx, &upload).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    let mut response = offsets(caller.answer(tx, status, &made).await?, &made);
    if let Ok(place) = HeaderValue::from_str(&format!("/api/v1/work/orders/{id}/uploads/{}", made.id)) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// What can be said against a file before a byte of it is here.
fn announced(state: &AppState, body: &UploadBody) -> Result<(Vec<u8>, serde_json::Value)> {
    let sha256 = hex::decode(&body.sha256).ok().filter(|sum| sum.len() == 32).ok_or_else(|| {
        Error::invalid("bad_sha256", "sha256", "that is no SHA-256", "64 hexadecimal digits, of the whole file")
    })?;
    let largest = state.http.max_body_bytes.min(state.files.largest());
    if usize::try_from(body.bytes).is_ok_and(|bytes| bytes > largest) {
        return Err(Error::TooLarge(largest));
    }
    if body.bytes <= 0 {
        return Err(Error::invalid("bad_size", "bytes", "a file has bytes", format!("1 to {largest}")));
    }
    let UploadBody { kind, taken_at, lat, lon, note, .. } = body.clone();
    checked(&About { kind: kind.clone(), taken_at, lat, lon, note: note.clone() })?;
    let kept = Kept { kind, taken_at, lat, lon, note };
    Ok((sha256, serde_json::to_value(kept).map_err(|e| Error::Internal(e.to_string()))?))
}

/// How far an upload is
///
/// `HEAD` answers the same in its headers.
#[utoipa::path(get, path = "/work/orders/{id}/uploads/{upload}", tag = "work", params(("id" = Uuid, Path), ("upload" = Uuid, Path)),
    responses((status = 200, body = UploadView), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path((id, upload)): Path<(Uuid, Uuid)>) -> Result<Response> {
    let vendor = vendor(&caller)?;
    let mut tx = caller.begin().await?;
    own(&mut tx, id, vendor).await?;
    let found = uploads::get(&mut tx, id, upload).await?.ok_or_else(gone)?;
    let view = view(&mut tx, &found).await?;
    tx.commit().await?;
    Ok(offsets(Json(&view).into_response(), &view))
}

/// A caller with a piece of a file, not yet looked at.
pub struct Chunk {
    caller: Caller,
    headers: HeaderMap,
    body: Result<Bytes>,
}

impl FromRequest<AppState> for Chunk {
    type Rejection = Error;

    async fn from_request(request: Request, state: &AppState) -> Result<Chunk> {
        let (mut parts, body): (Parts, _) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, state).await?;
        let body = axum::body::to_bytes(body, LARGEST_CHUNK).await.map_err(|_| Error::TooLarge(LARGEST_CHUNK));
        Ok(Chunk { caller, headers: parts.headers, body })
    }
}

impl Chunk {
    fn offset(&self) -> Result<i64> {
        let media = self.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if !["application/offset+octet-stream", "application/partial-upload", "application/octet-stream"]
            .contains(&media)
        {
            return Err(Error::MediaType("application/offset+octet-stream, with the bytes as the body"));
        }
        let said = self.headers.get(OFFSET).and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
        said.filter(|offset: &i64| *offset >= 0).ok_or_else(|| {
            let fix = "say which byte the chunk begins with: Upload-Offset: 0";
            Error::invalid("no_offset", "Upload-Offset", "the chunk does not say where it belongs", fix)
        })
    }
}

/// Send the next piece
///
/// It begins at `Upload-Offset`, which is the number of bytes that are here: another one is refused with the right one. The
/// last piece makes it evidence, if it is what was announced; else all of it is forgotten (422).
#[utoipa::path(patch, path = "/work/orders/{id}/uploads/{upload}", tag = "work",
    params(("id" = Uuid, Path), ("upload" = Uuid, Path), ("Upload-Offset" = i64, Header)),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses((status = 200, body = UploadView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 413, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn append(Path((id, upload)): Path<(Uuid, Uuid)>, chunk: Chunk) -> Result<Response> {
    let caller = chunk.caller.clone();
    let vendor = vendor(&caller)?;
    let mut tx = caller.begin().await?;
    let order = own(&mut tx, id, vendor).await?;
    let mut found = uploads::for_update(&mut tx, id, upload).await?.ok_or_else(gone)?;
    let offset = chunk.offset()?;
    let bytes = chunk.body?;
    if offset != found.received || found.evidence_id.is_some() {
        let view = view(&mut tx, &found).await?;
        let detail = format!("{} bytes are here, the chunk begins at {offset}", found.received);
        let error = Error::conflict(
            "upload_offset",
            Some("Upload-Offset"),
            detail,
            "go on at the Upload-Offset of this answer",
        );
        return Ok(offsets(error.into_response(), &view));
    }
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    if length == 0 || length > found.size_bytes - found.received {
        let left = found.size_bytes - found.received;
        let detail = format!("the chunk has {length} bytes, {left} are left");
        return Err(Error::invalid("chunk_size", "", detail, "send what is left, and no more"));
    }
    let now = caller.state.engine.clock().now();
    uploads::append(&mut tx, &found, &bytes, now + KEPT).await?;
    (found.received, found.expires_at) = (found.received + length, now + KEPT);
    if found.received == found.size_bytes {
        match file(&caller, &mut tx, &order, &found).await {
            Ok(file) => {
                uploads::finish(&mut tx, upload, file.id).await?;
                found.evidence_id = Some(file.id);
            }
            // What is not what was announced, or is no evidence, will not become it.
            Err(error @ Error::Invalid { .. }) => {
                uploads::remove(&mut tx, upload).await?;
                caller.commit(tx).await?;
                return Err(error);
            }
            Err(error) => return Err(error),
        }
    }
    let view = view(&mut tx, &found).await?;
    caller.commit(tx).await?;
    Ok(offsets(Json(&view).into_response(), &view))
}

/// Files a whole upload as evidence of its order.
async fn file(caller: &Caller, tx: &mut Tx, order: &Order, upload: &uploads::Upload) -> Result<CaseFile> {
    let bytes: Vec<u8> = uploads::parts(tx, upload.id).await?.concat();
    let sum = Sha256::digest(&bytes);
    if sum.as_slice() != upload.sha256 {
        let detail = format!("SHA-256 is {}, announced was {}", hex::encode(sum), hex::encode(&upload.sha256));
        return Err(Error::invalid(
            "upload_altered",
            "sha256",
            detail,
            "announce it again, and send the file as it is",
        ));
    }
    let kept: Kept = serde_json::from_value(upload.about.clone()).map_err(|e| Error::Internal(e.to_string()))?;
    let Kept { kind, taken_at, lat, lon, note } = kept;
    let of = Of {
        lender_no: upload.lender_no,
        case_id: order.case.0,
        order_id: Some(upload.order_id),
        vendor_id: Some(upload.vendor_id),
    };
    store(caller, tx, of, &About { kind, taken_at, lat, lon, note }, Bytes::from(bytes)).await
}

/// Give an upload up
#[utoipa::path(delete, path = "/work/orders/{id}/uploads/{upload}", tag = "work", params(("id" = Uuid, Path), ("upload" = Uuid, Path)),
    responses((status = 204), (status = 404, body = crate::api::Problem)))]
pub async fn give_up(caller: Caller, Path((id, upload)): Path<(Uuid, Uuid)>) -> Result<StatusCode> {
    let vendor = vendor(&caller)?;
    let mut tx = caller.begin().await?;
    own(&mut tx, id, vendor).await?;
    uploads::for_update(&mut tx, id, upload).await?.ok_or_else(gone)?;
    uploads::remove(&mut tx, upload).await?;
    caller.commit(tx).await?;
    Ok(StatusCode::NO_CONTENT)
}

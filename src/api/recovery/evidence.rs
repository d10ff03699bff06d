//! Evidence of a case.

use super::uploads::{About, Of, Upload, store};
use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, Path, Query, page};
use crate::store::case_files::{self, CaseFile};
use crate::store::cases;
use axum::Json;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::LenderNo;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which evidence.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EvidenceFilter {
    /// Of one order.
    pub order_id: Option<Uuid>,
}

/// Evidence of a case
#[utoipa::path(get, path = "/cases/{id}/evidence", tag = "evidence", params(("id" = Uuid, Path), EvidenceFilter, Paging),
    responses((status = 200, body = Page<CaseFile>), (status = 404, body = crate::api::Problem)))]
pub async fn list(
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(f): Query<EvidenceFilter>,
    paging: Paging,
) -> Result<Json<Page<CaseFile>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let items = case_files::files(&mut tx, id, f.order_id, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |f| f.id)))
}

/// Add evidence to a case
///
/// The body is the file itself. It is hashed on arrival and never changed; the same bytes are the same evidence.
#[utoipa::path(post, path = "/cases/{id}/evidence", tag = "evidence", params(("id" = Uuid, Path), About),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = CaseFile), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn add(Path(id): Path<Uuid>, Query(about): Query<About>, upload: Upload) -> Result<Response> {
    let Upload { caller, bytes } = upload;
    let mut tx = caller.begin().await?;
    let case = cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let of = Of { lender_no: case.lender_no, case_id: id, order_id: None, vendor_id: None };
    let file = store(&caller, &mut tx, of, &about, bytes).await?;
    caller.answer(tx, StatusCode::CREATED, &file).await
}

/// What a piece of evidence is
#[utoipa::path(get, path = "/evidence/{id}", tag = "evidence", params(("id" = Uuid, Path)),
    responses((status = 200, body = CaseFile), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<CaseFile>> {
    let mut tx = caller.begin().await?;
    let file = found(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Json(file))
}

async fn found(tx: &mut Tx, id: Uuid) -> Result<CaseFile> {
    case_files::file(tx, id).await?.ok_or(Error::NotFound("evidence"))
}

/// The bytes of a piece of evidence
///
/// Every look is logged. What is no longer what was brought is not served.
#[utoipa::path(get, path = "/evidence/{id}/content", tag = "evidence", params(("id" = Uuid, Path)),
    responses((status = 200, content((Vec<u8> = "application/octet-stream")), headers(("ETag" = String, description = "SHA-256 of the bytes"))),
              (status = 404, body = crate::api::Problem)))]
pub async fn content(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let file = found(&mut tx, id).await?;
    let case = cases::get(&mut tx, file.case_id).await?.ok_or(Error::NotFound("case"))?;
    let data = serde_json::json!({ "evidence": id, "sha256": file.sha256 });
    caller
        .log(&mut tx, Some(LenderNo(case.lender_no)), ("case", file.case_id), "evidence_disclosed", None, data)
        .await?;
    caller.commit(tx).await?;
    let bytes = caller.state.files.get(&file.storage_name, &file.sha256.0).await;
    let bytes = bytes.map_err(|e| Error::Internal(e.to_string()))?.ok_or_else(|| {
        tracing::error!(name = file.storage_name, "a file is missing");
        Error::NotFound("file among the stored ones: it is missing, restore it from the backup")
    })?;
    let text = |text: String| HeaderValue::from_str(&text).map_err(|e| Error::Internal(e.to_string()));
    let mut response = Body::from(bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, text(file.content_type.clone())?);
    headers.insert(header::ETAG, text(format!("\"{}\"", hex::encode(&file.sha256.0)))?);
    let extension = file.content_type.rsplit('/').next().unwrap_or("bin").trim_start_matches("x-");
    headers.insert(header::CONTENT_DISPOSITION, text(format!("attachment; filename=\"{id}.{extension}\""))?);
    Ok(response)
}

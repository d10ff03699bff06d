//! Bytes that people bring: checked by their first bytes, hashed on arrival, never changed.

use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Timestamp, optional, point};
use crate::files::Name;
use crate::store::case_files::{self, CaseFile, HexDigest};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::LenderNo;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// What an upload is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct About {
    /// `photo`, `audio`, `video`, `signature`, `document`, `invoice` or `notice_proof`.
    pub kind: String,
    /// When it was made, by whoever made it.
    pub taken_at: Option<Timestamp>,
    /// Where: degrees north.
    pub lat: Option<f64>,
    /// Where: degrees east.
    pub lon: Option<f64>,
    /// In words.
    pub note: Option<String>,
}

impl About {
    /// A paper that this system makes itself.
    pub fn document(note: String) -> About {
        About { kind: "document".to_owned(), taken_at: None, lat: None, lon: None, note: Some(note) }
    }
}

const KINDS: &[&str] = &["photo", "audio", "video", "signature", "document", "invoice", "notice_proof"];

/// What may be uploaded, by what its first bytes say.
const TYPES: &[&str] = &[
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heif",
    "application/pdf",
    "audio/mpeg",
    "audio/x-wav",
    "audio/m4a",
    "audio/amr",
    "audio/ogg",
    "video/mp4",
    "video/webm",
    "video/quicktime",
];

/// A caller with the bytes that they bring.
pub struct Upload {
    /// Who.
    pub caller: Caller,
    /// What.
    pub bytes: Bytes,
}

impl FromRequest<crate::api::AppState> for Upload {
    type Rejection = Error;

    async fn from_request(request: Request, state: &crate::api::AppState) -> Result<Upload> {
        use axum::extract::FromRequestParts;
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, state).await?;
        let media = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if media.starts_with("application/json") || media.starts_with("multipart/") {
            return Err(Error::MediaType("the file's own type, with its bytes as the body"));
        }
        let bytes = Bytes::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(|_| Error::TooLarge(state.http.max_body_bytes))?;
        Ok(Upload { caller, bytes })
    }
}

/// Whose evidence it is.
#[derive(Debug, Clone, Copy)]
pub struct Of {
    /// Whose.
    pub lender_no: i32,
    /// Of which case.
    pub case_id: Uuid,
    /// For which order.
    pub order_id: Option<Uuid>,
    /// From which vendor.
    pub vendor_id: Option<Uuid>,
}

/// What can be said against an upload before its bytes are looked at; its note and place.
pub(super) fn checked(about: &About) -> Result<(Option<String>, Option<Point>)> {
    if !KINDS.contains(&about.kind.as_str()) {
        let detail = format!("{:?} is no kind of evidence", about.kind);
        return Err(Error::invalid("unknown_name", "kind", detail, format!("one of {}", KINDS.join(", "))));
    }
    let note = optional("note", &about.note, 2000)?.map(str::to_owned);
    let place = match (about.lat, about.lon) {
        (Some(lat), Some(lon)) => Some(point("lat", lat, lon)?),
        _ => None,
    };
    Ok((note, place))
}

/// Writes the bytes down, then the row that names them. The same bytes of the same case are the same evidence.
pub async fn store(caller: &Caller, tx: &mut Tx, of: Of, about: &About, bytes: Bytes) -> Result<CaseFile> {
    let (note, place) = checked(about)?;
    let found = infer::get(&bytes).map(|kind| kind.mime_type()).filter(|mime| TYPES.contains(mime));
    let content_type = found.ok_or_else(|| {
        Error::invalid(
            "unknown_media",
            "",
            "these bytes are no file that is accepted",
            format!("send one of {}", TYPES.join(", ")),
        )
    })?;
    let name = Name::of(&format!("case{}", of.lender_no), &bytes);
    let size_bytes = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    caller.state.files.put(&name, bytes).await.map_err(|e| match e {
        crate::files::FilesError::TooLarge { largest, .. } => Error::TooLarge(largest),
        other => {
            tracing::error!(error = %other, "evidence could not be stored");
            Error::Unavailable("the file could not be stored; try again")
        }
    })?;
    let mut file = CaseFile {
        id: caller.state.new_id(),
        case_id: of.case_id,
        order_id: of.order_id,
        vendor_id: of.vendor_id,
        kind: about.kind.clone(),
        content_type: content_type.to_owned(),
        size_bytes,
        sha256: HexDigest(name.sha256().to_vec()),
        taken_at: about.taken_at.map(|t| t.0),
        lat_e7: place.map(|p| p.lat_e7),
        lon_e7: place.map(|p| p.lon_e7),
        note,
        uploaded_by: caller.actor(),
        received_at: caller.state.engine.clock().now(),
        storage_name: name.as_str().to_owned(),
    };
    file.id = case_files::add_file(tx, of.lender_no, &file).await?;
    let data =
        serde_json::json!({ "evidence": file.id, "kind": file.kind, "sha256": file.sha256, "order": of.order_id });
    caller.log(tx, Some(LenderNo(of.lender_no)), ("case", of.case_id), "evidence_added", None, data).await?;
    Ok(file)
}

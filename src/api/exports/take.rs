//! How a file is made: page by page into a temporary file, so that memory is bounded, a failure is a problem document,
//! and what is sent is whole. Then it is written down who took it, and only then does a byte leave.

use crate::api::access::{Action, Resource};
use crate::api::caller::{Caller, Principal, lender_row};
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, reason};
use crate::export::{Cell, Column, Export, ExportError, Format, MAX_XLSX_ROWS, Mark, Table};
use crate::store::users;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::io::{self, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::IntoParams;

/// Rows of a file that is no workbook.
pub const MAX_ROWS: u64 = 500_000;
/// Bytes of a file: of the temporary folder, files in the making and in the sending may take eighteen times that.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Rows with a place that somebody takes without the right to approve exports. Under Chinese law 50 records of
/// whereabouts make an unlawful hand-over a crime (Criminal Law 253-1; Interpretation of 2017, article 5).
pub const PLACES_UNAPPROVED: u64 = 49;
/// Bytes that are sent at a time.
const CHUNK: usize = 64 * 1024;
/// Longest that a reader may take for one of them.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a list is taken.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Taking {
    /// `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track.
    pub format: Option<String>,
    /// What for, in words: it stands in the file and in the log. Needed where places of cars are taken.
    pub reason: Option<String>,
}

/// A list that can be taken.
pub(super) trait Rows: Send + Sync {
    /// A row of it.
    type Item: Send;
    /// The right to the list itself.
    const RESOURCE: Resource;
    /// What the file is called.
    const NAME: &'static str;
    /// It tells where cars are or were.
    const PLACES: bool = false;
    /// The form without a wish.
    const FORMAT: Format = Format::Csv;
    /// Forms that fit.
    const FORMATS: &'static [Format] = &[Format::Csv, Format::Xlsx];

    /// Its columns.
    fn columns() -> Vec<Column>;
    /// A row's cells.
    fn cells(&self, item: Self::Item) -> Result<Vec<Cell>>;
    /// Whether so many rows may leave, by the law of the place.
    fn lawful(&self, _caller: &Caller, _rows: u64, _why: Option<&str>) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
    /// A page, as the list's own route answers it.
    fn page(&self, caller: Caller, paging: Paging) -> impl Future<Output = Result<Page<Self::Item>>> + Send;
}

/// What the writer of a format has written and the file has not got yet.
#[derive(Clone, Default)]
struct Pending(Arc<Mutex<Vec<u8>>>);

impl Pending {
    fn drain(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file that is there as a whole.
struct Made {
    file: File,
    bytes: u64,
    rows: u64,
    sha256: [u8; 32],
}

/// Answers a list as a file.
pub(super) async fn take<R: Rows>(caller: Caller, taking: &Taking, filter: Option<&str>, rows: R) -> Result<Response> {
    if !caller.may(R::RESOURCE, Action::Read) {
        let what = R::RESOURCE.name().replace('_', " ");
        return Err(Error::Forbidden(format!("this caller has no right to read {what}").into()));
    }
    let format = wanted::<R>(taking)?;
    let why = taking.reason.as_deref().map(|text| reason("reason", text)).transpose()?;
    if R::PLACES && why.is_none() {
        let fix = "say in words what the places are for: ?reason=...";
        return Err(Error::invalid("reason_required", "reason", "places of cars are taken for a purpose only", fix));
    }
    let busy = || Error::Unavailable("as many files as may be are on their way; try again in a minute");
    let seat = Arc::clone(&caller.state.downloads).try_acquire_owned().map_err(|_| busy())?;
    let turn = caller.state.exports.acquire().await.map_err(|_| Error::Unavailable("the server is stopping"))?;
    let mark = mark(&caller, why).await?;
    let cap = if R::PLACES && !caller.may(Resource::Exports, Action::Approve) { PLACES_UNAPPROVED } else { MAX_ROWS };
    let made = match spool(&caller, format, &mark, &rows, cap).await {
        Err(Error::Refused(refusal)) if refusal.rule == CAP_RULE => {
            // Whoever tries to take more than they may is told of: the alarm stands in the log, and can be routed.
            note::<R>(&caller, "cap_breached", why, filter, format, None).await?;
            return Err(Error::Refused(refusal));
        }
        made => made?,
    };
    drop(turn);
    rows.lawful(&caller, made.rows, why).await?;
    note::<R>(&caller, "taken", why, filter, format, Some(&made)).await?;
    let name =
        format!("{}-{}.{}", R::NAME, mark.at.with_timezone(&mark.zone).format("%Y%m%d-%H%M%S"), format.extension());
    let text = |text: String| HeaderValue::from_str(&text).map_err(|e| Error::Internal(e.to_string()));
    let (length, count) = (made.bytes, made.rows);
    let mut response = Body::from_stream(ReceiverStream::new(send(made.file, seat))).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(header::CONTENT_DISPOSITION, text(format!("attachment; filename=\"{name}\""))?);
    headers.insert("lienwatch-rows", HeaderValue::from(count));
    Ok(response)
}

fn wanted<R: Rows>(taking: &Taking) -> Result<Format> {
    let Some(name) = taking.format.as_deref() else { return Ok(R::FORMAT) };
    R::FORMATS.iter().copied().find(|format| format.extension() == name).ok_or_else(|| {
        let all: Vec<&str> = R::FORMATS.iter().map(|format| format.extension()).collect();
        let detail = format!("{name:?} is no form of this list");
        Error::invalid("unknown_format", "format", detail, format!("one of {}", all.join(", ")))
    })
}

/// Who takes it, when by the wall, and in whose zone times are written.
async fn mark(caller: &Caller, why: Option<&str>) -> Result<Mark> {
    let mut tx = caller.begin().await?;
    let by = match &caller.principal {
        Principal::User { id, .. } => users::get(&mut tx, *id).await?.map(|user| user.email),
        Principal::Key { .. } => None,
    };
    let zone = match caller.lender() {
        Ok(lender) => lender_row(&mut tx, lender).await?.time_zone.parse().unwrap_or(chrono_tz::UTC),
        // Several lenders in one file: no zone is theirs.
        Err(_) => chrono_tz::UTC,
    };
    tx.commit().await?;
    let purpose = why.unwrap_or("not said").to_owned();
    Ok(Mark { by: by.unwrap_or_else(|| caller.actor()), at: caller.state.wall_now(), purpose, zone })
}

/// The rule that refuses more places than the caller may take.
const CAP_RULE: &str = "export_cap";

async fn spool<R: Rows>(caller: &Caller, format: Format, mark: &Mark, rows: &R, cap: u64) -> Result<Made> {
    let broken = |e: io::Error| Error::Internal(format!("the temporary file of an export: {e}"));
    let mut file = File::from_std(tempfile::tempfile().map_err(broken)?);
    let pending = Pending::default();
    let table = Table::new(R::columns()).map_err(failed)?;
    let mut export = Export::begin(format, pending.clone(), table, mark).map_err(failed)?;
    let (mut digest, mut bytes, mut cursor) = (Sha256::new(), 0_u64, None);
    loop {
        let paging = Paging { limit: Some(Paging::MAX), cursor };
        let Page { items, next_cursor } = rows.page(caller.clone(), paging).await?;
        for item in items {
            if export.rows() >= cap {
                return Err(over(cap));
            }
            export.row(&rows.cells(item)?).map_err(failed)?;
        }
        bytes += hand_on(&pending, &mut file, &mut digest).await.map_err(broken)?;
        if bytes > MAX_BYTES {
            return Err(too_large(format!("the file has over {MAX_BYTES} bytes")));
        }
        match next_cursor {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    let count = export.rows();
    export.finish().map_err(failed)?;
    bytes += hand_on(&pending, &mut file, &mut digest).await.map_err(broken)?;
    file.flush().await.map_err(broken)?;
    file.seek(SeekFrom::Start(0)).await.map_err(broken)?;
    Ok(Made { file, bytes, rows: count, sha256: digest.finalize().into() })
}

async fn hand_on(pending: &Pending, file: &mut File, digest: &mut Sha256) -> io::Result<u64> {
    let bytes = pending.drain();
    digest.update(&bytes);
    file.write_all(&bytes).await?;
    Ok(bytes.len() as u64)
}

fn over(cap: u64) -> Error {
    if cap == MAX_ROWS {
        return too_large(format!("the list has over {MAX_ROWS} rows"));
    }
    Error::refused(
        CAP_RULE,
        format!("the list has over {cap} places, the most that is taken without a right to approve exports"),
        "ask for less, or have somebody who may approve exports take it",
    )
}

fn too_large(detail: String) -> Error {
    Error::invalid("export_too_large", "", detail, "narrow the filter")
}

fn failed(error: ExportError) -> Error {
    match error {
        ExportError::TooManyRows => {
            let detail = format!("the list has over {MAX_XLSX_ROWS} rows");
            Error::invalid("export_too_large", "format", detail, "narrow the filter, or take it as CSV")
        }
        ExportError::LongText { .. } => {
            Error::invalid("long_cell", "format", error.to_string(), "take it in another form")
        }
        other => Error::Internal(other.to_string()),
    }
}

/// One row of the log: who took what, how much, and what for.
async fn note<R: Rows>(
    caller: &Caller,
    action: &str,
    why: Option<&str>,
    filter: Option<&str>,
    format: Format,
    made: Option<&Made>,
) -> Result<()> {
    let severity = if made.is_none() { "high" } else { "info" };
    let filter: Option<String> = filter.map(|text| text.chars().take(1000).collect());
    let data = serde_json::json!({
        "what": R::NAME, "format": format.extension(), "filter": filter, "places": R::PLACES, "severity": severity,
        "rows": made.map(|m| m.rows), "bytes": made.map(|m| m.bytes), "sha256": made.map(|m| hex::encode(m.sha256)),
    });
    let mut tx = caller.begin().await?;
    caller.log(&mut tx, caller.lender().ok(), ("export", caller.state.new_id()), action, why, data).await?;
    caller.commit(tx).await
}

/// Sends a file in pieces. Who does not read for a minute gets no more, and the seat is free.
fn send(mut file: File, seat: tokio::sync::OwnedSemaphorePermit) -> mpsc::Receiver<io::Result<Bytes>> {
    let (sender, receiver) = mpsc::channel(2);
    tokio::spawn(async move {
        let _seat = seat;
        loop {
            let mut piece = Vec::with_capacity(CHUNK);
            let piece = match (&mut file).take(CHUNK as u64).read_to_end(&mut piece).await {
                Ok(0) => break,
                Ok(_) => Ok(Bytes::from(piece)),
                Err(error) => Err(error),
            };
            let ends = piece.is_err();
            if !matches!(tokio::time::timeout(PATIENCE, sender.send(piece)).await, Ok(Ok(()))) || ends {
                break;
            }
        }
    });
    receiver
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_handed_on_once() {
        let mut pending = Pending::default();
        pending.clone().write_all(b"abc").expect("memory");
        assert_eq!(pending.drain(), b"abc");
        assert!(pending.drain().is_empty());
        pending.write_all(b"d").expect("memory");
        assert_eq!(pending.drain(), b"d");
    }

    #[test]
    fn the_two_caps_are_told_apart() {
        assert_eq!(over(MAX_ROWS).problem().code, "export_too_large");
        assert_eq!(over(PLACES_UNAPPROVED).problem().code, "refused_export_cap");
    }
}

//! How a file is made: page by page into a temporary file, so that memory is bounded, a failure is a problem document,
//! and what is sent is whole. Then it is written down who took it, and only then does a byte leave.

use super::later;
use crate::api::access::{Action, Resource};
use crate::api::caller::{Caller, Principal, Tx, lender_row};
use crate::api::error::{Error, Result};
use crate::api::jobs::{self, Progress};
use crate::api::request::{Page, Paging, Query, reason};
use crate::export::{Cell, Column, Export, ExportError, Format, MAX_XLSX_ROWS, Mark, Table};
use crate::store::users;
use axum::body::{Body, Bytes};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::io::{self, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use utoipa::IntoParams;
use uuid::Uuid;

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
#[derive(Debug)]
pub struct Taking {
    /// What the query says.
    pub asked: Asked,
    /// `Prefer: respond-async`: as a job (RFC 7240).
    pub later: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Taking {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Taking> {
        let Query(asked) = Query::from_request_parts(parts, state).await?;
        Ok(Taking { asked, later: jobs::wanted(&parts.headers) })
    }
}

/// With `Prefer: respond-async` the answer is a job (`202`), whose file is at `GET /jobs/{id}/file` when it is done.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// `csv`, `xlsx` (at most 100 000 rows); `geojson` where there are places, `gpx` for a track.
    pub format: Option<String>,
    /// What for, in words: it stands in the file and in the log. Needed where places of cars are taken.
    pub reason: Option<String>,
}

/// A list that can be taken.
pub(super) trait Rows: Send + Sync + 'static {
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
    /// How many rows there are, at most `limit`, where that is known before they are read.
    fn total(&self, _caller: &Caller, _limit: i64) -> impl Future<Output = Result<Option<i64>>> + Send {
        async { Ok(None) }
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
pub(super) struct Made {
    pub file: File,
    pub bytes: u64,
    pub rows: u64,
    pub sha256: [u8; 32],
}

/// What was asked for, and may be.
pub(super) struct Order {
    pub format: Format,
    pub why: Option<String>,
    /// For the log.
    pub filter: Option<String>,
}

/// Answers a list as a file, or the job that makes it.
pub(super) async fn take<R: Rows>(caller: Caller, taking: Taking, filter: Option<&str>, rows: R) -> Result<Response> {
    if !caller.may(R::RESOURCE, Action::Read) {
        return Err(forbidden(R::RESOURCE));
    }
    let format = wanted::<R>(&taking.asked)?;
    let why = taking.asked.reason.as_deref().map(|text| reason("reason", text)).transpose()?;
    if R::PLACES && why.is_none() {
        let fix = "say in words what the places are for: ?reason=...";
        return Err(Error::invalid("reason_required", "reason", "places of cars are taken for a purpose only", fix));
    }
    let filter = filter.map(|text| text.chars().take(1000).collect());
    let order = Order { format, why: why.map(str::to_owned), filter };
    if taking.later {
        return later::begin(caller, order, rows).await;
    }
    let seat = seat(&caller)?;
    let turn = caller.state.exports.acquire().await.map_err(|_| Error::Unavailable("the server is stopping"))?;
    let mark = mark(&caller, order.why.as_deref()).await?;
    let file = File::from_std(tempfile::tempfile().map_err(broken)?);
    let made = make(&caller, &order, &mark, &rows, (file, None)).await?;
    drop(turn);
    let mut tx = caller.begin().await?;
    note::<R>(&caller, &mut tx, (caller.state.new_id(), "taken"), &order, Some(&made)).await?;
    caller.commit(tx).await?;
    answer(made.file, (made.bytes, made.rows), (format.media_type(), &name::<R>(&mark, format)), seat)
}

/// A seat among the files that are made or sent.
pub(in crate::api) fn seat(caller: &Caller) -> Result<OwnedSemaphorePermit> {
    let busy = || Error::Unavailable("as many files as may be are on their way; try again in a minute");
    Arc::clone(&caller.state.downloads).try_acquire_owned().map_err(|_| busy())
}

/// Who may not read a list takes no file of it.
pub(in crate::api) fn forbidden(resource: Resource) -> Error {
    Error::Forbidden(format!("this caller has no right to read {}", resource.name().replace('_', " ")).into())
}

/// What the file is called.
pub(super) fn name<R: Rows>(mark: &Mark, format: Format) -> String {
    format!("{}-{}.{}", R::NAME, mark.at.with_timezone(&mark.zone).format("%Y%m%d-%H%M%S"), format.extension())
}

/// Writes the whole list into a file, as far as the caller and the law let it leave. Nothing has left yet.
pub(super) async fn make<R: Rows>(
    caller: &Caller,
    order: &Order,
    mark: &Mark,
    rows: &R,
    into: (File, Option<&Progress>),
) -> Result<Made> {
    let cap = if R::PLACES && !caller.may(Resource::Exports, Action::Approve) { PLACES_UNAPPROVED } else { MAX_ROWS };
    let made = match spool(caller, order.format, mark, rows, cap, into).await {
        Err(Error::Refused(refusal)) if refusal.rule == CAP_RULE => {
            // Whoever tries to take more than they may is told of: the alarm stands in the log, and can be routed.
            let mut tx = caller.begin().await?;
            note::<R>(caller, &mut tx, (caller.state.new_id(), "cap_breached"), order, None).await?;
            caller.commit(tx).await?;
            return Err(Error::Refused(refusal));
        }
        made => made?,
    };
    rows.lawful(caller, made.rows, order.why.as_deref()).await?;
    Ok(made)
}

/// Sends a file that is there as a whole.
pub(in crate::api) fn answer(
    file: File,
    (bytes, rows): (u64, u64),
    (media_type, name): (&str, &str),
    seat: OwnedSemaphorePermit,
) -> Result<Response> {
    let text = |text: &str| HeaderValue::from_str(text).map_err(|e| Error::Internal(e.to_string()));
    let mut response = Body::from_stream(ReceiverStream::new(send(file, seat))).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, text(media_type)?);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes));
    headers.insert(header::CONTENT_DISPOSITION, text(&format!("attachment; filename=\"{name}\""))?);
    headers.insert("lienwatch-rows", HeaderValue::from(rows));
    Ok(response)
}

fn wanted<R: Rows>(taking: &Asked) -> Result<Format> {
    let Some(name) = taking.format.as_deref() else { return Ok(R::FORMAT) };
    R::FORMATS.iter().copied().find(|format| format.extension() == name).ok_or_else(|| {
        let all: Vec<&str> = R::FORMATS.iter().map(|format| format.extension()).collect();
        let detail = format!("{name:?} is no form of this list");
        Error::invalid("unknown_format", "format", detail, format!("one of {}", all.join(", ")))
    })
}

/// Who takes it, when by the wall, and in whose zone times are written.
pub(super) async fn mark(caller: &Caller, why: Option<&str>) -> Result<Mark> {
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

pub(super) fn broken(error: io::Error) -> Error {
    Error::Internal(format!("the file of an export: {error}"))
}

async fn spool<R: Rows>(
    caller: &Caller,
    format: Format,
    mark: &Mark,
    rows: &R,
    cap: u64,
    (mut file, progress): (File, Option<&Progress>),
) -> Result<Made> {
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
        if let Some(progress) = progress {
            progress.at(i64::try_from(export.rows()).unwrap_or(i64::MAX))?;
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
pub(super) async fn note<R: Rows>(
    caller: &Caller,
    tx: &mut Tx,
    (id, action): (Uuid, &str),
    order: &Order,
    made: Option<&Made>,
) -> Result<()> {
    let severity = if made.is_none() { "high" } else { "info" };
    let data = serde_json::json!({
        "what": R::NAME, "format": order.format.extension(), "filter": order.filter, "places": R::PLACES,
        "severity": severity, "rows": made.map(|m| m.rows), "bytes": made.map(|m| m.bytes),
        "sha256": made.map(|m| hex::encode(m.sha256)),
    });
    caller.log(tx, caller.lender().ok(), ("export", id), action, order.why.as_deref(), data).await
}

/// Sends a file in pieces. Who does not read for a minute gets no more, and the seat is free.
fn send(mut file: File, seat: OwnedSemaphorePermit) -> mpsc::Receiver<io::Result<Bytes>> {
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

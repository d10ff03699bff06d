//! One file as an answer: its tag, its best encoding, or a part of it.

use super::{File, How};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::ops::Range;

const YEAR: &str = "public, max-age=31536000, immutable";
const HOUR: &str = "public, max-age=3600";

/// Which part is asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// All of it; also where the header is none that we understand (RFC 9110, section 14.2).
    All,
    /// These bytes.
    Part(Range<usize>),
    /// None of it is there.
    Nothing,
}

/// The answer to a GET or HEAD. A part is always of the bytes as they are, never of a compressed form.
pub fn file(file: &File, method: &Method, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", &file.sha256[..file.sha256.len().min(32)]);
    if text(headers, &header::IF_NONE_MATCH).is_some_and(|known| matches(known, &tag)) {
        return answer(file, &tag, StatusCode::NOT_MODIFIED, Body::empty());
    }
    let length = file.plain.len();
    // A part of what was another file would be put together wrongly (RFC 9110, section 13.1.5).
    let same = text(headers, &header::IF_RANGE).is_none_or(|known| known == tag);
    let asked = text(headers, &header::RANGE).filter(|_| same).map_or(Asked::All, |range| part(range, length));
    let (status, encoding, bytes): (_, _, &'static [u8]) = match &asked {
        Asked::Nothing => (StatusCode::RANGE_NOT_SATISFIABLE, None, &[]),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, None, &file.plain[range.clone()]),
        Asked::All => {
            let accepted = text(headers, &header::ACCEPT_ENCODING).unwrap_or_default();
            match (file.brotli, file.gzip) {
                (Some(bytes), _) if accepts(accepted, "br") => (StatusCode::OK, Some("br"), bytes),
                (_, Some(bytes)) if accepts(accepted, "gzip") => (StatusCode::OK, Some("gzip"), bytes),
                _ => (StatusCode::OK, None, file.plain),
            }
        }
    };
    let body = if *method == Method::HEAD { Body::empty() } else { Body::from(bytes) };
    let mut response = answer(file, &tag, status, body);
    let mut set = |name: HeaderName, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_LENGTH, bytes.len().to_string());
    if let Some(encoding) = encoding {
        set(header::CONTENT_ENCODING, encoding.to_owned());
    }
    match asked {
        Asked::Part(range) => {
            set(header::CONTENT_RANGE, format!("bytes {}-{}/{length}", range.start, range.end.saturating_sub(1)));
        }
        Asked::Nothing => set(header::CONTENT_RANGE, format!("bytes */{length}")),
        Asked::All => {}
    }
    response
}

fn answer(file: &File, tag: &str, status: StatusCode, body: Body) -> Response {
    let keep = if file.how == How::Lasting { YEAR } else { HOUR };
    let mut response = (
        status,
        [
            (header::CONTENT_TYPE, file.kind),
            (header::CACHE_CONTROL, keep),
            (header::ACCEPT_RANGES, "bytes"),
            (header::VARY, "accept-encoding"),
        ],
        body,
    )
        .into_response();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether a list of tags has one; weak comparison (RFC 9110, section 13.1.2).
fn matches(known: &str, tag: &str) -> bool {
    known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

/// Whether an encoding is accepted: it is named, and not with the weight zero.
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|one| {
        let mut cells = one.split(';').map(str::trim);
        let named = cells.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let weight = cells.find_map(|cell| cell.strip_prefix("q=")).and_then(|q| q.parse::<f32>().ok());
        named && weight.is_none_or(|q| q > 0.0)
    })
}

/// One part of so many bytes; several parts at once are answered with all of it.
pub fn part(range: &str, length: usize) -> Asked {
    let Some((first, last)) = range.strip_prefix("bytes=").and_then(|spec| spec.trim().split_once('-')) else {
        return Asked::All;
    };
    let (first, last) = (first.trim(), last.trim());
    match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(start), _) if start >= length && (last.is_empty() || last.parse::<usize>().is_ok()) => Asked::Nothing,
        (Ok(start), Ok(end)) if end >= start => Asked::Part(start..end.saturating_add(1).min(length)),
        (Ok(start), Err(_)) if last.is_empty() => Asked::Part(start..length),
        (Err(_), Ok(0)) if first.is_empty() => Asked::Nothing,
        (Err(_), Ok(_)) if first.is_empty() && length == 0 => Asked::Nothing,
        (Err(_), Ok(count)) if first.is_empty() => Asked::Part(length.saturating_sub(count)..length),
        _ => Asked::All,
    }
}

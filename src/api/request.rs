//! What requests are read with, so that everything malformed gets a problem document.

use super::caller::Caller;
use super::error::{Error, Result};
use super::state::AppState;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, SecondsFormat, Utc};
use lienwatch_domain::geo::Point;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};

/// An authenticated write with its JSON body; an empty body is `{}`.
pub struct Write<T> {
    /// Who.
    pub caller: Caller,
    /// What.
    pub body: T,
    /// The version in `If-Match`, if one was sent.
    pub if_match: Option<i32>,
}

/// The body of a write that needs none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl<T: DeserializeOwned> FromRequest<AppState> for Write<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &AppState) -> Result<Write<T>> {
        let (mut parts, body) = request.into_parts();
        let mut caller = Caller::from_request_parts(&mut parts, state).await?;
        let if_match = if_match(&parts.headers)?;
        let mut digest = Sha256::new();
        for part in [parts.method.as_str(), parts.uri.path(), parts.uri.query().unwrap_or("")] {
            digest.update(part);
            digest.update([0]);
        }
        let headers = parts.headers.clone();
        let bytes = read(Request::from_parts(parts, body), state).await?;
        digest.update(&bytes);
        caller.claim(&headers, digest.finalize().to_vec()).await?;
        Ok(Write { caller, body: json(&headers, &bytes)?, if_match })
    }
}

impl<T> Write<T> {
    /// The version the caller saw, where the change depends on it.
    pub fn version(&self) -> Result<i32> {
        self.if_match.ok_or(Error::VersionRequired)
    }
}

async fn read(request: Request, state: &AppState) -> Result<Bytes> {
    Bytes::from_request(request, state).await.map_err(|rejection| match rejection {
        BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => {
            Error::TooLarge(state.http.max_body_bytes)
        }
        other => Error::invalid("unreadable_body", "", other.body_text(), "send the whole body"),
    })
}

/// The body of a request that needs no caller.
pub async fn open_body(request: Request, state: &AppState) -> Result<(HeaderMap, Bytes)> {
    let headers = request.headers().clone();
    Ok((headers, read(request, state).await?))
}

/// The document of a body.
pub fn json<T: DeserializeOwned>(headers: &HeaderMap, bytes: &[u8]) -> Result<T> {
    let media = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("application/json");
    // GeoJSON has a media type of its own (RFC 7946, section 12).
    let taken = ["application/json", "application/geo+json"];
    if !bytes.is_empty() && !taken.iter().any(|taken| media.starts_with(taken)) {
        return Err(Error::MediaType("application/json"));
    }
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    let mut source = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut source).map_err(|e| {
        let field = e.path().to_string();
        let inner = e.into_inner();
        let well_formed = inner.is_data();
        Error::invalid(
            if well_formed { "invalid_field" } else { "malformed_json" },
            if field == "." { String::new() } else { field },
            inner.to_string(),
            if well_formed { "see the schema of this request in openapi.json" } else { "send one JSON document" },
        )
    })?;
    source.end().map_err(|e| Error::invalid("malformed_json", "", e.to_string(), "send one JSON document"))?;
    Ok(value)
}

/// `If-Match: "7"` is version 7.
fn if_match(headers: &HeaderMap) -> Result<Option<i32>> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let version = value.to_str().ok().map(|v| v.trim().trim_start_matches("W/").trim_matches('"'));
    version.and_then(|v| v.parse().ok()).map(Some).ok_or(Error::Stale)
}

/// `axum::extract::Query` with a problem document.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Query<T>> {
        axum::extract::Query::try_from_uri(&parts.uri).map(|q| Query(q.0)).map_err(|e| {
            let text = e.body_text();
            let text = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
            let field = text.split_once(": ").map(|(field, _)| field).unwrap_or_default();
            Error::invalid("invalid_parameter", field, text, "see the parameters of this route in openapi.json")
        })
    }
}

/// `axum::extract::Path`; what is not an id is no thing.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>> {
        let path = axum::extract::Path::from_request_parts(parts, state).await;
        path.map(|p| Path(p.0)).map_err(|_| Error::NotFound("thing: the path holds something that is not an id"))
    }
}

/// Which page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Items per page, 1 to 500; default 50.
    #[param(minimum = 1, maximum = 500, default = 50)]
    pub limit: Option<i64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl Paging {
    /// Largest page.
    pub const MAX: i64 = 500;
    const DEFAULT: i64 = 50;

    /// Items wanted. One more is fetched to know whether there is a next page.
    pub fn limit(&self) -> Result<i64> {
        let limit = self.limit.unwrap_or(Self::DEFAULT);
        (1..=Self::MAX).contains(&limit).then_some(limit).ok_or_else(|| {
            Error::invalid("limit_out_of_range", "limit", format!("{limit} is not 1 to 500"), "ask for 1 to 500 items")
        })
    }

    /// What [`page`] put into the cursor.
    pub fn after<T: DeserializeOwned>(&self) -> Result<Option<T>> {
        let bad = || Error::invalid("bad_cursor", "cursor", "not a cursor of this list", "start without one");
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| bad())?;
        serde_json::from_slice(&bytes).map(Some).map_err(|_| bad())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Paging> {
        Query::from_request_parts(parts, state).await.map(|q: Query<Paging>| q.0)
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Hand it back as `cursor` for the next page; null at the end.
    pub next_cursor: Option<String>,
}

/// The page of up to `limit + 1` fetched items; `key` says where an item stands in the order.
pub fn page<T, K: Serialize>(mut items: Vec<T>, limit: i64, key: impl FnOnce(&T) -> K) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(0);
    let more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = items.last().filter(|_| more).map(|last| cursor(&key(last)));
    Page { items, next_cursor }
}

/// A cursor, opaque to callers.
pub fn cursor<K: Serialize>(key: &K) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).unwrap_or_default())
}

/// A time in a request: RFC 3339, or seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub DateTime<Utc>);

impl Timestamp {
    /// From either form.
    pub fn parse(text: &str) -> Option<Timestamp> {
        if let Ok(seconds) = text.parse::<f64>() {
            return Timestamp::from_seconds(seconds);
        }
        // In a query string an unescaped `+` arrives as a space.
        DateTime::parse_from_rfc3339(&text.replace(' ', "+")).ok().map(|t| Timestamp(t.to_utc())).filter(Self::sane)
    }

    fn from_seconds(seconds: f64) -> Option<Timestamp> {
        let micros = (seconds * 1e6).round();
        (micros.abs() < 1e16)
            .then(|| DateTime::from_timestamp_micros(micros as i64))
            .flatten()
            .map(Timestamp)
            .filter(Self::sane)
    }

    /// Between 1970 and 2200: nothing this system is told about lies outside.
    fn sane(&self) -> bool {
        (0..7_258_118_400).contains(&self.0.timestamp())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Timestamp;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a time between 1970 and 2200 as RFC 3339 or seconds since 1970")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Timestamp, E> {
                Timestamp::parse(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }
            fn visit_u64<E: serde::de::Error>(self, n: u64) -> Result<Timestamp, E> {
                self.visit_f64(n as f64)
            }
            fn visit_i64<E: serde::de::Error>(self, n: i64) -> Result<Timestamp, E> {
                self.visit_f64(n as f64)
            }
            fn visit_f64<E: serde::de::Error>(self, n: f64) -> Result<Timestamp, E> {
                Timestamp::from_seconds(n).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Float(n), &self))
            }
        }
        source.deserialize_any(Visitor)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        target.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl utoipa::PartialSchema for Timestamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, OneOfBuilder, SchemaFormat, Type};
        OneOfBuilder::new()
            .item(
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))),
            )
            .item(ObjectBuilder::new().schema_type(Type::Number).description(Some("Seconds since 1970.")))
            .into()
    }
}

impl ToSchema for Timestamp {}

/// A text of a request: trimmed, 1 to `max` characters, no control characters.
pub fn text<'a>(field: &str, value: &'a str, max: usize) -> Result<&'a str> {
    let value = value.trim();
    let problem = match value.chars().count() {
        0 => Some("is empty".to_owned()),
        n if n > max => Some(format!("has {n} characters")),
        _ if value.chars().any(char::is_control) => Some("holds control characters".to_owned()),
        _ => None,
    };
    match problem {
        None => Ok(value),
        Some(what) => Err(Error::invalid("bad_text", field, what, format!("1 to {max} characters"))),
    }
}

/// As [`text`], where it may be left out.
pub fn optional<'a>(field: &str, value: &'a Option<String>, max: usize) -> Result<Option<&'a str>> {
    value.as_deref().map(|v| text(field, v, max)).transpose()
}

/// A reason in words: it has a letter or digit in it.
pub fn reason<'a>(field: &str, value: &'a str) -> Result<&'a str> {
    let value = text(field, value, 2000)?;
    if value.chars().any(char::is_alphanumeric) {
        return Ok(value);
    }
    Err(Error::invalid("no_reason", field, "that is no reason", "say why in words"))
}

/// A place of a request.
pub fn point(field: &str, lat: f64, lon: f64) -> Result<Point> {
    Point::from_degrees(lat, lon).ok_or_else(|| {
        Error::invalid(
            "coordinates_out_of_range",
            field,
            format!("latitude {lat}, longitude {lon} is not on the earth"),
            "latitude -90 to 90, longitude -180 to 180, in degrees (WGS-84)",
        )
    })
}

/// What is looked for in a list: blank is nothing, and one letter finds too much.
pub fn searched(q: Option<&str>) -> Result<Option<&str>> {
    let q = q.map(str::trim).filter(|q| !q.is_empty());
    if q.is_some_and(|q| !(2..=64).contains(&q.chars().count())) {
        return Err(Error::invalid(
            "bad_search",
            "q",
            "this is too short or too long to look for",
            "2 to 64 characters",
        ));
    }
    Ok(q)
}

/// A name of a closed list in a filter: `a,b` is either.
pub fn names(field: &str, value: &Option<String>, known: &[&str]) -> Result<Option<Vec<String>>> {
    let Some(value) = value else { return Ok(None) };
    let wanted: Vec<String> = value.split(',').map(|v| v.trim().to_owned()).collect();
    match wanted.iter().find(|w| !known.contains(&w.as_str())) {
        None => Ok(Some(wanted)),
        Some(bad) => Err(Error::invalid(
            "unknown_name",
            field,
            format!("{bad:?} is not one of them"),
            format!("one or more of {}, separated by commas", known.join(", ")),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_in_both_forms() {
        let expected = DateTime::from_timestamp(1_790_000_000, 500_000_000).map(Timestamp);
        for text in
            ["1790000000.5", "2026-09-21T14:13:20.5Z", "2026-09-21T22:13:20.5+08:00", "2026-09-21T22:13:20.5 08:00"]
        {
            assert_eq!(Timestamp::parse(text), expected, "{text}");
        }
        for text in ["", "yesterday", "2026-09-21", "-5", "NaN", "inf", "1e300", "9999-01-01T00:00:00Z"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
        assert_eq!(serde_json::from_str::<Timestamp>("1790000000.5").ok(), expected);
        assert_eq!(serde_json::to_string(&expected).ok().as_deref(), Some("\"2026-09-21T14:13:20.500Z\""));
    }

    #[test]
    fn malformed_documents_name_the_field() {
        #[derive(Debug, Deserialize)]
        #[allow(dead_code)]
        struct Car {
            trackers: Vec<i32>,
        }
        let problem = |text: &str| json::<Car>(&HeaderMap::new(), text.as_bytes()).expect_err("malformed").problem();
        let wrong = problem(r#"{"trackers": [1, "two"]}"#);
        assert_eq!((wrong.status, wrong.field.as_deref()), (422, Some("trackers[1]")));
        assert_eq!(problem(r#"{"trackers": [1"#).status, 400);
        assert_eq!(problem(r#"{"trackers": [1]} x"#).code, "malformed_json");
    }

    #[test]
    fn a_page_has_a_cursor_only_when_there_is_more() {
        let full = page(vec![1, 2, 3], 2, |n| *n);
        assert_eq!(full.items, [1, 2]);
        let paging = Paging { limit: None, cursor: full.next_cursor };
        assert_eq!(paging.after::<i32>().expect("our own"), Some(2));
        assert_eq!(page(vec![1, 2], 2, |n| *n).next_cursor, None);
        let forged = Paging { limit: Some(501), cursor: Some("no".into()) };
        assert!(forged.limit().is_err() && forged.after::<i32>().is_err());
    }
}

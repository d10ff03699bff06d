//! The dashboard: files that `make web` built and the build script put into the binary. A binary that was built without
//! them serves a page that says so.

mod reply;

use super::caller::session_token;
use super::error::{Error, Result};
use super::state::AppState;
use super::{proven, settings};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;

/// How long and in what way a file may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "a build without the dashboard makes none")]
enum How {
    /// A page: asked for each time, and written with a nonce of its own.
    Page,
    /// Named by its content: kept for a year.
    Lasting,
    /// Kept for an hour, then asked for by its tag.
    Plain,
}

/// One file of the dashboard.
#[derive(Debug, Clone, Copy)]
#[allow(dead_code, reason = "a build without the dashboard makes none")]
struct File {
    /// From the root, with the slash.
    path: &'static str,
    /// Its media type.
    kind: &'static str,
    /// Of the bytes as they are, hexadecimal.
    sha256: &'static str,
    how: How,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// By path. Empty where the dashboard was not built.
static FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/web_files.rs"));

/// Stands in a page where its nonce goes.
const NONCE: &str = "__CSP_NONCE__";

/// What is shown where there is no dashboard.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Lienwatch</title>\
    <h1>Lienwatch</h1><p>This binary carries no dashboard. Build one that does: <code>make web build</code>.</p>\
    <p>The API is at <a href=\"/api/v1/system\">/api/v1</a>.</p></html>";

/// Everything that is no route: the dashboard's files, and its pages, whose paths the browser knows.
pub async fn serve(State(state): State<AppState>, request: Request) -> Result<Response> {
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Error::NotFound("route"));
    }
    if let Some(file) = FILES.iter().find(|file| file.path == path && file.how != How::Page) {
        return Ok(reply::file(file, request.method(), request.headers()));
    }
    let wants_page = request.headers().get(header::ACCEPT).is_some_and(|accept| {
        accept.to_str().is_ok_and(|kinds| kinds.split(',').any(|kind| kind.trim().starts_with("text/html")))
    });
    let last = path.rsplit('/').next().unwrap_or_default();
    if !wants_page || (last.contains('.') && !last.ends_with(".html")) {
        return Err(Error::NotFound("route"));
    }
    let origins = tile_origins(&state, request.headers()).await;
    Ok(page(FILES, path, &nonce(&state), &origins))
}

/// Where the tiles of whoever asks come from. Nobody in particular sees the base map that is built in, and a page is
/// shown also where that cannot be found out.
async fn tile_origins(state: &AppState, headers: &HeaderMap) -> Vec<String> {
    let Some(token) = session_token(headers, state.secure()) else { return Vec::new() };
    let origins = async {
        let lender = proven::lender_of_session(state, &token).await?;
        settings::origins(state, lender).await
    };
    origins.await.unwrap_or_default()
}

fn nonce(state: &AppState) -> String {
    base64::engine::general_purpose::STANDARD.encode(state.random::<16>())
}

/// The page of a path: the contractors' below `/m`, where there is one, else the dashboard's.
fn page(files: &[File], path: &str, nonce: &str, origins: &[String]) -> Response {
    let named = |name: &str| files.iter().find(|file| file.path == name);
    let own = if path == "/m" || path.starts_with("/m/") { named("/m.html") } else { None };
    let text = match own.or_else(|| named("/index.html")) {
        Some(file) => String::from_utf8_lossy(file.plain).replace(NONCE, nonce),
        None => NOT_BUILT.to_owned(),
    };
    let mut response = (
        [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
            (header::REFERRER_POLICY, "same-origin"),
        ],
        Body::from(text),
    )
        .into_response();
    if let Ok(value) = HeaderValue::from_str(&policy(nonce, origins)) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, value);
    }
    response
}

/// Scripts and workers of this origin only, and no inline script; connections and pictures of this origin and of where
/// the lender's map tiles come from; styles of this origin, and those that carry the page's nonce (CSP Level 3,
/// section 2.3). The origins are no more than scheme, host and port: they were checked when they were set.
fn policy(nonce: &str, origins: &[String]) -> String {
    let tiles: String = origins.iter().map(|origin| format!(" {origin}")).collect();
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:{tiles}; \
         font-src 'self'; connect-src 'self'{tiles}; worker-src 'self'; manifest-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests;

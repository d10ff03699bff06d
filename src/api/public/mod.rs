//! Pages for anybody, written by this program: no script, one style, nothing loaded from elsewhere
//! ([docs/public-pages.md](../../../docs/public-pages.md)).
//!
//! * `letter`: `/v/{code}`. `link`: `/r/{token}`. `form` and `status`: `/complaint` and what became of it. `twins`: the
//!   same two for programs. `html`: markup that cannot be anybody else's.

mod form;
mod html;
mod intake;
mod letter;
pub(super) mod link;
mod status;
mod twins;

use super::error::{Error, Result};
use super::limits;
use super::state::AppState;
use crate::recovery::Doing;
use axum::Router;
use axum::extract::{FromRequest, Request};
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use html::{Html, Page};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::language::Language;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Largest form, bytes.
const LARGEST_FORM: usize = 32 * 1024;

/// The pages.
pub(super) fn pages() -> Router<AppState> {
    Router::new()
        .route("/v/{code}", get(letter::show))
        .route("/r/{token}", get(link::show))
        .route("/complaint", get(form::show).post(form::send))
        .route("/complaint/status", get(status::show).post(status::ask))
}

/// The same for programs, below `/api/v1`.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(twins::complain)).routes(routes!(twins::state_of))
}

/// Counts a look that could be a guess.
fn count(state: &AppState, extensions: &Extensions) -> Result<()> {
    state.limits.public(limits::peer(extensions))
}

/// Who acts where nobody has signed in.
fn doing(state: &AppState, name: &str) -> Doing {
    let (ids, codes) = (state.clone(), state.clone());
    Doing {
        actor: Actor::System,
        actor_name: name.to_owned(),
        now: state.engine.clock().now(),
        wall: state.wall_now(),
        new_id: Arc::new(move || ids.new_id()),
        new_code: Arc::new(move || hex::encode(codes.random::<16>())),
    }
}

/// Whether a form comes from a page of ours. Browsers say so (`Sec-Fetch-Site`); older ones name the origin, which is
/// `null` from a page without referrer, as ours are. Nobody is signed in here, so that a forged one could do no more than
/// any other visitor.
fn same_origin(state: &AppState, headers: &HeaderMap) -> Result<()> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let own = |origin: &str| {
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        let public = state.http.public_url.as_deref().and_then(|url| url.split_once("://")).map(|(_, host)| host);
        text("host") == Some(host) || public.is_some_and(|public| public.trim_end_matches('/') == host)
    };
    let right = match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin == "null" || own(origin),
        (None, None) => true,
    };
    right.then_some(()).ok_or(Error::Forbidden("this form comes from another site".into()))
}

/// The fields of a form.
async fn fields(request: Request) -> Result<BTreeMap<String, String>> {
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, LARGEST_FORM).await.map_err(|_| Error::TooLarge(LARGEST_FORM))?;
    let request = Request::from_parts(parts, axum::body::Body::from(bytes));
    let form = axum::Form::<BTreeMap<String, String>>::from_request(request, &()).await;
    form.map(|form| form.0).map_err(|_| Error::MediaType("application/x-www-form-urlencoded"))
}

/// What went wrong, on a page; after too many requests with when to come again, as its header has it. What is ours to fix goes to the log.
fn refused(state: &AppState, l: Language, path: &str, error: Error) -> Response {
    if let Error::Internal(why) = &error {
        tracing::error!(%why, "a public page failed");
    }
    let status = error.status();
    let (title, said) = match status {
        StatusCode::TOO_MANY_REQUESTS => {
            (l.pick("Too many requests", "请求过于频繁"), l.pick("Please wait a little and try again.", "请稍候再试。"))
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            (l.pick("Too long", "内容过长"), l.pick("Please shorten what you wrote.", "请缩短所填内容。"))
        }
        StatusCode::FORBIDDEN => (
            l.pick("Not from this site", "来源不符"),
            l.pick("Please open the form here and fill it in again.", "请在本站打开表单重新填写。"),
        ),
        StatusCode::NOT_FOUND => {
            (l.pick("Not found", "未找到"), l.pick("Please check what you typed.", "请核对所填内容。"))
        }
        _ => (l.pick("That did not work", "操作未成功"), l.pick("Please try again in a minute.", "请稍后重试。")),
    };
    let mut body = Html::default();
    body.element("<p class=\"verdict open\" role=\"alert\">", said, "</p>");
    let page = Page { title, language: l, path: path.to_owned(), body };
    let mut response = page.answer(state, status);
    if let Error::TooMany { retry_after_s } = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after_s));
    }
    response
}

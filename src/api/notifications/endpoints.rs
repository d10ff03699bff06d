//! Endpoints: webhooks and gateways that notifications go to.

use super::super::caller::{Caller, with_etag};
use super::super::error::{Error, Result};
use super::super::request::{Nothing, Page, Paging, Path, Write, page, text};
use super::rules::{fault, owner};
use crate::store::notify::endpoints::{self, EndpointView, Form, Sealing, Secret};
use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use lienwatch_domain::notify::Gateway;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Longest address, characters.
const LONGEST_URL: usize = 2000;

/// Endpoints
#[utoipa::path(get, path = "/notification-endpoints", tag = "notifications", params(Paging),
    responses((status = 200, body = Page<EndpointView>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<EndpointView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = endpoints::list(&mut tx, None, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |e| e.id)))
}

/// One endpoint
#[utoipa::path(get, path = "/notification-endpoints/{id}", tag = "notifications", params(("id" = Uuid, Path)),
    responses((status = 200, body = EndpointView), (status = 404, body = super::super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let endpoint = endpoints::get(&mut tx, id).await?.ok_or(Error::NotFound("endpoint"))?;
    tx.commit().await?;
    let version = endpoint.version;
    Ok(with_etag(Json(endpoint).into_response(), version))
}

/// How an endpoint is reached.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum FormBody {
    /// A signed request (Standard Webhooks).
    Webhook {
        /// Where to: `https://…`.
        url: String,
    },
    /// A provider's request.
    HttpGateway {
        /// Its form.
        gateway: Box<Gateway>,
    },
}

/// An endpoint.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndpointBody {
    /// Unique.
    pub name: String,
    /// `{"kind": "webhook", "url": "https://…"}`, or `{"kind": "http_gateway", "gateway": {"url", "method", "headers",
    /// "body", "accept", "dingtalk_secret"}}`. `body` is `{"type": "json", "template": …}`, `{"type": "form", "fields":
    /// [[name, value]]}` or `{"type": "empty"}`, with places as `{{text}}` in it: `to`, `subject`, `text`, `severity`,
    /// `event`, `id`, `reference`, `at`, `timestamp`, `sign`. `accept` is `{"status_from", "status_to", "pointer",
    /// "equals"}`.
    #[schema(value_type = Object)]
    pub form: FormBody,
    /// For the platform's own rules; only operators of the platform may make one.
    #[serde(default)]
    pub platform: bool,
}

/// An endpoint, with a webhook's new secret.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NewEndpoint {
    /// The endpoint.
    #[serde(flatten)]
    pub endpoint: EndpointView,
    /// The secret that signs. It is shown this once: null where the request is repeated.
    pub secret: Option<String>,
}

/// Add an endpoint
///
/// The answer holds a webhook's secret; it is stored sealed and never shown again. A private address is called only
/// where the configuration allows its network; send a test message to see.
#[utoipa::path(post, path = "/notification-endpoints", tag = "notifications", request_body = EndpointBody,
    responses((status = 201, body = NewEndpoint), (status = 409, body = super::super::Problem), (status = 422, body = super::super::Problem)))]
pub async fn create(write: Write<EndpointBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let lender = owner(&caller, body.platform)?;
    let name = text("name", &body.name, 100)?;
    let (form, secret) = match body.form {
        FormBody::Webhook { url } => {
            let secret = new_secret(&caller);
            let secrets = vec![Secret { secret: secret.clone(), until: None }];
            (Form::Webhook { url: address("form.url", &url)?, secrets }, Some(secret))
        }
        FormBody::HttpGateway { gateway } => (Form::HttpGateway { gateway: checked(gateway)? }, None),
    };
    let mut tx = caller.begin().await?;
    if endpoints::count(&mut tx, lender).await? >= endpoints::MOST {
        let detail = format!("there are {} endpoints", endpoints::MOST);
        return Err(Error::conflict("too_many_endpoints", None, detail, "delete one"));
    }
    let (id, now) = (caller.state.new_id(), caller.state.wall_now());
    let mut random = caller.state.fork_random();
    let sealing = Sealing { seal: &caller.state.seal, random: &mut random };
    endpoints::insert(&mut tx, sealing, id, lender, name, &form, now).await?;
    let made = endpoints::get(&mut tx, id).await?.ok_or(Error::NotFound("endpoint"))?;
    let data = serde_json::json!({ "name": name, "kind": made.kind, "shown": made.shown });
    caller.log(&mut tx, lender, ("notification_endpoint", id), "created", None, data).await?;
    let version = made.version;
    let shown = NewEndpoint { endpoint: made, secret };
    let repeated = NewEndpoint { secret: None, ..shown.clone() };
    let response = caller.answer_once(tx, StatusCode::CREATED, &shown, &repeated).await?;
    Ok(with_etag(response, version))
}

/// What changes of an endpoint.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndpointChange {
    /// Unique.
    pub name: String,
    /// As of a new endpoint; left out: it stays, with what nobody is shown of it.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub form: Option<FormBody>,
}

/// Change an endpoint
///
/// A webhook keeps its secrets; a kind stays what it is, and whose it is too.
#[utoipa::path(put, path = "/notification-endpoints/{id}", tag = "notifications", params(("id" = Uuid, Path)), request_body = EndpointChange,
    responses((status = 200, body = EndpointView), (status = 404, body = super::super::Problem), (status = 412, body = super::super::Problem)))]
pub async fn replace(Path(id): Path<Uuid>, write: Write<EndpointChange>) -> Result<Response> {
    let expected = write.version()?;
    let Write { caller, body, .. } = write;
    let mut tx = caller.begin().await?;
    let before = endpoints::for_update(&mut tx, &caller.state.seal, id).await?.ok_or(Error::NotFound("endpoint"))?;
    let name = text("name", &body.name, 100)?;
    let form = match (before.form, body.form) {
        (form, None) => form,
        (Form::Webhook { secrets, .. }, Some(FormBody::Webhook { url })) => {
            Form::Webhook { url: address("form.url", &url)?, secrets }
        }
        (Form::HttpGateway { .. }, Some(FormBody::HttpGateway { gateway })) => {
            Form::HttpGateway { gateway: checked(gateway)? }
        }
        _ => {
            let detail = "an endpoint stays of its kind";
            return Err(Error::conflict("other_kind", Some("form.kind"), detail, "add another endpoint"));
        }
    };
    let after = store(&caller, &mut tx, id, expected, Some(name), &form).await?;
    let data = serde_json::json!({ "name": name, "shown": after.shown });
    caller.log(&mut tx, before.lender, ("notification_endpoint", id), "changed", None, data).await?;
    let response = caller.answer(tx, StatusCode::OK, &after).await?;
    Ok(with_etag(response, after.version))
}

/// How secrets change over.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotateBody {
    /// Hours for which the old secret signs beside the new one, 0 to 168; default 24.
    #[serde(default = "day")]
    #[schema(minimum = 0, maximum = 168, default = 24)]
    pub overlap_h: u32,
}

fn day() -> u32 {
    24
}

/// Give a webhook a new secret
///
/// For the time of the overlap messages carry a signature by each; two secrets sign at most.
#[utoipa::path(post, path = "/notification-endpoints/{id}/rotate", tag = "notifications", params(("id" = Uuid, Path)),
    request_body = RotateBody,
    responses((status = 200, body = NewEndpoint), (status = 404, body = super::super::Problem), (status = 409, body = super::super::Problem)))]
pub async fn rotate(Path(id): Path<Uuid>, write: Write<RotateBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    if body.overlap_h > 168 {
        let detail = format!("{} hours is more than a week", body.overlap_h);
        return Err(Error::invalid("overlap_out_of_range", "overlap_h", detail, "0 to 168 hours"));
    }
    let mut tx = caller.begin().await?;
    let before = endpoints::for_update(&mut tx, &caller.state.seal, id).await?.ok_or(Error::NotFound("endpoint"))?;
    let Form::Webhook { url, secrets } = before.form else {
        return Err(Error::conflict("no_secret", None, "a gateway has no secret of ours", "change its form instead"));
    };
    let (now, secret) = (caller.state.wall_now(), new_secret(&caller));
    let until = now + TimeDelta::hours(body.overlap_h.into());
    let old = secrets.into_iter().next().map(|s| Secret { until: Some(until), ..s });
    let secrets = [Secret { secret: secret.clone(), until: None }].into_iter().chain(old).collect();
    let form = Form::Webhook { url, secrets };
    let after = store(&caller, &mut tx, id, before.version, None, &form).await?;
    let data = serde_json::json!({ "old_until": until });
    caller.log(&mut tx, before.lender, ("notification_endpoint", id), "rotated", None, data).await?;
    let version = after.version;
    let shown = NewEndpoint { endpoint: after, secret: Some(secret) };
    let repeated = NewEndpoint { secret: None, ..shown.clone() };
    let response = caller.answer_once(tx, StatusCode::OK, &shown, &repeated).await?;
    Ok(with_etag(response, version))
}

/// Delete an endpoint
///
/// What still waits for it is not sent. Rules that name it stay, and are noted as suppressed.
#[utoipa::path(delete, path = "/notification-endpoints/{id}", tag = "notifications", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = super::super::Problem)))]
pub async fn retire(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let caller = write.caller;
    let mut tx = caller.begin().await?;
    let before = endpoints::for_update(&mut tx, &caller.state.seal, id).await?.ok_or(Error::NotFound("endpoint"))?;
    endpoints::retire(&mut tx, id, caller.state.wall_now()).await?;
    caller.log(&mut tx, before.lender, ("notification_endpoint", id), "retired", None, serde_json::json!({})).await?;
    caller.answer(tx, StatusCode::NO_CONTENT, &()).await
}

async fn store(
    caller: &Caller,
    tx: &mut super::super::caller::Tx,
    id: Uuid,
    expected: i32,
    name: Option<&str>,
    form: &Form,
) -> Result<EndpointView> {
    let mut random = caller.state.fork_random();
    let sealing = Sealing { seal: &caller.state.seal, random: &mut random };
    endpoints::replace(tx, sealing, id, expected, name, form, caller.state.wall_now()).await?;
    endpoints::get(tx, id).await?.ok_or(Error::NotFound("endpoint"))
}

/// `whsec_` and the Base64 of 32 random bytes.
fn new_secret(caller: &Caller) -> String {
    format!("whsec_{}", STANDARD.encode(caller.state.random::<32>()))
}

/// An address that a request can be made to. Whether it may, is judged when it is: names change what they mean.
fn address(field: &'static str, url: &str) -> Result<String> {
    let bad = |detail: String| Error::invalid("bad_url", field, detail, "https://host/path, without user and password");
    if url.len() > LONGEST_URL {
        return Err(bad(format!("longer than {LONGEST_URL} characters")));
    }
    let parsed = reqwest::Url::parse(url).map_err(|e| bad(e.to_string()))?;
    let plain = parsed.username().is_empty() && parsed.password().is_none() && parsed.has_host();
    if !matches!(parsed.scheme(), "https" | "http") || !plain {
        return Err(bad("not an address of HTTP".into()));
    }
    Ok(url.to_owned())
}

fn checked(gateway: Box<Gateway>) -> Result<Box<Gateway>> {
    gateway.check().map_err(fault("form.gateway"))?;
    address("form.gateway.url", &gateway.url.replace("{{", "").replace("}}", ""))?;
    let bad = |(name, value): &&(String, String)| {
        HeaderName::try_from(name.as_str()).is_err() || HeaderValue::from_str(value).is_err()
    };
    match gateway.headers.iter().find(bad) {
        None => Ok(gateway),
        Some((name, _)) => Err(Error::invalid(
            "bad_header",
            "form.gateway.headers",
            format!("{name:?} or its value is no header"),
            "[[name, value]] of visible ASCII characters",
        )),
    }
}

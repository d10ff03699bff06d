//! API keys.

use super::access::is_scope;
use super::caller::{Caller, Principal};
use super::error::{Error, Result};
use super::proof;
use super::request::{Nothing, Page, Paging, Path, Timestamp, Write, page, text};
use crate::store::api_keys::{self, ApiKey, NewKey};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// API keys
#[utoipa::path(get, path = "/api-keys", tag = "api keys", params(Paging), responses((status = 200, body = Page<ApiKey>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<ApiKey>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = api_keys::list(&mut tx, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |k| k.id)))
}

/// A new key.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyBody {
    /// What it is for.
    pub name: String,
    /// `*`, `read`, `write`, or `<resource>:<action>`, e.g. `alerts:read`.
    pub scopes: Vec<String>,
    /// Until when; default: until it is revoked.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// Sees every lender; only operators of the platform may make one.
    #[serde(default)]
    pub platform: bool,
}

/// A new key, with the key itself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NewApiKey {
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// The key. It is shown this once: null where the request is repeated.
    pub key: Option<String>,
}

/// Make an API key
///
/// The answer holds the key; it is stored as a hash and never shown again.
#[utoipa::path(post, path = "/api-keys", tag = "api keys", request_body = KeyBody,
    responses((status = 201, body = NewApiKey), (status = 403, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn create(write: Write<KeyBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let name = text("name", &body.name, 100)?;
    if let Some(i) = body.scopes.iter().position(|s| !is_scope(s)) {
        return Err(Error::invalid(
            "unknown_scope",
            format!("scopes[{i}]"),
            format!("{:?} is not a scope", body.scopes[i]),
            "*, read, write, or <resource>:<action>",
        ));
    }
    if body.scopes.is_empty() || body.scopes.len() > 64 {
        return Err(Error::invalid("no_scopes", "scopes", "a key has 1 to 64 scopes", "e.g. [\"read\"]"));
    }
    let more = match &caller.principal {
        Principal::Key { scopes, .. } => {
            !scopes.iter().any(|s| s == "*") && body.scopes.iter().any(|wanted| !scopes.contains(wanted))
        }
        Principal::User { .. } => false,
    };
    if more || (body.platform && !caller.platform) {
        return Err(Error::Forbidden("nobody can give more than they have".into()));
    }
    let lender = if body.platform { None } else { Some(caller.lender()?) };
    let (id, key) = (caller.state.new_id(), proof::token(&caller.state, "lw_"));
    let new = NewKey {
        id,
        lender_no: lender.map(|l| l.0),
        name,
        key_hash: &proof::hash(&key),
        scopes: &body.scopes,
        expires_at: body.expires_at.map(|t| t.0),
    };
    let mut tx = caller.begin().await?;
    api_keys::insert(&mut tx, &new, caller.state.wall_now()).await?;
    let data = serde_json::json!({ "name": name, "scopes": body.scopes });
    caller.log(&mut tx, lender, ("api_key", id), "created", None, data).await?;
    let shown = NewApiKey { id, name: name.to_owned(), scopes: body.scopes.clone(), key: Some(key) };
    let repeated = NewApiKey { key: None, ..shown.clone() };
    caller.answer_once(tx, StatusCode::CREATED, &shown, &repeated).await
}

/// Revoke an API key
#[utoipa::path(delete, path = "/api-keys/{id}", tag = "api keys", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = super::Problem)))]
pub async fn revoke(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let caller = write.caller;
    let mut tx = caller.begin().await?;
    let lender = api_keys::lender_of(&mut tx, id).await?.ok_or(Error::NotFound("API key"))?;
    if !api_keys::revoke(&mut tx, id, caller.state.wall_now()).await? {
        return Err(Error::NotFound("API key that works"));
    }
    caller.log(&mut tx, lender.map(LenderNo), ("api_key", id), "revoked", None, serde_json::json!({})).await?;
    caller.answer(tx, StatusCode::NO_CONTENT, &()).await
}

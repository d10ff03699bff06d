//! The first admin, and keys for machines that run beside us.

use super::access::is_scope;
use super::error::{Error, Result};
use super::state::{AppState, Services};
use super::{limits, proof, request};
use crate::store::api_keys::{self, NewKey};
use crate::store::events::{self, NewEvent};
use crate::store::users::{self, NewUser};
use crate::store::{Tenancy, facts, sessions};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

/// A one-time link works so long.
const LINK_LIVES: TimeDelta = TimeDelta::hours(24);

/// Where nobody can log in yet: a token for the one-time link `/first-run?token=`. Its hash is stored; a link that
/// was printed before and not used stays valid until it expires.
pub async fn first_run(services: &Services) -> Result<Option<String>> {
    let now = services.wall_now();
    let mut tx = services.store.transaction(&Tenancy::Authentication).await?;
    if sessions::anybody(&mut tx).await? {
        return Ok(None);
    }
    let token = proof::token(services, "");
    sessions::insert_link(&mut tx, &proof::hash(&token), now, now + LINK_LIVES).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Makes an API key and answers it; it is stored as a hash, so this is the only time it is seen. Without a lender it
/// is a key of the platform.
pub async fn issue_key(services: &Services, name: &str, lender: Option<LenderNo>, scopes: &[String]) -> Result<String> {
    let mut tx = services.store.transaction(&lender.map_or(Tenancy::Authentication, Tenancy::Lender)).await?;
    let key = make_key(services, &mut tx, name, lender, scopes).await?;
    tx.commit().await?;
    Ok(key)
}

/// Issues the operator's key of the platform, once in the life of an installation, and lets `tell` show it. It counts
/// as issued only after it was shown: a kill in between leaves no key that nobody has seen, and the next start makes
/// another one.
pub async fn issue_operator_key(services: &Services, tell: impl FnOnce(&str)) -> Result<()> {
    let mut tx = services.store.transaction(&Tenancy::Authentication).await?;
    if facts::first_time(&mut tx, "operator_key_issued").await? {
        tell(&make_key(services, &mut tx, "operator", None, &["*".to_owned()]).await?);
        tx.commit().await?;
    }
    Ok(())
}

async fn make_key(
    services: &Services,
    tx: &mut PgConnection,
    name: &str,
    lender: Option<LenderNo>,
    scopes: &[String],
) -> Result<String> {
    if let Some(bad) = scopes.iter().find(|s| !is_scope(s)) {
        return Err(Error::invalid(
            "unknown_scope",
            "scopes",
            format!("{bad:?} is not a scope"),
            "*, read, write, or <resource>:<action>",
        ));
    }
    let (key, id, now) = (proof::token(services, "lw_"), services.new_id(), services.wall_now());
    let new =
        NewKey { id, lender_no: lender.map(|l| l.0), name, key_hash: &proof::hash(&key), scopes, expires_at: None };
    api_keys::insert(tx, &new, now).await?;
    let event = NewEvent {
        lender,
        entity_kind: "api_key",
        entity_id: id,
        action: "created",
        actor: "system:serve",
        at: now,
        reason: None,
        data: serde_json::json!({ "name": name, "scopes": scopes }),
    };
    events::append(tx, &event).await?;
    Ok(key)
}

/// The first admin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstAdmin {
    /// Of the one-time link.
    pub token: String,
    /// Their address.
    pub email: String,
    /// At least 12 characters.
    pub password: String,
    /// Their name; default: the address.
    #[serde(default)]
    pub display_name: Option<String>,
}

/// A new user.
#[derive(Debug, Serialize, ToSchema)]
pub struct Created {
    /// Its id.
    pub id: Uuid,
}

/// Make the first admin
///
/// With the token of the one-time link that the first run printed.
#[utoipa::path(post, path = "/first-run", tag = "session", request_body = FirstAdmin,
    responses((status = 201, body = Created), (status = 401, body = super::Problem)))]
pub async fn redeem(State(state): State<AppState>, request: Request) -> Result<Response> {
    let place = state.limits.login(limits::peer(request.extensions()))?;
    let (headers, bytes) = request::open_body(request, &state).await?;
    let body: FirstAdmin = request::json(&headers, &bytes)?;
    let id = make_admin(&state, body).await?;
    place.right();
    Ok((StatusCode::CREATED, axum::Json(Created { id })).into_response())
}

async fn make_admin(state: &AppState, body: FirstAdmin) -> Result<Uuid> {
    let email = email("email", &body.email)?;
    proof::check_password(&body.password)?;
    let display_name = request::optional("display_name", &body.display_name, 100)?.unwrap_or(&email);
    let now = state.wall_now();
    let password_hash = proof::hash_password(state, body.password.clone()).await?;
    let mut tx = state.store.transaction(&Tenancy::Authentication).await?;
    if !sessions::use_link(&mut tx, &proof::hash(&body.token), now).await? {
        return Err(Error::Unauthenticated("the link is unknown, used up or expired; start again to get a new one"));
    }
    let id = state.new_id();
    let user = NewUser {
        id,
        lender_no: None,
        email: &email,
        display_name,
        role: "admin",
        password_hash: &password_hash,
        vendor_id: None,
        agent_id: None,
    };
    users::insert(&mut tx, &user, now).await?;
    let event = NewEvent {
        lender: None,
        entity_kind: "user",
        entity_id: id,
        action: "created",
        actor: "system:first-run",
        at: now,
        reason: None,
        data: serde_json::json!({ "role": "admin" }),
    };
    events::append(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(id)
}

/// An address: something, an at sign, something with a dot; stored in lower case.
pub fn email(field: &str, text: &str) -> Result<String> {
    let text = request::text(field, text, 254)?.to_lowercase();
    let right = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.contains('@') && host.split('.').count() > 1 && host.split('.').all(|l| !l.is_empty())
    });
    if right && !text.contains(char::is_whitespace) {
        return Ok(text);
    }
    Err(Error::invalid("bad_email", field, format!("{text:?} is not an address"), "name@example.com"))
}

/// The page of the one-time link: a form, and the script that sends it.
pub async fn form() -> Response {
    let page = include_str!("first_run.html");
    let policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; \
                  script-src 'sha256-";
    let policy = format!("{policy}{}'; connect-src 'self'", script_hash(page));
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()), (header::CONTENT_SECURITY_POLICY, policy)], page)
        .into_response()
}

/// The page's one script is admitted by its hash.
fn script_hash(page: &str) -> String {
    use base64::Engine;
    use sha2::Digest;
    let script = page.split_once("<script>").and_then(|(_, rest)| rest.split_once("</script>")).map_or("", |(s, _)| s);
    base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(script))
}

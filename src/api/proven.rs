//! Who proved what: an API key, or a session with its write token.

use super::access::Role;
use super::caller::{CSRF_HEADER, IDLE, Principal, session_token};
use super::error::{Error, Result};
use super::proof;
use super::state::AppState;
use crate::store::{Tenancy, api_keys, sessions};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, header};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::ids::{AgentId, LenderNo, VendorId};
use subtle::ConstantTimeEq;

/// Uses are recorded no more often than this.
const TOUCH_EVERY: TimeDelta = TimeDelta::seconds(60);

/// The proof that a request brings, and the lender it is of; none: the platform.
pub(super) async fn authenticate(parts: &Parts, state: &AppState) -> Result<(Principal, Option<LenderNo>)> {
    if let Some(value) = parts.headers.get(header::AUTHORIZATION) {
        let key = value.to_str().ok().and_then(|v| v.split_once(' ')).filter(|(s, _)| s.eq_ignore_ascii_case("bearer"));
        let key = key.map(|(_, key)| key.trim()).ok_or(Error::Unauthenticated("send Authorization: Bearer <key>"))?;
        return by_key(state, key).await;
    }
    let token = session_token(&parts.headers, state.secure())
        .ok_or(Error::Unauthenticated("log in, or send an API key as Authorization: Bearer <key>"))?;
    let csrf = (!matches!(parts.method, Method::GET | Method::HEAD)).then(|| parts.headers.get(CSRF_HEADER));
    by_session(state, &token, csrf).await
}

async fn by_key(state: &AppState, key: &str) -> Result<(Principal, Option<LenderNo>)> {
    let refused = Error::Unauthenticated("the API key is unknown, expired or revoked");
    let now = state.wall_now();
    let mut tx = state.store.transaction(&Tenancy::Authentication).await?;
    let Some(proof) = api_keys::find(&mut tx, &proof::hash(key)).await? else { return Err(refused) };
    if proof.revoked_at.is_some() || proof.expires_at.is_some_and(|end| end <= now) {
        return Err(refused);
    }
    if stale(proof.last_used_at, now) {
        api_keys::touch(&mut tx, proof.id, now).await?;
    }
    tx.commit().await?;
    Ok((Principal::Key { id: proof.id, scopes: proof.scopes }, proof.lender_no.map(LenderNo)))
}

/// `csrf` is `Some` on writes: the header, if it was there.
async fn by_session(
    state: &AppState,
    token: &str,
    csrf: Option<Option<&HeaderValue>>,
) -> Result<(Principal, Option<LenderNo>)> {
    let refused = Error::Unauthenticated("the session has ended; log in again");
    let (token_hash, now) = (proof::hash(token), state.wall_now());
    let mut tx = state.store.transaction(&Tenancy::Authentication).await?;
    let Some(session) = sessions::find(&mut tx, &token_hash).await? else { return Err(refused) };
    if session.disabled_at.is_some() || session.expires_at <= now || now - session.last_seen_at > IDLE {
        sessions::delete(&mut tx, &token_hash).await?;
        tx.commit().await?;
        return Err(refused);
    }
    if let Some(given) = csrf {
        let given = given.map(|v| proof::hash(&String::from_utf8_lossy(v.as_bytes()))).unwrap_or_default();
        if !bool::from(given.as_slice().ct_eq(&session.csrf_hash)) {
            return Err(Error::Forbidden("send the session's write token as X-CSRF-Token".into()));
        }
    }
    if stale(Some(session.last_seen_at), now) {
        sessions::touch(&mut tx, &token_hash, now).await?;
    }
    tx.commit().await?;
    let role = Role::from_name(&session.role)
        .ok_or_else(|| Error::Internal(format!("stored role {:?} is not known", session.role)))?;
    let vendor = session.vendor_id.map(|vendor| (VendorId(vendor), session.agent_id.map(AgentId)));
    Ok((Principal::User { id: session.user_id, role, token_hash, vendor }, session.lender_no.map(LenderNo)))
}

/// Whose a session is that still runs; of an operator of the platform, nobody's. For what is no request of the API: the
/// session is not used up by it.
pub(super) async fn lender_of_session(state: &AppState, token: &str) -> Result<Option<LenderNo>> {
    let now = state.wall_now();
    let mut tx = state.store.transaction(&Tenancy::Authentication).await?;
    let session = sessions::find(&mut tx, &proof::hash(token)).await?;
    tx.commit().await?;
    session
        .filter(|s| s.disabled_at.is_none() && s.expires_at > now && now - s.last_seen_at <= IDLE)
        .map(|s| s.lender_no.map(LenderNo))
        .ok_or(Error::Unauthenticated("the session has ended; log in again"))
}

fn stale(last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    last.is_none_or(|last| now - last >= TOUCH_EVERY)
}

//! The one extractor: who calls, for which lender, and whether they may.

use super::access::{self, Action, Resource, Role, Sight};
use super::error::{Error, Result};
use super::proven;
use super::state::AppState;
use crate::recovery::Doing;
use crate::store::events::{self, NewEvent};
use crate::store::idempotency::{self, Remembered};
use crate::store::lenders::Lender;
use crate::store::{Tenancy, api_keys, lenders, sessions};
use axum::Json;
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use lienwatch_domain::actor::Actor;
use lienwatch_domain::ids::{AgentId, ApiKeyId, LenderNo, UserId, VendorId};
use serde::Serialize;
use sqlx::{Postgres, Transaction};
use std::sync::Arc;
use uuid::Uuid;

/// A session ends after so long without a request.
pub const IDLE: TimeDelta = TimeDelta::hours(1);

/// A session ends after so long whatever happens.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);

/// Names the lender that an operator of the platform acts for: its id or name.
pub const LENDER_HEADER: &str = "lienwatch-lender";

/// Carries the session's write token.
pub const CSRF_HEADER: &str = "x-csrf-token";

/// An open transaction.
pub type Tx = Transaction<'static, Postgres>;

/// Who proved what.
#[derive(Debug, Clone)]
pub enum Principal {
    /// A person with a session.
    User {
        /// Who.
        id: Uuid,
        /// As what.
        role: Role,
        /// SHA-256 of the session's token.
        token_hash: [u8; 32],
        /// The vendor they work for, and which of its agents they are.
        vendor: Option<(VendorId, Option<AgentId>)>,
    },
    /// A program with a key.
    Key {
        /// Which key.
        id: Uuid,
        /// What it may do.
        scopes: Vec<String>,
    },
}

/// An authenticated and admitted caller.
#[derive(Clone)]
pub struct Caller {
    /// Who.
    pub principal: Principal,
    /// What they see.
    pub tenancy: Tenancy,
    /// The lender they work for, or act for; none: an operator of the platform for all lenders.
    pub lender: Option<LenderNo>,
    /// An operator of the platform, whoever they act for.
    pub platform: bool,
    /// The services.
    pub state: AppState,
    claim: Option<Claim>,
}

/// An `Idempotency-Key` that this request has claimed.
#[derive(Debug, Clone)]
struct Claim {
    key: String,
    request: Vec<u8>,
}

impl Caller {
    /// For the event table and for limits.
    pub fn actor(&self) -> String {
        match &self.principal {
            Principal::User { id, .. } => format!("user:{id}"),
            Principal::Key { id, .. } => format!("key:{id}"),
        }
    }

    /// Whether they may do something else besides what this route is for.
    pub fn may(&self, resource: Resource, action: Action) -> bool {
        match &self.principal {
            Principal::User { role, .. } => access::role_may(*role, resource, action),
            Principal::Key { scopes, .. } => access::scopes_may(scopes, resource, action),
        }
    }

    /// Which fields they see without a reason.
    pub fn sight(&self) -> Sight {
        match &self.principal {
            Principal::User { role, .. } => access::grants(*role).1,
            // Keys name cars in other systems; people stay masked.
            Principal::Key { .. } => Sight { vehicle_identity: true, personal: false },
        }
    }

    /// As the domain's machines know them.
    pub fn domain_actor(&self) -> Actor {
        match &self.principal {
            Principal::User { id, .. } => Actor::User(UserId(*id)),
            Principal::Key { id, .. } => Actor::ApiKey(ApiKeyId(*id)),
        }
    }

    /// The vendor that a contractor works for, and which of its agents they are.
    pub fn vendor(&self) -> Option<(VendorId, Option<AgentId>)> {
        match &self.principal {
            Principal::User { vendor, .. } => *vendor,
            Principal::Key { .. } => None,
        }
    }

    /// As the shell of the recovery life cycle knows who acts, and when.
    pub fn doing(&self) -> Doing {
        let (ids, codes) = (self.state.clone(), self.state.clone());
        Doing {
            actor: self.domain_actor(),
            actor_name: self.actor(),
            now: self.state.engine.clock().now(),
            wall: self.state.wall_now(),
            new_id: Arc::new(move || ids.new_id()),
            new_code: Arc::new(move || hex::encode(codes.random::<16>())),
        }
    }

    /// Brings changed assets into force before the answer goes out.
    pub async fn assets_changed(&self) -> Result<()> {
        Ok(self.state.engine.reload_assets().await?)
    }

    /// Commits a read that wrote a row of the log.
    pub async fn commit(&self, tx: Tx) -> Result<()> {
        tx.commit().await?;
        self.state.engine.events.notify_waiters();
        Ok(())
    }

    /// Checks again, for connections that stay open: the proof may have ended, and the platform has new lenders.
    pub async fn renew(&mut self) -> Result<()> {
        let ended = || Error::Unauthenticated("the proof has ended");
        let now = self.state.wall_now();
        let mut tx = self.state.store.transaction(&Tenancy::Authentication).await?;
        let alive = match &self.principal {
            Principal::User { token_hash, .. } => sessions::find(&mut tx, token_hash)
                .await?
                .is_some_and(|s| s.disabled_at.is_none() && s.expires_at > now && now - s.last_seen_at <= IDLE),
            Principal::Key { id, .. } => api_keys::alive(&mut tx, *id, now).await?,
        };
        tx.commit().await?;
        if !alive {
            return Err(ended());
        }
        if self.platform && self.lender.is_none() {
            self.tenancy = self.state.store.platform().await?.0;
        }
        Ok(())
    }

    /// The lender a new thing is for: the caller's own, the one acted for, or the only one there is.
    pub fn lender(&self) -> Result<LenderNo> {
        let only = match &self.tenancy {
            Tenancy::Platform(all) => match all.as_slice() {
                [one] => Some(*one),
                _ => None,
            },
            _ => None,
        };
        self.lender.or(only).ok_or_else(|| {
            Error::invalid(
                "lender_required",
                LENDER_HEADER,
                "an operator of the platform says for which lender this is",
                "send the header Lienwatch-Lender with the lender's id or name",
            )
        })
    }

    /// A transaction that sees what the caller may see.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(self.state.store.transaction(&self.tenancy).await?)
    }

    /// Writes one event row for the caller.
    pub async fn log(
        &self,
        tx: &mut Tx,
        lender: Option<LenderNo>,
        entity: (&str, Uuid),
        action: &str,
        reason: Option<&str>,
        data: serde_json::Value,
    ) -> Result<()> {
        let (actor, at) = (self.actor(), self.state.wall_now());
        let (entity_kind, entity_id) = entity;
        events::append(tx, &NewEvent { lender, entity_kind, entity_id, action, actor: &actor, at, reason, data })
            .await?;
        Ok(())
    }

    /// Commits a write and answers: a remembered key is stored in the same transaction.
    pub async fn answer<T: Serialize>(&self, tx: Tx, status: StatusCode, body: &T) -> Result<Response> {
        self.answer_once(tx, status, body, body).await
    }

    /// As [`Caller::answer`], where a repetition is answered without what is shown only once.
    pub async fn answer_once<T: Serialize>(
        &self,
        mut tx: Tx,
        status: StatusCode,
        body: &T,
        repeated: &T,
    ) -> Result<Response> {
        if let Some(claim) = &self.claim {
            let text = serde_json::to_string(repeated).map_err(|e| Error::Internal(e.to_string()))?;
            let answer = self.sealed(claim, status, &text);
            idempotency::insert(&mut tx, &self.actor(), &claim.key, &answer, self.state.wall_now()).await?;
        }
        tx.commit().await?;
        self.state.engine.events.notify_waiters();
        Ok(if status == StatusCode::NO_CONTENT { status.into_response() } else { (status, Json(body)).into_response() })
    }

    /// What was answered for one row of this request when it was sent before with the same key, and broke off.
    pub async fn row_before(&self, tx: &mut Tx, row: &str) -> Result<Option<String>> {
        let Some(claim) = &self.claim else { return Ok(None) };
        let before = idempotency::find(tx, &self.actor(), &format!("{}#{row}", claim.key)).await?;
        before.filter(|before| before.request == claim.request).map(|before| self.opened(&before)).transpose()
    }

    /// Remembers the answer for one row, in the transaction of that row.
    pub async fn remember_row(&self, tx: &mut Tx, row: &str, answer: &str) -> Result<()> {
        let Some(claim) = &self.claim else { return Ok(()) };
        let answer = self.sealed(claim, StatusCode::OK, answer);
        let key = format!("{}#{row}", claim.key);
        Ok(idempotency::insert(tx, &self.actor(), &key, &answer, self.state.wall_now()).await?)
    }

    fn sealed(&self, claim: &Claim, status: StatusCode, text: &str) -> Remembered {
        let sealed = self.state.with_random(|r| self.state.seal.seal("idempotency.response", text, r));
        Remembered {
            request: claim.request.clone(),
            status: status.as_u16() as i16,
            response: serde_json::Value::String(hex::encode(sealed)),
        }
    }

    fn opened(&self, before: &Remembered) -> Result<String> {
        let damaged = || Error::Internal("a remembered answer cannot be read".into());
        let sealed = before.response.as_str().and_then(|s| hex::decode(s).ok()).ok_or_else(damaged)?;
        self.state.seal.open("idempotency.response", &sealed).map_err(|_| damaged())
    }

    /// Claims the request's `Idempotency-Key`, or answers what was answered before.
    pub(super) async fn claim(&mut self, headers: &HeaderMap, request: Vec<u8>) -> Result<()> {
        let Some(key) = headers.get("idempotency-key") else { return Ok(()) };
        let key = key.to_str().ok().filter(|k| (1..=200).contains(&k.len())).ok_or_else(|| {
            Error::invalid("bad_idempotency_key", "Idempotency-Key", "not 1 to 200 visible characters", "use a UUID")
        })?;
        let mut tx = self.begin().await?;
        let before = idempotency::find(&mut tx, &self.actor(), key).await?;
        tx.commit().await?;
        match before {
            None => {
                self.claim = Some(Claim { key: key.to_owned(), request });
                Ok(())
            }
            Some(before) if before.request != request => Err(Error::invalid(
                "idempotency_key_reused",
                "Idempotency-Key",
                "this key was used for another request",
                "use a new key for each new request",
            )),
            Some(before) => Err(Error::Replayed(Box::new(self.replay(&before)?))),
        }
    }

    fn replay(&self, before: &Remembered) -> Result<Response> {
        let damaged = || Error::Internal("a remembered answer cannot be read".into());
        let text = self.opened(before)?;
        let status =
            u16::try_from(before.status).ok().and_then(|s| StatusCode::from_u16(s).ok()).ok_or_else(damaged)?;
        let mut response = if status == StatusCode::NO_CONTENT {
            status.into_response()
        } else {
            (status, [(header::CONTENT_TYPE, "application/json")], text).into_response()
        };
        response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
        Ok(response)
    }
}

/// The session token in the request's cookies.
pub fn session_token(headers: &HeaderMap, secure: bool) -> Option<String> {
    let name = cookie_name(secure);
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value.to_owned())
}

/// `__Host-` binds a cookie to this host over https; browsers refuse that name over plain http.
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-lienwatch" } else { "lienwatch" }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Caller> {
        let path = parts.extensions.get::<MatchedPath>().map(|p| p.as_str().to_owned()).unwrap_or_default();
        let (principal, lender) = proven::authenticate(parts, state).await?;
        let mut caller = Caller {
            principal,
            tenancy: Tenancy::Authentication,
            lender,
            platform: lender.is_none(),
            state: state.clone(),
            claim: None,
        };
        state.limits.principal(&caller.actor())?;
        // HEAD is GET without its body (RFC 9110, section 9.3.2), and needs the same right.
        let method = if parts.method == Method::HEAD { Method::GET } else { parts.method.clone() };
        let (resource, action) = access::route(method.as_str(), &path)
            .ok_or_else(|| Error::Internal(format!("{} {path} is not in the table of routes", parts.method)))?;
        if !caller.may(resource, action) || (resource == Resource::Platform && !caller.platform) {
            return Err(Error::Forbidden(
                format!("this caller has no right to {} {}", action.name(), resource.name().replace('_', " ")).into(),
            ));
        }
        caller.tenancy = match lender {
            Some(lender) => Tenancy::Lender(lender),
            None => {
                let (tenancy, all) = state.store.platform().await?;
                match parts.headers.get(LENDER_HEADER) {
                    None => tenancy,
                    Some(wanted) => {
                        let chosen = choose(&all, wanted).ok_or(Error::NotFound("lender"))?;
                        caller.lender = Some(chosen);
                        Tenancy::Platform(vec![chosen])
                    }
                }
            }
        };
        Ok(caller)
    }
}

fn choose(all: &[Lender], wanted: &HeaderValue) -> Option<LenderNo> {
    let wanted = std::str::from_utf8(wanted.as_bytes()).ok()?;
    all.iter().find(|l| l.name == wanted || l.id.to_string() == wanted).map(|l| LenderNo(l.lender_no))
}

/// The lender of a row that the caller is about to change, by its number.
pub async fn lender_row(tx: &mut Tx, no: LenderNo) -> Result<Lender> {
    lenders::get_no(tx, no).await?.ok_or(Error::NotFound("lender"))
}

/// The answer with the version as its ETag.
pub fn with_etag(mut response: Response, version: i32) -> Response {
    if let Ok(value) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}

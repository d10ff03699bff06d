//! Log in and out. A session lives on the server; the browser holds a random token in a cookie.

use super::access::{self, Resource, Role};
use super::caller::{ABSOLUTE, Caller, Principal, cookie_name, session_token};
use super::error::{Error, Result};
use super::state::AppState;
use super::{limits, proof, request, settings};
use crate::store::events::{self, NewEvent};
use crate::store::lenders::{self, Lender};
use crate::store::policy::Place;
use crate::store::users::{self, Login};
use crate::store::{Tenancy, sessions};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::lending::Bucket;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Wrong passwords that are free.
const FREE_FAILURES: i32 = 5;

/// The first lock; each further wrong password doubles it.
const FIRST_LOCK: TimeDelta = TimeDelta::seconds(30);

/// The longest lock.
const LONGEST_LOCK: TimeDelta = TimeDelta::hours(1);

/// An attempt to log in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LogIn {
    /// Any case.
    pub email: String,
    /// The password.
    pub password: String,
}

/// Who is logged in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// The user.
    pub user_id: Uuid,
    /// Their address.
    pub email: String,
    /// Their name.
    pub display_name: String,
    /// Their role.
    pub role: String,
    /// They see every lender.
    pub platform: bool,
    /// What they may do, as `<resource>:<action>`; by the table that the server itself asks.
    pub rights: Vec<String>,
    /// The operations they may call, as `<method> <path below /api/v1>`.
    pub operations: Vec<String>,
    /// Which fields they see without a reason.
    pub sees: Sees,
    /// The lender they work for; of an operator of the platform the one they act for, or the only one. Null: several.
    pub lender: Option<OwnLender>,
    /// The buckets of arrears of that lender; of several lenders where all have the same. Null: they differ.
    pub buckets: Option<Vec<BucketBand>>,
    /// `en` or `zh`, where they have set it.
    pub language: Option<String>,
    /// Send it as `X-CSRF-Token` with every write.
    pub csrf_token: String,
    /// The session ends then, or after an hour without a request.
    pub expires_at: DateTime<Utc>,
}

/// What somebody sees unasked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sees {
    /// VIN and plate.
    pub vehicle_identity: bool,
    /// Names, numbers and addresses of people.
    pub personal: bool,
}

/// A bucket of arrears, up to the day before the next one begins.
#[derive(Debug, Serialize, ToSchema)]
pub struct BucketBand {
    /// `current`, `m1` to `m6` or `m6_plus`.
    #[schema(value_type = String)]
    pub bucket: Bucket,
    /// Its first day past due.
    pub from_dpd: u32,
}

/// The lender that somebody works for.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnLender {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// IANA name: times are shown in it, and its days turn by it.
    pub time_zone: String,
    /// ISO 4217.
    pub currency: String,
    /// Whose law applies.
    pub jurisdiction: String,
}

/// Log in
///
/// Answers a cookie. After five wrong passwords the address is locked for 30 seconds, and twice as long after each
/// further one, up to an hour. From one network address ten wrong log-ins are read at once and then one every six seconds;
/// right ones cost nothing.
#[utoipa::path(post, path = "/session", tag = "session", request_body = LogIn,
    responses((status = 200, body = Session), (status = 401, body = super::Problem), (status = 429, body = super::Problem)))]
pub async fn log_in(State(state): State<AppState>, request: Request) -> Result<Response> {
    let place = state.limits.login(limits::peer(request.extensions()))?;
    let (headers, bytes) = request::open_body(request, &state).await?;
    let body: LogIn = request::json(&headers, &bytes)?;
    let email = body.email.trim().to_lowercase();
    let now = state.wall_now();
    // The password is checked outside any transaction: hashing takes long, and the row lock serialises attempts.
    let mut tx = state.store.transaction(&Tenancy::Authentication).await?;
    let known = users::login_for_update(&mut tx, &email).await?;
    tx.commit().await?;
    locked(known.as_ref(), now)?;
    let hash = known.as_ref().map(|login| login.password_hash.clone());
    let right = proof::verify_password(&state, body.password, hash).await?;
    let mut tx = state.store.transaction(&Tenancy::Authentication).await?;
    let login = users::login_for_update(&mut tx, &email).await?;
    locked(login.as_ref(), now)?;
    let refused = Error::Unauthenticated("the address or the password is wrong");
    let Some(login) = login else { return Err(refused) };
    let id = login.id;
    if !right || login.disabled_at.is_some() {
        let failures = login.failed_logins + 1;
        let lock = lock_for(failures).map(|l| now + l);
        users::record_attempt(&mut tx, id, failures, lock).await?;
        record(&mut tx, &login, if lock.is_some() { "locked_out" } else { "login_failed" }, now).await?;
        tx.commit().await?;
        return Err(refused);
    }
    users::record_attempt(&mut tx, id, 0, None).await?;
    let token = proof::token(&state, "");
    let csrf = proof::csrf(&state, &token);
    let expires_at = now + ABSOLUTE;
    sessions::insert(&mut tx, &proof::hash(&token), id, &proof::hash(&csrf), now, expires_at).await?;
    record(&mut tx, &login, "logged_in", now).await?;
    let session = sessions::find(&mut tx, &proof::hash(&token)).await?.ok_or(Error::NotFound("session"))?;
    tx.commit().await?;
    place.right();
    state.engine.events.notify_waiters();
    let body = describe(&state, session, csrf, None).await?;
    Ok((StatusCode::OK, [(header::SET_COOKIE, set_cookie(&state, &token, ABSOLUTE))], Json(body)).into_response())
}

/// Who is logged in
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, body = Session)))]
pub async fn show(caller: Caller, headers: HeaderMap) -> Result<Json<Session>> {
    let Principal::User { token_hash, .. } = &caller.principal else {
        return Err(Error::NotFound("session"));
    };
    let mut tx = caller.state.store.transaction(&Tenancy::Authentication).await?;
    let session = sessions::find(&mut tx, token_hash).await?.ok_or(Error::NotFound("session"))?;
    tx.commit().await?;
    let token = session_token(&headers, caller.state.secure()).unwrap_or_default();
    let csrf = proof::csrf(&caller.state, &token);
    Ok(Json(describe(&caller.state, session, csrf, caller.lender).await?))
}

/// The session with all that a page needs to know of whoever has it.
async fn describe(
    state: &AppState,
    session: sessions::Session,
    csrf: String,
    acting: Option<LenderNo>,
) -> Result<Session> {
    let unknown = || Error::Internal(format!("the role {:?}", session.role));
    let role = Role::from_name(&session.role).ok_or_else(unknown)?;
    let platform = session.lender_no.is_none();
    let may =
        |resource, action| access::role_may(role, resource, action) && (resource != Resource::Platform || platform);
    let mut whose = match session.lender_no.map(LenderNo).or(acting) {
        Some(no) => {
            let mut tx = state.store.transaction(&Tenancy::Lender(no)).await?;
            let lender = lenders::get_no(&mut tx, no).await?;
            tx.commit().await?;
            Vec::from_iter(lender)
        }
        None => state.store.platform().await?.1,
    };
    let buckets = buckets(&whose);
    let lender = if whose.len() == 1 { whose.pop() } else { None };
    let sight = access::grants(role).1;
    Ok(Session {
        language: settings::of(state, session.user_id).await?.language,
        rights: access::rights(may),
        operations: access::operations(may),
        buckets,
        sees: Sees { vehicle_identity: sight.vehicle_identity, personal: sight.personal },
        lender: lender.map(|l| OwnLender {
            id: l.id,
            name: l.name,
            time_zone: l.time_zone,
            currency: l.currency,
            jurisdiction: l.jurisdiction,
        }),
        user_id: session.user_id,
        email: session.email,
        display_name: session.display_name,
        role: role.name().to_owned(),
        platform,
        csrf_token: csrf,
        expires_at: session.expires_at,
    })
}

/// The buckets that all of these have; none where they differ, or where a policy cannot be read: nobody is kept out for it.
fn buckets(lenders: &[Lender]) -> Option<Vec<BucketBand>> {
    let mut all = lenders.iter().map(|lender| Place::of(lender).ok().map(|place| place.policy.buckets));
    let first = all.next()??;
    let alike = all.all(|other| other.as_ref() == Some(&first));
    let band = |&(bucket, from_dpd): &(Bucket, u32)| BucketBand { bucket, from_dpd };
    alike.then(|| first.bands().iter().map(band).collect())
}

/// Log out
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204)))]
pub async fn log_out(caller: Caller) -> Result<Response> {
    let Principal::User { token_hash, .. } = &caller.principal else { return Err(Error::NotFound("session")) };
    let mut tx = caller.state.store.transaction(&Tenancy::Authentication).await?;
    sessions::delete(&mut tx, token_hash).await?;
    tx.commit().await?;
    let gone = set_cookie(&caller.state, "", TimeDelta::zero());
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response())
}

fn set_cookie(state: &AppState, token: &str, lives: TimeDelta) -> String {
    let secure = if state.secure() { "; Secure" } else { "" };
    let name = cookie_name(state.secure());
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}", lives.num_seconds())
}

fn locked(login: Option<&Login>, now: DateTime<Utc>) -> Result<()> {
    match login.and_then(|l| l.locked_until) {
        Some(until) if until > now => {
            Err(Error::LockedOut { retry_after_s: u64::try_from((until - now).num_seconds()).unwrap_or(0) + 1 })
        }
        _ => Ok(()),
    }
}

/// How long so many wrong passwords lock an address.
fn lock_for(failures: i32) -> Option<TimeDelta> {
    let beyond = u32::try_from(failures - FREE_FAILURES).ok()?;
    Some(FIRST_LOCK.checked_mul(1 << beyond.min(20)).unwrap_or(LONGEST_LOCK).min(LONGEST_LOCK))
}

async fn record(tx: &mut super::caller::Tx, login: &Login, action: &str, at: DateTime<Utc>) -> Result<()> {
    let actor = format!("user:{}", login.id);
    let event = NewEvent {
        lender: login.lender_no.map(LenderNo),
        entity_kind: "user",
        entity_id: login.id,
        action,
        actor: &actor,
        at,
        reason: None,
        data: serde_json::json!({}),
    };
    Ok(events::append(tx, &event).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_double_up_to_an_hour() {
        let seconds = |n| lock_for(n).map(|l| l.num_seconds());
        assert_eq!([1, 4, 5, 6, 7].map(seconds), [None, None, Some(30), Some(60), Some(120)]);
        assert_eq!(seconds(12), Some(3600));
        assert_eq!(seconds(i32::MAX), Some(3600));
    }
}

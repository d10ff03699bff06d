//! People who may log in.

use super::access::Role;
use super::caller::{Caller, Principal};
use super::error::{Error, Result};
use super::first_run::email;
use super::import_assets::known;
use super::proof;
use super::request::{Nothing, Page, Paging, Path, Write, page, reason, text};
use crate::store::shelves::{AGENTS, VENDORS};
use crate::store::users::{self, NewUser, User};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Users
#[utoipa::path(get, path = "/users", tag = "users", params(Paging), responses((status = 200, body = Page<User>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<User>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = users::list(&mut tx, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |u| u.id)))
}

/// A new user.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserBody {
    /// Their address.
    pub email: String,
    /// Their name.
    pub display_name: String,
    /// `admin`, `supervisor`, `risk_officer`, `legal`, `finance`, `yard_clerk`, `auditor` or `contractor`.
    pub role: String,
    /// At least 12 characters.
    pub password: String,
    /// Sees every lender; only operators of the platform may make one.
    #[serde(default)]
    pub platform: bool,
    /// The vendor that a contractor works for.
    #[serde(default)]
    pub vendor_id: Option<Uuid>,
    /// Which of its agents they are.
    #[serde(default)]
    pub agent_id: Option<Uuid>,
}

/// Add a user
#[utoipa::path(post, path = "/users", tag = "users", request_body = UserBody,
    responses((status = 201, body = User), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn create(write: Write<UserBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let all: Vec<&str> = Role::ALL.iter().map(|r| r.name()).collect();
    let role = known("role", &body.role, Role::from_name, &all.join(", "))?;
    may_give(&caller, role)?;
    if body.platform && !caller.platform {
        return Err(more_than_own());
    }
    let lender = if body.platform { None } else { Some(caller.lender()?) };
    if (role == Role::Contractor) != body.vendor_id.is_some() {
        let fix = "give a contractor its vendor, and nobody else one";
        return Err(Error::invalid("vendor_of_contractor", "vendor_id", "a contractor works for a vendor", fix));
    }
    let email = email("email", &body.email)?;
    let display_name = text("display_name", &body.display_name, 100)?;
    proof::check_password(&body.password)?;
    let password_hash = proof::hash_password(&caller.state, body.password.clone()).await?;
    let id = caller.state.new_id();
    let new = NewUser {
        id,
        lender_no: lender.map(|l| l.0),
        email: &email,
        display_name,
        role: role.name(),
        password_hash: &password_hash,
        vendor_id: body.vendor_id,
        agent_id: body.agent_id,
    };
    let mut tx = caller.begin().await?;
    if let (Some(vendor), Some(lender)) = (body.vendor_id, lender) {
        let found = VENDORS.get(&mut tx, vendor).await?.filter(|v| v.lender_no == lender.0);
        found.ok_or_else(|| super::trackers::unknown("vendor_id", "vendor"))?;
        if let Some(agent) = body.agent_id {
            let found = AGENTS.get(&mut tx, agent).await?.filter(|a| a.value.vendor.0 == vendor);
            found.ok_or_else(|| super::trackers::unknown("agent_id", "agent of this vendor"))?;
        }
    }
    users::insert(&mut tx, &new, caller.state.wall_now()).await?;
    let data = serde_json::json!({ "role": role.name() });
    caller.log(&mut tx, lender, ("user", id), "created", None, data).await?;
    let made = users::get(&mut tx, id).await?.ok_or(Error::NotFound("user"))?;
    caller.answer(tx, StatusCode::CREATED, &made).await
}

/// A key that may not do everything makes nobody an administrator.
fn may_give(caller: &Caller, role: Role) -> Result<()> {
    let limited = matches!(&caller.principal, Principal::Key { scopes, .. } if !scopes.iter().any(|s| s == "*"));
    if role == Role::Admin && limited { Err(more_than_own()) } else { Ok(()) }
}

fn more_than_own() -> Error {
    Error::Forbidden("nobody can give more than they have".into())
}

/// What a user is from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleBody {
    /// `admin`, `supervisor`, `risk_officer`, `legal`, `finance`, `yard_clerk` or `auditor`.
    pub role: String,
    /// Why; it is logged.
    pub reason: String,
}

/// Give a user another role
///
/// It holds from their next request on. Nobody changes their own, nobody gives more than they have, and a lender is not
/// left without an administrator. Contractors stay what they are: add a user instead.
#[utoipa::path(put, path = "/users/{id}/role", tag = "users", params(("id" = Uuid, Path)), request_body = RoleBody,
    responses((status = 200, body = User), (status = 403, body = super::Problem), (status = 404, body = super::Problem), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn set_role(Path(id): Path<Uuid>, write: Write<RoleBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let all: Vec<&str> = Role::ALL.iter().filter(|r| **r != Role::Contractor).map(|r| r.name()).collect();
    let role = known("role", &body.role, Role::from_name, &all.join(", "))?;
    let why = reason("reason", &body.reason)?;
    may_give(&caller, role)?;
    if matches!(&caller.principal, Principal::User { id: own, .. } if *own == id) {
        return Err(Error::Forbidden("nobody changes their own role: ask another administrator".into()));
    }
    let mut tx = caller.begin().await?;
    let others = users::lock_beside_admins(&mut tx, id).await?;
    let user = users::get(&mut tx, id).await?.ok_or(Error::NotFound("user"))?;
    if role == Role::Contractor || user.role == Role::Contractor.name() {
        let fix = "add a user of the role instead, and disable this one";
        return Err(Error::invalid("vendor_of_contractor", "role", "a contractor works for a vendor", fix));
    }
    if user.role != role.name() {
        stays_administered(&user, others)?;
        users::set_role(&mut tx, id, role.name()).await?;
        let lender = users::lender_of(&mut tx, id).await?;
        let data = serde_json::json!({ "from": user.role, "role": role.name() });
        caller.log(&mut tx, lender, ("user", id), "role_changed", Some(why), data).await?;
    }
    let after = users::get(&mut tx, id).await?.ok_or(Error::NotFound("user"))?;
    caller.answer(tx, StatusCode::OK, &after).await
}

/// A lender, or the platform, keeps somebody who administers it when `user` does not any more. `others` do too.
fn stays_administered(user: &User, others: bool) -> Result<()> {
    if others || user.role != Role::Admin.name() || user.disabled_at.is_some() {
        return Ok(());
    }
    let fix = "make somebody else an administrator first";
    Err(Error::conflict("last_admin", None, "nobody else administers what this user does", fix))
}

/// Disable a user
///
/// Their sessions end with their next request. The last administrator stays.
#[utoipa::path(post, path = "/users/{id}/disable", tag = "users", params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 200, body = User), (status = 404, body = super::Problem), (status = 409, body = super::Problem)))]
pub async fn disable(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let caller = write.caller;
    let mut tx = caller.begin().await?;
    let others = users::lock_beside_admins(&mut tx, id).await?;
    let user = users::get(&mut tx, id).await?.ok_or(Error::NotFound("user"))?;
    stays_administered(&user, others)?;
    if !users::disable(&mut tx, id, caller.state.wall_now()).await? {
        return Err(Error::conflict("user_disabled", None, "the user is disabled already", "nothing needs to be done"));
    }
    let lender = users::lender_of(&mut tx, id).await?;
    caller.log(&mut tx, lender, ("user", id), "disabled", None, serde_json::json!({})).await?;
    let after = users::get(&mut tx, user.id).await?.ok_or(Error::NotFound("user"))?;
    caller.answer(tx, StatusCode::OK, &after).await
}

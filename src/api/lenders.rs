//! Lenders and their policy.

use super::access::Role;
use super::caller::{Caller, Principal, with_etag};
use super::error::{Error, Result};
use super::request::{Page, Paging, Path, Write, optional, page, text};
use crate::store::lenders::{self, Lender, NewLender};
use crate::store::policy::{Place, Policy};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono_tz::Tz;
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::money::Currency;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Lenders
#[utoipa::path(get, path = "/lenders", tag = "lenders", params(Paging), responses((status = 200, body = Page<Lender>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<Lender>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = lenders::list(&mut tx, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |l| l.id)))
}

/// One lender
#[utoipa::path(get, path = "/lenders/{id}", tag = "lenders", params(("id" = Uuid, Path)),
    responses((status = 200, body = Lender), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let lender = lenders::get(&mut tx, id).await?.ok_or(Error::NotFound("lender"))?;
    tx.commit().await?;
    let version = lender.version;
    Ok(with_etag(Json(lender).into_response(), version))
}

/// What holds for a lender.
#[derive(Debug, Serialize, ToSchema)]
pub struct LenderSettings {
    /// Every setting: the lender's own, and the default where it has none.
    #[schema(value_type = Object)]
    pub settings: Policy,
    /// What holds where a lender says nothing.
    #[schema(value_type = Object)]
    pub defaults: Policy,
}

/// What holds for a lender
///
/// Its policy with every default in its place, and the defaults themselves.
#[utoipa::path(get, path = "/lenders/{id}/settings", tag = "lenders", operation_id = "show_lender_settings",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = LenderSettings), (status = 404, body = super::Problem)))]
pub async fn settings(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<LenderSettings>> {
    let mut tx = caller.begin().await?;
    let lender = lenders::get(&mut tx, id).await?.ok_or(Error::NotFound("lender"))?;
    tx.commit().await?;
    Ok(Json(LenderSettings { settings: Place::of(&lender)?.policy, defaults: Policy::default() }))
}

/// A new lender.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LenderBody {
    /// Unique.
    pub name: String,
    /// Whose law applies: `CN` (default), `TW`, `US`, `UK` or another.
    #[serde(default)]
    pub jurisdiction: Option<String>,
    /// IANA name; default `Asia/Shanghai`.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// ISO 4217; default `CNY`.
    #[serde(default)]
    pub currency: Option<String>,
    /// Settings: `buckets`, `flags`, `cases`, `commands`, `compliance`, `service_levels` (`accept_within_h`,
    /// `arrive_within_days`, `award_within_days`, `alert_within_min`) and others; absent keys have their defaults.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub policy: Option<serde_json::Value>,
}

/// Add a lender
#[utoipa::path(post, path = "/lenders", tag = "lenders", request_body = LenderBody,
    responses((status = 201, body = Lender), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn create(write: Write<LenderBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let policy = policy(&body.policy)?.unwrap_or_else(|| serde_json::json!({}));
    if policy.get("commands").is_some() {
        commands_by_admin(&caller, &policy)?;
    }
    let new = NewLender {
        id: caller.state.new_id(),
        name: text("name", &body.name, 200)?,
        jurisdiction: optional("jurisdiction", &body.jurisdiction, 16)?.unwrap_or("CN"),
        time_zone: zone(&body.time_zone)?.unwrap_or("Asia/Shanghai"),
        currency: currency(&body.currency)?.unwrap_or("CNY"),
        policy: &policy,
    };
    let mut tx = caller.begin().await?;
    let no = lenders::insert(&mut tx, &new, caller.state.wall_now()).await?;
    lenders::admit(&mut tx, no).await?;
    let data = serde_json::json!({ "name": new.name });
    caller.log(&mut tx, Some(no), ("lender", new.id), "created", None, data).await?;
    let made = super::caller::lender_row(&mut tx, no).await?;
    caller.answer(tx, StatusCode::CREATED, &made).await
}

/// What changes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LenderPatch {
    /// Whose law applies.
    #[serde(default)]
    pub jurisdiction: Option<String>,
    /// IANA name.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Replaces all settings.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub policy: Option<serde_json::Value>,
}

/// Change a lender's policy
///
/// With `If-Match` only where nobody has changed it since.
#[utoipa::path(patch, path = "/lenders/{id}", tag = "lenders", params(("id" = Uuid, Path)), request_body = LenderPatch,
    responses((status = 200, body = Lender), (status = 404, body = super::Problem), (status = 412, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn change(Path(id): Path<Uuid>, write: Write<LenderPatch>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    let policy = policy(&body.policy)?;
    let jurisdiction = optional("jurisdiction", &body.jurisdiction, 16)?;
    let time_zone = zone(&body.time_zone)?;
    let mut tx = caller.begin().await?;
    let before = lenders::get_for_update(&mut tx, id).await?.ok_or(Error::NotFound("lender"))?;
    if if_match.is_some_and(|seen| seen != before.version) {
        return Err(Error::Stale);
    }
    let of = |value: &serde_json::Value| value.get("commands").cloned();
    if let Some(policy) = policy.as_ref().filter(|new| of(new) != of(&before.policy)) {
        commands_by_admin(&caller, policy)?;
    }
    let after = lenders::update(&mut tx, id, jurisdiction, time_zone, policy.as_ref()).await?;
    let after = after.ok_or(Error::NotFound("lender"))?;
    let data = serde_json::json!({ "before": before, "after": after });
    caller.log(&mut tx, Some(LenderNo(after.lender_no)), ("lender", id), "changed", None, data).await?;
    let response = caller.answer(tx, StatusCode::OK, &after).await?;
    caller.state.engine.lending.notify_one();
    caller.assets_changed().await?;
    Ok(with_etag(response, after.version))
}

/// What may be asked of trackers, an engine cut above all, is an administrator's decision, in person. To leave nothing
/// but the defaults is anybody's who may change the lender.
fn commands_by_admin(caller: &Caller, policy: &serde_json::Value) -> Result<()> {
    if matches!(caller.principal, Principal::User { role: Role::Admin, .. }) || policy.get("commands").is_none() {
        return Ok(());
    }
    Err(Error::Forbidden("policy.commands is changed by a signed-in administrator only".into()))
}

fn policy(value: &Option<serde_json::Value>) -> Result<Option<serde_json::Value>> {
    let Some(value) = value else { return Ok(None) };
    let checked: std::result::Result<Policy, _> = serde_path_to_error::deserialize(value);
    match checked {
        Ok(policy) => {
            let commands = policy.commands.problem().map(|problem| ("commands", problem));
            let levels = policy.service_levels.problem().map(|problem| ("service_levels", problem));
            let words = policy.addresses.problem().map(|problem| ("addresses", problem));
            match commands.or(levels).or(words) {
                None => Ok(Some(value.clone())),
                Some((key, (field, fix))) => {
                    Err(Error::invalid("bad_policy", format!("policy.{key}.{field}"), "out of range", fix))
                }
            }
        }
        Err(e) => Err(Error::invalid(
            "bad_policy",
            format!("policy.{}", e.path()),
            e.inner().to_string(),
            "keys buckets, flags, cases and commands, each as documented",
        )),
    }
}

fn zone(value: &Option<String>) -> Result<Option<&str>> {
    match optional("time_zone", value, 64)? {
        Some(zone) if zone.parse::<Tz>().is_err() => Err(Error::invalid(
            "unknown_time_zone",
            "time_zone",
            format!("{zone:?} is not a time zone"),
            "an IANA name, e.g. Asia/Shanghai",
        )),
        zone => Ok(zone),
    }
}

fn currency(value: &Option<String>) -> Result<Option<&str>> {
    match optional("currency", value, 3)? {
        Some(code) if Currency::new(code).is_err() => {
            Err(Error::invalid("bad_currency", "currency", format!("{code:?} is not a currency"), "ISO 4217, e.g. CNY"))
        }
        code => Ok(code),
    }
}

//! Routing rules: who is told of what.

use super::super::access::Role;
use super::super::caller::{Caller, Tx, with_etag};
use super::super::error::{Error, Result};
use super::super::request::{Nothing, Page, Paging, Path, Write, page, text};
use crate::store::notify::rules::{self, NewRule, RuleView};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::notify::{Recipient, Rule};
use lienwatch_domain::refusal::Refusal;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Routing rules
#[utoipa::path(get, path = "/notification-rules", tag = "notifications", params(Paging),
    responses((status = 200, body = Page<RuleView>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<RuleView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = rules::list(&mut tx, None, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |r| r.id)))
}

/// One routing rule
#[utoipa::path(get, path = "/notification-rules/{id}", tag = "notifications", params(("id" = Uuid, Path)),
    responses((status = 200, body = RuleView), (status = 404, body = super::super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let rule = rules::get(&mut tx, id).await?.ok_or(Error::NotFound("routing rule"))?;
    tx.commit().await?;
    let version = rule.version;
    Ok(with_etag(Json(rule).into_response(), version))
}

/// A rule.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleBody {
    /// Unique.
    pub name: String,
    /// Whether it is in force; default: yes.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// `events`: patterns (`case.flagged`, `case.*`, `*`). `min_severity`. `first`: `{"to": …, "via": …}`, where `to` is
    /// `{"kind": "user", "user": id}`, `{"kind": "role", "role": name}`, `{"kind": "vendor", "vendor": id}`,
    /// `{"kind": "named", "by": "vendor" | "requested_by" | "assigned_to" | "mentioned"}`, `{"kind": "address", "address": …}` or
    /// `{"kind": "endpoint"}`, and `via` `{"channel": "email"}`, `{"channel": "webhook", "endpoint": id}` or
    /// `{"channel": "http_gateway", "endpoint": id}`. `escalate`: `[{"after_min", "unless": "delivered" | "acknowledged",
    /// "then": {"to", "via"}}]`. `quiet_hours`: `{"from", "to", "days", "break_through", "zone"}`. `language`: `en` or
    /// `zh`. `template`: `{"subject", "text", "language"}`.
    #[schema(value_type = Object)]
    pub rule: Rule,
    /// About the platform's own events; only operators of the platform may make one.
    #[serde(default)]
    pub platform: bool,
}

fn yes() -> bool {
    true
}

/// Add a routing rule
///
/// It is about what happens from now on.
#[utoipa::path(post, path = "/notification-rules", tag = "notifications", request_body = RuleBody,
    responses((status = 201, body = RuleView), (status = 409, body = super::super::Problem), (status = 422, body = super::super::Problem)))]
pub async fn create(write: Write<RuleBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let lender = owner(&caller, body.platform)?;
    let name = text("name", &body.name, 100)?;
    let mut tx = caller.begin().await?;
    if rules::count(&mut tx, lender).await? >= rules::MOST {
        let detail = format!("there are {} rules", rules::MOST);
        return Err(Error::conflict("too_many_rules", None, detail, "put patterns together, or delete some"));
    }
    check(&mut tx, lender, &body.rule).await?;
    let id = caller.state.new_id();
    let new = NewRule { name, enabled: body.enabled, rule: &body.rule };
    rules::insert(&mut tx, id, lender, &new, caller.state.wall_now()).await?;
    let made = rules::get(&mut tx, id).await?.ok_or(Error::NotFound("routing rule"))?;
    let data = serde_json::json!({ "after": made });
    caller.log(&mut tx, lender, ("notification_rule", id), "created", None, data).await?;
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    Ok(with_etag(response, made.version))
}

/// Change a routing rule
///
/// It is about what happens from now on; what it has made already stays.
#[utoipa::path(put, path = "/notification-rules/{id}", tag = "notifications", params(("id" = Uuid, Path)), request_body = RuleBody,
    responses((status = 200, body = RuleView), (status = 404, body = super::super::Problem), (status = 412, body = super::super::Problem)))]
pub async fn replace(Path(id): Path<Uuid>, write: Write<RuleBody>) -> Result<Response> {
    let expected = write.version()?;
    let Write { caller, body, .. } = write;
    let mut tx = caller.begin().await?;
    let lender = rules::lender_of(&mut tx, id).await?.ok_or(Error::NotFound("routing rule"))?;
    let before = rules::get(&mut tx, id).await?.ok_or(Error::NotFound("routing rule"))?;
    check(&mut tx, lender, &body.rule).await?;
    let new = NewRule { name: text("name", &body.name, 100)?, enabled: body.enabled, rule: &body.rule };
    rules::replace(&mut tx, id, expected, &new, caller.state.wall_now()).await?;
    let after = rules::get(&mut tx, id).await?.ok_or(Error::NotFound("routing rule"))?;
    let data = serde_json::json!({ "before": before, "after": after });
    caller.log(&mut tx, lender, ("notification_rule", id), "changed", None, data).await?;
    let response = caller.answer(tx, StatusCode::OK, &after).await?;
    Ok(with_etag(response, after.version))
}

/// Delete a routing rule
///
/// Deliveries that it has made stay.
#[utoipa::path(delete, path = "/notification-rules/{id}", tag = "notifications", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = super::super::Problem)))]
pub async fn retire(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let caller = write.caller;
    let mut tx = caller.begin().await?;
    let lender = rules::lender_of(&mut tx, id).await?.ok_or(Error::NotFound("routing rule"))?;
    if !rules::retire(&mut tx, id, caller.state.wall_now()).await? {
        return Err(Error::NotFound("routing rule"));
    }
    caller.log(&mut tx, lender, ("notification_rule", id), "retired", None, serde_json::json!({})).await?;
    caller.answer(tx, StatusCode::NO_CONTENT, &()).await
}

/// Whose a new rule or endpoint is.
pub(super) fn owner(caller: &Caller, platform: bool) -> Result<Option<LenderNo>> {
    match platform {
        true if !caller.platform => {
            Err(Error::Forbidden("only operators of the platform set what is the platform's".into()))
        }
        true => Ok(None),
        false => caller.lender().map(Some),
    }
}

/// What the domain will not have, as a fault of the request's `field`.
pub(super) fn fault(field: &'static str) -> impl Fn(Refusal) -> Error {
    move |refusal| Error::invalid("not_workable", field, refusal.message, refusal.remedy)
}

async fn check(tx: &mut Tx, lender: Option<LenderNo>, rule: &Rule) -> Result<()> {
    rule.check().map_err(fault("rule"))?;
    let unknown = |step: &&lienwatch_domain::notify::Step| matches!(&step.to, Recipient::Role { role } if Role::from_name(role.as_str()).is_none());
    if rule.steps().find(unknown).is_some() {
        let all: Vec<&str> = Role::ALL.iter().map(|r| r.name()).collect();
        return Err(Error::invalid("unknown_role", "rule", "there is no such role", all.join(", ")));
    }
    match rules::missing(tx, lender, rule).await? {
        None => Ok(()),
        Some(what) => Err(Error::invalid(
            "unknown_recipient",
            "rule",
            format!("there is no {what}"),
            "name users and endpoints of the same lender, an endpoint by the way that it is for",
        )),
    }
}

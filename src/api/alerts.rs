//! Alerts: what detectors claim, and what the desk makes of it.

use super::caller::{Caller, Tx, with_etag};
use super::error::{Error, Result};
use super::import_assets::known;
use super::mask;
use super::request::{Nothing, Page, Paging, Path, Query, Timestamp, Write, names, page};
use super::span::span;
use crate::store::alerts::{self, Alert};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::alert::{AlertState, AlertType, DeskState, Severity, Verdict};
use lienwatch_domain::desk::{self, Desk, DeskAction, DeskStage};
use lienwatch_domain::ids::{ApiKeyId, LenderNo, UserId};
use lienwatch_domain::reason::Reason;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which alerts.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AlertFilter {
    /// Changed at or after this time (`updated_at`).
    pub since: Option<Timestamp>,
    /// Of one vehicle.
    pub vehicle_id: Option<Uuid>,
    /// At one site.
    pub site_id: Option<Uuid>,
    /// Of vehicles in one of these groups: ids, separated by commas, at most 20.
    pub group: Option<String>,
    /// Of these types, separated by commas.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    pub kind: Option<String>,
    /// `open`, `closed`, `retracted`, separated by commas.
    pub state: Option<String>,
    /// `info`, `warn`, `high`, `critical`, separated by commas.
    pub severity: Option<String>,
    /// `new`, `acknowledged`, `snoozed`, `resolved`, separated by commas.
    pub desk_state: Option<String>,
    /// Whose they are to look at.
    pub assigned_to: Option<Uuid>,
    /// Nobody's to look at, or somebody's.
    pub unassigned: Option<bool>,
    /// Raised at or after this time.
    pub raised_from: Option<Timestamp>,
    /// Raised before this time.
    pub raised_to: Option<Timestamp>,
    /// `asc` (default: the order of last change, for following) or `desc`.
    pub order: Option<String>,
}

impl AlertFilter {
    fn filter(&self) -> Result<alerts::Filter> {
        let kinds: Vec<&str> = AlertType::ALL.iter().map(|k| k.name()).collect();
        let states: Vec<&str> = AlertState::ALL.iter().map(|k| k.name()).collect();
        let severities: Vec<&str> = Severity::ALL.iter().map(|k| k.name()).collect();
        let desk_states: Vec<&str> = DeskState::ALL.iter().map(|k| k.name()).collect();
        let order = names("order", &self.order, &["asc", "desc"])?;
        Ok(alerts::Filter {
            since: self.since.map(|t| t.0),
            vehicle_id: self.vehicle_id,
            site_id: self.site_id,
            groups: super::groups::asked(&self.group)?,
            kinds: names("type", &self.kind, &kinds)?,
            states: names("state", &self.state, &states)?,
            severities: names("severity", &self.severity, &severities)?,
            desk_states: names("desk_state", &self.desk_state, &desk_states)?,
            assigned_to: self.assigned_to,
            unassigned: self.unassigned,
            raised: span(("raised_from", self.raised_from), ("raised_to", self.raised_to))?,
            newest_first: order.is_some_and(|o| o == ["desc"]),
        })
    }
}

/// How many the list has, at most `limit`.
pub(super) async fn count(caller: &Caller, f: &AlertFilter, limit: i64) -> Result<i64> {
    let filter = f.filter()?;
    let mut tx = caller.begin().await?;
    let count = alerts::count(&mut tx, &filter, limit).await?;
    tx.commit().await?;
    Ok(count)
}

/// Alerts
///
/// In the order of their last change, so that `since` with the last `updated_at` follows what is new.
#[utoipa::path(get, path = "/alerts", tag = "alerts", params(AlertFilter, Paging),
    responses((status = 200, body = Page<Alert>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<AlertFilter>) -> Result<Json<Page<Alert>>> {
    let filter = f.filter()?;
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let mut items = alerts::list(&mut tx, &filter, after, limit + 1).await?;
    tx.commit().await?;
    items.iter_mut().for_each(|alert| hide(&caller, alert));
    Ok(Json(page(items, limit, |a| (a.updated_at, a.id))))
}

/// Masks what the caller may not see.
pub(super) fn hide(caller: &Caller, alert: &mut Alert) {
    if !caller.sight().vehicle_identity {
        alert.plate = alert.plate.as_deref().map(mask::identifier);
    }
}

/// One alert
#[utoipa::path(get, path = "/alerts/{id}", tag = "alerts", params(("id" = Uuid, Path)),
    responses((status = 200, body = Alert), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let mut alert = alerts::get(&mut tx, id).await?.ok_or(Error::NotFound("alert"))?;
    tx.commit().await?;
    hide(&caller, &mut alert);
    let version = alert.version;
    Ok(with_etag(Json(alert).into_response(), version))
}

/// Acknowledge an alert
///
/// Take it, or take it over.
#[utoipa::path(post, path = "/alerts/{id}/acknowledge", tag = "alerts", params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 200, body = Alert), (status = 404, body = super::Problem), (status = 409, body = super::Problem)))]
pub async fn acknowledge(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    act(id, write, |_| Ok(DeskAction::Acknowledge)).await
}

/// Put off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SnoozeBody {
    /// Until when, at most 30 days ahead; may be left out with `until_next_fix`.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// Or sooner, once the vehicle is heard from a new place. Without `until`, after 30 days.
    #[serde(default)]
    pub until_next_fix: bool,
    /// Why, if it is worth saying.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Snooze an alert
#[utoipa::path(post, path = "/alerts/{id}/snooze", tag = "alerts", params(("id" = Uuid, Path)), request_body = SnoozeBody,
    responses((status = 200, body = Alert), (status = 404, body = super::Problem), (status = 409, body = super::Problem)))]
pub async fn snooze(Path(id): Path<Uuid>, write: Write<SnoozeBody>) -> Result<Response> {
    let now = write.caller.state.engine.clock().now();
    act(id, write, |body| body.action(now)).await
}

impl SnoozeBody {
    /// What it asks for.
    pub(super) fn action(&self, now: DateTime<Utc>) -> Result<DeskAction> {
        let reason = self.reason.as_deref().map(Reason::new).transpose()?;
        let until = match (self.until, self.until_next_fix) {
            (Some(until), _) => until.0,
            (None, true) => now + desk::MAX_SNOOZE,
            (None, false) => {
                return Err(Error::invalid(
                    "no_end",
                    "until",
                    "a snooze without an end",
                    "say until when, or until_next_fix",
                ));
            }
        };
        Ok(DeskAction::Snooze { until, or_fix: self.until_next_fix, reason })
    }
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolveBody {
    /// `confirmed`, `false_positive`, `benign` or `test`.
    pub verdict: String,
    /// Why.
    pub reason: String,
}

/// Resolve an alert
#[utoipa::path(post, path = "/alerts/{id}/resolve", tag = "alerts", params(("id" = Uuid, Path)), request_body = ResolveBody,
    responses((status = 200, body = Alert), (status = 404, body = super::Problem), (status = 409, body = super::Problem)))]
pub async fn resolve(Path(id): Path<Uuid>, write: Write<ResolveBody>) -> Result<Response> {
    act(id, write, |body| body.action()).await
}

impl ResolveBody {
    /// What it asks for.
    pub(super) fn action(&self) -> Result<DeskAction> {
        let all: Vec<&str> = Verdict::ALL.iter().map(|v| v.name()).collect();
        let verdict = known("verdict", &self.verdict, Verdict::from_name, &all.join(", "))?;
        Ok(DeskAction::Resolve { verdict, reason: Reason::new(&self.reason)? })
    }
}

/// A decision taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenBody {
    /// Why.
    pub reason: String,
}

/// Reopen a resolved alert
#[utoipa::path(post, path = "/alerts/{id}/reopen", tag = "alerts", params(("id" = Uuid, Path)), request_body = ReopenBody,
    responses((status = 200, body = Alert), (status = 404, body = super::Problem), (status = 409, body = super::Problem)))]
pub async fn reopen(Path(id): Path<Uuid>, write: Write<ReopenBody>) -> Result<Response> {
    act(id, write, |body| Ok(DeskAction::Reopen { reason: Reason::new(&body.reason)? })).await
}

/// Applies one action of the desk, and answers the alert. `If-Match` is honoured where it is sent.
async fn act<T>(id: Uuid, write: Write<T>, action: impl FnOnce(T) -> Result<DeskAction>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    let action = action(body)?;
    let mut tx = caller.begin().await?;
    act_on(&caller, &mut tx, id, if_match, action).await?;
    let mut alert = alerts::get(&mut tx, id).await?.ok_or(Error::NotFound("alert"))?;
    hide(&caller, &mut alert);
    let response = caller.answer(tx, StatusCode::OK, &alert).await?;
    // A verdict may flag a loan, or take a flag's ground away.
    caller.state.engine.lending.notify_one();
    Ok(with_etag(response, alert.version))
}

/// Applies one action of the desk and stores it with its event: for one alert by itself, and for each of many.
pub(super) async fn act_on(
    caller: &Caller,
    tx: &mut Tx,
    id: Uuid,
    if_match: Option<i32>,
    action: DeskAction,
) -> Result<()> {
    let now = caller.state.engine.clock().now();
    let row = seen(tx, id, if_match).await?;
    let before = Desk { stage: stage(&row)?, version: u64::try_from(row.version).unwrap_or(0) };
    let (after, event) = desk::apply(&before, action, caller.domain_actor(), now)?;
    let (verdict, snooze, reason) = match &after.stage {
        DeskStage::Resolved { verdict, reason, .. } => (Some(verdict.name()), None, Some(reason.as_str().to_owned())),
        DeskStage::Snoozed { until, or_fix, .. } => (None, Some((*until, *or_fix)), None),
        DeskStage::New | DeskStage::Acknowledged { .. } => (None, None, None),
    };
    let data = serde_json::to_value(&event).map_err(|e| Error::Internal(e.to_string()))?;
    let said = reason.or_else(|| data.get("reason").and_then(|r| r.as_str()).map(str::to_owned));
    let by = caller.actor();
    let change = alerts::DeskChange {
        expected: row.version,
        desk_state: after.stage.state().name(),
        verdict,
        snoozed_until: snooze.map(|(until, _)| until),
        snoozed_until_fix: snooze.is_some_and(|(_, or_fix)| or_fix),
        by: &by,
        reason: said.as_deref(),
        now,
    };
    alerts::set_desk(tx, id, &change).await?;
    let name = data.get("action").and_then(|a| a.as_str()).unwrap_or("desk").to_owned();
    caller.log(tx, Some(LenderNo(row.lender_no)), ("alert", id), &name, said.as_deref(), data).await
}

/// The alert, locked, if it still is the version that the caller saw.
pub(super) async fn seen(tx: &mut Tx, id: Uuid, if_match: Option<i32>) -> Result<alerts::DeskRow> {
    let row = alerts::desk_for_update(tx, id).await?.ok_or(Error::NotFound("alert"))?;
    if if_match.is_some_and(|version| version != row.version) {
        return Err(Error::Stale);
    }
    Ok(row)
}

/// The desk's stage as its columns tell it.
fn stage(row: &alerts::DeskRow) -> Result<DeskStage> {
    let broken = || Error::Internal(format!("the desk's columns say {row:?}"));
    let (by, at) = (actor(row.desk_by.as_deref().unwrap_or_default()), row.updated_at);
    Ok(match DeskState::from_name(&row.desk_state).ok_or_else(broken)? {
        DeskState::New => DeskStage::New,
        DeskState::Acknowledged => DeskStage::Acknowledged { by, at },
        DeskState::Snoozed => {
            DeskStage::Snoozed { by, at, until: row.snoozed_until.ok_or_else(broken)?, or_fix: row.snoozed_until_fix }
        }
        DeskState::Resolved => DeskStage::Resolved {
            by,
            at,
            verdict: row.verdict.as_deref().and_then(Verdict::from_name).ok_or_else(broken)?,
            reason: row.desk_reason.as_deref().and_then(|r| Reason::new(r).ok()).ok_or_else(broken)?,
        },
    })
}

fn actor(name: &str) -> Actor {
    let id = |text: &str| text.parse::<Uuid>().ok();
    match name.split_once(':') {
        Some(("user", rest)) => id(rest).map_or(Actor::System, |id| Actor::User(UserId(id))),
        Some(("key", rest)) => id(rest).map_or(Actor::System, |id| Actor::ApiKey(ApiKeyId(id))),
        _ => Actor::System,
    }
}

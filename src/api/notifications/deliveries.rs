//! Deliveries: what was told to whom, with every attempt, and what people do with one.

use super::super::caller::{Caller, Principal, Tx, with_etag};
use super::super::error::{Error, Result};
use super::super::request::{Nothing, Page, Paging, Path, Query, Write, names, page, reason};
use super::rules::{fault, owner};
use crate::store::notify::deliveries::{self, AttemptView, DeliveryView};
use crate::store::notify::routing::Routing;
use crate::store::notify::rules;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::UserId;
use lienwatch_domain::language::Language;
use lienwatch_domain::notify::{Action, Channel, DeliveryState, Party, Pattern, Recipient, Rule, Step};
use lienwatch_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which deliveries.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeliveryFilter {
    /// `pending`, `sending`, `delivered`, `failed`, `dead`, `suppressed`, `cancelled`, separated by commas.
    pub state: Option<String>,
    /// `email`, `webhook`, `http_gateway`, separated by commas.
    pub channel: Option<String>,
    /// About events whose type begins so, e.g. `case.`.
    pub event_type: Option<String>,
    /// About this thing.
    pub entity_id: Option<Uuid>,
    /// By this rule.
    pub rule_id: Option<Uuid>,
    /// To `user:<id>`, `vendor:<id>`, `address:<address>` or `endpoint`.
    pub recipient: Option<String>,
}

/// Notifications
///
/// Newest first.
#[utoipa::path(get, path = "/notifications", tag = "notifications", params(DeliveryFilter, Paging),
    responses((status = 200, body = Page<DeliveryView>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<DeliveryFilter>) -> Result<Json<Page<DeliveryView>>> {
    let states: Vec<&str> = DeliveryState::ALL.iter().map(|s| s.name()).collect();
    let channels: Vec<&str> = Channel::ALL.iter().map(|c| c.name()).collect();
    let (states, channels) = (names("state", &f.state, &states)?, names("channel", &f.channel, &channels)?);
    let filter = deliveries::Filter {
        id: None,
        states: states.as_deref(),
        channels: channels.as_deref(),
        event_type: f.event_type.as_deref(),
        entity_id: f.entity_id,
        rule_id: f.rule_id,
        recipient: f.recipient.as_deref(),
    };
    let (limit, before) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = deliveries::list(&mut tx, &filter, before, limit + 1).await?;
    tx.commit().await?;
    let items = items.into_iter().map(|d| seen(&caller, d)).collect();
    Ok(Json(page(items, limit, |d: &DeliveryView| d.id)))
}

/// A delivery with its attempts.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryDetail {
    /// The delivery.
    #[serde(flatten)]
    pub delivery: DeliveryView,
    /// Newest first, 200 at most.
    pub attempts_made: Vec<AttemptView>,
}

/// One notification, with its attempts
#[utoipa::path(get, path = "/notifications/{id}", tag = "notifications", params(("id" = Uuid, Path)),
    responses((status = 200, body = DeliveryDetail), (status = 404, body = super::super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let shown = detail(&caller, &mut tx, id).await?;
    tx.commit().await?;
    let version = shown.delivery.version;
    Ok(with_etag(Json(shown).into_response(), version))
}

/// Try a notification again
///
/// One that is dead or was suppressed: at once, whatever the hours, and then by the whole schedule.
#[utoipa::path(post, path = "/notifications/{id}/retry", tag = "notifications", params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 200, body = DeliveryDetail), (status = 404, body = super::super::Problem), (status = 409, body = super::super::Problem)))]
pub async fn retry(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    act(write.caller, id, Action::Retry, "retried", None).await
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelBody {
    /// Why.
    pub reason: String,
}

/// Take a notification back
///
/// One that waits. Only a signed-in person may.
#[utoipa::path(post, path = "/notifications/{id}/cancel", tag = "notifications", params(("id" = Uuid, Path)), request_body = CancelBody,
    responses((status = 200, body = DeliveryDetail), (status = 404, body = super::super::Problem), (status = 409, body = super::super::Problem)))]
pub async fn cancel(Path(id): Path<Uuid>, write: Write<CancelBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let why = reason("reason", &body.reason)?.to_owned();
    let by = person(&caller)?;
    let action = Action::Cancel { by, reason: Reason::new(&why)? };
    act(caller, id, action, "cancelled", Some(&why)).await
}

async fn act(caller: Caller, id: Uuid, action: Action, done: &str, why: Option<&str>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let acted = deliveries::act(&mut tx, id, action, caller.state.wall_now()).await?;
    let acted = acted.ok_or(Error::NotFound("notification"))??;
    let data = serde_json::to_value(&acted.event).map_err(|e| Error::Internal(e.to_string()))?;
    caller.log(&mut tx, acted.lender, ("delivery", id), done, why, data).await?;
    let shown = detail(&caller, &mut tx, id).await?;
    let version = shown.delivery.version;
    Ok(with_etag(caller.answer(tx, StatusCode::OK, &shown).await?, version))
}

/// Acknowledge a notification
///
/// By the person whom it was sent to: nobody else is told then, where its rule goes on to others.
#[utoipa::path(post, path = "/notifications/{id}/acknowledge", tag = "notifications", params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 204), (status = 404, body = super::super::Problem)))]
pub async fn acknowledge(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let caller = write.caller;
    let user = person(&caller)?;
    let mut tx = caller.begin().await?;
    let seen = deliveries::acknowledge(&mut tx, id, user, caller.state.wall_now()).await?;
    let (lender, first) = seen.ok_or(Error::NotFound("notification to you"))?;
    if first {
        caller.log(&mut tx, lender, ("delivery", id), "acknowledged", None, serde_json::json!({})).await?;
    }
    caller.answer(tx, StatusCode::NO_CONTENT, &()).await
}

/// A test message.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestBody {
    /// `{"to": …, "via": …}` as in a rule, to one party.
    #[schema(value_type = Object)]
    pub step: Step,
    /// `en` (default) or `zh`, where the recipient has said nothing else.
    #[serde(default = "english")]
    #[schema(value_type = Option<String>)]
    pub language: Language,
    /// By the platform's own endpoint; only operators of the platform may.
    #[serde(default)]
    pub platform: bool,
}

fn english() -> Language {
    Language::En
}

/// Send a test message
///
/// At once, whatever the hours. Its attempts are seen at `GET /notifications/{id}`.
#[utoipa::path(post, path = "/notifications/test", tag = "notifications", request_body = TestBody,
    responses((status = 202, body = DeliveryDetail), (status = 422, body = super::super::Problem)))]
pub async fn test(write: Write<TestBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let lender = owner(&caller, body.platform)?;
    body.step.check().map_err(fault("step"))?;
    let to = match &body.step.to {
        Recipient::User { user } => Party::User(*user),
        Recipient::Vendor { vendor } => Party::Vendor(*vendor),
        Recipient::Address { address } => Party::Address(address.clone()),
        Recipient::Endpoint => Party::Endpoint,
        Recipient::Role { .. } | Recipient::Named { .. } => {
            let detail = "a test goes to one party";
            return Err(Error::invalid(
                "one_party",
                "step.to",
                detail,
                "name a user, a vendor, an address or the endpoint",
            ));
        }
    };
    let mut tx = caller.begin().await?;
    let via = body.step.via;
    let events = vec![Pattern::new("*").map_err(fault("step"))?];
    let probe = Rule {
        events,
        min_severity: lienwatch_domain::alert::Severity::Info,
        first: body.step,
        escalate: Vec::new(),
        quiet_hours: None,
        language: body.language,
        template: None,
    };
    if let Some(what) = rules::missing(&mut tx, lender, &probe).await? {
        let detail = format!("there is no {what}");
        return Err(Error::invalid("unknown_recipient", "step", detail, "name users and endpoints of the same lender"));
    }
    let state = caller.state.clone();
    let mut new_id = || state.new_id();
    let routing =
        Routing { now: caller.state.wall_now(), public_url: caller.state.http.public_url.as_deref(), id: &mut new_id };
    let id = deliveries::send_test(&mut tx, lender, to, via, body.language, routing).await?;
    let data = serde_json::json!({ "channel": via.channel().name() });
    caller.log(&mut tx, lender, ("delivery", id), "tested", None, data).await?;
    let shown = detail(&caller, &mut tx, id).await?;
    caller.answer(tx, StatusCode::ACCEPTED, &shown).await
}

async fn detail(caller: &Caller, tx: &mut Tx, id: Uuid) -> Result<DeliveryDetail> {
    let delivery = deliveries::get(tx, id).await?.ok_or(Error::NotFound("notification"))?;
    let attempts_made = deliveries::attempts(tx, id).await?;
    Ok(DeliveryDetail { delivery: seen(caller, delivery), attempts_made })
}

/// Without the words, for who does not see plates: they may hold one.
fn seen(caller: &Caller, delivery: DeliveryView) -> DeliveryView {
    match caller.sight().vehicle_identity {
        true => delivery,
        false => DeliveryView { subject: None, text: None, ..delivery },
    }
}

fn person(caller: &Caller) -> Result<UserId> {
    match &caller.principal {
        Principal::User { id, .. } => Ok(UserId(*id)),
        Principal::Key { .. } => Err(Error::Forbidden("only a signed-in person may".into())),
    }
}

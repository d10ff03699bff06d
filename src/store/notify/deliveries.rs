//! Deliveries as people see them, and what people do with one.

use super::super::StoreError;
use super::routing::{self, NewDelivery, Routing};
use super::{contacts, save};
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::{DeliveryId, EndpointId, LenderNo, UserId};
use lienwatch_domain::language::Language;
use lienwatch_domain::notify::{
    Action, Channel, Delivery, DeliveryEvent, Facts, Party, RetrySchedule, Stage, Via, apply, compose,
};
use lienwatch_domain::refusal::Refusal;
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Attempts shown with a delivery, the newest.
const MOST_ATTEMPTS: i64 = 200;

/// A delivery as people read it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeliveryView {
    /// Its id: also the `webhook-id`, at every attempt.
    pub id: Uuid,
    /// The event's number; absent for a test message.
    pub event: Option<i64>,
    /// What happened, e.g. `case.flagged`.
    pub event_type: String,
    /// `info`, `warn`, `high` or `critical`.
    pub severity: String,
    /// What it happened to.
    pub entity_kind: String,
    /// Which.
    pub entity_id: Uuid,
    /// When it happened.
    pub happened_at: DateTime<Utc>,
    /// By which rule; absent for a test message.
    pub rule_id: Option<Uuid>,
    /// 0: the rule's first step; from 1 on its escalations.
    pub level: i16,
    /// `user:<id>`, `vendor:<id>`, `address:<masked>` or `endpoint`.
    pub recipient: String,
    /// `email`, `webhook` or `http_gateway`.
    pub channel: String,
    /// Which endpoint.
    pub endpoint_id: Option<Uuid>,
    /// `pending`, `sending`, `delivered`, `failed`, `dead`, `suppressed` or `cancelled`.
    pub state: String,
    /// Not before then: of what waits, or is to be tried again.
    pub due_at: Option<DateTime<Utc>>,
    /// Attempts so far.
    pub attempts: u32,
    /// What went wrong last: `connection`, `timeout`, `refused`, `refused_for_good`, `address_not_allowed`, `unusable`
    /// or `abandoned`.
    pub failure: Option<String>,
    /// The same in words.
    pub failure_detail: Option<String>,
    /// Why nothing was sent: `no_address`, `recipient_gone`, `endpoint_gone` or `not_configured`.
    pub suppressed_because: Option<String>,
    /// One line; absent for a caller who sees no plates.
    pub subject: Option<String>,
    /// The message; absent for a caller who sees no plates.
    pub text: Option<String>,
    /// When the recipient acknowledged it.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// The ETag of the delivery.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

/// One attempt.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct AttemptView {
    /// From 1.
    pub number: i32,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended; absent while it is under way.
    pub ended_at: Option<DateTime<Utc>>,
    /// `delivered`, `failed`, `suppressed`, or `abandoned`: its sender ended before it knew.
    pub outcome: Option<String>,
    /// What HTTP or SMTP answered.
    pub status: Option<i32>,
    /// How long it took.
    pub latency_ms: Option<i32>,
    /// What went wrong.
    pub error: Option<String>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    event_seq: Option<i64>,
    event_type: String,
    severity: String,
    entity_kind: String,
    entity_id: Uuid,
    happened_at: DateTime<Utc>,
    rule_id: Option<Uuid>,
    level: i16,
    subject: String,
    body: String,
    detail: Json<Delivery>,
    acknowledged_at: Option<DateTime<Utc>>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Row> for DeliveryView {
    fn from(row: Row) -> DeliveryView {
        let delivery = row.detail.0;
        let (mut failure, mut suppressed_because) = (None, None);
        match &delivery.stage {
            Stage::Failed { failure: f, .. } | Stage::Dead { failure: f, .. } => failure = Some(f.clone()),
            Stage::Suppressed { why, .. } => suppressed_because = Some(why.name().to_owned()),
            _ => {}
        }
        DeliveryView {
            id: row.id,
            event: row.event_seq,
            event_type: row.event_type,
            severity: row.severity,
            entity_kind: row.entity_kind,
            entity_id: row.entity_id,
            happened_at: row.happened_at,
            rule_id: row.rule_id,
            level: row.level,
            recipient: delivery.to.shown(),
            channel: delivery.via.channel().name().to_owned(),
            endpoint_id: delivery.via.endpoint().map(|EndpointId(id)| id),
            state: delivery.state().name().to_owned(),
            due_at: delivery.due_at(),
            attempts: delivery.attempts,
            failure_detail: failure.as_ref().map(|f| f.detail.clone()),
            failure: failure.map(|f| f.kind.name().to_owned()),
            suppressed_because,
            subject: Some(row.subject),
            text: Some(row.body),
            acknowledged_at: row.acknowledged_at,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What to list.
#[derive(Debug, Default)]
pub struct Filter<'a> {
    /// Only this one.
    pub id: Option<Uuid>,
    /// In these states.
    pub states: Option<&'a [String]>,
    /// By these ways.
    pub channels: Option<&'a [String]>,
    /// About events of this type, or of types that begin so.
    pub event_type: Option<&'a str>,
    /// About this thing.
    pub entity_id: Option<Uuid>,
    /// By this rule.
    pub rule_id: Option<Uuid>,
    /// To this party: `user:<id>`, `vendor:<id>`, `endpoint`.
    pub recipient: Option<&'a str>,
}

/// A page of deliveries, newest first; or one.
pub async fn list(
    c: &mut PgConnection,
    f: &Filter<'_>,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<DeliveryView>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, event_seq, event_type, severity, entity_kind, entity_id, happened_at, rule_id, level, subject, body,
                detail, acknowledged_at, version, created_at, updated_at
         from notification_delivery
         where ($1::uuid is null or id = $1) and ($2::text[] is null or state = any ($2))
           and ($3::text[] is null or split_part(via, ':', 1) = any ($3))
           and ($4::text is null or starts_with(event_type, $4)) and ($5::uuid is null or entity_id = $5)
           and ($6::uuid is null or rule_id = $6) and ($7::text is null or recipient = $7)
           and ($8::uuid is null or id < $8)
         order by id desc limit $9",
    )
    .bind(f.id)
    .bind(f.states)
    .bind(f.channels)
    .bind(f.event_type)
    .bind(f.entity_id)
    .bind(f.rule_id)
    .bind(f.recipient)
    .bind(before)
    .bind(limit)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().map(DeliveryView::from).collect())
}

/// One delivery.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<DeliveryView>, StoreError> {
    Ok(list(c, &Filter { id: Some(id), ..Filter::default() }, None, 1).await?.pop())
}

/// A delivery's attempts, newest first.
pub async fn attempts(c: &mut PgConnection, id: Uuid) -> Result<Vec<AttemptView>, StoreError> {
    Ok(sqlx::query_as(
        "select number, started_at, ended_at, outcome, status, latency_ms, error from notification_attempt
         where delivery_id = $1 order by number desc limit $2",
    )
    .bind(id)
    .bind(MOST_ATTEMPTS)
    .fetch_all(c)
    .await?)
}

/// What somebody did with a delivery.
#[derive(Debug)]
pub struct Done {
    /// Whose it is.
    pub lender: Option<LenderNo>,
    /// What changed; none: nothing did.
    pub event: Option<DeliveryEvent>,
}

/// Applies what a person does (cancel, retry). None: there is no such delivery. Within: the machine refuses.
pub async fn act(
    c: &mut PgConnection,
    id: Uuid,
    action: Action,
    now: DateTime<Utc>,
) -> Result<Option<Result<Done, Refusal>>, StoreError> {
    let row: Option<(Option<i32>, Json<Delivery>)> =
        sqlx::query_as("select lender_no, detail from notification_delivery where id = $1 for update")
            .bind(id)
            .fetch_optional(&mut *c)
            .await?;
    let Some((lender_no, Json(before))) = row else { return Ok(None) };
    let lender = lender_no.map(LenderNo);
    // What people do does not depend on the schedule.
    let applied = match apply(&before, action, now, &RetrySchedule::default()) {
        Ok(applied) => applied,
        Err(refusal) => return Ok(Some(Err(refusal))),
    };
    let Some((after, event)) = applied else { return Ok(Some(Ok(Done { lender, event: None }))) };
    save(c, &after, now).await?;
    Ok(Some(Ok(Done { lender, event: Some(event) })))
}

/// Notes that a person has seen what was meant for them. None: there is no such delivery to them. Within: whether it
/// was the first time.
pub async fn acknowledge(
    c: &mut PgConnection,
    id: Uuid,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Option<(Option<LenderNo>, bool)>, StoreError> {
    let row: Option<(Option<i32>, bool)> = sqlx::query_as(
        "select lender_no, acknowledged_at is null from notification_delivery where id = $1 and recipient = $2 for update",
    )
    .bind(id)
    .bind(Party::User(user).to_string())
    .fetch_optional(&mut *c)
    .await?;
    let Some((lender_no, first)) = row else { return Ok(None) };
    if first {
        sqlx::query("update notification_delivery set acknowledged_at = $2, acknowledged_by = $3 where id = $1")
            .bind(id)
            .bind(now)
            .bind(user.0)
            .execute(c)
            .await?;
    }
    Ok(Some((lender_no.map(LenderNo), first)))
}

/// Queues a test message to a party, at once and whatever the hours.
pub async fn send_test(
    c: &mut PgConnection,
    lender: Option<LenderNo>,
    to: Party,
    via: Via,
    lang: Language,
    with: Routing<'_>,
) -> Result<Uuid, StoreError> {
    let id = (with.id)();
    let home = routing::home(c, lender.map(|l| l.0)).await?;
    let facts = Facts::of("test", id, "sent", with.now, &serde_json::json!({}));
    let facts = routing::filled(c, facts, &home).await?;
    let manner = contacts::manner(c, lender.map(|l| l.0), home.zone(), &to, via.channel()).await?;
    let message = compose(&facts, None, manner.lang.unwrap_or(lang), manner.zone, manner.sight);
    let delivery = Delivery::new(DeliveryId(id), to, via, None, with.now);
    let new = NewDelivery {
        delivery: &delivery,
        lender_no: lender.map(|l| l.0),
        origin: None,
        facts: &facts,
        subject: &message.subject,
        body: &message.text,
        payload: routing::payload(&facts, home.id(), None, Channel::Webhook),
    };
    routing::insert(c, &new, with.now).await?;
    Ok(id)
}

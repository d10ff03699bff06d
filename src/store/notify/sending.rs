//! The senders' side: claims under a lease, reports, and every attempt as a row.

use super::super::seal::Seal;
use super::super::{Store, StoreError};
use super::contacts;
use super::endpoints::{self, Form};
use super::{log_if_dead, save};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::alert::Severity;
use lienwatch_domain::notify::{
    Action, Change, Delivery, DeliveryState, Failure, FailureKind, Jitter, RetrySchedule, Stage, Suppression, apply,
};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// Rows among which due ones are looked for, so that one way that is slow does not hide the others.
const WINDOW: i64 = 1000;
/// Longest error text of an attempt, characters.
const ERROR_CHARS: usize = 400;

/// A delivery that a sender has taken.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// The delivery, under way.
    pub delivery: Delivery,
    /// Whose.
    pub lender_no: Option<i32>,
    /// About what.
    pub event_type: String,
    /// How urgent.
    pub severity: Severity,
    /// What it happened to, e.g. `case`.
    pub entity_kind: String,
    /// Which.
    pub entity_id: Uuid,
    /// When it happened.
    pub happened_at: DateTime<Utc>,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// What a webhook is sent.
    pub payload: serde_json::Value,
    /// Name and content of the file that goes with an e-mail.
    pub attachment: Option<(String, String)>,
}

#[derive(FromRow)]
struct Row {
    lender_no: Option<i32>,
    detail: Json<Delivery>,
    event_type: String,
    severity: String,
    entity_kind: String,
    entity_id: Uuid,
    happened_at: DateTime<Utc>,
    subject: String,
    body: String,
    payload: serde_json::Value,
    attachment_name: Option<String>,
    attachment: Option<String>,
}

/// What a sender wants.
#[derive(Debug)]
pub struct Claim<'a> {
    /// At most so many.
    pub most: i64,
    /// Of each way at most so many.
    pub most_per_via: i64,
    /// None of these ways: they are busy.
    pub except: &'a [String],
    /// For so long.
    pub lease: TimeDelta,
    /// Wall time.
    pub now: DateTime<Utc>,
    /// For those whose last sender never reported.
    pub schedule: &'a RetrySchedule,
}

/// How an attempt went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Taken.
    Delivered,
    /// Not taken.
    Failed {
        /// Why.
        failure: Failure,
        /// What the receiver asked to be waited.
        retry_after: Option<TimeDelta>,
    },
    /// Nothing was sent.
    Suppressed(Suppression),
}

/// A sender's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How it went.
    pub outcome: Outcome,
    /// What HTTP or SMTP answered.
    pub status: Option<u16>,
    /// How long it took.
    pub latency_ms: i32,
}

/// Where a delivery goes.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// An address of e-mail.
    Mail(String),
    /// An endpoint, with the address that its provider knows the party by.
    Endpoint(Form, String),
}

impl Store {
    /// Takes due deliveries. Two processes never take the same one; one whose lease ran out is taken again.
    pub async fn claim_notifications(&self, wanted: &Claim<'_>) -> Result<Vec<Claimed>, StoreError> {
        let mut tx = self.worker.begin().await?;
        let rows: Vec<Row> = sqlx::query_as(
            "select lender_no, detail, event_type, severity, entity_kind, entity_id, happened_at, subject, body, payload,
                    attachment_name, attachment
             from notification_delivery
             where due_at <= $1 and id in (
               select id from (select id, row_number() over (partition by via order by due_at, id) as n
                               from (select id, via, due_at from notification_delivery
                                     where due_at <= $1 and via <> all ($3) order by due_at limit $5) as due) as ranked
               where n <= $4)
             order by due_at, id limit $2 for update skip locked",
        )
        .bind(wanted.now)
        .bind(wanted.most)
        .bind(wanted.except)
        .bind(wanted.most_per_via)
        .bind(WINDOW)
        .fetch_all(&mut *tx)
        .await?;
        let mut claimed = Vec::with_capacity(rows.len());
        for row in rows {
            let before = &row.detail.0;
            let applied = apply(before, Action::Claim { lease: wanted.lease }, wanted.now, wanted.schedule);
            let Ok(Some((after, event))) = applied else { continue };
            if matches!(before.stage, Stage::Sending { .. }) {
                let lost = Report {
                    outcome: Outcome::Failed {
                        failure: Failure::new(FailureKind::Abandoned, "the sender ended before it knew how it went"),
                        retry_after: None,
                    },
                    status: None,
                    latency_ms: 0,
                };
                end_attempt(&mut tx, before, before.attempts, &lost, wanted.now).await?;
            }
            save(&mut tx, &after, wanted.now).await?;
            log_if_dead(&mut tx, row.lender_no, &row.event_type, &after, wanted.now).await?;
            if let Change::Claimed { attempt, .. } = event.change {
                sqlx::query(
                    "insert into notification_attempt (delivery_id, number, lender_no, started_at) values ($1, $2, $3, $4)",
                )
                .bind(after.id.0)
                .bind(number(attempt))
                .bind(row.lender_no)
                .bind(wanted.now)
                .execute(&mut *tx)
                .await?;
                claimed.push(of_row(row, after));
            }
        }
        tx.commit().await?;
        Ok(claimed)
    }

    /// Where a claimed delivery goes, as things stand now; or why it goes nowhere.
    pub async fn notification_target(
        &self,
        claimed: &Claimed,
        seal: &Seal,
    ) -> Result<Result<Target, Suppression>, StoreError> {
        let mut c = self.worker.acquire().await?;
        let (via, lender_no) = (claimed.delivery.via, claimed.lender_no);
        let address = contacts::address(&mut c, seal, lender_no, &claimed.delivery.to, via.channel()).await?;
        let address = match address {
            Ok(address) => address,
            Err(why) => return Ok(Err(why)),
        };
        let Some(endpoint) = via.endpoint() else { return Ok(Ok(Target::Mail(address))) };
        let form = endpoints::form_of(&mut c, seal, lender_no, endpoint.0).await?;
        Ok(form.map(|form| Target::Endpoint(form, address)).ok_or(Suppression::EndpointGone))
    }

    /// Notes how an attempt went. Answers the state after it, where the report still counts.
    pub async fn report_notification(
        &self,
        claimed: &Claimed,
        report: &Report,
        now: DateTime<Utc>,
        schedule: &RetrySchedule,
        jitter: Jitter,
    ) -> Result<Option<DeliveryState>, StoreError> {
        let (id, attempt) = (claimed.delivery.id, claimed.delivery.attempts);
        let mut tx = self.worker.begin().await?;
        let before: Option<Json<Delivery>> =
            sqlx::query_scalar("select detail from notification_delivery where id = $1 for update")
                .bind(id.0)
                .fetch_optional(&mut *tx)
                .await?;
        let Some(Json(before)) = before else { return Ok(None) };
        end_attempt(&mut tx, &before, attempt, report, now).await?;
        let action = match &report.outcome {
            Outcome::Delivered => Action::Succeed { attempt },
            Outcome::Failed { failure, retry_after } => {
                Action::Fail { attempt, failure: failure.clone(), retry_after: *retry_after, jitter }
            }
            Outcome::Suppressed(why) => Action::Suppress { attempt, why: *why },
        };
        let applied = apply(&before, action, now, schedule).ok().flatten();
        let state = match applied {
            Some((after, _)) => {
                save(&mut tx, &after, now).await?;
                log_if_dead(&mut tx, claimed.lender_no, &claimed.event_type, &after, now).await?;
                Some(after.state())
            }
            None => None,
        };
        tx.commit().await?;
        Ok(state)
    }

    /// Forgets deliveries that were over before a time, a thousand at once. Answers how many.
    pub async fn prune_notifications(&self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        let done = sqlx::query(
            "delete from notification_delivery where id in (
               select id from notification_delivery where due_at is null and updated_at < $1 order by updated_at limit 1000)",
        )
        .bind(before)
        .execute(&self.worker)
        .await?;
        Ok(done.rows_affected())
    }
}

fn of_row(row: Row, delivery: Delivery) -> Claimed {
    Claimed {
        delivery,
        lender_no: row.lender_no,
        event_type: row.event_type,
        severity: Severity::from_name(&row.severity).unwrap_or(Severity::Info),
        entity_kind: row.entity_kind,
        entity_id: row.entity_id,
        happened_at: row.happened_at,
        subject: row.subject,
        body: row.body,
        payload: row.payload,
        attachment: row.attachment_name.zip(row.attachment),
    }
}

/// Writes down how an attempt ended. What was given up as abandoned and reports after all is put right.
async fn end_attempt(
    c: &mut PgConnection,
    delivery: &Delivery,
    attempt: u32,
    report: &Report,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (outcome, error) = match &report.outcome {
        Outcome::Delivered => ("delivered", None),
        Outcome::Failed { failure, .. } => {
            let name = if failure.kind == FailureKind::Abandoned { "abandoned" } else { "failed" };
            (name, Some(format!("{}: {}", failure.kind, failure.detail)))
        }
        Outcome::Suppressed(why) => ("suppressed", Some(why.name().to_owned())),
    };
    let error = error.map(|e| e.chars().take(ERROR_CHARS).collect::<String>());
    sqlx::query(
        "update notification_attempt set ended_at = $3, outcome = $4, status = $5, latency_ms = $6, error = $7
         where delivery_id = $1 and number = $2 and (outcome is null or outcome = 'abandoned')",
    )
    .bind(delivery.id.0)
    .bind(number(attempt))
    .bind(now)
    .bind(outcome)
    .bind(report.status.map(i32::from))
    .bind(report.latency_ms)
    .bind(error)
    .execute(c)
    .await?;
    Ok(())
}

fn number(attempt: u32) -> i32 {
    i32::try_from(attempt).unwrap_or(i32::MAX)
}

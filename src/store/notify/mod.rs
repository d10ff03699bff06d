//! The notification outbox: who is told of what, and every attempt to tell them.
//!
//! * [`rules`], [`endpoints`], [`contacts`]: what people set. [`routing`]: from the event table to deliveries.
//! * [`escalations`]: who is told next. [`sending`]: claims and reports of senders. [`deliveries`]: lists, and what
//!   people do with one. [`mailed`]: a report with its file.
//!
//! Wall time throughout: people's evenings do not follow a driven engine clock.

pub mod contacts;
pub mod deliveries;
pub mod endpoints;
pub mod escalations;
pub mod mailed;
pub mod routing;
pub mod rules;
pub mod sending;

use super::StoreError;
use super::events::{self, NewEvent};
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::notify::{Delivery, DeliveryState, Stage};
use sqlx::PgConnection;
use sqlx::types::Json;

/// As the event table names us.
const ACTOR: &str = "system:notify";

/// Stores a changed delivery whose version was one less.
async fn save(c: &mut PgConnection, after: &Delivery, now: DateTime<Utc>) -> Result<(), StoreError> {
    let version = version(after);
    let done = sqlx::query(
        "update notification_delivery set state = $3, detail = $4, version = $5, due_at = $6, updated_at = $7
         where id = $1 and version = $2",
    )
    .bind(after.id.0)
    .bind(version - 1)
    .bind(after.state().name())
    .bind(Json(after))
    .bind(version)
    .bind(after.due_at())
    .bind(now)
    .execute(c)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Stale { expected: version - 1 }) }
}

/// A dead letter is an event of its own, so that somebody can be told. One about a dead letter is not: it would tell of
/// itself for ever.
async fn log_if_dead(
    c: &mut PgConnection,
    lender: Option<i32>,
    about: &str,
    after: &Delivery,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let Stage::Dead { failure, .. } = &after.stage else { return Ok(()) };
    if about.starts_with("delivery.") {
        return Ok(());
    }
    let data = serde_json::json!({
        "channel": after.via.channel().name(), "attempts": after.attempts, "failure": failure.kind.name(), "event": about,
        "to": DeliveryState::Dead.name(),
    });
    let new = NewEvent {
        lender: lender.map(LenderNo),
        entity_kind: "delivery",
        entity_id: after.id.0,
        action: "dead",
        actor: ACTOR,
        at: now,
        reason: None,
        data,
    };
    events::append(c, &new).await
}

fn version(delivery: &Delivery) -> i32 {
    i32::try_from(delivery.version).unwrap_or(i32::MAX)
}

//! A report by e-mail: a delivery with a file, to the one who ordered it.

use super::super::StoreError;
use super::routing::{self, NewDelivery};
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::{DeliveryId, UserId};
use lienwatch_domain::notify::{Delivery, Facts, Party, Via};
use sqlx::PgConnection;
use uuid::Uuid;

/// A mail with a file.
#[derive(Debug)]
pub struct Mailed<'a> {
    /// Of the delivery; the mail's id too.
    pub id: Uuid,
    /// Of the recipient; none: an operator of the platform.
    pub lender_no: Option<i32>,
    /// To whom.
    pub to: Uuid,
    /// Which order made it.
    pub schedule: Uuid,
    /// One line.
    pub subject: &'a str,
    /// Plain text.
    pub body: &'a str,
    /// Name of the file, and what is in it: at most 4 MB (`notification_delivery_attachment`).
    pub file: (&'a str, &'a str),
}

/// Queues the mail, due at once. `now`: wall time.
pub async fn add(c: &mut PgConnection, mail: &Mailed<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let facts = Facts::of("report_schedule", mail.schedule, "due", now, &serde_json::json!({}));
    let delivery = Delivery::new(DeliveryId(mail.id), Party::User(UserId(mail.to)), Via::Email, None, now);
    let new = NewDelivery {
        delivery: &delivery,
        lender_no: mail.lender_no,
        origin: None,
        facts: &facts,
        subject: mail.subject,
        body: mail.body,
        payload: serde_json::json!({}),
    };
    routing::insert(c, &new, now).await?;
    sqlx::query("update notification_delivery set attachment_name = $2, attachment = $3 where id = $1")
        .bind(mail.id)
        .bind(mail.file.0)
        .bind(mail.file.1)
        .execute(c)
        .await?;
    Ok(())
}

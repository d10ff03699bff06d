//! Contacts and things found in a car, as they are written down.

use super::gate::{Gate, Said};
use super::judged::{denied, keep};
use crate::recovery::{Doing, OpenCase, RecoveryError};
use crate::store::recorded::ContactEntry;
use crate::store::shelves::ORDERS;
use lienwatch_domain::compliance::{AddressKind, Channel, GateAction, HitEffect};
use lienwatch_domain::recovery::Order;
use sqlx::PgConnection;
use uuid::Uuid;

/// A contact as the gate knows it: letters and visits have their own actions.
pub fn contact_action(entry: &ContactEntry) -> GateAction {
    let (party, text) = (entry.party, entry.text.clone());
    match entry.channel {
        Channel::Letter => GateAction::Letter { party, address: entry.address.unwrap_or(AddressKind::Other), text },
        Channel::Visit => GateAction::FieldVisit { party },
        channel => GateAction::Contact { channel, party, mentions_debt: entry.mentions_debt, text },
    }
}

async fn order_of(c: &mut PgConnection, order: Option<Uuid>) -> Result<Option<Order>, RecoveryError> {
    Ok(match order {
        Some(order) => ORDERS.get(c, order).await?.map(|stored| stored.value),
        None => None,
    })
}

/// Judges a contact that took place, as of its time, and keeps what the gate says: it happened, and is written down
/// whatever that is. Answers the outcome, and the rules it broke.
///
/// # Errors
/// There is no such case, or the database.
pub async fn judge_contact(
    c: &mut PgConnection,
    doing: &Doing,
    case: Uuid,
    order: Option<Uuid>,
    entry: &ContactEntry,
) -> Result<serde_json::Value, RecoveryError> {
    let open = OpenCase::lock(c, doing, case).await?;
    let gate = Gate::of(c, doing, &open).await?;
    let order = order_of(c, order).await?;
    let about = gate.about_contact(c, &open, order, Said::from(entry)).await?;
    let at = entry.at.unwrap_or(doing.now);
    let judged = gate.judge(&open, doing, "contact", contact_action(entry), &about, at);
    keep(c, doing, &open, std::slice::from_ref(&judged)).await?;
    let against = |effect| matches!(effect, HitEffect::Deny | HitEffect::Approve);
    let broken: Vec<&str> =
        judged.decision.rules.iter().filter(|hit| against(hit.effect)).map(|hit| hit.rule.as_str()).collect();
    Ok(serde_json::json!({ "outcome": judged.decision.outcome, "rules": broken }))
}

/// Whether the things found in the car of a case may be thrown away or sold now.
///
/// # Errors
/// A rule refuses, there is no such case, or the database.
pub async fn judge_disposal(c: &mut PgConnection, doing: &Doing, case: Uuid) -> Result<(), RecoveryError> {
    let open = OpenCase::lock(c, doing, case).await?;
    let gate = Gate::of(c, doing, &open).await?;
    let about = gate.about_order(c, &open, None, None).await?;
    let judged = gate.judge(&open, doing, "dispose_property", GateAction::DisposeProperty, &about, doing.now);
    match judged.decision.obstacles().into_iter().next() {
        Some(refusal) => Err(denied(doing, &open, std::slice::from_ref(&judged), refusal)),
        None => keep(c, doing, &open, std::slice::from_ref(&judged)).await,
    }
}

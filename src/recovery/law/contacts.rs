//! Contacts and things found in a car, as they are written down.

use super::gate::{Gate, Said};
use super::judged::{Judged, keep, passed};
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
    Ok(broken(&judged))
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
    passed(c, doing, &open, std::slice::from_ref(&judged)).await
}

/// Judges money that a contractor took from a debtor. What it was to take passes the gate; what it took of its own accord
/// happened, and is written down whatever the gate says of it. Answers the outcome, and the rules that it broke.
///
/// # Errors
/// A rule refuses what the contractor was to take, or the database.
pub async fn judge_collection(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    order: Order,
    asked_for: bool,
) -> Result<serde_json::Value, RecoveryError> {
    let gate = Gate::of(c, doing, open).await?;
    let about = gate.about_order(c, open, Some(order), None).await?;
    let judged = gate.judge(open, doing, "collection", GateAction::AcceptCash, &about, doing.now);
    let said = broken(&judged);
    if asked_for {
        passed(c, doing, open, std::slice::from_ref(&judged)).await?;
    } else {
        keep(c, doing, open, std::slice::from_ref(&judged)).await?;
    }
    Ok(said)
}

/// The outcome, and the rules that stand against what happened.
fn broken(judged: &Judged) -> serde_json::Value {
    let against = |effect| matches!(effect, HitEffect::Deny | HitEffect::Approve);
    let rules: Vec<&str> =
        judged.decision.rules.iter().filter(|hit| against(hit.effect)).map(|hit| hit.rule.as_str()).collect();
    serde_json::json!({ "outcome": judged.decision.outcome, "rules": rules })
}

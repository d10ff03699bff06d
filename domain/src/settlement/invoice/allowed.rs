//! What a screen offers.

use super::action::{InvoiceAction, InvoiceActionKind, InvoiceFacts, InvoicePolicy};
use super::document::Invoice;
use super::machine::{apply, state_allows, whose};
use crate::ids::PaymentId;
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Each action with what keeps it from being taken now: what a screen offers, and why it greys the rest. What the
/// action itself must bring (new lines, the order of a charge-back) is left open.
pub fn allowed(
    invoice: &Invoice,
    facts: &InvoiceFacts,
    now: DateTime<Utc>,
    policy: &InvoicePolicy,
) -> Vec<(InvoiceActionKind, Option<Refusal>)> {
    let reason = || Reason::new("asked by a screen").expect("the text is written here");
    let probe = |kind| {
        Some(match kind {
            InvoiceActionKind::Revise | InvoiceActionKind::ChargeBack => return None,
            InvoiceActionKind::Submit => InvoiceAction::Submit,
            InvoiceActionKind::Match => InvoiceAction::Match,
            InvoiceActionKind::Approve => InvoiceAction::Approve { reason: reason() },
            InvoiceActionKind::Dispute => InvoiceAction::Dispute { reason: reason() },
            InvoiceActionKind::Reject => InvoiceAction::Reject { reason: reason() },
            InvoiceActionKind::Pay => InvoiceAction::Pay { payment: PaymentId(Uuid::nil()) },
        })
    };
    let refusal = |kind| match probe(kind) {
        Some(action) => apply(invoice, action, facts, now, policy).err(),
        None => whose(invoice.vendor, kind, facts.party).and_then(|()| state_allows(invoice.stage.state(), kind)).err(),
    };
    InvoiceActionKind::ALL.iter().map(|kind| (*kind, refusal(*kind))).collect()
}

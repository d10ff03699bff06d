//! What may be asked of an invoice, what is known then, and what follows.

use super::document::{InvoiceLine, InvoiceState};
use crate::actor::Actor;
use crate::ids::{InvoiceId, OrderId, PaymentId, VendorId};
use crate::money::{BasisPoints, Money};
use crate::reason::Reason;
use crate::recovery::order::Party;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum InvoiceAction {
    /// The contractor changes its lines; a disputed one is handed in again by it.
    Revise {
        /// The new lines.
        lines: Vec<InvoiceLine>,
    },
    /// The contractor hands it in.
    Submit,
    /// It is held against the fees.
    Match,
    /// A person agrees.
    Approve {
        /// Why.
        reason: Reason,
    },
    /// A person doubts it, whatever matching found; what was approved is void.
    Dispute {
        /// Why: the contractor reads it.
        reason: Reason,
    },
    /// A person refuses it.
    Reject {
        /// Why.
        reason: Reason,
    },
    /// It is paid.
    Pay {
        /// By which payment.
        payment: PaymentId,
    },
    /// An order's work was undone.
    ChargeBack {
        /// Which order.
        order: OrderId,
        /// Why.
        reason: Reason,
    },
}

wire_names! {
    /// The name of an action.
    InvoiceActionKind {
        /// [`InvoiceAction::Revise`].
        Revise = "revise",
        /// [`InvoiceAction::Submit`].
        Submit = "submit",
        /// [`InvoiceAction::Match`].
        Match = "match",
        /// [`InvoiceAction::Approve`].
        Approve = "approve",
        /// [`InvoiceAction::Dispute`].
        Dispute = "dispute",
        /// [`InvoiceAction::Reject`].
        Reject = "reject",
        /// [`InvoiceAction::Pay`].
        Pay = "pay",
        /// [`InvoiceAction::ChargeBack`].
        ChargeBack = "charge_back",
    }
}

impl InvoiceAction {
    /// Its name.
    pub fn kind(&self) -> InvoiceActionKind {
        match self {
            InvoiceAction::Revise { .. } => InvoiceActionKind::Revise,
            InvoiceAction::Submit => InvoiceActionKind::Submit,
            InvoiceAction::Match => InvoiceActionKind::Match,
            InvoiceAction::Approve { .. } => InvoiceActionKind::Approve,
            InvoiceAction::Dispute { .. } => InvoiceActionKind::Dispute,
            InvoiceAction::Reject { .. } => InvoiceActionKind::Reject,
            InvoiceAction::Pay { .. } => InvoiceActionKind::Pay,
            InvoiceAction::ChargeBack { .. } => InvoiceActionKind::ChargeBack,
        }
    }
}

/// What is known of the fees of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFee {
    /// Who did it.
    pub vendor: VendorId,
    /// What it earns now, by [`payable`](crate::settlement::fees::payable), or why nothing.
    pub payable: Result<Money, Refusal>,
    /// Its fees were charged back.
    pub reversed: bool,
    /// Another invoice that asks for it and was not rejected.
    pub other_invoice: Option<InvoiceId>,
}

/// What is known when an action is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceFacts {
    /// Who asks.
    pub party: Party,
    /// The orders that the invoice names; one that is missing is none of the lender's.
    pub orders: BTreeMap<OrderId, OrderFee>,
}

/// A lender's rules for invoices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InvoicePolicy {
    /// A line may ask for so much more than the fee, minor units; the lesser of this and the share counts.
    pub tolerance_minor: i64,
    /// A line may ask for such a share of the fee more.
    pub tolerance: BasisPoints,
    /// Up to this total an invoice is approved without people, minor units; 0: never.
    pub auto_limit_minor: i64,
    /// And only if it differs from the fees by no more than this share of them.
    pub auto_variance: BasisPoints,
}

impl Default for InvoicePolicy {
    /// A unit or 1 % of tolerance; up to 2000 units exactly as computed without people.
    fn default() -> Self {
        InvoicePolicy {
            tolerance_minor: 100,
            tolerance: BasisPoints::new(100).expect("below the whole"),
            auto_limit_minor: 200_000,
            auto_variance: BasisPoints::ZERO,
        }
    }
}

/// One row of an invoice's log. An action may make several, all of one version, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceEvent {
    /// Of which invoice.
    pub invoice: InvoiceId,
    /// Its version after the action.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// State before; `None` when it was begun.
    pub from: Option<InvoiceState>,
    /// State after.
    pub to: InvoiceState,
    /// What changed.
    #[serde(flatten)]
    pub change: InvoiceChange,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum InvoiceChange {
    /// It was begun.
    Begun,
    /// Its lines changed.
    Revised,
    /// It was handed in.
    Submitted,
    /// It is what the fees are.
    Matched,
    /// It is not.
    Disputed,
    /// A person doubts it.
    Doubted {
        /// Why.
        reason: Reason,
    },
    /// It was approved within the limits.
    ApprovedByLimits,
    /// The first of two people agreed.
    ApprovedOnce {
        /// Why.
        reason: Reason,
    },
    /// The second agreed.
    ApprovedTwice {
        /// Why.
        reason: Reason,
    },
    /// It was refused.
    Rejected {
        /// Why.
        reason: Reason,
    },
    /// It was paid.
    Paid {
        /// By which payment.
        payment: PaymentId,
    },
    /// A line is no longer asked for.
    LineChargedBack {
        /// Of which order.
        order: OrderId,
        /// Why.
        reason: Reason,
    },
}

/// What the shell must do, in the transaction of the change or through the outbox it writes there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum InvoiceEffect {
    /// Hold it against the fees.
    MatchNow,
    /// Tell those who may approve.
    NotifyApprovers,
    /// Tell the contractor how it stands.
    NotifyVendor,
    /// The order is billed by this invoice.
    OrderInvoiced {
        /// Which.
        order: OrderId,
    },
    /// The order is no longer billed by it: the invoice is doubted, refused, or judged anew.
    OrderReleased {
        /// Which.
        order: OrderId,
    },
    /// Pay the contractor for an order: the books and the order say so.
    PayOrder {
        /// Which.
        order: OrderId,
        /// How much.
        amount: Money,
        /// Of it beyond the fee, within the tolerance: the lender bears it.
        over: Money,
    },
    /// The contractor asked for less than the fee: the rest is owed no more, and no cost of the borrower.
    WaiveRest {
        /// Of which order.
        order: OrderId,
        /// How much.
        amount: Money,
    },
    /// The contractor owes this back.
    ClaimBack {
        /// For which order.
        order: OrderId,
        /// How much.
        amount: Money,
    },
}

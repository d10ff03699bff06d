//! What may be asked of a promise, what is known then, and what follows.

use super::document::{Part, PromiseState};
use crate::actor::Actor;
use crate::lending::Payment;
use crate::money::Money;
use crate::reason::Reason;
use crate::recovery::{PromiseId, PromiseOutcome};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum PromiseAction {
    /// It is held against what came in: a payment was booked, or a day has passed.
    Assess,
    /// It is taken back.
    Cancel {
        /// Why.
        reason: Reason,
    },
}

wire_names! {
    /// The name of an action.
    PromiseActionKind {
        /// [`PromiseAction::Assess`].
        Assess = "assess",
        /// [`PromiseAction::Cancel`].
        Cancel = "cancel",
    }
}

impl PromiseAction {
    /// Its name.
    pub fn kind(&self) -> PromiseActionKind {
        match self {
            PromiseAction::Assess => PromiseActionKind::Assess,
            PromiseAction::Cancel { .. } => PromiseActionKind::Cancel,
        }
    }
}

/// What is known when an action is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseFacts {
    /// Who asks.
    pub actor: Actor,
    /// Every payment of the loan.
    pub payments: Vec<Payment>,
    /// What is unpaid of the loan in all, due or not.
    pub outstanding: Money,
    /// The lender's date.
    pub today: NaiveDate,
    /// The loan has an open promise or plan.
    pub other_open: Option<PromiseId>,
}

/// A lender's rules for promises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PromisePolicy {
    /// So many days after the promised one a payment still counts: banks need time.
    pub grace_days: u32,
    /// A promise of one payment lies at most so many days ahead.
    pub promise_days: u32,
    /// The last part of a plan lies at most so many days ahead.
    pub plan_days: u32,
    /// Parts of a plan at most, up to 120.
    pub plan_parts: u32,
}

/// Parts of a plan at most, whatever a lender allows.
pub(super) const MOST_PARTS: u32 = 120;

impl Default for PromisePolicy {
    /// A day of grace; a month ahead; plans of up to two years and 24 parts.
    fn default() -> Self {
        PromisePolicy { grace_days: 1, promise_days: 31, plan_days: 731, plan_parts: 24 }
    }
}

/// One row of a promise's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseEvent {
    /// Of which promise.
    pub promise: PromiseId,
    /// Its version after the action.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// State before; `None` when it was made.
    pub from: Option<PromiseState>,
    /// State after.
    pub to: PromiseState,
    /// What changed.
    #[serde(flatten)]
    pub change: PromiseChange,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum PromiseChange {
    /// It was made.
    Made {
        /// What is promised.
        parts: Vec<Part>,
    },
    /// Parts of a plan were covered, or, where a payment bounced, are not any more.
    NextDue {
        /// The day that is next.
        due: NaiveDate,
    },
    /// All of it was paid in time.
    Kept,
    /// A part of it was not.
    Broken {
        /// Which, from 0.
        part: u32,
        /// What was missing.
        missing: Money,
    },
    /// It was taken back.
    Cancelled {
        /// Why.
        reason: Reason,
    },
}

impl PromiseChange {
    /// Its name, as the log has it.
    pub fn name(&self) -> &'static str {
        match self {
            PromiseChange::Made { .. } => "made",
            PromiseChange::NextDue { .. } => "next_due",
            PromiseChange::Kept => "kept",
            PromiseChange::Broken { .. } => "broken",
            PromiseChange::Cancelled { .. } => "cancelled",
        }
    }
}

/// What the shell must do in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum PromiseEffect {
    /// The open case of the loan is held.
    HoldCase,
    /// The open case of the loan is told.
    TellCase {
        /// How it ended.
        outcome: PromiseOutcome,
    },
    /// The treatment of the loan goes one step on.
    NextStep,
}

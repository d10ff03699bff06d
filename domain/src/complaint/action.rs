//! What may be asked of a complaint, what is known then, and what follows.

use super::document::{About, ComplaintCategory, ComplaintOutcome, ComplaintState, DeadlineWarning};
use super::terms::{ComplaintPolicy, ComplaintTerms};
use crate::actor::Actor;
use crate::compliance::Calendar;
use crate::ids::{CaseId, ComplaintId, UserId, VendorId};
use crate::reason::Reason;
use crate::vendors::Severity;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum ComplaintAction {
    /// A written acknowledgement went out.
    Acknowledge,
    /// Somebody takes it up.
    StartReview,
    /// It is somebody's to work on, or nobody's.
    Assign {
        /// Whose.
        handler: Option<UserId>,
    },
    /// What it is, on a second look.
    Classify {
        /// What is complained of.
        category: ComplaintCategory,
        /// How grave.
        severity: Severity,
    },
    /// What it is about, in place of what was known before.
    Link {
        /// What.
        about: About,
    },
    /// The answer is put off, as the law of the place allows.
    Extend {
        /// Why: whoever complained is told.
        reason: Reason,
    },
    /// It is answered.
    Decide {
        /// How.
        outcome: ComplaintOutcome,
        /// The answer, with its reasons.
        response: Reason,
        /// What is done about it.
        #[serde(default)]
        remedy: Option<Reason>,
    },
    /// What was promised is done.
    Close {
        /// What was done.
        reason: Reason,
    },
    /// Whoever complained takes it back.
    Withdraw {
        /// In which words.
        reason: Reason,
    },
    /// Time has passed.
    Tick,
}

wire_names! {
    /// The name of an action.
    ComplaintActionKind {
        /// [`ComplaintAction::Acknowledge`].
        Acknowledge = "acknowledge",
        /// [`ComplaintAction::StartReview`].
        StartReview = "start_review",
        /// [`ComplaintAction::Assign`].
        Assign = "assign",
        /// [`ComplaintAction::Classify`].
        Classify = "classify",
        /// [`ComplaintAction::Link`].
        Link = "link",
        /// [`ComplaintAction::Extend`].
        Extend = "extend",
        /// [`ComplaintAction::Decide`].
        Decide = "decide",
        /// [`ComplaintAction::Close`].
        Close = "close",
        /// [`ComplaintAction::Withdraw`].
        Withdraw = "withdraw",
        /// [`ComplaintAction::Tick`].
        Tick = "tick",
    }
}

impl ComplaintAction {
    /// Its name.
    pub fn kind(&self) -> ComplaintActionKind {
        match self {
            ComplaintAction::Acknowledge => ComplaintActionKind::Acknowledge,
            ComplaintAction::StartReview => ComplaintActionKind::StartReview,
            ComplaintAction::Assign { .. } => ComplaintActionKind::Assign,
            ComplaintAction::Classify { .. } => ComplaintActionKind::Classify,
            ComplaintAction::Link { .. } => ComplaintActionKind::Link,
            ComplaintAction::Extend { .. } => ComplaintActionKind::Extend,
            ComplaintAction::Decide { .. } => ComplaintActionKind::Decide,
            ComplaintAction::Close { .. } => ComplaintActionKind::Close,
            ComplaintAction::Withdraw { .. } => ComplaintActionKind::Withdraw,
            ComplaintAction::Tick => ComplaintActionKind::Tick,
        }
    }
}

/// What is known when an action is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintFacts {
    /// Who asks.
    pub actor: Actor,
    /// They may approve what needs approval.
    pub may_approve: bool,
    /// What the place asks, with the lender's own numbers.
    pub terms: ComplaintTerms,
    /// The lender's rules.
    pub policy: ComplaintPolicy,
    /// The lender's zone.
    pub zone: Tz,
    /// The lender's holidays.
    pub holidays: Calendar,
}

/// One row of a complaint's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintEvent {
    /// Of which complaint.
    pub complaint: ComplaintId,
    /// Its version after the action.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// State before; `None` when it came in.
    pub from: Option<ComplaintState>,
    /// State after.
    pub to: ComplaintState,
    /// What changed.
    #[serde(flatten)]
    pub change: ComplaintChange,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum ComplaintChange {
    /// It came in.
    Received {
        /// What is complained of.
        kind: ComplaintCategory,
        /// The answer is due by then.
        deadline: DateTime<Utc>,
    },
    /// Its receipt was acknowledged.
    Acknowledged,
    /// Somebody took it up.
    ReviewStarted,
    /// It changed hands.
    Assigned {
        /// Whose it is.
        assigned_to: Option<UserId>,
    },
    /// It was seen otherwise.
    Classified {
        /// What is complained of.
        kind: ComplaintCategory,
        /// How grave.
        grade: Severity,
    },
    /// It is about something else than was known.
    Linked {
        /// What.
        about: About,
    },
    /// The answer was put off.
    Extended {
        /// Until then.
        deadline: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
    /// A deadline is near.
    DeadlineNear {
        /// Which.
        kind: DeadlineWarning,
        /// When.
        deadline: DateTime<Utc>,
    },
    /// A deadline was missed.
    DeadlineMissed {
        /// Which.
        kind: DeadlineWarning,
        /// When it was.
        deadline: DateTime<Utc>,
    },
    /// It was answered.
    Decided {
        /// How.
        kind: ComplaintOutcome,
    },
    /// It is over.
    Closed {
        /// What was done.
        reason: Reason,
    },
    /// It was taken back.
    Withdrawn {
        /// In which words.
        reason: Reason,
    },
}

impl ComplaintChange {
    /// Its name, as the log has it.
    pub fn name(&self) -> &'static str {
        match self {
            ComplaintChange::Received { .. } => "received",
            ComplaintChange::Acknowledged => "acknowledged",
            ComplaintChange::ReviewStarted => "review_started",
            ComplaintChange::Assigned { .. } => "assigned",
            ComplaintChange::Classified { .. } => "classified",
            ComplaintChange::Linked { .. } => "linked",
            ComplaintChange::Extended { .. } => "extended",
            ComplaintChange::DeadlineNear { .. } => "deadline_near",
            ComplaintChange::DeadlineMissed { .. } => "deadline_missed",
            ComplaintChange::Decided { .. } => "decided",
            ComplaintChange::Closed { .. } => "closed",
            ComplaintChange::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// What the shell must do in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum ComplaintEffect {
    /// The case is held.
    HoldCase {
        /// Which.
        case: CaseId,
    },
    /// The hold on the case ends.
    ReleaseCase {
        /// Which.
        case: CaseId,
    },
    /// The vendor's file gets it.
    TellVendor {
        /// Which.
        vendor: VendorId,
        /// How grave.
        severity: Severity,
    },
    /// It no longer stands in the vendor's file as open.
    ClearVendor {
        /// Which.
        vendor: VendorId,
    },
}

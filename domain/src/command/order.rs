//! A command on its way to one tracker: what was asked, by whom, and where it stands.

use super::{CommandKind, expiry};
use crate::actor::Actor;
use crate::ids::{ChaseId, CommandId, TrackerId, UserId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use lienwatch_protocols::{Command, Ticket};
use serde::{Deserialize, Serialize};

/// Longest answer of a device that is kept, characters.
pub const MAX_ANSWER_CHARS: usize = 1024;

wire_names! {
    /// Every state of a command, by its name.
    CommandState {
        /// A second person must agree.
        AwaitingApproval = "awaiting_approval",
        /// Waits for the device, or for its turn.
        Queued = "queued",
        /// Handed to the device's connection; no answer yet.
        Sent = "sent",
        /// The device answered.
        Acknowledged = "acknowledged",
        /// It will not be done.
        Failed = "failed",
        /// The device was not reached in time.
        Expired = "expired",
        /// Taken back before it was sent.
        Cancelled = "cancelled",
    }
}

impl CommandState {
    /// Whether it may still change.
    pub fn live(self) -> bool {
        matches!(self, CommandState::AwaitingApproval | CommandState::Queued | CommandState::Sent)
    }
}

wire_names! {
    /// Why a command failed.
    Failure {
        /// No answer came. Whether the device did it is not known.
        NoAnswer = "no_answer",
        /// The device said no.
        RefusedByDevice = "refused_by_device",
        /// The device's protocol has no such command, or cannot carry its value.
        NotSupported = "not_supported",
        /// A rule for dangerous commands did not hold any more when it was to be sent.
        GateClosed = "gate_closed",
        /// The end of a cut went before it while no answer had come yet.
        Superseded = "superseded",
    }
}

/// A warning that the borrower was given before a cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// How and to whom.
    pub text: Reason,
    /// When it was recorded here: the waiting time runs from then.
    pub at: DateTime<Utc>,
}

/// A second person agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: Reason,
}

/// Where a command stands, with what belongs to that state and to no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Stage {
    /// A second person must agree.
    AwaitingApproval,
    /// Waits.
    Queued,
    /// Under way.
    Sent {
        /// Since when.
        at: DateTime<Utc>,
        /// By what its answer will be known.
        ticket: Ticket,
    },
    /// Answered.
    Acknowledged {
        /// When.
        at: DateTime<Utc>,
        /// In the device's words.
        answer: Option<String>,
    },
    /// Given up.
    Failed {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        why: Failure,
        /// In words: the device's, or the rule's.
        detail: Option<String>,
    },
    /// Not reached in time.
    Expired {
        /// When.
        at: DateTime<Utc>,
    },
    /// Taken back.
    Cancelled {
        /// When.
        at: DateTime<Utc>,
        /// By whom.
        by: Actor,
    },
}

impl Stage {
    /// The state's name.
    pub fn state(&self) -> CommandState {
        match self {
            Stage::AwaitingApproval => CommandState::AwaitingApproval,
            Stage::Queued => CommandState::Queued,
            Stage::Sent { .. } => CommandState::Sent,
            Stage::Acknowledged { .. } => CommandState::Acknowledged,
            Stage::Failed { .. } => CommandState::Failed,
            Stage::Expired { .. } => CommandState::Expired,
            Stage::Cancelled { .. } => CommandState::Cancelled,
        }
    }
}

/// A command of one tracker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its id.
    pub id: CommandId,
    /// To which tracker.
    pub tracker: TrackerId,
    /// What.
    pub command: Command,
    /// Who asked.
    pub requested_by: Actor,
    /// When.
    pub requested_at: DateTime<Utc>,
    /// Why.
    pub reason: Option<Reason>,
    /// The chase that it belongs to.
    pub chase: Option<ChaseId>,
    /// The warning before a cut.
    pub warning: Option<Warning>,
    /// The second person's word.
    pub approval: Option<Approval>,
    /// Not before.
    pub not_before: Option<DateTime<Utc>>,
    /// Given up where it could not be sent until then.
    pub expires_at: DateTime<Utc>,
    /// How often it was sent.
    pub attempts: u32,
    /// The ticket of the last sending: an answer that comes late is still known.
    pub last_ticket: Option<Ticket>,
    /// Where it stands.
    pub stage: Stage,
    /// Counts changes, from 1; the store compares and sets it.
    pub version: u64,
}

impl Order {
    /// Its kind.
    pub fn kind(&self) -> CommandKind {
        CommandKind::of(&self.command)
    }

    /// Its state.
    pub fn state(&self) -> CommandState {
        self.stage.state()
    }

    /// When something must happen to it if nothing else does: it expires, or its answer is overdue.
    pub fn due_at(&self) -> Option<DateTime<Utc>> {
        match &self.stage {
            Stage::AwaitingApproval | Stage::Queued => Some(self.expires_at),
            Stage::Sent { at, .. } => Some(*at + self.kind().traits().answer_within),
            _ => None,
        }
    }
}

/// One row of a command's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderEvent {
    /// Of which command.
    pub command: CommandId,
    /// Its kind.
    pub kind: CommandKind,
    /// To which tracker.
    pub tracker: TrackerId,
    /// Its version after the change.
    pub version: u64,
    /// When, engine time.
    pub at: DateTime<Utc>,
    /// State before; `None` when it was asked for.
    pub from: Option<CommandState>,
    /// State after.
    pub to: CommandState,
    /// What changed.
    #[serde(flatten)]
    pub change: Change,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// Somebody asked for it.
    Requested {
        /// What.
        order: Command,
        /// Why.
        reason: Option<Reason>,
        /// The warning before a cut.
        warning: Option<Reason>,
    },
    /// A second person agreed.
    Approved {
        /// Who had asked.
        requested_by: Actor,
        /// Why.
        reason: Reason,
    },
    /// Handed to the device's connection.
    Sent {
        /// For the how-manyth time.
        attempt: u32,
    },
    /// The device answered.
    Acknowledged {
        /// In its words.
        answer: Option<String>,
    },
    /// No answer in time; it will be sent again.
    TimedOut {
        /// How often it was sent.
        attempts: u32,
    },
    /// Given up.
    Failed {
        /// Why.
        why: Failure,
        /// In words.
        detail: Option<String>,
    },
    /// Not reached in time.
    Expired,
    /// Taken back.
    Cancelled {
        /// Why.
        reason: Option<Reason>,
    },
}

impl Change {
    /// Its name on the wire and in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Change::Requested { .. } => "requested",
            Change::Approved { .. } => "approved",
            Change::Sent { .. } => "sent",
            Change::Acknowledged { .. } => "acknowledged",
            Change::TimedOut { .. } => "timed_out",
            Change::Failed { .. } => "failed",
            Change::Expired => "expired",
            Change::Cancelled { .. } => "cancelled",
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The new command's id.
    pub id: CommandId,
    /// To which tracker.
    pub tracker: TrackerId,
    /// What, in its ranges ([`check`](super::check)).
    pub command: Command,
    /// Who asks.
    pub by: Actor,
    /// Why.
    pub reason: Option<Reason>,
    /// The warning before a cut: how and to whom.
    pub warning: Option<Reason>,
    /// Until when it waits; `None`: as long as its kind does.
    pub expires_at: Option<DateTime<Utc>>,
    /// How long the device sleeps, seconds, as [`expiry`] takes it.
    pub asleep: Option<Option<u32>>,
    /// The chase it belongs to.
    pub chase: Option<ChaseId>,
}

/// A new command, queued; a cut waits for its second person. Version 1.
///
/// # Errors
/// A photo, or another medium, without a reason; a cut without a warning or a reason, or that expires before its
/// warning time is over.
pub fn place(asked: Placed, warning_h: u32, now: DateTime<Utc>) -> Result<(Order, OrderEvent), Refusal> {
    let kind = CommandKind::of(&asked.command);
    let cut = kind == CommandKind::EngineCut;
    if cut && asked.warning.is_none() {
        let fix = "say in warning how and to whom the warning was given";
        return Err(Refusal::new("advance_warning", "the borrower must be warned before a cut", fix));
    }
    if cut && asked.reason.is_none() {
        return Err(Refusal::new("reason_required", "a cut needs a reason", "say why in words"));
    }
    if kind.needs_reason() && asked.reason.is_none() {
        return Err(Refusal::new(
            "reason_required",
            "what cameras and microphones send may tell of people: it needs a reason",
            "say why in words",
        ));
    }
    let warning = asked.warning.filter(|_| cut).map(|text| Warning { text, at: now });
    let not_before = warning.as_ref().map(|w| w.at + chrono::TimeDelta::hours(i64::from(warning_h)));
    let expires_at = asked.expires_at.unwrap_or_else(|| expiry(kind, not_before.unwrap_or(now), asked.asleep));
    if not_before.is_some_and(|earliest| earliest >= expires_at) {
        let message = format!("it expires at {expires_at}, before the warning time is over");
        return Err(Refusal::new("expires_too_early", message, "let it wait longer than the warning time"));
    }
    let stage = if cut { Stage::AwaitingApproval } else { Stage::Queued };
    let change = Change::Requested {
        order: asked.command.clone(),
        reason: asked.reason.clone(),
        warning: warning.as_ref().map(|w| w.text.clone()),
    };
    let event = OrderEvent {
        command: asked.id,
        kind,
        tracker: asked.tracker,
        version: 1,
        at: now,
        from: None,
        to: stage.state(),
        change,
    };
    let order = Order {
        id: asked.id,
        tracker: asked.tracker,
        command: asked.command,
        requested_by: asked.by,
        requested_at: now,
        reason: asked.reason,
        chase: asked.chase,
        warning,
        approval: None,
        not_before,
        expires_at,
        attempts: 0,
        last_ticket: None,
        stage,
        version: 1,
    };
    Ok((order, event))
}

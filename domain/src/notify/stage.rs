//! Where a delivery stands, and why it does not stand better.

use crate::ids::UserId;
use crate::reason::Reason;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

wire_names! {
    /// The name of a [`Stage`].
    DeliveryState {
        /// Waits for its time.
        Pending = "pending",
        /// A sender has it.
        Sending = "sending",
        /// The other side took it.
        Delivered = "delivered",
        /// Will be tried again.
        Failed = "failed",
        /// Given up.
        Dead = "dead",
        /// Not sent, and why.
        Suppressed = "suppressed",
        /// Taken back.
        Cancelled = "cancelled",
    }
}

wire_names! {
    /// Why an attempt failed.
    FailureKind {
        /// No connection, or it broke.
        Connection = "connection",
        /// No answer in time.
        Timeout = "timeout",
        /// The other side answered that it did not take it.
        Refused = "refused",
        /// It answered that it never will: trying again cannot help.
        RefusedForGood = "refused_for_good",
        /// The target's address is a private one, or another that is not allowed.
        AddressNotAllowed = "address_not_allowed",
        /// The endpoint, or what opens it, is not as it must be.
        Unusable = "unusable",
        /// The sender did not live to say how it went.
        Abandoned = "abandoned",
    }
}

impl FailureKind {
    /// Whether trying again cannot help.
    pub fn for_good(self) -> bool {
        matches!(self, FailureKind::RefusedForGood | FailureKind::AddressNotAllowed | FailureKind::Unusable)
    }
}

/// A failed attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Why.
    pub kind: FailureKind,
    /// In words, [`Failure::MAX_CHARS`] at most.
    pub detail: String,
}

impl Failure {
    /// Longest text, characters.
    pub const MAX_CHARS: usize = 300;

    /// Cuts what is too long, and control characters out.
    pub fn new(kind: FailureKind, detail: &str) -> Failure {
        let plain = |c: char| if c.is_control() { ' ' } else { c };
        let shown: String = detail.trim().chars().take(Self::MAX_CHARS).map(plain).collect();
        Failure { kind, detail: shown.trim_end().to_owned() }
    }
}

wire_names! {
    /// Why nothing is sent.
    Suppression {
        /// The party has no address for this way.
        NoAddress = "no_address",
        /// The person was disabled, or is not of this lender.
        RecipientGone = "recipient_gone",
        /// The endpoint was retired.
        EndpointGone = "endpoint_gone",
        /// The installation has no server for this way.
        NotConfigured = "not_configured",
    }
}

/// Where a delivery stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Stage {
    /// Waits.
    Pending {
        /// Until then.
        due_at: DateTime<Utc>,
    },
    /// A sender has it.
    Sending {
        /// Since when.
        since: DateTime<Utc>,
        /// If nothing was heard until then, it may be taken again.
        lease_until: DateTime<Utc>,
    },
    /// Taken.
    Delivered {
        /// When.
        at: DateTime<Utc>,
    },
    /// To be tried again.
    Failed {
        /// When.
        retry_at: DateTime<Utc>,
        /// What went wrong.
        failure: Failure,
    },
    /// Given up.
    Dead {
        /// When.
        at: DateTime<Utc>,
        /// What went wrong last.
        failure: Failure,
    },
    /// Not sent.
    Suppressed {
        /// When that was found.
        at: DateTime<Utc>,
        /// Why.
        why: Suppression,
    },
    /// Taken back.
    Cancelled {
        /// When.
        at: DateTime<Utc>,
        /// By whom.
        by: UserId,
        /// Why.
        reason: Reason,
    },
}

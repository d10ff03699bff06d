//! What happened to a vendor, and what must follow in the world.

use super::{Document, DocumentKind, Profile, Scorecard, Severity, SuspensionCause, VendorState};
use crate::actor::Actor;
use crate::ids::{ComplaintId, VendorId};
use crate::reason::Reason;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One row of a vendor's log. An action may make several, all of one version, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorEvent {
    /// Of which vendor.
    pub vendor: VendorId,
    /// The vendor's version after the action.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// State before; `None` when the vendor was entered.
    pub from: Option<VendorState>,
    /// State after.
    pub to: VendorState,
    /// What changed.
    #[serde(flatten)]
    pub change: Change,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// The vendor was entered.
    Entered {
        /// As what.
        profile: Profile,
    },
    /// It does something else now.
    ProfileChanged {
        /// What.
        profile: Profile,
    },
    /// A paper came in.
    DocumentAdded {
        /// Which.
        document: Document,
    },
    /// A paper does not count any more.
    DocumentRevoked {
        /// What it is.
        kind: DocumentKind,
        /// Its number.
        number: Reason,
        /// Why.
        reason: Reason,
    },
    /// It was let in.
    Activated {
        /// Why.
        reason: Reason,
    },
    /// It gets no orders.
    Suspended {
        /// Why.
        cause: SuspensionCause,
        /// In words.
        reason: Reason,
    },
    /// It was let back.
    Reinstated {
        /// Why.
        reason: Reason,
    },
    /// Over.
    Terminated {
        /// Why.
        reason: Reason,
    },
    /// A complaint came in.
    ComplaintRecorded {
        /// Which.
        complaint: ComplaintId,
        /// How grave.
        severity: Severity,
        /// Of what.
        reason: Reason,
    },
    /// A complaint is over.
    ComplaintResolved {
        /// Which.
        complaint: ComplaintId,
        /// With what result.
        reason: Reason,
    },
    /// A quarter was marked.
    Rated {
        /// How.
        scorecard: Scorecard,
    },
}

impl Change {
    /// Its name on the wire and in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Change::Entered { .. } => "entered",
            Change::ProfileChanged { .. } => "profile_changed",
            Change::DocumentAdded { .. } => "document_added",
            Change::DocumentRevoked { .. } => "document_revoked",
            Change::Activated { .. } => "activated",
            Change::Suspended { .. } => "suspended",
            Change::Reinstated { .. } => "reinstated",
            Change::Terminated { .. } => "terminated",
            Change::ComplaintRecorded { .. } => "complaint_recorded",
            Change::ComplaintResolved { .. } => "complaint_resolved",
            Change::Rated { .. } => "rated",
        }
    }
}

/// What the shell must do, in the transaction of the change or through the outbox it writes there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// The list of agencies that a lender publishes changed (`domain.md` CN-06, TW-03).
    PublishRoster,
    /// Every offer that waits for this vendor is withdrawn.
    WithdrawOffers,
    /// Somebody must decide on each of its open orders: go on, hold or withdraw.
    ReviewOpenOrders,
    /// Every open order is withdrawn, with the access and the cached data.
    WithdrawOpenOrders,
    /// Its people may not sign in any more.
    RevokeAccess,
    /// Violence is reported to the police, and the report recorded (`domain.md` A8.5, TW-03).
    ReportToPolice {
        /// On which complaint.
        complaint: ComplaintId,
    },
    /// Tell the vendor and those at the lender who answer for it.
    Notify,
}

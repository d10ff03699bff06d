//! What may be asked of a vendor.

use super::{Document, DocumentKind, Figures, Profile, Quarter, SuspensionCause};
use crate::ids::ComplaintId;
use crate::reason::Reason;
use serde::{Deserialize, Serialize};

wire_names! {
    /// How grave a complaint is. 1 is violence, threats, intrusion, detention, or money taken.
    Severity {
        /// Suspends the vendor at once.
        One = "1",
        /// Grave.
        Two = "2",
        /// Ordinary.
        Three = "3",
        /// Slight.
        Four = "4",
    }
}

/// What is asked. New ids come with the action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// Another profile in place of the present one.
    ChangeProfile {
        /// The whole of it.
        profile: Profile,
    },
    /// A paper comes in; those it renews stay.
    AddDocument {
        /// The paper.
        document: Document,
    },
    /// A paper was found wrong or taken back.
    RevokeDocument {
        /// What it is.
        kind: DocumentKind,
        /// Its number.
        number: Reason,
        /// Why.
        reason: Reason,
    },
    /// The applicant is let in.
    Activate {
        /// Why.
        reason: Reason,
    },
    /// No orders until somebody lets it back.
    Suspend {
        /// Why.
        cause: SuspensionCause,
        /// In words.
        reason: Reason,
    },
    /// Let back.
    Reinstate {
        /// Why.
        reason: Reason,
    },
    /// Over, for good.
    Terminate {
        /// Why.
        reason: Reason,
    },
    /// A complaint about it came in. Severity 1 suspends.
    RecordComplaint {
        /// Which.
        complaint: ComplaintId,
        /// How grave.
        severity: Severity,
        /// What is complained of.
        reason: Reason,
    },
    /// A complaint was looked into and is over.
    ResolveComplaint {
        /// Which.
        complaint: ComplaintId,
        /// With what result.
        reason: Reason,
    },
    /// A quarter is marked. A failed one suspends.
    Rate {
        /// Which.
        quarter: Quarter,
        /// What was counted.
        figures: Figures,
    },
}

wire_names! {
    /// The name of an action.
    ActionKind {
        /// [`Action::ChangeProfile`].
        ChangeProfile = "change_profile",
        /// [`Action::AddDocument`].
        AddDocument = "add_document",
        /// [`Action::RevokeDocument`].
        RevokeDocument = "revoke_document",
        /// [`Action::Activate`].
        Activate = "activate",
        /// [`Action::Suspend`].
        Suspend = "suspend",
        /// [`Action::Reinstate`].
        Reinstate = "reinstate",
        /// [`Action::Terminate`].
        Terminate = "terminate",
        /// [`Action::RecordComplaint`].
        RecordComplaint = "record_complaint",
        /// [`Action::ResolveComplaint`].
        ResolveComplaint = "resolve_complaint",
        /// [`Action::Rate`].
        Rate = "rate",
    }
}

impl Action {
    /// Its name.
    pub fn kind(&self) -> ActionKind {
        match self {
            Action::ChangeProfile { .. } => ActionKind::ChangeProfile,
            Action::AddDocument { .. } => ActionKind::AddDocument,
            Action::RevokeDocument { .. } => ActionKind::RevokeDocument,
            Action::Activate { .. } => ActionKind::Activate,
            Action::Suspend { .. } => ActionKind::Suspend,
            Action::Reinstate { .. } => ActionKind::Reinstate,
            Action::Terminate { .. } => ActionKind::Terminate,
            Action::RecordComplaint { .. } => ActionKind::RecordComplaint,
            Action::ResolveComplaint { .. } => ActionKind::ResolveComplaint,
            Action::Rate { .. } => ActionKind::Rate,
        }
    }
}

//! The vendor: what it is and where it stands.

use super::{Change, Document, Effect, Profile, Scorecard, VendorEvent};
use crate::actor::Actor;
use crate::ids::{ComplaintId, VendorId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Papers kept of a vendor. When full, those that ended longest ago give way; if none has ended, the next is refused.
pub const MAX_DOCUMENTS: usize = 64;

/// Quarters whose marks are kept with the vendor, two years; older ones are in its log.
pub const MAX_SCORECARDS: usize = 8;

/// Open complaints of severity 1 a vendor can have; it is long suspended by then.
pub const MAX_COMPLAINTS: usize = 100;

wire_names! {
    /// Every state of a vendor, by its name.
    VendorState {
        /// Its papers are being gathered.
        Applicant = "applicant",
        /// Gets orders.
        Active = "active",
        /// Gets none until somebody lets it back.
        Suspended = "suspended",
        /// Over.
        Terminated = "terminated",
    }
}

wire_names! {
    /// Why a vendor is suspended.
    SuspensionCause {
        /// A complaint of severity 1 (`domain.md` A8.5).
        Complaint = "complaint",
        /// It failed a quarter (`domain.md` A7.6).
        Scorecard = "scorecard",
        /// Its papers are not in order.
        Documents = "documents",
        /// An audit found what cannot wait.
        Audit = "audit",
        /// An incident is being looked into.
        Incident = "incident",
        /// The lender decided so.
        LenderDecision = "lender_decision",
    }
}

/// Where a vendor stands, with what belongs to that state and to no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Stage {
    /// Its papers are being gathered.
    Applicant,
    /// Gets orders.
    Active {
        /// Since when.
        since: DateTime<Utc>,
        /// Who let it in, or back.
        by: Actor,
    },
    /// Gets none.
    Suspended {
        /// Why.
        cause: SuspensionCause,
        /// In words.
        reason: Reason,
        /// Since when.
        since: DateTime<Utc>,
    },
    /// Over.
    Terminated {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
}

impl Stage {
    /// The state's name.
    pub fn state(&self) -> VendorState {
        match self {
            Stage::Applicant => VendorState::Applicant,
            Stage::Active { .. } => VendorState::Active,
            Stage::Suspended { .. } => VendorState::Suspended,
            Stage::Terminated { .. } => VendorState::Terminated,
        }
    }
}

/// A contractor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vendor {
    /// Its id.
    pub id: VendorId,
    /// What it does.
    pub profile: Profile,
    /// Its papers, oldest entry first.
    pub documents: Vec<Document>,
    /// Its marks, latest quarter last.
    pub scorecards: Vec<Scorecard>,
    /// Complaints of severity 1 that nobody has resolved.
    pub grave_complaints: Vec<ComplaintId>,
    /// Where it stands.
    pub stage: Stage,
    /// Who entered it; another person lets it in.
    pub entered_by: Actor,
    /// When it was entered.
    pub entered_at: DateTime<Utc>,
    /// Counts changes, from 1; the store compares and sets it.
    pub version: u64,
}

impl Vendor {
    /// Its latest marks.
    pub fn latest_scorecard(&self) -> Option<&Scorecard> {
        self.scorecards.last()
    }
}

/// A new vendor, its first event and what follows from it.
pub type Opened = (Vendor, Vec<VendorEvent>, Vec<Effect>);

/// Enters a vendor as an applicant, version 1.
pub fn enter_vendor(id: VendorId, profile: Profile, actor: Actor, now: DateTime<Utc>) -> Result<Opened, Refusal> {
    let profile = profile.within_limits()?;
    let change = Change::Entered { profile: profile.clone() };
    let vendor = Vendor {
        id,
        profile,
        documents: vec![],
        scorecards: vec![],
        grave_complaints: vec![],
        stage: Stage::Applicant,
        entered_by: actor,
        entered_at: now,
        version: 1,
    };
    let event = VendorEvent { vendor: id, version: 1, at: now, actor, from: None, to: VendorState::Applicant, change };
    Ok((vendor, vec![event], vec![]))
}

//! A person of a vendor: what the file has, and where the person stands.

use super::machine::{AgentEvent, Change, Effect};
use crate::actor::Actor;
use crate::ids::{AgentId, EvidenceId, VendorId};
use crate::reason::Reason;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

wire_names! {
    /// Every state of a person, by its name.
    AgentState {
        /// Works for the vendor.
        Active = "active",
        /// May not go out for now.
        Suspended = "suspended",
        /// Does not work for the vendor any more.
        Left = "left",
    }
}

wire_names! {
    /// Why a person left (`domain.md` A7.2).
    LeaverReason {
        /// The person gave notice.
        Resigned = "resigned",
        /// The vendor gave notice.
        Dismissed = "dismissed",
        /// For misconduct: is not registered again, at no vendor.
        Misconduct = "misconduct",
        /// The term was over.
        TermOver = "term_over",
        /// Anything else.
        Other = "other",
    }
}

/// A certificate of qualification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Its number.
    pub number: Reason,
    /// First day on which it counts.
    pub issued_on: NaiveDate,
    /// Last day on which it counts.
    pub last_day: NaiveDate,
    /// The copy of it.
    #[serde(default)]
    pub evidence: Option<EvidenceId>,
}

/// A look into a person's record: convictions, bankruptcy, credit (`domain.md` A7.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackgroundCheck {
    /// On which day.
    pub on: NaiveDate,
    /// Nothing was found.
    pub clear: bool,
    /// The copy of it.
    #[serde(default)]
    pub evidence: Option<EvidenceId>,
}

/// A training with its test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Training {
    /// On which day.
    pub on: NaiveDate,
    /// Score of the test, 0 to 100.
    pub score: u32,
    /// The papers of it, kept a year at least (`domain.md` A7.4).
    #[serde(default)]
    pub evidence: Option<EvidenceId>,
}

/// What the file has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AgentFile {
    /// The certificate.
    pub certificate: Option<Certificate>,
    /// The latest look into the record.
    pub background: Option<BackgroundCheck>,
    /// The latest training.
    pub training: Option<Training>,
    /// When the person undertook to keep what is learnt (`domain.md` A11.6).
    pub confidentiality_on: Option<NaiveDate>,
}

/// Where a person stands, with what belongs to that state and to no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AgentStage {
    /// Works for the vendor.
    Active,
    /// May not go out for now.
    Suspended {
        /// Why.
        reason: Reason,
        /// Since when.
        since: DateTime<Utc>,
    },
    /// Gone.
    Left {
        /// Last day.
        on: NaiveDate,
        /// Why.
        why: LeaverReason,
        /// In words.
        reason: Reason,
    },
}

impl AgentStage {
    /// The state's name.
    pub fn state(&self) -> AgentState {
        match self {
            AgentStage::Active => AgentState::Active,
            AgentStage::Suspended { .. } => AgentState::Suspended,
            AgentStage::Left { .. } => AgentState::Left,
        }
    }
}

/// A person of a vendor. Work is not passed on to others (`domain.md` A6.8): a person is of one vendor for good; who
/// changes firms is registered anew there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// The person's id.
    pub id: AgentId,
    /// Of which vendor.
    pub vendor: VendorId,
    /// What the file has.
    pub file: AgentFile,
    /// Where the person stands.
    pub stage: AgentStage,
    /// Counts changes, from 1; the store compares and sets it.
    pub version: u64,
}

/// Registers a person, version 1, with an empty file.
pub fn register_agent(
    id: AgentId,
    vendor: VendorId,
    actor: Actor,
    now: DateTime<Utc>,
) -> (Agent, Vec<AgentEvent>, Vec<Effect>) {
    let agent = Agent { id, vendor, file: AgentFile::default(), stage: AgentStage::Active, version: 1 };
    let to = AgentState::Active;
    let event =
        AgentEvent { agent: id, version: 1, at: now, actor, from: None, to, change: Change::Registered { vendor } };
    (agent, vec![event], vec![])
}

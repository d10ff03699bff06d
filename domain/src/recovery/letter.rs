//! The letter of authorisation that agents show: who may take which car, on what ground, until when.

use super::order::OrderKind;
use crate::compliance::LegalBasis;
use crate::ids::{AgentId, CaseId, LetterId, OrderId, VendorId};
use crate::reason::Reason;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A letter of authorisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its id.
    pub id: LetterId,
    /// Of which case.
    pub case: CaseId,
    /// For which order.
    pub order: OrderId,
    /// To do what.
    pub kind: OrderKind,
    /// Which vendor.
    pub vendor: VendorId,
    /// Who, named.
    pub agents: Vec<AgentId>,
    /// On what ground.
    pub basis: LegalBasis,
    /// Where its proof is.
    pub reference: Option<Reason>,
    /// What the verification page is found by: unguessable, and printed on the letter.
    pub code: String,
    /// From when it holds.
    pub valid_from: DateTime<Utc>,
    /// Until when.
    pub valid_to: DateTime<Utc>,
    /// When it became void before its time, and why.
    pub revoked: Option<Revoked>,
    /// Counts changes, from 1.
    pub version: u64,
}

/// A letter became void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoked {
    /// When.
    pub at: DateTime<Utc>,
    /// Why, in a word: `withdrawn`, `case_held`, ...
    pub cause: String,
}

impl Letter {
    /// It holds at `now`.
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        self.revoked.is_none() && self.valid_from <= now && now < self.valid_to
    }

    /// The letter, void from `now` on. A void letter stays as it was.
    pub fn revoke(&self, cause: &str, now: DateTime<Utc>) -> Letter {
        let mut letter = self.clone();
        if letter.revoked.is_none() {
            letter.revoked = Some(Revoked { at: now, cause: cause.to_owned() });
            letter.version += 1;
        }
        letter
    }
}

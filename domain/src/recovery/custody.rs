//! Who has the car: a chain of hand-overs without a gap and without two custodians.

use crate::geo::Point;
use crate::ids::{AgentId, BuyerId, EvidenceId, HandOverId, VendorId, YardId};
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Who has the car.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "custodian", rename_all = "snake_case")]
pub enum Custodian {
    /// The borrower, or whoever the borrower left it with.
    Borrower,
    /// The agent who took it.
    Agent {
        /// Of which vendor.
        vendor: VendorId,
        /// Who.
        agent: AgentId,
    },
    /// A tow truck.
    TowTruck {
        /// Of which vendor.
        vendor: VendorId,
    },
    /// A yard.
    Yard {
        /// Which.
        yard: YardId,
    },
    /// A carrier between places.
    Carrier {
        /// Which vendor.
        vendor: VendorId,
    },
    /// An auction house.
    Auction {
        /// Which vendor.
        vendor: VendorId,
    },
    /// The buyer.
    Buyer {
        /// Who.
        buyer: BuyerId,
    },
}

impl Custodian {
    /// Its kind, in a word.
    pub fn name(self) -> &'static str {
        match self {
            Custodian::Borrower => "borrower",
            Custodian::Agent { .. } => "agent",
            Custodian::TowTruck { .. } => "tow_truck",
            Custodian::Yard { .. } => "yard",
            Custodian::Carrier { .. } => "carrier",
            Custodian::Auction { .. } => "auction",
            Custodian::Buyer { .. } => "buyer",
        }
    }

    /// The vendor, where it is one.
    pub fn vendor(self) -> Option<VendorId> {
        match self {
            Custodian::Agent { vendor, .. }
            | Custodian::TowTruck { vendor }
            | Custodian::Carrier { vendor }
            | Custodian::Auction { vendor } => Some(vendor),
            Custodian::Borrower | Custodian::Yard { .. } | Custodian::Buyer { .. } => None,
        }
    }
}

/// One hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// Its id.
    pub id: HandOverId,
    /// Who had the car.
    pub from: Custodian,
    /// Who has it now.
    pub to: Custodian,
    /// When.
    pub at: DateTime<Utc>,
    /// Where.
    pub place: Point,
    /// Odometer, km; `None`: it could not be read.
    pub odometer_km: Option<u32>,
    /// Photos and signatures of both parties.
    pub evidence: Vec<EvidenceId>,
}

/// The hand-overs of one case, oldest first. Only [`Chain::with`] adds one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Chain(Vec<HandOver>);

/// Hand-overs of one case at most.
pub const MAX_HAND_OVERS: usize = 64;
/// Pieces of evidence of one hand-over at most.
pub const MAX_EVIDENCE: usize = 40;
/// Clocks of two phones differ; a hand-over from further ahead is an error.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

impl Chain {
    /// Who has the car.
    pub fn custodian(&self) -> Custodian {
        self.0.last().map_or(Custodian::Borrower, |last| last.to)
    }

    /// Every hand-over, oldest first.
    pub fn hand_overs(&self) -> &[HandOver] {
        &self.0
    }

    /// The chain with one more hand-over; the same one told again changes nothing.
    ///
    /// # Errors
    /// Where it would leave a gap, go back in time, turn the odometer back or hand over to the one who has the car.
    pub fn with(&self, next: HandOver, now: DateTime<Utc>) -> Result<Chain, Refusal> {
        if self.0.contains(&next) {
            return Ok(self.clone());
        }
        let refuse = |rule, message: String, remedy: &str| Err(Refusal::new(rule, message, remedy));
        if self.0.iter().any(|h| h.id == next.id) {
            return refuse("hand_over_once", "another hand-over has this id".into(), "give the new one a new id");
        }
        if self.0.len() >= MAX_HAND_OVERS {
            let message = format!("the car was handed over {MAX_HAND_OVERS} times");
            return refuse("chain_bounded", message, "have the case reviewed");
        }
        let holder = self.custodian();
        if next.from != holder {
            let message = format!("the {} has the car, not the {} named", holder.name(), next.from.name());
            return refuse("custody_unbroken", message, "record the hand-overs that are missing first, in their order");
        }
        if next.to == holder {
            return refuse(
                "custody_moves",
                format!("the {} has the car already", holder.name()),
                "name who receives it",
            );
        }
        if let Some(last) = self.0.last() {
            if next.at < last.at {
                let message = format!("the last hand-over was at {}", last.at.to_rfc3339());
                return refuse("custody_in_order", message, "give the time at which the car changed hands");
            }
            let read = self.0.iter().filter_map(|h| h.odometer_km).max();
            if let (Some(before), Some(after)) = (read, next.odometer_km)
                && after < before
            {
                let message = format!("the odometer stood at {before} km, now {after}");
                return refuse("odometer_runs_forward", message, "read it again, and report a changed instrument");
            }
        }
        if next.at > now + AHEAD {
            return refuse("custody_in_order", "the hand-over lies in the future".into(), "check the clock");
        }
        if next.evidence.is_empty() || next.evidence.len() > MAX_EVIDENCE {
            let message = format!("{} pieces of evidence were given", next.evidence.len());
            let remedy = format!("attach 1 to {MAX_EVIDENCE} photos or signatures of both parties");
            return refuse("hand_over_evidenced", message, &remedy);
        }
        let mut chain = self.clone();
        chain.0.push(next);
        Ok(chain)
    }
}

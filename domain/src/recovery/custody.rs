//! Who has the car: a chain of hand-overs without a gap and without two custodians.

use super::{Case, Stage, WorkFacts};
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

/// Hand-overs of one case at most, but for those that end its chain.
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
        // A full chain still takes the hand-over that ends it: no car is stuck for its paperwork.
        let ends = matches!(next.to, Custodian::Borrower | Custodian::Buyer { .. });
        if self.0.len() >= MAX_HAND_OVERS && !ends {
            let message = format!("the car was handed over {MAX_HAND_OVERS} times");
            return refuse("chain_bounded", message, "give the car back or deliver it, and have the case reviewed");
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

/// Whether the case as it stands lets the car change hands so; [`Chain::with`] checks the chain itself. A hold stops no
/// hand-over: a car that is on its way has to arrive somewhere.
///
/// The first hand-over, from the borrower to whoever took the car, is written with the change that secures the case, and
/// an arrival in a yard with [`super::Action::EnterCustody`]: so case and chain always agree.
///
/// # Errors
/// The car is not taken yet, or not any more; the borrower or the buyer has no right to it yet; the time lies before it
/// was taken.
pub fn hand_over_fits(case: &Case, next: &HandOver, work: &WorkFacts) -> Result<(), Refusal> {
    let refuse = |rule, message: String, remedy: &str| Err(Refusal::new(rule, message, remedy));
    let state = case.stage.state();
    let taken = match &case.stage {
        Stage::Closed { in_hand, .. } => in_hand.as_ref(),
        stage => stage.taken(),
    };
    let Some(taken) = taken else {
        let message = format!("nobody may have the car while the case is {state}");
        return refuse("car_taken", message, "have the order that takes it report it on the hook");
    };
    if next.at < taken.at {
        let message = format!("the car was taken at {}", taken.at.to_rfc3339());
        return refuse("custody_in_order", message, "give the time at which the car changed hands");
    }
    let going_back = matches!(case.stage, Stage::GoingBack { .. });
    let sold = matches!(case.stage, Stage::Sold { .. } | Stage::Settled { .. });
    if next.from == Custodian::Borrower && !matches!(case.stage, Stage::Secured { .. }) {
        return refuse(
            "car_returned",
            "the borrower has the car back".into(),
            "close the case; to take the car again it needs a new authorisation",
        );
    }
    match next.to {
        Custodian::Borrower if !going_back => {
            let message = format!("the car of a case that is {state} does not go to the borrower");
            refuse("car_returned", message, "redeem, reinstate or unrepossess the case first")
        }
        Custodian::Buyer { .. } if !sold => {
            let message = format!("the car of a case that is {state} does not go to a buyer");
            refuse("car_sold", message, "sell it first")
        }
        Custodian::Buyer { .. } if !work.sale_paid => {
            refuse("sale_paid", "the buyer has not paid".into(), "record the buyer's payment first")
        }
        Custodian::Auction { .. } if going_back || matches!(case.stage, Stage::Secured { .. }) => {
            let message = format!("the car of a case that is {state} does not go to an auction house");
            refuse("car_in_custody", message, "hand it over to a yard first")
        }
        _ => Ok(()),
    }
}

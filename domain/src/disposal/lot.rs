//! The lot: one car offered for sale, perhaps several times.

use super::bid::ReserveApproval;
use super::{Award, Bid, Change, Deposit, Effect, LotEvent, Terms};
use crate::actor::Actor;
use crate::ids::{AppraisalId, BidId, BuyerId, CaseId, HandOverId, LotId, VehicleId};
use crate::money::Money;
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

wire_names! {
    /// Every state of a lot, by its name.
    LotState {
        /// Terms are being set.
        Draft = "draft",
        /// Shown, not open yet.
        Listed = "listed",
        /// Shown again after it was unsold, not open yet.
        Relisted = "relisted",
        /// Takes bids, or waits for its buyer.
        Open = "open",
        /// Over; the best bid waits for its award.
        Closed = "closed",
        /// The winner did not pay: the next bidder may take it.
        Offered = "offered",
        /// Given to a buyer, who has to pay.
        Awarded = "awarded",
        /// Paid.
        Paid = "paid",
        /// The buyer has the car.
        Delivered = "delivered",
        /// Nobody got it.
        Unsold = "unsold",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

wire_names! {
    /// Why nobody got it.
    UnsoldReason {
        /// There was no bid, no buyer, no sale.
        NoBids = "no_bids",
        /// The seller let no bid pass.
        BidsRejected = "bids_rejected",
        /// Every bidder fell out: did not pay, did not want it any more, or was passed over.
        NoBidderLeft = "no_bidder_left",
        /// It was blocked for the whole time in which it should have been open.
        NeverOpened = "never_opened",
    }
}

/// Where a lot stands, with what belongs to that state and to no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Stage {
    /// Terms are being set.
    Draft,
    /// Shown, not open yet.
    Listed {
        /// Since when.
        at: DateTime<Utc>,
        /// The appraisal that counted.
        appraisal: AppraisalId,
    },
    /// Takes bids, or waits for its buyer.
    Open {
        /// Since when.
        since: DateTime<Utc>,
        /// The first moment at which it is over; late bids move it.
        closes_at: DateTime<Utc>,
        /// How often late bids moved it.
        extensions: u32,
    },
    /// Over; the best bid waits for its award.
    Closed {
        /// Since when.
        at: DateTime<Utc>,
        /// The best bid that is left.
        best: BidId,
        /// It reaches the reserve.
        reserve_met: bool,
        /// A better one fell out: its buyer is asked before it is awarded.
        second: bool,
    },
    /// The next bidder may take it.
    Offered {
        /// By which bid.
        bid: BidId,
        /// Who.
        buyer: BuyerId,
        /// At what price.
        price: Money,
        /// The first moment at which it is too late.
        until: DateTime<Utc>,
    },
    /// Given to a buyer.
    Awarded {
        /// To whom, at what price.
        award: Award,
    },
    /// Paid.
    Paid {
        /// To whom, at what price.
        award: Award,
        /// When.
        at: DateTime<Utc>,
    },
    /// The buyer has the car.
    Delivered {
        /// To whom, at what price.
        award: Award,
        /// When.
        at: DateTime<Utc>,
        /// The hand-over.
        hand_over: HandOverId,
    },
    /// Nobody got it.
    Unsold {
        /// Since when.
        at: DateTime<Utc>,
        /// Why.
        why: UnsoldReason,
    },
    /// Taken back.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
}

/// A car offered for sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// Its id.
    pub id: LotId,
    /// Of which case.
    pub case: CaseId,
    /// Which car.
    pub vehicle: VehicleId,
    /// How often it was offered, from 1.
    pub round: u32,
    /// How it is sold.
    pub terms: Terms,
    /// Who set the terms.
    pub terms_by: Actor,
    /// Where it stands.
    pub stage: Stage,
    /// The bids of this round, in the order they came; views hide sealed ones until the close.
    pub(super) bids: Vec<Bid>,
    /// The sealed bids of this round were opened.
    pub(super) bids_opened: bool,
    /// The deposits of this round.
    pub(super) deposits: Vec<Deposit>,
    /// Buyers who cannot get it in this round any more.
    pub(super) out: BTreeSet<BuyerId>,
    /// A sale below the reserve that was let pass.
    pub(super) approval: Option<ReserveApproval>,
    /// Counts changes, from 1; the store compares and sets it.
    pub version: u64,
}

impl Lot {
    /// The state's name.
    pub fn state(&self) -> LotState {
        match &self.stage {
            Stage::Draft => LotState::Draft,
            Stage::Listed { .. } if self.round > 1 => LotState::Relisted,
            Stage::Listed { .. } => LotState::Listed,
            Stage::Open { .. } => LotState::Open,
            Stage::Closed { .. } => LotState::Closed,
            Stage::Offered { .. } => LotState::Offered,
            Stage::Awarded { .. } => LotState::Awarded,
            Stage::Paid { .. } => LotState::Paid,
            Stage::Delivered { .. } => LotState::Delivered,
            Stage::Unsold { .. } => LotState::Unsold,
            Stage::Withdrawn { .. } => LotState::Withdrawn,
        }
    }

    /// The award that stands.
    pub fn award(&self) -> Option<&Award> {
        match &self.stage {
            Stage::Awarded { award } | Stage::Paid { award, .. } | Stage::Delivered { award, .. } => Some(award),
            _ => None,
        }
    }

    /// The deposits of this round.
    pub fn deposits(&self) -> &[Deposit] {
        &self.deposits
    }

    /// When [`super::Action::Tick`] is next needed; `None` when nothing depends on the time.
    pub fn due(&self) -> Option<DateTime<Utc>> {
        match &self.stage {
            Stage::Listed { .. } => Some(self.terms.opens_at),
            Stage::Open { closes_at, .. } => Some(*closes_at),
            Stage::Offered { until, .. } => Some(*until),
            Stage::Awarded { award } => Some(award.pay_by),
            _ => None,
        }
    }

    pub(super) fn bid(&self, id: BidId) -> Option<&Bid> {
        self.bids.iter().find(|b| b.id == id)
    }

    /// The best bid of those whose buyers are still in: the highest, then the earliest, then the first that came.
    pub(super) fn best(&self) -> Option<&Bid> {
        let left = self.bids.iter().filter(|b| !self.out.contains(&b.buyer));
        left.min_by_key(|b| (std::cmp::Reverse(b.amount.minor), b.at, b.seq))
    }

    pub(super) fn reserve_met(&self, amount: Money) -> bool {
        self.terms.selling.reserve().is_none_or(|reserve| amount.minor >= reserve.minor)
    }
}

/// A new lot, its first event and what follows from it.
pub type Drafted = (Lot, Vec<LotEvent>, Vec<Effect>);

/// Drafts a lot, version 1.
pub fn draft_lot(
    id: LotId,
    (case, vehicle): (CaseId, VehicleId),
    terms: Terms,
    actor: Actor,
    now: DateTime<Utc>,
) -> Result<Drafted, Refusal> {
    terms.check()?;
    let change = Change::Drafted { terms: terms.clone() };
    let lot = Lot {
        id,
        case,
        vehicle,
        round: 1,
        terms,
        terms_by: actor,
        stage: Stage::Draft,
        bids: vec![],
        bids_opened: false,
        deposits: vec![],
        out: BTreeSet::new(),
        approval: None,
        version: 1,
    };
    let event = LotEvent { lot: id, version: 1, at: now, actor, from: None, to: LotState::Draft, change };
    Ok((lot, vec![event], vec![]))
}

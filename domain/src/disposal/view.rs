//! Who may see what of a lot. Reserves are the seller's; sealed bids are nobody's until the machine has opened them.

use super::lot::{Lot, LotState, Stage};
use super::{Bid, Channel, DepositState, Selling};
use crate::ids::{BidId, BuyerId, CaseId, LotId, VehicleId};
use crate::money::Money;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A bid as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BidLine {
    /// Which; only the seller and the bidder are told.
    pub bid: Option<BidId>,
    /// Whose; only the seller and the bidder are told.
    pub buyer: Option<BuyerId>,
    /// The bidder's number in this round, from 1, in the order of first bids.
    pub bidder: u32,
    /// How much, where it may be seen.
    pub amount: Option<Money>,
    /// When it came in.
    pub at: DateTime<Utc>,
}

/// What everybody sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicView {
    /// Which lot.
    pub lot: LotId,
    /// Which car.
    pub vehicle: VehicleId,
    /// How it is sold.
    pub channel: Channel,
    /// Where it stands.
    pub state: LotState,
    /// How often it was offered.
    pub round: u32,
    /// The least that can be bid or paid for it, to begin with.
    pub least: Money,
    /// The least of the next bid, in an open auction.
    pub next_bid: Option<Money>,
    /// What must be deposited first.
    pub deposit: Option<Money>,
    /// There is a reserve; how high it is nobody is told.
    pub has_reserve: bool,
    /// When it opens.
    pub opens_at: DateTime<Utc>,
    /// When it closes; late bids move it.
    pub closes_at: DateTime<Utc>,
    /// The bids of an open auction, in the order they came.
    pub bids: Vec<BidLine>,
}

/// What a buyer sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuyerView {
    /// What everybody sees.
    #[serde(flatten)]
    pub public: PublicView,
    /// The buyer's own bids.
    pub own: Vec<BidLine>,
    /// The buyer's deposit.
    pub own_deposit: Option<DepositState>,
    /// The buyer's bid is the best, where that may be known.
    pub leads: Option<bool>,
    /// The lot is offered or given to the buyer: what is to be paid, and until when.
    pub won: Option<(Money, DateTime<Utc>)>,
}

/// What the seller sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerView {
    /// What everybody sees.
    #[serde(flatten)]
    pub public: PublicView,
    /// Of which case.
    pub case: CaseId,
    /// How it is sold, with the reserve.
    pub selling: Selling,
    /// Hours after the award in which the whole price must be paid.
    pub pay_hours: u32,
    /// Where it stands, with what belongs to it.
    pub stage: Stage,
    /// Every bid; how high sealed ones are is told after the close.
    pub all_bids: Vec<BidLine>,
    /// Deposits by their state.
    pub deposits: Vec<(BuyerId, Money, DepositState)>,
    /// Counts changes.
    pub version: u64,
}

impl Lot {
    /// The buyer whose bid waits for its award, or to whom the lot is offered.
    pub fn candidate(&self) -> Option<BuyerId> {
        match self.stage {
            Stage::Closed { best, .. } => self.bid(best).map(|bid| bid.buyer),
            Stage::Offered { buyer, .. } => Some(buyer),
            _ => None,
        }
    }

    /// What everybody sees.
    pub fn for_public(&self) -> PublicView {
        let open_auction = matches!(self.terms.selling, Selling::OpenAuction { .. });
        let closes_at = match self.stage {
            Stage::Open { closes_at, .. } => closes_at,
            _ => self.terms.closes_at,
        };
        let bids =
            self.bids.iter().filter(|_| open_auction).map(|b| BidLine { bid: None, buyer: None, ..self.line(b) });
        PublicView {
            lot: self.id,
            vehicle: self.vehicle,
            channel: self.terms.selling.channel(),
            state: self.state(),
            round: self.round,
            least: match self.terms.selling {
                // What a consignee must bring is between the two.
                Selling::Consignment { minimum, .. } => Money::zero(minimum.currency),
                _ => self.terms.selling.least(),
            },
            next_bid: self.next_bid(),
            deposit: self.terms.deposit,
            has_reserve: self.terms.selling.reserve().is_some(),
            opens_at: self.terms.opens_at,
            closes_at,
            bids: bids.collect(),
        }
    }

    /// What a buyer sees.
    pub fn for_buyer(&self, buyer: BuyerId) -> BuyerView {
        let own = self.bids.iter().filter(|b| b.buyer == buyer);
        let known = matches!(self.terms.selling, Selling::OpenAuction { .. }) || self.bids_opened;
        let won = match &self.stage {
            Stage::Offered { buyer: to, price, until, .. } if *to == buyer => Some((*price, *until)),
            Stage::Awarded { award } if award.buyer == buyer => Some((award.price, award.pay_by)),
            _ => None,
        };
        BuyerView {
            public: self.for_public(),
            own: own.map(|b| BidLine { amount: Some(b.amount), ..self.line(b) }).collect(),
            own_deposit: self.deposits.iter().find(|d| d.buyer == buyer).map(|d| d.state),
            leads: known.then(|| self.best().is_some_and(|best| best.buyer == buyer)),
            won,
        }
    }

    /// What the seller sees.
    pub fn for_seller(&self) -> SellerView {
        SellerView {
            public: self.for_public(),
            case: self.case,
            selling: self.terms.selling.clone(),
            pay_hours: self.terms.pay_hours,
            stage: self.stage.clone(),
            all_bids: self.bids.iter().map(|b| self.line(b)).collect(),
            deposits: self.deposits.iter().map(|d| (d.buyer, d.amount, d.state)).collect(),
            version: self.version,
        }
    }

    fn next_bid(&self) -> Option<Money> {
        match (&self.terms.selling, &self.stage) {
            (Selling::OpenAuction { start, increment, .. }, Stage::Open { .. } | Stage::Listed { .. }) => {
                self.best().map_or(Some(*start), |best| best.amount.plus(*increment).ok())
            }
            _ => None,
        }
    }

    fn line(&self, bid: &Bid) -> BidLine {
        let sealed = matches!(self.terms.selling, Selling::SealedAuction { .. }) && !self.bids_opened;
        let mut firsts: Vec<BuyerId> = vec![];
        for earlier in self.bids.iter().take(bid.seq as usize) {
            if !firsts.contains(&earlier.buyer) {
                firsts.push(earlier.buyer);
            }
        }
        let bidder = firsts.iter().position(|b| *b == bid.buyer).map_or(0, |i| i as u32 + 1);
        let amount = (!sealed).then_some(bid.amount);
        BidLine { bid: Some(bid.id), buyer: Some(bid.buyer), bidder, amount, at: bid.at }
    }
}

//! What happened to a lot, and what must follow in the world. The log is the seller's: it tells the reserve, and the
//! amounts of sealed bids once they are opened.

use super::{LotState, Proof, Terms, UnsoldReason};
use crate::actor::Actor;
use crate::ids::{AppraisalId, BidId, BuyerId, HandOverId, LotId, PaymentId};
use crate::money::Money;
use crate::reason::Reason;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One row of a lot's log. An action may make several, all of one version, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotEvent {
    /// Of which lot.
    pub lot: LotId,
    /// The lot's version after the action.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// State before; `None` when the lot was drafted.
    pub from: Option<LotState>,
    /// State after.
    pub to: LotState,
    /// What changed.
    #[serde(flatten)]
    pub change: Change,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// The lot was drafted.
    Drafted {
        /// On what terms.
        terms: Terms,
    },
    /// The draft has other terms.
    TermsChanged {
        /// Which.
        terms: Terms,
    },
    /// Evidence came in.
    ProofRecorded {
        /// Which.
        proof: Proof,
    },
    /// The lot is shown.
    Listed {
        /// The appraisal that counted.
        appraisal: AppraisalId,
        /// What it says.
        value: Money,
        /// Which round.
        round: u32,
    },
    /// The lot is shown again.
    Relisted {
        /// The appraisal that counted.
        appraisal: AppraisalId,
        /// What it says.
        value: Money,
        /// Which round.
        round: u32,
        /// On what terms.
        terms: Terms,
    },
    /// A deposit is held.
    DepositHeld {
        /// Whose.
        buyer: BuyerId,
        /// How much.
        amount: Money,
    },
    /// A deposit, or what is left of it, goes back.
    DepositReleased {
        /// Whose.
        buyer: BuyerId,
        /// How much.
        amount: Money,
    },
    /// A deposit is part of the price.
    DepositApplied {
        /// Whose.
        buyer: BuyerId,
        /// How much of it.
        amount: Money,
    },
    /// A deposit is lost.
    DepositForfeited {
        /// Whose.
        buyer: BuyerId,
        /// How much of it.
        amount: Money,
    },
    /// Bids are taken, or the buyer is waited for.
    Opened {
        /// Until when.
        closes_at: DateTime<Utc>,
    },
    /// A bid came in.
    BidPlaced {
        /// Its id.
        bid: BidId,
        /// Whose.
        buyer: BuyerId,
        /// How much; not told of a sealed bid.
        amount: Option<Money>,
    },
    /// A late bid moved the close.
    CloseMoved {
        /// To when.
        closes_at: DateTime<Utc>,
    },
    /// Somebody bought at the fixed price.
    Bought {
        /// The purchase.
        bid: BidId,
        /// Who.
        buyer: BuyerId,
        /// At what price.
        price: Money,
    },
    /// The consignee or the court has found a buyer.
    SaleReported {
        /// The sale.
        bid: BidId,
        /// Who.
        buyer: BuyerId,
        /// At what price.
        price: Money,
        /// The paper that says so.
        reference: Reason,
    },
    /// Over.
    Closed {
        /// The best bid.
        best: BidId,
        /// How much.
        amount: Money,
        /// It reaches the reserve.
        reserve_met: bool,
    },
    /// The sealed bids were opened.
    BidsOpened {
        /// Best first.
        bids: Vec<(BidId, Money)>,
    },
    /// A sale below the reserve may pass.
    ReserveApproved {
        /// Of which bid.
        bid: BidId,
        /// How much.
        amount: Money,
        /// Why.
        reason: Reason,
    },
    /// A bidder fell out; the next is looked at.
    PassedOver {
        /// Who.
        buyer: BuyerId,
        /// Why.
        reason: Reason,
    },
    /// The next bidder may take it.
    OfferedToNext {
        /// By which bid.
        bid: BidId,
        /// Who.
        buyer: BuyerId,
        /// At what price.
        price: Money,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// The next bidder did not want it any more, or did not answer.
    OfferLapsed {
        /// Who.
        buyer: BuyerId,
        /// The buyer said so.
        declined: bool,
    },
    /// A buyer gets it.
    Awarded {
        /// By which bid.
        bid: BidId,
        /// Who.
        buyer: BuyerId,
        /// At what price.
        price: Money,
        /// Until when it must be paid.
        pay_by: DateTime<Utc>,
        /// The buyer is connected to the lender or to the vendor who has the car.
        connected: bool,
    },
    /// Money came in.
    PaymentRecorded {
        /// Which.
        payment: PaymentId,
        /// How much.
        amount: Money,
    },
    /// The buyer has more time to pay.
    PaymentExtended {
        /// Until when.
        pay_by: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
    /// The whole price is paid.
    Paid {
        /// What was paid too much and goes back.
        excess: Money,
    },
    /// The buyer did not pay in time.
    Defaulted {
        /// Who.
        buyer: BuyerId,
    },
    /// The buyer has the car.
    Delivered {
        /// The hand-over.
        hand_over: HandOverId,
    },
    /// Nobody got it.
    Unsold {
        /// Why.
        why: UnsoldReason,
        /// In words, where a person decided.
        reason: Option<Reason>,
    },
    /// Taken back.
    Withdrawn {
        /// Why.
        reason: Reason,
    },
}

impl Change {
    /// Its name on the wire and in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Change::Drafted { .. } => "drafted",
            Change::TermsChanged { .. } => "terms_changed",
            Change::ProofRecorded { .. } => "proof_recorded",
            Change::Listed { .. } => "listed",
            Change::Relisted { .. } => "relisted",
            Change::DepositHeld { .. } => "deposit_held",
            Change::DepositReleased { .. } => "deposit_released",
            Change::DepositApplied { .. } => "deposit_applied",
            Change::DepositForfeited { .. } => "deposit_forfeited",
            Change::Opened { .. } => "opened",
            Change::BidPlaced { .. } => "bid_placed",
            Change::CloseMoved { .. } => "close_moved",
            Change::Bought { .. } => "bought",
            Change::SaleReported { .. } => "sale_reported",
            Change::Closed { .. } => "closed",
            Change::BidsOpened { .. } => "bids_opened",
            Change::ReserveApproved { .. } => "reserve_approved",
            Change::PassedOver { .. } => "passed_over",
            Change::OfferedToNext { .. } => "offered_to_next",
            Change::OfferLapsed { .. } => "offer_lapsed",
            Change::Awarded { .. } => "awarded",
            Change::PaymentRecorded { .. } => "payment_recorded",
            Change::PaymentExtended { .. } => "payment_extended",
            Change::Paid { .. } => "paid",
            Change::Defaulted { .. } => "defaulted",
            Change::Delivered { .. } => "delivered",
            Change::Unsold { .. } => "unsold",
            Change::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// What the shell must do, in the transaction of the change or through the outbox it writes there. Money effects are
/// postings: each is to be made once, with the version of the lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// A buyer's deposit is held.
    HoldDeposit {
        /// Whose.
        buyer: BuyerId,
        /// How much.
        amount: Money,
    },
    /// A deposit, or what is left of it, goes back.
    ReleaseDeposit {
        /// Whose.
        buyer: BuyerId,
        /// How much.
        amount: Money,
    },
    /// A deposit becomes part of the price.
    ApplyDeposit {
        /// Whose.
        buyer: BuyerId,
        /// How much.
        amount: Money,
    },
    /// A deposit is lost to the seller.
    ForfeitDeposit {
        /// Whose.
        buyer: BuyerId,
        /// How much.
        amount: Money,
    },
    /// Money of the buyer came in.
    ReceivePayment {
        /// Whose.
        buyer: BuyerId,
        /// Which.
        payment: PaymentId,
        /// How much.
        amount: Money,
    },
    /// Money goes back to the buyer.
    Refund {
        /// To whom.
        buyer: BuyerId,
        /// How much.
        amount: Money,
    },
    /// The listing is shown, changed or taken down.
    PublishListing,
    /// Those who follow the lot are told: a bid, another close, an end.
    AnnounceLot,
    /// Somebody at the seller's must award, approve or reject.
    DecideSale {
        /// The best bid reaches the reserve.
        reserve_met: bool,
    },
    /// The next bidder is asked.
    OfferToNext {
        /// Who.
        buyer: BuyerId,
        /// At what price.
        price: Money,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// The car is sold: the case goes on (`sell`).
    SaleMade {
        /// To whom.
        buyer: BuyerId,
        /// At what price.
        price: Money,
    },
    /// The sale did not stand: the case goes back (`undo_sale`).
    SaleUndone,
    /// The buyer is asked to pay what is left after the deposit.
    AskPayment {
        /// Who.
        buyer: BuyerId,
        /// How much.
        due: Money,
        /// Until when.
        pay_by: DateTime<Utc>,
    },
    /// The registry is told that the buyer did not pay.
    RecordDefault {
        /// Who.
        buyer: BuyerId,
    },
    /// The car may be handed to the buyer.
    ReleaseCar {
        /// Who.
        buyer: BuyerId,
    },
    /// Somebody at the seller's must decide what now.
    DecideUnsold,
}

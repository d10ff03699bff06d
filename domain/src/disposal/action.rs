//! What may be asked of a lot.

use super::{Proof, Terms};
use crate::ids::{AppraisalId, BidId, BuyerId, HandOverId, PaymentId};
use crate::money::Money;
use crate::reason::Reason;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What is asked. New ids come with the action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// Other terms for a draft.
    ChangeTerms {
        /// The whole of them.
        terms: Terms,
    },
    /// Evidence that the sale is commercially reasonable.
    RecordProof {
        /// Which.
        proof: Proof,
    },
    /// The lot is shown.
    List {
        /// The appraisal that counts.
        appraisal: AppraisalId,
    },
    /// A buyer's deposit came in.
    LodgeDeposit {
        /// Whose.
        buyer: BuyerId,
        /// How much.
        amount: Money,
    },
    /// A buyer who has not bid wants the deposit back.
    ReturnDeposit {
        /// Whose.
        buyer: BuyerId,
    },
    /// A bid in an auction.
    Bid {
        /// Its id.
        bid: BidId,
        /// Whose.
        buyer: BuyerId,
        /// How much.
        amount: Money,
    },
    /// A purchase at the fixed price.
    Buy {
        /// Its id, as of a bid.
        bid: BidId,
        /// Who buys.
        buyer: BuyerId,
    },
    /// The consignee or the court has found a buyer.
    ReportSale {
        /// Its id, as of a bid.
        bid: BidId,
        /// Who.
        buyer: BuyerId,
        /// At what price.
        price: Money,
        /// The paper that says so.
        reference: Reason,
    },
    /// Time has passed: the lot opens, closes, an offer or an award lapses.
    Tick,
    /// A sale below the reserve may pass.
    ApproveReserve {
        /// Why.
        reason: Reason,
    },
    /// No bid may pass.
    RejectBids {
        /// Why.
        reason: Reason,
    },
    /// The best bidder cannot have it: the next is looked at.
    PassOver {
        /// Why.
        reason: Reason,
    },
    /// The best bid gets the lot; a second one is offered it first.
    Award,
    /// The next bidder takes it.
    AcceptOffer {
        /// Who.
        buyer: BuyerId,
    },
    /// The next bidder does not want it any more.
    DeclineOffer {
        /// Who.
        buyer: BuyerId,
    },
    /// The buyer paid, wholly or in part.
    RecordPayment {
        /// Its id: the same one is counted once.
        payment: PaymentId,
        /// How much.
        amount: Money,
    },
    /// The buyer gets more time to pay.
    ExtendPayment {
        /// The first moment at which it is too late.
        pay_by: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
    /// The buyer has the car.
    Deliver {
        /// The hand-over.
        hand_over: HandOverId,
    },
    /// Offered again after it was unsold.
    Relist {
        /// The terms of the next round.
        terms: Terms,
        /// The appraisal that counts.
        appraisal: AppraisalId,
    },
    /// Taken back.
    Withdraw {
        /// Why.
        reason: Reason,
    },
}

wire_names! {
    /// The name of an action.
    ActionKind {
        /// [`Action::ChangeTerms`].
        ChangeTerms = "change_terms",
        /// [`Action::RecordProof`].
        RecordProof = "record_proof",
        /// [`Action::List`].
        List = "list",
        /// [`Action::LodgeDeposit`].
        LodgeDeposit = "lodge_deposit",
        /// [`Action::ReturnDeposit`].
        ReturnDeposit = "return_deposit",
        /// [`Action::Bid`].
        Bid = "bid",
        /// [`Action::Buy`].
        Buy = "buy",
        /// [`Action::ReportSale`].
        ReportSale = "report_sale",
        /// [`Action::Tick`].
        Tick = "tick",
        /// [`Action::ApproveReserve`].
        ApproveReserve = "approve_reserve",
        /// [`Action::RejectBids`].
        RejectBids = "reject_bids",
        /// [`Action::PassOver`].
        PassOver = "pass_over",
        /// [`Action::Award`].
        Award = "award",
        /// [`Action::AcceptOffer`].
        AcceptOffer = "accept_offer",
        /// [`Action::DeclineOffer`].
        DeclineOffer = "decline_offer",
        /// [`Action::RecordPayment`].
        RecordPayment = "record_payment",
        /// [`Action::ExtendPayment`].
        ExtendPayment = "extend_payment",
        /// [`Action::Deliver`].
        Deliver = "deliver",
        /// [`Action::Relist`].
        Relist = "relist",
        /// [`Action::Withdraw`].
        Withdraw = "withdraw",
    }
}

impl Action {
    /// Its name.
    pub fn kind(&self) -> ActionKind {
        match self {
            Action::ChangeTerms { .. } => ActionKind::ChangeTerms,
            Action::RecordProof { .. } => ActionKind::RecordProof,
            Action::List { .. } => ActionKind::List,
            Action::LodgeDeposit { .. } => ActionKind::LodgeDeposit,
            Action::ReturnDeposit { .. } => ActionKind::ReturnDeposit,
            Action::Bid { .. } => ActionKind::Bid,
            Action::Buy { .. } => ActionKind::Buy,
            Action::ReportSale { .. } => ActionKind::ReportSale,
            Action::Tick => ActionKind::Tick,
            Action::ApproveReserve { .. } => ActionKind::ApproveReserve,
            Action::RejectBids { .. } => ActionKind::RejectBids,
            Action::PassOver { .. } => ActionKind::PassOver,
            Action::Award => ActionKind::Award,
            Action::AcceptOffer { .. } => ActionKind::AcceptOffer,
            Action::DeclineOffer { .. } => ActionKind::DeclineOffer,
            Action::RecordPayment { .. } => ActionKind::RecordPayment,
            Action::ExtendPayment { .. } => ActionKind::ExtendPayment,
            Action::Deliver { .. } => ActionKind::Deliver,
            Action::Relist { .. } => ActionKind::Relist,
            Action::Withdraw { .. } => ActionKind::Withdraw,
        }
    }
}

//! What somebody is about to do.

use super::Hours;
use lienwatch_domain::recovery::CloseReason;

/// Whose intent it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The lender's people.
    Desk,
    /// The borrower.
    Borrower,
    /// A contractor's people.
    Contractor,
    /// A buyer.
    Bidder,
}

/// How an order is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// To the best fitting vendor.
    Direct,
    /// One after another.
    Cascade,
}

/// What is done next with a case. Amounts are minor units of the loan's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// The desk takes the case into review and completes its intake.
    TakeOn,
    /// The desk puts on file what the law wants before anybody is sent: notices, checks, records of contacts.
    PrepareFile,
    /// The risk officer asks for authorisation.
    Request,
    /// A second person authorises.
    Approve,
    /// The desk writes an order to take the car, and offers it.
    PlaceOrder {
        /// To whom.
        ask: Ask,
        /// Hours that each vendor has to answer.
        hours: u32,
    },
    /// The desk takes the order back.
    WithdrawOrder,
    /// The desk releases every hold.
    ReleaseHolds,
    /// The desk agrees with the report.
    Acknowledge,
    /// The desk records property and title, and clears the car for disposal.
    Clear,
    /// Everything is paid: the car is to go back.
    Redeem,
    /// The arrears are paid: the car is to go back.
    Reinstate,
    /// The car should not have been taken.
    Unrepossess,
    /// The yard hands the car to the borrower.
    HandBack,
    /// The car is appraised, and a lot drafted and listed.
    Sell,
    /// The lot is offered again, cheaper.
    Relist,
    /// The sale begins; the balance is checked once more.
    OpenLot,
    /// The best bid gets the lot; below the reserve another person approves it first.
    Award,
    /// The court reports the sale that it made.
    ReportSale,
    /// The buyer's money arrives.
    CollectPayment,
    /// The yard hands the car to its buyer.
    Deliver,
    /// Costs are posted, the statement is made, the proceeds are distributed.
    Settle,
    /// The case is closed.
    Close(CloseReason),
    /// The borrower pays.
    Pay {
        /// How much.
        minor: i64,
    },
    /// The borrower promises to pay.
    Promise,
    /// The day of the promise has passed without a payment.
    BreakPromise,
    /// The borrower disputes the debt.
    Dispute,
    /// The vendor that is asked takes the order.
    Accept,
    /// The vendor that is asked does not want it.
    Decline,
    /// The agents set out.
    Depart,
    /// The agents check in, photograph the car, and put it on the hook.
    Hook,
    /// One agent alone tries to take the car: to be refused.
    Overstep,
    /// The contractor reports that the car was not there.
    ReportNotFound,
    /// The contractor stops after a quarrel; the borrower complains, and the lender suspends the vendor.
    ReportIncident,
    /// The contractor tries to go on although the case is held: to be refused.
    TryWhileHeld,
    /// The contractor confirms that it stopped.
    ConfirmHold,
    /// The contractor reports, and brings the car to the yard.
    BringIn,
    /// The contractor bills what it did.
    Bill,
    /// The lender's finance pays the contractor's invoice; what its limits do not let through two people approve first.
    PayBill,
    /// A bid. Bidders are numbered from 0.
    Bid {
        /// Whose.
        bidder: u8,
        /// How much.
        minor: i64,
    },
    /// A purchase at the fixed price.
    Buy {
        /// Who.
        bidder: u8,
    },
}

impl Intent {
    /// Whose it is.
    pub fn who(self) -> Who {
        use Intent::*;
        match self {
            Pay { .. } | Promise | Dispute => Who::Borrower,
            Accept | Decline | Depart | Hook | Overstep | ReportNotFound | ReportIncident | TryWhileHeld
            | ConfirmHold | BringIn | Bill => Who::Contractor,
            Bid { .. } | Buy { .. } | CollectPayment => Who::Bidder,
            _ => Who::Desk,
        }
    }

    /// The hours in which it is done.
    pub fn hours(self) -> Hours {
        match (self, self.who()) {
            // Somebody of the lender has to be at hand for these.
            (Intent::CollectPayment | Intent::Deliver | Intent::HandBack, _) => Hours::Office,
            (Intent::OpenLot, _) => Hours::Any,
            (_, Who::Desk) => Hours::Office,
            (_, Who::Borrower) => Hours::Home,
            (_, Who::Contractor) => Hours::Field,
            (_, Who::Bidder) => Hours::Market,
        }
    }

    /// The rule that is to refuse it, where the one who does it knows better.
    pub fn refused_by(self) -> Option<&'static str> {
        match self {
            Intent::Overstep => Some("agents_checked_in"),
            Intent::TryWhileHeld => Some("no_open_hold"),
            _ => None,
        }
    }
}

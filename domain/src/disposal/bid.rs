//! What buyers bring to a lot: deposits, bids and payments.

use crate::ids::{BidId, BuyerId, PaymentId};
use crate::money::Money;
use crate::reason::Reason;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A bid; also a purchase at a fixed price, and a sale that a consignee or a court reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bid {
    /// Its id.
    pub id: BidId,
    /// Whose.
    pub buyer: BuyerId,
    /// How much.
    pub amount: Money,
    /// When it came in.
    pub at: DateTime<Utc>,
    /// Its number in the round, from 1: tells two of the same time apart.
    pub seq: u32,
    /// The buyer is connected to the lender or to the vendor who has the car.
    pub connected: bool,
}

wire_names! {
    /// Every state of a deposit, by its name.
    DepositState {
        /// Held for the lot.
        Held = "held",
        /// Given back.
        Released = "released",
        /// Part of the price.
        Applied = "applied",
        /// Lost, wholly or in part, because the buyer did not pay.
        Forfeited = "forfeited",
    }
}

/// A buyer's deposit for the lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    /// Whose.
    pub buyer: BuyerId,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: DepositState,
}

/// A payment towards the price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Its id: the same one is counted once.
    pub id: PaymentId,
    /// How much.
    pub amount: Money,
    /// When it was recorded.
    pub at: DateTime<Utc>,
}

/// The lot was given to a buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// By which bid.
    pub bid: BidId,
    /// To whom.
    pub buyer: BuyerId,
    /// At what price.
    pub price: Money,
    /// When.
    pub at: DateTime<Utc>,
    /// The first moment at which it is too late to pay.
    pub pay_by: DateTime<Utc>,
    /// What was paid, without the deposit.
    pub payments: Vec<Payment>,
}

/// A person let a sale below the reserve pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReserveApproval {
    /// For which bid.
    pub bid: BidId,
    /// Why.
    pub reason: Reason,
    /// When.
    pub at: DateTime<Utc>,
}

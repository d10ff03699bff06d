//! What can be seen of a case.

use chrono::{DateTime, Utc};
use lienwatch_domain::disposal::LotState;
use lienwatch_domain::recovery::{CaseState, OrderState};

/// A case at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// When.
    pub now: DateTime<Utc>,
    /// Where the case stands.
    pub state: CaseState,
    /// Holds that are pending or active.
    pub open_holds: u32,
    /// Days past due.
    pub dpd: u32,
    /// What is past due and unpaid, minor units.
    pub overdue_minor: i64,
    /// What is unpaid in all, minor units.
    pub outstanding_minor: i64,
    /// The order to take the car, where one was written and is not over.
    pub order: Option<OrderSeen>,
    /// The lot, where there is one that was not withdrawn.
    pub lot: Option<LotSeen>,
}

/// An order to take the car.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderSeen {
    /// Where it stands.
    pub state: OrderState,
    /// It is held, and its vendor has not confirmed yet that it stopped.
    pub waits_for_vendor: bool,
}

/// A lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LotSeen {
    /// Where it stands.
    pub state: LotState,
    /// How often it was offered, from 1.
    pub round: u32,
    /// When it opens.
    pub opens_at: DateTime<Utc>,
    /// When it closes.
    pub closes_at: DateTime<Utc>,
    /// The least of the next bid, minor units.
    pub next_bid: Option<i64>,
    /// Bids of this round.
    pub bids: u32,
}

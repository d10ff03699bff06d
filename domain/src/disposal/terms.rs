//! How a lot is sold: the channel with what belongs to it, and the times.

use crate::ids::{BuyerId, VendorId};
use crate::money::{Currency, Money};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

wire_names! {
    /// The way a car is sold.
    Channel {
        /// Bids are seen, the highest wins.
        OpenAuction = "open_auction",
        /// Bids are hidden until the close, the highest wins.
        SealedAuction = "sealed_auction",
        /// The first buyer at the price wins.
        FixedPrice = "fixed_price",
        /// Somebody sells it on the lender's behalf.
        Consignment = "consignment",
        /// A court sells it (司法拍卖).
        JudicialAuction = "judicial_auction",
        /// Whoever sold it takes it back at an agreed price.
        BuyBack = "buy_back",
    }
}

/// A bid near the end moves the end, so that nobody wins by coming last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateBids {
    /// Seconds before the close that count as late.
    pub window_s: u32,
    /// Seconds after a late bid for which the lot stays open, 1 to a day.
    pub extend_s: u32,
    /// How often the close may move; then it stays.
    pub most: u32,
}

/// The channel with what belongs to it. Reserves are hidden from buyers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "channel", rename_all = "snake_case")]
pub enum Selling {
    /// Bids are seen.
    OpenAuction {
        /// The first bid is at least this.
        start: Money,
        /// Each next bid is at least this much higher.
        increment: Money,
        /// Below this a bid needs approval.
        #[serde(default)]
        reserve: Option<Money>,
        /// What a late bid does.
        late: LateBids,
    },
    /// Bids are hidden.
    SealedAuction {
        /// A bid is at least this.
        minimum: Money,
        /// Below this a bid needs approval.
        #[serde(default)]
        reserve: Option<Money>,
    },
    /// The first buyer wins.
    FixedPrice {
        /// At this price.
        price: Money,
    },
    /// Somebody sells it.
    Consignment {
        /// Who.
        consignee: VendorId,
        /// Below this a sale needs approval.
        minimum: Money,
    },
    /// A court sells it.
    JudicialAuction {
        /// Which court, under which number.
        court: Reason,
        /// The first bid there is at least this.
        start: Money,
    },
    /// Whoever sold it takes it back.
    BuyBack {
        /// Who.
        buyer: BuyerId,
        /// At this price.
        price: Money,
    },
}

impl Selling {
    /// The channel's name.
    pub fn channel(&self) -> Channel {
        match self {
            Selling::OpenAuction { .. } => Channel::OpenAuction,
            Selling::SealedAuction { .. } => Channel::SealedAuction,
            Selling::FixedPrice { .. } => Channel::FixedPrice,
            Selling::Consignment { .. } => Channel::Consignment,
            Selling::JudicialAuction { .. } => Channel::JudicialAuction,
            Selling::BuyBack { .. } => Channel::BuyBack,
        }
    }

    /// The least that can be paid for the lot.
    pub fn least(&self) -> Money {
        match self {
            Selling::OpenAuction { start, .. } | Selling::JudicialAuction { start, .. } => *start,
            Selling::SealedAuction { minimum, .. } | Selling::Consignment { minimum, .. } => *minimum,
            Selling::FixedPrice { price } | Selling::BuyBack { price, .. } => *price,
        }
    }

    /// Below this a sale needs approval.
    pub(super) fn reserve(&self) -> Option<Money> {
        match self {
            Selling::OpenAuction { reserve, .. } | Selling::SealedAuction { reserve, .. } => *reserve,
            Selling::Consignment { minimum, .. } => Some(*minimum),
            Selling::FixedPrice { .. } | Selling::JudicialAuction { .. } | Selling::BuyBack { .. } => None,
        }
    }

    /// The least that a sale can bring without approval: what is held against the appraisal.
    pub(super) fn floor(&self) -> Money {
        let least = self.least();
        self.reserve().filter(|reserve| reserve.minor > least.minor).unwrap_or(least)
    }
}

/// How a lot is sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The channel.
    #[serde(flatten)]
    pub selling: Selling,
    /// What a buyer must have deposited before the first bid.
    #[serde(default)]
    pub deposit: Option<Money>,
    /// When bidding or buying begins.
    pub opens_at: DateTime<Utc>,
    /// The first moment at which it is over.
    pub closes_at: DateTime<Utc>,
    /// Hours after the award in which the whole price must be paid, 1 to 720.
    pub pay_hours: u32,
}

/// Longest time a lot is open.
const MAX_OPEN: TimeDelta = TimeDelta::days(180);

/// Longest time to pay, hours.
const MAX_PAY_HOURS: u32 = 720;

/// A day, seconds.
const DAY_S: u32 = 86_400;

impl Terms {
    /// The one currency of the lot.
    pub fn currency(&self) -> Currency {
        self.selling.least().currency
    }

    /// The terms, if they make sense.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let refuse = |rule: &'static str, message: &str, remedy: &str| Err(Refusal::new(rule, message, remedy));
        let mut amounts = vec![self.selling.least()];
        amounts.extend(self.selling.reserve());
        amounts.extend(self.deposit);
        if let Selling::OpenAuction { increment, .. } = &self.selling {
            amounts.push(*increment);
        }
        if amounts.iter().any(|a| a.minor <= 0) {
            return refuse(
                "amounts_positive",
                "an amount is not above zero",
                "give amounts above zero, or leave them out",
            );
        }
        if amounts.iter().any(|a| a.currency != self.currency()) {
            return refuse(
                "one_currency",
                "the amounts are in different currencies",
                "give all amounts in one currency",
            );
        }
        if self.closes_at <= self.opens_at || self.closes_at - self.opens_at > MAX_OPEN {
            return refuse(
                "open_time",
                "the lot would not be open for a time up to 180 days",
                "correct opens_at or closes_at",
            );
        }
        if !(1..=MAX_PAY_HOURS).contains(&self.pay_hours) {
            return refuse("pay_time", "the time to pay is not between 1 and 720 hours", "correct pay_hours");
        }
        if let Selling::OpenAuction { late, .. } = &self.selling
            && !((1..=DAY_S).contains(&late.extend_s) && late.window_s <= DAY_S)
        {
            return refuse(
                "late_bids",
                "a late bid would move the close by no time or over a day",
                "give 1 to 86400 seconds",
            );
        }
        Ok(())
    }
}

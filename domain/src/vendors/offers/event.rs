//! What happened in a round, and what must follow in the world. Neither holds a quote before the close.

use super::{Mode, RoundState};
use crate::actor::Actor;
use crate::ids::{OfferId, OrderId, VendorId};
use crate::money::Money;
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One row of a round's log. An action may make several, all of one version, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferEvent {
    /// Of which order.
    pub order: OrderId,
    /// Of which round.
    pub round: u32,
    /// The round's version after the action.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// State before; `None` when the round was opened.
    pub from: Option<RoundState>,
    /// State after.
    pub to: RoundState,
    /// What changed.
    #[serde(flatten)]
    pub change: Change,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// The round began.
    Opened {
        /// How vendors are asked.
        mode: Mode,
        /// How many may be asked.
        invited: u32,
    },
    /// A vendor is asked.
    Offered {
        /// The offer.
        offer: OfferId,
        /// Whom.
        vendor: VendorId,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// A vendor that was to be asked next may not have the order now.
    PassedOver {
        /// The offer that was not made.
        offer: OfferId,
        /// Whom.
        vendor: VendorId,
        /// Why.
        refusals: Vec<Refusal>,
    },
    /// A vendor took the order.
    Accepted {
        /// Its offer.
        offer: OfferId,
        /// Who.
        vendor: VendorId,
    },
    /// A vendor would not.
    Declined {
        /// Its offer.
        offer: OfferId,
        /// Who.
        vendor: VendorId,
        /// Why.
        reason: Reason,
    },
    /// No answer in time.
    Expired {
        /// Which offer.
        offer: OfferId,
        /// Whose.
        vendor: VendorId,
    },
    /// A vendor named its price, sealed.
    Quoted {
        /// Its offer.
        offer: OfferId,
        /// Who.
        vendor: VendorId,
    },
    /// An offer was taken back.
    Withdrawn {
        /// Which.
        offer: OfferId,
        /// Whose.
        vendor: VendorId,
        /// Why.
        reason: Reason,
    },
    /// The round was taken back.
    Cancelled {
        /// Why.
        reason: Reason,
    },
    /// The quotes were opened.
    QuotesOpened {
        /// By offer, cheapest first.
        quotes: Vec<(OfferId, Money)>,
    },
    /// The lender chose.
    Awarded {
        /// Which offer.
        offer: OfferId,
        /// Whose.
        vendor: VendorId,
        /// At what price.
        price: Money,
        /// Its score, basis points, where it was scored.
        score_bp: Option<u32>,
        /// Why this one, when it is not the best by score.
        reason: Option<Reason>,
    },
    /// Nobody is left to ask.
    Exhausted,
}

impl Change {
    /// Its name on the wire and in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Change::Opened { .. } => "opened",
            Change::Offered { .. } => "offered",
            Change::PassedOver { .. } => "passed_over",
            Change::Accepted { .. } => "accepted",
            Change::Declined { .. } => "declined",
            Change::Expired { .. } => "expired",
            Change::Quoted { .. } => "quoted",
            Change::Withdrawn { .. } => "withdrawn",
            Change::Cancelled { .. } => "cancelled",
            Change::QuotesOpened { .. } => "quotes_opened",
            Change::Awarded { .. } => "awarded",
            Change::Exhausted => "exhausted",
        }
    }
}

/// What the shell must do, in the transaction of the change or through the outbox it writes there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// The vendor is asked.
    OfferTo {
        /// The offer.
        offer: OfferId,
        /// Whom.
        vendor: VendorId,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// The vendor is asked for a sealed quote.
    InviteQuote {
        /// The offer.
        offer: OfferId,
        /// Whom.
        vendor: VendorId,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// The vendor has the order.
    Assign {
        /// By which offer.
        offer: OfferId,
        /// Who.
        vendor: VendorId,
        /// At what price, when it was quoted.
        price: Option<Money>,
    },
    /// The vendor is told that its offer is over: expired, taken back or lost. It sees nothing of the order any more.
    OfferOver {
        /// Which.
        offer: OfferId,
        /// Whose.
        vendor: VendorId,
    },
    /// Quotes are open: somebody at the lender chooses.
    ChooseQuote,
    /// Nobody took it: somebody at the lender must find other vendors.
    Exhausted,
}

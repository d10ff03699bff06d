//! What may be asked of a round of offers.

use super::Quote;
use crate::ids::OfferId;
use crate::reason::Reason;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// A vendor takes the order.
    Accept {
        /// Its offer.
        offer: OfferId,
    },
    /// A vendor will not.
    Decline {
        /// Its offer.
        offer: OfferId,
        /// Why.
        reason: Reason,
    },
    /// A vendor names its price, sealed. Another quote before the close takes the place of the first.
    Quote {
        /// Its offer.
        offer: OfferId,
        /// Price and time.
        quote: Quote,
    },
    /// The lender takes one offer back.
    Withdraw {
        /// Which.
        offer: OfferId,
        /// Why.
        reason: Reason,
    },
    /// The lender takes the whole round back.
    Cancel {
        /// Why.
        reason: Reason,
    },
    /// The lender chooses among the opened quotes. Another than the best by score needs a reason.
    Award {
        /// Which.
        offer: OfferId,
        /// Why this one.
        #[serde(default)]
        reason: Option<Reason>,
    },
    /// Time has passed: what has expired is told, the next is asked, the quotes are opened.
    Tick,
}

wire_names! {
    /// The name of an action.
    ActionKind {
        /// [`Action::Accept`].
        Accept = "accept",
        /// [`Action::Decline`].
        Decline = "decline",
        /// [`Action::Quote`].
        Quote = "quote",
        /// [`Action::Withdraw`].
        Withdraw = "withdraw",
        /// [`Action::Cancel`].
        Cancel = "cancel",
        /// [`Action::Award`].
        Award = "award",
        /// [`Action::Tick`].
        Tick = "tick",
    }
}

impl Action {
    /// Its name.
    pub fn kind(&self) -> ActionKind {
        match self {
            Action::Accept { .. } => ActionKind::Accept,
            Action::Decline { .. } => ActionKind::Decline,
            Action::Quote { .. } => ActionKind::Quote,
            Action::Withdraw { .. } => ActionKind::Withdraw,
            Action::Cancel { .. } => ActionKind::Cancel,
            Action::Award { .. } => ActionKind::Award,
            Action::Tick => ActionKind::Tick,
        }
    }
}

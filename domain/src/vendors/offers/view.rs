//! What each side may see of a round.

use super::round::{Mode, Offer, OfferState, OfferStatus, Quote, Round, RoundState, Stage};
use crate::ids::{OfferId, OrderId, VendorId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a vendor sees: its own offer, nothing of the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorView {
    /// Of which order.
    pub order: OrderId,
    /// The offer.
    pub offer: OfferId,
    /// Whether a quote is asked for.
    pub sealed: bool,
    /// The first moment at which the offer is over.
    pub until: DateTime<Utc>,
    /// Where it stands.
    pub status: OfferStatus,
    /// The vendor's own quote.
    pub quote: Option<Quote>,
}

/// What the lender sees of one offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLine {
    /// The offer.
    pub offer: OfferId,
    /// To whom.
    pub vendor: VendorId,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The first moment at which it is over.
    pub until: DateTime<Utc>,
    /// Where it stands.
    pub status: OfferStatus,
    /// Why it ended, in words.
    pub reason: Option<String>,
    /// A quote is in.
    pub quoted: bool,
    /// The quote, once the round is closed.
    pub quote: Option<Quote>,
}

/// What the lender sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LenderView {
    /// Of which order.
    pub order: OrderId,
    /// Which round of it, from 1.
    pub number: u32,
    /// How vendors are asked.
    #[serde(flatten)]
    pub mode: Mode,
    /// Where it stands.
    pub state: RoundState,
    /// Who has the order.
    pub winner: Option<VendorId>,
    /// Offers made, in order.
    pub offers: Vec<OfferLine>,
    /// Who would be asked next, in order.
    pub queue: Vec<VendorId>,
    /// Counts changes.
    pub version: u64,
}

impl Round {
    /// What a vendor sees at a time; `None` when it was not asked.
    pub fn for_vendor(&self, vendor: VendorId, now: DateTime<Utc>) -> Option<VendorView> {
        let offer = self.offers.iter().find(|o| o.vendor == vendor)?;
        Some(VendorView {
            order: self.order,
            offer: offer.id,
            sealed: matches!(self.mode, Mode::Sealed { .. }),
            until: offer.until,
            status: self.status_of(offer, now),
            quote: offer.quote.clone(),
        })
    }

    /// What the lender sees at a time. Quotes are shown once the machine has opened them, not by the time alone, so
    /// that nobody sees one while another may still come in.
    pub fn for_lender(&self, now: DateTime<Utc>) -> LenderView {
        let shown = self.quotes_shown();
        let line = |offer: &Offer| OfferLine {
            offer: offer.id,
            vendor: offer.vendor,
            at: offer.at,
            until: offer.until,
            status: self.status_of(offer, now),
            reason: match &offer.state {
                OfferState::Declined { reason, .. } | OfferState::Withdrawn { reason, .. } => Some(reason.to_string()),
                _ => None,
            },
            quoted: offer.quote.is_some(),
            quote: offer.quote.clone().filter(|_| shown),
        };
        LenderView {
            order: self.order,
            number: self.number,
            mode: self.mode.clone(),
            state: self.stage.state(),
            winner: match self.stage {
                Stage::Assigned { vendor, .. } => Some(vendor),
                _ => None,
            },
            offers: self.offers.iter().map(line).collect(),
            queue: self.queue.iter().map(|i| i.vendor).collect(),
            version: self.version,
        }
    }

    /// The opened quotes by vendor, for scoring; none before the close.
    pub fn opened_quotes(&self) -> Vec<(VendorId, Quote)> {
        let stands = |o: &&Offer| {
            matches!(o.state, OfferState::Open | OfferState::Accepted { .. } | OfferState::Lost) && self.quotes_shown()
        };
        self.offers.iter().filter(stands).filter_map(|o| Some((o.vendor, o.quote.clone()?))).collect()
    }

    /// Sealed quotes of a round that was taken back stay sealed.
    fn quotes_shown(&self) -> bool {
        matches!(self.stage, Stage::Opened { .. } | Stage::Assigned { .. })
    }

    /// A quote that came in time stands after the close, until somebody chooses.
    fn status_of(&self, offer: &Offer, now: DateTime<Utc>) -> OfferStatus {
        if offer.quote.is_some() { offer.state.status() } else { offer.status_at(now) }
    }
}

//! Sealed quotes: what is taken, how they are opened and which is chosen.

use super::Change;
use super::machine::Facts;
use super::round::{OfferState, Quote, Round};
use crate::ids::OfferId;
use crate::money::Money;
use crate::reason::Reason;
use crate::refusal::Refusal;

/// A quote can be compared with the others: above 0, and in their currency.
pub(super) fn within_limits(round: &Round, quote: &Quote) -> Result<(), Refusal> {
    if quote.price.minor <= 0 {
        return Err(Refusal::new("price_positive", "the price is not above 0", "give the whole price of the order"));
    }
    let others = round.offers.iter().filter_map(|o| o.quote.as_ref());
    let first = others.map(|q| q.price.currency).find(|c| *c != quote.price.currency);
    first.map_or(Ok(()), |currency| {
        let message = format!("the price is in {}, the round is in {currency}", quote.price.currency);
        Err(Refusal::new("one_currency", message, format!("quote in {currency}")))
    })
}

/// The quotes that stand, cheapest first, ties by the order of invitation.
pub(super) fn opened(round: &Round) -> Vec<(OfferId, Money)> {
    let stands = round.offers.iter().filter(|o| o.state == OfferState::Open);
    let mut quotes: Vec<_> = stands.filter_map(|o| Some((o.id, o.quote.as_ref()?.price))).collect();
    quotes.sort_by_key(|(_, price)| price.minor);
    quotes
}

/// What is awarded.
pub(super) struct Award {
    /// Place of the offer in the round.
    pub(super) index: usize,
    /// Its price.
    pub(super) price: Money,
    /// What is told.
    pub(super) change: Change,
}

/// The choice among the opened quotes: the best by score of those that may have the order; another one needs a reason.
pub(super) fn award(round: &Round, offer: OfferId, reason: Option<Reason>, facts: &Facts) -> Result<Award, Refusal> {
    let stands = |id: OfferId| opened(round).into_iter().find(|(o, _)| *o == id).map(|(_, price)| price);
    let no_quote = || Refusal::new("no_such_quote", "no opened quote belongs to this offer", "choose one that quoted");
    let index = round.offers.iter().position(|o| o.id == offer).ok_or_else(no_quote)?;
    let price = stands(offer).ok_or_else(no_quote)?;
    let vendor = round.offers[index].vendor;
    facts.may_have(vendor)?;
    let quoted = |v| round.offers.iter().any(|o| o.vendor == v && stands(o.id).is_some());
    let best = facts.ranked.iter().find(|s| quoted(s.vendor) && facts.may_have(s.vendor).is_ok());
    if best.is_none_or(|best| best.vendor != vendor) && reason.is_none() {
        let message = "this quote is not the best by score";
        return Err(Refusal::new("award_explained", message, "award the best by score, or say why this one"));
    }
    let score_bp = facts.ranked.iter().find(|s| s.vendor == vendor).map(|s| s.score_bp);
    Ok(Award { index, price, change: Change::Awarded { offer, vendor, price, score_bp, reason } })
}

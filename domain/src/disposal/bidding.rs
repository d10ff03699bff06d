//! Bids, purchases and reported sales: what is taken, and what a late bid does.

use super::machine::{Step, first};
use super::{Bid, Change, Effect, LateBids, Selling, Stage};
use crate::ids::{BidId, BuyerId};
use crate::money::Money;
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};

/// Bids of one round.
const MAX_BIDS: usize = 2000;

impl Step<'_> {
    pub(super) fn bid(&mut self, bid: BidId, buyer: BuyerId, amount: Money) -> Result<(), Refusal> {
        let connected = self.may_take(buyer, amount)?;
        let own_best = self.lot.bids.iter().filter(|b| b.buyer == buyer).map(|b| b.amount.minor).max();
        match &self.lot.terms.selling {
            Selling::OpenAuction { start, increment, .. } => {
                let (least, what) = match self.lot.best() {
                    Some(best) if best.buyer == buyer => {
                        let message = "the highest bid is already yours";
                        return Err(Refusal::new("not_own_bid", message, "wait until somebody bids more"));
                    }
                    Some(best) => (best.amount.plus(*increment).map_err(too_large)?, "the next bid"),
                    None => (*start, "the first bid"),
                };
                at_least(amount, least, what)?;
            }
            selling => {
                at_least(amount, selling.least(), "a bid")?;
                if own_best.is_some_and(|own| amount.minor <= own) {
                    let message = "your sealed bid is already as high";
                    return Err(Refusal::new("bid_raises", message, "bid more than before, or leave it"));
                }
            }
        }
        let sealed = matches!(self.lot.terms.selling, Selling::SealedAuction { .. });
        self.take(bid, buyer, amount, connected)?;
        self.note(Change::BidPlaced { bid, buyer, amount: (!sealed).then_some(amount) });
        if let Selling::OpenAuction { late, .. } = self.lot.terms.selling {
            self.move_close(late);
            self.effects.push(Effect::AnnounceLot);
        }
        Ok(())
    }

    pub(super) fn buy(&mut self, bid: BidId, buyer: BuyerId) -> Result<(), Refusal> {
        let price = self.lot.terms.selling.least();
        let connected = self.may_take(buyer, price)?;
        if let Selling::BuyBack { buyer: only, .. } = self.lot.terms.selling
            && only != buyer
        {
            let message = "the lot is for whoever sold the car";
            return Err(Refusal::new("buy_back_buyer", message, "have the named buyer buy it"));
        }
        self.take(bid, buyer, price, connected)?;
        self.note(Change::Bought { bid, buyer, price });
        self.give_to(bid, buyer, price, connected);
        Ok(())
    }

    pub(super) fn report_sale(
        &mut self,
        bid: BidId,
        buyer: BuyerId,
        price: Money,
        reference: Reason,
    ) -> Result<(), Refusal> {
        let connected = self.may_take(buyer, price)?;
        if let Selling::JudicialAuction { start, .. } = &self.lot.terms.selling {
            at_least(price, *start, "the price")?;
        }
        self.take(bid, buyer, price, connected)?;
        self.note(Change::SaleReported { bid, buyer, price, reference });
        self.close();
        Ok(())
    }

    /// The time in which it takes bids is not over, told or not.
    pub(super) fn still_open(&self) -> Result<(), Refusal> {
        match self.lot.stage {
            Stage::Open { closes_at, .. } if self.now >= closes_at => {
                let message = format!("bidding closed at {closes_at}");
                Err(Refusal::new("bid_in_time", message, "watch for the lot being listed again"))
            }
            _ => Ok(()),
        }
    }

    /// What holds for whoever wants the lot; whether the buyer is connected.
    fn may_take(&self, buyer: BuyerId, amount: Money) -> Result<bool, Refusal> {
        self.still_open()?;
        let connected = self.facts.may_buy(buyer)?.connected;
        first(&self.facts.blocked)?;
        if let Some(required) = self.lot.terms.deposit
            && !self.lot.deposits.iter().any(|d| d.buyer == buyer && d.amount.minor >= required.minor)
        {
            let message = format!("a deposit of {} {} is required", required.to_major(), required.currency);
            return Err(Refusal::new("deposit_held", message, "pay the deposit for this lot first"));
        }
        if amount.currency != self.lot.terms.currency() {
            let message = format!("the lot is sold in {}", self.lot.terms.currency());
            let remedy = format!("give the amount in {}", self.lot.terms.currency());
            return Err(Refusal::new("one_currency", message, remedy));
        }
        at_least(amount, Money::new(1, amount.currency), "the amount")?;
        Ok(connected)
    }

    fn take(&mut self, id: BidId, buyer: BuyerId, amount: Money, connected: bool) -> Result<(), Refusal> {
        if self.lot.bids.len() >= MAX_BIDS {
            let message = format!("the lot already has {MAX_BIDS} bids");
            return Err(Refusal::new("bid_limit", message, "close the lot, and list it again with a larger increment"));
        }
        let seq = self.lot.bids.len() as u32 + 1;
        self.lot.bids.push(Bid { id, buyer, amount, at: self.now, seq, connected });
        Ok(())
    }

    /// A bid in the last moments moves the close, so often and no more.
    fn move_close(&mut self, late: LateBids) {
        let Stage::Open { closes_at, extensions, .. } = &mut self.lot.stage else { return };
        let moved: DateTime<Utc> = self.now + TimeDelta::seconds(late.extend_s.into());
        let is_late = *closes_at - self.now <= TimeDelta::seconds(late.window_s.into());
        if is_late && moved > *closes_at && *extensions < late.most {
            *closes_at = moved;
            *extensions += 1;
            self.note(Change::CloseMoved { closes_at: moved });
        }
    }
}

fn at_least(amount: Money, least: Money, what: &str) -> Result<(), Refusal> {
    if amount.minor >= least.minor {
        return Ok(());
    }
    let least = format!("{} {}", least.to_major(), least.currency);
    Err(Refusal::new("bid_high_enough", format!("{what} is at least {least}"), format!("give {least} or more")))
}

fn too_large(_: crate::money::MoneyError) -> Refusal {
    Refusal::new("bid_limit", "no higher bid can be written", "close the lot")
}

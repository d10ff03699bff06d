//! The end of a round: opening and closing by the time, the reserve, the award, the next bidder.

use super::bid::ReserveApproval;
use super::machine::{Step, first};
use super::{Award, Change, Effect, Selling, Stage, UnsoldReason};
use crate::ids::{BidId, BuyerId, HandOverId};
use crate::money::Money;
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::TimeDelta;

impl Step<'_> {
    /// Everything that the time alone brings about, as often as it does: each step leads to a later one or to one that
    /// waits for a later time.
    pub(super) fn tick(&mut self) {
        while self.advance() {}
    }

    fn advance(&mut self) -> bool {
        match &self.lot.stage {
            Stage::Listed { .. } if self.now >= self.lot.terms.closes_at => {
                self.unsold(UnsoldReason::NeverOpened, None);
            }
            Stage::Listed { .. } if self.now >= self.lot.terms.opens_at && self.facts.blocked.is_empty() => {
                let closes_at = self.lot.terms.closes_at;
                self.to(Stage::Open { since: self.now, closes_at, extensions: 0 }, Change::Opened { closes_at });
                self.effects.push(Effect::AnnounceLot);
            }
            Stage::Open { closes_at, .. } if self.now >= *closes_at => self.close(),
            Stage::Offered { buyer, until, .. } if self.now >= *until => {
                let buyer = *buyer;
                self.offer_lapsed(buyer, false);
            }
            Stage::Awarded { award } if self.now >= award.pay_by => self.default_of_buyer(),
            _ => return false,
        }
        true
    }

    /// Bids are over: the best waits for its award.
    pub(super) fn close(&mut self) {
        if matches!(self.lot.terms.selling, Selling::SealedAuction { .. }) && !self.lot.bids.is_empty() {
            let mut bids: Vec<_> = self.lot.bids.iter().collect();
            bids.sort_by_key(|b| (std::cmp::Reverse(b.amount.minor), b.at, b.seq));
            let bids = bids.into_iter().map(|b| (b.id, b.amount)).collect();
            self.lot.bids_opened = true;
            self.note(Change::BidsOpened { bids });
        }
        self.effects.push(Effect::AnnounceLot);
        let why = UnsoldReason::NoBids;
        self.best_waits(false, why);
    }

    /// The best bid that is left waits for its award, or nobody is left.
    fn best_waits(&mut self, second: bool, none_left: UnsoldReason) {
        let Some((best, amount)) = self.lot.best().map(|b| (b.id, b.amount)) else {
            return self.unsold(none_left, None);
        };
        let reserve_met = self.lot.reserve_met(amount);
        let stage = Stage::Closed { at: self.now, best, reserve_met, second };
        self.to(stage, Change::Closed { best, amount, reserve_met });
        self.effects.push(Effect::DecideSale { reserve_met });
    }

    /// The next bidder, when one fell out after the close.
    pub(super) fn next_bidder(&mut self, fell_out: BuyerId, second: bool) {
        self.lot.out.insert(fell_out);
        self.best_waits(second, UnsoldReason::NoBidderLeft);
    }

    pub(super) fn unsold(&mut self, why: UnsoldReason, reason: Option<Reason>) {
        self.to(Stage::Unsold { at: self.now, why }, Change::Unsold { why, reason });
        self.release_deposits();
        self.effects.extend([Effect::PublishListing, Effect::DecideUnsold]);
    }

    fn waiting(&self) -> Result<(BidId, BuyerId, Money, bool, bool), Refusal> {
        match self.lot.stage {
            Stage::Closed { best, second, .. } => {
                self.lot.bid(best).map(|b| (best, b.buyer, b.amount, b.connected, second))
            }
            _ => None,
        }
        .ok_or_else(|| Refusal::new("wrong_state", "no bid waits", "close the lot first"))
    }

    pub(super) fn approve(&mut self, reason: Reason) -> Result<(), Refusal> {
        let by = self.person()?;
        let (bid, _, amount, ..) = self.waiting()?;
        if self.lot.reserve_met(amount) {
            let message = "the bid reaches the reserve";
            return Err(Refusal::new("reserve_not_met", message, "award it; no approval is needed"));
        }
        if self.policy.two_people && self.lot.terms_by.person() == Some(by) {
            let message = "the person who set the terms cannot approve a sale below the reserve";
            return Err(Refusal::new("two_people", message, "have another person approve"));
        }
        self.lot.approval = Some(ReserveApproval { bid, reason: reason.clone(), at: self.now });
        self.note(Change::ReserveApproved { bid, amount, reason });
        Ok(())
    }

    pub(super) fn pass_over(&mut self, reason: Reason) -> Result<(), Refusal> {
        self.person()?;
        let (_, buyer, .., second) = self.waiting()?;
        self.note(Change::PassedOver { buyer, reason });
        self.next_bidder(buyer, second);
        Ok(())
    }

    pub(super) fn award(&mut self) -> Result<(), Refusal> {
        let (bid, buyer, price, connected, second) = self.waiting()?;
        first(&self.facts.blocked)?;
        self.facts.may_buy(buyer)?;
        let approved = self.lot.approval.as_ref().is_some_and(|approval| approval.bid == bid);
        if !self.lot.reserve_met(price) && !approved {
            let message = "the best bid is below the reserve";
            return Err(Refusal::new("reserve_met", message, "have the sale approved, or reject the bids"));
        }
        if second {
            let until = self.now + TimeDelta::hours(i64::from(self.policy.offer_hours.clamp(1, 720)));
            let change = Change::OfferedToNext { bid, buyer, price, until };
            self.to(Stage::Offered { bid, buyer, price, until }, change);
            self.effects.push(Effect::OfferToNext { buyer, price, until });
        } else {
            self.give_to(bid, buyer, price, connected);
        }
        Ok(())
    }

    pub(super) fn accept_offer(&mut self, by: BuyerId) -> Result<(), Refusal> {
        let (bid, price) = self.offered_to(by)?;
        self.facts.may_buy(by)?;
        first(&self.facts.blocked)?;
        let connected = self.lot.bid(bid).is_some_and(|b| b.connected);
        self.give_to(bid, by, price, connected);
        Ok(())
    }

    pub(super) fn decline_offer(&mut self, by: BuyerId) -> Result<(), Refusal> {
        self.offered_to(by)?;
        self.offer_lapsed(by, true);
        Ok(())
    }

    /// The offer, if it is this buyer's and in time.
    pub(super) fn offered_to(&self, by: BuyerId) -> Result<(BidId, Money), Refusal> {
        match self.lot.stage {
            Stage::Offered { until, .. } if self.now >= until => {
                let message = format!("the offer lapsed at {until}");
                Err(Refusal::new("offer_in_time", message, "watch for the lot being listed again"))
            }
            Stage::Offered { bid, buyer, price, .. } if buyer == by => Ok((bid, price)),
            _ => Err(Refusal::new("own_offer", "the lot is not offered to this buyer", "wait for an offer")),
        }
    }

    fn offer_lapsed(&mut self, buyer: BuyerId, declined: bool) {
        self.note(Change::OfferLapsed { buyer, declined });
        self.next_bidder(buyer, true);
    }

    /// The lot is given to a buyer, who has to pay what the deposit leaves.
    pub(super) fn give_to(&mut self, bid: BidId, buyer: BuyerId, price: Money, connected: bool) {
        let pay_by = self.now + TimeDelta::hours(i64::from(self.lot.terms.pay_hours));
        let award = Award { bid, buyer, price, at: self.now, pay_by, payments: vec![] };
        self.to(Stage::Awarded { award }, Change::Awarded { bid, buyer, price, pay_by, connected });
        let due = self.still_due();
        self.effects.extend([
            Effect::SaleMade { buyer, price },
            Effect::AskPayment { buyer, due, pay_by },
            Effect::PublishListing,
        ]);
        // A deposit may be worth the whole price.
        self.complete_if_paid();
    }

    pub(super) fn deliver(&mut self, hand_over: HandOverId) {
        if let Stage::Paid { award, .. } = &self.lot.stage {
            let stage = Stage::Delivered { award: award.clone(), at: self.now, hand_over };
            self.to(stage, Change::Delivered { hand_over });
        }
    }

    pub(super) fn withdraw(&mut self, reason: Reason) -> Result<(), Refusal> {
        if let Stage::Awarded { award } = self.lot.stage.clone() {
            self.person()?;
            self.refund_payments(&award);
            self.effects.push(Effect::SaleUndone);
        }
        self.to(Stage::Withdrawn { at: self.now, reason: reason.clone() }, Change::Withdrawn { reason });
        self.release_deposits();
        self.effects.extend([Effect::PublishListing, Effect::AnnounceLot]);
        Ok(())
    }
}

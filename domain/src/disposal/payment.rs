//! Deposits, payments, and the buyer who does not pay.

use super::machine::Step;
use super::{Award, Change, Deposit, DepositState, Effect, Payment, Stage};
use crate::ids::{BuyerId, PaymentId};
use crate::money::Money;
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};

/// Deposits of one round.
const MAX_DEPOSITS: usize = 500;

/// Payments towards one price.
const MAX_PAYMENTS: usize = 50;

/// Longest extension of the time to pay.
const MAX_EXTENSION: TimeDelta = TimeDelta::days(30);

impl Step<'_> {
    pub(super) fn lodge(&mut self, buyer: BuyerId, amount: Money) -> Result<(), Refusal> {
        self.facts.may_buy(buyer)?;
        let Some(required) = self.lot.terms.deposit else {
            let message = "no deposit is asked for this lot";
            return Err(Refusal::new("deposit_asked", message, "bid without one"));
        };
        if let Some(held) = self.lot.deposits.iter().find(|d| d.buyer == buyer) {
            if held.amount == amount && held.state == DepositState::Held {
                return Ok(());
            }
            let message = "this buyer already has a deposit here";
            return Err(Refusal::new("one_deposit", message, "bid with the one that is held"));
        }
        if amount != required {
            let asked = format!("{} {}", required.to_major(), required.currency);
            let message = format!("the deposit is {asked}, not {} {}", amount.to_major(), amount.currency);
            return Err(Refusal::new("deposit_amount", message, format!("pay {asked}")));
        }
        if self.lot.deposits.len() >= MAX_DEPOSITS {
            let message = format!("the lot already has {MAX_DEPOSITS} deposits");
            return Err(Refusal::new("deposit_limit", message, "wait for the next lot"));
        }
        self.lot.deposits.push(Deposit { buyer, amount, state: DepositState::Held });
        self.note(Change::DepositHeld { buyer, amount });
        self.effects.push(Effect::HoldDeposit { buyer, amount });
        Ok(())
    }

    pub(super) fn give_back(&mut self, buyer: BuyerId) -> Result<(), Refusal> {
        if self.lot.bids.iter().any(|b| b.buyer == buyer) {
            let message = "who has bid is bound until the lot is over";
            return Err(Refusal::new("no_bid_placed", message, "wait until the lot is over"));
        }
        let Some(index) = self.lot.deposits.iter().position(|d| d.buyer == buyer) else {
            let message = "this buyer has no deposit here";
            return Err(Refusal::new("deposit_held", message, "name a buyer whose deposit is held"));
        };
        let Deposit { buyer, amount, .. } = self.lot.deposits.remove(index);
        self.released(buyer, amount);
        Ok(())
    }

    fn released(&mut self, buyer: BuyerId, amount: Money) {
        self.note(Change::DepositReleased { buyer, amount });
        self.effects.push(Effect::ReleaseDeposit { buyer, amount });
    }

    /// Every deposit that is still held goes back.
    pub(super) fn release_deposits(&mut self) {
        let held = self.lot.deposits.iter_mut().filter(|d| d.state == DepositState::Held);
        let back: Vec<_> = held
            .map(|deposit| {
                deposit.state = DepositState::Released;
                (deposit.buyer, deposit.amount)
            })
            .collect();
        back.into_iter().for_each(|(buyer, amount)| self.released(buyer, amount));
    }

    /// The deposit that is held for a buyer, minor units.
    fn held(&self, buyer: BuyerId) -> i64 {
        let held = self.lot.deposits.iter().find(|d| d.buyer == buyer && d.state == DepositState::Held);
        held.map_or(0, |d| d.amount.minor)
    }

    /// What the winner still has to pay after the deposit.
    pub(super) fn still_due(&self) -> Money {
        let Some(award) = self.lot.award() else { return Money::zero(self.lot.terms.currency()) };
        let paid = award.payments.iter().fold(0_i64, |sum, p| sum.saturating_add(p.amount.minor));
        let due = award.price.minor.saturating_sub(self.held(award.buyer)).saturating_sub(paid);
        Money::new(due.max(0), award.price.currency)
    }

    /// The time to pay is not over, told or not.
    pub(super) fn payable(&self) -> Result<(), Refusal> {
        match &self.lot.stage {
            Stage::Awarded { award } if self.now >= award.pay_by => {
                let message = format!("the time to pay ended at {}", award.pay_by);
                Err(Refusal::new("payment_in_time", message, "extend the time, or send the money back"))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn pay(&mut self, id: PaymentId, amount: Money) -> Result<(), Refusal> {
        self.payable()?;
        let Stage::Awarded { award } = &mut self.lot.stage else {
            return Err(Refusal::new("wrong_state", "nobody has to pay", "award the lot first"));
        };
        let (buyer, price) = (award.buyer, award.price);
        if amount.currency != price.currency || amount.minor <= 0 {
            let message = format!("a payment is above zero, in {}", price.currency);
            return Err(Refusal::new("payment_amount", message, format!("record what came in, in {}", price.currency)));
        }
        if award.payments.len() >= MAX_PAYMENTS {
            let message = format!("{MAX_PAYMENTS} payments are already recorded");
            return Err(Refusal::new("payment_limit", message, "have the buyer pay the rest at once"));
        }
        let before = award.payments.iter().fold(0_i64, |sum, p| sum.saturating_add(p.amount.minor));
        if before.checked_add(amount.minor).is_none() {
            let message = "the sum of the payments is too large";
            return Err(Refusal::new("payment_amount", message, "record what came in"));
        }
        award.payments.push(Payment { id, amount, at: self.now });
        self.note(Change::PaymentRecorded { payment: id, amount });
        self.effects.push(Effect::ReceivePayment { buyer, payment: id, amount });
        self.complete_if_paid();
        Ok(())
    }

    /// Deposit and payments reach the price: the deposit becomes part of it, what is too much goes back, and so do the
    /// deposits of all others.
    pub(super) fn complete_if_paid(&mut self) {
        let Stage::Awarded { award } = self.lot.stage.clone() else { return };
        let (buyer, price) = (award.buyer, award.price);
        let paid = award.payments.iter().fold(0_i64, |sum, p| sum.saturating_add(p.amount.minor));
        let applied = self.held(buyer).min(price.minor);
        if paid < price.minor - applied {
            return;
        }
        let excess = Money::new(paid - (price.minor - applied), price.currency);
        self.settle_deposit(buyer, applied, DepositState::Applied);
        self.to(Stage::Paid { award, at: self.now }, Change::Paid { excess });
        if excess.minor > 0 {
            self.effects.push(Effect::Refund { buyer, amount: excess });
        }
        self.effects.push(Effect::ReleaseCar { buyer });
        self.release_deposits();
    }

    /// A part of a buyer's deposit is kept as `state` says; the rest goes back.
    fn settle_deposit(&mut self, buyer: BuyerId, kept: i64, state: DepositState) {
        let held = |d: &&mut Deposit| d.buyer == buyer && d.state == DepositState::Held;
        let Some(deposit) = self.lot.deposits.iter_mut().find(held) else { return };
        let (kept, back) = (Money { minor: kept, ..deposit.amount }, deposit.amount.minor - kept);
        deposit.state = if kept.minor > 0 { state } else { DepositState::Released };
        let back = Money { minor: back, ..deposit.amount };
        if kept.minor > 0 && state == DepositState::Applied {
            self.note(Change::DepositApplied { buyer, amount: kept });
            self.effects.push(Effect::ApplyDeposit { buyer, amount: kept });
        } else if kept.minor > 0 {
            self.note(Change::DepositForfeited { buyer, amount: kept });
            self.effects.push(Effect::ForfeitDeposit { buyer, amount: kept });
        }
        if back.minor > 0 {
            self.released(buyer, back);
        }
    }

    pub(super) fn extend(&mut self, pay_by: DateTime<Utc>, reason: Reason) -> Result<(), Refusal> {
        self.person()?;
        let Stage::Awarded { award } = &mut self.lot.stage else {
            return Err(Refusal::new("wrong_state", "nobody has to pay", "award the lot first"));
        };
        if pay_by <= award.pay_by || pay_by <= self.now || pay_by > self.now + MAX_EXTENSION {
            let message = "the time to pay would not be longer, or by more than 30 days from now";
            return Err(Refusal::new("pay_time", message, "give a later time within 30 days"));
        }
        award.pay_by = pay_by;
        self.note(Change::PaymentExtended { pay_by, reason });
        Ok(())
    }

    /// The winner did not pay in time: the award and, by policy, the deposit are lost; the next bidder is looked at.
    pub(super) fn default_of_buyer(&mut self) {
        let Stage::Awarded { award } = self.lot.stage.clone() else { return };
        let buyer = award.buyer;
        self.note(Change::Defaulted { buyer });
        let share = i128::from(self.policy.forfeit_bp.min(10_000));
        let lost = (i128::from(self.held(buyer)) * share / 10_000) as i64;
        self.settle_deposit(buyer, lost, DepositState::Forfeited);
        self.refund_payments(&award);
        self.effects.extend([Effect::SaleUndone, Effect::RecordDefault { buyer }]);
        self.next_bidder(buyer, true);
    }

    /// What was paid goes back; the deposit is a matter of its own.
    pub(super) fn refund_payments(&mut self, award: &Award) {
        let paid = award.payments.iter().fold(0_i64, |sum, p| sum.saturating_add(p.amount.minor));
        if paid > 0 {
            self.effects.push(Effect::Refund { buyer: award.buyer, amount: Money { minor: paid, ..award.price } });
        }
    }
}

//! Whether a distribution is whole: for one that comes back from a store, and for tests.

use super::outcome::{Item, Step, Waterfall};
use super::rule::Rule;
use crate::money::Money;
use crate::refusal::Refusal;

impl Waterfall {
    /// Refuses a distribution of which a minor unit is missing, double or negative.
    pub fn verify(&self) -> Result<(), Refusal> {
        let nothing = Money::zero(self.proceeds.currency);
        let mut left = self.proceeds.plus(self.top_up)?;
        for (at, line) in self.lines.iter().enumerate() {
            left = left.minus(line.paid)?;
            let bounds = [line.paid, line.claimed.minus(line.paid)?, left, self.top_up, self.proceeds];
            if bounds.iter().any(|amount| amount.is_negative()) || line.left != left {
                return Err(broken(format!("line {} does not follow from the one before it", at + 1)));
            }
        }
        let last_is_surplus = self.lines.last().is_some_and(|l| l.step == Step::Surplus);
        if !left.is_zero() || !last_is_surplus || !self.lines.is_sorted_by_key(|l| l.step) {
            return Err(broken("the lines do not pay out what came in, step by step"));
        }
        let open = self.debt.total()?.minus(self.secured_paid()?)?;
        let open = open.plus(self.costs_claimed()?.minus(self.costs_paid()?)?)?;
        let told = self.deficiency.total()?.plus(self.not_claimed)?;
        let own = self.lines.iter().filter(|l| matches!(l.item, Item::Cost { .. }) && l.step == Step::NotPaid);
        if open != told
            || told.compare(nothing)?.is_lt()
            || own.into_iter().any(|l| l.rule != Rule::CostNotAgreed)
            || (self.surplus()?.is_positive() && open.is_positive())
        {
            return Err(broken("the deficiency is not what is unpaid"));
        }
        Ok(())
    }
}

fn broken(message: impl Into<String>) -> Refusal {
    Refusal::new("conservation", message, "distribute the proceeds again from the facts")
}

//! The debt: whether it is still owed, how it is graded, and what may be charged.

use super::super::{FeeKind, GateAction, GateActionKind, LadderStep, Product};
use super::{Finding, Met, Scene, Test, met, names, need, spared};
use crate::money::Money;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Clocks of two systems differ by seconds; a balance from further ahead is an error, not fresh.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// The loan was looked at just now, and was in default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoanRecheck {
    /// Oldest balance, minutes.
    pub max_age_min: u32,
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for LoanRecheck {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if spared(scene, &self.before) {
            return Ok(());
        }
        let debt = &scene.facts.debt;
        let age = scene.local.at - need(debt.checked_at, "when the balance was last known to be right")?;
        met(
            (-CLOCK_TOLERANCE..=TimeDelta::minutes(i64::from(self.max_age_min))).contains(&age),
            format!("the balance is {} minutes old, at most {} are allowed", age.num_minutes(), self.max_age_min),
            "check the loan again in the lender's books",
        )?;
        let default = need(debt.in_default, "whether the loan is in default")?;
        met(default, "the loan is not in default", "stop: cure, promise, plan or payment came first")
    }
}

/// A grade from so many days past due on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// More than these days past due.
    pub over_dpd: u32,
    /// Its name.
    pub grade: String,
}

/// How debts are graded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoanGrade {
    /// Grades, best first.
    pub grades: Vec<Grade>,
}

impl LoanGrade {
    /// The grade of a debt, if it has a bad one.
    pub fn of(&self, dpd: u32) -> Option<&str> {
        self.grades.iter().filter(|g| dpd > g.over_dpd).max_by_key(|g| g.over_dpd).map(|g| g.grade.as_str())
    }
}

impl Test for LoanGrade {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !matches!(scene.action, GateAction::Authorise { .. }) {
            return Ok(());
        }
        let dpd = need(scene.facts.debt.dpd, "how many days past due the loan is")?;
        let grade = self.of(dpd);
        grade.map_or(Ok(()), |grade| {
            Err(Finding::new(format!("{dpd} days past due: graded {grade}"), "book it in this grade"))
        })
    }
}

/// Steps that were tried, and days past due, before the car is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// Days past due at least.
    pub min_dpd: u32,
    /// Steps.
    pub steps: BTreeSet<LadderStep>,
}

impl Test for Ladder {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !scene.action.takes() {
            return Ok(());
        }
        let dpd = need(scene.facts.debt.dpd, "how many days past due the loan is")?;
        met(
            dpd >= self.min_dpd,
            format!("{dpd} days past due, practice is {}", self.min_dpd),
            "try the earlier steps first",
        )?;
        let tried = need(scene.facts.field.steps.as_ref(), "which steps were tried")?;
        let missing = names(self.steps.difference(tried).copied(), LadderStep::name);
        met(missing.is_empty(), format!("not tried yet: {missing}"), format!("try first: {missing}"))
    }
}

/// The contract is ended before the car is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetakeTerms {
    /// Contracts that are meant.
    pub products: BTreeSet<Product>,
}

impl Test for RetakeTerms {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !scene.action.takes() {
            return Ok(());
        }
        if !self.products.contains(&need(scene.facts.debt.product, "what kind of contract it is")?) {
            return Ok(());
        }
        let ended = need(scene.facts.debt.terminated, "whether the contract was terminated")?;
        met(
            ended,
            "the contract is not terminated",
            "demand payment, and terminate the contract after a reasonable time",
        )
    }
}

/// By which profile the proceeds are divided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waterfall {
    /// The profile, by its name.
    pub profile: String,
    /// Contracts that are meant; empty for all.
    #[serde(default)]
    pub products: BTreeSet<Product>,
}

impl Test for Waterfall {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let GateAction::Distribute { profile } = scene.action else { return Ok(()) };
        let meant = self.products.is_empty()
            || self.products.contains(&need(scene.facts.debt.product, "what kind of contract it is")?);
        met(
            !meant || *profile == self.profile,
            format!("the proceeds would be divided by another profile than {}", self.profile),
            format!("use the profile {}", self.profile),
        )
    }
}

/// The least that a violation costs towards a consumer: the finance charge and a share of the principal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatutoryDamages {
    /// Share of the principal, basis points.
    pub principal_bp: u16,
}

impl StatutoryDamages {
    /// The sum, rounded half up to the minor unit; `None` when currencies differ or the sum cannot be written.
    pub fn least(&self, principal: Money, finance_charge: Money) -> Option<Money> {
        let share = (i128::from(principal.minor.max(0)) * i128::from(self.principal_bp) + 5_000) / 10_000;
        let sum = i128::from(finance_charge.minor.max(0)) + share;
        (principal.currency == finance_charge.currency)
            .then(|| i64::try_from(sum).ok().map(|minor| Money::new(minor, principal.currency)))?
    }
}

impl Test for StatutoryDamages {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let concerned = scene.action.takes() || matches!(scene.action, GateAction::Sale { .. });
        let debt = &scene.facts.debt;
        if !concerned || debt.consumer == Some(false) {
            return Ok(());
        }
        let (Some(principal), Some(charge)) = (debt.principal, debt.finance_charge) else { return Ok(()) };
        let Some(least) = self.least(principal, charge) else { return Ok(()) };
        let text = format!("a violation costs at least {} minor units of {}", least.minor, least.currency);
        Err(Finding::new(text, "keep every rule"))
    }
}

/// After a voluntary termination no more than a share of the whole price is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiabilityCap {
    /// The share's numerator.
    pub numerator: u32,
    /// The share's denominator.
    pub denominator: u32,
}

impl Test for LiabilityCap {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let GateAction::DemandDeficiency { amount } = scene.action else { return Ok(()) };
        let debt = &scene.facts.debt;
        if !need(debt.voluntarily_terminated, "whether the debtor ended the contract")? {
            return Ok(());
        }
        let price = need(debt.price, "how much of the price is paid")?;
        let one = price.paid.currency == amount.currency && price.total.currency == amount.currency;
        let left = i128::from(price.total.minor) * i128::from(self.numerator)
            - i128::from(price.paid.minor) * i128::from(self.denominator);
        met(
            one && i128::from(amount.minor) * i128::from(self.denominator) <= left,
            format!("paid and asked for come to more than {}/{} of the price", self.numerator, self.denominator),
            "ask for what is missing from that share, at most",
        )
    }

    fn problem(&self) -> Option<(&'static str, &'static str)> {
        (self.denominator == 0).then_some(("denominator", "at least 1"))
    }
}

/// A fee is at most a share of the principal that is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeCap {
    /// Which.
    pub fee: FeeKind,
    /// Basis points of the principal.
    pub principal_bp: u16,
}

impl Test for FeeCap {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let GateAction::ChargeFee { fee, amount } = scene.action else { return Ok(()) };
        if *fee != self.fee {
            return Ok(());
        }
        let principal = need(scene.facts.debt.principal, "what principal is left")?;
        let within = principal.currency == amount.currency
            && i128::from(amount.minor) * 10_000 <= i128::from(principal.minor) * i128::from(self.principal_bp);
        met(within, format!("the fee is more than {} basis points of the principal", self.principal_bp), "charge less")
    }
}

/// Fees that are not charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeDenied {
    /// Which.
    pub fees: BTreeSet<FeeKind>,
}

impl Test for FeeDenied {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let GateAction::ChargeFee { fee, amount } = scene.action else { return Ok(()) };
        let denied = self.fees.contains(fee) && amount.minor > 0;
        met(!denied, format!("no fee is charged for {fee}"), "do not charge it")
    }
}

/// No cash from debtors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashDenied {}

impl Test for CashDenied {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let cash = matches!(scene.action, GateAction::AcceptCash);
        met(!cash, "cash is not taken", "have the debtor pay into the lender's account")
    }
}

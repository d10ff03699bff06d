//! Making a statement from a distribution.

use super::credit::{Credit, MAX_CREDITS};
use super::line::{LineKind, Outcome, StatementLine};
use crate::ids::{CaseId, StatementId};
use crate::money::{Currency, Money, MoneyError};
use crate::refusal::Refusal;
use crate::settlement::waterfall::{DebtComponent, Deficiency, Item, Profile, Recipient, Step, Waterfall};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What a statement is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The day of line 1: what was owed is what was owed then.
    pub as_of: NaiveDate,
    /// When the car came into the lender's hands, in the debtor's zone.
    pub possession_on: NaiveDate,
    /// When it was sold.
    pub sold_on: NaiveDate,
    /// The rebate of unearned interest that the debt already holds; zero if none.
    pub rebate_in_debt: Money,
    /// How the proceeds are distributed.
    pub waterfall: Waterfall,
    /// Credits that the debt does not hold, at most [`MAX_CREDITS`].
    pub credits: Vec<Credit>,
}

/// A version of a case's settlement statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "super::verify::Stored")]
pub struct Statement {
    /// Its id.
    pub id: StatementId,
    /// Of which case.
    pub case: CaseId,
    /// 1 for the first; each correction is one more.
    pub version: u32,
    /// The version that it corrects.
    pub supersedes: Option<StatementId>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// What it was made of.
    pub facts: Facts,
    /// Its lines, in order.
    pub lines: Vec<StatementLine>,
    /// What it comes to.
    #[serde(flatten)]
    pub outcome: Outcome,
}

impl Statement {
    /// The next version of a case's statement, the first if there is no `last`.
    pub fn make(
        id: StatementId,
        case: CaseId,
        facts: Facts,
        last: Option<&Statement>,
        now: DateTime<Utc>,
    ) -> Result<Statement, Refusal> {
        check(&facts)?;
        if let Some(last) = last {
            follows(id, case, &facts, last)?;
        }
        let outcome = outcome(&facts)?;
        let lines = lines(&facts, &outcome)?;
        let (version, supersedes) = (last.map_or(1, |l| l.version.saturating_add(1)), last.map(|l| l.id));
        Ok(Statement { id, case, version, supersedes, made_at: now, facts, lines, outcome })
    }

    /// Its currency.
    pub fn currency(&self) -> Currency {
        self.facts.waterfall.proceeds.currency
    }
}

fn check(facts: &Facts) -> Result<(), Refusal> {
    facts.waterfall.verify()?;
    if facts.sold_on < facts.possession_on {
        let message = "the car was sold before it came into the lender's hands";
        return Err(Refusal::new("statement_dates", message, "correct sold_on or possession_on"));
    }
    // "Calculated as of a specified date ... not more than 35 days before" possession, UCC 9-616(c)(1).
    let earliest = facts.possession_on.checked_sub_days(Days::new(35));
    if facts.waterfall.profile == Profile::Us && earliest.is_some_and(|day| facts.as_of < day) {
        return Err(Refusal::new(
            "statement_dates",
            format!(
                "line 1 is as of {}, more than 35 days before the possession of {}",
                facts.as_of, facts.possession_on
            ),
            "compute the debt as of a later day (UCC 9-616(c)(1))",
        ));
    }
    if facts.credits.len() > MAX_CREDITS {
        let message = format!("{} credits", facts.credits.len());
        return Err(Refusal::new(
            "too_many",
            message,
            format!("give at most {MAX_CREDITS}, those of one kind together"),
        ));
    }
    let nothing = Money::zero(facts.waterfall.proceeds.currency);
    for amount in facts.credits.iter().map(|c| c.amount).chain([facts.rebate_in_debt]) {
        if amount.compare(nothing)?.is_lt() {
            let message = format!("a credit of {amount}");
            return Err(Refusal::new("amount_range", message, "give credits and rebates of zero or more"));
        }
    }
    Ok(())
}

fn follows(id: StatementId, case: CaseId, facts: &Facts, last: &Statement) -> Result<(), Refusal> {
    if last.case != case || last.id == id {
        let message = "the statement before it is of another case, or the same";
        return Err(Refusal::new(
            "statement_version",
            message,
            "correct the last statement of this case, with a new id",
        ));
    }
    if last.facts == *facts {
        let message = format!("nothing differs from version {}", last.version);
        return Err(Refusal::new("statement_unchanged", message, "use the version that stands"));
    }
    Ok(())
}

/// What the credits leave of the surplus or the deficiency. They reduce the debt in the order in which the proceeds
/// paid it, then costs.
fn outcome(facts: &Facts) -> Result<Outcome, MoneyError> {
    let w = &facts.waterfall;
    let nothing = Money::zero(w.proceeds.currency);
    let mut credits = Money::sum(facts.credits.iter().map(|c| c.amount), nothing.currency)?;
    let mut open = w.deficiency;
    let components = w.lines.iter().filter_map(|l| match l.item {
        Item::Debt { component } => Some(component),
        _ => None,
    });
    for component in components {
        let part = match component {
            DebtComponent::Principal => &mut open.debt.principal,
            DebtComponent::Interest => &mut open.debt.interest,
            DebtComponent::Penalty => &mut open.debt.penalty,
            DebtComponent::Fees => &mut open.debt.fees,
        };
        deduct(&mut credits, part)?;
    }
    deduct(&mut credits, &mut open.costs)?;
    if open.total()?.is_positive() {
        return Ok(Outcome::Deficiency { composition: open });
    }
    let surplus = w.surplus()?;
    let owner = w.lines.last().is_some_and(|l| l.to == Recipient::Owner);
    let (to_owner, of_proceeds) = if owner { (surplus, nothing) } else { (nothing, surplus) };
    let to_debtor = of_proceeds.plus(credits)?;
    if to_debtor.plus(to_owner)?.is_zero() { Ok(Outcome::Even) } else { Ok(Outcome::Surplus { to_debtor, to_owner }) }
}

fn deduct(credits: &mut Money, part: &mut Money) -> Result<(), MoneyError> {
    let less = credits.least(*part)?;
    *credits = credits.minus(less)?;
    *part = part.minus(less)?;
    Ok(())
}

fn lines(facts: &Facts, outcome: &Outcome) -> Result<Vec<StatementLine>, MoneyError> {
    let w = &facts.waterfall;
    let mut lines = Vec::new();
    let mut tell = |kind: LineKind, amount| lines.push(StatementLine { number: kind.number(), kind, amount });
    for component in DebtComponent::ALL {
        if w.debt.of(*component).is_positive() {
            tell(LineKind::Owed { component: *component }, w.debt.of(*component));
        }
    }
    if facts.rebate_in_debt.is_positive() {
        tell(LineKind::RebateInOwed, facts.rebate_in_debt);
    }
    let owed = w.debt.total()?;
    tell(LineKind::OwedTotal, owed);
    tell(LineKind::Proceeds, w.proceeds);
    if w.top_up.is_positive() {
        tell(LineKind::TopUp, w.top_up);
    }
    tell(LineKind::OwedAfterProceeds, owed.minus(w.proceeds)?.minus(w.top_up)?);
    for line in w.lines.iter().filter(|l| l.step == Step::Costs) {
        if let Item::Cost { kind, charge, .. } = line.item {
            tell(LineKind::Expense { kind, charge }, line.claimed);
        }
    }
    tell(LineKind::ExpensesTotal, w.costs_claimed()?);
    for line in w.lines.iter().filter(|l| l.paid.is_positive()) {
        if let Item::Lien { name, .. } = &line.item {
            tell(LineKind::OtherLien { name: name.clone() }, line.paid);
        }
    }
    for credit in &facts.credits {
        tell(LineKind::Credit { credit: credit.kind }, credit.amount);
    }
    if w.not_claimed.is_positive() {
        tell(LineKind::NotClaimed, w.not_claimed);
    }
    let credits = Money::sum(facts.credits.iter().map(|c| c.amount), owed.currency)?;
    tell(LineKind::CreditsTotal, credits.plus(w.not_claimed)?);
    match outcome {
        Outcome::Surplus { to_debtor, to_owner } => {
            if to_owner.is_positive() {
                tell(LineKind::Remainder, *to_owner);
            }
            if to_debtor.is_positive() {
                tell(LineKind::Surplus, *to_debtor);
            }
        }
        Outcome::Deficiency { composition } => tell(LineKind::Deficiency, composition.total()?),
        Outcome::Even => tell(LineKind::Even, Money::zero(owed.currency)),
    }
    Ok(lines)
}

impl Outcome {
    /// What the borrower gets, below zero what he owes.
    pub fn for_debtor(&self, currency: Currency) -> Result<Money, MoneyError> {
        match self {
            Outcome::Surplus { to_debtor, .. } => Ok(*to_debtor),
            Outcome::Deficiency { composition } => composition.total()?.negated(),
            Outcome::Even => Ok(Money::zero(currency)),
        }
    }

    /// What the borrower owes, by component; nothing unless there is a deficiency.
    pub fn deficiency(&self) -> Option<&Deficiency> {
        match self {
            Outcome::Deficiency { composition } => Some(composition),
            Outcome::Surplus { .. } | Outcome::Even => None,
        }
    }
}

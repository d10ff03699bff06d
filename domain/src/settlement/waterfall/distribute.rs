//! Pouring the proceeds down the steps.

use super::check::{check, has_no_debt};
use super::input::{Adjustment, Debt, DebtComponent, Input};
use super::lien::LienKind;
use super::outcome::{Deficiency, Item, Line, Recipient, Step, Waterfall};
use super::priority::{Place, places};
use super::profile::Profile;
use super::rule::Rule;
use crate::money::{Money, MoneyError};
use crate::refusal::Refusal;

/// Divides the proceeds.
///
/// What comes in, the proceeds and the top-up, is exactly what the lines pay. A sale of a car whose debt is paid is
/// refused as `redeemed`; input that cannot be true is refused with the name of its field.
pub fn distribute(input: &Input) -> Result<Waterfall, Refusal> {
    check(input)?;
    has_no_debt(input)?;
    let top_up = top_up(input)?;
    let places = places(input)?;
    let mut pour = Pour { input, left: input.proceeds.plus(top_up)?, lines: Vec::new() };
    for step in Step::ALL {
        match step {
            Step::Costs => pour.costs()?,
            Step::Debt => pour.debt(&places)?,
            Step::NotPaid => pour.not_paid(&places)?,
            Step::Surplus => pour.surplus()?,
            _ => pour.liens(*step, &places)?,
        }
    }
    let unpaid = unpaid(input, &pour.lines)?;
    let (deficiency, not_claimed) = limited(unpaid, input.adjustment)?;
    let Pour { lines, .. } = pour;
    let (profile, proceeds, debt) = (input.profile, input.proceeds, input.debt);
    Ok(Waterfall { profile, proceeds, top_up, debt, lines, deficiency, not_claimed })
}

fn top_up(input: &Input) -> Result<Money, MoneyError> {
    match input.adjustment {
        Some(Adjustment::InsiderSale { fair }) => fair.most(input.proceeds)?.minus(input.proceeds),
        _ => Ok(Money::zero(input.proceeds.currency)),
    }
}

struct Pour<'a> {
    input: &'a Input,
    left: Money,
    lines: Vec<Line>,
}

impl Pour<'_> {
    fn pay(&mut self, line: (Step, Item, Recipient, Rule), claimed: Money, paid: Money) -> Result<(), MoneyError> {
        let (step, item, to, rule) = line;
        self.left = self.left.minus(paid)?;
        self.lines.push(Line { step, item, to, claimed, paid, left: self.left, rule });
        Ok(())
    }

    /// Costs in the order in which they are listed.
    fn costs(&mut self) -> Result<(), MoneyError> {
        let input = self.input;
        let rule = input.profile.cost_rule();
        for (at, cost) in input.costs.iter().enumerate().filter(|(_, c)| c.agreed) {
            let claimed = cost.charge.amount(input.proceeds)?;
            let paid = self.left.least(claimed)?;
            let item = Item::Cost { cost: at, kind: cost.kind, charge: cost.charge };
            self.pay((Step::Costs, item, Recipient::CostCreditors, rule), claimed, paid)?;
        }
        Ok(())
    }

    /// The debt, component by component, beside liens of the same rank.
    fn debt(&mut self, places: &[Place]) -> Result<(), MoneyError> {
        let input = self.input;
        let equals: Vec<&Place> = places.iter().filter(|p| p.step == Step::Debt).collect();
        let mut claims = vec![input.debt.total()?];
        for place in &equals {
            claims.push(claim(input, place)?);
        }
        let shares = shares(self.left, &claims)?;
        let mut own = shares[0];
        let agreed = |component| input.debt_order.as_ref().is_some_and(|order| order.contains(&component));
        for component in input.order() {
            let claimed = input.debt.of(component);
            if claimed.is_zero() {
                continue;
            }
            let paid = own.least(claimed)?;
            own = own.minus(paid)?;
            let rule = input.profile.debt_rule(component, agreed(component));
            self.pay((Step::Debt, Item::Debt { component }, Recipient::SecuredParty, rule), claimed, paid)?;
        }
        for ((place, claimed), paid) in equals.into_iter().zip(&claims[1..]).zip(&shares[1..]) {
            self.lien(place, *claimed, *paid)?;
        }
        Ok(())
    }

    /// The liens of a step; those with the same key share what there is pro rata.
    fn liens(&mut self, step: Step, places: &[Place]) -> Result<(), MoneyError> {
        let places: Vec<Place> = places.iter().filter(|p| p.step == step).copied().collect();
        for group in places.chunk_by(|a, b| a.key == b.key) {
            let claims = group.iter().map(|p| claim(self.input, p)).collect::<Result<Vec<_>, _>>()?;
            let shares = shares(self.left, &claims)?;
            for ((place, claimed), paid) in group.iter().zip(claims).zip(shares) {
                self.lien(place, claimed, paid)?;
            }
        }
        Ok(())
    }

    fn lien(&mut self, place: &Place, claimed: Money, paid: Money) -> Result<(), MoneyError> {
        let name = &self.input.liens[place.lien].name;
        let item = Item::Lien { lien: place.lien, name: name.clone() };
        let to = Recipient::LienHolder { lien: place.lien, name: name.clone() };
        self.pay((place.step, item, to, place.rule), claimed, paid)
    }

    /// What the proceeds do not pay: costs that are the lender's own, liens that have no part.
    fn not_paid(&mut self, places: &[Place]) -> Result<(), MoneyError> {
        let input = self.input;
        let nothing = Money::zero(input.proceeds.currency);
        for (at, cost) in input.costs.iter().enumerate().filter(|(_, c)| !c.agreed) {
            let item = Item::Cost { cost: at, kind: cost.kind, charge: cost.charge };
            let claimed = cost.charge.amount(input.proceeds)?;
            self.pay((Step::NotPaid, item, Recipient::CostCreditors, Rule::CostNotAgreed), claimed, nothing)?;
        }
        for place in places.iter().filter(|p| p.step == Step::NotPaid) {
            self.lien(place, claim(input, place)?, nothing)?;
        }
        Ok(())
    }

    fn surplus(&mut self) -> Result<(), MoneyError> {
        let profile = self.input.profile;
        let to = if profile == Profile::UkHp { Recipient::Owner } else { Recipient::Debtor };
        let rest = self.left;
        self.pay((Step::Surplus, Item::Surplus, to, profile.surplus_rule()), rest, rest)
    }
}

/// What a lien may claim at its place: a repairer in Taiwan no more than the value that he added.
fn claim(input: &Input, place: &Place) -> Result<Money, MoneyError> {
    let lien = &input.liens[place.lien];
    match lien.kind {
        LienKind::Possessory { value_added: Some(added) } => lien.amount.least(added),
        _ => Ok(lien.amount),
    }
}

/// The claims in full if there is enough, else pro rata.
fn shares(left: Money, claims: &[Money]) -> Result<Vec<Money>, MoneyError> {
    let total = Money::sum(claims.iter().copied(), left.currency)?;
    if total.compare(left)?.is_le() {
        return Ok(claims.to_vec());
    }
    let weights: Vec<u64> = claims.iter().map(|c| c.minor.unsigned_abs()).collect();
    left.allocate(&weights)
}

/// What the lines left unpaid of the debt and of the agreed costs.
fn unpaid(input: &Input, lines: &[Line]) -> Result<Deficiency, MoneyError> {
    let open = |wanted: &dyn Fn(&Line) -> bool| {
        lines
            .iter()
            .filter(|l| wanted(l))
            .try_fold(Money::zero(input.proceeds.currency), |sum, l| sum.plus(l.claimed.minus(l.paid)?))
    };
    let of = |wanted| open(&|l| matches!(l.item, Item::Debt { component } if component == wanted));
    let debt = Debt {
        principal: of(DebtComponent::Principal)?,
        interest: of(DebtComponent::Interest)?,
        penalty: of(DebtComponent::Penalty)?,
        fees: of(DebtComponent::Fees)?,
    };
    Ok(Deficiency { debt, costs: open(&|l| l.step == Step::Costs)? })
}

/// The deficiency as far as a statute lets it be claimed, and the rest. After a voluntary termination the hirer owes
/// what was due and what is missing to half of the price: what goes beyond falls away, first what is not the price.
fn limited(mut unpaid: Deficiency, adjustment: Option<Adjustment>) -> Result<(Deficiency, Money), MoneyError> {
    let nothing = Money::zero(unpaid.costs.currency);
    let Some(Adjustment::VoluntaryTermination { total_price, paid, due }) = adjustment else {
        return Ok((unpaid, nothing));
    };
    let missing = total_price.fraction(1, 2)?.minus(paid.plus(due)?)?.most(nothing)?;
    let limit = due.plus(missing)?;
    let beyond = unpaid.total()?.minus(limit)?.most(nothing)?;
    let mut left = beyond;
    let debt = &mut unpaid.debt;
    for part in [&mut unpaid.costs, &mut debt.penalty, &mut debt.fees, &mut debt.interest, &mut debt.principal] {
        let less = left.least(*part)?;
        *part = part.minus(less)?;
        left = left.minus(less)?;
    }
    Ok((unpaid, beyond))
}

//! Input and answer as flat JSON: what `lienwatch waterfall` reads and prints.

use super::distribute::distribute;
use super::input::{Adjustment, Charge, Cost, CostKind, Debt, DebtComponent, Input};
use super::lien::{Demand, Lien, LienKind, OwnLien, Registration};
use super::outcome::{Item, Line, Step, Waterfall};
use super::profile::Profile;
use crate::language::Language;
use crate::money::{BasisPoints, Currency, Money, MoneyError};
use crate::refusal::Refusal;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The flat form of an [`Input`]; amounts in minor units of its one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The law of the place.
    pub profile: Profile,
    /// ISO 4217 code.
    pub currency: Currency,
    /// What the sale brought.
    pub sale_minor: i64,
    /// Costs in order; each has `minor`, or `days` and `per_day_minor`, or `bps` of the price.
    #[serde(default)]
    pub costs: Vec<SheetCost>,
    /// What is owed.
    pub debt: SheetDebt,
    /// The contract's order of its components.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debt_order: Option<Vec<DebtComponent>>,
    /// Facts of the lien under which was sold. If not told it is registered, and its rank the first that no other has.
    #[serde(default)]
    pub own: SheetOwn,
    /// The other liens.
    #[serde(default)]
    pub liens: Vec<SheetLien>,
    /// See [`Adjustment::InsiderSale`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fair_minor: Option<i64>,
    /// See [`Adjustment::VoluntaryTermination`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voluntary_termination: Option<SheetTermination>,
}

/// The flat form of a [`Cost`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetCost {
    #[serde(deserialize_with = "cost_kind")]
    kind: CostKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minor: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    per_day_minor: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bps: Option<u32>,
    #[serde(default = "yes")]
    agreed: bool,
}

fn yes() -> bool {
    true
}

/// A kind by its name, or by the short one that people write.
fn cost_kind<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<CostKind, D::Error> {
    let name = String::deserialize(deserializer)?;
    let long = match name.as_str() {
        "prep" => "preparation",
        "keys" => "key",
        "sale" => "sale_fee",
        other => other,
    };
    CostKind::from_name(long).ok_or_else(|| {
        let names: Vec<&str> = CostKind::ALL.iter().map(|k| k.name()).collect();
        let given: String = name.chars().take(40).collect();
        serde::de::Error::custom(format!("unknown kind of cost {given:?}, expected one of {}", names.join(", ")))
    })
}

/// The flat form of a [`Debt`]; what is not told is not owed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SheetDebt {
    principal_minor: i64,
    interest_minor: i64,
    penalty_minor: i64,
    fees_minor: i64,
}

/// The flat form of an [`OwnLien`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SheetOwn {
    rank: Option<u32>,
    registered: bool,
    registered_on: Option<NaiveDate>,
    purchase_money: bool,
}

impl Default for SheetOwn {
    fn default() -> Self {
        SheetOwn { rank: None, registered: true, registered_on: None, purchase_money: false }
    }
}

/// The flat form of a [`Lien`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetLien {
    name: String,
    minor: i64,
    #[serde(default)]
    rank: Option<u32>,
    #[serde(default)]
    registered: bool,
    #[serde(default)]
    registered_on: Option<NaiveDate>,
    #[serde(default)]
    demand: bool,
    /// Proof of the interest: not asked for, asked for and given or not.
    #[serde(default)]
    proof: Option<bool>,
    #[serde(default)]
    possessory: bool,
    #[serde(default)]
    value_added_minor: Option<i64>,
    #[serde(default)]
    purchase_money: bool,
    #[serde(default)]
    consignor: bool,
}

/// The flat form of [`Adjustment::VoluntaryTermination`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetTermination {
    total_price_minor: i64,
    paid_minor: i64,
    #[serde(default)]
    due_minor: i64,
}

impl Sheet {
    /// What it says, or the field that says nothing sensible.
    pub fn input(&self) -> Result<Input, Refusal> {
        let money = |minor| Money::new(minor, self.currency);
        let mut costs = Vec::with_capacity(self.costs.len());
        for (at, cost) in self.costs.iter().enumerate() {
            costs.push(Cost { kind: cost.kind, charge: self.charge(at, cost)?, agreed: cost.agreed });
        }
        let mut liens = Vec::with_capacity(self.liens.len());
        for (at, lien) in self.liens.iter().enumerate() {
            liens.push(self.lien(at, lien)?);
        }
        let debt = &self.debt;
        let debt = Debt {
            principal: money(debt.principal_minor),
            interest: money(debt.interest_minor),
            penalty: money(debt.penalty_minor),
            fees: money(debt.fees_minor),
        };
        let adjustment = match (self.fair_minor, &self.voluntary_termination) {
            (None, None) => None,
            (Some(fair), None) => Some(Adjustment::InsiderSale { fair: money(fair) }),
            (None, Some(t)) => Some(Adjustment::VoluntaryTermination {
                total_price: money(t.total_price_minor),
                paid: money(t.paid_minor),
                due: money(t.due_minor),
            }),
            (Some(_), Some(_)) => {
                let message = "fair_minor and voluntary_termination are of different laws";
                return Err(Refusal::new("profile_facts", message, "give the one of the profile"));
            }
        };
        let own = OwnLien {
            rank: self.own.rank.unwrap_or_else(|| self.free_rank()),
            registration: registration(self.own.registered, self.own.registered_on),
            purchase_money: self.own.purchase_money,
        };
        let (profile, proceeds, debt_order) = (self.profile, money(self.sale_minor), self.debt_order.clone());
        Ok(Input { profile, proceeds, costs, debt, debt_order, own, liens, adjustment })
    }

    /// The first rank that no other lien has: ours, where it is not told.
    fn free_rank(&self) -> u32 {
        (1..).find(|rank| self.liens.iter().all(|lien| lien.rank != Some(*rank))).unwrap_or(u32::MAX)
    }

    /// Divides the proceeds.
    pub fn distribute(&self) -> Result<Waterfall, Refusal> {
        distribute(&self.input()?)
    }

    fn charge(&self, at: usize, cost: &SheetCost) -> Result<Charge, Refusal> {
        let money = |minor| Money::new(minor, self.currency);
        match (cost.minor, cost.days, cost.per_day_minor, cost.bps) {
            (Some(minor), None, None, None) => Ok(Charge::Fixed(money(minor))),
            (None, Some(days), Some(per_day), None) => Ok(Charge::PerDay { days, per_day: money(per_day) }),
            (None, None, None, Some(bps)) => BasisPoints::new(bps)
                .map(Charge::OfPrice)
                .map_err(|error| Refusal::new("cost_form", format!("costs[{at}].bps: {error}"), "give 0 to 10000")),
            _ => Err(Refusal::new(
                "cost_form",
                format!("costs[{at}] ({}) must have one price", cost.kind),
                "give minor, or days and per_day_minor, or bps, and only one of the three",
            )),
        }
    }

    fn lien(&self, at: usize, lien: &SheetLien) -> Result<Lien, Refusal> {
        let money = |minor| Money::new(minor, self.currency);
        let kind = match (lien.possessory, lien.purchase_money, lien.consignor) {
            (false, false, false) => LienKind::Security,
            (true, false, false) => LienKind::Possessory { value_added: lien.value_added_minor.map(money) },
            (false, true, false) => LienKind::PurchaseMoney,
            (false, false, true) => LienKind::Consignor,
            _ => {
                let message = format!("liens[{at}] cannot be two of possessory, purchase_money and consignor");
                return Err(Refusal::new("lien_kind", message, "say the one that it is, or list two liens"));
            }
        };
        if lien.value_added_minor.is_some() && !lien.possessory {
            let message = format!("liens[{at}].value_added_minor is of possessory liens alone");
            return Err(Refusal::new("lien_kind", message, "leave it out, or say possessory"));
        }
        let demand = match (lien.demand, lien.proof) {
            (false, _) => Demand::None,
            (true, Some(false)) => Demand::Unproved,
            (true, _) => Demand::Made,
        };
        let registration = registration(lien.registered, lien.registered_on);
        let (name, amount, rank) = (lien.name.clone(), money(lien.minor), lien.rank);
        Ok(Lien { name, amount, kind, rank, registration, demand })
    }
}

fn registration(registered: bool, on: Option<NaiveDate>) -> Registration {
    match (registered, on) {
        (_, Some(date)) => Registration::On(date),
        (true, None) => Registration::Undated,
        (false, None) => Registration::None,
    }
}

/// The flat form of a [`Waterfall`]. What comes in, `sale_minor + top_up_minor`, is what goes out,
/// `costs_minor + senior_minor + secured_minor + junior_minor + surplus_minor`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// By which law.
    pub profile: Profile,
    /// ISO 4217 code.
    pub currency: Currency,
    /// What the sale brought.
    pub sale_minor: i64,
    /// What the lender adds (UCC 9-615(f)).
    pub top_up_minor: i64,
    /// Costs that the proceeds paid.
    pub costs_minor: i64,
    /// Costs that fall on the borrower; what the proceeds did not pay of them is in the deficiency.
    pub costs_claimed_minor: i64,
    /// Paid to liens before this debt.
    pub senior_minor: i64,
    /// Paid of this debt.
    pub secured_minor: i64,
    /// Paid to liens beside and after this debt.
    pub junior_minor: i64,
    /// What is left.
    pub surplus_minor: i64,
    /// Who gets it: `debtor` or `owner`.
    pub surplus_to: String,
    /// What the borrower still owes.
    pub deficiency_minor: i64,
    /// The same by component.
    pub deficiency: AnswerDeficiency,
    /// Unpaid, and by statute not owed.
    pub not_claimed_minor: i64,
    /// Line by line.
    pub lines: Vec<AnswerLine>,
}

/// What the borrower still owes, by component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerDeficiency {
    principal_minor: i64,
    interest_minor: i64,
    penalty_minor: i64,
    fees_minor: i64,
    costs_minor: i64,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerLine {
    /// At which step.
    pub step: Step,
    /// Kind of cost, component of the debt, name of the lien's holder, or `surplus`.
    pub item: String,
    /// What people read, English.
    pub label: String,
    /// Due here.
    pub claimed_minor: i64,
    /// Paid.
    pub paid_minor: i64,
    /// What is left after it.
    pub left_minor: i64,
    /// By which rule.
    pub rule: String,
    /// Where that is written.
    pub source: String,
}

impl AnswerLine {
    fn of(line: &Line) -> Self {
        let item = match &line.item {
            Item::Cost { kind, .. } => kind.name(),
            Item::Debt { component } => component.name(),
            Item::Lien { name, .. } => name,
            Item::Surplus => "surplus",
        };
        AnswerLine {
            step: line.step,
            item: item.to_owned(),
            label: line.item.label(Language::En).to_owned(),
            claimed_minor: line.claimed.minor,
            paid_minor: line.paid.minor,
            left_minor: line.left.minor,
            rule: line.rule.name().to_owned(),
            source: line.rule.source().to_owned(),
        }
    }
}

impl Answer {
    /// The flat form.
    pub fn of(waterfall: &Waterfall) -> Result<Self, MoneyError> {
        let (w, open) = (waterfall, &waterfall.deficiency);
        Ok(Answer {
            profile: w.profile,
            currency: w.proceeds.currency,
            sale_minor: w.proceeds.minor,
            top_up_minor: w.top_up.minor,
            costs_minor: w.costs_paid()?.minor,
            costs_claimed_minor: w.costs_claimed()?.minor,
            senior_minor: w.seniors_paid()?.minor,
            secured_minor: w.secured_paid()?.minor,
            junior_minor: w.juniors_paid()?.minor,
            surplus_minor: w.surplus()?.minor,
            surplus_to: if w.profile == Profile::UkHp { "owner" } else { "debtor" }.to_owned(),
            deficiency_minor: open.total()?.minor,
            deficiency: AnswerDeficiency {
                principal_minor: open.debt.principal.minor,
                interest_minor: open.debt.interest.minor,
                penalty_minor: open.debt.penalty.minor,
                fees_minor: open.debt.fees.minor,
                costs_minor: open.costs.minor,
            },
            not_claimed_minor: w.not_claimed.minor,
            lines: w.lines.iter().map(AnswerLine::of).collect(),
        })
    }
}

//! The answer: every minor unit on one line.

use super::input::{Charge, CostKind, Debt, DebtComponent};
use super::profile::Profile;
use super::rule::Rule;
use crate::language::Language;
use crate::money::{Money, MoneyError};
use serde::{Deserialize, Serialize};

wire_names! {
    /// A step of the distribution. Their order is the order in which the proceeds are paid out.
    Step {
        /// Liens of those who keep the car.
        Possessory = "possessory",
        /// Liens for the price of the car.
        PurchaseMoney = "purchase_money",
        /// Costs of the recovery and the sale.
        Costs = "costs",
        /// Liens before the one under which was sold.
        Seniors = "seniors",
        /// The debt under which was sold, and liens of the same rank.
        Debt = "debt",
        /// Liens after it.
        Juniors = "juniors",
        /// Consignors.
        Consignors = "consignors",
        /// What gets nothing, with the rule that says so.
        NotPaid = "not_paid",
        /// What is left.
        Surplus = "surplus",
    }
}

impl Step {
    /// What people read.
    pub fn label(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Step::Possessory => ("Possessory liens", "留置权"),
            Step::PurchaseMoney => ("Purchase-money liens", "购买价款抵押权"),
            Step::Costs => ("Costs", "费用"),
            Step::Seniors => ("Earlier liens", "在先担保"),
            Step::Debt => ("Secured debt", "被担保债务"),
            Step::Juniors => ("Later liens", "在后担保"),
            Step::Consignors => ("Consignors", "寄售人"),
            Step::NotPaid => ("Not paid from the proceeds", "不由变价款支付"),
            Step::Surplus => ("Surplus", "余款"),
        };
        language.pick(english, chinese)
    }
}

/// What a line pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "item", rename_all = "snake_case")]
pub enum Item {
    /// A cost.
    Cost {
        /// Which of the input's.
        cost: usize,
        /// What for.
        kind: CostKind,
        /// How it was charged.
        charge: Charge,
    },
    /// A component of the debt.
    Debt {
        /// Which.
        component: DebtComponent,
    },
    /// Another lien.
    Lien {
        /// Which of the input's.
        lien: usize,
        /// Whose.
        name: String,
    },
    /// What is left.
    Surplus,
}

impl Item {
    /// What people read; a lien's is the name of its holder.
    pub fn label(&self, language: Language) -> &str {
        match self {
            Item::Cost { kind, .. } => kind.label(language),
            Item::Debt { component } => component.label(language),
            Item::Lien { name, .. } => name,
            Item::Surplus => Step::Surplus.label(language),
        }
    }
}

/// Who receives what a line pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Recipient {
    /// Those whom the costs are owed to, or the lender who has paid them.
    CostCreditors,
    /// The lender under whose lien the car was sold.
    SecuredParty,
    /// The holder of another lien.
    LienHolder {
        /// Which of the input's.
        lien: usize,
        /// Whose.
        name: String,
    },
    /// The borrower.
    Debtor,
    /// The owner of a hired car.
    Owner,
}

impl Recipient {
    /// What people read; of a lien's holder the name.
    pub fn label(&self, language: Language) -> &str {
        match self {
            Recipient::CostCreditors => language.pick("Cost creditors", "费用债权人"),
            Recipient::SecuredParty => language.pick("Secured party", "担保权人"),
            Recipient::LienHolder { name, .. } => name,
            Recipient::Debtor => language.pick("Debtor", "债务人"),
            Recipient::Owner => language.pick("Owner", "所有权人"),
        }
    }
}

/// One line of the distribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// At which step.
    pub step: Step,
    /// What is paid.
    #[serde(flatten)]
    pub item: Item,
    /// To whom.
    pub to: Recipient,
    /// How much was due here.
    pub claimed: Money,
    /// How much of it was paid.
    pub paid: Money,
    /// What is left of the proceeds after it.
    pub left: Money,
    /// By which rule.
    pub rule: Rule,
}

/// What the borrower still owes, by component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deficiency {
    /// Components of the debt.
    #[serde(flatten)]
    pub debt: Debt,
    /// Agreed costs that the proceeds did not cover.
    pub costs: Money,
}

impl Deficiency {
    /// All of it.
    pub fn total(&self) -> Result<Money, MoneyError> {
        self.debt.total()?.plus(self.costs)
    }
}

/// How the proceeds are distributed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waterfall {
    /// By which law.
    pub profile: Profile,
    /// What the sale brought.
    pub proceeds: Money,
    /// What the lender adds because the buyer was no stranger and paid too little (UCC 9-615(f)); else zero.
    pub top_up: Money,
    /// What was owed when the car was sold.
    pub debt: Debt,
    /// Every payment, and everything that is not paid, in order. The last line is the surplus, which may be zero.
    pub lines: Vec<Line>,
    /// What the borrower still owes.
    pub deficiency: Deficiency,
    /// What is unpaid and yet no deficiency, because a statute limits the debt (Consumer Credit Act, section 100).
    pub not_claimed: Money,
}

impl Waterfall {
    /// What is paid at the steps that `wanted` picks.
    fn paid(&self, wanted: impl Fn(&Line) -> bool) -> Result<Money, MoneyError> {
        Money::sum(self.lines.iter().filter(|l| wanted(l)).map(|l| l.paid), self.proceeds.currency)
    }

    /// Costs that fall on the borrower, whether the proceeds covered them or not.
    pub fn costs_claimed(&self) -> Result<Money, MoneyError> {
        let costs = self.lines.iter().filter(|l| l.step == Step::Costs);
        Money::sum(costs.map(|l| l.claimed), self.proceeds.currency)
    }

    /// Costs that the proceeds paid.
    pub fn costs_paid(&self) -> Result<Money, MoneyError> {
        self.paid(|l| l.step == Step::Costs)
    }

    /// What the proceeds paid of the debt.
    pub fn secured_paid(&self) -> Result<Money, MoneyError> {
        self.paid(|l| matches!(l.item, Item::Debt { .. }))
    }

    /// What went to liens before this debt.
    pub fn seniors_paid(&self) -> Result<Money, MoneyError> {
        self.paid(|l| matches!(l.step, Step::Possessory | Step::PurchaseMoney | Step::Seniors))
    }

    /// What went to liens beside or after this debt, consignors among them.
    pub fn juniors_paid(&self) -> Result<Money, MoneyError> {
        let after = |l: &Line| matches!(l.step, Step::Debt | Step::Juniors | Step::Consignors);
        self.paid(|l| after(l) && matches!(l.item, Item::Lien { .. }))
    }

    /// What is left for the debtor, or in hire purchase for the owner.
    pub fn surplus(&self) -> Result<Money, MoneyError> {
        self.paid(|l| l.step == Step::Surplus)
    }

    /// What each recipient gets, in the order in which they first appear; together the proceeds and the top-up.
    pub fn by_recipient(&self) -> Result<Vec<(Recipient, Money)>, MoneyError> {
        let mut amounts: Vec<(Recipient, Money)> = Vec::new();
        for line in &self.lines {
            match amounts.iter_mut().find(|(to, _)| *to == line.to) {
                Some((_, amount)) => *amount = amount.plus(line.paid)?,
                None => amounts.push((line.to.clone(), line.paid)),
            }
        }
        Ok(amounts)
    }
}

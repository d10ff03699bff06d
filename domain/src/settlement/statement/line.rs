//! The lines of a statement and what it comes to.

use super::credit::CreditKind;
use crate::language::Language;
use crate::money::Money;
use crate::settlement::waterfall::{Charge, CostKind, DebtComponent, Deficiency};
use serde::{Deserialize, Serialize};

/// What a line tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum LineKind {
    /// 1: a component of what was owed.
    Owed {
        /// Which.
        component: DebtComponent,
    },
    /// 1: a rebate of unearned interest that the lines above already hold; told, not added.
    RebateInOwed,
    /// 1: all that was owed.
    OwedTotal,
    /// 2: what the sale brought.
    Proceeds,
    /// 2: what the lender adds to a price that was too low (UCC 9-615(f)).
    TopUp,
    /// 3: line 1 less line 2.
    OwedAfterProceeds,
    /// 4: an expense.
    Expense {
        /// What for.
        kind: CostKind,
        /// How it was charged, e.g. days and the price of one.
        charge: Charge,
    },
    /// 4: all expenses.
    ExpensesTotal,
    /// 4: paid to the holder of another lien.
    OtherLien {
        /// Whose.
        name: String,
    },
    /// 5: a credit.
    Credit {
        /// What for.
        credit: CreditKind,
    },
    /// 5: what a statute does not let the lender claim.
    NotClaimed,
    /// 5: all credits.
    CreditsTotal,
    /// 6: the borrower gets this.
    Surplus,
    /// 6: the owner of a hired car keeps this.
    Remainder,
    /// 6: the borrower owes this.
    Deficiency,
    /// 6: nobody owes anything.
    Even,
}

impl LineKind {
    /// Its number, 1 to 6.
    pub fn number(&self) -> u8 {
        match self {
            LineKind::Owed { .. } | LineKind::RebateInOwed | LineKind::OwedTotal => 1,
            LineKind::Proceeds | LineKind::TopUp => 2,
            LineKind::OwedAfterProceeds => 3,
            LineKind::Expense { .. } | LineKind::ExpensesTotal | LineKind::OtherLien { .. } => 4,
            LineKind::Credit { .. } | LineKind::NotClaimed | LineKind::CreditsTotal => 5,
            LineKind::Surplus | LineKind::Remainder | LineKind::Deficiency | LineKind::Even => 6,
        }
    }

    /// What people read; of another lien the name of its holder.
    pub fn label(&self, language: Language) -> &str {
        let (english, chinese) = match self {
            LineKind::Owed { component } => return component.label(language),
            LineKind::Expense { kind, .. } => return kind.label(language),
            LineKind::Credit { credit } => return credit.label(language),
            LineKind::OtherLien { name } => return name,
            LineKind::RebateInOwed => ("of which rebated as unearned interest", "其中已扣除的未到期利息"),
            LineKind::OwedTotal => ("Total obligation", "债务总额"),
            LineKind::Proceeds => ("Proceeds of the sale", "变价款"),
            LineKind::TopUp => ("Added up to a fair price", "补足至公允价格"),
            LineKind::OwedAfterProceeds => ("Obligation after proceeds", "抵扣变价款后的债务"),
            LineKind::ExpensesTotal => ("Total expenses", "费用合计"),
            LineKind::NotClaimed => ("Not claimed by law", "依法不再主张"),
            LineKind::CreditsTotal => ("Total credits", "抵减合计"),
            LineKind::Surplus => ("Surplus due to you", "应返还您的余款"),
            LineKind::Remainder => ("Remainder, kept by the owner", "余额,归所有权人"),
            LineKind::Deficiency => ("Deficiency you owe", "您仍欠的不足额"),
            LineKind::Even => ("Nothing is owed", "双方无欠款"),
        };
        language.pick(english, chinese)
    }

    /// Whether it sums up the lines above it.
    pub fn is_total(&self) -> bool {
        matches!(
            self,
            LineKind::OwedTotal
                | LineKind::OwedAfterProceeds
                | LineKind::ExpensesTotal
                | LineKind::CreditsTotal
                | LineKind::Surplus
                | LineKind::Remainder
                | LineKind::Deficiency
                | LineKind::Even
        )
    }
}

/// A line of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLine {
    /// Its number, 1 to 6; lines of one number follow each other.
    pub number: u8,
    /// What it tells.
    #[serde(flatten)]
    pub kind: LineKind,
    /// How much; only [`LineKind::OwedAfterProceeds`] may be below zero.
    pub amount: Money,
}

/// What a statement comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// More came in than was owed.
    Surplus {
        /// The borrower's.
        to_debtor: Money,
        /// The owner's, in hire purchase.
        to_owner: Money,
    },
    /// Less came in than was owed.
    Deficiency {
        /// What the borrower owes, by component, credits deducted.
        composition: Deficiency,
    },
    /// Exactly what was owed.
    Even,
}

//! The chart of accounts.

use super::entry::Side;
use crate::language::Language;
use crate::settlement::waterfall::CostKind;
use serde::{Deserialize, Serialize};

wire_names! {
    /// What an account is in a balance sheet or an income statement.
    Class {
        /// What the lender has or will get.
        Asset = "asset",
        /// What it owes.
        Liability = "liability",
        /// Its claim on itself: debt that other books held.
        Equity = "equity",
        /// What it earned.
        Income = "income",
        /// What it lost.
        Expense = "expense",
    }
}

impl Class {
    /// The side on which such an account grows.
    pub fn grows_by(self) -> Side {
        match self {
            Class::Asset | Class::Expense => Side::Debit,
            Class::Liability | Class::Equity | Class::Income => Side::Credit,
        }
    }
}

/// An account of a case's books; the table of them is the module's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Account {
    /// Money.
    Cash,
    /// Costs of one kind, to be recovered.
    Cost(CostKind),
    /// What contractors must give back.
    VendorReceivable,
    /// What the borrower owes after the sale.
    DeficiencyReceivable,
    /// Refunds that a statement has credited.
    CreditsReceivable,
    /// What contractors have earned.
    VendorPayable,
    /// Buyers' deposits.
    DepositsHeld,
    /// The price of the car.
    Proceeds,
    /// Shares of other liens.
    LienPayable,
    /// What is the borrower's.
    SurplusPayable,
    /// What borrowers paid too much.
    RefundsPayable,
    /// Debt that left the loan's own account.
    LoanBalance,
    /// What was paid of the debt.
    LenderRecovery,
    /// What the owner of a hired car keeps.
    Remainder,
    /// Penalties and forfeits.
    Penalty,
    /// Success fees that are not the borrower's.
    Commission,
    /// What the lender bears.
    LenderLoss,
}

impl Account {
    /// Every account but those of costs, in the order of the chart.
    const PLAIN: [(Account, &'static str); 16] = [
        (Account::Cash, "cash"),
        (Account::VendorReceivable, "vendor_receivable"),
        (Account::DeficiencyReceivable, "deficiency_receivable"),
        (Account::CreditsReceivable, "credits_receivable"),
        (Account::VendorPayable, "vendor_payable"),
        (Account::DepositsHeld, "deposits_held"),
        (Account::Proceeds, "proceeds"),
        (Account::LienPayable, "lien_payable"),
        (Account::SurplusPayable, "surplus_payable"),
        (Account::RefundsPayable, "refunds_payable"),
        (Account::LoanBalance, "loan_balance"),
        (Account::LenderRecovery, "lender_recovery"),
        (Account::Remainder, "remainder"),
        (Account::Penalty, "penalty"),
        (Account::Commission, "commission"),
        (Account::LenderLoss, "lender_loss"),
    ];

    /// Every account.
    pub fn all() -> impl Iterator<Item = Account> {
        let costs = CostKind::ALL.iter().map(|kind| Account::Cost(*kind));
        Account::PLAIN.iter().map(|(account, _)| *account).chain(costs)
    }

    /// Its name on the wire and in the store, e.g. `cash` or `cost:tow`.
    pub fn name(self) -> String {
        match self {
            Account::Cost(kind) => format!("cost:{kind}"),
            plain => {
                Account::PLAIN.iter().find(|(a, _)| *a == plain).map_or_else(String::new, |(_, n)| (*n).to_owned())
            }
        }
    }

    /// The account of a name.
    pub fn from_name(name: &str) -> Option<Account> {
        match name.strip_prefix("cost:") {
            Some(kind) => CostKind::from_name(kind).map(Account::Cost),
            None => Account::PLAIN.iter().find(|(_, n)| *n == name).map(|(account, _)| *account),
        }
    }

    /// Its class.
    pub fn class(self) -> Class {
        use Account::*;
        match self {
            Cash | Cost(_) | VendorReceivable | DeficiencyReceivable | CreditsReceivable => Class::Asset,
            VendorPayable | DepositsHeld | Proceeds | LienPayable | SurplusPayable | RefundsPayable => Class::Liability,
            LoanBalance => Class::Equity,
            LenderRecovery | Remainder | Penalty => Class::Income,
            Commission | LenderLoss => Class::Expense,
        }
    }

    /// What people read.
    pub fn label(self, language: Language) -> String {
        let (english, chinese) = match self {
            Account::Cost(kind) => {
                let (head, kind) = (language.pick("Costs: ", "待收回费用:"), kind.label(language));
                return format!("{head}{kind}");
            }
            Account::Cash => ("Cash", "现金"),
            Account::VendorReceivable => ("Receivable from contractors", "应收受托机构款"),
            Account::DeficiencyReceivable => ("Deficiency receivable", "应收不足额"),
            Account::CreditsReceivable => ("Refunds receivable", "应收退款"),
            Account::VendorPayable => ("Payable to contractors", "应付受托机构款"),
            Account::DepositsHeld => ("Deposits held", "竞买保证金"),
            Account::Proceeds => ("Sale proceeds", "变价款"),
            Account::LienPayable => ("Payable to other liens", "应付其他担保权人"),
            Account::SurplusPayable => ("Surplus payable", "应付余款"),
            Account::RefundsPayable => ("Refunds payable", "应付退款"),
            Account::LoanBalance => ("Loan balance", "贷款余额转出"),
            Account::LenderRecovery => ("Recovered debt", "债权回收"),
            Account::Remainder => ("Owner's remainder", "所有权人余额"),
            Account::Penalty => ("Penalties and forfeits", "违约金及没收款"),
            Account::Commission => ("Commission", "佣金"),
            Account::LenderLoss => ("Borne by the lender", "出借人自担损失"),
        };
        language.pick(english, chinese).to_owned()
    }
}

impl std::fmt::Display for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name())
    }
}

impl From<Account> for String {
    fn from(account: Account) -> String {
        account.name()
    }
}

impl TryFrom<String> for Account {
    type Error = String;
    fn try_from(name: String) -> Result<Self, String> {
        Account::from_name(&name)
            .ok_or_else(|| format!("no account is called {:?}", name.chars().take(40).collect::<String>()))
    }
}

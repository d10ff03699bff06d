//! A loan on a vehicle.

use super::{Arrears, Schedule};
use crate::ids::LoanId;
use crate::money::Currency;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

wire_names! {
    /// What kind of contract.
    Product {
        /// A loan secured on the car.
        Loan = "loan",
        /// The lessor owns the car (融资租赁).
        FinanceLease = "finance_lease",
        /// The owner keeps title until the last instalment.
        HirePurchase = "hire_purchase",
    }
}

wire_names! {
    /// Where a loan stands.
    LoanStatus {
        /// Nothing unpaid is past due.
        Performing = "performing",
        /// An instalment is past due.
        Overdue = "overdue",
        /// A case is taking the car back.
        InRecovery = "in_recovery",
        /// Paid off or released (结清), by the lender's word.
        Settled = "settled",
        /// Written off; the debt may still be owed.
        ChargedOff = "charged_off",
    }
}

impl LoanStatus {
    /// The status after arrears were recomputed: only performing and overdue follow from arithmetic; the other
    /// three are decisions of the lender and stay.
    pub fn after(self, arrears: &Arrears) -> LoanStatus {
        match self {
            LoanStatus::Performing | LoanStatus::Overdue if arrears.dpd > 0 => LoanStatus::Overdue,
            LoanStatus::Performing | LoanStatus::Overdue => LoanStatus::Performing,
            decided => decided,
        }
    }
}

/// A loan with its schedule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Loan {
    /// Its id.
    pub id: LoanId,
    /// The contract number: the join key to the lender's core system.
    pub contract_no: String,
    /// What kind of contract.
    pub product: Product,
    /// Where it stands.
    pub status: LoanStatus,
    /// All its amounts are in this currency.
    pub currency: Currency,
    /// When the money was paid out.
    pub funded_on: NaiveDate,
    /// What falls due when.
    pub schedule: Schedule,
}

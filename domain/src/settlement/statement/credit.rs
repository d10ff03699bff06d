//! What the borrower is credited with beside the proceeds.

use crate::language::Language;
use crate::money::Money;
use serde::{Deserialize, Serialize};

/// Most credits of one statement.
pub const MAX_CREDITS: usize = 50;

wire_names! {
    /// What a credit is for (UCC 9-616(c)(5)).
    CreditKind {
        /// Interest that was charged for time that did not come.
        InterestRebate = "interest_rebate",
        /// Premium that an insurer gives back.
        InsuranceRefund = "insurance_refund",
        /// Price of a service contract that is given back.
        ServiceContractRefund = "service_contract_refund",
        /// A payment after the day of line 1.
        Payment = "payment",
        /// Anything else.
        Other = "other",
    }
}

impl CreditKind {
    /// What people read.
    pub fn label(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            CreditKind::InterestRebate => ("Rebate of unearned interest", "未到期利息退还"),
            CreditKind::InsuranceRefund => ("Insurance refund", "保险费退还"),
            CreditKind::ServiceContractRefund => ("Service contract refund", "服务合同费退还"),
            CreditKind::Payment => ("Payment received", "已收还款"),
            CreditKind::Other => ("Other credit", "其他抵减"),
        };
        language.pick(english, chinese)
    }
}

/// A credit that line 1 does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// What for.
    pub kind: CreditKind,
    /// How much; not below zero.
    pub amount: Money,
}

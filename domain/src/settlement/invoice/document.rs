//! The invoice.

use super::matching::Matching;
use crate::ids::{InvoiceId, OrderId, PaymentId, UserId, VendorId};
use crate::money::{Currency, Money, MoneyError};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Most lines of an invoice; a month of a large contractor. More are billed on a second one.
pub const MAX_LINES: usize = 500;
/// Longest number of an invoice, characters.
pub const MAX_NUMBER_CHARS: usize = 64;

/// The contractor's own number of an invoice: 1 to 64 characters without spaces at the ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InvoiceNumber(String);

impl InvoiceNumber {
    /// Checks and trims.
    pub fn new(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let chars = text.chars().count();
        if chars == 0 || chars > MAX_NUMBER_CHARS || text.chars().any(char::is_control) {
            let message = format!("an invoice number of {chars} characters");
            return Err(Refusal::new("invoice_number", message, format!("give 1 to {MAX_NUMBER_CHARS} characters")));
        }
        Ok(InvoiceNumber(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for InvoiceNumber {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        InvoiceNumber::new(&text)
    }
}

impl From<InvoiceNumber> for String {
    fn from(number: InvoiceNumber) -> String {
        number.0
    }
}

/// What an invoice asks for one order. An invoice has one line for each of its orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvoiceLine {
    /// Which order.
    pub order: OrderId,
    /// How much; above zero.
    pub amount: Money,
    /// In words.
    #[serde(default)]
    pub text: Option<Reason>,
    /// The work was undone: the line is no longer asked for.
    #[serde(default)]
    pub charged_back: bool,
}

/// A person agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: Reason,
}

/// How an invoice came to be approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Approved {
    /// It was within the limits of the policy.
    ByLimits {
        /// When.
        at: DateTime<Utc>,
    },
    /// Two people agreed.
    ByPeople {
        /// The first.
        first: Approval,
        /// Another.
        second: Approval,
    },
}

wire_names! {
    /// The state of an invoice.
    InvoiceState {
        /// The contractor writes it.
        Draft = "draft",
        /// It was handed in.
        Submitted = "submitted",
        /// It is what the fees are.
        Matched = "matched",
        /// It is not.
        Disputed = "disputed",
        /// It may be paid.
        Approved = "approved",
        /// It is paid.
        Paid = "paid",
        /// It will not be paid.
        Rejected = "rejected",
        /// All of its work was undone.
        ChargedBack = "charged_back",
    }
}

/// Where an invoice stands, with what belongs to that state and to no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum InvoiceStage {
    /// The contractor writes it.
    Draft,
    /// It was handed in.
    Submitted {
        /// When.
        at: DateTime<Utc>,
    },
    /// It is what the fees are.
    Matched {
        /// Line by line.
        matching: Matching,
        /// The first of two people who must agree, if one has.
        approval: Option<Approval>,
    },
    /// It is not what the fees are.
    Disputed {
        /// Line by line.
        matching: Matching,
        /// The first of two people who must agree to pay what the fees are, if one has.
        approval: Option<Approval>,
        /// What a person had against it; none where matching alone found that it differs.
        #[serde(default)]
        reason: Option<Reason>,
    },
    /// It may be paid.
    Approved {
        /// Line by line.
        matching: Matching,
        /// By whom.
        approved: Approved,
    },
    /// It is paid.
    Paid {
        /// Line by line.
        matching: Matching,
        /// By whom it was approved.
        approved: Approved,
        /// By which payment.
        payment: PaymentId,
        /// When.
        at: DateTime<Utc>,
    },
    /// It will not be paid.
    Rejected {
        /// By whom.
        by: UserId,
        /// Why.
        reason: Reason,
        /// When.
        at: DateTime<Utc>,
    },
    /// All of its work was undone.
    ChargedBack {
        /// When the last line went.
        at: DateTime<Utc>,
        /// The payment by which it had been paid.
        payment: Option<PaymentId>,
    },
}

impl InvoiceStage {
    /// The state's name.
    pub fn state(&self) -> InvoiceState {
        match self {
            InvoiceStage::Draft => InvoiceState::Draft,
            InvoiceStage::Submitted { .. } => InvoiceState::Submitted,
            InvoiceStage::Matched { .. } => InvoiceState::Matched,
            InvoiceStage::Disputed { .. } => InvoiceState::Disputed,
            InvoiceStage::Approved { .. } => InvoiceState::Approved,
            InvoiceStage::Paid { .. } => InvoiceState::Paid,
            InvoiceStage::Rejected { .. } => InvoiceState::Rejected,
            InvoiceStage::ChargedBack { .. } => InvoiceState::ChargedBack,
        }
    }

    /// What matching found, once it has.
    pub fn matching(&self) -> Option<&Matching> {
        match self {
            InvoiceStage::Matched { matching, .. }
            | InvoiceStage::Disputed { matching, .. }
            | InvoiceStage::Approved { matching, .. }
            | InvoiceStage::Paid { matching, .. } => Some(matching),
            _ => None,
        }
    }
}

/// A contractor's invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Its id.
    pub id: InvoiceId,
    /// Whose.
    pub vendor: VendorId,
    /// The contractor's number, unique among its invoices.
    pub number: InvoiceNumber,
    /// Of all its amounts.
    pub currency: Currency,
    /// What it asks for, at most [`MAX_LINES`].
    pub lines: Vec<InvoiceLine>,
    /// Where it stands.
    #[serde(flatten)]
    pub stage: InvoiceStage,
    /// Counts changes, from 1.
    pub version: u64,
}

impl Invoice {
    /// What it asks for, without lines that were charged back.
    pub fn total(&self) -> Result<Money, MoneyError> {
        Money::sum(self.asked().map(|l| l.amount), self.currency)
    }

    /// The lines that are still asked for.
    pub fn asked(&self) -> impl Iterator<Item = &InvoiceLine> {
        self.lines.iter().filter(|l| !l.charged_back)
    }

    /// The line of an order.
    pub fn line(&self, order: OrderId) -> Option<&InvoiceLine> {
        self.lines.iter().find(|l| l.order == order)
    }

    /// What is to be paid for each order, once it has been matched.
    pub fn payments(&self) -> Vec<(OrderId, Money)> {
        let matching = self.stage.matching();
        let payable = |line: &InvoiceLine| matching.and_then(|m| m.payable(line.order)).map(|a| (line.order, a));
        self.asked().filter_map(payable).filter(|(_, amount)| amount.is_positive()).collect()
    }
}

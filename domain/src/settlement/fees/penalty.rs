//! What lateness and upheld complaints cost a contractor.

use crate::language::Language;
use crate::money::{BasisPoints, Currency, Money, MoneyError};
use crate::refusal::Refusal;
use crate::settlement::waterfall::MAX_MINOR;
use serde::{Deserialize, Serialize};

wire_names! {
    /// What a penalty is for.
    PenaltyKind {
        /// Days after the term.
        Late = "late",
        /// Complaints that were upheld.
        Complaint = "complaint",
    }
}

impl PenaltyKind {
    /// What people read.
    pub fn label(self, language: Language) -> &'static str {
        match self {
            PenaltyKind::Late => language.pick("Late", "逾期完成"),
            PenaltyKind::Complaint => language.pick("Upheld complaint", "投诉成立"),
        }
    }
}

/// The penalties of a rate card. Together they never exceed the fee that they cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PenaltyTerms {
    /// Of the fee, for each day after the term.
    pub late_per_day: BasisPoints,
    /// Of the fee, for lateness at most.
    pub late_max: BasisPoints,
    /// For each upheld complaint.
    pub per_complaint: Money,
}

impl PenaltyTerms {
    /// No penalties.
    pub fn none(currency: Currency) -> Self {
        let zero = BasisPoints::ZERO;
        PenaltyTerms { late_per_day: zero, late_max: zero, per_complaint: Money::zero(currency) }
    }

    pub(super) fn check(&self, currency: Currency) -> Result<(), Refusal> {
        if self.per_complaint.currency == currency && (0..=MAX_MINOR).contains(&self.per_complaint.minor) {
            return Ok(());
        }
        let message = format!("penalties.per_complaint: {}", self.per_complaint);
        Err(Refusal::new("rate_card", message, format!("give 0 to {MAX_MINOR} minor units of {currency}")))
    }
}

/// How the work was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Conduct {
    /// Days between the end of the term and the completion; 0: in time.
    pub late_days: u32,
    /// Complaints about it that were upheld.
    pub upheld_complaints: u32,
}

/// A penalty of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PenaltyLine {
    /// What for.
    pub kind: PenaltyKind,
    /// Days late, or complaints.
    pub count: u32,
    /// How much.
    pub amount: Money,
}

/// What conduct costs of a fee.
pub(super) fn penalties(terms: PenaltyTerms, conduct: Conduct, fee: Money) -> Result<Vec<PenaltyLine>, MoneyError> {
    let late = u64::from(conduct.late_days) * u64::from(terms.late_per_day.get());
    let late = u32::try_from(late).unwrap_or(u32::MAX).min(terms.late_max.get());
    let late = fee.share(BasisPoints::new(late)?)?;
    let complaints = terms.per_complaint.times(conduct.upheld_complaints.into())?;
    let mut left = fee;
    let mut lines = Vec::new();
    let both =
        [(PenaltyKind::Late, conduct.late_days, late), (PenaltyKind::Complaint, conduct.upheld_complaints, complaints)];
    for (kind, count, wanted) in both {
        let amount = wanted.least(left)?;
        left = left.minus(amount)?;
        if amount.is_positive() {
            lines.push(PenaltyLine { kind, count, amount });
        }
    }
    Ok(lines)
}

//! The promise.

use super::action::PromisePolicy;
use crate::actor::Actor;
use crate::ids::LoanId;
use crate::lending::{Payment, next_day_start};
use crate::money::{Currency, Money, MoneyError};
use crate::reason::Reason;
use crate::recovery::PromiseId;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// So much by that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Last day on which it counts as paid, by the lender's calendar.
    pub due: NaiveDate,
    /// How much; above zero.
    pub amount: Money,
}

wire_names! {
    /// The state of a promise.
    PromiseState {
        /// It runs.
        Open = "open",
        /// All of it was paid in time.
        Kept = "kept",
        /// A part of it was not.
        Broken = "broken",
        /// It was taken back.
        Cancelled = "cancelled",
    }
}

/// Where a promise stands, with what belongs to that state and to no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PromiseStage {
    /// It runs.
    Open,
    /// All of it was paid in time.
    Kept {
        /// When that was known.
        at: DateTime<Utc>,
    },
    /// A part of it was not.
    Broken {
        /// When that was known.
        at: DateTime<Utc>,
        /// Which part, from 0.
        part: u32,
        /// What was missing then.
        missing: Money,
    },
    /// It was taken back.
    Cancelled {
        /// By whom.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
}

/// A promise, or a plan if it has several parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Its id.
    pub id: PromiseId,
    /// Of which loan.
    pub loan: LoanId,
    /// Of all its amounts.
    pub currency: Currency,
    /// What is promised, by ascending days.
    pub parts: Vec<Part>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Who wrote it down.
    pub made_by: Actor,
    /// Who promised, and how, in words.
    pub note: Option<Reason>,
    /// What had been paid on the loan before, payments that bounced deducted: only what comes beyond it counts.
    pub paid_before: Money,
    /// Day of the first part that is not covered yet; of the last once it is over.
    pub next_due: NaiveDate,
    /// Where it stands.
    #[serde(flatten)]
    pub stage: PromiseStage,
    /// Counts changes, from 1.
    pub version: u64,
}

/// What all payments of a loan come to that count until a day: receipts less those that were undone.
pub(super) fn net(payments: &[Payment], until: Option<NaiveDate>, currency: Currency) -> Result<Money, MoneyError> {
    let counts = |payment: &&Payment| until.is_none_or(|day| payment.value_date <= day);
    payments.iter().filter(counts).try_fold(Money::zero(currency), |sum, payment| {
        let amount = Money::new(payment.amount_minor, currency);
        if payment.reverses.is_some() { sum.minus(amount) } else { sum.plus(amount) }
    })
}

impl Promise {
    /// The state's name.
    pub fn state(&self) -> PromiseState {
        match self.stage {
            PromiseStage::Open => PromiseState::Open,
            PromiseStage::Kept { .. } => PromiseState::Kept,
            PromiseStage::Broken { .. } => PromiseState::Broken,
            PromiseStage::Cancelled { .. } => PromiseState::Cancelled,
        }
    }

    /// It runs.
    pub fn is_open(&self) -> bool {
        matches!(self.stage, PromiseStage::Open)
    }

    /// It has several parts.
    pub fn is_plan(&self) -> bool {
        self.parts.len() > 1
    }

    /// All that was promised.
    pub fn total(&self) -> Result<Money, MoneyError> {
        Money::sum(self.parts.iter().map(|part| part.amount), self.currency)
    }

    /// What came in since, never below zero; until a day where one is given.
    pub fn received(&self, payments: &[Payment], until: Option<NaiveDate>) -> Result<Money, MoneyError> {
        net(payments, until, self.currency)?.minus(self.paid_before)?.most(Money::zero(self.currency))
    }

    /// Each part with what must have come in by its day.
    pub(super) fn marks(&self) -> Result<Vec<(Part, Money)>, MoneyError> {
        let mut sum = Money::zero(self.currency);
        self.parts
            .iter()
            .map(|part| {
                sum = sum.plus(part.amount)?;
                Ok((*part, sum))
            })
            .collect()
    }

    /// When time itself may break it: the first instant after the last day that still counts for the next part.
    pub fn deadline(&self, policy: &PromisePolicy, zone: Tz) -> Option<DateTime<Utc>> {
        let last = last_day(self.next_due, policy);
        let noon = last.and_time(NaiveTime::from_hms_opt(12, 0, 0)?).and_local_timezone(zone).earliest();
        // Noon exists in every zone on every day but those that a zone has skipped.
        let noon = noon.map_or_else(|| last.and_time(NaiveTime::MIN).and_utc(), |noon| noon.to_utc());
        self.is_open().then(|| next_day_start(noon, zone))
    }
}

/// The last day on which a part that is due counts as paid.
pub(super) fn last_day(due: NaiveDate, policy: &PromisePolicy) -> NaiveDate {
    due.checked_add_days(Days::new(policy.grace_days.into())).unwrap_or(due)
}

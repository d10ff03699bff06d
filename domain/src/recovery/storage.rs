//! Storage days and fees: derived from the custody chain and the yard's published rates, never typed in.

use super::{Chain, Custodian};
use crate::ids::YardId;
use crate::money::{Money, MoneyError};
use crate::vehicle_class::VehicleClass;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// What a yard charges, valid for stays that begin within its dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YardRates {
    /// Per day, by class. A class without a row is not taken.
    pub per_day: Vec<(VehicleClass, Money)>,
    /// First days of a stay that cost nothing.
    #[serde(default)]
    pub free_days: u32,
    /// A stay costs this at most.
    #[serde(default)]
    pub cap: Option<Money>,
}

/// One stay in one yard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct YardStay {
    /// Which.
    pub yard: YardId,
    /// First day that it is charged for, by the yard's calendar.
    pub from: NaiveDate,
    /// Last day, inclusive; the day of the reckoning while the car is there.
    pub to: NaiveDate,
    /// The car is still there.
    pub open: bool,
}

impl YardStay {
    /// Days begun: a car that comes and goes on one day was kept for a day; 0 where that day is charged already.
    pub fn days(self) -> u32 {
        u32::try_from((self.to - self.from).num_days() + 1).unwrap_or(0)
    }
}

/// The fee of one stay, with how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StorageFee {
    /// Of which stay.
    pub stay: YardStay,
    /// Days begun.
    pub days: u32,
    /// Of them free.
    pub free_days: u32,
    /// Charged per day.
    pub per_day: Money,
    /// The cap that was reached.
    pub capped: bool,
    /// What it costs.
    pub fee: Money,
}

/// Why a stay has no fee.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The yard has no price for the class.
    #[error("the yard has no rate for a {0}: add one to its rates")]
    NoRate(VehicleClass),
    /// Money that does not add up.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// The stays that a chain tells, until `until`, by the calendar of `zone`: where the yard stands. One for each hand-over
/// to a yard, in their order. No yard charges a day twice: where a car comes back on the day on which it left, its next
/// stay begins on the day after, and may have no day at all.
pub fn stays(chain: &Chain, until: DateTime<Utc>, zone: Tz) -> Vec<YardStay> {
    let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let overs = chain.hand_overs();
    let stay = |(n, over): (usize, &super::HandOver)| {
        let Custodian::Yard { yard } = over.to else { return None };
        let left = overs.get(n + 1).map(|next| next.at).filter(|at| *at <= until);
        (over.at <= until).then(|| YardStay {
            yard,
            from: day(over.at),
            to: day(left.unwrap_or(until)),
            open: left.is_none(),
        })
    };
    let mut found: Vec<YardStay> = vec![];
    for mut next in overs.iter().enumerate().filter_map(stay) {
        let charged = found.iter().rev().find(|before| before.yard == next.yard).map(|before| before.to);
        if let Some(charged) = charged.filter(|day| *day >= next.from) {
            next.from = charged.succ_opt().unwrap_or(charged);
        }
        found.push(next);
    }
    found
}

/// What a stay costs.
///
/// # Errors
/// A class without a rate; amounts in two currencies, or beyond 64 bits.
pub fn storage_fee(stay: YardStay, class: VehicleClass, rates: &YardRates) -> Result<StorageFee, StorageError> {
    let row = rates.per_day.iter().find(|(of, _)| *of == class);
    let per_day = row.map(|(_, price)| *price).ok_or(StorageError::NoRate(class))?;
    let days = stay.days();
    let free_days = rates.free_days.min(days);
    let minor = per_day.minor.checked_mul(i64::from(days - free_days)).ok_or(MoneyError::Overflow)?;
    let full = Money::new(minor, per_day.currency);
    let (fee, capped) = match rates.cap {
        Some(cap) if full.minus(cap)?.minor > 0 => (cap, true),
        _ => (full, false),
    };
    Ok(StorageFee { stay, days, free_days, per_day, capped, fee })
}

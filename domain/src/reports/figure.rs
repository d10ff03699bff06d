//! Figures, in whole numbers.

use super::Unit;
use serde::Serialize;

/// A share or a mean: a sum of something, of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ratio {
    /// The sum above the line.
    pub numerator: i128,
    /// The sum below it.
    pub denominator: i128,
}

impl Ratio {
    /// Adds one thing.
    pub fn add(&mut self, numerator: i64, denominator: i64) {
        self.numerator += i128::from(numerator);
        self.denominator += i128::from(denominator);
    }

    /// So many times the quotient, rounded half up; `None` where nothing is below the line.
    pub fn times(self, factor: i128) -> Option<i64> {
        if self.denominator <= 0 {
            return None;
        }
        let twice = self.numerator.checked_mul(factor)?.checked_mul(2)?.checked_add(self.denominator)?;
        i64::try_from(twice.div_euclid(self.denominator.checked_mul(2)?)).ok()
    }
}

/// Times, of which the middle and the long end are told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spread {
    seconds: Vec<i64>,
}

impl Spread {
    /// Adds one; what lies before its beginning counts as none.
    pub fn add(&mut self, time: chrono::TimeDelta) {
        self.seconds.push(time.num_seconds().max(0));
    }

    /// The least time that so many percent of all do not pass (nearest rank), in hundredths of a day.
    pub fn percentile(&self, percent: usize) -> Option<i64> {
        let mut sorted = self.seconds.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        // Half up, of 864 seconds each.
        sorted.get(rank - 1).map(|seconds| (seconds + 432).div_euclid(864))
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.seconds.len()
    }
}

/// A figure as it is told. Hundredths are written as decimals by whoever prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "figure", rename_all = "snake_case")]
pub enum Figure {
    /// A share, a mean or a rate.
    Ratio {
        /// In the KPI's unit; in hundredths of it where that has decimals.
        value: i64,
        /// The sum above the line.
        numerator: i64,
        /// The sum below it.
        denominator: i64,
    },
    /// Times.
    Spread {
        /// Hundredths of a day.
        median: i64,
        /// Hundredths of a day.
        p90: i64,
        /// Of how many.
        count: i64,
    },
}

impl Figure {
    /// Of a ratio; `None` where there is nothing to divide by.
    pub(super) fn of_ratio(ratio: Ratio, unit: Unit) -> Option<Figure> {
        if unit == Unit::Count {
            let (count, of) = (i64::try_from(ratio.numerator).ok()?, i64::try_from(ratio.denominator).ok()?);
            return Some(Figure::Ratio { value: count, numerator: count, denominator: of });
        }
        let factor = match unit {
            Unit::BasisPoints | Unit::PerHundred => 10_000,
            Unit::Days => 100,
            Unit::MinorUnits | Unit::Count => 1,
        };
        Some(Figure::Ratio {
            value: ratio.times(factor)?,
            numerator: i64::try_from(ratio.numerator).ok()?,
            denominator: i64::try_from(ratio.denominator).ok()?,
        })
    }

    /// Of times; `None` where there are none.
    pub(super) fn of_spread(spread: &Spread) -> Option<Figure> {
        let count = i64::try_from(spread.count()).ok()?;
        Some(Figure::Spread { median: spread.percentile(50)?, p90: spread.percentile(90)?, count })
    }
}

//! Percents, and dividing a whole into parts that add up to it.

use super::{Money, MoneyError};
use serde::{Deserialize, Serialize};

/// A share of a whole in hundredths of a percent: 0 (nothing) to 10 000 (all of it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct BasisPoints(u32);

impl BasisPoints {
    /// The whole.
    pub const WHOLE: BasisPoints = BasisPoints(10_000);
    /// Nothing of it.
    pub const ZERO: BasisPoints = BasisPoints(0);

    /// A share; refused beyond the whole.
    pub fn new(bps: u32) -> Result<Self, MoneyError> {
        if bps <= Self::WHOLE.0 { Ok(BasisPoints(bps)) } else { Err(MoneyError::BadShare(bps)) }
    }

    /// Hundredths of a percent.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for BasisPoints {
    type Error = MoneyError;
    fn try_from(bps: u32) -> Result<Self, MoneyError> {
        BasisPoints::new(bps)
    }
}

impl From<BasisPoints> for u32 {
    fn from(share: BasisPoints) -> u32 {
        share.0
    }
}

/// As a percent with two decimals, e.g. `2.50%`.
impl std::fmt::Display for BasisPoints {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}%", self.0 / 100, self.0 % 100)
    }
}

/// `value / by` to the nearest whole, a half away from zero: of a value that is not negative, a half goes up.
pub(super) fn rounded(value: i128, by: i128) -> Result<i128, MoneyError> {
    let half = by / 2 * value.signum();
    value.checked_add(half).and_then(|v| v.checked_div(by)).ok_or(MoneyError::Overflow)
}

impl Money {
    /// A share of it, rounded to the minor unit, a half away from zero: the share of a reversal is the reversal of the
    /// share.
    pub fn share(self, share: BasisPoints) -> Result<Money, MoneyError> {
        let exact = i128::from(self.minor) * i128::from(share.0);
        Money::of(rounded(exact, i128::from(BasisPoints::WHOLE.0))?, self.currency)
    }

    /// `numerator / denominator` of it, rounded as [`Money::share`]. Refused when the denominator is zero.
    pub fn fraction(self, numerator: u64, denominator: u64) -> Result<Money, MoneyError> {
        if denominator == 0 {
            return Err(MoneyError::NoWeights);
        }
        let exact = i128::from(self.minor).checked_mul(i128::from(numerator)).ok_or(MoneyError::Overflow)?;
        Money::of(rounded(exact, i128::from(denominator))?, self.currency)
    }

    /// Divides it by weights. Each part is within one minor unit of its exact share, and the parts add up to the whole:
    /// what rounding down leaves goes, a unit each, to the largest remainders, the earlier of two equal ones first.
    /// Refused when no weight is above zero.
    pub fn allocate(self, weights: &[u64]) -> Result<Vec<Money>, MoneyError> {
        let total: i128 = weights.iter().map(|w| i128::from(*w)).sum();
        if total == 0 {
            return Err(MoneyError::NoWeights);
        }
        let whole = i128::from(self.minor.unsigned_abs());
        let mut parts = Vec::with_capacity(weights.len());
        let mut remainders = Vec::with_capacity(weights.len());
        for (at, weight) in weights.iter().enumerate() {
            // Below 2^63 · 2^64, which 127 bits hold.
            let exact = whole * i128::from(*weight);
            parts.push(exact / total);
            remainders.push((std::cmp::Reverse(exact % total), at));
        }
        remainders.sort_unstable();
        let left = whole - parts.iter().sum::<i128>();
        let left = usize::try_from(left).map_err(|_| MoneyError::Overflow)?;
        for (_, at) in remainders.into_iter().take(left) {
            parts[at] += 1;
        }
        let sign = i128::from(self.minor.signum());
        parts.into_iter().map(|part| Money::of(part * sign, self.currency)).collect()
    }
}

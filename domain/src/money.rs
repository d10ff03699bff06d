//! Money: integer minor units of one currency; never a float. What it computes is checked: an amount that does not fit
//! is an error, never a wrong amount.
//!
//! * [`Money`], [`Currency`]: an amount. [`BasisPoints`]: a share of one.

mod currency;
mod share;

pub use currency::Currency;
pub use share::BasisPoints;

use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// What can be wrong with money.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not three capital letters.
    #[error("a currency is three capital letters (ISO 4217, e.g. CNY), this is {0:?}")]
    BadCurrency(String),
    /// Two currencies in one sum.
    #[error("cannot mix {0} and {1}")]
    Mixed(Currency, Currency),
    /// Beyond what 64 bits hold.
    #[error("the amount is too large")]
    Overflow,
    /// Not an amount with at most the decimals of its currency, which follow.
    #[error("an amount of this currency is digits with at most {1} decimals after a point, this is {0:?}")]
    BadAmount(String, u32),
    /// A share of more than the whole.
    #[error("a share is 0 to 10000 basis points, this is {0}")]
    BadShare(u32),
    /// Nothing to divide by.
    #[error("at least one weight must be above zero")]
    NoWeights,
}

/// A computation that cannot be refuses the action it was for.
impl From<MoneyError> for Refusal {
    fn from(error: MoneyError) -> Refusal {
        Refusal::new("amounts", error.to_string(), "give amounts of one currency, each below a quadrillion minor units")
    }
}

/// An amount of one currency in its minor units (fen, cents), may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// Of which currency.
    pub currency: Currency,
}

/// With its currency, e.g. `1234.50 CNY`.
impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.to_major(), self.currency)
    }
}

impl Money {
    /// So many minor units.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Money { minor, currency }
    }

    /// Nothing.
    pub fn zero(currency: Currency) -> Self {
        Money { minor: 0, currency }
    }

    /// Sum; refused between currencies and on overflow.
    pub fn plus(self, other: Money) -> Result<Money, MoneyError> {
        self.same(other)?;
        self.minor.checked_add(other.minor).map(|m| Money::new(m, self.currency)).ok_or(MoneyError::Overflow)
    }

    /// Difference; refused between currencies and on overflow.
    pub fn minus(self, other: Money) -> Result<Money, MoneyError> {
        self.same(other)?;
        self.minor.checked_sub(other.minor).map(|m| Money::new(m, self.currency)).ok_or(MoneyError::Overflow)
    }

    /// The same amount the other way round; refused for the one amount that has no opposite.
    pub fn negated(self) -> Result<Money, MoneyError> {
        self.minor.checked_neg().map(|m| Money::new(m, self.currency)).ok_or(MoneyError::Overflow)
    }

    /// So many times it.
    pub fn times(self, n: u64) -> Result<Money, MoneyError> {
        let product = i128::from(self.minor).checked_mul(i128::from(n)).ok_or(MoneyError::Overflow)?;
        Money::of(product, self.currency)
    }

    /// All of them together; nothing is zero of `currency`. What passes the limit on the way and comes back is no
    /// error.
    pub fn sum(amounts: impl IntoIterator<Item = Money>, currency: Currency) -> Result<Money, MoneyError> {
        let mut total = 0_i128;
        for amount in amounts {
            Money::zero(currency).same(amount)?;
            total = total.checked_add(i128::from(amount.minor)).ok_or(MoneyError::Overflow)?;
        }
        Money::of(total, currency)
    }

    /// Which is more; refused between currencies. There is no `<` between amounts, for it could not refuse.
    pub fn compare(self, other: Money) -> Result<Ordering, MoneyError> {
        self.same(other)?;
        Ok(self.minor.cmp(&other.minor))
    }

    /// The lesser of the two; refused between currencies.
    pub fn least(self, other: Money) -> Result<Money, MoneyError> {
        Ok(if self.compare(other)?.is_le() { self } else { other })
    }

    /// The greater of the two; refused between currencies.
    pub fn most(self, other: Money) -> Result<Money, MoneyError> {
        Ok(if self.compare(other)?.is_ge() { self } else { other })
    }

    /// Nothing at all.
    pub fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Below zero.
    pub fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// Above zero.
    pub fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// Parses `1234`, `1234.5` or `1234.50` as major units, with at most as many decimals as the currency has.
    pub fn parse_major(text: &str, currency: Currency) -> Result<Money, MoneyError> {
        let decimals = currency.decimals();
        let bad = || MoneyError::BadAmount(text.chars().take(32).collect(), decimals);
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let room = decimals as usize;
        if whole.is_empty() || !plain(whole) || !plain(part) || part.len() > room || digits.ends_with('.') {
            return Err(bad());
        }
        let whole: i64 = whole.parse().map_err(|_| MoneyError::Overflow)?;
        let part: i64 = if part.is_empty() { 0 } else { format!("{part:0<room$}").parse().map_err(|_| bad())? };
        let minor = whole.checked_mul(10_i64.pow(decimals)).and_then(|w| w.checked_add(part));
        let minor = minor.ok_or(MoneyError::Overflow)?;
        Ok(Money::new(if negative { -minor } else { minor }, currency))
    }

    /// As major units with the decimals of the currency, e.g. `1234.50`: what [`Money::parse_major`] reads.
    pub fn to_major(self) -> String {
        let (sign, units) = (if self.minor < 0 { "-" } else { "" }, self.minor.unsigned_abs());
        let decimals = self.currency.decimals();
        let (of, width) = (10_u64.pow(decimals), decimals as usize);
        match decimals {
            0 => format!("{sign}{units}"),
            _ => format!("{sign}{}.{:0width$}", units / of, units % of),
        }
    }

    fn of(minor: i128, currency: Currency) -> Result<Money, MoneyError> {
        i64::try_from(minor).map(|m| Money::new(m, currency)).map_err(|_| MoneyError::Overflow)
    }

    fn same(self, other: Money) -> Result<(), MoneyError> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyError::Mixed(self.currency, other.currency)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cny() -> Currency {
        Currency::new("CNY").expect("a valid code")
    }

    #[test]
    fn parses_major_units_exactly() {
        for (text, minor) in [("0", 0), ("12", 1200), ("12.3", 1230), ("12.34", 1234), ("-0.05", -5)] {
            assert_eq!(Money::parse_major(text, cny()), Ok(Money::new(minor, cny())), "{text}");
        }
        for text in ["", ".", "1.", "1.234", "1,000", "1e3", "+1", "--1", " 1"] {
            assert!(matches!(Money::parse_major(text, cny()), Err(MoneyError::BadAmount(..))), "{text}");
        }
        assert_eq!(Money::parse_major("99999999999999999999", cny()), Err(MoneyError::Overflow));
    }

    #[test]
    fn writes_what_it_reads() {
        for (minor, text) in
            [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_450, "1234.50"), (i64::MAX, "92233720368547758.07")]
        {
            let amount = Money::new(minor, cny());
            assert_eq!(amount.to_major(), text);
            assert_eq!(Money::parse_major(text, cny()), Ok(amount));
        }
        assert_eq!(Money::new(i64::MIN, cny()).to_major(), "-92233720368547758.08");
    }

    #[test]
    fn each_currency_has_its_decimals() {
        let of = |code| Currency::new(code).expect("a valid code");
        for (code, minor, text) in
            [("JPY", 5000, "5000"), ("KWD", 1_234, "1.234"), ("CLF", -5, "-0.0005"), ("USD", 5, "0.05")]
        {
            let amount = Money::new(minor, of(code));
            assert_eq!(amount.to_major(), text, "{code}");
            assert_eq!(Money::parse_major(text, of(code)), Ok(amount), "{code}");
        }
        assert_eq!(Money::parse_major("5000.5", of("JPY")), Err(MoneyError::BadAmount("5000.5".into(), 0)));
        assert_eq!(Money::parse_major("1.2345", of("KWD")), Err(MoneyError::BadAmount("1.2345".into(), 3)));
    }

    #[test]
    fn refuses_mixed_currencies_and_overflow() {
        let usd = Currency::new("USD").expect("a valid code");
        assert!(matches!(Money::new(1, cny()).plus(Money::new(1, usd)), Err(MoneyError::Mixed(..))));
        assert_eq!(Money::new(i64::MAX, cny()).plus(Money::new(1, cny())), Err(MoneyError::Overflow));
        assert!(Currency::new("cny").is_err());
    }
}

//! How a fee came about.

use super::card::RateKind;
use crate::language::Language;
use crate::money::{BasisPoints, Money};
use crate::settlement::waterfall::CostKind;
use serde::{Deserialize, Serialize};

/// What a line was computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum Basis {
    /// A flat fee.
    Flat,
    /// A fee that depends on whether the car was found.
    Contingent {
        /// It was.
        found: bool,
    },
    /// A slice of what was recovered.
    Tier {
        /// So much lies in the slice.
        slice: Money,
        /// Its share.
        share: BasisPoints,
    },
    /// A distance.
    Distance {
        /// How far.
        km: u32,
        /// Each km.
        per_km: Money,
        /// The minimum was more.
        minimum: bool,
    },
    /// Days.
    Days {
        /// All of them.
        days: u32,
        /// Of them free.
        free: u32,
        /// Each of the others.
        per_day: Money,
        /// The cap was less.
        capped: bool,
    },
    /// Keys.
    Keys {
        /// How many.
        keys: u32,
        /// Each.
        each: Money,
    },
    /// Visits.
    Visits {
        /// How many.
        visits: u32,
        /// Each.
        each: Money,
    },
}

impl Basis {
    /// By which kind of rate.
    pub fn rate(&self) -> RateKind {
        match self {
            Basis::Flat => RateKind::Flat,
            Basis::Contingent { .. } => RateKind::Contingent,
            Basis::Tier { .. } => RateKind::PercentTiered,
            Basis::Distance { .. } => RateKind::PerKmMin,
            Basis::Days { .. } => RateKind::PerDay,
            Basis::Keys { .. } => RateKind::Key,
            Basis::Visits { .. } => RateKind::Visit,
        }
    }

    /// The computation in words, e.g. `12 km × 8.00, minimum`.
    pub fn explain(&self, language: Language) -> String {
        let zh = language == Language::Zh;
        let note = |said: bool, english: &str, chinese: &str| match said {
            true => format!("{}{}", language.pick(", ", ","), language.pick(english, chinese)),
            false => String::new(),
        };
        match *self {
            Basis::Flat => language.pick("per order", "每单").to_owned(),
            Basis::Contingent { found: true } => language.pick("the car was found", "已找到车辆").to_owned(),
            Basis::Contingent { found: false } => language.pick("the car was not found", "未找到车辆").to_owned(),
            Basis::Tier { slice, share } if zh => format!("{} 的 {share}", slice.to_major()),
            Basis::Tier { slice, share } => format!("{share} of {}", slice.to_major()),
            Basis::Distance { km, per_km, minimum } => {
                let unit = language.pick("km", "公里");
                format!("{km} {unit} × {}{}", per_km.to_major(), note(minimum, "minimum", "按最低收费"))
            }
            Basis::Days { days, free, per_day, capped } => {
                let (unit, less) = (language.pick("days", "天"), language.pick("free", "天免费"));
                let free = if free > 0 { format!(" − {free} {less}") } else { String::new() };
                format!("({days} {unit}{free}) × {}{}", per_day.to_major(), note(capped, "capped", "封顶"))
            }
            Basis::Keys { keys, each } => format!("{keys} {} × {}", language.pick("keys", "把钥匙"), each.to_major()),
            Basis::Visits { visits, each } => {
                format!("{visits} {} × {}", language.pick("visits", "次外访"), each.to_major())
            }
        }
    }
}

/// A fee of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeLine {
    /// How it came about.
    #[serde(flatten)]
    pub basis: Basis,
    /// As which cost the borrower bears it; none: it is the lender's commission.
    pub cost: Option<CostKind>,
    /// How much.
    pub amount: Money,
}

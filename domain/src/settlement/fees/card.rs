//! Published prices.

use super::penalty::PenaltyTerms;
use crate::ids::{RateCardId, VendorId};
use crate::language::Language;
use crate::money::{BasisPoints, Currency, Money};
use crate::recovery::OrderKind;
use crate::refusal::Refusal;
use crate::settlement::waterfall::MAX_MINOR;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Most rows of a card: every kind of order with every kind of rate, and room.
pub const MAX_ROWS: usize = 100;
/// Most tiers of a rate.
pub const MAX_TIERS: usize = 20;

wire_names! {
    /// How a price is made.
    RateKind {
        /// So much, whatever came of it.
        Flat = "flat",
        /// So much if the car was found.
        Contingent = "contingent",
        /// A share of what was recovered, by tiers.
        PercentTiered = "percent_tiered",
        /// By distance, with a minimum.
        PerKmMin = "per_km_min",
        /// By day, with free days and a cap.
        PerDay = "per_day",
        /// By key.
        Key = "key",
        /// By visit.
        Visit = "visit",
    }
}

impl RateKind {
    /// What people read.
    pub fn label(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            RateKind::Flat => ("Flat fee", "固定费用"),
            RateKind::Contingent => ("Contingent fee", "成功费"),
            RateKind::PercentTiered => ("Percentage of the recovery", "回收额分档提成"),
            RateKind::PerKmMin => ("By distance", "按公里计费"),
            RateKind::PerDay => ("By day", "按天计费"),
            RateKind::Key => ("By key", "按钥匙计费"),
            RateKind::Visit => ("By visit", "按次外访"),
        };
        language.pick(english, chinese)
    }
}

/// A slice of an amount and its share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Up to and with this; the last tier has no end.
    #[serde(default)]
    pub up_to: Option<Money>,
    /// Of what lies in the slice.
    pub share: BasisPoints,
}

/// A price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Rate {
    /// So much.
    Flat {
        /// Per order.
        amount: Money,
    },
    /// So much if the car was found.
    Contingent {
        /// Then.
        found: Money,
        /// Else; usually nothing.
        close: Money,
    },
    /// A share of what was recovered. Each slice has the share of its tier.
    PercentTiered {
        /// Ascending.
        tiers: Vec<Tier>,
    },
    /// By distance.
    PerKmMin {
        /// Each whole km.
        per_km: Money,
        /// At least.
        minimum: Money,
    },
    /// By day.
    PerDay {
        /// Each day after the free ones.
        per_day: Money,
        /// First days that cost nothing.
        #[serde(default)]
        free_days: u32,
        /// At most.
        #[serde(default)]
        cap: Option<Money>,
    },
    /// By key.
    Key {
        /// Each.
        per_key: Money,
    },
    /// By visit.
    Visit {
        /// Each.
        per_visit: Money,
    },
}

impl Rate {
    /// How it is made.
    pub fn kind(&self) -> RateKind {
        match self {
            Rate::Flat { .. } => RateKind::Flat,
            Rate::Contingent { .. } => RateKind::Contingent,
            Rate::PercentTiered { .. } => RateKind::PercentTiered,
            Rate::PerKmMin { .. } => RateKind::PerKmMin,
            Rate::PerDay { .. } => RateKind::PerDay,
            Rate::Key { .. } => RateKind::Key,
            Rate::Visit { .. } => RateKind::Visit,
        }
    }

    fn amounts(&self) -> Vec<Money> {
        match self {
            Rate::Flat { amount } => vec![*amount],
            Rate::Contingent { found, close } => vec![*found, *close],
            Rate::PercentTiered { tiers } => tiers.iter().filter_map(|t| t.up_to).collect(),
            Rate::PerKmMin { per_km, minimum } => vec![*per_km, *minimum],
            Rate::PerDay { per_day, cap, .. } => [*per_day].into_iter().chain(*cap).collect(),
            Rate::Key { per_key } => vec![*per_key],
            Rate::Visit { per_visit } => vec![*per_visit],
        }
    }
}

/// A price for a kind of order. Several rates of one kind of order add up; each rate kind stands once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateRow {
    /// Of which kind of order.
    pub order: OrderKind,
    /// The price.
    pub rate: Rate,
    /// Whether the borrower bears it in the end, as a cost of the recovery; else it is the lender's commission.
    #[serde(default = "yes")]
    pub on_borrower: bool,
}

fn yes() -> bool {
    true
}

/// The published prices of a contractor, for orders accepted within its dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateCard {
    /// Its id.
    pub id: RateCardId,
    /// Whose.
    pub vendor: VendorId,
    /// Of all its amounts.
    pub currency: Currency,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; none while it is not replaced.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Prices, at most [`MAX_ROWS`].
    pub rows: Vec<RateRow>,
    /// What lateness and complaints cost.
    pub penalties: PenaltyTerms,
}

impl RateCard {
    /// Whether the card may be published beside those that are: its rows make sense, and no day of a kind of order has
    /// two prices.
    pub fn publish(&self, published: &[RateCard]) -> Result<(), Refusal> {
        if self.valid_to.is_some_and(|to| to < self.valid_from) {
            return Err(refuse("valid_to is before valid_from", "give the last day of validity, or none"));
        }
        if self.rows.is_empty() || self.rows.len() > MAX_ROWS {
            return Err(refuse(format!("{} rows", self.rows.len()), format!("give 1 to {MAX_ROWS}")));
        }
        for (at, row) in self.rows.iter().enumerate() {
            self.row(at, row)?;
        }
        self.penalties.check(self.currency)?;
        let other = |card: &&RateCard| card.vendor == self.vendor && card.id != self.id && self.meets(card);
        for card in published.iter().filter(other) {
            if let Some(row) = self.rows.iter().find(|row| card.has(row.order)) {
                return Err(refuse(
                    format!("{} is priced by card {} on some of these days", row.order, card.id),
                    "end that card before this one begins",
                ));
            }
        }
        Ok(())
    }

    /// Whether it has a price for a kind of order.
    pub fn has(&self, kind: OrderKind) -> bool {
        self.rows.iter().any(|row| row.order == kind)
    }

    /// Whether it is valid on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }

    fn meets(&self, other: &RateCard) -> bool {
        let begins_in = |a: &RateCard, b: &RateCard| a.valid_to.is_none_or(|to| b.valid_from <= to);
        begins_in(self, other) && begins_in(other, self)
    }

    fn row(&self, at: usize, row: &RateRow) -> Result<(), Refusal> {
        let kind = row.rate.kind();
        if self.rows[..at].iter().any(|r| r.order == row.order && r.rate.kind() == kind) {
            return Err(refuse(format!("rows[{at}]: {} has two {kind} rates", row.order), "leave one"));
        }
        for amount in row.rate.amounts() {
            if amount.currency != self.currency || !(0..=MAX_MINOR).contains(&amount.minor) {
                let message = format!("rows[{at}]: {amount}");
                return Err(refuse(message, format!("give 0 to {MAX_MINOR} minor units of {}", self.currency)));
            }
        }
        let Rate::PercentTiered { tiers } = &row.rate else { return Ok(()) };
        let ends: Vec<i64> = tiers.iter().filter_map(|t| t.up_to).map(|m| m.minor).collect();
        let open_ended = tiers.last().is_some_and(|t| t.up_to.is_none()) && ends.len() + 1 == tiers.len();
        if !open_ended || tiers.len() > MAX_TIERS || !ends.is_sorted_by(|a, b| a < b) || ends.first() == Some(&0) {
            return Err(refuse(
                format!("rows[{at}]: the tiers do not ascend from above zero to an open end"),
                format!("give at most {MAX_TIERS} tiers, each ending above the one before, the last without an end"),
            ));
        }
        Ok(())
    }
}

/// The card that prices an order: of its vendor, with its kind, valid on the day on which it was accepted.
pub fn in_force(
    cards: &[RateCard],
    vendor: VendorId,
    kind: OrderKind,
    accepted_on: NaiveDate,
) -> Result<&RateCard, Refusal> {
    let fits = |card: &&RateCard| card.vendor == vendor && card.has(kind) && card.covers(accepted_on);
    cards.iter().filter(fits).max_by_key(|card| card.valid_from).ok_or_else(|| {
        let message = format!("vendor {vendor} has no published price for {kind} on {accepted_on}");
        Refusal::new("rate_card_in_force", message, "publish a rate card that covers that day")
    })
}

fn refuse(message: impl Into<String>, remedy: impl Into<String>) -> Refusal {
    Refusal::new("rate_card", message, remedy)
}

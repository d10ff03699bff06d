//! The terms of the score: each a value in its own unit, brought to basis points of the best that could be.

use super::MatchingPolicy;
use crate::money::Money;
use crate::vendors::Scorecard;
use serde::{Deserialize, Serialize};

wire_names! {
    /// What counts.
    TermKind {
        /// Estimated travel to the target.
        Travel = "travel",
        /// Offers accepted, of those made.
        Acceptance = "acceptance",
        /// Cars recovered, of orders closed.
        Recovery = "recovery",
        /// Marks of the latest quarter.
        Compliance = "compliance",
        /// Price, against the cheapest that fits.
        Price = "price",
    }
}

/// What a vendor has done so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Record {
    /// Offers made that were answered or expired.
    pub offered: u32,
    /// Of these, accepted.
    pub accepted: u32,
    /// Orders of this kind that ended.
    pub closed: u32,
    /// Of these, with the car recovered or the work done.
    pub recovered: u32,
}

/// One term of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Which.
    pub term: TermKind,
    /// Its value in words, with the unit; an estimate says so.
    pub value: String,
    /// The value as basis points of the best, 0 to 10 000.
    pub norm_bp: u32,
    /// Its share of all weights, basis points.
    pub weight_bp: u32,
    /// What it adds to the score: `norm × weight`, in basis points, rounded down.
    pub adds_bp: u32,
}

/// What the terms are made of.
pub(super) struct Values<'a> {
    /// Minutes, where they can be estimated.
    pub(super) travel: Option<u32>,
    /// What the vendor has done.
    pub(super) record: Record,
    /// Its latest marks.
    pub(super) marks: Option<&'a Scorecard>,
    /// Its price.
    pub(super) price: Option<Money>,
    /// The lowest price of those that fit.
    pub(super) cheapest: Option<Money>,
}

/// The terms of one vendor, in the order of [`TermKind`].
pub(super) fn terms(values: &Values<'_>, policy: &MatchingPolicy) -> Vec<Term> {
    let all: u64 = policy.weights_bp.values().map(|w| u64::from(*w)).sum();
    let weigh = |(term, weight): (&TermKind, &u32)| {
        let (value, norm_bp) = values.of(*term, policy);
        let weight_bp = (u64::from(*weight) * 10_000 / all.max(1)) as u32;
        Term { term: *term, value, norm_bp, weight_bp, adds_bp: norm_bp * weight_bp / 10_000 }
    };
    policy.weights_bp.iter().map(weigh).collect()
}

impl Values<'_> {
    fn of(&self, term: TermKind, policy: &MatchingPolicy) -> (String, u32) {
        match term {
            TermKind::Travel => match self.travel {
                None => ("not known".to_owned(), 0),
                Some(minutes) => {
                    let far = policy.far_minutes.max(1);
                    let left = u64::from(far - minutes.min(far));
                    (format!("{minutes} min (estimate)"), (left * 10_000 / u64::from(far)) as u32)
                }
            },
            TermKind::Acceptance => share(self.record.accepted, self.record.offered, "offers accepted", policy),
            TermKind::Recovery => share(self.record.recovered, self.record.closed, "orders done", policy),
            TermKind::Compliance => match self.marks {
                None => ("no marks yet".to_owned(), policy.unmarked_bp.min(10_000)),
                Some(card) => {
                    let (points, rest) = (card.total / 100, card.total % 100);
                    let value = format!("{points}.{rest:02} of 5 points in {}", card.quarter);
                    (value, (card.total.clamp(100, 500) - 100) * 25)
                }
            },
            TermKind::Price => match (self.price, self.cheapest) {
                (Some(price), Some(cheapest)) => {
                    (format!("{} {}", price.to_major(), price.currency), cheapness(price.minor, cheapest.minor))
                }
                _ => ("no price".to_owned(), 0),
            },
        }
    }
}

/// A record with the assumption mixed in, so that one good order does not beat a hundred.
fn share(part: u32, whole: u32, what: &str, policy: &MatchingPolicy) -> (String, u32) {
    let (part, whole) = (u64::from(part.min(whole)), u64::from(whole));
    let (prior, worth) = (u64::from(policy.prior_bp.min(10_000)), u64::from(policy.prior_orders));
    let mixed = (part * 10_000 + prior * worth) / (whole + worth).max(1);
    (format!("{part} of {whole} {what}"), mixed as u32)
}

/// 10 000 for the cheapest, half of it for twice the price.
fn cheapness(price: i64, cheapest: i64) -> u32 {
    match (price.max(0), cheapest.max(0)) {
        (price, cheapest) if price <= cheapest => 10_000,
        (price, cheapest) => (i128::from(cheapest) * 10_000 / i128::from(price)) as u32,
    }
}

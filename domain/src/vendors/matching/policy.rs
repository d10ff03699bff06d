//! A tenant's rules for matching.

use super::TermKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A tenant's rules for matching. The defaults are engineering judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MatchingPolicy {
    /// Weight of each term, basis points; only the proportions count, and a term that is left out does not.
    pub weights_bp: BTreeMap<TermKind, u32>,
    /// Minutes of travel from which on the travel term adds nothing, at least 1.
    pub far_minutes: u32,
    /// Share of the ranked places, by their weight, that a vendor must cover, basis points.
    pub min_covered_bp: u32,
    /// Share that a vendor without a record is taken to have, basis points.
    pub prior_bp: u32,
    /// How many orders that assumption is worth: a record of this many counts as much as it.
    pub prior_orders: u32,
    /// What a vendor without marks has for its compliance, basis points of the best.
    pub unmarked_bp: u32,
}

impl Default for MatchingPolicy {
    fn default() -> Self {
        use TermKind::*;
        let weights = [(Travel, 3000), (Acceptance, 1500), (Recovery, 2500), (Compliance, 2000), (Price, 1000)];
        MatchingPolicy {
            weights_bp: weights.into_iter().collect(),
            far_minutes: 240,
            min_covered_bp: 5000,
            prior_bp: 5000,
            prior_orders: 5,
            unmarked_bp: 5000,
        }
    }
}

//! What came of it all, counted.

use serde::Serialize;
use std::collections::BTreeMap;

/// A case that nobody knows how to go on with.
#[derive(Debug, Clone, Serialize)]
pub struct Stuck {
    /// Of which contract.
    pub contract_number: String,
    /// What could not be done.
    pub intent: String,
    /// Which rule refused it; empty where it should have been refused and was not.
    pub rule: String,
    /// In words.
    pub detail: String,
}

/// What the people of the cases did, and what they met.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Tally {
    /// Cases that were worked on.
    pub worked: usize,
    /// Steps that were taken.
    pub steps: u32,
    /// How cases ended, by the reason of their closing.
    pub closed: BTreeMap<String, u32>,
    /// Refusals that were foreseen: somebody tried what may not be done. By rule.
    pub refused: BTreeMap<String, u32>,
    /// Refusals that were not, and were overcome later. By rule.
    pub overcome: BTreeMap<String, u32>,
    /// Cases that are stuck.
    pub stuck: Vec<Stuck>,
}

impl Tally {
    /// Adds what happened elsewhere.
    pub fn add(&mut self, other: Tally) {
        self.steps += other.steps;
        for (sums, more) in
            [(&mut self.closed, other.closed), (&mut self.refused, other.refused), (&mut self.overcome, other.overcome)]
        {
            for (name, n) in more {
                *sums.entry(name).or_default() += n;
            }
        }
        self.stuck.extend(other.stuck);
    }
}

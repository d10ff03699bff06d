//! The numbered places of a yard: which car stands where.

use super::Yard;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// A numbered place in a yard, 1 up to the yard's bays. Only a yard gives it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bay(u32);

impl Bay {
    /// As it was stored. A yard that is smaller by now may not have it any more: the car stands there all the same.
    pub fn stored(number: u32) -> Bay {
        Bay(number)
    }

    /// Its number, from 1.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Bay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Yard {
    /// The first bay in which no car stands; `None`: there is none.
    pub fn first_free(&self, taken: &BTreeSet<Bay>) -> Option<Bay> {
        (1..=self.bays).map(Bay).find(|bay| !taken.contains(bay))
    }

    /// The bay of a number, for a car that is not among those in `taken`.
    ///
    /// # Errors
    /// The yard has no bay of this number, or another car stands there.
    pub fn free_bay(&self, number: u32, taken: &BTreeSet<Bay>) -> Result<Bay, Refusal> {
        if !(1..=self.bays).contains(&number) {
            let message = format!("the yard has no bay {number}");
            let refusal = Refusal::new("bay_exists", message, format!("give a bay from 1 to {}", self.bays));
            return Err(refusal.told("bay_exists", [("bay", number.into()), ("bays", self.bays.into())]));
        }
        let bay = Bay(number);
        if !taken.contains(&bay) {
            return Ok(bay);
        }
        let remedy = match self.first_free(taken) {
            Some(free) => format!("choose a free bay, such as {free}, or move the other car first"),
            None => "leave the bay open, or move another car out first".to_owned(),
        };
        let refusal = Refusal::new("bay_free", format!("another car stands in bay {number}"), remedy);
        Err(refusal.told("bay_free", [("bay", number.into())]))
    }

    /// Whether the yard can have only `bays` bays while cars stand in `taken`.
    ///
    /// # Errors
    /// A car stands in a bay that would be gone.
    pub fn shrinks_to(bays: u32, taken: &BTreeSet<Bay>) -> Result<(), Refusal> {
        match taken.last() {
            Some(last) if last.number() > bays => {
                let message = format!("a car stands in bay {last}");
                let refusal = Refusal::new("bays_empty", message, "move the cars out of the bays that go, first");
                Err(refusal.told("bays_empty", [("bay", last.number().into())]))
            }
            _ => Ok(()),
        }
    }
}

//! What a row cannot know by itself.

use crate::money::Currency;
use chrono::NaiveDate;
use chrono_tz::Tz;
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// The lender's settings, and questions about what is already there (stored, or earlier in the same import).
pub struct Context<'a> {
    /// The lender's zone: times without an offset are local there.
    pub zone: Tz,
    /// The lender's currency: amounts without one are in it.
    pub currency: Currency,
    /// The lender's date of the import.
    pub today: NaiveDate,
    /// Is there a vehicle of this VIN?
    pub has_vin: &'a dyn Fn(&str) -> bool,
    /// Is there a loan of this contract number?
    pub has_contract: &'a dyn Fn(&str) -> bool,
    /// Is there a tracker of this terminal id?
    pub has_tracker: &'a dyn Fn(&str) -> bool,
    /// Is there a borrower of this number?
    pub has_borrower: &'a dyn Fn(&str) -> bool,
    /// Is this protocol spoken here?
    pub has_protocol: &'a dyn Fn(&str) -> bool,
}

/// Natural keys of the accepted rows of one file. Keeps 16 bytes of each key's SHA-256, so that a million rows stay
/// within some tens of megabytes and two different keys are never taken for one.
#[derive(Debug, Clone, Default)]
pub struct Seen(HashSet<u128>);

impl Seen {
    fn digest(key: &str) -> u128 {
        let hash = Sha256::digest(key.as_bytes());
        hash.iter().take(16).fold(0, |n, byte| n << 8 | u128::from(*byte))
    }

    /// Whether the key was seen.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains(&Self::digest(key))
    }

    /// Remembers a key; false where it was there.
    pub fn insert(&mut self, key: &str) -> bool {
        self.0.insert(Self::digest(key))
    }
}

//! Liens on the car: ours, and what is known of the others.

use crate::money::Money;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Whether a lien stands in a public register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registration {
    /// It does not.
    None,
    /// It does; the date is not known.
    Undated,
    /// It does, since a day.
    On(NaiveDate),
}

/// What a lien rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LienKind {
    /// A mortgage or another security interest.
    Security,
    /// One that secures the price of the car itself, and that was registered in time to come first.
    PurchaseMoney,
    /// Of somebody who has the car and keeps it, e.g. a garage.
    Possessory {
        /// What his work added to the car's value; `tw` only, where he comes first for no more than this.
        value_added: Option<Money>,
    },
    /// Of a consignor of the car (`us` only).
    Consignor,
}

/// Whether the holder asked for a part of the proceeds before they were distributed (UCC 9-615(a)(3), (b)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// Not.
    None,
    /// Yes; nobody asked for proof, or it came.
    Made,
    /// Yes, but the proof that was asked for did not come.
    Unproved,
}

/// A lien of somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lien {
    /// Whose, 1 to 100 characters.
    pub name: String,
    /// How much it secures.
    pub amount: Money,
    /// What it rests on.
    pub kind: LienKind,
    /// Its place among the liens, 1 first, as a register, an agreement or a court has it.
    pub rank: Option<u32>,
    /// Whether it is registered.
    pub registration: Registration,
    /// Whether its holder asked for a part.
    pub demand: Demand,
}

/// The lien under which the car was sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLien {
    /// Its place among the liens, 1 first.
    pub rank: u32,
    /// Whether it is registered.
    pub registration: Registration,
    /// Whether it secures the price of the car itself.
    pub purchase_money: bool,
}

impl Default for OwnLien {
    /// The first, registered.
    fn default() -> Self {
        OwnLien { rank: 1, registration: Registration::Undated, purchase_money: false }
    }
}

//! What a vendor says it does: which orders, with what skills, how many at once, from where.

use super::Name;
use crate::geo::Point;
use crate::recovery::OrderKind;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

wire_names! {
    /// What some orders need beyond the ordinary.
    Skill {
        /// Gets cars out of impound lots.
        Impound = "impound",
        /// Makes and programs keys.
        Keys = "keys",
        /// Tows lorries and buses.
        HeavyTow = "heavy_tow",
        /// Carries cars on a flat bed.
        Flatbed = "flatbed",
        /// Gets cars out of low garages.
        UndergroundGarage = "underground_garage",
        /// Handles electric cars: high voltage off, wheels off the ground.
        ElectricVehicle = "electric_vehicle",
        /// Removes and reads trackers.
        Trackers = "trackers",
        /// Finds people and cars.
        SkipTrace = "skip_trace",
        /// Inspects and grades cars.
        Inspection = "inspection",
        /// Keeps cars under guard.
        GuardedYard = "guarded_yard",
        /// Sells by auction.
        Auctioneer = "auctioneer",
    }
}

/// Starting places a vendor may name.
pub const MAX_BASES: usize = 50;

/// Open orders a vendor may offer to carry at once, at most.
pub const MAX_CAPACITY: u32 = 10_000;

/// What a vendor says it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Its name.
    pub name: Name,
    /// Which orders it takes.
    pub kinds: BTreeSet<OrderKind>,
    /// Its skills.
    #[serde(default)]
    pub skills: BTreeSet<Skill>,
    /// Open orders it carries at once, at most [`MAX_CAPACITY`]; 0: none for now.
    pub capacity: u32,
    /// Where its trucks start from, at most [`MAX_BASES`].
    #[serde(default)]
    pub bases: Vec<Point>,
}

impl Profile {
    /// The profile, if it is within its limits.
    pub(super) fn within_limits(self) -> Result<Self, Refusal> {
        if self.bases.len() > MAX_BASES {
            let message = format!("{} starting places are named, at most {MAX_BASES} are kept", self.bases.len());
            return Err(Refusal::new("bases_limit", message, "name the places most trucks start from"));
        }
        if self.capacity > MAX_CAPACITY {
            let message = format!("a capacity of {} orders is above {MAX_CAPACITY}", self.capacity);
            return Err(Refusal::new("capacity_limit", message, format!("give at most {MAX_CAPACITY}")));
        }
        Ok(self)
    }
}

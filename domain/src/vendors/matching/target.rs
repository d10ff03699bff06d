//! Where the order leads: a live position, a ranked list of places, or nowhere known.

use crate::geo::Point;
use crate::refusal::Refusal;
use crate::vendors::Coverage;
use serde::{Deserialize, Serialize};

/// Ranked places that are read.
pub(super) const MAX_PLACES: usize = 20;

/// A place where the car may be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankedPlace {
    /// Where.
    pub place: Point,
    /// How likely, basis points; only the proportions count, but all of them 0 is refused.
    pub weight_bp: u32,
}

/// Where the order leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "target", rename_all = "snake_case")]
pub enum Target {
    /// Where the car is now, or the yard, or the address.
    Place {
        /// Where.
        place: Point,
    },
    /// Where it may be found, best first, at most 20.
    Ranked {
        /// The places.
        places: Vec<RankedPlace>,
    },
    /// Nobody knows: neither area nor travel count.
    Unknown,
}

/// Roads are longer than the great circle by about this, in tenths (`lifecycle.md` §4: an estimate).
const ROAD_TENTHS: f64 = 14.0;

/// Assumed speed, kilometres an hour (`lifecycle.md` §4: an estimate).
const SPEED_KMH: f64 = 40.0;

/// Estimated travel, whole minutes rounded up: great-circle distance × 1.4 at 40 km/h. No road, traffic or ferry is
/// known to it.
pub fn travel_minutes(from: Point, to: Point) -> u32 {
    let road_km = from.distance_m(to) / 1000.0 * ROAD_TENTHS / 10.0;
    (road_km / SPEED_KMH * 60.0).ceil() as u32
}

impl Target {
    /// The places with their weights.
    pub(super) fn places(&self) -> Vec<RankedPlace> {
        match self {
            Target::Place { place } => vec![RankedPlace { place: *place, weight_bp: 10_000 }],
            Target::Ranked { places } => places.clone(),
            Target::Unknown => vec![],
        }
    }

    /// It can be worked with.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let Target::Ranked { places } = self else { return Ok(()) };
        if places.len() > MAX_PLACES {
            let message = format!("{} places are given, at most {MAX_PLACES} are read", places.len());
            return Err(Refusal::new("places_limit", message, "give the likeliest places"));
        }
        if places.iter().all(|p| p.weight_bp == 0) {
            let message = "no place of the ranked list has a weight";
            return Err(Refusal::new("places_weighted", message, "give weights, or say that the place is unknown"));
        }
        Ok(())
    }

    /// Share of the places that an area covers, by weight, basis points; `None` where no place is known.
    pub(super) fn covered_bp(&self, coverage: &Coverage) -> Option<u32> {
        let places = self.places();
        let sum = |of: &mut dyn Iterator<Item = &RankedPlace>| of.map(|p| u64::from(p.weight_bp)).sum::<u64>();
        let all = sum(&mut places.iter());
        let covered = sum(&mut places.iter().filter(|p| coverage.covers(p.place)));
        (all > 0).then(|| (covered * 10_000 / all) as u32)
    }

    /// Travel from the nearest starting place, minutes, the mean over the places by weight; `None` where no place or
    /// no starting place is known.
    pub(super) fn travel(&self, bases: &[Point]) -> Option<u32> {
        let mut sums = (0_u64, 0_u64);
        for ranked in self.places() {
            let nearest = bases.iter().map(|base| travel_minutes(*base, ranked.place)).min()?;
            let weight = u64::from(ranked.weight_bp);
            sums = (sums.0 + weight * u64::from(nearest), sums.1 + weight);
        }
        (sums.1 > 0).then(|| sums.0.div_ceil(sums.1) as u32)
    }
}

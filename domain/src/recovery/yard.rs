//! Yards: where recovered cars are kept.

use super::{VehicleClass, YardRates};
use crate::geo::Point;
use crate::ids::{UserId, YardId};
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// A yard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Yard {
    /// Its id.
    pub id: YardId,
    /// Its name.
    pub name: String,
    /// Where.
    pub place: Point,
    /// Postal address.
    pub address: String,
    /// Cars it holds at most.
    pub bays: u32,
    /// What it charges.
    pub rates: YardRates,
    /// When it receives and hands out cars, in words.
    pub opening_hours: String,
    /// Who approved it; `None`: nobody yet, and it takes no car.
    pub approved_by: Option<UserId>,
    /// It takes no more cars.
    pub closed: bool,
    /// Counts changes, from 1.
    pub version: u64,
}

impl Yard {
    /// Whether one more car of a class may come while `occupied` bays are taken.
    ///
    /// # Errors
    /// Not approved, closed, full, or no price for the class.
    pub fn takes(&self, class: VehicleClass, occupied: u32) -> Result<(), Refusal> {
        if self.approved_by.is_none() {
            return Err(Refusal::new("yard_approved", "the yard is not approved", "have a supervisor approve it"));
        }
        if self.closed {
            return Err(Refusal::new("yard_open", "the yard takes no more cars", "choose another yard"));
        }
        if occupied >= self.bays {
            let message = format!("all {} bays are taken", self.bays);
            let refusal = Refusal::new("yard_capacity", message, "choose another yard, or move a car out");
            return Err(refusal.told("yard_capacity", [("bays", self.bays.into())]));
        }
        if !self.rates.per_day.iter().any(|(of, _)| *of == class) {
            let message = format!("the yard has no rate for a {class}");
            return Err(Refusal::new("yard_rate", message, "add the rate, or choose another yard"));
        }
        Ok(())
    }
}

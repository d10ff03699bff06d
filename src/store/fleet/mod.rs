//! The fleet in memory: of every vehicle what maps and lists choose and sort by, so that a look at a hundred thousand
//! of them is one pass over memory and not as many probes of tables.
//!
//! The database stays the truth. Triggers note which vehicles a transaction has touched (`fleet_change`); before each
//! look [`Store::sync_fleet`] reads on from the oldest transaction that still ran when it read last, so that what was
//! committed before a look began is in it. Positions are the process's own ([`super::latest`]), or, where nobody writes
//! in this process, the table's.
//!
//! * [`Car`], [`Board`]: what is remembered. [`sync`]: how it is kept. [`sight`]: where cars were last.
//! * [`Wanted`]: which of them a caller may see and asks for. [`order`]: pages of a sorted list.

mod order;
mod sight;
mod sync;
mod wanted;

pub use order::{Key, Order, SortBy};
pub use sight::{FINEST, Fix, Fresh, MOST, Sighting, cell, written};
pub use sync::{Glimpse, SharedBoard};
pub use wanted::{Connection, Wanted};

use lienwatch_domain::alert::Severity;
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::lending::Bucket;
use std::collections::HashMap;
use uuid::Uuid;

/// What is remembered of a vehicle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Car {
    /// Store-internal number.
    pub no: i32,
    /// Whose.
    pub lender: LenderNo,
    /// The vehicle.
    pub id: Uuid,
    /// Licence plate.
    pub plate: Option<Box<str>>,
    /// Maker and model.
    pub model: Option<Box<str>>,
    /// Contract number, VIN and plate in small letters, a line each: what is searched ([`Car::says`]).
    pub words: Box<str>,
    /// Days past due of its loan; none without one.
    pub dpd: Option<i32>,
    /// Bucket of its loan.
    pub bucket: Option<Bucket>,
    /// The worst of the open alerts that are not resolved.
    pub severity: Option<Severity>,
    /// Points of its risk score; none where there is neither loan nor alert.
    pub risk: Option<u8>,
    /// Its open case.
    pub case: Option<Uuid>,
    /// The trackers that are fitted to it now.
    pub trackers: Vec<i32>,
    /// The groups that it is in.
    pub groups: Vec<Uuid>,
}

impl Car {
    /// Whether `q` is a part of what it is searched by: of the contract number, with `identity` of VIN and plate too.
    fn says(&self, q: &str, identity: bool) -> bool {
        let words = if identity { Some(&*self.words) } else { self.words.lines().next() };
        words.is_some_and(|words| words.contains(q))
    }
}

/// Every vehicle of every lender.
#[derive(Debug, Default)]
pub struct Board {
    cars: Vec<Car>,
    /// Where the car of a number stands.
    slots: HashMap<i32, usize>,
    /// Where the car stands that a tracker is fitted to.
    of_tracker: HashMap<i32, usize>,
    /// Rises when it is read anew as a whole: cars keep their slots within one build.
    build: u64,
}

impl Board {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.cars.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cars.is_empty()
    }

    /// Takes a car in, in place of what was known of it.
    fn put(&mut self, car: Car) {
        let slot = *self.slots.entry(car.no).or_insert(self.cars.len());
        for tracker in self.cars.get(slot).map(|old| old.trackers.clone()).unwrap_or_default() {
            if self.of_tracker.get(&tracker) == Some(&slot) {
                self.of_tracker.remove(&tracker);
            }
        }
        for tracker in &car.trackers {
            self.of_tracker.insert(*tracker, slot);
        }
        match self.cars.get_mut(slot) {
            Some(old) => *old = car,
            None => self.cars.push(car),
        }
    }
}

#[cfg(test)]
mod tests;

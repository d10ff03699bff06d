//! What the fleet knows of places: in which H3 cells of resolution 9 reception of satellites or of the network is lost.
//!
//! Every vehicle remembers the cells it came through lately and what happened to it there; what the fleet knows is exactly
//! the sum of what its vehicles remember. So it is bounded by them, and a restart that restores them restores it.

use super::parameters::WaysParameters;
use crate::geo::Point;
use h3o::{CellIndex, Resolution};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A cell as a vehicle remembers it: the cell, passes through it, spells without satellites and losses of contact that
/// began there, and when it was there last (counted in cells entered). A tuple, because a checkpoint holds many.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Way(u64, u16, u8, u8, u32);

/// The cells of one vehicle.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Ways {
    known: Vec<Way>,
    /// Where it was when its cell was last looked up.
    at: Option<Point>,
    /// The cell of that place: looking one up costs more than all else here.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_cell: Option<u64>,
    entered: u32,
    /// What changed since the fleet was told: the entry before (if any) and after (unless forgotten).
    #[serde(skip)]
    news: Vec<(Option<Way>, Option<Way>)>,
}

/// Cells that a vehicle remembers: two days' ways through a city.
const MOST: usize = 48;
/// The cell is looked up again after moving so far, metres.
const STEP_M: f64 = 150.0;

/// What may happen in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Satellites were lost.
    Blind,
    /// The network was lost.
    Lost,
}

/// A cell as the fleet knows it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Tally {
    vehicles: u32,
    passes: u32,
    blind: u32,
    lost: u32,
}

/// The cells of all vehicles.
#[derive(Debug, Default)]
pub(super) struct FleetWays(HashMap<u64, Tally>);

/// What is known of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cover {
    /// Too few came through.
    Unknown,
    /// Nearly all who came through were heard.
    Good,
    /// Others were lost there, too.
    Poor,
}

fn cell(point: Point) -> u64 {
    point.cell(Resolution::Nine) as u64
}

impl Ways {
    /// The vehicle is at a point, under way.
    pub(super) fn pass(&mut self, point: Point) {
        // 0.7: the cosine of any inhabited latitude is near enough to decide when to look again.
        let step = self.at.map(|at| at.plane_m(0.7, point));
        if step.is_some_and(|(east, north)| east.abs() + north.abs() < STEP_M) {
            return;
        }
        let now = cell(point);
        let before = self.in_cell.replace(now).or_else(|| self.at.map(cell));
        self.at = Some(point);
        if before == Some(now) {
            return;
        }
        self.entered = self.entered.saturating_add(1);
        self.change(now, |way| way.1 = way.1.saturating_add(1));
    }

    /// Something happened to it that began at a point.
    pub(super) fn trouble(&mut self, point: Point, what: Trouble) {
        self.change(cell(point), |way| match what {
            Trouble::Blind => way.2 = way.2.saturating_add(1),
            Trouble::Lost => way.3 = way.3.saturating_add(1),
        });
    }

    fn change(&mut self, cell: u64, act: impl FnOnce(&mut Way)) {
        let index = match self.known.iter().position(|w| w.0 == cell) {
            Some(index) => index,
            None => {
                if self.known.len() >= MOST {
                    // Where something happened is worth more than where nothing did.
                    let least = self.known.iter().enumerate().min_by_key(|(_, w)| (w.2 + w.3 > 0, w.4));
                    if let Some((index, _)) = least {
                        let gone = self.known.swap_remove(index);
                        self.news.push((Some(gone), None));
                    }
                }
                self.known.push(Way(cell, 0, 0, 0, 0));
                self.known.len() - 1
            }
        };
        let way = &mut self.known[index];
        let before = (*way != Way(cell, 0, 0, 0, 0)).then_some(*way);
        act(way);
        way.4 = self.entered;
        self.news.push((before, Some(*way)));
    }

    /// Tells the fleet what changed.
    pub(super) fn tell(&mut self, fleet: &mut FleetWays) {
        for (before, after) in self.news.drain(..) {
            match (before, after) {
                (Some(before), Some(after)) => fleet.renew(&before, &after),
                (Some(gone), None) => fleet.take(&gone, false),
                (None, Some(new)) => fleet.take(&new, true),
                (None, None) => {}
            }
        }
    }

    /// Tells the fleet all that a restored vehicle remembers.
    pub(super) fn tell_all(&self, fleet: &mut FleetWays) {
        self.known.iter().for_each(|way| fleet.take(way, true));
    }
}

impl FleetWays {
    fn take(&mut self, way: &Way, add: bool) {
        let tally = self.0.entry(way.0).or_default();
        let moved = |sum: &mut u32, by: u32| *sum = if add { sum.saturating_add(by) } else { sum.saturating_sub(by) };
        moved(&mut tally.vehicles, 1);
        moved(&mut tally.passes, way.1.into());
        moved(&mut tally.blind, way.2.into());
        moved(&mut tally.lost, way.3.into());
        if tally.vehicles == 0 {
            self.0.remove(&way.0);
        }
    }

    /// One vehicle remembers something else of one cell.
    fn renew(&mut self, before: &Way, after: &Way) {
        let tally = self.0.entry(after.0).or_default();
        let moved = |sum: &mut u32, was: u32, is: u32| *sum = sum.saturating_sub(was).saturating_add(is);
        moved(&mut tally.passes, before.1.into(), after.1.into());
        moved(&mut tally.blind, before.2.into(), after.2.into());
        moved(&mut tally.lost, before.3.into(), after.3.into());
    }

    /// The place and what is around it: who drives past loses the signal a report early or late.
    fn around(&self, point: Point) -> Tally {
        let mut sum = Tally::default();
        let Ok(here) = CellIndex::try_from(cell(point)) else { return sum };
        for near in here.grid_disk_safe(1) {
            if let Some(tally) = self.0.get(&u64::from(near)) {
                sum.passes += tally.passes;
                sum.blind += tally.blind;
                sum.lost += tally.lost;
            }
        }
        sum
    }

    /// Whether satellites are often lost there: a tunnel, a garage.
    pub(super) fn blind(&self, point: Point, good_share: f64, p: &WaysParameters) -> bool {
        let tally = self.around(point);
        // A cell is passed at least as often as something happens in it.
        let share = f64::from(tally.blind) / f64::from(tally.passes.max(tally.blind).max(1));
        tally.blind >= p.troubles && share > 1.0 - good_share
    }

    /// How well the network covers it.
    pub(super) fn cover(&self, point: Point, p: &WaysParameters) -> Cover {
        let tally = self.around(point);
        let share = f64::from(tally.lost) / f64::from(tally.passes.max(tally.lost).max(1));
        if tally.lost >= p.troubles && share > 1.0 - p.cover {
            Cover::Poor
        } else if tally.passes >= p.passes && share <= 1.0 - p.cover {
            Cover::Good
        } else {
            Cover::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::stream::point;

    #[test]
    fn a_cell_where_satellites_are_often_lost_is_known_to_all_and_forgotten_with_who_knew_it() {
        let (mut fleet, p) = (FleetWays::default(), WaysParameters::default());
        let mut cars: Vec<Ways> = vec![Ways::default(); 3];
        for car in &mut cars {
            for k in 0..10 {
                car.pass(point(f64::from(k) * 400.0, 0.0));
            }
            car.trouble(point(2000.0, 30.0), Trouble::Blind);
            car.tell(&mut fleet);
        }
        assert!(fleet.blind(point(2000.0, 0.0), 0.95, &p));
        assert!(!fleet.blind(point(9000.0, 0.0), 0.95, &p));
        // A restored fleet knows the same.
        let mut restored = FleetWays::default();
        cars.iter().for_each(|car| car.tell_all(&mut restored));
        assert_eq!(restored.0, fleet.0);
        // So many other cells that all are forgotten but the one where something happened.
        for car in &mut cars {
            for k in 0..200 {
                car.pass(point(20_000.0 + f64::from(k) * 500.0, 0.0));
            }
            car.tell(&mut fleet);
            assert!(car.known.len() <= MOST);
        }
        assert!(fleet.blind(point(2000.0, 0.0), 0.95, &p));
        let mut again = FleetWays::default();
        cars.iter().for_each(|car| car.tell_all(&mut again));
        assert_eq!(again.0, fleet.0);
    }

    #[test]
    fn cover_is_good_where_many_pass_and_poor_where_several_are_lost() {
        let (mut fleet, p) = (FleetWays::default(), WaysParameters::default());
        let mut car = Ways::default();
        assert_eq!(fleet.cover(point(0.0, 0.0), &p), Cover::Unknown);
        for k in 0..60 {
            car.pass(point(f64::from(k % 2) * 3000.0, 0.0));
        }
        car.tell(&mut fleet);
        assert_eq!(fleet.cover(point(0.0, 0.0), &p), Cover::Good);
        (0..3).for_each(|_| car.trouble(point(0.0, 0.0), Trouble::Lost));
        car.tell(&mut fleet);
        assert_eq!(fleet.cover(point(0.0, 0.0), &p), Cover::Poor);
    }
}

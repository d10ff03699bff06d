//! The whole way over a fleet that fits into memory: ends, candidates, and what is known around them.

use super::{Background, DiscoveredSite, End, Trouble, candidates, ends, judge};
use crate::detect::parameters::DiscoveryParameters;
use crate::detect::{Declared, Stay};
use crate::geo::{Point, SiteIndex};
use crate::ids::{LenderNo, VehicleNo};
use chrono::{DateTime, Utc};
use h3o::Resolution;
use std::collections::{BTreeMap, HashMap};

/// What is known of one vehicle.
#[derive(Debug, Clone, PartialEq)]
pub struct Traced {
    /// Whose it is.
    pub lender: LenderNo,
    /// Its stays since the window began, in order of arrival.
    pub stays: Vec<Stay>,
    /// What befell its trackers.
    pub troubles: Vec<Trouble>,
    /// What its borrower declared.
    pub declared: Vec<Declared>,
}

/// The region whose ends are the background of a candidate, metres around it.
const REGION_M: f64 = 20_000.0;
/// Around a known site's edge, metres.
const KNOWN_M: f64 = 30.0;

/// The sites that nobody has told us of, by what is known of the fleet at `now`. Candidates at a known site of any kind
/// are none: a second-pledge site is known already, and a workshop or a yard explains itself.
pub fn survey(fleet: &[Traced], known: &SiteIndex, now: DateTime<Utc>, p: &DiscoveryParameters) -> Vec<DiscoveredSite> {
    let of = |t: &Traced| ends(t.lender, &t.stays, &t.troubles, &t.declared, now, p);
    let all: Vec<End> = fleet.iter().flat_map(of).collect();
    let found = candidates(&all, p);
    if found.is_empty() {
        return Vec::new();
    }
    let mut cells: HashMap<i64, Point> = HashMap::new();
    let mut habits: BTreeMap<VehicleNo, &Traced> = BTreeMap::new();
    for traced in fleet {
        for stay in &traced.stays {
            cells.entry(stay.point.cell(Resolution::Ten)).or_insert(stay.point);
            habits.entry(stay.vehicle).or_insert(traced);
        }
    }
    let own = |stay: &Stay| {
        let near = |point: Point| point.distance_m(stay.point) <= p.place_m;
        habits.get(&stay.vehicle).is_some_and(|t| {
            t.declared.iter().any(|d| near(d.point))
                || t.stays.iter().filter(|s| near(s.point)).count() > p.habitual_visits
        })
    };
    let unknown = found.into_iter().filter(|c| known.near(c.centre(), KNOWN_M).next().is_none());
    let sites = unknown.filter_map(|candidate| {
        let centre = candidate.centre();
        let reach_m = candidate.reach_m() + p.place_m;
        let stays = fleet.iter().flat_map(|t| &t.stays).filter(|s| s.point.distance_m(centre) <= reach_m);
        let stays: Vec<Stay> = stays.filter(|s| s.arrive <= now).cloned().collect();
        let background = Background {
            ends: all.iter().filter(|e| e.point.distance_m(centre) <= REGION_M).count(),
            cells: cells.values().filter(|at| at.distance_m(centre) <= REGION_M).count(),
        };
        judge(&candidate, &stays, own, background, p)
    });
    sites.collect()
}

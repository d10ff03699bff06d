//! Sites that nobody has told us of: places where cars of several borrowers end.
//!
//! An *end* is a last stay of more than a day, or a stay within a day of whose beginning a tracker was cut, touched,
//! silenced or taken off, at a place the car did not frequent. Ends are put on a grid (H3 resolution 10) and clustered
//! (DBSCAN over these only). A cluster is a site when enough vehicles ended there, most of those that ever stayed there
//! did, and chance does not explain it: as many would have to end there by accident, given how often cars end anywhere
//! around and how often ordinary cars park there for long. Offices, malls and dealers have many visitors and few ends.
//!
//! Pure over stays and alerts. A job calls [`ends`] for each vehicle, [`candidates`] over all of them, and [`judge`]
//! for each candidate with the stays around it; [`survey`] does all of it where the stays fit into memory.

mod cluster;
mod ends;
mod survey;
#[cfg(test)]
mod tests;

pub use cluster::{Candidate, candidates};
pub use ends::{End, EndKind, Trouble, ends};
pub use survey::{Traced, survey};

use super::Stay;
use super::episode::{episode_key, fact};
use super::parameters::DiscoveryParameters;
use crate::alert::{Alert, AlertState, AlertType, Evidence, Severity};
use crate::geo::{Hull, Point};
use crate::ids::{LenderNo, VehicleNo};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A region of which less is known has more places than have been seen.
const FEW_PLACES: usize = 100;

/// What is known around a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Background {
    /// Ends in the region (say, within 20 km), this candidate's among them.
    pub ends: usize,
    /// Places in the region at which cars stayed: cells of the grid with a stay.
    pub cells: usize,
}

/// A site as found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DiscoveredSite {
    /// The same for the same site while its first end is remembered.
    pub key: i64,
    /// The weighted centre of the ends.
    pub centre: Point,
    /// Around them, counter-clockwise, closed implicitly.
    pub ring: Vec<Point>,
    /// The vehicles that ended there, in order of their ends.
    pub vehicles: Vec<End>,
    /// How sure it is, 0..=1.
    pub confidence: f64,
    /// When the evidence was complete.
    pub found_at: DateTime<Utc>,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Judges a candidate. `stays` are all stays near it (within [`DiscoveryParameters::place_m`] of its centre at least)
/// since the window began; `own` says whether a stay is at a place that its vehicle frequents.
pub fn judge(
    candidate: &Candidate,
    stays: &[Stay],
    own: impl Fn(&Stay) -> bool,
    background: Background,
    p: &DiscoveryParameters,
) -> Option<DiscoveredSite> {
    let mut firsts: BTreeMap<VehicleNo, End> = BTreeMap::new();
    for end in &candidate.ends {
        let first = firsts.entry(end.vehicle).or_insert(*end);
        if (end.at, end.arrive) < (first.at, first.arrive) {
            *first = *end;
        }
    }
    let mut vehicles: Vec<End> = firsts.into_values().collect();
    vehicles.sort_by_key(|e| (e.at, e.vehicle));
    let third = vehicles.get(p.vehicles.max(2) - 1)?;
    let near = |s: &&Stay| candidate.ends.iter().any(|e| e.point.distance_m(s.point) <= p.eps_m);
    let ended: BTreeSet<VehicleNo> = vehicles.iter().map(|e| e.vehicle).collect();
    let (mut visited, mut ordinary) = (ended.clone(), BTreeSet::new());
    for stay in stays.iter().filter(near) {
        visited.insert(stay.vehicle);
        let long = stay.leave.is_some_and(|l| (l - stay.arrive).num_seconds() >= p.ended_s / 2);
        if !ended.contains(&stay.vehicle) && (long || own(stay)) {
            ordinary.insert(stay.vehicle);
        }
    }
    let share = vehicles.len() as f64 / visited.len() as f64;
    if share < p.share {
        return None;
    }
    // What chance would bring: the ends of the region spread over its places, and where ordinary cars park for long,
    // some of them are there on their last day.
    let elsewhere = background.ends.saturating_sub(candidate.ends.len()) as f64;
    let places = background.cells.max(FEW_PLACES) as f64;
    let by_place = (elsewhere + 0.5) / places * candidate.cells() as f64;
    let expected = by_place + ordinary.len() as f64;
    let accident = poisson_tail(vehicles.len(), expected);
    if accident >= p.accident {
        return None;
    }
    let hull = Hull::of(&vehicles.iter().map(|e| e.point).collect::<Vec<_>>())?;
    let lenders: BTreeSet<LenderNo> = vehicles.iter().map(|e| e.lender).collect();
    let doubt: f64 = vehicles.iter().map(|e| 1.0 - e.weight.clamp(0.0, 0.9)).product();
    let removed = vehicles.iter().filter(|e| e.kind == EndKind::Removal).count();
    let evidence = vec![
        fact("vehicles_ended", vehicles.len() as i64),
        fact("vehicles_visited", visited.len() as i64),
        fact("share_ended", (share * 100.0).round() / 100.0),
        fact("lenders_concerned", lenders.len() as i64),
        fact("trackers_removed_there", removed as i64),
        fact("ordinary_long_stays", ordinary.len() as i64),
        fact("expected_by_chance", (expected * 1000.0).round() / 1000.0),
        fact("chance_of_accident", accident),
    ];
    let first = vehicles.first()?;
    Some(DiscoveredSite {
        key: episode_key(AlertType::SiteDiscovered, &[first.vehicle.0.into(), first.arrive.timestamp_micros()]),
        centre: candidate.centre(),
        ring: hull.ring(p.margin_m),
        confidence: share * (1.0 - doubt),
        found_at: third.at,
        vehicles,
        evidence,
    })
}

impl DiscoveredSite {
    /// What is said of it to each lender concerned, on that lender's vehicle that ended there last.
    pub fn alerts(&self, now: DateTime<Utc>) -> Vec<Alert> {
        let mut last: BTreeMap<LenderNo, &End> = BTreeMap::new();
        for end in &self.vehicles {
            last.insert(end.lender, end);
        }
        let alert = |end: &End| Alert {
            vehicle: end.vehicle,
            kind: AlertType::SiteDiscovered,
            episode_key: self.key,
            severity: Severity::Warn,
            state: AlertState::Open,
            score: self.confidence,
            tracker: None,
            site: None,
            point: Some(self.centre),
            event_at: self.found_at,
            raised_at: now,
            updated_at: now,
            late: false,
            evidence: self.evidence.clone(),
        };
        last.into_values().map(alert).collect()
    }
}

/// The chance of `n` or more where `expected` are.
fn poisson_tail(n: usize, expected: f64) -> f64 {
    let (mut term, mut below) = ((-expected).exp(), 0.0);
    for k in 0..n {
        below += term;
        term *= expected / (k as f64 + 1.0);
    }
    // Near 0 the difference from 1 is all rounding: the first term of the tail bounds it from below.
    (1.0 - below).max(term).clamp(0.0, 1.0)
}

/// How long a stay lasted as of `now`, seconds.
fn lasted_s(stay: &Stay, now: DateTime<Utc>) -> i64 {
    (stay.leave.unwrap_or(now) - stay.arrive).num_seconds()
}

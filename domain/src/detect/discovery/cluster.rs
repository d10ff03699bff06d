//! Ends that lie together: DBSCAN over a grid of H3 cells.

use super::End;
use crate::detect::parameters::DiscoveryParameters;
use crate::geo::Point;
use h3o::{CellIndex, Resolution};
use std::collections::{BTreeSet, HashMap};

/// Ends that lie together.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// In order of arrival.
    pub ends: Vec<End>,
}

/// The grid.
const CELL: Resolution = Resolution::Ten;
/// Cells around a cell that can hold a neighbour: an edge is about 66 m, less than eps.
const RINGS: u32 = 2;

impl Candidate {
    /// The weighted centre.
    pub fn centre(&self) -> Point {
        let origin = self.ends[0].point;
        let cos_lat = origin.lat().to_radians().cos();
        let (mut east, mut north, mut weight) = (0.0, 0.0, 0.0);
        for end in &self.ends {
            let (x, y) = origin.plane_m(cos_lat, end.point);
            let w = end.weight.max(0.01);
            (east, north, weight) = (east + w * x, north + w * y, weight + w);
        }
        origin.moved_m(cos_lat, east / weight, north / weight)
    }

    /// From the centre to the farthest end, metres.
    pub fn reach_m(&self) -> f64 {
        let centre = self.centre();
        self.ends.iter().map(|e| e.point.distance_m(centre)).fold(0.0, f64::max)
    }

    /// Cells of the grid that its ends lie in.
    pub(super) fn cells(&self) -> usize {
        self.ends.iter().map(|e| e.point.cell(CELL)).collect::<BTreeSet<_>>().len()
    }
}

fn cell(point: Point) -> Option<CellIndex> {
    CellIndex::try_from(point.cell(CELL) as u64).ok()
}

/// The clusters with enough vehicles, in order of their first end. The same ends give the same clusters, in any order.
/// Of more than [`DiscoveryParameters::most`] the newest are looked at.
pub fn candidates(ends: &[End], p: &DiscoveryParameters) -> Vec<Candidate> {
    let mut ends: Vec<End> = ends.to_vec();
    ends.sort_by_key(|e| (e.arrive, e.vehicle));
    let ends = &ends[ends.len().saturating_sub(p.most)..];
    let mut grid: HashMap<CellIndex, Vec<usize>> = HashMap::new();
    for (index, end) in ends.iter().enumerate() {
        if let Some(cell) = cell(end.point) {
            grid.entry(cell).or_default().push(index);
        }
    }
    let near = |index: usize| -> Vec<usize> {
        let at = ends[index].point;
        let disk: Vec<CellIndex> = cell(at).map_or_else(Vec::new, |c| c.grid_disk(RINGS));
        let around = disk.into_iter().filter_map(|c| grid.get(&c)).flatten().copied();
        let mut near: Vec<usize> = around.filter(|&i| ends[i].point.distance_m(at) <= p.eps_m).collect();
        near.sort_unstable();
        near
    };
    let mut cluster: Vec<Option<usize>> = vec![None; ends.len()];
    let mut found: Vec<Vec<usize>> = Vec::new();
    for start in 0..ends.len() {
        if cluster[start].is_some() || near(start).len() < p.core.max(1) {
            continue;
        }
        let number = found.len();
        let (mut members, mut open) = (Vec::new(), vec![start]);
        cluster[start] = Some(number);
        while let Some(index) = open.pop() {
            members.push(index);
            let around = near(index);
            if around.len() < p.core.max(1) {
                continue;
            }
            for other in around {
                if cluster[other].is_none() {
                    cluster[other] = Some(number);
                    open.push(other);
                }
            }
        }
        members.sort_unstable();
        found.push(members);
    }
    let enough = |members: &Vec<usize>| {
        members.iter().map(|&i| ends[i].vehicle).collect::<BTreeSet<_>>().len() >= p.vehicles.max(2)
    };
    let candidate = |members: Vec<usize>| Candidate { ends: members.into_iter().map(|i| ends[i]).collect() };
    found.into_iter().filter(enough).map(candidate).collect()
}

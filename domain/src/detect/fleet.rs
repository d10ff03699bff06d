//! Many vehicles silent at once are an outage of the network, not a wave of removals.
//!
//! All of it is kept in the vehicles' tracks, so that a restart rebuilds it from them.

use super::episode::{Context, Draft, Episode, episode_key, fact};
use super::moment::Moment;
use super::parameters::OutageParameters;
use super::ways::FleetWays;
use super::{Change, Track};
use crate::alert::{AlertType, Severity};
use crate::geo::Point;
use crate::ids::VehicleNo;
use h3o::{CellIndex, Resolution};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A vehicle's part in an outage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Held {
    /// Which outage.
    pub key: i64,
    /// Around when its vehicles fell silent.
    pub since: Moment,
    /// The cell around which.
    pub cell: i64,
    /// This vehicle spoke again.
    pub returned: bool,
    /// On the vehicle that carries the alert: when the outage is over at the latest.
    pub release_at: Option<Moment>,
}

/// An outage in progress.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outage {
    pub since: Moment,
    pub cell: CellIndex,
    pub carrier: VehicleNo,
    pub members: BTreeSet<VehicleNo>,
    pub returned: BTreeSet<VehicleNo>,
}

/// Where vehicles are, and which outages there are.
#[derive(Debug, Default)]
pub(super) struct Fleet {
    cells: HashMap<CellIndex, BTreeSet<VehicleNo>>,
    pub outages: BTreeMap<i64, Outage>,
    /// Where reception and network are lost.
    pub ways: FleetWays,
}

/// A vehicle is put into another cell of the fleet's map when it moved by more, metres.
const CELL_MOVE_M: f64 = 1000.0;
/// The cells of the outage guard.
const CELL: Resolution = Resolution::Five;
/// No outage holds alerts back for longer, seconds.
const LONGEST_S: i64 = 86_400;

/// The cell of a point.
pub(super) fn cell(point: Point) -> Option<CellIndex> {
    CellIndex::try_from(point.cell(CELL) as u64).ok()
}

/// The cell and its neighbours: a town is not cut along cell borders.
fn around(cell: CellIndex) -> Vec<CellIndex> {
    cell.grid_disk(1)
}

impl Fleet {
    /// A vehicle moved from one cell to another.
    pub(super) fn moved(&mut self, vehicle: VehicleNo, from: Option<CellIndex>, to: CellIndex) {
        if let Some(set) = from.and_then(|c| self.cells.get_mut(&c)) {
            set.remove(&vehicle);
        }
        self.cells.entry(to).or_default().insert(vehicle);
    }

    /// The vehicles in and around a cell, in order.
    pub(super) fn near(&self, cell: CellIndex) -> Vec<VehicleNo> {
        let mut all: Vec<_> = around(cell).into_iter().filter_map(|c| self.cells.get(&c)).flatten().copied().collect();
        all.sort_unstable();
        all
    }

    /// The outage that explains a silence since `last` in `cell`, if there is one.
    pub(super) fn explaining(&self, cell: CellIndex, last: Moment, p: &OutageParameters) -> Option<i64> {
        let near = around(cell);
        let found =
            self.outages.iter().find(|(_, o)| near.contains(&o.cell) && last.since(o.since).abs() <= p.window_s as f64);
        found.map(|(key, _)| *key)
    }

    /// Puts a restored vehicle's part back.
    pub(super) fn restore(&mut self, vehicle: VehicleNo, held: &Held) {
        let Ok(cell) = CellIndex::try_from(held.cell as u64) else { return };
        let outage = self.outages.entry(held.key).or_insert_with(|| Outage {
            since: held.since,
            cell,
            carrier: vehicle,
            members: BTreeSet::new(),
            returned: BTreeSet::new(),
        });
        outage.members.insert(vehicle);
        if held.returned {
            outage.returned.insert(vehicle);
        }
        if held.release_at.is_some() {
            outage.carrier = vehicle;
        }
    }
}

impl Track {
    /// Its cell on the fleet's map, and where it was put there.
    pub(super) fn placed(&self) -> Option<(CellIndex, Point)> {
        self.cell.and_then(|(cell, at)| Some((CellIndex::try_from(cell as u64).ok()?, at)))
    }

    /// Far enough from where it was put on the fleet's map to be put there anew.
    pub(super) fn left_its_place(&self) -> bool {
        let Some(point) = self.last_point() else { return false };
        self.cell.is_none_or(|(_, at)| {
            let (east, north) = at.plane_m(0.5, point);
            east.abs() + north.abs() > CELL_MOVE_M
        })
    }

    /// The last contact of its wired trackers; the longest pause usual for the one that spoke, and how much of its
    /// present silence is ours, seconds.
    pub(super) fn wired_rhythm(&self) -> Option<(Moment, f64, f64)> {
        let wired = self.devices.iter().filter(|d| !d.wireless());
        let rhythm = wired.filter_map(|d| Some((d.pulse.last()?, d.pulse.heartbeat_s(), d.pulse.deaf_s())));
        rhythm.max_by_key(|x| x.0)
    }

    /// The last contact of its wired trackers.
    pub(super) fn wired_contact(&self) -> Option<Moment> {
        self.devices.iter().filter(|d| !d.wireless()).filter_map(|d| d.pulse.last()).max()
    }
}

/// Which of `near` fell silent together with a vehicle last heard at `last`, if enough of them did.
pub(super) fn silent_together<'a>(
    near: impl Iterator<Item = (VehicleNo, &'a Track)>,
    last: Moment,
    now: Moment,
    p: &OutageParameters,
) -> Option<Vec<VehicleNo>> {
    let (mut live, mut silent) = (0usize, Vec::new());
    for (vehicle, track) in near {
        let Some((contact, usual_s, deaf_s)) = track.wired_rhythm() else { continue };
        // Gone before: neither live nor part of it.
        if last.since(contact) > p.window_s as f64 {
            continue;
        }
        live += 1;
        if now.since(contact) - deaf_s > (p.silent_s as f64).max(1.3 * usual_s)
            && contact.since(last).abs() <= p.window_s as f64
        {
            silent.push(vehicle);
        }
    }
    let enough = p.least.max((live as f64 * p.share).ceil() as usize);
    (silent.len() >= enough).then_some(silent)
}

/// The key of an outage found with a vehicle's silence.
pub(super) fn outage_key(vehicle: VehicleNo, last: Moment) -> i64 {
    episode_key(AlertType::Outage, &[vehicle.0.into(), last.micros()])
}

/// A new outage's mark on its carrier: the longest it may last.
pub(super) fn longest(now: Moment) -> Moment {
    now.plus_s(LONGEST_S)
}

/// The alert of an outage, raised on the vehicle that carries it.
pub(super) fn raise(
    episode: &mut Episode,
    key: i64,
    since: Moment,
    point: Option<Point>,
    vehicles: usize,
    context: &Context<'_>,
    out: &mut Vec<Change>,
) {
    let draft = Draft {
        kind: AlertType::Outage,
        key,
        severity: Severity::Warn,
        score: 1.0,
        tracker: None,
        site: None,
        point,
        event_at: since,
        late: false,
        evidence: vec![fact("vehicles_silent", vehicles as i64)],
    };
    episode.raise(draft, context, out);
}

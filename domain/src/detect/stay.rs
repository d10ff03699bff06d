//! Stays of a vehicle from its fixes in time order: one cluster with a centroid, exits confirmed, silence is dwell.

use super::clean::Fix;
use super::moment::Moment;
use super::parameters::StayParameters;
use crate::geo::Point;
use serde::{Deserialize, Serialize};

/// What became known of a stay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum StayNews {
    /// It lasts (first word of it, or its centre moved).
    Open { arrive: Moment, point: Point },
    /// It is over; so many fixes were inside. Nobody saw it stand where it was `inferred`: it was lost on the way there and
    /// found again nearby, as cars that park below ground are.
    Closed { arrive: Moment, leave: Moment, point: Point, fixes: u32, inferred: bool },
}

/// Fixes near each other, with their weighted centre.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Cluster {
    origin: Point,
    cos_lat: f64,
    weight: f64,
    east: f64,
    north: f64,
    fixes: u32,
    arrive: Moment,
    last_in: Moment,
    /// The last fix inside was standing.
    standing: bool,
    /// Where it was going, if that fix was under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ahead: Option<Point>,
    /// The stay was announced, with this centre.
    told: Option<Point>,
    ignition_on: Option<Moment>,
}

/// The stay detector of one vehicle.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Stays {
    cluster: Option<Cluster>,
    exits: Vec<Fix>,
    ignition: Option<bool>,
}

/// Moving fixes say little about where a car stands.
const MOVING_WEIGHT: f64 = 0.05;
/// A told centre is corrected when it is off by more, metres.
const RETELL_M: f64 = 20.0;
/// Between fixes so far apart one alone outside is no outlier: the tracker sleeps in between, seconds.
const SPARSE_S: f64 = 7200.0;
/// A car that was lost under way for so long, and found again so near, parked there meanwhile: seconds, metres.
const LOST_S: f64 = 900.0;
const FOUND_M: f64 = 800.0;
/// It drove for so long between its last fix and the place, and between the place and the next fix: half a report's interval
/// and a ramp, seconds.
const UNSEEN_S: f64 = 25.0;
/// No more exits than this are kept unconfirmed.
const MOST_EXITS: usize = 8;

impl Cluster {
    fn of(fix: &Fix) -> Cluster {
        let mut cluster = Cluster {
            origin: fix.point,
            cos_lat: fix.point.lat().to_radians().cos(),
            weight: 0.0,
            east: 0.0,
            north: 0.0,
            fixes: 0,
            arrive: fix.t,
            last_in: fix.t,
            standing: true,
            ahead: None,
            told: None,
            ignition_on: None,
        };
        cluster.add(fix, 0.0, 0.0);
        cluster
    }

    fn add(&mut self, fix: &Fix, east: f64, north: f64) {
        let standing = fix.standing(5.0);
        let weight = if standing { 1.0 } else { MOVING_WEIGHT } * (8.0 / fix.sigma_m.max(1.0)).powi(2);
        self.weight += weight;
        self.east += weight * east;
        self.north += weight * north;
        self.fixes = self.fixes.saturating_add(1);
        self.last_in = fix.t;
        self.standing = standing;
        self.ahead = (!standing).then(|| fix.after_s(UNSEEN_S));
    }

    fn mean(&self) -> (f64, f64) {
        (self.east / self.weight, self.north / self.weight)
    }

    fn point(&self) -> Point {
        let (east, north) = self.mean();
        self.origin.moved_m(self.cos_lat, east, north)
    }
}

impl Stays {
    /// Takes the next fix in time order and tells what became known.
    pub(super) fn take(&mut self, fix: &Fix, p: &StayParameters, tell: &mut impl FnMut(StayNews)) {
        let edge = match (self.ignition, fix.ignition) {
            (Some(false), Some(true)) => Some(true),
            (Some(true), Some(false)) => Some(false),
            _ => None,
        };
        self.ignition = fix.ignition.or(self.ignition);
        self.place(fix, edge, p, tell);
    }

    /// The stay in progress as far as its fixes reach, where it is long enough to be one.
    pub(super) fn unfinished(&self, p: &StayParameters) -> Option<StayNews> {
        let c = self.cluster.as_ref()?;
        let long_enough = c.last_in.since(c.arrive) >= p.shortest_s as f64;
        long_enough.then(|| StayNews::Closed {
            arrive: c.arrive,
            leave: c.last_in,
            point: c.point(),
            fixes: c.fixes,
            inferred: false,
        })
    }

    fn place(&mut self, fix: &Fix, edge: Option<bool>, p: &StayParameters, tell: &mut impl FnMut(StayNews)) {
        let Some(cluster) = &mut self.cluster else {
            self.cluster = Some(Cluster::of(fix));
            return;
        };
        let (east, north) = cluster.origin.plane_m(cluster.cos_lat, fix.point);
        let (mean_east, mean_north) = cluster.mean();
        let off = (east - mean_east).hypot(north - mean_north);
        if off > p.radius_m {
            return self.leave(fix, off, p, tell);
        }
        if self.slept_elsewhere(fix, p) {
            self.close(p, tell);
            return self.place(fix, edge, p, tell);
        }
        let Some(cluster) = &mut self.cluster else { return };
        self.exits.clear();
        if fix.ignition == Some(false) && off <= p.snap_m && cluster.fixes >= 5 {
            // Standing still: drift of the receiver is no movement.
            cluster.last_in = fix.t;
            cluster.standing = true;
            cluster.ahead = None;
        } else {
            cluster.add(fix, east, north);
        }
        match edge {
            Some(false) if cluster.told.is_none() && fix.t.since(cluster.arrive) <= p.edge_s as f64 => {
                cluster.arrive = fix.t;
            }
            Some(true) => cluster.ignition_on = Some(fix.t),
            _ => {}
        }
        if fix.t.since(cluster.arrive) >= p.shortest_s as f64 {
            let point = cluster.point();
            if cluster.told.is_none_or(|told| told.distance_m(point) > RETELL_M) {
                cluster.told = Some(point);
                tell(StayNews::Open { arrive: cluster.arrive, point });
            }
        }
    }

    /// A fix outside the cluster.
    fn leave(&mut self, fix: &Fix, off: f64, p: &StayParameters, tell: &mut impl FnMut(StayNews)) {
        let Some(cluster) = &self.cluster else { return };
        self.exits.push(*fix);
        let settled = cluster.told.is_some() || cluster.fixes >= 3;
        let first = self.exits[0];
        let far = off > 5.0 * p.radius_m && self.exits.len() >= 2;
        let confirmed = !settled
            || far
            || self.exits.len() >= p.exit_points.min(MOST_EXITS)
            || fix.t.since(first.t) >= p.exit_s as f64;
        if confirmed {
            self.close(p, tell);
        }
    }

    /// Whether what was outside before `fix` was another stay of which a sleepy tracker told with its only word.
    fn slept_elsewhere(&self, fix: &Fix, p: &StayParameters) -> bool {
        let (Some(cluster), Some(first), Some(last)) = (&self.cluster, self.exits.first(), self.exits.last()) else {
            return false;
        };
        first.t.since(cluster.last_in) >= SPARSE_S
            && fix.t.since(last.t) >= SPARSE_S
            && last.standing(5.0)
            && cluster.point().distance_m(last.point) > 5.0 * p.radius_m
    }

    /// The exits are confirmed: the stay is over where it was one, and they begin what is next.
    fn close(&mut self, p: &StayParameters, tell: &mut impl FnMut(StayNews)) {
        let Some(cluster) = &self.cluster else { return };
        let first = self.exits[0];
        let point = cluster.point();
        let (east, north) = point.plane_m(cluster.cos_lat, first.point);
        // Silence is dwell: the drive to the first point outside took as long as its distance.
        let driven = first.t.plus(-east.hypot(north) / (p.gap_kph / 3.6));
        let mut leave = driven.clamp(cluster.last_in, first.t);
        if let Some(on) = cluster.ignition_on
            && on <= first.t
            && first.t.since(on) <= p.edge_s as f64
        {
            leave = on.max(cluster.arrive);
        }
        let long_enough = leave.since(cluster.arrive) >= p.shortest_s as f64;
        // A car last seen driving did not stay where it was last seen, however long it was silent.
        let (arrive, fixes) = (cluster.arrive, cluster.fixes);
        if cluster.told.is_some() || long_enough && cluster.standing {
            tell(StayNews::Closed { arrive, leave, point, fixes, inferred: false });
        } else if let Some(ahead) = cluster.ahead
            && first.t.since(cluster.last_in) >= LOST_S
            && east.hypot(north) <= FOUND_M
            && !first.standing(5.0)
        {
            let (east, north) = ahead.plane_m(cluster.cos_lat, first.after_s(-UNSEEN_S));
            let between = ahead.moved_m(cluster.cos_lat, east / 2.0, north / 2.0);
            tell(StayNews::Closed { arrive: cluster.last_in, leave: first.t, point: between, fixes, inferred: true });
        }
        self.cluster = None;
        let exits = std::mem::take(&mut self.exits);
        for exit in &exits {
            self.place(exit, None, p, tell);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::stream::{Stream, fix};

    fn run(fixes: &[Fix]) -> Vec<StayNews> {
        let (mut stays, mut news) = (Stays::default(), Vec::new());
        fixes.iter().for_each(|f| stays.take(f, &StayParameters::default(), &mut |n| news.push(n)));
        news
    }

    fn closed(news: &[StayNews]) -> Vec<(i64, i64)> {
        let s = Stream::new();
        news.iter()
            .filter_map(|n| match n {
                StayNews::Closed { arrive, leave, .. } => Some((s.second_of(*arrive), s.second_of(*leave))),
                StayNews::Open { .. } => None,
            })
            .collect()
    }

    fn drive(from_s: i64, from_m: f64, n: i64) -> Vec<Fix> {
        (0..n).map(|i| fix(from_s + i * 30, from_m + 300.0 * i as f64, 0.0, 36.0, true)).collect()
    }

    #[test]
    fn a_stop_of_ten_minutes_is_a_stay_and_a_red_light_is_not() {
        let mut f = drive(0, 0.0, 5);
        f.extend((0..20).map(|i| fix(150 + i * 30, 1400.0, 5.0, 0.0, true)));
        f.extend(drive(750, 1700.0, 4));
        f.extend((0..3).map(|i| fix(870 + i * 30, 2900.0, 0.0, 0.0, true)));
        f.extend(drive(960, 3200.0, 5));
        let stays = closed(&run(&f));
        assert_eq!(stays.len(), 1, "{stays:?}");
        assert!((stays[0].0 - 150).abs() <= 30 && (stays[0].1 - 720).abs() <= 30, "{stays:?}");
    }

    #[test]
    fn silence_is_dwell_when_near_and_leave_is_derived_when_far() {
        // Parks, ignition off, says nothing for 10 h, is next seen 5 km away.
        let mut f = drive(0, 0.0, 4);
        f.push(fix(120, 1200.0, 0.0, 0.0, false));
        f.push(fix(36_120, 6200.0, 0.0, 40.0, true));
        f.extend(drive(36_150, 6500.0, 3));
        let stays = closed(&run(&f));
        assert_eq!(stays.len(), 1);
        assert_eq!(stays[0].0, 120);
        assert!((stays[0].1 - (36_120 - 600)).abs() < 30, "5 km at 30 km/h is 10 min: {stays:?}");
    }

    #[test]
    fn a_car_last_seen_driving_did_not_stay_there() {
        let mut f = drive(0, 0.0, 4);
        f.extend(drive(7200, 10_000.0, 4));
        assert!(closed(&run(&f)).is_empty());
    }

    #[test]
    fn one_point_outside_does_not_split_a_stay() {
        let mut f: Vec<_> = (0..20).map(|i| fix(i * 60, 0.0, (i % 3) as f64 * 8.0, 0.0, true)).collect();
        f.push(fix(1200, 220.0, 0.0, 0.0, true));
        f.extend((0..20).map(|i| fix(1230 + i * 60, 0.0, 0.0, 0.0, true)));
        f.extend(drive(2500, 300.0, 4));
        assert_eq!(closed(&run(&f)).len(), 1);
    }

    #[test]
    fn ignition_edges_set_arrival_and_departure() {
        let mut f = drive(0, 0.0, 4);
        f.push(fix(120, 1000.0, 0.0, 2.0, true));
        f.push(fix(240, 1000.0, 0.0, 0.0, false));
        f.push(fix(2040, 1000.0, 0.0, 0.0, false));
        f.push(fix(3000, 1000.0, 0.0, 0.0, true));
        f.extend(drive(3060, 1300.0, 4));
        assert_eq!(closed(&run(&f)), vec![(240, 3000)]);
    }
}

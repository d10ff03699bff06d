//! Where a car truly is at any second: a plan of errands, driven along the road grid.

use crate::chance::{Stream, chance, normal, seconds};
use crate::world::{ROAD_M, Xy, is_weekend, local_second};
use rand::Rng;

const RED_LIGHT: f64 = 0.28;
const RUSH_FACTOR: f64 = 0.75;

/// When the car leaves for an errand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Leave {
    /// At a time (or a minute after arriving, if that is later), Unix seconds.
    At(i64),
    /// So many seconds after arriving where it is.
    After(i64),
}

/// How the car gets there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Its own driver, on city roads.
    Road,
    /// On a tow truck: ignition off.
    Towed,
    /// A straight motorway at about 100 km/h.
    Motorway,
    /// At an electric bicycle's speed: what carries a tracker that is no longer in a car.
    Bicycle,
}

/// One intended movement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Errand {
    /// When.
    pub leave: Leave,
    /// Where to.
    pub to: Xy,
    /// How.
    pub mode: Mode,
    /// A red light of exactly this length at the crossing nearest to this place, on the way.
    pub light: Option<(Xy, i64)>,
}

impl Errand {
    /// By road at a time.
    pub fn at(t: i64, to: Xy) -> Errand {
        Errand { leave: Leave::At(t), to, mode: Mode::Road, light: None }
    }
}

/// Intended movements in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Unix seconds.
    pub start: i64,
    /// Local time, seconds east of UTC: roads are full at local hours.
    pub utc_offset_s: i64,
    /// Where the car stands then.
    pub origin: Xy,
    /// In order of departure.
    pub errands: Vec<Errand>,
}

impl Plan {
    /// Adds an errand after those before it.
    pub fn go(&mut self, t: i64, to: Xy) {
        self.errands.push(Errand::at(t, to));
    }

    /// Leaves at `t` for `to`, stays `dwell_s`, goes on to where the routine would have it by then. Routine errands
    /// that fall into the visit are dropped.
    pub fn visit(&mut self, t: i64, to: Xy, dwell_s: i64) {
        self.visit_by(Errand::at(t, to), dwell_s);
    }

    /// As [`Plan::visit`], with the way there stated in full (its `leave` must be a time).
    pub fn visit_by(&mut self, errand: Errand, dwell_s: i64) {
        let Leave::At(t) = errand.leave else { return };
        let until = t + dwell_s + 5_400;
        let back = self.cut(t, until);
        let index = self.index_at(t);
        let home_again = Errand { leave: Leave::After(dwell_s), ..Errand::at(0, back) };
        self.errands.splice(index..index, [errand, home_again]);
    }

    /// Leaves at `t` for `to` and stays for good.
    pub fn end_at(&mut self, errand: Errand) {
        if let Leave::At(t) = errand.leave {
            self.cut(t, i64::MAX);
            self.errands.push(errand);
        }
    }

    /// Drops the errands that leave in `[from, until)`; answers where the last of them would have ended (or where
    /// the car is before them).
    pub fn cut(&mut self, from: i64, until: i64) -> Xy {
        let inside = |e: &Errand| matches!(e.leave, Leave::At(t) if (from - 900..until).contains(&t));
        let before = self.errands.iter().rev().find(|e| matches!(e.leave, Leave::At(t) if t < from - 900));
        let place = self.errands.iter().rev().find(|e| inside(e)).or(before).map_or(self.origin, |e| e.to);
        self.errands.retain(|e| !inside(e));
        place
    }

    fn index_at(&self, t: i64) -> usize {
        self.errands.iter().position(|e| matches!(e.leave, Leave::At(at) if at >= t)).unwrap_or(self.errands.len())
    }

    /// Drives it until `end`.
    pub fn drive(&self, end: i64, rng: &mut Stream) -> Itinerary {
        let mut legs = Vec::with_capacity(self.errands.len() * 2 + 1);
        let (mut t, mut here) = (self.start, self.origin);
        for errand in &self.errands {
            let leave = match errand.leave {
                Leave::At(at) => at.max(t + 60),
                Leave::After(dwell) => t + dwell.max(60),
            };
            if leave >= end {
                break;
            }
            if errand.to.distance_m(here) < 1.0 {
                continue;
            }
            legs.push(Leg { from: t, to: leave, path: vec![(t, here)], mode: Mode::Road });
            let path = errand.way(leave, here, self.utc_offset_s, rng);
            let (arrive, there) = path.last().copied().unwrap_or((leave, here));
            legs.push(Leg { from: leave, to: arrive, path, mode: errand.mode });
            (t, here) = (arrive, there);
        }
        legs.push(Leg { from: t, to: end.max(t + 1), path: vec![(t, here)], mode: Mode::Road });
        Itinerary { legs }
    }
}

impl Errand {
    /// The timed way from `from`, leaving at `leave`.
    fn way(&self, leave: i64, from: Xy, utc_offset_s: i64, rng: &mut Stream) -> Vec<(i64, Xy)> {
        if self.mode == Mode::Motorway {
            let speed = normal(rng, 27.0, 1.5).clamp(22.0, 32.0);
            return vec![(leave, from), (leave + (from.distance_m(self.to) / speed) as i64 + 1, self.to)];
        }
        let mut clock = leave as f64;
        let mut path = vec![(leave, from)];
        let mut here = from;
        let light = self.light.map(|(at, wait)| (at.crossing(), wait));
        let goals = light.iter().map(|l| l.0).chain([self.to.crossing()]).collect::<Vec<_>>();
        let mut nodes = vec![from.crossing()];
        for goal in goals {
            while let Some(&node) = nodes.last().filter(|n| n.distance_m(goal) > 1.0) {
                let (dx, dy) = (goal.x - node.x, goal.y - node.y);
                let along_x = dy.abs() < 1.0 || (dx.abs() >= 1.0 && rng.random::<bool>());
                let next =
                    if along_x { node.moved(dx.signum() * ROAD_M, 0.0) } else { node.moved(0.0, dy.signum() * ROAD_M) };
                nodes.push(next);
            }
        }
        nodes.push(self.to);
        let last = nodes.len() - 1;
        for (index, node) in nodes.into_iter().enumerate() {
            let distance = here.distance_m(node);
            if distance >= 1.0 {
                clock += distance / self.speed(clock as i64, utc_offset_s, rng);
                let t = (clock.ceil() as i64).max(path.last().map_or(leave, |p| p.0) + 1);
                path.push((t, node));
                here = node;
            }
            let wait = match light {
                Some((at, wait)) if at.distance_m(node) < 1.0 => wait,
                _ if index > 0 && index < last && chance(rng, RED_LIGHT) => seconds(rng, 8, 60),
                _ => 0,
            };
            if wait > 0 {
                clock = clock.ceil() + wait as f64;
                path.push((clock as i64, here));
            }
        }
        if path.len() == 1 {
            path.push((leave + 1, from));
        }
        path
    }

    fn speed(&self, t: i64, utc_offset_s: i64, rng: &mut Stream) -> f64 {
        match self.mode {
            Mode::Bicycle => normal(rng, 5.0, 0.8).clamp(2.5, 7.0),
            _ => {
                let hour = local_second(t, utc_offset_s) / 3600;
                let rush = !is_weekend(t, utc_offset_s) && matches!(hour, 7 | 8 | 17 | 18);
                normal(rng, 10.5, 2.5).clamp(4.0, 18.0) * if rush { RUSH_FACTOR } else { 1.0 }
            }
        }
    }
}

/// A stay (one point) or a movement (at least two).
#[derive(Debug, Clone, PartialEq)]
pub struct Leg {
    /// Begins, Unix seconds.
    pub from: i64,
    /// Ends, Unix seconds.
    pub to: i64,
    /// Time and place, in order; places between are on the straight line.
    pub path: Vec<(i64, Xy)>,
    /// How it moves.
    pub mode: Mode,
}

impl Leg {
    /// Whether it is a stay.
    pub fn is_stay(&self) -> bool {
        self.path.len() == 1
    }

    /// Where it begins.
    pub fn start(&self) -> Xy {
        self.path.first().map_or_else(Xy::default, |p| p.1)
    }
}

/// The truth at one second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Motion {
    /// Where.
    pub at: Xy,
    /// How fast, m/s.
    pub speed_mps: f64,
    /// Which way, degrees clockwise from north.
    pub course_deg: f64,
    /// On a movement leg (which a red light does not end).
    pub under_way: bool,
    /// Ignition on.
    pub ignition: bool,
    /// When this leg ends.
    pub leg_ends: i64,
}

/// Stays and movements without gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Itinerary {
    /// In order.
    pub legs: Vec<Leg>,
}

impl Itinerary {
    /// The truth at `t` (before the first and after the last leg: their ends).
    pub fn at(&self, t: i64) -> Motion {
        let index = self.legs.partition_point(|leg| leg.to <= t).min(self.legs.len() - 1);
        let leg = &self.legs[index];
        let still = |at| Motion {
            at,
            speed_mps: 0.0,
            course_deg: 0.0,
            under_way: !leg.is_stay(),
            ignition: !leg.is_stay() && leg.mode != Mode::Towed,
            leg_ends: leg.to,
        };
        let next = leg.path.partition_point(|p| p.0 <= t);
        if next == 0 || next == leg.path.len() {
            return still(leg.path[next.saturating_sub(1)].1);
        }
        let ((t0, a), (t1, b)) = (leg.path[next - 1], leg.path[next]);
        let length = a.distance_m(b);
        if length < 1.0 {
            return still(a);
        }
        let part = (t - t0) as f64 / (t1 - t0) as f64;
        let course_deg = (b.x - a.x).atan2(b.y - a.y).to_degrees().rem_euclid(360.0);
        let at = Xy { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
        Motion { at, speed_mps: length / (t1 - t0) as f64, course_deg, ..still(at) }
    }

    /// The first stay within `within_m` of `place` that lasts beyond `after`: arrival and departure.
    pub fn stay_near(&self, place: Xy, within_m: f64, after: i64) -> Option<(i64, i64)> {
        let stay = self.stays().find(|leg| leg.to > after && leg.start().distance_m(place) <= within_m)?;
        Some((stay.from, stay.to))
    }

    /// All stays.
    pub fn stays(&self) -> impl Iterator<Item = &Leg> {
        self.legs.iter().filter(|leg| leg.is_stay())
    }

    /// The first movement that begins at or after `t`.
    pub fn next_movement(&self, t: i64) -> Option<&Leg> {
        self.legs.iter().find(|leg| !leg.is_stay() && leg.from >= t)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Purpose, stream};

    fn plan() -> Plan {
        let mut plan =
            Plan { start: 1_772_380_800, utc_offset_s: 28_800, origin: Xy { x: 40.0, y: 30.0 }, errands: vec![] };
        plan.go(plan.start + 8 * 3600, Xy { x: 4_530.0, y: -2_960.0 });
        plan.go(plan.start + 18 * 3600, plan.origin);
        plan
    }

    #[test]
    fn legs_are_gapless_and_speeds_are_those_of_cars() {
        let plan = plan();
        let it = plan.drive(plan.start + 86_400, &mut stream(1, Purpose::Routine, 1));
        assert_eq!(it.legs.iter().filter(|l| !l.is_stay()).count(), 2);
        assert!(it.legs.windows(2).all(|w| w[0].to == w[1].from));
        assert!(it.legs.iter().all(|l| l.path.windows(2).all(|w| w[0].0 < w[1].0)));
        for t in plan.start..plan.start + 86_400 {
            let (now, then) = (it.at(t), it.at(t + 1));
            assert!(now.speed_mps < 19.0 && now.at.distance_m(then.at) < 40.0);
        }
        let drive = it.next_movement(plan.start).expect("drives");
        let mean = 7_500.0 / (drive.to - drive.from) as f64;
        assert!((3.0..12.0).contains(&mean), "{mean} m/s with red lights");
    }

    #[test]
    fn a_visit_replaces_what_it_overlaps_and_returns_to_the_routine() {
        let mut plan = plan();
        let site = Xy { x: -2_000.0, y: 1_000.0 };
        plan.visit(plan.start + 17 * 3600, site, 3_600);
        let it = plan.drive(plan.start + 86_400, &mut stream(1, Purpose::Routine, 1));
        let (arrive, leave) = it.stay_near(site, 1.0, plan.start).expect("was there");
        assert_eq!(leave - arrive, 3_600);
        assert_eq!(it.at(plan.start + 86_000).at, plan.origin, "home as the dropped errand meant");
    }

    #[test]
    fn a_stated_red_light_holds_the_car_at_that_crossing() {
        let mut plan = plan();
        let site = Xy { x: 1_235.0, y: 935.0 };
        plan.errands[0].light = Some((site, 77));
        let it = plan.drive(plan.start + 86_400, &mut stream(1, Purpose::Routine, 1));
        let drive = it.next_movement(plan.start).expect("drives");
        let held = drive.path.windows(2).find(|w| w[0].1 == w[1].1 && w[0].1 == site.crossing()).expect("stops there");
        assert!((76..=78).contains(&(held[1].0 - held[0].0)), "{held:?}");
    }
}

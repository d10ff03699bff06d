//! The stage: one car, its user, its trackers, the plan of its days and what is true of it.

use super::Scenario;
use crate::chance::{Purpose, Stream, chance, seconds, stream};
use crate::device::{Conditions, Device, Ride, TrackerSpec, Window};
use crate::itinerary::{Itinerary, Plan};
use crate::label::{Event, Expect, Forbid, Labels, time};
use crate::routine::Persona;
use crate::world::{World, WorldSite, Xy};
use lienwatch_domain::alert::{AlertType, Severity};
use lienwatch_domain::geo::SiteKind;
use rand::seq::IndexedRandom;
use std::sync::Arc;

const DAY: i64 = 86_400;
/// Days of ordinary life before anything happens, where the run is long enough.
const WARM_UP_DAYS: i64 = 3;
/// Chance per day of a short gap in mobile coverage in any car's life.
const SHORT_GAP_PER_DAY: f64 = 0.12;

/// Cars that share one story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// Which group of the run, from 0.
    pub index: u64,
    /// Which car of the group, from 0.
    pub member: usize,
}

/// A tracker with what happens to it.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// The tracker.
    pub spec: TrackerSpec,
    /// Its troubles.
    pub conditions: Conditions,
    /// What carries it instead of the car, from a time on.
    pub elsewhere: Vec<Ride>,
}

/// One car on stage.
#[derive(Debug)]
pub struct Story<'a> {
    /// The world.
    pub world: &'a World,
    /// What is played.
    pub scenario: Scenario,
    /// With whom.
    pub group: Option<Group>,
    /// Who uses the car.
    pub persona: Persona,
    /// External id of the car.
    pub vehicle: String,
    /// The run's seed.
    pub seed: u64,
    /// Begins (a local midnight), Unix seconds.
    pub start: i64,
    /// Ends, Unix seconds.
    pub end: i64,
    /// Days at the end in which nothing begins to happen.
    pub live_days: i64,
    /// The scenario's own draws.
    pub rng: Stream,
    /// Intended movements.
    pub plan: Plan,
    /// As driven; call [`Story::drive`] after changing the plan.
    pub itinerary: Arc<Itinerary>,
    /// On the car's power.
    pub wired: Option<Fitted>,
    /// On its own battery.
    pub wireless: Option<Fitted>,
    /// What is true.
    pub labels: Labels,
    /// Number of the car in the run, from 0.
    pub number: u32,
}

impl Story<'_> {
    /// Days of the run.
    pub fn days(&self) -> i64 {
        (self.end - self.start) / DAY
    }

    /// Drives the plan. The same plan is always driven alike.
    pub fn drive(&mut self) {
        let mut rng = stream(self.seed, Purpose::Routine, u64::from(self.number) << 1 | 1);
        self.itinerary = Arc::new(self.plan.drive(self.end, &mut rng));
    }

    /// A time between two local hours on a day after the warm-up that leaves `tail_days` of the run.
    pub fn moment(&mut self, tail_days: i64, from_hour: f64, to_hour: f64) -> i64 {
        let first = WARM_UP_DAYS.min(self.days() / 3);
        let last = (self.days() - self.live_days - tail_days - 1).max(first);
        let day = seconds(&mut self.rng, first, last);
        self.start + day * DAY + seconds(&mut self.rng, (from_hour * 3600.0) as i64, (to_hour * 3600.0) as i64)
    }

    /// When trackers are taken off: half of the time at night, else at any hour.
    pub fn theft(&mut self, tail_days: i64) -> i64 {
        if chance(&mut self.rng, 0.5) { self.moment(tail_days, 22.0, 29.0) } else { self.moment(tail_days, 9.0, 22.0) }
    }

    /// Draws that all cars of the group share.
    pub fn group_rng(&self) -> Stream {
        stream(self.seed, Purpose::Group, self.group.map_or(u64::MAX, |g| g.index))
    }

    /// A site of this city.
    pub fn site(&mut self, kind: SiteKind, known: bool) -> WorldSite {
        let sites = self.world.of(self.persona.city, kind, known);
        let chosen = sites.choose(&mut self.rng).copied().cloned();
        chosen.expect("every city has every kind of site by construction")
    }

    /// Arrival and departure of the stay at `place` that lasts beyond `after`; the whole rest if there is none.
    pub fn stay_at(&self, place: Xy, after: i64) -> (i64, i64) {
        self.itinerary.stay_near(place, 5.0, after).unwrap_or((after, self.end))
    }

    /// Both trackers, where fitted.
    pub fn trackers(&mut self) -> impl Iterator<Item = &mut Fitted> {
        self.wired.iter_mut().chain(self.wireless.iter_mut())
    }

    /// Seconds between wakes of the wireless tracker (a day without one).
    pub fn wake_s(&self) -> i64 {
        self.wireless.as_ref().and_then(|f| f.spec.wake_interval_s).map_or(DAY, i64::from)
    }

    /// Whole days that three missed wakes and two hours take.
    pub fn three_wakes_days(&self) -> i64 {
        (self.wake_s() * 4 + 7_200) / DAY + 1
    }

    /// The first second at or after `t` at which it is `hour` o'clock, local time.
    pub fn next_hour(&self, t: i64, hour: i64) -> i64 {
        t + (hour * 3600 - self.persona.place().local_second(t)).rem_euclid(DAY)
    }

    /// Something happens.
    pub fn event(&mut self, from: i64, to: i64) {
        let (scenario, vehicle) = (self.scenario.name().to_owned(), self.vehicle.clone());
        self.labels.events.push(Event { scenario, vehicle, from: time(from), to: time(to.min(self.end)) });
    }

    /// An alert must follow; left out where the run ends before the deadline.
    pub fn expect(&mut self, kind: AlertType, t: i64, deadline: i64, min_severity: Severity) {
        if deadline <= self.end {
            let (scenario, vehicle) = (self.scenario.name().to_owned(), self.vehicle.clone());
            let (t, deadline) = (time(t), time(deadline));
            self.labels.expect.push(Expect { scenario, kind, vehicle, t, deadline, min_severity });
        }
    }

    /// No such alert may follow.
    pub fn forbid(&mut self, kinds: &[AlertType], from: i64, to: i64) {
        for &kind in kinds {
            let (scenario, vehicle) = (self.scenario.name().to_owned(), self.vehicle.clone());
            let (from, to) = (time(from), time(to.min(self.end)));
            self.labels.forbid.push(Forbid { scenario, kind, vehicle, from, to });
        }
    }

    /// Errors of everybody's life: short gaps in mobile coverage, the same for both trackers. None falls on the moment
    /// that a label is about: an alarm that nobody received cannot be expected within minutes.
    pub fn add_everyday_gaps(&mut self) {
        let mut rng = stream(self.seed, Purpose::Routine, u64::from(self.number) << 1 | 1 << 40);
        for day in 0..self.days() {
            if chance(&mut rng, SHORT_GAP_PER_DAY) {
                let from = self.start + day * DAY + seconds(&mut rng, 21_600, 82_800);
                let gap = Window::lasting(from, seconds(&mut rng, 180, 1_200));
                let spoils = |e: &Expect| (gap.from - 7_200..gap.to + 1_800).contains(&e.t.timestamp());
                if !self.labels.expect.iter().any(spoils) {
                    self.trackers().for_each(|f| f.conditions.no_network.push(gap));
                }
            }
        }
    }

    /// The trackers at work.
    pub fn devices(&mut self) -> Vec<Device> {
        let car = Ride { from: self.start, city: self.persona.city, itinerary: Arc::clone(&self.itinerary) };
        let fitted = [self.wired.take(), self.wireless.take()];
        let build = |f: Fitted| {
            let rides = std::iter::once(car.clone()).chain(f.elsewhere).collect();
            Device::new(self.seed, f.spec, f.conditions, rides, self.start)
        };
        fitted.into_iter().flatten().map(build).collect()
    }
}

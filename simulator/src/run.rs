//! A configuration played: an ordered stream of emissions, labels, and the assets to import.

pub(crate) mod assets;
mod cast;
mod record;
mod truth;

pub use assets::{AssetsBundle, DeclaredAsset, SiteAsset, TrackerAsset, VehicleAsset};
pub use cast::{Mix, Part};

use crate::chance::{Purpose, chance, seconds, stream};
use crate::device::{Conditions, Device, Emission, TrackerSpec, Window, imei};
use crate::label::{Labels, time};
use crate::routine::Persona;
use crate::scenario::{BadScenario, Scenario, Story};
use crate::world::{CITIES, Cities, World};
use chrono::{DateTime, Utc};
use lienwatch_domain::alert::AlertType;
use lienwatch_domain::detect::Role;
use lienwatch_protocols::Protocol;
use rand::Rng;
use std::sync::Arc;

const DAY: i64 = 86_400;
const OUTAGE_S: i64 = 7_200;

/// What to play.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Same seed, same bytes.
    pub seed: u64,
    /// When the run ends: a midnight in China (UTC+8) at or before this. Every car's story ends then.
    pub end: DateTime<Utc>,
    /// One part per car.
    pub cast: Vec<Part>,
    /// How often each protocol is fitted, relative weights.
    pub protocols: Vec<(Protocol, u32)>,
    /// Where the cars live.
    pub cities: Cities,
    /// Nothing begins to happen in the last so many days: the fleet just keeps moving.
    pub live_days: u32,
}

impl Config {
    /// `vehicles` cars for `days` from `start` (rounded down to a local midnight) with the scenarios of `mix`.
    pub fn new(seed: u64, vehicles: usize, days: u32, start: DateTime<Utc>, mix: &Mix) -> Result<Config, BadScenario> {
        let cast = mix.cast(seed, vehicles, days)?;
        let protocols =
            vec![(Protocol::Gt06, 40), (Protocol::Jt808, 30), (Protocol::Teltonika, 15), (Protocol::Json, 15)];
        let end = time(midnight(start) + i64::from(days) * DAY);
        Ok(Config { seed, end, cast, protocols, cities: Cities::default(), live_days: 0 })
    }

    /// The same with its cars in `cities`: other lives, since the city is drawn first.
    pub fn in_cities(self, cities: Cities) -> Config {
        Config { cities, ..self }
    }
}

/// Monday 2 March 2026 in China: where runs start unless told otherwise.
pub fn default_start() -> DateTime<Utc> {
    time(1_772_380_800)
}

fn midnight(t: DateTime<Utc>) -> i64 {
    CITIES[0].midnight(t.timestamp())
}

/// A car of the run.
#[derive(Debug, Clone, PartialEq)]
pub struct Car {
    /// External id.
    pub external_id: String,
    /// What it plays.
    pub scenario: Scenario,
    /// Who uses it.
    pub persona: Persona,
    /// Its trackers.
    pub trackers: Vec<TrackerSpec>,
    /// Its story begins, Unix seconds.
    pub start: i64,
}

/// A run, ready to be played once.
#[derive(Debug)]
pub struct Run {
    /// The world it happens in.
    pub world: World,
    /// Its cars; car `n` has the trackers `2 n + 1` (wired) and `2 n + 2` (wireless).
    pub cars: Vec<Car>,
    /// The truth.
    pub labels: Labels,
    /// The first story begins, Unix seconds.
    pub start: i64,
    /// All stories end, Unix seconds.
    pub end: i64,
    devices: Vec<Device>,
}

/// Sets the stage for `config`: plans, conditions and labels. What trackers send is made while playing.
pub fn generate(config: &Config) -> Run {
    let world = World::new(config.seed, config.cities);
    let end = midnight(config.end);
    let outages = outages(config, end);
    let mut run = Run { cars: Vec::new(), labels: Labels::default(), start: end, end, devices: Vec::new(), world };
    for (number, part) in config.cast.iter().enumerate() {
        let mut story = stage(config, &run.world, number as u32, part, end);
        part.scenario.play(&mut story);
        story.add_everyday_gaps();
        let here = story.persona.city;
        outages.iter().filter(|(city, _)| *city == here).for_each(|(_, gap)| lay_outage(&mut story, *gap));
        truth::label(&mut story);
        run.labels.add(std::mem::take(&mut story.labels));
        run.labels.vehicle_days += (story.end - story.start) as f64 / DAY as f64;
        run.start = run.start.min(story.start);
        let devices = story.devices();
        run.cars.push(Car {
            external_id: story.vehicle,
            scenario: part.scenario,
            persona: story.persona,
            trackers: devices.iter().map(|d| d.spec().clone()).collect(),
            start: story.start,
        });
        run.devices.extend(devices);
    }
    run
}

/// A car with its user and trackers, before anything happens.
fn stage<'a>(config: &Config, world: &'a World, number: u32, part: &Part, end: i64) -> Story<'a> {
    let (seed, who) = (config.seed, u64::from(number));
    let mut rng = stream(seed, Purpose::Persona, who);
    let city = match part.group {
        Some(group) => stream(seed, Purpose::Group, group.index).random::<u64>(),
        None => rng.random::<u64>(),
    } % config.cities.count() as u64;
    let persona = Persona::draw(world, city as usize, part.scenario.habit(), &mut rng);
    // At a local midnight; the last day of who lives elsewhere ends when the run does.
    let start = persona.place().midnight(end - i64::from(part.days) * DAY);
    let days = part.days + u32::from((end - start) % DAY > 0);
    let mut lives = stream(seed, Purpose::Routine, who << 1);
    let plan = persona.plan(start, days, &mut lives);
    let chosen = (true, chance(&mut rng, 0.45));
    let (wired, wireless) = part.scenario.trackers().unwrap_or(chosen);
    let mut fit = |fitted: bool, role: Role, slot: u32| {
        let wake = if chance(&mut rng, 0.6) { 86_400 } else { 21_600 };
        let battery_pct = rng.random_range(60.0..100.0);
        let protocol = draw_protocol(&config.protocols, role, rng.random());
        let serial = (seed as u32 % 500).wrapping_mul(2_000) + number * 2 + slot;
        let wake_interval_s = (role == Role::Wireless).then_some(wake);
        let spec = TrackerSpec { number: number * 2 + slot, imei: imei(serial), protocol, role, wake_interval_s };
        let conditions = Conditions { battery_pct, drain_pct_per_day: 0.08, ..Conditions::default() };
        fitted.then_some(crate::scenario::Fitted { spec, conditions, elsewhere: Vec::new() })
    };
    let (wired, wireless) = (fit(wired, Role::Wired, 1), fit(wireless, Role::Wireless, 2));
    let itinerary = Arc::new(plan.drive(end, &mut lives));
    Story {
        world,
        scenario: part.scenario,
        group: part.group,
        persona,
        vehicle: format!("V{:05}", number + 1),
        seed,
        start,
        end,
        live_days: i64::from(config.live_days),
        rng: stream(seed, Purpose::Scenario, who),
        plan,
        itinerary,
        wired,
        wireless,
        labels: Labels::default(),
        number,
    }
}

/// Teltonika's protocol has no light or removal alarm: it is not fitted without wires.
fn draw_protocol(weights: &[(Protocol, u32)], role: Role, draw: u32) -> Protocol {
    let fits = |protocol: Protocol| role != Role::Wireless || protocol != Protocol::Teltonika;
    let weights = weights.iter().filter(|w| fits(w.0));
    let total = weights.clone().map(|w| w.1).sum::<u32>().max(1);
    let mut rest = draw % total;
    for &(protocol, weight) in weights {
        if rest < weight {
            return protocol;
        }
        rest -= weight;
    }
    Protocol::Gt06
}

/// City and time of each outage, one per group that plays it.
fn outages(config: &Config, end: i64) -> Vec<(usize, Window)> {
    let firsts = config.cast.iter().filter_map(|p| {
        let group = p.group.filter(|g| g.member == 0 && p.scenario == Scenario::Outage)?;
        Some((group, i64::from(p.days)))
    });
    let mut outages = Vec::new();
    for (group, days) in firsts {
        let mut rng = stream(config.seed, Purpose::Group, group.index);
        let city = (rng.random::<u64>() % config.cities.count() as u64) as usize;
        let start = end - days * DAY;
        let from = start + seconds(&mut rng, 3.min(days / 3), days - 1) * DAY + seconds(&mut rng, 0, 79_200);
        outages.push((city, Window::lasting(from, OUTAGE_S)));
    }
    outages
}

/// An outage takes every car of the city, except those whose own story needs the network then (another operator).
fn lay_outage(story: &mut Story<'_>, gap: Window) {
    let overlaps = |from: i64, to: i64| from < gap.to + 7_200 && gap.from - 7_200 < to;
    if story.labels.expect.iter().any(|e| overlaps(e.t.timestamp(), e.deadline.timestamp())) || gap.from < story.start {
        return;
    }
    story.trackers().for_each(|f| f.conditions.no_network.push(gap));
    let scenario = Scenario::Outage.name().to_owned();
    let (vehicle, from, to) = (story.vehicle.clone(), time(gap.from), time(gap.to + 3_600));
    story.labels.events.push(crate::label::Event { scenario: scenario.clone(), vehicle: vehicle.clone(), from, to });
    for kind in [AlertType::Removal, AlertType::GsmJamming] {
        let forbid = crate::label::Forbid { scenario: scenario.clone(), kind, vehicle: vehicle.clone(), from, to };
        story.labels.forbid.push(forbid);
    }
}

impl Run {
    /// Appends everything that is sent before `until` (Unix seconds) and was not taken yet, ordered by
    /// (time, tracker, order). Memory is that of the step, so take steps of an hour or less.
    pub fn take_until(&mut self, until: i64, out: &mut Vec<Emission>) {
        let first = out.len();
        let until = until.min(self.end);
        for device in &mut self.devices {
            device.run_until(until, out);
        }
        out[first..].sort_unstable_by_key(|e| (e.at, e.tracker, e.order));
    }

    /// All emissions in order, made an hour at a time.
    pub fn emissions(&mut self) -> Emissions<'_> {
        Emissions { at: self.start, run: self, hour: Vec::new().into_iter() }
    }

    /// Every tracker.
    pub fn trackers(&self) -> impl Iterator<Item = &TrackerSpec> {
        self.cars.iter().flat_map(|car| &car.trackers)
    }

    /// The tracker of a number.
    pub fn tracker(&self, number: u32) -> Option<&TrackerSpec> {
        let car = self.cars.get((number.checked_sub(1)? / 2) as usize)?;
        car.trackers.iter().find(|t| t.number == number)
    }

    /// The car that a tracker was fitted to.
    pub fn car_of(&self, tracker: u32) -> Option<&Car> {
        self.cars.get((tracker.checked_sub(1)? / 2) as usize)
    }
}

/// All emissions of a run in order of sending.
#[derive(Debug)]
pub struct Emissions<'a> {
    run: &'a mut Run,
    at: i64,
    hour: std::vec::IntoIter<Emission>,
}

impl Iterator for Emissions<'_> {
    type Item = Emission;

    fn next(&mut self) -> Option<Emission> {
        loop {
            if let Some(emission) = self.hour.next() {
                return Some(emission);
            }
            if self.at >= self.run.end {
                return None;
            }
            self.at += 3_600;
            let mut hour = Vec::new();
            self.run.take_until(self.at, &mut hour);
            self.hour = hour.into_iter();
        }
    }
}

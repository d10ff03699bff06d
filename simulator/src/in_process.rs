//! A run straight into detection, without sockets: the tuning loop.

use crate::device::ReportKind;
use crate::label::{Labels, time};
use crate::run::{Config, Run, generate};
use crate::score::{Board, Claim, Naive, ReportedPlace, Told, score_nights, score_places};
use crate::wire::{BadTracker, Loopback};
use crate::world::city;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::alert::{AlertType, Severity};
use lienwatch_domain::detect::discovery::{Traced, Trouble, survey};
use lienwatch_domain::detect::{
    Assets, Binding, Change, Declared, DeclaredKind, DeviceProfile, Parameters, PlaceKind, Stay, VehicleProfile, Watch,
    arrivals, heeded,
};
use lienwatch_domain::geo::{Shape, Site, SiteIndex};
use lienwatch_domain::ids::{LenderNo, SiteId, TrackerNo, VehicleNo};
use lienwatch_domain::observation::Observation;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

const LENDER: LenderNo = LenderNo(1);
/// How often sites are looked for, seconds.
const SURVEY_S: i64 = 3600;

/// How the engine's clock is driven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drive {
    /// Seconds between ticks of the engine clock.
    pub tick_s: i64,
    /// Encode and decode every report as the tracker's protocol does, so that detection sees only what it can carry.
    pub codec: bool,
}

impl Default for Drive {
    fn default() -> Self {
        Drive { tick_s: 60, codec: true }
    }
}

/// What detection made of a run.
#[derive(Debug)]
pub struct Outcome {
    /// Against the labels.
    pub board: Board,
    /// Every alert.
    pub claims: Vec<Claim>,
    /// Every stay that was not withdrawn, by vehicle and time.
    pub stays: BTreeMap<String, Vec<Stay>>,
    /// The labels.
    pub labels: Labels,
    /// Which scenario each vehicle played.
    pub scenarios: BTreeMap<String, &'static str>,
    /// Observations fed.
    pub observations: u64,
}

/// Plays `config` through detection with `parameters` and scores it.
pub fn score_in_process(config: &Config, parameters: Parameters, drive: Drive) -> Result<Outcome, BadTracker> {
    let mut run = generate(config);
    let mut wires: BTreeMap<u32, Loopback> = BTreeMap::new();
    for spec in run.trackers().filter(|_| drive.codec) {
        wires.insert(spec.number, Loopback::new(spec)?);
    }
    let assets = Arc::new(domain_assets(&run));
    let mut watch = Watch::new(parameters.clone(), Arc::clone(&assets));
    let (mut listener, mut naive) = (Listener::default(), Naive::new(&run));
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    let mut tick = run.start;
    let (mut emissions, mut changes, mut observations) = (Vec::new(), Vec::new(), 0);
    while tick < run.end {
        let last = tick;
        tick = (tick + drive.tick_s.max(1)).min(run.end);
        emissions.clear();
        run.take_until(tick, &mut emissions);
        let mut received: Vec<Observation> = Vec::with_capacity(emissions.len());
        for emission in &emissions {
            naive.hear(emission);
            let messages = match wires.get_mut(&emission.tracker) {
                Some(wire) => wire.carry(emission),
                None => emission.message().into_iter().collect(),
            };
            let tracker = TrackerNo(emission.tracker as i32);
            received.extend(messages.iter().map(|m| Observation::of(m, tracker, LENDER, time(last))));
            if emission.report.kind == ReportKind::Close {
                received.push(Observation::disconnect(tracker, LENDER, time(last)));
            }
        }
        receive(&mut received, &watch, last, tick);
        note(&received, &assets, &mut told);
        received.retain(heeded);
        received.sort_by_key(|o| (o.received_at, o.tracker));
        observations += received.len() as u64;
        for observation in &received {
            watch.observe(observation, &mut changes);
            listener.take(&mut changes);
        }
        watch.advance(time(tick), &mut changes);
        listener.take(&mut changes);
        if tick.div_euclid(SURVEY_S) > last.div_euclid(SURVEY_S) {
            let sites = survey(&listener.traced(&assets), &assets.sites, time(tick), &parameters.discovery);
            changes.extend(sites.iter().flat_map(|site| site.alerts(time(tick))).map(Change::Alert));
            listener.take(&mut changes);
        }
    }
    let claims: Vec<Claim> = listener.alerts.into_values().collect();
    let mut stays: BTreeMap<String, Vec<Stay>> = BTreeMap::new();
    for stay in listener.stays.into_values().filter(|s| s.leave != Some(s.arrive)) {
        stays.entry(name(stay.vehicle)).or_default().push(stay);
    }
    let places: Vec<ReportedPlace> = listener.places.into_values().flatten().collect();
    for (vehicle, told) in &mut told {
        told.stays = stays.get(vehicle).cloned().unwrap_or_default();
        let removals = claims.iter().filter(|c| c.kind == AlertType::Removal && c.vehicle == *vehicle);
        told.removed = removals.filter_map(|c| Some((c.reached(Severity::High)?, c.event_at))).collect();
    }
    let board = Board {
        places: score_places(&run.labels, &places),
        nights: Some(score_nights(&run.labels, &told)),
        ..Board::of(&run.labels, &claims, &naive.claims())
    };
    Ok(Outcome {
        board,
        claims,
        stays,
        scenarios: run.cars.iter().map(|c| (c.external_id.clone(), c.scenario.name())).collect(),
        labels: std::mem::take(&mut run.labels),
        observations,
    })
}

/// The driven clock's rule for what was sent between two ticks, in the order of sending.
fn receive(sent: &mut [Observation], watch: &Watch, last: i64, tick: i64) {
    let mut by_tracker: BTreeMap<TrackerNo, Vec<usize>> = BTreeMap::new();
    for (index, o) in sent.iter().enumerate() {
        by_tracker.entry(o.tracker).or_default().push(index);
    }
    for (tracker, indices) in by_tracker {
        let own: Vec<&Observation> = indices.iter().map(|&i| &sent[i]).collect();
        let times = arrivals(&own, time(last), time(tick), &watch.rhythm(tracker, time(last)));
        for (index, at) in indices.into_iter().zip(times) {
            sent[index].received_at = at;
        }
    }
}

/// Remembers when each vehicle was heard, every ten minutes at most.
fn note(received: &[Observation], assets: &Assets, told: &mut BTreeMap<String, Told>) {
    for o in received {
        let Some(vehicle) = assets.bindings.get(&o.tracker).and_then(|b| b.first()).map(|b| b.vehicle) else {
            continue;
        };
        let told = told.entry(name(vehicle)).or_default();
        if told.heard.last().is_none_or(|last| o.received_at - *last >= TimeDelta::minutes(10)) {
            told.utc_offset_s = assets.vehicles.get(&vehicle).map_or(0, |v| v.utc_offset_s);
            told.heard.push(o.received_at);
        }
    }
}

/// Collects what detection says.
#[derive(Debug, Default)]
struct Listener {
    alerts: BTreeMap<(i32, AlertType, i64), Claim>,
    places: BTreeMap<i32, Vec<ReportedPlace>>,
    stays: BTreeMap<(i32, DateTime<Utc>), Stay>,
    /// What befell trackers, and the site of each discovery: one alert for each, whichever car it names.
    troubles: BTreeMap<(i32, AlertType, i64), Option<Trouble>>,
    discovered: BTreeMap<i64, i32>,
}

impl Listener {
    /// What the job that looks for sites reads.
    fn traced(&self, assets: &Assets) -> Vec<Traced> {
        let mut vehicles: BTreeMap<i32, Traced> = BTreeMap::new();
        for stay in self.stays.values().filter(|s| s.leave != Some(s.arrive)) {
            let declared = || assets.vehicles.get(&stay.vehicle).map_or(Vec::new(), |v| v.declared.clone());
            let traced = vehicles.entry(stay.vehicle.0).or_insert_with(|| Traced {
                lender: LENDER,
                stays: Vec::new(),
                troubles: Vec::new(),
                declared: declared(),
            });
            traced.stays.push(stay.clone());
        }
        for ((vehicle, ..), trouble) in &self.troubles {
            if let (Some(traced), Some(trouble)) = (vehicles.get_mut(vehicle), trouble) {
                traced.troubles.push(*trouble);
            }
        }
        vehicles.into_values().collect()
    }

    fn take(&mut self, changes: &mut Vec<Change>) {
        for change in changes.drain(..) {
            match change {
                Change::Alert(mut alert) => {
                    if alert.kind == AlertType::SiteDiscovered {
                        let vehicle = *self.discovered.entry(alert.episode_key).or_insert(alert.vehicle.0);
                        alert.vehicle = VehicleNo(vehicle);
                    }
                    let key = (alert.vehicle.0, alert.kind, alert.episode_key);
                    self.troubles.insert(key, Trouble::of(&alert));
                    let claim = self.alerts.entry(key).or_insert_with(|| Claim::of(&alert, name(alert.vehicle)));
                    claim.restate(&alert);
                }
                Change::Places(vehicle, places) => {
                    let report = |p: lienwatch_domain::detect::Place| ReportedPlace {
                        vehicle: name(vehicle),
                        kind: match p.kind {
                            PlaceKind::Home => "home",
                            PlaceKind::Work => "work",
                            PlaceKind::Other => "other",
                        }
                        .to_owned(),
                        point: p.point,
                    };
                    self.places.insert(vehicle.0, places.into_iter().map(report).collect());
                }
                Change::Stay(stay) => {
                    self.stays.insert((stay.vehicle.0, stay.arrive), stay);
                }
                Change::Visit(_) | Change::Clock(..) => {}
            }
        }
    }
}

fn name(vehicle: VehicleNo) -> String {
    format!("V{:05}", vehicle.0)
}

/// The fleet as detection knows it after the import: car `n` (from 0) is vehicle `n + 1`.
pub fn domain_assets(run: &Run) -> Assets {
    let from: DateTime<Utc> = run.installed_at();
    let mut bindings: HashMap<TrackerNo, Vec<Binding>> = HashMap::new();
    let mut vehicles = HashMap::new();
    for (index, car) in run.cars.iter().enumerate() {
        let vehicle = VehicleNo(index as i32 + 1);
        for t in &car.trackers {
            let tracker = TrackerNo(t.number as i32);
            let device = DeviceProfile { tracker, role: t.role, wake_interval_s: t.wake_interval_s };
            bindings.insert(tracker, vec![Binding { device, vehicle, from, until: None }]);
        }
        let place = car.persona.place();
        let declared = [(DeclaredKind::Home, car.persona.home), (DeclaredKind::Work, car.persona.work)];
        let profile = VehicleProfile {
            vehicle,
            lender: LENDER,
            utc_offset_s: place.utc_offset_s as i32,
            declared: declared.map(|(kind, at)| Declared { kind, point: place.point(at) }).to_vec(),
            overdue_instalments: 0,
            first_instalment_unpaid: false,
            funded_at: None,
            service_windows: Vec::new(),
        };
        vehicles.insert(vehicle, profile);
    }
    let sites = run.world.sites.iter().enumerate().filter(|(_, s)| s.known).map(|(index, s)| Site {
        id: site_id(index),
        lender: LENDER,
        kind: s.kind,
        shape: Shape::Circle { centre: city(s.city).point(s.at), radius_m: s.radius_m },
    });
    Assets { bindings, vehicles, sites: SiteIndex::new(sites.collect()), ..Assets::default() }
}

fn site_id(index: usize) -> SiteId {
    let text = format!("00000000-0000-7000-8000-{index:012x}");
    text.parse().expect("a UUID by its own layout")
}

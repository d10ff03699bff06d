//! All vehicles of one worker: routing, timers, the outage guard.

use super::episode::{Context, fact};
use super::fleet::{self, Fleet, Held, Outage};
use super::gathering::{self, Whose};
use super::life::Parked;
use super::moment::Moment;
use super::{Assets, Change, Parameters, Rhythm, Track, VehicleProfile};
use crate::ids::{LenderNo, TrackerNo, VehicleNo};
use crate::observation::{Flags, Observation};
use chrono::{DateTime, Utc};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

/// One vehicle, its place in the timers and on the map.
#[derive(Debug, Default)]
struct Slot {
    track: Track,
    /// The earliest time it is queued for; it is looked at then and queued again.
    queued: Option<Moment>,
}

/// All vehicles of one worker.
#[derive(Debug)]
pub struct Watch {
    parameters: Parameters,
    assets: Arc<Assets>,
    nobody: VehicleProfile,
    slots: HashMap<VehicleNo, Box<Slot>>,
    queue: BinaryHeap<Reverse<(Moment, VehicleNo)>>,
    fleet: Fleet,
}

impl Watch {
    /// Nothing seen yet.
    pub fn new(parameters: Parameters, assets: Arc<Assets>) -> Self {
        let nobody = VehicleProfile {
            vehicle: VehicleNo(0),
            lender: LenderNo::UNBOUND,
            utc_offset_s: 0,
            declared: Vec::new(),
            overdue_instalments: 0,
            first_instalment_unpaid: false,
            funded_at: None,
            service_windows: Vec::new(),
        };
        Watch { parameters, assets, nobody, slots: HashMap::new(), queue: BinaryHeap::new(), fleet: Fleet::default() }
    }

    /// Swaps the fleet snapshot. Changed roles and wake intervals take effect at once.
    pub fn set_assets(&mut self, assets: Arc<Assets>) {
        self.assets = assets;
        // Of each tracker in order of time: the last that a vehicle had of it counts there.
        for binding in self.assets.bindings.values().flatten() {
            if let Some(slot) = self.slots.get_mut(&binding.vehicle) {
                slot.track.set_up(binding);
            }
        }
        let vehicles: Vec<_> = self.slots.keys().copied().collect();
        vehicles.into_iter().for_each(|v| self.queue(v));
    }

    /// Puts a checkpointed vehicle back, with its timers.
    pub fn restore(&mut self, vehicle: VehicleNo, track: Track) {
        if let Some(held) = &track.held {
            self.fleet.restore(vehicle, held);
        }
        if let Some((cell, _)) = track.placed() {
            self.fleet.moved(vehicle, None, cell);
        }
        track.ways.tell_all(&mut self.fleet.ways);
        self.slots.insert(vehicle, Box::new(Slot { track, queued: None }));
        self.queue(vehicle);
    }

    /// What is remembered of a vehicle.
    pub fn track(&self, vehicle: VehicleNo) -> Option<&Track> {
        self.slots.get(&vehicle).map(|s| &s.track)
    }

    /// The vehicle that an observation is about, by the present fleet snapshot.
    pub fn vehicle_of(&self, observation: &Observation) -> Option<VehicleNo> {
        self.assets.binding(observation.tracker, self.bound_at(observation)).map(|b| b.vehicle)
    }

    /// The habits of a tracker, as known of it in the vehicle that it is in at a time.
    pub fn rhythm(&self, tracker: TrackerNo, at: DateTime<Utc>) -> Rhythm {
        let Some(vehicle) = self.assets.binding(tracker, at).map(|b| b.vehicle) else { return Rhythm::default() };
        let zone_s = self.assets.vehicles.get(&vehicle).map_or(0, |v| v.utc_offset_s);
        let told = self.assets.told(tracker, at);
        let slot = self.slots.get(&vehicle);
        slot.map_or_else(|| Rhythm::of_stranger(zone_s, told), |s| s.track.rhythm(tracker, zone_s, told))
    }

    /// The time at which the tracker's installation counts. A clock fault must not hide whose observation it is.
    fn bound_at(&self, observation: &Observation) -> DateTime<Utc> {
        let (p, rx) = (&self.parameters.clean, Moment::of(observation.received_at));
        let stated = Moment::of(observation.device_time);
        let plausible = stated >= rx.plus_s(-p.oldest_s) && stated <= rx.plus_s(p.ahead_s);
        if plausible && !observation.flags.has(Flags::NO_DEVICE_TIME) {
            observation.device_time
        } else {
            observation.received_at
        }
    }

    /// Fires timers due at or before the observation's receive time, then takes the observation in.
    /// Returns the vehicles whose tracks changed.
    pub fn observe(&mut self, observation: &Observation, out: &mut Vec<Change>) -> Vec<VehicleNo> {
        let rx = Moment::of(observation.received_at);
        let mut touched = Vec::new();
        self.fire(rx, out, &mut touched);
        let assets = Arc::clone(&self.assets);
        let Some(binding) = assets.binding(observation.tracker, self.bound_at(observation)) else { return touched };
        let vehicle = binding.vehicle;
        let slot = self.slots.entry(vehicle).or_default();
        let context = Context {
            parameters: &self.parameters,
            profile: assets.vehicles.get(&vehicle).unwrap_or(&self.nobody),
            sites: &assets.sites,
            areas: &assets.areas,
            vehicle,
            told: assets.told(observation.tracker, observation.received_at),
            ways: &self.fleet.ways,
            now: rx,
        };
        slot.track.observe(observation, binding, &context, out);
        slot.track.ways.tell(&mut self.fleet.ways);
        let back = slot.track.held.as_ref().is_some_and(|h| !h.returned) && slot.track.wired_contact() == Some(rx);
        let moved = slot.track.left_its_place();
        let stands = slot.track.stands_long(&self.parameters.gathering);
        let due = slot.track.due(&self.parameters);
        let sooner = due.filter(|due| slot.queued.is_none_or(|queued| *due < queued));
        if moved {
            self.place(vehicle);
        }
        if back {
            self.returned(vehicle, rx, &mut touched);
        }
        if let Some(parked) = stands {
            self.gather(&parked, rx, out, &mut touched);
        }
        if let Some(due) = sooner {
            self.queue_at(vehicle, due);
        }
        if !touched.contains(&vehicle) {
            touched.push(vehicle);
        }
        touched
    }

    /// Moves the engine clock to `now` and fires what is due. Returns the vehicles whose tracks changed. Everything
    /// received before `now` must have been observed, or a replay of the store could end differently.
    pub fn advance(&mut self, now: DateTime<Utc>, out: &mut Vec<Change>) -> Vec<VehicleNo> {
        let mut touched = Vec::new();
        self.fire(Moment::of(now), out, &mut touched);
        touched
    }

    /// Nobody listened from one moment until another (the server was down): fires what was due before, then puts off
    /// every deadline that waits for a word of a device. Everything received before `from` must have been observed, and
    /// nothing received after. A second call for the same time changes nothing. Returns the vehicles whose tracks
    /// changed.
    pub fn deaf(&mut self, from: DateTime<Utc>, until: DateTime<Utc>, out: &mut Vec<Change>) -> Vec<VehicleNo> {
        let mut touched = Vec::new();
        let (from, until) = (Moment::of(from), Moment::of(until));
        self.fire(from, out, &mut touched);
        for (vehicle, slot) in &mut self.slots {
            // The timers find the deadlines put off when they fire.
            if slot.track.deafen(from, until, &self.parameters) {
                touched.push(*vehicle);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        touched
    }

    fn fire(&mut self, now: Moment, out: &mut Vec<Change>, touched: &mut Vec<VehicleNo>) {
        while let Some(&Reverse((at, vehicle))) = self.queue.peek() {
            if at > now {
                break;
            }
            self.queue.pop();
            let Some(slot) = self.slots.get_mut(&vehicle) else { continue };
            if slot.queued != Some(at) {
                continue;
            }
            slot.queued = None;
            // Observations since may have put the deadline off.
            let Some(due) = slot.track.due(&self.parameters) else { continue };
            if due > at {
                self.queue(vehicle);
                continue;
            }
            // The time at which it fires is the time it was due: a replay fires it at the same.
            self.tick(vehicle, at, out, touched);
            if !touched.contains(&vehicle) {
                touched.push(vehicle);
            }
            let next = self.slots.get(&vehicle).and_then(|s| s.track.due(&self.parameters));
            match next {
                // Nothing may stay due, or the loop would never end.
                Some(next) if next <= at => self.queue_at(vehicle, at.plus_s(1)),
                _ => self.queue(vehicle),
            }
        }
    }

    fn tick(&mut self, vehicle: VehicleNo, now: Moment, out: &mut Vec<Change>, touched: &mut Vec<VehicleNo>) {
        self.guard(vehicle, now, out, touched);
        let release = self.slots.get(&vehicle).and_then(|s| s.track.held.as_ref());
        if let Some(key) = release.filter(|h| h.release_at.is_some_and(|at| at <= now)).map(|h| h.key) {
            self.release(key, now, out, touched);
        }
        self.with(vehicle, now, |track, context| track.tick(context, out));
    }

    fn with<R>(
        &mut self,
        vehicle: VehicleNo,
        now: Moment,
        act: impl FnOnce(&mut Track, &Context<'_>) -> R,
    ) -> Option<R> {
        let slot = self.slots.get_mut(&vehicle)?;
        let context = Context {
            parameters: &self.parameters,
            profile: self.assets.vehicles.get(&vehicle).unwrap_or(&self.nobody),
            sites: &self.assets.sites,
            areas: &self.assets.areas,
            vehicle,
            told: None,
            ways: &self.fleet.ways,
            now,
        };
        let done = act(&mut slot.track, &context);
        slot.track.ways.tell(&mut self.fleet.ways);
        Some(done)
    }

    /// Before a vehicle's silence is judged: did many fall silent with it?
    fn guard(&mut self, vehicle: VehicleNo, now: Moment, out: &mut Vec<Change>, touched: &mut Vec<VehicleNo>) {
        let p = &self.parameters.outage;
        let Some(slot) = self.slots.get(&vehicle) else { return };
        let (Some((cell, point)), Some((last, _, deaf_s))) = (slot.track.placed(), slot.track.wired_rhythm()) else {
            return;
        };
        if slot.track.held.is_some() || now.since(last) - deaf_s <= p.silent_s as f64 {
            return;
        }
        if let Some(key) = self.fleet.explaining(cell, last, p) {
            self.hold(key, vehicle, touched);
            return;
        }
        let near = self.fleet.near(cell);
        let tracks = near.iter().filter_map(|v| self.slots.get(v).map(|s| (*v, &s.track)));
        let tracks = tracks.filter(|(_, t)| t.held.is_none());
        let Some(silent) = fleet::silent_together(tracks, last, now, p) else { return };
        let key = fleet::outage_key(vehicle, last);
        let outage =
            Outage { since: last, cell, carrier: vehicle, members: Default::default(), returned: Default::default() };
        self.fleet.outages.insert(key, outage);
        let count = silent.len();
        silent.into_iter().for_each(|v| self.hold(key, v, touched));
        self.hold(key, vehicle, touched);
        self.with(vehicle, now, |track, context| {
            if let Some(held) = &mut track.held {
                held.release_at = Some(fleet::longest(now));
            }
            fleet::raise(&mut track.outage, key, last, Some(point), count, context, out);
        });
    }

    fn hold(&mut self, key: i64, vehicle: VehicleNo, touched: &mut Vec<VehicleNo>) {
        let Some(outage) = self.fleet.outages.get_mut(&key) else { return };
        let Some(slot) = self.slots.get_mut(&vehicle) else { return };
        if slot.track.held.is_none() {
            outage.members.insert(vehicle);
            let cell = u64::from(outage.cell) as i64;
            slot.track.held = Some(Held { key, since: outage.since, cell, returned: false, release_at: None });
            if !touched.contains(&vehicle) {
                touched.push(vehicle);
            }
        }
    }

    /// A held vehicle spoke again.
    fn returned(&mut self, vehicle: VehicleNo, now: Moment, touched: &mut Vec<VehicleNo>) {
        let Some(slot) = self.slots.get_mut(&vehicle) else { return };
        let Some(held) = &mut slot.track.held else { return };
        held.returned = true;
        let key = held.key;
        let Some(outage) = self.fleet.outages.get_mut(&key) else { return };
        outage.returned.insert(vehicle);
        let p = &self.parameters.outage;
        if (outage.returned.len() as f64) < outage.members.len() as f64 * p.back_share {
            return;
        }
        let (carrier, settled) = (outage.carrier, now.plus_s(p.settle_s));
        if let Some(held) = self.slots.get_mut(&carrier).and_then(|s| s.track.held.as_mut())
            && held.release_at.is_none_or(|at| settled < at)
        {
            held.release_at = Some(settled);
            self.queue(carrier);
            if !touched.contains(&carrier) {
                touched.push(carrier);
            }
        }
    }

    /// The outage is over: who is still silent is judged for itself.
    fn release(&mut self, key: i64, now: Moment, out: &mut Vec<Change>, touched: &mut Vec<VehicleNo>) {
        let Some(outage) = self.fleet.outages.remove(&key) else { return };
        for vehicle in outage.members {
            self.with(vehicle, now, |track, context| {
                let from = out.len();
                track.held = None;
                track.outage.close(fact("vehicles_back", outage.returned.len() as i64), context, out);
                track.judge_silence_again(context, out);
                track.compound(from, context, out);
            });
            self.queue(vehicle);
            if !touched.contains(&vehicle) {
                touched.push(vehicle);
            }
        }
    }

    /// A vehicle stands for long: do others of other borrowers stand beside it?
    fn gather(&mut self, parked: &Parked, now: Moment, out: &mut Vec<Change>, touched: &mut Vec<VehicleNo>) {
        let Some(cell) = fleet::cell(parked.point) else { return };
        let whose =
            |v: VehicleNo| self.assets.areas.borrowers.get(&v).map_or(Whose::Itself(v), |b| Whose::Borrower(*b));
        let near = self.fleet.near(cell);
        let near = near.iter().filter_map(|v| self.slots.get(v).map(|s| (*v, whose(*v), &s.track)));
        let Some(gathered) = gathering::gathered(parked, near, &self.parameters.gathering) else { return };
        for &vehicle in &gathered.vehicles {
            self.with(vehicle, now, |track, context| track.gather(&gathered, context, out));
            self.queue(vehicle);
            if !touched.contains(&vehicle) {
                touched.push(vehicle);
            }
        }
    }

    /// Keeps the map of vehicles.
    fn place(&mut self, vehicle: VehicleNo) {
        let Some(slot) = self.slots.get_mut(&vehicle) else { return };
        let Some(point) = slot.track.last_point() else { return };
        if let Some(cell) = fleet::cell(point) {
            self.fleet.moved(vehicle, slot.track.placed().map(|c| c.0), cell);
            slot.track.cell = Some((u64::from(cell) as i64, point));
        }
    }

    fn queue(&mut self, vehicle: VehicleNo) {
        if let Some(due) = self.slots.get(&vehicle).and_then(|s| s.track.due(&self.parameters)) {
            self.queue_at(vehicle, due);
        }
    }

    fn queue_at(&mut self, vehicle: VehicleNo, due: Moment) {
        let Some(slot) = self.slots.get_mut(&vehicle) else { return };
        // Queued earlier: it will be looked at then.
        if slot.queued.is_none_or(|queued| due < queued) {
            slot.queued = Some(due);
            self.queue.push(Reverse((due, vehicle)));
        }
    }
}

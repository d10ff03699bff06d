//! One vehicle: its trackers, its geometry, its open alerts. Everything here is the checkpoint.

use super::astray::{Astray, Handled};
use super::change::{Change, Stay};
use super::clean::{Fix, Report};
use super::compound::Compound;
use super::device::Device;
use super::episode::{Context, Episode, fact};
use super::fleet::Held;
use super::life::Life;
use super::moment::Moment;
use super::moved::Moved;
use super::parameters::Parameters;
use super::places::Places;
use super::power::Spot;
use super::quiet::QuietSpots;
use super::reorder::Reorder;
use super::separation::Pair;
use super::stay::{StayNews, Stays};
use super::visit::Visits;
use super::ways::Ways;
use super::{Binding, ClockCorrection, Rhythm, Role};
use crate::geo::{Point, SiteKind};
use crate::ids::TrackerNo;
use crate::observation::{Observation, ObservationKind};
use serde::{Deserialize, Serialize};

/// Everything remembered of one vehicle. Serialised as its checkpoint; bounded in size.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Track {
    pub(super) devices: Vec<Device>,
    pub(super) geometry: Geometry,
    /// Kept while stored fixes may follow.
    pub(super) reorder: Option<Box<Reorder>>,
    pub(super) quiet: QuietSpots,
    pub(super) removal: Episode,
    /// The tracker the open removal is about.
    pub(super) removed: Option<TrackerNo>,
    /// Its cell on the fleet's map, and where it was put there.
    pub(super) cell: Option<(i64, Point)>,
    pub(super) held: Option<Held>,
    pub(super) outage: Episode,
    #[serde(default)]
    pub(super) gathering: Episode,
    #[serde(default)]
    pub(super) compound: Compound,
    /// Until when our own silence has been taken into account.
    #[serde(default)]
    pub(super) deaf_until: Option<Moment>,
    /// Its trackers, compared.
    #[serde(default)]
    pub(super) pair: Pair,
    #[serde(default)]
    pub(super) astray: Astray,
    #[serde(default)]
    pub(super) moved: Moved,
    #[serde(default)]
    pub(super) ways: Ways,
}

/// What a vehicle's fixes tell.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Geometry {
    pub stays: Stays,
    pub places: Places,
    pub visits: Visits,
    #[serde(default)]
    pub life: Life,
    pub newest: Option<Fix>,
}

/// A wired tracker that has shown no fix for longer leaves the geometry to the wireless one, seconds.
pub(super) const STALE_SOURCE_S: f64 = 7200.0;
/// History needed before a place can be called unusual, days.
const HISTORY_D: f64 = 3.0;
/// Around a workshop's extent, metres.
const WORKSHOP_M: f64 = 50.0;
/// A vehicle has at most so many trackers; the one silent longest is forgotten.
const MOST_DEVICES: usize = 8;

impl Geometry {
    /// Takes a fix in time order.
    pub(super) fn take(&mut self, fix: &Fix, context: &Context<'_>, out: &mut Vec<Change>) {
        if self.newest.is_some_and(|n| fix.t < n.t) {
            return;
        }
        self.newest = Some(*fix);
        let (places, p) = (&mut self.places, context.parameters);
        let vehicle = context.vehicle;
        let (mut learned, mut heard) = (false, Vec::new());
        self.stays.take(fix, &p.stay, &mut |news| heard.push(news));
        for news in heard {
            self.life.stay(&news, places, context, out);
            let (arrive, leave, point) = match news {
                StayNews::Open { arrive, point } => (arrive, None, point),
                StayNews::Closed { arrive, leave, point, inferred, .. } => {
                    let within_m = if inferred { p.places.inferred_join_m } else { p.places.join_m };
                    places.take((arrive, leave, point), within_m, context.profile.utc_offset_s, &p.places);
                    learned = true;
                    (arrive, Some(leave.datetime()), point)
                }
            };
            out.push(Change::Stay(Stay { vehicle, arrive: arrive.datetime(), leave, point }));
        }
        if learned {
            out.push(Change::Places(vehicle, self.places.list(&context.profile.declared, &p.places)));
        }
        let parked = self.life.parked.map(|parked| (parked.arrive, parked.point));
        self.visits.take(fix, parked, &self.places, context, out);
        self.life.fix(fix, &self.places, context, out);
    }
}

impl Track {
    /// Takes an observation of one of the vehicle's trackers.
    pub(super) fn observe(&mut self, o: &Observation, binding: &Binding, context: &Context<'_>, out: &mut Vec<Change>) {
        if o.kind == ObservationKind::Disconnect {
            // The listener's word, not the device's: no sign of life.
            return;
        }
        let from = out.len();
        let index = self.device_index(binding);
        let device = &mut self.devices[index];
        let wireless = device.wireless();
        let seen_before = device.clean.last().map(|f| f.point);
        let parting = device.parting(context.parameters);
        if let Some(told) = context.told {
            device.clean.tell(told, context.now);
        }
        let Some(report) = device.clean.take(o, device.ignition, wireless, &context.parameters.clean) else { return };
        device.note(o, &report);
        let moving = device.moving_by(&report);
        let silence = device.pulse.contact(report.rx, moving, &device.setup, &context.parameters.offline);
        if o.kind == ObservationKind::Heartbeat {
            device.pulse.beat(report.rx);
        }
        device.judge_clock(o, &report, context, out);
        if silence.is_some() {
            self.may_tell_more(report.rx);
            self.may_leave(index, report.t, Handled::Silent);
        }
        self.back_from(index, &report, silence, seen_before, context, out);
        self.vitals(index, o, &report, context, out);
        self.fixes(index, o, (&report, silence.is_some()), context, out);
        self.still_there(index, o, &report, context, out);
        self.suspicion(index, o, &report, context, out);
        self.signals(index, o, &report, silence.zip(parting), context, out);
        self.judge_visit(context, out);
        self.leave_gathering(context, out);
        self.compound(from, context, out);
    }

    /// Fires everything due at `context.now`.
    pub(super) fn tick(&mut self, context: &Context<'_>, out: &mut Vec<Change>) {
        let from = out.len();
        self.fold(context, out);
        self.part(context, out);
        self.judge_links(context, out);
        self.tick_life(context, out);
        let p = &context.parameters.offline;
        for index in 0..self.devices.len() {
            let device = &mut self.devices[index];
            if device.cut_silence_due().is_some_and(|due| due <= context.now) {
                device.silent_after_cut = Some(context.now);
                device.power.worsen("silent", context, out);
                self.judge_removal(index, context, out);
            }
            let device = &mut self.devices[index];
            if device.pulse.next_check(&device.setup, p).is_some_and(|due| due <= context.now) {
                self.check_silence(index, context, out);
                self.judge_jammed(index, context, out);
                self.judge_removal(index, context, out);
                self.devices[index].pulse.checked();
            }
            let device = &mut self.devices[index];
            if device.review_due().is_some_and(|due| due <= context.now) {
                device.review = device.review.map(|(since, made)| (since, made + 1));
                let workshop = context.parameters.power.benign_s as f64;
                if device.power.cut.as_ref().is_some_and(|c| context.now.since(c.at) > workshop) {
                    device.power.worsen("not_restored", context, out);
                }
                self.judge_removal(index, context, out);
            }
        }
        self.judge_visit(context, out);
        self.compound(from, context, out);
    }

    /// When the vehicle needs the clock next.
    pub(super) fn due(&self, parameters: &Parameters) -> Option<Moment> {
        let devices = self.devices.iter().filter_map(|d| d.due(parameters));
        // Whether it is still there is only known when we have listened again for a while.
        let visit = self.geometry.visits.due(parameters.visit.dwell_s);
        let visit = visit.map(|due| self.deaf_until.map_or(due, |until| due.max(until)));
        let release = self.held.as_ref().and_then(|h| h.release_at);
        let fold = self.reorder.as_ref().map(|r| r.due());
        let places = self.geometry.life.due(parameters).into_iter().chain(self.compound.due());
        devices.chain(visit).chain(release).chain(fold).chain(places).min()
    }

    /// Nobody listened from one moment until another: puts off what waits for a word of its devices. Once for each such
    /// time: returns whether it was new.
    pub(super) fn deafen(&mut self, from: Moment, until: Moment, parameters: &Parameters) -> bool {
        let from = self.deaf_until.map_or(from, |known| known.max(from));
        if until <= from {
            return false;
        }
        self.deaf_until = Some(until);
        self.devices.iter_mut().for_each(|device| device.deafen(from, until, &parameters.offline));
        if let Some(release_at) = self.held.as_mut().and_then(|held| held.release_at.as_mut())
            && *release_at > from
        {
            *release_at = release_at.plus(until.since(from));
        }
        true
    }

    /// Takes over what the fleet snapshot says of its devices.
    pub(super) fn set_up(&mut self, binding: &Binding) {
        if let Some(device) = self.devices.iter_mut().find(|d| d.tracker == binding.device.tracker) {
            device.setup.role = binding.device.role;
            device.setup.wake_interval_s = binding.device.wake_interval_s;
            device.setup.installed = Moment::of(binding.from);
            device.setup.ended = binding.until.map(Moment::of);
        }
    }

    /// Lets go of trackers whose installation has ended.
    fn part(&mut self, context: &Context<'_>, out: &mut Vec<Change>) {
        let ended = |d: &Device| d.setup.ended.is_some_and(|at| at <= context.now);
        for device in self.devices.iter_mut().filter(|d| ended(d)) {
            device.part(context, out);
            self.pair.part(context, out);
            self.moved.part(device.tracker, context, out);
            self.astray.part(device.tracker);
            if self.removed == Some(device.tracker) {
                self.removed = None;
                self.removal.close(fact("tracker_uninstalled", true), context, out);
            }
        }
        self.devices.retain(|d| !ended(d));
    }

    fn device_index(&mut self, binding: &Binding) -> usize {
        let tracker = binding.device.tracker;
        let index = match self.devices.iter().position(|d| d.tracker == tracker) {
            Some(index) => index,
            None => {
                if self.devices.len() == MOST_DEVICES {
                    let oldest = self.devices.iter().enumerate().min_by_key(|(_, d)| d.pulse.last()).map(|(i, _)| i);
                    oldest.map(|i| self.devices.remove(i));
                }
                self.devices.push(Device::new(&binding.device, Moment::of(binding.from)));
                self.devices.len() - 1
            }
        };
        let setup = &mut self.devices[index].setup;
        setup.role = binding.device.role;
        setup.wake_interval_s = binding.device.wake_interval_s;
        setup.installed = Moment::of(binding.from);
        setup.ended = binding.until.map(Moment::of);
        index
    }

    /// Power, tamper, battery.
    fn vitals(&mut self, index: usize, o: &Observation, report: &Report, context: &Context<'_>, out: &mut Vec<Change>) {
        let device = &self.devices[index];
        let point = device.clean.last().map(|f| f.point).or(self.geometry.newest.map(|f| f.point));
        let off = super::power::powered(o) == Some(false);
        let spot = if !o.alarms.is_empty() || off || device.power.cut.is_some() {
            self.spot(point, context)
        } else {
            Spot { point, ..Spot::default() }
        };
        let device = &mut self.devices[index];
        let (tracker, installed) = (device.tracker, device.setup.installed);
        let had_cut = device.power.cut.is_some();
        if device.setup.role != Role::Wireless {
            device.observe_power(o, report, spot, context, out);
        }
        let cut_now = device.power.cut.is_some();
        if cut_now && !had_cut {
            device.suspect(report.rx);
            self.may_leave(index, report.t, Handled::Cut);
        }
        let device = &mut self.devices[index];
        device.silent_after_cut = None;
        let had_touch = device.tampers.last.as_ref().map(|t| t.at);
        device.tampers.observe(o, report, (tracker, installed), spot, context, out);
        if device.tampers.last.as_ref().map(|t| t.at) != had_touch {
            device.suspect(report.rx);
        }
        // A wired device on a cut runs its small battery down: that is no news.
        if !report.stale && !cut_now {
            device.battery.observe(o, report.t, tracker, point, context, out);
        }
    }

    fn fixes(
        &mut self,
        index: usize,
        o: &Observation,
        (report, after_silence): (&Report, bool),
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        if !self.is_source(index, report.rx) {
            return;
        }
        let stands_in = self.devices[index].wireless() && self.devices.iter().any(|d| !d.wireless());
        for fix in report.fixes.iter().flatten() {
            self.take_fix(fix, (after_silence, stands_in), context, out);
        }
        if !stands_in && let Some(fix) = report.fixes.iter().flatten().last() {
            self.still_in_the_car(fix.t, context);
        }
        if report.fixes[0].is_none()
            && !report.stale
            && let Some(on) = o.flags.ignition()
        {
            self.geometry.visits.ignition(on, report.t);
        }
    }

    /// The wired tracker tells where the car is while it can and is in it; the wireless one stands in.
    fn is_source(&self, index: usize, rx: Moment) -> bool {
        let device = &self.devices[index];
        if !device.wireless() {
            return !self.astray.is(device.tracker);
        }
        let mut wired = self.devices.iter().filter(|d| !d.wireless() && !self.astray.is(d.tracker));
        !wired.any(|d| d.clean.last().is_some_and(|f| rx.since(f.rx) < STALE_SOURCE_S))
    }

    /// The habits of one of its trackers, in a place `zone_s` seconds east of UTC.
    pub(super) fn rhythm(&self, tracker: TrackerNo, zone_s: i32, told: Option<&ClockCorrection>) -> Rhythm {
        let Some(device) = self.devices.iter().find(|d| d.tracker == tracker) else {
            return Rhythm::of_stranger(zone_s, told);
        };
        Rhythm {
            offset_s: device.clean.clock().offset_s(told),
            unexplained_s: device.clean.clock().unexplained_s(),
            pace_s: device.pulse.pace_s(),
            last: device.pulse.last(),
            zone_s,
        }
    }

    /// What a place is to this vehicle.
    pub(super) fn spot(&self, point: Option<Point>, context: &Context<'_>) -> Spot {
        let Some(at) = point else { return Spot::default() };
        let p = context.parameters;
        let known = self.geometry.places.history_days() >= HISTORY_D;
        let unusual = known && !self.geometry.places.habitual(at, context.profile, &p.places);
        let (mut near_site, mut benign) = (false, false);
        for (site, d) in context.sites.near(at, p.removal.near_site_m.max(WORKSHOP_M)) {
            if site.lender != context.profile.lender {
                continue;
            }
            match site.kind {
                SiteKind::SecondPledge => near_site |= d <= p.removal.near_site_m,
                SiteKind::Dealer | SiteKind::Repair | SiteKind::Wash => benign |= d <= WORKSHOP_M,
                SiteKind::Yard | SiteKind::Other => {}
            }
        }
        Spot { point, unusual, near_site, benign }
    }

    pub(super) fn judge_visit(&mut self, context: &Context<'_>, out: &mut Vec<Change>) {
        let trouble_s = context.parameters.visit.trouble_s as f64;
        let devices = &self.devices;
        let trouble = |arrive: Moment| {
            // Somebody may work on the trackers while the car rolls in.
            let since = arrive.plus_s(-900);
            let in_time = |t: Moment| t >= since && t.since(arrive) <= trouble_s;
            devices.iter().find_map(|d| {
                if d.power.cut.as_ref().is_some_and(|c| in_time(c.at)) {
                    return Some("power_cut_at_site");
                }
                if d.tampers.last.as_ref().is_some_and(|t| in_time(t.at)) {
                    return Some("tamper_at_site");
                }
                let lost = d.offline.open().map(|a| Moment::of(a.event_at));
                lost.is_some_and(in_time).then_some("offline_at_site")
            })
        };
        let from = out.len();
        self.geometry.visits.judge(trouble, context, out);
        self.told(&out[from..]);
    }

    /// Where the vehicle was last.
    pub(super) fn last_point(&self) -> Option<Point> {
        self.geometry.newest.map(|f| f.point)
    }
}

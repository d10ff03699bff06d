//! Lives and faults that look like crimes and are none.

use super::Story;
use crate::chance::{chance, seconds};
use crate::device::{ClockFault, Window};
use crate::itinerary::{Errand, Leave, Mode};
use lienwatch_domain::alert::AlertType::{
    self, BatteryLow, ClockError, DeviceMoved, GpsJamming, GsmJamming, HomeChanged, PowerCut, RegionExit, Removal,
    Separation, SiteDiscovered, SiteVisit, Tow,
};
use lienwatch_domain::alert::Severity::Info;
use lienwatch_domain::geo::SiteKind;
use lienwatch_protocols::message::Alarm;
use rand::Rng;
use rand::seq::IndexedRandom;

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
/// The claims that cost a lender's trust when they are false.
const CRIMES: [AlertType; 5] = [Removal, Separation, DeviceMoved, GsmJamming, GpsJamming];

pub(super) fn ordinary(s: &mut Story<'_>) {
    s.drive();
    s.forbid(&CRIMES, s.start, s.end);
}

pub(super) fn repair_power_cut(s: &mut Story<'_>) {
    let t = s.moment(1, 9.0, 15.0);
    let length = seconds(&mut s.rng, 20 * 60, 150 * 60);
    let place = match s.rng.random_range(0..4) {
        0 | 1 => s.site(SiteKind::Repair, true).at,
        2 => s.site(SiteKind::Repair, false).at,
        _ => s.site(SiteKind::Dealer, true).at,
    };
    let (before, after) = (seconds(&mut s.rng, 300, 1_200), seconds(&mut s.rng, 600, 3_600));
    s.plan.visit(t, place, before + length + after);
    s.drive();
    let (arrive, leave) = s.stay_at(place, t);
    let cut = Window::lasting(arrive + before, length);
    let says_restored = s.rng.random::<bool>();
    if let Some(wired) = &mut s.wired {
        wired.conditions.unpowered.push(cut);
        wired.conditions.alarms.push((cut.from, Alarm::PowerCut));
        if says_restored {
            wired.conditions.alarms.push((cut.to, Alarm::PowerRestored));
        }
    }
    if s.wired.is_some() {
        s.expect(PowerCut, cut.from, cut.from + 600, Info);
    }
    s.event(cut.from - 60, leave + HOUR);
    s.forbid(&CRIMES, s.start, s.end);
}

pub(super) fn underground_garage(s: &mut Story<'_>) {
    s.drive();
    let place = if s.rng.random::<bool>() { s.persona.home } else { s.persona.work };
    let no_network = s.rng.random::<bool>();
    let stays: Vec<Window> = s
        .itinerary
        .stays()
        .filter(|leg| leg.start().distance_m(place) < 1.0 && leg.from > s.start)
        .map(|leg| Window { from: leg.from - 20, to: leg.to + 15 })
        .collect();
    for tracker in s.trackers() {
        tracker.conditions.no_gnss.extend(&stays);
        if no_network {
            tracker.conditions.no_network.extend(&stays);
        }
    }
    for stay in stays {
        // A wake that falls into the garage is made up for at the next one only.
        s.event(stay.from, stay.to + 3 * HOUR);
    }
    s.forbid(&CRIMES, s.start, s.end);
}

pub(super) fn wireless_flat(s: &mut Story<'_>) {
    s.drive();
    let flat_day = s.rng.random_range(4.0..(s.days() as f64 - 1.0).max(5.0));
    let drain = s.rng.random_range(1.5..3.0);
    let flat = s.start + (flat_day * 86_400.0) as i64;
    let low = flat - (3.0 / drain * 86_400.0) as i64;
    if let Some(wireless) = &mut s.wireless {
        wireless.conditions.battery_pct = flat_day * drain;
        wireless.conditions.drain_pct_per_day = drain;
        wireless.conditions.dead.push(Window::onwards(flat));
        if low > s.start + DAY {
            wireless.conditions.alarms.push((low, Alarm::LowBattery));
        }
    }
    s.event(s.start, s.end);
    s.expect(BatteryLow, s.start, flat, Info);
    s.forbid(&CRIMES, s.start, s.end);
}

pub(super) fn tunnel(s: &mut Story<'_>) {
    s.drive();
    let drives: Vec<(i64, i64)> =
        s.itinerary.legs.iter().filter(|l| !l.is_stay() && l.to - l.from > 600).map(|l| (l.from, l.to)).collect();
    for (from, to) in drives {
        if chance(&mut s.rng, 0.5) {
            let length = seconds(&mut s.rng, 90, 240);
            let at = seconds(&mut s.rng, from + 120, (to - length - 60).max(from + 120));
            s.trackers().for_each(|f| f.conditions.no_gnss.push(Window::lasting(at, length)));
        }
    }
    s.forbid(&CRIMES, s.start, s.end);
}

pub(super) fn blind_zone(s: &mut Story<'_>) {
    let t = s.moment(2, 8.0, 18.0);
    let village = s.world.place(s.persona.city, &mut s.rng, 9_000.0);
    let length = seconds(&mut s.rng, 6 * HOUR, 30 * HOUR);
    s.plan.visit(t, village, length);
    s.drive();
    let (arrive, leave) = s.stay_at(village, t);
    let gap = Window { from: arrive - seconds(&mut s.rng, 0, 240), to: leave + seconds(&mut s.rng, 30, 300) };
    s.trackers().for_each(|f| f.conditions.no_network.push(gap));
    // A wireless tracker is heard again at its next wake.
    s.event(gap.from, gap.to + s.wake_s() + 3 * HOUR);
    s.forbid(&CRIMES, s.start, s.end);
}

pub(super) fn bad_gps(s: &mut Story<'_>) {
    s.drive();
    let all = Window { from: s.start, to: s.end };
    s.trackers().for_each(|f| f.conditions.bad_gnss.push(all));
    s.forbid(&CRIMES, s.start, s.end);
    s.forbid(&[SiteVisit, Tow, RegionExit], s.start, s.end);
}

pub(super) fn clock_faults(s: &mut Story<'_>) {
    s.drive();
    let from = s.moment(3, 0.0, 23.0);
    let fault = [ClockFault::Epoch1970, ClockFault::Year2036, ClockFault::LocalAsUtc].choose(&mut s.rng).copied();
    let fault = fault.unwrap_or(ClockFault::Epoch1970);
    let length = if fault == ClockFault::LocalAsUtc { 90 * DAY } else { seconds(&mut s.rng, 6 * HOUR, 2 * DAY) };
    let faulty = match &mut s.wired {
        Some(wired) => Some(wired),
        None => s.wireless.as_mut(),
    };
    if let Some(tracker) = faulty {
        tracker.conditions.clock.push((Window::lasting(from, length), fault));
    }
    s.event(from - 60, from + length + DAY);
    if s.wired.is_some() {
        s.expect(ClockError, from, from + DAY, Info);
    }
    s.forbid(&CRIMES, s.start, s.end);
}

pub(super) fn long_park(s: &mut Story<'_>) {
    let from = s.moment(12, 18.0, 22.0);
    s.plan.end_at(Errand::at(from, s.persona.home));
    s.drive();
    s.forbid(&CRIMES, s.start, s.end);
}

/// The gap itself is laid over every car in the district by the run; here is only what the group must not cause.
pub(super) fn outage(s: &mut Story<'_>) {
    s.drive();
    s.forbid(&CRIMES, s.start, s.end);
}

pub(super) fn legit_convergence(s: &mut Story<'_>) {
    let mut shared = s.group_rng();
    let _city = shared.random::<u64>();
    let mall = s.world.of(s.persona.city, SiteKind::Other, false).choose(&mut shared).copied().cloned();
    let Some(mall) = mall else { return s.drive() };
    let first = s.next_hour(s.start + 2 * DAY, 9);
    let t = first + seconds(&mut shared, 0, (s.days() - 4).max(0)) * DAY + seconds(&mut s.rng, 0, 4 * HOUR);
    let spot = mall.at.moved(s.rng.random_range(-40.0..40.0), s.rng.random_range(-40.0..40.0));
    let long = s.group.is_some_and(|g| g.member == 0);
    let dwell = if long { seconds(&mut s.rng, 26 * HOUR, 40 * HOUR) } else { seconds(&mut s.rng, 2 * HOUR, 9 * HOUR) };
    s.plan.visit(t, spot, dwell);
    s.drive();
    s.forbid(&CRIMES, s.start, s.end);
    s.forbid(&[SiteDiscovered, SiteVisit], s.start, s.end);
}

pub(super) fn tow_truck(s: &mut Story<'_>) {
    let t = s.moment(3, 8.0, 18.0);
    let shop = s.site(SiteKind::Repair, true).at;
    let dwell = seconds(&mut s.rng, 20 * HOUR, 40 * HOUR);
    s.plan.visit_by(Errand { mode: Mode::Towed, ..Errand::at(t, shop) }, dwell);
    s.drive();
    let (_, leave) = s.stay_at(shop, t);
    let out = s.itinerary.legs.iter().find(|l| l.mode == Mode::Towed).map_or(t, |l| l.from);
    s.event(out - 60, leave + HOUR);
    if s.wired.is_some() {
        s.expect(Tow, out, out + 15 * 60, Info);
    }
    s.forbid(&CRIMES, s.start, s.end);
}

pub(super) fn stale_wireless(s: &mut Story<'_>) {
    s.drive();
    let from = s.moment(2, 0.0, 23.0);
    let length = seconds(&mut s.rng, 2 * DAY, 5 * DAY);
    if let Some(wireless) = &mut s.wireless {
        wireless.conditions.no_gnss.push(Window::lasting(from, length));
    }
    s.event(from, from + length + DAY);
    s.forbid(&CRIMES, s.start, s.end);
}

pub(super) fn relocation(s: &mut Story<'_>) {
    let t = s.moment(6, 10.0, 12.0);
    let old = s.persona.home;
    let new = loop {
        let at = s.world.place(s.persona.city, &mut s.rng, 8_000.0);
        if at.distance_m(old) > 3_000.0 {
            break at;
        }
    };
    for errand in &mut s.plan.errands {
        if matches!(errand.leave, Leave::At(at) if at >= t) && errand.to.distance_m(old) < 1.0 {
            errand.to = new;
        }
    }
    s.drive();
    let moved = s.itinerary.stay_near(new, 5.0, t).map_or(s.end, |stay| stay.0);
    s.event(t, s.end);
    s.expect(HomeChanged, moved, moved + 7 * DAY + 12 * HOUR, Info);
    s.forbid(&CRIMES, s.start, s.end);
}

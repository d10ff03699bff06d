//! Trackers that are cut, taken off, carried away or jammed.

use super::Story;
use crate::chance::{Purpose, chance, normal, seconds, stream};
use crate::device::{Ride, Window};
use crate::itinerary::{Errand, Leave, Mode, Plan};
use crate::routine::{Habit, Persona};
use crate::world::Xy;
use lienwatch_domain::alert::AlertType::{
    DeviceMoved, GpsJamming, GsmJamming, PowerCut, RegionExit, Removal, Separation, Tamper,
};
use lienwatch_domain::alert::Severity::{High, Info, Warn};
use lienwatch_domain::geo::Hull;
use lienwatch_protocols::Protocol;
use lienwatch_protocols::message::Alarm;
use rand::Rng;
use std::sync::Arc;

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// The car goes to a place nobody knows soon after `t`, and stays; in some stories it stays in use instead.
fn driven_off(s: &mut Story<'_>, t: i64, share: f64) {
    if chance(&mut s.rng, share) {
        let hideout = s.world.place(s.persona.city, &mut s.rng, 8_500.0);
        let leave = t + seconds(&mut s.rng, 600, 2_400);
        s.plan.end_at(Errand::at(leave, hideout));
    }
    s.drive();
}

/// Cuts the wired tracker at `t`; it lives for `backup_s` more.
pub(super) fn cut(s: &mut Story<'_>, t: i64, backup_s: i64) {
    if let Some(wired) = &mut s.wired {
        wired.conditions.alarms.push((t, Alarm::PowerCut));
        wired.conditions.unpowered.push(Window::onwards(t));
        wired.conditions.dead.push(Window::onwards(t + backup_s));
    }
}

pub(super) fn cut_silent(s: &mut Story<'_>) {
    let t = s.theft(1);
    driven_off(s, t, 0.6);
    let lives = seconds(&mut s.rng, 20, 200);
    cut(s, t, lives);
    s.event(t - 60, s.end);
    s.expect(PowerCut, t, t + 600, Info);
    s.expect(Removal, t, t + 2 * HOUR, High);
}

pub(super) fn cut_backup(s: &mut Story<'_>) {
    let t = s.theft(1);
    driven_off(s, t, 0.7);
    let lives = seconds(&mut s.rng, 2 * HOUR, 6 * HOUR);
    cut(s, t, lives);
    s.event(t - 60, s.end);
    s.expect(PowerCut, t, t + 600, Info);
    s.expect(Removal, t, t + lives + 2 * HOUR, High);
}

/// The wireless tracker sees light (or its switch opens) at `t` and dies within minutes.
fn tamper(s: &mut Story<'_>, t: i64) {
    let alarm = if s.rng.random::<bool>() { Alarm::Light } else { Alarm::Removed };
    let dies = t + seconds(&mut s.rng, 40, 300);
    if let Some(wireless) = &mut s.wireless {
        wireless.conditions.alarms.push((t, alarm));
        wireless.conditions.dead.push(Window::onwards(dies));
    }
    s.expect(Tamper, t, t + 600, Warn);
}

pub(super) fn wireless_tamper(s: &mut Story<'_>) {
    let t = s.theft(s.three_wakes_days());
    s.drive();
    tamper(s, t);
    s.event(t - 60, s.end);
    s.expect(Removal, t, t + 3 * s.wake_s() + 3 * HOUR, High);
}

pub(super) fn wireless_silent(s: &mut Story<'_>) {
    let t = s.theft(s.three_wakes_days());
    s.drive();
    if let Some(wireless) = &mut s.wireless {
        wireless.conditions.dead.push(Window::onwards(t));
    }
    s.event(t - 60, s.end);
    // The third wake after the last one heard is missed at most three intervals from now.
    s.expect(Removal, t, t + 3 * s.wake_s() + 3 * HOUR, High);
}

pub(super) fn both_removed(s: &mut Story<'_>) {
    let t = s.theft(1);
    driven_off(s, t + HOUR, 0.8);
    let lives = seconds(&mut s.rng, 20, 200);
    cut(s, t, lives);
    let later = t + seconds(&mut s.rng, 300, 3_000);
    tamper(s, later);
    s.event(t - 60, s.end);
    s.expect(PowerCut, t, t + 600, Info);
    s.expect(Removal, t, t + 2 * HOUR, High);
}

/// Another car's life from `from` on.
fn another_car(s: &mut Story<'_>, from: i64) -> Ride {
    let persona = Persona::draw(s.world, s.persona.city, Habit::Commuter, &mut s.rng);
    let mut drives = stream(s.seed, Purpose::Group, u64::from(s.number) | 1 << 48);
    let plan = persona.plan(s.start, s.days() as u32, &mut drives);
    let itinerary = Arc::new(plan.drive(s.end, &mut drives));
    Ride { from, city: persona.city, itinerary }
}

pub(super) fn separation_wired(s: &mut Story<'_>) {
    let t = s.theft(s.three_wakes_days());
    s.drive();
    let back = t + seconds(&mut s.rng, 30 * 60, 2 * HOUR);
    let ride = another_car(s, back);
    let gone = Window { from: t + 60, to: back };
    if let Some(wired) = &mut s.wired {
        wired.conditions.alarms.push((t, Alarm::PowerCut));
        wired.conditions.unpowered.push(Window { from: t, to: back });
        wired.conditions.dead.push(gone);
        wired.elsewhere.push(ride);
    }
    s.event(t - 60, s.end);
    s.expect(Separation, t, t + 3 * s.wake_s() + 3 * HOUR, High);
}

pub(super) fn planted_wireless(s: &mut Story<'_>) {
    let t = s.theft(s.three_wakes_days());
    s.drive();
    let ride = another_car(s, t);
    if let Some(wireless) = &mut s.wireless {
        wireless.elsewhere.push(ride);
    }
    s.event(t - 60, s.end);
    s.expect(Separation, t, t + 3 * s.wake_s() + 3 * HOUR, High);
}

pub(super) fn device_on_ebike(s: &mut Story<'_>) {
    let t = s.moment(4, 10.0, 20.0);
    s.drive();
    let back = t + seconds(&mut s.rng, 20 * 60, HOUR);
    let base = s.itinerary.at(back).at;
    let mut plan =
        Plan { start: back, utc_offset_s: s.persona.place().utc_offset_s, origin: base, errands: Vec::new() };
    let mut at = back + 600;
    let quarter = s.world.place(s.persona.city, &mut s.rng, 8_000.0);
    while at < s.end {
        let hour = (at - s.start) % DAY / HOUR;
        let near =
            Xy { x: quarter.x + normal(&mut s.rng, 0.0, 1_000.0), y: quarter.y + normal(&mut s.rng, 0.0, 1_000.0) };
        let to = if hour >= 21 { quarter } else { near };
        plan.errands.push(Errand { mode: Mode::Bicycle, ..Errand::at(at, to) });
        at += if hour >= 21 { 11 * HOUR } else { seconds(&mut s.rng, 1_500, 4_500) };
    }
    let itinerary = Arc::new(plan.drive(s.end, &mut s.rng));
    let ride = Ride { from: back, city: s.persona.city, itinerary };
    if let Some(wired) = &mut s.wired {
        wired.conditions.alarms.push((t, Alarm::PowerCut));
        wired.conditions.unpowered.push(Window { from: t, to: back });
        wired.conditions.dead.push(Window { from: t + 90, to: back });
        wired.conditions.other_voltage = Some((back, 48_500));
        wired.elsewhere.push(ride);
    }
    s.event(t - 60, s.end);
    s.expect(DeviceMoved, t, t + 60 * HOUR, High);
}

/// Drives about for `count` trips without a rest, then back to the routine.
fn wander(s: &mut Story<'_>, t: i64, count: usize) {
    let back = s.plan.cut(t, t + count as i64 * 1_500 + 3_600);
    let errands = &mut s.plan.errands;
    let index = errands.iter().position(|e| matches!(e.leave, Leave::At(at) if at >= t)).unwrap_or(errands.len());
    let far = |k: usize| if k.is_multiple_of(2) { 1.0 } else { -1.0 };
    let mut trips: Vec<Errand> = Vec::new();
    for k in 0..count {
        let to = Xy {
            x: far(k) * s.rng.random_range(4_000.0..7_000.0),
            y: far(k / 2) * s.rng.random_range(2_000.0..6_000.0),
        };
        let leave = if k == 0 { Leave::At(t) } else { Leave::After(60) };
        trips.push(Errand { leave, ..Errand::at(t, to.crossing().moved(15.0, 15.0)) });
    }
    trips.push(Errand { leave: Leave::After(60), ..Errand::at(t, back) });
    errands.splice(index..index, trips);
}

pub(super) fn gsm_jam(s: &mut Story<'_>) {
    let t = s.moment(1, 10.0, 20.0);
    wander(s, t, 3);
    s.drive();
    let from = t + seconds(&mut s.rng, 400, 900);
    let to = from + seconds(&mut s.rng, HOUR, 6 * HOUR);
    // GT06 has no code of its own for it: makers send the one of a fake base station or, in conflict with others, that of
    // hard braking. JT/T 808 has no bit for it.
    let (said, code) = (s.rng.random::<bool>(), s.rng.random::<bool>());
    let alarm = match s.wired.as_ref().map(|w| w.spec.protocol) {
        Some(Protocol::Gt06) if code => Some(Alarm::HardBraking),
        Some(Protocol::Gt06) => Some(Alarm::FakeBaseStation),
        Some(Protocol::Jt808) | None => None,
        Some(_) => Some(Alarm::Jamming),
    };
    let alarm = alarm.filter(|_| said);
    for tracker in s.trackers() {
        tracker.conditions.no_memory.push(Window { from, to });
    }
    if let Some((wired, alarm)) = s.wired.as_mut().zip(alarm) {
        wired.conditions.alarms.push((from - 5, alarm));
    }
    s.event(from - 60, to + HOUR);
    let deadline = if alarm.is_some() { from + 30 * 60 } else { to + 30 * 60 };
    s.expect(GsmJamming, from, deadline, Warn);
}

pub(super) fn gps_jam(s: &mut Story<'_>) {
    let t = s.moment(1, 10.0, 20.0);
    wander(s, t, 4);
    s.drive();
    let from = t + seconds(&mut s.rng, 300, 900);
    let to = from + seconds(&mut s.rng, 900, 2_700);
    for tracker in s.trackers() {
        tracker.conditions.no_gnss.push(Window { from, to });
    }
    s.event(from - 60, to + HOUR);
    s.expect(GpsJamming, from, from + 900, Warn);
}

pub(super) fn abscond(s: &mut Story<'_>) {
    let t = s.moment(1, 18.0, 26.0);
    let course = s.rng.random_range(0.0..std::f64::consts::TAU);
    // North and west of every city there are 400 km of land; the frame is a plane, which does not matter here.
    let to = Xy { x: -300_000.0 * course.cos().abs(), y: 300_000.0 * course.sin().abs() };
    s.plan.end_at(Errand { mode: Mode::Motorway, ..Errand::at(t, to) });
    s.drive();
    let out = s.itinerary.next_movement(t - 60).map(|leg| leg.from).unwrap_or(t);
    let city = s.persona.place();
    let area = Hull::of(&area(s, out).into_iter().map(|at| city.point(at)).collect::<Vec<_>>());
    let beyond = |t: i64| area.as_ref().is_some_and(|a| a.outside_m(city.point(s.itinerary.at(t).at)) > 30_000.0);
    let crossing = (out..s.end).step_by(30).find(|&t| beyond(t)).unwrap_or(s.end);
    s.event(t - 60, s.end);
    s.expect(RegionExit, crossing, crossing + 600, Warn);
}

/// The places of 95 % of the time parked before `until`, and what was declared.
fn area(s: &Story<'_>, until: i64) -> Vec<Xy> {
    let mut dwelt: Vec<(Xy, i64)> = Vec::new();
    for leg in s.itinerary.stays().filter(|leg| leg.from < until) {
        let dwell = leg.to.min(until) - leg.from;
        match dwelt.iter_mut().find(|d| d.0 == leg.start()) {
            Some(place) => place.1 += dwell,
            None => dwelt.push((leg.start(), dwell)),
        }
    }
    dwelt.sort_by_key(|d| std::cmp::Reverse(d.1));
    let enough = dwelt.iter().map(|d| d.1).sum::<i64>() * 95 / 100;
    let mut sum = 0;
    let within = dwelt.into_iter().take_while(|d| {
        let before = sum;
        sum += d.1;
        before < enough
    });
    within.map(|d| d.0).chain([s.persona.home, s.persona.work]).collect()
}

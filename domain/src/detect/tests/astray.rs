//! A wired tracker that lives in another car: whose life is it that is told?

use super::super::{Place, PlaceKind};
use super::*;
use crate::detect::Stay;
use crate::geo::Point;
use lienwatch_protocols::message::Alarm;

/// Far from home (0, 0) and from work (5000, 0).
const OTHER_HOME: (f64, f64) = (20_000.0, 9_000.0);
const OTHER_WORK: (f64, f64) = (26_000.0, 9_000.0);
/// Cut at work on day 8, and powered again in the other car.
const CUT: i64 = 8 * DAY + 11 * HOUR;
const BACK: i64 = CUT + HOUR;

pub(super) fn told(run: &Run, assets: Assets, until: i64) -> Vec<Change> {
    let mut watch = Watch::new(Parameters::default(), Arc::new(assets));
    let mut out = Vec::new();
    for o in run.sorted() {
        watch.observe(&o, &mut out);
    }
    watch.advance(Stream::new().time(until), &mut out);
    out
}

/// The last word of each stay, without those that are none any more.
pub(super) fn stays(out: &[Change]) -> Vec<Stay> {
    let mut by_arrival: BTreeMap<_, Stay> = BTreeMap::new();
    for change in out {
        if let Change::Stay(stay) = change {
            by_arrival.insert(stay.arrive, stay.clone());
        }
    }
    by_arrival.into_values().filter(|s| s.leave.is_none_or(|leave| leave > s.arrive)).collect()
}

pub(super) fn places(out: &[Change]) -> Vec<Place> {
    let last = out.iter().rev().find_map(|c| match c {
        Change::Places(_, places) => Some(places.clone()),
        _ => None,
    });
    last.expect("learned")
}

pub(super) fn near(at: Point, place: (f64, f64)) -> bool {
    at.distance_m(point(place.0, place.1)) < 300.0
}

/// The wired tracker commutes for eight days, is cut at work, and goes on in another car.
fn taken(days: i64) -> Run {
    let mut run = Run::default();
    run.commute(1, 8);
    run.parked(1, 8 * DAY, 8 * DAY + 8 * HOUR, (0.0, 0.0), true);
    let there = run.drive(1, 8 * DAY + 8 * HOUR, (0.0, 0.0), (5000.0, 0.0));
    run.parked(1, there, CUT, (5000.0, 0.0), true);
    let s = Stream::new();
    run.push(s.at(CUT).fix(5000.0, 0.0).ignition(false).power(false).alarm(Alarm::PowerCut));
    other_life(&mut run, BACK, days);
    run
}

fn other_life(run: &mut Run, from: i64, days: i64) {
    run.parked(1, from, 8 * DAY + 19 * HOUR, OTHER_WORK, true);
    let home = run.drive(1, 8 * DAY + 19 * HOUR, OTHER_WORK, OTHER_HOME);
    run.parked(1, home, 9 * DAY, OTHER_HOME, true);
    for d in 9..days {
        let t = d * DAY;
        run.parked(1, t, t + 8 * HOUR, OTHER_HOME, true);
        let there = run.drive(1, t + 8 * HOUR, OTHER_HOME, OTHER_WORK);
        run.parked(1, there, t + 18 * HOUR, OTHER_WORK, true);
        let back = run.drive(1, t + 18 * HOUR, OTHER_WORK, OTHER_HOME);
        run.parked(1, back, t + DAY, OTHER_HOME, true);
    }
}

/// The wireless tracker wakes at three and at fifteen, at home and at work, never twice at quite the same spot.
fn wakes(run: &mut Run, days: std::ops::Range<i64>) {
    let s = Stream::new();
    for d in days {
        for (hour, east) in [(3, 0.0), (15, 5000.0)] {
            let t = d * DAY + hour * HOUR;
            run.push(s.at(t).tracker(WIRELESS + 1).fix(east + (d % 7) as f64, (d % 5) as f64).battery(80));
        }
    }
}

#[test]
fn the_life_goes_on_with_the_tracker_that_stayed() {
    let mut run = taken(14);
    wakes(&mut run, 0..14);
    let out = told(&run, assets(1), 14 * DAY);
    let alerts = last_words(&out);
    let apart = of(&alerts, AlertType::Separation);
    assert_eq!(apart.len(), 1, "{alerts:#?}");
    let with_car = apart[0].evidence.iter().find(|e| e.feature == "still_with_the_car");
    assert_eq!(with_car.map(|e| e.value.clone()), Some("wireless".into()));
    let elsewhere: Vec<_> =
        stays(&out).into_iter().filter(|s| near(s.point, OTHER_HOME) || near(s.point, OTHER_WORK)).collect();
    assert!(elsewhere.is_empty(), "another car's: {elsewhere:#?}");
    let places = places(&out);
    assert!(places.iter().all(|p| near(p.point, (0.0, 0.0)) || near(p.point, (5000.0, 0.0))), "{places:#?}");
    assert_eq!(places.iter().filter(|p| p.kind == PlaceKind::Home).count(), 1);
    // What the wireless tracker tells is told on.
    let late = stays(&out).into_iter().filter(|s| second(s.arrive) > 10 * DAY).count();
    assert!(late >= 4, "{late} stays after the separation");
}

#[test]
fn a_tracker_that_comes_back_tells_again() {
    let mut run = taken(11);
    // On day 11 it is in its car again, and says where that goes between two wakes.
    let market = (2000.0, 6000.0);
    for d in 11..14 {
        let t = d * DAY;
        run.parked(1, t, t + 8 * HOUR, (0.0, 0.0), true);
        let there = run.drive(1, t + 8 * HOUR, (0.0, 0.0), (5000.0, 0.0));
        run.parked(1, there, t + 18 * HOUR, (5000.0, 0.0), true);
        let shop = run.drive(1, t + 18 * HOUR, (5000.0, 0.0), market);
        run.parked(1, shop, t + 20 * HOUR, market, true);
        let back = run.drive(1, t + 20 * HOUR, market, (0.0, 0.0));
        run.parked(1, back, t + DAY, (0.0, 0.0), true);
    }
    wakes(&mut run, 0..14);
    let out = told(&run, assets(1), 14 * DAY);
    let apart: Vec<_> = last_words(&out).into_iter().filter(|a| a.kind == AlertType::Separation).collect();
    assert!(apart.iter().all(|a| a.state != AlertState::Open), "{apart:#?}");
    let shopping = stays(&out).into_iter().filter(|s| near(s.point, market)).count();
    assert!((1..=3).contains(&shopping), "{shopping} of 3 stays at the market");
}

#[test]
fn without_another_tracker_a_life_on_a_bicycle_is_not_the_cars() {
    let mut run = Run::default();
    run.commute(1, 9);
    let s = Stream::new();
    run.push(s.at(9 * DAY).fix(0.0, 0.0).ignition(false).power(false).alarm(Alarm::PowerCut));
    let from = 9 * DAY + HOUR;
    let end = super::devices::ride(&mut run, from, 30, (8000.0, 8000.0));
    let mut only = assets(1);
    only.bindings.remove(&TrackerNo(WIRELESS + 1));
    let out = told(&run, only, end);
    let moved: Vec<_> = last_words(&out).into_iter().filter(|a| a.kind == AlertType::DeviceMoved).collect();
    assert!(moved.iter().any(|a| a.severity >= Severity::High), "{moved:#?}");
    let ridden: Vec<_> = stays(&out).into_iter().filter(|s| second(s.arrive) > 9 * DAY).collect();
    assert!(ridden.is_empty(), "{ridden:#?}");
    assert!(places(&out).iter().all(|p| near(p.point, (0.0, 0.0)) || near(p.point, (5000.0, 0.0))));
}

#[test]
fn a_wireless_tracker_in_another_car_leaves_the_life_where_it_was() {
    let mut run = Run::default();
    run.commute(1, 14);
    let s = Stream::new();
    for d in 0..14 {
        let at = if d < 8 { (0.0, 0.0) } else { OTHER_HOME };
        let t = d * DAY + 3 * HOUR;
        run.push(s.at(t).tracker(WIRELESS + 1).fix(at.0 + (d % 7) as f64, at.1).battery(80));
    }
    let out = told(&run, assets(1), 14 * DAY);
    assert_eq!(of(&last_words(&out), AlertType::Separation).len(), 1);
    let stays = stays(&out);
    assert_eq!(stays.len(), 29, "two a day, and the last one still open");
    assert!(stays.iter().all(|s| near(s.point, (0.0, 0.0)) || near(s.point, (5000.0, 0.0))), "{stays:#?}");
}

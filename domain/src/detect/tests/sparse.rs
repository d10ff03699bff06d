//! Stays of which little is heard: below ground, and between the wakes of a sleepy tracker.

use super::astray::{near, places, stays, told};
use super::*;
use crate::detect::PlaceKind;

/// A wired tracker on its way, heading east (90) or west (270), until it is below ground or from when it came out.
fn on_the_way(run: &mut Run, from: i64, to: i64, east: f64, course: u16) {
    let s = Stream::new();
    let way = if course == 90 { 10.0 } else { -10.0 };
    for t in (from..to).step_by(30) {
        let at = east + way * (t - from) as f64;
        run.push(s.at(t).fix(at, 0.0).speed(36.0).course(course).ignition(true).power(true));
    }
}

#[test]
fn a_car_that_sleeps_below_ground_has_its_home_there() {
    let mut run = Run::default();
    // Home is at 0, work 5 km east. Satellites are lost 200 m before it, and found 120 m beyond that on the way back.
    for d in 0..8 {
        let t = d * DAY;
        on_the_way(&mut run, t + 8 * HOUR, t + 8 * HOUR + 480, 320.0 + d as f64 * 10.0, 90);
        run.parked(1, t + 8 * HOUR + 480, t + 18 * HOUR, (5000.0, 0.0), true);
        on_the_way(&mut run, t + 18 * HOUR, t + 18 * HOUR + 500, 5000.0, 270);
    }
    let mut only = assets(1);
    only.bindings.remove(&TrackerNo(WIRELESS + 1));
    let out = told(&run, only, 8 * DAY);
    let nights: Vec<_> = stays(&out).into_iter().filter(|s| near(s.point, (0.0, 0.0))).collect();
    assert_eq!(nights.len(), 7, "{nights:#?}");
    for night in &nights {
        let off = night.point.distance_m(point(0.0, 0.0));
        assert!(off < 120.0, "{off} m");
        assert!(night.leave.is_some_and(|leave| (leave - night.arrive).num_hours() >= 13));
    }
    let home = places(&out).into_iter().find(|p| p.kind == PlaceKind::Home).expect("it sleeps somewhere");
    assert!(home.point.distance_m(point(0.0, 0.0)) < 120.0, "{home:?}");
}

#[test]
fn each_wake_of_a_sleepy_tracker_is_a_stay_of_its_own() {
    let mut run = Run::default();
    let s = Stream::new();
    for d in 0..6 {
        for (hour, east) in [(2, 0.0), (8, 0.0), (14, 5000.0), (20, 0.0)] {
            let t = d * DAY + hour * HOUR;
            run.push(s.at(t).tracker(WIRELESS + 1).fix(east + (t % 7) as f64, (t % 11) as f64).battery(80));
        }
    }
    let out = told(&run, assets(1), 6 * DAY);
    let at_work = stays(&out).into_iter().filter(|s| near(s.point, (5000.0, 0.0))).count();
    assert_eq!(at_work, 6, "one each day");
}

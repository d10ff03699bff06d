//! Fences and provinces: crossings that are certain, and receivers that tremble at the line.

use super::*;
use crate::detect::{Allowed, Fence, FenceRule, Province};
use crate::ids::FenceId;

const LENDER: LenderNo = LenderNo(1);

/// A fence of 1 km around the origin.
fn fenced(rule: FenceRule) -> Assets {
    let shape = Shape::Circle { centre: point(0.0, 0.0), radius_m: 1000.0 };
    let mut assets = assets(1);
    assets.areas.fences.insert(VehicleNo(1), vec![Arc::new(Fence { id: FenceId(Uuid::from_u128(1)), rule, shape })]);
    assets
}

/// Fixes of one car on its way east: (second, metres east).
fn way(fixes: &[(i64, f64)]) -> Run {
    let mut run = Run::default();
    for (t, east) in fixes {
        run.push(Stream::new().at(*t).fix(*east, 0.0).speed(30.0).ignition(true).power(true));
    }
    run
}

#[test]
fn a_car_that_leaves_its_fence_is_said_at_the_second_fix_and_closed_when_back() {
    let run = way(&[(0, 500.0), (30, 900.0), (60, 1100.0), (90, 1300.0), (120, 900.0), (150, 700.0)]);
    let alerts = run.alerts(fenced(FenceRule::KeepIn), 95);
    assert_eq!(alerts.len(), 1);
    assert_eq!((alerts[0].kind, second(alerts[0].event_at)), (AlertType::Fence, 60));
    assert_eq!(second(alerts[0].raised_at), 90);
    assert!(alerts[0].evidence.iter().any(|e| e.feature == "left_fence"));
    let alerts = run.alerts(fenced(FenceRule::KeepIn), 300);
    assert_eq!(alerts[0].state, AlertState::Closed);
    assert_eq!(way(&[(0, 500.0), (30, 1100.0)]).alerts(fenced(FenceRule::KeepIn), 89).len(), 0);
    assert_eq!(way(&[(0, 500.0), (30, 1100.0)]).alerts(fenced(FenceRule::KeepIn), 91).len(), 1, "a minute is enough");
}

#[test]
fn at_the_line_a_car_is_on_neither_side() {
    let tremble: Vec<_> = (0..40).map(|i| (i * 30, 1000.0 + 45.0 * f64::from(i as i32 % 3 - 1))).collect();
    assert_eq!(way(&tremble).alerts(fenced(FenceRule::KeepIn), 2000).len(), 0);
    // From inside it trembles at the line of what it must not enter; one spike across is taken back in time.
    let spike = [(0, 1500.0), (30, 1020.0), (60, 990.0), (75, 1100.0), (105, 1030.0), (500, 1040.0)];
    assert_eq!(way(&spike).alerts(fenced(FenceRule::KeepOut), 900).len(), 0);
}

#[test]
fn a_car_that_enters_what_it_must_not_and_one_that_is_there_at_first_are_said() {
    let alerts = way(&[(0, 1500.0), (30, 900.0), (60, 600.0)]).alerts(fenced(FenceRule::KeepOut), 100);
    assert!(alerts[0].evidence.iter().any(|e| e.feature == "entered_fence"));
    assert_eq!(way(&[(0, 100.0), (30, 120.0)]).alerts(fenced(FenceRule::KeepOut), 100).len(), 1);
    assert_eq!(way(&[(0, 3000.0), (30, 3100.0)]).alerts(fenced(FenceRule::KeepIn), 100).len(), 1);
}

#[test]
fn a_fence_that_is_taken_away_closes_its_alert() {
    let run = way(&[(0, 500.0), (30, 1200.0), (60, 1300.0), (90, 1400.0)]);
    let mut watch = Watch::new(Parameters::default(), Arc::new(fenced(FenceRule::KeepIn)));
    let mut out = Vec::new();
    let reports = run.sorted();
    reports[..3].iter().for_each(|o| drop(watch.observe(o, &mut out)));
    assert_eq!(last_words(&out)[0].state, AlertState::Open);
    watch.set_assets(Arc::new(assets(1)));
    watch.observe(&reports[3], &mut out);
    assert_eq!(last_words(&out)[0].state, AlertState::Closed);
}

/// Two provinces: west of 2 km east, and east of it, with a lake in the east.
fn provinces() -> Assets {
    let ring =
        |w: f64, e: f64, half: f64| [(w, -half), (e, -half), (e, half), (w, half)].map(|(x, y)| point(x, y)).to_vec();
    let mut assets = assets(1);
    let west = Arc::new(Province::new("31".into(), vec![ring(-50_000.0, 2000.0, 50_000.0)]));
    let east = vec![ring(2000.0, 90_000.0, 50_000.0), ring(20_000.0, 30_000.0, 5000.0)];
    let known = vec![Arc::clone(&west), Arc::new(Province::new("32".into(), east))];
    assets.areas.provinces.insert(LENDER, known);
    assets.areas.allowed.insert(VehicleNo(1), Arc::new(Allowed::new(vec![west])));
    assets
}

#[test]
fn two_fixes_ten_minutes_apart_outside_its_province_are_an_exit() {
    let out = way(&[(0, 0.0), (300, 4000.0), (600, 6000.0), (900, 8000.0)]);
    let exits = |run: &Run| {
        let alerts = run.alerts(provinces(), 2000);
        of(&alerts, AlertType::ProvinceExit).into_iter().cloned().collect::<Vec<_>>()
    };
    let alerts = out.alerts(provinces(), 1000);
    assert_eq!(alerts.len(), 1);
    assert_eq!((alerts[0].kind, second(alerts[0].raised_at)), (AlertType::ProvinceExit, 900));
    assert!(alerts[0].evidence.iter().any(|e| e.feature == "province" && e.value == "32"));
    // A road along the border, an excursion of nine minutes, and a car that may go everywhere.
    assert_eq!(exits(&way(&[(0, 0.0), (300, 2400.0), (1500, 2300.0)])).len(), 0);
    assert_eq!(exits(&way(&[(0, 0.0), (300, 4000.0), (840, 5000.0), (900, 0.0)])).len(), 0);
    let mut anywhere = provinces();
    anywhere.areas.allowed.clear();
    assert_eq!(out.alerts(anywhere, 1000).len(), 0);
    // Two fixes inside end it.
    let back = way(&[(0, 0.0), (300, 4000.0), (900, 5000.0), (1200, 0.0), (1500, -900.0)]);
    assert_eq!(exits(&back)[0].state, AlertState::Closed);
}

#[test]
fn a_lake_is_not_in_its_province() {
    let assets = provinces();
    assert_eq!(assets.areas.province(LENDER, point(25_000.0, 0.0)), None);
    assert_eq!(assets.areas.province(LENDER, point(15_000.0, 0.0)), Some("32"));
    let allowed = assets.areas.allowed(VehicleNo(1), LENDER).expect("a rule");
    let d = allowed.outside_m(point(5000.0, 0.0)).expect("a border");
    assert!((d - 3000.0).abs() < 10.0, "{d}");
}

#[test]
fn what_a_lender_allows_all_holds_for_the_vehicle_of_which_nothing_else_is_said() {
    let exits = |assets: Assets| {
        let alerts = way(&[(0, 4000.0), (300, 5000.0), (900, 6000.0)]).alerts(assets, 1000);
        of(&alerts, AlertType::ProvinceExit).len()
    };
    let mut usual = provinces();
    let west = usual.areas.allowed.remove(&VehicleNo(1)).expect("a rule");
    usual.areas.usual.insert(LENDER, west);
    assert_eq!(exits(usual.clone()), 1);
    usual.areas.allowed.insert(VehicleNo(1), Arc::new(Allowed::default()));
    assert_eq!(exits(usual), 0, "it may go everywhere");
}

#[test]
fn other_borders_are_measured_anew() {
    let run = way(&[(0, 0.0), (300, 100.0), (1200, 200.0), (1500, 300.0)]);
    let east = provinces();
    let mut moved = provinces();
    let known = moved.areas.provinces[&LENDER].clone();
    moved.areas.allowed.insert(VehicleNo(1), Arc::new(Allowed::new(vec![Arc::clone(&known[1])])));
    let mut watch = Watch::new(Parameters::default(), Arc::new(east));
    let mut out = Vec::new();
    let reports = run.sorted();
    reports[..1].iter().for_each(|o| drop(watch.observe(o, &mut out)));
    watch.set_assets(Arc::new(moved));
    reports[1..].iter().for_each(|o| drop(watch.observe(o, &mut out)));
    let last = last_words(&out);
    assert_eq!(of(&last, AlertType::ProvinceExit).len(), 1, "it stands 2 km west of where it may be now");
}

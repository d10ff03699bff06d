//! Properties of forecasts: they sum to one, repeat, know nothing of what comes later, and stand still for any stays.

use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::Stay;
use lienwatch_domain::forecast::{Forecast, ForecastParameters, Known, Window, forecast};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::VehicleNo;
use proptest::prelude::*;

const ZONE_S: i32 = 8 * 3600;

fn start() -> DateTime<Utc> {
    "2026-09-20T16:00:00Z".parse().expect("a time")
}

fn place(n: u8) -> Point {
    let origin = Point::from_degrees(31.2, 121.4).expect("in range");
    origin.moved_m(origin.lat().to_radians().cos(), f64::from(n) * 700.0, f64::from(n % 3) * 900.0)
}

fn stay(from_h: f64, to_h: f64, at: Point) -> Stay {
    let time = |h: f64| start() + TimeDelta::seconds((h * 3600.0) as i64);
    Stay { vehicle: VehicleNo(1), arrive: time(from_h), leave: Some(time(to_h)), point: at }
}

fn ask(stays: &[Stay], asof_h: f64, from_h: f64, hours: f64) -> Forecast {
    let time = |h: f64| start() + TimeDelta::seconds((h * 3600.0) as i64);
    let window = Window::new(time(from_h), time(from_h + hours)).expect("not empty");
    let known = Known { stays, heard: None, removed: None, asof: time(asof_h) };
    forecast(&known, window, ZONE_S, &ForecastParameters::default())
}

/// At home at night, at work on working days, for so many days.
fn commuter(days: i32) -> Vec<Stay> {
    (0..days)
        .flat_map(|d| {
            let at = |h: f64| f64::from(d) * 24.0 + h;
            // The first day is a Monday.
            let works = d % 7 < 5;
            let work = works.then(|| stay(at(8.5), at(18.0), place(5)));
            let home = if works { stay(at(19.0), at(32.0), place(0)) } else { stay(at(10.0), at(32.0), place(0)) };
            work.into_iter().chain([home])
        })
        .collect()
}

#[test]
fn a_commuter_sleeps_at_home_and_is_at_work_in_the_morning() {
    let stays = commuter(26);
    let night = ask(&stays, 25.0 * 24.0 + 18.0, 25.0 * 24.0 + 22.0, 8.0);
    assert!(night.items[0].point.distance_m(place(0)) < 1.0 && night.items[0].p > 0.9, "{night:?}");
    let morning = ask(&stays, 24.0 * 24.0 + 6.0, 24.0 * 24.0 + 9.0, 8.0);
    assert!(morning.items[0].point.distance_m(place(5)) < 1.0 && morning.items[0].p > 0.7, "{morning:?}");
    assert_eq!(morning.items[0].from, start() + TimeDelta::hours(24 * 24 + 9));
    // The stay at home lasts while he is asked for at six: its own length says that it will not last into the day.
    assert!(morning.basis.live.is_some_and(|l| l.lasts_on < 0.5), "{:?}", morning.basis);
}

#[test]
fn without_a_history_everything_is_elsewhere_and_one_stay_is_a_hint() {
    let nothing = ask(&[], 10.0, 22.0, 8.0);
    assert!(nothing.items.is_empty() && nothing.elsewhere == 1.0);
    let one = ask(&[stay(0.0, 5.0, place(1))], 10.0, 22.0, 8.0);
    assert_eq!(one.items.len(), 1);
    assert!(one.elsewhere > 0.2 && one.elsewhere < 1.0);
}

#[test]
fn a_car_that_has_stood_for_ten_days_and_is_heard_still_stands_there_tomorrow() {
    let mut stays = commuter(12);
    let hours = 12.0 * 24.0 + 10.0;
    let mut parked = stay(hours, hours + 1.0, place(9));
    parked.leave = None;
    stays.push(parked);
    let asof = hours + 240.0;
    let said = ask(&stays, asof, asof + 4.0, 8.0);
    assert!(said.items[0].point.distance_m(place(9)) < 1.0 && said.items[0].p > 0.9, "{said:?}");
    // Not heard since it came: nobody knows.
    let time = |h: f64| start() + TimeDelta::seconds((h * 3600.0) as i64);
    let window = Window::new(time(asof + 4.0), time(asof + 12.0)).expect("not empty");
    let known = Known { stays: &stays, heard: Some(time(hours + 1.0)), removed: None, asof: time(asof) };
    let silent = forecast(&known, window, ZONE_S, &ForecastParameters::default());
    assert!(silent.items[0].p < said.items[0].p, "{silent:?}");
}

#[test]
fn a_car_that_is_disarmed_where_it_never_was_before_is_kept_there() {
    let mut stays = commuter(12);
    let hours = 12.0 * 24.0 + 10.0;
    let time = |h: f64| start() + TimeDelta::seconds((h * 3600.0) as i64);
    let window = Window::new(time(hours + 12.0), time(hours + 20.0)).expect("not empty");
    let asked = |stays: &[Stay], removed: Option<f64>| {
        let heard = Some(time(hours + 1.0));
        let known = Known { stays, heard, removed: removed.map(time), asof: time(hours + 8.0) };
        let said = forecast(&known, window, ZONE_S, &ForecastParameters::default());
        let there = said.items.iter().find(|i| i.point.distance_m(place(9)) < 1.0).map_or(0.0, |i| i.p);
        let sum: f64 = said.items.iter().map(|i| i.p).sum::<f64>() + said.elsewhere;
        assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        there
    };
    let mut parked = stay(hours, hours + 1.0, place(9));
    parked.leave = None;
    stays.push(parked);
    assert!(asked(&stays, None) < 0.8);
    assert!(asked(&stays, Some(hours + 1.0)) > 0.8);
    // Disarmed at home, and silent since: it may be anywhere.
    let home = commuter(13);
    let known = |removed, heard: f64| {
        let (removed, heard) = (Some(time(removed)), Some(time(heard)));
        let known = Known { stays: &home, heard, removed, asof: time(13.0 * 24.0 + 18.0) };
        let window = Window::new(time(13.0 * 24.0 + 22.0), time(13.0 * 24.0 + 30.0)).expect("not empty");
        forecast(&known, window, ZONE_S, &ForecastParameters::default())
    };
    let (silenced, alive) = (known(13.0 * 24.0 + 2.0, 13.0 * 24.0 + 3.0), known(13.0 * 24.0 - 9.0, 13.0 * 24.0 + 17.0));
    assert!(silenced.elsewhere > 0.6 && silenced.items[0].p < 0.4, "{silenced:?}");
    assert!(alive.items[0].p > 0.6, "its other tracker goes on: {alive:?}");
    // A later stay tells that it left: with the tracker that is left.
    stays.pop();
    stays.push(stay(hours, hours + 2.0, place(9)));
    stays.push(stay(hours + 3.0, hours + 5.0, place(1)));
    assert!(asked(&stays, Some(hours + 1.0)) < 0.3);
}

fn any_stays() -> impl Strategy<Value = Vec<Stay>> {
    prop::collection::vec((0.0..1400.0_f64, 0.0..40.0_f64, 0u8..12), 0..120)
        .prop_map(|stays| stays.into_iter().map(|(from, hours, at)| stay(from, from + hours, place(at))).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_comes_later_never_changes_the_answer(
        mut stays in any_stays(),
        asof in 0.0..1500.0_f64,
        ahead in 0.0..48.0_f64,
        hours in 0.5..30.0_f64,
    ) {
        let now = start() + TimeDelta::seconds((asof * 3600.0) as i64);
        let said = ask(&stays, asof, asof + ahead, hours);
        let sum: f64 = said.items.iter().map(|i| i.p).sum::<f64>() + said.elsewhere;
        prop_assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        prop_assert!(said.items.windows(2).all(|w| w[0].p >= w[1].p));
        prop_assert!(said.items.iter().all(|i| i.from <= i.to));
        // As it would be if the world had ended then, and in whatever order the stays come.
        stays.reverse();
        let mut then: Vec<Stay> = stays.iter().filter(|s| s.arrive <= now).cloned().collect();
        then.iter_mut().for_each(|s| if s.leave.is_some_and(|l| l > now) { s.leave = None });
        prop_assert_eq!(&ask(&then, asof, asof + ahead, hours), &said);
        // As it is when something else comes instead.
        then.push(stay(asof + 1.0, asof + 200.0, place(11)));
        prop_assert_eq!(&ask(&then, asof, asof + ahead, hours), &said);
    }
}

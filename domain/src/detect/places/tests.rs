//! Places learned from made-up weeks.

use super::*;
use crate::detect::stream::{Stream, ZONE_S, point};

fn week(days: i64, stays: &[(f64, f64, Point)]) -> Places {
    let (mut places, s) = (Places::default(), Stream::new());
    for day in 0..days {
        for (from, to, at) in stays {
            let h = |h: f64| s.moment(day * DAY_S + (h * 3600.0) as i64);
            let p = PlaceParameters::default();
            places.take((h(*from), h(*to), *at), p.join_m, ZONE_S, &p);
        }
    }
    places
}

fn kinds(places: &Places) -> Vec<(PlaceKind, Point)> {
    places.list(&[], &PlaceParameters::default()).into_iter().map(|p| (p.kind, p.point)).collect()
}

#[test]
fn a_commuter_sleeps_at_home_and_works_at_work() {
    let (home, work) = (point(0.0, 0.0), point(5000.0, 0.0));
    let places = week(5, &[(8.5, 18.0, work), (19.0, 32.0, home)]);
    let kinds = kinds(&places);
    assert_eq!(kinds[0].0, PlaceKind::Home);
    assert!(kinds[0].1.distance_m(home) < 1.0);
    assert_eq!(kinds[1].0, PlaceKind::Work);
}

#[test]
fn a_night_worker_rests_by_day_at_home() {
    let (home, work) = (point(0.0, 0.0), point(5000.0, 0.0));
    // Home from 7:00 to 21:00, at work from 21:30 to 6:30.
    let places = week(6, &[(7.0, 21.0, home), (21.5, 30.5, work)]);
    let kinds = kinds(&places);
    let find = |k| kinds.iter().find(|x| x.0 == k).map(|x| x.1);
    assert!(find(PlaceKind::Home).expect("a home").distance_m(home) < 1.0);
    assert!(find(PlaceKind::Work).expect("a work place").distance_m(work) < 1.0);
}

#[test]
fn two_nights_are_no_home_and_places_are_bounded() {
    let places = week(2, &[(19.0, 32.0, point(0.0, 0.0))]);
    assert!(kinds(&places).iter().all(|k| k.0 == PlaceKind::Other));
    let (mut places, s) = (Places::default(), Stream::new());
    for i in 0..200 {
        let at = point(i as f64 * 400.0, 0.0);
        let p = PlaceParameters::default();
        places.take((s.moment(i * 3600), s.moment(i * 3600 + 600 + i), at), p.join_m, ZONE_S, &p);
    }
    assert_eq!(places.known.len(), 64);
}

#[test]
fn near_stays_are_one_place_at_their_dwell_weighted_centre() {
    let places = week(1, &[(1.0, 3.0, point(0.0, 0.0)), (4.0, 5.0, point(90.0, 0.0))]);
    assert_eq!(places.known.len(), 1);
    assert!((places.known[0].point.distance_m(point(0.0, 0.0)) - 30.0).abs() < 1.0);
}

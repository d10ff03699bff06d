//! Sites found by what ends there, and what only looks like one.

use super::*;
use crate::detect::stream::{Stream, point};
use crate::detect::{Declared, DeclaredKind};
use crate::geo::SiteIndex;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

fn stay(vehicle: i32, arrive: i64, leave: Option<i64>, at: (f64, f64)) -> Stay {
    let s = Stream::new();
    let (arrive, leave) = (s.time(arrive), leave.map(|t| s.time(t)));
    Stay { vehicle: VehicleNo(vehicle), arrive, leave, point: point(at.0, at.1) }
}

/// A week of home and work, far from everything, then whatever else.
fn life(vehicle: i32, rest: Vec<Stay>) -> Vec<Stay> {
    let home = (20_000.0 + 700.0 * f64::from(vehicle), 0.0);
    let mut stays = Vec::new();
    for d in 0..7 {
        stays.push(stay(vehicle, d * DAY, Some(d * DAY + 8 * HOUR), home));
        stays.push(stay(vehicle, d * DAY + 9 * HOUR, Some(d * DAY + 18 * HOUR), (home.0, 9000.0)));
    }
    stays.extend(rest);
    stays
}

fn removal(at: i64) -> Trouble {
    let s = Stream::new();
    Trouble { kind: EndKind::Removal, at: s.time(at), raised_at: s.time(at + 300), p: 0.96, open: true }
}

/// What is found of these vehicles (lender 1 for even, 2 for odd ones) at a time.
fn found(lives: &[(Vec<Stay>, Vec<Trouble>)], now: i64) -> Vec<DiscoveredSite> {
    let traced = |(stays, troubles): &(Vec<Stay>, Vec<Trouble>)| Traced {
        lender: LenderNo(stays[0].vehicle.0 % 2 + 1),
        stays: stays.clone(),
        troubles: troubles.clone(),
        declared: Vec::new(),
    };
    let fleet: Vec<Traced> = lives.iter().map(traced).collect();
    survey(&fleet, &SiteIndex::default(), Stream::new().time(now), &DiscoveryParameters::default())
}

const SITE: (f64, f64) = (0.0, 0.0);

/// The third of three cars that end at a site at 8 days and some hours.
fn three() -> Vec<(Vec<Stay>, Vec<Trouble>)> {
    (1..=3)
        .map(|v| {
            let spot = (SITE.0 + 20.0 * f64::from(v - 2), SITE.1 + 10.0);
            (life(v, vec![stay(v, 7 * DAY + i64::from(v) * 5 * HOUR, None, spot)]), Vec::new())
        })
        .collect()
}

#[test]
fn three_cars_that_stay_for_a_day_are_a_site_when_the_third_has() {
    let third = 7 * DAY + 15 * HOUR + DAY;
    assert!(found(&three(), third - 60).is_empty());
    let sites = found(&three(), third + 60);
    assert_eq!(sites.len(), 1);
    let site = &sites[0];
    assert!(site.centre.distance_m(point(SITE.0, SITE.1)) <= 15.0);
    assert_eq!(site.found_at, Stream::new().time(third));
    assert_eq!(site.vehicles.iter().map(|e| e.vehicle.0).collect::<Vec<_>>(), vec![1, 2, 3]);
    assert!(site.confidence > 0.8 && site.ring.len() >= 6);
    // Both lenders are told, each on its own car; and the key does not change when a fourth car comes.
    let alerts = site.alerts(Stream::new().time(third + 60));
    assert_eq!(alerts.iter().map(|a| a.vehicle.0).collect::<BTreeSet<_>>(), BTreeSet::from([2, 3]));
    let mut four = three();
    four.push((life(4, vec![stay(4, 9 * DAY, None, SITE)]), Vec::new()));
    assert_eq!(found(&four, 11 * DAY)[0].key, site.key);
}

#[test]
fn a_third_removal_is_enough_at_once() {
    let mut cars = three();
    let t = 7 * DAY + 15 * HOUR + 2 * HOUR;
    for (v, car) in cars.iter_mut().enumerate() {
        car.1.push(removal(7 * DAY + (v as i64 + 1) * 5 * HOUR + 2 * HOUR));
    }
    assert!(found(&cars, t + 200).is_empty());
    let sites = found(&cars, t + 300);
    assert_eq!(sites.len(), 1);
    assert!(sites[0].evidence.iter().any(|e| e.feature == "trackers_removed_there" && e.value == 3));
}

#[test]
fn a_mall_an_airport_and_cars_that_left_alive_are_no_sites() {
    // Forty visitors, three of them still there after a day.
    let mut mall = three();
    for v in 10..50 {
        mall.push((life(v, vec![stay(v, 7 * DAY, Some(7 * DAY + 3 * HOUR), SITE)]), Vec::new()));
    }
    assert!(found(&mall, 9 * DAY).is_empty());
    // Three are away for days; two others were, and came back: people leave their cars here.
    let mut airport = three();
    for v in 10..12 {
        airport.push((life(v, vec![stay(v, 5 * DAY, Some(7 * DAY), SITE)]), Vec::new()));
    }
    assert!(found(&airport, 9 * DAY).is_empty());
    let left: Vec<_> = three()
        .into_iter()
        .map(|(mut stays, t)| {
            let v = stays[0].vehicle.0;
            stays.last_mut().expect("a stay").leave = Some(Stream::new().time(9 * DAY));
            stays.push(stay(v, 9 * DAY + HOUR, None, (30_000.0, 100.0 * f64::from(v))));
            (stays, t)
        })
        .collect();
    assert!(found(&left, 9 * DAY + 2 * HOUR).is_empty());
}

#[test]
fn a_workshop_that_cuts_power_and_a_house_with_three_owners_are_no_sites() {
    let workshop: Vec<_> = three()
        .into_iter()
        .map(|(mut stays, _)| {
            let arrive = stays.last().expect("a stay").arrive;
            stays.last_mut().expect("a stay").leave = Some(arrive + chrono::TimeDelta::hours(3));
            let cut = Trouble { kind: EndKind::PowerCut, open: false, ..removal(0) };
            let at = arrive + chrono::TimeDelta::hours(1);
            (stays, vec![Trouble { at, raised_at: at, ..cut }])
        })
        .collect();
    assert!(found(&workshop, 8 * DAY).is_empty());
    let p = DiscoveryParameters::default();
    let now = Stream::new().time(10 * DAY);
    let (stays, _) = &three()[0];
    let declared = [Declared { kind: DeclaredKind::Home, point: point(SITE.0, SITE.1) }];
    assert_eq!(ends(LenderNo(1), stays, &[], &declared, now, &p), Vec::new());
    // Three evenings there before: a friend's house.
    let mut friend: Vec<Stay> = (0..3).map(|d| stay(1, d * DAY + 19 * HOUR, Some(d * DAY + 22 * HOUR), SITE)).collect();
    friend.push(stay(1, 7 * DAY, None, SITE));
    assert_eq!(ends(LenderNo(1), &friend, &[], &[], now, &p), Vec::new());
}

#[test]
fn two_cars_are_not_enough_and_the_order_of_ends_does_not_matter() {
    let mut cars = three();
    cars.pop();
    assert!(found(&cars, 12 * DAY).is_empty());
    let (p, now) = (DiscoveryParameters::default(), Stream::new().time(12 * DAY));
    let mut all: Vec<End> = three().iter().flat_map(|(s, _)| ends(LenderNo(1), s, &[], &[], now, &p)).collect();
    let forwards = candidates(&all, &p);
    all.reverse();
    assert_eq!(candidates(&all, &p), forwards);
    assert_eq!(forwards.len(), 1);
    assert!(forwards[0].reach_m() < 30.0);
}

#[test]
fn the_tail_of_poisson_is_right_near_nothing() {
    assert!((poisson_tail(3, 0.05) - 2.006e-5).abs() < 1e-7);
    assert!((poisson_tail(1, 1.0) - 0.632_12).abs() < 1e-5);
    assert!(poisson_tail(8, 1e-6) > 0.0);
}

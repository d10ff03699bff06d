//! The reference port against the reference row for row, the product's detector against the reference, and the places.

use crate::recorded;
use chrono::{DateTime, Utc};
use lienwatch_domain::detect::{PlaceParameters, StayParameters, places_of_stays};
use lienwatch_domain::mobility::{Agreement, Same, TraceStay, agreement, li2008, stays_of_trace};

const PARAMETERS: [(f64, i64, &str); 2] = [(200.0, 1200, "200m_20min"), (100.0, 300, "100m_5min")];

#[test]
fn the_reference_port_is_the_reference_row_for_row() {
    let Some(folder) = recorded::folder() else { return };
    let traces = recorded::traces(&folder);
    for (distance_m, shortest_s, name) in PARAMETERS {
        let expected = recorded::stays(&folder, &format!("li2008_{name}"));
        let mut rows = 0;
        for (user, trace) in &traces {
            let found = li2008(trace, distance_m, shortest_s);
            let times = |stays: &[TraceStay]| -> Vec<(DateTime<Utc>, DateTime<Utc>, u32)> {
                stays.iter().map(|s| (s.arrive, s.leave, s.points)).collect()
            };
            let of_user = expected.get(user).map_or(&[][..], Vec::as_slice);
            assert_eq!(times(&found), times(of_user), "{user} {name}");
            for (ours, theirs) in found.iter().zip(of_user) {
                assert!(ours.point.distance_m(theirs.point) < 1.0, "{user} {name} {}", ours.arrive);
            }
            rows += found.len();
        }
        assert_eq!(rows, expected.values().map(Vec::len).sum::<usize>(), "every user of the reference has a trace");
        println!("li2008 {name}: {rows} of {rows} rows equal");
    }
}

#[test]
fn the_products_detector_agrees_with_the_reference() {
    let Some(folder) = recorded::folder() else { return };
    let traces = recorded::traces(&folder);
    for ((distance_m, shortest_s, name), least_f1) in PARAMETERS.into_iter().zip([0.88, 0.85]) {
        let expected = recorded::stays(&folder, &format!("li2008_{name}"));
        let parameters = StayParameters { radius_m: distance_m, shortest_s, ..StayParameters::default() };
        let mut all = Agreement::default();
        for (user, trace) in &traces {
            let of_user = expected.get(user).map_or(&[][..], Vec::as_slice);
            all += agreement(&stays_of_trace(trace, &parameters), of_user, Same::default());
        }
        let (f1, dwell) = (all.f1(), all.common_dwell());
        println!("stream {name}: F1 {f1:.4}, common dwell {dwell:.4}, {} stays for {}", all.found, all.reference);
        assert!(f1 >= least_f1, "{name}: {f1}");
        assert!(dwell >= 0.96, "{name}: {dwell}");
    }
}

#[test]
fn the_three_longest_places_are_those_of_the_reference() {
    let Some(folder) = recorded::folder() else { return };
    let expected = recorded::places(&folder, "sklearn-dbscan_100m_5min_eps100_min2", 2);
    let (mut ours, mut near) = (0, 0);
    for (user, trace) in recorded::traces(&folder) {
        let stays = stays_of_trace(&trace, &StayParameters::default());
        // Traces of seven years: dwell as it was, not as it is remembered.
        let parameters = PlaceParameters { half_life_d: 36_500.0, ..PlaceParameters::default() };
        let mut places = places_of_stays(&stays, recorded::utc_offset_s(&user), &parameters);
        places.retain(|p| p.visits >= 2);
        places.sort_by_key(|p| -p.dwell_s);
        let Some(theirs) = expected.get(&user) else { continue };
        for place in places.iter().take(3) {
            let hit = theirs.iter().take(3).any(|t| t.distance_m(place.point) <= 100.0);
            ours += 1;
            near += usize::from(hit);
            if !hit {
                println!("{user}: {:?} is none of {:?}", place, &theirs[..theirs.len().min(3)]);
            }
        }
    }
    println!("places: {near} of {ours} within 100 m of one of the reference's three");
    assert!(near as f64 >= 0.9 * f64::from(ours), "{near} of {ours}");
}

//! Whole runs: determinism, consistency of labels, physics.

use lienwatch_simulator::device::ReportKind;
use lienwatch_simulator::run::{Config, Mix, Run, default_start, generate};
use lienwatch_simulator::scenario::Scenario;
use lienwatch_simulator::world::CITIES;
use std::collections::{HashMap, HashSet};

fn config(seed: u64, vehicles: usize, days: u32) -> Config {
    Config::new(seed, vehicles, days, default_start(), &Mix::tuning()).expect("all scenarios are playable")
}

fn bytes(run: &mut Run) -> Vec<u8> {
    let mut out = Vec::new();
    run.write_observations(&mut out).expect("a Vec takes all");
    out.extend(serde_json::to_vec(&run.labels).expect("labels are JSON"));
    out.extend(serde_json::to_vec(&run.assets()).expect("assets are JSON"));
    out
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let (a, b, c) = (
        bytes(&mut generate(&config(1, 60, 3))),
        bytes(&mut generate(&config(1, 60, 3))),
        bytes(&mut generate(&config(2, 60, 3))),
    );
    assert!(a == b && a != c && a.len() > 1_000_000);
}

#[test]
fn emissions_are_ordered_within_the_run_and_of_known_trackers() {
    for seed in [1, 5] {
        let mut run = generate(&config(seed, 80, 3));
        let known: HashSet<u32> = run.trackers().map(|t| t.number).collect();
        let (start, end) = (run.start, run.end);
        let all: Vec<_> = run.emissions().collect();
        assert!(all.windows(2).all(|w| (w[0].at, w[0].tracker, w[0].order) < (w[1].at, w[1].tracker, w[1].order)));
        assert!(all.iter().all(|e| (start..end).contains(&e.at) && known.contains(&e.tracker)));
        let imeis: HashSet<&str> = run.trackers().map(|t| t.imei.as_str()).collect();
        assert_eq!(imeis.len(), known.len());
    }
}

#[test]
fn labels_lie_within_the_run_and_name_its_vehicles() {
    for seed in [1, 2, 3] {
        let run = generate(&config(seed, 300, 10));
        let names: HashSet<&str> = run.cars.iter().map(|c| c.external_id.as_str()).collect();
        let inside = |t: &chrono::DateTime<chrono::Utc>| (run.start..=run.end).contains(&t.timestamp());
        let l = &run.labels;
        assert_eq!(l.vehicle_days, 3_000.0);
        for e in &l.expect {
            assert!(
                names.contains(e.vehicle.as_str()) && inside(&e.t) && inside(&e.deadline) && e.t < e.deadline,
                "{e:?}"
            );
            let car = run.cars.iter().find(|c| c.external_id == e.vehicle).expect("named");
            assert_eq!(car.scenario.name(), e.scenario);
            assert!(
                !l.forbid
                    .iter()
                    .any(|f| f.vehicle == e.vehicle && f.kind == e.kind && f.from < e.deadline && e.t < f.to),
                "{e:?} is forbidden too"
            );
        }
        assert!(l.events.iter().all(|e| names.contains(e.vehicle.as_str()) && e.from < e.to));
        assert!(l.forbid.iter().all(|f| names.contains(f.vehicle.as_str()) && f.from < f.to));
        assert!(l.stays.iter().all(|s| s.arrive < s.leave && names.contains(s.vehicle.as_str())));
        assert!(l.nights.len() > 300 * 8);
        let count = |kind: &str| l.expect.iter().filter(|e| e.kind.name() == kind).count();
        assert!(count("removal") >= 30 && count("site_visit") >= 30, "{} {}", count("removal"), count("site_visit"));
    }
}

#[test]
fn every_scenario_can_be_played_alone() {
    for scenario in Scenario::ALL.iter().filter(|s| s.playable().is_ok()) {
        let mix = Mix::of(&[scenario.name()]).expect("playable");
        let vehicles = scenario.group_size().max(2);
        let config = Config::new(9, vehicles, 14, default_start(), &mix).expect("playable");
        let mut run = generate(&config);
        assert!(run.cars.iter().any(|c| c.scenario == *scenario), "{scenario:?}");
        assert!(run.emissions().count() > 20, "{scenario:?}");
    }
}

#[test]
fn live_valid_fixes_are_near_the_truth_and_speeds_are_those_of_cars() {
    let mix = Mix::of(&["commuter"]).expect("playable");
    let mut run = generate(&Config::new(4, 20, 5, default_start(), &mix).expect("playable"));
    let mut last: HashMap<u32, (i64, lienwatch_domain::geo::Point)> = HashMap::new();
    let (mut far, mut all) = (0, 0);
    for e in run.emissions() {
        let r = e.report;
        if r.kind != ReportKind::Position || !r.valid || e.buffered {
            continue;
        }
        assert!(r.speed_dkph < 800, "{} dkph", r.speed_dkph);
        let point = r.point.expect("valid fixes have a place");
        if let Some((t, before)) = last.insert(e.tracker, (r.device_time, point)) {
            all += 1;
            let dt = (r.device_time - t).max(1);
            far += u32::from(before.distance_m(point) / dt as f64 > 30.0 && before.distance_m(point) > 300.0);
        }
    }
    assert!(all > 5_000 && f64::from(far) < f64::from(all) * 0.002, "{far} of {all} jump");
    assert!(CITIES.iter().all(|c| c.lat > 20.0));
}

#[test]
fn a_car_sends_some_hundred_reports_a_day() {
    let mut run = generate(&config(1, 60, 5));
    let per_day = run.emissions().count() / 300;
    // 288 heartbeats, 48 parked positions, two or three drives of some 40 positions; fewer after a removal.
    assert!((300..600).contains(&per_day), "{per_day} per car and day");
}

#[test]
fn every_expected_power_cut_is_said_by_the_tracker_when_it_happens() {
    for seed in [5, 6] {
        let mut run = generate(&config(seed, 150, 6));
        let expected: Vec<(String, i64)> = run
            .labels
            .expect
            .iter()
            .filter(|e| e.kind.name() == "power_cut")
            .map(|e| (e.vehicle.clone(), e.t.timestamp()))
            .collect();
        assert!(expected.len() > 20);
        let said: HashSet<(u32, i64)> = run
            .emissions()
            .filter(|e| e.report.alarm.is_some() && !e.buffered)
            .map(|e| ((e.tracker - 1) / 2, e.at))
            .collect();
        for (vehicle, t) in expected {
            let car = run.cars.iter().position(|c| c.external_id == vehicle).expect("named") as u32;
            assert!(said.contains(&(car, t)), "{vehicle} at {t}");
        }
    }
}

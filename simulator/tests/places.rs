//! Detectors about places and fleets on planted truth, over several seeds: found, in time, and little in vain.

use lienwatch_domain::alert::{AlertType, Severity};
use lienwatch_domain::detect::Parameters;
use lienwatch_domain::geo::Point;
use lienwatch_simulator::in_process::{Drive, Outcome, score_in_process};
use lienwatch_simulator::run::{Config, Mix, default_start};
use lienwatch_simulator::score::{Claim, TypeScore};
use std::collections::BTreeMap;

/// Seeds that no tuning has seen.
const SEEDS: [u64; 3] = [8_101, 8_102, 8_103];

fn play(names: &[&str], vehicles: usize, days: u32, seed: u64) -> Outcome {
    let mix = Mix::of(names).expect("playable");
    let config = Config::new(seed, vehicles, days, default_start(), &mix).expect("playable");
    score_in_process(&config, Parameters::default(), Drive { tick_s: 600, codec: false })
        .expect("no codec, no bad tracker")
}

fn claims(outcome: &Outcome, kind: AlertType, scenario: &str) -> Vec<Claim> {
    let of = |c: &&Claim| c.kind == kind && outcome.scenarios.get(&c.vehicle) == Some(&scenario);
    outcome.claims.iter().filter(of).cloned().collect()
}

/// Counts over all seeds.
fn total(outcomes: &[Outcome], kind: AlertType) -> TypeScore {
    let mut sum = TypeScore::default();
    for score in outcomes.iter().filter_map(|o| o.board.score.types.get(kind.name())) {
        sum.tp += score.tp;
        sum.fp += score.fp;
        sum.missed += score.missed;
        sum.median_delay_s = sum.median_delay_s.max(score.median_delay_s);
        sum.p95_delay_s = sum.p95_delay_s.max(score.p95_delay_s);
    }
    sum
}

/// What a run says, for whoever reads its output.
fn print(what: &str, outcomes: &[Outcome]) {
    let days: f64 = outcomes.iter().map(|o| o.board.score.vehicle_days).sum();
    let mut by_type: BTreeMap<&str, TypeScore> = BTreeMap::new();
    for outcome in outcomes {
        for name in outcome.board.score.types.keys() {
            let kind = AlertType::from_name(name).expect("its own name");
            by_type.insert(kind.name(), total(outcomes, kind));
        }
    }
    println!("{what}: {days} vehicle-days");
    for (name, s) in by_type {
        let per_1000 = f64::from(s.fp) * 1000.0 / days;
        println!(
            "  {name}: tp {} fp {} fn {} median {:?} s p95 {:?} s; false per 1000 vehicle-days {per_1000:.2}",
            s.tp, s.fp, s.missed, s.median_delay_s, s.p95_delay_s
        );
    }
    for outcome in outcomes {
        for miss in &outcome.board.score.misses {
            println!("  missed {} {} {}", miss.expect.kind, miss.expect.vehicle, miss.expect.scenario);
        }
        for alarm in outcome.board.score.false_alarms.iter().take(20) {
            let why: Vec<String> = alarm.evidence.iter().map(|e| format!("{}={}", e.feature, e.value)).collect();
            let scenario = outcome.scenarios.get(&alarm.vehicle).copied().unwrap_or_default();
            println!("  in vain {} {} {} {scenario}: {}", alarm.kind, alarm.severity, alarm.vehicle, why.join(" "));
        }
    }
}

fn recall(s: &TypeScore) -> f64 {
    f64::from(s.tp) / f64::from((s.tp + s.missed).max(1))
}

fn precision(s: &TypeScore) -> f64 {
    f64::from(s.tp) / f64::from((s.tp + s.fp).max(1))
}

#[test]
fn who_moves_house_and_who_absconds_is_found_in_time() {
    let names = ["relocation", "abscond", "commuter", "night_shift", "ridehail", "long_park"];
    let outcomes: Vec<Outcome> = SEEDS.iter().map(|&seed| play(&names, 42, 14, seed)).collect();
    print("places", &outcomes);
    let moved = total(&outcomes, AlertType::HomeChanged);
    // Who moves in the last days of a run has not spent five nights at the new place: no label asks for those.
    assert!(moved.tp + moved.missed >= 6, "{moved:?}");
    assert!(recall(&moved) >= 0.9 && precision(&moved) >= 0.9, "{moved:?}");
    let exits = total(&outcomes, AlertType::RegionExit);
    assert!(exits.tp + exits.missed >= 15, "{exits:?}");
    assert!(recall(&exits) >= 0.9 && precision(&exits) >= 0.9, "{exits:?}");
    assert!(exits.p95_delay_s <= Some(600), "{exits:?}");
    for outcome in &outcomes {
        // Twelve days at home: recorded, and nothing that anybody must look at.
        let parked: Vec<&String> = outcome.scenarios.iter().filter(|s| *s.1 == "long_park").map(|s| s.0).collect();
        for kind in [AlertType::OverlongStop, AlertType::ZeroMotion] {
            let said = claims(outcome, kind, "long_park");
            let all = parked.iter().all(|v| said.iter().any(|c| c.vehicle == **v));
            assert!(all, "{kind} of {parked:?}: {:?}", said.iter().map(|c| &c.vehicle).collect::<Vec<_>>());
            let homes = |c: &&Claim| c.evidence.iter().any(|e| e.feature == "at_own_place");
            assert!(said.iter().filter(homes).all(|c| c.severity == Severity::Info));
        }
        let grave = outcome.claims.iter().filter(|c| c.severity >= Severity::High);
        let about_life = [AlertType::ZeroMotion, AlertType::OverlongStop, AlertType::LifePattern, AlertType::OutOfArea];
        assert_eq!(grave.filter(|c| about_life.contains(&c.kind)).count(), 0);
    }
}

#[test]
fn hidden_sites_are_found_by_who_ends_there_and_malls_are_not() {
    let names = ["pledge_unknown", "legit_convergence", "commuter", "ridehail", "night_shift", "commuter"];
    let outcomes: Vec<Outcome> = SEEDS.iter().map(|&seed| play(&names, 60, 11, seed)).collect();
    print("sites", &outcomes);
    let sites = total(&outcomes, AlertType::SiteDiscovered);
    assert!(sites.tp + sites.missed >= 5, "{sites:?}");
    assert!(recall(&sites) >= 0.9 && precision(&sites) >= 0.9, "{sites:?}");
    let mut farthest = 0.0_f64;
    for outcome in &outcomes {
        for claim in outcome.claims.iter().filter(|c| c.kind == AlertType::SiteDiscovered) {
            let point = |at: (f64, f64)| Point::from_degrees(at.0, at.1).expect("in range");
            let at = point(claim.point.expect("a discovery has a place"));
            let truth = outcome.labels.hidden_sites.iter().map(|h| point((h.lat, h.lon)).distance_m(at));
            farthest = farthest.max(truth.fold(f64::INFINITY, f64::min));
        }
        let malls = claims(outcome, AlertType::Gathering, "legit_convergence");
        assert_eq!(malls.len(), 0, "one of them stays for a day, the others leave");
    }
    println!("sites: farthest centre {farthest:.0} m");
    assert!(farthest <= 60.0, "{farthest}");
}

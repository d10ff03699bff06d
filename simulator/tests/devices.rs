//! Trackers apart, moved, jammed and towed, over several seeds, through the protocols: every crime beside every trap.

use lienwatch_domain::detect::Parameters;
use lienwatch_simulator::in_process::{Drive, score_in_process};
use lienwatch_simulator::run::{Config, Mix, default_start};
use lienwatch_simulator::score::Score;

/// Seeds that no tuning has seen.
const SEEDS: [u64; 3] = [9_101, 9_102, 9_103];

fn play(names: &[&str], each: usize, days: u32) -> Score {
    let mix = Mix::of(names).expect("playable scenarios");
    let mut total = Score::default();
    for seed in SEEDS {
        let config = Config::new(seed, each * names.len(), days, default_start(), &mix).expect("playable scenarios");
        let outcome = score_in_process(&config, Parameters::default(), Drive::default()).expect("plays");
        total.merge(outcome.board.score);
    }
    total
}

/// Precision and recall at least, and the median delay at most, hours.
fn reaches(score: &Score, kind: &str, precision: f64, recall: f64, median_h: f64) {
    let s = score.types.get(kind).unwrap_or_else(|| panic!("{kind} was expected by some label"));
    let misses: Vec<_> = score.misses.iter().filter(|m| m.expect.kind.name() == kind).collect();
    let cries: Vec<_> = score.false_alarms.iter().filter(|f| f.kind.name() == kind).collect();
    assert!(s.tp + s.missed >= 6, "{kind}: too few to judge: {s:?}");
    assert!(s.precision() >= precision, "{kind}: {s:?} {cries:#?}");
    assert!(s.recall() >= recall, "{kind}: {s:?} {misses:#?}");
    let median = s.median_delay_s.expect("something was found") as f64 / 3600.0;
    assert!(median <= median_h, "{kind}: {median:.2} h {s:?}");
}

#[test]
fn trackers_apart_or_on_a_bicycle_are_found_and_moving_house_and_old_fixes_are_not() {
    let names = [
        "separation_wired",
        "planted_wireless",
        "device_on_ebike",
        "relocation",
        "stale_wireless",
        "wireless_flat",
        "bad_gps",
        "commuter",
        "repair_power_cut",
    ];
    let score = play(&names, 3, 13);
    // Targets of the design: 0.97 and 0.95 within two fresh wireless fixes; 0.9 and 0.85 within two days.
    reaches(&score, "separation", 0.97, 0.95, 48.0);
    reaches(&score, "device_moved", 0.9, 0.85, 48.0);
    reaches(&score, "battery_low", 0.0, 0.9, 24.0 * 14.0);
}

#[test]
fn jamming_and_towing_are_found_and_tunnels_garages_and_blind_zones_are_not() {
    let names = [
        "gsm_jam",
        "gps_jam",
        "tow_truck",
        "tunnel",
        "blind_zone",
        "underground_garage",
        "bad_gps",
        "abscond",
        "clock_faults",
        "ridehail",
    ];
    let score = play(&names, 3, 9);
    reaches(&score, "gps_jamming", 0.9, 0.9, 10.0 / 60.0);
    // With an alarm within twenty minutes, without one when the car is back: one to six hours.
    reaches(&score, "gsm_jamming", 0.9, 0.9, 4.0);
    reaches(&score, "tow", 0.97, 0.95, 10.0 / 60.0);
}

#[test]
fn an_ordinary_fleet_hears_of_none_of_it() {
    let mut total = Score::default();
    for seed in SEEDS {
        let config = Config::new(seed, 45, 8, default_start(), &Mix::fleet()).expect("playable scenarios");
        let outcome = score_in_process(&config, Parameters::default(), Drive::default()).expect("plays");
        total.merge(outcome.board.score);
    }
    let kinds = ["separation", "device_moved", "gps_jamming", "gsm_jamming", "tow", "overspeed", "under_voltage"];
    let cried: Vec<_> = total.false_alarms.iter().filter(|f| kinds.contains(&f.kind.name())).collect();
    assert!(cried.is_empty(), "{cried:#?}");
    let softer = total.false_alarms.iter().filter(|f| ["low_speed", "moved_while_dark"].contains(&f.kind.name()));
    let per_1000 = softer.count() as f64 * 1000.0 / total.vehicle_days;
    assert!(per_1000 <= 3.0, "{per_1000} per 1000 vehicle-days");
}

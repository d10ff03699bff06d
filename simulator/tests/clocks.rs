//! Cars whose tracker has a wrong clock keep their stays and their alerts, however coarse the ticks of the engine clock.

use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::alert::AlertType;
use lienwatch_domain::detect::Parameters;
use lienwatch_domain::geo::Point;
use lienwatch_simulator::in_process::{Drive, Outcome, score_in_process};
use lienwatch_simulator::run::{Config, Mix, default_start};

fn play(seed: u64, scenario: &str, vehicles: usize, tick_s: i64) -> Outcome {
    let mix = Mix::of(&[scenario]).expect("playable");
    let config = Config::new(seed, vehicles, 6, default_start(), &mix).expect("playable");
    score_in_process(&config, Parameters::default(), Drive { tick_s, codec: true }).expect("plays")
}

/// Of the true stays of an hour and more that the tracker lived to tell of, the share that is reported within `within`
/// of its arrival and 150 m of its place.
fn stays_found(o: &Outcome, within: TimeDelta) -> f64 {
    let cut: std::collections::BTreeMap<&str, DateTime<Utc>> =
        o.labels.expect.iter().filter(|e| e.kind == AlertType::PowerCut).map(|e| (e.vehicle.as_str(), e.t)).collect();
    let (mut found, mut all) = (0, 0);
    for truth in o.labels.stays.iter().filter(|s| s.leave - s.arrive >= TimeDelta::hours(1)) {
        if cut.get(truth.vehicle.as_str()).is_some_and(|t| truth.leave > *t) {
            continue;
        }
        all += 1;
        let at = Point::from_degrees(truth.lat, truth.lon).expect("in range");
        let reported = o.stays.get(&truth.vehicle).map(Vec::as_slice).unwrap_or_default();
        found += usize::from(
            reported.iter().any(|s| (s.arrive - truth.arrive).abs() <= within && s.point.distance_m(at) <= 150.0),
        );
    }
    assert!(all >= 20, "{all} stays");
    found as f64 / all as f64
}

#[track_caller]
fn found_out(o: &Outcome, what: &str) {
    for kind in ["removal", "power_cut"] {
        let s = &o.board.score.types[kind];
        assert_eq!(
            (s.missed, s.fp),
            (0, 0),
            "{what}: {kind}: {:?} {:?}",
            o.board.score.misses,
            o.board.score.false_alarms
        );
        assert!(s.tp >= 5, "{what}: {kind} {}", s.tp);
    }
    let told = o.claims.iter().filter(|c| c.kind == AlertType::ClockError).map(|c| &c.vehicle);
    assert_eq!(told.collect::<std::collections::BTreeSet<_>>().len(), o.scenarios.len(), "{what}");
    assert!(o.board.score.types.get("outage").is_none_or(|s| s.fp == 0), "{what}");
}

#[test]
fn an_unset_clock_hides_neither_stays_nor_a_removal() {
    for (seed, tick_s, within, share) in [(1, 60, 10, 0.9), (2, 3600, 60, 0.9)] {
        let o = play(seed, "clock_unset", 6, tick_s);
        found_out(&o, &format!("ticks of {tick_s} s"));
        let found = stays_found(&o, TimeDelta::minutes(within));
        assert!(found >= share, "ticks of {tick_s} s: {found:.2} of the stays");
    }
}

#[test]
fn local_time_hides_neither_stays_nor_a_removal() {
    for (seed, tick_s) in [(1, 60), (2, 3600)] {
        let o = play(seed, "clock_local", 6, tick_s);
        found_out(&o, &format!("ticks of {tick_s} s"));
        let found = stays_found(&o, TimeDelta::minutes(10));
        assert!(found >= 0.9, "ticks of {tick_s} s: {found:.2} of the stays");
    }
}

#[test]
fn a_missed_week_rollover_hides_neither_stays_nor_a_removal() {
    for (seed, tick_s) in [(1, 60), (2, 3600)] {
        let o = play(seed, "clock_rollover", 6, tick_s);
        found_out(&o, &format!("ticks of {tick_s} s"));
        let found = stays_found(&o, TimeDelta::minutes(10));
        assert!(found >= 0.9, "ticks of {tick_s} s: {found:.2} of the stays");
    }
}

#[test]
fn a_clock_that_is_set_right_loses_no_stays_and_raises_no_alarm() {
    for (seed, tick_s) in [(1, 60), (2, 3600)] {
        let o = play(seed, "clock_set_right", 6, tick_s);
        assert!(o.board.score.false_alarms.is_empty(), "ticks of {tick_s} s: {:?}", o.board.score.false_alarms);
        let found = stays_found(&o, TimeDelta::minutes(10));
        assert!(found >= 0.9, "ticks of {tick_s} s: {found:.2} of the stays");
    }
}

#[test]
fn hours_between_ticks_raise_no_outage_and_no_removal_that_is_none() {
    let (seed, vehicles, days) = (5, 60, 6);
    let config = Config::new(seed, vehicles, days, default_start(), &Mix::tuning()).expect("playable");
    for tick_s in [3600, 7200] {
        let o = score_in_process(&config, Parameters::default(), Drive { tick_s, codec: true }).expect("plays");
        for kind in ["outage", "removal"] {
            let fp = o.board.score.types.get(kind).map_or(0, |s| s.fp);
            assert_eq!(fp, 0, "ticks of {tick_s} s: {kind}: {:?}", o.board.score.false_alarms);
        }
        assert!(o.board.score.types["removal"].tp >= 5);
        assert_eq!(o.board.score.types["removal"].missed, 0, "ticks of {tick_s} s: {:?}", o.board.score.misses);
    }
}

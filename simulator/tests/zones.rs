//! One run in five time zones: people live by the clock where they are, and so does detection.

use chrono::{DateTime, Utc};
use lienwatch_domain::alert::AlertType;
use lienwatch_domain::detect::Parameters;
use lienwatch_simulator::in_process::{Drive, Outcome, domain_assets, score_in_process};
use lienwatch_simulator::run::{Config, Mix, Run, default_start, generate};
use lienwatch_simulator::world::{CITIES, Cities, City, UTC_OFFSET_S};
use std::collections::{BTreeMap, BTreeSet};

fn config(seed: u64, vehicles: usize, days: u32, cities: Cities) -> Config {
    let mix = Mix::of(&["commuter", "cut_silent", "cut_backup", "pledge_known"]).expect("scenarios");
    Config::new(seed, vehicles, days, default_start(), &mix).expect("playable").in_cities(cities)
}

fn homes(run: &Run) -> BTreeMap<String, City> {
    run.cars.iter().map(|car| (car.external_id.clone(), car.persona.place())).collect()
}

fn local_hour(at: DateTime<Utc>, city: City) -> i64 {
    city.local_second(at.timestamp()) / 3_600
}

#[test]
fn cars_live_in_every_city_and_each_story_begins_at_its_own_midnight() {
    let run = generate(&config(41, 120, 6, Cities::World));
    let seen: BTreeSet<&str> = run.cars.iter().map(|car| car.persona.place().name).collect();
    assert_eq!(seen.len(), Cities::World.count(), "{seen:?}");
    for car in &run.cars {
        assert_eq!(car.persona.place().local_second(car.start), 0, "{}", car.external_id);
    }
    let places = homes(&run);
    assert!(run.labels.nights.iter().all(|n| local_hour(n.from, places[&n.vehicle]) == 22));
    let days: i64 = run.cars.iter().map(|car| run.end - car.start).sum();
    assert!((run.labels.vehicle_days - days as f64 / 86_400.0).abs() < 1e-6 && run.labels.vehicle_days > 720.0);
    // The lender's side of it: each car is judged by the clock of its own city.
    let assets = domain_assets(&run);
    let zones: BTreeSet<i32> = assets.vehicles.values().map(|v| v.utc_offset_s).collect();
    assert_eq!(zones, BTreeSet::from([-10_800, 0, 19_800, 28_800]));
}

#[test]
fn without_the_cities_abroad_nothing_is_drawn_otherwise() {
    let here = generate(&config(41, 20, 3, Cities::China));
    assert!(here.cars.iter().all(|car| car.persona.city < CITIES.len()));
    assert_eq!(here.labels.vehicle_days, 60.0);
    assert!(here.cars.iter().all(|car| car.start == here.start));
    assert!(here.cars.iter().all(|car| car.persona.place().utc_offset_s == UTC_OFFSET_S));
}

#[test]
fn homes_are_found_and_night_is_night_in_every_zone() {
    let config = config(4_2026, 90, 10, Cities::World);
    let places = homes(&generate(&config));
    let Outcome { board, claims, .. } =
        score_in_process(&config, Parameters::default(), Drive { tick_s: 60, codec: true })
            .expect("every tracker speaks");
    let found = board.places.expect("places are reported");
    assert!(found.home_accuracy() >= 0.95, "{found:?}");
    let removal = &board.score.types["removal"];
    assert!(removal.recall() >= 0.9 && removal.precision() >= 0.95, "{removal:?}");

    let (mut by_night, mut abroad) = (0, 0);
    for claim in claims.iter().filter(|c| c.kind == AlertType::Removal) {
        let city = places[&claim.vehicle];
        if claim.evidence.iter().any(|e| e.feature == "night") {
            let hour = local_hour(claim.event_at, city);
            assert!(!(6..21).contains(&hour), "{} in {} at {hour} o'clock", claim.vehicle, city.name);
            by_night += 1;
            abroad += i32::from(city.utc_offset_s != UTC_OFFSET_S);
        }
    }
    assert!(by_night >= 8 && abroad >= 3, "{by_night} by night, {abroad} of them in other zones");
}

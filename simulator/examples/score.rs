//! `cargo run --release -p lienwatch-simulator --example score -- --seed 1 --vehicles 300 --days 10`
//!
//! Plays seeded runs through detection in this process and prints the score, every miss and every false alarm.
//! `--seed` may be repeated; `--mix tuning|fleet|demo|name,name`; `--tick` seconds; `--no-codec`
//! leaves the protocols out; `--cities china|world`; `--plots DIR` writes the pictures; `--vehicle V00001` prints what that car's trackers sent, and every alert about it; `--json` for one JSON document.

use chrono::DateTime;
use lienwatch_domain::alert::Evidence;
use lienwatch_domain::detect::Parameters;
use lienwatch_simulator::demo::{demo_config, example_now};
use lienwatch_simulator::in_process::{Drive, Outcome, score_in_process};
use lienwatch_simulator::run::{Config, Mix, default_start, generate};
use lienwatch_simulator::score::Board;
use lienwatch_simulator::world::Cities;
use std::path::PathBuf;
use std::time::Instant;

struct Arguments {
    seeds: Vec<u64>,
    vehicles: usize,
    days: u32,
    /// `None` is the demonstration's cast.
    mix: Option<Mix>,
    tick_s: i64,
    codec: bool,
    json: bool,
    quiet: bool,
    vehicle: Option<String>,
    cities: Cities,
    plots: Option<PathBuf>,
}

fn arguments() -> Result<Arguments, Box<dyn std::error::Error>> {
    let mut a = Arguments {
        seeds: vec![],
        vehicles: 300,
        days: 10,
        mix: Some(Mix::tuning()),
        tick_s: 60,
        codec: true,
        json: false,
        quiet: false,
        vehicle: None,
        cities: Cities::China,
        plots: None,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--seed" => a.seeds.push(value()?.parse()?),
            "--vehicles" => a.vehicles = value()?.parse()?,
            "--days" => a.days = value()?.parse()?,
            "--tick" => a.tick_s = value()?.parse()?,
            "--mix" => {
                a.mix = match value()?.as_str() {
                    "tuning" => Some(Mix::tuning()),
                    "fleet" => Some(Mix::fleet()),
                    "demo" => None,
                    names => Some(Mix::of(&names.split(',').collect::<Vec<_>>())?),
                }
            }
            "--no-codec" => a.codec = false,
            "--json" => a.json = true,
            "--vehicle" => a.vehicle = Some(value()?),
            "--quiet" => a.quiet = true,
            "--cities" => a.cities = Cities::from_name(&value()?).ok_or("--cities is china or world")?,
            "--plots" => a.plots = Some(value()?.into()),
            _ => return Err(format!("there is no option {word:?}").into()),
        }
    }
    if a.seeds.is_empty() {
        a.seeds.push(1);
    }
    Ok(a)
}

fn reasons(evidence: &[Evidence]) -> String {
    evidence.iter().map(|e| format!("{}={} ({:+.1})", e.feature, e.value, e.weight)).collect::<Vec<_>>().join(", ")
}

fn print_details(seed: u64, o: &Outcome) {
    let scenario = |vehicle: &str| o.scenarios.get(vehicle).copied().unwrap_or("?");
    for miss in &o.board.score.misses {
        let e = &miss.expect;
        println!(
            "FN seed {seed} {} {} {} t={} deadline={} >= {}",
            e.kind, e.vehicle, e.scenario, e.t, e.deadline, e.min_severity
        );
        for (severity, at, evidence) in &miss.instead {
            println!("     raised {severity} {at}: {}", reasons(evidence));
        }
    }
    for f in &o.board.score.false_alarms {
        let forbidden = f.forbidden_by.as_deref().map(|s| format!(" forbidden by {s}")).unwrap_or_default();
        let retracted = if f.retracted { " retracted" } else { "" };
        let played = scenario(&f.vehicle);
        println!(
            "FP seed {seed} {} {} {played} {} {}{retracted}{forbidden}",
            f.kind, f.vehicle, f.severity, f.raised_at
        );
        println!("     {}", reasons(&f.evidence));
    }
}

fn print_vehicle(config: &Config, o: &Outcome, vehicle: &str) {
    let mut run = generate(config);
    let names: Vec<(u32, &'static str)> = run
        .cars
        .iter()
        .filter(|c| c.external_id == vehicle)
        .flat_map(|c| &c.trackers)
        .map(|t| (t.number, t.protocol.name()))
        .collect();
    for e in run.emissions() {
        if let Some((number, protocol)) = names.iter().find(|n| n.0 == e.tracker) {
            let r = &e.report;
            let at = DateTime::from_timestamp(e.at, 0).unwrap_or_default();
            let place = r.point.map_or(String::new(), |p| format!("{:.5},{:.5}", p.lat(), p.lon()));
            let (speed, sats, late) = (r.speed_dkph / 10, r.satellites, at.timestamp() - r.device_time);
            println!(
                "{at} {number} {protocol} {:?} age={late} {place} valid={} {speed} km/h sats={sats} acc={:?} power={:?} {:?}",
                r.kind, r.valid, r.ignition, r.external_power, r.alarm
            );
        }
    }
    for c in o.claims.iter().filter(|c| c.vehicle == vehicle) {
        println!("ALERT {} {} {} {}: {}", c.kind, c.severity, c.state, c.raised_at, reasons(&c.evidence));
        for (severity, at) in &c.steps {
            println!("      {severity} at {at}");
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let a = arguments()?;
    let mut total = Board::default();
    for &seed in &a.seeds {
        let began = Instant::now();
        let config = match &a.mix {
            Some(mix) => Config::new(seed, a.vehicles, a.days, default_start(), mix)?,
            None => demo_config(seed, a.vehicles, a.days, example_now(), 0),
        };
        let config = config.in_cities(a.cities);
        let outcome = score_in_process(&config, Parameters::default(), Drive { tick_s: a.tick_s, codec: a.codec })?;
        eprintln!("seed {seed}: {} observations in {:.1} s", outcome.observations, began.elapsed().as_secs_f64());
        if !a.json && !a.quiet {
            print_details(seed, &outcome);
        }
        if let Some(vehicle) = &a.vehicle {
            print_vehicle(&config, &outcome, vehicle);
        }
        total.add(outcome.board);
    }
    if let Some(directory) = &a.plots {
        total.write_plots(directory)?;
    }
    if a.json {
        println!("{}", serde_json::to_string_pretty(&total)?);
        return Ok(());
    }
    println!("{}", total.tables());
    Ok(())
}

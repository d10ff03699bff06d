//! What maps and lists of a large fleet take: the real service over a seeded database, asked as a browser asks it.

use super::disk::Place;
use super::figures::percentile;
use super::program::Program;
use crate::postgres::{Durability, Embedded};
use crate::store::Store;
use crate::store::seed;
use chrono::Utc;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde::Serialize;
use serde_json::Value;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Milliseconds that a map may take, nineteen times of twenty.
const MAP_BAR_MS: f64 = 100.0;

/// Between two requests: an operator's key may ask 200 times a second.
const PAUSE: Duration = Duration::from_millis(6);

/// What is asked for: name, path. Those whose name begins with `map` have a bar.
const PROBES: &[(&str, &str)] = &[
    ("map, the whole country", "/map/vehicles?bbox=73,18,135,54&zoom=4"),
    ("map, a province", "/map/vehicles?bbox=119,30,122.5,32.5&zoom=7"),
    ("map, a city one by one", "/map/vehicles?bbox=121.3,31.1,121.6,31.3&zoom=11"),
    ("map, the country's critical ones", "/map/vehicles?bbox=73,18,135,54&zoom=4&severity=critical,high"),
    ("map, searched", "/map/vehicles?zoom=4&q=A0001"),
    ("vehicles", "/vehicles?limit=50"),
    ("vehicles, worst first", "/vehicles?limit=50&sort=severity"),
    ("vehicles, most overdue first, filtered", "/vehicles?limit=50&sort=dpd&bucket=m1,m2&connection=offline"),
    ("vehicles, searched", "/vehicles?limit=50&q=LSEED000000099"),
    ("vehicles, page of 500", "/vehicles?limit=500&sort=plate"),
    ("alerts, newest first", "/alerts?limit=50&order=desc"),
    ("alerts, open critical ones", "/alerts?limit=50&order=desc&state=open&severity=critical"),
    ("inbox, the worst vehicles", "/alerts/groups?limit=50&fold_storms=true"),
    ("inbox, counts", "/alerts/summary"),
    ("inbox, storms", "/alerts/storms"),
    ("cases", "/cases?limit=50&open=true"),
    ("loans", "/loans?limit=50"),
    ("loans, overdue", "/loans?limit=50&bucket=m4"),
];

/// How much is measured.
#[derive(Debug, Clone)]
pub struct Sizes {
    /// Vehicles.
    pub vehicles: u32,
    /// Rounds, each of all that is asked for.
    pub rounds: u32,
    /// Where the database's files are; `None`: a directory that is removed at the end.
    pub data_dir: Option<PathBuf>,
}

/// What one request took.
#[derive(Debug, Clone, Serialize)]
pub struct Probe {
    /// What it asks for.
    pub name: &'static str,
    /// Its path.
    pub path: &'static str,
    /// Half of them took less, milliseconds.
    pub p50_ms: f64,
    /// One in twenty took longer.
    pub p95_ms: f64,
    /// None took longer.
    pub max_ms: f64,
    /// Milliseconds that p95 is held against; null: nothing is asked.
    pub bar_ms: Option<f64>,
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Vehicles in the database.
    pub vehicles: u32,
    /// How long they took to be made, seconds.
    pub seeded_in_s: f64,
    /// How long the first look took: it reads the fleet into memory.
    pub first_look_ms: f64,
    /// Resident bytes of the service afterwards.
    pub resident_bytes: u64,
    /// Each of what was asked for.
    pub probes: Vec<Probe>,
}

impl Report {
    /// Whether every bar is met.
    pub fn holds(&self) -> bool {
        self.probes.iter().all(|probe| probe.bar_ms.is_none_or(|bar| probe.p95_ms <= bar))
    }

    /// As a table.
    pub fn print(&self) {
        println!(
            "{} vehicles, made in {:.1} s; first look {:.0} ms; the service holds {} MB",
            self.vehicles,
            self.seeded_in_s,
            self.first_look_ms,
            self.resident_bytes / 1_000_000
        );
        println!("{:<44} {:>9} {:>9} {:>9} {:>9}", "milliseconds", "p50", "p95", "max", "bar");
        for probe in &self.probes {
            let bar = probe.bar_ms.map_or(String::new(), |bar| {
                format!("{bar:.0} {}", if probe.p95_ms <= bar { "met" } else { "MISSED" })
            });
            println!("{:<44} {:>9.1} {:>9.1} {:>9.1} {bar:>9}", probe.name, probe.p50_ms, probe.p95_ms, probe.max_ms);
        }
    }
}

/// Measures. `told` hears what is being done.
pub async fn run(sizes: &Sizes, told: &dyn Fn(&str)) -> anyhow::Result<Report> {
    let place = Place::choose(sizes.data_dir.as_deref())?;
    told("starting a database");
    let dir = place.dir.clone();
    let start = move || Embedded::start(&dir, Durability::Kept, &mut StdRng::from_os_rng());
    let database = tokio::task::spawn_blocking(start).await??;
    database.ready().await?;
    Store::migrate(database.url()).await?;
    told(&format!("making {} vehicles", sizes.vehicles));
    let begun = Instant::now();
    seed::fleet(database.url(), sizes.vehicles, Utc::now()).await?;
    let seeded_in_s = begun.elapsed().as_secs_f64();
    told("starting the service");
    let program = Program::start(&place.dir.join("service"), database.url()).await?;
    program.settle().await?;
    let first_look_ms = ask(&program, PROBES[0].1).await?;
    let mut took: Vec<Vec<f64>> = vec![Vec::new(); PROBES.len()];
    for round in 0..sizes.rounds {
        told(&format!("round {} of {}", round + 1, sizes.rounds));
        for ((_, path), took) in PROBES.iter().zip(&mut took) {
            took.push(ask(&program, path).await?);
            tokio::time::sleep(PAUSE).await;
        }
    }
    let resident_bytes = program.resident_bytes()?;
    program.stop().await?;
    tokio::task::spawn_blocking(move || database.stop()).await??;
    let probe = |((name, path), took): (&(&'static str, &'static str), &Vec<f64>)| Probe {
        name,
        path,
        p50_ms: percentile(took, 0.5),
        p95_ms: percentile(took, 0.95),
        max_ms: percentile(took, 1.0),
        bar_ms: name.starts_with("map").then_some(MAP_BAR_MS),
    };
    let probes = PROBES.iter().zip(&took).map(probe).collect();
    Ok(Report { vehicles: sizes.vehicles, seeded_in_s, first_look_ms, resident_bytes, probes })
}

/// One request to its last byte, milliseconds.
async fn ask(program: &Program, path: &str) -> anyhow::Result<f64> {
    let begun = Instant::now();
    let _: Value = program.client.get(path).await?;
    Ok(begun.elapsed().as_secs_f64() * 1e3)
}

//! `lienwatch score`

use crate::demo::{Stage, stage};
use chrono::{DateTime, Utc};
use lienwatch_domain::alert::Evidence;
use lienwatch_domain::detect::Parameters;
use lienwatch_simulator::in_process::{Drive, score_in_process};
use lienwatch_simulator::run::{Config, Mix, generate};
use lienwatch_simulator::score::{Score as Result_, score};
use serde::Serialize;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// Options of the command.
#[derive(Debug, clap::Args)]
pub struct Score {
    /// Generate, run and score in this process, without sockets or database.
    #[arg(long)]
    in_process: bool,
    /// Print the score as JSON.
    #[arg(long)]
    json: bool,
    /// Cars per run.
    #[arg(long, default_value_t = 300)]
    vehicles: usize,
    /// Days per run.
    #[arg(long, default_value_t = 10)]
    days: u32,
    /// Seeds; one run each.
    #[arg(long, default_values_t = [1])]
    seed: Vec<u64>,
    /// `tuning` (every story often), `fleet` (base rates), or names of scenarios separated by commas.
    #[arg(long, default_value = "tuning")]
    mix: String,
    /// Precision and recall of removal and site visit below which the command fails.
    #[arg(long, default_value_t = 0.9)]
    min: f64,
    /// Tell every miss and false alarm with its evidence.
    #[arg(long)]
    explain: bool,
}

/// The documented shape.
#[derive(Debug, Serialize)]
struct Report {
    seeds: Vec<u64>,
    scenarios: Vec<String>,
    vehicle_days: f64,
    #[serde(flatten)]
    score: Result_,
}

impl Score {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mix = match self.mix.as_str() {
            "tuning" => Mix::tuning(),
            "fleet" => Mix::fleet(),
            names => Mix::of(&names.split(',').collect::<Vec<_>>())?,
        };
        let mut total = Result_::default();
        for &seed in &self.seed {
            let config = Config::new(seed, self.vehicles, self.days, stage::default_start(), &mix)?;
            let result = match self.in_process {
                true => score_in_process(&config, Parameters::default(), Drive::default())?.score,
                false => super::runtime()?.block_on(over_sockets(config))?,
            };
            eprintln!("seed {seed}: done");
            total.merge(result);
        }
        if self.explain {
            explain(&total);
        }
        let passed =
            total.types.iter().filter(|(kind, _)| ["removal", "site_visit"].contains(&kind.as_str())).all(|(_, s)| {
                let share = |of: u32| if of == 0 { 1.0 } else { f64::from(s.tp) / f64::from(of) };
                share(s.tp + s.fp) >= self.min && share(s.tp + s.missed) >= self.min
            });
        if self.json {
            let scenarios = mix.scenarios().map(|s| s.name().to_owned()).collect();
            let report = Report { seeds: self.seed, scenarios, vehicle_days: total.vehicle_days, score: total };
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            print(&total);
        }
        Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// The whole way: sockets, database, API.
async fn over_sockets(mut config: Config) -> anyhow::Result<Result_> {
    stage::speakable(&mut config.protocols);
    let run = generate(&config);
    let (labels, end) = (run.labels.clone(), DateTime::<Utc>::from_timestamp(run.end, 0).unwrap_or_default());
    let dir: PathBuf = std::env::temp_dir().join(format!("lienwatch-score-{}-{}", std::process::id(), config.seed));
    std::fs::create_dir(&dir)?;
    let stage = Stage::open(&dir, SocketAddr::from(([127, 0, 0, 1], 0)), Stage::start_of(&run)).await?;
    let vehicles = stage.import(&run).await?;
    let mut fleet = stage.connect(run).await?;
    stage.play(&mut fleet, None, end, |_, _| {}).await?;
    let claims = stage.claims(&vehicles).await?;
    drop(fleet);
    stage.close().await?;
    std::fs::remove_dir_all(&dir)?;
    Ok(score(&labels, &claims))
}

fn reasons(evidence: &[Evidence]) -> String {
    evidence.iter().map(|e| format!("{}={} ({:+.1})", e.feature, e.value, e.weight)).collect::<Vec<_>>().join(", ")
}

fn explain(score: &Result_) {
    for miss in &score.misses {
        let e = &miss.expect;
        eprintln!(
            "missed {} {} {} {} by {} at least {}",
            e.kind, e.vehicle, e.scenario, e.t, e.deadline, e.min_severity
        );
        for (severity, at, evidence) in &miss.instead {
            eprintln!("    raised {severity} {at}: {}", reasons(evidence));
        }
    }
    for f in &score.false_alarms {
        let forbidden = f.forbidden_by.as_deref().unwrap_or("-");
        eprintln!(
            "false {} {} {} {} forbidden by {forbidden}: {}",
            f.kind,
            f.vehicle,
            f.severity,
            f.raised_at,
            reasons(&f.evidence)
        );
    }
}

fn print(score: &Result_) {
    println!("{:<16} {:>5} {:>5} {:>5} {:>10} {:>10}", "type", "found", "false", "miss", "median s", "p95 s");
    let show = |s: Option<i64>| s.map_or("-".to_owned(), |s| s.to_string());
    for (kind, s) in &score.types {
        let (median, p95) = (show(s.median_delay_s), show(s.p95_delay_s));
        println!("{kind:<16} {:>5} {:>5} {:>5} {median:>10} {p95:>10}", s.tp, s.fp, s.missed);
    }
    println!("vehicle-days {:.0}", score.vehicle_days);
    println!("false removals per 1000 vehicle-days    {:.2}", score.false_removal_per_1000_vehicle_days);
    println!("false high alerts per 1000 vehicle-days {:.2}", score.false_high_per_1000_vehicle_days);
}

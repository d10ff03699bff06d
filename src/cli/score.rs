//! `lienwatch score`

use crate::demo::{Stage, stage};
use crate::postgres::Durability;
use anyhow::Context;
use chrono::{DateTime, Utc};
use lienwatch_domain::alert::Evidence;
use lienwatch_domain::detect::Parameters;
use lienwatch_simulator::in_process::{Drive, score_in_process};
use lienwatch_simulator::run::{Config, Mix, generate};
use lienwatch_simulator::score::{Board, Naive};
use lienwatch_simulator::world::Cities;
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
    /// Where the cars live: `china`, or `world` for nine cities in five time zones (with `--in-process`: a lender has one
    /// time zone).
    #[arg(long, default_value = "china")]
    cities: String,
    /// Write the pictures of the scoreboard (`reliability.svg`, `delays.svg`, `thresholds.svg`) into this directory.
    #[arg(long)]
    plots: Option<PathBuf>,
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
    #[serde(flatten)]
    board: Board,
}

impl Score {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mix = match self.mix.as_str() {
            "tuning" => Mix::tuning(),
            "fleet" => Mix::fleet(),
            names => Mix::of(&names.split(',').collect::<Vec<_>>())?,
        };
        let cities = Cities::from_name(&self.cities).context("--cities is china or world")?;
        if cities != Cities::China && !self.in_process {
            anyhow::bail!("--cities {} needs --in-process: a lender has one time zone", self.cities);
        }
        let mut total = Board::default();
        for &seed in &self.seed {
            let config = Config::new(seed, self.vehicles, self.days, stage::default_start(), &mix)?.in_cities(cities);
            let result = match self.in_process {
                true => score_in_process(&config, Parameters::default(), Drive::default())?.board,
                false => super::runtime()?.block_on(over_sockets(config))?,
            };
            eprintln!("seed {seed}: done");
            total.add(result);
        }
        if self.explain {
            explain(&total);
        }
        if let Some(directory) = &self.plots {
            total.write_plots(directory).with_context(|| format!("failed to write into {}", directory.display()))?;
        }
        let passed = total
            .score
            .types
            .iter()
            .filter(|(kind, _)| ["removal", "site_visit"].contains(&kind.as_str()))
            .all(|(_, s)| s.precision() >= self.min && s.recall() >= self.min);
        if self.json {
            let scenarios = mix.scenarios().map(|s| s.name().to_owned()).collect();
            let report = Report { seeds: self.seed, scenarios, board: total };
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            print!("{}", total.tables());
        }
        Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// The whole way: sockets, database, API. The naive rule hears the same reports. Places and nights are told by runs in this
/// process only.
async fn over_sockets(mut config: Config) -> anyhow::Result<Board> {
    stage::speakable(&mut config.protocols);
    let mut run = generate(&config);
    let mut naive = Naive::new(&run);
    run.emissions().for_each(|emission| naive.hear(&emission));
    let run = generate(&config);
    let (labels, end) = (run.labels.clone(), DateTime::<Utc>::from_timestamp(run.end, 0).unwrap_or_default());
    let dir: PathBuf = std::env::temp_dir().join(format!("lienwatch-score-{}-{}", std::process::id(), config.seed));
    std::fs::create_dir(&dir)?;
    let http = SocketAddr::from(([127, 0, 0, 1], 0));
    let stage = Stage::open(&dir, Durability::Throwaway, http, Stage::start_of(&run)).await?;
    let vehicles = stage.import(&run).await?;
    let mut fleet = stage.connect(run).await?;
    stage.play(&mut fleet, None, end, |_, _| {}).await?;
    let claims = stage.claims(&vehicles).await?;
    drop(fleet);
    stage.close().await?;
    std::fs::remove_dir_all(&dir)?;
    Ok(Board::of(&labels, &claims, &naive.claims()))
}

fn reasons(evidence: &[Evidence]) -> String {
    evidence.iter().map(|e| format!("{}={} ({:+.1})", e.feature, e.value, e.weight)).collect::<Vec<_>>().join(", ")
}

fn explain(board: &Board) {
    for miss in &board.score.misses {
        let e = &miss.expect;
        eprintln!(
            "missed {} {} {} {} by {} at least {}",
            e.kind, e.vehicle, e.scenario, e.t, e.deadline, e.min_severity
        );
        for (severity, at, evidence) in &miss.instead {
            eprintln!("    raised {severity} {at}: {}", reasons(evidence));
        }
    }
    for f in &board.score.false_alarms {
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

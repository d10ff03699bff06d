//! `lienwatch bench`

use crate::bench::{self, Sizes, lists};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Options of the command.
#[derive(Debug, clap::Args)]
pub struct Bench {
    /// Measure this alone: `map`, maps and lists of a large seeded fleet. What it asks for is not in the rest.
    #[arg(long, value_enum)]
    only: Option<Only>,
    /// Vehicles of `--only map`.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    vehicles: u32,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
    /// Print them without judging: the exit status is 0 whether or not the bars are met.
    #[arg(long)]
    no_gate: bool,
    /// Interleaved rounds; the figures are their medians.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=99))]
    rounds: u32,
    /// Rows that a round writes by each of the fast ways, and sends over TCP.
    #[arg(long, default_value_t = 60_000, value_parser = clap::value_parser!(u32).range(300..=2_000_000))]
    rows: u32,
    /// Trackers that send at a time, and connections of the single INSERTs.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=64))]
    connections: u32,
    /// Milliseconds of processor time that a round decodes each protocol for.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=60_000))]
    decode_ms: u64,
    /// Seconds that a round sends at half load.
    #[arg(long, default_value_t = 3.0)]
    half_load_seconds: f64,
    /// Alarms of a round.
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(0..=400))]
    alarms: u32,
    /// Connections that say nothing; 0 leaves them out.
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(0..=45_000))]
    idle_connections: u32,
    /// Folder with the packets to decode; default: `corpus` in $LIENWATCH_SHARED, else frames of our own.
    #[arg(long)]
    corpus: Option<PathBuf>,
    /// Milliseconds of a flush at which our ways of writing are held against the peers': a faster disk is slowed down to
    /// it for all ways alike. 0 holds them against each other on the disk as it is.
    #[arg(long, default_value_t = 4.0)]
    flush_ms: f64,
    /// Keep the database in this directory; default: a fresh one that is removed at the end.
    #[arg(long)]
    data_dir: Option<PathBuf>,
}

/// A part that is measured by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Only {
    /// Maps and lists of a large fleet.
    Map,
}

/// Rounds of `--only map`, for each of [`Bench::rounds`]: a request takes milliseconds.
const LOOKS_A_ROUND: u32 = 20;

impl Bench {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(Only::Map) = self.only {
            let rounds = self.rounds * LOOKS_A_ROUND;
            let sizes = lists::Sizes { vehicles: self.vehicles, rounds, data_dir: self.data_dir };
            let report = super::runtime()?.block_on(lists::run(&sizes, &|doing| eprintln!("{doing}")))?;
            if self.json {
                println!("{}", serde_json::to_string_pretty(&report)?);
            } else {
                report.print();
            }
            return Ok(if self.no_gate || report.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        anyhow::ensure!(
            (0.1..=60.0).contains(&self.half_load_seconds),
            "--half-load-seconds must be between 0.1 and 60"
        );
        anyhow::ensure!((0.0..=50.0).contains(&self.flush_ms), "--flush-ms must be between 0 and 50");
        let sizes = Sizes {
            rounds: self.rounds,
            rows: self.rows as usize,
            connections: self.connections,
            decode: Duration::from_millis(self.decode_ms),
            half_load_s: self.half_load_seconds,
            alarms: self.alarms,
            idle_connections: self.idle_connections,
            corpus: self.corpus.or_else(shared_corpus),
            flush_ms: self.flush_ms,
            data_dir: self.data_dir,
        };
        let report = super::runtime()?.block_on(bench::run(&sizes, &|doing| eprintln!("{doing}")))?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            report.print();
        }
        Ok(if self.no_gate || report.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn shared_corpus() -> Option<PathBuf> {
    let corpus = PathBuf::from(std::env::var_os("LIENWATCH_SHARED")?).join("corpus");
    corpus.is_dir().then_some(corpus)
}

//! The command line: one file per command. JSON goes to standard output, everything else to standard error.

mod bench;
mod conformance;
mod demo;
mod refit;
mod replay;
mod score;
mod seed;
pub(crate) mod serve;
mod stays;
mod waterfall;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Open telematics and vehicle-recovery backend for auto-finance lenders.
#[derive(Debug, Parser)]
#[command(name = "lienwatch", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the service.
    Serve(serve::Serve),
    /// Bring the schema of DATABASE_URL up to date.
    Migrate(serve::Migrate),
    /// Run a packet corpus against the decoders.
    Conformance(conformance::Conformance),
    /// Measure decoding, writing, latencies and memory on this machine, side by side in one run.
    Bench(bench::Bench),
    /// Send recorded traffic to a server again, or print what it says.
    Replay(replay::Replay),
    /// A seeded lender, ten days of its fleet over real sockets, what was found, and then a live fleet.
    Demo(demo::Demo),
    /// Play a simulated fleet and score what was found against the truth.
    Score(score::Score),
    /// Fit the weights of removal anew to what the desk decided and to simulated runs; before and after, and a file when asked.
    Refit(refit::Refit),
    /// Find the stays in recorded trajectories, as the service does or as the literature does.
    Stays(stays::Stays),
    /// Divide the proceeds of a sale by the law of a place, line by line.
    Waterfall(waterfall::Divide),
    /// Fill a database with a large made-up fleet, to measure over or to look at.
    Seed(seed::Seed),
    /// Print the OpenAPI document.
    Openapi,
}

impl Cli {
    /// Runs the command. The exit status is 0 when the command's own bar holds.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Serve(serve) => serve.run(),
            Command::Migrate(migrate) => migrate.run(),
            Command::Conformance(conformance) => conformance.run(),
            Command::Bench(bench) => bench.run(),
            Command::Replay(replay) => replay.run(),
            Command::Demo(demo) => demo.run(),
            Command::Score(score) => score.run(),
            Command::Refit(refit) => refit.run(),
            Command::Stays(stays) => stays.run(),
            Command::Waterfall(divide) => divide.run(),
            Command::Seed(seed) => seed.run(),
            Command::Openapi => {
                println!("{}", crate::api::openapi());
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

/// The runtime every command that talks to the world runs in.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

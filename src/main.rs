//! The `lienwatch` command.

use clap::Parser;
use lienwatch::cli::Cli;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("LIENWATCH_LOG").unwrap_or_else(|_| EnvFilter::new("warn,lienwatch=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match Cli::parse().run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("lienwatch: {error:#}");
            ExitCode::FAILURE
        }
    }
}

//! `lienwatch conformance DIR`

use anyhow::{Context, ensure};
use lienwatch_protocols::conformance::{Differences, Report, run_corpus};
use std::path::PathBuf;
use std::process::ExitCode;

/// Options of the command.
#[derive(Debug, clap::Args)]
pub struct Conformance {
    /// Folder with the corpus: one `<protocol>.jsonl` per protocol, `framing.jsonl`, `commands.jsonl`.
    dir: PathBuf,
    /// Only these protocols, separated by commas.
    #[arg(long, value_delimiter = ',')]
    protocol: Option<Vec<String>>,
    /// Rate below which the command fails, 0 to 1.
    #[arg(long, default_value_t = 0.0)]
    min: f64,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

impl Conformance {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut files = Vec::new();
        let entries = std::fs::read_dir(&self.dir).with_context(|| format!("failed to read {}", self.dir.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "jsonl") {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let text =
                    std::fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))?;
                files.push((name, text));
            }
        }
        ensure!(!files.is_empty(), "{} holds no .jsonl file: name the corpus folder", self.dir.display());
        let report = run_corpus(&files, self.protocol.as_deref(), &Differences::published())?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            print(&report);
        }
        Ok(if report.holds(self.min) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn print(report: &Report) {
    println!(
        "{:<16} {:>8} {:>8} {:>11} {:>8} {:>8} {:>9}",
        "protocol", "packets", "passed", "on purpose", "failed", "rate", "coverage"
    );
    for p in report.protocols.iter().filter(|p| p.implemented) {
        println!(
            "{:<16} {:>8} {:>8} {:>11} {:>8} {:>8.4} {:>9.2}",
            p.protocol,
            p.packets,
            p.passed,
            p.differences,
            p.failed,
            p.rate(),
            p.coverage
        );
    }
    let waiting = report.protocols.iter().filter(|p| !p.implemented).count();
    println!("{waiting} protocols of the corpus are not implemented yet");
    for p in &report.protocols {
        for failure in p.failures.iter().filter(|_| p.implemented) {
            println!("  {}: {}", failure.id, failure.diff);
        }
    }
    println!(
        "framing: {} cases, {} passed, {} failed",
        report.framing.cases, report.framing.passed, report.framing.failed
    );
    println!(
        "commands: {} cases, {} passed, {} failed",
        report.commands.cases, report.commands.passed, report.commands.failed
    );
    println!("rate {:.4}", report.rate);
}

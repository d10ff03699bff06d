//! Prints how the decoders agree with a packet corpus, and every packet that does not.
//!
//! ```text
//! LIENWATCH_SHARED=DIR cargo run -p lienwatch-protocols --features conformance --example conformance -- gt06 [jt808 …]
//! ```

#[path = "../tests/support/corpus_dir.rs"]
mod corpus_dir;

use lienwatch_protocols::Protocol;
use lienwatch_protocols::conformance::{Differences, ProtocolReport, run_framing, run_jt808_frames, run_packets};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = corpus_dir::corpus_dir().ok_or("no corpus: set LIENWATCH_SHARED to the folder that has `corpus`")?;
    let mut names: Vec<String> = std::env::args().skip(1).collect();
    if names.is_empty() {
        names = Protocol::ALL.iter().filter(|p| **p != Protocol::Json).map(|p| p.name().to_owned()).collect();
    }
    let differences = Differences::published();
    let framing = std::fs::read_to_string(dir.join("framing.jsonl"))?;
    for name in names {
        let report = run_packets(&name, &std::fs::read_to_string(dir.join(format!("{name}.jsonl")))?, &differences)?;
        print(&report);
        if name == "jt808" {
            let extra = std::fs::read_to_string(dir.join("jt808_extra.jsonl"))?;
            let (mut understood, bad) = run_jt808_frames(&extra, &differences)?;
            understood.protocol = "jt808_extra".to_owned();
            print(&understood);
            println!("jt808_extra: {} frames that do not add up, {:?} taken", bad.cases, bad.failures);
        }
        let cases = run_framing(&framing, Protocol::from_name(&name).as_slice())?;
        for failure in &cases.failures {
            println!("{}: {}", failure.id, failure.diff);
        }
        println!(
            "{name}: {} framing cases, {} passed, {} failed that must not",
            cases.cases, cases.passed, cases.required_failed
        );
    }
    Ok(())
}

fn print(report: &ProtocolReport) {
    for failure in &report.failures {
        println!("{}: {}", failure.id, failure.diff);
    }
    for rule in &report.rules {
        println!("on purpose, {} packets: {}", rule.packets, rule.rule);
    }
    println!(
        "{}: {} packets, {} passed, {} on purpose ({} beyond alarm names{}), {} failed, rate {:.4}, {} told only, coverage {:.2}",
        report.protocol,
        report.packets,
        report.passed,
        report.differences,
        report.beyond_alarm_names,
        if report.over_limit { ", OVER THE LIMIT" } else { "" },
        report.failed,
        report.rate(),
        report.told_only,
        report.coverage
    );
}

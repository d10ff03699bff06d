//! The corpus against the decoders: rates that may only rise.
//!
//! Without a corpus (`LIENWATCH_SHARED`) the tests say so and pass.

#[path = "support/corpus_dir.rs"]
mod corpus_dir;

use lienwatch_protocols::Protocol;
use lienwatch_protocols::conformance::{Differences, run_commands, run_framing, run_jt808_frames, run_packets};

/// Least share of packets that agree or differ on purpose.
const LEAST: &[(Protocol, f64)] = &[(Protocol::Gt06, 1.0), (Protocol::Jt808, 1.0), (Protocol::Teltonika, 1.0)];

/// The text of a corpus file; `None`, loudly, where there is no corpus.
fn file(name: &str) -> Option<String> {
    let Some(dir) = corpus_dir::corpus_dir() else {
        eprintln!("SKIPPED: no packet corpus; set LIENWATCH_SHARED to the folder that has `corpus`");
        return None;
    };
    Some(std::fs::read_to_string(dir.join(name)).expect("the corpus has the file"))
}

#[test]
fn packets_agree_with_the_reference() {
    let differences = Differences::published();
    let mut short = Vec::new();
    for (protocol, least) in LEAST {
        let Some(jsonl) = file(&format!("{protocol}.jsonl")) else { return };
        let report = run_packets(protocol.name(), &jsonl, &differences).expect("a packet file");
        assert_eq!(report.packets, report.passed + report.differences + report.failed);
        assert!(report.implemented && report.packets > 0);
        println!(
            "{protocol}: {} of {} passed, {} on purpose, rate {:.4}, coverage {:.2}",
            report.passed,
            report.packets,
            report.differences,
            report.rate(),
            report.coverage
        );
        assert!(
            !report.over_limit,
            "{protocol}: rules excuse {} packets beyond alarm names",
            report.beyond_alarm_names
        );
        if report.rate() < *least {
            short.push(format!("{protocol}: rate {:.4}, at least {least}: {:#?}", report.rate(), report.failures));
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}

#[test]
fn streams_give_the_references_frames() {
    let Some(jsonl) = file("framing.jsonl") else { return };
    let framing = run_framing(&jsonl, Protocol::ALL).expect("the framing file");
    println!("framing: {} of {} passed", framing.passed, framing.cases);
    assert_eq!(framing.cases, framing.passed + framing.failed);
    assert!(framing.cases > 0);
    assert_eq!(framing.required_failed, 0, "{:#?}", framing.failures);
}

#[test]
fn commands_have_the_references_bytes() {
    let Some(jsonl) = file("commands.jsonl") else { return };
    let commands = run_commands(&jsonl, Protocol::ALL).expect("the commands file");
    println!("commands: {} of {} passed ({:?})", commands.passed, commands.cases, commands.note);
    assert_eq!(commands.failed, 0, "{:#?}", commands.failures);
}

#[test]
fn other_projects_jt808_frames_agree_with_the_reference() {
    const LEAST: f64 = 1.0;
    let Some(jsonl) = file("jt808_extra.jsonl") else { return };
    let (understood, bad) = run_jt808_frames(&jsonl, &Differences::published()).expect("the extra frames");
    println!(
        "jt808_extra: {} of {} passed, {} on purpose",
        understood.passed, understood.packets, understood.differences
    );
    assert!(understood.rate() >= LEAST, "{:#?}", understood.failures);
    assert_eq!(bad.failed, 0, "{:#?}", bad.failures);
}

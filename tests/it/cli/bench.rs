//! The benchmark at tiny sizes: its shape, what must hold at any size, and that the exit status is the bars' verdict.
//! Nothing here depends on how fast anything was.

use lienwatch::postgres::Binaries;
use serde_json::Value;
use std::process::Command;

#[test]
fn a_tiny_run_tells_every_figure_and_judges_by_its_bars() {
    if Binaries::find().is_err() {
        eprintln!("SKIPPED: PostgreSQL's binaries are not installed");
        return;
    }
    let sizes = ["--rounds", "1", "--rows", "900", "--connections", "3", "--decode-ms", "1"];
    let more = ["--half-load-seconds", "0.2", "--alarms", "2", "--idle-connections", "30", "--flush-ms", "12"];
    let output = Command::new(env!("CARGO_BIN_EXE_lienwatch"))
        .args(["bench", "--json"].iter().chain(&sizes).chain(&more))
        .env_remove("DATABASE_URL")
        .env_remove("LIENWATCH_SHARED")
        .output()
        .expect("the binary runs");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}{err}"));

    assert_eq!((&report["rounds"], &report["ingest"]["connections"]), (&1.into(), &3.into()));
    let positive = |path: &str| {
        let value = report.pointer(path).and_then(Value::as_f64);
        assert!(value.is_some_and(|v| v > 0.0 && v.is_finite()), "{path}: {out}");
    };
    for path in ["/fsync_ms", "/ack_latency_ms/p50", "/alert_latency_ms/p50", "/busy_alert_latency_ms/p50", "/seconds"]
    {
        positive(path);
    }
    for way in
        ["tcp", "store", "store_plain", "single_insert", "multi_insert_100", "multi_insert_100_full", "copy_limit"]
    {
        positive(&format!("/ingest/{way}_rows_per_s"));
        // A disk of twelve milliseconds a flush is no disk for tests: this one is slowed down.
        positive(&format!("/ingest_slowed/{way}_rows_per_s"));
    }
    for latency in ["ack_latency_ms", "alert_latency_ms", "busy_alert_latency_ms"] {
        assert!(report[latency]["p99"].as_f64() >= report[latency]["p50"].as_f64(), "{latency}: {out}");
    }
    for protocol in ["gt06", "jt808", "teltonika"] {
        positive(&format!("/decode/{protocol}/packets_per_s"));
        positive(&format!("/decode/{protocol}/positions_per_s"));
        let decode = &report["decode"][protocol];
        assert_eq!(decode["source"], "own encoder");
        assert!(decode["allocations_per_position"].is_number(), "the counting program is built beside: {err}");
    }
    assert_eq!(report["slowed_flush_ms"], 12.0);
    assert_eq!(report["idle_connections"], 30);
    assert!(report["idle_connection_bytes"].is_u64(), "{out}");
    let notes = report["notes"].as_array().expect("notes");
    assert!(notes.iter().any(|n| n.as_str().is_some_and(|n| n.contains("fewer than five rounds"))), "{out}");

    let bars = report["bars"].as_array().expect("bars");
    assert_eq!(bars.len(), 15, "{out}");
    let met = |bar: &Value| bar["holds"].as_bool().expect("a verdict");
    for bar in bars {
        let value = bar["value"].as_f64().expect("everything was measured");
        let least = bar["at_least"].as_f64().is_none_or(|least| value >= least);
        let most = bar["at_most"].as_f64().is_none_or(|most| value <= most);
        assert_eq!(least && most, met(bar), "{bar}");
    }
    assert_eq!(output.status.success(), bars.iter().all(met), "{out}{err}");
}

#[test]
fn maps_and_lists_are_measured_over_a_seeded_fleet() {
    if Binaries::find().is_err() {
        eprintln!("SKIPPED: PostgreSQL's binaries are not installed");
        return;
    }
    let output = Command::new(env!("CARGO_BIN_EXE_lienwatch"))
        .args(["bench", "--only", "map", "--vehicles", "400", "--rounds", "1", "--json", "--no-gate"])
        .env_remove("DATABASE_URL")
        .output()
        .expect("the binary runs");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{err}");
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}{err}"));
    assert_eq!(report["vehicles"], 400);
    let probes = report["probes"].as_array().expect("probes");
    assert!(probes.len() > 10, "{out}");
    for probe in probes {
        let (p50, p95, max) = (probe["p50_ms"].as_f64(), probe["p95_ms"].as_f64(), probe["max_ms"].as_f64());
        assert!(p50 > Some(0.0) && p50 <= p95 && p95 <= max, "{probe}");
        let map = probe["name"].as_str().is_some_and(|name| name.starts_with("map"));
        assert_eq!(probe["bar_ms"].is_number(), map, "{probe}");
    }
}

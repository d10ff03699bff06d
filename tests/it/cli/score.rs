//! End to end: simulated trackers, real sockets, an embedded database, detection, the API, the score.

use lienwatch::postgres::Binaries;
use serde_json::Value;
use std::process::Command;

#[test]
fn a_small_fleet_is_played_over_sockets_and_found_out() {
    if Binaries::find().is_err() {
        eprintln!("SKIPPED: PostgreSQL's binaries are not installed");
        return;
    }
    let arguments = ["score", "--json", "--vehicles", "8", "--days", "4", "--seed", "3"];
    let mix = ["--mix", "cut_silent,pledge_known,commuter,site_drive_by", "--min", "0.9"];
    let output = Command::new(env!("CARGO_BIN_EXE_lienwatch"))
        .args(arguments.iter().chain(&mix))
        .env_remove("DATABASE_URL")
        .output()
        .expect("the binary runs");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}{err}");
    let report: Value = serde_json::from_str(&out).expect("JSON alone on standard output");
    for kind in ["removal", "site_visit"] {
        assert!(report["types"][kind]["tp"].as_u64() >= Some(1), "{kind}: {out}");
        assert_eq!(report["types"][kind]["fn"], 0, "{kind}: {out}");
    }
    assert_eq!(report["false_removal_per_1000_vehicle_days"], 0.0);
    // The rule that any alarm is a removal hears the same reports, and finds at least the alarms.
    assert!(report["naive"]["removal"]["tp"].as_u64() >= Some(1), "{out}");
    assert!(report["calibration"]["removal"]["statements"].as_u64() >= Some(1), "{out}");
    assert_eq!(report["seeds"], serde_json::json!([3]));
}

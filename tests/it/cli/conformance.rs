//! `lienwatch conformance` over a corpus of our own making.

use serde_json::Value;
use std::process::Command;

fn run(arguments: &[&str]) -> (bool, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_lienwatch")).args(arguments).output().expect("the binary runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn reports_in_the_documented_shape_and_holds_its_bar() {
    let dir = tempfile::tempdir().expect("a directory");
    // A login as the vendor's document shows it, with the answer it asks for.
    let line = r#"{"protocol":"gt06","id":"own-1","session":"s","transport":"tcp","hex":"78780d01012345678901234500018cdd0d0a","ids":["123456789012345"],"expect":null,"replies":[{"hex":"787805010001d9dc0d0a"}],"needs_session":false}"#;
    std::fs::write(dir.path().join("gt06.jsonl"), line).expect("writes");
    let path = dir.path().to_str().expect("a path");
    let (ok, out, err) = run(&["conformance", path, "--json", "--min", "1.0"]);
    assert!(ok, "{out}{err}");
    let report: Value = serde_json::from_str(&out).expect("JSON alone on standard output");
    let gt06 = &report["protocols"][0];
    assert_eq!(
        (gt06["protocol"].as_str(), gt06["packets"].as_u64(), gt06["passed"].as_u64()),
        (Some("gt06"), Some(1), Some(1))
    );
    assert_eq!(report["rate"], 1.0);

    let wrong = line.replace("123456789012345\"]", "123456789012346\"]");
    std::fs::write(dir.path().join("gt06.jsonl"), wrong).expect("writes");
    let (ok, out, _) = run(&["conformance", path, "--min", "1.0"]);
    assert!(!ok, "a bar that is missed is a failure");
    assert!(out.contains("own-1"), "{out}");
    let (ok, _, err) = run(&["conformance", "/nowhere"]);
    assert!(!ok && err.contains("/nowhere"), "{err}");
}

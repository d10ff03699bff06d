//! `lienwatch waterfall`: the published cases through the binary, as a script would run it.

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// Runs it with `input` on standard input: whether it succeeded, its output, what it said.
fn run(arguments: &[&str], input: &str) -> (bool, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lienwatch"))
        .arg("waterfall")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    // One that refuses its arguments or the length reads no further.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

fn sheet(profile: &str, sale: i64) -> Value {
    json!({"profile": profile, "currency": "CNY", "sale_minor": sale,
        "costs": [{"kind": "tow", "minor": 120_000}, {"kind": "storage", "days": 30, "per_day_minor": 4_000},
                  {"kind": "preparation", "minor": 50_000}, {"kind": "sale_fee", "bps": 200},
                  {"kind": "legal", "minor": 200_000}],
        "debt": {"interest_minor": 320_055, "principal_minor": 6_000_000, "penalty_minor": 100_000}})
}

fn with(mut sheet: Value, key: &str, value: Value) -> Value {
    sheet[key] = value;
    sheet
}

#[track_caller]
fn answer(sheet: &Value) -> Value {
    let (ok, out, err) = run(&["--json", "-"], &sheet.to_string());
    assert!(ok && err.is_empty(), "{out}{err}");
    let answer: Value = serde_json::from_str(&out).expect("JSON alone on standard output");
    let sum = |keys: &[&str]| keys.iter().map(|k| answer[*k].as_i64().expect("an amount")).sum::<i64>();
    let out = ["costs_minor", "senior_minor", "secured_minor", "junior_minor", "surplus_minor"];
    assert_eq!(sum(&out), sum(&["sale_minor", "top_up_minor"]), "{answer}");
    let lines = answer["lines"].as_array().expect("lines");
    let paid: i64 = lines.iter().map(|l| l["paid_minor"].as_i64().expect("an amount")).sum();
    assert_eq!(paid, sum(&["sale_minor", "top_up_minor"]));
    answer
}

#[track_caller]
fn expect(answer: &Value, amounts: &[(&str, i64)]) {
    for (pointer, amount) in amounts {
        assert_eq!(answer.pointer(pointer), Some(&json!(amount)), "{pointer}: {answer}");
    }
}

#[test]
fn the_published_cases_to_the_minor_unit() {
    let junior = |demand: bool| json!([{"name": "junior", "rank": 2, "minor": 500_000, "demand": demand}]);
    let first = answer(&with(sheet("us", 8_000_000), "liens", junior(true)));
    expect(
        &first,
        &[
            ("/costs_minor", 650_000),
            ("/secured_minor", 6_420_055),
            ("/junior_minor", 500_000),
            ("/surplus_minor", 429_945),
            ("/deficiency_minor", 0),
        ],
    );
    assert_eq!(first["lines"][0]["source"], "UCC 9-615(a)(1)");
    let second = answer(&with(sheet("us", 8_000_000), "liens", junior(false)));
    expect(&second, &[("/junior_minor", 0), ("/surplus_minor", 929_945)]);

    let third = answer(&sheet("cn", 4_000_000));
    let composition = |principal, interest, penalty| {
        [
            ("/deficiency/principal_minor", principal),
            ("/deficiency/interest_minor", interest),
            ("/deficiency/penalty_minor", penalty),
        ]
    };
    expect(&third, &[("/costs_minor", 570_000), ("/secured_minor", 3_430_000), ("/deficiency_minor", 2_990_055)]);
    expect(&third, &composition(2_990_055, 0, 0));
    let order = json!(["principal", "interest", "penalty"]);
    let fourth = answer(&with(sheet("cn", 4_000_000), "debt_order", order));
    expect(&fourth, &[("/deficiency_minor", 2_990_055)]);
    expect(&fourth, &composition(2_570_000, 320_055, 100_000));

    let fifth = answer(&sheet("us", 300_000));
    expect(
        &fifth,
        &[
            ("/costs_minor", 300_000),
            ("/costs_claimed_minor", 496_000),
            ("/deficiency_minor", 6_616_055),
            ("/deficiency/costs_minor", 196_000),
        ],
    );
}

#[test]
fn a_paid_debt_is_refused() {
    let paid = with(sheet("cn", 8_000_000), "debt", json!({"principal_minor": 0}));
    let (ok, out, err) = run(&["--json", "-"], &paid.to_string());
    assert!(!ok && err.contains("redeemed"), "{err}");
    let told: Value = serde_json::from_str(&out).expect("JSON alone on standard output");
    assert_eq!(told["refused"], "redeemed");
    assert!(told["remedy"].as_str().is_some_and(|r| r.contains("cancel the sale")), "{out}");
    let (ok, out, err) = run(&["-"], &paid.to_string());
    assert!(!ok && out.is_empty() && err.contains("redeemed"), "{out}{err}");
}

#[test]
fn what_is_wrong_is_told_by_its_field() {
    let told = |input: &str| {
        let (ok, out, err) = run(&["--json", "-"], input);
        assert!(!ok, "{out}");
        let told: Value = serde_json::from_str(&out).expect("JSON alone on standard output");
        assert!(err.contains(told["message"].as_str().expect("a message")), "{err}");
        told["message"].as_str().expect("a message").to_owned()
    };
    let bad_cost = |cost: Value| with(sheet("us", 1), "costs", json!([{"kind": "tow", "minor": 1}, cost])).to_string();
    assert!(told(&bad_cost(json!({"kind": "bribe", "minor": 1}))).starts_with("costs[1].kind: unknown kind"));
    assert!(told(&bad_cost(json!({"kind": "tow", "minor": 1.5}))).starts_with("costs[1].minor: invalid type"));
    assert!(told(&bad_cost(json!({"kind": "tow"}))).starts_with("costs[1] (tow) must have one price"));
    assert!(told(&with(sheet("us", 1), "profile", json!("fr")).to_string()).starts_with("profile: unknown variant"));
    assert!(told(&with(sheet("us", 1), "dept", json!({})).to_string()).contains("unknown field `dept`"));
    assert!(told(&sheet("us", -1).to_string()).starts_with("sale_minor is -1"));
    assert!(told("").contains("EOF"));
    assert!(told(&format!("{}{{}}", sheet("us", 1))).contains("trailing"));
    let (ok, _, err) = run(&["--json", "/nowhere"], "");
    assert!(!ok && err.contains("/nowhere"), "{err}");
    let (ok, _, err) = run(&["-"], &" ".repeat(1024 * 1024 + 1));
    assert!(!ok && err.contains("longer than"), "{err}");
}

#[test]
fn people_get_a_table() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("sale.json");
    std::fs::write(&path, sheet("uk_hp", 8_000_000).to_string()).expect("writes");
    let (ok, out, err) = run(&[path.to_str().expect("a path")], "");
    assert!(ok, "{err}");
    assert!(out.starts_with("United Kingdom, hire purchase, CNY\n"), "{out}");
    let rows: Vec<&str> = out.lines().collect();
    let row = |name: &str| *rows.iter().find(|r| r.starts_with(name)).unwrap_or_else(|| panic!("{name}: {out}"));
    for (name, amount) in
        [("Proceeds", "80000.00"), ("Storage", "1200.00"), ("Principal", "60000.00"), ("Remainder", "9299.45")]
    {
        assert!(row(name).contains(amount), "{out}");
    }
    let (_, short, _) = run(&["-"], &sheet("cn", 300_000).to_string());
    assert!(
        short.contains("Deficiency          66160.55") && short.contains("of which costs       1960.00"),
        "{short}"
    );
    let (ok, help, _) = run(&["--help"], "");
    assert!(ok && help.contains("\"sale_minor\""), "{help}");
}

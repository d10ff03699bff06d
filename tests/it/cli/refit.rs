//! `lienwatch refit` over decided alerts in a database.

use crate::support::app::{TestApp, engine_now};
use serde_json::{Value, json};
use std::process::{Command, Output};

fn refit(url: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lienwatch"));
    command.arg("refit").args(arguments).env("DATABASE_URL", url).env_remove("LIENWATCH_CONFIG");
    command.output().expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[tokio::test]
async fn decided_alerts_move_the_weights_and_a_file_is_written_when_asked() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    // Cuts by night that all were false: 40 of them, and 5 real ones by day. Tests and open ones teach nothing.
    let said = |feature: &str, weight: f64| {
        json!([{"feature": "prior", "value": null, "weight": -7.6}, {"feature": "tamper_alarm", "value": 0, "weight": 9.0},
               {"feature": feature, "value": true, "weight": weight}])
    };
    let rows = [
        ("false_positive", 40, said("night", 1.0)),
        ("confirmed", 5, said("unusual_place", 1.0)),
        ("test", 30, said("night", 1.0)),
    ];
    for (n, (verdict, count, evidence)) in rows.iter().enumerate() {
        sqlx::query(
            "insert into alert (id, lender_no, vehicle_no, type, episode_key, severity, state, score, event_at, raised_at,
                                updated_at, late, evidence, desk_state, verdict)
             select gen_random_uuid(), lender_no, vehicle_no, 'removal', 1000 * ($1 + 1) + n, 'high', 'closed', 0.9, $2, $2, $2,
                    false, $3, 'resolved', $4
             from vehicle, generate_series(1, $5) n where lender_no = $6",
        )
        .bind(n as i64)
        .bind(engine_now())
        .bind(evidence)
        .bind(verdict)
        .bind(*count)
        .bind(book.lender_no)
        .execute(&app.owner)
        .await
        .expect("alerts");
    }
    let url = app.url.clone();
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("weights.toml");
    let path = file.to_str().expect("text").to_owned();
    let run = tokio::task::spawn_blocking({
        let (url, path) = (url.clone(), path.clone());
        move || refit(&url, &["--json", "--days", "36500", "--write", &path])
    });
    let done = run.await.expect("it ends");
    assert!(done.status.success(), "{}", text(&done.stderr));
    let report: Value = serde_json::from_slice(&done.stdout).expect("JSON alone on standard output");
    assert_eq!((&report["desk"], &report["simulated"], &report["removals"]), (&json!(45), &json!(0), &json!(5)));
    let weight = |name: &str| {
        let all = report["weights"].as_array().expect("weights");
        let w = all.iter().find(|w| w["parameter"] == name).expect("told");
        (w["before"].as_f64().expect("nats"), w["after"].as_f64().expect("nats"), w["cases"].clone())
    };
    let (night, place, sim) = (weight("night"), weight("unusual_place"), weight("sim"));
    assert!((0.0..night.0).contains(&night.1) && night.2 == 40, "{night:?}");
    assert!(place.1 > place.0 && place.2 == 5, "{place:?}");
    assert_eq!((sim.0, sim.2), (sim.1, json!(0)));
    assert!(report["after"]["log_loss"].as_f64() < report["before"]["log_loss"].as_f64(), "{report}");
    let written = std::fs::read_to_string(&file).expect("written");
    assert!(written.contains("[detection.removal]") && written.contains("night = "), "{written}");

    // An older version is never overwritten, and without --write nothing is.
    let again = tokio::task::spawn_blocking(move || refit(&url, &["--days", "36500", "--write", &path]));
    let again = again.await.expect("it ends");
    assert!(!again.status.success() && text(&again.stderr).contains("never overwritten"), "{}", text(&again.stderr));
    assert!(text(&again.stdout).contains("precision at high"), "{}", text(&again.stdout));
    assert_eq!(std::fs::read_to_string(&file).expect("as it was"), written);
}

#[test]
fn with_nothing_to_learn_from_it_says_so() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lienwatch"));
    let done = command.args(["refit", "--no-desk"]).env_remove("LIENWATCH_CONFIG").output().expect("the binary runs");
    assert!(!done.status.success() && text(&done.stderr).contains("nothing to learn from"), "{}", text(&done.stderr));
}

//! Lists as files that are not waited for.

use crate::support::app::{Answer, Book, Client, TestApp, engine_now};
use axum::http::Method;
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::time::Duration;

/// Longest a test waits for a job: then it fails.
const PATIENCE: Duration = Duration::from_secs(60);

async fn asked(client: &Client<'_>, path: &str) -> Answer {
    client.call(Method::GET, path).header("prefer", "respond-async").send().await
}

async fn begun(client: &Client<'_>, path: &str) -> (String, Value) {
    let answer = asked(client, path).await;
    assert_eq!(answer.headers["preference-applied"], "respond-async");
    let location = answer.headers["location"].to_str().expect("text").to_owned();
    let job = answer.expect(202);
    let id = job["id"].as_str().expect("an id").to_owned();
    assert_eq!(location, format!("/api/v1/jobs/{id}"));
    (id, job)
}

/// The job once it is over.
async fn over(client: &Client<'_>, id: &str) -> Value {
    let wait = async {
        loop {
            let job = client.get(&format!("/jobs/{id}")).await.expect(200);
            if !job["finished_at"].is_null() {
                return job;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.expect("in time")
}

async fn more_loans(app: &TestApp, count: i32) {
    sqlx::query(
        "insert into loan (id, lender_no, contract_number, vehicle_no, product, status, currency, principal_minor, terms,
                           balance_as_of, created_at, updated_at, branch)
         select gen_random_uuid(), lender_no, 'M' || n, vehicle_no, 'loan', 'performing', 'CNY', 100000, '{}', $1, $1, $1, 'Pudong'
         from vehicle, generate_series(1, $2) n",
    )
    .bind(engine_now())
    .bind(count)
    .execute(&app.owner)
    .await
    .expect("loans");
}

/// A file below its mark, which says when it was made.
fn unmarked(text: &str) -> &str {
    text.split_once('\n').expect("a mark").1
}

async fn a_book(app: &TestApp, rows: i32) -> Book<'_> {
    let book = app.book("One").await;
    more_loans(app, rows).await;
    book
}

#[tokio::test]
async fn a_list_is_made_as_a_job_and_its_file_is_that_of_who_waits() {
    let app = TestApp::new().await;
    let book = a_book(&app, 1_200).await;
    let fay = app.person(&book.client, "fay", "finance").await;
    let path = "/loans/export?status=performing&reason=month%20end";
    let (id, job) = begun(&fay, path).await;
    assert_eq!((&job["kind"], &job["subject"]), (&json!("export"), &json!("loans.csv")));
    assert_eq!((&job["total"], &job["created_by_name"]), (&json!(1_200), &json!("fay")), "counted before");
    let done = over(&fay, &id).await;
    assert_eq!((&done["state"], &done["done"], &done["total"]), (&json!("done"), &json!(1_200), &json!(1_200)));
    let name = done["file_name"].as_str().expect("a name").to_owned();
    assert!(name.starts_with("loans-") && name.ends_with(".csv"), "{name}");
    let file = fay.get(&format!("/jobs/{id}/file")).await;
    let waited = fay.get(path).await;
    assert_eq!(file.status.as_u16(), 200, "{}", file.text);
    for header in ["content-type", "lienwatch-rows"] {
        assert_eq!(file.headers[header], waited.headers[header]);
    }
    assert_eq!(file.headers["content-disposition"], format!("attachment; filename=\"{name}\""));
    assert_eq!(done["file_bytes"], file.text.len());
    assert_eq!(file.headers["content-length"], file.text.len().to_string());
    assert!(file.text.starts_with("\u{feff}# Exported by fay@example.com at "), "{}", &file.text[..80]);
    assert!(file.text.lines().next().is_some_and(|line| line.ends_with("for: month end")));
    assert_eq!(unmarked(&file.text), unmarked(&waited.text));
    // Everything that happened to it is in the log, under the job's id.
    let told: Vec<String> = sqlx::query_scalar(
        "select action from event where entity_kind = 'export' and entity_id = $1::uuid order by seq",
    )
    .bind(&id)
    .fetch_all(&app.owner)
    .await
    .expect("events");
    assert_eq!(told, ["taken", "fetched"]);
    // What is refused to who waits is refused at once.
    asked(&fay, "/alerts/export").await.problem(403, "forbidden");
    asked(&fay, "/loans/export?format=geojson").await.problem(422, "unknown_format");
    asked(&fay, "/loans/export?bucket=nowhere").await.problem(422, "unknown_name");
    // It is deleted by its owner, once.
    let call = || fay.call(Method::DELETE, &format!("/jobs/{id}/file"));
    call().json(&json!({})).send().await.expect(204);
    assert_eq!(app.exported(), 0);
    call().json(&json!({})).send().await.problem(404, "not_found");
    fay.get(&format!("/jobs/{id}/file")).await.problem(404, "not_found");
    assert_eq!(fay.get(&format!("/jobs/{id}")).await.expect(200)["file_name"], Value::Null);
}

#[tokio::test]
async fn an_export_is_of_who_asked_and_imports_are_not_of_who_only_exports() {
    let app = TestApp::new().await;
    let book = a_book(&app, 3).await;
    let (lee, ann) = (app.person(&book.client, "lee", "legal").await, app.person(&book.client, "ann", "admin").await);
    let call = ann.call(Method::POST, "/imports/vehicles").header("prefer", "respond-async");
    let import = call.raw("text/csv", "vin\nLSVAA4182E2123499\n").send().await.expect(202);
    let import = import["id"].as_str().expect("an id").to_owned();
    over(&ann, &import).await;
    // Legal may export, and has no right to imports.
    lee.get("/imports").await.problem(403, "forbidden");
    let (id, _) = begun(&lee, "/loans/export").await;
    let done = over(&lee, &id).await;
    assert_eq!(lee.get("/jobs").await.expect(200)["items"], json!([done]));
    lee.get(&format!("/jobs/{import}")).await.problem(404, "not_found");
    lee.post(&format!("/jobs/{import}/cancel"), &json!({})).await.problem(404, "not_found");
    // An administrator of the same lender gets neither the job nor its file.
    let ids = |jobs: &Value| -> Vec<String> {
        jobs["items"].as_array().expect("jobs").iter().filter_map(|job| job["id"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(ids(&ann.get("/jobs").await.expect(200)), [import]);
    for path in [format!("/jobs/{id}"), format!("/jobs/{id}/file")] {
        ann.get(&path).await.problem(404, "not_found");
    }
    ann.post(&format!("/jobs/{id}/cancel"), &json!({})).await.problem(404, "not_found");
    let clerk = app.person(&book.client, "yan", "yard_clerk").await;
    clerk.get("/jobs").await.problem(403, "forbidden");
    clerk.get(&format!("/jobs/{id}/file")).await.problem(403, "forbidden");
    // Who may see less by now gets no file of before.
    let set = async |role: &str| {
        sqlx::query("update app_user set role = $1 where email = 'lee@example.com'")
            .bind(role)
            .execute(&app.owner)
            .await
    };
    set("finance").await.expect("another role");
    lee.get(&format!("/jobs/{id}/file")).await.problem(403, "forbidden");
    set("yard_clerk").await.expect("another role");
    lee.get(&format!("/jobs/{id}/file")).await.problem(403, "forbidden");
    set("legal").await.expect("the old role");
    assert_eq!(lee.get(&format!("/jobs/{id}/file")).await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_file_has_an_end_of_its_time() {
    let app = TestApp::new().await;
    let book = a_book(&app, 3).await;
    let fay = app.person(&book.client, "fay", "finance").await;
    let (id, _) = begun(&fay, "/loans/export").await;
    over(&fay, &id).await;
    let key = book.client.post("/api-keys", &json!({"name": "k", "scopes": ["*"]})).await.expect(201);
    let robot = app.key(key["key"].as_str().expect("a key"));
    let (second, _) = begun(&robot, "/loans/export").await;
    over(&robot, &second).await;
    assert_eq!(app.exported(), 2);
    let exports = app.state.files.exports();
    app.pass(TimeDelta::hours(23));
    assert_eq!(exports.sweep(app.state.wall_now()).expect("swept"), 0);
    assert_eq!(robot.get(&format!("/jobs/{second}/file")).await.status.as_u16(), 200);
    app.pass(TimeDelta::minutes(61));
    robot.get(&format!("/jobs/{second}/file")).await.problem(404, "not_found");
    assert_eq!(robot.get(&format!("/jobs/{second}")).await.expect(200)["file_until"], Value::Null);
    assert_eq!(exports.sweep(app.state.wall_now()).expect("swept"), 2);
    assert_eq!(app.exported(), 0);
}

#[tokio::test]
async fn one_that_is_ended_or_fails_leaves_nothing() {
    let app = TestApp::new().await;
    let book = a_book(&app, 1).await;
    let fay = app.person(&book.client, "fay", "finance").await;
    // The list cannot be read while somebody holds it.
    let mut held = app.owner.begin().await.expect("a transaction");
    sqlx::query("lock table statement in access exclusive mode").execute(&mut *held).await.expect("held");
    let (id, job) = begun(&fay, "/statements/export").await;
    assert_eq!(job["total"], 0, "nobody counts these before");
    assert!(app.exported() <= 1, "half of a file at most");
    fay.get(&format!("/jobs/{id}/file")).await.problem(409, "job_under_way");
    fay.post(&format!("/jobs/{id}/cancel"), &json!({})).await.expect(202);
    // It hears of it while it waits for the list.
    let heard = async {
        let mut beats = 0;
        let mut last = Value::Null;
        while beats < 2 {
            let job = fay.get(&format!("/jobs/{id}")).await.expect(200);
            if job["updated_at"] != last && job["state"] == "running" {
                (beats, last) = (beats + 1, job["updated_at"].clone());
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, heard).await.expect("in time");
    drop(held);
    let ended = over(&fay, &id).await;
    assert_eq!((&ended["state"], &ended["file_name"]), (&json!("cancelled"), &Value::Null));
    assert_eq!(app.exported(), 0, "no half of a file");
    fay.get(&format!("/jobs/{id}/file")).await.problem(404, "not_found");
    // One whose process has ended.
    let gone = "0197f3c4-5d21-7a10-8c3e-0000000000aa";
    sqlx::query(
        "insert into job (id, lender_no, kind, subject, state, total, created_by, created_at, started_at, updated_at)
         select $1::uuid, lender_no, 'export', 'loans.csv', 'running', 9, created_by, now(), now(), now() from job where id = $2::uuid",
    )
    .bind(gone)
    .bind(&id)
    .execute(&app.owner)
    .await
    .expect("a job");
    app.pass(TimeDelta::seconds(40));
    assert_eq!(fay.get(&format!("/jobs/{gone}")).await.expect(200)["state"], "interrupted");
    fay.get(&format!("/jobs/{gone}/file")).await.problem(404, "not_found");
    fay.post(&format!("/jobs/{gone}/cancel"), &json!({})).await.problem(409, "job_over");
}

#[tokio::test]
async fn places_are_taken_later_under_the_same_bounds() {
    let app = TestApp::new().await;
    let book = a_book(&app, 1).await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    asked(&officer, "/map/vehicles/export").await.problem(422, "reason_required");
    let (id, job) = begun(&officer, "/map/vehicles/export?format=csv&reason=why").await;
    assert_eq!(job["subject"], "positions.csv");
    let done = over(&officer, &id).await;
    assert_eq!(done["state"], "done", "{done}");
    let waited = officer.get("/map/vehicles/export?format=csv&reason=why").await;
    let file = officer.get(&format!("/jobs/{id}/file")).await;
    assert_eq!(unmarked(&file.text), unmarked(&waited.text));
    // By group, as the list.
    let group = officer.post("/groups", &json!({"name": "North"})).await.expect(201);
    let group = group["id"].as_str().expect("an id");
    let path = format!("/map/vehicles/export?format=csv&reason=why&group={group}");
    assert_eq!(officer.get(&path).await.headers["lienwatch-rows"], "0");
    assert_eq!(officer.get(&format!("/alerts/export?group={group}")).await.headers["lienwatch-rows"], "0");
}

#[tokio::test]
async fn a_lender_has_an_end_of_room() {
    let app = TestApp::new().await;
    let book = a_book(&app, 1).await;
    let fay = app.person(&book.client, "fay", "finance").await;
    let (id, _) = begun(&fay, "/loans/export").await;
    over(&fay, &id).await;
    sqlx::query("update export_file set bytes = (2::int8 << 30) - (256 << 20) + 1")
        .execute(&app.owner)
        .await
        .expect("full");
    let full = asked(&fay, "/loans/export").await.problem(409, "exports_full");
    assert!(full["fix"].as_str().is_some_and(|fix| fix.contains("DELETE /jobs/{id}/file")), "{full}");
    assert_eq!(fay.get("/loans/export").await.status.as_u16(), 200, "who waits needs no room");
    fay.call(Method::DELETE, &format!("/jobs/{id}/file")).json(&json!({})).send().await.expect(204);
    begun(&fay, "/loans/export").await;
}

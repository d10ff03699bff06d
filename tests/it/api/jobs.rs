//! Imports that are not waited for.

use crate::support::app::{Client, TestApp};
use axum::http::Method;
use chrono::{TimeDelta, Utc};
use lienwatch::store::jobs::{self, Ending, NewJob, Shown};
use lienwatch_domain::ids::LenderNo;
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

/// Longest a test waits for a job: then it fails.
const PATIENCE: Duration = Duration::from_secs(60);

async fn begun(client: &Client<'_>, kind: &str, file: String) -> Value {
    let call = client.call(Method::POST, &format!("/imports/{kind}")).header("prefer", "respond-async");
    let answer = call.raw("text/csv", file).send().await;
    let location = answer.headers.get("location").and_then(|v| v.to_str().ok()).map(str::to_owned);
    let job = answer.expect(202);
    assert_eq!(location, Some(format!("/api/v1/jobs/{}", job["id"].as_str().expect("an id"))));
    job
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

fn vehicles(count: usize) -> String {
    let row = |n: usize| format!("LSVAA4182E{n:07},沪A{n:05},VW\n");
    std::iter::once("vin,plate,make\n".to_owned()).chain((0..count).map(row)).collect()
}

#[tokio::test]
async fn an_import_goes_on_as_a_job_and_tells_how_it_ended() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let ann = app.person(&lender, "ann", "risk_officer").await;
    let file = format!("{},no vin,VW\n=cmd,x,VW\n", vehicles(1_200));
    let job = begun(&ann, "vehicles", file).await;
    let id = job["id"].as_str().expect("an id");
    assert_eq!((&job["kind"], &job["subject"], &job["total"]), (&json!("import"), &json!("vehicles"), &json!(1_202)));
    assert_eq!(job["created_by_name"], "ann");
    let done = over(&ann, id).await;
    assert_eq!((&done["state"], &done["done"], &done["bad"]), (&json!("done"), &json!(1_202), &json!(2)));
    assert_eq!(ann.get("/vehicles?limit=1").await.expect(200)["total"], 1_200);
    let import = ann.get(&format!("/imports/{}", done["import_id"].as_str().expect("an id"))).await.expect(200);
    assert_eq!(import["rows_ok"], 1_200);
    let errors = ann.get(&format!("/jobs/{id}/errors.csv")).await;
    assert_eq!(errors.headers["content-type"], "text/csv; charset=utf-8");
    assert!(errors.text.starts_with("row,field,value,problem,message,fix\n1202,vin,"), "{}", errors.text);
    assert!(!errors.text.contains(",=cmd"), "no formula");
    assert_eq!(ann.get("/jobs").await.expect(200)["items"][0], done);
    ann.post(&format!("/jobs/{id}/cancel"), &json!({})).await.problem(409, "job_over");
    // Nobody else's.
    let (other, _) = app.lender("Two").await;
    other.get(&format!("/jobs/{id}")).await.problem(404, "not_found");
    other.post(&format!("/jobs/{id}/cancel"), &json!({})).await.problem(404, "not_found");
    assert_eq!(other.get("/jobs").await.expect(200)["items"], json!([]));
}

#[tokio::test]
async fn what_cannot_be_imported_fails_with_its_problem_and_rights_are_asked_at_once() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let job = begun(&lender, "vehicles", String::new()).await;
    let failed = over(&lender, job["id"].as_str().expect("an id")).await;
    assert_eq!((&failed["state"], &failed["problem"]["code"]), (&json!("failed"), &json!("empty_file")));
    assert_eq!(failed["import_id"], Value::Null);
    let finance = app.person(&lender, "fin", "finance").await;
    let call = finance.call(Method::POST, "/imports/vehicles").header("prefer", "respond-async");
    call.raw("text/csv", vehicles(1)).send().await.problem(403, "forbidden");
}

#[tokio::test]
async fn a_job_that_is_ended_stores_nothing() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    // Others import: it waits for its turn.
    let path = "/imports/vehicles";
    let others: Vec<_> = (0..3)
        .map(|_| {
            let (sender, body) = tokio::sync::mpsc::channel::<Result<String, std::io::Error>>(1);
            let body = futures_util::stream::unfold(body, |mut body| async move { Some((body.recv().await?, body)) });
            let call = lender.call(Method::POST, path).raw("text/csv", axum::body::Body::from_stream(body));
            (sender, call)
        })
        .collect();
    let (senders, calls): (Vec<_>, Vec<_>) = others.into_iter().unzip();
    let ours = async {
        // Each of them has its turn once it has taken its header.
        for sender in &senders {
            sender.send(Ok("vin,plate,make\n".into())).await.expect("taken");
            sender.reserve().await.expect("there is room again");
        }
        let job = begun(&lender, "vehicles", vehicles(3)).await;
        let id = job["id"].as_str().expect("an id").to_owned();
        lender.post(&format!("/jobs/{id}/cancel"), &json!({})).await.expect(202);
        let waiting = async {
            while lender.get(&format!("/jobs/{id}")).await.expect(200)["state"] != "running" {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, waiting).await.expect("in time");
        drop(senders);
        over(&lender, &id).await
    };
    let (ended, answers) =
        tokio::join!(ours, futures_util::future::join_all(calls.into_iter().map(|call| call.send())));
    answers.into_iter().for_each(|answer| drop(answer.expect(200)));
    assert_eq!((&ended["state"], &ended["import_id"]), (&json!("cancelled"), &Value::Null));
    assert_eq!(lender.get("/vehicles").await.expect(200)["total"], 0);
}

#[tokio::test]
async fn a_job_whose_process_has_ended_is_interrupted() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let id = "0197f3c4-5d21-7a10-8c3e-0000000000aa";
    sqlx::query(
        "insert into job (id, lender_no, kind, subject, state, total, created_by, created_at, started_at, updated_at)
         select $1::uuid, lender_no, 'import', 'vehicles', 'running', 9, 'system:test', now(), now(), now() from lender",
    )
    .bind(id)
    .execute(&app.owner)
    .await
    .expect("a job");
    assert_eq!(lender.get(&format!("/jobs/{id}")).await.expect(200)["state"], "running");
    app.pass(TimeDelta::seconds(40));
    assert_eq!(lender.get(&format!("/jobs/{id}")).await.expect(200)["state"], "interrupted");
    lender.post(&format!("/jobs/{id}/cancel"), &json!({})).await.problem(409, "job_over");
}

#[tokio::test]
async fn an_end_is_later_than_what_was_told_whenever_its_time_was_read() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let (id, wall) = (Uuid::now_v7(), Utc::now());
    let mut c = app.owner.acquire().await.expect("a connection");
    let job =
        NewJob { id, lender: LenderNo(book.lender_no), kind: "import", subject: "vehicles", total: 2, by: "test" };
    jobs::insert(&mut c, &job, wall).await.expect("a job");
    let later = wall + TimeDelta::seconds(3);
    assert!(!jobs::beat(&mut c, id, true, 1, later).await.expect("a beat"), "nobody asked for its end");
    let told = jobs::changed(&mut c, wall, &Shown::IMPORTS, wall, 10).await.expect("changes");
    let since = told.last().expect("the beat").updated_at;
    // The work read the clock when it began.
    let ending = Ending { state: "done", done: 2, import: None, problem: None };
    assert!(jobs::end(&mut c, id, &ending, wall).await.expect("an end"));
    let states: Vec<String> = jobs::changed(&mut c, wall, &Shown::IMPORTS, since, 10)
        .await
        .expect("changes")
        .into_iter()
        .map(|job| job.state)
        .collect();
    assert_eq!(states, ["done"]);
}

//! Chases: started, guarded, ended.

use crate::support::app::{Book, TestApp, engine_now};
use chrono::TimeDelta;
use serde_json::{Value, json};

async fn battery(app: &TestApp, pct: i16) {
    sqlx::query(
        "insert into tracker_latest (tracker_no, lender_no, received_at, flags, battery_pct)
         select tracker_no, lender_no, now(), 0, $1 from tracker where role = 'wireless'
         on conflict (tracker_no) do update set battery_pct = excluded.battery_pct",
    )
    .bind(pct)
    .execute(&app.owner)
    .await
    .expect("a battery");
}

async fn tick(app: &TestApp, minutes: i64) -> usize {
    let now = engine_now() + TimeDelta::minutes(minutes);
    lienwatch::reconcile::commands::run(&app.state.store, now).await.expect("runs").len()
}

/// Commands of the trackers of a role, oldest first: kind, state, and what was asked.
async fn orders(app: &TestApp, role: &str) -> Vec<String> {
    sqlx::query_scalar(
        "select k.state || ' ' || (detail -> 'command' ->> 'command') || coalesce(' ' || (detail -> 'command' ->> 'seconds'), '')
         from command k join tracker t using (tracker_no) where t.role = $1 order by k.id",
    )
    .bind(role)
    .fetch_all(&app.owner)
    .await
    .expect("reads")
}

fn parts(chase: &Value) -> Vec<&str> {
    let mut parts: Vec<&str> =
        chase["trackers"].as_array().expect("a list").iter().map(|t| t["part"].as_str().expect("text")).collect();
    parts.sort_unstable();
    parts
}

async fn chased(app: &TestApp) -> (Book<'_>, String) {
    let book = app.book("One").await;
    let path = format!("/vehicles/{}/chase", book.vehicle);
    (book, path)
}

/// As if the devices had got everything that is queued.
async fn all_sent(app: &TestApp) {
    sqlx::query("update command set detail = jsonb_set(detail, '{attempts}', '1') where state = 'queued'")
        .execute(&app.owner)
        .await
        .expect("marks");
}

#[tokio::test]
async fn a_chase_runs_once_and_ends_at_its_time() {
    let app = TestApp::new().await;
    let (book, path) = chased(&app).await;
    let tracker: String = app.one("select id::text from tracker where role = $1", "wired").await;
    book.client.patch(&format!("/trackers/{tracker}"), &json!({"report_interval_s": 25})).await.expect(200);
    book.client.get(&path).await.problem(404, "not_found");
    let minutes = |m: u32| json!({"minutes": m, "reason": "the contractor is near"});
    assert_eq!(book.client.post(&path, &minutes(4)).await.problem(422, "out_of_range")["field"], "minutes");
    book.client.post(&path, &minutes(241)).await.problem(422, "out_of_range");
    book.client.post(&path, &json!({"minutes": 30, "reason": " "})).await.problem(422, "no_reason");
    let made = book.client.post(&path, &minutes(30)).await.expect(201);
    assert_eq!((parts(&made), &made["ends_at"]), (vec!["chasing", "chasing"], &json!("2026-09-01T04:30:00Z")));
    book.client.post(&path, &minutes(30)).await.problem(409, "chase_running");
    assert_eq!(orders(&app, "wired").await, ["queued report_every 10"]);
    assert_eq!(orders(&app, "wireless").await, ["queued report_every 60"]);
    all_sent(&app).await;
    assert_eq!((tick(&app, 29).await, tick(&app, 30).await, tick(&app, 31).await), (0, 2, 0));
    let over = book.client.get(&path).await.expect(200);
    assert_eq!((parts(&over), &over["end"]), (vec!["restored", "restored"], &json!("over")));
    assert_eq!(orders(&app, "wired").await, ["cancelled report_every 10", "queued report_every 25"]);
    assert_eq!(orders(&app, "wireless").await, ["cancelled report_every 60", "queued report_every 60"]);
    book.client.post(&path, &minutes(30)).await.expect(201);
}

#[tokio::test]
async fn somebody_may_end_it_and_what_never_heard_of_it_is_left_alone() {
    let app = TestApp::new().await;
    let (book, path) = chased(&app).await;
    let end = format!("{path}/end");
    let why = json!({"reason": "found"});
    book.client.post(&end, &why).await.problem(409, "not_chased");
    book.client.post(&path, &json!({"minutes": 240, "reason": "near"})).await.expect(201);
    let over = book.client.post(&end, &why).await.expect(200);
    assert_eq!(over["end"], "stopped");
    assert_eq!(orders(&app, "wired").await, ["cancelled report_every 10"], "nothing had been sent");
    book.client.post(&end, &why).await.problem(409, "not_chased");
    let log: Vec<String> = sqlx::query_scalar("select action from event where entity_kind = 'chase' order by seq")
        .fetch_all(&app.owner)
        .await
        .expect("events");
    assert_eq!(log, ["started", "ended"]);
}

#[tokio::test]
async fn a_battery_below_the_floor_is_spared() {
    let app = TestApp::new().await;
    let (book, path) = chased(&app).await;
    battery(&app, 29).await;
    let body = json!({"minutes": 60, "reason": "near"});
    let made = book.client.post(&path, &body).await.expect(201);
    assert_eq!(parts(&made), ["chasing", "skipped"]);
    assert_eq!(orders(&app, "wireless").await, [""; 0]);
    book.client.post(&format!("{path}/end"), &json!({"reason": "again"})).await.expect(200);
    battery(&app, 31).await;
    assert_eq!(parts(&book.client.post(&path, &body).await.expect(201)), ["chasing", "chasing"]);
    all_sent(&app).await;
    assert_eq!(tick(&app, 10).await, 0);
    battery(&app, 12).await;
    assert_eq!(tick(&app, 11).await, 1);
    let after = book.client.get(&path).await.expect(200);
    assert_eq!((parts(&after), &after["ended_at"]), (vec!["chasing", "restored"], &Value::Null));
    assert_eq!(orders(&app, "wireless").await, ["cancelled report_every 60", "queued report_every 60"]);
    assert_eq!(tick(&app, 12).await, 0);
}

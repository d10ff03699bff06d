//! The first run, log in and out, lock-out, write tokens.

use crate::support::app::{Call, Client, TestApp};
use axum::http::Method;
use chrono::TimeDelta;
use lienwatch::api::{first_run, issue_operator_key};
use serde_json::{Value, json};
use std::time::Instant;

const PASSWORD: &str = "correct horse battery";

async fn with_admin() -> TestApp {
    let app = TestApp::new().await;
    let token = first_run(&app.state).await.expect("works").expect("nobody is there yet");
    let admin = json!({"token": token, "email": "Admin@Example.com", "password": PASSWORD});
    app.nobody().post("/first-run", &admin).await.expect(201);
    app.nobody().post("/first-run", &admin).await.problem(401, "unauthenticated");
    assert_eq!(first_run(&app.state).await.expect("works"), None, "somebody is there now");
    app
}

async fn log_in<'a>(app: &'a TestApp, password: &str) -> Result<(Client<'a>, Value), crate::support::app::Answer> {
    let answer = app.nobody().post("/session", &json!({"email": "admin@example.com", "password": password})).await;
    if answer.status != 200 {
        return Err(answer);
    }
    let cookie = answer.headers["set-cookie"].to_str().expect("text").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
    let (pair, _) = cookie.split_once(';').expect("attributes");
    Ok((app.nobody().with("cookie", pair), answer.json()))
}

#[tokio::test]
async fn the_first_admin_logs_in_and_out() {
    let app = with_admin().await;
    let (client, session) = log_in(&app, PASSWORD).await.expect("logs in");
    assert_eq!((&session["role"], &session["platform"]), (&json!("admin"), &json!(true)));
    let shown = client.get("/session").await.expect(200);
    assert_eq!(shown["csrf_token"], session["csrf_token"], "a reloaded page can ask for it again");
    client.delete("/session").await.problem(403, "forbidden");
    let csrf = session["csrf_token"].as_str().expect("a token");
    client.with("x-csrf-token", csrf).delete("/session").await.expect(204);
    client.get("/session").await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_write_needs_its_token() {
    let app = with_admin().await;
    let (client, session) = log_in(&app, PASSWORD).await.expect("logs in");
    let body = json!({"lender": "One"});
    client.post("/imports/assets", &body).await.problem(403, "forbidden");
    client.with("x-csrf-token", "forged").post("/imports/assets", &body).await.problem(403, "forbidden");
    let csrf = session["csrf_token"].as_str().expect("a token");
    client.with("x-csrf-token", csrf).post("/imports/assets", &body).await.expect(200);
}

#[tokio::test]
async fn a_session_ends_when_idle_and_in_any_case() {
    let app = with_admin().await;
    let (client, _) = log_in(&app, PASSWORD).await.expect("logs in");
    app.pass(TimeDelta::minutes(61));
    client.get("/session").await.problem(401, "unauthenticated");
    let (client, _) = log_in(&app, PASSWORD).await.expect("logs in");
    for _ in 0..23 {
        app.pass(TimeDelta::minutes(30));
        client.get("/session").await.expect(200);
    }
    app.pass(TimeDelta::minutes(31));
    client.get("/session").await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn wrong_passwords_lock_out_and_the_lock_grows() {
    let app = with_admin().await;
    for _ in 0..5 {
        log_in(&app, "wrong wrong wrong").await.err().expect("refused").problem(401, "unauthenticated");
    }
    let locked = log_in(&app, PASSWORD).await.err().expect("locked, even with the right one");
    assert_eq!(locked.headers["retry-after"].to_str().ok().and_then(|s| s.parse().ok()), Some(30_i64));
    locked.problem(429, "locked_out");
    app.pass(TimeDelta::seconds(31));
    log_in(&app, "wrong wrong wrong").await.err().expect("refused").problem(401, "unauthenticated");
    app.pass(TimeDelta::seconds(31));
    log_in(&app, PASSWORD).await.err().expect("twice as long").problem(429, "locked_out");
    app.pass(TimeDelta::seconds(31));
    log_in(&app, PASSWORD).await.expect("logs in");
    let log: Vec<String> = sqlx::query_scalar("select action from event where entity_kind = 'user' order by seq")
        .fetch_all(&app.owner)
        .await
        .expect("events");
    let expected = ["login_failed"; 4].into_iter().chain(["locked_out", "locked_out", "logged_in"]);
    assert!(log.iter().skip(1).map(String::as_str).eq(expected), "{log:?}");
}

fn attempt<'a>(app: &'a TestApp, email: &str, password: &str, from: [u8; 4]) -> Call<'a> {
    app.nobody().call(Method::POST, "/session").json(&json!({"email": email, "password": password})).from(from)
}

#[tokio::test]
async fn an_office_behind_one_address_logs_in_at_nine() {
    let app = with_admin().await;
    let office = [10, 0, 0, 1];
    for _ in 0..25 {
        attempt(&app, "admin@example.com", PASSWORD, office).send().await.expect(200);
    }
    // Beside many right ones, wrong ones have no more than they ever had: ten, and one every six seconds.
    let begun = Instant::now();
    let mut looked_at = 0;
    let refused = loop {
        let wrong = attempt(&app, &format!("{looked_at}@example.com"), PASSWORD, office).send().await;
        if wrong.status == 429 {
            break wrong;
        }
        wrong.problem(401, "unauthenticated");
        looked_at += 1;
        assert!(looked_at <= most_since(begun), "{looked_at} guesses");
        if looked_at >= 10 {
            let right = attempt(&app, "admin@example.com", PASSWORD, office).send().await;
            if right.status == 429 {
                break right;
            }
        }
    };
    assert!(looked_at >= 10, "{looked_at} guesses");
    assert!(refused.headers.contains_key("retry-after"));
    refused.problem(429, "rate_limited");
    attempt(&app, "admin@example.com", PASSWORD, [10, 0, 0, 2]).send().await.expect(200);
}

/// Guesses of an address that are looked at until now, at most.
fn most_since(begun: Instant) -> u64 {
    11 + begun.elapsed().as_secs() / 6
}

#[tokio::test]
async fn guesses_that_come_at_once_are_bounded_like_those_one_after_another() {
    let app = with_admin().await;
    let begun = Instant::now();
    let mut under_way = Vec::new();
    for n in 0..40 {
        under_way.push(attempt(&app, &format!("{n}@example.com"), "wrong wrong wrong", [10, 0, 0, 1]).send());
    }
    let answers = futures_util::future::join_all(under_way).await;
    let of = |status: u16| answers.iter().filter(|a| a.status.as_u16() == status).count() as u64;
    let (looked_at, refused) = (of(401), of(429));
    assert!((10..=most_since(begun)).contains(&looked_at), "{looked_at} looked at");
    assert_eq!(looked_at + refused, 40);
}

#[tokio::test]
async fn an_unknown_address_is_told_nothing() {
    let app = with_admin().await;
    let body = json!({"email": "nobody@example.com", "password": PASSWORD});
    let unknown = app.nobody().post("/session", &body).await.problem(401, "unauthenticated");
    let wrong = log_in(&app, "wrong wrong wrong").await.err().expect("refused").problem(401, "unauthenticated");
    assert_eq!(unknown, wrong);
}

#[tokio::test]
async fn a_forged_or_used_link_and_a_weak_password_are_refused() {
    let app = TestApp::new().await;
    let token = first_run(&app.state).await.expect("works").expect("nobody is there yet");
    let forged = json!({"token": "no", "email": "a@example.com", "password": PASSWORD});
    app.nobody().post("/first-run", &forged).await.problem(401, "unauthenticated");
    let weak = json!({"token": token, "email": "a@example.com", "password": "short"});
    app.nobody().post("/first-run", &weak).await.problem(422, "weak_password");
    let bad = json!({"token": token, "email": "nowhere", "password": PASSWORD});
    app.nobody().post("/first-run", &bad).await.problem(422, "bad_email");
    app.pass(TimeDelta::hours(25));
    let late = json!({"token": token, "email": "a@example.com", "password": PASSWORD});
    app.nobody().post("/first-run", &late).await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn the_operators_key_is_issued_once_and_only_when_somebody_saw_it() {
    let app = TestApp::new().await;
    // Killed while showing it.
    let killed = issue_operator_key(&app.state, |_| panic!("killed"));
    let killed = std::panic::AssertUnwindSafe(killed);
    assert!(futures_util::FutureExt::catch_unwind(killed).await.is_err());
    let mut shown = Vec::new();
    issue_operator_key(&app.state, |key| shown.push(key.to_owned())).await.expect("works");
    let [key] = shown.as_slice() else { panic!("{} keys were shown", shown.len()) };
    let operator = app.nobody().with("authorization", &format!("Bearer {key}"));
    operator.get("/lenders").await.expect(200);
    issue_operator_key(&app.state, |_| panic!("shown twice")).await.expect("works");
}

#[tokio::test]
async fn a_session_says_what_its_owner_may_do_and_where_they_are() {
    let app = TestApp::new().await;
    let (lender, lender_id) = app.lender("One").await;
    let shown =
        async |role: &str| app.person(&lender, &format!("s{role}"), role).await.get("/session").await.expect(200);
    let officer = shown("risk_officer").await;
    let has = |session: &Value, list: &str, one: &str| {
        session[list].as_array().expect("a list").iter().any(|each| each == one)
    };
    assert!(has(&officer, "rights", "alerts:write") && has(&officer, "operations", "POST /alerts/{id}/snooze"));
    assert!(!has(&officer, "rights", "cases:approve") && !has(&officer, "operations", "POST /cases/{id}/approve"));
    assert!(has(&officer, "operations", "GET /session") && has(&officer, "rights", "session:write"));
    assert_eq!(officer["sees"], json!({"vehicle_identity": true, "personal": false}));
    assert_eq!(officer["lender"]["id"], json!(lender_id));
    assert_eq!(officer["lender"]["time_zone"], "Asia/Shanghai");
    // M1 of the default policy ends on day 29, not on day 30.
    let band = |session: &Value, n: usize| {
        (session["buckets"][n]["bucket"].clone(), session["buckets"][n]["from_dpd"].clone())
    };
    assert_eq!(band(&officer, 2), (json!("m2"), json!(30)));
    let own = json!({"policy": {"buckets": [["current", 0], ["m1", 8], ["m2", 31]]}});
    lender.patch(&format!("/lenders/{lender_id}"), &own).await.expect(200);
    let admin = shown("admin").await;
    assert_eq!((band(&admin, 1), admin["buckets"].as_array().map(Vec::len)), ((json!("m1"), json!(8)), Some(3)));
    assert!(!has(&admin, "rights", "platform:write"), "of a lender, not of the platform");
    let auditor = shown("auditor").await;
    assert!(!has(&auditor, "rights", "locations:read") && has(&auditor, "rights", "events:read"));
    // Logging in tells the same.
    let body = json!({"email": "sauditor@example.com", "password": PASSWORD});
    let answer = app.nobody().post("/session", &body).await.expect(200);
    assert_eq!(answer["operations"], auditor["operations"]);
}

#[tokio::test]
async fn an_operator_of_the_platform_is_told_of_the_lender_they_act_for() {
    let app = with_admin().await;
    let (client, session) = log_in(&app, PASSWORD).await.expect("logs in");
    assert_eq!(session["lender"], Value::Null, "there is none");
    app.lender("One").await;
    assert_eq!(client.get("/session").await.expect(200)["lender"]["name"], "One", "there is no other");
    app.lender("Two").await;
    assert_eq!(client.get("/session").await.expect(200)["lender"], Value::Null);
    let acting = client.with("lienwatch-lender", "Two").get("/session").await.expect(200);
    assert_eq!(acting["lender"]["name"], "Two");
    assert!(acting["rights"].as_array().expect("a list").contains(&json!("platform:write")));
}

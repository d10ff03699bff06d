//! `/system`, health and the layers around everything.

use crate::support::app::{TestApp, engine_now};
use lienwatch::config::Http;
use lienwatch::engine::Clock;
use serde_json::json;

#[tokio::test]
async fn says_what_runs() {
    let app = TestApp::new().await;
    app.lender("One").await;
    let system = app.platform().get("/system").await.expect(200);
    assert_eq!((&system["clock"], &system["counts"]["lenders"]), (&json!("driven"), &json!(1)));
    assert_eq!(system["now"], "2026-09-01T04:00:00Z");
}

#[tokio::test]
async fn the_clock_moves_only_when_driven_and_only_for_the_platform() {
    let app = TestApp::new().await;
    let later = json!({"now": engine_now().timestamp() + 60});
    app.platform().put("/system/clock", &later).await.expect(200);
    app.platform().post("/system/drain", &json!({})).await.expect(200);
    let (lender, _) = app.lender("One").await;
    lender.put("/system/clock", &later).await.problem(403, "forbidden");
    lender.post("/system/drain", &json!({})).await.problem(403, "forbidden");
    let wall = TestApp::with(Clock::wall(), Http::default()).await;
    wall.platform().put("/system/clock", &later).await.problem(409, "clock_not_driven");
    let bad = wall.platform().put("/system/clock", &json!({"now": "soon"})).await.problem(422, "invalid_field");
    assert_eq!(bad["field"], "now");
}

#[tokio::test]
async fn health_needs_no_proof_and_figures_do() {
    let app = TestApp::new().await;
    assert_eq!(app.nobody().get("/healthz").await.text, "ok");
    assert_eq!(app.nobody().get("/readyz").await.text, "ready");
    app.nobody().get("/metrics").await.problem(401, "unauthenticated");
    app.state.store.close().await;
    app.nobody().get("/readyz").await.problem(503, "unavailable");
    assert_eq!(app.nobody().get("/healthz").await.text, "ok");
}

#[tokio::test]
async fn every_answer_has_a_request_id_and_is_not_cached_or_framed() {
    let app = TestApp::new().await;
    let answer = app.nobody().get("/no/such/route").await;
    for name in ["x-request-id", "x-content-type-options", "content-security-policy", "cache-control"] {
        assert!(answer.headers.contains_key(name), "{name}");
    }
    answer.problem(404, "not_found");
}

#[tokio::test]
async fn a_caller_who_asks_too_often_waits() {
    let app = TestApp::with(Clock::wall(), Http { requests_per_second: 1, ..Http::default() }).await;
    let mut refused = None;
    for _ in 0..12 {
        let answer = app.platform().get("/system").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("the burst is ten");
    assert!(refused.headers.contains_key("retry-after"));
    refused.problem(429, "rate_limited");
}

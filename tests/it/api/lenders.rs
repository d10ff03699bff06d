//! Lenders and their policy.

use crate::support::app::TestApp;
use axum::http::Method;
use serde_json::json;

#[tokio::test]
async fn the_platform_makes_lenders_and_a_lender_sets_its_policy() {
    let app = TestApp::new().await;
    let body = json!({"name": "One", "time_zone": "Asia/Taipei", "currency": "TWD", "jurisdiction": "TW"});
    let made = app.platform().post("/lenders", &body).await.expect(201);
    app.platform().post("/lenders", &body).await.problem(409, "name_taken");
    let path = format!("/lenders/{}", made["id"].as_str().expect("an id"));
    let (lender, _) = app.lender("One").await;
    lender.post("/lenders", &json!({"name": "Two"})).await.problem(403, "forbidden");
    assert_eq!(lender.get(&path).await.expect(200)["currency"], "TWD");
    let policy = json!({"policy": {"flags": {"serious_dpd": 30}}});
    assert_eq!(lender.patch(&path, &policy).await.expect(200)["policy"]["flags"]["serious_dpd"], 30);
    let bad = lender.patch(&path, &json!({"policy": {"flags": {"serious_days": 30}}})).await.problem(422, "bad_policy");
    assert!(bad["detail"].as_str().is_some_and(|d| d.contains("serious_days")));
    let levels = |h: i64| json!({"policy": {"service_levels": {"accept_within_h": h}}});
    let bad = lender.patch(&path, &levels(0)).await.problem(422, "bad_policy");
    assert_eq!(
        (&bad["field"], &bad["fix"]),
        (&json!("policy.service_levels.accept_within_h"), &json!("1 to 720 hours"))
    );
    assert_eq!(lender.patch(&path, &levels(48)).await.expect(200)["policy"]["service_levels"]["accept_within_h"], 48);
    let all = lender.get(&format!("{path}/settings")).await.expect(200);
    assert_eq!(all["settings"]["service_levels"]["accept_within_h"], 48);
    assert_eq!(
        all["settings"]["flags"], all["defaults"]["flags"],
        "what the last change left out is the default again"
    );
    assert_eq!(all["defaults"]["service_levels"]["accept_within_h"], 24);
    // Of two who read the same settings and save, the second is told.
    let version = lender.get(&path).await.expect(200)["version"].as_i64().expect("a number");
    let saved = async |hours| {
        let patch = lender.call(Method::PATCH, &path).header("if-match", &format!("\"{version}\""));
        patch.json(&levels(hours)).send().await
    };
    assert_eq!(saved(12).await.expect(200)["version"], version + 1);
    saved(36).await.problem(412, "stale_version");
    assert_eq!(lender.get(&path).await.expect(200)["policy"]["service_levels"]["accept_within_h"], 12);
    let (other, _) = app.lender("Two").await;
    other.get(&format!("{path}/settings")).await.problem(404, "not_found");
    lender.patch(&path, &json!({"time_zone": "Mars/Olympus"})).await.problem(422, "unknown_time_zone");
}

#[tokio::test]
async fn an_operator_says_for_which_lender() {
    let app = TestApp::new().await;
    app.lender("One").await;
    let site = json!({"name": "Lot", "kind": "yard", "lat": 1.0, "lon": 2.0, "radius_m": 50});
    app.platform().post("/sites", &site).await.expect(201);
    app.lender("Two").await;
    app.platform().post("/sites", &site).await.problem(422, "lender_required");
    let two = app.platform().with("lienwatch-lender", "Two");
    two.post("/sites", &site).await.expect(201);
    assert_eq!(two.get("/sites").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(app.platform().get("/sites").await.expect(200)["items"].as_array().map(Vec::len), Some(2));
    app.platform().with("lienwatch-lender", "Three").get("/sites").await.problem(404, "not_found");
}

//! What yards need looking at: once for each stay, or as long as it lasts.

use crate::support::app::{TestApp, engine_now};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

/// Time passes for what is due, as the engine's clock has it.
async fn pass(app: &TestApp, now: DateTime<Utc>) -> u64 {
    let code = || "unused".to_owned();
    lienwatch::reconcile::deadlines(&app.state.store, now, Utc::now(), Uuid::now_v7, code).await.expect("passes")
}

/// The car of a case comes into a yard, or goes to a buyer.
async fn handed_over(app: &TestApp, case: &str, to: Value, at: DateTime<Utc>) {
    let over = json!({"id": Uuid::now_v7(), "from": {"custodian": "borrower"}, "to": to, "at": at,
        "place": {"lat_e7": 312_000_000, "lon_e7": 1_214_000_000}, "odometer_km": 41_000, "evidence": []});
    sqlx::query(
        "insert into custody (case_id, lender_no, detail, updated_at)
         select id, lender_no, jsonb_build_array($2::jsonb), $3 from recovery_case where id = $1::text::uuid
         on conflict (case_id) do update set detail = custody.detail || excluded.detail",
    )
    .bind(case)
    .bind(over)
    .bind(at)
    .execute(&app.owner)
    .await
    .expect("handed over");
}

async fn events(app: &TestApp) -> Vec<String> {
    let all: Option<Value> = app
        .one(
            "select jsonb_agg(action order by seq) from event where entity_kind = $1 and actor like 'system:%'",
            "yard",
        )
        .await;
    serde_json::from_value(all.unwrap_or_else(|| json!([]))).expect("names")
}

#[tokio::test]
async fn long_stays_and_full_yards_are_told_of_once_and_taken_back() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let supervisor = app.person(&book.client, "sue", "supervisor").await;
    let case = officer.post("/cases", &json!({"loan_id": book.loan, "reason": "because"})).await.expect(201);
    let case = case["id"].as_str().expect("an id").to_owned();
    let yard = json!({"name": "North", "lat": 31.3, "lon": 121.5, "address": "1 Dock Road", "bays": 1,
        "opening_hours": "always", "rates": {"per_day": [["car", {"minor": 4000, "currency": "CNY"}]]}});
    let yard = supervisor.post("/yards", &yard).await.expect(201)["id"].as_str().expect("an id").to_owned();
    let policy = json!({"policy": {"yards": {"max_stay_days": 10}}});
    book.client.patch(&format!("/lenders/{}", book.lender_id), &policy).await.expect(200);
    assert_eq!(pass(&app, engine_now()).await, 0, "an empty yard is fine");

    let came = engine_now();
    handed_over(&app, &case, json!({"custodian": "yard", "yard": yard}), came).await;
    assert_eq!(pass(&app, came + TimeDelta::days(10)).await, 2, "its only bay is taken");
    assert_eq!(pass(&app, came + TimeDelta::days(10)).await, 0, "that is told once");
    assert_eq!(events(&app).await, ["nearly_full", "full"]);
    let late = came + TimeDelta::days(10) + TimeDelta::seconds(1);
    assert_eq!(pass(&app, late).await, 1);
    assert_eq!(pass(&app, late + TimeDelta::days(30)).await, 0, "a stay is told of once");
    let shown = officer.get(&format!("/yards/{yard}")).await.expect(200);
    let kinds: Vec<&str> =
        shown["alerts"].as_array().expect("alerts").iter().filter_map(|a| a["kind"].as_str()).collect();
    assert_eq!(kinds.iter().filter(|k| **k == "overdue_stay").count(), 1, "{shown}");
    assert_eq!((kinds.len(), &shown["occupied"]), (3, &json!(1)));
    let overdue = officer.get(&format!("/yard-alerts?open=true&yard_id={yard}")).await.expect(200);
    let stay = overdue["items"].as_array().expect("alerts").iter().find(|a| a["kind"] == "overdue_stay").cloned();
    assert_eq!(stay.map(|a| (a["case_id"].clone(), a["severity"].clone())), Some((json!(case), json!("warn"))));
    let inventory = officer.get(&format!("/yards/{yard}/inventory")).await.expect(200);
    assert_eq!((&inventory["items"][0]["case_id"], &inventory["items"][0]["overdue"]), (&json!(case), &json!(true)));
    let file = supervisor.get(&format!("/yards/{yard}/inventory/export")).await;
    assert_eq!(file.headers["lienwatch-rows"], "1");
    assert!(file.text.contains(&case));

    handed_over(&app, &case, json!({"custodian": "buyer", "buyer": Uuid::now_v7()}), late).await;
    assert_eq!(pass(&app, late + TimeDelta::days(31)).await, 3, "it has left");
    assert_eq!(officer.get(&format!("/yards/{yard}")).await.expect(200)["alerts"], json!([]));
    let over = officer.get("/yard-alerts?open=false").await.expect(200);
    assert_eq!(over["items"].as_array().map(Vec::len), Some(3), "what was is kept");
    let told = events(&app).await;
    assert_eq!(told.iter().filter(|name| name.ends_with("_over")).count(), 3, "{told:?}");

    // It comes back: another stay, told of by itself.
    handed_over(&app, &case, json!({"custodian": "yard", "yard": yard}), late + TimeDelta::days(40)).await;
    assert_eq!(pass(&app, late + TimeDelta::days(60)).await, 3);
    let other = app.book("Another").await;
    assert_eq!(other.client.get("/yard-alerts").await.expect(200)["items"], json!([]));
    other.client.get(&format!("/yards/{yard}/inventory")).await.problem(404, "not_found");
}

//! Alerts and the desk.

use crate::support::app::{TestApp, engine_now};
use chrono::TimeDelta;
use serde_json::json;

#[tokio::test]
async fn an_alert_has_exactly_the_fields_of_the_contract() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let list = book.client.get("/alerts").await.expect(200);
    let alert = &list["items"][0];
    let contract = [
        "id",
        "type",
        "severity",
        "state",
        "desk_state",
        "vehicle_id",
        "tracker_imei",
        "site_id",
        "lat",
        "lon",
        "event_at",
        "raised_at",
        "updated_at",
        "retracted_at",
        "late",
        "score",
        "evidence",
    ];
    let fields = alert.as_object().expect("an object");
    for field in contract {
        assert!(fields.contains_key(field), "{field}");
    }
    let desk = ["verdict", "snoozed_until", "desk_by", "desk_reason", "version", "assigned_to"];
    assert!(fields.keys().all(|k| contract.contains(&k.as_str()) || desk.contains(&k.as_str())));
    assert_eq!((&alert["lat"], &alert["type"]), (&json!(31.2), &json!("removal")));
    assert_eq!(alert["evidence"][0]["feature"], "power_cut_alarm");
    assert_eq!(list["next_cursor"], json!(null));
}

#[tokio::test]
async fn alerts_are_filtered_and_followed() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let count = async |query: &str| {
        let list = book.client.get(&format!("/alerts?{query}")).await.expect(200);
        list["items"].as_array().expect("a list").len()
    };
    assert_eq!(count("type=removal,tow&state=open&severity=critical&desk_state=new").await, 1);
    assert_eq!(count("type=tow").await, 0);
    assert_eq!(count(&format!("vehicle_id={}", book.vehicle)).await, 1);
    let (before, after) = (engine_now() - TimeDelta::hours(2), engine_now());
    assert_eq!(count(&format!("since={}", before.timestamp())).await, 1);
    assert_eq!(count(&format!("since={}", after.to_rfc3339().replace('+', "%2B"))).await, 0);
    assert_eq!(count("order=desc").await, 1);
    book.client.get("/alerts?type=unicorn").await.problem(422, "unknown_name");
    book.client.get("/alerts?since=yesterday").await.problem(422, "invalid_parameter");
    book.client.get("/alerts?limit=501").await.problem(422, "limit_out_of_range");
    book.client.get("/alerts?cursor=forged").await.problem(422, "bad_cursor");
    book.client.get("/alerts/nonsense").await.problem(404, "not_found");
}

#[tokio::test]
async fn pages_hold_every_alert_once() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    sqlx::query(
        "insert into alert (id, lender_no, vehicle_no, type, episode_key, severity, state, score, event_at, raised_at,
                            updated_at, late, evidence)
         select gen_random_uuid(), lender_no, vehicle_no, 'tow', n, 'warn', 'closed', 0.5, $1, $1, $1, false, '[]'
         from vehicle, generate_series(1, 24) n",
    )
    .bind(engine_now())
    .execute(&app.owner)
    .await
    .expect("alerts");
    let (mut seen, mut cursor) = (std::collections::BTreeSet::new(), String::new());
    for pages in 1.. {
        let list = book.client.get(&format!("/alerts?limit=10{cursor}")).await.expect(200);
        for alert in list["items"].as_array().expect("a list") {
            assert!(seen.insert(alert["id"].as_str().expect("an id").to_owned()), "twice");
        }
        match list["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => {
                assert_eq!(pages, 3);
                break;
            }
        }
    }
    assert_eq!(seen.len(), 25);
}

#[tokio::test]
async fn the_desk_takes_an_alert_through_its_states() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let path = |action: &str| format!("/alerts/{}/{action}", book.alert);
    let ann = app.person(&book.client, "ann", "risk_officer").await;
    let taken = ann.post(&path("acknowledge"), &json!({})).await.expect(200);
    assert_eq!(taken["desk_state"], "acknowledged");
    ann.post(&path("acknowledge"), &json!({})).await.problem(409, "refused_already_yours");
    let until = engine_now() + TimeDelta::hours(4);
    let snoozed = ann.post(&path("snooze"), &json!({"until": until.timestamp()})).await.expect(200);
    assert_eq!(
        (&snoozed["desk_state"], &snoozed["snoozed_until"]),
        (&json!("snoozed"), &json!("2026-09-01T08:00:00Z"))
    );
    ann.post(&path("snooze"), &json!({"until": "2027-09-01T00:00:00Z"})).await.problem(409, "refused_snooze_too_long");
    ann.post(&path("reopen"), &json!({"reason": "no"})).await.problem(409, "refused_wrong_state");
    ann.post(&path("resolve"), &json!({"verdict": "maybe", "reason": "x"})).await.problem(422, "unknown_name");
    ann.post(&path("resolve"), &json!({"verdict": "benign", "reason": " - "})).await.problem(422, "no_reason");
    let body = json!({"verdict": "benign", "reason": "garage confirmed"});
    let resolved = ann.with("if-match", "\"1\"").post(&path("resolve"), &body).await;
    resolved.problem(412, "stale_version");
    let resolved = ann.post(&path("resolve"), &body).await;
    assert_eq!(resolved.etag(), "\"4\"");
    let resolved = resolved.expect(200);
    assert_eq!((&resolved["verdict"], &resolved["desk_reason"]), (&json!("benign"), &json!("garage confirmed")));
    let reopened = ann.post(&path("reopen"), &json!({"reason": "was wrong"})).await.expect(200);
    assert_eq!((&reopened["desk_state"], &reopened["verdict"]), (&json!("new"), &json!(null)));
    let log: Vec<String> = sqlx::query_scalar("select action from event where entity_id = $1::uuid order by seq")
        .bind(&book.alert)
        .fetch_all(&app.owner)
        .await
        .expect("events");
    assert_eq!(log, ["acknowledge", "snooze", "resolve", "reopen"], "one row for each change, none for a refusal");
}

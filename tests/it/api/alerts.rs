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
    let desk = [
        "verdict",
        "snoozed_until",
        "snoozed_until_fix",
        "desk_by",
        "desk_by_name",
        "desk_reason",
        "version",
        "assigned_to",
        "assignee_name",
        "plate",
        "site_name",
    ];
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

#[tokio::test]
async fn a_row_names_the_car_the_site_and_whose_it_is() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let sql = "update alert set site_id = $1::uuid where id = $2::uuid";
    sqlx::query(sql).bind(&book.site).bind(&book.alert).execute(&app.owner).await.expect("a site");
    let ann = app.person(&book.client, "ann", "supervisor").await;
    let id = ann.get("/session").await.expect(200)["user_id"].clone();
    let path = format!("/alerts/{}", book.alert);
    let row = async || ann.get("/alerts").await.expect(200)["items"][0].clone();
    assert_eq!(ann.get("/alerts?unassigned=true").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    ann.post(&format!("{path}/assign"), &json!({"user_id": id})).await.expect(200);
    ann.post(&format!("{path}/acknowledge"), &json!({})).await.expect(200);
    let shown = row().await;
    assert_eq!((&shown["site_name"], &shown["assignee_name"]), (&json!("One lot"), &json!("ann")));
    assert_eq!((&shown["desk_by_name"], &shown["assigned_to"]), (&json!("ann"), &id));
    assert!(shown["plate"].as_str().is_some_and(|plate| plate.starts_with("沪A")));
    assert_eq!(ann.get("/alerts?unassigned=true").await.expect(200)["items"], json!([]));
    let auditor = app.person(&book.client, "aud", "auditor").await;
    for masked in [auditor.get("/alerts").await.expect(200)["items"][0].clone(), auditor.get(&path).await.expect(200)] {
        assert!(masked["plate"].as_str().is_some_and(|plate| plate.starts_with('•')), "{masked}");
    }
}

#[tokio::test]
async fn a_snooze_ends_with_its_time_or_with_the_next_place() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let now = engine_now();
    let path = format!("/alerts/{}", book.alert);
    let state = async || {
        let alert = book.client.get(&path).await.expect(200);
        (alert["desk_state"].as_str().expect("text").to_owned(), alert["snoozed_until_fix"].clone())
    };
    let wake = async |minutes: i64| {
        app.state.store.wake_alerts(now + TimeDelta::minutes(minutes), chrono::Utc::now()).await.expect("runs")
    };
    book.client.post(&format!("{path}/snooze"), &json!({})).await.problem(422, "no_end");
    book.client.post(&format!("{path}/snooze"), &json!({"until": "2026-09-01T05:00:00Z"})).await.expect(200);
    assert_eq!((wake(59).await, state().await), (0, ("snoozed".into(), json!(false))));
    assert_eq!((wake(60).await, state().await.0), (1, "new".into()));
    let slept = book.client.post(&format!("{path}/snooze"), &json!({"until_next_fix": true})).await.expect(200);
    assert_eq!((&slept["snoozed_until_fix"], &slept["snoozed_until"]), (&json!(true), &json!("2026-10-01T04:00:00Z")));
    assert_eq!(wake(90).await, 0, "it was nowhere");
    let sql = "insert into tracker_latest (tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags)
               select tracker_no, lender_no, $1, $1, 0, 0, 1 from tracker limit 1";
    sqlx::query(sql).bind(now + TimeDelta::minutes(80)).execute(&app.owner).await.expect("a place");
    assert_eq!((wake(90).await, state().await), (1, ("new".into(), json!(false))));
    let events = book.client.get(&format!("/events?entity_id={}&action=wake", book.alert)).await.expect(200);
    assert_eq!(events["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(events["items"][0]["actor"], "system:snooze");
}

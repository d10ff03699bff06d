//! Sites that nobody has told us of: found by who ends there, confirmed by a person, and what that changes in the past.

use crate::support::app::{Client, TestApp, engine_now};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::reconcile::{reviews, sites};
use lienwatch_domain::detect::{DiscoveryParameters, Parameters};
use serde_json::{Value, json};
use uuid::Uuid;

/// Where they end.
const HIDDEN: (i32, i32) = (312_304_000, 1_214_737_000);

/// Four cars of a lender that lived elsewhere for a week. Three of them came to one place and stay there, on different
/// days; one more was there for an hour and went home.
async fn fleet(app: &TestApp, client: &Client<'_>, tag: &str) -> Vec<String> {
    let car =
        |n: usize| json!({"external_id": format!("{tag}{n}"), "vin": format!("LSVAA4182{tag}{n:07}"), "trackers": []});
    let cars: Vec<Value> = (0..4).map(car).collect();
    let made = client.post("/imports/assets", &json!({ "vehicles": cars })).await.expect(200);
    let ids: Vec<String> = (0..4).map(|n| made["vehicles"][n]["id"].as_str().expect("an id").to_owned()).collect();
    let now = engine_now();
    for (n, id) in ids.iter().enumerate() {
        let home = (312_804_000 + 100_000 * n as i32, 1_215_737_000);
        for day in 10..17 {
            let evening = now - TimeDelta::days(i64::from(day));
            stay(app, id, evening, Some(evening + TimeDelta::hours(10)), home).await;
        }
        let came = now - TimeDelta::hours(30 + 20 * n as i64);
        let left = (n == 3).then(|| came + TimeDelta::hours(1));
        stay(app, id, came, left, (HIDDEN.0 + 100 * n as i32, HIDDEN.1)).await;
        if let Some(left) = left {
            stay(app, id, left + TimeDelta::hours(1), None, home).await;
        }
    }
    ids
}

async fn stay(app: &TestApp, vehicle: &str, arrive: DateTime<Utc>, leave: Option<DateTime<Utc>>, at: (i32, i32)) {
    sqlx::query(
        "insert into stay (vehicle_no, arrive, leave, lender_no, lat_e7, lon_e7)
         select vehicle_no, $2, $3, lender_no, $4, $5 from vehicle where id = $1::uuid",
    )
    .bind(vehicle)
    .bind(arrive)
    .bind(leave)
    .bind(at.0)
    .bind(at.1)
    .execute(&app.owner)
    .await
    .expect("a stay");
}

async fn look(app: &TestApp) -> u64 {
    sites::run(&app.state.store, engine_now(), &DiscoveryParameters::default(), Uuid::now_v7).await.expect("looks")
}

async fn found(client: &Client<'_>) -> Vec<Value> {
    client.get("/sites/discovered").await.expect(200)["items"].as_array().expect("items").clone()
}

/// How the alerts about discovered sites stand: the detector's state, the desk's, the verdict.
async fn ended(client: &Client<'_>) -> Vec<Value> {
    let alerts = client.get("/alerts?type=site_discovered").await.expect(200);
    let stand = |a: &Value| json!([a["state"], a["desk_state"], a["verdict"]]);
    alerts["items"].as_array().expect("items").iter().map(stand).collect()
}

#[tokio::test]
async fn a_hidden_site_is_found_confirmed_and_its_past_is_looked_at_again() {
    let app = TestApp::new().await;
    let (ann, _) = app.lender("One").await;
    let (bob, _) = app.lender("Two").await;
    let cars = fleet(&app, &ann, "A").await;
    assert_eq!(look(&app).await, 1, "one alert for the lender");
    let sites = found(&ann).await;
    assert_eq!(sites.len(), 1, "{sites:?}");
    let site = &sites[0];
    assert!((site["lat"].as_f64().expect("lat") - 31.2304).abs() < 1e-4, "{site}");
    assert!((site["lon"].as_f64().expect("lon") - 121.4737).abs() < 1e-4, "{site}");
    assert_eq!(site["geometry"]["type"], "Polygon");
    assert!(site["confidence"].as_f64().is_some_and(|c| c > 0.5 && c <= 1.0), "{site}");
    // In order of their ends: the last of the three came first.
    assert_eq!(site["vehicles"], json!([cars[2], cars[1], cars[0]]));
    let value = |feature: &str| {
        let all = site["evidence"].as_array().expect("evidence").iter();
        all.clone().find(|e| e["feature"] == feature).map(|e| e["value"].clone())
    };
    assert_eq!((value("vehicles_ended"), value("vehicles_visited")), (Some(json!(3)), Some(json!(4))));
    assert_eq!(found(&bob).await, [] as [Value; 0], "none of another's cars");
    let alerts = ann.get("/alerts?type=site_discovered").await.expect(200);
    assert_eq!(alerts["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(alerts["items"][0]["severity"], "warn");
    // Nothing changed, so nothing is said.
    assert_eq!(look(&app).await, 0);
    assert_eq!(found(&ann).await, sites);

    let path = format!("/sites/discovered/{}/confirm", site["id"].as_str().expect("an id"));
    let body = json!({"name": "Night market pawn", "reason": "an agent saw the yard"});
    bob.post(&path, &body).await.problem(404, "not_found");
    ann.post(&path, &json!({"name": "Night market pawn", "reason": "-"})).await.problem(422, "no_reason");
    let known = ann.post(&path, &body).await.expect(201);
    assert_eq!((&known["kind"], &known["name"]), (&json!("second_pledge"), &json!("Night market pawn")));
    ann.post(&path, &body).await.problem(404, "not_found");
    assert_eq!(found(&ann).await, [] as [Value; 0]);
    assert_eq!(ended(&ann).await, [json!(["closed", "resolved", "confirmed"])]);
    assert_eq!(look(&app).await, 0, "it is known now");
    assert_eq!(ended(&ann).await, [json!(["closed", "resolved", "confirmed"])]);

    let again = async || {
        reviews::run(&app.state.store, &Parameters::default(), engine_now(), Utc::now(), Uuid::now_v7)
            .await
            .expect("looks")
    };
    let done = again().await;
    assert_eq!((done.visits, done.alerts), (4, 4));
    assert!(!again().await.busy, "once");
    for (n, car) in cars.iter().enumerate() {
        let visits = ann.get(&format!("/vehicles/{car}/visits")).await.expect(200);
        assert_eq!(visits["items"].as_array().map(Vec::len), Some(1), "{visits}");
        assert_eq!(visits["items"][0]["site_id"], known["id"]);
        assert_eq!(visits["items"][0]["leave"].is_null(), n < 3, "{visits}");
    }
    let alerts = ann.get("/alerts?type=site_visit").await.expect(200);
    let alerts = alerts["items"].as_array().expect("items");
    assert_eq!(alerts.len(), 4);
    assert!(alerts.iter().all(|a| a["late"] == true && a["site_id"] == known["id"]), "{alerts:?}");
    let open = alerts.iter().filter(|a| a["state"] == "open").count();
    let high = alerts.iter().filter(|a| a["severity"] == "high").count();
    assert_eq!((open, high), (3, 4), "{alerts:?}");
}

#[tokio::test]
async fn what_was_decided_while_nothing_could_be_written_ends_at_the_next_look() {
    let app = TestApp::new().await;
    let (ann, _) = app.lender("One").await;
    fleet(&app, &ann, "A").await;
    assert_eq!(look(&app).await, 1);
    sqlx::query("update discovered_site set decision = 'dismissed', decided_at = now()")
        .execute(&app.owner)
        .await
        .expect("decided");
    assert_eq!(look(&app).await, 1, "the alert ended");
    assert_eq!(ended(&ann).await, [json!(["closed", "new", null])]);
    let log: String = app.one("select action from event where action = $1", "alert.closed").await;
    assert_eq!(log, "alert.closed");
}

#[tokio::test]
async fn who_knows_the_site_is_not_told_of_it_and_what_is_dismissed_is_not_told_again() {
    let app = TestApp::new().await;
    let (ann, _) = app.lender("One").await;
    let (bob, _) = app.lender("Two").await;
    fleet(&app, &ann, "A").await;
    let theirs = fleet(&app, &bob, "B").await;
    let yard = json!({"name": "Yard", "kind": "yard", "lat": 31.2304, "lon": 121.4737, "radius_m": 100});
    ann.post("/sites", &yard).await.expect(201);
    assert_eq!(look(&app).await, 1);
    assert_eq!(found(&ann).await, [] as [Value; 0]);
    let sites = found(&bob).await;
    assert_eq!(sites.len(), 1);
    assert_eq!(sites[0]["vehicles"], json!([theirs[2], theirs[1], theirs[0]]), "their own only");
    let path = format!("/sites/discovered/{}/dismiss", sites[0]["id"].as_str().expect("an id"));
    ann.post(&path, &json!({"reason": "the car park of an office"})).await.problem(404, "not_found");
    bob.post(&path, &json!({"reason": "the car park of an office"})).await.expect(204);
    assert_eq!(found(&bob).await, [] as [Value; 0]);
    assert_eq!(ended(&bob).await, [json!(["closed", "resolved", "false_positive"])]);
    assert_eq!(look(&app).await, 0);
    let log: Vec<(String, String)> =
        sqlx::query_as("select action, reason from event where entity_kind = 'discovered_site'")
            .fetch_all(&app.owner)
            .await
            .expect("events");
    assert_eq!(log, [("dismissed".to_owned(), "the car park of an office".to_owned())]);
}

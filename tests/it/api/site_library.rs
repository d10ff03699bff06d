//! The library of sites: brought in as GeoJSON, shared, and held against past stays.

use crate::support::app::{Book, TestApp, engine_now};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::Parameters;
use serde_json::{Value, json};

fn at(hours: i64) -> DateTime<Utc> {
    engine_now() + TimeDelta::hours(hours)
}

/// A stay of the book's vehicle, in hours from now.
async fn stay(app: &TestApp, book: &Book<'_>, (lat, lon): (f64, f64), (from, to): (i64, i64)) {
    sqlx::query(
        "insert into stay (vehicle_no, arrive, leave, lender_no, lat_e7, lon_e7)
         select vehicle_no, $1, $2, lender_no, $3, $4 from vehicle where id = $5::uuid",
    )
    .bind(at(from))
    .bind(at(to))
    .bind((lat * 1e7) as i32)
    .bind((lon * 1e7) as i32)
    .bind(&book.vehicle)
    .execute(&app.owner)
    .await
    .expect("a stay");
}

/// Lets the looks back come to their end; answers visits found or taken out, and alerts.
async fn reviewed(app: &TestApp) -> (u64, u64) {
    let (mut visits, mut alerts) = (0, 0);
    loop {
        let page = app
            .state
            .store
            .review_sites(&Parameters::default(), engine_now(), Utc::now(), || app.state.new_id())
            .await
            .expect("looks back");
        if !page.busy {
            return (visits, alerts);
        }
        (visits, alerts) = (visits + page.visits, alerts + page.alerts);
    }
}

async fn visits(book: &Book<'_>, site: &Value) -> usize {
    let all = book.client.get(&format!("/vehicles/{}/visits?reason=because", book.vehicle)).await.expect(200);
    all["items"].as_array().expect("a list").iter().filter(|v| v["site_id"] == *site).count()
}

fn lot(lat: f64, radius_m: u32) -> Value {
    json!({"name": "Lot", "kind": "second_pledge", "lat": lat, "lon": 121.5, "radius_m": radius_m})
}

#[tokio::test]
async fn past_stays_are_held_against_a_new_site_and_one_that_is_drawn_anew() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    stay(&app, &book, (31.3, 121.5), (-100, -97)).await;
    stay(&app, &book, (31.3, 121.5), (-24 * 60, -24 * 60 + 2)).await;
    stay(&app, &book, (31.31, 121.5), (-50, -49)).await;
    stay(&app, &book, (31.3, 121.5), (-24 * 91, -24 * 91 + 5)).await;
    let site = book.client.post("/sites", &lot(31.3, 100)).await.expect(201)["id"].clone();
    let job = book.client.get("/jobs").await.expect(200)["items"][0].clone();
    assert_eq!((&job["kind"], &job["state"], &job["total"]), (&json!("site_review"), &json!("queued"), &json!(1)));
    assert_eq!(
        reviewed(&app).await,
        (2, 1),
        "two stays of the last 90 days; the older of them is too old for an alert"
    );
    let path = format!("/jobs/{}", job["id"].as_str().expect("an id"));
    let over = book.client.get(&path).await.expect(200);
    assert_eq!((&over["state"], &over["done"]), (&json!("done"), &json!(1)));
    assert_eq!(visits(&book, &site).await, 2);
    let alerts = book.client.get("/alerts?type=site_visit").await.expect(200);
    let alert = &alerts["items"][0];
    assert_eq!((&alert["site_id"], &alert["late"], &alert["state"]), (&site, &json!(true), &json!("closed")));
    assert_eq!((&alert["severity"], &alert["event_at"]), (&json!("high"), &json!("2026-08-28T00:00:00Z")));
    let evidence: Vec<&str> =
        alert["evidence"].as_array().expect("a list").iter().filter_map(|e| e["feature"].as_str()).collect();
    assert_eq!(evidence, ["dwell_s", "found_by_look_back"], "it had been there before");

    // A new name needs no look; a larger extent finds the third stay; elsewhere none of them is a visit any more.
    let path = format!("/sites/{}", site.as_str().expect("an id"));
    let mut renamed = lot(31.3, 100);
    renamed["name"] = json!("The lot");
    book.client.put(&path, &renamed).await.expect(200);
    assert_eq!(reviewed(&app).await, (0, 0));
    assert_eq!(book.client.get("/jobs").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    book.client.put(&path, &lot(31.3, 1500)).await.expect(200);
    assert_eq!(reviewed(&app).await.0, 1);
    book.client.put(&path, &lot(32.0, 100)).await.expect(200);
    assert_eq!(reviewed(&app).await, (3, 0));
    assert_eq!(visits(&book, &site).await, 0);
}

#[tokio::test]
async fn a_shared_site_is_seen_and_watched_by_all_and_changed_by_its_lender_alone() {
    let app = TestApp::new().await;
    let (book, other) = (app.book("One").await, app.book("Two").await);
    stay(&app, &other, (31.3, 121.5), (-100, -97)).await;
    let mut body = lot(31.3, 100);
    body["external_id"] = json!("secret key");
    let site = book.client.post("/sites", &body).await.expect(201)["id"].clone();
    assert_eq!(reviewed(&app).await, (0, 0), "nobody else's cars");
    let path = format!("/sites/{}", site.as_str().expect("an id"));
    other.client.get(&path).await.problem(404, "not_found");
    let because = json!({"reason": "three lenders lost cars there"});
    let officer = app.person(&book.client, "olga", "risk_officer").await;
    officer.post(&format!("{path}/share"), &because).await.problem(403, "forbidden");
    other.client.post(&format!("{path}/share"), &because).await.problem(404, "not_found");
    let boss = app.person(&book.client, "boss", "supervisor").await;
    assert_eq!(boss.post(&format!("{path}/share"), &because).await.expect(200)["shared"], true);
    let seen = other.client.get(&path).await.expect(200);
    assert_eq!((&seen["own"], &seen["shared"], &seen["external_id"]), (&json!(false), &json!(true), &Value::Null));
    assert_eq!(other.client.get("/sites?shared=true").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(other.client.get("/sites?own=true").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    other.client.put(&path, &body).await.problem(404, "not_found");
    other.client.delete(&path).await.problem(404, "not_found");
    other.client.post(&format!("{path}/unshare"), &because).await.problem(404, "not_found");
    assert_eq!(reviewed(&app).await, (1, 1));
    assert_eq!(visits(&other, &site).await, 1);
    let alert = other.client.get("/alerts?type=site_visit").await.expect(200)["items"][0].clone();
    assert_eq!((&alert["site_name"], &alert["severity"]), (&json!("Lot"), &json!("high")));
    assert_eq!(book.client.get("/alerts?type=site_visit").await.expect(200)["items"], json!([]));
    let (_, assets) = app.state.store.load_fleet(engine_now()).await.expect("loads");
    let watched = |no: i32| assets.sites.sites().iter().filter(|s| s.lender.0 == no && json!(s.id.0) == site).count();
    assert_eq!((watched(book.lender_no), watched(other.lender_no)), (1, 1), "one for each lender");
    assert_eq!(boss.post(&format!("{path}/unshare"), &because).await.expect(200)["shared"], false);
    other.client.get(&path).await.problem(404, "not_found");
    let (_, assets) = app.state.store.load_fleet(engine_now()).await.expect("loads");
    assert!(!assets.sites.sites().iter().any(|s| s.lender.0 == other.lender_no && json!(s.id.0) == site));
}

#[tokio::test]
async fn geojson_goes_in_and_out_and_faults_name_feature_and_field() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let square = json!([[[121.4, 31.2], [121.41, 31.2], [121.41, 31.21], [121.4, 31.21], [121.4, 31.2]]]);
    let feature =
        |geometry: Value, properties: Value| json!({"type": "Feature", "geometry": geometry, "properties": properties});
    let polygon = json!({"type": "Polygon", "coordinates": square});
    let document = json!({"type": "FeatureCollection", "features": [
        feature(polygon.clone(), json!({"name": "Square", "kind": "yard", "external_id": "g1"})),
        {"type": "Feature", "id": 7, "geometry": {"type": "Point", "coordinates": [121.5, 31.3, 4.0]},
         "properties": {"name": "Round", "radius_m": 120}},
        feature(polygon.clone(), json!({"kind": "yard"})),
        feature(polygon.clone(), json!({"name": "n", "kind": "palace"})),
        feature(json!({"type": "MultiPolygon", "coordinates": [square]}), json!({"name": "n", "kind": "yard"})),
        feature(json!({"type": "Point", "coordinates": [121.5, 31.3]}), json!({"name": "n", "kind": "yard"})),
        feature(json!({"type": "Point", "coordinates": [31.3, 121.5]}), json!({"name": "n", "kind": "yard", "radius_m": 9})),
        feature(polygon.clone(), json!({"name": "again", "kind": "yard", "external_id": "g1"})),
    ]});
    let path = "/sites/geojson?kind=second_pledge";
    let tried = book.client.post(&format!("{path}&dry_run=true"), &document).await.expect(200);
    assert_eq!((&tried["rows_ok"], &tried["rows_bad"], &tried["review_id"]), (&json!(2), &json!(6), &Value::Null));
    assert_eq!(book.client.get("/sites").await.expect(200)["items"].as_array().map(Vec::len), Some(1), "tried only");
    let call = book.client.call(axum::http::Method::POST, path).raw("application/geo+json", document.to_string());
    let done = call.send().await.expect(200);
    let faults: Vec<(&Value, &Value)> =
        done["errors"].as_array().expect("a list").iter().map(|e| (&e["row"], &e["field"])).collect();
    assert_eq!(
        json!(faults),
        json!([
            [2, "features[2].properties.name"],
            [3, "features[3].properties.kind"],
            [4, "features[4].geometry.type"],
            [5, "features[5].properties.radius_m"],
            [6, "features[6].lat"],
            [7, "features[7].properties.external_id"]
        ])
    );
    let sites = book.client.get("/sites?own=true").await.expect(200);
    let named = |name: &str| sites["items"].as_array().and_then(|all| all.iter().find(|s| s["name"] == name)).cloned();
    let round = named("Round").expect("stored");
    assert_eq!(
        (&round["kind"], &round["external_id"], &round["shape"]["radius_m"]),
        (&json!("second_pledge"), &json!("7"), &json!(120.0))
    );
    let job = format!("/jobs/{}", done["review_id"].as_str().expect("a job"));
    assert_eq!(book.client.get(&job).await.expect(200)["kind"], "site_review");

    // What went out comes in again, and is the same: nothing is looked at anew.
    reviewed(&app).await;
    let admin = app.person(&book.client, "adam", "admin").await;
    let out = admin.get("/sites/export?format=geojson&reason=because").await.expect(200);
    assert_eq!(out["features"].as_array().map(Vec::len), Some(3));
    let again = book.client.post("/sites/geojson", &out).await.expect(200);
    assert_eq!((&again["rows_ok"], &again["rows_bad"], &again["review_id"]), (&json!(3), &json!(0), &Value::Null));
    assert_eq!(book.client.get("/sites?own=true").await.expect(200)["items"].as_array().map(Vec::len), Some(3));

    for (bad, field) in [
        (json!({"type": "Feature"}), "type"),
        (json!({"type": "FeatureCollection", "features": {}}), "features"),
        (
            json!({"type": "FeatureCollection", "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}, "features": []}),
            "crs",
        ),
        (json!({"type": "FeatureCollection", "features": vec![json!({}); 5001]}), "features"),
    ] {
        assert_eq!(book.client.post("/sites/geojson", &bad).await.problem(422, "bad_geojson")["field"], field);
    }
}

//! Areas that people draw over the API, and cars that leave them: from the tracker's words to the alert.

use super::service::{Service, Tracker, config, position};
use crate::support::app::{Client, TestApp};
use crate::support::database;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::config::Http;
use lienwatch::engine::Clock;
use lienwatch_domain::detect::{Parameters, rule};
use serde_json::{Value, json};

const IMEI: &str = "860000000000413";

fn start() -> DateTime<Utc> {
    "2026-03-02T00:00:00Z".parse().expect("a time")
}

/// A service whose clock is driven, and the API of it.
async fn service() -> (Service, TestApp) {
    let service = Service::over(database::fresh().await, config(), Clock::driven(start())).await;
    let http = Http { requests_per_second: 10_000, ..Http::default() };
    let app = TestApp::over(&service.url, service.handle.clone(), http).await;
    (service, app)
}

/// A car with a tracker that has logged in; `more` says what else is said of it. Answers its id.
async fn car(service: &Service, client: &Client<'_>, more: Value) -> (Value, Tracker) {
    let mut car = json!({"external_id": "v1", "vin": "LSVAA41820000001",
        "trackers": [{"imei": IMEI, "protocol": "gt06", "role": "wired"}]});
    car.as_object_mut().expect("a car").extend(more.as_object().expect("fields").clone());
    let assets = json!({"installed_at": "2026-01-01T00:00:00Z", "vehicles": [car]});
    let made = client.post("/imports/assets", &assets).await.expect(200);
    (made["vehicles"][0]["id"].clone(), Tracker::login(service, IMEI).await)
}

/// The car reports where it is at each second; the clock follows.
async fn drive(service: &Service, tracker: &mut Tracker, way: &[(i64, f64)]) {
    for (second, lat) in way {
        let mut message = position(start() + TimeDelta::seconds(*second));
        if let Some(fix) = &mut message.fix {
            fix.lat = *lat;
        }
        tracker.send(message).await;
    }
    let last = way.last().map_or(0, |(second, _)| *second);
    service.handle.move_clock(start() + TimeDelta::seconds(last + 1)).await.expect("moves");
}

async fn alerts(client: &Client<'_>, kind: &str) -> Vec<Value> {
    let page = client.get(&format!("/alerts?type={kind}")).await.expect(200);
    let mut all = Vec::new();
    for item in page["items"].as_array().expect("items") {
        all.push(client.get(&format!("/alerts/{}", item["id"].as_str().expect("an id"))).await.expect(200));
    }
    all
}

fn evidence(alert: &Value, feature: &str) -> Value {
    let all = alert["evidence"].as_array().expect("evidence");
    all.iter().find(|e| e["feature"] == feature).map_or(Value::Null, |e| e["value"].clone())
}

#[tokio::test]
async fn a_car_that_leaves_its_fence_is_an_alert_until_the_fence_is_retired() {
    let (service, app) = service().await;
    let (client, _) = app.lender("One").await;
    let (car, mut tracker) = car(&service, &client, json!({})).await;
    drive(&service, &mut tracker, &[(60, 31.23), (120, 31.23)]).await;

    let fence =
        json!({"name": "City", "rule": "keep_in", "lat": 31.23, "lon": 121.47, "radius_m": 1000, "vehicles": [car]});
    let fence = client.post("/fences", &fence).await.expect(201);
    assert_eq!((&fence["vehicles"], &fence["vehicle_count"]), (&json!([car]), &json!(1)));
    drive(&service, &mut tracker, &[(180, 31.231), (240, 31.232)]).await;
    assert_eq!(alerts(&client, "fence").await, [] as [Value; 0]);
    drive(&service, &mut tracker, &[(360, 31.245), (420, 31.25)]).await;
    let found = alerts(&client, "fence").await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&found[0]["state"], &found[0]["severity"]), (&json!("open"), &json!("warn")));
    assert_eq!(found[0]["vehicle_id"], car);
    assert_eq!((evidence(&found[0], "left_fence"), evidence(&found[0], "fence")), (json!(true), fence["id"].clone()));

    client.delete(&format!("/fences/{}", fence["id"].as_str().expect("an id"))).await.expect(204);
    drive(&service, &mut tracker, &[(480, 31.251)]).await;
    let found = alerts(&client, "fence").await;
    assert_eq!((found.len(), &found[0]["state"]), (1, &json!("closed")));
    assert_eq!(evidence(&found[0], "fence_removed"), json!(true));
    drive(&service, &mut tracker, &[(600, 31.231), (720, 31.25), (780, 31.251), (900, 31.251)]).await;
    assert_eq!(alerts(&client, "fence").await.len(), 1, "nobody watches it any more");
}

/// Two provinces north and south of 31.24.
fn provinces() -> Value {
    let square = |south: f64, north: f64| {
        json!({"type": "Polygon",
            "coordinates": [[[121.0, south], [122.0, south], [122.0, north], [121.0, north], [121.0, south]]]})
    };
    let one = |code: &str, name: &str, geometry: Value| json!({"type": "Feature", "geometry": geometry, "properties": {"code": code, "name": name}});
    json!({"type": "FeatureCollection",
        "features": [one("CN-S", "South", square(31.0, 31.24)), one("CN-N", "North", square(31.24, 31.5))]})
}

#[tokio::test]
async fn a_car_that_leaves_its_provinces_is_an_alert_until_it_may_be_there() {
    let (service, app) = service().await;
    let (client, _) = app.lender("One").await;
    assert_eq!(client.post("/regions/geojson", &provinces()).await.expect(200)["rows_ok"], 2);
    client.put("/regions/allowed", &json!({"codes": ["CN-S"]})).await.expect(200);
    let (car, mut tracker) = car(&service, &client, json!({})).await;
    drive(&service, &mut tracker, &[(60, 31.23), (120, 31.235), (240, 31.25), (420, 31.27)]).await;
    assert_eq!(alerts(&client, "province_exit").await, [] as [Value; 0], "not for ten minutes yet");
    drive(&service, &mut tracker, &[(660, 31.275), (900, 31.28)]).await;
    let found = alerts(&client, "province_exit").await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&found[0]["state"], &found[0]["vehicle_id"]), (&json!("open"), &car));
    assert_eq!(evidence(&found[0], "province"), json!("CN-N"), "{}", found[0]);
    // The office lets this one go north; what was measured of other borders counts no more.
    let path = format!("/vehicles/{}/regions", car.as_str().expect("an id"));
    assert_eq!(client.get(&path).await.expect(200), json!({"own": null, "codes": ["CN-S"]}));
    let both = client.put(&path, &json!({"codes": ["CN-S", "CN-N"]})).await.expect(200);
    assert_eq!(both["codes"], json!(["CN-N", "CN-S"]));
    drive(&service, &mut tracker, &[(960, 31.281), (1020, 31.282), (1080, 31.282)]).await;
    let found = alerts(&client, "province_exit").await;
    assert_eq!((found.len(), &found[0]["state"]), (1, &json!("closed")), "{found:?}");
}

#[tokio::test]
async fn a_car_is_brought_in_with_where_it_may_be() {
    let (service, app) = service().await;
    let (client, _) = app.lender("One").await;
    client.post("/regions/geojson", &provinces()).await.expect(200);
    let (_, mut tracker) = car(&service, &client, json!({"allowed_regions": ["CN-S"]})).await;
    drive(&service, &mut tracker, &[(60, 31.27), (360, 31.27), (720, 31.28)]).await;
    let found = alerts(&client, "province_exit").await;
    assert_eq!(found.len(), 1, "{found:?}");
}

#[tokio::test]
async fn an_alert_keeps_the_numbers_that_it_was_judged_by() {
    let (service, app) = service().await;
    let (client, _) = app.lender("One").await;
    let (car, mut tracker) = car(&service, &client, json!({})).await;
    let fence =
        json!({"name": "City", "rule": "keep_in", "lat": 31.23, "lon": 121.47, "radius_m": 1000, "vehicles": [car]});
    client.post("/fences", &fence).await.expect(201);
    drive(&service, &mut tracker, &[(60, 31.23), (120, 31.23), (360, 31.245), (420, 31.25)]).await;
    let found = alerts(&client, "fence").await;
    let path = format!("/alerts/{}/rule", found[0]["id"].as_str().expect("an id"));
    let rule = client.get(&path).await.expect(200);
    let built_in = Parameters::default();
    assert_eq!((&rule["type"], &rule["version"]), (&json!("fence"), &json!(rule::version(&built_in))));
    assert_eq!(rule["in_force"], json!(true));
    let buffer = json!({"group": "fence", "name": "buffer_m", "value": built_in.fence.buffer_m, "unit": "metres"});
    assert!(rule["parameters"].as_array().is_some_and(|all| all.contains(&buffer)), "{rule}");
    // The service is started with other numbers: it was not judged by them.
    let mut other = built_in.clone();
    other.fence.buffer_m += 7.0;
    app.state.store.judge_by(&other, Utc::now()).await.expect("kept");
    let later = client.get(&path).await.expect(200);
    assert_eq!((&later["in_force"], &later["parameters"]), (&json!(false), &rule["parameters"]));
    // One that was raised before any of this was kept says so.
    let book = app.book("Two").await;
    let old = book.client.get(&format!("/alerts/{}/rule", book.alert)).await.expect(200);
    let unknown = json!({"type": "removal", "version": null, "in_force": null, "parameters": []});
    assert_eq!(old, unknown);
    book.client.get(&path).await.problem(404, "not_found");
}

//! Fences, as they are drawn, changed, given vehicles, and retired.

use crate::support::app::{Client, TestApp};
use serde_json::{Value, json};

async fn cars(client: &Client<'_>, tag: &str, count: usize) -> Vec<Value> {
    let car = |n: usize| json!({"external_id": format!("{tag}{n}"), "vin": format!("LSVAA4182{tag}{n:06}")});
    let cars: Vec<Value> = (0..count).map(car).collect();
    let made = client.post("/imports/assets", &json!({ "vehicles": cars })).await.expect(200);
    made["vehicles"].as_array().expect("vehicles").iter().map(|v| v["id"].clone()).collect()
}

fn circle(name: &str, vehicles: &[Value]) -> Value {
    json!({"name": name, "rule": "keep_in", "lat": 31.2, "lon": 121.4, "radius_m": 40_000, "vehicles": vehicles})
}

#[tokio::test]
async fn fences_are_drawn_changed_listed_and_retired() {
    let app = TestApp::new().await;
    let (ann, _) = app.lender("One").await;
    let (bob, _) = app.lender("Two").await;
    let (ours, theirs) = (cars(&ann, "A", 3).await, cars(&bob, "B", 1).await);
    let made = ann.post("/fences", &circle("City", &[])).await;
    assert_eq!(made.etag(), "\"1\"");
    let made = made.expect(201);
    assert_eq!((&made["geometry"]["type"], &made["vehicles"]), (&json!("Polygon"), &json!([])));
    let path = format!("/fences/{}", made["id"].as_str().expect("an id"));
    bob.get(&path).await.problem(404, "not_found");

    let watched = format!("{path}/vehicles");
    let both = json!({"vehicles": [ours[1], ours[0], ours[0]]});
    let set = ann.with("if-match", "\"1\"").put(&watched, &both).await.expect(200);
    assert_eq!((&set["vehicle_count"], &set["version"]), (&json!(2), &json!(2)));
    ann.with("if-match", "\"1\"").put(&watched, &both).await.problem(412, "stale_version");
    let foreign = json!({"vehicles": [ours[0], theirs[0]]});
    ann.put(&watched, &foreign).await.problem(422, "unknown_reference");
    assert_eq!(ann.get(&path).await.expect(200)["vehicle_count"], 2, "refused whole");

    let triangle = json!({"name": "Market", "rule": "keep_out", "geometry": {"type": "Polygon",
        "coordinates": [[[121.4, 31.2], [121.41, 31.2], [121.41, 31.21], [121.4, 31.2]]]}});
    let changed = ann.with("if-match", "\"2\"").put(&path, &triangle).await.expect(200);
    assert_eq!((&changed["rule"], &changed["vehicle_count"]), (&json!("keep_out"), &json!(2)));
    let count = async |query: &str| {
        ann.get(&format!("/fences{query}")).await.expect(200)["items"].as_array().expect("items").len()
    };
    let of = |car: &Value| format!("?vehicle_id={}", car.as_str().expect("an id"));
    assert_eq!((count("?rule=keep_out").await, count("?rule=keep_in").await), (1, 0));
    assert_eq!((count(&of(&ours[0])).await, count(&of(&ours[2])).await), (1, 0));
    ann.get("/fences?rule=keep").await.problem(422, "unknown_name");

    ann.with("if-match", "\"2\"").delete(&path).await.problem(412, "stale_version");
    ann.delete(&path).await.expect(204);
    ann.get(&path).await.problem(404, "not_found");
    ann.delete(&path).await.problem(404, "not_found");
    let log: Vec<String> = sqlx::query_scalar("select action from event where entity_kind = 'fence' order by seq")
        .fetch_all(&app.owner)
        .await
        .expect("events");
    assert_eq!(log, ["created", "vehicles_changed", "changed", "retired"]);
}

#[tokio::test]
async fn what_is_no_fence_is_refused_with_its_field() {
    let app = TestApp::new().await;
    let (ann, _) = app.lender("One").await;
    let refused = async |change: Value, code: &str, field: &str| {
        let mut body = circle("City", &[]);
        body.as_object_mut().expect("fields").extend(change.as_object().expect("fields").clone());
        assert_eq!(ann.post("/fences", &body).await.problem(422, code)["field"], field);
    };
    refused(json!({"rule": "keep"}), "unknown_name", "rule").await;
    refused(json!({"radius_m": 500_001}), "radius_out_of_range", "radius_m").await;
    refused(json!({"name": " "}), "bad_text", "name").await;
    refused(json!({"geometry": {"type": "Point", "coordinates": [121.4, 31.2]}}), "bad_geometry", "geometry").await;
    let many: Vec<Value> = (0..5001).map(|_| json!(uuid::Uuid::now_v7())).collect();
    refused(json!({"vehicles": many}), "too_many_vehicles", "vehicles").await;
}

#[tokio::test]
async fn a_vehicle_has_as_many_fences_as_are_watched_and_no_more() {
    let app = TestApp::new().await;
    let (ann, _) = app.lender("One").await;
    let car = cars(&ann, "A", 1).await;
    let mut first = Value::Null;
    for n in 0..32 {
        first = ann.post("/fences", &circle(&format!("Fence {n}"), &car)).await.expect(201);
    }
    ann.post("/fences", &circle("One more", &car)).await.problem(409, "vehicle_has_most_fences");
    let all = ann.get("/fences?limit=100").await.expect(200);
    assert_eq!(all["items"].as_array().map(Vec::len), Some(32), "nothing of it was kept");
    ann.delete(&format!("/fences/{}", first["id"].as_str().expect("an id"))).await.expect(204);
    ann.post("/fences", &circle("One more", &car)).await.expect(201);
}

//! Known sites.

use crate::support::app::TestApp;
use serde_json::json;

#[tokio::test]
async fn sites_are_made_changed_listed_and_retired() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let lot =
        json!({"external_id": "x", "name": "Lot", "kind": "second_pledge", "lat": 31.2, "lon": 121.4, "radius_m": 150});
    let made = lender.post("/sites", &lot).await;
    assert_eq!(made.etag(), "\"1\"");
    let made = made.expect(201);
    assert!(made["cells"].as_i64().is_some_and(|n| n >= 1));
    assert_eq!(made["geometry"]["type"], "Polygon");
    lender.post("/sites", &lot).await.problem(409, "external_id_taken");
    let path = format!("/sites/{}", made["id"].as_str().expect("an id"));
    let yard = json!({"name": "Yard", "kind": "yard", "geometry": {"type": "Polygon",
        "coordinates": [[[121.4, 31.2], [121.41, 31.2], [121.41, 31.21], [121.4, 31.2]]]}});
    let changed = lender.with("if-match", "\"1\"").put(&path, &yard).await.expect(200);
    assert_eq!((&changed["kind"], &changed["version"]), (&json!("yard"), &json!(2)));
    lender.with("if-match", "\"1\"").put(&path, &yard).await.problem(412, "stale_version");
    assert_eq!(lender.get("/sites?kind=yard,dealer").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(lender.get("/sites?kind=second_pledge").await.expect(200)["items"], json!([]));
    lender.delete(&path).await.expect(204);
    let gone = lender.get(&path).await.expect(200);
    assert!(gone["retired_at"].is_string() && gone["name"] == "Yard", "what alerts of then name: {gone}");
    assert_eq!(lender.get("/sites").await.expect(200)["items"], json!([]));
    lender.put(&path, &yard).await.problem(404, "not_found");
    let again = json!({"reason": "it is known to all"});
    lender.post(&format!("{path}/share"), &again).await.problem(404, "not_found");
    lender.delete(&path).await.problem(404, "not_found");
    let log: Vec<String> = sqlx::query_scalar("select action from event where entity_kind = 'site' order by seq")
        .fetch_all(&app.owner)
        .await
        .expect("events");
    assert_eq!(log, ["created", "changed", "retired"]);
}

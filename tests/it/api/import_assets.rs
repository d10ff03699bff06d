//! `POST /imports/assets`.

use crate::support::app::TestApp;
use serde_json::{Value, json};

fn fleet() -> Value {
    json!({
        "lender": "Demo Auto Finance",
        "installed_at": "2026-08-01T00:00:00Z",
        "sites": [
            {"external_id": "s1", "name": "Pledge lot", "kind": "second_pledge", "lat": 31.2, "lon": 121.4, "radius_m": 150},
            {"external_id": "s2", "name": "Workshop", "kind": "repair", "geometry": {"type": "Polygon", "coordinates":
                [[[121.5, 31.3], [121.51, 31.3], [121.51, 31.31], [121.5, 31.31], [121.5, 31.3]]]}}
        ],
        "vehicles": [
            {"external_id": "v1", "vin": "lsvaa4182e2123456", "plate": "沪A12345", "contract_number": "C-1",
             "trackers": [
                {"imei": "860000000000001", "protocol": "gt06", "role": "wired"},
                {"imei": "860000000000002", "protocol": "gt06", "role": "wireless", "wake_interval_s": 86400}],
             "declared": [{"kind": "home", "lat": 31.23, "lon": 121.47}]},
            {"external_id": "v2", "vin": "LSVAA4182E2123457", "trackers": [], "declared": []}
        ]
    })
}

#[tokio::test]
async fn loads_once_and_again_with_the_same_ids() {
    let app = TestApp::new().await;
    let first = app.platform().post("/imports/assets", &fleet()).await.expect(200);
    assert_eq!(first["vehicles"][0]["external_id"], "v1");
    assert_eq!(first["sites"][1]["external_id"], "s2");
    let again = app.platform().post("/imports/assets", &fleet()).await.expect(200);
    assert_eq!((&first["vehicles"], &first["sites"]), (&again["vehicles"], &again["sites"]));
    let counts: (i64, i64, i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from vehicle), (select count(*) from tracker), (select count(*) from installation),
                (select count(*) from declared_place), (select count(*) from site)",
    )
    .fetch_one(&app.owner)
    .await
    .expect("counts");
    assert_eq!(counts, (2, 2, 2, 1, 2));
    let versions: Vec<i32> = sqlx::query_scalar("select version from vehicle union all select version from site")
        .fetch_all(&app.owner)
        .await
        .expect("versions");
    assert_eq!(versions, [1, 1, 1, 1], "nothing changed the second time");
}

#[tokio::test]
async fn changes_what_changed() {
    let app = TestApp::new().await;
    app.platform().post("/imports/assets", &fleet()).await.expect(200);
    let mut changed = fleet();
    changed["vehicles"][0]["plate"] = json!("沪B99999");
    changed["sites"][0]["radius_m"] = json!(300);
    app.platform().post("/imports/assets", &changed).await.expect(200);
    let plate: String = sqlx::query_scalar("select plate from vehicle where external_id = 'v1'")
        .fetch_one(&app.owner)
        .await
        .expect("v1");
    assert_eq!(plate, "沪B99999");
    let version: i32 = sqlx::query_scalar("select version from site where external_id = 's1'")
        .fetch_one(&app.owner)
        .await
        .expect("s1");
    assert_eq!(version, 2);
}

#[tokio::test]
async fn a_tracker_is_in_one_vehicle_at_a_time() {
    let app = TestApp::new().await;
    app.platform().post("/imports/assets", &fleet()).await.expect(200);
    let mut moved = fleet();
    let tracker = moved["vehicles"][0]["trackers"].as_array_mut().expect("trackers").remove(0);
    moved["vehicles"][1]["trackers"] = json!([tracker]);
    let refused = app.platform().post("/imports/assets", &moved).await.problem(409, "installation_overlap");
    assert_eq!(refused["field"], "vehicles[1].trackers[0].imei");
    assert!(refused["fix"].as_str().is_some());
}

#[tokio::test]
async fn a_tracker_of_another_lender_is_not_taken() {
    let app = TestApp::new().await;
    app.platform().post("/imports/assets", &fleet()).await.expect(200);
    let (other, _) = app.lender("Other Lender").await;
    let body = json!({"vehicles": [{"external_id": "x", "vin": "X1",
        "trackers": [{"imei": "860000000000001", "protocol": "gt06", "role": "wired"}]}]});
    let refused = other.post("/imports/assets", &body).await.problem(409, "device_id_taken");
    assert_eq!(refused["field"], "vehicles[0].trackers[0].imei");
    let stayed: i64 = sqlx::query_scalar("select count(*) from vehicle where external_id = 'x'")
        .fetch_one(&app.owner)
        .await
        .expect("a count");
    assert_eq!(stayed, 0, "all or nothing");
}

#[tokio::test]
async fn a_lender_loads_for_itself_only() {
    let app = TestApp::new().await;
    app.lender("First").await;
    let (second, _) = app.lender("Second").await;
    second.post("/imports/assets", &json!({"lender": "First"})).await.problem(404, "not_found");
    second.post("/imports/assets", &json!({"lender": "Nobody yet"})).await.problem(404, "not_found");
    second.post("/imports/assets", &json!({"lender": "Second"})).await.expect(200);
}

#[tokio::test]
async fn each_malformed_document_names_its_field() {
    let app = TestApp::new().await;
    let cases: Vec<(&str, Value, &str, &str)> = vec![
        ("/vehicles/0/vin", json!("A VIN?"), "bad_vin", "vehicles[0].vin"),
        ("/vehicles/0/vin", json!(""), "bad_text", "vehicles[0].vin"),
        ("/vehicles/0/vin", json!(7), "invalid_field", "vehicles[0].vin"),
        ("/vehicles/1/vin", json!("LSVAA4182E2123456"), "duplicate_in_document", "vehicles[1].vin"),
        ("/vehicles/1/contract_number", json!("C-1"), "duplicate_contract_number", "vehicles[1].contract_number"),
        ("/vehicles/0/trackers/0/protocol", json!("gt99"), "unknown_protocol", "vehicles[0].trackers[0].protocol"),
        ("/vehicles/0/trackers/0/role", json!("glued"), "unknown_name", "vehicles[0].trackers[0].role"),
        ("/vehicles/0/trackers/0/imei", json!("86 0"), "bad_device_id", "vehicles[0].trackers[0].imei"),
        (
            "/vehicles/0/trackers/1/wake_interval_s",
            json!(5),
            "wake_interval_out_of_range",
            "vehicles[0].trackers[1].wake_interval_s",
        ),
        ("/vehicles/0/declared/0/lat", json!(91), "coordinates_out_of_range", "vehicles[0].declared[0].lat"),
        ("/vehicles/0/declared/0/kind", json!("gym"), "unknown_name", "vehicles[0].declared[0].kind"),
        ("/sites/0/kind", json!("castle"), "unknown_name", "sites[0].kind"),
        ("/sites/0/lon", json!(181), "coordinates_out_of_range", "sites[0].lat"),
        ("/sites/0/radius_m", json!(-1), "radius_out_of_range", "sites[0].radius_m"),
        ("/sites/1/geometry/type", json!("Blob"), "bad_geometry", "sites[1].geometry"),
        ("/sites/1/external_id", json!("s1"), "duplicate_in_document", "sites[1].external_id"),
        ("/installed_at", json!("last week"), "invalid_field", "installed_at"),
    ];
    for (pointer, value, code, field) in cases {
        let mut body = fleet();
        match body.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => {
                let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
                body.pointer_mut(parent).expect("a parent")[key] = value;
            }
        }
        let status = if code.starts_with("duplicate") { 409 } else { 422 };
        let problem = app.platform().post("/imports/assets", &body).await.problem(status, code);
        assert_eq!(problem["field"], field, "{pointer}");
        assert!(problem["fix"].as_str().is_some_and(|f| !f.is_empty()), "{pointer}");
    }
    let broken = app.platform().call(axum::http::Method::POST, "/imports/assets");
    broken.raw("application/json", "{\"vehicles\": [").send().await.problem(400, "malformed_json");
    let broken = app.platform().call(axum::http::Method::POST, "/imports/assets");
    broken.raw("text/plain", "{}").send().await.problem(415, "media_type");
}

#[tokio::test]
async fn an_oversized_body_is_refused() {
    use lienwatch::config::Http;
    use lienwatch::engine::Clock;
    let app = TestApp::with(Clock::wall(), Http { max_body_bytes: 2048, ..Http::default() }).await;
    let body = json!({"lender": "x".repeat(4096)});
    app.platform().post("/imports/assets", &body).await.problem(413, "body_too_large");
}

#[tokio::test]
async fn an_idempotency_key_is_answered_once() {
    let app = TestApp::new().await;
    let client = app.platform().with("idempotency-key", "k1");
    let first = client.post("/imports/assets", &fleet()).await;
    assert!(!first.headers.contains_key("idempotency-replayed"));
    let again = client.post("/imports/assets", &fleet()).await;
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(first.expect(200), again.expect(200), "the very same answer, import id and all");
    client.post("/imports/assets", &json!({"lender": "Else"})).await.problem(422, "idempotency_key_reused");
    let stored: String =
        sqlx::query_scalar("select response #>> '{}' from idempotency").fetch_one(&app.owner).await.expect("one row");
    assert!(!stored.contains("v1"), "answers are stored sealed");
}

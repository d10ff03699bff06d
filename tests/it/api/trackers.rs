//! Trackers, installations, service windows, quarantine.

use crate::support::app::TestApp;
use serde_json::{Value, json};

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

#[tokio::test]
async fn a_tracker_is_added_installed_and_swapped() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let body = json!({"device_id": "860000000000099", "protocol": "gt06", "role": "obd"});
    let tracker = book.client.post("/trackers", &body).await.expect(201);
    book.client.post("/trackers", &body).await.problem(409, "device_id_taken");
    let place =
        json!({"tracker_id": tracker["id"], "vehicle_id": book.vehicle, "installed_at": "2026-08-01T00:00:00Z"});
    let installed = book.client.post("/installations", &place).await.expect(201);
    let again = book.client.post("/installations", &place).await.problem(409, "installation_overlap");
    assert_eq!(again["field"], "installed_at");
    let end = format!("/installations/{}/end", text(&installed["id"]));
    let early = json!({"removed_at": "2026-07-01T00:00:00Z", "reason": "swap"});
    book.client.post(&end, &early).await.problem(422, "removed_before_installed");
    book.client.post(&end, &json!({"removed_at": "2026-08-15T00:00:00Z"})).await.problem(422, "invalid_field");
    let ended =
        book.client.post(&end, &json!({"removed_at": "2026-08-15T00:00:00Z", "reason": "swap"})).await.expect(200);
    assert_eq!(ended["removed_at"], "2026-08-15T00:00:00Z");
    book.client.post(&end, &json!({"reason": "twice"})).await.problem(409, "installation_ended");
    let overlap =
        json!({"tracker_id": tracker["id"], "vehicle_id": book.vehicle, "installed_at": "2026-08-14T00:00:00Z"});
    book.client.post("/installations", &overlap).await.problem(409, "installation_overlap");
    let next = json!({"tracker_id": tracker["id"], "vehicle_id": book.vehicle, "installed_at": "2026-08-15T00:00:00Z"});
    book.client.post("/installations", &next).await.expect(201);
    let path = format!("/installations?tracker_id={}", text(&tracker["id"]));
    assert_eq!(book.client.get(&path).await.expect(200)["items"].as_array().map(Vec::len), Some(2));
    let shown = book.client.get(&format!("/trackers/{}", text(&tracker["id"]))).await.expect(200);
    assert_eq!((&shown["vehicle_id"], &shown["stock"]), (&json!(book.vehicle), &json!("installed")));
}

#[tokio::test]
async fn installations_that_cannot_be_are_refused() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let other = app.book("Other").await;
    let listed = book.client.get("/trackers").await.expect(200);
    let tracker = &listed["items"][0]["id"];
    let post = async |body: Value| book.client.post("/installations", &body).await;
    post(json!({"tracker_id": book.vehicle, "vehicle_id": book.vehicle})).await.problem(422, "unknown_reference");
    let foreign =
        post(json!({"tracker_id": tracker, "vehicle_id": other.vehicle})).await.problem(422, "unknown_reference");
    assert_eq!(foreign["field"], "vehicle_id");
    let future = json!({"tracker_id": tracker, "vehicle_id": book.vehicle, "installed_at": "2026-12-01T00:00:00Z"});
    post(future).await.problem(422, "installed_in_future");
    let backwards = json!({"tracker_id": tracker, "vehicle_id": book.vehicle, "installed_at": "2026-01-02T00:00:00Z",
        "removed_at": "2026-01-01T00:00:00Z"});
    post(backwards).await.problem(422, "removed_before_installed");
}

#[tokio::test]
async fn authorised_work_is_bounded() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let window = |until: &str| json!({"vehicle_id": book.vehicle, "starts_at": "2026-09-01T00:00:00Z", "ends_at": until, "reason": "annual check"});
    let made = book.client.post("/service-windows", &window("2026-09-02T00:00:00Z")).await.expect(201);
    book.client.post("/service-windows", &window("2026-08-31T00:00:00Z")).await.problem(422, "period_out_of_range");
    book.client.post("/service-windows", &window("2027-09-01T00:00:00Z")).await.problem(422, "period_out_of_range");
    let list = book.client.get(&format!("/service-windows?vehicle_id={}", book.vehicle)).await.expect(200);
    assert_eq!(list["items"], json!([made]));
}

#[tokio::test]
async fn strangers_are_shown_to_operators_and_forgotten() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    sqlx::query(
        "insert into quarantine (protocol, device_id, first_seen, last_seen, messages, last_packets)
                 values ('gt06', 'x/1', now(), now(), 3, '[\"7878\"]')",
    )
    .execute(&app.owner)
    .await
    .expect("a stranger");
    book.client.get("/trackers/quarantine").await.problem(403, "forbidden");
    let list = app.platform().get("/trackers/quarantine").await.expect(200);
    assert_eq!((&list["items"][0]["device_id"], &list["items"][0]["last_packets"][0]), (&json!("x/1"), &json!("7878")));
    app.platform().delete("/trackers/quarantine/gt06/x%2F1").await.expect(204);
    app.platform().delete("/trackers/quarantine/gt06/x%2F1").await.problem(404, "not_found");
}

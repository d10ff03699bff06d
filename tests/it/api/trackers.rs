//! Trackers, installations, service windows, quarantine.

use crate::support::app::{Client, TestApp};
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
async fn trackers_are_found_by_part_of_their_number_or_of_their_vehicle() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let other = app.book("Other").await;
    let plate = text(&book.client.get(&format!("/vehicles/{}", book.vehicle)).await.expect(200)["plate"]).to_owned();
    let spare = json!({"device_id": "860000000000099", "protocol": "gt06", "role": "obd"});
    book.client.post("/trackers", &spare).await.expect(201);
    let found = async |client: &crate::support::app::Client, query: &str| -> Vec<String> {
        let items = client.get(&format!("/trackers?{query}")).await.expect(200)["items"].clone();
        items.as_array().expect("a list").iter().map(|t| text(&t["device_id"]).to_owned()).collect()
    };
    assert_eq!(found(&book.client, "q=0099").await, ["860000000000099"]);
    assert_eq!(found(&book.client, "q=00%2599").await, [""; 0], "a percent sign is no wildcard");
    let fitted = found(&book.client, &format!("q={}", plate.to_lowercase())).await;
    assert!(!fitted.is_empty() && !fitted.contains(&"860000000000099".to_owned()), "{fitted:?}");
    assert_eq!(book.client.get(&format!("/trackers?q={plate}")).await.expect(200)["items"][0]["plate"], json!(plate));
    // Who sees plates masked meets them nowhere, and cannot find them out by asking.
    let auditor = app.person(&book.client, "aud", "auditor").await;
    for path in [format!("/vehicles/{}", book.vehicle), "/trackers".to_owned()] {
        let answer = auditor.get(&path).await;
        assert_eq!(answer.status, 200);
        assert!(!answer.text.contains(&plate), "{path}: {}", answer.text);
    }
    assert_eq!(found(&auditor, &format!("q={plate}")).await, [""; 0]);
    assert_eq!(found(&auditor, "q=0099").await, ["860000000000099"]);
    let vehicles =
        async |client: &Client<'_>| client.get(&format!("/vehicles?q={plate}")).await.expect(200)["total"].clone();
    assert_eq!((vehicles(&book.client).await, vehicles(&auditor).await), (json!(1), json!(0)));
    let foreign = found(&other.client, "q=860000000000099").await;
    assert_eq!(foreign, [""; 0], "another lender's");
    assert!(found(&book.client, "connection=never").await.contains(&"860000000000099".to_owned()));
    assert_eq!(found(&book.client, "connection=online&stock=in_stock").await, [""; 0]);
    assert_eq!(found(&book.client, "stock=in_stock").await, ["860000000000099"]);
    let wrong = book.client.get("/trackers?connection=maybe").await.problem(422, "unknown_name");
    assert_eq!(wrong["field"], "connection");
    book.client.get("/trackers?q=1").await.problem(422, "bad_search");
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

#[tokio::test]
async fn a_clock_is_corrected_by_an_administrator_and_logged() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let other = app.book("Other").await;
    let path = format!("/trackers/{}/clock", text(&book.client.get("/trackers").await.expect(200)["items"][0]["id"]));
    assert_eq!(book.client.get(&path).await.expect(200), json!({"items": []}));
    let ahead = json!({"offset_s": 172_800, "since": "2026-08-31T00:00:00Z", "reason": "set by the workshop"});
    let made = book.client.put(&path, &ahead).await.expect(200);
    let shown = json!({"since": "2026-08-31T00:00:00Z", "offset_s": 172_800, "reason": "manual", "note": "set by the workshop"});
    assert_eq!(made, json!({"items": [shown]}));
    // Another word on the same time takes its place; without a time it counts from now on.
    let less = json!({"offset_s": 86_400, "since": "2026-08-31T00:00:00Z", "reason": "a day it was"});
    assert_eq!(book.client.put(&path, &less).await.expect(200)["items"][0]["offset_s"], 86_400);
    book.client.put(&path, &json!({"offset_s": 0, "reason": "set right"})).await.expect(200);
    let items = book.client.get(&path).await.expect(200)["items"].clone();
    let offsets: Vec<&Value> = items.as_array().expect("a list").iter().map(|i| &i["offset_s"]).collect();
    assert_eq!(offsets, [&json!(0), &json!(86_400)], "newest first");

    let wrong = [
        (json!({"offset_s": 1_577_880_001, "reason": "because"}), "offset_out_of_range", "offset_s"),
        (json!({"offset_s": -1_577_880_001, "reason": "because"}), "offset_out_of_range", "offset_s"),
        (json!({"offset_s": 1, "since": "2026-12-01T00:00:00Z", "reason": "because"}), "since_in_future", "since"),
        (json!({"offset_s": 1, "reason": "?"}), "no_reason", "reason"),
    ];
    for (body, code, field) in wrong {
        assert_eq!(book.client.put(&path, &body).await.problem(422, code)["field"], field);
    }
    book.client.put(&path, &json!({"reason": "because"})).await.problem(422, "invalid_field");
    other.client.put(&path, &ahead).await.problem(404, "not_found");
    other.client.get(&path).await.problem(404, "not_found");
    app.person(&book.client, "sue", "supervisor").await.put(&path, &ahead).await.problem(403, "forbidden");
    let log: Vec<(String, Value)> =
        sqlx::query_as("select reason, data from event where action = 'clock_corrected' order by seq")
            .fetch_all(&app.owner)
            .await
            .expect("reads");
    assert_eq!(
        log.iter().map(|(why, _)| why.as_str()).collect::<Vec<_>>(),
        ["set by the workshop", "a day it was", "set right"]
    );
    assert_eq!(log[1].1["offset_s"], 86_400);
}

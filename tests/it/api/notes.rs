//! Notes of a case, and those whom they name.

use crate::support::app::TestApp;
use serde_json::{Value, json};
use uuid::Uuid;

#[tokio::test]
async fn a_note_names_colleagues_and_each_finds_it_until_they_have_read_it() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let (ann, leo) =
        (app.person(&book.client, "ann", "risk_officer").await, app.person(&book.client, "leo", "legal").await);
    let body = json!({"vehicle_id": book.vehicle, "reason": "the borrower cannot be found"});
    let case = ann.post("/cases", &body).await.expect(201)["id"].as_str().expect("an id").to_owned();
    let notes = format!("/cases/{case}/notes");

    let colleagues = ann.get(&format!("/cases/{case}/colleagues")).await.expect(200);
    let id = |name: &str| -> Value {
        let all = colleagues["items"].as_array().expect("items");
        all.iter().find(|one| one["display_name"] == name).unwrap_or_else(|| panic!("{name} in {all:?}"))["id"].clone()
    };
    let written = json!({"text": "Is the order of the court here?", "mentions": [id("leo"), id("leo"), id("ann")]});
    let note = ann.post(&notes, &written).await.expect(201);
    assert_eq!(note["by_name"], "ann");
    let named: Vec<&str> =
        note["mentions"].as_array().expect("a list").iter().filter_map(|m| m["display_name"].as_str()).collect();
    assert_eq!(named, ["ann", "leo"], "each once");
    let second = leo.post(&notes, &json!({"text": "Since this morning."})).await.expect(201);
    let list = leo.get(&notes).await.expect(200);
    let ids: Vec<&Value> = list["items"].as_array().expect("items").iter().map(|n| &n["id"]).collect();
    assert_eq!(ids, [&second["id"], &note["id"]], "the newest first");
    let page = leo.get(&format!("{notes}?limit=1")).await.expect(200);
    let rest = format!("{notes}?limit=1&cursor={}", page["next_cursor"].as_str().expect("more"));
    assert_eq!(leo.get(&rest).await.expect(200)["items"][0]["id"], note["id"]);

    let unread = leo.get("/mentions?unread=true").await.expect(200);
    assert_eq!(unread["items"].as_array().map(Vec::len), Some(1));
    assert_eq!((&unread["items"][0]["note_id"], &unread["items"][0]["case_id"]), (&note["id"], &json!(case)));
    let read = format!("/mentions/{}/read", note["id"].as_str().expect("an id"));
    let bob = app.person(&book.client, "bob", "auditor").await;
    bob.post(&read, &json!({})).await.problem(404, "not_found");
    leo.post(&read, &json!({})).await.expect(200);
    assert_eq!(leo.get("/mentions?unread=true").await.expect(200)["items"], json!([]));
    assert!(leo.get("/mentions").await.expect(200)["items"][0]["read_at"].is_string());
    book.client.get("/mentions").await.problem(404, "not_found");

    // Whoever names themselves need not be told.
    let told: Vec<String> = sqlx::query_scalar("select data ->> 'mentioned' from event where action = 'mentioned'")
        .fetch_all(&app.owner)
        .await
        .expect("reads");
    assert_eq!(told, [id("leo").as_str().expect("an id")]);
}

#[tokio::test]
async fn a_note_says_something_and_names_only_who_sees_the_case() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let (ann, bob) =
        (app.person(&book.client, "ann", "risk_officer").await, app.person(&book.client, "bob", "auditor").await);
    let body = json!({"vehicle_id": book.vehicle, "reason": "the borrower cannot be found"});
    let case = ann.post("/cases", &body).await.expect(201)["id"].as_str().expect("an id").to_owned();
    let notes = format!("/cases/{case}/notes");
    let (other, _) = app.lender("Other").await;
    let eve = app.person(&other, "eve", "supervisor").await;
    let stranger: Uuid = app.one("select id from app_user where display_name = $1", "eve").await;
    for (body, code, field) in [
        (json!({"text": " "}), "bad_text", "text"),
        (json!({"text": "x".repeat(4001)}), "bad_text", "text"),
        (json!({"text": "x", "mentions": [stranger]}), "unknown_user", "mentions"),
        (json!({"text": "x", "mentions": (0..21).map(Uuid::from_u128).collect::<Vec<_>>()}), "too_many", "mentions"),
        (json!({"text": "x", "to": "leo"}), "invalid_field", "to"),
    ] {
        let problem = ann.post(&notes, &body).await.problem(422, code);
        assert_eq!(problem["field"], field, "{body}");
    }
    bob.post(&notes, &json!({"text": "x"})).await.problem(403, "forbidden");
    eve.get(&notes).await.problem(404, "not_found");
    eve.post(&notes, &json!({"text": "x"})).await.problem(404, "not_found");
    assert_eq!(bob.get(&notes).await.expect(200)["items"], json!([]));
}

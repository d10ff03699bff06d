//! The event stream.

use crate::support::app::{Client, TestApp};
use futures_util::StreamExt;
use lienwatch::store::Tenancy;
use serde_json::{Value, json};
use std::time::Duration;

/// Longest a test waits for an event: then it fails.
const PATIENCE: Duration = Duration::from_secs(20);

struct Reader {
    body: axum::body::BodyDataStream,
    buffer: String,
}

impl Reader {
    async fn open(client: &Client<'_>, query: &str) -> Reader {
        let response = client.call(axum::http::Method::GET, &format!("/events/stream{query}")).open().await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Reader { body: response.into_body().into_data_stream(), buffer: String::new() }
    }

    /// The next event: its id and its document.
    async fn next(&mut self) -> (String, Value) {
        loop {
            if let Some((block, rest)) = self.buffer.split_once("\n\n") {
                let field = |name: &str| block.lines().find_map(|l| l.strip_prefix(name)).map(str::to_owned);
                let found = field("id: ").zip(field("data: "));
                self.buffer = rest.to_owned();
                match found {
                    Some((id, data)) => return (id, serde_json::from_str(&data).expect("JSON")),
                    None => continue,
                }
            }
            let chunk = tokio::time::timeout(PATIENCE, self.body.next()).await.expect("in time");
            self.buffer.push_str(std::str::from_utf8(&chunk.expect("still open").expect("a chunk")).expect("text"));
        }
    }
}

fn site(name: &str) -> Value {
    json!({"name": name, "kind": "yard", "lat": 1.0, "lon": 2.0, "radius_m": 50})
}

#[tokio::test]
async fn a_follower_sees_what_happens_and_resumes_where_it_was() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let mut reader = Reader::open(&lender, "?kinds=site").await;
    lender.post("/sites", &site("first")).await.expect(201);
    let (id, event) = reader.next().await;
    assert_eq!((&event["action"], &event["data"]["name"]), (&json!("created"), &json!("first")));
    drop(reader);
    lender.post("/sites", &site("second")).await.expect(201);
    lender.post("/sites", &site("third")).await.expect(201);
    let mut resumed = Reader::open(&lender.with("last-event-id", &id), "").await;
    assert_eq!(resumed.next().await.1["data"]["name"], "second");
    assert_eq!(resumed.next().await.1["data"]["name"], "third");
    lender.get("/events/stream?last_event_id=x").await.problem(422, "bad_event_id");
}

#[tokio::test]
async fn a_follower_sees_nothing_of_another_lender() {
    let app = TestApp::new().await;
    let (one, _) = app.lender("One").await;
    let (two, _) = app.lender("Two").await;
    let mut reader = Reader::open(&one, "?kinds=site").await;
    two.post("/sites", &site("theirs")).await.expect(201);
    one.post("/sites", &site("ours")).await.expect(201);
    assert_eq!(reader.next().await.1["data"]["name"], "ours");
}

/// A transaction that took its number early and ends late must not be passed over.
#[tokio::test]
async fn a_late_commit_is_not_passed_over() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let no: i32 = app.one("select lender_no from lender where name = $1", "One").await;
    let tenancy = Tenancy::Lender(lienwatch_domain::ids::LenderNo(no));
    let mut reader = Reader::open(&lender, "?kinds=probe").await;
    let append = "insert into event (lender_no, entity_kind, entity_id, action, actor, at)
                  values ($1, 'probe', gen_random_uuid(), $2, 'system:test', now())";
    // The later transaction takes the lower number: the earlier one writes its row only afterwards.
    let mut early = app.state.store.transaction(&tenancy).await.expect("a transaction");
    sqlx::query("select pg_current_xact_id()").execute(&mut *early).await.expect("an xid");
    let mut late = app.state.store.transaction(&tenancy).await.expect("a transaction");
    sqlx::query(append).bind(no).bind("late").execute(&mut *late).await.expect("a row");
    sqlx::query(append).bind(no).bind("early").execute(&mut *early).await.expect("a row");
    early.commit().await.expect("commits");
    assert_eq!(reader.next().await.1["action"], "early");
    late.commit().await.expect("commits");
    assert_eq!(reader.next().await.1["action"], "late");
}

impl Reader {
    /// The next document of an event of that name, and whether it had an id.
    async fn named(&mut self, name: &str) -> (Value, bool) {
        loop {
            if let Some((block, rest)) = self.buffer.split_once("\n\n") {
                let field = |name: &str| block.lines().find_map(|l| l.strip_prefix(name)).map(str::to_owned);
                let (event, data, id) = (field("event: "), field("data: "), field("id: "));
                self.buffer = rest.to_owned();
                if event.as_deref() == Some(name) {
                    return (serde_json::from_str(&data.expect("data")).expect("JSON"), id.is_some());
                }
                continue;
            }
            let chunk = tokio::time::timeout(PATIENCE, self.body.next()).await.expect("in time");
            self.buffer.push_str(std::str::from_utf8(&chunk.expect("still open").expect("a chunk")).expect("text"));
        }
    }
}

/// Puts every tracker of the wired kind somewhere.
async fn place(app: &TestApp, lat_e7: i32, minutes: i64) {
    sqlx::query(
        "insert into tracker_latest (tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags)
         select tracker_no, lender_no, $1, $1, $2, 1214737000, 1 from tracker where role = 'wired'
         on conflict (tracker_no) do update set device_time = excluded.device_time, lat_e7 = excluded.lat_e7,
           received_at = excluded.received_at",
    )
    .bind(crate::support::app::engine_now() + chrono::TimeDelta::minutes(minutes))
    .bind(lat_e7)
    .execute(&app.owner)
    .await
    .expect("a place");
}

#[tokio::test]
async fn a_viewport_is_told_at_once_and_then_what_moves_in_it() {
    let app = TestApp::new().await;
    let (one, _two) = (app.book("One").await, app.book("Two").await);
    place(&app, 312_304_000, -9).await;
    let ann = app.person(&one.client, "ann", "risk_officer").await;
    let mut reader = Reader::open(&ann, "?topics=positions&bbox=121,31,122,32").await;
    let (snapshot, id) = reader.named("positions").await;
    assert!(!id, "positions are not resumed");
    assert_eq!((&snapshot["snapshot"], &snapshot["in_view"]), (&json!(true), &json!(1)));
    assert_eq!(snapshot["points"]["vehicle_id"], json!([one.vehicle]), "and not the other lender's");
    assert_eq!(snapshot["points"]["lat"], json!([31.2304]));
    place(&app, 313_000_000, -5).await;
    let (moved, _) = reader.named("positions").await;
    assert_eq!((&moved["snapshot"], &moved["points"]["lat"]), (&json!(false), &json!([31.3])));
    place(&app, 400_000_000, -4).await;
    let (left, _) = reader.named("positions").await;
    assert_eq!((&left["gone"], &left["in_view"]), (&json!([one.vehicle]), &json!(0)));
    place(&app, 313_000_000, -3).await;
    assert_eq!(reader.named("positions").await.0["points"]["vehicle_id"], json!([one.vehicle]));
    let looks: Vec<Value> =
        sqlx::query_scalar("select data from event where action = 'location_disclosed' order by seq")
            .fetch_all(&app.owner)
            .await
            .expect("events");
    assert_eq!(looks.len(), 1, "one line for a subscription and its vehicle");
    assert_eq!((&looks[0]["what"], &looks[0]["precise"]), (&json!("stream"), &json!([one.vehicle])));
}

#[tokio::test]
async fn a_viewport_masks_as_the_map_does_and_names_whom_it_comes_to_show() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    place(&app, 312_304_000, -9).await;
    sqlx::query("update alert set state = 'closed'").execute(&app.owner).await.expect("closed");
    let mut reader = Reader::open(&book.client, "?topics=positions").await;
    let (coarse, _) = reader.named("positions").await;
    assert_eq!(coarse["points"]["precision"], json!(["coarse"]));
    assert_ne!(coarse["points"]["lat"], json!([31.2304]));
    sqlx::query("update alert set state = 'open'").execute(&app.owner).await.expect("open");
    let (precise, _) = reader.named("positions").await;
    assert_eq!((&precise["points"]["precision"], &precise["points"]["lat"]), (&json!(["precise"]), &json!([31.2304])));
    let looks: Vec<(Value, Value)> = sqlx::query_as(
        "select data->'precise', data->'coarse' from event where action = 'location_disclosed' order by seq",
    )
    .fetch_all(&app.owner)
    .await
    .expect("events");
    assert_eq!(looks, [(json!([]), json!(1)), (json!([book.vehicle]), json!(0))]);
}

#[tokio::test]
async fn topics_are_kinds_and_places_need_their_right() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let auditor = app.person(&book.client, "aud", "auditor").await;
    auditor.get("/events/stream?topics=positions").await.problem(403, "forbidden");
    book.client.get("/events/stream?topics=positions&bbox=1,2").await.problem(422, "bad_bbox");
    let mut reader = Reader::open(&book.client, "?topics=site,positions&bbox=0,0,1,1").await;
    assert_eq!(reader.named("positions").await.0["in_view"], json!(0));
    book.client.post("/sites", &site("ours")).await.expect(201);
    assert_eq!(reader.named("site").await.0["data"]["name"], "ours");
}

#[tokio::test]
async fn jobs_are_told_as_they_go_on() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let mut reader = Reader::open(&lender, "?topics=jobs").await;
    let call = lender.call(axum::http::Method::POST, "/imports/vehicles").header("prefer", "respond-async");
    let job = call.raw("text/csv", "vin,plate\nLSVAA4182E0000001,x\n").send().await.expect(202);
    loop {
        let (told, id) = reader.named("jobs").await;
        assert_eq!((&told["id"], id), (&job["id"], false));
        if told["state"] == "done" {
            break;
        }
    }
    let key = lender.post("/api-keys", &json!({"name": "k", "scopes": ["events:read"]})).await.expect(201);
    app.key(key["key"].as_str().expect("a key")).get("/events/stream?topics=jobs").await.problem(403, "forbidden");
}

#[tokio::test]
async fn a_viewport_follows_a_group() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    place(&app, 312_304_000, -9).await;
    let group = book.client.post("/groups", &json!({"name": "North"})).await.expect(201);
    let query = format!("?topics=positions&group={}", group["id"].as_str().expect("an id"));
    let mut reader = Reader::open(&book.client, &query).await;
    assert_eq!(reader.named("positions").await.0["points"]["vehicle_id"], json!([]));
    let own = json!({"groups": [group["id"]]});
    book.client.put(&format!("/vehicles/{}/groups", book.vehicle), &own).await.expect(200);
    assert_eq!(reader.named("positions").await.0["points"]["vehicle_id"], json!([book.vehicle]));
}

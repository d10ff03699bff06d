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

//! Mirrors `src/notify`: what is told to whom, by ways that really answer. No test waits for time: the wall clock of a
//! notifier is moved by hand, and its steps are taken one by one.

mod escalation;
mod gateway;
mod leases;
mod mail;
mod manage;
mod quiet;
pub mod receiver;
mod reports;
mod routing;
mod running;
mod smtp;
mod webhooks;

use crate::support::app::{Client, TestApp};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use lienwatch::config;
use lienwatch::notify::{Notifier, Parts};
use lienwatch::store::seal::Seal;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

/// A wall clock that stands at first, and is moved by hand.
#[derive(Clone)]
pub struct Wall {
    start: DateTime<Utc>,
    moved_ms: Arc<AtomicI64>,
}

impl Wall {
    /// At a time of day in Shanghai, where the tests' lenders are.
    fn at(text: &str) -> Wall {
        Wall { start: text.parse().expect("a time"), moved_ms: Arc::default() }
    }

    fn now(&self) -> DateTime<Utc> {
        self.start + TimeDelta::milliseconds(self.moved_ms.load(Ordering::SeqCst))
    }

    fn pass(&self, time: TimeDelta) {
        self.moved_ms.fetch_add(time.num_milliseconds(), Ordering::SeqCst);
    }
}

/// Loopback is allowed: the receivers of the tests live there.
fn config() -> config::Notify {
    config::Notify { allowed_networks: vec!["127.0.0.0/8".parse().expect("a network")], ..config::Notify::default() }
}

/// A notifier over the app's database, as another process would have one.
fn notifier(app: &TestApp, config: config::Notify, wall: &Wall) -> Notifier {
    let clock = wall.clone();
    Notifier::new(Parts {
        store: app.state.store.clone(),
        seal: Seal::parse(&"ab".repeat(32)).expect("a key ring"),
        config,
        smtp_password: None,
        public_url: Some("https://lienwatch.example".into()),
        wall: Arc::new(move || clock.now()),
        new_id: Uuid::now_v7,
        random: StdRng::seed_from_u64(7),
    })
    .expect("prepares")
}

/// A minute ahead of the API's wall: what the API makes due is due.
fn ahead() -> Wall {
    Wall { start: Utc::now().trunc_subsecs(0) + TimeDelta::minutes(1), moved_ms: Arc::default() }
}

/// Routes what has happened so far. Followers read below the cluster's oldest running transaction, which may be another
/// test's: so it waits until that is past the last event.
async fn route(app: &TestApp, notifier: &Notifier) -> usize {
    let behind = "select coalesce((select xid from event order by xid desc, seq desc limit 1)
                                  < pg_snapshot_xmin(pg_current_snapshot()), true)";
    let settled = async { while !sqlx::query_scalar::<_, bool>(behind).fetch_one(&app.owner).await.expect("asks") {} };
    tokio::time::timeout(receiver::PATIENCE, settled).await.expect("others end");
    notifier.route().await.expect("routes")
}

/// A webhook at an address; its id and secret.
async fn webhook(client: &Client<'_>, name: &str, url: &str) -> (String, String) {
    let body = json!({"name": name, "form": {"kind": "webhook", "url": url}});
    let made = client.post("/notification-endpoints", &body).await.expect(201);
    let text = |v: &Value| v.as_str().expect("text").to_owned();
    (text(&made["id"]), text(&made["secret"]))
}

fn to_webhook(endpoint: &str) -> Value {
    json!({"to": {"kind": "endpoint"}, "via": {"channel": "webhook", "endpoint": endpoint}})
}

/// A rule; its id.
async fn rule(client: &Client<'_>, name: &str, rule: Value) -> String {
    let made = client.post("/notification-rules", &json!({"name": name, "rule": rule})).await.expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

/// A new site: an event `site.created` of the lender.
async fn event(client: &Client<'_>, name: &str) -> String {
    let site = json!({"name": name, "kind": "yard", "lat": 1.0, "lon": 2.0, "radius_m": 50});
    let made = client.post("/sites", &site).await.expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

/// All deliveries that the client sees, newest first.
async fn deliveries(client: &Client<'_>, query: &str) -> Vec<Value> {
    let page = client.get(&format!("/notifications{query}")).await.expect(200);
    page["items"].as_array().expect("items").clone()
}

/// A delivery with its attempts.
async fn one(client: &Client<'_>, id: &Value) -> Value {
    client.get(&format!("/notifications/{}", id.as_str().expect("an id"))).await.expect(200)
}

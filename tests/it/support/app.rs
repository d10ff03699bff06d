//! The API over a database of its own, an engine that answers, and clients that speak to it without a socket.

use super::database;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::api::{AppState, issue_key, router};
use lienwatch::config::{self, Database, Http};
use lienwatch::engine::{Clock, Command, CommandError, Handle, Mode, Processed};
use lienwatch::files::Files;
use lienwatch::store::Store;
use lienwatch::store::seal::Seal;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::Value;
use sqlx::PgPool;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;
use tower::ServiceExt;

/// Where the engine clock of a test stands, unless it follows the wall.
pub fn engine_now() -> DateTime<Utc> {
    "2026-09-01T04:00:00Z".parse().expect("a time")
}

/// What is asked from the root, and not below `/api/v1`.
const AT_ROOT: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Files in a folder of their own.
pub fn files() -> (Files, TempDir) {
    let dir = tempfile::tempdir().expect("a folder");
    let config = config::Files { keep_free_bytes: 0, ..config::Files::default() };
    (Files::open(&config, dir.path()).expect("opens"), dir)
}

/// One running API.
pub struct TestApp {
    pub state: AppState,
    pub router: Router,
    /// A connection past all row-level security, for what tests must look at or set up.
    pub owner: PgPool,
    pub platform_key: String,
    /// Of its database, for programs that are run over it.
    pub url: String,
    wall_offset_s: Arc<AtomicI64>,
    /// Held for as long as it runs, where it has files of its own.
    _files: Option<TempDir>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.text))
    }

    /// The body, where the status is as expected.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        if self.text.is_empty() { Value::Null } else { self.json() }
    }

    /// The problem's code, where it is a problem document of that status.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json", "{}", self.text);
        let body = self.json();
        assert_eq!(body["code"], code, "{}", self.text);
        assert_eq!(body["status"], status);
        assert!(body["type"].as_str().is_some_and(|t| t.ends_with(code)));
        body
    }

    pub fn etag(&self) -> String {
        self.headers[header::ETAG].to_str().expect("text").to_owned()
    }
}

/// A request in the making.
pub struct Call<'a> {
    app: &'a TestApp,
    request: axum::http::request::Builder,
    body: Body,
}

impl<'a> Call<'a> {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// From this address, as the server would know it.
    pub fn from(mut self, address: [u8; 4]) -> Self {
        let peer = std::net::SocketAddr::from((address, 40_000));
        self.request = self.request.extension(axum::extract::ConnectInfo(peer));
        self
    }

    pub fn json(mut self, body: &Value) -> Self {
        self.request = self.request.header(header::CONTENT_TYPE, "application/json");
        self.body = Body::from(body.to_string());
        self
    }

    pub fn raw(mut self, media: &str, body: impl Into<Body>) -> Self {
        self.request = self.request.header(header::CONTENT_TYPE, media);
        self.body = body.into();
        self
    }

    /// The answer, its body not yet read.
    pub async fn open(self) -> axum::response::Response {
        let request = self.request.body(self.body).expect("a well-formed request");
        self.app.router.clone().oneshot(request).await.expect("the router is infallible")
    }

    pub async fn send(self) -> Answer {
        let response = self.open().await;
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 64 << 20).await.expect("a whole body");
        let text = String::from_utf8(bytes.to_vec()).expect("text");
        Answer { status: parts.status, headers: parts.headers, text }
    }
}

/// Somebody with a proof.
#[derive(Clone)]
pub struct Client<'a> {
    app: &'a TestApp,
    headers: Vec<(String, String)>,
}

impl<'a> Client<'a> {
    pub fn call(&self, method: Method, path: &str) -> Call<'a> {
        let call = self.app.call(method, path);
        self.headers.iter().fold(call, |call, (name, value)| call.header(name, value))
    }

    /// The same proofs, shown to another process.
    pub fn on<'b>(&self, app: &'b TestApp) -> Client<'b> {
        Client { app, headers: self.headers.clone() }
    }

    pub fn with(&self, name: &str, value: &str) -> Client<'a> {
        let mut other = self.clone();
        other.headers.push((name.to_owned(), value.to_owned()));
        other
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path).send().await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path).send().await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::POST, path).json(body).send().await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::PATCH, path).json(body).send().await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::PUT, path).json(body).send().await
    }
}

impl TestApp {
    /// With a driven clock at [`engine_now`].
    pub async fn new() -> TestApp {
        TestApp::with(Clock::driven(engine_now()), Http { requests_per_second: 10_000, ..Http::default() }).await
    }

    pub async fn with(clock: Clock, http: Http) -> TestApp {
        let url = database::fresh().await;
        let (engine, mut commands) = Handle::new(clock.clone());
        tokio::spawn(async move {
            while let Some(command) = commands.recv().await {
                answer(command, clock.mode());
            }
        });
        TestApp::over(&url, engine, http).await
    }

    /// Over a database and an engine that are there.
    pub async fn over(url: &str, engine: Handle, http: Http) -> TestApp {
        let (files, dir) = files();
        TestApp { _files: Some(dir), ..TestApp::over_files(url, files, engine, http).await }
    }

    /// The same, with the files of a service.
    pub async fn over_files(url: &str, files: Files, engine: Handle, http: Http) -> TestApp {
        let store =
            Store::connect(&Database { api_connections: 8, ..Database::default() }, url).await.expect("connects");
        let seal = Seal::parse(&"ab".repeat(32)).expect("a key ring");
        let wall_offset_s = Arc::new(AtomicI64::new(0));
        let offset = Arc::clone(&wall_offset_s);
        let random = StdRng::from_os_rng();
        let state = AppState::new(store, files, engine, seal, http, random)
            .with_wall(move || Utc::now() + TimeDelta::seconds(offset.load(Ordering::SeqCst)));
        let platform_key = issue_key(&state, "tests", None, &["*".into()]).await.expect("a key");
        let owner = PgPool::connect(url).await.expect("connects");
        TestApp {
            router: router(state.clone()),
            state,
            owner,
            platform_key,
            url: url.to_owned(),
            wall_offset_s,
            _files: None,
        }
    }

    /// As it is after a restart: another process over the same database, files and clock.
    pub async fn again(&self) -> TestApp {
        let http = Http { requests_per_second: 10_000, ..Http::default() };
        TestApp::over_files(&self.url, self.state.files.clone(), self.state.engine.clone(), http).await
    }

    /// How many files of exports lie on the disk, halves too.
    pub fn exported(&self) -> usize {
        let dir = self._files.as_ref().expect("files of its own").path().join("exports");
        std::fs::read_dir(dir).expect("a folder").count()
    }

    /// Lets the wall clock pass.
    pub fn pass(&self, time: TimeDelta) {
        self.wall_offset_s.fetch_add(time.num_seconds(), Ordering::SeqCst);
    }

    pub fn call(&self, method: Method, path: &str) -> Call<'_> {
        // `/web:` before a path means it as it is, from the root: the dashboard's.
        let path = if let Some(page) = path.strip_prefix("/web:") {
            page.to_owned()
        } else if path.starts_with("/api/") || AT_ROOT.contains(&path) {
            path.to_owned()
        } else {
            format!("/api/v1{path}")
        };
        Call { app: self, request: Request::builder().method(method).uri(path), body: Body::empty() }
    }

    /// Nobody.
    pub fn nobody(&self) -> Client<'_> {
        Client { app: self, headers: Vec::new() }
    }

    pub fn key(&self, key: &str) -> Client<'_> {
        self.nobody().with("authorization", &format!("Bearer {key}"))
    }

    /// The operator's key.
    pub fn platform(&self) -> Client<'_> {
        self.key(&self.platform_key)
    }

    /// A lender of that name, and a key of it that may do everything.
    pub async fn lender(&self, name: &str) -> (Client<'_>, String) {
        let assets = serde_json::json!({ "lender": name });
        let id = self.platform().post("/imports/assets", &assets).await.expect(200)["lender_id"].clone();
        // What the law of personal data wants on file is part of each of its contracts.
        let privacy = r#"{"compliance": {"privacy": ["separate_consent", "necessity_notice", "impact_assessment",
            "processor_contract"]}}"#;
        let no: i32 =
            sqlx::query_scalar("update lender set policy = policy || $2::jsonb where name = $1 returning lender_no")
                .bind(name)
                .bind(privacy)
                .fetch_one(&self.owner)
                .await
                .expect("the lender");
        let lender = lienwatch_domain::ids::LenderNo(no);
        let key = issue_key(&self.state, name, Some(lender), &["*".into()]).await.expect("a key");
        (self.key(&key), id.as_str().expect("an id").to_owned())
    }
}

/// What a lender of a test has: one vehicle with two trackers, a loan, a site, an open alert.
pub struct Book<'a> {
    pub client: Client<'a>,
    pub lender_id: String,
    pub lender_no: i32,
    pub vehicle: String,
    pub site: String,
    pub loan: String,
    pub alert: String,
}

impl TestApp {
    /// A lender with a small book. The first instalment fell due on 1 July, 62 days before [`engine_now`].
    pub async fn book(&self, name: &str) -> Book<'_> {
        let (client, lender_id) = self.lender(name).await;
        let tail = name.len() * 7 + usize::from(name.as_bytes()[0]);
        let assets = serde_json::json!({
            "installed_at": "2026-06-01T00:00:00Z",
            "sites": [{"external_id": "s1", "name": format!("{name} lot"), "kind": "second_pledge", "lat": 31.2, "lon": 121.4, "radius_m": 150}],
            "vehicles": [{"external_id": "v1", "vin": format!("LSVAA4182E{tail:07}"), "plate": format!("沪A{tail:05}"),
                "trackers": [{"imei": format!("86{tail:012}1"), "protocol": "gt06", "role": "wired"},
                             {"imei": format!("86{tail:012}2"), "protocol": "gt06", "role": "wireless"}]}]});
        let made = client.post("/imports/assets", &assets).await.expect(200);
        let text = |v: &Value| v.as_str().expect("an id").to_owned();
        let vehicle = text(&made["vehicles"][0]["id"]);
        let loan = serde_json::json!({"contract_number": format!("{name}-C1"), "vehicle_id": vehicle, "product": "loan",
            "funded_on": "2026-06-01", "plan": {"plan": "irregular", "instalments": [
                {"due": "2026-07-01", "principal_minor": 100_000, "interest_minor": 1_000},
                {"due": "2026-08-01", "principal_minor": 100_000, "interest_minor": 900},
                {"due": "2026-10-01", "principal_minor": 100_000, "interest_minor": 800}]}});
        let loan = text(&client.post("/loans", &loan).await.expect(201)["id"]);
        let lender_no: i32 = self.one("select lender_no from lender where name = $1", name).await;
        let alert = uuid::Uuid::now_v7();
        sqlx::query(
            "insert into alert (id, lender_no, vehicle_no, type, episode_key, severity, state, score, lat_e7, lon_e7, event_at,
                                raised_at, updated_at, late, evidence)
             select $1, lender_no, vehicle_no, 'removal', 1, 'critical', 'open', 0.97, 312000000, 1214000000, $2, $2, $2,
                    false, '[{\"feature\": \"power_cut_alarm\", \"value\": true, \"weight\": 4.0}]'
             from vehicle where lender_no = $3",
        )
        .bind(alert)
        .bind(engine_now() - TimeDelta::hours(1))
        .bind(lender_no)
        .execute(&self.owner)
        .await
        .expect("an alert");
        let site = text(&made["sites"][0]["id"]);
        Book { client, lender_id, lender_no, vehicle, site, loan, alert: alert.to_string() }
    }

    /// A photo of the book's vehicle, in the files and in the store.
    pub async fn photo(&self, book: &Book<'_>) -> String {
        let (bytes, id) = (b"\xff\xd8a photo".as_slice(), uuid::Uuid::now_v7());
        let name = lienwatch::files::Name::of(&book.lender_no.to_string(), bytes);
        self.state.files.put(&name, bytes.into()).await.expect("stored");
        sqlx::query(
            "insert into evidence_file (id, lender_no, tracker_no, vehicle_no, device_time, received_at, kind, format, event,
                                        channel, device_number, size_bytes, sha256, storage_name)
             select $1, lender_no, tracker_no, vehicle_no, $2, $2, 'image', 'jpeg', 0, 1, 1, $3, $4, $5
             from installation where lender_no = $6 limit 1",
        )
        .bind(id)
        .bind(engine_now())
        .bind(bytes.len() as i64)
        .bind(&name.sha256()[..])
        .bind(name.as_str())
        .bind(book.lender_no)
        .execute(&self.owner)
        .await
        .expect("a photo");
        id.to_string()
    }

    /// One value of one row.
    pub async fn one<T>(&self, sql: &'static str, with: &str) -> T
    where
        T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + 'static,
    {
        sqlx::query_scalar(sql).bind(with).fetch_one(&self.owner).await.expect("one row")
    }

    /// A person of that role at a lender, signed in. Their write token is sent along.
    pub async fn person<'a>(&'a self, lender: &Client<'a>, name: &str, role: &str) -> Client<'a> {
        let email = format!("{name}@example.com");
        let password = "correct horse battery";
        let user = serde_json::json!({"email": email, "display_name": name, "role": role, "password": password});
        lender.post("/users", &user).await.expect(201);
        self.sign_in(&email, password).await
    }

    /// Somebody who signs in.
    pub async fn sign_in(&self, email: &str, password: &str) -> Client<'_> {
        let answer = self.nobody().post("/session", &serde_json::json!({"email": email, "password": password})).await;
        let cookie = answer.headers["set-cookie"].to_str().expect("text").to_owned();
        let session = answer.expect(200);
        let (pair, _) = cookie.split_once(';').expect("attributes");
        let csrf = session["csrf_token"].as_str().expect("a token");
        self.nobody().with("cookie", pair).with("x-csrf-token", csrf)
    }
}

fn answer(command: Command, mode: Mode) {
    match command {
        Command::ReloadAssets { done } => drop(done.send(Ok(()))),
        Command::Drain { done } => drop(done.send(Ok(Processed::default()))),
        Command::MoveClock { done, .. } => drop(done.send(match mode {
            Mode::Wall => Err(CommandError::NotDriven),
            Mode::Driven => Ok(Processed::default()),
        })),
    }
}

//! Photos from a camera: on disk and in the store before the camera is told so, once, and for its lender's eyes.

use super::durability::until;
use super::service::{IMEI, Service, config, position, register, seconds_ago};
use crate::support::app::{Client, TestApp};
use crate::support::database;
use bytes::{Bytes, BytesMut};
use lienwatch::config::{Config, Http};
use lienwatch::engine::Clock;
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::jt808::{Heard, Jt808Encoder};
use lienwatch_protocols::{DeviceId, Media, MediaFormat, MediaKind, Message, Protocol};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::{Connection, PgConnection, PgPool};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A camera that speaks JT/T 808.
pub struct Camera {
    pub stream: TcpStream,
    pub encoder: Jt808Encoder,
    received: BytesMut,
}

impl Camera {
    pub async fn login(service: &Service) -> Camera {
        let device = DeviceId::new(IMEI).expect("an IMEI");
        let encoder = Jt808Encoder::new(&device).expect("a form");
        let stream = service.connect(Protocol::Jt808).await;
        let mut camera = Camera { stream, encoder, received: BytesMut::new() };
        let mut bytes = BytesMut::new();
        camera.encoder.login(&mut bytes);
        camera.send(&bytes).await;
        camera.hears(|heard| matches!(heard, Heard::Acknowledged { message: 0x0102, result: 0, .. })).await;
        camera
    }

    pub async fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.expect("sends");
    }

    /// What is sent for a photo.
    fn written(&mut self, photo: &Media, made: &Message) -> BytesMut {
        let mut bytes = BytesMut::new();
        self.encoder.media(photo, made, &mut bytes);
        bytes
    }

    pub async fn upload(&mut self, photo: &Media, made: &Message) {
        let bytes = self.written(photo, made);
        self.send(&bytes).await;
    }

    /// Reads until it hears that; answers what a terminal answers. False when the server closes the connection.
    pub async fn hears(&mut self, wanted: impl Fn(&Heard) -> bool) -> bool {
        loop {
            let mut answer = BytesMut::new();
            let heard = self.encoder.hear(&mut self.received, &mut answer);
            if heard.iter().any(&wanted) {
                self.send(&answer).await;
                return true;
            }
            self.send(&answer).await;
            // A reset is an end too.
            if self.stream.read_buf(&mut self.received).await.unwrap_or(0) == 0 {
                return false;
            }
        }
    }

    pub async fn is_told(&mut self, id: u32) -> bool {
        self.hears(|heard| *heard == Heard::MediaTaken { id }).await
    }
}

pub fn photo(id: u32, seed: u8) -> Media {
    let bytes: Vec<u8> =
        [0xff, 0xd8, seed].into_iter().chain((0..40_000u32).map(|i| (i * 7 + i / 251) as u8 ^ seed)).collect();
    let (kind, format) = (MediaKind::Image, MediaFormat::Jpeg);
    Media { id, kind, format, event: 0, channel: 1, bytes: Bytes::from(bytes) }
}

pub async fn service_with(change: impl FnOnce(&mut Config)) -> Service {
    let url = database::fresh().await;
    register(&PgPool::connect(&url).await.expect("connects"), IMEI, "jt808").await;
    let mut config = config();
    change(&mut config);
    Service::over(url, config, Clock::wall()).await
}

/// The names and hashes of the rows.
pub async fn rows(service: &Service) -> Vec<(String, Vec<u8>)> {
    sqlx::query_as("select storage_name, sha256 from evidence_file order by id")
        .fetch_all(&service.owner)
        .await
        .expect("reads")
}

/// Every file there is, whatever its name.
pub fn on_disk(service: &Service) -> Vec<Vec<u8>> {
    fn below(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path());
        entries.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
    }
    below(service.dir.path()).into_iter().map(|path| std::fs::read(path).expect("a file")).collect()
}

#[tokio::test]
async fn a_photo_in_parts_is_on_disk_and_in_the_store_before_the_camera_is_told_so() {
    let service = service_with(|_| {}).await;
    let mut camera = Camera::login(&service).await;
    let photo = photo(7, 1);
    // Hold the row's insert.
    let mut holder = PgConnection::connect(&service.url).await.expect("connects");
    let mut held = holder.begin().await.expect("begins");
    sqlx::query("lock table evidence_file in share mode").execute(&mut *held).await.expect("locks");
    let bytes = camera.written(&photo, &position(seconds_ago(30)));
    let last = camera.encoder.next_serial() - 1;
    camera.send(&bytes).await;
    let mut watcher = PgConnection::connect(&service.url).await.expect("connects");
    until(
        &mut watcher,
        "select exists (select from pg_stat_activity where datname = current_database()
                        and wait_event_type = 'Lock' and query like 'with made as%')",
    )
    .await;
    assert_eq!(on_disk(&service), [photo.bytes.to_vec()], "the bytes come first");
    // The parts before the last may have been acknowledged: that promises nothing but that they came.
    while camera.stream.try_read_buf(&mut camera.received).is_ok() {}
    let heard = camera.encoder.hear(&mut camera.received, &mut BytesMut::new());
    let promises = |heard: &Heard| match heard {
        Heard::Acknowledged { serial, .. } => *serial == last,
        _ => true,
    };
    assert!(!heard.iter().any(promises), "nothing may be promised before the commit: {heard:?}");
    assert_eq!(service.stored(IMEI).await, 0);

    held.rollback().await.expect("releases");
    assert!(camera.is_told(7).await);
    let sha256 = Sha256::digest(&photo.bytes).to_vec();
    let [(name, hash)] = &rows(&service).await[..] else { panic!("not one row") };
    assert_eq!(*hash, sha256);
    let kept = service.files.get(name, hash).await.expect("reads").expect("there");
    assert_eq!(kept, photo.bytes);
    let record: Value = sqlx::query_scalar("select attributes from observation where kind = 7")
        .fetch_one(&service.owner)
        .await
        .expect("the record");
    assert_eq!(record["file"], hex::encode(sha256), "the record names the file");
    assert!(record.get("data").is_none(), "and does not hold it");
}

#[tokio::test]
async fn a_photo_sent_again_after_a_lost_answer_is_one_file() {
    let service = service_with(|_| {}).await;
    let made = position(seconds_ago(60));
    for _ in 0..2 {
        let mut camera = Camera::login(&service).await;
        camera.upload(&photo(7, 1), &made).await;
        assert!(camera.is_told(7).await);
    }
    // After a restart, too, and beside another one.
    let dir = tempfile::tempdir().expect("a folder");
    let mut next = config();
    next.files.url = Some(format!("file://{}", dir.path().display()));
    let service = Service::over(service.stop().await, next, Clock::wall()).await;
    let mut camera = Camera::login(&service).await;
    for photo in [photo(7, 1), photo(8, 2)] {
        camera.upload(&photo, &made).await;
        assert!(camera.is_told(photo.id).await);
    }
    assert_eq!(rows(&service).await.len(), 2);
    assert_eq!(service.stored(IMEI).await, 2, "and one record each");
}

#[tokio::test]
async fn a_full_disk_keeps_nothing_and_tells_nothing_and_the_camera_sends_it_again() {
    let service = service_with(|c| c.files.keep_free_bytes = u64::MAX).await;
    let made = position(seconds_ago(60));
    let mut camera = Camera::login(&service).await;
    camera.upload(&photo(7, 1), &made).await;
    assert!(!camera.is_told(7).await, "the connection ends without an answer");
    assert_eq!((rows(&service).await.len(), service.stored(IMEI).await, on_disk(&service).len()), (0, 0, 0));
    // Positions are taken all the same.
    let mut camera = Camera::login(&service).await;
    let mut bytes = BytesMut::new();
    camera.encoder.reports(std::slice::from_ref(&made), &mut bytes);
    camera.send(&bytes).await;
    assert!(camera.hears(|heard| matches!(heard, Heard::Acknowledged { message: 0x0200, result: 0, .. })).await);
    let service = Service::over(service.stop().await, config(), Clock::wall()).await;
    let mut camera = Camera::login(&service).await;
    camera.upload(&photo(7, 1), &made).await;
    assert!(camera.is_told(7).await);
    assert_eq!((rows(&service).await.len(), on_disk(&service).len()), (1, 1));
}

#[tokio::test]
async fn a_stranger_s_photo_is_not_kept() {
    let url = database::fresh().await;
    let service = Service::over(url, config(), Clock::wall()).await;
    let mut camera = Camera::login(&service).await;
    camera.upload(&photo(7, 1), &position(seconds_ago(60))).await;
    let mut bytes = BytesMut::new();
    camera.encoder.heartbeat(&Message::default(), &mut bytes);
    // Its parts are answered, and nothing that would say that it is kept.
    camera.send(&bytes).await;
    service.handle.drain().await.expect("drains");
    assert_eq!((rows(&service).await.len(), on_disk(&service).len()), (0, 0));
}

#[tokio::test]
async fn a_photo_is_taken_when_somebody_asks_for_one_with_a_reason() {
    let service = service_with(|_| {}).await;
    let mut camera = Camera::login(&service).await;
    let app = TestApp::over_files(&service.url, service.files.clone(), service.handle.clone(), Http::default()).await;
    let client = app.platform();
    let tracker = client.get("/trackers").await.expect(200)["items"][0]["id"].as_str().expect("an id").to_owned();
    let path = format!("/trackers/{tracker}/commands");
    client.post(&path, &json!({"kind": "take_photo"})).await.problem(409, "refused_reason_required");
    let asked = json!({"kind": "take_photo", "channel": 2, "size": "1024x768", "reason": "who drives it?"});
    let command = client.post(&path, &asked).await.expect(201)["id"].as_str().expect("an id").to_owned();
    // The terminal answers the order, takes the photo, says so and sends it.
    let order = std::cell::Cell::new(0);
    let heard = camera.hears(|heard| match heard {
        Heard::Command { serial, message: 0x8801, body } => {
            order.set(*serial);
            body[..] == [2, 0, 1, 0, 0, 0, 4, 5, 128, 64, 64, 128]
        }
        _ => false,
    });
    assert!(heard.await, "the second camera, one photo, sent at once, 1024 × 768");
    let mut bytes = BytesMut::new();
    camera.encoder.photos_taken(order.get(), &[9], &mut bytes);
    camera.encoder.media(&photo(9, 3), &position(seconds_ago(1)), &mut bytes);
    camera.send(&bytes).await;
    assert!(camera.is_told(9).await);
    let mut state = Value::Null;
    for _ in 0..10_000 {
        state = client.get(&format!("/commands/{command}")).await.expect(200)["state"].clone();
        if state == "acknowledged" {
            break;
        }
    }
    assert_eq!(state, "acknowledged");
    let said: Value = sqlx::query_scalar("select attributes from observation where attributes ? 'mediaIds'")
        .fetch_one(&service.owner)
        .await
        .expect("the answer is a record");
    assert_eq!(said["mediaIds"], "9");
    assert_eq!(rows(&service).await.len(), 1);
}

async fn listed(client: &Client<'_>, vehicle: &str, query: &str) -> Value {
    client.get(&format!("/vehicles/{vehicle}/files{query}")).await.expect(200)
}

#[tokio::test]
async fn a_lender_s_people_see_its_photos_with_a_reason_and_every_look_is_logged() {
    let service = service_with(|_| {}).await;
    let made = position(seconds_ago(60));
    let mut camera = Camera::login(&service).await;
    for photo in [photo(7, 1), photo(8, 2)] {
        camera.upload(&photo, &made).await;
        assert!(camera.is_told(photo.id).await);
    }
    let http = Http { requests_per_second: 10_000, ..Http::default() };
    let app = TestApp::over_files(&service.url, service.files.clone(), service.handle.clone(), http).await;
    let platform = app.platform();
    let vehicle = platform.get("/vehicles").await.expect(200)["items"][0]["id"].as_str().expect("an id").to_owned();
    let (owner, _) = app.lender(IMEI).await;
    let (other, _) = app.lender("Other").await;

    // Newest first, in pages; a place without a purpose is coarse.
    let page = listed(&owner, &vehicle, "?limit=1").await;
    assert_eq!((&page["precision"], &page["items"][0]["device_number"]), (&json!("coarse"), &json!(8)));
    assert_ne!(page["items"][0]["lat"], json!(31.23));
    let next = page["next_cursor"].as_str().expect("another page");
    let page = listed(&owner, &vehicle, &format!("?limit=1&cursor={next}&reason=because")).await;
    let first = &page["items"][0];
    assert_eq!((&first["device_number"], &first["lat"], &first["lon"]), (&json!(7), &json!(31.23), &json!(121.47)));
    assert_eq!(
        (&first["kind"], &first["format"], &first["size_bytes"]),
        (&json!("image"), &json!("jpeg"), &json!(40_003))
    );
    assert_eq!((&page["precision"], &page["next_cursor"]), (&json!("precise"), &Value::Null));
    let id = first["id"].as_str().expect("an id");
    assert_eq!(owner.get(&format!("/files/{id}?reason=because")).await.expect(200), *first);

    let path = format!("/files/{id}/content");
    owner.get(&path).await.problem(422, "reason_required");
    for path in [&path, &format!("/files/{id}"), &format!("/vehicles/{vehicle}/files")] {
        other.get(&format!("{path}?reason=because")).await.problem(404, "not_found");
    }
    let response = owner.call(axum::http::Method::GET, &format!("{path}?reason=because")).open().await;
    assert_eq!(response.status(), 200);
    let header = |name: &str| response.headers()[name].to_str().expect("text").to_owned();
    let sha256 = hex::encode(Sha256::digest(&photo(7, 1).bytes));
    assert_eq!(header("content-type"), "image/jpeg");
    assert_eq!(header("etag"), format!("\"{sha256}\""));
    assert_eq!(header("content-disposition"), format!("attachment; filename=\"{id}.jpg\""));
    assert_eq!(header("x-content-type-options"), "nosniff");
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("a body");
    assert_eq!(body, photo(7, 1).bytes);

    // An auditor reads evidence, but sees nobody's place.
    let auditor = app.person(&owner, "auditor", "auditor").await;
    let page = listed(&auditor, &vehicle, "?reason=because").await;
    assert_eq!((&page["precision"], &page["items"][0]["lat"]), (&Value::Null, &Value::Null));
    app.person(&owner, "yard", "yard_clerk").await.get(&path).await.problem(403, "forbidden");

    let log = owner.get(&format!("/vehicles/{vehicle}/timeline?limit=100")).await.expect(200);
    let actions: Vec<&str> =
        log["items"].as_array().expect("a list").iter().filter_map(|e| e["action"].as_str()).collect();
    let count = |wanted: &str| actions.iter().filter(|a| **a == wanted).count();
    assert_eq!(
        (count("file_received"), count("location_disclosed"), count("file_disclosed")),
        (2, 3, 2),
        "{actions:?}"
    );

    // What is no longer what was sent, or is not there, is not served.
    let (name, _) = rows(&service).await.remove(0);
    let at = service.dir.path().join("files").join(name);
    std::fs::write(&at, b"another picture").expect("written");
    owner.get(&format!("{path}?reason=because")).await.problem(500, "internal");
    std::fs::remove_file(&at).expect("removed");
    owner.get(&format!("{path}?reason=because")).await.problem(404, "not_found");
}

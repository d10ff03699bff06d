//! Limits and deadlines of the tracker listeners.

use super::service::{IMEI, Service, Tracker, config, position, register, seconds_ago};
use crate::support::app::TestApp;
use crate::support::database;
use lienwatch::config::Http;
use lienwatch::engine::Clock;
use lienwatch_protocols::Protocol;
use serde_json::json;
use sqlx::PgPool;
use std::io::ErrorKind;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

async fn with(change: impl FnOnce(&mut lienwatch::config::Config)) -> Service {
    let url = database::fresh().await;
    register(&PgPool::connect(&url).await.expect("connects"), IMEI, "gt06").await;
    let mut config = config();
    change(&mut config);
    Service::over(url, config, Clock::wall()).await
}

/// Reads to the end: the server closed the connection.
async fn ends(stream: &mut tokio::net::TcpStream) {
    let mut rest = Vec::new();
    // A reset is an end too: the server closed with bytes of ours unread.
    if let Err(error) = stream.read_to_end(&mut rest).await {
        assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    }
}

#[tokio::test]
async fn who_does_not_log_in_is_closed() {
    let service = with(|c| c.edge.first_frame_s = 1).await;
    ends(&mut service.connect(Protocol::Gt06).await).await;
}

#[tokio::test]
async fn garbage_exhausts_the_error_budget() {
    let service = with(|c| c.edge.error_budget = 3).await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    for _ in 0..10 {
        let mut frame = tracker.encode(position(seconds_ago(1)));
        let at = frame.len() - 3;
        frame[at] ^= 0xff; // the checksum
        if tracker.stream.write_all(&frame).await.is_err() {
            break;
        }
    }
    ends(&mut tracker.stream).await;
    assert_eq!(service.stored(IMEI).await, 0);
}

#[tokio::test]
async fn oversized_frames_cost_their_connection_and_nobody_else() {
    let service = with(|c| {
        c.edge.max_frame_bytes = 128;
        c.edge.error_budget = 0;
    })
    .await;
    let mut other = Tracker::login(&service, IMEI).await;
    let mut stream = service.connect(Protocol::Gt06).await;
    // The long form of GT06 states 4096 bytes.
    stream.write_all(&[0x79, 0x79, 0x10, 0x00, 0x94]).await.expect("sends");
    let _ = stream.write_all(&[0; 4096]).await;
    ends(&mut stream).await;
    other.send(position(seconds_ago(1))).await;
    other.reply().await;
}

#[tokio::test]
async fn the_connection_cap_refuses_the_next_and_lets_it_in_when_one_leaves() {
    let service = with(|c| c.edge.max_connections_per_ip = 1).await;
    let first = Tracker::login(&service, IMEI).await;
    ends(&mut service.connect(Protocol::Gt06).await).await;
    drop(first);
    // The place is free once the server has noticed; until then it refuses.
    loop {
        let mut stream = service.connect(Protocol::Gt06).await;
        let mut login = bytes::BytesMut::new();
        lienwatch_protocols::encode::Encoder::login(
            &mut lienwatch_protocols::gt06::Gt06Encoder::new(IMEI).expect("an IMEI"),
            &mut login,
        );
        let mut reply = [0; 10];
        if stream.write_all(&login).await.is_ok() && stream.read_exact(&mut reply).await.is_ok() {
            break;
        }
    }
}

#[tokio::test]
async fn the_newest_connection_of_a_device_wins() {
    let service = with(|_| {}).await;
    let mut older = Tracker::login(&service, IMEI).await;
    let mut newer = Tracker::login(&service, IMEI).await;
    assert!(older.closed().await);
    newer.send(position(seconds_ago(1))).await;
    newer.reply().await;
    let disconnects: i64 = sqlx::query_scalar("select count(*) from observation where kind = 6")
        .fetch_one(&service.owner)
        .await
        .expect("counts");
    assert_eq!(disconnects, 0, "the device never left");
}

#[tokio::test]
async fn a_stranger_is_listed_and_its_records_stay_with_it_until_it_is_adopted() {
    let service = with(|_| {}).await;
    let stranger = "860000000099999";
    let mut tracker = Tracker::login(&service, stranger).await;
    tracker.send(position(seconds_ago(9))).await;
    service.handle.drain().await.expect("drains");
    let mut byte = [0];
    let early = tracker.stream.try_read(&mut byte).expect_err("not stored, so not acknowledged");
    assert_eq!(early.kind(), ErrorKind::WouldBlock);
    // Another write of the list: what it had noted before stays.
    tracker.send(position(seconds_ago(8))).await;
    service.handle.drain().await.expect("drains");
    let (messages, first, packets): (i64, String, serde_json::Value) = sqlx::query_as(
        "select messages, first_packet, last_packets from quarantine where device_id = $1 and protocol = 'gt06'",
    )
    .bind(stranger)
    .fetch_one(&service.owner)
    .await
    .expect("listed");
    assert_eq!(messages, 3);
    assert_eq!(first.get(6..24), Some("010860000000099999"), "the login: {first}");
    let packets: Vec<&str> = packets.as_array().expect("a list").iter().filter_map(|p| p.as_str()).collect();
    assert_eq!(packets.len(), 3, "{packets:?}");
    assert_eq!(packets[0], first, "oldest first");
    assert!(packets[1..].iter().all(|p| p.starts_with("7878") && p.ends_with("0d0a")), "whole frames: {packets:?}");
    assert_eq!(service.stored(stranger).await, 0);

    register(&service.owner, stranger, "gt06").await;
    service.handle.reload_assets().await.expect("reloads");
    tracker.send(position(seconds_ago(9))).await;
    tracker.reply().await;
    assert_eq!(service.stored(stranger).await, 1);
}

#[tokio::test]
async fn a_stranger_is_adopted_over_the_api_and_goes_on_on_the_same_connection() {
    let service = with(|_| {}).await;
    let app = TestApp::over(&service.url, service.handle.clone(), Http::default()).await;
    let book = app.book("Adopter").await;
    let stranger = "860000000077777";
    let mut tracker = Tracker::login(&service, stranger).await;
    tracker.send(position(seconds_ago(9))).await;
    service.handle.drain().await.expect("drains");
    let listed = app.platform().get("/trackers/quarantine").await.expect(200);
    assert_eq!((&listed["items"][0]["device_id"], &listed["items"][0]["looks_like"]), (&json!(stranger), &json!(null)));

    let path = format!("/trackers/quarantine/gt06/{stranger}/adopt");
    let body = json!({"lender_id": book.lender_id, "role": "wired", "model": "GT06N", "vehicle_id": book.vehicle,
                      "installed_at": "2026-08-01T00:00:00Z"});
    book.client.post(&path, &body).await.problem(403, "forbidden");
    let platform = app.platform().with("idempotency-key", "adopt-1");
    let adopted = platform.post(&path, &body).await.expect(201);
    assert_eq!(
        (&adopted["device_id"], &adopted["model"], &adopted["vehicle_id"], &adopted["stock"]),
        (&json!(stranger), &json!("GT06N"), &json!(book.vehicle), &json!("installed"))
    );
    assert_eq!(platform.post(&path, &body).await.expect(201)["id"], adopted["id"], "once, however often it is asked");
    app.platform().post(&path, &body).await.problem(404, "not_found");

    tracker.send(position(seconds_ago(7))).await;
    tracker.reply().await;
    assert_eq!(service.stored(stranger).await, 1, "on the connection that it had open");
    service.handle.drain().await.expect("drains");
    assert_eq!(app.platform().get("/trackers/quarantine").await.expect(200)["items"], json!([]));
    let actions: Vec<String> = sqlx::query_scalar(
        "select action from event where lender_no = $1 and action in ('adopted', 'installed') order by action",
    )
    .bind(book.lender_no)
    .fetch_all(&service.owner)
    .await
    .expect("the log");
    assert_eq!(actions, ["adopted", "installed"]);
}

#[tokio::test]
async fn who_never_says_a_name_is_listed_by_its_address_with_what_it_looks_like() {
    let service = with(|c| c.edge.first_frame_s = 1).await;
    // A JT/T 808 terminal's heartbeat, sent to the port of GT06; and something that nobody knows.
    let mut lost = service.connect(Protocol::Gt06).await;
    lost.write_all(&hex::decode("7e0002000001234567890100018b7e").expect("hex")).await.expect("sends");
    ends(&mut lost).await;
    let mut other = service.connect(Protocol::Jt808).await;
    other.write_all(b"hello, is anybody there?").await.expect("sends");
    ends(&mut other).await;
    let silent = service.connect(Protocol::Teltonika).await;
    drop(silent);
    let app = TestApp::over(&service.url, service.handle.clone(), Http::default()).await;
    // The end of a connection is noted after its last byte.
    let listed = loop {
        service.handle.drain().await.expect("drains");
        let listed = app.platform().get("/trackers/quarantine").await.expect(200);
        if listed["items"].as_array().is_some_and(|items| items.len() >= 2) {
            break listed;
        }
    };
    let items = listed["items"].as_array().expect("a list");
    assert_eq!(items.len(), 2, "who said nothing is not worth a line: {items:?}");
    let [gt06, jt808] = ["gt06", "jt808"].map(|p| items.iter().find(|i| i["protocol"] == p).expect("listed"));
    assert_eq!((&gt06["device_id"], &gt06["key"]), (&json!(null), &json!("@127.0.0.1")));
    assert_eq!(gt06["looks_like"], json!(["jt808"]));
    assert_eq!(jt808["looks_like"], json!([]), "like nothing we know");
    assert!(jt808["first_packet"].as_str().is_some_and(|p| p.starts_with(&hex::encode("hello"))));
    let adopt = "/trackers/quarantine/gt06/@127.0.0.1/adopt";
    app.platform().post(adopt, &json!({"role": "wired"})).await.problem(409, "device_has_no_name");
    app.platform().delete("/trackers/quarantine/gt06/@127.0.0.1").await.expect(204);
}

#[tokio::test]
async fn one_byte_now_and_then_does_not_keep_a_connection_open() {
    let service = with(|c| c.edge.first_frame_s = 2).await;
    let mut stream = service.connect(Protocol::Gt06).await;
    // A login, byte by byte, each well within the deadline; it would take six seconds.
    let mut told = 0;
    for byte in hex::decode("78780d01086000000001234500").expect("hex") {
        let paced = tokio::time::timeout(std::time::Duration::from_millis(500), stream.readable()).await;
        if paced.is_ok() || stream.write_all(&[byte]).await.is_err() {
            break;
        }
        told += 1;
    }
    assert!(told < 12, "it was let go on");
    ends(&mut stream).await;
}

#[tokio::test]
async fn strangers_are_turned_away_where_the_policy_says_so() {
    let service = with(|c| c.edge.unknown_devices = lienwatch::config::UnknownDevices::Reject).await;
    let mut stream = service.connect(Protocol::Gt06).await;
    let mut login = bytes::BytesMut::new();
    lienwatch_protocols::encode::Encoder::login(
        &mut lienwatch_protocols::gt06::Gt06Encoder::new("860000000099998").expect("an IMEI"),
        &mut login,
    );
    stream.write_all(&login).await.expect("sends");
    ends(&mut stream).await;
}

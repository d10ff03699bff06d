//! Limits and deadlines of the tracker listeners.

use super::service::{IMEI, Service, Tracker, config, position, register, seconds_ago};
use crate::support::database;
use lienwatch::engine::Clock;
use lienwatch_protocols::Protocol;
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
    let (messages, packets): (i64, serde_json::Value) =
        sqlx::query_as("select messages, last_packets from quarantine where device_id = $1 and protocol = 'gt06'")
            .bind(stranger)
            .fetch_one(&service.owner)
            .await
            .expect("listed");
    assert!(messages >= 2);
    // The list keeps the latest packets; which ones depends on when the writer last noted them.
    assert!(packets.to_string().contains("7878"), "its packets in hex: {packets}");
    assert_eq!(service.stored(stranger).await, 0);

    register(&service.owner, stranger, "gt06").await;
    service.handle.reload_assets().await.expect("reloads");
    tracker.send(position(seconds_ago(9))).await;
    tracker.reply().await;
    assert_eq!(service.stored(stranger).await, 1);
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

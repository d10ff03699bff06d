//! Trackers that speak in datagrams.

use super::service::{IMEI, Service, config, position, register, seconds_ago};
use crate::support::database;
use bytes::BytesMut;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::config::Config;
use lienwatch::engine::Clock;
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::teltonika::{Codec, TeltonikaEncoder};
use lienwatch_protocols::{DeviceId, Message, Protocol};
use sqlx::{Connection, PgConnection, PgPool};
use std::io::ErrorKind;
use std::time::Duration;
use tokio::net::UdpSocket;

pub async fn with(protocol: &str, clock: Clock, change: impl FnOnce(&mut Config)) -> Service {
    let url = database::fresh().await;
    register(&PgPool::connect(&url).await.expect("connects"), IMEI, protocol).await;
    let mut config = config();
    change(&mut config);
    Box::pin(Service::over(url, config, clock)).await
}

pub async fn socket(service: &Service, protocol: Protocol) -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").await.expect("binds");
    socket.connect(service.udp[&protocol]).await.expect("connects");
    socket
}

/// A datagram of Codec 8 as the vendor's document builds it.
pub fn teltonika(imei: &str, number: u8, messages: &[Message]) -> Vec<u8> {
    let mut packet = BytesMut::new();
    TeltonikaEncoder::new(DeviceId::new(imei).expect("an IMEI"), Codec::Codec8).reports(messages, &mut packet);
    let field = &packet[8..packet.len() - 4];
    let imei_length = u8::try_from(imei.len()).expect("short");
    let head = [0xca, 0xfe, 0x01, number, 0x00, imei_length];
    let length = u16::try_from(head.len() + imei.len() + field.len()).expect("short").to_be_bytes();
    [&length[..], &head[..], imei.as_bytes(), field].concat()
}

/// A datagram, or what came instead of one in time.
pub async fn answer(socket: &UdpSocket) -> Vec<u8> {
    let mut buffer = [0; 2048];
    let received = tokio::time::timeout(Duration::from_secs(20), socket.recv(&mut buffer)).await;
    let length = received.expect("an answer").expect("receives");
    buffer[..length].to_vec()
}

pub fn silent(socket: &UdpSocket) {
    let early = socket.try_recv(&mut [0; 64]).expect_err("nothing may be answered");
    assert_eq!(early.kind(), ErrorKind::WouldBlock);
}

#[tokio::test]
async fn a_datagram_is_answered_after_its_commit_and_stored_once() {
    let service = with("teltonika", Clock::wall(), |_| {}).await;
    let mut holder = PgConnection::connect(&service.url).await.expect("connects");
    let mut held = holder.begin().await.expect("begins");
    sqlx::query("select * from ingest_writer for update").fetch_all(&mut *held).await.expect("locks");

    let device = socket(&service, Protocol::Teltonika).await;
    let records: Vec<_> = (0..3).map(|i| position(seconds_ago(30 - i))).collect();
    let datagram = teltonika(IMEI, 7, &records);
    device.send(&datagram).await.expect("sends");
    let mut watcher = PgConnection::connect(&service.url).await.expect("connects");
    super::durability::until(
        &mut watcher,
        "select exists (select from pg_stat_activity where datname = current_database()
                        and wait_event_type = 'Lock' and query like '%ingest_writer%')",
    )
    .await;
    silent(&device);
    assert_eq!(service.stored(IMEI).await, 0);

    held.rollback().await.expect("releases");
    assert_eq!(answer(&device).await, [0x00, 0x05, 0x00, 0x00, 0x01, 7, 3]);
    assert_eq!(service.stored(IMEI).await, 3);
    // Its answer may be lost on the way: the device sends again and is answered again.
    device.send(&datagram).await.expect("sends");
    assert_eq!(answer(&device).await, [0x00, 0x05, 0x00, 0x00, 0x01, 7, 3]);
    assert_eq!(service.stored(IMEI).await, 3);
    service.stop().await;
}

#[tokio::test]
async fn a_family_made_for_streams_is_understood_frame_by_frame() {
    let service = with("gt06", Clock::wall(), |_| {}).await;
    let device = socket(&service, Protocol::Gt06).await;
    let mut encoder = Gt06Encoder::new(IMEI).expect("an IMEI");
    let mut send = async |write: &mut dyn FnMut(&mut Gt06Encoder, &mut BytesMut)| {
        let mut bytes = BytesMut::new();
        write(&mut encoder, &mut bytes);
        device.send(&bytes).await.expect("sends");
    };
    send(&mut |e, out| e.login(out)).await;
    assert_eq!(answer(&device).await[3], 0x01, "the login");
    for i in 0..5 {
        send(&mut |e, out| e.reports(&[position(seconds_ago(60 - i))], out)).await;
        assert_eq!(answer(&device).await.len(), 10);
    }
    assert_eq!(service.stored(IMEI).await, 5);
}

#[tokio::test]
async fn moving_the_clock_takes_in_every_datagram_sent_before() {
    let start: DateTime<Utc> = "2026-09-01T04:00:00Z".parse().expect("a time");
    let service = with("teltonika", Clock::driven(start), |_| {}).await;
    let device = socket(&service, Protocol::Teltonika).await;
    let mut sent = 0;
    for round in 1..=5 {
        for i in 0..40 {
            let at = start + TimeDelta::seconds(round * 100 + i);
            device.send(&teltonika(IMEI, i as u8, &[position(at)])).await.expect("sends");
            sent += 1;
        }
        service.handle.move_clock(start + TimeDelta::seconds(round * 100 + 60)).await.expect("moves");
        assert_eq!(service.stored(IMEI).await, sent);
    }
}

#[tokio::test]
async fn garbage_silences_its_address_and_nobody_else() {
    let service = with("teltonika", Clock::wall(), |c| c.edge.error_budget = 3).await;
    let (hostile, device) = (socket(&service, Protocol::Teltonika).await, socket(&service, Protocol::Teltonika).await);
    for i in 0..20_u8 {
        hostile.send(&[i; 30]).await.expect("sends");
    }
    let good = teltonika(IMEI, 1, &[position(seconds_ago(9))]);
    hostile.send(&good).await.expect("sends");
    service.handle.drain().await.expect("drains");
    silent(&hostile);
    assert_eq!(service.stored(IMEI).await, 0, "its budget is spent");
    device.send(&good).await.expect("sends");
    assert_eq!(answer(&device).await[5..], [1, 1]);
    let (nameless, messages): (bool, i64) =
        sqlx::query_as("select nameless, messages from quarantine where protocol = 'teltonika'")
            .fetch_one(&service.owner)
            .await
            .expect("one line for all of it");
    assert!(nameless);
    assert_eq!(messages, 4, "what came while it was listened to");
}

#[tokio::test]
async fn an_address_that_passes_to_another_device_and_a_stranger_that_is_adopted() {
    let service = with("teltonika", Clock::wall(), |_| {}).await;
    let device = socket(&service, Protocol::Teltonika).await;
    device.send(&teltonika(IMEI, 1, &[position(seconds_ago(9))])).await.expect("sends");
    assert_eq!(answer(&device).await[5..], [1, 1]);
    // The carrier gives its address to another one, which nobody registered.
    let stranger = "860000000066666";
    let datagram = teltonika(stranger, 2, &[position(seconds_ago(8))]);
    device.send(&datagram).await.expect("sends");
    service.handle.drain().await.expect("drains");
    silent(&device);
    let (peer, first): (String, String) =
        sqlx::query_as("select peer, first_packet from quarantine where device_id = $1")
            .bind(stranger)
            .fetch_one(&service.owner)
            .await
            .expect("listed");
    assert_eq!((peer, first), (device.local_addr().expect("bound").to_string(), hex::encode(&datagram)));
    register(&service.owner, stranger, "teltonika").await;
    service.handle.reload_assets().await.expect("reloads");
    device.send(&datagram).await.expect("sends");
    assert_eq!(answer(&device).await[5..], [2, 1]);
    assert_eq!((service.stored(IMEI).await, service.stored(stranger).await), (1, 1));
}

#[tokio::test]
async fn a_capture_keeps_datagrams_too() {
    let service = with("teltonika", Clock::wall(), |_| {}).await;
    let (app, _, id) = super::capture::api(&service).await;
    app.platform()
        .post(&format!("/trackers/{id}/capture"), &serde_json::json!({"reason": "because"}))
        .await
        .expect(201);
    let device = socket(&service, Protocol::Teltonika).await;
    let datagram = teltonika(IMEI, 9, &[position(seconds_ago(9))]);
    device.send(&datagram).await.expect("sends");
    let reply = answer(&device).await;
    let capture = super::capture::kept(&app.platform(), &id, 2).await;
    let kept: Vec<_> = (0..2)
        .map(|i| {
            let frame = &capture["frames"][i];
            ["direction", "transport", "hex"].map(|key| frame[key].as_str().expect("text").to_owned())
        })
        .collect();
    let text = |direction: &str, bytes: &[u8]| [direction.to_owned(), "udp".to_owned(), hex::encode(bytes)];
    assert_eq!(kept, [text("in", &datagram), text("out", &reply)]);
}

//! Hostile peers by the hundred, and a device that must not notice.

use super::service::{IMEI, Service, Tracker, config, position, register, seconds_ago};
use crate::support::database;
use lienwatch::engine::Clock;
use lienwatch_protocols::Protocol;
use sqlx::PgPool;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::task::JoinSet;

async fn with(change: impl FnOnce(&mut lienwatch::config::Config)) -> Service {
    let url = database::fresh().await;
    register(&PgPool::connect(&url).await.expect("connects"), IMEI, "gt06").await;
    let mut config = config();
    change(&mut config);
    Service::over(url, config, Clock::wall()).await
}

/// Bytes without sense, other ones for each seed.
fn garbage(seed: u32, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..length).map(|_| next()).collect()
}

/// Sends garbage until the server has had enough. Returns how many bytes it took.
async fn pour(mut stream: TcpStream, seed: u32) -> usize {
    let mut sent = 0;
    while sent < 4 << 20 {
        match stream.write_all(&garbage(seed.wrapping_add(sent as u32), 1024)).await {
            Ok(()) => sent += 1024,
            Err(_) => break,
        }
    }
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
    sent
}

#[tokio::test]
async fn floods_of_garbage_cost_those_who_send_them() {
    let service = with(|c| c.edge.error_budget = 8).await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    let mut hostile = JoinSet::new();
    for seed in 0..200 {
        let protocol = [Protocol::Gt06, Protocol::Jt808, Protocol::Teltonika][seed as usize % 3];
        hostile.spawn(pour(service.connect(protocol).await, seed));
    }
    let datagrams = UdpSocket::bind("127.0.0.1:0").await.expect("binds");
    for seed in 0..500 {
        let _ = datagrams.send_to(&garbage(seed, 400), service.udp[&Protocol::Teltonika]).await;
    }
    for i in 0..20 {
        tracker.send(position(seconds_ago(60 - i))).await;
        tracker.reply().await;
    }
    while let Some(sent) = hostile.join_next().await {
        let sent = sent.expect("ends");
        assert!(sent < 4 << 20, "it was listened to for ever");
    }
    assert_eq!(service.stored(IMEI).await, 20);
    service.handle.drain().await.expect("drains");
    // Garbage may look like a login now and then; what never did is one line per port.
    let listed: Vec<(String, bool)> =
        sqlx::query_as("select protocol, nameless from quarantine where nameless order by protocol")
            .fetch_all(&service.owner)
            .await
            .expect("reads");
    let lines = ["gt06", "jt808", "teltonika"].map(|protocol| (protocol.to_owned(), true));
    assert_eq!(listed, lines, "one line per port, however many they were");
    service.stop().await;
}

#[tokio::test]
async fn a_storm_of_connections_is_held_to_the_cap_and_passes() {
    let service = with(|c| {
        c.edge.max_connections = 40;
        c.edge.first_frame_s = 2;
    })
    .await;
    // They take every place and say nothing; ten times as many find none.
    let mut storm = Vec::new();
    for _ in 0..400 {
        storm.push(service.connect(Protocol::Gt06).await);
    }
    let mut refused = JoinSet::new();
    for mut stream in storm {
        refused.spawn(async move {
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest).await;
            rest.len()
        });
    }
    // All of them are closed, by the cap or by the deadline of the first frame; then there is room again.
    while let Some(read) = refused.join_next().await {
        assert_eq!(read.expect("ends"), 0);
    }
    let mut tracker = Tracker::login(&service, IMEI).await;
    tracker.send(position(seconds_ago(1))).await;
    tracker.reply().await;
}

//! The fleet over real sockets, against sessions of this repository and a real broker.

use bytes::BytesMut;
use chrono::DateTime;
use lienwatch_protocols::{Kind, Options, Output, Protocol};
use lienwatch_simulator::feed::{Endpoints, FeedError, Fleet, Sent};
use lienwatch_simulator::run::{Config, Mix, default_start, generate};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Reports heard, by device.
type Heard = Arc<Mutex<HashMap<String, u64>>>;

async fn serve(mut socket: TcpStream, protocol: Protocol, heard: Heard) {
    let mut session = protocol.session(Options::default()).expect("stream protocols have sessions");
    let mut input = BytesMut::new();
    while let Ok(1..) = socket.read_buf(&mut input).await {
        let mut out = Vec::new();
        session.receive(&mut input, DateTime::UNIX_EPOCH, &mut out);
        for output in out {
            match output {
                Output::Message(m) if matches!(m.kind, Kind::Position | Kind::Event) => {
                    let device = session.identity().map(|i| i.device.to_string()).unwrap_or_default();
                    *heard.lock().expect("no panics").entry(device).or_default() += 1;
                }
                // A closed socket ends the reading too.
                Output::Reply { bytes, .. } => drop(socket.write_all(&bytes).await),
                Output::Refused(e) => panic!("{protocol}: {e}"),
                Output::Close(c) => panic!("{protocol}: {c}"),
                _ => {}
            }
        }
    }
}

async fn listener(protocol: Protocol, heard: Heard) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(serve(socket, protocol, heard.clone()));
        }
    });
    address
}

fn config(protocols: &[Protocol]) -> Config {
    let mix = Mix::of(&["commuter", "blind_zone", "cut_silent", "wireless_sleep", "wireless_tamper"]).expect("names");
    let config = Config::new(7, 25, 2, default_start(), &mix).expect("playable");
    Config { protocols: protocols.iter().map(|&p| (p, 1)).collect(), ..config }
}

#[tokio::test]
async fn every_report_reaches_a_server_of_its_protocol_and_is_acknowledged() {
    let heard = Heard::default();
    let mut endpoints = Endpoints::default();
    let protocols = [Protocol::Gt06, Protocol::Jt808, Protocol::Teltonika];
    for protocol in protocols {
        endpoints.tcp.insert(protocol, listener(protocol, heard.clone()).await);
    }
    let run = generate(&config(&protocols));
    let end = run.end;
    let mut fleet = Fleet::connect(&endpoints, run).await.expect("connects");
    let mut sent = Sent::default();
    let mut at = fleet.run().start;
    while at < end {
        at += 7_200;
        sent += fleet.advance_to(DateTime::from_timestamp(at, 0).expect("in range")).await.expect("sends");
    }
    fleet.settle(Duration::from_secs(10)).await.expect("all acknowledged");
    drop(fleet);
    assert!(sent.logins >= 25 && sent.reports > 2_000, "{sent:?}");
    // Sockets are closed; what is under way still arrives.
    let all = async {
        while heard.lock().expect("no panics").values().sum::<u64>() < sent.reports {
            tokio::task::yield_now().await;
        }
    };
    let arrived = tokio::time::timeout(Duration::from_secs(20), all).await;
    let total = heard.lock().expect("no panics").values().sum::<u64>();
    assert!(arrived.is_ok() && total == sent.reports, "{total} of {} reports", sent.reports);
    assert!(heard.lock().expect("no panics").len() >= 25);
}

#[tokio::test]
async fn a_missing_endpoint_is_named() {
    let run = generate(&config(&[Protocol::Jt808]));
    let refusal = Fleet::connect(&Endpoints::default(), run).await.expect_err("no endpoint");
    assert!(matches!(refusal, FeedError::NoEndpoint(Protocol::Jt808)), "{refusal}");
}

#[tokio::test]
async fn a_server_that_does_not_listen_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    drop(listener);
    let endpoints = Endpoints { tcp: [(Protocol::Gt06, address)].into(), mqtt: None };
    let mut fleet = Fleet::connect(&endpoints, generate(&config(&[Protocol::Gt06]))).await.expect("nothing sent yet");
    let end = DateTime::from_timestamp(fleet.run().end, 0).expect("in range");
    let refusal = fleet.advance_to(end).await.expect_err("nobody listens");
    assert!(matches!(refusal, FeedError::Socket { action: "connect", .. }), "{refusal}");
}

mod broker {
    use super::*;
    use lienwatch_protocols::{DeviceId, json};
    use rumqttc::{AsyncClient, Event, Incoming, MqttOptions, QoS};
    use std::process::{Child, Command, Stdio};

    struct Broker(Child, u16);

    impl Drop for Broker {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    /// Debian's Mosquitto on a free port; `None` where it is not installed.
    async fn start() -> Option<Broker> {
        let port = {
            let probe = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            probe.local_addr().expect("bound").port()
        };
        let child = Command::new("mosquitto")
            .args(["-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let broker = Broker(child.ok()?, port);
        let up = async {
            while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), up).await.expect("the broker comes up");
        Some(broker)
    }

    #[tokio::test]
    async fn json_reports_are_acknowledged_by_the_broker_and_decode() {
        let Some(broker) = start().await else {
            println!("skipped: no mosquitto here");
            return;
        };
        let (client, mut events) =
            AsyncClient::builder(MqttOptions::new("listener", ("127.0.0.1", broker.1))).capacity(10).build();
        client.subscribe("lienwatch/+/json", QoS::AtMostOnce).await.expect("queued");
        let (subscribed, subscription) = tokio::sync::oneshot::channel();
        let (heard, mut hearing) = tokio::sync::mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut subscribed = Some(subscribed);
            while let Ok(event) = events.poll().await {
                match event {
                    Event::Incoming(Incoming::SubAck(_)) => {
                        subscribed.take().map(|s| s.send(()));
                    }
                    Event::Incoming(Incoming::Publish(p)) => {
                        let topic = String::from_utf8_lossy(&p.topic).into_owned();
                        let device = DeviceId::new(topic.split('/').nth(1).unwrap_or_default()).expect("in the topic");
                        let messages = json::decode(Some(&device), &p.payload, 1 << 20).expect("our own JSON");
                        let _ = heard.send(messages.len() as u64);
                    }
                    _ => {}
                }
            }
        });
        subscription.await.expect("subscribed");
        let endpoints = Endpoints { tcp: HashMap::new(), mqtt: Some(("127.0.0.1".into(), broker.1)) };
        let mut config = config(&[Protocol::Json]);
        config.cast.truncate(6);
        let mut fleet = Fleet::connect(&endpoints, generate(&config)).await.expect("connects");
        let end = DateTime::from_timestamp(fleet.run().end, 0).expect("in range");
        let sent = fleet.advance_to(end).await.expect("acknowledged");
        assert!(sent.messages > 500, "{sent:?}");
        let mut total = 0;
        while total < sent.messages {
            let next = tokio::time::timeout(Duration::from_secs(10), hearing.recv()).await;
            total += next.expect("arrives in time").expect("the listener lives");
        }
        assert_eq!(total, sent.messages);
    }
}

//! A real Mosquitto: our JSON and raw frames, acknowledged after the commit.

use super::commands::Desk;
use super::service::{IMEI, Service, position, register, seconds_ago};
use crate::support::database;
use bytes::BytesMut;
use chrono::TimeDelta;
use lienwatch::demo::broker::Broker;
use lienwatch_domain::command::{CommandState, Stage};
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::message::{Kind, Message, Value};
use lienwatch_protocols::{Answer, Command, DeviceId, Ticket, json};
use rumqttc::{AsyncClient, Event, EventLoop, Incoming, MqttOptions, PublishOptions, QoS};
use sqlx::PgPool;

/// A device (or many) that publishes and waits for the broker's word.
struct Publisher {
    client: AsyncClient,
    events: EventLoop,
}

impl Publisher {
    async fn connect(port: u16) -> Publisher {
        let mut options = MqttOptions::new("publisher", ("127.0.0.1", port));
        options.set_max_packet_size(1 << 20, 1 << 20);
        let (client, events) = AsyncClient::builder(options).capacity(100).build();
        let mut publisher = Publisher { client, events };
        publisher.until(|event| matches!(event, Event::Incoming(Incoming::ConnAck(_)))).await;
        publisher
    }

    async fn until(&mut self, wanted: impl Fn(&Event) -> bool) {
        while !wanted(&self.events.poll().await.expect("the broker is there")) {}
    }

    async fn publish(&mut self, topic: &str, payload: Vec<u8>) {
        let options = PublishOptions::new(QoS::AtLeastOnce);
        self.client.publish(topic.to_owned(), payload, options).await.expect("queued");
        self.until(|event| matches!(event, Event::Incoming(Incoming::PubAck(_)))).await;
    }
}

struct Setting {
    broker: Broker,
    service: Service,
    publisher: Publisher,
    _dir: tempfile::TempDir,
}

async fn setting() -> Setting {
    let dir = tempfile::tempdir().expect("a directory");
    let broker = Broker::start(dir.path()).expect("mosquitto starts");
    let url = database::fresh().await;
    register(&PgPool::connect(&url).await.expect("connects"), IMEI, "json").await;
    let service = Box::pin(Service::with_mqtt(broker.port(), url)).await;
    let mut publisher = Publisher::connect(broker.port()).await;
    // Subscribed once a message comes through.
    let imei = DeviceId::new(IMEI).expect("an id");
    let mut n = 0;
    while service.stored(IMEI).await == 0 {
        n += 1;
        publisher
            .publish(&format!("lienwatch/{IMEI}/json"), json::encode(&imei, &[position(seconds_ago(5000 + n))]))
            .await;
        service.handle.drain().await.expect("drains");
    }
    sqlx::query("delete from observation").execute(&service.owner).await.expect("clears");
    Setting { broker, service, publisher, _dir: dir }
}

#[tokio::test]
async fn json_and_raw_frames_become_rows() {
    let mut s = setting().await;
    let imei = DeviceId::new(IMEI).expect("an id");
    let batch: Vec<_> = (0..30).map(|i| position(seconds_ago(1000 + i))).collect();
    s.publisher.publish(&format!("lienwatch/{IMEI}/json"), json::encode(&imei, &batch)).await;
    let mut raw = BytesMut::new();
    Gt06Encoder::new(IMEI).expect("an IMEI").reports(&[position(seconds_ago(10))], &mut raw);
    s.publisher.publish(&format!("lienwatch/{IMEI}/raw/gt06"), raw.to_vec()).await;
    s.service.handle.drain().await.expect("drains");
    assert_eq!(s.service.stored(IMEI).await, 31);
}

#[tokio::test]
async fn large_payloads_are_taken_in_and_too_large_ones_are_settled() {
    let mut s = setting().await;
    let imei = DeviceId::new(IMEI).expect("an id");
    let topic = format!("lienwatch/{IMEI}/json");
    let now = seconds_ago(0);
    let batch: Vec<_> = (0..60).map(|i| position(now - TimeDelta::seconds(1000 + i))).collect();
    let payload = json::encode(&imei, &batch);
    assert!(payload.len() > 10 * 1024, "{} bytes would pass the client's own limit too", payload.len());
    s.publisher.publish(&topic, payload).await;
    s.publisher.publish(&topic, vec![b' '; 300 * 1024]).await;
    s.publisher.publish(&topic, json::encode(&imei, &[position(seconds_ago(3))])).await;
    s.service.handle.drain().await.expect("drains");
    assert_eq!(s.service.stored(IMEI).await, 61);
}

#[tokio::test]
async fn a_marker_of_somebody_else_is_not_taken_for_ours() {
    let mut s = setting().await;
    let imei = DeviceId::new(IMEI).expect("an id");
    let marker = format!("lienwatch/~marker/lienwatch-{}", s.broker.port());
    let now = seconds_ago(0);
    for i in 0..20 {
        s.publisher.publish(&marker, Vec::new()).await;
        let payload = json::encode(&imei, &[position(now - TimeDelta::seconds(100 + i))]);
        s.publisher.publish(&format!("lienwatch/{IMEI}/json"), payload).await;
        s.service.handle.drain().await.expect("drains");
        assert_eq!(s.service.stored(IMEI).await, i + 1);
    }
}

#[tokio::test]
async fn a_payload_that_cannot_be_read_does_not_stop_the_next() {
    let mut s = setting().await;
    let imei = DeviceId::new(IMEI).expect("an id");
    s.publisher.publish(&format!("lienwatch/{IMEI}/json"), b"{\"lat\": 91}".to_vec()).await;
    s.publisher.publish(&format!("lienwatch/{IMEI}/raw/gt06"), b"garbage".to_vec()).await;
    s.publisher.publish(&format!("lienwatch/{IMEI}/json"), json::encode(&imei, &[position(seconds_ago(3))])).await;
    s.service.handle.drain().await.expect("drains");
    assert_eq!(s.service.stored(IMEI).await, 1);
}

#[tokio::test]
async fn what_is_published_while_the_server_is_away_waits_in_the_broker() {
    let s = setting().await;
    let Setting { broker, service, mut publisher, _dir } = s;
    let url = service.stop().await;
    let imei = DeviceId::new(IMEI).expect("an id");
    for i in 0..10 {
        let payload = json::encode(&imei, &[position(seconds_ago(100 + i))]);
        publisher.publish(&format!("lienwatch/{IMEI}/json"), payload).await;
    }
    let service = Box::pin(Service::with_mqtt(broker.port(), url)).await;
    while service.stored(IMEI).await < 10 {
        service.handle.drain().await.expect("drains");
    }
    assert_eq!(service.stored(IMEI).await, 10);
}

#[tokio::test]
async fn a_command_is_published_and_its_reply_known_by_the_ticket() {
    let s = setting().await;
    let Setting { broker: _broker, service, mut publisher, _dir } = s;
    let desk = Desk::around(service).await;
    publisher.client.subscribe(format!("lienwatch/{IMEI}/command"), QoS::AtLeastOnce).await.expect("queued");
    publisher.until(|event| matches!(event, Event::Incoming(Incoming::SubAck(_)))).await;
    let id = desk.ask(Command::ReportEvery { seconds: 60 }).await;
    let (ticket, command) = loop {
        if let Event::Incoming(Incoming::Publish(publish)) = publisher.events.poll().await.expect("the broker is there")
        {
            break json::decode_command(&publish.payload, 4096).expect("a command");
        }
    };
    assert_eq!(command, Command::ReportEvery { seconds: 60 });
    desk.until(id, CommandState::Sent).await;
    let reply = |ticket: u32| Message {
        kind: Kind::CommandReply,
        device_time: Some(seconds_ago(i64::from(ticket % 7))),
        answer: Some(Answer { ticket: Ticket(Some(ticket)), accepted: Some(true) }),
        attributes: vec![("result".into(), Value::Text("every minute".into()))],
        ..Message::default()
    };
    let (topic, imei) = (format!("lienwatch/{IMEI}/json"), DeviceId::new(IMEI).expect("an id"));
    publisher.publish(&topic, json::encode(&imei, &[reply(ticket.wrapping_add(1))])).await;
    publisher.publish(&topic, json::encode(&imei, &[reply(ticket)])).await;
    let done = desk.until(id, CommandState::Acknowledged).await;
    let Stage::Acknowledged { answer, .. } = done.stage else { panic!("acknowledged") };
    assert_eq!(answer.as_deref(), Some("every minute"));
}

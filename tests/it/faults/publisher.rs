//! A tracker that publishes by MQTT: it says again what the broker has not taken, and a little of what it has.

use chrono::{DateTime, Utc};
use lienwatch_protocols::{DeviceId, Kind, Message, json};
use rumqttc::{AsyncClient, Event, EventLoop, Incoming, MqttOptions, NetworkOptions, PublishOptions, QoS};
use sqlx::{Connection, PgConnection};
use std::collections::{BTreeSet, VecDeque};
use std::time::{Duration, Instant};

/// Messages of one payload.
const BATCH: usize = 16;
/// What was taken and is repeated after the broker was away.
const REPEATED: usize = 2;
/// By then everything that the broker took has arrived, if ever it does.
const PATIENCE: Duration = Duration::from_secs(120);
/// Where the program reads, in the name that it has by default.
const READER: (&str, [&str; 2]) = ("lienwatch", ["lienwatch/+/json", "lienwatch/+/raw/+"]);

/// One tracker.
pub struct Publisher {
    imei: String,
    id: DeviceId,
    client: AsyncClient,
    events: EventLoop,
    connected: bool,
    /// Still to be said.
    pub acts: VecDeque<Message>,
    /// What the broker has not taken yet.
    flying: Vec<Message>,
    /// The last that it took.
    remembered: VecDeque<Message>,
    /// Times of the records that the broker took, and that are not known to be stored.
    taken: BTreeSet<DateTime<Utc>>,
    /// Times of the records that the broker took and that were stored some time.
    arrived: BTreeSet<DateTime<Utc>>,
    /// Payloads that the broker took.
    pub payloads: usize,
}

impl Publisher {
    pub fn new(imei: &str, port: u16) -> Publisher {
        let mut options = MqttOptions::new(format!("tracker-{imei}"), ("127.0.0.1", port));
        options.set_clean_session(false).set_max_packet_size(1 << 20, 1 << 20);
        let (client, mut events) = AsyncClient::builder(options).capacity(10).build();
        let mut network = NetworkOptions::new();
        network.set_tcp_nodelay(true);
        events.set_network_options(network);
        Publisher {
            imei: imei.to_owned(),
            id: DeviceId::new(imei).expect("an IMEI"),
            client,
            events,
            connected: false,
            acts: VecDeque::new(),
            flying: Vec::new(),
            remembered: VecDeque::new(),
            taken: BTreeSet::new(),
            arrived: BTreeSet::new(),
            payloads: 0,
        }
    }

    /// Says everything until the broker has taken it; connects again as often as it must. Cancel-safe.
    pub async fn upload(&mut self) {
        let mut look = tokio::time::interval(Duration::from_millis(20));
        loop {
            if self.flying.is_empty() {
                if self.acts.is_empty() {
                    return;
                }
                let next = self.acts.len().min(BATCH);
                self.flying.extend(self.acts.drain(..next));
                let payload = json::encode(&self.id, &self.flying);
                let options = PublishOptions::new(QoS::AtLeastOnce);
                self.client.try_publish(format!("lienwatch/{}/json", self.imei), payload, options).expect("room");
            }
            match self.events.poll().await {
                Ok(Event::Incoming(Incoming::PubAck(_))) => self.landed(),
                Ok(Event::Incoming(Incoming::ConnAck(answer))) => {
                    if std::mem::replace(&mut self.connected, true) {
                        assert!(answer.session_present, "the broker remembers");
                        self.remembered.drain(..).rev().for_each(|m| self.acts.push_front(m));
                    }
                }
                Ok(_) => {}
                // The broker is starting.
                Err(_) => drop(look.tick().await),
            }
        }
    }

    fn landed(&mut self) {
        self.payloads += 1;
        for message in self.flying.drain(..).filter(|m| m.kind != Kind::Heartbeat) {
            let time = message.device_time.expect("a record has a time");
            if !self.arrived.contains(&time) {
                self.taken.insert(time);
            }
            self.remembered.push_back(message);
            if self.remembered.len() > REPEATED {
                self.remembered.pop_front();
            }
        }
    }

    /// Device and time of each record that has been stored.
    pub fn arrived(&self) -> impl Iterator<Item = (String, DateTime<Utc>)> {
        self.arrived.iter().map(|time| (self.imei.clone(), *time))
    }
}

/// Waits until everything that the broker took is stored. Cancel-safe.
pub async fn arrive(publishers: &mut [Publisher], url: &str) {
    let begun = Instant::now();
    let mut look = tokio::time::interval(Duration::from_millis(20));
    let mut database = None;
    loop {
        let awaited: (Vec<String>, Vec<DateTime<Utc>>) =
            publishers.iter().flat_map(|p| p.taken.iter().map(|time| (p.imei.clone(), *time))).unzip();
        if awaited.0.is_empty() {
            return;
        }
        let connection = match &mut database {
            Some(connection) => connection,
            none => none.insert(PgConnection::connect(url).await.expect("connects")),
        };
        let stored: Vec<(String, DateTime<Utc>)> = sqlx::query_as(
            "select device_id, device_time from unnest($1::text[], $2::timestamptz[]) as awaited (device_id, device_time)
             join tracker using (device_id)
             where exists (select from observation o
                           where o.tracker_no = tracker.tracker_no and o.device_time = awaited.device_time)
                or exists (select from observation_outlier o
                           where o.tracker_no = tracker.tracker_no and o.device_time = awaited.device_time)",
        )
        .bind(&awaited.0)
        .bind(&awaited.1)
        .fetch_all(connection)
        .await
        .expect("reads");
        let stored: BTreeSet<_> = stored.into_iter().collect();
        for publisher in &mut *publishers {
            let Publisher { imei, taken, arrived, .. } = publisher;
            let (there, missing) = taken.iter().partition(|time| stored.contains(&(imei.clone(), **time)));
            *taken = missing;
            arrived.extend::<BTreeSet<_>>(there);
        }
        let missing: Vec<_> = publishers.iter().flat_map(|p| p.taken.iter().map(|t| (&p.imei, t))).take(10).collect();
        assert!(begun.elapsed() < PATIENCE, "the broker took them, and they do not come: {missing:?}");
        look.tick().await;
    }
}

/// The program's own session, before its first start: from here on the broker keeps what it takes.
pub async fn subscribe(port: u16) {
    let mut options = MqttOptions::new(READER.0, ("127.0.0.1", port));
    options.set_clean_session(false);
    let (client, mut events) = AsyncClient::builder(options).capacity(10).build();
    for topic in READER.1 {
        client.try_subscribe(topic, QoS::AtLeastOnce).expect("room");
    }
    let (mut granted, mut look) = (0, tokio::time::interval(Duration::from_millis(20)));
    while granted < READER.1.len() {
        match events.poll().await {
            Ok(Event::Incoming(Incoming::SubAck(_))) => granted += 1,
            Ok(_) => {}
            // The broker is starting.
            Err(_) => drop(look.tick().await),
        }
    }
    client.try_disconnect().expect("room");
    while events.poll().await.is_ok() {}
}

//! The MQTT client: reads our topics from the operator's broker with QoS 1, and acknowledges after the commit.
//!
//! Topics: `{prefix}/{device}/json` carries our JSON, `{prefix}/{device}/raw/{protocol}` raw protocol frames,
//! `{prefix}/{device}/command` what we ask of a device that speaks our JSON. Under
//! back-pressure it goes on polling and withholds acknowledgements, so that the broker holds the rest. The session is
//! persistent: what arrives while we are away waits in the broker.

use super::broker::{Arrival, Broker};
use super::capture::Captures;
use super::commands::{Publication, Publications};
use super::evidence::Rows;
use super::post::{AnswerOf, Post};
use super::{Intake, Receipt};
use crate::config::{Mqtt, UnknownDevices};
use crate::engine::Mode;
use crate::engine::barrier::Barrier;
use crate::engine::ports::{Open, Port};
use crate::store::captures::{Direction, Transport as Via};
use bytes::BytesMut;
use chrono::Utc;
use lienwatch_domain::ids::TrackerNo;
use lienwatch_protocols::{DeviceId, Identity, Kind, Message, Options, Output, Protocol, json};
use rumqttc::{
    AsyncClient, Event, Incoming, Publish, PublishOptions, QoS, SubAck, SubscribeFilter, SubscribeReasonCode,
};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

/// How long the barrier of a driven clock waits for the broker: what it holds for us was sent before. One that stays
/// away is waited for once.
const PATIENCE: Duration = Duration::from_secs(10);
/// Largest payload, bytes.
const MAX_PAYLOAD: usize = 256 * 1024;

/// The client.
pub struct Subscriber {
    /// Where and how.
    pub config: Mqtt,
    /// The broker user's password.
    pub password: Option<String>,
    /// The way to the pipeline.
    pub intake: Intake,
    /// Raw frames that somebody asked for.
    pub captures: Captures,
    /// Where commands come from.
    pub post: Post,
    /// What it counts.
    pub port: Arc<Port>,
    /// Commands to publish.
    pub publications: Option<Publications>,
    /// What happens to devices that nobody registered.
    pub unknown_devices: UnknownDevices,
    /// How raw frames are decoded.
    pub options: Options,
    /// The barrier over all readers.
    pub barrier: Barrier,
    /// The server is stopping.
    pub shutdown: CancellationToken,
}

/// A delivery whose rows are on their way to the store.
struct Pending {
    publish: Publish,
    receipt: Option<Receipt>,
    /// Whose rows they are.
    from: Option<TrackerNo>,
}

/// What a topic says.
#[derive(Debug, PartialEq, Eq)]
enum Topic {
    Json(DeviceId),
    Raw(DeviceId, Protocol),
    /// Our own marker, sent to learn that everything before it has arrived.
    Marker,
}

impl Subscriber {
    /// Runs until shutdown.
    pub async fn run(mut self) {
        let mut publications = self.publications.take();
        let mut broker = Broker::open(&self.config, self.password.as_deref());
        // While there is a connection.
        let mut line: Option<AsyncClient> = None;
        let mut open: Option<Open> = None;
        let mut reader = self.barrier.join();
        let mut pending: VecDeque<Pending> = VecDeque::new();
        let mut subscribed = false;
        // The marker that the barrier waits for. They count up from the wall's time, so that one which an earlier
        // process left in the broker's session is never taken for ours.
        let mut awaited: Option<i64> = None;
        let mut marker = Utc::now().timestamp_micros();
        // Whether the broker is worth waiting for, and until when a barrier that was raised without it waits.
        let mut patient = self.intake.clock().mode() == Mode::Driven;
        let mut waits: Option<Instant> = None;
        loop {
            tokio::select! {
                biased;
                () = self.shutdown.cancelled() => break,
                durable = receipt(&mut pending), if !pending.is_empty() => {
                    if let Some(done) = pending.pop_front() {
                        settle(line.as_ref(), &done.publish, durable);
                        done.from.filter(|_| durable).into_iter().for_each(|tracker| self.post.heard(tracker));
                    }
                }
                command = publication(&mut publications), if line.is_some() => {
                    line.iter().for_each(|client| self.publish(client, &command));
                }
                () = reader.raised(), if awaited.is_none() && waits.is_none() => {
                    marker += 1;
                    if subscribed && line.as_ref().is_some_and(|client| self.send_marker(client, marker)) {
                        awaited = Some(marker);
                    } else if patient {
                        waits = Some(Instant::now() + PATIENCE);
                    } else {
                        // Without a connection nothing is on its way.
                        reader.reached();
                    }
                }
                () = sleep_until(waits.unwrap_or_else(Instant::now)), if waits.is_some() => {
                    tracing::warn!(host = %self.config.host, "the clock moves without what the MQTT broker may hold");
                    (waits, patient) = (None, false);
                    reader.reached();
                }
                Some(arrival) = broker.arrival() => match arrival {
                    Arrival::Connected(client) => {
                        tracing::info!(host = %self.config.host, port = self.config.port, "connected to the MQTT broker");
                        subscribed = false;
                        let filters = self.topics().map(|topic| SubscribeFilter::new(topic, QoS::AtLeastOnce));
                        if let Err(error) = client.try_subscribe_many(filters) {
                            tracing::error!(%error, "failed to subscribe");
                        }
                        line = Some(client);
                        open = Some(self.port.opened());
                    }
                    Arrival::Event(Event::Incoming(Incoming::SubAck(granted))) => {
                        subscribed = self.all_granted(&granted);
                        patient |= subscribed && self.intake.clock().mode() == Mode::Driven;
                        waits = waits.filter(|_| !subscribed);
                    }
                    Arrival::Event(Event::Incoming(Incoming::Publish(publish))) => {
                        let topic = self.topic(&String::from_utf8_lossy(publish.topic.as_ref()));
                        if topic == Some(Topic::Marker) {
                            settle(line.as_ref(), &publish, true);
                            if awaited.is_some_and(|marker| publish.payload.as_ref() == marker.to_be_bytes()) {
                                awaited = None;
                                reader.reached();
                            }
                            continue;
                        }
                        match self.take_in(topic, &publish).await {
                            Taken::Rows(receipt, from) => {
                                pending.push_back(Pending { publish, receipt: Some(receipt), from: Some(from) });
                            }
                            Taken::Settled if pending.is_empty() => settle(line.as_ref(), &publish, true),
                            Taken::Settled => pending.push_back(Pending { publish, receipt: None, from: None }),
                            Taken::Withheld => {}
                        }
                    }
                    Arrival::Event(_) => {}
                    Arrival::Lost(error) => {
                        subscribed = false;
                        line = None;
                        drop(open.take());
                        // What was in flight comes again; rows are stored once all the same.
                        pending.clear();
                        if awaited.take().is_some() && !patient {
                            reader.reached();
                        }
                        tracing::warn!(%error, host = %self.config.host, "the MQTT connection failed; trying again");
                    }
                },
            }
        }
        drain(line, pending).await;
        broker.close().await;
        drop(open);
    }

    fn topics(&self) -> [String; 3] {
        let prefix = &self.config.prefix;
        let shared = self.config.share.as_ref().map(|group| format!("$share/{group}/")).unwrap_or_default();
        [format!("{shared}{prefix}/+/json"), format!("{shared}{prefix}/+/raw/+"), self.marker()]
    }

    /// Whether the broker lets us read all of our topics (MQTT 3.1.1, section 3.9.3: one code for each filter, in the
    /// order of the request). What it does let us read is read in any case.
    fn all_granted(&self, answer: &SubAck) -> bool {
        let topics = self.topics();
        for (topic, code) in topics.iter().zip(&answer.return_codes) {
            if *code == SubscribeReasonCode::Failure {
                tracing::error!(topic, "the MQTT broker refused the subscription");
            }
        }
        let granted = answer.return_codes.iter().filter(|code| **code != SubscribeReasonCode::Failure).count();
        granted == topics.len()
    }

    fn marker(&self) -> String {
        format!("{}/~marker/{}", self.config.prefix, self.config.client_id)
    }

    fn send_marker(&self, client: &AsyncClient, marker: i64) -> bool {
        let payload = marker.to_be_bytes().to_vec();
        client.try_publish(self.marker(), payload, PublishOptions::new(QoS::AtLeastOnce)).is_ok()
    }

    fn topic(&self, topic: &str) -> Option<Topic> {
        if topic == self.marker() {
            return Some(Topic::Marker);
        }
        let mut levels = topic.strip_prefix(&self.config.prefix)?.strip_prefix('/')?.split('/');
        let device = DeviceId::new(levels.next()?).ok()?;
        match (levels.next()?, levels.next(), levels.next()) {
            ("json", None, None) => Some(Topic::Json(device)),
            ("raw", Some(protocol), None) => Some(Topic::Raw(device, Protocol::from_name(protocol)?)),
            _ => None,
        }
    }

    async fn take_in(&self, topic: Option<Topic>, publish: &Publish) -> Taken {
        if publish.payload.len() > MAX_PAYLOAD {
            return self.refuse(publish, "larger than 262144 bytes");
        }
        let messages: Vec<(Identity, Message)> = match topic {
            Some(Topic::Json(device)) => match json::decode(Some(&device), &publish.payload, MAX_PAYLOAD) {
                Ok(messages) => messages,
                Err(error) => return self.refuse(publish, &error.to_string()),
            },
            Some(Topic::Raw(device, protocol)) => match self.decode_raw(&device, protocol, &publish.payload) {
                Ok(messages) => {
                    let identity = Identity { protocol, device };
                    messages.into_iter().map(|m| (identity.clone(), m)).collect()
                }
                Err(why) => return self.refuse(publish, &why),
            },
            Some(Topic::Marker) | None => return self.refuse(publish, "no such topic"),
        };
        // A publication is of one device: its topic names it.
        if self.captures.any()
            && let Some(who) = messages.first().and_then(|(identity, _)| self.intake.find(&identity.device))
        {
            self.captures.record(who.tracker, Direction::In, Via::Mqtt, "mqtt", &publish.payload);
        }
        self.port.heard(messages.len() as u64, self.intake.clock().now());
        let mut rows = Rows::default();
        for (identity, message) in messages {
            match self.intake.find(&identity.device) {
                Some(who) => {
                    if let Some(answer) = AnswerOf::message(&message) {
                        self.post.answered(who.tracker, answer).await;
                    }
                    self.intake.take(message, who, &mut rows);
                }
                None => {
                    self.intake.strangers().note(&identity, "mqtt", &publish.payload, self.intake.clock().now());
                    // One delivery of an unknown device must not block the broker's window for all the others, so
                    // unlike on its own connection it is settled: quarantine keeps the last packets.
                    metrics::counter!("lienwatch_unknown_devices_total").increment(1);
                    tracing::debug!(device = %identity.device, policy = ?self.unknown_devices, "unregistered device on MQTT");
                }
            }
        }
        // All of one delivery are of the topic's device.
        let Some(from) = rows.first().map(|row| row.tracker) else { return Taken::Settled };
        match self.intake.submit(rows).await {
            Some(receipt) => Taken::Rows(receipt, from),
            None => Taken::Withheld,
        }
    }

    /// Raw frames: the topic says who it is, so each delivery stands for itself.
    fn decode_raw(&self, device: &DeviceId, protocol: Protocol, payload: &[u8]) -> Result<Vec<Message>, String> {
        let options = Options { device: Some(device.clone()), ..self.options.clone() };
        let mut session = protocol.session(options).ok_or("this protocol has no raw form")?;
        session.know(&self.intake.known(device));
        let (mut outputs, mut input) = (Vec::new(), BytesMut::from(payload));
        session.receive(&mut input, self.intake.clock().now(), &mut outputs);
        let mut messages = Vec::new();
        for output in outputs {
            match output {
                Output::Message(message) if message.kind != Kind::Login => messages.push(message),
                Output::Refused(error) => return Err(error.to_string()),
                _ => {}
            }
        }
        if input.is_empty() { Ok(messages) } else { Err("an incomplete frame".to_owned()) }
    }

    /// Hands a command to the client. Where there is no room it is lost, and sent again when no answer comes.
    fn publish(&self, client: &AsyncClient, command: &Publication) {
        let topic = format!("{}/{}/command", self.config.prefix, command.device);
        let payload = json::command(command.ticket, &command.command);
        if client.try_publish(topic, payload, PublishOptions::new(QoS::AtLeastOnce)).is_err() {
            tracing::warn!(device = %command.device, "the MQTT client's queue is full; the command will be sent again");
        }
    }

    /// A payload that cannot be decoded never can: it is logged, counted and settled, or it would come for ever.
    fn refuse(&self, publish: &Publish, why: &str) -> Taken {
        metrics::counter!("lienwatch_mqtt_refused_total").increment(1);
        self.port.refused(&why, self.intake.clock().now());
        let (topic, payload) = (String::from_utf8_lossy(publish.topic.as_ref()), &publish.payload);
        let head = hex::encode(&payload[..payload.len().min(64)]);
        tracing::warn!(%topic, why, bytes = payload.len(), head, "refused an MQTT payload");
        Taken::Settled
    }
}

/// Acknowledges what came over this connection, where it is stored. Without it, it comes again.
fn settle(line: Option<&AsyncClient>, publish: &Publish, durable: bool) {
    if durable && line.is_some_and(|client| client.try_ack(publish).is_err()) {
        tracing::debug!("the MQTT client is full, or its connection lost; the delivery will come again");
    }
}

/// Acknowledges what becomes durable in the next moments.
async fn drain(line: Option<AsyncClient>, mut pending: VecDeque<Pending>) {
    while !pending.is_empty() {
        let durable = receipt(&mut pending).await;
        if let Some(done) = pending.pop_front() {
            settle(line.as_ref(), &done.publish, durable);
        }
    }
    line.iter().for_each(|client| drop(client.try_disconnect()));
}

/// Waits for a command to publish; for ever where there is no courier any more.
async fn publication(publications: &mut Option<Publications>) -> Publication {
    match publications {
        Some(Publications(queue)) => match queue.recv().await {
            Some(command) => command,
            None => std::future::pending().await,
        },
        None => std::future::pending().await,
    }
}

enum Taken {
    /// Rows are on their way; acknowledge when they are durable.
    Rows(Receipt, TrackerNo),
    /// Nothing to wait for.
    Settled,
    /// Not acknowledged: it comes again.
    Withheld,
}

/// Waits for the head's rows. Cancel-safe: the receipt stays in the queue.
async fn receipt(pending: &mut VecDeque<Pending>) -> bool {
    match pending.front_mut() {
        Some(Pending { receipt: Some(receipt), publish, .. }) => match receipt.await {
            Ok(Ok(())) => true,
            // It would be refused for ever, and block the broker's window.
            Ok(Err(refused)) => {
                let topic = String::from_utf8_lossy(publish.topic.as_ref());
                tracing::error!(%topic, %refused, "settled an MQTT delivery that cannot be stored");
                true
            }
            Err(_) => false,
        },
        _ => true,
    }
}

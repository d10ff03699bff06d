//! JSON over MQTT: one client for all trackers, topics `lienwatch/{imei}/json`, QoS 1.

use super::{FeedError, Sent, is_message};
use crate::device::{Emission, TrackerSpec};
use lienwatch_protocols::{DeviceId, Kind, Message, json};
use rumqttc::{
    AsyncClient, Event, Incoming, MqttOptions, NetworkOptions, PublishNotice, PublishNoticeError, PublishOptions, QoS,
};
use std::collections::VecDeque;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Publications that the broker has not acknowledged yet.
const IN_FLIGHT: u16 = 200;
/// Reports of one upload from memory that go into one payload: within the 10 KiB that many clients allow.
const BATCH: usize = 20;

/// The client.
#[derive(Debug)]
pub(super) struct Publisher {
    client: AsyncClient,
    unacknowledged: VecDeque<PublishNotice>,
    /// Ends with the reason why the broker was lost.
    events: JoinHandle<String>,
}

impl Drop for Publisher {
    fn drop(&mut self) {
        self.events.abort();
    }
}

impl Publisher {
    /// Connects; returns when the broker has accepted.
    pub(super) async fn connect(host: &str, port: u16) -> Result<Publisher, FeedError> {
        let mut options = MqttOptions::new(format!("lienwatch-simulator-{port}"), (host, port));
        options.set_keep_alive(30).set_clean_session(true).set_inflight(IN_FLIGHT);
        let (client, mut events) = AsyncClient::builder(options).capacity(usize::from(IN_FLIGHT)).build();
        // A tick waits for the broker's word on its last few messages: they must not wait for company.
        let mut network = NetworkOptions::new();
        network.set_tcp_nodelay(true);
        events.set_network_options(network);
        let (accepted, acceptance) = oneshot::channel();
        let mut accepted = Some(accepted);
        let events = tokio::spawn(async move {
            loop {
                match events.poll().await {
                    Ok(Event::Incoming(Incoming::ConnAck(_))) => {
                        if let Some(accepted) = accepted.take() {
                            let _ = accepted.send(());
                        }
                    }
                    Ok(_) => {}
                    // The notices of what is in flight fail when the loop ends.
                    Err(e) => {
                        return e.to_string();
                    }
                }
            }
        });
        let mut publisher = Publisher { client, unacknowledged: VecDeque::new(), events };
        match acceptance.await {
            Ok(()) => Ok(publisher),
            Err(_) => Err(publisher.lost().await),
        }
    }

    /// Why the broker was lost, once it is.
    async fn lost(&mut self) -> FeedError {
        match (&mut self.events).await {
            Ok(reason) => FeedError::Mqtt(reason),
            Err(e) => FeedError::Task(e),
        }
    }

    /// Publishes a tracker's emissions in order; uploads from memory in batches.
    pub(super) async fn publish(&mut self, spec: &TrackerSpec, emissions: &[Emission]) -> Result<Sent, FeedError> {
        let device = DeviceId::new(&spec.imei).map_err(|e| FeedError::Mqtt(e.to_string()))?;
        let topic = format!("lienwatch/{}/json", spec.imei);
        let mut sent = Sent::default();
        for run in emissions.chunk_by(|a, b| a.buffered && b.buffered) {
            for batch in run.chunks(BATCH) {
                let messages: Vec<Message> =
                    batch.iter().filter(|e| is_message(e)).filter_map(Emission::stamped).collect();
                if messages.is_empty() {
                    continue;
                }
                let payload = json::encode(&device, &messages);
                let reports = messages.iter().filter(|m| m.kind != Kind::Heartbeat).count() as u64;
                sent += Sent { logins: 0, messages: messages.len() as u64, reports, bytes: payload.len() as u64 };
                let options = PublishOptions::new(QoS::AtLeastOnce);
                let notice = self.client.publish_tracked(topic.as_str(), payload, options).await;
                match notice {
                    Ok(notice) => self.unacknowledged.push_back(notice),
                    // The queue is closed only when the event loop has ended.
                    Err(_) => return Err(self.lost().await),
                }
                while self.unacknowledged.len() >= usize::from(IN_FLIGHT) {
                    self.settle_one().await?;
                }
            }
        }
        Ok(sent)
    }

    async fn settle_one(&mut self) -> Result<(), FeedError> {
        if let Some(notice) = self.unacknowledged.pop_front() {
            match notice.wait_async().await {
                Ok(_) => {}
                Err(PublishNoticeError::Recv) => return Err(self.lost().await),
                Err(e) => return Err(FeedError::Mqtt(e.to_string())),
            }
        }
        Ok(())
    }

    /// Waits until the broker has acknowledged everything.
    pub(super) async fn settle(&mut self) -> Result<(), FeedError> {
        while !self.unacknowledged.is_empty() {
            self.settle_one().await?;
        }
        Ok(())
    }
}

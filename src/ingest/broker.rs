//! The way to the MQTT broker: one connection after another, each with a client of its own.
//!
//! An acknowledgement names a delivery by a number that means it on the connection it came over; on the next one the
//! broker may have given that number to another (MQTT 3.1.1, 2.3.1 and 4.4). So a client ends with its connection, and
//! what is said to it afterwards goes nowhere: deliveries come again, commands are sent again when no answer comes.

use crate::config::Mqtt;
use rumqttc::{AckMode, AsyncClient, Event, EventLoop, Incoming, MqttOptions, NetworkOptions, Transport};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Deliveries that may wait for their commit; the broker's own limit is usually lower.
const IN_FLIGHT: u16 = 2000;
/// Largest packet that we read and that we send, bytes. The client gives the connection up on a larger one, and the
/// broker delivers it again: so it is far above the largest payload, and what lies between is refused and settled.
const MAX_PACKET: (usize, usize) = (16 * 1024 * 1024, 64 * 1024);
/// Pause before connecting again.
const RECONNECT: Duration = Duration::from_secs(1);
/// Arrivals that may wait for us; the broker's window keeps them fewer.
const EVENTS: usize = 4096;
/// Requests of ours that may wait in the client.
const REQUESTS: usize = 4096;

/// What comes from there.
pub(super) enum Arrival {
    /// There is a connection, and this speaks over it.
    Connected(AsyncClient),
    /// Something came over it.
    Event(Event),
    /// It is lost, or there could be none. Another is tried.
    Lost(String),
}

/// The way.
pub(super) struct Broker {
    arrivals: mpsc::Receiver<Arrival>,
    stop: CancellationToken,
    /// A task of its own: dropping a poll half-way could lose what it had read.
    poll: JoinHandle<()>,
}

impl Broker {
    /// Connects, and goes on connecting.
    pub(super) fn open(config: &Mqtt, password: Option<&str>) -> Broker {
        let (forward, arrivals) = mpsc::channel(EVENTS);
        let stop = CancellationToken::new();
        let poll = tokio::spawn(poll(options(config, password), forward, stop.clone()));
        Broker { arrivals, stop, poll }
    }

    /// What comes next; `None` once nothing comes any more. Cancel-safe.
    pub(super) async fn arrival(&mut self) -> Option<Arrival> {
        self.arrivals.recv().await
    }

    /// Ends once what was said to the client is on its way.
    pub(super) async fn close(self) {
        self.stop.cancel();
        // It may be waiting for room here.
        drop(self.arrivals);
        let _ = self.poll.await;
    }
}

fn options(c: &Mqtt, password: Option<&str>) -> MqttOptions {
    let mut options = MqttOptions::new(c.client_id.clone(), (c.host.clone(), c.port));
    options.set_keep_alive(30).set_ack_mode(AckMode::Manual).set_clean_session(false).set_inflight(IN_FLIGHT);
    options.set_max_packet_size(MAX_PACKET.0, MAX_PACKET.1);
    if c.tls {
        options.set_transport(Transport::tls_with_default_config());
    }
    match (&c.user, password) {
        (Some(user), Some(password)) => {
            options.set_credentials(user.clone(), password.to_owned());
        }
        (Some(user), None) => {
            options.set_username(user.clone());
        }
        _ => {}
    }
    options
}

fn connect(options: &MqttOptions) -> (AsyncClient, EventLoop) {
    let (client, mut events) = AsyncClient::builder(options.clone()).capacity(REQUESTS).build();
    // Acknowledgements are a few bytes each, and the broker's window waits for them.
    let mut network = NetworkOptions::new();
    network.set_tcp_nodelay(true);
    events.set_network_options(network);
    (client, events)
}

/// One connection after another, until it is told to stop.
async fn poll(options: MqttOptions, forward: mpsc::Sender<Arrival>, stop: CancellationToken) {
    loop {
        let (client, mut events) = connect(&options);
        let lost = loop {
            let event = tokio::select! {
                biased;
                () = stop.cancelled() => return goodbye(events).await,
                event = events.poll() => event,
            };
            let arrival = match event {
                Ok(Event::Incoming(Incoming::ConnAck(_))) => Arrival::Connected(client.clone()),
                Ok(event) => Arrival::Event(event),
                Err(error) => break error.to_string(),
            };
            if forward.send(arrival).await.is_err() {
                return goodbye(events).await;
            }
        };
        drop(events);
        let pause = async {
            if forward.send(Arrival::Lost(lost)).await.is_ok() {
                tokio::time::sleep(RECONNECT).await;
            }
        };
        tokio::select! {
            () = pause => {}
            () = stop.cancelled() => return,
        }
    }
}

/// Polls until the client has said goodbye.
async fn goodbye(mut events: EventLoop) {
    let goodbye = async { while events.poll().await.is_ok() {} };
    let _ = tokio::time::timeout(Duration::from_secs(1), goodbye).await;
}

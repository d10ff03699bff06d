//! UDP listeners: one per protocol. A datagram is a frame; its answer leaves when its rows are durable.
//!
//! What UDP cannot promise is said, not hidden: a datagram that arrives while the pipeline is full is dropped and
//! counted (there is no socket that could be left unread), and so is what the kernel's buffer has no room for. A device
//! that waits for its answer sends it again; one whose protocol has none loses it. Answers leave in the order in which
//! their rows become durable, each with the number of the packet that it answers.
//!
//! Commands go to the address of a device's last datagram while that is fresh.

use super::bell::{Address, Bell};
use super::capture::Captures;
use super::evidence::Rows;
use super::online::Online;
use super::peers::{Peer, Peers};
use super::post::{AnswerOf, Link, Post};
use super::{Intake, Receipt, refused};
use crate::config::{Edge, UnknownDevices};
use crate::engine::Mode;
use crate::engine::barrier::Barrier;
use crate::engine::ports::Port;
use crate::store::captures::{Direction, Transport};
use crate::store::registry::Registered;
use bytes::BytesMut;
use futures_util::FutureExt;
use futures_util::stream::{FuturesUnordered, StreamExt};
use lienwatch_domain::ids::TrackerNo;
use lienwatch_protocols::{DecodeError, Kind, Options, Output, Protocol, RecordNo, Reply};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::UdpSocket;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// The largest datagram there is, and a byte that shows a larger one.
const DATAGRAM: usize = 65_536;
/// Datagrams read for one barrier: more than the kernel's buffer holds, so that a peer that never stops sending cannot
/// hold the barrier up.
const BARRIER_READ: usize = 100_000;
/// Room asked of the kernel for datagrams that wait to be read, bytes; it gives what `net.core.rmem_max` allows.
const KERNEL_BUFFER: usize = 4 << 20;
/// Answers that may wait for their rows; the pipeline's queue bounds them further.
const ANSWERS: usize = 65_536;
/// How long a peer is known under a driven clock, whose world may pause for as long as it likes.
const DRIVEN_IDLE: Duration = Duration::from_secs(86_400);

/// One protocol's listener.
pub struct UdpListener {
    /// The socket.
    pub socket: UdpSocket,
    /// What is spoken on it.
    pub protocol: Protocol,
    /// How its sessions behave.
    pub options: Options,
    /// Limits.
    pub edge: Arc<Edge>,
    /// The way to the pipeline.
    pub intake: Intake,
    /// Where sessions get their numbers.
    pub online: Online,
    /// Raw frames that somebody asked for.
    pub captures: Captures,
    /// Where commands come from.
    pub post: Post,
    /// What it counts.
    pub port: Arc<Port>,
    /// The barrier over all readers.
    pub barrier: Barrier,
    /// The server is stopping.
    pub shutdown: CancellationToken,
}

/// What a datagram is answered with.
struct Answer {
    peer: SocketAddr,
    who: Option<TrackerNo>,
    replies: Vec<Reply>,
    gave: Gave,
}

/// Which records of which session.
#[derive(Clone)]
struct Gave {
    session: u64,
    records: RangeInclusive<RecordNo>,
}

/// What came of a datagram.
struct Given {
    rows: Rows,
    at_once: Vec<Reply>,
    after_rows: Vec<Reply>,
    answers: Vec<AnswerOf>,
    who: Option<Registered>,
    gave: Gave,
}

struct Running {
    listener: UdpListener,
    /// The same socket, past the event loop's idea of readiness: what a sender's call has returned from is there.
    direct: std::net::UdpSocket,
    peers: Peers,
    outputs: Vec<Output>,
    bell: Bell,
}

impl UdpListener {
    /// Takes datagrams until shutdown; then what was received is stored and answered.
    pub async fn run(self) {
        let socket = socket2::SockRef::from(&self.socket);
        let _ = socket.set_recv_buffer_size(KERNEL_BUFFER);
        let direct = match socket.try_clone() {
            Ok(socket) => std::net::UdpSocket::from(socket),
            Err(error) => {
                tracing::error!(%error, protocol = %self.protocol, "failed to listen over UDP");
                return;
            }
        };
        let peers = Peers::new(self.edge.max_connections, Duration::from_secs(self.edge.first_frame_s));
        let mut reader = self.barrier.join();
        let bell = Bell::default();
        let mut running = Running { direct, peers, outputs: Vec::new(), bell: bell.clone(), listener: self };
        let mut buffer = vec![0; DATAGRAM];
        let mut answers = FuturesUnordered::new();
        let shutdown = running.listener.shutdown.clone();
        loop {
            tokio::select! {
                biased;
                () = shutdown.cancelled() => break,
                Some(answer) = answers.next(), if !answers.is_empty() => running.settle(answer),
                peers = bell.rung() => {
                    for peer in peers {
                        running.command(peer).await;
                    }
                }
                () = reader.raised() => {
                    for _ in 0..BARRIER_READ {
                        let Ok((length, peer)) = running.direct.recv_from(&mut buffer) else { break };
                        if let Some(answer) = running.take_in(peer, &buffer[..length], true, answers.len()).await {
                            answers.push(durable(answer));
                        }
                    }
                    reader.reached();
                }
                received = running.listener.socket.recv_from(&mut buffer) => match received {
                    Ok((length, peer)) => {
                        let wait = running.listener.intake.clock().mode() == Mode::Driven;
                        if let Some(answer) = running.take_in(peer, &buffer[..length], wait, answers.len()).await {
                            answers.push(durable(answer));
                        }
                    }
                    // An answer of ours met a closed port; the socket goes on.
                    Err(error) => tracing::debug!(%error, "a datagram could not be received"),
                },
            }
        }
        while let Some(answer) = answers.next().await {
            running.settle(answer);
        }
    }
}

/// Resolves with the answer and `true` when its rows are durable, with `false` where they never will be.
async fn durable((answer, receipt): (Answer, Receipt)) -> (Answer, bool) {
    (answer, matches!(receipt.await, Ok(Ok(()))))
}

impl Running {
    /// Takes a datagram in. `wait`: wait for room in the pipeline, rather than drop it. Returns what to answer when its
    /// rows are durable.
    async fn take_in(
        &mut self,
        peer: SocketAddr,
        datagram: &[u8],
        wait: bool,
        waiting: usize,
    ) -> Option<(Answer, Receipt)> {
        metrics::counter!("lienwatch_datagrams_total", "protocol" => self.listener.protocol.name()).increment(1);
        let Given { mut rows, at_once, after_rows, answers, who, gave } = self.decode(peer, datagram)?;
        let who = who.map(|who| who.tracker);
        if let Some(tracker) = who {
            if self.listener.captures.wants(tracker) {
                self.listener.captures.record(tracker, Direction::In, Transport::Udp, &peer.to_string(), datagram);
            }
            for answer in answers {
                self.listener.post.answered(tracker, answer).await;
            }
        }
        self.send(peer, who, at_once);
        if rows.is_empty() {
            self.send(peer, who, after_rows);
            // Of a stranger: it is kept nowhere.
            self.settled(peer, &gave, false);
            return None;
        }
        // The disk is waited for, also where the pipeline is not.
        let kept = self.listener.intake.keep_media(&mut rows).await.is_ok();
        let receipt = {
            let submit = self.listener.intake.submit(rows);
            match wait {
                _ if !kept => None,
                true => submit.await,
                // Polled once: there is room now, or there is none.
                false if waiting < ANSWERS => tokio::task::unconstrained(submit).now_or_never().flatten(),
                false => None,
            }
        };
        if receipt.is_none() {
            metrics::counter!("lienwatch_datagrams_dropped_total").increment(1);
            self.settled(peer, &gave, false);
        }
        receipt.map(|receipt| (Answer { peer, who, replies: after_rows, gave }, receipt))
    }

    /// What the peer's session makes of a datagram; `None` where nothing is taken from it.
    fn decode(&mut self, address: SocketAddr, datagram: &[u8]) -> Option<Given> {
        let Running { listener, peers, outputs, bell, .. } = self;
        let (intake, edge) = (&listener.intake, &listener.edge);
        let now = Instant::now();
        let options = || Options { datagram: true, ..listener.options.clone() };
        let open = || Some((listener.online.number(), listener.protocol.session(options())?));
        let peer = peers.at(address, now, open)?;
        if peer.muted {
            metrics::counter!("lienwatch_datagrams_ignored_total").increment(1);
            return None;
        }
        let oversized = datagram.len() > edge.max_frame_bytes;
        let mut input = BytesMut::new();
        outputs.clear();
        if !oversized {
            input.extend_from_slice(datagram);
            peer.session.receive(&mut input, intake.clock().now(), outputs);
            // Addresses are lent by carriers: another device that speaks from this one has it now.
            if outputs.iter().any(|o| matches!(o, Output::Refused(DecodeError::OtherIdentity { .. }))) {
                (peer.number, peer.session) = open()?;
                peer.link = None;
                outputs.clear();
                input.clear();
                input.extend_from_slice(datagram);
                peer.session.receive(&mut input, intake.clock().now(), outputs);
            }
        }
        let gave = Gave { session: peer.number, records: RangeInclusive::new(1, 0) };
        let (rows, at_once, after_rows, answers) = <(Rows, Vec<_>, Vec<_>, Vec<_>)>::default();
        let mut given = Given { rows, at_once, after_rows, answers, who: None, gave };
        // A frame does not go on in the next datagram.
        let mut errors = u32::from(oversized || !input.is_empty());
        metrics::counter!("lienwatch_frames_refused_total").increment(errors.into());
        let mut closed = false;
        given.who = peer.session.identity().and_then(|identity| intake.find(&identity.device));
        // From the next datagram on the session knows what the books say of the device.
        if let Some(known) = peer.session.identity().map(|identity| intake.known(&identity.device)) {
            peer.session.know(&known);
        }
        let (mut withheld, mut heard) = (false, 0);
        for output in outputs.drain(..) {
            match output {
                Output::Identified(_) => {}
                Output::Message(message) => {
                    heard += 1;
                    let first =
                        if given.gave.records.is_empty() { message.record } else { *given.gave.records.start() };
                    given.gave.records = first..=message.record;
                    match given.who {
                        Some(who) => {
                            given.answers.extend(AnswerOf::message(&message));
                            intake.take(message, who, &mut given.rows);
                        }
                        None if message.kind == Kind::Login => {}
                        None => withheld = true,
                    }
                }
                Output::Reply { bytes, after: None } if given.after_rows.is_empty() => given.at_once.push(bytes),
                Output::Reply { bytes, .. } if !withheld => given.after_rows.push(bytes),
                Output::Reply { .. } => {}
                Output::Refused(error) => {
                    listener.port.refused(&error, intake.clock().now());
                    errors += u32::from(refused::note(&error, address, given.who));
                }
                Output::Close(_) => closed = true,
            }
        }
        listener.port.heard(heard, intake.clock().now());
        peer.errors += errors;
        peer.muted = peer.errors > edge.error_budget;
        if let Some(who) = given.who.filter(|_| !peer.muted) {
            let fresh = Duration::from_secs(edge.udp_fresh_s);
            let here = || Address { peer: address, bell: bell.clone(), fresh };
            meet(peer, who.tracker, |tracker| listener.post.join_from(tracker, listener.online.number(), here()));
        }
        let engine_now = intake.clock().now();
        match (peer.session.identity(), given.who) {
            (Some(_), Some(_)) => {}
            (Some(identity), None) => {
                metrics::counter!("lienwatch_unknown_devices_total").increment(1);
                intake.strangers().note(identity, &address.to_string(), datagram, engine_now);
                peer.muted |= edge.unknown_devices == UnknownDevices::Reject;
            }
            (None, _) => intake.strangers().note_nameless(listener.protocol, address, datagram, engine_now),
        }
        let silence = match intake.clock().mode() {
            Mode::Driven => DRIVEN_IDLE,
            Mode::Wall => Duration::from_secs(peer.session.idle_timeout_s().into()),
        };
        let (muted, named) = (peer.muted, peer.session.identity().is_some());
        if muted && edge.unknown_devices == UnknownDevices::Reject && given.who.is_none() {
            given.at_once.clear();
        }
        if closed {
            peers.remove(address);
        } else if named && !muted {
            peers.keep(address, now + silence);
        }
        Some(given)
    }

    /// Answers what is stored; what is not comes again.
    fn settle(&mut self, (answer, stored): (Answer, bool)) {
        self.settled(answer.peer, &answer.gave, stored);
        if stored {
            self.send(answer.peer, answer.who, answer.replies);
        }
    }

    /// Tells the session that gave records out what became of them. Stored, they are a sign of life.
    fn settled(&mut self, address: SocketAddr, gave: &Gave, stored: bool) {
        let Some(peer) = self.peers.known(address).filter(|peer| peer.number == gave.session) else { return };
        peer.session.settled(&gave.records, stored);
        if stored {
            peer.link.iter().for_each(Link::heard);
        }
    }

    /// Does what the courier's note for a peer says.
    async fn command(&mut self, address: SocketAddr) {
        let Some(peer) = self.peers.known(address) else { return };
        let Some(link) = &mut peer.link else { return };
        let tracker = link.tracker();
        if let Some(bytes) = link.obey(peer.session.as_mut()).await {
            self.send(address, Some(tracker), vec![Reply::from_slice(&bytes)]);
        }
    }

    /// Sends replies. What the kernel has no room for is lost, as it may be on the way: the device asks again.
    fn send(&self, peer: SocketAddr, who: Option<TrackerNo>, replies: Vec<Reply>) {
        for bytes in replies {
            match self.direct.send_to(&bytes, peer) {
                Ok(_) => {
                    if let Some(tracker) = who.filter(|tracker| self.listener.captures.wants(*tracker)) {
                        let to = peer.to_string();
                        self.listener.captures.record(tracker, Direction::Out, Transport::Udp, &to, &bytes);
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    metrics::counter!("lienwatch_datagram_replies_dropped_total").increment(1);
                }
                Err(error) => tracing::debug!(%peer, %error, "failed to answer a datagram"),
            }
        }
    }
}

/// The device's place at the post is at the address of its last datagram, unless a connection has it.
fn meet(peer: &mut Peer, tracker: TrackerNo, join: impl FnOnce(TrackerNo) -> Option<Link>) {
    if !peer.link.as_ref().is_some_and(|link| link.is_of(tracker)) {
        peer.link = join(tracker);
    }
}

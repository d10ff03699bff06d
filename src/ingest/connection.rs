//! One tracker's connection: bytes to the session, rows to the pipeline, replies back once they are true.

use super::Intake;
use super::capture::Captures;
use super::evidence::Rows;
use super::online::Online;
use super::post::{self, AnswerOf, Link, Post};
use super::refused;
use super::replies::{Ready, Waiting, ready, receipt};
use super::strangers::PACKET_BYTES;
use crate::config::{Edge, UnknownDevices};
use crate::engine::Mode;
use crate::engine::barrier::Reader;
use crate::engine::ports::Port;
use crate::store::captures::{Direction, Transport};
use crate::store::registry::Registered;
use bytes::BytesMut;
use lienwatch_domain::observation::Observation;
use lienwatch_protocols::{Identity, Kind, Output, Protocol, Session};
use std::collections::VecDeque;
use std::io::{ErrorKind, Read};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Bytes read at a time.
const READ: usize = 8 * 1024;
/// Bytes read for one barrier: more than both ends' kernels hold (Linux: 6 MiB to receive, 4 MiB to send), so that a
/// peer that never stops sending cannot hold the barrier up.
const BARRIER_READ: usize = 16 * 1024 * 1024;

/// Everything a connection needs besides its socket.
pub struct Connection {
    /// The way to the pipeline.
    pub intake: Intake,
    /// Limits.
    pub edge: Arc<Edge>,
    /// Which connection speaks for whom.
    pub online: Online,
    /// Raw frames that somebody asked for.
    pub captures: Captures,
    /// Where commands come from.
    pub post: Post,
    /// Where it came in.
    pub port: Arc<Port>,
    /// Number of this connection.
    pub serial: u64,
    /// The far end.
    pub peer: SocketAddr,
    /// What is spoken on this port.
    pub protocol: Protocol,
    /// The protocol's state machine.
    pub session: Box<dyn Session>,
    /// Membership in the barrier.
    pub reader: Reader,
    /// The server is stopping: finish what was received and go.
    pub shutdown: CancellationToken,
}

/// Why a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum End {
    Peer,
    Deadline,
    Errors,
    Protocol,
    Replaced,
    Unknown,
    Shutdown,
    Io,
    NotStored,
}

struct State {
    buffer: BytesMut,
    outputs: Vec<Output>,
    waiting: VecDeque<Waiting>,
    identity: Option<Identity>,
    /// Set while the device is registered.
    who: Option<Registered>,
    /// As long.
    link: Option<Link>,
    /// How it began, until it says a name.
    opening: Vec<u8>,
    errors: u32,
    replaced: CancellationToken,
}

impl State {
    /// A connection that waits holds no buffers: a list of outputs alone has room for four large messages.
    fn rest(&mut self) {
        if self.buffer.is_empty() {
            self.buffer = BytesMut::new();
            self.outputs = Vec::new();
        }
    }
}

// What happens on a read is boxed where it begins: thousands of connections wait, and few read.
impl Connection {
    /// Runs the connection to its end.
    pub async fn run(mut self, mut stream: TcpStream) {
        let mut state = State {
            buffer: BytesMut::new(),
            outputs: Vec::new(),
            waiting: VecDeque::new(),
            identity: None,
            who: None,
            opening: Vec::new(),
            link: None,
            errors: 0,
            replaced: CancellationToken::new(),
        };
        let end = self.serve(&mut stream, &mut state).await;
        metrics::counter!("lienwatch_connections_closed_total", "why" => format!("{end:?}").to_lowercase())
            .increment(1);
        tracing::debug!(peer = %self.peer, ?end, device = ?state.identity.as_ref().map(|i| i.device.as_str()), "connection ended");
        self.finish(&mut stream, &mut state).await;
    }

    async fn serve(&mut self, stream: &mut TcpStream, state: &mut State) -> End {
        let opened = Instant::now();
        let mut heard = opened;
        loop {
            let deadline = match &state.identity {
                // From the beginning, not from the last byte: who sends one now and then does not stay.
                None => Some(opened + Duration::from_secs(self.edge.first_frame_s)),
                // A driven clock's world may pause for as long as it likes.
                Some(_) if self.intake.clock().mode() == Mode::Driven => None,
                Some(_) => Some(heard + Duration::from_secs(u64::from(self.session.idle_timeout_s()))),
            };
            let may_read = state.waiting.len() < self.edge.max_pending_replies;
            tokio::select! {
                biased;
                () = self.shutdown.cancelled() => return End::Shutdown,
                () = state.replaced.cancelled() => return End::Replaced,
                durable = receipt(&mut state.waiting), if !state.waiting.is_empty() => {
                    if !durable {
                        return End::NotStored;
                    }
                    state.link.iter().for_each(Link::heard);
                    if let Err(end) = Box::pin(self.write_ready(stream, state)).await {
                        return end;
                    }
                }
                () = self.reader.raised() => {
                    // Reads past tokio's idea of readiness: what the peer's write call has returned from is in the
                    // kernel's buffer now, whether or not the event loop has heard of it.
                    match Box::pin(self.read_all(stream, state)).await {
                        Ok(0) => {}
                        Ok(_) => heard = Instant::now(),
                        // The barrier is reached when the end is noted: then the reader is dropped.
                        Err(end) => return end,
                    }
                    self.reader.reached();
                }
                note = post::note(&state.link), if may_read => {
                    let command = post::follow(&mut state.link, note, self.session.as_mut()).await;
                    state.waiting.extend(command.map(|bytes| Waiting { receipt: None, replies: bytes.into() }));
                    if let Err(end) = Box::pin(self.write_ready(stream, state)).await {
                        return end;
                    }
                }
                ready = stream.readable(), if may_read => {
                    if ready.is_err() {
                        return End::Io;
                    }
                    state.buffer.reserve(READ);
                    match stream.try_read_buf(&mut state.buffer) {
                        Ok(0) => return End::Peer,
                        Ok(_) => {
                            heard = Instant::now();
                            if let Err(end) = Box::pin(self.take_in(stream, state)).await {
                                return end;
                            }
                            // Who sends as fast as it is read takes turns with the others.
                            tokio::task::yield_now().await;
                        }
                        // Readiness ends with a read that finds nothing: each burst ends here, and then silence begins.
                        Err(error) if error.kind() == ErrorKind::WouldBlock => state.rest(),
                        Err(_) => return End::Io,
                    }
                }
                () = tokio::time::sleep_until(deadline.unwrap_or(opened)), if deadline.is_some() => {
                    return End::Deadline;
                }
            }
        }
    }

    /// Takes in everything that is already in the socket, and what the peer's kernel holds back until we acknowledge
    /// (Nagle's algorithm): acknowledging at once brings it here. Returns how many bytes there were.
    async fn read_all(&mut self, stream: &mut TcpStream, state: &mut State) -> Result<usize, End> {
        let mut all = 0;
        while all < BARRIER_READ {
            match self.read_present(stream, state).await? {
                0 => break,
                n => all += n,
            }
        }
        Ok(all)
    }

    /// Returns how many bytes there were.
    async fn read_present(&mut self, stream: &mut TcpStream, state: &mut State) -> Result<usize, End> {
        // Refused on a socket that has just been closed; the read tells.
        let _ = socket2::SockRef::from(&*stream).set_tcp_quickack(true);
        let mut present = 0;
        while present < BARRIER_READ {
            match read_chunk(stream, &mut state.buffer) {
                Ok(0) => return Err(End::Peer),
                Ok(n) => {
                    present += n;
                    self.take_in(stream, state).await?;
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Err(End::Io),
            }
        }
        Ok(present)
    }

    /// Lets the session have the bytes, submits the rows they give, and queues the replies.
    async fn take_in(&mut self, stream: &mut TcpStream, state: &mut State) -> Result<(), End> {
        if self.intake.registry_changed() && state.identity.is_some() {
            self.look_up(state);
        }
        let wanted = state.who.is_none_or(|who| self.captures.wants(who.tracker));
        let raw = wanted.then(|| state.buffer.clone().freeze());
        self.session.receive(&mut state.buffer, self.intake.clock().now(), &mut state.outputs);
        // What the session has taken: whole frames.
        let raw = raw.map(|raw| raw.slice(..raw.len().saturating_sub(state.buffer.len())));
        let mut rows = Rows::default();
        let (mut at_once, mut after_rows) = (Vec::new(), Vec::new());
        let (mut withheld, mut answers, mut heard) = (false, Vec::new(), 0);
        let mut end = None;
        for output in state.outputs.drain(..) {
            match output {
                Output::Identified(identity) => {
                    state.who = self.intake.find(&identity.device);
                    if let Some(who) = state.who {
                        self.session.know(&self.intake.known(&identity.device));
                        self.online.claim(&identity, self.serial, &state.replaced);
                        state.link = Some(self.post.join(who.tracker, self.serial));
                    } else {
                        metrics::counter!("lienwatch_unknown_devices_total").increment(1);
                        if self.edge.unknown_devices == UnknownDevices::Reject {
                            end = Some(End::Unknown);
                        }
                    }
                    state.identity = Some(identity);
                }
                Output::Message(message) => {
                    heard += 1;
                    match state.who {
                        Some(who) => {
                            answers.extend(AnswerOf::message(&message));
                            self.intake.take(message, who, &mut rows);
                        }
                        None if message.kind == Kind::Login => {}
                        None => withheld = true,
                    }
                }
                // A reply that promises nothing (a login's) need not wait for rows, only for the replies before it.
                Output::Reply { bytes, after: None } if after_rows.is_empty() => at_once.extend_from_slice(&bytes),
                Output::Reply { bytes, .. } if !withheld => after_rows.extend_from_slice(&bytes),
                Output::Reply { .. } => {}
                Output::Refused(error) => {
                    self.port.refused(&error, self.intake.clock().now());
                    state.errors += u32::from(refused::note(&error, self.peer, state.who));
                    if state.errors > self.edge.error_budget {
                        end = Some(End::Errors);
                    }
                }
                Output::Close(_) => end = Some(End::Protocol),
            }
        }
        self.port.heard(heard, self.intake.clock().now());
        state.rest();
        if let Some(link) = &state.link {
            link.answered(answers).await;
        }
        if let Some(raw) = raw.filter(|raw| !raw.is_empty()) {
            self.remember(state, &raw);
        }
        if !at_once.is_empty() {
            state.waiting.push_back(Waiting { receipt: None, replies: at_once });
        }
        let receipt = if rows.is_empty() { None } else { Some(self.intake.submit(rows).await.ok_or(End::Shutdown)?) };
        if receipt.is_some() || !after_rows.is_empty() {
            state.waiting.push_back(Waiting { receipt, replies: after_rows });
        }
        self.write_ready(stream, state).await?;
        end.map_or(Ok(()), Err)
    }

    /// Keeps raw bytes where somebody wants to see them: of strangers, of the nameless, and on demand.
    fn remember(&self, state: &mut State, raw: &[u8]) {
        match (&state.identity, state.who) {
            (_, Some(who)) => {
                self.captures.record(who.tracker, Direction::In, Transport::Tcp, &self.peer.to_string(), raw);
            }
            (Some(identity), None) => {
                let now = self.intake.clock().now();
                self.intake.strangers().note(identity, &self.peer.to_string(), raw, now);
            }
            (None, None) => {
                let room = PACKET_BYTES.saturating_sub(state.opening.len());
                state.opening.extend_from_slice(&raw[..raw.len().min(room)]);
                return;
            }
        }
        state.opening = Vec::new();
    }

    /// Somebody may have adopted the device, bound it to another lender or taken it off the books.
    fn look_up(&mut self, state: &mut State) {
        let Some(identity) = &state.identity else { return };
        let before = state.who;
        state.who = self.intake.find(&identity.device);
        self.session.know(&self.intake.known(&identity.device));
        if state.who.is_some() && before.is_none() {
            self.online.claim(identity, self.serial, &state.replaced);
        }
        if state.who.map(|who| who.tracker) != before.map(|who| who.tracker) {
            state.link = state.who.map(|who| self.post.join(who.tracker, self.serial));
        }
    }

    /// Writes the replies at the head of the queue that wait for nothing any more.
    async fn write_ready(&mut self, stream: &mut TcpStream, state: &mut State) -> Result<(), End> {
        loop {
            let bytes = match ready(&mut state.waiting) {
                Ready::No => return Ok(()),
                Ready::Never => return Err(End::NotStored),
                Ready::Replies(bytes, stored) => {
                    state.link.iter().filter(|_| stored).for_each(Link::heard);
                    bytes
                }
            };
            if bytes.is_empty() {
                continue;
            }
            let limit = Duration::from_secs(self.edge.write_s);
            match tokio::time::timeout(limit, stream.write_all(&bytes)).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return Err(End::Io),
                Err(_) => return Err(End::Deadline),
            }
            if let Some(who) = state.who.filter(|who| self.captures.wants(who.tracker)) {
                let peer = self.peer.to_string();
                self.captures.record(who.tracker, Direction::Out, Transport::Tcp, &peer, &bytes);
            }
        }
    }

    /// What was received is stored and acknowledged even when the connection must end; then the end is noted.
    async fn finish(mut self, stream: &mut TcpStream, state: &mut State) {
        while receipt(&mut state.waiting).await && !state.waiting.is_empty() {
            if self.write_ready(stream, state).await.is_err() {
                break;
            }
        }
        let Some(identity) = &state.identity else {
            let mut opening = std::mem::take(&mut state.opening);
            opening.extend_from_slice(&state.buffer[..state.buffer.len().min(PACKET_BYTES)]);
            // Who says nothing at all (a port scan, a load balancer's check) is not worth a line.
            if !opening.is_empty() {
                let now = self.intake.clock().now();
                self.intake.strangers().note_nameless(self.protocol, self.peer, &opening, now);
            }
            return;
        };
        if !self.online.release(identity, self.serial) {
            return;
        }
        if let Some(who) = state.who {
            let row = Observation::disconnect(who.tracker, who.lender, self.intake.clock().now());
            // At shutdown the silence is ours, not the device's.
            if !self.shutdown.is_cancelled()
                && let Some(receipt) = self.intake.submit(row.into()).await
            {
                let _ = receipt.await;
            }
        }
    }
}

/// Reads what there is, past tokio's idea of readiness. A connection that waits holds no chunk.
fn read_chunk(stream: &TcpStream, buffer: &mut BytesMut) -> std::io::Result<usize> {
    let mut chunk = [0; READ];
    let n = (&*socket2::SockRef::from(stream)).read(&mut chunk)?;
    buffer.extend_from_slice(&chunk[..n]);
    Ok(n)
}

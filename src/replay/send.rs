//! Recorded traffic sent again over real sockets, at the pace of the recording or as fast as it is taken.

use super::{Conversation, Way, decode};
use bytes::BytesMut;
use chrono::{DateTime, Utc};
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::teltonika::{Codec, TeltonikaEncoder};
use lienwatch_protocols::{DeviceId, Protocol};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::sync::Semaphore;
use tokio::time::Instant;

/// Devices that speak at the same time: at the recording's pace, and without one.
const AT_ONCE: (usize, usize) = (1000, 64);
/// Longest a connection may take to open, and its end to be answered.
const CONNECT: Duration = Duration::from_secs(10);
const END: Duration = Duration::from_secs(60);
/// Datagrams sent without an answer, and how long one is waited for before more are.
const UNANSWERED: usize = 32;
const ANSWER: Duration = Duration::from_secs(1);

/// How fast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// As fast as it is taken.
    Max,
    /// The recording's pace, so many times faster.
    Times(f64),
}

/// What was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent {
    /// Conversations to their end.
    pub conversations: usize,
    /// Bytes sent.
    pub bytes: usize,
    /// Bytes that came back.
    pub answered: usize,
    /// What went wrong, by conversation.
    pub failed: Vec<String>,
}

/// A conversation ready to be sent.
struct Prepared {
    conversation: Conversation,
    /// A login that the recording lacks.
    login: Vec<u8>,
}

/// Sends conversations to `to`, those of one device one after the other: a newer connection takes the place of an older
/// one. `protocol` and `device`: as the user says.
pub async fn send(
    conversations: Vec<Conversation>,
    to: &str,
    pace: Pace,
    protocol: Option<Protocol>,
    device: Option<&DeviceId>,
) -> Sent {
    let mut by_device: HashMap<String, Vec<Prepared>> = HashMap::new();
    let base = conversations.iter().flat_map(|c| c.chunks.iter().filter_map(|chunk| chunk.at)).min();
    for conversation in conversations {
        let spoken = conversation.spoken(protocol);
        let speaker = spoken.and_then(|p| decode::speaker(&conversation, p));
        let named = device.cloned().or_else(|| conversation.device.clone());
        let login = match (&speaker, spoken, &named) {
            (None, Some(spoken), Some(device)) if conversation.way == Way::Stream => login(spoken, device),
            _ => Vec::new(),
        };
        let known = speaker.map(|s| s.device).or(named);
        let key = known.map_or_else(|| conversation.name.clone(), |device| device.as_str().to_owned());
        by_device.entry(key).or_default().push(Prepared { conversation, login });
    }
    let room = Arc::new(Semaphore::new(if pace == Pace::Max { AT_ONCE.1 } else { AT_ONCE.0 }));
    let clock = Clock { pace, base, start: Instant::now() };
    let mut tasks = tokio::task::JoinSet::new();
    for conversations in by_device.into_values() {
        let (room, to) = (room.clone(), to.to_owned());
        tasks.spawn(async move {
            let _permit = room.acquire_owned().await;
            let mut sent = Sent::default();
            for prepared in conversations {
                let outcome = match prepared.conversation.way {
                    Way::Stream => stream(&prepared, &to, clock).await,
                    Way::Datagram => Box::pin(datagrams(&prepared, &to, clock)).await,
                };
                match outcome {
                    Ok((bytes, answered)) => {
                        sent.conversations += 1;
                        sent.bytes += bytes;
                        sent.answered += answered;
                    }
                    Err(why) => sent.failed.push(format!("{}: {why}", prepared.conversation.name)),
                }
            }
            sent
        });
    }
    let mut all = Sent::default();
    while let Some(sent) = tasks.join_next().await {
        match sent {
            Ok(sent) => {
                all.conversations += sent.conversations;
                all.bytes += sent.bytes;
                all.answered += sent.answered;
                all.failed.extend(sent.failed);
            }
            Err(error) => all.failed.push(error.to_string()),
        }
    }
    all
}

/// The login of a device that the recording began after. JT/T 808 has none that could be made up: its terminals prove
/// themselves with a code, and say who they are in each message.
fn login(protocol: Protocol, device: &DeviceId) -> Vec<u8> {
    let mut bytes = BytesMut::new();
    match protocol {
        Protocol::Gt06 => {
            if let Ok(mut encoder) = Gt06Encoder::new(device.as_str()) {
                encoder.login(&mut bytes);
            }
        }
        Protocol::Teltonika => TeltonikaEncoder::new(device.clone(), Codec::Codec8).login(&mut bytes),
        _ => {}
    }
    bytes.to_vec()
}

/// When a chunk is due.
#[derive(Clone, Copy)]
struct Clock {
    pace: Pace,
    base: Option<DateTime<Utc>>,
    start: Instant,
}

impl Clock {
    async fn wait(self, at: Option<DateTime<Utc>>) {
        if let (Pace::Times(times), Some(base), Some(at)) = (self.pace, self.base, at) {
            let offset = (at - base).to_std().unwrap_or_default();
            tokio::time::sleep_until(self.start + offset.div_f64(times)).await;
        }
    }
}

async fn stream(prepared: &Prepared, to: &str, clock: Clock) -> Result<(usize, usize), String> {
    clock.wait(prepared.conversation.chunks.first().and_then(|c| c.at)).await;
    let connected = tokio::time::timeout(CONNECT, TcpStream::connect(to)).await;
    let stream = connected.map_err(|_| format!("{to} does not answer"))?.map_err(|e| format!("{to}: {e}"))?;
    let _ = stream.set_nodelay(true);
    let (mut read, mut write) = stream.into_split();
    // Answers are read while we write: who does not read is not read.
    let answers = tokio::spawn(async move {
        let (mut answered, mut buffer) = (0, [0; 4096]);
        while let Ok(n @ 1..) = read.read(&mut buffer).await {
            answered += n;
        }
        answered
    });
    let mut bytes = prepared.login.len();
    write.write_all(&prepared.login).await.map_err(|e| e.to_string())?;
    for chunk in &prepared.conversation.chunks {
        clock.wait(chunk.at).await;
        let sent = write.write_all(&chunk.bytes).await;
        sent.map_err(|e| format!("the server closed before packet {} was taken ({e})", chunk.from))?;
        bytes += chunk.bytes.len();
    }
    // The server reads to the end, answers what is left to answer, and closes.
    write.shutdown().await.map_err(|e| e.to_string())?;
    match tokio::time::timeout(END, answers).await {
        Ok(Ok(answered)) => Ok((bytes, answered)),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("the server did not answer the end of the connection within {} s", END.as_secs())),
    }
}

async fn datagrams(prepared: &Prepared, to: &str, clock: Clock) -> Result<(usize, usize), String> {
    let failed = |e: std::io::Error| format!("{to}: {e}");
    let target = tokio::net::lookup_host(to).await.map_err(failed)?.next().ok_or("no such address")?;
    let local = if target.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
    let socket = UdpSocket::bind(local).await.map_err(failed)?;
    socket.connect(target).await.map_err(failed)?;
    let (mut bytes, mut answered, mut waiting) = (0, 0, 0_usize);
    let mut buffer = vec![0; 65_536];
    for chunk in &prepared.conversation.chunks {
        clock.wait(chunk.at).await;
        socket.send(&chunk.bytes).await.map_err(failed)?;
        bytes += chunk.bytes.len();
        waiting += 1;
        while let Ok(n) = socket.try_recv(&mut buffer) {
            answered += n;
            waiting = waiting.saturating_sub(1);
        }
        if waiting >= UNANSWERED {
            match tokio::time::timeout(ANSWER, socket.recv(&mut buffer)).await {
                Ok(received) => {
                    answered += received.map_err(failed)?;
                    waiting -= 1;
                }
                // Its protocol may know no answers.
                Err(_) => waiting = 0,
            }
        }
    }
    while waiting > 0 {
        match tokio::time::timeout(ANSWER, socket.recv(&mut buffer)).await {
            Ok(received) => answered += received.map_err(failed)?,
            Err(_) => break,
        }
        waiting -= 1;
    }
    Ok((bytes, answered))
}

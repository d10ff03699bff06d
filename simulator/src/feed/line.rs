//! One tracker's TCP connection.

use super::{FeedError, Sent, is_message};
use crate::device::{Emission, ReportKind, TrackerSpec};
use crate::wire::{BadTracker, Voice};
use bytes::{Buf, BytesMut};
use lienwatch_protocols::{Kind, Message, Protocol};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

/// A server answers a login within this time.
const LOGIN_PATIENCE: Duration = Duration::from_secs(20);
/// Server bytes not understood yet; a tracker has no more memory.
const MAX_UNREAD: usize = 64 * 1024;

/// One tracker's way to the server.
#[derive(Debug)]
pub(super) struct Line {
    number: u32,
    imei: String,
    address: SocketAddr,
    voice: Voice,
    stream: Option<TcpStream>,
    heard: BytesMut,
    records_sent: u64,
    records_acknowledged: u64,
}

impl Line {
    pub(super) fn new(spec: &TrackerSpec, address: SocketAddr) -> Result<Line, BadTracker> {
        Ok(Line {
            number: spec.number,
            imei: spec.imei.clone(),
            address,
            voice: Voice::of(spec)?,
            stream: None,
            heard: BytesMut::new(),
            records_sent: 0,
            records_acknowledged: 0,
        })
    }

    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// Sends what is due. A silent tracker keeps its socket; a new login leaves the old one behind.
    pub(super) async fn speak(&mut self, emissions: &[Emission]) -> Result<Sent, FeedError> {
        let mut sent = Sent::default();
        for run in emissions.chunk_by(|a, b| is_message(a) && is_message(b)) {
            match run[0].report.kind {
                ReportKind::Login => {
                    self.log_in().await?;
                    sent.logins += 1;
                }
                ReportKind::Close => self.stream = None,
                _ => {
                    let messages: Vec<Message> = run.iter().filter_map(Emission::message).collect();
                    let reports = messages.iter().filter(|m| m.kind != Kind::Heartbeat).count() as u64;
                    if self.stream.is_none() {
                        self.log_in().await?;
                        sent.logins += 1;
                    }
                    self.drain()?;
                    let mut bytes = BytesMut::new();
                    self.voice.say(&messages, &mut bytes);
                    self.write(&bytes).await?;
                    self.records_sent += reports;
                    sent += Sent { logins: 0, messages: messages.len() as u64, reports, bytes: bytes.len() as u64 };
                }
            }
        }
        Ok(sent)
    }

    fn failed(&self, action: &'static str, source: std::io::Error) -> FeedError {
        FeedError::Socket { action, imei: self.imei.clone(), source }
    }

    fn refused(&self, what: &'static str) -> FeedError {
        FeedError::Login { imei: self.imei.clone(), what }
    }

    async fn log_in(&mut self) -> Result<(), FeedError> {
        // What the old connection did not acknowledge never will be.
        (self.records_sent, self.records_acknowledged) = (0, 0);
        self.heard.clear();
        let stream = TcpStream::connect(self.address).await.map_err(|e| self.failed("connect", e))?;
        stream.set_nodelay(true).map_err(|e| self.failed("connect", e))?;
        self.stream = Some(stream);
        let mut bytes = BytesMut::new();
        self.voice.login(&mut bytes);
        self.write(&bytes).await?;
        let until = Instant::now() + LOGIN_PATIENCE;
        loop {
            match timeout_at(until, self.read()).await {
                Err(_) => return Err(self.refused("was not answered in time")),
                Ok(Err(e)) => return Err(self.failed("log in", e)),
                Ok(Ok(0)) => return Err(self.refused("was answered by closing the connection")),
                Ok(Ok(_)) => {}
            }
            if self.voice.protocol() == Protocol::Teltonika {
                if self.heard.has_remaining() {
                    return if self.heard.get_u8() == 1 { Ok(()) } else { Err(self.refused("was refused")) };
                }
                continue;
            }
            let mut answer = BytesMut::new();
            let heeded = self.voice.hear(&mut self.heard, &mut answer);
            self.write(&answer).await?;
            if heeded.refused {
                return Err(self.refused("was refused"));
            }
            if heeded.logged_in {
                return Ok(());
            }
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), FeedError> {
        let Some(stream) = &mut self.stream else { return Ok(()) };
        let result = stream.write_all(bytes).await;
        result.map_err(|e| self.failed("write", e))
    }

    async fn read(&mut self) -> std::io::Result<usize> {
        match &mut self.stream {
            Some(stream) => stream.read_buf(&mut self.heard).await,
            None => Ok(0),
        }
    }

    /// Reads what has arrived, without waiting.
    fn drain(&mut self) -> Result<(), FeedError> {
        let Some(stream) = &self.stream else { return Ok(()) };
        while self.heard.len() < MAX_UNREAD {
            match stream.try_read_buf(&mut self.heard) {
                Ok(0) => break,
                Ok(_) => {}
                Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => break,
                Err(e) => return Err(self.failed("read", e)),
            }
        }
        self.understand();
        Ok(())
    }

    fn understand(&mut self) {
        if self.voice.protocol() == Protocol::Teltonika {
            while self.heard.len() >= 4 {
                self.records_acknowledged += u64::from(self.heard.get_u32());
            }
        } else {
            let mut answers = BytesMut::new();
            self.voice.hear(&mut self.heard, &mut answers);
        }
    }

    /// Waits for acknowledgements; answers records sent and acknowledged on this connection (Teltonika).
    pub(super) async fn settle(&mut self, patience: Duration) -> (u64, u64) {
        if self.voice.protocol() != Protocol::Teltonika || self.stream.is_none() {
            return (0, 0);
        }
        let until = Instant::now() + patience;
        self.understand();
        while self.records_acknowledged < self.records_sent {
            match timeout_at(until, self.read()).await {
                Ok(Ok(n)) if n > 0 => self.understand(),
                _ => break,
            }
        }
        (self.records_sent, self.records_acknowledged)
    }
}

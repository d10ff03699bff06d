//! A tracker with a memory: what was not acknowledged is sent again, and a little of what was.

use bytes::{Buf, BytesMut};
use chrono::{DateTime, Utc};
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::jt808::{Heard, Jt808Encoder};
use lienwatch_protocols::teltonika::{Codec, TeltonikaEncoder};
use lienwatch_protocols::{DeviceId, Kind, Message, Protocol};
use std::collections::{BTreeSet, VecDeque};
use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sent at a time before acknowledgements are waited for.
const WINDOW: usize = 16;
/// Acknowledged messages that a reconnecting device repeats.
const REPEATED: usize = 2;

/// What a device does next.
#[derive(Debug, Clone)]
pub enum Act {
    Login,
    Say(Box<Message>),
    Close,
}

enum Voice {
    Gt06(Gt06Encoder),
    Jt808(Box<Jt808Encoder>),
    Teltonika(TeltonikaEncoder),
}

/// One tracker.
pub struct Device {
    pub imei: String,
    pub protocol: Protocol,
    voice: Voice,
    /// Serial of the last message: what is said again is the same frame again.
    serial: u16,
    stream: Option<TcpStream>,
    heard: BytesMut,
    /// Still to be done.
    pub acts: VecDeque<Act>,
    /// Frames on their way, each with what its acknowledgement covers.
    flying: VecDeque<Vec<Message>>,
    /// The last acknowledged.
    remembered: VecDeque<Message>,
    /// Keep-alives that nobody answers, since the last answer or tick. The world stands still while a killed server is
    /// away: those that it has not stored are said again, and no other, because one is as good as the next.
    unproven: VecDeque<Message>,
    /// How many of those were said in this tick.
    unanswered: usize,
    /// The times of the records that were acknowledged.
    pub acknowledged: BTreeSet<DateTime<Utc>>,
}

impl Device {
    pub fn new(imei: &str, protocol: Protocol) -> Device {
        let id = DeviceId::new(imei).expect("an IMEI");
        let voice = match protocol {
            Protocol::Gt06 => Voice::Gt06(Gt06Encoder::new(imei).expect("an IMEI")),
            Protocol::Jt808 => Voice::Jt808(Box::new(Jt808Encoder::new(&id).expect("an IMEI"))),
            Protocol::Teltonika => Voice::Teltonika(TeltonikaEncoder::new(id, Codec::Extended)),
            Protocol::Json => panic!("JSON comes by MQTT"),
        };
        Device {
            imei: imei.to_owned(),
            protocol,
            voice,
            serial: 0,
            stream: None,
            heard: BytesMut::new(),
            acts: VecDeque::new(),
            flying: VecDeque::new(),
            remembered: VecDeque::new(),
            unproven: VecDeque::new(),
            unanswered: 0,
            acknowledged: BTreeSet::new(),
        }
    }

    fn encoder(&mut self) -> &mut dyn Encoder {
        match &mut self.voice {
            Voice::Gt06(e) => e,
            Voice::Jt808(e) => e.as_mut(),
            Voice::Teltonika(e) => e,
        }
    }

    /// Frames that wait for their acknowledgement.
    pub fn waiting(&self) -> usize {
        self.flying.len()
    }

    pub fn idle(&self) -> bool {
        self.acts.is_empty() && self.flying.is_empty()
    }

    /// The server has gone: everything unacknowledged is to be said again, and the last of what was acknowledged.
    /// `stored` is how many of the tick's keep-alives the server has stored.
    pub fn disconnected(&mut self, stored: usize) {
        self.stream = None;
        self.heard.clear();
        let mut again: Vec<Message> = self.unproven.drain(..).chain(self.flying.drain(..).flatten()).collect();
        if self.protocol == Protocol::Teltonika {
            // What it has stored is what was said first; of a tick that is over, all of it.
            let stored = stored.min(self.unanswered);
            let unheard = self.unanswered - stored;
            let there = again.iter().filter(|m| m.kind == Kind::Heartbeat).count();
            let mut heard = there.checked_sub(unheard).expect("an answer proves what was said before");
            again.retain(|m| {
                let drop = m.kind == Kind::Heartbeat && heard > 0;
                heard -= usize::from(drop);
                !drop
            });
            self.unanswered = stored;
        }
        if !(again.is_empty() && self.acts.is_empty()) {
            again.splice(0..0, self.remembered.iter().cloned());
        }
        again.into_iter().rev().for_each(|m| self.acts.push_front(Act::Say(m.into())));
        self.remembered.clear();
    }

    /// A tick has read everything that was sent.
    pub fn ticked(&mut self) {
        self.unproven.clear();
        self.unanswered = 0;
    }

    /// Does what comes next, up to a window of messages. Logins are answered when this returns.
    pub async fn go_on(&mut self, address: SocketAddr) -> std::io::Result<()> {
        let mut window = Vec::new();
        while let Some(act) = self.acts.front() {
            match act {
                Act::Say(_) if window.len() == WINDOW => break,
                // A device that logs in anew has first heard the answers to what it said.
                Act::Login | Act::Close if !window.is_empty() || !self.flying.is_empty() => break,
                _ => {}
            }
            match self.acts.pop_front() {
                Some(Act::Say(mut message)) => {
                    if message.serial.is_none() {
                        self.serial = self.serial.wrapping_add(1);
                        message.serial = Some(self.serial);
                    }
                    let unanswered = self.protocol == Protocol::Teltonika && message.kind == Kind::Heartbeat;
                    self.unanswered += usize::from(unanswered);
                    window.push(*message);
                }
                Some(Act::Login) => self.log_in(address).await?,
                Some(Act::Close) => self.stream = None,
                None => {}
            }
        }
        if window.is_empty() {
            return Ok(());
        }
        // Until the answer is read, all of it counts as unsaid.
        let frames = self.frames(window);
        let mut bytes = BytesMut::new();
        for frame in &frames {
            self.write_frame(frame, &mut bytes);
        }
        self.flying.extend(frames);
        if self.stream.is_none() {
            self.log_in(address).await?;
        }
        self.write(&bytes).await
    }

    /// What goes into one frame: one message, or a batch where the protocol has batches.
    fn frames(&self, window: Vec<Message>) -> Vec<Vec<Message>> {
        let together = |a: &Message, b: &Message| match self.protocol {
            Protocol::Teltonika => a.kind != Kind::Heartbeat && b.kind != Kind::Heartbeat,
            Protocol::Jt808 => a.buffered && b.buffered && a.kind != Kind::Heartbeat && b.kind != Kind::Heartbeat,
            _ => false,
        };
        window.chunk_by(together).map(<[Message]>::to_vec).collect()
    }

    fn write_frame(&mut self, frame: &[Message], out: &mut BytesMut) {
        match frame {
            [beat] if beat.kind == Kind::Heartbeat => self.encoder().heartbeat(beat, out),
            reports => self.encoder().reports(reports, out),
        }
    }

    async fn log_in(&mut self, address: SocketAddr) -> std::io::Result<()> {
        self.heard.clear();
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        self.stream = Some(stream);
        let mut bytes = BytesMut::new();
        self.encoder().login(&mut bytes);
        self.write(&bytes).await?;
        loop {
            self.read().await?;
            let mut answer = BytesMut::new();
            let done = match &mut self.voice {
                Voice::Gt06(_) => gt06_frame(&mut self.heard).is_some(),
                Voice::Teltonika(_) => self.heard.get_u8() == 1,
                // The answer to the authentication, the second of it where a registration came before.
                Voice::Jt808(e) => e.hear(&mut self.heard, &mut answer).iter().any(|heard| {
                    assert!(!matches!(heard, Heard::Registered { result } if *result != 0), "registration refused");
                    matches!(heard, Heard::Acknowledged { message: 0x0102, result: 0, .. })
                }),
            };
            self.write(&answer).await?;
            if done {
                return Ok(());
            }
        }
    }

    /// Waits for the next acknowledgement; returns how many frames are acknowledged now.
    pub async fn acknowledgement(&mut self) -> std::io::Result<usize> {
        let before = self.flying.len();
        loop {
            self.hear();
            if self.flying.len() < before || self.flying.is_empty() {
                return Ok(before - self.flying.len());
            }
            self.read().await?;
        }
    }

    fn hear(&mut self) {
        // Nobody answers a Teltonika keep-alive.
        let silent = self.protocol == Protocol::Teltonika;
        while silent && self.flying.front().is_some_and(|f| f[0].kind == Kind::Heartbeat) {
            self.unproven.extend(self.flying[0].iter().cloned());
            self.landed();
        }
        match &mut self.voice {
            Voice::Gt06(_) => {
                while gt06_frame(&mut self.heard).is_some() {
                    self.landed();
                }
            }
            Voice::Jt808(e) => {
                let heard = e.hear(&mut self.heard, &mut BytesMut::new());
                for heard in heard {
                    if let Heard::Acknowledged { message: 0x0002 | 0x0200 | 0x0704, result, .. } = heard {
                        assert_eq!(result, 0);
                        self.landed();
                    }
                }
            }
            Voice::Teltonika(_) => {
                while self.heard.len() >= 4 {
                    let records = self.heard.get_u32() as usize;
                    let frame = self.flying.front().map_or(0, Vec::len);
                    assert_eq!(records, frame, "every record of a packet is accepted");
                    self.landed();
                    self.unproven.clear();
                    while self.flying.front().is_some_and(|f| f[0].kind == Kind::Heartbeat) {
                        self.unproven.extend(self.flying[0].iter().cloned());
                        self.landed();
                    }
                }
            }
        }
    }

    fn landed(&mut self) {
        let frame = self.flying.pop_front().expect("an acknowledgement of something that was sent");
        for message in frame.into_iter().filter(|m| m.kind != Kind::Heartbeat) {
            self.acknowledged.extend(message.device_time);
            self.remembered.push_back(message);
            if self.remembered.len() > REPEATED {
                self.remembered.pop_front();
            }
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        match &mut self.stream {
            Some(stream) => stream.write_all(bytes).await,
            None => Err(ErrorKind::NotConnected.into()),
        }
    }

    async fn read(&mut self) -> std::io::Result<()> {
        let Some(stream) = &mut self.stream else { return Err(ErrorKind::NotConnected.into()) };
        match stream.read_buf(&mut self.heard).await? {
            0 => Err(Error::new(ErrorKind::UnexpectedEof, format!("{} was hung up on", self.imei))),
            _ => Ok(()),
        }
    }

    /// Whether something has arrived that was not waited for.
    pub fn has_early_answer(&mut self) -> bool {
        let Some(stream) = &self.stream else { return false };
        match stream.try_read_buf(&mut self.heard) {
            Ok(read) => read > 0,
            Err(error) => error.kind() != ErrorKind::WouldBlock,
        }
    }
}

/// Takes a short frame (`78 78 <length> ...`) off the front.
fn gt06_frame(heard: &mut BytesMut) -> Option<u8> {
    let length = usize::from(*heard.get(2)?) + 5;
    if heard.len() < length {
        return None;
    }
    Some(heard.split_to(length)[3])
}

//! What each tracker puts on the wire: encoders by protocol, and the same bytes decoded again without sockets.

use crate::device::{Emission, ReportKind, TrackerSpec};
use crate::label::time;
use bytes::BytesMut;
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::jt808::{Heard, Jt808Encoder};
use lienwatch_protocols::teltonika::{Codec, TeltonikaEncoder};
use lienwatch_protocols::{DeviceId, Kind, Message, Options, Output, Protocol, Session, json};

/// A tracker that its protocol cannot carry.
#[derive(Debug, thiserror::Error)]
#[error("the tracker {imei} cannot speak {protocol}: {reason}")]
pub struct BadTracker {
    /// Its identity.
    pub imei: String,
    /// Its protocol.
    pub protocol: Protocol,
    /// Why not.
    pub reason: String,
}

/// The device's side of one tracker's protocol.
pub enum Voice {
    /// GT06.
    Gt06(Gt06Encoder),
    /// JT/T 808, which has a registration to hear about before it may speak.
    Jt808(Box<Jt808Encoder>),
    /// Teltonika.
    Teltonika(TeltonikaEncoder),
    /// Our JSON; has no stream form.
    Json(DeviceId),
}

impl std::fmt::Debug for Voice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.protocol().name())
    }
}

impl Voice {
    /// The voice of a tracker.
    pub fn of(spec: &TrackerSpec) -> Result<Voice, BadTracker> {
        let bad = |reason: String| BadTracker { imei: spec.imei.clone(), protocol: spec.protocol, reason };
        let device = DeviceId::new(&spec.imei).map_err(|e| bad(e.to_string()))?;
        Ok(match spec.protocol {
            Protocol::Gt06 => Voice::Gt06(Gt06Encoder::new(&spec.imei).map_err(|e| bad(e.to_string()))?),
            Protocol::Jt808 => Voice::Jt808(Box::new(Jt808Encoder::new(&device).map_err(|e| bad(e.to_string()))?)),
            Protocol::Teltonika => Voice::Teltonika(TeltonikaEncoder::new(device, Codec::Extended)),
            Protocol::Json => Voice::Json(device),
        })
    }

    /// Its protocol.
    pub fn protocol(&self) -> Protocol {
        match self {
            Voice::Gt06(_) => Protocol::Gt06,
            Voice::Jt808(_) => Protocol::Jt808,
            Voice::Teltonika(_) => Protocol::Teltonika,
            Voice::Json(_) => Protocol::Json,
        }
    }

    fn encoder(&mut self) -> Option<&mut dyn Encoder> {
        match self {
            Voice::Gt06(e) => Some(e),
            Voice::Jt808(e) => Some(e.as_mut()),
            Voice::Teltonika(e) => Some(e),
            Voice::Json(_) => None,
        }
    }

    /// Writes what opens a connection.
    pub fn login(&mut self, out: &mut BytesMut) {
        if let Some(encoder) = self.encoder() {
            encoder.login(out);
        }
    }

    /// Writes messages of a stream, in order.
    pub fn say(&mut self, messages: &[Message], out: &mut BytesMut) {
        let Some(encoder) = self.encoder() else { return };
        // Runs of reports go together, so that a batch form is used where there is one.
        for run in messages.chunk_by(|a, b| a.kind != Kind::Heartbeat && b.kind != Kind::Heartbeat) {
            match run {
                [beat] if beat.kind == Kind::Heartbeat => encoder.heartbeat(beat, out),
                reports => encoder.reports(reports, out),
            }
        }
    }

    /// Takes the server's bytes in; writes what the device answers of its own accord. Answers how many records a
    /// Teltonika server has acknowledged, and whether a login has been answered in full.
    pub fn hear(&mut self, input: &mut BytesMut, out: &mut BytesMut) -> Heeded {
        let mut heeded = Heeded::default();
        match self {
            Voice::Jt808(e) => {
                for heard in e.hear(input, out) {
                    // The answer to the authentication ends the login.
                    heeded.refused |= matches!(heard, Heard::Registered { result } if result != 0);
                    heeded.logged_in |= matches!(heard, Heard::Acknowledged { message: 0x0102, result: 0, .. });
                }
            }
            Voice::Gt06(_) => {
                heeded.logged_in = !input.is_empty();
                input.clear();
            }
            Voice::Teltonika(_) | Voice::Json(_) => {}
        }
        heeded
    }
}

/// What a tracker made of the server's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heeded {
    /// The login is answered.
    pub logged_in: bool,
    /// The login is refused.
    pub refused: bool,
}

/// A tracker and a server's session in one process: emissions in, decoded messages out.
pub struct Loopback {
    voice: Voice,
    session: Option<Box<dyn Session>>,
}

impl Loopback {
    /// For one tracker.
    pub fn new(spec: &TrackerSpec) -> Result<Loopback, BadTracker> {
        Ok(Loopback { voice: Voice::of(spec)?, session: spec.protocol.session(Options::default()) })
    }

    /// What a server makes of an emission (nothing of a closed connection).
    pub fn carry(&mut self, emission: &Emission) -> Vec<Message> {
        let Some(message) = emission.message() else { return Vec::new() };
        let mut bytes = BytesMut::new();
        if let Voice::Json(device) = &self.voice {
            if emission.report.kind == ReportKind::Login {
                return Vec::new();
            }
            let payload = json::encode(device, &[message]);
            let decoded = json::decode(Some(device), &payload, 64 * 1024).unwrap_or_default();
            return decoded.into_iter().map(|(_, message)| message).collect();
        }
        if emission.report.kind == ReportKind::Login {
            self.session = self.voice.protocol().session(Options::default());
            self.voice.login(&mut bytes);
        } else {
            self.voice.say(&[message], &mut bytes);
        }
        let mut messages = Vec::new();
        // A login may take a reply and another message of the device.
        while !bytes.is_empty() {
            let (mut outputs, mut answer) = (Vec::new(), BytesMut::new());
            let Some(session) = &mut self.session else { break };
            session.receive(&mut bytes, time(emission.at), &mut outputs);
            bytes.clear();
            for output in outputs {
                match output {
                    Output::Message(message) => messages.push(message),
                    Output::Reply { bytes: reply, .. } => {
                        self.voice.hear(&mut BytesMut::from(&reply[..]), &mut answer);
                    }
                    Output::Identified(_) | Output::Refused(_) | Output::Close(_) => {}
                }
            }
            bytes = answer;
        }
        messages
    }
}

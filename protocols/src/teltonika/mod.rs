//! Teltonika: Codec 8, 8 Extended and 16 records, Codec 7 of the personal trackers, Codec 12 to 15 text, camera
//! pictures; over TCP and UDP.
//!
//! A TCP device logs in with its IMEI, then sends packets of records and keeps a packet until the server has
//! answered with the number of records it took; so the answer waits until the last of them is durable, and a device
//! that gets none, or another number, sends the packet again.
//!
//! `buffered` is never set: the records of a backlog look like live ones, and the vendor's list has no element that
//! tells them apart.

mod accessories;
mod bytes;
mod camera;
mod codec8;
mod elements;
mod encode;
mod frame;
mod gh3000;
mod orders;
mod stream;
mod text;

pub use encode::{Codec, Heard, TeltonikaEncoder, event_of};
pub use text::command;

use self::bytes::Bytes as Reader;
use self::camera::Camera;
use self::codec8::Layout;
use self::elements::Platform;
#[cfg(feature = "conformance")]
use self::frame::Start;
use crate::command::{Command, CommandRefused, Ticket};
use crate::hex::hex;
use crate::message::{Kind, Message, Value};
use crate::session::{
    BadDeviceId, Checksum, DecodeError, DeviceId, Identity, Known, Options, OtherIdentity, Output, Protocol, RecordNo,
    Reply, Session, begin, put, written,
};
use ::bytes::{Buf, BytesMut};
use chrono::{DateTime, Utc};
/// "If the server accepts the device, it answers 01, otherwise 00."
static ACCEPTED: [u8; 1] = [1];
static DECLINED: [u8; 1] = [0];
/// Garbage is told at the latest after this many bytes.
const GARBAGE_TOLD: usize = 4096;

/// A session.
#[derive(Debug)]
pub struct TeltonikaSession {
    options: Options,
    platform: Platform,
    /// The model that the server knows, where it is not the one in the options.
    known_model: Option<String>,
    checksum: Checksum,
    /// Commands sent and not answered: answers come in order, and say nothing of what they answer.
    asked: u8,
    identity: Option<Identity>,
    last: RecordNo,
    /// Bytes skipped since the last frame and not told yet.
    garbage: usize,
    /// Framing is lost: a packet has to have a codec we know.
    lost: bool,
    camera: Option<Camera>,
    /// Replies that are not among the constant ones are cut from this.
    replies: BytesMut,
}

/// How a packet is answered.
#[derive(Debug, Clone, Copy)]
enum Answer {
    /// Four bytes, the number of records.
    Stream,
    /// A channel header, the packet's number and the number of records.
    Datagram(u8),
}

impl TeltonikaSession {
    /// A new session.
    pub fn new(options: Options) -> Self {
        Self {
            platform: Platform::of(options.model.as_deref()),
            identity: options.identity(Protocol::Teltonika),
            known_model: None,
            checksum: options.checksum,
            asked: 0,
            options,
            last: 0,
            garbage: 0,
            lost: false,
            camera: None,
            replies: BytesMut::new(),
        }
    }

    /// Numbers a message and gives it out.
    fn message(&mut self, mut message: Message, out: &mut Vec<Output>) -> RecordNo {
        self.last += 1;
        message.record = self.last;
        out.push(Output::Message(message));
        self.last
    }

    fn keep_alive(&mut self, out: &mut Vec<Output>) {
        if self.identity.is_none() {
            out.push(Output::Refused(DecodeError::BeforeLogin { message: u32::from(frame::KEEP_ALIVE) }));
            return;
        }
        self.message(Message { kind: Kind::Heartbeat, ..Message::default() }, out);
    }

    fn login(&mut self, imei: &[u8], out: &mut Vec<Output>) {
        let answer = match self.identify(imei, out) {
            Ok(()) => {
                self.message(Message { kind: Kind::Login, ..Message::default() }, out);
                &ACCEPTED
            }
            Err(error) => {
                out.push(Output::Refused(error));
                &DECLINED
            }
        };
        out.push(Output::Reply { bytes: Reply::from_slice(answer), after: None });
    }

    fn model_name(&self) -> Option<&str> {
        self.known_model.as_deref().or(self.options.model.as_deref())
    }

    /// Takes the device's identity the first time, compares it later. Each datagram states whose it is, so a datagram
    /// of another device (behind the same address) makes the session that device's.
    fn identify(&mut self, imei: &[u8], out: &mut Vec<Output>) -> Result<(), DecodeError> {
        let text = std::str::from_utf8(imei).map_err(|_| BadDeviceId(hex(imei).into()))?;
        if self.identity.as_ref().is_some_and(|i| i.device.as_str() == text) {
            return Ok(());
        }
        let device = DeviceId::new(text)?;
        match &self.identity {
            Some(known) if known.device == device || self.options.other_identity == OtherIdentity::Session => Ok(()),
            Some(known) if !self.options.datagram => {
                Err(DecodeError::OtherIdentity { expected: known.device.clone(), found: device })
            }
            _ => {
                if self.identity.is_some() {
                    self.know(&Known::default());
                }
                let identity = Identity { protocol: Protocol::Teltonika, device };
                out.push(Output::Identified(identity.clone()));
                self.identity = Some(identity);
                Ok(())
            }
        }
    }

    /// A packet's data field and CRC.
    fn packet(&mut self, packet: &[u8], out: &mut Vec<Output>) {
        let Some((field, crc)) = packet.split_last_chunk::<{ frame::TRAILER }>() else { return };
        if self.identity.is_none() {
            let message = field.first().copied().map_or(0, u32::from);
            out.push(Output::Refused(DecodeError::BeforeLogin { message }));
            return;
        }
        let found = u32::from_be_bytes(*crc);
        let computed = frame::checksum(field);
        if found != computed && self.checksum == Checksum::Refuse {
            out.push(Output::Refused(DecodeError::Checksum { found, computed }));
            // A number that is not the packet's makes the device send it again.
            out.push(Output::Reply { bytes: Reply::from_slice(&[0; 4]), after: None });
            return;
        }
        self.field(field, found == computed, Answer::Stream, out);
    }

    /// A datagram states its device and is answered by its number.
    fn datagram(&mut self, input: &[u8], out: &mut Vec<Output>) {
        if input.len() > self.options.max_frame {
            let limit = self.options.max_frame;
            out.push(Output::Refused(DecodeError::Oversized { length: input.len(), limit }));
            return;
        }
        let datagram = match frame::datagram(input) {
            Ok(datagram) => datagram,
            Err(field) => {
                out.push(Output::Refused(DecodeError::Truncated { message: 0, field }));
                return;
            }
        };
        if let Err(error) = self.identify(datagram.imei, out) {
            out.push(Output::Refused(error));
            return;
        }
        self.field(datagram.field, true, Answer::Datagram(datagram.avl_packet), out);
    }

    /// A data field. `verified`: its checksum is right.
    fn field(&mut self, field: &[u8], verified: bool, answer: Answer, out: &mut Vec<Output>) {
        let &[codec, count, ref rest @ ..] = field else { return };
        match codec {
            0x0c..=0x0f => self.text(codec, count, rest, field, out),
            0x07 | 0x08 | 0x8e | 0x10 => {
                let accepted = self.records(codec, count, rest, field, out);
                // What is checked and yet cut short will not get better: it is kept raw and taken, or the device
                // would send it for ever.
                let accepted = if verified { count } else { accepted };
                self.answer(answer, accepted, out);
            }
            _ => {
                self.unknown(field, out);
                self.answer(answer, count, out);
            }
        }
    }

    /// Gives out the records and returns how many were whole.
    fn records(&mut self, codec: u8, count: u8, records: &[u8], field: &[u8], out: &mut Vec<Output>) -> u8 {
        let layout = Layout::of(codec, count, records);
        let mut bytes = Reader(records);
        out.reserve(usize::from(count).min(records.len() / 8) + 1);
        for done in 0..count {
            // Filled where it will be read: a message is large to move.
            let message = begin(self.last + 1, None, out);
            let outcome = match layout {
                Some(layout) => codec8::record(&mut bytes, layout, self.platform, message),
                None => gh3000::record(&mut bytes, message),
            };
            match outcome {
                Some(Ok(())) => self.last += 1,
                Some(Err(error)) => {
                    self.last += 1;
                    out.push(Output::Refused(error));
                }
                None => {
                    out.pop();
                    let error = DecodeError::Truncated { message: u32::from(codec), field: "record" };
                    out.push(Output::Refused(error));
                    self.unknown(field, out);
                    return done;
                }
            }
        }
        count
    }

    /// Texts and pictures. The first entry that is not understood ends it: the whole is then kept raw, once.
    fn text(&mut self, codec: u8, count: u8, entries: &[u8], field: &[u8], out: &mut Vec<Output>) {
        let mut bytes = Reader(entries);
        for _ in 0..count {
            let understood = text::entry(&mut bytes).and_then(|(kind, payload)| {
                if codec == 0x0c && kind == text::CAMERA {
                    return self.camera(payload, out);
                }
                let mut message = text::message(codec, kind, payload)?;
                if self.asked > 0 && text::answers(kind, &mut message) {
                    self.asked -= 1;
                }
                self.message(message, out);
                Some(())
            });
            if understood.is_none() {
                out.push(Output::Refused(DecodeError::Truncated { message: u32::from(codec), field: "payload" }));
                self.unknown(field, out);
                return;
            }
        }
    }

    fn camera(&mut self, payload: &[u8], out: &mut Vec<Output>) -> Option<()> {
        let step = camera::step(&mut self.camera, payload)?;
        let after = step.message.map(|message| self.message(message, out));
        if let Some(ask) = step.ask {
            camera::ask(ask, &mut self.replies);
            out.push(Output::Reply { bytes: written(&mut self.replies), after });
        }
        Some(())
    }

    /// Keeps a data field raw.
    fn unknown(&mut self, field: &[u8], out: &mut Vec<Output>) {
        let attributes = vec![("raw".into(), Value::Text(hex(field)))];
        self.message(Message { kind: Kind::Unknown, attributes, ..Message::default() }, out);
    }

    /// Says how many records were taken, once the last message given out is durable.
    fn answer(&mut self, answer: Answer, count: u8, out: &mut Vec<Output>) {
        let after = (count > 0 && self.last > 0).then_some(self.last);
        match answer {
            Answer::Stream => put(out, || Output::Reply { bytes: Reply::from_slice(&[0, 0, 0, count]), after }),
            Answer::Datagram(avl_packet) => {
                // Length, the server's own packet id (the device checks only the next two), a byte of no use.
                let bytes = Reply::from_slice(&[0, 5, 0, 0, 1, avl_packet, count]);
                put(out, || Output::Reply { bytes, after });
            }
        }
    }
}

/// Takes the next login or packet off the front of a stream, keep-alives and garbage skipped; `None` while it is
/// incomplete.
#[cfg(feature = "conformance")]
pub(crate) fn split(input: &mut BytesMut, max_frame: usize) -> Option<Vec<u8>> {
    let mut lost = false;
    loop {
        match frame::start(input, max_frame, lost) {
            Start::Incomplete => return None,
            Start::KeepAlive => input.advance(1),
            Start::Garbage | Start::Oversized(_) => {
                lost = true;
                input.advance(1);
            }
            Start::Login(length) | Start::Packet(length) => return Some(input.split_to(length).to_vec()),
        }
    }
}

impl Session for TeltonikaSession {
    fn receive(&mut self, input: &mut BytesMut, _now: DateTime<Utc>, out: &mut Vec<Output>) {
        if self.options.datagram {
            if !input.is_empty() {
                self.datagram(input, out);
                input.clear();
            }
        } else {
            let taken = self.stream(input, out);
            input.advance(taken);
        }
    }

    fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    fn know(&mut self, device: &Known) {
        self.known_model = device.model.clone();
        self.platform = Platform::of(self.model_name());
        self.checksum = if device.tolerate_checksum { Checksum::Tolerate } else { self.options.checksum };
    }

    /// Codec 12, whose answers come in order. Newer tables of the vendor's say that texts may go over UDP too, but nowhere
    /// how such a datagram is framed, and older ones that commands need TCP: a datagram session refuses them.
    fn command(&mut self, command: &Command, out: &mut BytesMut) -> Result<Ticket, CommandRefused> {
        if self.identity.is_none() {
            return Err(CommandRefused::NotIdentified);
        }
        if self.options.datagram {
            return Err(CommandRefused::NotByDatagram);
        }
        text::command(&orders::text(command, self.model_name())?, out);
        // A restart answers nothing.
        self.asked = self.asked.saturating_add(u8::from(*command != Command::Reboot));
        Ok(Ticket(None))
    }
}

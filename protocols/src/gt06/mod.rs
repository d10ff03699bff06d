//! GT06: Concox/Jimi trackers and their many clones.
//!
//! * `frame`: bytes to frames, with resynchronisation; `crc`: their checksum.
//! * `decode`: one frame to one message, by kind; `location`, `reports`, `status`, `radio`, `modules`, `info`, `text`:
//!   the kinds. `alarms`: what alarm codes mean, by model.
//! * `reply`: what the server answers; [`command`]: the frames of what it orders; `orders`: in which words.
//! * [`encode`]: the device's side.

mod alarms;
pub mod command;
mod crc;
mod decode;
pub mod encode;
mod frame;
mod gps;
mod info;
mod location;
mod media;
mod modules;
mod network;
mod orders;
mod radio;
mod reader;
mod reply;
mod reports;
mod status;
mod text;

pub use encode::Gt06Encoder;

use crate::command::{Answer, Command, CommandRefused, Ticket};
use crate::message::{Kind, Message, Value};
use crate::session::{
    Checksum, DecodeError, DeviceId, Identity, Known, Options, OtherIdentity, Output, Protocol, RecordNo, Session,
    begin, put, written,
};
use alarms::Model;
use bytes::{Buf, BytesMut};
use chrono::{DateTime, Utc};
use frame::{Frame, Step, Sum};
use media::Photo;

/// Takes the next frame off the front of `input`, skipping what starts none; `None` while it is incomplete.
pub fn split(input: &mut BytesMut, max_frame: usize) -> Option<Vec<u8>> {
    loop {
        let total = match frame::next(input, max_frame) {
            Step::More => return None,
            Step::Skip(count) => {
                input.advance(count);
                continue;
            }
            Step::Oversized { .. } => {
                input.advance(2);
                continue;
            }
            Step::Frame(frame) => frame.total,
        };
        return Some(input.split_to(total).to_vec());
    }
}

/// After so many bytes of garbage the session says so, though no frame has come yet.
const GARBAGE_REPORT: usize = 4096;

/// A session with one device.
#[derive(Debug)]
pub struct Gt06Session {
    options: Options,
    model: Model,
    /// The model that the server knows, where it is not the one in the options.
    known_model: Option<String>,
    checksum: Checksum,
    /// The server flag of the last command. It starts at the clock, so that an answer that comes on a later connection
    /// is not taken for that connection's.
    flag: u32,
    /// The command that waits for its answer.
    asked: Option<u32>,
    identity: Option<Identity>,
    last_record: RecordNo,
    /// Garbage skipped since the last frame and not yet reported, bytes.
    skipped: usize,
    /// The last frame ended with a carriage return alone; a line feed may still come.
    after_bare_return: bool,
    /// The picture that is being fetched.
    photo: Option<Photo>,
    /// Where a reply is written.
    replies: BytesMut,
}

impl Gt06Session {
    /// A new session.
    pub fn new(options: Options) -> Self {
        let model = Model::named(options.model.as_deref());
        Self {
            identity: options.identity(Protocol::Gt06),
            checksum: options.checksum,
            options,
            model,
            known_model: None,
            flag: 0,
            asked: None,
            last_record: 0,
            skipped: 0,
            after_bare_return: false,
            photo: None,
            replies: BytesMut::new(),
        }
    }

    fn model_name(&self) -> Option<&str> {
        self.known_model.as_deref().or(self.options.model.as_deref())
    }

    /// Counts garbage, and reports it in pieces whose size does not depend on how the bytes came.
    fn skip(&mut self, count: usize, out: &mut Vec<Output>) {
        self.skipped += count;
        while self.skipped >= GARBAGE_REPORT {
            self.skipped -= GARBAGE_REPORT;
            out.push(Output::Refused(DecodeError::Garbage { skipped: GARBAGE_REPORT }));
        }
    }

    #[inline]
    fn report_garbage(&mut self, out: &mut Vec<Output>) {
        if self.skipped > 0 {
            out.push(Output::Refused(DecodeError::Garbage { skipped: std::mem::take(&mut self.skipped) }));
        }
    }

    #[inline]
    fn frame(&mut self, frame: &Frame<'_>, now: DateTime<Utc>, out: &mut Vec<Output>) {
        if let Sum::Wrong { found, computed } = frame.sum
            && self.checksum == Checksum::Refuse
        {
            out.push(Output::Refused(DecodeError::Checksum { found: found.into(), computed: computed.into() }));
            return;
        }
        match frame.kind {
            0x01 if !frame.extended => self.login(frame, now, out),
            // A device may ask for the time before it says who it is.
            0x8a if !frame.extended => self.reply(frame, now, None, out),
            _ if self.identity.is_none() => {
                out.push(Output::Refused(DecodeError::BeforeLogin { message: frame.kind.into() }));
            }
            // Asks where a position is; it reports nothing.
            0x2a if !frame.extended => self.reply(frame, now, None, out),
            _ => self.message(frame, now, out),
        }
    }

    #[inline]
    fn message(&mut self, frame: &Frame<'_>, now: DateTime<Utc>, out: &mut Vec<Output>) {
        let at = out.len();
        let message = begin(self.last_record + 1, serial(frame), out);
        let refused = match decode::fill(frame, self.model, message) {
            Ok(flaw) => flaw,
            Err(error) => {
                // Kept raw and acknowledged: a device would send it again for ever.
                *message = Message { record: message.record, serial: message.serial, ..Message::default() };
                decode::unknown(frame.kind, frame.content, message);
                Some(error)
            }
        };
        if message.kind == Kind::CommandReply {
            self.answered(message);
        }
        self.last_record += 1;
        if let Some(error) = refused {
            out.insert(at, Output::Refused(error));
        }
        match (frame.extended, frame.kind) {
            (false, 0x35) => self.photo = Photo::offered(frame.content),
            (true, 0x36) => self.next_piece(frame.content, out),
            _ => {}
        }
        self.reply(frame, now, Some(self.last_record), out);
    }

    /// Asks for the next piece of a picture, once this one is kept.
    fn next_piece(&mut self, piece: &[u8], out: &mut Vec<Output>) {
        let Some(photo) = self.photo else { return };
        match photo.next(piece) {
            Some(offset) => {
                photo.ask(offset, &mut self.replies);
                out.push(Output::Reply { bytes: written(&mut self.replies), after: Some(self.last_record) });
            }
            None => self.photo = None,
        }
    }

    /// Says which command a text answers: by the flag that it repeats, or by order for clones that send back zeros.
    fn answered(&mut self, message: &mut Message) {
        let repeated = message.answer.map(|answer| answer.ticket).and_then(|Ticket(flag)| flag);
        let flag = repeated.or(self.asked);
        if flag.is_some() && flag == self.asked {
            self.asked = None;
            text::locate(message);
        }
        let accepted = message.answer.and_then(|answer| answer.accepted);
        message.answer = flag.map(|flag| Answer { ticket: Ticket(Some(flag)), accepted });
    }

    /// A login: IMEI, and in newer firmware a type and the time zone.
    fn login(&mut self, frame: &Frame<'_>, now: DateTime<Utc>, out: &mut Vec<Output>) {
        let content = frame.content;
        if content.len() < 8 {
            return out.push(Output::Refused(DecodeError::Truncated { message: 0x01, field: "imei" }));
        }
        // Digits above nine are no digits; the hex text then fails to be an IMEI below.
        let digits =
            decode::imei(content).map_or_else(|| format!("?{}", crate::hex::hex(&content[..8])), |n| n.to_string());
        let device = match DeviceId::new(&digits) {
            Ok(device) => device,
            Err(error) => return out.push(Output::Refused(error.into())),
        };
        match &self.identity {
            None => {
                let identity = Identity { protocol: Protocol::Gt06, device };
                self.identity = Some(identity.clone());
                out.push(Output::Identified(identity));
            }
            Some(known) if known.device != device && self.options.other_identity == OtherIdentity::Conflict => {
                let expected = known.device.clone();
                return out.push(Output::Refused(DecodeError::OtherIdentity { expected, found: device }));
            }
            Some(_) => {}
        }
        self.last_record += 1;
        let mut message =
            Message { record: self.last_record, serial: serial(frame), kind: Kind::Login, ..Message::default() };
        if let [kind_high, kind_low, zone_high, zone_low, ..] = content[8..] {
            let kind = u16::from_be_bytes([kind_high, kind_low]);
            message.attributes.push(("terminalType".into(), Value::Int(kind.into())));
            let minutes = zone_minutes(u16::from_be_bytes([zone_high, zone_low]));
            message.attributes.push(("timezoneMinutes".into(), Value::Int(minutes.into())));
        }
        out.push(Output::Message(message));
        if frame.sum == Sum::Absent {
            // Topin's own form of the answer.
            self.replies.extend_from_slice(&[0x78, 0x78, 0x01, 0x01, 0x0d, 0x0a]);
            out.push(Output::Reply { bytes: written(&mut self.replies), after: None });
        } else {
            self.reply(frame, now, None, out);
        }
    }

    #[inline]
    fn reply(&mut self, frame: &Frame<'_>, now: DateTime<Utc>, after: Option<RecordNo>, out: &mut Vec<Output>) {
        reply::answer(frame, now, &mut self.replies);
        if !self.replies.is_empty() {
            put(out, || Output::Reply { bytes: written(&mut self.replies), after });
        }
    }
}

/// The frame's serial number; the forms without a checksum have none either.
#[inline]
fn serial(frame: &Frame<'_>) -> Option<u16> {
    (frame.sum != Sum::Absent).then(|| u16::from_be_bytes(frame.serial))
}

/// Minutes east of Greenwich: bits 4 to 15 are hours times a hundred plus minutes, bit 3 set is west.
///
/// Source: JM-VL03, "Time zone/language".
fn zone_minutes(zone: u16) -> i32 {
    let hundreds = i32::from(zone >> 4);
    let minutes = hundreds / 100 * 60 + hundreds % 100;
    if zone & 0x08 != 0 { -minutes } else { minutes }
}

impl Session for Gt06Session {
    fn receive(&mut self, input: &mut BytesMut, now: DateTime<Utc>, out: &mut Vec<Output>) {
        if self.flag == 0 {
            // The seconds' low bits; which ones does not matter.
            self.flag = now.timestamp() as u32;
        }
        let mut at = 0;
        loop {
            let bytes = &input[at..];
            if self.after_bare_return {
                match bytes.first() {
                    None => break,
                    Some(first) => {
                        at += usize::from(*first == b'\n');
                        self.after_bare_return = false;
                        continue;
                    }
                }
            }
            match frame::next(bytes, self.options.max_frame) {
                Step::More => break,
                Step::Skip(count) => {
                    self.skip(count, out);
                    at += count;
                }
                Step::Oversized { length } => {
                    self.report_garbage(out);
                    out.push(Output::Refused(DecodeError::Oversized { length, limit: self.options.max_frame }));
                    self.skip(2, out);
                    at += 2;
                }
                Step::Frame(frame) => {
                    self.report_garbage(out);
                    self.after_bare_return = bytes[frame.total - 1] != b'\n';
                    at += frame.total;
                    self.frame(&frame, now, out);
                }
            }
        }
        input.advance(at);
    }

    fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    fn know(&mut self, device: &Known) {
        self.known_model = device.model.clone();
        self.model = Model::named(self.model_name());
        self.checksum = if device.tolerate_checksum { Checksum::Tolerate } else { self.options.checksum };
    }

    fn command(&mut self, command: &Command, out: &mut BytesMut) -> Result<Ticket, CommandRefused> {
        if self.identity.is_none() {
            return Err(CommandRefused::NotIdentified);
        }
        let text = orders::text(command, self.model_name())?;
        // 0 stands for no command.
        self.flag = self.flag.wrapping_add(1).max(1);
        self.asked = Some(self.flag);
        command::online(&text, self.flag, self.flag as u16, out);
        Ok(Ticket(Some(self.flag)))
    }
}

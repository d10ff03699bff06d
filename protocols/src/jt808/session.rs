//! The session: which message is answered how, and who is talking.

use super::batch::{BATCH, SHORT_BATCH};
use super::frame::{self, Framer, Step};
use super::header::{Header, LOCK_REPORT, LOCK_STORED_REPORT, Serial, Terminal};
use super::location::TooShort;
use super::media;
use super::model::Model;
use super::parts::{self, Parts, Taken};
use super::register;
use super::reply::{Replies, Verdict};
use super::{answers, batch, location, lock, transparent};
use crate::message::{Kind, Message};
use crate::session::{
    AuthCode, Checksum, Close, DecodeError, Identity, Options, OtherIdentity, Output, Protocol, RecordNo, Session,
};
use bytes::{Buf, BytesMut};
use chrono::{DateTime, Utc};

/// A session with a JT/T 808 terminal.
///
/// Every message names its terminal, so the first one identifies the session. With [`AuthCode::Keyed`] a terminal must
/// register or authenticate first, and nothing but the authentication opens it to reports.
#[derive(Debug)]
pub struct Jt808Session {
    options: Options,
    model: Model,
    framer: Framer,
    identity: Option<Identity>,
    /// The number of the last frame of this identity, as sent: the same bytes are the same device.
    known: Option<Terminal>,
    access: Access,
    records: RecordNo,
    parts: Parts,
    replies: Replies,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Not authenticated yet.
    Closed,
    Open,
    /// A wrong code was presented: nothing more is taken from this connection.
    Barred,
}

impl Jt808Session {
    /// A new session.
    pub fn new(options: Options) -> Self {
        let model = Model::of(options.model.as_deref());
        // Where the transport vouches for the terminal (or codes are echoed), there is nothing to prove.
        let vouched = options.auth_code == AuthCode::Echo || options.device.is_some();
        let access = if vouched { Access::Open } else { Access::Closed };
        Self {
            identity: options.identity(Protocol::Jt808),
            options,
            model,
            framer: Framer::default(),
            known: None,
            access,
            records: 0,
            parts: Parts::default(),
            replies: Replies::default(),
        }
    }
}

impl Session for Jt808Session {
    fn receive(&mut self, input: &mut BytesMut, now: DateTime<Utc>, out: &mut Vec<Output>) {
        self.replies.reclaim();
        loop {
            if self.access == Access::Barred {
                return input.clear();
            }
            match self.framer.next(input, self.options.max_frame) {
                Step::Incomplete => return,
                Step::Refused(error) => out.push(Output::Refused(error)),
                Step::Text(length) => {
                    let text = String::from_utf8_lossy(&input[..length]).into_owned();
                    self.text(text, now, out);
                    input.advance(length);
                }
                Step::Frame(found) => match self.frame(found.flag, &mut input[found.inner()], now, out) {
                    Ok(()) => self.framer.consume(input, found),
                    Err(error) => {
                        out.push(Output::Refused(error));
                        self.framer.reject(input, found);
                    }
                },
            }
        }
    }

    fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }
}

/// What a message is answered with.
enum Answer {
    /// Nothing: it is an answer itself.
    None,
    /// The general answer, at once.
    AtOnce,
    /// The general answer, when what the message gave is durable.
    WhenDurable,
    /// Another verdict, at once.
    Verdict(Verdict),
}

impl Jt808Session {
    /// What stands between two flags. An error means that it is no frame.
    fn frame(
        &mut self,
        flag: u8,
        inner: &mut [u8],
        now: DateTime<Utc>,
        out: &mut Vec<Output>,
    ) -> Result<(), DecodeError> {
        let length = frame::unescape(inner, flag);
        let Some((&found, content)) = inner[..length].split_last() else { return Ok(()) };
        let computed = frame::xor(content);
        let strict = self.options.checksum == Checksum::Refuse;
        if strict && found != computed {
            return Err(DecodeError::Checksum { found: found.into(), computed: computed.into() });
        }
        let message = content.first_chunk().map_or(0, |id| u32::from(u16::from_be_bytes(*id)));
        let Some((header, body)) = Header::read(content, flag) else {
            return Err(DecodeError::Truncated { message, field: "header" });
        };
        if strict && matches!(header.serial, Serial::Word(_)) && body.len() != header.stated_length() {
            return Err(if body.len() < header.stated_length() {
                DecodeError::Truncated { message, field: "body" }
            } else {
                DecodeError::OutOfRange { message, field: "body length" }
            });
        }
        if let Err(error) = self.admit(&header, out) {
            out.push(Output::Refused(error));
            return Ok(());
        }
        match header.part {
            None => self.message(&header, body, now, out),
            Some(part) if part.total == 1 => self.message(&header, body, now, out),
            Some(part) => match self.parts.take(&header, part, body, now) {
                Taken::Whole(whole) => self.message(&header, &whole, now, out),
                Taken::Kept => self.answer(&header, Answer::AtOnce, out),
                Taken::Misnumbered => {
                    out.push(Output::Refused(DecodeError::OutOfRange { message, field: "part number" }));
                    self.answer(&header, Answer::Verdict(Verdict::Wrong), out);
                }
                Taken::TooLong => {
                    let length = parts::BYTES + body.len();
                    out.push(Output::Refused(DecodeError::Oversized { length, limit: parts::BYTES }));
                    self.answer(&header, Answer::Verdict(Verdict::Failure), out);
                }
            },
        }
        Ok(())
    }

    /// Whether the message's sender may speak here.
    fn admit(&mut self, header: &Header, out: &mut Vec<Output>) -> Result<(), DecodeError> {
        if self.known != Some(header.terminal) {
            let device = header.terminal.device()?;
            match &self.identity {
                None => {
                    if self.access == Access::Closed && !matches!(header.message, 0x0100 | 0x0102) {
                        self.answer(header, Answer::Verdict(Verdict::Failure), out);
                        return Err(DecodeError::BeforeLogin { message: header.message.into() });
                    }
                }
                Some(known) if known.device == device => self.known = Some(header.terminal),
                Some(known) => {
                    if self.options.other_identity == OtherIdentity::Conflict {
                        return Err(DecodeError::OtherIdentity { expected: known.device.clone(), found: device });
                    }
                }
            }
            if self.identity.is_none() && (header.message != 0x0102 || self.access == Access::Open) {
                self.identify(header, device, out);
            }
        }
        if self.access == Access::Closed && !matches!(header.message, 0x0100 | 0x0102) {
            self.answer(header, Answer::Verdict(Verdict::Failure), out);
            return Err(DecodeError::BeforeLogin { message: header.message.into() });
        }
        Ok(())
    }

    fn identify(&mut self, header: &Header, device: crate::session::DeviceId, out: &mut Vec<Output>) {
        let identity = Identity { protocol: Protocol::Jt808, device };
        self.known = Some(header.terminal);
        self.identity = Some(identity.clone());
        out.push(Output::Identified(identity));
    }

    fn message(&mut self, header: &Header, body: &[u8], now: DateTime<Utc>, out: &mut Vec<Output>) {
        let model = self.model;
        let id = header.message;
        if header.is_encrypted() && self.options.checksum == Checksum::Refuse {
            // Only the terminal's maker has the key; the bytes are kept.
            self.keep(answers::unknown(header, body), out);
            return self.answer(header, Answer::WhenDurable, out);
        }
        let records = &mut self.records;
        let mut keep = |mut message: Message, out: &mut Vec<Output>| {
            *records += 1;
            message.record = *records;
            out.push(Output::Message(message));
        };
        let answer = match id {
            0x0200 | LOCK_REPORT | LOCK_STORED_REPORT | 0x0201 | 0x0500 => {
                return self.location(header, body, out);
            }
            SHORT_BATCH if body.len() == 7 => match batch::battery(body) {
                Some(message) => {
                    keep(message, out);
                    Answer::WhenDurable
                }
                None => Answer::AtOnce,
            },
            BATCH | SHORT_BATCH => {
                let mut positions = Vec::new();
                batch::read(id, body, model, &mut |error| out.push(Output::Refused(error)), |p| positions.push(p));
                positions.into_iter().for_each(|position| keep(position, out));
                Answer::WhenDurable
            }
            0x0100 => {
                return self.registration(header, body, out);
            }
            0x0102 => {
                return self.authentication(header, body, out);
            }
            0x0002 | 0x0506 => {
                // A heartbeat is evidence of life: it is answered when it is one in the store too.
                keep(answers::heartbeat(body), out);
                Answer::WhenDurable
            }
            0x0003 => {
                self.answer(header, Answer::AtOnce, out);
                out.push(Output::Close(Close::LoggedOut));
                return;
            }
            0x0109 => {
                out.push(Output::Reply { bytes: self.replies.time(header, now), after: None });
                return;
            }
            0x0801 => {
                let refuse = &mut |error| out.push(Output::Refused(error));
                if let Some((media, message)) = media::data(id, body, refuse) {
                    keep(message, out);
                    let after = Some(self.records);
                    out.push(Output::Reply { bytes: self.replies.media(header, media), after });
                    return;
                }
                Answer::Verdict(Verdict::Wrong)
            }
            0x0900 => {
                let refuse = &mut |error| out.push(Output::Refused(error));
                let message = transparent::read(body, model, refuse);
                keep(message, out);
                Answer::WhenDurable
            }
            _ => {
                let (message, answer) = other(header, body);
                keep(message, out);
                answer
            }
        };
        self.answer(header, answer, out);
    }

    /// Decoded where it will stay: moving messages about costs as much as decoding them.
    fn location(&mut self, header: &Header, body: &[u8], out: &mut Vec<Output>) {
        let id = header.message;
        let at = out.len();
        out.push(Output::Message(Message { record: self.records + 1, ..Message::default() }));
        let Some(Output::Message(position)) = out.last_mut() else { return };
        let mut refused = Vec::new();
        let mut refuse = |error| refused.push(error);
        let read = match id {
            0x0200 => location::read(id, body, self.model, position, &mut refuse),
            // Answers to a query and to a vehicle command carry the serial answered first.
            0x0201 | 0x0500 => match body.get(2..) {
                Some(body) => location::read(id, body, self.model, position, &mut refuse),
                None => Err(TooShort),
            },
            _ => lock::read(id, body, position, &mut refuse).ok_or(TooShort),
        };
        let answer = match read {
            Ok(()) => {
                self.records += 1;
                if matches!(id, 0x0201 | 0x0500) { Answer::None } else { Answer::WhenDurable }
            }
            Err(TooShort) => {
                out.truncate(at);
                refused = vec![DecodeError::Truncated { message: id.into(), field: "location" }];
                Answer::Verdict(Verdict::Wrong)
            }
        };
        out.extend(refused.into_iter().map(Output::Refused));
        self.answer(header, answer, out);
    }

    fn registration(&mut self, header: &Header, body: &[u8], out: &mut Vec<Output>) {
        self.keep(register::registration(header, body), out);
        let Ok(device) = header.terminal.device() else { return };
        let code = register::code(&self.options.auth_code, header, &device);
        out.push(Output::Reply { bytes: self.replies.registered(header, &code), after: None });
    }

    fn authentication(&mut self, header: &Header, body: &[u8], out: &mut Vec<Output>) {
        let Ok(device) = header.terminal.device() else { return };
        if !register::is_authentic(&self.options.auth_code, header, &device, body) {
            self.access = Access::Barred;
            self.answer(header, Answer::Verdict(Verdict::Failure), out);
            out.push(Output::Refused(DecodeError::BadAuthCode));
            out.push(Output::Close(Close::NotAuthenticated));
            return;
        }
        self.access = Access::Open;
        if self.identity.is_none() {
            self.identify(header, device, out);
        }
        self.keep(register::authentication(header, body), out);
        self.answer(header, Answer::AtOnce, out);
    }

    /// Locks also speak text: `(number,1,001,BASE,2,TIME)` asks for the time, the rest are answers to commands.
    fn text(&mut self, text: String, now: DateTime<Utc>, out: &mut Vec<Output>) {
        if text.contains("BASE,2") {
            let answer = text.replace("TIME", &now.format("%Y%m%d%H%M%S").to_string());
            out.push(Output::Reply { bytes: self.replies.text(&answer), after: None });
        } else if self.identity.is_none() || self.access != Access::Open {
            out.push(Output::Refused(DecodeError::BeforeLogin { message: u32::from(b'(') }));
        } else {
            let mut message = answers::blank(Kind::CommandReply);
            message.attributes.push(("result".into(), crate::message::Value::Text(text)));
            self.keep(message, out);
        }
    }

    fn keep(&mut self, mut message: Message, out: &mut Vec<Output>) {
        self.records += 1;
        message.record = self.records;
        out.push(Output::Message(message));
    }

    fn answer(&mut self, header: &Header, answer: Answer, out: &mut Vec<Output>) {
        // Locks say whether they want one.
        if matches!(header.serial, Serial::Byte(_)) && !header.wants_lock_reply() {
            return;
        }
        let (verdict, after) = match answer {
            Answer::None => return,
            Answer::AtOnce => (Verdict::Success, None),
            Answer::WhenDurable => (Verdict::Success, Some(self.records).filter(|&last| last > 0)),
            Answer::Verdict(verdict) => (verdict, None),
        };
        out.push(Output::Reply { bytes: self.replies.general(header, verdict), after });
    }
}

/// Messages that need nothing of the session.
fn other(header: &Header, body: &[u8]) -> (Message, Answer) {
    let unknown = || answers::unknown(header, body);
    match header.message {
        0x0001 => (answers::general(body).unwrap_or_else(unknown), Answer::None),
        0x0104 => (answers::parameters(body).unwrap_or_else(unknown), Answer::None),
        0x0107 => (answers::properties(header, body), Answer::WhenDurable),
        // Trackers answer commands with these two and expect nothing more.
        0x0701 => (answers::waybill(body), Answer::None),
        0x1300 => (answers::text_answer(body), Answer::None),
        0x0702 => (answers::driver(body), Answer::None),
        0x0800 => (media::announced(body).map_or_else(unknown, |(_, message)| message), Answer::WhenDurable),
        0x2070 => (answers::accelerations(body), Answer::None),
        0x6006 => (answers::reported_text(body), Answer::WhenDurable),
        // Answers to the platform (parameters of recorders, media and drivers), which it does not answer.
        0x0302 | 0x0700 | 0x0802 | 0x0805 | 0x1003 | 0x1205 => (unknown(), Answer::None),
        // A maker's photo, in the platform's range of ids.
        0x8888 => (unknown(), Answer::WhenDurable),
        // The platform's own messages come back from nobody.
        0x8000.. => (unknown(), Answer::None),
        // What the platform has stored it need not be sent again.
        _ => (unknown(), Answer::WhenDurable),
    }
}

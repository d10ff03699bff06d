//! What the platform answers. JT/T 808-2013, tables 5 (0x8001) and 7 (0x8100). The platform's serial is 0 throughout:
//! no answer refers to it.

use super::escape::{self, is_special};
use super::frame::FLAG;
use super::header::{Header, Peer, Serial};
use super::scan::{scan, specials};
use crate::session::{Output, RecordNo, Reply, put, written};
use bytes::BytesMut;
use chrono::{DateTime, Datelike, Timelike, Utc};

const GENERAL: u16 = 0x8001;
const REGISTRATION: u16 = 0x8100;
const TIME: u16 = 0x8109;
const MEDIA: u16 = 0x8800;
/// General answer to a lock.
const LOCK: u16 = 0x4401;
const PARTS_MISSING: u16 = 0x8003;

/// Result of a general answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Success = 0,
    Failure = 1,
    /// The message is wrong.
    Wrong = 2,
}

/// Result of a registration (table 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Registration {
    Success = 0,
    /// Who the terminals are is not this platform's to refuse (unknown ones are kept apart, for a person to adopt); a
    /// terminal on another's connection is none of it.
    NoSuchTerminal = 4,
}

/// Makes answers: the general one of a template, the others in a buffer that is used again.
#[derive(Debug, Default)]
pub(super) struct Replies {
    buffer: BytesMut,
    template: Option<Template>,
}

/// The general answer to one peer, of which only five bytes and the checksum change.
#[derive(Debug)]
struct Template {
    peer: Peer,
    /// What a reply holds in place, more than the 25 bytes of an answer of 2019.
    frame: [u8; ROOM],
    head: usize,
    /// Of the header.
    sum: u8,
    /// Whether the header needs no escape.
    is_plain: bool,
}

/// Bytes that a [`Reply`] has room for in place.
const ROOM: usize = 36;

impl Replies {
    /// 0x8001, or a lock's 0x4401, behind what is in `out`.
    #[inline]
    pub(super) fn general(&mut self, to: &Header, verdict: Verdict, after: Option<RecordNo>, out: &mut Vec<Output>) {
        let template = match &mut self.template {
            Some(template) if template.peer == to.peer => template,
            other => other.insert(Template::new(to.peer)),
        };
        let Some(tail) = template.tail(to, verdict) else {
            return put(out, || Output::Reply { bytes: self.any_general(to, verdict), after });
        };
        put(out, || Output::Reply { bytes: Reply::from_buf_and_len(template.frame, template.head + 7), after });
        // Written over where it is: a copy of what was just written in pieces is what a processor waits for.
        if let Some(Output::Reply { bytes, .. }) = out.last_mut() {
            bytes[template.head..].copy_from_slice(&tail);
        }
    }

    /// The same by the long way: with escapes, and to locks.
    #[cold]
    fn any_general(&mut self, to: &Header, verdict: Verdict) -> Reply {
        let [id_high, id_low] = to.message.to_be_bytes();
        match to.serial {
            Serial::Byte(_) => self.frame(to, LOCK, [&[id_high, id_low, verdict as u8], &[]]),
            Serial::Word(serial) => {
                let [high, low] = serial.to_be_bytes();
                self.frame(to, GENERAL, [&[high, low, id_high, id_low, verdict as u8], &[]])
            }
        }
    }

    /// 0x8100; after a success with the code to authenticate with.
    pub(super) fn registered(&mut self, to: &Header, result: Registration, code: &str) -> Reply {
        let [high, low] = to.serial.bytes();
        let code = if result == Registration::Success { code.as_bytes() } else { &[] };
        self.frame(to, REGISTRATION, [&[high, low, result as u8], code])
    }

    /// 0x8003: parts of a split message are asked for again (2013, table 11; 2019 counts them in a word).
    pub(super) fn parts_missing(&mut self, to: &Peer, first_serial: u16, missing: &[u16]) -> Reply {
        let mut body = first_serial.to_be_bytes().to_vec();
        match to.version {
            Some(_) => body.extend_from_slice(&(missing.len() as u16).to_be_bytes()),
            None => body.push(missing.len() as u8),
        }
        missing.iter().for_each(|number| body.extend_from_slice(&number.to_be_bytes()));
        self.write(to, Serial::Word(0), PARTS_MISSING, [&body, &[]])
    }

    /// 0x8109: the time asked for, in UTC.
    pub(super) fn time(&mut self, to: &Header, now: DateTime<Utc>) -> Reply {
        let [high, low] = (now.year() as u16).to_be_bytes();
        let fields = [now.month(), now.day(), now.hour(), now.minute(), now.second()].map(|field| field as u8);
        let [month, day, hour, minute, second] = fields;
        let body = [high, low, month, day, hour, minute, second, Verdict::Success as u8];
        self.frame(to, TIME, [&body, &[]])
    }

    /// 0x8800: the medium arrived whole.
    pub(super) fn media(&mut self, to: &Header, id: u32) -> Reply {
        self.frame(to, MEDIA, [&id.to_be_bytes(), &[]])
    }

    /// Plain text, for the locks that speak it.
    pub(super) fn text(&mut self, text: &str) -> Reply {
        Reply::from_slice(text.as_bytes())
    }

    /// An answer: nothing refers to its serial.
    fn frame(&mut self, to: &Header, message: u16, body: [&[u8]; 2]) -> Reply {
        let serial = match to.serial {
            Serial::Byte(_) => Serial::Byte(1),
            Serial::Word(_) => Serial::Word(0),
        };
        self.write(&to.peer, serial, message, body)
    }

    fn write(&mut self, to: &Peer, serial: Serial, message: u16, body: [&[u8]; 2]) -> Reply {
        let [front, back] = body;
        let head = to.head(message, serial, front.len() + back.len());
        let parts = [head.bytes(), front, back];
        plain(to.flag, &parts).unwrap_or_else(|| {
            escape::write(to.flag, &parts, &mut self.buffer);
            written(&mut self.buffer)
        })
    }
}

/// A frame of the standard that fits into a reply and needs no escape; `None`: it is another.
fn plain(flag: u8, parts: &[&[u8]]) -> Option<Reply> {
    let (mut frame, mut at) = ([FLAG; ROOM], 1);
    for part in parts {
        frame.get_mut(at..at + part.len())?.copy_from_slice(part);
        at += part.len();
    }
    let (sum, is_special_among) = scan(&frame[1..at]);
    if flag != FLAG || is_special_among || is_special(sum) || at + 2 > ROOM {
        return None;
    }
    frame[at] = sum;
    Some(Reply::from_buf_and_len(frame, at + 2))
}

impl Template {
    #[cold]
    fn new(peer: Peer) -> Self {
        let head = peer.head(GENERAL, Serial::Word(0), 5);
        let (sum, is_special_among) = scan(head.bytes());
        let mut frame = [0; ROOM];
        frame[0] = FLAG;
        frame[1..=head.bytes().len()].copy_from_slice(head.bytes());
        let head = 1 + head.bytes().len();
        Template { peer, frame, head, sum, is_plain: peer.flag == FLAG && !is_special_among }
    }

    /// What follows the header, where nothing must be escaped; `None` where something must, and to locks.
    #[inline]
    fn tail(&self, to: &Header, verdict: Verdict) -> Option<[u8; 7]> {
        let Serial::Word(serial) = to.serial else { return None };
        let ([a, b], [c, d], e) = (serial.to_be_bytes(), to.message.to_be_bytes(), verdict as u8);
        let sum = self.sum ^ a ^ b ^ c ^ d ^ e;
        let is_plain = self.is_plain && !specials(u64::from_le_bytes([a, b, c, d, e, sum, 0, 0]));
        is_plain.then_some([a, b, c, d, e, sum, FLAG])
    }
}

impl Serial {
    fn bytes(self) -> [u8; 2] {
        match self {
            Serial::Word(word) => word,
            Serial::Byte(byte) => byte.into(),
        }
        .to_be_bytes()
    }
}

//! What the platform answers. JT/T 808-2013, tables 5 (0x8001) and 7 (0x8100). The platform's serial is 0 throughout:
//! no answer refers to it.

use super::frame;
use super::header::{Header, Peer, Serial};
use crate::session::{Reply, written};
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
    frame: [u8; LONGEST_GENERAL],
    head: usize,
    /// Of the header.
    sum: u8,
    /// Whether the header needs no escape.
    is_plain: bool,
}

/// A flag, a header of 2019, a general answer, the checksum and a flag.
const LONGEST_GENERAL: usize = 1 + 17 + 5 + 1 + 1;
/// The same with a header of 2013.
const SHORT_GENERAL: usize = LONGEST_GENERAL - 5;

impl Replies {
    /// 0x8001, or a lock's 0x4401.
    pub(super) fn general(&mut self, to: &Header, verdict: Verdict) -> Reply {
        let [id_high, id_low] = to.message.to_be_bytes();
        match to.serial {
            Serial::Byte(_) => self.frame(to, LOCK, &[id_high, id_low, verdict as u8]),
            Serial::Word(serial) => {
                let [high, low] = serial.to_be_bytes();
                let body = [high, low, id_high, id_low, verdict as u8];
                self.by_template(to, body).unwrap_or_else(|| self.frame(to, GENERAL, &body))
            }
        }
    }

    /// 0x8100; after a success with the code to authenticate with.
    pub(super) fn registered(&mut self, to: &Header, result: Registration, code: &str) -> Reply {
        let mut body = to.serial.bytes().to_vec();
        body.push(result as u8);
        if result == Registration::Success {
            body.extend_from_slice(code.as_bytes());
        }
        self.frame(to, REGISTRATION, &body)
    }

    /// 0x8003: parts of a split message are asked for again (2013, table 11; 2019 counts them in a word).
    pub(super) fn parts_missing(&mut self, to: &Peer, first_serial: u16, missing: &[u16]) -> Reply {
        let mut body = first_serial.to_be_bytes().to_vec();
        match to.version {
            Some(_) => body.extend_from_slice(&(missing.len() as u16).to_be_bytes()),
            None => body.push(missing.len() as u8),
        }
        missing.iter().for_each(|number| body.extend_from_slice(&number.to_be_bytes()));
        self.write(to, Serial::Word(0), PARTS_MISSING, &body)
    }

    /// 0x8109: the time asked for, in UTC.
    pub(super) fn time(&mut self, to: &Header, now: DateTime<Utc>) -> Reply {
        let [high, low] = (now.year() as u16).to_be_bytes();
        let fields = [now.month(), now.day(), now.hour(), now.minute(), now.second()].map(|field| field as u8);
        let [month, day, hour, minute, second] = fields;
        self.frame(to, TIME, &[high, low, month, day, hour, minute, second, Verdict::Success as u8])
    }

    /// 0x8800: the medium arrived whole.
    pub(super) fn media(&mut self, to: &Header, id: u32) -> Reply {
        self.frame(to, MEDIA, &id.to_be_bytes())
    }

    /// Plain text, for the locks that speak it.
    pub(super) fn text(&mut self, text: &str) -> Reply {
        Reply::from_slice(text.as_bytes())
    }

    /// The general answer without a search for what must be escaped; `None` where something must.
    fn by_template(&mut self, to: &Header, body: [u8; 5]) -> Option<Reply> {
        let peer = to.peer();
        if self.template.as_ref().is_none_or(|template| template.peer != peer) {
            self.template = Some(Template::new(peer));
        }
        let Template { frame, head, sum, .. } = self.template.as_mut().filter(|template| template.is_plain)?;
        let sum = *sum ^ frame::xor(&body);
        if body.iter().chain([&sum]).any(|&byte| frame::is_special(byte)) {
            return None;
        }
        let [a, b, c, d, e] = body;
        frame[*head..*head + 7].copy_from_slice(&[a, b, c, d, e, sum, frame::FLAG]);
        Some(match frame.first_chunk::<SHORT_GENERAL>() {
            Some(short) if *head + 7 == SHORT_GENERAL => Reply::from_slice(short),
            _ => Reply::from_slice(&frame[..*head + 7]),
        })
    }

    /// An answer: nothing refers to its serial.
    fn frame(&mut self, to: &Header, message: u16, body: &[u8]) -> Reply {
        let serial = match to.serial {
            Serial::Byte(_) => Serial::Byte(1),
            Serial::Word(_) => Serial::Word(0),
        };
        self.write(&to.peer(), serial, message, body)
    }

    fn write(&mut self, to: &Peer, serial: Serial, message: u16, body: &[u8]) -> Reply {
        let head = to.head(message, serial, body.len());
        frame::write(to.flag, &[head.bytes(), body], &mut self.buffer);
        written(&mut self.buffer)
    }
}

impl Template {
    fn new(peer: Peer) -> Self {
        let head = peer.head(GENERAL, Serial::Word(0), 5);
        let mut frame = [0; LONGEST_GENERAL];
        frame[0] = frame::FLAG;
        frame[1..=head.bytes().len()].copy_from_slice(head.bytes());
        Template {
            peer,
            frame,
            head: 1 + head.bytes().len(),
            sum: frame::xor(head.bytes()),
            is_plain: peer.flag == frame::FLAG && !head.bytes().iter().any(|&byte| frame::is_special(byte)),
        }
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

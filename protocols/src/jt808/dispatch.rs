//! Which message gives what, and how it is answered.

use super::attributes::Note;
use super::batch::{self, BATCH, SHORT_BATCH};
use super::header::{Header, LOCK_REPORT, LOCK_STORED_REPORT, Serial};
use super::location::{self, TooShort};
use super::media::MEDIA;
use super::reply::{Registration, Verdict};
use super::session::{Access, Answer, Jt808Session};
use super::text::compact_time;
use super::{answers, lock, media, parameters, register, transparent};
use crate::command;
use crate::message::{Kind, Message};
use crate::session::{Close, DecodeError, Output, begin};
use bytes::Bytes;
use chrono::{DateTime, Utc};

impl Jt808Session {
    pub(super) fn message(&mut self, header: &Header, body: &[u8], now: DateTime<Utc>, out: &mut Vec<Output>) {
        let id = header.message;
        if header.is_encrypted() && self.is_strict() {
            // Only the terminal's maker has the key; the bytes are kept.
            answers::unknown(header, body, self.begin(Kind::Unknown, out));
            return self.answer(header, Answer::WhenDurable, out);
        }
        let answer = match id {
            0x0200 | LOCK_REPORT | LOCK_STORED_REPORT | 0x0201 | 0x0500 => self.location(header, body, out),
            SHORT_BATCH if body.len() == 7 => match batch::battery(body) {
                Some(message) => {
                    self.keep(message, out);
                    Answer::WhenDurable
                }
                None => Answer::AtOnce,
            },
            BATCH | SHORT_BATCH => {
                batch::read(id, body, self.model, &mut self.calendar, &mut self.records, out);
                Answer::WhenDurable
            }
            0x0100 => {
                let _ = register::registration(header, body, self.begin(Kind::Login, out));
                let Ok(code) = register::code(&self.options.auth_code, header) else { return };
                let bytes = self.replies.registered(header, Registration::Success, &code);
                out.push(Output::Reply { bytes, after: None });
                Answer::None
            }
            0x0102 => self.authentication(header, body, out),
            0x0002 | 0x0506 => {
                // A heartbeat is evidence of life: it is answered when it is one in the store too.
                answers::heartbeat(body, self.begin(Kind::Heartbeat, out));
                Answer::WhenDurable
            }
            0x0003 => {
                self.answer(header, Answer::AtOnce, out);
                out.push(Output::Close(Close::LoggedOut));
                Answer::None
            }
            0x0109 => {
                out.push(Output::Reply { bytes: self.replies.time(header, now), after: None });
                Answer::None
            }
            MEDIA => self.media(header, Bytes::copy_from_slice(body), out),
            0x0900 => {
                let (at, mut refused) = (out.len(), Vec::new());
                let message = self.begin(Kind::Status, out);
                transparent::read(body, self.model, message, &mut |error| refused.push(Output::Refused(error)));
                if !refused.is_empty() {
                    out.splice(at..at, refused);
                }
                Answer::WhenDurable
            }
            _ => self.other(header, body, out),
        };
        self.answer(header, answer, out);
    }

    fn location(&mut self, header: &Header, body: &[u8], out: &mut Vec<Output>) -> Answer {
        let id = header.message;
        let at = out.len();
        let position = begin(self.records + 1, self.heard, out);
        let mut refused = Vec::new();
        let mut refuse = |error| refused.push(error);
        let read = match id {
            0x0200 => location::read(id, body, self.model, &mut self.calendar, position, &mut refuse),
            // Answers to a query and to a vehicle command carry the serial answered first.
            0x0201 | 0x0500 => match body {
                [high, low, body @ ..] => {
                    position.answer = answers::answered(u16::from_be_bytes([*high, *low]), Some(true));
                    location::read(id, body, self.model, &mut self.calendar, position, &mut refuse)
                }
                _ => Err(TooShort),
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
        if !refused.is_empty() {
            out.extend(refused.into_iter().map(Output::Refused));
        }
        answer
    }

    fn authentication(&mut self, header: &Header, body: &[u8], out: &mut Vec<Output>) -> Answer {
        let Ok(is_authentic) = register::is_authentic(&self.options.auth_code, header, body) else {
            return Answer::None;
        };
        if !is_authentic {
            self.access = Access::Barred;
            self.answer(header, Answer::Verdict(Verdict::Failure), out);
            out.push(Output::Refused(DecodeError::BadAuthCode));
            out.push(Output::Close(Close::NotAuthenticated));
            return Answer::None;
        }
        self.access = Access::Open;
        if self.identity.is_none() {
            let Ok(device) = header.peer.terminal.device() else { return Answer::None };
            self.identify(header, device, out);
        }
        register::authentication(header, body, self.begin(Kind::Login, out));
        Answer::AtOnce
    }

    /// Answered with the medium's own answer, when its bytes are durable; of a split one the last part too.
    pub(super) fn media(&mut self, header: &Header, body: Bytes, out: &mut Vec<Output>) -> Answer {
        let refuse = &mut |error| out.push(Output::Refused(error));
        let Some((id, message)) = media::data(header.message, &body, refuse) else {
            return Answer::Verdict(Verdict::Wrong);
        };
        self.keep(message, out);
        if header.part.is_some_and(|part| part.total > 1) {
            self.answer(header, Answer::WhenDurable, out);
        }
        out.push(Output::Reply { bytes: self.replies.media(header, id), after: Some(self.records) });
        Answer::None
    }

    /// Locks also speak text: `(number,1,001,BASE,2,TIME)` asks for the time, the rest are answers to commands.
    pub(super) fn text(&mut self, text: &str, now: DateTime<Utc>, out: &mut Vec<Output>) {
        if text.as_bytes().windows(6).any(|window| window == b"BASE,2") {
            let answer = text.replace("TIME", &compact_time(now));
            out.push(Output::Reply { bytes: self.replies.text(&answer), after: None });
        } else if self.identity.is_none() || self.access != Access::Open {
            out.push(Output::Refused(DecodeError::BeforeLogin { message: u32::from(b'(') }));
        } else {
            self.begin(Kind::CommandReply, out).text("result", text);
        }
    }

    /// Messages that are neither reports nor part of the session.
    fn other(&mut self, header: &Header, body: &[u8], out: &mut Vec<Output>) -> Answer {
        let to = self.begin(Kind::Unknown, out);
        let (known, answer) = match header.message {
            0x0001 => (answers::general(body, to), Answer::None),
            0x0104 => (parameters::told(body, to), Answer::None),
            0x0107 => (answers::properties(header, body, to).or(Some(())), Answer::WhenDurable),
            0x0802 => (answers::found(body, to), Answer::None),
            0x0805 => (answers::photos(body, to), Answer::None),
            0x1300 => (answers::text_answer(body, to), Answer::None),
            // Trackers answer texts with these two. They name no command: the last one it is.
            0x0701 => {
                answers::waybill(body, to);
                to.answer = self.last_text();
                (Some(()), Answer::None)
            }
            0x6006 => {
                answers::reported_text(body, to);
                to.answer = self.last_text();
                (Some(()), Answer::WhenDurable)
            }
            0x0702 => (answers::driver(body, to).or(Some(())), Answer::None),
            0x0800 => (media::announced(body, to), Answer::WhenDurable),
            0x2070 => {
                answers::accelerations(body, to);
                (Some(()), Answer::None)
            }
            // Answers to the platform (parameters of recorders, media and drivers), which it does not answer.
            0x0302 | 0x0700 | 0x1003 | 0x1205 => (None, Answer::None),
            // A maker's photo, in the platform's range of ids.
            0x8888 => (None, Answer::WhenDurable),
            // The platform's own messages come back from nobody.
            0x8000.. => (None, Answer::None),
            // What the platform has stored it need not be sent again.
            _ => (None, Answer::WhenDurable),
        };
        if known.is_none() {
            // What was read before it turned out to be something else is none of it.
            *to = Message { record: to.record, serial: to.serial, ..Message::default() };
            answers::unknown(header, body, to);
        }
        answer
    }

    fn last_text(&mut self) -> Option<command::Answer> {
        self.text_sent.take().and_then(|serial| answers::answered(serial, None))
    }

    /// The next message, empty, at the end of `out`.
    fn begin<'out>(&mut self, kind: Kind, out: &'out mut Vec<Output>) -> &'out mut Message {
        self.records += 1;
        let message = begin(self.records, self.heard, out);
        message.kind = kind;
        message
    }

    pub(super) fn keep(&mut self, mut message: Message, out: &mut Vec<Output>) {
        self.records += 1;
        message.record = self.records;
        message.serial = self.heard;
        out.push(Output::Message(message));
    }

    pub(super) fn answer(&mut self, header: &Header, answer: Answer, out: &mut Vec<Output>) {
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
        self.replies.general(header, verdict, after, out);
    }
}

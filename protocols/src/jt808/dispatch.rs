//! Which message gives what, and how it is answered.

use super::batch::{self, BATCH, SHORT_BATCH};
use super::header::{Header, LOCK_REPORT, LOCK_STORED_REPORT, Serial};
use super::location::{self, TooShort};
use super::reply::{Registration, Verdict};
use super::session::{Access, Answer, Jt808Session};
use super::{answers, lock, media, parameters, register, transparent};
use crate::command::{self, Ticket};
use crate::message::{Kind, Message, Value};
use crate::session::{Close, DecodeError, Output};
use chrono::{DateTime, Utc};

/// The device did what the command of that serial asked; `accepted` as in [`command::Answer`].
fn answered(serial: u16, accepted: Option<bool>) -> Option<command::Answer> {
    Some(command::Answer { ticket: Ticket(Some(serial.into())), accepted })
}

impl Jt808Session {
    pub(super) fn message(&mut self, header: &Header, body: &[u8], now: DateTime<Utc>, out: &mut Vec<Output>) {
        let id = header.message;
        if header.is_encrypted() && self.is_strict() {
            // Only the terminal's maker has the key; the bytes are kept.
            self.keep(answers::unknown(header, body), out);
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
                batch::read(id, body, self.model, &mut self.records, out);
                Answer::WhenDurable
            }
            0x0100 => {
                self.keep(register::registration(header, body), out);
                let Ok(device) = header.terminal.device() else { return };
                let code = register::code(&self.options.auth_code, header, &device);
                let bytes = self.replies.registered(header, Registration::Success, &code);
                out.push(Output::Reply { bytes, after: None });
                Answer::None
            }
            0x0102 => self.authentication(header, body, out),
            0x0002 | 0x0506 => {
                // A heartbeat is evidence of life: it is answered when it is one in the store too.
                self.keep(answers::heartbeat(body), out);
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
            0x0801 => self.media(header, body, out),
            0x0900 => {
                let refuse = &mut |error| out.push(Output::Refused(error));
                let message = transparent::read(body, self.model, refuse);
                self.keep(message, out);
                Answer::WhenDurable
            }
            _ => {
                let (message, answer) = self.other(header, body);
                self.keep(message, out);
                answer
            }
        };
        self.answer(header, answer, out);
    }

    /// Decoded where it will stay: moving messages about costs as much as decoding them.
    fn location(&mut self, header: &Header, body: &[u8], out: &mut Vec<Output>) -> Answer {
        let id = header.message;
        let at = out.len();
        out.push(Output::Message(Message { record: self.records + 1, serial: self.heard, ..Message::default() }));
        let Some(Output::Message(position)) = out.last_mut() else { return Answer::None };
        let mut refused = Vec::new();
        let mut refuse = |error| refused.push(error);
        let read = match id {
            0x0200 => location::read(id, body, self.model, position, &mut refuse),
            // Answers to a query and to a vehicle command carry the serial answered first.
            0x0201 | 0x0500 => match body {
                [high, low, body @ ..] => {
                    position.answer = answered(u16::from_be_bytes([*high, *low]), Some(true));
                    location::read(id, body, self.model, position, &mut refuse)
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
        out.extend(refused.into_iter().map(Output::Refused));
        answer
    }

    fn authentication(&mut self, header: &Header, body: &[u8], out: &mut Vec<Output>) -> Answer {
        let Ok(device) = header.terminal.device() else { return Answer::None };
        if !register::is_authentic(&self.options.auth_code, header, &device, body) {
            self.access = Access::Barred;
            self.answer(header, Answer::Verdict(Verdict::Failure), out);
            out.push(Output::Refused(DecodeError::BadAuthCode));
            out.push(Output::Close(Close::NotAuthenticated));
            return Answer::None;
        }
        self.access = Access::Open;
        if self.identity.is_none() {
            self.identify(header, device, out);
        }
        self.keep(register::authentication(header, body), out);
        Answer::AtOnce
    }

    /// Answered with the medium's own answer, when its bytes are durable; of a split one the last part too.
    fn media(&mut self, header: &Header, body: &[u8], out: &mut Vec<Output>) -> Answer {
        let refuse = &mut |error| out.push(Output::Refused(error));
        let Some((id, message)) = media::data(header.message, body, refuse) else {
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
    pub(super) fn text(&mut self, text: String, now: DateTime<Utc>, out: &mut Vec<Output>) {
        if text.contains("BASE,2") {
            let answer = text.replace("TIME", &now.format("%Y%m%d%H%M%S").to_string());
            out.push(Output::Reply { bytes: self.replies.text(&answer), after: None });
        } else if self.identity.is_none() || self.access != Access::Open {
            out.push(Output::Refused(DecodeError::BeforeLogin { message: u32::from(b'(') }));
        } else {
            let mut message = answers::blank(Kind::CommandReply);
            message.attributes.push(("result".into(), Value::Text(text.into())));
            self.keep(message, out);
        }
    }

    /// Messages that are neither reports nor part of the session.
    fn other(&mut self, header: &Header, body: &[u8]) -> (Message, Answer) {
        let unknown = || answers::unknown(header, body);
        let known = |known: Option<(u16, Option<bool>, Message)>| match known {
            Some((serial, accepted, message)) => Message { answer: answered(serial, accepted), ..message },
            None => unknown(),
        };
        match header.message {
            0x0001 => (known(answers::general(body)), Answer::None),
            0x0104 => (known(parameters::told(body).map(|(serial, m)| (serial, Some(true), m))), Answer::None),
            0x0107 => (answers::properties(header, body), Answer::WhenDurable),
            0x0802 => (known(answers::found(body)), Answer::None),
            0x0805 => (known(answers::photos(body)), Answer::None),
            0x1300 => (known(answers::text_answer(body)), Answer::None),
            // Trackers answer texts with these two. They name no command: the last one it is.
            0x0701 => (self.in_answer(answers::waybill(body)), Answer::None),
            0x6006 => (self.in_answer(answers::reported_text(body)), Answer::WhenDurable),
            0x0702 => (answers::driver(body), Answer::None),
            0x0800 => (media::announced(body).map_or_else(unknown, |(_, message)| message), Answer::WhenDurable),
            0x2070 => (answers::accelerations(body), Answer::None),
            // Answers to the platform (parameters of recorders, media and drivers), which it does not answer.
            0x0302 | 0x0700 | 0x1003 | 0x1205 => (unknown(), Answer::None),
            // A maker's photo, in the platform's range of ids.
            0x8888 => (unknown(), Answer::WhenDurable),
            // The platform's own messages come back from nobody.
            0x8000.. => (unknown(), Answer::None),
            // What the platform has stored it need not be sent again.
            _ => (unknown(), Answer::WhenDurable),
        }
    }

    fn in_answer(&mut self, text: Message) -> Message {
        let answer = self.text_sent.take().and_then(|serial| answered(serial, None));
        Message { answer, ..text }
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
        out.push(Output::Reply { bytes: self.replies.general(header, verdict), after });
    }
}

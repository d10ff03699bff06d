//! The session: who is talking, which frames are taken, and what is asked of the terminal.

use super::escape;
use super::frame::{FLAG, Found, Framer, Step};
use super::header::{Header, Peer, Serial, Terminal, Version};
use super::media::MEDIA;
use super::model::Model;
use super::order::{self, order};
use super::parts::{self, Bounds, Parts, Taken};
use super::reply::{Registration, Replies, Verdict};
use super::time::Calendar;
use crate::command::{Command, CommandRefused, Ticket};
use crate::session::{
    AuthCode, Checksum, DecodeError, DeviceId, Identity, Known, Options, OtherIdentity, Output, Protocol, RecordNo,
    Session,
};
use bytes::{Buf, BytesMut};
use chrono::{DateTime, Utc};
use std::ops::RangeInclusive;

/// A session with a JT/T 808 terminal.
///
/// Every message names its terminal, so the first one identifies the session. With [`AuthCode::Keyed`] a terminal must
/// register or authenticate first, and nothing but the authentication opens it to reports.
#[derive(Debug)]
pub struct Jt808Session {
    pub(super) options: Options,
    pub(super) model: Model,
    checksum: Checksum,
    framer: Framer,
    pub(super) identity: Option<Identity>,
    /// The sender of the last frame of this identity: the same bytes are the same device.
    peer: Option<Peer>,
    /// The device is on the books: its media are kept, and may be large.
    registered: bool,
    pub(super) access: Access,
    pub(super) records: RecordNo,
    /// Serial of the frame that is being read.
    pub(super) heard: Option<u16>,
    pub(super) calendar: Calendar,
    parts: Parts,
    pub(super) replies: Replies,
    /// Serial of the last command.
    serial: u16,
    /// Serial of the last text, until the terminal has answered with one.
    pub(super) text_sent: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Not authenticated yet.
    Closed,
    Open,
    /// A wrong code was presented: nothing more is taken from this connection.
    Barred,
}

/// What a message is answered with.
pub(super) enum Answer {
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
    /// A new session.
    pub fn new(options: Options) -> Self {
        // Where the transport vouches for the terminal (or codes are echoed), there is nothing to prove.
        let vouched = options.auth_code == AuthCode::Echo || options.device.is_some();
        Self {
            identity: options.identity(Protocol::Jt808),
            model: Model::of(options.model.as_deref()),
            checksum: options.checksum,
            options,
            framer: Framer::default(),
            peer: None,
            registered: false,
            access: if vouched { Access::Open } else { Access::Closed },
            records: 0,
            heard: None,
            calendar: Calendar::default(),
            parts: Parts::default(),
            replies: Replies::default(),
            serial: 0,
            text_sent: None,
        }
    }
}

impl Session for Jt808Session {
    fn receive(&mut self, input: &mut BytesMut, now: DateTime<Utc>, out: &mut Vec<Output>) {
        loop {
            if self.access == Access::Barred {
                return input.clear();
            }
            match self.framer.whole(input, self.options.max_frame) {
                Some((found, sum)) => {
                    let heard = self.frame(found.flag, sum, &input[found.inner()], now, out);
                    self.drop_frame(found, heard, input, out);
                }
                None => {
                    if !self.next(input, now, out) {
                        return;
                    }
                }
            }
            if input.is_empty() {
                return;
            }
        }
    }

    fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    fn settled(&mut self, records: &RangeInclusive<RecordNo>, stored: bool) {
        self.parts.settled(records, stored);
    }

    fn know(&mut self, device: &Known) {
        self.model = Model::of(device.model.as_deref().or(self.options.model.as_deref()));
        if device.registered && !self.registered {
            // Its first parts may have come together with its login.
            self.parts.forgive();
        }
        self.registered = device.registered;
        self.checksum = if device.tolerate_checksum { Checksum::Tolerate } else { self.options.checksum };
    }

    /// The command with the session's next serial, which the terminal's answer repeats.
    fn command(&mut self, command: &Command, out: &mut BytesMut) -> Result<Ticket, CommandRefused> {
        let identity = self.identity.as_ref().filter(|_| self.access == Access::Open);
        let identity = identity.ok_or(CommandRefused::NotIdentified)?;
        let peer = match self.peer {
            Some(peer) => peer,
            None => Peer::unheard(&identity.device).ok_or(CommandRefused::NotIdentified)?,
        };
        let order = order(command, self.model, peer.version.is_some())?;
        // 0 is the serial of answers, which nothing refers to.
        self.serial = self.serial.checked_add(1).unwrap_or(1);
        if order.message == order::TEXT {
            self.text_sent = Some(self.serial);
        }
        let head = peer.head(order.message, Serial::Word(self.serial), order.body.len());
        escape::write(peer.flag, &[head.bytes(), &order.body], out);
        Ok(Ticket(Some(self.serial.into())))
    }
}

impl Jt808Session {
    /// What a search finds in the input, where its front is no usual frame; `false`: nothing complete.
    #[inline(never)]
    fn next(&mut self, input: &mut BytesMut, now: DateTime<Utc>, out: &mut Vec<Output>) -> bool {
        match self.framer.next(input, self.options.max_frame) {
            Step::Incomplete => return false,
            Step::Refused(error) => out.push(Output::Refused(error)),
            Step::Text(length) => {
                self.heard = None;
                self.text(&String::from_utf8_lossy(&input[..length]), now, out);
                input.advance(length);
            }
            Step::Frame(found) => {
                let inner = &mut input[found.inner()];
                let length = if found.is_plain { inner.len() } else { escape::unescape(inner, found.flag) };
                let inner = &inner[..length];
                let heard = self.frame(found.flag, escape::xor(inner), inner, now, out);
                self.drop_frame(found, heard, input, out);
            }
        }
        true
    }

    #[inline]
    fn drop_frame(
        &mut self,
        found: Found,
        heard: Result<(), DecodeError>,
        input: &mut BytesMut,
        out: &mut Vec<Output>,
    ) {
        match heard {
            Ok(()) => self.framer.consume(input, found),
            Err(error) => {
                out.push(Output::Refused(error));
                self.framer.reject(input, found);
            }
        }
    }

    /// What stands between two flags, without escapes, and the XOR of it. An error means that it is no frame.
    #[inline]
    fn frame(
        &mut self,
        flag: u8,
        sum: u8,
        inner: &[u8],
        now: DateTime<Utc>,
        out: &mut Vec<Output>,
    ) -> Result<(), DecodeError> {
        let Some((&found, content)) = inner.split_last() else { return Ok(()) };
        // With a checksum that is right everything adds up to nothing.
        if sum != 0 && self.is_strict() {
            return Err(DecodeError::Checksum { found: found.into(), computed: (sum ^ found).into() });
        }
        match Header::usual(content).filter(|_| flag == FLAG) {
            Some((header, body)) => self.sentence(&header, body, now, out),
            None => self.other_sentence(content, flag, now, out),
        }
    }

    /// With a header of any form.
    #[inline(never)]
    fn other_sentence(
        &mut self,
        content: &[u8],
        flag: u8,
        now: DateTime<Utc>,
        out: &mut Vec<Output>,
    ) -> Result<(), DecodeError> {
        match Header::read(content, flag) {
            Some((header, body)) => self.sentence(&header, body, now, out),
            None => {
                let message = content.first_chunk().map_or(0, |id| u32::from(u16::from_be_bytes(*id)));
                Err(DecodeError::Truncated { message, field: "header" })
            }
        }
    }

    #[inline]
    fn sentence(
        &mut self,
        header: &Header,
        body: &[u8],
        now: DateTime<Utc>,
        out: &mut Vec<Output>,
    ) -> Result<(), DecodeError> {
        if self.is_strict() && matches!(header.serial, Serial::Word(_)) && body.len() != header.stated_length() {
            let message = header.message.into();
            return Err(if body.len() < header.stated_length() {
                DecodeError::Truncated { message, field: "body" }
            } else {
                DecodeError::OutOfRange { message, field: "body length" }
            });
        }
        if let Err(error) = self.admit(header, out) {
            out.push(Output::Refused(error));
            return Ok(());
        }
        self.heard = Some(header.serial.number());
        match header.part {
            Some(part) if part.total != 1 => self.part(header, part, body, now, out),
            _ => self.message(header, body, now, out),
        }
        if !self.parts.is_empty() {
            self.ask_for_parts(header, now, out);
        }
        Ok(())
    }

    /// A part of a split message: each is answered at once, the last one as the whole message is.
    fn part(
        &mut self,
        header: &Header,
        part: super::header::Part,
        body: &[u8],
        now: DateTime<Utc>,
        out: &mut Vec<Output>,
    ) {
        let message = header.message.into();
        let most = match header.message {
            // What the parts themselves cost is ours to bear.
            MEDIA if self.registered => self.options.max_message + self.options.max_message / 8,
            _ => parts::BYTES,
        };
        let bounds = Bounds { most, room: &self.options.room, registered: self.registered };
        match self.parts.take(header, part, body, now, bounds) {
            Taken::Whole(id, whole) => {
                let before = self.records;
                if header.message == MEDIA && !(header.is_encrypted() && self.is_strict()) {
                    let answer = self.media(header, whole.clone(), out);
                    self.answer(header, answer, out);
                } else {
                    self.message(header, &whole, now, out);
                }
                self.parts.given_out(id, whole, before + 1..=self.records, self.options.datagram, now);
            }
            Taken::Kept => self.answer(header, Answer::AtOnce, out),
            Taken::Again => self.answer(header, Answer::WhenDurable, out),
            Taken::OnItsWay => {}
            Taken::Misnumbered => {
                out.push(Output::Refused(DecodeError::OutOfRange { message, field: "part number" }));
                self.answer(header, Answer::Verdict(Verdict::Wrong), out);
            }
            Taken::Refused(why) => {
                out.extend(why.map(Output::Refused));
                self.answer(header, Answer::Verdict(Verdict::Failure), out);
            }
        }
    }

    fn ask_for_parts(&mut self, header: &Header, now: DateTime<Utc>, out: &mut Vec<Output>) {
        let replies = &mut self.replies;
        self.parts.overdue(now, |first_serial, missing| {
            let bytes = replies.parts_missing(&header.peer, first_serial, missing);
            out.push(Output::Reply { bytes, after: None });
        });
    }

    /// Whether the message's sender may speak here.
    fn admit(&mut self, header: &Header, out: &mut Vec<Output>) -> Result<(), DecodeError> {
        let peer = header.peer;
        if self.peer != Some(peer) {
            self.introduce(header, peer, out)?;
        }
        if self.access == Access::Closed && !matches!(header.message, 0x0100 | 0x0102) {
            self.answer(header, Answer::Verdict(Verdict::Failure), out);
            return Err(DecodeError::BeforeLogin { message: header.message.into() });
        }
        Ok(())
    }

    /// A frame of another form than the last one: another device, or the same in another version.
    fn introduce(&mut self, header: &Header, peer: Peer, out: &mut Vec<Output>) -> Result<(), DecodeError> {
        let device = header.peer.terminal.device()?;
        match &self.identity {
            None => {
                if self.access == Access::Closed && !matches!(header.message, 0x0100 | 0x0102) {
                    self.answer(header, Answer::Verdict(Verdict::Failure), out);
                    return Err(DecodeError::BeforeLogin { message: header.message.into() });
                }
            }
            Some(known) if known.device == device => self.peer = Some(peer),
            Some(known) => {
                if self.options.other_identity == OtherIdentity::Conflict {
                    let expected = known.device.clone();
                    if header.message == 0x0100 {
                        // The connection is the other terminal's.
                        let bytes = self.replies.registered(header, Registration::NoSuchTerminal, "");
                        out.push(Output::Reply { bytes, after: None });
                    }
                    return Err(DecodeError::OtherIdentity { expected, found: device });
                }
            }
        }
        if self.identity.is_none() && (header.message != 0x0102 || self.access == Access::Open) {
            self.identify(header, device, out);
        }
        Ok(())
    }

    pub(super) fn identify(&mut self, header: &Header, device: DeviceId, out: &mut Vec<Output>) {
        let identity = Identity { protocol: Protocol::Jt808, device };
        self.peer = Some(header.peer);
        self.identity = Some(identity.clone());
        out.push(Output::Identified(identity));
    }

    pub(super) fn is_strict(&self) -> bool {
        self.checksum == Checksum::Refuse
    }
}

impl Peer {
    /// A device that the transport names and that has sent nothing yet.
    fn unheard(device: &DeviceId) -> Option<Self> {
        let peer = |version, byte| {
            let terminal = Terminal::addressed(device, version).ok()?;
            Some(Peer { terminal, version: byte, flag: FLAG })
        };
        peer(Version::V2013, None).or_else(|| peer(Version::V2019, Some(1)))
    }
}

//! The device's side: what a terminal sends, for the simulator and for round-trip tests.

use super::escape;
use super::frame::{FLAG, Framer, Step};
use super::header::{Header, NoTerminalNumber, Serial, Terminal, Version};
use super::media::MEDIA;
use super::{location, media, report};
use crate::encode::Encoder;
use crate::media::Media;
use crate::message::Message;
use crate::session::DeviceId;
use bytes::{Buf, BytesMut};

/// Longest body of one frame, bytes (10 bits of length).
pub(super) const BODY_LIMIT: usize = 1023;
/// Longest answer of a platform that is understood, bytes.
const ANSWER_LIMIT: usize = 4 * BODY_LIMIT;

/// A terminal's encoder.
///
/// A login is a registration; with a code known (from [`with_code`](Self::with_code), or from the platform's answer to
/// an earlier registration) the authentication follows at once. Without one it is [`hear`](Self::hear) that writes it,
/// when the platform's answer brings the code.
///
/// What a location report of the standard can say, and a few widespread makers' items: see [`Encoder::reports`] on this
/// type for what is changed on the way.
#[derive(Debug)]
pub struct Jt808Encoder {
    terminal: Terminal,
    version: Version,
    serial: u16,
    code: Option<String>,
    framer: Framer,
}

/// What a platform sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// The answer to the registration, with its result (0: success); after a success the authentication was written.
    Registered {
        /// JT/T 808-2013, table 7.
        result: u8,
    },
    /// The general answer to a message of ours.
    Acknowledged {
        /// Our serial.
        serial: u16,
        /// Our message.
        message: u16,
        /// 0: success.
        result: u8,
    },
    /// The answer to a medium: it is kept there.
    MediaTaken {
        /// The device's own number of it.
        id: u32,
    },
    /// A command; the terminal's general answer (success) was written.
    Command {
        /// Its serial.
        serial: u16,
        /// Its message id.
        message: u16,
        /// Its body.
        body: Vec<u8>,
    },
}

impl Jt808Encoder {
    /// A terminal that speaks the 2013 version.
    ///
    /// # Errors
    /// Numbers of more than 12 digits fit only where they are IMEIs (see [`Version`]).
    pub fn new(device: &DeviceId) -> Result<Self, NoTerminalNumber> {
        Self::of_version(device, Version::V2013)
    }

    /// A terminal of a version.
    ///
    /// # Errors
    /// The number has no form in that version.
    pub fn of_version(device: &DeviceId, version: Version) -> Result<Self, NoTerminalNumber> {
        let terminal = Terminal::of(device, version)?;
        Ok(Jt808Encoder { terminal, version, serial: 0, code: None, framer: Framer::default() })
    }

    /// With the authentication code of an earlier registration.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// The serial that the next frame will have.
    pub fn next_serial(&self) -> u16 {
        self.serial
    }

    /// Writes an authentication with the code known; nothing without one.
    pub fn authenticate(&mut self, out: &mut BytesMut) {
        let Some(code) = self.code.clone() else { return };
        let body = match self.version {
            Version::V2013 => code.into_bytes(),
            Version::V2019 => {
                // Length and code, IMEI and software version (JT/T 808-2019, table 11).
                let code = &code.as_bytes()[..code.len().min(255)];
                let mut body = vec![code.len() as u8];
                body.extend_from_slice(code);
                body.resize(body.len() + 15 + 20, 0);
                body
            }
        };
        self.send(0x0102, &body, out);
    }

    /// Writes an unregistration.
    pub fn unregister(&mut self, out: &mut BytesMut) {
        self.send(0x0003, &[], out);
    }

    /// Takes what the platform sent off the front of `input`, and writes what a terminal answers to it: the
    /// authentication to a registration's answer, the general answer to commands.
    pub fn hear(&mut self, input: &mut BytesMut, out: &mut BytesMut) -> Vec<Heard> {
        let mut heard = Vec::new();
        loop {
            match self.framer.next(input, ANSWER_LIMIT) {
                Step::Incomplete => return heard,
                Step::Refused(_) => {}
                Step::Text(length) => input.advance(length),
                Step::Frame(found) => {
                    heard.extend(self.understand(found.flag, &mut input[found.inner()], out));
                    self.framer.consume(input, found);
                }
            }
        }
    }

    fn understand(&mut self, flag: u8, inner: &mut [u8], out: &mut BytesMut) -> Option<Heard> {
        let length = escape::unescape(inner, flag);
        let (found, content) = inner[..length].split_last()?;
        let (header, body) = Header::read(content, flag).filter(|_| *found == escape::xor(content))?;
        let Serial::Word(serial) = header.serial else { return None };
        match (header.message, body) {
            (0x8100, [_, _, result, code @ ..]) => {
                if *result == 0 {
                    self.code = Some(String::from_utf8_lossy(code).into_owned());
                    self.authenticate(out);
                }
                Some(Heard::Registered { result: *result })
            }
            (0x8001, [serial_high, serial_low, id_high, id_low, result, ..]) => Some(Heard::Acknowledged {
                serial: u16::from_be_bytes([*serial_high, *serial_low]),
                message: u16::from_be_bytes([*id_high, *id_low]),
                result: *result,
            }),
            (0x8800, [a, b, c, d, ..]) => Some(Heard::MediaTaken { id: u32::from_be_bytes([*a, *b, *c, *d]) }),
            (message, body) => {
                let body = body.to_vec();
                let [high, low] = serial.to_be_bytes();
                let [id_high, id_low] = message.to_be_bytes();
                self.send(0x0001, &[high, low, id_high, id_low, 0], out);
                Some(Heard::Command { serial, message, body })
            }
        }
    }

    fn register(&mut self, out: &mut BytesMut) {
        // Province, city, maker, model, terminal id, plate colour 0: no plate, so the VIN or nothing follows.
        let lengths = match self.version {
            Version::V2013 => [5, 20, 7],
            Version::V2019 => [11, 30, 30],
        };
        let mut body = vec![0; 4];
        for (text, length) in [&b"LIENW"[..], b"SIM808", b"0000001"].into_iter().zip(lengths) {
            let end = body.len() + length;
            body.extend_from_slice(&text[..text.len().min(length)]);
            body.resize(end, 0);
        }
        body.push(0);
        self.send(0x0100, &body, out);
    }

    /// Writes a medium (0x0801) with the place where it was made, in as many parts as it needs. One of more than 65 535
    /// parts has no form; nothing is written of it.
    pub fn media(&mut self, media: &Media, made: &Message, out: &mut BytesMut) {
        let body = [&media::head(media)[..], &report::body(made)[..location::LENGTH], &media.bytes].concat();
        let parts = body.chunks(BODY_LIMIT);
        let Ok(total) = u16::try_from(parts.len()) else { return };
        if total == 1 {
            return self.send(MEDIA, &body, out);
        }
        for (number, part) in (1u16..).zip(parts) {
            let mut header = self.version.header(MEDIA, self.terminal, self.serial, part.len());
            // Bit 13 of the attributes: what follows the serial is how many parts there are, and which this is.
            header[2] |= 0x20;
            header.extend([total.to_be_bytes(), number.to_be_bytes()].concat());
            escape::write(FLAG, &[&header, part], out);
            self.serial = self.serial.wrapping_add(1);
        }
    }

    /// Writes the answer (0x0805) to the order of that serial to take photos: which were taken.
    pub fn photos_taken(&mut self, order: u16, ids: &[u32], out: &mut BytesMut) {
        let ids = &ids[..ids.len().min(usize::from(u8::MAX))];
        let mut body = [order.to_be_bytes().as_slice(), &[0], &(ids.len() as u16).to_be_bytes()].concat();
        ids.iter().for_each(|id| body.extend_from_slice(&id.to_be_bytes()));
        self.send(0x0805, &body, out);
    }

    fn send(&mut self, message: u16, body: &[u8], out: &mut BytesMut) {
        self.send_as(self.serial, message, body, out);
        self.serial = self.serial.wrapping_add(1);
    }

    fn send_as(&self, serial: u16, message: u16, body: &[u8], out: &mut BytesMut) {
        let header = self.version.header(message, self.terminal, serial, body.len());
        escape::write(FLAG, &[&header, body], out);
    }
}

impl Encoder for Jt808Encoder {
    fn login(&mut self, out: &mut BytesMut) {
        self.register(out);
        self.authenticate(out);
    }

    /// The standard's heartbeat is empty: the vitals stay unsaid.
    fn heartbeat(&mut self, message: &Message, out: &mut BytesMut) {
        match message.serial {
            Some(serial) => self.send_as(serial, 0x0002, &[], out),
            None => self.send(0x0002, &[], out),
        }
    }

    /// 0x0200 each; runs of buffered ones go into 0x0704 of type 1, as many as fit.
    ///
    /// Ignition, cut and validity are flags, so unknown is said as no; a report without a fix has zeros for a place and
    /// is not valid. An absent external power raises the power-cut flag, which the standard keeps up for as long as the
    /// power is away. Light, opened cover and tampering are one flag (tampering); tow and movement are one (movement);
    /// entering and leaving a fence are one (fence). Values are rounded to the wire's units.
    fn reports(&mut self, messages: &[Message], out: &mut BytesMut) {
        for run in messages.chunk_by(|a, b| a.buffered && b.buffered) {
            if !run[0].buffered {
                run.iter().for_each(|message| self.send(0x0200, &report::body(message), out));
                continue;
            }
            let mut batch = Vec::new();
            let mut count = 0u16;
            for message in run {
                let body = report::body(message);
                if batch.len() + body.len() + 5 > BODY_LIMIT {
                    self.batch(count, &batch, out);
                    (count, batch) = (0, Vec::new());
                }
                batch.extend_from_slice(&(body.len() as u16).to_be_bytes());
                batch.extend_from_slice(&body);
                count += 1;
            }
            self.batch(count, &batch, out);
        }
    }
}

impl Jt808Encoder {
    fn batch(&mut self, count: u16, records: &[u8], out: &mut BytesMut) {
        let [high, low] = count.to_be_bytes();
        let body = [&[high, low, 1], records].concat();
        self.send(0x0704, &body, out);
    }
}

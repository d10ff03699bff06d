//! The message header. JT/T 808-2013, table 2 and JT/T 808-2019, table 2: id, attributes (length in bits 0-9, encryption
//! 10-12, split 13, version mark 14), the version byte of 2019, the terminal's phone number in BCD, the serial, and of
//! a split message the count and number of its part.

use super::cursor::Cursor;
use super::frame::{FLAG, LOCK_FLAG};
use crate::hex::hex;
use crate::message::Text;
use crate::session::{BadDeviceId, DeviceId};
use compact_str::format_compact;
use smallvec::SmallVec;

/// Location report of locks; has a one-byte serial.
pub(super) const LOCK_REPORT: u16 = 0x5501;
/// The same, from the lock's memory.
pub(super) const LOCK_STORED_REPORT: u16 = 0x5502;

const VERSION_MARK: u16 = 1 << 14;
const SPLIT: u16 = 1 << 13;
const LENGTH: u16 = 0x03ff;
const ENCRYPTED: u16 = 0x1c00;

/// Bytes of header and body, by id and attributes, between two flags of the standard.
pub(super) fn length(message: u16, attributes: u16) -> usize {
    if matches!(message, LOCK_REPORT | LOCK_STORED_REPORT) {
        return 11 + usize::from(attributes & LENGTH);
    }
    let version = if attributes & VERSION_MARK != 0 { 5 } else { 0 };
    let part = if attributes & SPLIT != 0 { 4 } else { 0 };
    12 + version + part + usize::from(attributes & LENGTH)
}

/// A header as sent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Header {
    pub message: u16,
    pub attributes: u16,
    /// Who sent it.
    pub peer: Peer,
    pub serial: Serial,
    pub part: Option<Part>,
}

/// The sender's number for the message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Serial {
    Word(u16),
    /// Locks count in one byte.
    Byte(u8),
}

impl Serial {
    /// Of either width.
    pub(super) fn number(self) -> u16 {
        match self {
            Serial::Word(number) => number,
            Serial::Byte(number) => number.into(),
        }
    }
}

/// One part of a split message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub total: u16,
    /// Counted from 1.
    pub number: u16,
}

impl Header {
    /// Splits what stands between flags and checksum into header and body.
    pub(super) fn read(bytes: &[u8], flag: u8) -> Option<(Header, &[u8])> {
        let mut at = Cursor::new(bytes);
        let (message, attributes) = (at.u16()?, at.u16()?);
        let version = if attributes & VERSION_MARK != 0 { Some(at.u8()?) } else { None };
        let length = match (version, flag) {
            (Some(_), _) => 10,
            (None, LOCK_FLAG) => 7,
            (None, _) => 6,
        };
        let terminal = Terminal::new(at.take(length)?);
        let short = matches!(message, LOCK_REPORT | LOCK_STORED_REPORT);
        let serial = if short { Serial::Byte(at.u8()?) } else { Serial::Word(at.u16()?) };
        let part =
            if attributes & SPLIT != 0 && !short { Some(Part { total: at.u16()?, number: at.u16()? }) } else { None };
        Some((Header { message, attributes, peer: Peer { terminal, version, flag }, serial, part }, at.rest()))
    }

    /// The same of a whole message of 2011 or 2013 between the standard's flags, as nearly all are; `None` for any other.
    #[inline]
    pub(super) fn usual(bytes: &[u8]) -> Option<(Header, &[u8])> {
        let ([a, b, c, d, number @ .., y, z], body) = bytes.split_first_chunk::<12>()?;
        let (message, attributes) = (u16::from_be_bytes([*a, *b]), u16::from_be_bytes([*c, *d]));
        if attributes & (VERSION_MARK | SPLIT) != 0 || matches!(message, LOCK_REPORT | LOCK_STORED_REPORT) {
            return None;
        }
        let peer = Peer { terminal: Terminal::of_six(*number), version: None, flag: FLAG };
        let serial = Serial::Word(u16::from_be_bytes([*y, *z]));
        Some((Header { message, attributes, peer, serial, part: None }, body))
    }

    /// The body's length as stated, bytes.
    pub(super) fn stated_length(&self) -> usize {
        usize::from(self.attributes & LENGTH)
    }

    /// Whether the body is encrypted. Locks use these bits for something else.
    pub(super) fn is_encrypted(&self) -> bool {
        self.attributes & ENCRYPTED != 0 && matches!(self.serial, Serial::Word(_))
    }

    /// Whether a lock wants an answer.
    pub(super) fn wants_lock_reply(&self) -> bool {
        self.attributes & 0x8000 != 0
    }
}

/// Whom frames are for, in the form its own frames have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Peer {
    pub terminal: Terminal,
    /// The version byte, of terminals of 2019.
    pub version: Option<u8>,
    pub flag: u8,
}

/// A header as bytes.
#[derive(Debug)]
pub(super) struct Head {
    bytes: [u8; 17],
    length: usize,
}

impl Head {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    fn put(&mut self, bytes: &[u8]) {
        self.bytes[self.length..self.length + bytes.len()].copy_from_slice(bytes);
        self.length += bytes.len();
    }
}

impl Peer {
    /// The header of a whole message with a body of that length, bytes.
    pub(super) fn head(&self, message: u16, serial: Serial, length: usize) -> Head {
        // At most 2 + 2 + 1 + 10 + 2 bytes.
        let mut head = Head { bytes: [0; 17], length: 0 };
        head.put(&message.to_be_bytes());
        let version = if self.version.is_some() { VERSION_MARK } else { 0 };
        head.put(&(length as u16 & LENGTH | version).to_be_bytes());
        head.put(self.version.as_slice());
        head.put(&self.terminal.bytes());
        match serial {
            Serial::Word(serial) => head.put(&serial.to_be_bytes()),
            Serial::Byte(serial) => head.put(&[serial]),
        }
        head
    }
}

/// A version of the standard, as far as headers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Version {
    /// 2011 and 2013: a number of 12 digits; or, as some makers have it, an IMEI's first 14 digits as a 48-bit number.
    #[default]
    V2013,
    /// 2019: a number of 20 digits.
    V2019,
}

impl Version {
    /// The header of a whole message, as bytes.
    pub(super) fn header(self, message: u16, terminal: Terminal, serial: u16, length: usize) -> Vec<u8> {
        let mut header = message.to_be_bytes().to_vec();
        let length = length as u16 & LENGTH;
        match self {
            Version::V2013 => header.extend_from_slice(&length.to_be_bytes()),
            Version::V2019 => {
                header.extend_from_slice(&(length | VERSION_MARK).to_be_bytes());
                header.push(1);
            }
        }
        header.extend_from_slice(&terminal.bytes());
        header.extend_from_slice(&serial.to_be_bytes());
        header
    }
}

/// A device whose number cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} has no form as a terminal number of {1:?}")]
pub struct NoTerminalNumber(pub DeviceId, pub Version);

/// The terminal's phone number as sent. Numbers, not bytes: every frame asks whether it is still the same one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Terminal {
    /// Eight bytes from the front.
    front: u64,
    /// What follows them.
    back: u16,
    /// Bytes that there are.
    length: u8,
}

impl Terminal {
    /// Of 6, 7 or 10 bytes.
    pub(super) fn new(bytes: &[u8]) -> Self {
        let mut digits = [0; 10];
        let length = bytes.len().min(digits.len());
        digits[..length].copy_from_slice(&bytes[..length]);
        let [front @ .., y, z] = digits;
        Terminal { front: u64::from_be_bytes(front), back: u16::from_be_bytes([y, z]), length: length as u8 }
    }

    #[inline]
    fn of_six([a, b, c, d, e, f]: [u8; 6]) -> Self {
        let (high, low) = (u32::from_be_bytes([a, b, c, d]), u16::from_be_bytes([e, f]));
        Terminal { front: u64::from(high) << 32 | u64::from(low) << 16, back: 0, length: 6 }
    }

    /// As a device of that number sends it; one that would be read as another device is none.
    pub(super) fn of(device: &DeviceId, version: Version) -> Result<Self, NoTerminalNumber> {
        let terminal = Self::addressed(device, version)?;
        let same = terminal.device().is_ok_and(|read| read == *device);
        if same { Ok(terminal) } else { Err(NoTerminalNumber(device.clone(), version)) }
    }

    /// As the platform addresses it; of an IMEI in six bytes the check digit is not sent, and not checked.
    pub(super) fn addressed(device: &DeviceId, version: Version) -> Result<Self, NoTerminalNumber> {
        let digits = match version {
            Version::V2013 => 12,
            Version::V2019 => 20,
        };
        let text = device.as_str();
        let bcd = || {
            let padded = format!("{text:0>digits$}");
            let fits = padded.len() == digits && padded.bytes().all(|b| b.is_ascii_digit());
            let pack = |pair: &[u8]| ((pair[0] - b'0') << 4) | (pair[1] - b'0');
            fits.then(|| Terminal::new(&padded.as_bytes().chunks_exact(2).map(pack).collect::<Vec<_>>()))
        };
        let imei = || {
            let is_imei = version == Version::V2013 && text.len() == 15 && text.bytes().all(|b| b.is_ascii_digit());
            let number: u64 = text.get(..14).filter(|_| is_imei)?.parse().ok()?;
            let [0, 0, six @ ..] = number.to_be_bytes() else { return None };
            Some(Terminal::new(&six))
        };
        bcd().or_else(imei).ok_or_else(|| NoTerminalNumber(device.clone(), version))
    }

    fn bytes(&self) -> SmallVec<[u8; 10]> {
        let mut digits = [0; 10];
        digits[..8].copy_from_slice(&self.front.to_be_bytes());
        digits[8..].copy_from_slice(&self.back.to_be_bytes());
        SmallVec::from_buf_and_len(digits, self.length.into())
    }

    /// Its text with all leading zeros: the BCD digits; or, of the makers that put an IMEI into six bytes, the
    /// number those are, and its check digit (Luhn).
    pub(super) fn number(&self) -> Text {
        let hex = hex(&self.bytes());
        if hex.bytes().all(|b| b.is_ascii_digit()) {
            return hex;
        }
        if self.length != 6 {
            return hex;
        }
        let imei = self.front >> 16;
        format_compact!("{imei}{}", luhn(imei))
    }

    pub(super) fn device(&self) -> Result<DeviceId, BadDeviceId> {
        DeviceId::new(&self.number())
    }
}

/// The check digit that completes `number`.
fn luhn(number: u64) -> u32 {
    let (mut sum, mut rest, mut double) = (0, number, true);
    while rest > 0 {
        let digit = (rest % 10) as u32;
        sum += match (double, digit) {
            (true, 5..) => digit * 2 - 9,
            (true, _) => digit * 2,
            (false, _) => digit,
        };
        (rest, double) = (rest / 10, !double);
    }
    (10 - sum % 10) % 10
}

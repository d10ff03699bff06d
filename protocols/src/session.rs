//! The contract of a session: bytes and time in, messages and replies out.

use crate::command::{Command, CommandRefused, Ticket};
use crate::message::Message;
pub use crate::refused::DecodeError;
use crate::room::Room;
use bytes::BytesMut;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Number of a message within its session, counted from 1.
pub type RecordNo = u64;

/// A protocol we speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// Concox/Jimi GT06 and its clones.
    Gt06,
    /// JT/T 808-2011, -2013 and -2019.
    Jt808,
    /// Teltonika Codec 8, 8 Extended and 16.
    Teltonika,
    /// Our own documented JSON.
    Json,
}

impl Protocol {
    /// Every protocol.
    pub const ALL: &'static [Protocol] = &[Protocol::Gt06, Protocol::Jt808, Protocol::Teltonika, Protocol::Json];

    /// Its name in configuration, API and corpus.
    pub fn name(self) -> &'static str {
        match self {
            Protocol::Gt06 => "gt06",
            Protocol::Jt808 => "jt808",
            Protocol::Teltonika => "teltonika",
            Protocol::Json => "json",
        }
    }

    /// The protocol of a name.
    pub fn from_name(name: &str) -> Option<Protocol> {
        Protocol::ALL.iter().copied().find(|p| p.name() == name)
    }

    /// A new session with a tracker that speaks it over a byte stream. JSON has no stream form.
    pub fn session(self, options: Options) -> Option<Box<dyn Session>> {
        match self {
            Protocol::Gt06 => Some(Box::new(crate::gt06::Gt06Session::new(options))),
            Protocol::Jt808 => Some(Box::new(crate::jt808::Jt808Session::new(options))),
            Protocol::Teltonika => Some(Box::new(crate::teltonika::TeltonikaSession::new(options))),
            Protocol::Json => None,
        }
    }
}

impl std::fmt::Display for Protocol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A device's identifier (IMEI, terminal phone number, serial) in canonical form: 1 to 32 ASCII letters, digits,
/// `-`, `_`, `.` or `:`; a number's leading zeros are dropped, because protocols pad the same number differently.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeviceId(String);

/// A device identifier that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a device identifier has 1 to 32 letters, digits, '-', '_', '.' or ':', this is {0:?}")]
pub struct BadDeviceId(pub String);

impl DeviceId {
    /// Canonical form of `text`.
    pub fn new(text: &str) -> Result<Self, BadDeviceId> {
        let text = text.trim();
        let fits = !text.is_empty()
            && text.len() <= 32
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b));
        if !fits {
            return Err(BadDeviceId(text.chars().take(40).collect()));
        }
        let id = if text.bytes().all(|b| b.is_ascii_digit()) { text.trim_start_matches('0') } else { text };
        Ok(DeviceId(if id.is_empty() { "0".into() } else { id.to_owned() }))
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for DeviceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for DeviceId {
    type Error = BadDeviceId;
    fn try_from(text: String) -> Result<Self, BadDeviceId> {
        DeviceId::new(&text)
    }
}

impl From<DeviceId> for String {
    fn from(id: DeviceId) -> String {
        id.0
    }
}

/// Who is talking.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// In which protocol.
    pub protocol: Protocol,
    /// The device's identifier.
    pub device: DeviceId,
}

/// What a session does about a wrong checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Checksum {
    /// Count it and refuse the frame.
    #[default]
    Refuse,
    /// Decode the frame all the same (clones that send none; corpus runs).
    Tolerate,
}

/// What a session does when a frame names another device than the one that logged in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OtherIdentity {
    /// Refuse the frame.
    #[default]
    Conflict,
    /// The first identity stays; the frame is taken as its own (corpus runs).
    Session,
}

/// How JT/T 808 authentication codes are made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum AuthCode {
    /// The terminal's own number (corpus runs, closed networks); any code is accepted.
    #[default]
    Echo,
    /// `hex(HMAC-SHA256(key, terminal))`, 16 digits: unguessable, per terminal, the same after a restart.
    /// A terminal that presents a wrong code is refused.
    Keyed([u8; 32]),
}

/// How a session behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// On a wrong checksum.
    pub checksum: Checksum,
    /// On another identity in mid-connection.
    pub other_identity: OtherIdentity,
    /// JT/T 808 authentication codes.
    pub auth_code: AuthCode,
    /// Largest frame accepted, bytes.
    pub max_frame: usize,
    /// Largest photo, sound or video of a registered device that comes in parts, bytes.
    pub max_message: usize,
    /// Room for messages that come in parts, over all sessions that are given the same.
    pub room: Room,
    /// Vendor model, where it decides what a code means (`None`: the family's common table).
    pub model: Option<String>,
    /// Datagrams (Teltonika's UDP framing) rather than a stream: each [`Session::receive`] takes one whole datagram,
    /// which states its device. The session keeps nothing else from one to the next, so a listener may hold one per
    /// peer or make one per datagram. The other protocols' datagrams hold frames as a stream does; their sessions live
    /// as long as the peer, because only the login says who it is, and what a datagram leaves in the input is to be
    /// dropped.
    pub datagram: bool,
    /// Who it is, where the transport has said so already (an MQTT topic): no login is needed.
    pub device: Option<DeviceId>,
}

impl Options {
    /// The identity that the transport has given, in a session of `protocol`.
    pub fn identity(&self, protocol: Protocol) -> Option<Identity> {
        self.device.clone().map(|device| Identity { protocol, device })
    }
}

impl Default for Options {
    fn default() -> Self {
        Options {
            checksum: Checksum::Refuse,
            other_identity: OtherIdentity::Conflict,
            auth_code: AuthCode::Echo,
            max_frame: 16 * 1024,
            max_message: 8 << 20,
            room: Room::default(),
            model: None,
            datagram: false,
            device: None,
        }
    }
}

/// What the server knows of a device.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Vendor model, where it decides what a code means.
    pub model: Option<String>,
    /// A clone that sends no or wrong checksums: its frames are borne.
    pub tolerate_checksum: bool,
    /// It is on the books: what it sends is kept.
    pub registered: bool,
}

/// Bytes for a device. A short answer, as nearly all are, is held in place.
pub type Reply = smallvec::SmallVec<[u8; 36]>;

/// What was written into a session's buffer, which is empty then.
pub(crate) fn written(buffer: &mut BytesMut) -> Reply {
    let reply = Reply::from_slice(buffer);
    buffer.clear();
    reply
}

/// What a session gives out, in order.
// Messages are the common case and go into a reused list; a box for each would be an allocation for each.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// The device said who it is: once, before its first message; where a datagram states its device
    /// ([`Options::datagram`]), again whenever it is another one than before. What follows is its.
    Identified(Identity),
    /// A message to store.
    Message(Message),
    /// Bytes for the device. Replies leave in order; `after` is the record that must be durable first,
    /// `None` where the reply promises nothing (a login).
    Reply {
        /// What to send.
        bytes: Reply,
        /// The last record this reply acknowledges.
        after: Option<RecordNo>,
    },
    /// Something was not understood; the session goes on.
    Refused(DecodeError),
    /// The connection cannot go on.
    Close(Close),
}

/// Puts an empty message behind what is in `out`, to be decoded where it will stay.
#[inline]
pub(crate) fn begin(record: RecordNo, serial: Option<u16>, out: &mut Vec<Output>) -> &mut Message {
    put(out, || Output::Message(Message { record, serial, ..Message::default() }));
    match out.last_mut() {
        Some(Output::Message(message)) => message,
        _ => unreachable!("it was pushed the line before"),
    }
}

/// Makes an output where it will stay: what is made before there is room for it is moved there, all 300 bytes,
/// which costs as much as decoding them.
#[inline]
pub(crate) fn put(out: &mut Vec<Output>, make: impl FnOnce() -> Output) {
    out.extend(std::iter::once_with(make));
}

/// Why a connection cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Close {
    /// Framing is lost for good.
    #[error("framing lost")]
    FramingLost,
    /// The device failed to authenticate.
    #[error("not authenticated")]
    NotAuthenticated,
    /// The device said goodbye.
    #[error("logged out")]
    LoggedOut,
}

/// A sans-I/O session with one tracker.
///
/// `receive` consumes what it can from the front of `input` and leaves an incomplete frame in it; it never holds
/// more than one incomplete frame, and any way of cutting the bytes gives the same outputs.
pub trait Session: Send {
    /// Takes bytes that arrived at `now` and appends what they give to `out`.
    fn receive(&mut self, input: &mut BytesMut, now: DateTime<Utc>, out: &mut Vec<Output>);

    /// Who logged in, if anyone has.
    fn identity(&self) -> Option<&Identity>;

    /// What the server knows of the device that logged in; told after [`Output::Identified`] and whenever it changes.
    /// It decides what vendors' codes mean and whether clones without checksums are borne.
    fn know(&mut self, _device: &Known) {}

    /// Says what became of messages that were given out, by their numbers: they are durable, or they were not stored and
    /// will not be, and nobody was told that they were. Sessions of datagrams need it ([`Options::datagram`]); those of
    /// streams end with a message that is not stored.
    fn settled(&mut self, _records: &RangeInclusive<RecordNo>, _stored: bool) {}

    /// Writes `command` for the device that logged in; the ticket tells its answer ([`Message::answer`]).
    ///
    /// # Errors
    /// Nothing was written: nobody has logged in, or the protocol cannot say it.
    fn command(&mut self, _command: &Command, _out: &mut BytesMut) -> Result<Ticket, CommandRefused> {
        Err(CommandRefused::Unsupported)
    }

    /// Silence after which a healthy device's connection counts as dead, seconds.
    fn idle_timeout_s(&self) -> u32 {
        IDLE_TIMEOUT_S
    }
}

/// Silence after which any healthy device's connection counts as dead, seconds: the longest of
/// [`Session::idle_timeout_s`].
pub const IDLE_TIMEOUT_S: u32 = 900;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_session_waits_for_longer_than_what_is_said_of_all() {
        let waits = |protocol: &Protocol| Some(protocol.session(Options::default())?.idle_timeout_s());
        let longest = Protocol::ALL.iter().filter_map(waits).max();
        assert_eq!(longest, Some(IDLE_TIMEOUT_S));
    }
}

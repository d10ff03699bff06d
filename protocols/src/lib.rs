//! Tracker protocols as pure state machines.
//!
//! Bytes and time go in; messages and replies come out. Nothing here opens a socket, reads a clock or keeps a
//! thread: the same bytes at the same times always give the same outputs, however they are cut into pieces.
//!
//! * [`message`]: the one vocabulary every protocol is decoded into.
//! * [`media`]: photos, sound and video that a message brings.
//! * [`room`]: the bound over all sessions for messages that come in parts.
//! * [`session`]: the state machine contract ([`Session`]) and its outputs.
//! * [`command`]: what a server may ask of a tracker, and how the answer is known.
//! * [`encode`]: the device's side, used by the simulator and by round-trip tests.
//! * [`mod@guess`]: what a stranger's first bytes look like.
//! * one folder per protocol: `frame` (bytes → frames), `decode` (frame → message), `encode` (message → frame).

pub mod command;
pub mod encode;
pub mod guess;
mod hex;
pub mod media;
pub mod message;
mod names;
mod refused;
pub mod room;
pub mod session;
mod short;

pub mod gt06;
pub mod json;
pub mod jt808;
pub mod teltonika;

#[cfg(feature = "conformance")]
pub mod conformance;

pub use command::{Answer, Command, CommandRefused, PhotoSize, SoundRate, Ticket, WorkingMode};
pub use guess::{Family, Guess, guess};
pub use media::{Media, MediaFormat, MediaKind};
pub use message::{Alarm, Alarms, Fix, FixKind, Kind, Message, Text, Value, Vitals};
pub use room::Room;
pub use session::{
    AuthCode, Close, DecodeError, DeviceId, IDLE_TIMEOUT_S, Identity, Known, Options, Output, Protocol, RecordNo,
    Reply, Session,
};

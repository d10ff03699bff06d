//! What a session says of bytes that it does not take.

use crate::session::{BadDeviceId, DeviceId};

/// Why bytes were refused. The session has already skipped them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Bytes between frames that start none.
    #[error("{skipped} bytes that start no frame")]
    Garbage {
        /// How many were skipped.
        skipped: usize,
    },
    /// A frame longer than the limit.
    #[error("a frame of {length} bytes, over the limit of {limit}")]
    Oversized {
        /// Stated or reached length, bytes.
        length: usize,
        /// The limit, bytes.
        limit: usize,
    },
    /// A message in parts that is longer than the limit.
    #[error("a message in parts of {length} bytes, over the limit of {limit}")]
    TooLarge {
        /// Of all its parts, and what keeping them costs, bytes.
        length: usize,
        /// The limit, bytes.
        limit: usize,
    },
    /// A message in parts for which there is no room now; later there may be.
    #[error("no room for a message in parts of {length} bytes")]
    NoRoom {
        /// Of all its parts, and what keeping them costs, bytes.
        length: usize,
    },
    /// A wrong checksum.
    #[error("checksum {found:#06x}, computed {computed:#06x}")]
    Checksum {
        /// As sent.
        found: u32,
        /// As computed.
        computed: u32,
    },
    /// A field ends beyond the frame.
    #[error("message {message:#06x}: {field} is cut short")]
    Truncated {
        /// Message type on the wire.
        message: u32,
        /// The field.
        field: &'static str,
    },
    /// A value outside its range.
    #[error("message {message:#06x}: {field} is out of range")]
    OutOfRange {
        /// Message type on the wire.
        message: u32,
        /// The field.
        field: &'static str,
    },
    /// A message before the device said who it is.
    #[error("message {message:#06x} before the login")]
    BeforeLogin {
        /// Message type on the wire.
        message: u32,
    },
    /// Another device's identity on this connection.
    #[error("a message of {found} on the connection of {expected}")]
    OtherIdentity {
        /// Who logged in.
        expected: DeviceId,
        /// Who the frame names.
        found: DeviceId,
    },
    /// An identity that cannot be one.
    #[error(transparent)]
    BadIdentity(#[from] BadDeviceId),
    /// Wrong authentication code.
    #[error("wrong authentication code")]
    BadAuthCode,
}

impl DecodeError {
    /// A well-formed message was turned away as a whole, because of its size or for want of room: the reason's name. Such
    /// a device is no broken one.
    pub fn turned_away(&self) -> Option<&'static str> {
        match self {
            DecodeError::TooLarge { .. } => Some("too_large"),
            DecodeError::NoRoom { .. } => Some("no_room"),
            _ => None,
        }
    }
}

//! The device's side of a protocol: what the simulator sends, and what round-trip tests decode again.

use crate::message::Message;
use bytes::BytesMut;

/// Writes what a device of one protocol would send. Sequence numbers live in the encoder; what has no time and brings a
/// serial of its own ([`Message::serial`]) is the same frame sent again and keeps it.
pub trait Encoder: Send {
    /// What the device sends first on a new connection (nothing where the protocol has no login).
    fn login(&mut self, out: &mut BytesMut);

    /// A heartbeat with the vitals of `message`.
    fn heartbeat(&mut self, message: &Message, out: &mut BytesMut);

    /// Reports, in order; where the protocol has a batch form, several go into one packet.
    /// What the protocol cannot say is left out.
    fn reports(&mut self, messages: &[Message], out: &mut BytesMut);
}

//! Codecs 12 to 15: commands, their answers, and what a device passes on from its serial port.
//!
//! Source: Teltonika, "Teltonika Data Sending Protocols", chapters "Codec 12" to "Codec 15": codec, quantity, then
//! for each: type, size, payload; then the quantity again.

use super::bytes::Bytes;
use super::{frame, orders};
use crate::command::{Answer, Ticket};
use crate::hex::hex;
use crate::message::{Kind, Message, Value};
use bytes::{BufMut, BytesMut};
use chrono::DateTime;

/// Command from the server.
const COMMAND: u8 = 0x05;
/// The device's answer.
const RESPONSE: u8 = 0x06;
/// Codec 14: the command named another device's IMEI and was not run.
const NOT_ME: u8 = 0x11;
/// A camera's packet.
pub(super) const CAMERA: u8 = 0x0d;

/// Type and payload of the next entry.
pub(super) fn entry<'a>(bytes: &mut Bytes<'a>) -> Option<(u8, &'a [u8])> {
    let kind = bytes.u8()?;
    let size = usize::try_from(bytes.u32()?).ok()?;
    Some((kind, bytes.slice(size)?))
}

/// The message of an entry. `None` when the payload is too short for its codec.
pub(super) fn message(codec: u8, kind: u8, payload: &[u8]) -> Option<Message> {
    let mut payload = Bytes(payload);
    let mut message = Message { kind: Kind::CommandReply, ..Message::default() };
    if matches!(codec, 0x0d | 0x0f) {
        // Seconds since 1970: when the device took the text.
        message.device_time = DateTime::from_timestamp(i64::from(payload.u32()?), 0);
        message.kind = Kind::Status;
    }
    if matches!(codec, 0x0e | 0x0f) {
        payload.array::<8>()?; // The IMEI, which the login has stated.
    }
    if codec == 0x0c || kind == NOT_ME {
        message.attributes.push(("type".into(), Value::Int(i64::from(kind))));
    }
    match printable(payload.0) {
        // A tachograph or card reader's line: GTSL, four fields, the driver's number, ...
        Some(text) if text.starts_with("GTSL|") && text.split('|').count() > 4 => {
            let driver = text.split('|').nth(4).unwrap_or_default();
            message.attributes.push(("driverUniqueId".into(), Value::Text(driver.into())));
        }
        Some(text) => message.attributes.push(("result".into(), Value::Text(text.into()))),
        None => message.attributes.push(("result".into(), Value::Text(hex(payload.0)))),
    }
    Some(message)
}

/// Marks a message as the answer to the command under way, with the position that it may state. `false` where it is
/// none: a line from the serial port.
pub(super) fn answers(kind: u8, message: &mut Message) -> bool {
    let result = message.attributes.iter().find_map(|(name, value)| match value {
        Value::Text(text) if name == "result" => Some(text.as_str()),
        _ => None,
    });
    let (Some(result), Kind::CommandReply, RESPONSE | NOT_ME) = (result, message.kind, kind) else { return false };
    let accepted = if kind == NOT_ME { Some(false) } else { orders::accepted(result) };
    let fix = orders::position(result);
    message.answer = Some(Answer { ticket: Ticket(None), accepted });
    if fix.is_some() {
        message.fix = fix;
        message.device_time = fix.and_then(|fix| fix.time);
    }
    true
}

/// The payload as a trimmed line, if it is text.
fn printable(payload: &[u8]) -> Option<&str> {
    let text = payload.iter().all(|b| matches!(b, b' '..=b'~' | b'\r' | b'\n' | b'\t'));
    if text { std::str::from_utf8(payload).ok().map(str::trim) } else { None }
}

/// Writes a command for the device, as text without a line end (`getinfo`, `setdigout 1`).
///
/// Codec 12: the answer comes back in Codec 12 as [`Kind::CommandReply`]. A device runs one at a time.
pub fn command(text: &str, out: &mut BytesMut) {
    packet(0x0c, COMMAND, text.as_bytes(), out);
}

/// Writes a device's answer.
pub(super) fn answer(text: &str, out: &mut BytesMut) {
    packet(0x0c, RESPONSE, text.as_bytes(), out);
}

/// The command in a data field, where it is one.
pub(super) fn commanded(field: &[u8]) -> Option<String> {
    let (&codec, rest) = field.split_first()?;
    let (_, entries) = rest.split_first()?;
    let (kind, payload) = entry(&mut Bytes(entries))?;
    (codec == 0x0c && kind == COMMAND).then(|| String::from_utf8_lossy(payload).into_owned())
}

/// Writes a packet with one entry.
pub(super) fn packet(codec: u8, kind: u8, payload: &[u8], out: &mut BytesMut) {
    let start = out.len();
    out.put_u64(8 + payload.len() as u64);
    out.put_u8(codec);
    out.put_u8(1);
    out.put_u8(kind);
    out.put_u32(u32::try_from(payload.len()).unwrap_or(u32::MAX));
    out.put_slice(payload);
    out.put_u8(1);
    let crc = frame::checksum(&out[start + frame::HEADER..]);
    out.put_u32(crc);
}

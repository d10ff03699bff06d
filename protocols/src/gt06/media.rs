//! Long kind 0x41 of the WD-209: pictures in pieces.

use super::reader::Reader;
use super::text::hex;
use crate::message::{Message, Value};
use crate::session::DecodeError;
use chrono::DateTime;

/// A piece: the device's number, time, a position and a cell (22 bytes, told by the reports as well), then the
/// medium's id and stated size, type and format, event, the piece's number, and its bytes. The size is told, nothing is
/// reserved by it.
pub(super) fn piece(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    r.take(8, "number")?;
    message.device_time = DateTime::from_timestamp(r.u32("time")?.into(), 0);
    r.take(14, "position")?;
    r.take(8, "cell")?;
    let (id, size) = (r.u32("media id")?, r.u32("media size")?);
    let (kind, format) = (r.u8("media type")?, r.u8("media format")?);
    let event = r.u8("event")?;
    let number = r.u16("piece")?;
    let notes = [
        ("media", Value::Text(format!("{id:08x}"))),
        ("mediaType", Value::Text(if (kind, format) == (0, 0) { "jpg" } else { "other" }.to_owned())),
        ("size", Value::Int(size.into())),
        ("event", Value::Int(event.into())),
        ("piece", Value::Int(number.into())),
        ("data", Value::Text(hex(r.rest()))),
    ];
    message.attributes.extend(notes.into_iter().map(|(name, value)| (name.into(), value)));
    Ok(())
}

//! Pictures in pieces: kinds 0x35 and 0x36 of the X1, which the server asks for, and long kind 0x41 of the WD-209.

use super::command;
use super::reader::Reader;
use crate::hex::hex;
use crate::message::{Message, Value};
use crate::session::DecodeError;
use bytes::{BufMut, BytesMut};
use chrono::DateTime;

/// A picture that an X1 has offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Photo {
    id: u32,
    /// Stated; it says only when to stop asking.
    size: u32,
}

impl Photo {
    /// Of an offer (kind 0x35): time, satellites and position, then camera, source and format, a byte each, size, id.
    pub fn offered(content: &[u8]) -> Option<Photo> {
        let mut r = Reader::new(content.get(6 + 9 + 3..)?, 0x35);
        let size = r.u32("size").ok()?;
        Some(Photo { size, id: r.u32("id").ok()? })
    }

    /// Writes the request (kind 0x36) for the piece at `offset`: picture, offset, and a length of at most 1 KiB.
    pub fn ask(self, offset: u32, out: &mut BytesMut) {
        command::frame(0x36, 0, out, |body| {
            body.put_u32(self.id);
            body.put_u32(offset);
            body.put_u16(self.size.saturating_sub(offset).min(1024) as u16);
        });
    }

    /// Where to go on after a piece of it; `None` after the last, and after a piece of another picture.
    pub fn next(self, piece: &[u8]) -> Option<u32> {
        let mut r = Reader::new(piece, 0x36);
        let (id, offset) = (r.u32("picture").ok()?, r.u32("offset").ok()?);
        let end = offset.checked_add(r.u16("length").ok()?.into())?;
        (id == self.id && end < self.size && end > offset).then_some(end)
    }
}

/// Long kind 0x36: picture, offset, length, bytes.
pub(super) fn photo(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    let (id, offset) = (r.u32("picture")?, r.u32("offset")?);
    let length = usize::from(r.u16("length")?);
    let notes = [
        ("media", Value::Text(hex(&id.to_be_bytes()))),
        ("mediaType", Value::Text("jpg".into())),
        ("offset", Value::Int(offset.into())),
        ("data", Value::Text(hex(r.take(length, "data")?))),
    ];
    message.attributes.extend(notes.into_iter().map(|(name, value)| (name.into(), value)));
    Ok(())
}

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
        ("media", Value::Text(hex(&id.to_be_bytes()))),
        ("mediaType", Value::Text(if (kind, format) == (0, 0) { "jpg" } else { "other" }.into())),
        ("size", Value::Int(size.into())),
        ("event", Value::Int(event.into())),
        ("piece", Value::Int(number.into())),
        ("data", Value::Text(hex(r.rest()))),
    ];
    message.attributes.extend(notes.into_iter().map(|(name, value)| (name.into(), value)));
    Ok(())
}

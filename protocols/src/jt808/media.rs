//! Photos, sound and video. JT/T 808-2013, tables 80 (0x0800, announced) and 81 (0x0801, the data behind the location
//! where it was taken; 2011 has no location).

use super::attributes::Note;
use super::cursor::Cursor;
use super::header::hex;
use super::location;
use super::model::Model;
use crate::message::{Kind, Message};
use crate::session::DecodeError;

const LOCATION: usize = 28;
const JPEG: &[u8] = &[0xff, 0xd8];

/// Id of the medium, for the answer, and the message.
pub(super) fn announced(body: &[u8]) -> Option<(u32, Message)> {
    let mut at = Cursor::new(body);
    let mut out = Message { kind: Kind::Media, ..Message::default() };
    let id = describe(&mut at, &mut out)?;
    Some((id, out))
}

/// The same with the data, in hex.
pub(super) fn data(message: u16, body: &[u8], refuse: &mut dyn FnMut(DecodeError)) -> Option<(u32, Message)> {
    let mut at = Cursor::new(body);
    let mut out = Message { kind: Kind::Media, ..Message::default() };
    let id = describe(&mut at, &mut out)?;
    let mut place = Message::default();
    if !at.rest().starts_with(JPEG)
        && let Some(taken) = at.take(LOCATION)
        && location::read(message, taken, Model::Common, &mut place, refuse).is_ok()
    {
        // Alarms of the moment were raised by its own report.
        (out.fix, out.device_time) = (place.fix, place.device_time);
    }
    out.int("mediaBytes", at.len() as i64);
    out.text("data", hex(at.rest()));
    Some((id, out))
}

fn describe(at: &mut Cursor, out: &mut Message) -> Option<u32> {
    let id = at.u32()?;
    out.int("mediaId", id);
    let kind = match at.u8()? {
        0 => "image",
        1 => "sound",
        2 => "video",
        _ => "other",
    };
    out.text("mediaType", kind.to_owned());
    for name in ["mediaFormat", "mediaEvent", "mediaChannel"] {
        out.int(name, at.u8()?);
    }
    Some(id)
}

//! What a terminal answers to commands, and what it tells besides locations. Tables are of JT/T 808-2013. Each is decoded
//! into an empty message; `None` where it is not what its id says.

use super::attributes::Note;
use super::cursor::Cursor;
use super::header::Header;
use super::text::{gbk, triples};
use super::time;
use crate::command::{Answer, Ticket};
use crate::message::{Kind, Message};

/// The device did what the command of that serial asked; `accepted` as in [`Answer`].
pub(super) fn answered(serial: u16, accepted: Option<bool>) -> Option<Answer> {
    Some(Answer { ticket: Ticket(Some(serial.into())), accepted })
}

/// 0x0002. The standard's is empty; some put charge, signal and a status into it.
pub(super) fn heartbeat(body: &[u8], out: &mut Message) {
    if let [percent, signal, status, ..] = *body {
        out.battery_percent(percent.into());
        out.vitals.gsm_level = Some(signal.into());
        out.int("status", status);
    }
}

/// 0x0001, table 4: serial and id of the command answered, result.
pub(super) fn general(body: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(body);
    out.kind = Kind::CommandReply;
    let serial = at.u16()?;
    out.int("serial", serial);
    out.int("command", at.u16()?);
    let code = at.u8()?;
    let result = match code {
        0 => "success",
        1 => "failure",
        2 => "wrong message",
        3 => "not supported",
        _ => "unknown",
    };
    out.text("result", result);
    out.answer = answered(serial, Some(code == 0));
    Some(())
}

/// 0x0805: serial of the order to take photos, result, and the terminal's numbers of those it took.
pub(super) fn photos(body: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(body);
    out.kind = Kind::CommandReply;
    let serial = at.u16()?;
    out.int("serial", serial);
    let code = at.u8()?;
    let result = match code {
        0 => "success",
        1 => "failure",
        2 => "no such camera",
        _ => "unknown",
    };
    out.text("result", result);
    if code == 0 {
        // A list shorter than its count says what it has.
        let stated = at.u16().map_or(0, usize::from);
        let taken = at.rest().chunks_exact(4).take(stated);
        let numbers: Vec<String> = taken.map(|n| u32::from_be_bytes([n[0], n[1], n[2], n[3]]).to_string()).collect();
        out.text("mediaIds", numbers.join(","));
    }
    out.answer = answered(serial, Some(code == 0));
    Some(())
}

/// 0x0802: serial of the search, how many media the terminal keeps of what was searched for, and of each its number,
/// sort, channel, event and the location where it was made, 35 bytes. The list is told as text, for people to choose from.
pub(super) fn found(body: &[u8], out: &mut Message) -> Option<()> {
    const ITEM: usize = 35;
    /// More than one message of it can hold is not told.
    const MOST: usize = 256;
    let mut at = Cursor::new(body);
    out.kind = Kind::CommandReply;
    let serial = at.u16()?;
    let total = at.u16()?;
    out.int("serial", serial);
    out.int("mediaTotal", total);
    let list: Vec<(u32, String)> = at.rest().chunks_exact(ITEM).take(MOST).filter_map(item).collect();
    let texts: Vec<&str> = list.iter().map(|(_, text)| text.as_str()).collect();
    out.text("result", if list.is_empty() { format!("{total} found") } else { texts.join("; ") });
    let numbers: Vec<String> = list.iter().map(|(number, _)| number.to_string()).collect();
    out.text("mediaIds", numbers.join(","));
    out.answer = answered(serial, Some(true));
    Some(())
}

/// One of them: its number, and what it is.
fn item(bytes: &[u8]) -> Option<(u32, String)> {
    let mut at = Cursor::new(bytes);
    let number = at.u32()?;
    let kind = match at.u8()? {
        0 => "image",
        1 => "sound",
        2 => "video",
        _ => "other",
    };
    let [channel, event] = at.array()?;
    // The location ends with its time.
    at.skip(22)?;
    let made = time::read(at.array()?).map(|made| made.format(" %Y-%m-%dT%H:%M:%SZ").to_string()).unwrap_or_default();
    Some((number, format!("{number} {kind} channel {channel} event {event}{made}")))
}

/// 0x0107, table 20; the fields for model and terminal id have 20 and 7 bytes in 2013, 30 each in 2019.
pub(super) fn properties(header: &Header, body: &[u8], out: &mut Message) -> Option<()> {
    out.kind = Kind::Status;
    let mut at = Cursor::new(body);
    let (model, terminal) = if header.peer.version.is_some() { (30, 30) } else { (20, 7) };
    out.int("terminalType", at.u16()?);
    out.ascii("manufacturer", at.take(5)?);
    out.ascii("model", at.take(model)?);
    out.ascii("terminalId", at.take(terminal)?);
    out.hex("iccid", at.take(10)?);
    for name in ["versionHw", "versionFw"] {
        let length = usize::from(at.u8()?);
        out.text(name, gbk(at.take(length)?));
    }
    Some(())
}

/// 0x0701, table 73: a waybill, that is, text with a 32-bit length; trackers answer text commands with it.
pub(super) fn waybill(body: &[u8], out: &mut Message) {
    out.kind = Kind::CommandReply;
    let text = body.get(4..).unwrap_or_default();
    let stated = body.first_chunk().map_or(0, |length| u32::from_be_bytes(*length) as usize);
    out.text("result", gbk(text.get(..stated).unwrap_or(text)));
}

/// 0x6006: an encoding byte, then text.
pub(super) fn reported_text(body: &[u8], out: &mut Message) {
    out.kind = Kind::CommandReply;
    out.text("result", gbk(body.get(1..).unwrap_or_default()));
}

/// 0x1300: the command's serial, then text in UTF-16.
pub(super) fn text_answer(body: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(body);
    out.kind = Kind::CommandReply;
    let serial = at.u16()?;
    let words = at.rest().chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    let text: String = char::decode_utf16(words).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    out.text("result", text.trim_matches(|c: char| c.is_whitespace() || c == '\0'));
    out.answer = answered(serial, None);
    Some(())
}

/// 0x0702, table 74: the driver's card went in (1) or out (2).
pub(super) fn driver(body: &[u8], out: &mut Message) -> Option<()> {
    out.kind = Kind::Status;
    let mut at = Cursor::new(body);
    out.int("cardStatus", at.u8()?);
    out.device_time = time::read(at.array()?);
    // Nothing follows when the card went out.
    out.int("cardResult", at.u8()?);
    let length = usize::from(at.u8()?);
    out.text("driver", gbk(at.take(length)?));
    out.ascii("cardCode", at.take(20)?);
    let length = usize::from(at.u8()?);
    out.text("cardAgency", gbk(at.take(length)?));
    out.hex("cardValidity", at.take(4)?);
    Some(())
}

/// 0x2070: accelerations with their times; sign and size, three axes.
pub(super) fn accelerations(body: &[u8], out: &mut Message) {
    out.kind = Kind::Status;
    let axis = |high: u8, low: u8| {
        let size = (u16::from_be_bytes([high, low]) & 0x7fff) as i16;
        if high & 0x80 != 0 { -size } else { size }
    };
    let samples = body.as_chunks::<12>().0.iter().map(|s| [axis(s[6], s[7]), axis(s[8], s[9]), axis(s[10], s[11])]);
    let samples = triples(samples);
    out.device_time = body.first_chunk().and_then(|bcd| time::read(*bcd));
    out.text("gSensor", samples);
}

/// A message we know no meaning of, with its bytes.
pub(super) fn unknown(header: &Header, body: &[u8], out: &mut Message) {
    out.int("message", header.message);
    out.hex("raw", body);
}

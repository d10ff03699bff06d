//! What the server answers.
//!
//! Most devices take the same kind and serial back, with no content, as the acknowledgement, and send again what is
//! not acknowledged. Sources: Concox GT06N communication protocol, "Response" of each packet; Topin ZX303 for Wi-Fi.

use super::command::{frame, long_frame};
use super::frame::Frame;
use super::gps;
use super::media::Photo;
use bytes::{BufMut, BytesMut};
use chrono::{DateTime, Datelike, Timelike, Utc};

/// Writes the answer to a frame; nothing where the device waits for none.
#[inline]
pub(super) fn answer(of: &Frame<'_>, now: DateTime<Utc>, out: &mut BytesMut) {
    let serial = u16::from_be_bytes(of.serial);
    match (of.extended, of.kind) {
        (true, 0x32 | 0x33 | 0x41) => long_frame(of.kind, serial, out, |_| {}),
        (true, 0x70 | 0xf1 | 0xf2) => frame(of.kind, serial, out, |_| {}),
        (true, _) => {}
        (false, 0x12 | 0x13 | 0x16 | 0x22 | 0x26) => acknowledge(of.kind, serial, out),
        (false, 0x8a) => frame(of.kind, serial, out, |body| clock(now, body)),
        (false, 0x2a) => address(out),
        (false, 0x35) => {
            if let Some(photo) = Photo::offered(of.content) {
                photo.ask(0, out);
            }
        }
        (false, 0x69) => topin(of, out),
        (false, 0x17) if of.stated < 0x14 => topin(of, out),
        // Information and its like are not acknowledged; 0x19 as a list of cells and 0x24 with a fix neither.
        (false, 0x94 | 0xf3 | 0x8c | 0x9b | 0x21) => {}
        // An acknowledgement of these would be a command.
        (false, 0x80..=0x82) => {}
        (false, 0x34) if !gps::is_date(of.content) => {}
        (false, 0x19) if of.stated >= 0x17 => {}
        (false, 0x24) if of.stated == 0x2e => {}
        (false, kind) => acknowledge(kind, serial, out),
    }
}

/// The common acknowledgement, without the detour of a general frame.
#[inline]
fn acknowledge(kind: u8, serial: u16, out: &mut BytesMut) {
    let [high, low] = serial.to_be_bytes();
    let [sum_high, sum_low] = super::crc::crc_itu(&[5, kind, high, low]).to_be_bytes();
    out.put_slice(&[0x78, 0x78, 5, kind, high, low, sum_high, sum_low, 0x0d, 0x0a]);
}

fn clock(now: DateTime<Utc>, out: &mut BytesMut) {
    let year = (now.year() - 2000).clamp(0, 255) as u8;
    out.put_slice(&[year, now.month() as u8, now.day() as u8]);
    out.put_slice(&[now.hour() as u8, now.minute() as u8, now.second() as u8]);
}

/// Kind 0x97, an English address for 0x2A: none, for nobody.
fn address(out: &mut BytesMut) {
    let text = b"NA&&NA&&0##";
    long_frame(0x97, 0, out, |body| {
        body.put_u8(text.len() as u8);
        body.put_u32(0);
        body.put_slice(text);
    });
}

/// Topin takes its own time back, without serial and checksum.
fn topin(of: &Frame<'_>, out: &mut BytesMut) {
    out.put_slice(&[0x78, 0x78, 0, of.kind]);
    out.put_slice(of.content.get(..6).unwrap_or_default());
    out.put_slice(b"\r\n");
}

//! Commands for the device: kind 0x80 with the text that the vendor's SMS commands use.
//!
//! Source: Concox GT06N communication protocol, "Online command": length, server flag (returned as is), text.

use super::crc::crc_itu;
use bytes::{BufMut, BytesMut};

/// Cuts fuel or starter (`true`), or restores it.
pub fn relay(cut: bool, flag: u32, serial: u16, out: &mut BytesMut) {
    online(if cut { "Relay,1#" } else { "Relay,0#" }, flag, serial, out);
}

/// Writes an online command. `flag` comes back in the answer; `text` is cut at 200 bytes, the most a short frame
/// carries with room to spare.
pub fn online(text: &str, flag: u32, serial: u16, out: &mut BytesMut) {
    let text = &text.as_bytes()[..text.len().min(200)];
    frame(0x80, serial, out, |body| {
        body.put_u8((4 + text.len()) as u8);
        body.put_u32(flag);
        body.put_slice(text);
    });
}

/// Writes a short frame of `kind` around what `content` writes (at most 250 bytes).
pub(super) fn frame(kind: u8, serial: u16, out: &mut BytesMut, content: impl FnOnce(&mut BytesMut)) {
    out.put_slice(&[0x78, 0x78]);
    let start = out.len();
    out.put_slice(&[0, kind]);
    content(out);
    out.put_u16(serial);
    // Kind, content, serial and checksum.
    let length = out.len() - start - 1 + 2;
    debug_assert!(length <= 255, "a short frame of {length} bytes");
    out[start] = length as u8;
    close(start, out);
}

/// Writes a long frame.
pub(super) fn long_frame(kind: u8, serial: u16, out: &mut BytesMut, content: impl FnOnce(&mut BytesMut)) {
    out.put_slice(&[0x79, 0x79]);
    let start = out.len();
    out.put_slice(&[0, 0, kind]);
    content(out);
    out.put_u16(serial);
    let length = (out.len() - start - 2 + 2) as u16;
    out[start..start + 2].copy_from_slice(&length.to_be_bytes());
    close(start, out);
}

/// Checksum of what follows the start bytes, and the end.
#[inline]
fn close(start: usize, out: &mut BytesMut) {
    let sum = crc_itu(&out[start..]);
    out.put_u16(sum);
    out.put_slice(b"\r\n");
}

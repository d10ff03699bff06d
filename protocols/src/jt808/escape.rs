//! Escapes: a flag in a frame, and what begins an escape, are sent as two bytes. JT/T 808-2013, 4.4.1; the locks' own.

use super::frame::{FLAG, LOCK_FLAG};
use super::scan::scan;
use bytes::BytesMut;
use memchr::{memchr, memchr2};

/// Begins what stands for a flag or for itself between two of the standard's flags.
pub(super) const ESCAPE: u8 = 0x7d;

/// Undoes the escapes of what stands between the flags, in place; says how long it is then.
///
/// An escape that is none is left as it is: the checksum will tell.
pub(super) fn unescape(inner: &mut [u8], flag: u8) -> usize {
    let next = |from: &[u8]| match flag {
        FLAG => memchr(ESCAPE, from),
        _ => memchr2(0xe6, 0x3e, from),
    };
    let Some(first) = next(inner) else { return inner.len() };
    let (mut read, mut write) = (first, first);
    while read < inner.len() {
        let (byte, length) = match inner.get(read..read + 2).and_then(|pair| escape(flag, [pair[0], pair[1]])) {
            Some(byte) => (byte, 2),
            None => (inner[read], 1),
        };
        inner[write] = byte;
        (read, write) = (read + length, write + 1);
        // What stands before the next escape moves as it is.
        let to = next(&inner[read..]).map_or(inner.len(), |at| read + at);
        inner.copy_within(read..to, write);
        (read, write) = (to, write + to - read);
    }
    write
}

fn escape(flag: u8, pair: [u8; 2]) -> Option<u8> {
    match (flag, pair) {
        (LOCK_FLAG, [0xe6, 0x01]) => Some(0xe6),
        (LOCK_FLAG, [0xe6, 0x02]) => Some(0xe7),
        (LOCK_FLAG, [0x3e, 0x01]) => Some(0x3e),
        (LOCK_FLAG, [0x3e, 0x02]) => Some(0x3d),
        (FLAG, [0x7d, 0x01]) => Some(0x7d),
        (FLAG, [0x7d, 0x02]) => Some(0x7e),
        _ => None,
    }
}

/// Whether a byte is sent as two between [`FLAG`]s.
#[inline]
pub(super) fn is_special(byte: u8) -> bool {
    matches!(byte, 0x7d | 0x7e)
}

/// The checksum of what stands before it.
pub(super) fn xor(bytes: &[u8]) -> u8 {
    scan(bytes).0
}

/// Writes one frame: flags, escapes and checksum around header and body.
pub(super) fn write(flag: u8, parts: &[&[u8]], out: &mut BytesMut) {
    match flag {
        LOCK_FLAG => write_as::<LOCK_FLAG>(parts, out),
        _ => write_as::<FLAG>(parts, out),
    }
}

fn write_as<const FLAG_BYTE: u8>(parts: &[&[u8]], out: &mut BytesMut) {
    // Put together here: appending byte by byte to a growing buffer is several times slower.
    let mut piece = [0; 64];
    piece[0] = FLAG_BYTE;
    let mut used = 1;
    let mut put = |bytes: &[u8], out: &mut BytesMut| {
        for &byte in bytes {
            if used + 2 > piece.len() {
                out.extend_from_slice(&piece[..used]);
                used = 0;
            }
            match escaped(FLAG_BYTE, byte) {
                None => {
                    piece[used] = byte;
                    used += 1;
                }
                Some([first, second]) => {
                    piece[used] = first;
                    piece[used + 1] = second;
                    used += 2;
                }
            }
        }
    };
    let mut sum = 0;
    for part in parts {
        sum ^= xor(part);
        put(part, out);
    }
    put(&[sum], out);
    out.extend_from_slice(&piece[..used]);
    out.extend_from_slice(&[FLAG_BYTE]);
}

#[inline]
fn escaped(flag: u8, byte: u8) -> Option<[u8; 2]> {
    match (flag, byte) {
        (FLAG, 0x7d) => Some([0x7d, 0x01]),
        (FLAG, 0x7e) => Some([0x7d, 0x02]),
        (LOCK_FLAG, 0xe6) => Some([0xe6, 0x01]),
        (LOCK_FLAG, 0xe7) => Some([0xe6, 0x02]),
        (LOCK_FLAG, 0x3e) => Some([0x3e, 0x01]),
        (LOCK_FLAG, 0x3d) => Some([0x3e, 0x02]),
        _ => None,
    }
}

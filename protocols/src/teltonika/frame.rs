//! Bytes to frames: where a login, a keep-alive or a packet begins and ends.
//!
//! Source: Teltonika, "Teltonika Data Sending Protocols", chapters "Codec 8" (packet: four zero bytes, data field
//! length, data field, CRC) and "Communication with server" (login: two length bytes and the IMEI), and the
//! "Server/network keep-alive" parameter of the FMB manuals (one byte `0xFF`).

use crc::{CRC_16_ARC, Crc, Table};
use std::ops::RangeInclusive;

/// CRC-16/IBM, as the vendor calls it (the catalogue's ARC), over the data field.
static CRC: Crc<u16, Table<16>> = Crc::<u16, Table<16>>::new(&CRC_16_ARC);

/// Four zero bytes and the data field's length.
pub(super) const HEADER: usize = 8;
/// The CRC as sent: four bytes, the first two zero.
pub(super) const TRAILER: usize = 4;
/// Codec, number of data 1, number of data 2.
const SHORTEST_FIELD: usize = 3;
/// Digits of a login. An IMEI has 15 ("0x000F means that the IMEI is 15 bytes long"); one without its check digit has 14,
/// one with the software version 16 (3GPP TS 23.003, 6.2), and one more does no harm. Shorter ones are in any noise with
/// two zero bytes near each other, and each would be a device that nobody owns.
const LOGIN: RangeInclusive<usize> = 14..=17;
/// A byte that keeps the connection alive.
pub(super) const KEEP_ALIVE: u8 = 0xff;

/// Checksum of a data field.
pub(super) fn checksum(field: &[u8]) -> u32 {
    u32::from(CRC.checksum(field))
}

/// What the bytes at hand begin with. Every answer but `Incomplete` stays the same whatever bytes follow, so that
/// outputs do not depend on how the stream is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// Too few bytes to tell, or a frame whose end is not here yet.
    Incomplete,
    /// No frame starts at this byte.
    Garbage,
    /// The keep-alive byte.
    KeepAlive,
    /// A login of this many bytes, its two length bytes included.
    Login(usize),
    /// A packet of this many bytes, header and CRC included.
    Packet(usize),
    /// A packet header that states this many bytes, over the limit.
    Oversized(usize),
}

/// Looks at the front of a stream. After lost framing (`lost`) only a codec we know starts a packet.
pub(super) fn start(bytes: &[u8], max_frame: usize, lost: bool) -> Start {
    match bytes {
        [] => Start::Incomplete,
        [KEEP_ALIVE, ..] => Start::KeepAlive,
        [0, 0, rest @ ..] => packet(rest, bytes.len(), max_frame, lost),
        [0, length, id @ ..] => login(usize::from(*length), id),
        [0] => Start::Incomplete,
        _ => Start::Garbage,
    }
}

fn login(length: usize, id: &[u8]) -> Start {
    let here = &id[..id.len().min(length)];
    if !LOGIN.contains(&length) || !here.iter().all(u8::is_ascii_digit) {
        Start::Garbage
    } else if here.len() < length {
        Start::Incomplete
    } else {
        Start::Login(2 + length)
    }
}

/// `rest` is what follows the first two zero bytes; `available` counts those too.
fn packet(rest: &[u8], available: usize, max_frame: usize, lost: bool) -> Start {
    if rest.iter().take(2).any(|&b| b != 0) {
        return Start::Garbage;
    }
    let Some((length, after)) = rest.get(2..).and_then(|r| r.split_first_chunk::<4>()) else {
        return Start::Incomplete;
    };
    let Ok(field) = usize::try_from(u32::from_be_bytes(*length)) else { return Start::Garbage };
    if field < SHORTEST_FIELD {
        return Start::Garbage;
    }
    let total = HEADER.saturating_add(field).saturating_add(TRAILER);
    match after.first() {
        None => Start::Incomplete,
        Some(&codec) if lost && !known(codec) => Start::Garbage,
        Some(_) if total > max_frame => Start::Oversized(total),
        Some(_) if available < total => Start::Incomplete,
        Some(_) => Start::Packet(total),
    }
}

fn known(codec: u8) -> bool {
    matches!(codec, 0x07 | 0x08 | 0x8e | 0x10 | 0x0c..=0x0f)
}

/// A datagram's envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Datagram<'a> {
    /// Number of this AVL packet, returned in the acknowledgement.
    pub avl_packet: u8,
    /// The IMEI, as text.
    pub imei: &'a [u8],
    /// Codec to number of data 2; a datagram carries no CRC.
    pub field: &'a [u8],
}

/// Takes a datagram apart: length, packet id and a byte of no use, then AVL packet id, IMEI length, IMEI, data field.
///
/// Source: "Teltonika Data Sending Protocols", "Codec 8 protocol sending over UDP". The error names the field that
/// is cut short.
pub(super) fn datagram(bytes: &[u8]) -> Result<Datagram<'_>, &'static str> {
    let (length, rest) = bytes.split_first_chunk::<2>().ok_or("length")?;
    let rest = rest.get(..usize::from(u16::from_be_bytes(*length))).ok_or("datagram")?;
    let (head, rest) = rest.split_first_chunk::<6>().ok_or("channel header")?;
    let &[_, _, _, avl_packet, high, low] = head;
    let (imei, field) =
        rest.split_at_checked(usize::from(u16::from_be_bytes([high, low]))).ok_or("device identifier")?;
    if field.len() < SHORTEST_FIELD {
        return Err("data field");
    }
    Ok(Datagram { avl_packet, imei, field })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_catalogue_s_arc() {
        assert_eq!(checksum(b"123456789"), 0xbb3d);
    }

    #[test]
    fn starts() {
        let packet = [0, 0, 0, 0, 0, 0, 0, 3, 0x08, 0, 0, 0, 0, 0, 0];
        assert_eq!(start(&packet, 64, false), Start::Packet(15));
        assert_eq!(start(&packet[..14], 64, false), Start::Incomplete);
        assert_eq!(start(&packet, 14, false), Start::Oversized(15));
        assert_eq!(start(&[0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 8], 64, false), Start::Oversized(0x1_0000_000b));
        assert_eq!(start(&[0, 0, 0, 0, 0, 0, 0, 2, 8], 64, false), Start::Garbage);
        assert_eq!(start(&[0, 0, 0, 0, 0, 0, 0, 3, 0x55], 64, true), Start::Garbage);
        assert_eq!(start(&[0, 0, 0, 1], 64, false), Start::Garbage);
        assert_eq!(start(&[0xff, 0], 64, false), Start::KeepAlive);
        assert_eq!(start(b"\x00\x0f490154203237518", 64, false), Start::Login(17));
        assert_eq!(start(b"\x00\x0f49015420323751", 64, false), Start::Incomplete);
        assert_eq!(start(b"\x00\x0f4\x01", 64, false), Start::Garbage);
        assert_eq!(start(b"\x00\x0f49015420323751a", 64, false), Start::Garbage);
        assert_eq!(start(b"\x00\x0e49015420323751", 64, false), Start::Login(16));
        assert_eq!(start(b"\x00\x1149015420323751801", 64, false), Start::Login(19));
        assert_eq!(start(b"\x00\x03123", 64, false), Start::Garbage);
        assert_eq!(start(b"\x00\x0d4901542032375", 64, false), Start::Garbage);
        assert_eq!(start(b"\x00\x12", 64, false), Start::Garbage);
        assert_eq!(start(b"GET /", 64, false), Start::Garbage);
    }

    #[test]
    fn a_datagram_s_parts() {
        let bytes = b"\x00\x0e\xca\xfe\x01\x07\x00\x03123\x08\x00\x00\x55\x66";
        let parts = datagram(bytes).expect("whole");
        assert_eq!(parts, Datagram { avl_packet: 7, imei: b"123", field: b"\x08\x00\x00\x55\x66" });
        assert_eq!(datagram(&bytes[..15]), Err("datagram"));
        assert_eq!(datagram(b"\x00\x06\xca\xfe\x01\x07\x00\x03"), Err("device identifier"));
        assert_eq!(datagram(b"\x00\x09\xca\xfe\x01\x07\x00\x03123"), Err("data field"));
    }
}

//! AVL records of Codec 8, 8 Extended and 16.
//!
//! Source: Teltonika, "Teltonika Data Sending Protocols", chapters "Codec 8", "Codec 8 Extended" and "Codec 16".

use super::bytes::Bytes;
use super::elements::{self, Platform, Reading};
use crate::message::{Fix, FixKind, Kind, Message, Value};
use crate::session::DecodeError;
use chrono::DateTime;

/// How the records of a codec are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Codec 8: ids and counts of one byte.
    Codec8,
    /// Codec 8 with a group of 16-byte elements after the 8-byte ones, which some firmware of the FM family sends.
    Codec8Sixteen,
    /// Codec 8 Extended: ids and counts of two bytes, and a group of elements that state their length.
    Extended,
    /// Codec 16: ids of two bytes, counts of one, and a generation type after the event id.
    Codec16,
}

/// Fewest bytes of a record: timestamp, priority, GPS element, event id and five counts.
const SHORTEST_RECORD: usize = 30;

impl Layout {
    /// The layout of a data field. Codec 8 does not say whether it has 16-byte groups: the records that end just
    /// before the second count are right.
    pub fn of(codec: u8, count: u8, records: &[u8]) -> Option<Layout> {
        match codec {
            0x8e => Some(Layout::Extended),
            0x10 => Some(Layout::Codec16),
            0x08 if ends_at(Layout::Codec8, count, records) == Some(1) => Some(Layout::Codec8),
            0x08 if ends_at(Layout::Codec8Sixteen, count, records) == Some(1) => Some(Layout::Codec8Sixteen),
            0x08 => Some(Layout::Codec8),
            _ => None,
        }
    }
}

/// Bytes left over after `count` records read in a one-byte layout; `None` when they do not fit.
fn ends_at(layout: Layout, count: u8, records: &[u8]) -> Option<usize> {
    let mut bytes = Bytes(records);
    let sizes: &[usize] = if layout == Layout::Codec8Sixteen { &[1, 2, 4, 8, 16] } else { &[1, 2, 4, 8] };
    for _ in 0..count {
        bytes.array::<26>()?;
        for size in sizes {
            let elements = usize::from(bytes.u8()?);
            bytes.slice(elements * (1 + size))?;
        }
    }
    Some(bytes.0.len())
}

/// Reads the next record into an empty message. `None` when it is cut short. Coordinates out of range are told
/// (`Some(Err)`), and the message then has no fix.
pub(super) fn record(
    bytes: &mut Bytes<'_>,
    layout: Layout,
    platform: Platform,
    message: &mut Message,
) -> Option<Result<(), DecodeError>> {
    match layout {
        Layout::Codec8 | Layout::Codec8Sixteen => read::<false, false>(bytes, layout, platform, message),
        Layout::Extended => read::<true, true>(bytes, layout, platform, message),
        Layout::Codec16 => read::<true, false>(bytes, layout, platform, message),
    }
}

#[inline]
fn wide<const WIDE: bool>(bytes: &mut Bytes<'_>) -> Option<u16> {
    if WIDE { bytes.u16() } else { bytes.u8().map(u16::from) }
}

fn read<const WIDE_ID: bool, const WIDE_COUNT: bool>(
    bytes: &mut Bytes<'_>,
    layout: Layout,
    platform: Platform,
    message: &mut Message,
) -> Option<Result<(), DecodeError>> {
    if bytes.0.len() < SHORTEST_RECORD {
        return None;
    }
    let millis = bytes.u64()?;
    let priority = bytes.u8()?;
    let lon = degrees(bytes.array()?);
    let lat = degrees(bytes.array()?);
    let altitude = i16::from_be_bytes(bytes.array()?);
    let angle = bytes.u16()?;
    let satellites = bytes.u8()?;
    let speed = bytes.u16()?;
    let event = wide::<WIDE_ID>(bytes)?;
    if layout == Layout::Codec16 {
        bytes.u8()?; // Generation type: what made the device record (exit, entrance, hysteresis, periodic, ...).
    }
    let total = wide::<WIDE_COUNT>(bytes)?;

    let time = i64::try_from(millis).ok().and_then(DateTime::from_timestamp_millis);
    message.kind = if event == 0 { Kind::Position } else { Kind::Event };
    message.device_time = time;
    let mut outcome = Ok(());
    if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) {
        message.fix = Some(Fix {
            time,
            lat,
            lon,
            kind: FixKind::Gnss,
            // "If there was no fix, longitude, latitude and altitude are those of the last valid fix, and angle,
            // satellites and speed are 0."
            valid: satellites != 0,
            speed_kph: Some(f64::from(speed)),
            course_deg: course(angle),
            altitude_m: Some(f64::from(altitude)),
            accuracy_m: None,
            satellites: Some(satellites),
            hdop: None,
        });
    } else {
        outcome = Err(DecodeError::OutOfRange { message: u32::from(event), field: "coordinates" });
    }

    let mut reading = Reading::new(message, platform, event, total);
    if event != 0 {
        reading.attribute("event", Value::Int(i64::from(event)));
    }
    if priority != 0 {
        reading.attribute("priority", Value::Int(i64::from(priority)));
    }
    for _ in 0..wide::<WIDE_COUNT>(bytes)? {
        let id = wide::<WIDE_ID>(bytes)?;
        reading.element(id, 1, u64::from(bytes.u8()?));
    }
    for _ in 0..wide::<WIDE_COUNT>(bytes)? {
        let id = wide::<WIDE_ID>(bytes)?;
        reading.element(id, 2, u64::from(bytes.u16()?));
    }
    for _ in 0..wide::<WIDE_COUNT>(bytes)? {
        let id = wide::<WIDE_ID>(bytes)?;
        reading.element(id, 4, u64::from(bytes.u32()?));
    }
    for _ in 0..wide::<WIDE_COUNT>(bytes)? {
        let id = wide::<WIDE_ID>(bytes)?;
        reading.element(id, 8, bytes.u64()?);
    }
    if layout == Layout::Codec8Sixteen {
        for _ in 0..bytes.u8()? {
            let id = u16::from(bytes.u8()?);
            elements::long(&mut reading, id, &bytes.array::<16>()?);
        }
    }
    if layout == Layout::Extended {
        for _ in 0..bytes.u16()? {
            let id = bytes.u16()?;
            let length = usize::from(bytes.u16()?);
            elements::long(&mut reading, id, bytes.slice(length)?);
        }
    }
    reading.finish();
    Some(outcome)
}

/// Degrees from 1e-7 degrees, two's complement.
#[inline]
fn degrees(bytes: [u8; 4]) -> f64 {
    f64::from(i32::from_be_bytes(bytes)) / 1e7
}

/// The angle, degrees clockwise from north; 360 is north, and anything beyond is no angle.
#[inline]
fn course(angle: u16) -> Option<f64> {
    match angle {
        0..360 => Some(f64::from(angle)),
        360 => Some(0.0),
        _ => None,
    }
}

//! AVL records of Codec 7, the personal trackers' (GH3000 family).
//!
//! Source: Teltonika, "GH3000 Communication Protocol": time with priority, a mask of the parts that follow, a GPS
//! element with a mask of its own, and elements of 1, 2 and 4 bytes.

use super::bytes::Bytes;
use super::elements::network;
use crate::message::{Alarm, Cell, Fix, FixKind, Kind, Message, Value};
use crate::names;
use crate::session::DecodeError;
use chrono::{DateTime, Utc};

/// 2007-01-01T00:00:00Z, from which the records' seconds count.
const EPOCH: i64 = 1_167_609_600;

fn bit(mask: u8, bit: u8) -> bool {
    mask & (1 << bit) != 0
}

/// Reads the next record into an empty message. `None` when it is cut short. Coordinates out of range are told
/// (`Some(Err)`), and the message then has no fix.
pub(super) fn record(bytes: &mut Bytes<'_>, message: &mut Message) -> Option<Result<(), DecodeError>> {
    let stamp = bytes.u32()?;
    let time = DateTime::from_timestamp(EPOCH + i64::from(stamp & 0x3fff_ffff), 0);
    message.kind = Kind::Position;
    message.device_time = time;
    let mut outcome = Ok(());
    if stamp >> 30 != 0 {
        message.attributes.push(("priority".into(), Value::Int(i64::from(stamp >> 30))));
    }
    let mask = bytes.u8()?;
    if bit(mask, 0) {
        outcome = gps(bytes, time, message)?;
    }
    for (part, size) in [(1, 1), (2, 2), (3, 4)] {
        if bit(mask, part) {
            for _ in 0..bytes.u8()? {
                let id = bytes.u8()?;
                let value = bytes.slice(size)?.iter().fold(0, |value, &b| value << 8 | u32::from(b));
                element(message, id, value);
            }
        }
    }
    Some(outcome)
}

fn gps(bytes: &mut Bytes<'_>, time: Option<DateTime<Utc>>, message: &mut Message) -> Option<Result<(), DecodeError>> {
    let mask = bytes.u8()?;
    let mut outcome = Ok(());
    if bit(mask, 0) {
        let lat = f64::from(f32::from_be_bytes(bytes.array()?));
        let lon = f64::from(f32::from_be_bytes(bytes.array()?));
        if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) {
            message.fix = Some(Fix {
                time,
                lat,
                lon,
                kind: FixKind::Gnss,
                valid: true,
                speed_kph: None,
                course_deg: None,
                altitude_m: None,
                accuracy_m: None,
                satellites: None,
                hdop: None,
            });
        } else {
            outcome = Err(DecodeError::OutOfRange { message: 0x07, field: "coordinates" });
        }
    }
    // A part without coordinates is read past: there is no fix that it could belong to.
    let altitude = if bit(mask, 1) { Some(i16::from_be_bytes(bytes.array()?)) } else { None };
    let angle = if bit(mask, 2) { Some(bytes.u8()?) } else { None };
    let speed = if bit(mask, 3) { Some(bytes.u8()?) } else { None };
    let satellites = if bit(mask, 4) { Some(bytes.u8()?) } else { None };
    let cell = if bit(mask, 5) { Some((bytes.u16()?, bytes.u16()?)) } else { None };
    let signal = if bit(mask, 6) { Some(bytes.u8()?) } else { None };
    let operator = if bit(mask, 7) { Some(bytes.u32()?) } else { None };
    if let Some(fix) = &mut message.fix {
        fix.altitude_m = altitude.map(f64::from);
        fix.course_deg = angle.map(|a| f64::from(a) * 360.0 / 256.0);
        fix.speed_kph = speed.map(f64::from);
        fix.satellites = satellites;
    }
    if let Some((lac, cid)) = cell {
        let (mcc, mnc) = network(operator);
        // With a cell the signal is the cell's, in dBm with or without its sign; alone it is a level.
        let signal = signal.map(|s| -i16::from(s.cast_signed()).abs());
        message.cells.push(Cell { mcc, mnc, lac: u32::from(lac), cid: u64::from(cid), signal });
    } else {
        message.vitals.gsm_level = signal.map(i32::from);
        if let Some(operator) = operator {
            message.attributes.push(("operator".into(), Value::Int(i64::from(operator))));
        }
    }
    Some(outcome)
}

fn element(message: &mut Message, id: u8, value: u32) {
    let vitals = &mut message.vitals;
    let tenth = f64::from(value) / 10.0;
    let (name, value) = match id {
        1 if value <= 100 => return vitals.battery_pct = Some(value as u8),
        2 => ("usbConnected".into(), Value::Bool(value == 1)),
        5 => ("uptime".into(), Value::Int(i64::from(value))),
        20 => {
            match &mut message.fix {
                Some(fix) => fix.hdop = Some(tenth),
                None => message.attributes.push(("hdop".into(), Value::Float(tenth))),
            }
            return;
        }
        21 => ("vdop".into(), Value::Float(tenth)),
        22 => ("pdop".into(), Value::Float(tenth)),
        67 => return vitals.battery_mv = Some(value),
        221 => ("button".into(), Value::Int(i64::from(value))),
        222 if value == 1 => return message.alarms.insert(Alarm::Sos),
        240 => return vitals.motion = Some(value == 1),
        244 => ("roaming".into(), Value::Bool(value == 1)),
        _ => (names::io(u16::from(id)), Value::Int(i64::from(value))),
    };
    message.attributes.push((name, value));
}

//! Wireless accessories: beacons and EYE sensors in elements that state their length.
//!
//! Sources: Teltonika wiki, "Beacon" (element 385), "EYE Beacon / EYE Sensor" pages with "Advanced beacon" (548 and
//! kin) and "EYE Sensor parameter IDs" (11317), and "Sensor advertising" for the sensor's own payload.

use super::bytes::Bytes;
use super::elements::Reading;
use crate::hex::hex;
use crate::message::Value;
use crate::names::numbered;

/// ASCII without the zeros that pad it; hex where it is not text.
pub(super) fn text(bytes: &[u8]) -> Value {
    let end = bytes.iter().rposition(|&b| b != 0).map_or(0, |last| last + 1);
    let trimmed = &bytes[..end];
    match std::str::from_utf8(trimmed) {
        Ok(text) if trimmed.iter().all(|b| (b' '..=b'~').contains(b)) => Value::Text(text.into()),
        _ => Value::Text(hex(bytes)),
    }
}

/// Element 385: a byte that numbers the part, then beacons. What is cut short is left out.
pub(super) fn beacons(reading: &mut Reading<'_>, bytes: &[u8]) {
    let mut bytes = Bytes(bytes);
    if bytes.u8().is_none() {
        return;
    }
    let mut index = 1;
    while beacon(reading, &mut bytes, index).is_some() {
        index += 1;
    }
}

fn beacon(reading: &mut Reading<'_>, bytes: &mut Bytes<'_>, index: usize) -> Option<()> {
    let flags = bytes.u8()?;
    // Bit 5: iBeacon; otherwise Eddystone.
    if flags & 0xf0 != 0 && flags & 0x20 != 0 {
        reading.attribute(numbered!("beacon", index, "Uuid"), Value::Text(hex(bytes.slice(16)?)));
        reading.attribute(numbered!("beacon", index, "Major"), Value::Int(bytes.u16()?.into()));
        reading.attribute(numbered!("beacon", index, "Minor"), Value::Int(bytes.u16()?.into()));
    } else {
        reading.attribute(numbered!("beacon", index, "Namespace"), Value::Text(hex(bytes.slice(10)?)));
        reading.attribute(numbered!("beacon", index, "Instance"), Value::Text(hex(bytes.slice(6)?)));
    }
    if flags & 0x01 != 0 {
        reading.attribute(numbered!("beacon", index, "Rssi"), Value::Int((bytes.u8()? as i8).into()));
    }
    if flags & 0x02 != 0 {
        reading.attribute(numbered!("beacon", index, "Battery"), Value::Float(f64::from(bytes.u16()?) / 1000.0));
    }
    if flags & 0x04 != 0 {
        reading.attribute(numbered!("beacon", index, "Temp"), Value::Int((bytes.u16()? as i16).into()));
    }
    Some(())
}

/// Elements 548, 10828 and kin: a byte kept for later use, then tags of a stated length, each a list of parameters
/// (id, length, value). What is cut short is left out.
pub(super) fn tags(reading: &mut Reading<'_>, bytes: &[u8]) {
    let mut bytes = Bytes(bytes);
    if bytes.u8().is_none() {
        return;
    }
    let mut index = 1;
    while let Some(length) = bytes.u8() {
        let Some(tag) = bytes.slice(usize::from(length)) else { return };
        let mut tag = Bytes(tag);
        while parameter(reading, &mut tag, index).is_some() {}
        index += 1;
    }
}

fn parameter(reading: &mut Reading<'_>, tag: &mut Bytes<'_>, index: usize) -> Option<()> {
    let id = tag.u8()?;
    let length = usize::from(tag.u8()?);
    let value = tag.slice(length)?;
    match (id, value) {
        (0, &[rssi]) => reading.attribute(numbered!("tag", index, "Rssi"), Value::Int((rssi as i8).into())),
        (1, id) => reading.attribute(numbered!("tag", index, "Id"), Value::Text(hex(id))),
        (2, payload) => sensor(reading, index, &mut Bytes(payload))?,
        (5, text) => reading.attribute(numbered!("tag", index, "Name"), self::text(text)),
        (6, &[high, low]) => {
            reading.attribute(numbered!("tag", index, "Temp"), Value::Int(i16::from_be_bytes([high, low]).into()))
        }
        (7, &[humidity]) => reading.attribute(numbered!("tag", index, "Humidity"), Value::Int(humidity.into())),
        (8, &[magnet]) => reading.attribute(numbered!("tag", index, "Magnet"), Value::Bool(magnet != 0)),
        (9, &[moving]) => reading.attribute(numbered!("tag", index, "Motion"), Value::Bool(moving != 0)),
        (10, &[high, low]) => reading
            .attribute(numbered!("tag", index, "MotionCount"), Value::Int(u16::from_be_bytes([high, low]).into())),
        (13, &[low]) => reading.attribute(numbered!("tag", index, "LowBattery"), Value::Bool(low != 0)),
        (14, &[high, low]) => {
            reading.attribute(numbered!("tag", index, "Battery"), Value::Int(u16::from_be_bytes([high, low]).into()))
        }
        (15, mac) => reading.attribute(numbered!("tag", index, "Mac"), Value::Text(hex(mac))),
        (other, value) => reading.attribute(format!("tag{index}Parameter{other}"), Value::Text(hex(value))),
    }
    Some(())
}

/// What an EYE sensor advertises: flags, and the fields they name, in the flags' order.
fn sensor(reading: &mut Reading<'_>, index: usize, payload: &mut Bytes<'_>) -> Option<()> {
    let flags = payload.u8()?;
    let has = |bit: u8| flags & (1 << bit) != 0;
    if has(0) {
        reading.attribute(numbered!("tag", index, "Temp"), Value::Int((payload.u16()? as i16).into()));
    }
    if has(1) {
        reading.attribute(numbered!("tag", index, "Humidity"), Value::Int(payload.u8()?.into()));
    }
    if has(2) {
        reading.attribute(numbered!("tag", index, "Magnet"), Value::Bool(has(3)));
    }
    if has(4) {
        let movement = payload.u16()?;
        reading.attribute(numbered!("tag", index, "Motion"), Value::Bool(movement & 0x8000 != 0));
        reading.attribute(numbered!("tag", index, "MotionCount"), Value::Int((movement & 0x7fff).into()));
    }
    if has(5) {
        reading.attribute(numbered!("tag", index, "Pitch"), Value::Int((payload.u8()? as i8).into()));
        reading.attribute(numbered!("tag", index, "Roll"), Value::Int((payload.u16()? as i16).into()));
    }
    if has(6) {
        reading.attribute(numbered!("tag", index, "LowBattery"), Value::Bool(true));
    }
    if has(7) {
        reading.attribute(numbered!("tag", index, "Voltage"), Value::Int(2000 + i64::from(payload.u8()?) * 10));
    }
    Some(())
}

//! Sensor, tag and GNSS items of asset trackers (AOVX AL300, GL100): a mask tells which fields follow.

use super::asset::triple;
use super::attributes::Note;
use super::cursor::Cursor;
use super::location;
use crate::message::Message;
use crate::names::numbered;

/// 0xF6: the event (2 is motion), a mask, the sensors' readings.
pub(super) fn sensors(value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    let (event, mask) = (at.u8()?, at.u8()?);
    let has = |bit: u8| mask & (1 << bit) != 0;
    out.int("event", event);
    if event == 2 {
        out.vitals.motion = Some(true);
    }
    if has(0) {
        out.int("lightSensor", at.u16()?);
    }
    if has(1) {
        out.float("temp1", f64::from(at.i16()?) / 10.0);
    }
    if has(2) {
        out.float("humidity", f64::from(at.i16()?) / 10.0);
    }
    if has(3) {
        out.text("gSensor", triple(&mut at)?);
    }
    if has(4) {
        at.skip(10)?;
    }
    if has(5) {
        out.int("airPressure", at.u16()?);
    }
    Some(())
}

/// 0xF3: tags heard by radio.
pub(super) fn beacons(value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    let mask = at.u8()?;
    let has = |bit: u8| mask & (1 << bit) != 0;
    for number in 1usize.. {
        if at.len() < 7 {
            break;
        }
        out.hex(numbered!("tag", number, "Mac"), at.take(6)?);
        out.int(numbered!("tag", number, "Rssi"), at.u8()? as i8);
        if has(0) {
            out.ascii(numbered!("tag", number, "Name"), at.take(10)?);
        }
        if has(1) {
            at.skip(2)?;
        }
        if has(2) {
            out.float(numbered!("tag", number, "Battery"), f64::from(at.u16()?) / 1000.0);
        }
        if has(3) {
            out.float(numbered!("tag", number, "Temp"), f64::from(at.i16()?) / 10.0);
        }
        if has(4) {
            out.float(numbered!("tag", number, "Humidity"), f64::from(at.i16()?) / 10.0);
        }
        for (bit, length) in [(5, 6), (6, 2), (7, 2)] {
            if has(bit) {
                at.skip(length)?;
            }
        }
    }
    Some(())
}

/// 0xF9: age of the fix, time of ignition, dilution, times, intervals, a probe's temperature.
pub(super) fn gnss(value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    let mask = at.u16()?;
    let has = |bit: u16| mask & (1 << bit) != 0;
    for bit in [0, 1] {
        if has(bit) {
            at.skip(4)?;
        }
    }
    if has(2) {
        location::hdop(out, f64::from(at.u16()?) / 10.0);
    }
    for (bit, length) in [(3, 6), (5, 8)] {
        if has(bit) {
            at.skip(length)?;
        }
    }
    if has(6) {
        out.float("temp3", f64::from(at.i16()?) / 10.0);
    }
    Some(())
}

/// Pass-through 0x53: radio nodes with the data they sent.
pub(super) fn nodes(mut at: Cursor, out: &mut Message) -> Option<()> {
    at.skip(1)?;
    while at.len() >= 9 {
        let number = u16::from(at.u8()?) + 1;
        out.hex(numbered!("tag", number, "Mac"), at.take(6)?);
        out.int(numbered!("tag", number, "Rssi"), at.u8()? as i8);
        let length = usize::from(at.u8()?);
        out.hex(numbered!("tag", number, "Data"), at.take(length)?);
    }
    Some(())
}

/// Pass-through 0x54: readings in order of time, of which the last stands.
pub(super) fn readings(mut at: Cursor, out: &mut Message) -> Option<()> {
    while at.len() >= 8 {
        let mask = at.u16()?;
        let has = |bit: u16| mask & (1 << bit) != 0;
        at.skip(6)?;
        let names = ["lightSensor", "deviceTemp", "humidity", "temp3", "airPressure"];
        out.attributes.retain(|(name, _)| !names.contains(&name.as_ref()));
        if has(0) {
            out.int("lightSensor", at.u16()?);
        }
        if has(1) {
            out.float("deviceTemp", f64::from(at.i16()?) / 10.0);
            out.float("humidity", f64::from(at.i16()?) / 10.0);
        }
        if has(2) {
            out.float("temp3", f64::from(at.i16()?) / 10.0);
        }
        if has(3) {
            at.skip(6)?;
        }
        if has(4) {
            out.int("airPressure", at.u16()?);
        }
    }
    Some(())
}

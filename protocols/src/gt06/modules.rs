//! Reports made of modules (type, length, value): kinds 0x70 and 0xF1, 0xF2, and the ends of 0x36 and 0x37.

use super::gps;
use super::reader::Reader;
use crate::hex::hex;
use crate::message::{Alarm, Cell, Message, Value};
use crate::session::DecodeError;
use chrono::{DateTime, Utc};

fn unix(seconds: u32) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(seconds.into(), 0)
}

/// Modules with one byte of length. A module that overruns ends the list, what came before holds.
pub(super) fn short(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    while r.len() >= 3 {
        let kind = r.u16("module")?;
        let length = usize::from(r.u8("module length")?);
        let Ok(value) = r.take(length, "module") else { break };
        let number = value.iter().take(8).fold(0u64, |sum, &byte| sum << 8 | u64::from(byte));
        match (kind, length) {
            (0x0027, 2) => message.vitals.external_power_mv = u32::try_from(number * 10).ok(),
            (0x003b, 2) => {
                if let Some(fix) = &mut message.fix {
                    fix.accuracy_m = Some(number as f64 / 100.0);
                }
            }
            (0x0018, 2) => message.vitals.battery_mv = u32::try_from(number * 10).ok(),
            (0x0027 | 0x0032, 1) => message.attributes.push(("startupStatus".into(), Value::Int(number as i64))),
            (0x002e, 4) => message.vitals.odometer_m = Some(number),
            (0x006a, 1) => message.vitals.battery_pct = u8::try_from(number).ok().filter(|percent| *percent <= 100),
            _ => {}
        }
    }
    Ok(())
}

/// Kind 0x70: modules with two bytes of length.
pub(super) fn report(r: &mut Reader<'_>, message: &mut Message) -> Result<Option<DecodeError>, DecodeError> {
    let mut flaw = None;
    while r.len() >= 4 {
        let kind = r.u16("module")?;
        let length = usize::from(r.u16("module length")?);
        let Ok(value) = r.take(length, "module") else { break };
        let mut module = Reader::new(value, r.kind());
        // A short module is left out; its length kept us in step.
        if let Ok(Some(found)) = one(kind, &mut module, message) {
            flaw = Some(found);
        }
    }
    Ok(flaw)
}

fn one(kind: u16, m: &mut Reader<'_>, message: &mut Message) -> Result<Option<DecodeError>, DecodeError> {
    let mut note = |name: &'static str, value| message.attributes.push((name.into(), value));
    match kind {
        0x0003 => note("iccid", Value::Text(hex(m.take(10, "iccid")?))),
        0x0009 => {
            let satellites = m.u8("satellites")?;
            if let Some(fix) = &mut message.fix {
                fix.satellites = Some(satellites);
            }
        }
        0x000a => note("satVisible", Value::Int(m.u8("visible satellites")?.into())),
        // A cell; zeros where the radio has none.
        0x0011 => {
            let (mcc, mnc, lac) = (m.u16("country code")?, m.u16("network code")?, m.u16("area code")?);
            let (cid, signal) = (m.u24("cell id")?, m.u8("signal")?);
            if cid != 0 {
                let signal = Some(i16::from(signal));
                message.cells.push(Cell { mcc, mnc, lac: lac.into(), cid: cid.into(), signal });
            }
        }
        0x0018 => message.vitals.battery_mv = Some(u32::from(m.u16("battery")?) * 10),
        0x0028 => {
            let hdop = f64::from(m.u8("dilution")?) / 10.0;
            if let Some(fix) = &mut message.fix {
                fix.hdop = Some(hdop);
            }
        }
        0x0029 => note("index", Value::Int(m.u32("index")?.into())),
        0x002a => {
            let inputs = m.u8("inputs")?;
            // Doors in the low half, tamper switches in the high one.
            message.vitals.door_open = Some(inputs & 0x0f != 0);
            message.attributes.push(("tamper".into(), Value::Bool(inputs & 0xf0 != 0)));
        }
        0x002b => note("bootReason", Value::Int(m.u8("boot reason")?.into())),
        0x002c => {
            // A fix's own time is the better one, and comes first where there is one.
            let time = unix(m.u32("time")?);
            message.device_time = message.device_time.or(time);
        }
        // Some firmware sends it low byte first; told, not vouched for.
        0x002e => note("odometer", Value::Int(m.u32("mileage")?.swap_bytes().into())),
        0x0033 => return located(m, message),
        0x0034 => {
            let event = m.u8("event")?;
            note("event", Value::Int(event.into()));
            if event == 0x12 {
                message.alarms.insert(Alarm::Removed);
            }
        }
        0x007f => beacon(m, message)?,
        _ => {}
    }
    Ok(None)
}

/// Time, satellites, altitude, position, speed, course.
fn located(m: &mut Reader<'_>, message: &mut Message) -> Result<Option<DecodeError>, DecodeError> {
    let time = unix(m.u32("time")?);
    let satellites = m.u8("satellites")?;
    let altitude = m.u16("altitude")? as i16;
    message.device_time = time;
    let flaw = gps::position(m, message, time, Some(satellites))?;
    if let Some(fix) = &mut message.fix {
        fix.altitude_m = Some(altitude.into());
    }
    Ok(flaw)
}

/// A Bluetooth sensor: address, millivolts, percent, temperature and humidity in tenths, status.
fn beacon(m: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    let id = hex(m.take(6, "tag")?);
    let battery = f64::from(m.u16("tag battery")?) / 1000.0;
    let level = m.u8("tag battery level")?;
    let temperature = f64::from(m.u16("tag temperature")? as i16) / 10.0;
    let humidity = m.u16("tag humidity")?;
    let status = m.u8("tag status").ok();
    let notes = [
        ("tag1Id", Value::Text(id)),
        ("tag1Battery", Value::Float(battery)),
        ("tag1BatteryLevel", Value::Int(level.into())),
        ("tag1Temp", Value::Float(temperature)),
        ("tag1Humidity", Value::Int(humidity.into())),
    ];
    message.attributes.extend(notes.into_iter().map(|(name, value)| (name.into(), value)));
    if let Some(status) = status {
        message.attributes.push(("tag1Status".into(), Value::Int(status.into())));
    }
    Ok(())
}

/// Kind 0xF1: time, then states with one byte of length.
pub(super) fn states(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    message.device_time = unix(r.u32("time")?);
    while r.len() >= 3 {
        let kind = r.u16("state")?;
        let length = usize::from(r.u8("state length")?);
        let Ok(value) = r.take(length, "state") else { break };
        match (kind, value) {
            (0x0001, [on]) => message.vitals.ignition = Some(*on != 0),
            (0x0002, [on]) => message.vitals.armed = Some(*on != 0),
            (0x0003, [on]) => message.vitals.motion = Some(*on != 0),
            (0x0005, [high, low]) => {
                message.vitals.external_power_mv = Some(u32::from(u16::from_be_bytes([*high, *low])) * 10);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Kind 0xF2: time, then what a peripheral said.
pub(super) fn peripheral(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    message.device_time = unix(r.u32("time")?);
    match r.u16("peripheral")? {
        // An external battery.
        0x000c => {
            r.u8("length")?;
            let level = r.u8("level")?;
            let cycles = r.u32("cycles")?;
            message.attributes.push(("externalBatteryLevel".into(), Value::Int(level.into())));
            message.attributes.push(("externalBatteryCycles".into(), Value::Int(cycles.into())));
        }
        // Data passed through from Bluetooth.
        0x000b => {
            let length = usize::from(r.u8("length")?);
            r.take(length, "peripheral")?;
            if r.len() >= 14 && r.u16("peripheral")? == 0x000a {
                r.u16("length")?;
                r.u8("count")?;
                let mac = hex(r.take(6, "address")?);
                let event = r.u16("event")?;
                let kind = r.u8("data type")?;
                let details = hex(r.rest());
                let notes = [
                    ("mac", Value::Text(mac)),
                    ("event", Value::Int(event.into())),
                    ("dataType", Value::Int(kind.into())),
                    ("dataDetails", Value::Text(details)),
                ];
                message.attributes.extend(notes.into_iter().map(|(name, value)| (name.into(), value)));
            }
        }
        _ => {}
    }
    Ok(())
}

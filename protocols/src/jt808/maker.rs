//! Makers' items 0x33 to 0xDF. Sources: the G10LS tracker's protocol (table 20) for 0x51 to 0x61, JT/T 1078 and the
//! Su-biao driver-assistance items for 0x64, 0x65 and 0x70, and what devices of the field send for the others.

use super::attributes::Note;
use super::cursor::Cursor;
use super::model::Model;
use crate::message::{Alarm, Cell, Message, Wifi};
use crate::names::numbered;

#[inline(never)]
pub(super) fn item(id: u8, value: &[u8], model: Model, out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    match id {
        0x33 if value.len() == 1 => out.int("mode", at.u8()?),
        0x33 => lock_text(value, out)?,
        0x51 if matches!(value.len(), 2 | 16) => temperatures(at, out)?,
        0x53 => nearby(at, 8, |at| cell(at, false), |cell, more| out.cell(cell, more))?,
        0x54 => nearby(at, 7, wifi, |ap, more| out.access_point(ap, more))?,
        // Tenths of the charge; the second byte is only used by some.
        0x56 => out.battery_percent(u32::from(at.u8()?) * 10),
        0x57 => driving(at, model, out)?,
        0x5d => nearby(at, 10, |at| cell(at, true), |cell, more| out.cell(cell, more))?,
        0x60 => event(at, out)?,
        0x61 if value.len() == 2 => out.vitals.external_power_mv = Some(u32::from(at.u16()?) * 10),
        0x63 => locks(at, out)?,
        0x64 | 0x65 => assistance(id, value, out)?,
        0x67 => out.ascii("password", at.take(8)?),
        // Hundredths of a percent.
        0x68 => out.battery_percent((u32::from(at.u16()?) + 50) / 100),
        0x69 => out.vitals.battery_mv = Some(u32::from(at.u16()?) * 10),
        0x70 => hard_driving(at, out)?,
        0x77 => tires(at, out)?,
        0x82 | 0xd3 => out.vitals.external_power_mv = Some(u32::from(at.u16()?) * 100),
        0x91 => engine(at, out)?,
        0x94 => out.ascii("vin", value),
        0xac => out.vitals.odometer_m = Some(at.u32()?.into()),
        0xbc => out.ascii("driver", value),
        0xbd => out.ascii("driverUniqueId", value),
        0xcc => out.ascii("iccid", value),
        0xd0 => {
            let word = at.u32()?;
            out.alarm_if(word & (1 << 3) != 0, Alarm::Vibration);
        }
        0xd4 if value.len() == 1 => charge(at.u8()?, out),
        0xd5 if value.len() == 2 => out.vitals.battery_mv = Some(u32::from(at.u16()?) * 10),
        0xd5 => seals(at, out)?,
        0xda => {
            // Some leave out the count of cut strings before it.
            if value.len() >= 3 {
                at.skip(2)?;
            }
            let word = at.u8()?;
            out.flag("string", word & 1 != 0);
            out.vitals.motion = Some(word & (1 << 2) != 0);
            out.flag("cover", word & (1 << 3) != 0);
        }
        _ => {}
    }
    Some(())
}

/// A charge in percent; 0xff is sent while charging.
pub(super) fn charge(byte: u8, out: &mut Message) {
    match byte {
        0xff => out.vitals.external_power_present = Some(true),
        percent => out.battery_percent(percent.into()),
    }
}

/// `*M00,45,113690B...`: the digits 3 to 5 of the third field are the battery, 0.01 V.
fn lock_text(value: &[u8], out: &mut Message) -> Option<()> {
    let status = value.strip_prefix(b"*M00")?.get(4..11)?;
    let digits = std::str::from_utf8(status.get(2..5)?).ok()?;
    out.vitals.battery_mv = Some(digits.parse::<u32>().ok()? * 10);
    Some(())
}

/// Tenths of a degree with a sign bit; all ones is no sensor.
fn temperatures(mut at: Cursor, out: &mut Message) -> Option<()> {
    for number in 1..=at.len() / 2 {
        let word = at.u16()?;
        if word != 0xffff {
            let degrees = f64::from(word & 0x7fff) / 10.0;
            out.float(numbered!("temp", number, ""), if word & 0x8000 != 0 { -degrees } else { degrees });
        }
    }
    Some(())
}

/// A count, then that many records; the count never makes us read or keep more than is there. `keep` is also told how
/// many follow.
fn nearby<T>(
    mut at: Cursor,
    size: usize,
    read: impl Fn(&mut Cursor) -> Option<T>,
    mut keep: impl FnMut(T, usize),
) -> Option<()> {
    let count = usize::from(at.u8()?);
    let mut records = at.rest().chunks_exact(size).take(count);
    while let Some(record) = records.next() {
        keep(read(&mut Cursor::new(record))?, records.len());
    }
    Some(())
}

fn cell(at: &mut Cursor, wide: bool) -> Option<Cell> {
    Some(Cell {
        mcc: at.u16()?,
        mnc: at.u8()?.into(),
        lac: at.u16()?.into(),
        cid: if wide { at.u32()?.into() } else { at.u16()?.into() },
        signal: Some(at.u8()?.into()),
    })
}

/// MAC address and a signed signal, dBm.
pub(super) fn wifi(at: &mut Cursor) -> Option<Wifi> {
    Some(Wifi { mac: at.array()?, signal: Some(i16::from(at.u8()? as i8)) })
}

fn driving(mut at: Cursor, model: Model, out: &mut Message) -> Option<()> {
    let word = at.u16()?;
    out.alarm_if(word & (1 << 8) != 0, Alarm::HardAcceleration);
    out.alarm_if(word & (1 << 9) != 0, Alarm::HardBraking);
    out.alarm_if(word & (1 << 10) != 0, Alarm::HardCornering);
    at.skip(2)?;
    let inputs = at.u32()?;
    out.alarm_if(model == Model::Mv && inputs & (1 << 16) != 0, Alarm::Door);
    Some(())
}

/// An event; 0x61 to 0x66 are actions on a lock and name the card's holder.
fn event(mut at: Cursor, out: &mut Message) -> Option<()> {
    let event = at.u16()?;
    out.int("event", event);
    if (0x61..=0x66).contains(&event) {
        at.skip(6)?;
        out.ascii("driverUniqueId", at.take(8)?);
    }
    Some(())
}

fn locks(mut at: Cursor, out: &mut Message) -> Option<()> {
    for number in 1..=at.len() / 11 {
        out.hex(numbered!("lock", number, "Id"), at.take(6)?);
        out.float(numbered!("lock", number, "Battery"), f64::from(at.u16()?) / 1000.0);
        out.flag(numbered!("lock", number, "Seal"), at.u8()? == 0x31);
        at.skip(2)?;
    }
    Some(())
}

/// The alarm of a driver-assistance (0x64) or driver-monitoring (0x65) camera, and the label its files have.
fn assistance(id: u8, value: &[u8], out: &mut Message) -> Option<()> {
    let alarm = *value.get(5)?;
    out.int(if id == 0x64 { "adasAlarm" } else { "dmsAlarm" }, alarm);
    if value.len() >= 47 {
        out.hex("alarmLabel", value.last_chunk::<16>()?);
    }
    Some(())
}

fn hard_driving(mut at: Cursor, out: &mut Message) -> Option<()> {
    at.skip(5)?;
    let alarm = match at.u8()? {
        0x01 => Alarm::HardAcceleration,
        0x02 => Alarm::HardBraking,
        0x03 => Alarm::HardCornering,
        0x16 => Alarm::Accident,
        _ => return Some(()),
    };
    out.alarms.insert(alarm);
    Some(())
}

fn tires(mut at: Cursor, out: &mut Message) -> Option<()> {
    while at.len() >= 8 {
        let tire = at.u8()?;
        out.hex(numbered!("tire", tire, "SensorId"), at.take(3)?);
        out.float(numbered!("tire", tire, "Pressure"), f64::from(at.u16()? & 0x03ff) / 40.0);
        out.int(numbered!("tire", tire, "Temp"), i64::from(at.u8()?) - 50);
        out.int(numbered!("tire", tire, "Status"), at.u8()?);
    }
    Some(())
}

fn engine(mut at: Cursor, out: &mut Message) -> Option<()> {
    out.vitals.battery_mv = Some(u32::from(at.u16()?) * 100);
    out.int("rpm", at.u16()?);
    out.int("obdSpeed", at.u8()?);
    out.int("throttle", i64::from(at.u8()?) * 100 / 255);
    out.int("engineLoad", i64::from(at.u8()?) * 100 / 255);
    out.int("coolantTemp", i64::from(at.u8()?) - 40);
    at.skip(2)?;
    out.float("fuelConsumption", f64::from(at.u16()?) / 100.0);
    at.skip(8)?;
    out.float("fuelUsed", f64::from(at.u16()?) / 100.0);
    Some(())
}

fn seals(mut at: Cursor, out: &mut Message) -> Option<()> {
    let count = at.u8()?;
    for number in 1..=count {
        out.hex(numbered!("lock", number, "Id"), at.take(5)?);
        out.hex(numbered!("lock", number, "Card"), at.take(5)?);
        out.int(numbered!("lock", number, "Battery"), at.u8()?);
        out.flag(numbered!("lock", number, "Locked"), at.u16()? & (1 << 5) == 0);
    }
    Some(())
}

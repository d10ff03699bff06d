//! What an OBD adapter adds, in its three forms: items behind 0x80, sub-items of 0xF3, and the text `$OBD-RT`.

use super::attributes::Note;
use super::cursor::Cursor;
use super::text::{ascii, decimal};
use crate::message::Message;

/// Items behind 0x80; `None` for one that is not the adapter's.
#[inline(never)]
pub(super) fn item(id: u8, value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    match id {
        0x03 => out.float("obdSpeed", f64::from(at.u16()?) / 10.0),
        0x56 => {
            at.skip(1)?;
            out.battery_percent(at.u8()?.into());
        }
        0x61 => out.vitals.external_power_mv = Some(u32::from(at.u16()?) * 10),
        0x80 => out.int("obdSpeed", at.u8()?),
        0x81 => out.int("rpm", at.u16()?),
        0x82 => out.vitals.external_power_mv = Some(u32::from(at.u16()?) * 100),
        0x83 => out.int("engineLoad", at.u8()?),
        0x84 => out.int("coolantTemp", i64::from(at.u8()?) - 40),
        0x85 => out.int("fuelConsumption", at.u16()?),
        0x86 => out.int("intakeTemp", i64::from(at.u8()?) - 40),
        0x87 => out.int("intakeFlow", at.u16()?),
        0x88 => out.int("intakePressure", at.u8()?),
        0x89 => out.int("throttle", at.u8()?),
        0x8b => out.ascii("vin", value),
        0x8c => out.int("obdOdometer", i64::from(at.u32()?) * 100),
        0x8d => out.int("tripOdometer", i64::from(at.u16()?) * 1000),
        0x8e => out.int("fuel", at.u8()?),
        0xa0 => out.text("dtcs", ascii(value).replace(',', " ")),
        _ => return None,
    }
    Some(())
}

/// Sub-items of 0xF3: id, length, value.
pub(super) fn sub_items(value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    while at.len() >= 3 {
        let id = at.u16()?;
        let length = usize::from(at.u8()?);
        let value = at.take(length)?;
        let _ = sub_item(id, value, out);
    }
    Some(())
}

fn sub_item(id: u16, value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    let tenths = |word: u16| f64::from(word) / 10.0;
    match id {
        0x0002 => out.float("obdSpeed", tenths(at.u16()?)),
        0x0003 => out.int("rpm", at.u16()?),
        0x0004 => out.vitals.external_power_mv = Some(at.u16()?.into()),
        0x0005 => out.int("obdOdometer", i64::from(at.u32()?) * 100),
        0x0007 => out.float("fuelConsumption", tenths(at.u16()?)),
        0x0008 => out.float("engineLoad", tenths(at.u16()?)),
        0x0009 => out.int("coolantTemp", i64::from(at.u16()?) - 40),
        0x000b => out.int("intakePressure", at.u16()?),
        0x000c => out.int("intakeTemp", i64::from(at.u16()?) - 40),
        0x000d => out.int("intakeFlow", at.u16()?),
        0x000e => out.int("throttle", i64::from(at.u16()?) * 100 / 255),
        0x0050 => out.ascii("vin", value),
        0x0051 => out.hex("cvn", value),
        0x0052 => out.ascii("calid", value),
        0x0100 => out.float("tripOdometer", tenths(at.u16()?)),
        0x0102 => out.float("tripFuel", tenths(at.u16()?)),
        0x0112 => out.int("hardAccelerationCount", at.u16()?),
        0x0113 => out.int("hardDecelerationCount", at.u16()?),
        0x0114 => out.int("hardCorneringCount", at.u16()?),
        _ => {}
    }
    Some(())
}

/// `$OBD-RT,` volts, rpm, km/h, throttle, load, coolant, fuel rate now and on average, trip, total, fuel of trip and
/// in all; an empty field is one the car does not tell.
pub(super) fn text(text: &str, out: &mut Message) {
    const FIELDS: [&str; 11] = [
        "rpm",
        "obdSpeed",
        "throttle",
        "engineLoad",
        "coolantTemp",
        "fuelConsumption",
        "fuelConsumption",
        "tripOdometer",
        "obdOdometer",
        "tripFuelUsed",
        "fuelUsed",
    ];
    // The average comes after the momentary value and stands for both.
    const MOMENTARY: usize = 5;
    const AVERAGE: usize = 6;
    let fields = text.as_bytes().split(|byte| *byte == b',');
    let mut numbers = fields.skip(1).map(|field| decimal(field.trim_ascii()));
    if let Some(Some(volts)) = numbers.next()
        && (0.0..1000.0).contains(&volts)
    {
        out.vitals.external_power_mv = Some((volts * 1000.0).round() as u32);
    }
    let mut values = [None; FIELDS.len()];
    for (value, number) in values.iter_mut().zip(numbers) {
        *value = number.filter(|number| number.is_finite());
    }
    if values[AVERAGE].is_some() {
        values[MOMENTARY] = None;
    }
    let told = || FIELDS.into_iter().zip(values).filter_map(|(name, value)| Some((name, value?)));
    // So does it for what was told before.
    if !out.attributes.is_empty() {
        out.attributes.retain(|(known, _)| !told().any(|(name, _)| known == name));
    }
    told().for_each(|(name, value)| out.float(name, value));
}

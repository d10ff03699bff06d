//! Makers' items 0xE0 to 0xFF: batteries, cells and access points, sensors and tags of asset trackers. Makers collide
//! here, so what an item means is told by its length and the device's model, and one that fits none is passed over.

use super::attributes::Note;
use super::cursor::Cursor;
use super::location;
use super::maker::{charge, wifi};
use super::model::Model;
use super::text::{ascii, triple as of_three};
use super::{camera, extension, obd, tag};
use crate::hex::hex;
use crate::message::{Alarm, Cell, Message, Text};
use crate::names::numbered;

/// No battery of a tracker has more than 100 V (0.01 V).
const HIGHEST_BATTERY: u16 = 10_000;

#[inline(never)]
pub(super) fn item(id: u8, value: &[u8], model: Model, out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    match (id, value.len()) {
        (0xe1 | 0xe9, 1) => charge(at.u8()?, out),
        (0xe1, 2) => out.vitals.external_power_mv = Some(u32::from(at.u16()?) * 100),
        (0xe1, length @ 12..) if (length - 4) % 8 == 0 => wide_cells(at, out)?,
        (0xe1 | 0xe9, _) => out.text("driverUniqueId", itoa::Buffer::new().format(at.u32()?)),
        (0xe2, _) if model != Model::Dt800 => out.float("fuel", f64::from(at.u32()?) / 10.0),
        (0xe3, 4..) => {
            at.skip(1)?;
            let (percent, hundredths) = (at.u8()?, at.u16()?);
            if hundredths <= HIGHEST_BATTERY {
                out.battery_percent(percent.into());
                out.vitals.battery_mv = Some(u32::from(hundredths) * 10);
            } else {
                // Another maker's text, read as the first one's fields: told, not believed.
                out.int("batteryLevel", percent);
                out.float("battery", f64::from(hundredths) / 100.0);
                out.ascii("itemE3", value);
            }
        }
        (0xe4, 2..) => {
            if at.u8()? == 0 {
                out.vitals.external_power_present = Some(true);
            }
            out.battery_percent(at.u8()?.into());
        }
        (0xe5, 1) => out.vitals.motion = Some(at.u8()? == 1),
        (0xe6, _) => climate_or_obd(value, out)?,
        (0xe7, 8) => {
            let word = at.u16()?;
            out.alarm_if(word & 1 != 0, Alarm::Vibration);
            out.alarm_if(word & 0b1110 != 0, Alarm::Sos);
        }
        (0xe8, _) if model == Model::JimiCamera => camera::item(value, out)?,
        (0xe8, 3) => out.int("lockStatus", at.u24()?),
        (0xea, 3..) => surroundings(at, out)?,
        (0xeb, _) => extension::item(value, out)?,
        (0xec, length) | (0xf4, length) if length % 7 == 0 => {
            while at.len() >= 7 {
                out.access_point(wifi(&mut at)?, at.len() / 7);
            }
        }
        (0xed, _) => out.ascii("card", value),
        (0xee, 6) => {
            out.vitals.gsm_level = Some(at.u8()?.into());
            out.vitals.external_power_mv = Some(at.u16()?.into());
            out.vitals.battery_mv = Some(at.u16()?.into());
            location::satellites(out, at.u8()?);
        }
        (0xf0, _) => long_cells(at, out)?,
        (0xf1, 4) => out.vitals.external_power_mv = Some(at.u32()?),
        (0xf1, 20) => out.ascii("iccid", value),
        (0xf2, _) => out.ascii("versionFw", value),
        (0xf3, _) if model == Model::Aovx => tag::beacons(value, out)?,
        (0xf3, 1) => out.vitals.armed = Some(at.u8()? == 1),
        (0xf3, _) => obd::sub_items(value, out)?,
        (0xf4, 2) => driving(at.u16()?, out),
        (0xf5, 2) => out.int("illuminance", at.u16()?),
        (0xf5, 6) => out.text("gSensor", triple(&mut at)?),
        (0xf6, 2) if model != Model::Aovx => out.int("airPressure", at.u16()?),
        (0xf6, 8) if model != Model::Aovx => out.text("imei", &hex(value)[1..]),
        (0xf6, _) => tag::sensors(value, out)?,
        (0xf7, 2) => out.float("humidity", f64::from(at.u16()?) / 10.0),
        (0xf7, _) => battery(at, out)?,
        (0xf8, _) if model == Model::Aovx => out.hex("iccid", value.get(9..19)?),
        (0xf8, _) if model == Model::C5 => out.int("steps", at.u16()?),
        (0xf8, _) => out.float("temp2", f64::from(at.u16()?) / 10.0 - 50.0),
        (0xf9, _) => tag::gnss(value, out)?,
        (0xfb, _) => out.ascii("container", value),
        (0xfc, _) => out.int("geofence", at.u8()?),
        (0xfe, 1) => out.battery_percent(at.u8()?.into()),
        (0xfe, 2) => out.vitals.external_power_mv = Some(u32::from(at.u16()?) * 100),
        (0xfe, 4) => out.vitals.odometer_m = Some(at.u32()?.into()),
        (0xfe, _) => marked(at, out)?,
        _ => {}
    }
    Some(())
}

/// Three signed words as `[x,y,z]`.
pub(super) fn triple(at: &mut Cursor) -> Option<Text> {
    Some(of_three([at.i16()?, at.i16()?, at.i16()?]))
}

/// One network, then cells of 24-bit area and 32-bit id.
fn wide_cells(mut at: Cursor, out: &mut Message) -> Option<()> {
    let (mcc, mnc) = (at.u16()?, at.u16()?);
    while at.len() >= 8 {
        let (lac, cid, level) = (at.u24()?, at.u32()?, at.u8()?);
        // What is not heard is sent as all ones.
        if (1..=0xffff).contains(&lac) && cid <= 0x0fff_ffff {
            let cell = Cell { mcc, mnc, lac, cid: cid.into(), signal: Some(-i16::from(level)) };
            out.cell(cell, at.len() / 8);
        }
    }
    Some(())
}

/// Cells each with its network; the level is sent without its minus.
fn long_cells(mut at: Cursor, out: &mut Message) -> Option<()> {
    while at.len() >= 13 {
        let (mcc, mnc, cid, lac) = (at.u16()?, at.u16()?, at.u32()?.into(), at.u32()?);
        let cell = Cell { mcc, mnc, lac, cid, signal: Some(-i16::from(at.u8()?)) };
        out.cell(cell, at.len() / 13);
    }
    Some(())
}

/// Extended alarms (G10LS protocol, item 0xF4).
fn driving(word: u16, out: &mut Message) {
    out.alarm_if(word & 1 != 0, Alarm::HardAcceleration);
    out.alarm_if(word & 0b110 != 0, Alarm::HardBraking);
    out.alarm_if(word & (1 << 3) != 0, Alarm::HardCornering);
    out.alarm_if(word & 0b11_0000 != 0, Alarm::Accident);
}

fn climate_or_obd(value: &[u8], out: &mut Message) -> Option<()> {
    if value.starts_with(b"$OBD-RT") {
        obd::text(&ascii(value), out);
        return Some(());
    }
    if !value.len().is_multiple_of(11) {
        return None;
    }
    for sensor in value.chunks_exact(11) {
        let mut at = Cursor::new(sensor);
        let number = at.u8()?;
        at.skip(6)?;
        let mut reading = || {
            let (whole, part) = (i16::from(at.u8()? as i8), f64::from(at.u8()?) / 255.0);
            let size = f64::from(whole.abs()) + part;
            Some(if whole < 0 { -size } else { size })
        };
        let (temperature, humidity) = (reading()?, reading()?);
        out.float(numbered!("temp", number, ""), temperature);
        out.float(numbered!("humidity", number, ""), humidity);
    }
    Some(())
}

fn surroundings(mut at: Cursor, out: &mut Message) -> Option<()> {
    at.skip(1)?;
    while at.len() >= 2 {
        let (id, length) = (at.u8()?, at.u8()?);
        let mut value = Cursor::new(at.take(length.into())?);
        match id {
            0x11 => {
                out.int("externalAlarms", value.u16()?);
                out.int("alarmThresholdType", value.u8()?);
            }
            0x13 => out.int("externalIlluminance", value.u16()?),
            0x14 => out.int("externalAirPressure", value.u16()?),
            0x15 => out.float("externalHumidity", f64::from(value.u16()?) / 10.0),
            0x16 => out.float("externalTemp", f64::from(value.u16()?) / 10.0 - 50.0),
            _ => {}
        }
    }
    Some(())
}

/// Millivolts, charging state (2 charging, 3 full), percent.
fn battery(mut at: Cursor, out: &mut Message) -> Option<()> {
    out.vitals.battery_mv = Some(at.u32()?);
    if matches!(at.u8()?, 2 | 3) {
        out.vitals.external_power_present = Some(true);
    }
    out.battery_percent(at.u8()?.into());
    Some(())
}

/// 0x7C, then sub-items; of these 1 is an alarm word.
fn marked(mut at: Cursor, out: &mut Message) -> Option<()> {
    if at.u8()? != 0x7c {
        out.battery_percent(at.u8()?.into());
        return Some(());
    }
    while at.len() >= 2 {
        let (id, length) = (at.u8()?, at.u8()?);
        let mut value = Cursor::new(at.take(length.into())?);
        if id == 0x01 {
            let word = value.u32()?;
            out.alarm_if(word & 1 != 0, Alarm::HardAcceleration);
            out.alarm_if(word & (1 << 1) != 0, Alarm::HardBraking);
            out.alarm_if(word & (1 << 2) != 0, Alarm::HardCornering);
            out.alarm_if(word & (1 << 3) != 0, Alarm::Accident);
            out.alarm_if(word & (1 << 4) != 0, Alarm::Tamper);
        }
    }
    Some(())
}

//! Item 0xE8 of Jimi's JC dash cameras: a 16-bit type, its length, then what the type says.

use super::attributes::Note;
use super::cursor::Cursor;
use super::location;
use crate::hex::hex;
use crate::message::{Alarm, Message};

pub(super) fn item(value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    let kind = at.u16()?;
    match kind {
        0x2002 => {
            at.skip(1)?;
            out.int("uploadMode", at.u8()?);
            out.flag("buffered", at.u8()? == 1);
        }
        0x2003 => {
            at.skip(1)?;
            power(at, out)?;
        }
        0x2005 => {
            at.skip(1)?;
            while at.len() >= 3 {
                let id = at.u16()?;
                let length = usize::from(at.u8()?);
                let _ = state(id, at.take(length)?, out);
            }
        }
        0x0c03 => out.vitals.ignition = Some(true),
        0x0c04 => out.vitals.ignition = Some(false),
        _ => {
            if let Some(alarm) = alarm(kind) {
                out.alarms.insert(alarm);
            }
        }
    }
    Some(())
}

fn power(mut at: Cursor, out: &mut Message) -> Option<()> {
    out.vitals.external_power_present = Some(at.u8()? == 1);
    // Six steps from empty to full.
    let steps = at.u8()?;
    if (1..=6).contains(&steps) {
        out.battery_percent(u32::from(steps) * 100 / 6);
    }
    out.vitals.battery_mv = Some(u32::from(at.u16()?) * 10);
    out.vitals.gsm_level = Some(at.u8()?.into());
    out.vitals.external_power_mv = Some(u32::from(at.u16()?) * 10);
    Some(())
}

fn state(id: u16, value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    match id {
        0x0001 => out.vitals.battery_mv = Some(u32::from(at.u16()?) * 10),
        0x0002 => out.int("dataUsage", at.u32()?),
        0x0003 => out.battery_percent(at.u8()?.into()),
        0x0004 => out.vitals.external_power_present = Some(at.u8()? == 0),
        0x0005 => out.text("iccid", &hex(at.take(10)?)[..19]),
        0x0007 => location::hdop(out, f64::from(at.u16()?) / 10.0),
        0x2001 => out.vitals.external_power_mv = Some(u32::from(at.u16()?) * 100),
        _ => {}
    }
    Some(())
}

fn alarm(kind: u16) -> Option<Alarm> {
    Some(match kind {
        0x0001 => Alarm::Fault,
        0x0400 | 0x0412 => Alarm::HardAcceleration,
        0x0401 | 0x0413 => Alarm::HardBraking,
        0x0402 | 0x0414 => Alarm::HardCornering,
        0x0403 => Alarm::Overspeed,
        0x0405 | 0x0416 | 0x0417 => Alarm::Accident,
        0x0406 => Alarm::Vibration,
        0x0407 => Alarm::Tow,
        0x0408 => Alarm::FenceEnter,
        0x0409 => Alarm::FenceExit,
        0x040c => Alarm::Door,
        0x0415 => Alarm::LaneChange,
        0x0c01 => Alarm::Sos,
        0x0c02 => Alarm::LowExternalPower,
        0x0c05 => Alarm::General,
        0x0c0e => Alarm::PowerCut,
        0x0c0f => Alarm::LowBattery,
        0x0c10 => Alarm::DeviceOff,
        0x0c12 => Alarm::Tamper,
        _ => return None,
    })
}

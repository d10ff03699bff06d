//! Item 0xEB, which makers use for three things: neighbour cells, a time zone as text, and extension fields of their own
//! (a 16-bit length that counts the 16-bit id, the id, the value).

use super::attributes::Note;
use super::cursor::Cursor;
use super::text::ascii;
use crate::hex;
use crate::message::{Alarm, Cell, Message, Wifi};
use crate::short::Short;

pub(super) fn item(value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    // No field is longer than 200 bytes, no country code is lower.
    let country = u16::from_be_bytes(*value.first_chunk()?);
    if country > 200 && value.len() >= 3 && (value.len() - 3).is_multiple_of(5) {
        return cells(&mut at, out);
    }
    if value.iter().all(|b| (0x20..0x7f).contains(b)) {
        out.ascii("timezone", value);
        return Some(());
    }
    while at.len() >= 4 {
        // A field that states more than the item has is read as far as it goes; nothing is behind it.
        let length = usize::from(at.u16()?).min(at.len());
        let mut field = Cursor::new(at.take(length)?);
        let id = field.u16()?;
        // A field that is not as expected leaves the others alone.
        let _ = one(id, field, out);
    }
    Some(())
}

/// One network, then area, cell and level without its minus.
fn cells(at: &mut Cursor, out: &mut Message) -> Option<()> {
    let (mcc, mnc) = (at.u16()?, at.u8()?.into());
    while at.len() >= 5 {
        let (lac, cid) = (at.u16()?.into(), at.u16()?.into());
        let cell = Cell { mcc, mnc, lac, cid, signal: Some(-i16::from(at.u8()?)) };
        // The list is padded to a fixed length with one and the same empty record.
        if !out.cells.contains(&cell) {
            out.cell(cell, at.len() / 5);
        }
    }
    Some(())
}

/// Bit of field 0x0089, low while the main power is cut.
pub(super) const POWER_CUT_LOW: u32 = 1;
/// Bit of field 0x0089, low while the device is off its mount.
pub(super) const REMOVED_LOW: u32 = 1 << 12;
/// Bit of field 0x00C5, low at a shock.
const SHOCK_LOW: u32 = 1 << 6;

fn one(id: u16, mut at: Cursor, out: &mut Message) -> Option<()> {
    match id {
        0x0001 => out.float("fuel1", f64::from(at.u16()?) / 10.0),
        0x0023 => {
            let litres = ascii(at.take(6)?).parse::<f64>().ok().filter(|litres| litres.is_finite());
            out.float("fuel2", litres?);
        }
        // Wired models state the vehicle's voltage in four bytes, wireless ones their battery's in two.
        0x002d if at.len() == 4 => out.vitals.external_power_mv = Some(at.u32()?),
        0x002d => out.vitals.battery_mv = Some(at.u16()?.into()),
        0x0089 => {
            let word = at.u32()?;
            out.alarm_if(word & POWER_CUT_LOW == 0, Alarm::PowerCut);
            out.alarm_if(word & REMOVED_LOW == 0, Alarm::Removed);
        }
        0x00a8 | 0x00e1 => out.battery_percent(at.u8()?.into()),
        0x00b2 => out.text("iccid", hex::short(at.take(10)?, &mut Short::new())?.trim_end_matches('f')),
        0x00b9 => access_points(at.rest().get(1..)?, out)?,
        0x00c5 => {
            let word = at.u32()?;
            out.alarm_if(word & SHOCK_LOW == 0, Alarm::Vibration);
            match word >> 23 & 0b11 {
                0 => out.vitals.motion = Some(true),
                1 => out.vitals.motion = Some(false),
                _ => {}
            }
        }
        0x00c6 => {
            let state = at.u8()?;
            out.alarm_if(matches!(state, 3 | 4), Alarm::LowBattery);
            out.int("batteryAlarm", state);
        }
        0x00ce => out.vitals.external_power_mv = Some(u32::from(at.u16()?) * 10),
        0x00d5 => out.ascii("imei", at.rest()),
        0x00d8 => {
            let (mcc, mnc, lac, cid) = (at.u16()?, at.u8()?.into(), at.u16()?.into(), at.u32()?.into());
            out.cells.push(Cell { mcc, mnc, lac, cid, signal: None });
        }
        _ => {}
    }
    Some(())
}

/// `aa:bb:cc:dd:ee:ff,-50,` and so on.
fn access_points(list: &[u8], out: &mut Message) -> Option<()> {
    /// Bytes of one with its commas.
    const USUAL: usize = 21;
    std::str::from_utf8(list).ok()?;
    let mut fields = list.split(|byte| *byte == b',');
    while let (Some(address), Some(level)) = (fields.next(), fields.next()) {
        let mac = usual_mac(address).or_else(|| mac(address))?;
        let signal = usual_level(level).or_else(|| std::str::from_utf8(level).ok()?.trim().parse().ok());
        out.access_point(Wifi { mac, signal }, list.len() / USUAL);
    }
    Some(())
}

/// Two digits a byte and a colon between them; `None` for any other form.
fn usual_mac(text: &[u8]) -> Option<[u8; 6]> {
    let mut padded = [b':'; 18];
    padded[..17].copy_from_slice(text.first_chunk::<17>().filter(|_| text.len() == 17)?);
    let (mut mac, mut odd) = ([0; 6], 0);
    for (byte, [high, low, colon]) in mac.iter_mut().zip(padded.as_chunks::<3>().0) {
        let (high, low) = (NIBBLES[usize::from(*high)], NIBBLES[usize::from(*low)]);
        *byte = (high << 4) | (low & 0x0f);
        odd |= (high | low) & 0xf0 | (colon ^ b':');
    }
    (odd == 0).then_some(mac)
}

/// What a hexadecimal digit is worth; 0xff: no digit.
static NIBBLES: [u8; 256] = nibbles();

const fn nibbles() -> [u8; 256] {
    let mut all = [0xff; 256];
    let mut nibble = 0;
    while nibble < 16 {
        all[b"0123456789abcdef"[nibble] as usize] = nibble as u8;
        all[b"0123456789ABCDEF"[nibble] as usize] = nibble as u8;
        nibble += 1;
    }
    all
}

/// Any number that Rust reads as one, between colons.
fn mac(text: &[u8]) -> Option<[u8; 6]> {
    let mut mac = [0; 6];
    let mut bytes = std::str::from_utf8(text).ok()?.split(':');
    for byte in &mut mac {
        *byte = u8::from_str_radix(bytes.next()?, 16).ok()?;
    }
    Some(mac)
}

/// A minus and two digits; `None` for any other form.
fn usual_level(text: &[u8]) -> Option<i16> {
    match *text {
        [b'-', tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some(-(i16::from(tens - b'0') * 10 + i16::from(ones - b'0'))),
        _ => None,
    }
}

//! Additional items of a location: an id, a length and that many bytes, each on its own. JT/T 808-2013, table 26 for the
//! standard ones; makers use the rest as they please. A bad item is passed over; the fix and the others stay.

use super::attributes::Note;
use super::cursor::Cursor;
use super::location;
use super::model::Model;
use super::{area, asset, maker, obd};
use crate::message::Message;
use crate::session::DecodeError;

/// Bytes of the one fixed tail that some makers send instead of items.
const FIXED_TAIL: usize = 18;

/// Reads the items behind a location into `out`.
pub(super) fn read(
    message: u16,
    mut rest: &[u8],
    model: Model,
    out: &mut Message,
    refuse: &mut dyn FnMut(DecodeError),
) {
    if rest.len() == FIXED_TAIL && !are_items(rest) {
        let _ = fixed_tail(rest, out);
        return;
    }
    // Behind an item 0x80 the ids are those of an OBD adapter.
    let mut behind_obd = false;
    while let [id, length, tail @ ..] = rest {
        let Some((value, next)) = tail.split_at_checked(usize::from(*length)) else {
            refuse(DecodeError::Truncated { message: u32::from(message), field: "additional item" });
            return;
        };
        // An item that is not as expected says nothing; what it said before that stands.
        let _ = item(*id, value, model, behind_obd, out);
        behind_obd |= *id == 0x80;
        rest = next;
    }
}

/// Whether the bytes divide into items of known standard ids without a remainder.
fn are_items(mut rest: &[u8]) -> bool {
    while let [id, length, tail @ ..] = rest {
        match tail.get(usize::from(*length)..) {
            Some(next) if *id != 0 => rest = next,
            _ => return false,
        }
    }
    rest.is_empty()
}

/// Battery and mileage of older trackers: 4 reserved, km, 0.1 V, area, signal, 3 reserved.
fn fixed_tail(tail: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(tail);
    at.skip(4)?;
    out.vitals.odometer_m = Some(u64::from(at.u32()?) * 1000);
    out.vitals.battery_mv = Some(u32::from(at.u16()?) * 100);
    at.skip(4)?;
    out.vitals.gsm_level = Some(at.u8()?.into());
    Some(())
}

fn item(id: u8, value: &[u8], model: Model, behind_obd: bool, out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    if behind_obd && obd::item(id, value, out).is_some() {
        return Some(());
    }
    match id {
        // Mileage by the odometer, 0.1 km.
        0x01 => out.vitals.odometer_m = Some(u64::from(at.u32()?) * 100),
        0x02 => {
            let fuel = at.u16()?;
            let litres = if fuel & 0x8000 != 0 { f64::from(fuel & 0x7fff) } else { f64::from(fuel) / 10.0 };
            out.float("fuel", litres);
        }
        0x03 => out.float("recorderSpeed", f64::from(at.u16()?) / 10.0),
        0x04 => out.int("alarmEvent", at.u16()?),
        // Two bytes are the load compartment's temperature of 2019; one is a maker's battery charge.
        0x06 if value.len() == 1 => out.battery_percent(at.u8()?.into()),
        0x06 => out.int("compartmentTemp", at.i16()?),
        0x0b => lock_action(value, out)?,
        0x11 => {
            area::speeding(value, out)?;
        }
        0x12 => area::crossing(value, out)?,
        0x14 => out.int("videoAlarm", at.u32()?),
        0x25 => out.int("input", at.u32()?),
        0x2a => out.int("ioStatus", at.u16()?),
        0x2b | 0xa7 => {
            out.float("adc1", f64::from(at.u16()?) / 100.0);
            out.float("adc2", f64::from(at.u16()?) / 100.0);
        }
        0x30 => out.vitals.gsm_level = Some(at.u8()?.into()),
        0x31 => location::satellites(out, at.u8()?),
        0x33..=0xdf => maker::item(id, value, model, out)?,
        0xe0.. => asset::item(id, value, model, out)?,
        _ => {}
    }
    Some(())
}

/// What was done to a lock: command, then a card (5 or 6 bytes in all) or a password (7 and more), then the result
/// where the length is even.
pub(super) fn lock_action(value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    out.int("lockCommand", at.u8()?);
    match value.len() {
        5 | 6 => out.int("lockCard", at.u32()?),
        7.. => out.text("lockPassword", String::from_utf8_lossy(at.take(6)?)),
        _ => {}
    }
    if value.len().is_multiple_of(2) {
        out.int("unlockResult", at.u8()?);
    }
    Some(())
}

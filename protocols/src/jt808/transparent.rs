//! Data passed through (0x0900): JT/T 808-2013, table 92 has a type byte, the rest is the maker's. What is not known
//! keeps its bytes.

use super::attributes::Note;
use super::cursor::Cursor;
use super::location::{Motion, Place};
use super::model::Model;
use super::text::ascii;
use super::{obd, tag, time};
use crate::message::{Alarm, Fix, FixKind, Kind, Message};
use crate::names;
use crate::session::DecodeError;

const MESSAGE: u16 = 0x0900;

/// Decodes a body into an empty message. What is wrong in it without spoiling the rest is told to `refuse`.
pub(super) fn read(body: &[u8], model: Model, out: &mut Message, refuse: &mut dyn FnMut(DecodeError)) {
    out.kind = Kind::Status;
    let mut at = Cursor::new(body);
    let Some(kind) = at.u8() else { return };
    let known = match kind {
        0x40 => text(at.rest(), out),
        0x41 => {
            obd::text(&ascii(at.rest()), out);
            Some(())
        }
        0x53 | 0x54 => sensors(kind, at, model, out, refuse),
        0xf0 => vehicle(at, model, out, refuse),
        0xf3 => collision(at, out),
        0xff => track(at, out, refuse),
        _ => None,
    };
    let blank =
        |out: &Message| Message { record: out.record, serial: out.serial, kind: Kind::Status, ..Message::default() };
    if known.is_none() && *out == blank(out) {
        out.int("passThrough", kind);
        out.hex("data", &body[1..]);
    }
}

/// `GTSL|..|..|..|driver`, or any text.
fn text(bytes: &[u8], out: &mut Message) -> Option<()> {
    let text = ascii(bytes);
    match text.strip_prefix("GTSL") {
        Some(_) => out.text("driverUniqueId", text.split('|').nth(4)?),
        None => out.text("data", text),
    }
    Some(())
}

/// AOVX: a location, then tags heard (0x53) or readings (0x54).
fn sensors(
    kind: u8,
    mut at: Cursor,
    model: Model,
    out: &mut Message,
    refuse: &mut dyn FnMut(DecodeError),
) -> Option<()> {
    let place = Place::read(&mut at)?;
    place.note(model, out);
    let motion = Motion::read(&mut at)?;
    out.device_time = time::read(at.array()?);
    out.fix = place.fix(out.device_time, Some(motion));
    if out.fix.is_none() {
        refuse(place.off_earth(MESSAGE));
    }
    out.kind = Kind::Position;
    if kind == 0x53 { tag::nodes(at, out) } else { tag::readings(at, out) }
}

/// OBD adapters: time, whether it was stored, what it is, and behind most kinds the place.
fn vehicle(mut at: Cursor, model: Model, out: &mut Message, refuse: &mut dyn FnMut(DecodeError)) -> Option<()> {
    out.device_time = time::read(at.array()?);
    out.buffered = at.u8()? > 0;
    at.skip(1)?;
    let kind = at.u8()?;
    out.int("vehicleReport", kind);
    match kind {
        0x01 => parameters(&mut at, out)?,
        0x02 => trouble_codes(&mut at, out)?,
        0x03 => vehicle_alarms(&mut at, out)?,
        0x0b => {
            if at.u8()? > 0 {
                out.ascii("vin", at.take(17)?);
            }
            return Some(());
        }
        0x15 => {
            driving_event(at.u32()?, out);
            return Some(());
        }
        _ => {
            out.hex("data", at.rest());
            return Some(());
        }
    }
    let place = Place::read(&mut at)?;
    place.note(model, out);
    out.fix = place.fix(out.device_time, None);
    if out.fix.is_none() {
        refuse(place.off_earth(MESSAGE));
    }
    Some(())
}

fn parameters(at: &mut Cursor, out: &mut Message) -> Option<()> {
    let count = at.u8()?;
    for _ in 0..count {
        let (id, length) = (at.u16()?, at.u8()?);
        let value = at.take(length.into())?;
        let _ = parameter(id, value, out);
    }
    Some(())
}

fn parameter(id: u16, value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    let percents = |word: u16| f64::from(word) / 100.0;
    match id {
        0x0102 | 0x0528 | 0x0546 => out.vitals.odometer_m = Some(u64::from(at.u32()?) * 100),
        0x0103 => out.float("fuel", f64::from(at.u32()?) / 100.0),
        0x0105 | 0x052c => out.float("fuelUsed", f64::from(at.u32()?) / 100.0),
        0x0111 => out.int("fuelTemp", i64::from(at.u8()?) - 40),
        0x012e => out.float("oilLevel", f64::from(at.u16()?) / 10.0),
        0x014a | 0x0537..=0x0539 => {
            // Momentary, of the trip and on average: the last one sent stands.
            out.attributes.retain(|(name, _)| name != "fuelConsumption");
            out.float("fuelConsumption", percents(at.u16()?));
        }
        0x052a => out.float("fuel", percents(at.u16()?)),
        0x052b => out.int("fuel", at.u8()?),
        0x052d => out.int("coolantTemp", i64::from(at.u8()?) - 40),
        0x052e => out.int("airTemp", i64::from(at.u8()?) - 40),
        0x0530 => out.vitals.external_power_mv = Some(at.u16()?.into()),
        0x0535 => out.float("obdSpeed", f64::from(at.u16()?) / 10.0),
        0x0536 => out.int("rpm", at.u16()?),
        0x053d => out.float("intakePressure", f64::from(at.u16()?) / 10.0),
        0x0544 => out.int("liquidLevel", at.u8()?),
        0x0547 | 0x0548 => out.int("throttle", at.u8()?),
        0xfeec => out.ascii("vin", value),
        _ => match value.len() {
            1 => out.int(names::io(id), at.u8()?),
            2 => out.int(names::io(id), at.u16()?),
            4 => out.int(names::io(id), at.u32()?),
            _ => {}
        },
    }
    Some(())
}

fn trouble_codes(at: &mut Cursor, out: &mut Message) -> Option<()> {
    let mut codes = Vec::new();
    for _ in 0..at.u16()? {
        at.skip(4)?;
        for _ in 0..at.u16()? {
            at.skip(8)?;
            let length = usize::from(at.u16()?);
            codes.push(ascii(at.take(length)?));
        }
    }
    out.text("dtcs", codes.join(" "));
    Some(())
}

fn vehicle_alarms(at: &mut Cursor, out: &mut Message) -> Option<()> {
    for _ in 0..at.u8()? {
        let (id, length) = (at.u8()?, at.u8()?);
        at.skip(length.into())?;
        let alarm = match id {
            0x01 => Alarm::PowerRestored,
            0x02 => Alarm::PowerCut,
            0x0e => Alarm::Idle,
            0x1a => Alarm::HardAcceleration,
            0x1b => Alarm::HardBraking,
            0x1c => Alarm::HardCornering,
            0x1d..=0x1f => Alarm::LaneChange,
            0x23 => Alarm::Fatigue,
            0x25 => Alarm::Overspeed,
            0x26..=0x28 => Alarm::Accident,
            0x31 | 0x32 => Alarm::Door,
            _ => continue,
        };
        out.alarms.insert(alarm);
    }
    Some(())
}

fn driving_event(event: u32, out: &mut Message) {
    let alarm = match event {
        51 => Alarm::HardAcceleration,
        52 => Alarm::HardBraking,
        53 => Alarm::HardCornering,
        54 => Alarm::LaneChange,
        56 => Alarm::Accident,
        _ => return out.int("event", event),
    };
    out.alarms.insert(alarm);
}

/// Items with 16-bit ids and lengths around a collision.
fn collision(mut at: Cursor, out: &mut Message) -> Option<()> {
    while at.len() >= 4 {
        let (id, length) = (at.u16()?, at.u16()?);
        let mut value = Cursor::new(at.take(length.into())?);
        match id {
            0x0002 => out.float("collision", f64::from(value.u16()?) / 256.0 / 100.0),
            0x0006 => out.device_time = time::read(value.array()?),
            _ => {}
        }
    }
    Some(())
}

/// Signed coordinates, the first of a track.
fn track(mut at: Cursor, out: &mut Message, refuse: &mut dyn FnMut(DecodeError)) -> Option<()> {
    out.device_time = time::read(at.array()?);
    let mut degrees = || at.u32().map(|word| f64::from(word as i32) / 1e6);
    let (lat, lon) = (degrees()?, degrees()?);
    let motion = Motion::read(&mut at)?;
    out.kind = Kind::Position;
    if lat.abs() > 90.0 || lon.abs() > 180.0 {
        refuse(DecodeError::OutOfRange { message: MESSAGE.into(), field: "coordinates" });
        return Some(());
    }
    out.fix = Some(motion.on(Fix {
        time: out.device_time,
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
    }));
    Some(())
}

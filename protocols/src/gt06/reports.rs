//! Alarm reports: a fix or a cell, then terminal information, voltage level, signal, alarm and language.
//!
//! Sources: Concox GT06N communication protocol (0x16, 0x19, 0x26), JM-VL03 (0x27 and 0xA4 with a fence number; the
//! length of the cell block counts itself in these), AT4 (0xA3, 0xA5).

use super::alarms::Model;
use super::gps;
use super::location;
use super::network::{self, Form};
use super::reader::Reader;
use super::status;
use crate::message::{Message, Value};
use crate::session::DecodeError;

/// Kinds 0x16, 0x26, 0x27, 0x32, 0xA3 and 0xA4: with a fix.
pub(super) fn located(
    r: &mut Reader<'_>,
    message: &mut Message,
    model: Model,
) -> Result<Option<DecodeError>, DecodeError> {
    let flaw = gps::read(r, message)?;
    let tail = match r.kind() {
        0x27 | 0xa4 => 6,
        _ => 5,
    };
    if r.len() < tail {
        return Ok(flaw);
    }
    let block = *r;
    let form = cell_block(r, tail)?;
    if let Some(form) = form {
        let cell = network::cell(r, form)?;
        message.cells.push(cell);
    }
    if matches!(r.kind(), 0xa3 | 0xa4) {
        // JM-VL03 documents a four-byte area and an eight-byte id here. Servers of the field read the narrow form
        // and step over the rest, and so do we: cells of these kinds are not to be relied on.
        r.take(r.len().saturating_sub(tail), "cell block")?;
    }
    let ambiguous = r.kind() == 0x27 && r.len() == 6 && block.rest().first() == Some(&0x0a) && block.len() == 16;
    if ambiguous {
        status::doubtful(r, message, model)?;
    } else {
        status::common(r, message, model)?;
    }
    if tail == 6 {
        let fence = r.u8("fence")?;
        message.attributes.push(("geofence".into(), Value::Int(fence.into())));
    }
    match r.len() {
        2 => location::altitude(r, message)?,
        4 => message.vitals.odometer_m = Some(r.u32("mileage")?.into()),
        8 => location::card(r, message, 8)?,
        _ => {}
    }
    Ok(flaw)
}

/// Steps over the length byte of the cell block, where there is one, and tells the form of the cell.
///
/// Clones disagree whether the length counts itself and how wide a cell id is, so what decides is that the rest comes
/// out: the tail, and nothing, an altitude (2), a mileage (4) or a card (8) after it.
fn cell_block(r: &mut Reader<'_>, tail: usize) -> Result<Option<Form>, DecodeError> {
    match r.kind() {
        0x32 => {
            r.u8("cell block length")?;
            return Ok(Some(Form::WIDE));
        }
        0xa3 => return Ok(Some(Form::GSM)),
        0xa4 => {
            r.u8("cell block length")?;
            return Ok(Some(Form::GSM));
        }
        _ => {}
    }
    let available = r.len() - tail;
    match available {
        0 => return Ok(None),
        8 => return Ok(Some(Form::GSM)),
        _ => {}
    }
    let stated = usize::from(r.u8("cell block length")?);
    let fits = |form: &Form| {
        let after = (available - 1).checked_sub(network::cell_len(r, *form));
        matches!(after, Some(0 | 4 | 8))
    };
    if available == 1 {
        return Ok(None);
    }
    if stated == 0 {
        // No cell, and zeros where one would be.
        r.take(available - 1, "cell block")?;
        return Ok(None);
    }
    Ok(Some([Form::GSM, Form::WIDE_CELL].into_iter().find(fits).unwrap_or(Form::GSM)))
}

/// Kinds 0x19 and 0xA5: with a cell alone.
pub(super) fn unlocated(r: &mut Reader<'_>, message: &mut Message, model: Model) -> Result<(), DecodeError> {
    let form = if r.kind() == 0xa5 { Form::LTE } else { Form::GSM };
    message.cells.push(network::cell(r, form)?);
    if r.len() > 0 {
        status::common(r, message, model)?;
    }
    Ok(())
}

/// Kind 0x95 of dash cameras: time, fix, speed, external voltage, event and the names of the files it made.
pub(super) fn camera(r: &mut Reader<'_>, message: &mut Message) -> Result<Option<DecodeError>, DecodeError> {
    // The newer form starts with ff ff and a version, and has satellites, speed and voltage.
    let newer = r.rest().starts_with(&[0xff, 0xff]);
    if newer {
        r.u24("version")?;
    }
    let time = gps::date(r.array("time")?);
    message.device_time = time;
    let mut flaw = None;
    let located = r.len() > 3;
    if located {
        let satellites = if newer { Some(r.u8("satellites")? & 0x0f) } else { None };
        let (lat, lon) = (r.u32("latitude")?, r.u32("longitude")?);
        let flags = gps::Flags(r.u16("course")?);
        let (lat, lon) = flags.degrees(lat, lon);
        let speed = if newer { r.u16("speed")? } else { 0 };
        message.fix = gps::fix(time, lat, lon, flags, speed.into(), satellites);
        if message.fix.is_none() {
            flaw = Some(DecodeError::OutOfRange { message: r.kind().into(), field: "position" });
        }
        if newer {
            message.vitals.external_power_mv = Some(u32::from(r.u16("external power")?) * 100);
        }
    }
    let event = r.u8("event")?;
    let data = r.u16("event data").ok();
    message.attributes.push(("event".into(), Value::Int(event.into())));
    if let Some(data) = data {
        message.attributes.push(("eventData".into(), Value::Int(data.into())));
    }
    super::alarms::raise_camera_event(&mut message.alarms, event, located);
    if r.len() > 0 {
        let files = String::from_utf8_lossy(r.rest()).trim_matches('\0').to_owned();
        message.attributes.push(("eventFiles".into(), Value::Text(files.into())));
    }
    Ok(flaw)
}

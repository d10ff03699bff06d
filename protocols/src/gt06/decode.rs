//! One frame to one message, by its kind.

use super::alarms::Model;
use super::frame::Frame;
use super::reader::Reader;
use super::{gps, info, location, media, modules, radio, reports, status, text};
use crate::message::{Kind, Message, Value};
use crate::session::DecodeError;

/// Fills `message` from a frame of any kind but a login. `Ok(Some(_))`: a value in it was refused, the rest holds.
/// On an error what was read before it stays in `message`; the caller keeps the frame raw instead.
#[inline]
pub(super) fn fill(frame: &Frame<'_>, model: Model, message: &mut Message) -> Result<Option<DecodeError>, DecodeError> {
    let mut r = Reader::new(frame.content, frame.kind);
    let r = &mut r;
    let m = &mut *message;
    if frame.extended {
        return long(r, m);
    }
    m.kind = Kind::Position;
    match frame.kind {
        0x12 => {
            own_imei(r);
            location::with_cell(r, m, model)
        }
        0x22 | 0x25 if harness(r) => {
            r.take(9, "imei")?;
            if frame.kind == 0x25 {
                m.kind = Kind::Event;
            }
            location::of_harness(r, m, model)
        }
        0x22 | 0x2d | 0x37 | 0x38 | 0xa0 => location::with_ignition(r, m),
        0x10 | 0x11 | 0x1a => location::plain(r, m),
        0x1e => radio::with_fix(r, m),
        0x17 if frame.stated >= 0x14 => location::with_rfid(r, m),
        0x17 | 0x69 => radio::topin(r, m, frame.stated).map(|()| None),
        0xa2 if matches!(r.len(), 59 | 60) => location::of_lw4g(r, m, model),
        0x18 | 0x28 | 0x2c | 0x2e | 0xa1 | 0xa2 => radio::report(r, m).map(|()| None),
        0x24 if frame.stated == 0x2e => location::with_voltages(r, m),
        0x24 if r.len() >= radio::SEVEN_CELLS => radio::report(r, m).map(|()| None),
        0x24 => radio::counted(r, m).map(|()| None),
        0x33 => radio::of_sl4x(r, m).map(|()| None),
        0x34 if gps::is_date(r.rest()) => radio::of_sl4x(r, m).map(|()| None),
        0x31 => location::with_altitude(r, m),
        0x34 => location::of_x1(r, m),
        0x36 if r.len() >= 40 && gps::is_date(r.rest()) => location::with_driver(r, m),
        0x61 => {
            own_imei(r);
            location::with_card_number(r, m)
        }
        0xf3 => radio::wifi(r, m).map(|()| None),
        _ => {
            m.kind = Kind::Event;
            event_or_status(frame, r, m, model)
        }
    }
}

fn event_or_status(
    frame: &Frame<'_>,
    r: &mut Reader<'_>,
    m: &mut Message,
    model: Model,
) -> Result<Option<DecodeError>, DecodeError> {
    let done = match frame.kind {
        0x16 | 0x25 | 0x26 | 0x27 | 0x32 | 0xa4 => return reports::located(r, m, model),
        0xa3 if r.len() >= gps::GPS + 2 && gps::is_date(r.rest()) => return reports::located(r, m, model),
        0x95 => return reports::camera(r, m),
        // A list of cells under the number of the cell alarm: time first.
        0x19 if gps::is_date(r.rest()) && frame.stated >= 0x17 => {
            m.kind = Kind::Position;
            m.device_time = gps::date(r.array("time")?);
            m.cells.push(super::network::cell(r, super::network::Form::GSM)?);
            Ok(())
        }
        0x19 | 0xa5 => reports::unlocated(r, m, model),
        kind => {
            m.kind = Kind::Heartbeat;
            match kind {
                0x08 => Ok(()),
                0x13 => status::heartbeat(r, m, model),
                0x23 => status::wireless_heartbeat(r, m),
                0x36 => status::module_heartbeat(r, m, model),
                0xa3 => status::card_heartbeat(r, m),
                _ => {
                    other(kind, r, m)?;
                    Ok(())
                }
            }
        }
    };
    done.map(|()| None)
}

fn other(kind: u8, r: &mut Reader<'_>, m: &mut Message) -> Result<(), DecodeError> {
    m.kind = Kind::Status;
    match kind {
        0x94 => info::voltage(r, m),
        0x40 => info::battery_pack(r, m),
        0x15 | 0x80..=0x82 => {
            m.kind = Kind::CommandReply;
            text::old_answer(r, m)
        }
        0x1f => Ok(()),
        _ => {
            unknown(kind, r.rest(), m);
            Ok(())
        }
    }
}

/// Long frames. Kinds 0x32 and 0x33 are other things in them than in short ones.
fn long(r: &mut Reader<'_>, m: &mut Message) -> Result<Option<DecodeError>, DecodeError> {
    m.kind = Kind::Status;
    let done = match r.kind() {
        0x32 => {
            m.kind = Kind::Position;
            return radio::az735(r, m);
        }
        0x33 => {
            m.kind = Kind::Event;
            return radio::az735(r, m);
        }
        0x70 => {
            let flaw = modules::report(r, m)?;
            if m.fix.is_some() {
                m.kind = Kind::Position;
            }
            if !m.alarms.is_empty() {
                m.kind = Kind::Event;
            }
            return Ok(flaw);
        }
        0x21 => {
            m.kind = Kind::CommandReply;
            text::answer_with_encoding(r, m)
        }
        0x9b => text::passed_through(r, m),
        0x94 => info::transfer(r, m),
        0x8c => info::vehicle_bus(r, m),
        0x36 => {
            m.kind = Kind::Media;
            media::photo(r, m)
        }
        0x41 => {
            m.kind = Kind::Media;
            media::piece(r, m)
        }
        0xf1 => modules::states(r, m),
        0xf2 => modules::peripheral(r, m),
        kind => {
            unknown(kind, r.rest(), m);
            Ok(())
        }
    };
    done.map(|()| None)
}

/// Keeps a frame that is not understood.
pub(super) fn unknown(kind: u8, content: &[u8], message: &mut Message) {
    message.kind = Kind::Unknown;
    message.attributes.push(("type".into(), Value::Int(kind.into())));
    message.attributes.push(("raw".into(), Value::Text(crate::hex::hex(content))));
}

/// Steps over an IMEI that some clones put before the date: eight bytes of decimal digits where no date is, and a date
/// after them.
#[inline]
fn own_imei(r: &mut Reader<'_>) {
    let content = r.rest();
    if content.len() >= 8 + gps::GPS
        && !gps::is_date(content)
        && imei(&content[..8]).is_some()
        && gps::is_date(&content[8..])
    {
        // The length was checked just now.
        let _ = r.take(8, "imei");
    }
}

/// Whether 0x22 or 0x25 is of NT20 or XT40: a one, the IMEI, and two dates.
fn harness(r: &Reader<'_>) -> bool {
    let content = r.rest();
    content.len() >= 9 + 6 + gps::GPS
        && content[0] == 0x01
        && imei(&content[1..9]).is_some()
        && gps::is_date(&content[9..])
        && gps::is_date(&content[15..])
}

/// An IMEI, 15 decimal digits packed in eight bytes behind a zero.
pub(super) fn imei(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk::<8>()?.iter().try_fold(0u64, |number, &byte| {
        let (high, low) = (byte >> 4, byte & 0x0f);
        (high < 10 && low < 10).then(|| number * 100 + u64::from(high) * 10 + u64::from(low))
    })
}

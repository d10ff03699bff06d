//! Reports without satellites: cell towers and access points heard.

use super::gps;
use super::network::{self, Form};
use super::reader::Reader;
use crate::message::{Alarm, Message, Value};
use crate::session::DecodeError;
use chrono::{DateTime, NaiveDate, Utc};

/// Time, operator and seven cells of GSM, bytes.
pub(super) const SEVEN_CELLS: usize = 6 + 3 + 7 * 6;

/// Kinds 0x24, 0x28, 0x2E (GSM) and 0xA1 (4G): time, operator, up to seven cells; 0x18, 0x2C and 0xA2 with access
/// points.
///
/// Sources: JM-VL03, "LBS multi-base extended information" (0x28, 0xA1); AT4, "Wi-Fi" (0x2C, 0xA2).
pub(super) fn report(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    message.device_time = gps::date(r.array("time")?);
    let form = if matches!(r.kind(), 0xa1 | 0xa2) { Form::LTE } else { Form::GSM };
    message.cells = network::cells(r, form, 7)?;
    if matches!(r.kind(), 0x18 | 0x2c | 0xa2) && r.len() >= 2 {
        r.u8("timing advance")?;
        let count = usize::from(r.u8("access points")?);
        message.wifi = network::wifi(r, count)?;
    }
    Ok(())
}

/// Kinds 0x33 (six cells, access points) and 0x34 (seven cells) of the SL4X: time, timing advance, operator with a
/// two-byte network code, cells with four-byte ids.
pub(super) fn of_sl4x(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    message.device_time = gps::date(r.array("time")?);
    r.u8("timing advance")?;
    let with_wifi = r.kind() == 0x33;
    message.cells = network::cells(r, Form::WIDE, if with_wifi { 6 } else { 7 })?;
    if with_wifi && r.len() > 0 {
        let count = usize::from(r.u8("access points")?);
        message.wifi = network::wifi(r, count)?;
    }
    Ok(())
}

/// Kind 0x24 without a fix: time, a reserved byte, operator, counted cells.
pub(super) fn counted(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    message.device_time = gps::date(r.array("time")?);
    r.u8("reserved")?;
    message.cells = network::counted_cells(r, 3, false)?;
    Ok(())
}

/// Kind 0x1E: a fix, then cells.
pub(super) fn with_fix(r: &mut Reader<'_>, message: &mut Message) -> Result<Option<DecodeError>, DecodeError> {
    let flaw = gps::read(r, message)?;
    if r.len() >= 9 {
        message.cells = network::cells(r, Form::GSM, 7)?;
    }
    Ok(flaw)
}

/// Kinds 0x17 and 0x69 of Topin: time in decimal digits, access points counted by the length byte, counted cells.
pub(super) fn topin(r: &mut Reader<'_>, message: &mut Message, points: usize) -> Result<(), DecodeError> {
    message.device_time = decimal_date(r.array("time")?);
    message.wifi = network::wifi(r, points)?;
    message.cells = network::counted_cells(r, 2, true)?;
    Ok(())
}

fn decimal_date(bytes: [u8; 6]) -> Option<DateTime<Utc>> {
    let [year, month, day, hour, minute, second] = bytes.map(|b| u32::from(b >> 4) * 10 + u32::from(b & 0x0f));
    let time = NaiveDate::from_ymd_opt(2000 + year as i32, month, day)?.and_hms_opt(hour, minute, second)?;
    Some(time.and_utc())
}

/// Kind 0xF3: time, counted access points with the signal first.
pub(super) fn wifi(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    // Makers disagree whether its bytes are numbers or decimal digits, so it is left out.
    r.take(6, "time")?;
    let count = usize::from(r.u8("access points")?);
    message.wifi = network::wifi_signal_first(r, count)?;
    Ok(())
}

/// What an AZ735 reports in 0x33.
fn alarm_of_az735(status: u8, message: &mut Message) {
    match status {
        0xa0 | 0xa1 => message.vitals.armed = Some(status == 0xa0),
        0xa2 | 0xa3 => message.alarms.insert(Alarm::LowBattery),
        0xa4 => message.alarms.insert(Alarm::General),
        0xa5 => message.alarms.insert(Alarm::Door),
        _ => {}
    }
}

/// Long kinds 0x32 (location) and 0x33 (alarm) of the AZ735: blocks with lengths: fix, cell, neighbours, Wi-Fi, status.
pub(super) fn az735(r: &mut Reader<'_>, message: &mut Message) -> Result<Option<DecodeError>, DecodeError> {
    let time = gps::date(r.array("time")?);
    message.device_time = time;
    let mut flaw = None;
    let length = usize::from(r.u8("fix length")?);
    let mut block = Reader::new(r.take(length, "fix")?, r.kind());
    if length >= 12 {
        let satellites = block.u8("satellites")? & 0x0f;
        flaw = gps::position(&mut block, message, time, Some(satellites))?;
    } else {
        // As the other kinds say that there is no fix: a time, and a place that is not vouched for.
        message.fix = gps::fix(time, 0.0, 0.0, gps::Flags(0), 0.0, None);
    }
    let length = usize::from(r.u8("cell length")?);
    let mut block = Reader::new(r.take(length, "cell")?, r.kind());
    if length >= 8 {
        message.cells.push(network::cell(&mut block, Form::GSM)?);
        message.vitals.gsm_level = block.u8("signal").ok().map(i32::from);
    }
    let neighbours = usize::from(r.u8("neighbours length")?);
    r.take(neighbours, "neighbours")?;
    let points = usize::from(r.u8("access points length")?);
    r.take(points, "access points")?;
    if let Ok(status) = r.u8("status") {
        message.attributes.push(("status".into(), Value::Int(status.into())));
        if r.kind() == 0x33 {
            alarm_of_az735(status, message);
        }
    }
    Ok(flaw)
}

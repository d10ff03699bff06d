//! Location reports of padlocks (0x5501, and 0x5502 from memory): BCD like the JT701 lock's own protocol, then items.

use super::attributes::Note;
use super::cursor::Cursor;
use super::header::LOCK_REPORT;
use super::items;
use crate::message::{Alarm, Cell, Fix, FixKind, Kind, Message};
use crate::session::DecodeError;
use chrono::{DateTime, NaiveDate, Utc};

/// Kilometres per hour of a knot.
const KNOT_KPH: f64 = 1.852;
/// The kind that reports its shackle and has most of the alarms.
const PADLOCK: u8 = 3;

/// Decodes a report into an empty message; `None`: too short for a location.
pub(super) fn read(message: u16, body: &[u8], out: &mut Message, refuse: &mut dyn FnMut(DecodeError)) -> Option<()> {
    let mut at = Cursor::new(body);
    (out.kind, out.buffered) = (Kind::Position, message != LOCK_REPORT);
    out.device_time = time(at.array()?);
    out.fix = place(message, at.take(9)?, refuse);
    let (speed, course) = (at.u8()?, at.u8()?);
    out.vitals.gsm_level = Some(at.u8()?.into());
    let satellites = at.u8()?;
    if let Some(fix) = &mut out.fix {
        fix.time = out.device_time;
        fix.speed_kph = Some(f64::from(speed) * KNOT_KPH);
        fix.course_deg = Some(f64::from(u16::from(course) * 2 % 360));
        fix.satellites = Some(satellites);
    }
    out.vitals.odometer_m = Some(u64::from(at.u32()?) * 1000);
    match at.u8()? {
        // Charging, and charged.
        0xaa | 0xab => out.vitals.external_power_present = Some(true),
        percent => out.battery_percent(percent.into()),
    }
    let _ = state(&mut at, out);
    Some(())
}

/// `DDMMYYhhmmss`, UTC.
fn time(bcd: [u8; 6]) -> Option<DateTime<Utc>> {
    let mut fields = [0u32; 6];
    for (field, byte) in fields.iter_mut().zip(bcd) {
        *field = u32::from(digit(byte >> 4)?) * 10 + u32::from(digit(byte & 0x0f)?);
    }
    let [day, month, year, hour, minute, second] = fields;
    Some(NaiveDate::from_ymd_opt(2000 + year as i32, month, day)?.and_hms_opt(hour, minute, second)?.and_utc())
}

fn digit(nibble: u8) -> Option<u8> {
    (nibble <= 9).then_some(nibble)
}

/// Latitude `DDMM.mmmm`, longitude `DDDMM.mmmm`, and a digit of flags: 1 north, 2 east.
fn place(message: u16, bcd: &[u8], refuse: &mut dyn FnMut(DecodeError)) -> Option<Fix> {
    let mut digits = [0; 18];
    for (pair, byte) in digits.as_chunks_mut().0.iter_mut().zip(bcd) {
        *pair = [byte >> 4, byte & 0x0f];
    }
    let (lat, lon, flags) = (&digits[..8], &digits[8..17], digits[17]);
    let degrees = |digits: &[u8], whole: usize, negative: bool| {
        let number =
            |digits: &[u8]| digits.iter().try_fold(0u32, |n, &d| Some(n * 10 + u32::from(digit(d)?))).map(f64::from);
        let degrees = number(&digits[..whole])? + number(&digits[whole..])? / 10_000.0 / 60.0;
        Some(if negative { -degrees } else { degrees })
    };
    let (lat, lon) = (degrees(lat, 2, flags & 0b10 == 0), degrees(lon, 3, flags & 0b100 == 0));
    let fix = lat.zip(lon).filter(|(lat, lon)| lat.abs() <= 90.0 && lon.abs() <= 180.0);
    let Some((lat, lon)) = fix else {
        refuse(DecodeError::OutOfRange { message: u32::from(message), field: "coordinates" });
        return None;
    };
    Some(Fix {
        time: None,
        lat,
        lon,
        kind: FixKind::Gnss,
        // A stored report repeats what the lock knew; it is no current fix.
        valid: message == LOCK_REPORT,
        speed_kph: None,
        course_deg: None,
        altitude_m: None,
        accuracy_m: None,
        satellites: None,
        hdop: None,
    })
}

fn state(at: &mut Cursor, out: &mut Message) -> Option<()> {
    let (cid, lac) = (at.u32()?, at.u16()?);
    if cid > 0 && lac > 0 {
        // The network is in an item, where it is sent at all.
        out.cells.push(Cell { mcc: 0, mnc: 0, lac: lac.into(), cid: cid.into(), signal: None });
    }
    let (product, status, alarms) = (at.u8()?, at.u16()?, at.u16()?);
    out.int("status", status);
    let raised = |bit: u32| alarms & (1 << bit) != 0;
    match product {
        1 | 2 => out.alarm_if(raised(0), Alarm::LowExternalPower),
        PADLOCK => {
            out.vitals.blocked = Some(status & (1 << 5) != 0);
            let table = [
                (0, Alarm::Overspeed),
                (1, Alarm::LowExternalPower),
                (2, Alarm::Vibration),
                (3, Alarm::LowBattery),
                (5, Alarm::FenceEnter),
                (6, Alarm::FenceExit),
            ];
            table.into_iter().for_each(|(bit, alarm)| out.alarm_if(raised(bit), alarm));
        }
        _ => {}
    }
    while at.len() >= 2 {
        let (id, length) = (at.u8()?, at.u8()?);
        let value = at.take(length.into())?;
        let _ = item(id, value, out);
    }
    Some(())
}

fn item(id: u8, value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    match id {
        0x02 => {
            let metres = at.i16()?;
            if let Some(fix) = &mut out.fix {
                fix.altitude_m = Some(metres.into());
            }
        }
        0x0b => items::lock_action(value, out)?,
        0x0c => out.text("tilt", super::asset::triple(&mut at)?),
        0x10 => out.int("wakeSource", at.u8()?),
        0xfc => out.int("geofence", at.u8()?),
        _ => {}
    }
    Some(())
}

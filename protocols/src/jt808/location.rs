//! The location body. JT/T 808-2013, table 23: alarm word, status word, place, altitude, speed, course and time in 28
//! bytes, then additional items.

use super::alarms;
use super::attributes::Note;
use super::cursor::Cursor;
use super::items;
use super::model::Model;
use super::time;
use crate::message::{Alarm, Fix, FixKind, Kind, Message};
use crate::session::DecodeError;

/// Status bits (JT/T 808-2013, table 25). Bits above 22 are reserved there; battery devices set 26 while charging.
pub(super) mod status {
    pub const ACC_ON: u32 = 1;
    pub const LOCATED: u32 = 1 << 1;
    pub const SOUTH: u32 = 1 << 2;
    pub const WEST: u32 = 1 << 3;
    pub const CUT: u32 = 1 << 10;
    pub const CHARGING: u32 = 1 << 26;
}

/// A body that gives no message.
#[derive(Debug, PartialEq)]
pub(super) struct TooShort;

/// Decodes a location body into an empty message. What is wrong in it without spoiling the rest is told to `refuse`.
pub(super) fn read(
    message: u16,
    body: &[u8],
    model: Model,
    out: &mut Message,
    refuse: &mut dyn FnMut(DecodeError),
) -> Result<(), TooShort> {
    let mut at = Cursor::new(body);
    out.kind = Kind::Position;
    let word = at.u32().ok_or(TooShort)?;
    out.alarms = alarms::of_word(word, model);
    if alarms::has_unnamed(word, model) {
        out.int("alarmWord", word);
    }
    let place = Place::read(&mut at, model, out).ok_or(TooShort)?;
    if word & alarms::MAIN_POWER_CUT != 0 && out.alarms.contains(Alarm::PowerCut) {
        out.vitals.external_power_present = Some(false);
    }
    let motion = Motion::read(&mut at).ok_or(TooShort)?;
    let time = time::read(at.array().ok_or(TooShort)?);
    out.device_time = time;
    out.fix = place.fix(message, refuse).map(|fix| Fix { time, ..motion.on(fix) });
    items::read(message, at.rest(), model, out, refuse);
    Ok(())
}

/// Altitude, speed and course, which follow the place.
pub(super) struct Motion {
    altitude: i16,
    speed: u16,
    course: u16,
}

impl Motion {
    pub(super) fn read(at: &mut Cursor) -> Option<Self> {
        Some(Motion { altitude: at.i16()?, speed: at.u16()?, course: at.u16()? })
    }

    /// Metres, tenths of km/h, degrees.
    pub(super) fn on(&self, fix: Fix) -> Fix {
        Fix {
            altitude_m: Some(f64::from(self.altitude)),
            speed_kph: Some(f64::from(self.speed) / 10.0),
            course_deg: Some(if self.course < 360 { f64::from(self.course) } else { f64::from(self.course % 360) }),
            ..fix
        }
    }
}

/// Status word and coordinates.
pub(super) struct Place {
    valid: bool,
    lat: f64,
    lon: f64,
}

impl Place {
    /// Also notes what the status word says of the vehicle.
    pub(super) fn read(at: &mut Cursor, model: Model, out: &mut Message) -> Option<Self> {
        let word = at.u32()?;
        let (lat, lon) = (at.u32()?, at.u32()?);
        let is = |bit: u32| word & bit != 0;
        let vitals = &mut out.vitals;
        vitals.ignition = Some(is(status::ACC_ON));
        vitals.blocked = Some(is(status::CUT));
        vitals.charging = Some(is(status::CHARGING));
        // Only set says something: to the standard, and so to wired devices, the bit is reserved.
        if is(status::CHARGING) {
            vitals.external_power_present = Some(true);
        }
        match model {
            Model::G1cPro => vitals.motion = Some(is(1 << 4)),
            Model::Mv => vitals.door_open = Some(is(1 << 16)),
            // JT/T 808 protocol for G10LS, table 17.
            Model::G10ls => {
                vitals.armed = Some(is(1 << 6));
                if is(1 << 11) {
                    vitals.external_power_present = Some(false);
                }
            }
            _ => {}
        }
        let degrees = |millionths: u32, negative: bool| {
            let degrees = f64::from(millionths) / 1e6;
            if negative { -degrees } else { degrees }
        };
        Some(Place {
            valid: is(status::LOCATED),
            lat: degrees(lat, is(status::SOUTH)),
            lon: degrees(lon, is(status::WEST)),
        })
    }

    /// The fix, unless it is nowhere on Earth.
    pub(super) fn fix(&self, message: u16, refuse: &mut dyn FnMut(DecodeError)) -> Option<Fix> {
        let off = match (self.lat.abs() <= 90.0, self.lon.abs() <= 180.0) {
            (true, true) => return Some(self.as_fix()),
            (false, _) => "latitude",
            (true, false) => "longitude",
        };
        refuse(DecodeError::OutOfRange { message: u32::from(message), field: off });
        None
    }

    fn as_fix(&self) -> Fix {
        Fix {
            time: None,
            lat: self.lat,
            lon: self.lon,
            kind: FixKind::Gnss,
            valid: self.valid,
            speed_kph: None,
            course_deg: None,
            altitude_m: None,
            accuracy_m: None,
            satellites: None,
            hdop: None,
        }
    }
}

/// Satellites, where there is a fix to say it of; else as an extra.
pub(super) fn satellites(out: &mut Message, count: u8) {
    match &mut out.fix {
        Some(fix) => fix.satellites = Some(count),
        None => out.int("sat", count),
    }
}

/// Dilution of precision, likewise.
pub(super) fn hdop(out: &mut Message, hdop: f64) {
    match &mut out.fix {
        Some(fix) => fix.hdop = Some(hdop),
        None => out.float("hdop", hdop),
    }
}

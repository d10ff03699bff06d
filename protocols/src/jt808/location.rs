//! The location body. JT/T 808-2013, table 23: alarm word, status word, place, altitude, speed, course and time in 28
//! bytes, then additional items.

use super::alarms;
use super::attributes::Note;
use super::cursor::Cursor;
use super::items;
use super::model::Model;
use super::time::Calendar;
use crate::message::{Alarm, Fix, FixKind, Kind, Message};
use crate::session::DecodeError;
use chrono::{DateTime, Utc};

/// Status bits (JT/T 808-2013, table 25). Bits above 22 are reserved there; battery devices set 26 while charging.
pub(super) mod status {
    pub const ACC_ON: u32 = 1;
    pub const LOCATED: u32 = 1 << 1;
    pub const SOUTH: u32 = 1 << 2;
    pub const WEST: u32 = 1 << 3;
    pub const CUT: u32 = 1 << 10;
    pub const CHARGING: u32 = 1 << 26;
}

/// Bytes of the location itself.
pub(super) const LENGTH: usize = 28;
/// Farthest from the equator and from Greenwich, millionths of a degree.
const NORTHMOST: u32 = 90_000_000;
const EASTMOST: u32 = 180_000_000;

/// A body that gives no message.
#[derive(Debug, PartialEq)]
pub(super) struct TooShort;

/// Decodes a location body into an empty message. What is wrong in it without spoiling the rest is told to `refuse`.
pub(super) fn read(
    message: u16,
    body: &[u8],
    model: Model,
    calendar: &mut Calendar,
    out: &mut Message,
    refuse: &mut dyn FnMut(DecodeError),
) -> Result<(), TooShort> {
    let (head, rest) = body.split_first_chunk::<LENGTH>().ok_or(TooShort)?;
    let (word, place, motion, time) = parts(Cursor::new(head)).ok_or(TooShort)?;
    out.kind = Kind::Position;
    if word != 0 {
        out.alarms = alarms::of_word(word, model);
        if alarms::has_unnamed(word, model) {
            out.int("alarmWord", word);
        }
    }
    place.note(model, out);
    if word & alarms::MAIN_POWER_CUT != 0 && out.alarms.contains(Alarm::PowerCut) {
        out.vitals.external_power_present = Some(false);
    }
    let time = calendar.read(time);
    out.device_time = time;
    out.fix = place.fix(time, Some(motion));
    if out.fix.is_none() {
        refuse(place.off_earth(message));
    }
    items::read(message, rest, model, out, refuse);
    Ok(())
}

/// Alarm word, place, motion and time.
#[inline]
fn parts(mut at: Cursor) -> Option<(u32, Place, Motion, [u8; 6])> {
    Some((at.u32()?, Place::read(&mut at)?, Motion::read(&mut at)?, at.array()?))
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

/// Status word and coordinates, millionths of a degree without a sign.
pub(super) struct Place {
    status: u32,
    lat: u32,
    lon: u32,
}

impl Place {
    pub(super) fn read(at: &mut Cursor) -> Option<Self> {
        Some(Place { status: at.u32()?, lat: at.u32()?, lon: at.u32()? })
    }

    fn is(&self, bit: u32) -> bool {
        self.status & bit != 0
    }

    /// Notes what the status word says of the vehicle.
    pub(super) fn note(&self, model: Model, out: &mut Message) {
        let vitals = &mut out.vitals;
        vitals.ignition = Some(self.is(status::ACC_ON));
        vitals.blocked = Some(self.is(status::CUT));
        vitals.charging = Some(self.is(status::CHARGING));
        // Only set says something: to the standard, and so to wired devices, the bit is reserved.
        if self.is(status::CHARGING) {
            vitals.external_power_present = Some(true);
        }
        match model {
            Model::G1cPro => vitals.motion = Some(self.is(1 << 4)),
            Model::Mv => vitals.door_open = Some(self.is(1 << 16)),
            // JT/T 808 protocol for G10LS, table 17.
            Model::G10ls => {
                vitals.armed = Some(self.is(1 << 6));
                if self.is(1 << 11) {
                    vitals.external_power_present = Some(false);
                }
            }
            _ => {}
        }
    }

    /// The fix, unless it is nowhere on Earth.
    #[inline]
    pub(super) fn fix(&self, time: Option<DateTime<Utc>>, motion: Option<Motion>) -> Option<Fix> {
        if self.lat > NORTHMOST || self.lon > EASTMOST {
            return None;
        }
        let degrees = |millionths: u32, negative: bool| {
            let degrees = f64::from(millionths) / 1e6;
            if negative { -degrees } else { degrees }
        };
        let fix = Fix {
            time,
            lat: degrees(self.lat, self.is(status::SOUTH)),
            lon: degrees(self.lon, self.is(status::WEST)),
            kind: FixKind::Gnss,
            valid: self.is(status::LOCATED),
            speed_kph: None,
            course_deg: None,
            altitude_m: None,
            accuracy_m: None,
            satellites: None,
            hdop: None,
        };
        Some(match motion {
            Some(motion) => motion.on(fix),
            None => fix,
        })
    }

    /// What is wrong with a place that is no [`fix`](Self::fix).
    pub(super) fn off_earth(&self, message: u16) -> DecodeError {
        let field = if self.lat > NORTHMOST { "latitude" } else { "longitude" };
        DecodeError::OutOfRange { message: message.into(), field }
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

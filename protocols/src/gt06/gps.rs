//! The block of a satellite fix: time, satellites, position, speed, course and status (18 bytes).
//!
//! Source: Concox GT06N communication protocol, "GPS information".

use super::reader::Reader;
use crate::message::{Fix, FixKind, Message};
use crate::session::DecodeError;
use chrono::{DateTime, NaiveDate, Utc};

/// Length of the block, bytes.
pub(super) const GPS: usize = 18;

/// Degrees are sent times 60 times 30 000.
const PER_DEGREE: f64 = 1_800_000.0;

/// Date and time, a byte each, the year counted from 2000. `None`: not a date (a device without time sends zeros).
/// The year is taken literally: a wrong clock's 2070 or 2255 is what the device said.
#[inline]
pub(super) fn date([year, month, day, hour, minute, second]: [u8; 6]) -> Option<DateTime<Utc>> {
    NaiveDate::from_ymd_opt(2000 + i32::from(year), month.into(), day.into())?
        .and_hms_opt(hour.into(), minute.into(), second.into())
        .map(|time| time.and_utc())
}

/// Whether six bytes can be a date of a device of this family.
pub(super) fn is_date(bytes: &[u8]) -> bool {
    bytes.first_chunk::<6>().is_some_and(|&bytes| date(bytes).is_some())
}

/// Reads the block into `message`. A position outside the globe is refused, and returned; the rest of it holds.
#[inline]
pub(super) fn read(r: &mut Reader<'_>, message: &mut Message) -> Result<Option<DecodeError>, DecodeError> {
    let time = date(r.array("time")?);
    message.device_time = time;
    let satellites = r.u8("satellites")? & 0x0f;
    position(r, message, time, Some(satellites))
}

/// Reads latitude, longitude, speed and course with its flags.
#[inline]
pub(super) fn position(
    r: &mut Reader<'_>,
    message: &mut Message,
    time: Option<DateTime<Utc>>,
    satellites: Option<u8>,
) -> Result<Option<DecodeError>, DecodeError> {
    let lat = r.u32("latitude")?;
    let lon = r.u32("longitude")?;
    let speed = r.u8("speed")?;
    let flags = Flags(r.u16("course")?);
    if let Some(on) = flags.ignition() {
        message.vitals.ignition = Some(on);
    }
    let (lat, lon) = flags.degrees(lat, lon);
    let Some(fix) = fix(time, lat, lon, flags, f64::from(speed), satellites) else {
        return Ok(Some(DecodeError::OutOfRange { message: r.kind().into(), field: "position" }));
    };
    message.fix = Some(fix);
    Ok(None)
}

/// A fix, unless it is outside the globe.
#[inline]
pub(super) fn fix(
    time: Option<DateTime<Utc>>,
    lat: f64,
    lon: f64,
    flags: Flags,
    speed_kph: f64,
    satellites: Option<u8>,
) -> Option<Fix> {
    (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some(Fix {
        time,
        lat,
        lon,
        kind: FixKind::Gnss,
        valid: flags.valid(),
        speed_kph: Some(speed_kph),
        course_deg: Some(flags.course()),
        altitude_m: None,
        accuracy_m: None,
        satellites,
        hdop: None,
    })
}

/// Course and status.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flags(pub u16);

impl Flags {
    /// Bits 0 to 9: degrees clockwise from north.
    #[inline]
    pub fn course(self) -> f64 {
        f64::from(self.0 & 0x03ff)
    }

    /// Bit 12: positioned.
    #[inline]
    pub fn valid(self) -> bool {
        self.0 & 0x1000 != 0
    }

    /// Bits 14 (stated) and 15 (on): ignition, in newer firmware.
    #[inline]
    pub fn ignition(self) -> Option<bool> {
        (self.0 & 0x4000 != 0).then_some(self.0 & 0x8000 != 0)
    }

    /// Signed degrees: bit 10 set is north, bit 11 set is west.
    #[inline]
    pub fn degrees(self, lat: u32, lon: u32) -> (f64, f64) {
        let (lat, lon) = (f64::from(lat) / PER_DEGREE, f64::from(lon) / PER_DEGREE);
        (if self.0 & 0x0400 != 0 { lat } else { -lat }, if self.0 & 0x0800 != 0 { -lon } else { lon })
    }
}

/// The inverse, for the encoder: units of a degree on the wire.
pub(super) fn units(degrees: f64) -> u32 {
    (degrees.abs() * PER_DEGREE).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_literal_and_zeros_are_no_date() {
        assert_eq!(date([70, 1, 2, 3, 4, 5]).map(|t| t.to_rfc3339()).as_deref(), Some("2070-01-02T03:04:05+00:00"));
        assert_eq!(date([0; 6]), None);
        assert_eq!(date([24, 2, 30, 0, 0, 0]), None);
    }

    #[test]
    fn flags_tell_hemispheres_fix_and_ignition() {
        let south_west = Flags(0x1800 | 90);
        assert_eq!(south_west.degrees(1_800_000, 3_600_000), (-1.0, -2.0));
        assert_eq!((south_west.course(), south_west.valid(), south_west.ignition()), (90.0, true, None));
        assert_eq!(Flags(0xc400).ignition(), Some(true));
        assert_eq!(Flags(0x4400).ignition(), Some(false));
        assert_eq!(Flags(0x0400).degrees(1_800_000, 3_600_000), (1.0, 2.0));
    }
}

//! Time as detection counts it: whole microseconds, bounded so that arithmetic cannot overflow.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Microseconds since 1970, always within 1900..2300 when made from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(i64);

const SECOND: i64 = 1_000_000;
/// 1900-01-01 and 2300-01-01: beyond any engine clock, and far from the ends of `i64` and of chrono.
const EARLIEST: i64 = -2_208_988_800 * SECOND;
const LATEST: i64 = 10_413_792_000 * SECOND;

/// Seconds of a day.
pub(super) const DAY_S: i64 = 86_400;

impl Moment {
    /// From a time, brought into the bounds.
    pub(super) fn of(t: DateTime<Utc>) -> Moment {
        Moment(t.timestamp_micros().clamp(EARLIEST, LATEST))
    }

    /// Back to a time.
    pub(super) fn datetime(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.clamp(EARLIEST, LATEST)).unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// Microseconds since 1970.
    pub(super) fn micros(self) -> i64 {
        self.0
    }

    /// Later by `s` seconds (earlier if negative).
    pub(super) fn plus_s(self, s: i64) -> Moment {
        Moment(self.0.saturating_add(s.saturating_mul(SECOND)).clamp(EARLIEST, LATEST))
    }

    /// Later by a fraction of seconds.
    pub(super) fn plus(self, s: f64) -> Moment {
        Moment(self.0.saturating_add((s * SECOND as f64) as i64).clamp(EARLIEST, LATEST))
    }

    /// Seconds since `other`; negative if this is earlier.
    pub(super) fn since(self, other: Moment) -> f64 {
        self.0.saturating_sub(other.0) as f64 / SECOND as f64
    }

    /// Seconds of the local day, 0..86400.
    pub(super) fn local_second(self, utc_offset_s: i32) -> i64 {
        (self.0.div_euclid(SECOND) + i64::from(utc_offset_s)).rem_euclid(DAY_S)
    }

    /// Local days since 1970.
    pub(super) fn local_day(self, utc_offset_s: i32) -> i64 {
        (self.0.div_euclid(SECOND) + i64::from(utc_offset_s)).div_euclid(DAY_S)
    }

    /// The moment a local day begins.
    pub(super) fn of_local_day(day: i64, utc_offset_s: i32) -> Moment {
        Moment((day * DAY_S - i64::from(utc_offset_s)) * SECOND)
    }

    /// Whether the local hour is within `from..to`, which may span midnight.
    pub(super) fn local_hour_within(self, utc_offset_s: i32, from: i64, to: i64) -> bool {
        let hour = self.local_second(utc_offset_s) / 3600;
        if from <= to { (from..to).contains(&hour) } else { hour >= from || hour < to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extreme_times_stay_in_bounds() {
        for t in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            let m = Moment::of(t);
            assert_eq!(Moment::of(m.plus_s(i64::MAX).datetime()), m.plus_s(i64::MAX));
            assert!(m.since(Moment::default()).is_finite());
        }
    }

    #[test]
    fn local_hours_span_midnight() {
        // 2026-09-21 14:30 UTC is 22:30 at +8.
        let m = Moment::of("2026-09-21T14:30:00Z".parse().expect("a time"));
        assert!(m.local_hour_within(8 * 3600, 22, 5));
        assert!(!m.local_hour_within(0, 22, 5));
        let day = m.local_day(8 * 3600);
        assert_eq!(m.since(Moment::of_local_day(day, 8 * 3600)), 22.5 * 3600.0);
    }
}

//! When a vehicle is where: minutes in each hour of the week at its longest-dwelt places.

use crate::detect::Stay;
use crate::geo::Point;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// Hours of a week, Monday 00:00 first.
pub const HOURS: usize = 168;
/// Places with a column of their own.
pub const PLACES: usize = 8;
/// Weeks looked at of one stay.
const MOST_HOURS: i64 = 53 * 168;

/// A week's hours by places.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HoursOfWeek {
    /// The places, longest dwell in the window first, at most [`PLACES`].
    pub places: Vec<Point>,
    /// For each hour of the local week, Monday 00:00 first: minutes spent at each of `places`, and last elsewhere.
    pub minutes: Vec<Vec<u16>>,
}

/// Counts `stays` (of one vehicle; the time after `asof` is not looked at) at those of `places` (best first) that are
/// nearest to them within `within_m`, in a place `utc_offset_s` seconds east of UTC.
pub fn hours_of_week(
    stays: &[Stay],
    places: &[Point],
    asof: DateTime<Utc>,
    utc_offset_s: i32,
    within_m: f64,
) -> HoursOfWeek {
    let places: Vec<Point> = places.iter().take(PLACES).copied().collect();
    let mut seconds = vec![vec![0_i64; places.len() + 1]; HOURS];
    for stay in stays {
        let at = |t: DateTime<Utc>| t.timestamp() + i64::from(utc_offset_s);
        let (from, to) = (at(stay.arrive), at(stay.leave.map_or(asof, |l| l.min(asof))));
        let from = from.max(to.saturating_sub(MOST_HOURS * 3600));
        let near = places.iter().enumerate().map(|(i, p)| (p.distance_m(stay.point), i));
        let column =
            near.filter(|(d, _)| *d <= within_m).min_by(|a, b| a.0.total_cmp(&b.0)).map_or(places.len(), |(_, i)| i);
        let mut t = from;
        while t < to {
            let next = (t.div_euclid(3600) + 1) * 3600;
            // 1970-01-01 was a Thursday, hour 72 of a week that begins on Monday.
            let hour = (t.div_euclid(3600) + 72).rem_euclid(HOURS as i64);
            seconds[usize::try_from(hour).unwrap_or_default()][column] += next.min(to) - t;
            t = next;
        }
    }
    let minutes = |row: Vec<i64>| row.into_iter().map(|s| u16::try_from((s + 30) / 60).unwrap_or(u16::MAX)).collect();
    HoursOfWeek { places, minutes: seconds.into_iter().map(minutes).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::VehicleNo;
    use chrono::TimeDelta;

    #[test]
    fn minutes_fall_into_the_local_hours_of_the_week() {
        // Monday 21 September 2026, 00:00 at +8.
        let monday: DateTime<Utc> = "2026-09-20T16:00:00Z".parse().expect("a time");
        let at = |h: f64| monday + TimeDelta::seconds((h * 3600.0) as i64);
        let home = Point::from_degrees(31.2, 121.4).expect("in range");
        let work = Point::from_degrees(31.25, 121.4).expect("in range");
        let far = Point::from_degrees(32.0, 121.4).expect("in range");
        let stay =
            |from, to: Option<f64>, point| Stay { vehicle: VehicleNo(1), arrive: at(from), leave: to.map(at), point };
        let stays = [
            stay(8.5, Some(10.0), work),
            stay(22.0, None, home),
            stay(168.0 + 8.75, Some(168.0 + 9.0), work),
            stay(100.0, Some(100.5), far),
        ];
        let week = hours_of_week(&stays, &[home, work], at(24.25), 8 * 3600, 150.0);
        assert_eq!((week.minutes.len(), week.minutes[0].len()), (HOURS, 3));
        assert_eq!(week.minutes[8], [0, 30, 0]);
        assert_eq!(week.minutes[9], [0, 60, 0]);
        assert_eq!(week.minutes[23], [60, 0, 0]);
        assert_eq!(week.minutes[24], [15, 0, 0]);
        let later = hours_of_week(&stays, &[home, work], at(400.0), 8 * 3600, 150.0);
        assert_eq!(later.minutes[8][1], 45, "two Mondays");
        assert_eq!(later.minutes[100], [120, 0, 30], "of two weeks; the short stay of the first one beside");
    }
}

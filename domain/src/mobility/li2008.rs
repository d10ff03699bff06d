//! Stay points exactly as printed by Li, Zheng, Xie, Chen, Liu and Ma, "Mining user similarity based on location
//! history", ACM GIS 2008, Figure 5 (`StayPoint_Detection`): the reference, not the product's detector.

use crate::detect::{TracePoint, TraceStay};
use crate::geo::Point;

/// The stays of a cleaned trace: an anchor, everything until the first point further than `distance_m` from it, and a
/// stay where that took more than `shortest_s` seconds. Arrival is the anchor's time, departure that of the first point
/// outside, the centre the mean of the points inside. The stay that the trace ends in is given too, left at its last
/// point.
///
/// The anchor moves on by one point where it found no stay, so the time is the number of points times the number of
/// points within `shortest_s`.
pub fn li2008(trace: &[TracePoint], distance_m: f64, shortest_s: i64) -> Vec<TraceStay> {
    let mut stays = Vec::new();
    let mut i = 0;
    while i + 1 < trace.len() {
        let anchor = trace[i].point;
        let inside = trace[i + 1..].iter().position(|p| anchor.distance_m(p.point) > distance_m);
        // The first point outside, or past the end; and when the anchor's company was last seen or left.
        let (end, leave) = match inside {
            Some(n) => (i + 1 + n, trace[i + 1 + n].t),
            None => (trace.len(), trace[trace.len() - 1].t),
        };
        if (leave - trace[i].t).num_seconds() > shortest_s {
            stays.push(TraceStay {
                arrive: trace[i].t,
                leave,
                point: mean(&trace[i..end]),
                points: u32::try_from(end - i).unwrap_or(u32::MAX),
            });
            i = end;
        } else {
            i += 1;
        }
    }
    stays
}

/// The mean of the coordinates, as the paper takes it.
fn mean(points: &[TracePoint]) -> Point {
    let n = i64::try_from(points.len()).unwrap_or(i64::MAX).max(1);
    let of = |value: fn(&Point) -> i32| {
        let sum: i64 = points.iter().map(|p| i64::from(value(&p.point))).sum();
        // The mean of values of a range lies in it.
        i32::try_from((sum as f64 / n as f64).round() as i64).unwrap_or_default()
    };
    Point { lat_e7: of(|p| p.lat_e7), lon_e7: of(|p| p.lon_e7) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};

    fn trace(points: &[(i64, f64)]) -> Vec<TracePoint> {
        let origin = Point::from_degrees(31.0, 121.0).expect("in range");
        let at = |(s, north): &(i64, f64)| TracePoint {
            t: DateTime::UNIX_EPOCH + TimeDelta::seconds(*s),
            point: origin.moved_m(origin.lat().to_radians().cos(), 0.0, *north),
        };
        points.iter().map(at).collect()
    }

    fn found(points: &[(i64, f64)]) -> Vec<(i64, i64, u32)> {
        li2008(&trace(points), 100.0, 300)
            .iter()
            .map(|s| (s.arrive.timestamp(), s.leave.timestamp(), s.points))
            .collect()
    }

    #[test]
    fn a_stay_lasts_until_the_first_point_outside() {
        assert_eq!(found(&[(0, 0.0), (200, 40.0), (400, 20.0), (500, 900.0), (600, 1800.0)]), [(0, 500, 3)]);
        // Silence is dwell, and the first point outside may be far away and late.
        assert_eq!(found(&[(0, 0.0), (90_000, 50_000.0)]), [(0, 90_000, 1)]);
    }

    #[test]
    fn the_time_must_be_longer_not_as_long() {
        assert!(found(&[(0, 0.0), (300, 900.0)]).is_empty());
        assert_eq!(found(&[(0, 0.0), (301, 900.0)]), [(0, 301, 1)]);
    }

    #[test]
    fn an_anchor_without_a_stay_moves_on_by_one_point() {
        // From the first point the third is outside too early; from the second it is not.
        assert_eq!(found(&[(0, 0.0), (100, 90.0), (200, 150.0), (500, 170.0), (600, 900.0)]), [(100, 600, 3)]);
    }

    #[test]
    fn the_trailing_stay_ends_at_the_last_point() {
        assert_eq!(found(&[(0, 900.0), (50, 0.0), (500, 10.0)]), [(50, 500, 2)]);
        assert!(found(&[(0, 0.0)]).is_empty() && found(&[]).is_empty());
    }
}

//! From a recorded trajectory to the trace that every method gets: what no receiver can have meant is dropped.

use crate::detect::TracePoint;
use crate::geo::Point;
use chrono::{DateTime, Utc};

/// A point as a file states it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RawPoint {
    /// When.
    pub t: DateTime<Utc>,
    /// Latitude, degrees.
    pub lat: f64,
    /// Longitude, degrees.
    pub lon: f64,
}

/// No road vehicle is faster, m/s: a point that is only reached and left above it is a spike.
const SPIKE_MPS: f64 = 70.0;

/// The points of one user in time order, cleaned: positions out of range and (0, 0) are dropped, of equal times the
/// first is kept, and single points are dropped that are reached and left faster than any car (compared with their
/// neighbours as recorded, so that of two spikes in a row neither excuses the other).
pub fn cleaned(raw: &[RawPoint]) -> Vec<TracePoint> {
    let mut trace: Vec<TracePoint> = Vec::with_capacity(raw.len());
    for r in raw {
        let Some(point) = Point::from_degrees(r.lat, r.lon) else { continue };
        if point == (Point { lat_e7: 0, lon_e7: 0 }) || trace.last().is_some_and(|last| last.t == r.t) {
            continue;
        }
        trace.push(TracePoint { t: r.t, point });
    }
    let too_fast = |a: &TracePoint, b: &TracePoint| {
        let seconds = (b.t - a.t).as_seconds_f64().max(1e-9);
        a.point.distance_m(b.point) / seconds > SPIKE_MPS
    };
    let spikes: Vec<bool> = trace.windows(3).map(|w| too_fast(&w[0], &w[1]) && too_fast(&w[1], &w[2])).collect();
    let spike = |i: usize| i > 0 && spikes.get(i - 1).copied().unwrap_or(false);
    trace.iter().enumerate().filter(|(i, _)| !spike(*i)).map(|(_, p)| *p).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn raw(s: i64, lat: f64, lon: f64) -> RawPoint {
        RawPoint { t: DateTime::UNIX_EPOCH + TimeDelta::seconds(s), lat, lon }
    }

    #[test]
    fn drops_what_no_receiver_meant_and_nothing_else() {
        let points = [
            raw(0, 39.9, 116.4),
            raw(0, 39.91, 116.4),
            raw(10, 0.0, 0.0),
            raw(20, 95.0, 116.4),
            raw(30, f64::NAN, 116.4),
            raw(40, 39.9001, 116.4),
            raw(50, 39.99, 116.4),
            raw(60, 39.9002, 116.4),
            // Far, but there is time for it.
            raw(3600, 40.1, 116.4),
        ];
        let kept: Vec<i64> = cleaned(&points).iter().map(|p| p.t.timestamp()).collect();
        assert_eq!(kept, [0, 40, 60, 3600]);
        assert!(cleaned(&[]).is_empty());
    }
}

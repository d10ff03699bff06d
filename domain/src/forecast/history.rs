//! The stays known at a moment, in seconds, each with its place.

use super::parameters::ForecastParameters;
use crate::detect::Stay;
use crate::geo::Point;
use chrono::{DateTime, Utc};

pub(super) const DAY_S: i64 = 86_400;
/// The newest stays are looked at, no more than this.
const MOST_STAYS: usize = 20_000;
/// Places told apart; further ones join the nearest.
const MOST_SPOTS: usize = 1024;

/// A place of the car.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// Dwell-weighted centre.
    pub point: Point,
    pub visits: u32,
    pub dwell_s: i64,
    pub first: i64,
    pub last: i64,
}

/// A stay, in Unix seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub arrive: i64,
    pub leave: i64,
    pub spot: usize,
}

/// What was known at `asof`.
#[derive(Debug, Clone)]
pub(super) struct History {
    pub asof: i64,
    pub spots: Vec<Spot>,
    /// In order, without overlaps.
    pub spans: Vec<Span>,
    /// The last span lasted still.
    pub live: bool,
}

impl History {
    /// The history of `stays` (in any order) as it was known at `asof`.
    pub(super) fn of(stays: &[Stay], asof: DateTime<Utc>, p: &ForecastParameters) -> History {
        let asof = asof.timestamp();
        let earliest = asof.saturating_sub((p.days.clamp(1, 3660) + 1) * DAY_S);
        let mut known: Vec<(i64, i64, bool, Point)> = stays
            .iter()
            .filter_map(|s| {
                let arrive = s.arrive.timestamp();
                let leave = s.leave.map_or(i64::MAX, |l| l.timestamp());
                let until = leave.min(asof);
                let counts = leave > arrive && until - arrive >= p.shortest_s.max(1) && until > earliest;
                counts.then_some((arrive, until, leave > asof, s.point))
            })
            .collect();
        known.sort_by_key(|k| (k.0, k.1, k.3.lat_e7, k.3.lon_e7));
        if known.len() > MOST_STAYS {
            known.drain(..known.len() - MOST_STAYS);
        }
        let live = known.last().is_some_and(|k| k.2);
        let mut history = History { asof, spots: Vec::new(), spans: Vec::with_capacity(known.len()), live };
        for (i, (arrive, until, _, point)) in known.iter().enumerate() {
            let next = known.get(i + 1).map_or(i64::MAX, |k| k.0);
            let leave = (*until).min(next);
            if leave <= *arrive {
                continue;
            }
            let spot = history.join(*point, *arrive, leave, p.join_m);
            history.spans.push(Span { arrive: *arrive, leave, spot });
        }
        history
    }

    fn join(&mut self, point: Point, arrive: i64, leave: i64, join_m: f64) -> usize {
        let cos_lat = point.lat().to_radians().cos();
        let nearest = self.spots.iter().enumerate().map(|(i, s)| {
            let (east, north) = point.plane_m(cos_lat, s.point);
            (east.hypot(north), i)
        });
        let nearest = nearest.min_by(|a, b| a.0.total_cmp(&b.0));
        let full = self.spots.len() >= MOST_SPOTS;
        let Some((_, index)) = nearest.filter(|(d, _)| *d <= join_m || full) else {
            self.spots.push(Spot { point, visits: 1, dwell_s: leave - arrive, first: arrive, last: leave });
            return self.spots.len() - 1;
        };
        let spot = &mut self.spots[index];
        spot.dwell_s = spot.dwell_s.saturating_add(leave - arrive);
        spot.visits = spot.visits.saturating_add(1);
        spot.last = spot.last.max(leave);
        let share = (leave - arrive) as f64 / spot.dwell_s.max(1) as f64;
        let (east, north) = spot.point.plane_m(cos_lat, point);
        spot.point = spot.point.moved_m(cos_lat, east * share, north * share);
        index
    }

    /// The span in which `t` lies, or else the last before it.
    pub(super) fn last_at(&self, t: i64) -> Option<&Span> {
        self.spans[..self.spans.partition_point(|s| s.arrive <= t)].last()
    }

    /// The spans that reach into `from..to`.
    pub(super) fn within(&self, from: i64, to: i64) -> &[Span] {
        let first = self.spans.partition_point(|s| s.leave <= from);
        let end = self.spans.partition_point(|s| s.arrive < to);
        &self.spans[first.min(end)..end]
    }
}

//! A vehicle's frequent places, learned from its closed stays: where it sleeps, works and goes.

use super::assets::DeclaredKind;
use super::change::{Place, PlaceKind};
use super::moment::{DAY_S, Moment};
use super::parameters::PlaceParameters;
use super::{Declared, VehicleProfile};
use crate::geo::Point;
use serde::{Deserialize, Serialize};

/// What is remembered of one place. Decayed sums are as of `touched`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Known {
    point: Point,
    visits: u32,
    dwell_s: f64,
    touched: Moment,
    last_seen: Moment,
    decayed_s: f64,
    night_s: f64,
    weekday_s: f64,
    nights: u32,
    last_night: i64,
    workdays: u32,
    last_workday: i64,
    /// Days on which the longest rest of the day was here.
    rests: u32,
}

/// The longest stay seen of a day, kept until the day is over.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct DayRest {
    day: i64,
    at: Point,
    length_s: f64,
}

/// The index of a place, and how sure its kind is.
type Named = (usize, f64);

/// All places of one vehicle.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Places {
    known: Vec<Known>,
    rest: Option<DayRest>,
    first: Option<Moment>,
    last: Option<Moment>,
}

/// A stay shorter than this in the night or the working day does not count as one of them.
const COUNTS_S: f64 = 2.0 * 3600.0;
/// A rest block is longer.
const REST_S: f64 = 4.0 * 3600.0;
/// Days looked at of one long stay.
const MOST_DAYS: i64 = 92;

impl Places {
    /// Takes a closed stay: of the nearest place within `within_m`, or of a new one.
    pub(super) fn take(
        &mut self,
        (arrive, leave, point): (Moment, Moment, Point),
        within_m: f64,
        zone_s: i32,
        p: &PlaceParameters,
    ) {
        let dwell = leave.since(arrive).max(0.0);
        self.first = Some(self.first.map_or(arrive, |f| f.min(arrive)));
        self.last = Some(self.last.map_or(leave, |l| l.max(leave)));
        let index = self.index_for(point, within_m, leave, p);
        let place = &mut self.known[index];
        let factor = decay(leave.since(place.touched), p);
        for sum in [&mut place.decayed_s, &mut place.night_s, &mut place.weekday_s] {
            *sum *= factor;
        }
        place.touched = place.touched.max(leave);
        place.last_seen = place.last_seen.max(leave);
        // Dwell-weighted, but no place hardens so much that it cannot follow a change of parking space.
        let weight = dwell.max(60.0) / (place.dwell_s.min(30.0 * DAY_S as f64) + dwell.max(60.0));
        let cos_lat = place.point.lat().to_radians().cos();
        let (east, north) = place.point.plane_m(cos_lat, point);
        place.point = place.point.moved_m(cos_lat, east * weight, north * weight);
        place.visits = place.visits.saturating_add(1);
        place.dwell_s += dwell;
        place.decayed_s += dwell;
        let first_day = arrive.local_day(zone_s).max(leave.local_day(zone_s) - MOST_DAYS) - 1;
        for day in first_day..=leave.local_day(zone_s) {
            let midnight = Moment::of_local_day(day, zone_s);
            let night = overlap(arrive, leave, midnight.plus_s(22 * 3600), midnight.plus_s(30 * 3600));
            place.night_s += night;
            if night >= COUNTS_S && day > place.last_night {
                place.nights = place.nights.saturating_add(1);
                place.last_night = day;
            }
            // 1970-01-01 was a Thursday: day 3 after it a Sunday.
            if !matches!((day + 3).rem_euclid(7), 5 | 6) {
                let work = overlap(arrive, leave, midnight.plus_s(9 * 3600), midnight.plus_s(17 * 3600));
                place.weekday_s += work;
                if work >= COUNTS_S && day > place.last_workday {
                    place.workdays = place.workdays.saturating_add(1);
                    place.last_workday = day;
                }
            }
        }
        self.merge(index, p);
        self.rest_of_day(leave.local_day(zone_s), point, dwell, p);
    }

    /// The longest stay that ended on a day marks its place as that day's rest, once the day is over.
    fn rest_of_day(&mut self, day: i64, at: Point, length_s: f64, p: &PlaceParameters) {
        if let Some(rest) = self.rest {
            if rest.day == day {
                if length_s > rest.length_s {
                    self.rest = Some(DayRest { day, at, length_s });
                }
                return;
            }
            if rest.length_s > REST_S
                && let Some(index) = self.nearest(rest.at, p.join_m)
            {
                self.known[index].rests = self.known[index].rests.saturating_add(1);
            }
        }
        self.rest = Some(DayRest { day, at, length_s });
    }

    fn nearest(&self, point: Point, within_m: f64) -> Option<usize> {
        let cos_lat = point.lat().to_radians().cos();
        let mut best = None;
        for (index, known) in self.known.iter().enumerate() {
            let (east, north) = point.plane_m(cos_lat, known.point);
            let d = east.hypot(north);
            if d <= within_m && best.is_none_or(|(_, b)| d < b) {
                best = Some((index, d));
            }
        }
        best.map(|(index, _)| index)
    }

    fn index_for(&mut self, point: Point, within_m: f64, at: Moment, p: &PlaceParameters) -> usize {
        if let Some(index) = self.nearest(point, within_m) {
            return index;
        }
        if self.known.len() >= p.most.max(1) {
            let least = self.known.iter().enumerate().min_by(|a, b| {
                let of = |k: &Known| k.decayed_s * decay(at.since(k.touched), p);
                of(a.1).total_cmp(&of(b.1))
            });
            if let Some((index, _)) = least {
                self.known.swap_remove(index);
            }
        }
        self.known.push(Known {
            point,
            visits: 0,
            dwell_s: 0.0,
            touched: at,
            last_seen: at,
            decayed_s: 0.0,
            night_s: 0.0,
            weekday_s: 0.0,
            nights: 0,
            last_night: i64::MIN,
            workdays: 0,
            last_workday: i64::MIN,
            rests: 0,
        });
        self.known.len() - 1
    }

    /// Centres move; two that came together are one place.
    fn merge(&mut self, index: usize, p: &PlaceParameters) {
        let point = self.known[index].point;
        let other = (0..self.known.len())
            .find(|&i| i != index && self.known[i].point.distance_m(point) < p.merge_m.min(p.join_m));
        let Some(other) = other else { return };
        let gone = self.known[other].clone();
        let place = &mut self.known[index];
        let factor = decay(place.touched.since(gone.touched), p);
        let weight = gone.dwell_s / (gone.dwell_s + place.dwell_s).max(1.0);
        let cos_lat = place.point.lat().to_radians().cos();
        let (east, north) = place.point.plane_m(cos_lat, gone.point);
        place.point = place.point.moved_m(cos_lat, east * weight, north * weight);
        place.visits = place.visits.saturating_add(gone.visits);
        place.dwell_s += gone.dwell_s;
        place.decayed_s += gone.decayed_s * factor;
        place.night_s += gone.night_s * factor;
        place.weekday_s += gone.weekday_s * factor;
        place.nights = place.nights.saturating_add(gone.nights);
        place.last_night = place.last_night.max(gone.last_night);
        place.workdays = place.workdays.saturating_add(gone.workdays);
        place.last_workday = place.last_workday.max(gone.last_workday);
        place.rests = place.rests.saturating_add(gone.rests);
        place.last_seen = place.last_seen.max(gone.last_seen);
        self.known.swap_remove(other);
    }

    /// Days of history.
    pub(super) fn history_days(&self) -> f64 {
        match (self.first, self.last) {
            (Some(first), Some(last)) => last.since(first) / DAY_S as f64,
            _ => 0.0,
        }
    }

    /// Whether the vehicle often is there, by what it did or by what the borrower declared.
    pub(super) fn habitual(&self, point: Point, profile: &VehicleProfile, p: &PlaceParameters) -> bool {
        declared_near(&profile.declared, point, p.join_m).is_some()
            || self.nearest(point, p.join_m).is_some_and(|i| self.known[i].visits >= p.habitual_visits)
    }

    /// Metres to the nearest habitual or declared place; `None` where there is none yet.
    pub(super) fn metres_from_habit(&self, point: Point, profile: &VehicleProfile, p: &PlaceParameters) -> Option<f64> {
        let known = self.known.iter().filter(|k| k.visits >= p.habitual_visits).map(|k| k.point);
        let declared = profile.declared.iter().map(|d| d.point);
        known.chain(declared).map(|q| q.distance_m(point)).min_by(f64::total_cmp)
    }

    /// Whether an own place (home, work, declared) is within `within_m`.
    pub(super) fn own_place_near(
        &self,
        point: Point,
        within_m: f64,
        profile: &VehicleProfile,
        p: &PlaceParameters,
    ) -> bool {
        if declared_near(&profile.declared, point, within_m).is_some() {
            return true;
        }
        let (home, work) = self.home_and_work(&profile.declared, p);
        [home, work].into_iter().flatten().any(|(i, _)| self.known[i].point.distance_m(point) <= within_m)
    }

    /// Whether there is a home or a work place, learned or declared.
    pub(super) fn has_own_place(&self, profile: &VehicleProfile, p: &PlaceParameters) -> bool {
        let known = || self.home_and_work(&profile.declared, p);
        !profile.declared.is_empty() || matches!(known(), (Some(_), _) | (_, Some(_)))
    }

    /// Whether the work place is within `within_m`.
    pub(super) fn work_near(&self, point: Point, within_m: f64, profile: &VehicleProfile, p: &PlaceParameters) -> bool {
        let declared = |d: &Declared| d.kind == DeclaredKind::Work && d.point.distance_m(point) <= within_m;
        let work = self.home_and_work(&profile.declared, p).1;
        profile.declared.iter().any(declared)
            || work.is_some_and(|(i, _)| self.known[i].point.distance_m(point) <= within_m)
    }

    /// The places of a share of the dwell, most dwelt first.
    pub(super) fn span(&self, share: f64, p: &PlaceParameters) -> Vec<Point> {
        let now = self.last.unwrap_or_default();
        let mut dwelt: Vec<(f64, Point)> =
            self.known.iter().map(|k| (k.decayed_s * decay(now.since(k.touched), p), k.point)).collect();
        dwelt.sort_by(|a, b| b.0.total_cmp(&a.0));
        let enough = share * dwelt.iter().map(|d| d.0).sum::<f64>();
        let mut sum = 0.0;
        let needed = dwelt.iter().take_while(|(dwell, _)| {
            let before = sum;
            sum += dwell;
            before < enough
        });
        needed.map(|d| d.1).collect()
    }

    /// Home and work: index and confidence.
    fn home_and_work(&self, declared: &[Declared], p: &PlaceParameters) -> (Option<Named>, Option<Named>) {
        let now = self.last.unwrap_or_default();
        let value = |k: &Known, sum: f64| sum * decay(now.since(k.touched), p);
        let is = |k: &Known, kind: DeclaredKind| {
            declared_near(declared, k.point, 2.0 * p.merge_m).is_some_and(|d| d.kind == kind)
        };
        let best = |of: &dyn Fn(&Known) -> f64, but: Option<usize>| {
            let all = self.known.iter().enumerate().filter(|(i, _)| Some(*i) != but);
            all.map(|(i, k)| (i, of(k))).filter(|(_, v)| *v > 0.0).max_by(|a, b| a.1.total_cmp(&b.1))
        };
        let night_total: f64 = self.known.iter().map(|k| value(k, k.night_s)).sum();
        let share = |k: &Known| {
            let prior = if is(k, DeclaredKind::Home) { p.declared_prior } else { 0.0 };
            value(k, k.night_s) / night_total.max(1.0) + prior
        };
        let night = best(&share, None).filter(|(i, s)| *s >= p.home_share && self.known[*i].nights >= p.home_nights);
        // Who works at night rests by day: the place of the longest daily stay, with more dwell in all, is the home.
        let rest = best(&|k| value(k, k.decayed_s), None)
            .filter(|(i, _)| self.known[*i].rests >= p.home_nights)
            .filter(|(i, dwell)| {
                let k = night.map(|(n, _)| &self.known[n]);
                k.is_none_or(|n| *i != night.map_or(usize::MAX, |x| x.0) && *dwell > 1.25 * value(n, n.decayed_s))
            })
            .filter(|(i, _)| night.is_none_or(|(n, _)| self.known[*i].rests > self.known[n].rests));
        let shifted = rest.is_some() && night.is_some();
        let home = match (rest, night) {
            (Some((i, _)), _) => Some((i, if shifted { 0.7 } else { 0.5 })),
            (None, night) => night.map(|(i, s)| (i, s.min(1.0))),
        };
        let home_index = home.map(|h| h.0);
        let work = if shifted {
            night.map(|(i, s)| (i, s.min(1.0)))
        } else {
            let total: f64 = self.known.iter().map(|k| value(k, k.weekday_s)).sum();
            let share = |k: &Known| {
                let prior = if is(k, DeclaredKind::Work) { p.declared_prior } else { 0.0 };
                value(k, k.weekday_s) / total.max(1.0) + prior
            };
            best(&share, home_index).filter(|(i, _)| self.known[*i].workdays >= p.work_days)
        };
        (home, work.map(|(i, s)| (i, s.min(1.0))))
    }

    /// The places, best first.
    pub(super) fn list(&self, declared: &[Declared], p: &PlaceParameters) -> Vec<Place> {
        let now = self.last.unwrap_or_default();
        let (home, work) = self.home_and_work(declared, p);
        let mut order: Vec<(f64, usize)> =
            self.known.iter().enumerate().map(|(i, k)| (k.decayed_s * decay(now.since(k.touched), p), i)).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let total: f64 = order.iter().map(|o| o.0).sum();
        order
            .into_iter()
            .map(|(dwell, i)| {
                let k = &self.known[i];
                let (kind, confidence) = match (home, work) {
                    (Some((h, c)), _) if h == i => (PlaceKind::Home, c),
                    (_, Some((w, c))) if w == i => (PlaceKind::Work, c),
                    _ => (PlaceKind::Other, dwell / total.max(1.0)),
                };
                Place {
                    point: k.point,
                    kind,
                    visits: k.visits,
                    dwell_s: k.dwell_s as i64,
                    confidence,
                    last_seen: k.last_seen.datetime(),
                }
            })
            .collect()
    }
}

fn decay(age_s: f64, p: &PlaceParameters) -> f64 {
    (-age_s.max(0.0) / (p.half_life_d.max(0.01) * DAY_S as f64)).exp2()
}

fn overlap(from: Moment, to: Moment, a: Moment, b: Moment) -> f64 {
    to.min(b).since(from.max(a)).max(0.0)
}

fn declared_near(declared: &[Declared], point: Point, within_m: f64) -> Option<&Declared> {
    declared.iter().find(|d| d.point.distance_m(point) <= within_m)
}

#[cfg(test)]
mod tests;

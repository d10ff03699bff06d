//! The forecast asked for every labelled night, with nothing that was told after 18:00 of that day.

use super::reliability::Reliability;
use crate::label::Labels;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::Stay;
use lienwatch_domain::forecast::{ForecastParameters, Known, Window, forecast};
use lienwatch_domain::geo::Point;
use serde::Serialize;
use std::collections::BTreeMap;

/// A place is right within, metres.
const WITHIN_M: f64 = 200.0;
/// Ordinary days before the first question.
const WARM_UP_DAYS: i64 = 7;
/// Asked so many hours before the night begins (22:00).
const AHEAD_H: i64 = 4;
const NIGHT_H: i64 = 8;
/// A car of which nothing was heard for so long is not asked about: its trackers are gone, flat or far away.
const SILENT_H: i64 = 48;
/// The least probability that counts in the logarithm.
const LEAST_P: f64 = 1e-3;

/// What the forecast was given of a vehicle.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Told {
    /// Stays as detection told them.
    pub stays: Vec<Stay>,
    /// Removals of `high` or above: when they were raised, and when it happened.
    pub removed: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// When it was heard, in order; one for each ten minutes is enough.
    pub heard: Vec<DateTime<Utc>>,
    /// Where its local time is, seconds east of UTC.
    pub utc_offset_s: i32,
}

/// How well nights were foretold, as counts, so that runs can be added up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct NightScore {
    /// Nights asked about.
    pub nights: u32,
    /// Nights of cars that had been silent for two days, which were not.
    pub silent: u32,
    /// Where the first place named was right.
    pub first: u32,
    /// Where one of the first three was.
    pub three: u32,
    /// Minus the logarithms of the chance given to what came, added up.
    loss: f64,
    /// What the first place was said to be worth.
    pub best: Reliability,
    /// Every statement, "elsewhere" among them.
    pub all: Reliability,
}

impl NightScore {
    /// Share of nights whose first place is right; 0 without any.
    pub fn top1(&self) -> f64 {
        f64::from(self.first) / f64::from(self.nights.max(1))
    }

    /// Share of nights of which one of three places is right; 0 without any.
    pub fn top3(&self) -> f64 {
        f64::from(self.three) / f64::from(self.nights.max(1))
    }

    /// Mean of minus the logarithm of the chance given to what came, nats.
    pub fn log_loss(&self) -> f64 {
        self.loss / f64::from(self.nights.max(1))
    }

    /// Adds another run's.
    pub fn add(&mut self, other: &NightScore) {
        self.nights += other.nights;
        self.silent += other.silent;
        self.first += other.first;
        self.three += other.three;
        self.loss += other.loss;
        self.best.add(&other.best);
        self.all.add(&other.all);
    }
}

impl Serialize for NightScore {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shape {
            nights: u32,
            silent: u32,
            top1: f64,
            top3: f64,
            log_loss: f64,
        }
        let (top1, top3, log_loss) = (self.top1(), self.top3(), self.log_loss());
        Shape { nights: self.nights, silent: self.silent, top1, top3, log_loss }.serialize(serializer)
    }
}

/// Asks for every labelled night of the vehicles in `told`.
pub fn score_nights(labels: &Labels, told: &BTreeMap<String, Told>) -> NightScore {
    let p = ForecastParameters::default();
    let mut sum = NightScore::default();
    let mut begins: BTreeMap<&str, DateTime<Utc>> = BTreeMap::new();
    for stay in &labels.stays {
        let first = begins.entry(&stay.vehicle).or_insert(stay.arrive);
        *first = (*first).min(stay.arrive);
    }
    for night in &labels.nights {
        let (Some(told), Some(begins)) = (told.get(&night.vehicle), begins.get(night.vehicle.as_str())) else {
            continue;
        };
        let asof = night.from - TimeDelta::hours(AHEAD_H);
        let Some(truth) = Point::from_degrees(night.lat, night.lon) else { continue };
        if night.from < *begins + TimeDelta::days(WARM_UP_DAYS) {
            continue;
        }
        let until = told.heard.partition_point(|t| *t <= asof);
        let heard = told.heard[..until].last().copied();
        let Some(heard) = heard.filter(|h| asof - *h <= TimeDelta::hours(SILENT_H)) else {
            sum.silent += 1;
            continue;
        };
        let removed = told.removed.iter().filter(|(raised, _)| *raised <= asof).map(|(_, at)| *at).max();
        let Ok(window) = Window::new(night.from, night.from + TimeDelta::hours(NIGHT_H)) else { continue };
        let known = Known { stays: &told.stays, heard: Some(heard), removed, asof };
        let said = forecast(&known, window, told.utc_offset_s, &p);
        let right = |at: Point| at.distance_m(truth) <= WITHIN_M;
        sum.nights += 1;
        sum.first += u32::from(said.items.iter().take(1).any(|i| right(i.point)));
        sum.three += u32::from(said.items.iter().take(3).any(|i| right(i.point)));
        for (rank, item) in said.items.iter().enumerate() {
            let came = right(item.point);
            if rank == 0 {
                sum.best.take(item.p, came);
            }
            sum.all.take(item.p, came);
        }
        let chance: f64 = said.items.iter().filter(|i| right(i.point)).map(|i| i.p).sum();
        let elsewhere = said.items.iter().all(|i| !right(i.point));
        sum.all.take(said.elsewhere, elsewhere);
        sum.loss -= (if elsewhere { said.elsewhere } else { chance }).max(LEAST_P).ln();
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{Night, StayLabel, time};
    use lienwatch_domain::ids::VehicleNo;

    const DAY: i64 = 86_400;
    /// Midnight in UTC.
    const START: i64 = 1_772_409_600;

    fn told(days: i64, heard_days: i64) -> Told {
        let point = Point::from_degrees(51.5, 0.0).expect("in range");
        let stay = |d: i64| Stay {
            vehicle: VehicleNo(1),
            arrive: time(START + d * DAY + 19 * 3600),
            leave: Some(time(START + d * DAY + 31 * 3600)),
            point,
        };
        let heard = (0..heard_days * 24).map(|h| time(START + h * 3600)).collect();
        Told { stays: (0..days).map(stay).collect(), heard, removed: Vec::new(), utc_offset_s: 0 }
    }

    fn labels(days: i64, lat: f64) -> Labels {
        let night = |d: i64| Night { vehicle: "V1".into(), from: time(START + d * DAY + 22 * 3600), lat, lon: 0.0 };
        let stay = StayLabel { vehicle: "V1".into(), arrive: time(START), leave: time(START + 900), lat, lon: 0.0 };
        Labels { nights: (0..days).map(night).collect(), stays: vec![stay], ..Labels::default() }
    }

    #[test]
    fn nights_after_a_week_are_asked_for_and_silent_cars_are_not() {
        let of = |told: Told| BTreeMap::from([("V1".to_owned(), told)]);
        let right = score_nights(&labels(12, 51.5), &of(told(12, 12)));
        assert_eq!((right.nights, right.first, right.silent), (5, 5, 0));
        assert!(right.top1() == 1.0 && right.log_loss() < 0.5 && right.best.statements() == 5);
        let wrong = score_nights(&labels(12, 51.6), &of(told(12, 12)));
        assert_eq!((wrong.nights, wrong.first, wrong.three), (5, 0, 0));
        assert!(wrong.log_loss() > 1.0);
        // Heard for the first eight days: two days later there is nothing to ask.
        let silent = score_nights(&labels(12, 51.5), &of(told(8, 8)));
        assert_eq!((silent.nights, silent.silent), (3, 2));
    }
}

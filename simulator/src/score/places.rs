//! Frequent places: what was reported against where cars truly live.

use crate::label::Labels;
use lienwatch_domain::geo::Point;
use serde::Serialize;

const FOUND_WITHIN_M: f64 = 120.0;
const HOME_WITHIN_M: f64 = 200.0;
/// A labelled place must have been stayed at so often to be asked for.
const MIN_VISITS: u32 = 3;

/// A place as reported for a vehicle, best first.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportedPlace {
    /// External id of the vehicle.
    pub vehicle: String,
    /// `home`, `work` or `other`.
    pub kind: String,
    /// Where.
    pub point: Point,
}

/// How well places were found, as counts, so that runs can be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct PlaceScore {
    /// Labelled places stayed at three times or more.
    pub asked: u32,
    /// Those with a report within 120 m.
    pub found: u32,
    /// The first five reports of each vehicle.
    pub reported: u32,
    /// Those within 120 m of a true stay.
    pub reported_true: u32,
    /// Vehicles with a labelled home.
    pub homes: u32,
    /// Those whose reported home is within 200 m of it.
    pub homes_right: u32,
}

impl PlaceScore {
    /// Share of the true frequent places that were found; 0 where there are none.
    pub fn recall(&self) -> f64 {
        share(self.found, self.asked)
    }

    /// Share of the first five reports of each vehicle that are places where it truly stayed.
    pub fn precision_top5(&self) -> f64 {
        share(self.reported_true, self.reported)
    }

    /// Share of the homes that were told.
    pub fn home_accuracy(&self) -> f64 {
        share(self.homes_right, self.homes)
    }

    /// Adds another run's.
    pub fn add(&mut self, other: PlaceScore) {
        self.asked += other.asked;
        self.found += other.found;
        self.reported += other.reported;
        self.reported_true += other.reported_true;
        self.homes += other.homes;
        self.homes_right += other.homes_right;
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

/// Scores reports (in order of rank per vehicle); `None` where nothing is labelled or nothing was reported.
pub fn score_places(labels: &Labels, reports: &[ReportedPlace]) -> Option<PlaceScore> {
    let point = |lat, lon| Point::from_degrees(lat, lon);
    let of = |vehicle: &str| reports.iter().filter(|r| r.vehicle == vehicle).collect::<Vec<_>>();
    let mut vehicles: Vec<&str> = labels.places.iter().map(|p| p.vehicle.as_str()).collect();
    vehicles.dedup();
    let mut sum = PlaceScore::default();
    for vehicle in vehicles {
        let reported = of(vehicle);
        let stays: Vec<Point> =
            labels.stays.iter().filter(|s| s.vehicle == vehicle).filter_map(|s| point(s.lat, s.lon)).collect();
        for place in labels.places.iter().filter(|p| p.vehicle == vehicle) {
            let Some(at) = point(place.lat, place.lon) else { continue };
            if place.visits >= MIN_VISITS {
                sum.asked += 1;
                sum.found += u32::from(reported.iter().any(|r| r.point.distance_m(at) <= FOUND_WITHIN_M));
            }
            if place.kind == "home" {
                sum.homes += 1;
                let home = reported.iter().find(|r| r.kind == "home");
                sum.homes_right += u32::from(home.is_some_and(|r| r.point.distance_m(at) <= HOME_WITHIN_M));
            }
        }
        for report in reported.iter().take(5) {
            sum.reported += 1;
            sum.reported_true += u32::from(stays.iter().any(|s| s.distance_m(report.point) <= FOUND_WITHIN_M));
        }
    }
    (sum.asked > 0 && !reports.is_empty()).then_some(sum)
}

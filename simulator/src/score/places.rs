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

/// How well places were found.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct PlaceScore {
    /// Share of the labelled places with a report within 120 m.
    pub recall: f64,
    /// Share of each vehicle's first five reports that lie within 120 m of a true stay.
    pub precision_top5: f64,
    /// Share of the vehicles with a labelled home whose reported home is within 200 m of it.
    pub home_accuracy: f64,
}

/// Scores reports (in order of rank per vehicle); `None` where nothing is labelled or nothing was reported.
pub fn score_places(labels: &Labels, reports: &[ReportedPlace]) -> Option<PlaceScore> {
    let point = |lat, lon| Point::from_degrees(lat, lon);
    let of = |vehicle: &str| reports.iter().filter(|r| r.vehicle == vehicle).collect::<Vec<_>>();
    let mut vehicles: Vec<&str> = labels.places.iter().map(|p| p.vehicle.as_str()).collect();
    vehicles.dedup();
    let (mut asked, mut found, mut top, mut true_top, mut homes, mut right) = (0, 0, 0, 0, 0, 0);
    for vehicle in vehicles {
        let reported = of(vehicle);
        let stays: Vec<Point> =
            labels.stays.iter().filter(|s| s.vehicle == vehicle).filter_map(|s| point(s.lat, s.lon)).collect();
        for place in labels.places.iter().filter(|p| p.vehicle == vehicle) {
            let Some(at) = point(place.lat, place.lon) else { continue };
            if place.visits >= MIN_VISITS {
                asked += 1;
                found += u32::from(reported.iter().any(|r| r.point.distance_m(at) <= FOUND_WITHIN_M));
            }
            if place.kind == "home" {
                homes += 1;
                let home = reported.iter().find(|r| r.kind == "home");
                right += u32::from(home.is_some_and(|r| r.point.distance_m(at) <= HOME_WITHIN_M));
            }
        }
        for report in reported.iter().take(5) {
            top += 1;
            true_top += u32::from(stays.iter().any(|s| s.distance_m(report.point) <= FOUND_WITHIN_M));
        }
    }
    let share = |part: u32, whole: u32| if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) };
    (asked > 0 && !reports.is_empty()).then(|| PlaceScore {
        recall: share(found, asked),
        precision_top5: share(true_top, top),
        home_accuracy: share(right, homes),
    })
}

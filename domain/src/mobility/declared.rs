//! The addresses that the borrower declared against where the car lives: home and work verification.

use crate::alert::Evidence;
use crate::detect::{Declared, DeclaredKind, Place, PlaceKind};
use crate::geo::Point;
use serde::{Deserialize, Serialize};

wire_names! {
    /// What the car's places say of a declared address.
    Finding {
        /// The car lives there.
        Verified = "verified",
        /// The car lives elsewhere.
        Contradicted = "contradicted",
        /// Too little is known, or the car lives nowhere in particular.
        Unknown = "unknown",
    }
}

/// When a declared address is verified or contradicted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeclaredParameters {
    /// A place this near is the declared one, metres: addresses are as exact as geocoders are.
    pub match_m: f64,
    /// Days of history before an address can be contradicted.
    pub least_days: f64,
    /// Confidence that the place found must have to contradict, 0..=1.
    pub least_confidence: f64,
}

impl Default for DeclaredParameters {
    fn default() -> Self {
        DeclaredParameters { match_m: 1000.0, least_days: 14.0, least_confidence: 0.5 }
    }
}

/// A declared address, judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judged {
    /// What was declared.
    pub kind: DeclaredKind,
    /// Where.
    pub declared: Point,
    /// What the car's places say.
    pub finding: Finding,
    /// The place of that kind that was found, if one was.
    pub found: Option<Point>,
    /// How far apart they are, metres.
    pub distance_m: Option<f64>,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Compares each of `declared` with the vehicle's `places`, learned over `history_days` days. A place of the same kind
/// within [`DeclaredParameters::match_m`] verifies; one further away contradicts, where the history is long and the place
/// sure enough; without one nothing is known, however often the car was seen at the address.
pub fn compare_declared(
    declared: &[Declared],
    places: &[Place],
    history_days: f64,
    p: &DeclaredParameters,
) -> Vec<Judged> {
    declared.iter().map(|d| judge(d, places, history_days, p)).collect()
}

fn judge(declared: &Declared, places: &[Place], history_days: f64, p: &DeclaredParameters) -> Judged {
    let kind = match declared.kind {
        DeclaredKind::Home => PlaceKind::Home,
        DeclaredKind::Work => PlaceKind::Work,
    };
    let away = |place: &Place| place.point.distance_m(declared.point);
    let found = places.iter().filter(|f| f.kind == kind).min_by(|a, b| away(a).total_cmp(&away(b)));
    let sure = |place: &Place| history_days >= p.least_days && place.confidence >= p.least_confidence;
    let finding = match found {
        Some(place) if away(place) <= p.match_m => Finding::Verified,
        Some(place) if sure(place) => Finding::Contradicted,
        _ => Finding::Unknown,
    };
    let near: Vec<&Place> = places.iter().filter(|f| away(f) <= p.match_m).collect();
    let fact = |feature: &str, value: serde_json::Value| Evidence { feature: feature.into(), value, weight: 0.0 };
    let visits: u32 = near.iter().map(|f| f.visits).fold(0, u32::saturating_add);
    let dwell_s: i64 = near.iter().map(|f| f.dwell_s).fold(0, i64::saturating_add);
    let mut evidence = vec![
        fact("history_days", (history_days.max(0.0) as i64).into()),
        fact("visits_near_declared", visits.into()),
        fact("dwell_near_declared_s", dwell_s.into()),
    ];
    if let Some(last) = near.iter().map(|f| f.last_seen).max() {
        evidence.push(fact("last_near_declared", serde_json::json!(last)));
    }
    if let Some(place) = found {
        evidence.push(fact("found_visits", place.visits.into()));
        evidence.push(fact("found_confidence", ((place.confidence * 1000.0).round() / 1000.0).into()));
    }
    Judged {
        kind: declared.kind,
        declared: declared.point,
        finding,
        found: found.map(|f| f.point),
        distance_m: found.map(away),
        evidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn point(north_m: f64) -> Point {
        let origin = Point::from_degrees(31.2, 121.4).expect("in range");
        origin.moved_m(origin.lat().to_radians().cos(), 0.0, north_m)
    }

    fn place(kind: PlaceKind, north_m: f64, confidence: f64) -> Place {
        Place { point: point(north_m), kind, visits: 9, dwell_s: 90_000, confidence, last_seen: DateTime::UNIX_EPOCH }
    }

    fn home(places: &[Place], days: f64) -> Judged {
        let declared = [Declared { kind: DeclaredKind::Home, point: point(0.0) }];
        compare_declared(&declared, places, days, &DeclaredParameters::default()).remove(0)
    }

    #[test]
    fn the_found_home_decides_and_doubt_is_unknown() {
        use PlaceKind::{Home, Other, Work};
        assert_eq!(home(&[place(Home, 900.0, 0.9)], 5.0).finding, Finding::Verified);
        let elsewhere = home(&[place(Home, 3000.0, 0.9), place(Other, 50.0, 0.1)], 20.0);
        assert_eq!(elsewhere.finding, Finding::Contradicted);
        assert!(elsewhere.distance_m.is_some_and(|d| (d - 3000.0).abs() < 1.0));
        let visits = elsewhere.evidence.iter().find(|e| e.feature == "visits_near_declared").expect("told");
        assert_eq!(visits.value, 9);
        for (places, days) in [
            // Too early, not sure, of another kind, nothing at all.
            (vec![place(Home, 3000.0, 0.9)], 10.0),
            (vec![place(Home, 3000.0, 0.4)], 20.0),
            (vec![place(Work, 10.0, 0.9), place(Other, 20.0, 0.3)], 20.0),
            (Vec::new(), 20.0),
        ] {
            assert_eq!(home(&places, days).finding, Finding::Unknown, "{places:?}");
        }
    }
}

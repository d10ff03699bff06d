//! What each detector is held to: the targets that `docs/detection.md` states, by type or by `type/scenario`.

use super::TypeScore;

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// What one row must reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// The type, or type and scenario.
    pub row: &'static str,
    /// Least share of what was raised that is right.
    pub precision: Option<f64>,
    /// Least share of what was expected that is found in time.
    pub recall: Option<f64>,
    /// Longest median delay, seconds.
    pub median_s: Option<i64>,
    /// Longest delay of 95 in 100, seconds.
    pub p95_s: Option<i64>,
}

const fn target(row: &'static str, precision: Option<f64>, recall: Option<f64>, p95_s: Option<i64>) -> Target {
    Target { row, precision, recall, median_s: None, p95_s }
}

/// Every target.
pub const TARGETS: [Target; 12] = [
    target("power_cut", None, Some(1.0), Some(MINUTE)),
    target("tamper", None, Some(1.0), Some(MINUTE)),
    target("removal", Some(0.95), Some(0.95), None),
    Target { median_s: Some(6 * MINUTE), ..target("removal/cut_silent", None, None, Some(10 * MINUTE)) },
    target("removal/wireless_tamper", None, None, Some(5 * MINUTE)),
    target("separation", Some(0.97), Some(0.95), None),
    target("device_moved", Some(0.9), Some(0.85), Some(2 * DAY)),
    target("gps_jamming", Some(0.9), Some(0.9), Some(10 * MINUTE)),
    target("gsm_jamming", Some(0.9), Some(0.9), None),
    target("site_visit", Some(0.98), Some(0.98), Some(15 * MINUTE)),
    target("site_discovered", Some(0.9), Some(0.9), Some(24 * HOUR)),
    target("region_exit", None, None, Some(10 * MINUTE)),
];

/// False removals at high or critical per 1000 vehicle-days, at most.
pub const FALSE_REMOVALS: f64 = 0.3;
/// False alerts of any type at high or critical per 1000 vehicle-days, at most.
pub const FALSE_HIGH: f64 = 1.0;
/// Least share of true frequent places found, of the five best that are true, and of homes told.
pub const PLACES: (f64, f64, f64) = (0.95, 0.95, 0.97);
/// Least share of nights whose first place is right, and one of whose first three is.
pub const NIGHTS: (f64, f64) = (0.93, 0.98);
/// Largest expected calibration error of forecasts.
pub const CALIBRATION: f64 = 0.05;

impl Target {
    /// Of a row, if it has one.
    pub fn of(row: &str) -> Option<&'static Target> {
        TARGETS.iter().find(|t| t.row == row)
    }

    /// What `s` misses of it, in words; empty where it is reached. Nothing expected and nothing raised misses nothing.
    pub fn missed_by(&self, s: &TypeScore) -> Vec<&'static str> {
        let below = |least: Option<f64>, value: f64| least.is_some_and(|l| value < l);
        let above = |most: Option<i64>, value: Option<i64>| most.zip(value).is_some_and(|(m, v)| v > m);
        [
            (below(self.precision, s.precision()), "precision"),
            (below(self.recall, s.recall()), "recall"),
            (above(self.median_s, s.median_delay_s), "median"),
            (above(self.p95_s, s.p95_delay_s), "p95"),
        ]
        .into_iter()
        .filter_map(|(missed, what)| missed.then_some(what))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lienwatch_domain::alert::AlertType;

    #[test]
    fn targets_name_types_that_exist_and_say_what_is_missed() {
        for t in TARGETS {
            let kind = t.row.split('/').next().and_then(AlertType::from_name);
            assert!(kind.is_some(), "{}", t.row);
        }
        let target = Target::of("removal").expect("has a target");
        let good = TypeScore { tp: 98, fp: 2, missed: 2, ..TypeScore::default() };
        assert!(target.missed_by(&good).is_empty());
        assert_eq!(target.missed_by(&TypeScore { missed: 30, ..good.clone() }), ["recall"]);
        assert_eq!(target.missed_by(&TypeScore { fp: 30, ..good }), ["precision"]);
        let slow = TypeScore { tp: 5, p95_delay_s: Some(61), ..TypeScore::default() };
        assert_eq!(Target::of("tamper").expect("has a target").missed_by(&slow), ["p95"]);
        assert!(Target::of("overspeed").is_none());
    }
}

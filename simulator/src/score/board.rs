//! The scoreboard: everything that runs are marked by, added up over seeds.

use super::{Claim, Confidence, NightScore, PlaceScore, Reliability, Score, Threshold, TypeScore, percentile, score};
use crate::label::Labels;
use lienwatch_domain::alert::AlertType;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// Probabilities from which precision is told.
const LEVELS: [f64; 12] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99];

/// Marks of one run, or of several added up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Board {
    /// Alerts against labels.
    pub score: Score,
    /// The naive rule's removals against the same labels.
    pub naive: Score,
    /// Frequent places, where a run tells any.
    pub places: Option<PlaceScore>,
    /// Nights foretold, where the run kept the stays.
    pub nights: Option<NightScore>,
    /// What removal alerts said of themselves.
    pub confidence: Confidence,
}

impl Board {
    /// Of one run: the claims of detection and of the naive rule.
    pub fn of(labels: &Labels, claims: &[Claim], naive: &[Claim]) -> Board {
        let removals = labels.expect.iter().filter(|e| e.kind == AlertType::Removal).cloned().collect();
        let asked = Labels { expect: removals, hidden_sites: Vec::new(), ..labels.clone() };
        Board {
            score: score(labels, claims),
            naive: score(&asked, naive),
            places: None,
            nights: None,
            confidence: Confidence::of(labels, claims),
        }
    }

    /// Adds another run's.
    pub fn add(&mut self, other: Board) {
        self.score.merge(other.score);
        self.naive.merge(other.naive);
        self.confidence.add(other.confidence);
        if let Some(theirs) = other.places {
            self.places.get_or_insert_default().add(theirs);
        }
        if let Some(theirs) = other.nights {
            self.nights.get_or_insert_default().add(&theirs);
        }
    }

    /// What a type found and missed in each scenario that expects it, as `type/scenario`. What was raised in vain belongs
    /// to no expectation and is told by type alone.
    pub fn by_scenario(&self) -> BTreeMap<String, TypeScore> {
        let mut rows: BTreeMap<String, (Vec<i64>, u32)> = BTreeMap::new();
        for found in &self.score.found {
            rows.entry(format!("{}/{}", found.kind, found.scenario)).or_default().0.push(found.delay_s);
        }
        for miss in &self.score.misses {
            rows.entry(format!("{}/{}", miss.expect.kind, miss.expect.scenario)).or_default().1 += 1;
        }
        let row = |(mut delays, missed): (Vec<i64>, u32)| {
            delays.sort_unstable();
            TypeScore {
                tp: u32::try_from(delays.len()).unwrap_or(u32::MAX),
                fp: 0,
                missed,
                median_delay_s: percentile(&delays, 50),
                p95_delay_s: percentile(&delays, 95),
            }
        };
        rows.into_iter().map(|(name, r)| (name, row(r))).collect()
    }

    /// Counts of a type, zeros where it was neither expected nor raised.
    pub fn of_type(&self, kind: AlertType) -> TypeScore {
        self.score.types.get(kind.name()).cloned().unwrap_or_default()
    }

    /// The probabilities of removal alerts against what was so.
    pub fn removal_reliability(&self) -> Reliability {
        let mut bins = Reliability::default();
        self.confidence.said.iter().for_each(|(p, came)| bins.take(*p, *came));
        bins
    }

    /// Precision and recall of removal alerts over the probability from which they would be acted on.
    pub fn thresholds(&self) -> Vec<Threshold> {
        self.confidence.at(&LEVELS)
    }
}

/// The documented shape of `lienwatch score --json`.
impl Serialize for Board {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Calibration {
            removal: Reliability,
            forecast_first_place: Option<Reliability>,
            forecast: Option<Reliability>,
        }
        #[derive(Serialize)]
        struct Naive<'a> {
            removal: Option<&'a TypeScore>,
            false_removal_per_1000_vehicle_days: f64,
        }
        let calibration = Calibration {
            removal: self.removal_reliability(),
            forecast_first_place: self.nights.map(|n| n.best),
            forecast: self.nights.map(|n| n.all),
        };
        let naive = Naive {
            removal: self.naive.types.get(AlertType::Removal.name()),
            false_removal_per_1000_vehicle_days: self.naive.false_removal_per_1000_vehicle_days,
        };
        let s = &self.score;
        let mut out = serializer.serialize_map(None)?;
        out.serialize_entry("vehicle_days", &s.vehicle_days)?;
        out.serialize_entry("types", &s.types)?;
        out.serialize_entry("by_scenario", &self.by_scenario())?;
        out.serialize_entry("false_removal_per_1000_vehicle_days", &s.false_removal_per_1000_vehicle_days)?;
        out.serialize_entry("false_high_per_1000_vehicle_days", &s.false_high_per_1000_vehicle_days)?;
        out.serialize_entry("places", &self.places)?;
        out.serialize_entry("nights", &self.nights)?;
        out.serialize_entry("calibration", &calibration)?;
        out.serialize_entry("thresholds", &self.thresholds())?;
        out.serialize_entry("naive", &naive)?;
        out.end()
    }
}

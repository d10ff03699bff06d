//! An alert as the scorer sees it, from detection or from the API.

use chrono::{DateTime, Utc};
use lienwatch_domain::alert::{Alert, AlertState, AlertType, Evidence, Severity};
use serde::Deserialize;
use std::collections::HashMap;

/// One alert with its history of severities.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// External id of the vehicle.
    pub vehicle: String,
    /// Its type.
    pub kind: AlertType,
    /// Highest severity it reached.
    pub severity: Severity,
    /// The detector's last word.
    pub state: AlertState,
    /// Highest probability that it gave itself, 0..=1.
    pub p: f64,
    /// When it happened, by the device.
    pub event_at: DateTime<Utc>,
    /// When it was first raised.
    pub raised_at: DateTime<Utc>,
    /// When it first reached each severity, where that is known beyond `raised_at`.
    pub steps: Vec<(Severity, DateTime<Utc>)>,
    /// Degrees WGS-84.
    pub point: Option<(f64, f64)>,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// An alert of the API that cannot be scored.
#[derive(Debug, thiserror::Error)]
pub enum BadAlert {
    /// Not the documented shape.
    #[error("failed to read an alert: {0}")]
    Shape(#[from] serde_json::Error),
    /// A vehicle that the import did not make.
    #[error("an alert names the vehicle {0}, which was not imported")]
    Vehicle(String),
}

/// The fields of `GET /alerts` that scoring reads.
#[derive(Debug, Deserialize)]
struct ApiAlert {
    #[serde(rename = "type")]
    kind: AlertType,
    severity: Severity,
    state: AlertState,
    vehicle_id: String,
    lat: Option<f64>,
    lon: Option<f64>,
    score: f64,
    event_at: DateTime<Utc>,
    raised_at: DateTime<Utc>,
    #[serde(default)]
    evidence: Vec<Evidence>,
}

impl Claim {
    /// When it first was at least so severe.
    pub fn reached(&self, severity: Severity) -> Option<DateTime<Utc>> {
        if self.severity < severity {
            return None;
        }
        Some(self.steps.iter().filter(|s| s.0 >= severity).map(|s| s.1).min().unwrap_or(self.raised_at))
    }

    /// From one item of `GET /alerts`; `vehicles` maps the API's vehicle ids to external ids.
    pub fn from_api(item: &serde_json::Value, vehicles: &HashMap<String, String>) -> Result<Claim, BadAlert> {
        let a = ApiAlert::deserialize(item)?;
        let vehicle = vehicles.get(&a.vehicle_id).cloned().ok_or(BadAlert::Vehicle(a.vehicle_id))?;
        Ok(Claim {
            vehicle,
            kind: a.kind,
            severity: a.severity,
            state: a.state,
            p: a.score,
            event_at: a.event_at,
            raised_at: a.raised_at,
            steps: Vec::new(),
            point: a.lat.zip(a.lon),
            evidence: a.evidence,
        })
    }

    /// From a detector's first statement.
    pub fn of(alert: &Alert, vehicle: String) -> Claim {
        let mut claim = Claim {
            vehicle,
            kind: alert.kind,
            severity: alert.severity,
            state: alert.state,
            p: alert.score,
            event_at: alert.event_at,
            raised_at: alert.raised_at,
            steps: Vec::new(),
            point: None,
            evidence: Vec::new(),
        };
        claim.restate(alert);
        claim
    }

    /// Takes a later statement of the same alert in. The evidence of the highest severity is kept.
    pub fn restate(&mut self, alert: &Alert) {
        let new_high = self.steps.iter().all(|s| s.0 < alert.severity);
        if new_high && alert.state != AlertState::Retracted {
            self.steps.push((alert.severity, alert.updated_at));
            self.severity = alert.severity;
            self.evidence = alert.evidence.clone();
        }
        self.p = self.p.max(alert.score);
        self.state = alert.state;
        self.point = alert.point.map(|p| (p.lat(), p.lon())).or(self.point);
    }
}

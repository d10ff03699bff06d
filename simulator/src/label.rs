//! The truth about a run, as the scorer reads it and as `labels.json` holds it.

use chrono::{DateTime, Utc};
use lienwatch_domain::alert::{AlertType, Severity};
use serde::{Deserialize, Serialize};

/// Something that happened; alerts inside its window that meet no expectation count neither way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Which scenario made it.
    pub scenario: String,
    /// External id of the vehicle.
    pub vehicle: String,
    /// Begins.
    pub from: DateTime<Utc>,
    /// Ends.
    pub to: DateTime<Utc>,
}

/// An alert that must be raised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expect {
    /// Which scenario expects it.
    pub scenario: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: AlertType,
    /// External id of the vehicle.
    pub vehicle: String,
    /// When what it is about happened; delays count from here.
    pub t: DateTime<Utc>,
    /// Raised later is not found.
    pub deadline: DateTime<Utc>,
    /// It must reach this severity.
    pub min_severity: Severity,
}

/// An alert that must not be raised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forbid {
    /// Which scenario forbids it.
    pub scenario: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: AlertType,
    /// External id of the vehicle.
    pub vehicle: String,
    /// From.
    pub from: DateTime<Utc>,
    /// Until.
    pub to: DateTime<Utc>,
}

/// Home, work or another place that the car frequents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceLabel {
    /// External id of the vehicle.
    pub vehicle: String,
    /// `home`, `work` or `other`.
    pub kind: String,
    /// Degrees WGS-84.
    pub lat: f64,
    /// Degrees WGS-84.
    pub lon: f64,
    /// Stays there in the run.
    pub visits: u32,
    /// Time there in the run, seconds.
    pub dwell_s: i64,
}

/// Where the car slept: longest stay between 22:00 and 06:00 local time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Night {
    /// External id of the vehicle.
    pub vehicle: String,
    /// 22:00 local time of the evening.
    pub from: DateTime<Utc>,
    /// Degrees WGS-84.
    pub lat: f64,
    /// Degrees WGS-84.
    pub lon: f64,
}

/// A true stay of at least five minutes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StayLabel {
    /// External id of the vehicle.
    pub vehicle: String,
    /// Arrived.
    pub arrive: DateTime<Utc>,
    /// Left (or the run ended).
    pub leave: DateTime<Utc>,
    /// Degrees WGS-84.
    pub lat: f64,
    /// Degrees WGS-84.
    pub lon: f64,
}

/// A second-pledge site that the lender does not know, and who was taken there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HiddenSite {
    /// External id.
    pub site: String,
    /// Degrees WGS-84.
    pub lat: f64,
    /// Degrees WGS-84.
    pub lon: f64,
    /// Radius, metres.
    pub radius_m: f64,
    /// External ids of the vehicles that ended there.
    pub vehicles: Vec<String>,
    /// When each of them had stayed for a day or lost its tracker, in the order of `vehicles`.
    pub ended_at: Vec<DateTime<Utc>>,
}

/// Everything that is true of a run.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Labels {
    /// Vehicles times days.
    pub vehicle_days: f64,
    /// What happened.
    pub events: Vec<Event>,
    /// What must be found.
    pub expect: Vec<Expect>,
    /// What must not be claimed.
    pub forbid: Vec<Forbid>,
    /// Where cars live.
    pub places: Vec<PlaceLabel>,
    /// Where cars slept.
    pub nights: Vec<Night>,
    /// Where cars stayed.
    pub stays: Vec<StayLabel>,
    /// Where pledged cars went.
    pub hidden_sites: Vec<HiddenSite>,
}

/// The time of Unix seconds.
pub fn time(t: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(t, 0).expect("runs lie within chrono's 262 000 years")
}

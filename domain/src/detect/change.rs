//! What detection gives out. Every change is an upsert under a natural key, so that a replay is harmless.

use super::ClockCorrection;
use crate::alert::Alert;
use crate::geo::Point;
use crate::ids::{SiteId, VehicleNo};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A stay of a vehicle; key (vehicle, arrive). One that leaves when it arrives is withdrawn: later facts refuted it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stay {
    /// Of which vehicle.
    pub vehicle: VehicleNo,
    /// Arrived.
    pub arrive: DateTime<Utc>,
    /// Left; `None` while it lasts.
    pub leave: Option<DateTime<Utc>>,
    /// Where (centroid).
    pub point: Point,
}

/// A visit to a known site; key (vehicle, site, arrive).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Of which vehicle.
    pub vehicle: VehicleNo,
    /// Which site.
    pub site: SiteId,
    /// Arrived.
    pub arrive: DateTime<Utc>,
    /// Left; `None` while it lasts.
    pub leave: Option<DateTime<Utc>>,
}

/// What a frequent place is to the vehicle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// Where it sleeps.
    Home,
    /// Where it works.
    Work,
    /// Elsewhere.
    Other,
}

/// A frequent place of a vehicle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Dwell-weighted centre.
    pub point: Point,
    /// What it is.
    pub kind: PlaceKind,
    /// Stays there.
    pub visits: u32,
    /// Time spent there, seconds.
    pub dwell_s: i64,
    /// How sure the kind is, 0..=1.
    pub confidence: f64,
    /// Last time there.
    pub last_seen: DateTime<Utc>,
}

/// A change to write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// An alert was raised, changed, closed or retracted.
    Alert(Alert),
    /// A stay opened, moved or closed.
    Stay(Stay),
    /// A site visit opened or closed.
    Visit(Visit),
    /// The vehicle's places, best first, replacing those before.
    Places(VehicleNo, Vec<Place>),
    /// A tracker's clock is corrected from a moment on; key (tracker, since).
    Clock(VehicleNo, ClockCorrection),
}

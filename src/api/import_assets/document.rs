//! The document of a bulk load.

use crate::api::geometry::Area;
use crate::api::request::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

/// Everything to be there afterwards.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Assets {
    /// Whose: name or id. An operator of the platform may name one that does not exist yet: it is made.
    #[serde(default)]
    pub lender: Option<String>,
    /// When the trackers were installed; default: the engine's now.
    #[serde(default)]
    pub installed_at: Option<Timestamp>,
    /// Known sites.
    #[serde(default)]
    pub sites: Vec<AssetSite>,
    /// Vehicles.
    #[serde(default)]
    pub vehicles: Vec<AssetVehicle>,
}

/// A known site.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AssetSite {
    /// The lender's own key.
    pub external_id: String,
    /// Its name.
    pub name: String,
    /// `second_pledge`, `dealer`, `repair`, `wash`, `yard` or `other`.
    pub kind: String,
    /// Where.
    #[serde(flatten)]
    pub area: Area,
}

/// A vehicle.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AssetVehicle {
    /// The lender's own key.
    pub external_id: String,
    /// Vehicle identification number.
    pub vin: String,
    /// Licence plate.
    #[serde(default)]
    pub plate: Option<String>,
    /// The lender's key of the contract.
    #[serde(default)]
    pub contract_number: Option<String>,
    /// What is fitted to it.
    #[serde(default)]
    pub trackers: Vec<AssetTracker>,
    /// Places the borrower declared.
    #[serde(default)]
    pub declared: Vec<DeclaredPlace>,
    /// Codes of the regions that it may be in; none: everywhere. Left out: as it is.
    #[serde(default)]
    pub allowed_regions: Option<Vec<String>>,
}

/// A tracker.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AssetTracker {
    /// IMEI or terminal id.
    pub imei: String,
    /// e.g. `gt06`.
    pub protocol: String,
    /// `wired`, `wireless` or `obd`.
    pub role: String,
    /// Seconds between wake-ups of a wireless one, 60 to 2 592 000.
    #[serde(default)]
    pub wake_interval_s: Option<i32>,
}

/// A place the borrower declared.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DeclaredPlace {
    /// `home` or `work`.
    pub kind: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

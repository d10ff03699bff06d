//! What a lender knows of the fleet before the run: the body of the bulk import.

use super::Run;
use crate::label::time;
use crate::world::city;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Trackers were fitted this long before the run.
const FITTED_BEFORE_S: i64 = 30 * 86_400;

/// The body of `POST /imports/assets`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AssetsBundle {
    /// The lender's name.
    pub lender: String,
    /// When all trackers were fitted.
    pub installed_at: DateTime<Utc>,
    /// Sites the lender knows.
    pub sites: Vec<SiteAsset>,
    /// Its cars.
    pub vehicles: Vec<VehicleAsset>,
}

/// A known site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SiteAsset {
    /// The sender's id.
    pub external_id: String,
    /// In words.
    pub name: String,
    /// `second_pledge`, `dealer`, `repair`, ...
    pub kind: String,
    /// Degrees WGS-84.
    pub lat: f64,
    /// Degrees WGS-84.
    pub lon: f64,
    /// Metres.
    pub radius_m: f64,
}

/// A car.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VehicleAsset {
    /// The sender's id.
    pub external_id: String,
    /// 17 characters with a valid check digit.
    pub vin: String,
    /// Number plate.
    pub plate: String,
    /// The loan's contract number.
    pub contract_number: String,
    /// Its trackers.
    pub trackers: Vec<TrackerAsset>,
    /// Places the borrower declared.
    pub declared: Vec<DeclaredAsset>,
}

/// A fitted tracker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrackerAsset {
    /// Its identity.
    pub imei: String,
    /// What it speaks.
    pub protocol: String,
    /// `wired` or `wireless`.
    pub role: String,
    /// Seconds between wake-ups (wireless).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wake_interval_s: Option<u32>,
}

/// A declared place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeclaredAsset {
    /// `home` or `work`.
    pub kind: String,
    /// Degrees WGS-84.
    pub lat: f64,
    /// Degrees WGS-84.
    pub lon: f64,
}

/// A 17-character VIN with a valid check digit (ISO 3779 layout, weights of 49 CFR 565, which GB 16735 shares).
pub(crate) fn vin(serial: u32) -> String {
    let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let text = format!("LSVAA49J0F2{:06}", serial % 1_000_000);
    let value = |b: u8| match b {
        b'0'..=b'9' => u32::from(b - b'0'),
        b'A'..=b'H' => u32::from(b - b'A') + 1,
        b'J'..=b'N' => u32::from(b - b'J') + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => u32::from(b - b'S') + 2,
        _ => 0,
    };
    let sum: u32 = text.bytes().zip(weights).map(|(b, w)| value(b) * w).sum();
    let check = match sum % 11 {
        10 => 'X',
        digit => char::from(b'0' + digit as u8),
    };
    format!("{}{check}{}", &text[..8], &text[9..])
}

impl Run {
    /// When the trackers were fitted.
    pub fn installed_at(&self) -> DateTime<Utc> {
        time(self.start - FITTED_BEFORE_S)
    }

    /// What the lender imports before the run.
    pub fn assets(&self) -> AssetsBundle {
        let known = self.world.sites.iter().filter(|s| s.known).map(|s| {
            let at = city(s.city).point(s.at);
            let (external_id, name, kind) = (s.external_id.clone(), s.name.clone(), s.kind.name().to_owned());
            SiteAsset { external_id, name, kind, lat: at.lat(), lon: at.lon(), radius_m: s.radius_m }
        });
        let vehicles = self.cars.iter().enumerate().map(|(index, car)| {
            let declared = [("home", car.persona.home), ("work", car.persona.work)].map(|(kind, at)| {
                let p = car.persona.place().point(at);
                DeclaredAsset { kind: kind.to_owned(), lat: p.lat(), lon: p.lon() }
            });
            let trackers = car.trackers.iter().map(|t| TrackerAsset {
                imei: t.imei.clone(),
                protocol: t.protocol.name().to_owned(),
                role: t.role.name().to_owned(),
                wake_interval_s: t.wake_interval_s,
            });
            VehicleAsset {
                external_id: car.external_id.clone(),
                vin: vin(index as u32 + 1),
                plate: format!("{}{:05}", car.persona.place().plate, index + 10_001),
                contract_number: contract_number(index),
                trackers: trackers.collect(),
                declared: declared.to_vec(),
            }
        });
        AssetsBundle {
            lender: "Harbour Auto Finance".to_owned(),
            installed_at: self.installed_at(),
            sites: known.collect(),
            vehicles: vehicles.collect(),
        }
    }
}

/// The contract number of a car of the run.
pub(crate) fn contract_number(index: usize) -> String {
    format!("HAF-2025-{:05}", index + 1)
}

#[cfg(test)]
mod tests {
    #[test]
    fn vins_have_seventeen_characters_and_a_check_digit_that_depends_on_them() {
        let vins: Vec<String> = (1..=11).map(super::vin).collect();
        assert!(vins.iter().all(|v| v.len() == 17 && !v.contains(['I', 'O', 'Q'])));
        // Published example of the check digit rule: all ones have the check digit one.
        let digits: std::collections::HashSet<char> = vins.iter().filter_map(|v| v.chars().nth(8)).collect();
        assert!(digits.len() > 5, "{digits:?}");
    }
}

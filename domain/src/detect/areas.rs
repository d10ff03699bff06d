//! Areas drawn by people: fences of single vehicles, and the provinces of a country. Data from outside.

use crate::geo::{Point, Shape, ring_distance_m};
use crate::ids::{BorrowerId, FenceId, VehicleNo};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

wire_names! {
    /// What a fence asks of a vehicle.
    FenceRule {
        /// Stay inside.
        KeepIn = "keep_in",
        /// Stay outside.
        KeepOut = "keep_out",
    }
}

/// A fence of a vehicle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fence {
    /// Which.
    pub id: FenceId,
    /// What it asks.
    pub rule: FenceRule,
    /// Where.
    pub shape: Shape,
}

/// A province (or any other administrative region) with its code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Province {
    /// Its code, e.g. of GB/T 2260 (310000 is Shanghai).
    pub code: u32,
    /// Its rings, islands and holes alike: a point is inside when it is inside an odd number of them.
    pub rings: Vec<Vec<Point>>,
}

impl Province {
    /// Signed distance to its border, metres: negative inside.
    pub fn signed_distance_m(&self, p: Point) -> f64 {
        let (mut inside, mut nearest) = (false, f64::INFINITY);
        for ring in &self.rings {
            let d = ring_distance_m(ring, p);
            inside ^= d < 0.0;
            nearest = nearest.min(d.abs());
        }
        if inside { -nearest } else { nearest }
    }
}

/// What people have drawn and said about vehicles. Part of the fleet snapshot.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    /// Fences by vehicle. The first 32 of a vehicle are watched.
    pub fences: HashMap<VehicleNo, Vec<Fence>>,
    /// Provinces. Without any no vehicle leaves one.
    pub provinces: Vec<Province>,
    /// Codes of the provinces that a vehicle may be in; without any it may go everywhere.
    pub allowed: HashMap<VehicleNo, Vec<u32>>,
    /// Who uses a vehicle; one without is its own borrower.
    pub borrowers: HashMap<VehicleNo, BorrowerId>,
}

/// Fences of one vehicle that are watched at most.
const MOST_FENCES: usize = 32;

impl Areas {
    /// The fences of a vehicle that are watched.
    pub(super) fn fences(&self, vehicle: VehicleNo) -> &[Fence] {
        let fences = self.fences.get(&vehicle).map_or(&[][..], Vec::as_slice);
        &fences[..fences.len().min(MOST_FENCES)]
    }

    /// Metres outside every province that a vehicle may be in, negative inside one; `None` where it may be anywhere.
    pub(super) fn outside_m(&self, vehicle: VehicleNo, p: Point) -> Option<f64> {
        let allowed = self.allowed.get(&vehicle).filter(|a| !a.is_empty())?;
        let known = self.provinces.iter().filter(|province| allowed.contains(&province.code));
        known.map(|province| province.signed_distance_m(p)).min_by(f64::total_cmp)
    }

    /// The code of the province of a point.
    pub(super) fn province(&self, p: Point) -> Option<u32> {
        self.provinces.iter().find(|province| province.signed_distance_m(p) < 0.0).map(|province| province.code)
    }
}

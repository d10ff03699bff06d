//! Areas drawn by people: fences of single vehicles, and the provinces of a country. Data from outside.

use crate::geo::{Point, Shape, ring_distance_m};
use crate::ids::{BorrowerId, FenceId, LenderNo, VehicleNo};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

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
#[derive(Debug, Clone, PartialEq)]
pub struct Province {
    code: String,
    rings: Vec<Vec<Point>>,
    stamp: u64,
}

impl Province {
    /// A province of a code, e.g. of ISO 3166-2 (`CN-SH`) or GB/T 2260 (`310000`), and of its rings, islands and holes
    /// alike: a point is inside when it is inside an odd number of them.
    pub fn new(code: String, rings: Vec<Vec<Point>>) -> Province {
        let corners = rings.iter().flat_map(|ring| {
            let length = (ring.len() as u64).to_le_bytes();
            let corners = ring.iter().flat_map(|p| [p.lat_e7.to_le_bytes(), p.lon_e7.to_le_bytes()].concat());
            length.into_iter().chain(corners)
        });
        let stamp = digest(code.bytes().chain([0]).chain(corners));
        Province { code, rings, stamp }
    }

    /// Its code.
    pub fn code(&self) -> &str {
        &self.code
    }

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

/// FNV-1a, 64 bits: the same in every process, so that what was remembered under it holds after a restart.
fn digest(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The provinces that some vehicles may be in; none: they may go everywhere.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Allowed {
    provinces: Vec<Arc<Province>>,
    stamp: u64,
}

impl Allowed {
    /// These and no other.
    pub fn new(provinces: Vec<Arc<Province>>) -> Allowed {
        let stamp = digest(provinces.iter().flat_map(|province| province.stamp.to_le_bytes()));
        Allowed { provinces, stamp }
    }

    /// Of the same provinces with the same borders it is the same.
    pub(super) fn stamp(&self) -> u64 {
        self.stamp
    }

    /// Metres outside all of them, negative inside one; `None` where a vehicle may be anywhere.
    pub(super) fn outside_m(&self, p: Point) -> Option<f64> {
        self.provinces.iter().map(|province| province.signed_distance_m(p)).min_by(f64::total_cmp)
    }
}

/// What people have drawn and said about vehicles. Part of the fleet snapshot.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    /// Fences by vehicle. The first 32 of a vehicle are watched.
    pub fences: HashMap<VehicleNo, Vec<Arc<Fence>>>,
    /// Provinces that each lender knows, to name the one that a vehicle is in.
    pub provinces: HashMap<LenderNo, Vec<Arc<Province>>>,
    /// Where the vehicles of a lender may be of which nothing else is said.
    pub usual: HashMap<LenderNo, Arc<Allowed>>,
    /// Where single vehicles may be.
    pub allowed: HashMap<VehicleNo, Arc<Allowed>>,
    /// Who uses a vehicle; one without is its own borrower.
    pub borrowers: HashMap<VehicleNo, BorrowerId>,
}

/// Fences of one vehicle that are watched at most.
pub const MOST_FENCES: usize = 32;

impl Areas {
    /// The fences of a vehicle that are watched.
    pub(super) fn fences(&self, vehicle: VehicleNo) -> &[Arc<Fence>] {
        let fences = self.fences.get(&vehicle).map_or(&[][..], Vec::as_slice);
        &fences[..fences.len().min(MOST_FENCES)]
    }

    /// Where a vehicle of a lender may be; `None` where nothing is said of it.
    pub(super) fn allowed(&self, vehicle: VehicleNo, lender: LenderNo) -> Option<&Allowed> {
        self.allowed.get(&vehicle).or_else(|| self.usual.get(&lender)).map(Arc::as_ref)
    }

    /// The code of the province of a point, as the lender knows them.
    pub(super) fn province(&self, lender: LenderNo, p: Point) -> Option<&str> {
        let known = self.provinces.get(&lender).map_or(&[][..], Vec::as_slice);
        known.iter().find(|province| province.signed_distance_m(p) < 0.0).map(|province| province.code())
    }
}

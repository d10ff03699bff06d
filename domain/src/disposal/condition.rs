//! What the car is like: the condition report.

use super::Grade;
use crate::ids::EvidenceId;
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Damages a report names at most.
const MAX_DAMAGE: usize = 200;

/// Photos a report has at most.
const MAX_PHOTOS: usize = 300;

wire_names! {
    /// A part of the car that is looked at by itself.
    Panel {
        /// Front bumper.
        FrontBumper = "front_bumper",
        /// Bonnet.
        Bonnet = "bonnet",
        /// Windscreen.
        Windscreen = "windscreen",
        /// Roof.
        Roof = "roof",
        /// Boot lid or tailgate.
        Boot = "boot",
        /// Rear window.
        RearWindow = "rear_window",
        /// Rear bumper.
        RearBumper = "rear_bumper",
        /// Left front wing.
        LeftFrontWing = "left_front_wing",
        /// Left front door.
        LeftFrontDoor = "left_front_door",
        /// Left rear door.
        LeftRearDoor = "left_rear_door",
        /// Left rear wing.
        LeftRearWing = "left_rear_wing",
        /// Left sill.
        LeftSill = "left_sill",
        /// Right front wing.
        RightFrontWing = "right_front_wing",
        /// Right front door.
        RightFrontDoor = "right_front_door",
        /// Right rear door.
        RightRearDoor = "right_rear_door",
        /// Right rear wing.
        RightRearWing = "right_rear_wing",
        /// Right sill.
        RightSill = "right_sill",
        /// Mirrors.
        Mirrors = "mirrors",
        /// Lamps.
        Lamps = "lamps",
        /// Side windows.
        SideWindows = "side_windows",
        /// Wheels.
        Wheels = "wheels",
        /// Tyres.
        Tyres = "tyres",
        /// Seats and trim.
        Interior = "interior",
        /// Dashboard and controls.
        Dashboard = "dashboard",
        /// What is under the bonnet.
        EngineBay = "engine_bay",
        /// What is under the car.
        Underbody = "underbody",
    }
}

wire_names! {
    /// What is wrong with a part.
    DamageKind {
        /// Scratched.
        Scratch = "scratch",
        /// Dented.
        Dent = "dent",
        /// Cracked or chipped.
        Crack = "crack",
        /// Broken.
        Broken = "broken",
        /// Not there.
        Missing = "missing",
        /// Rusted.
        Rust = "rust",
        /// Badly painted over.
        PoorRepair = "poor_repair",
        /// Worn.
        Wear = "wear",
        /// Torn, burnt or stained.
        Soiled = "soiled",
    }
}

wire_names! {
    /// How bad it is.
    Severity {
        /// Polished out.
        Minor = "minor",
        /// Repaired.
        Moderate = "moderate",
        /// Replaced.
        Severe = "severe",
    }
}

wire_names! {
    /// Whether it goes.
    Drives {
        /// Drives.
        Drives = "drives",
        /// Starts, but does not drive.
        StartsOnly = "starts_only",
        /// Does not start.
        DoesNotStart = "does_not_start",
        /// Nobody could try: no keys, flat battery.
        NotTried = "not_tried",
    }
}

wire_names! {
    /// What a photo shows (`domain.md` C2).
    Shot {
        /// The plate with the VIN.
        VinPlate = "vin_plate",
        /// The front.
        Front = "front",
        /// The rear.
        Rear = "rear",
        /// The left side.
        Left = "left",
        /// The right side.
        Right = "right",
        /// The corner in front on the left.
        FrontLeft = "front_left",
        /// The corner in front on the right.
        FrontRight = "front_right",
        /// The corner behind on the left.
        RearLeft = "rear_left",
        /// The corner behind on the right.
        RearRight = "rear_right",
        /// Inside.
        Interior = "interior",
        /// The dashboard with the odometer.
        Odometer = "odometer",
        /// A damage.
        Damage = "damage",
        /// Anything else.
        Other = "other",
    }
}

wire_names! {
    /// Whether a tracker was found in the car.
    TrackerFound {
        /// All that were installed, in their places.
        All = "all",
        /// Some.
        Some = "some",
        /// None: taken out.
        None = "none",
        /// Others that the lender did not install: somebody else watches, or watched, the car.
        Foreign = "foreign",
        /// Nobody looked.
        NotLooked = "not_looked",
    }
}

/// One damage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    /// Where.
    pub panel: Panel,
    /// What.
    pub kind: DamageKind,
    /// How bad.
    pub severity: Severity,
    /// Photos of it.
    #[serde(default)]
    pub photos: Vec<EvidenceId>,
}

/// One photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// What it shows.
    pub shot: Shot,
    /// The picture.
    pub evidence: EvidenceId,
}

/// What the car is like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionReport {
    /// When the car was looked at.
    pub at: DateTime<Utc>,
    /// The VIN on the car is the one of the contract.
    pub vin_matches: bool,
    /// Odometer, kilometres; `None`: could not be read.
    pub odometer_km: Option<u32>,
    /// Keys with the car.
    pub keys: u8,
    /// Whether it goes.
    pub drives: Drives,
    /// The frame is bent or welded.
    pub structural_damage: bool,
    /// It stood in water.
    pub flood_damage: bool,
    /// An airbag is open.
    pub airbags_open: bool,
    /// Every damage, at most 200.
    pub damage: Vec<Damage>,
    /// Every photo, at most 300.
    pub photos: Vec<Photo>,
    /// Whether the trackers are in it.
    pub trackers: TrackerFound,
    /// The grade, derived or given.
    pub grade: Grade,
    /// Anything else.
    #[serde(default)]
    pub remarks: Option<Reason>,
}

/// A tenant's rules for reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportPolicy {
    /// What must be on photos.
    pub shots: BTreeSet<Shot>,
    /// Damages from this severity on need a photo of their own.
    pub photo_from: Severity,
}

impl Default for ReportPolicy {
    fn default() -> Self {
        let shots = Shot::ALL.iter().copied().filter(|s| !matches!(s, Shot::Damage | Shot::Other)).collect();
        ReportPolicy { shots, photo_from: Severity::Moderate }
    }
}

/// Everything that keeps a report from being taken, in the order a person would mend it.
pub fn report_gaps(report: &ConditionReport, now: DateTime<Utc>, policy: &ReportPolicy) -> Vec<Refusal> {
    let mut gaps = vec![];
    if report.at > now {
        gaps.push(Refusal::new("report_dated", "the report is dated in the future", "correct its date"));
    }
    if report.damage.len() > MAX_DAMAGE || report.photos.len() > MAX_PHOTOS {
        let message = format!("{} damages and {} photos are too many", report.damage.len(), report.photos.len());
        let remedy = format!("name at most {MAX_DAMAGE} damages and {MAX_PHOTOS} photos");
        gaps.push(Refusal::new("report_limit", message, remedy));
    }
    if !report.vin_matches {
        let remedy = "stop: find out which car this is, and whether the right one was taken";
        gaps.push(Refusal::new("vin_matches", "the VIN is not the one of the contract", remedy));
    }
    let taken: BTreeSet<Shot> = report.photos.iter().map(|p| p.shot).collect();
    let missing: Vec<&str> = policy.shots.difference(&taken).map(|s| s.name()).collect();
    if !missing.is_empty() {
        let list = missing.join(", ");
        gaps.push(Refusal::new("shots_taken", format!("photos are missing: {list}"), format!("take {list}")));
    }
    let bare = report.damage.iter().filter(|d| d.severity >= policy.photo_from && d.photos.is_empty());
    let bare: Vec<String> = bare.map(|d| format!("{} of {}", d.kind, d.panel)).collect();
    if !bare.is_empty() {
        let list = bare.join(", ");
        gaps.push(Refusal::new("damage_shown", format!("no photo shows: {list}"), format!("take photos of {list}")));
    }
    if report.odometer_km.is_none() && report.remarks.is_none() {
        let remedy = "read the odometer, or say in the remarks why it cannot be read";
        gaps.push(Refusal::new("odometer_read", "the odometer is not given", remedy));
    }
    gaps
}

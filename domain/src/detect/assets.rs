//! What detection knows of the fleet: a snapshot, built whole and swapped whole.

use super::{Areas, ClockCorrection};
use crate::geo::{Point, SiteIndex};
use crate::ids::{LenderNo, TrackerNo, VehicleNo};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How a tracker is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// On the car's power.
    Wired,
    /// On its own battery, wakes on a schedule.
    Wireless,
    /// In the diagnostic socket.
    Obd,
}

impl Role {
    /// Its name on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Role::Wired => "wired",
            Role::Wireless => "wireless",
            Role::Obd => "obd",
        }
    }

    /// The role of a name.
    pub fn from_name(name: &str) -> Option<Role> {
        [Role::Wired, Role::Wireless, Role::Obd].into_iter().find(|r| r.name() == name)
    }
}

/// A tracker as detection sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceProfile {
    /// Which.
    pub tracker: TrackerNo,
    /// How fitted.
    pub role: Role,
    /// Configured interval between wake-ups, seconds (wireless), if known.
    pub wake_interval_s: Option<u32>,
}

/// A tracker is in a vehicle from one time until another.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    /// The tracker and its profile.
    pub device: DeviceProfile,
    /// In which vehicle.
    pub vehicle: VehicleNo,
    /// From (inclusive).
    pub from: DateTime<Utc>,
    /// Until (exclusive); `None` is "still".
    pub until: Option<DateTime<Utc>>,
}

/// What a declared place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclaredKind {
    /// The borrower's stated home.
    Home,
    /// The borrower's stated work.
    Work,
}

/// A place the borrower declared.
#[derive(Debug, Clone, PartialEq)]
pub struct Declared {
    /// What.
    pub kind: DeclaredKind,
    /// Where.
    pub point: Point,
}

/// A vehicle as detection sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct VehicleProfile {
    /// Which.
    pub vehicle: VehicleNo,
    /// Whose.
    pub lender: LenderNo,
    /// Local time of the place, seconds east of UTC (nights, weekdays).
    pub utc_offset_s: i32,
    /// Declared places.
    pub declared: Vec<Declared>,
    /// Unpaid instalments that have fallen due.
    pub overdue_instalments: u32,
    /// The very first instalment of its loan has fallen due and is not paid.
    pub first_instalment_unpaid: bool,
    /// When its loan was paid out, if known.
    pub funded_at: Option<DateTime<Utc>>,
    /// Authorised work on the trackers: removal alerts are suppressed inside these windows.
    pub service_windows: Vec<(DateTime<Utc>, DateTime<Utc>)>,
}

/// The snapshot.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// Bindings of each tracker, by `from`.
    pub bindings: HashMap<TrackerNo, Vec<Binding>>,
    /// Vehicles.
    pub vehicles: HashMap<VehicleNo, VehicleProfile>,
    /// Known sites of all lenders; detectors use those of the vehicle's lender.
    pub sites: SiteIndex,
    /// What somebody has said of trackers' clocks, of each tracker in order of time.
    pub clocks: HashMap<TrackerNo, Vec<ClockCorrection>>,
    /// Fences, provinces and borrowers.
    pub areas: Areas,
}

impl Assets {
    /// What somebody has said last of the clock of `tracker`, for what is received at `rx`.
    pub(super) fn told(&self, tracker: TrackerNo, rx: DateTime<Utc>) -> Option<&ClockCorrection> {
        self.clocks.get(&tracker)?.iter().rev().find(|c| c.since <= rx)
    }

    /// The binding of `tracker` at device time `t`.
    pub fn binding(&self, tracker: TrackerNo, t: DateTime<Utc>) -> Option<&Binding> {
        self.bindings.get(&tracker)?.iter().rev().find(|b| b.from <= t && b.until.is_none_or(|until| t < until))
    }
}

//! Alerts: what a detector claims, with the evidence it claims it on.

use crate::geo::Point;
use crate::ids::{SiteId, TrackerNo, VehicleNo};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];
            /// Its name on the wire and in the store.
            pub fn name(self) -> &'static str { match self { $($name::$variant => $text,)* } }
            /// The one of a name.
            pub fn from_name(name: &str) -> Option<Self> { match name { $($text => Some($name::$variant),)* _ => None } }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.name()) }
        }
    };
}

named! {
    /// What an alert is about. Names are the wire contract.
    AlertType {
        /// The tracker was taken off or killed (fused evidence).
        Removal = "removal",
        /// A car's two trackers are in different places.
        Separation = "separation",
        /// The tracker lives on, but not in this car.
        DeviceMoved = "device_moved",
        /// Mobile radio jammed.
        GsmJamming = "gsm_jamming",
        /// Satellite reception jammed.
        GpsJamming = "gps_jamming",
        /// A stay at a known second-pledge site.
        SiteVisit = "site_visit",
        /// A place that behaves like a second-pledge site.
        SiteDiscovered = "site_discovered",
        /// Light, cover, tamper or removal switch.
        Tamper = "tamper",
        /// External power cut.
        PowerCut = "power_cut",
        /// Moved without ignition.
        Tow = "tow",
        /// Left its region.
        RegionExit = "region_exit",
        /// The device's clock is wrong.
        ClockError = "clock_error",
        /// Silent beyond its learned expectation.
        Offline = "offline",
        /// Internal battery low.
        BatteryLow = "battery_low",
        /// Many devices of a place went silent at once.
        Outage = "outage",
        /// The car sleeps somewhere else now.
        HomeChanged = "home_changed",
        /// Faster than the limit.
        Overspeed = "overspeed",
        /// The car's own battery is low.
        UnderVoltage = "under_voltage",
        /// Slower than the car ever is, trip after trip.
        LowSpeed = "low_speed",
        /// Came back from a silence far away.
        MovedWhileDark = "moved_while_dark",
        /// Where a fence says that it must not be.
        Fence = "fence",
        /// Outside the provinces that it may be in.
        ProvinceExit = "province_exit",
        /// Parked for very long.
        OverlongStop = "overlong_stop",
        /// Its tracker lives, but nothing has moved for days.
        ZeroMotion = "zero_motion",
        /// Spends its time away from every place it is known to frequent.
        AbnormalStay = "abnormal_stay",
        /// Has not been home or at work for days.
        PlaceMissed = "place_missed",
        /// Stands for long beside cars of other borrowers.
        Gathering = "gathering",
        /// Composite: a strange life, and silence or standstill.
        LifePattern = "life_pattern",
        /// Composite: beyond its area, and something else is wrong.
        OutOfArea = "out_of_area",
        /// Composite: somebody gets rid of its trackers where cars are pledged again or hidden.
        RemovalRisk = "removal_risk",
        /// Composite: the first instalment is not paid, and the car was where cars are pledged again.
        Fraud = "fraud",
    }
}

named! {
    /// How urgent.
    Severity {
        /// Worth recording.
        Info = "info",
        /// Worth a look.
        Warn = "warn",
        /// Act today.
        High = "high",
        /// Act now.
        Critical = "critical",
    }
}

named! {
    /// The detector's own view of an alert.
    AlertState {
        /// The condition holds.
        Open = "open",
        /// The condition ended.
        Closed = "closed",
        /// Later facts refuted it.
        Retracted = "retracted",
    }
}

named! {
    /// The desk's view of an alert.
    DeskState {
        /// Nobody has looked.
        New = "new",
        /// Somebody has it.
        Acknowledged = "acknowledged",
        /// Put off until a time.
        Snoozed = "snoozed",
        /// Decided.
        Resolved = "resolved",
    }
}

named! {
    /// How the desk decided.
    Verdict {
        /// It was what it claimed.
        Confirmed = "confirmed",
        /// It was not.
        FalsePositive = "false_positive",
        /// True, but harmless.
        Benign = "benign",
        /// A test.
        Test = "test",
    }
}

/// One reason, with its weight in nats where the detector fuses log-odds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Stable name of the feature, e.g. `power_cut_alarm`.
    pub feature: String,
    /// Its value: number, text, time.
    pub value: serde_json::Value,
    /// Contribution to the score, nats (0 where the detector does not fuse).
    pub weight: f64,
}

/// An alert as a detector states it. One per (vehicle, type, episode); a later statement replaces the earlier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// Of which vehicle.
    pub vehicle: VehicleNo,
    /// What about.
    pub kind: AlertType,
    /// Digest of the observation (or timer) that opened the episode.
    pub episode_key: i64,
    /// How urgent.
    pub severity: Severity,
    /// The detector's state.
    pub state: AlertState,
    /// Probability or score, 0..=1.
    pub score: f64,
    /// Which tracker, where one is meant.
    pub tracker: Option<TrackerNo>,
    /// Which site, where one is meant.
    pub site: Option<SiteId>,
    /// Where.
    pub point: Option<Point>,
    /// When it happened, by the device.
    pub event_at: DateTime<Utc>,
    /// When it was first raised, by the engine clock.
    pub raised_at: DateTime<Utc>,
    /// When this statement was made, by the engine clock.
    pub updated_at: DateTime<Utc>,
    /// Found in data that arrived late.
    pub late: bool,
    /// Why.
    pub evidence: Vec<Evidence>,
}

//! What keeps a tracker from reporting the plain truth, as windows of time.

use lienwatch_protocols::message::Alarm;

/// From (inclusive) until (exclusive), Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Begins.
    pub from: i64,
    /// Ends.
    pub to: i64,
}

impl Window {
    /// From `from` for `length_s`.
    pub fn lasting(from: i64, length_s: i64) -> Window {
        Window { from, to: from.saturating_add(length_s) }
    }

    /// From `from` for good.
    pub fn onwards(from: i64) -> Window {
        Window { from, to: i64::MAX }
    }

    /// Whether `t` is in it.
    pub fn contains(self, t: i64) -> bool {
        self.from <= t && t < self.to
    }
}

/// What a device's clock shows instead of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockFault {
    /// Counts from 1 January 1970: no fix since it started.
    Epoch1970,
    /// Counts from 2036: the counter overflowed.
    Year2036,
    /// Local time sent as if it were UTC.
    LocalAsUtc,
    /// 1024 weeks behind: the receiver missed the roll-over of the GPS week number.
    WeekRollover,
}

impl ClockFault {
    /// What it shows at `t`, having begun at `from`.
    pub fn shows(self, t: i64, from: i64) -> i64 {
        match self {
            ClockFault::Epoch1970 => t - from,
            // 2036-02-07 06:28:16 UTC, where the NTP era ends.
            ClockFault::Year2036 => 2_085_978_496 + t - from,
            // The factory's local time, wherever the car is.
            ClockFault::LocalAsUtc => t + crate::world::UTC_OFFSET_S,
            ClockFault::WeekRollover => t - 1024 * 7 * 86_400,
        }
    }
}

/// Everything that happens to one tracker.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Conditions {
    /// No mobile network: positions are stored and uploaded afterwards.
    pub no_network: Vec<Window>,
    /// Network and its memory gone too (jammed): nothing is stored.
    pub no_memory: Vec<Window>,
    /// No satellites: the last fix is sent again as invalid.
    pub no_gnss: Vec<Window>,
    /// Off: flat, destroyed or switched off.
    pub dead: Vec<Window>,
    /// External power cut: on the backup battery.
    pub unpowered: Vec<Window>,
    /// Bad reception: sigma 18 m, one fix in a hundred jumps.
    pub bad_gnss: Vec<Window>,
    /// Wrong clock.
    pub clock: Vec<(Window, ClockFault)>,
    /// Alarms the device raises by itself.
    pub alarms: Vec<(i64, Alarm)>,
    /// Battery of a wireless one when the run starts, percent.
    pub battery_pct: f64,
    /// Battery lost per day, percent.
    pub drain_pct_per_day: f64,
    /// External voltage instead of the car's 12 V, from then on, millivolts.
    pub other_voltage: Option<(i64, u16)>,
}

/// The window of `windows` that holds `t`.
pub(super) fn window_at(windows: &[Window], t: i64) -> Option<Window> {
    windows.iter().copied().find(|w| w.contains(t))
}

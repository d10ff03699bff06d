//! The one vocabulary: what a tracker said, in units named in the field, nothing invented.
//!
//! Absent is absent: a decoder leaves a field `None` when the packet does not carry it.

use crate::command::Answer;
use crate::media::Media;
use crate::session::RecordNo;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One thing a tracker said. A packet with several positions gives several messages.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Message {
    /// Number within the session, counted from 1; replies wait for it to be durable.
    pub record: RecordNo,
    /// The number that the device gave its frame; Teltonika's keep-alives, which have none, are counted by the session.
    /// `None` where the protocol numbers no frames, and in batches. It tells a frame without a time that is sent again
    /// from another with the same content; nothing else may depend on it.
    pub serial: Option<u16>,
    /// What sort of message it is.
    pub kind: Kind,
    /// The device's own time of the message (UTC), never corrected. `None` where the packet has none.
    pub device_time: Option<DateTime<Utc>>,
    /// The location part, if the packet has one of its own.
    pub fix: Option<Fix>,
    /// State of the vehicle and the device.
    pub vitals: Vitals,
    /// Alarms that this message raises.
    pub alarms: Alarms,
    /// The command that this message answers.
    pub answer: Option<Answer>,
    /// Uploaded later from device memory, not sent live.
    pub buffered: bool,
    /// Serving and neighbour cells.
    pub cells: Cells,
    /// Wi-Fi access points heard.
    pub wifi: Vec<Wifi>,
    /// The photo, sound or video itself, where the message brings one whole.
    pub media: Option<Box<Media>>,
    /// Protocol extras under their field names, e.g. `("event", Value::Int(239))`.
    pub attributes: Vec<(Name, Value)>,
}

/// An attribute's name: a constant of the decoder, or made (`io240`).
pub type Name = std::borrow::Cow<'static, str>;

/// A text of the device's. A short one, as most are, is held in place: no allocation.
pub type Text = compact_str::CompactString;

/// What sort of message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The device opened its session.
    Login,
    /// Alive, perhaps with vitals, no event.
    Heartbeat,
    /// A location report (which may raise alarms and may lack a fix).
    Position,
    /// An alarm or event report.
    Event,
    /// Information about the device or vehicle outside the regular reports.
    Status,
    /// A photo, sound or video, or a piece of one.
    Media,
    /// The answer to a command.
    CommandReply,
    /// Understood as a frame, not as a message; the raw bytes are in the attribute `raw`.
    #[default]
    Unknown,
}

/// Where the device says it was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fix {
    /// Time of the fix (UTC), never corrected. `None` where the packet has none.
    pub time: Option<DateTime<Utc>>,
    /// Latitude, degrees WGS-84, -90..=90. Out-of-range values are refused by the decoder.
    pub lat: f64,
    /// Longitude, degrees WGS-84, -180..=180.
    pub lon: f64,
    /// What the location was made from.
    pub kind: FixKind,
    /// The device vouches for it: a current fix, not the last known one sent again.
    pub valid: bool,
    /// Ground speed, km/h.
    pub speed_kph: Option<f64>,
    /// Course over ground, degrees clockwise from north, 0..360.
    pub course_deg: Option<f64>,
    /// Altitude above sea level, metres.
    pub altitude_m: Option<f64>,
    /// Stated horizontal accuracy, metres.
    pub accuracy_m: Option<f64>,
    /// Satellites used.
    pub satellites: Option<u8>,
    /// Horizontal dilution of precision.
    pub hdop: Option<f64>,
}

/// What a location was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FixKind {
    /// Satellites.
    #[default]
    Gnss,
    /// Wi-Fi access points.
    Wifi,
    /// Cell towers.
    Cells,
}

/// State of the vehicle and the device.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Vitals {
    /// Ignition (ACC) on.
    pub ignition: Option<bool>,
    /// The device's own motion flag.
    pub motion: Option<bool>,
    /// External (vehicle) power present.
    pub external_power_present: Option<bool>,
    /// A vendor's status bit for charging, as sent, where the standard reserves it (JT/T 808 status bit 26): set, it
    /// vouches for external power; clear, it says nothing, because most terminals never set it.
    pub charging: Option<bool>,
    /// External (vehicle) voltage, millivolts.
    pub external_power_mv: Option<u32>,
    /// Internal battery voltage, millivolts.
    pub battery_mv: Option<u32>,
    /// Internal battery charge, percent 0..=100.
    pub battery_pct: Option<u8>,
    /// Signal strength as the device states it (scale by protocol; see `gsm_rssi_dbm`).
    pub gsm_level: Option<i32>,
    /// Signal strength, dBm, where the protocol states it so.
    pub gsm_rssi_dbm: Option<i16>,
    /// Engine or fuel cut active.
    pub blocked: Option<bool>,
    /// A door is open.
    pub door_open: Option<bool>,
    /// Device armed (guard mode).
    pub armed: Option<bool>,
    /// Odometer, metres.
    pub odometer_m: Option<u64>,
}

/// Cell towers. The one that serves, which is all that most reports name, is held in place: no allocation.
pub type Cells = smallvec::SmallVec<[Cell; 1]>;

/// A cell tower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// Mobile country code.
    pub mcc: u16,
    /// Mobile network code.
    pub mnc: u16,
    /// Location or tracking area code.
    pub lac: u32,
    /// Cell id.
    pub cid: u64,
    /// Signal as sent (dBm where negative).
    pub signal: Option<i16>,
}

/// A Wi-Fi access point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Wifi {
    /// MAC address.
    pub mac: [u8; 6],
    /// Signal, dBm (or as sent).
    pub signal: Option<i16>,
}

/// A protocol extra.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// Whole number.
    Int(i64),
    /// Decimal number.
    Float(f64),
    /// Text (also hex of raw bytes).
    Text(Text),
}

macro_rules! alarms {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $text:literal;)*) => {
        /// One alarm a device can raise. The discriminant is its bit in [`Alarms`] and is stored: never renumber.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum Alarm { $($(#[$doc])* $name = $bit,)* }

        impl Alarm {
            /// Every alarm, in bit order.
            pub const ALL: &'static [Alarm] = &[$(Alarm::$name,)*];
            /// Its name on the wire and in exports.
            pub fn name(self) -> &'static str { match self { $(Alarm::$name => $text,)* } }
            /// The alarm of a name.
            pub fn from_name(name: &str) -> Option<Alarm> { match name { $($text => Some(Alarm::$name),)* _ => None } }
        }
    };
}

alarms! {
    /// External power was cut.
    PowerCut = 0, "power_cut";
    /// External power came back.
    PowerRestored = 1, "power_restored";
    /// External power low.
    LowExternalPower = 2, "low_external_power";
    /// Internal battery low.
    LowBattery = 3, "low_battery";
    /// The device was taken off its mount (removal switch, magnet).
    Removed = 4, "removed";
    /// The device's light sensor sees light.
    Light = 5, "light";
    /// The device's cover was opened.
    CoverOpen = 6, "cover_open";
    /// Tampering of a kind the device does not tell apart.
    Tamper = 7, "tamper";
    /// Radio jamming.
    Jamming = 8, "jamming";
    /// A fake base station was seen.
    FakeBaseStation = 9, "fake_base_station";
    /// Vibration or shock.
    Vibration = 10, "vibration";
    /// The vehicle was moved with ignition off (tow, displacement).
    Tow = 11, "tow";
    /// Moved beyond the guarded radius.
    Movement = 12, "movement";
    /// The SOS button.
    Sos = 13, "sos";
    /// Above the speed limit set.
    Overspeed = 14, "overspeed";
    /// Below the speed limit set.
    LowSpeed = 15, "low_speed";
    /// Entered a fence on the device.
    FenceEnter = 16, "fence_enter";
    /// Left a fence on the device.
    FenceExit = 17, "fence_exit";
    /// Crossed a fence on the device, direction unknown.
    Fence = 18, "fence";
    /// GNSS antenna cut off.
    GnssAntennaCut = 19, "gnss_antenna_cut";
    /// GNSS antenna shorted.
    GnssAntennaShort = 20, "gnss_antenna_short";
    /// SIM changed or removed.
    SimChange = 21, "sim_change";
    /// A door opened.
    Door = 22, "door";
    /// Bonnet opened.
    Bonnet = 23, "bonnet";
    /// Crash.
    Accident = 24, "accident";
    /// Fall.
    Fall = 25, "fall";
    /// Hard acceleration.
    HardAcceleration = 26, "hard_acceleration";
    /// Hard braking.
    HardBraking = 27, "hard_braking";
    /// Hard cornering.
    HardCornering = 28, "hard_cornering";
    /// Lane change or lane departure.
    LaneChange = 29, "lane_change";
    /// Driver fatigue.
    Fatigue = 30, "fatigue";
    /// Engine over-revved.
    HighRpm = 31, "high_rpm";
    /// Idling or parked too long.
    Idle = 32, "idle";
    /// Parked too long.
    Parking = 33, "parking";
    /// Temperature out of range.
    Temperature = 34, "temperature";
    /// Fuel dropped.
    FuelLeak = 35, "fuel_leak";
    /// A fault of the device (GNSS module, display, camera, ...).
    Fault = 36, "fault";
    /// The lock opened.
    Unlock = 37, "unlock";
    /// The lock closed.
    Lock = 38, "lock";
    /// The device was switched on.
    DeviceOn = 39, "device_on";
    /// The device was switched off.
    DeviceOff = 40, "device_off";
    /// Vehicle reported stolen by the device.
    Stolen = 41, "stolen";
    /// Ignition without authorisation.
    IllegalIgnition = 42, "illegal_ignition";
    /// Foot brake.
    FootBrake = 43, "foot_brake";
    /// An alarm that the device does not name.
    General = 63, "general";
}

/// A set of alarms.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Alarms(u64);

impl Alarms {
    /// No alarm.
    pub const NONE: Alarms = Alarms(0);

    /// Adds one.
    pub fn insert(&mut self, alarm: Alarm) {
        self.0 |= 1 << alarm as u8;
    }

    /// Whether it is in the set.
    pub fn contains(self, alarm: Alarm) -> bool {
        self.0 & (1 << alarm as u8) != 0
    }

    /// Whether any of the two sets' alarms coincide.
    pub fn intersects(self, other: Alarms) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// In bit order.
    pub fn iter(self) -> impl Iterator<Item = Alarm> {
        Alarm::ALL.iter().copied().filter(move |&a| self.contains(a))
    }

    /// The bits, as stored.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// From stored bits; unknown bits are kept.
    pub fn from_bits(bits: u64) -> Self {
        Alarms(bits)
    }
}

impl FromIterator<Alarm> for Alarms {
    fn from_iter<I: IntoIterator<Item = Alarm>>(alarms: I) -> Self {
        let mut set = Alarms::NONE;
        alarms.into_iter().for_each(|a| set.insert(a));
        set
    }
}

impl std::fmt::Debug for Alarms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

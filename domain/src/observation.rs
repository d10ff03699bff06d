//! An observation: a message enriched with who, whose and when, exactly as it is stored and as detectors read it.

use crate::geo::Point;
use crate::ids::{LenderNo, TrackerNo};
use chrono::{DateTime, Timelike, Utc};
use lienwatch_protocols::message::{Alarms, FixKind, Kind, Message};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What sort of row it is. The numbers are stored: never renumber.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(i16)]
pub enum ObservationKind {
    /// The device opened a session.
    Login = 1,
    /// Alive.
    Heartbeat = 2,
    /// Location report.
    Position = 3,
    /// Alarm or event report.
    Event = 4,
    /// Information outside the regular reports.
    Status = 5,
    /// The listener saw the connection end (made here, not by the device).
    Disconnect = 6,
    /// A piece of media.
    Media = 7,
    /// The answer to a command.
    CommandReply = 8,
    /// A frame that was not understood; raw bytes in the attributes.
    Unknown = 9,
}

impl ObservationKind {
    /// From the stored number.
    pub fn from_stored(number: i16) -> Option<Self> {
        use ObservationKind::*;
        [Login, Heartbeat, Position, Event, Status, Disconnect, Media, CommandReply, Unknown]
            .into_iter()
            .find(|k| *k as i16 == number)
    }

    /// The stored number.
    pub fn stored(self) -> i16 {
        self as i16
    }
}

impl From<Kind> for ObservationKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Login => Self::Login,
            Kind::Heartbeat => Self::Heartbeat,
            Kind::Position => Self::Position,
            Kind::Event => Self::Event,
            Kind::Status => Self::Status,
            Kind::Media => Self::Media,
            Kind::CommandReply => Self::CommandReply,
            Kind::Unknown => Self::Unknown,
        }
    }
}

/// Yes, no and unknown facts of a row, packed as stored. Bits are never renumbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flags(pub i32);

impl Flags {
    /// The device vouches for the fix.
    pub const VALID: i32 = 1;
    /// Uploaded later from device memory.
    pub const BUFFERED: i32 = 1 << 1;
    /// The packet had no time; `device_time` is the receive time.
    pub const NO_DEVICE_TIME: i32 = 1 << 2;
    /// The location comes from cell towers or Wi-Fi.
    pub const COARSE: i32 = 1 << 3;
    const IGNITION: u32 = 4;
    const EXTERNAL_POWER: u32 = 6;
    const MOTION: u32 = 8;
    const BLOCKED: u32 = 10;
    const DOOR: u32 = 12;
    // 14 is spent: for a while it said of a login that a restart of ours had caused it.

    /// Whether all of `bits` are set.
    pub fn has(self, bits: i32) -> bool {
        self.0 & bits == bits
    }

    fn with(self, bit: i32, on: bool) -> Self {
        Flags(if on { self.0 | bit } else { self.0 })
    }

    /// Two bits from `shift`: known, value.
    fn with_tri(self, shift: u32, value: Option<bool>) -> Self {
        Flags(match value {
            None => self.0,
            Some(on) => self.0 | (1 | i32::from(on) << 1) << shift,
        })
    }

    fn tri(self, shift: u32) -> Option<bool> {
        let pair = self.0 >> shift & 3;
        (pair & 1 != 0).then_some(pair & 2 != 0)
    }

    /// Ignition (ACC) on.
    pub fn ignition(self) -> Option<bool> {
        self.tri(Self::IGNITION)
    }

    /// External (vehicle) power present.
    pub fn external_power(self) -> Option<bool> {
        self.tri(Self::EXTERNAL_POWER)
    }

    /// The device's own motion flag.
    pub fn motion(self) -> Option<bool> {
        self.tri(Self::MOTION)
    }

    /// Engine or fuel cut active.
    pub fn blocked(self) -> Option<bool> {
        self.tri(Self::BLOCKED)
    }

    /// A door is open.
    pub fn door_open(self) -> Option<bool> {
        self.tri(Self::DOOR)
    }
}

/// One stored row of the hot path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Which tracker.
    pub tracker: TrackerNo,
    /// Whose, as known at receipt; `LenderNo::UNBOUND` where no installation covers it.
    pub lender: LenderNo,
    /// The device's own time (UTC, whole microseconds), never corrected; receive time where it sent none.
    pub device_time: DateTime<Utc>,
    /// When we received it (UTC, whole microseconds), by the engine clock.
    pub received_at: DateTime<Utc>,
    /// What sort of row.
    pub kind: ObservationKind,
    /// Yes/no facts.
    pub flags: Flags,
    /// Where, if the packet has a location.
    pub point: Option<Point>,
    /// Speed, 0.1 km/h.
    pub speed_dkph: Option<i16>,
    /// Course, degrees clockwise from north.
    pub course_deg: Option<i16>,
    /// Altitude, metres.
    pub altitude_m: Option<i16>,
    /// Satellites used.
    pub satellites: Option<i16>,
    /// Internal battery, percent.
    pub battery_pct: Option<i16>,
    /// External voltage, millivolts.
    pub power_mv: Option<i32>,
    /// Alarms raised.
    pub alarms: Alarms,
    /// Everything else the protocol carried, by name.
    pub attributes: Option<serde_json::Value>,
    /// Hash of the decoded record without receive context: a resend is equal, two records of one second differ. Of a
    /// record without a time it covers the frame's serial number.
    pub digest: i32,
}

/// Rounds to what PostgreSQL stores, so that a row read back equals the row written.
pub fn to_stored_precision(t: DateTime<Utc>) -> DateTime<Utc> {
    t.with_nanosecond(t.nanosecond().min(999_999_999) / 1000 * 1000).unwrap_or(t)
}

impl Observation {
    /// The row of a message. `received_at` is the engine's receive time.
    pub fn of(message: &Message, tracker: TrackerNo, lender: LenderNo, received_at: DateTime<Utc>) -> Observation {
        let received_at = to_stored_precision(received_at);
        let stated = message.device_time.or(message.fix.and_then(|f| f.time)).map(to_stored_precision);
        let v = &message.vitals;
        let fix = message.fix;
        let flags = Flags::default()
            .with(Flags::VALID, fix.is_some_and(|f| f.valid))
            .with(Flags::BUFFERED, message.buffered)
            .with(Flags::NO_DEVICE_TIME, stated.is_none())
            .with(Flags::COARSE, fix.is_some_and(|f| f.kind != FixKind::Gnss))
            .with_tri(Flags::IGNITION, v.ignition)
            .with_tri(Flags::EXTERNAL_POWER, v.external_power_present)
            .with_tri(Flags::MOTION, v.motion)
            .with_tri(Flags::BLOCKED, v.blocked)
            .with_tri(Flags::DOOR, v.door_open);
        let mut observation = Observation {
            tracker,
            lender,
            device_time: stated.unwrap_or(received_at),
            received_at,
            kind: message.kind.into(),
            flags,
            point: fix.and_then(|f| Point::from_degrees(f.lat, f.lon)),
            speed_dkph: fix.and_then(|f| f.speed_kph).map(|s| clamp_i16(s * 10.0)),
            course_deg: fix.and_then(|f| f.course_deg).map(clamp_i16),
            altitude_m: fix.and_then(|f| f.altitude_m).map(clamp_i16),
            satellites: fix.and_then(|f| f.satellites).map(i16::from),
            battery_pct: v.battery_pct.map(i16::from),
            power_mv: v.external_power_mv.map(|mv| i32::try_from(mv).unwrap_or(i32::MAX)),
            alarms: message.alarms,
            attributes: attributes(message),
            digest: 0,
        };
        // Without a time, the frame's number says whether it is the same again.
        let number = message.serial.filter(|_| stated.is_none()).map(u32::from);
        observation.digest = observation.compute_digest(number);
        observation
    }

    /// Tells the row of a message that has neither a time nor a frame number apart from others with the same content,
    /// which a clock that stands still cannot. Any `number` that no such row of the same receive time had will do.
    pub fn tell_apart(&mut self, number: u32) {
        self.digest = self.compute_digest(Some(number));
    }

    /// The row the listener writes when a connection ends.
    pub fn disconnect(tracker: TrackerNo, lender: LenderNo, at: DateTime<Utc>) -> Observation {
        let message = Message::default();
        let mut o = Observation::of(&message, tracker, lender, at);
        o.kind = ObservationKind::Disconnect;
        o.digest = o.compute_digest(None);
        o
    }

    /// SHA-256 of the file that the record names: of a record just made from a message with a medium, that medium's.
    pub fn file(&self) -> Option<[u8; 32]> {
        let digits = self.attributes.as_ref()?.get(FILE)?.as_str().filter(|digits| digits.len() == 64)?;
        let mut sum = [0; 32];
        for (at, byte) in sum.iter_mut().enumerate() {
            *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(sum)
    }

    /// Live, as opposed to uploaded from memory.
    pub fn realtime(&self) -> bool {
        !self.flags.has(Flags::BUFFERED)
    }

    /// Speed, km/h.
    pub fn speed_kph(&self) -> Option<f64> {
        self.speed_dkph.map(|s| f64::from(s) / 10.0)
    }

    /// First four bytes of SHA-256 over everything the device said. The sender cannot choose collisions cheaply for
    /// anybody but itself, and the key also holds tracker and time, so 32 bits suffice.
    fn compute_digest(&self, number: Option<u32>) -> i32 {
        let mut h = Sha256::new();
        h.update(self.kind.stored().to_le_bytes());
        h.update(self.flags.0.to_le_bytes());
        if let Some(p) = self.point {
            h.update(p.lat_e7.to_le_bytes());
            h.update(p.lon_e7.to_le_bytes());
        }
        for (tag, field) in
            [self.speed_dkph, self.course_deg, self.altitude_m, self.satellites, self.battery_pct].iter().enumerate()
        {
            if let Some(value) = field {
                h.update([tag as u8]);
                h.update(value.to_le_bytes());
            }
        }
        h.update(self.power_mv.unwrap_or(-1).to_le_bytes());
        h.update(self.alarms.bits().to_le_bytes());
        if let Some(a) = &self.attributes {
            h.update(a.to_string());
        }
        if let Some(number) = number {
            h.update(number.to_le_bytes());
        }
        let sum = h.finalize();
        i32::from_le_bytes([sum[0], sum[1], sum[2], sum[3]])
    }
}

fn clamp_i16(value: f64) -> i16 {
    value.round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
}

/// The attribute that names the file that came with a record.
const FILE: &str = "file";

/// How a record names the file that came with it: SHA-256 of its bytes, in hex.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What has no column of its own; `None` when there is nothing, so that a plain position stores no JSON.
fn attributes(message: &Message) -> Option<serde_json::Value> {
    let mut map = serde_json::Map::new();
    let v = &message.vitals;
    let mut put = |key: &str, value: serde_json::Value| {
        map.insert(key.to_owned(), value);
    };
    if let Some(mv) = v.battery_mv {
        put("battery_mv", mv.into());
    }
    if let Some(level) = v.gsm_level {
        put("gsm_level", level.into());
    }
    if let Some(dbm) = v.gsm_rssi_dbm {
        put("gsm_rssi_dbm", dbm.into());
    }
    if let Some(armed) = v.armed {
        put("armed", armed.into());
    }
    if let Some(odometer) = v.odometer_m {
        put("odometer_m", odometer.into());
    }
    if let Some(fix) = message.fix {
        if let (Some(fix_time), Some(device_time)) = (fix.time, message.device_time)
            && fix_time != device_time
        {
            put("fix_time", fix_time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true).into());
        }
        if let Some(hdop) = fix.hdop {
            put("hdop", hdop.into());
        }
        if let Some(accuracy) = fix.accuracy_m {
            put("accuracy_m", accuracy.into());
        }
    }
    if !message.cells.is_empty() {
        put("cells", serde_json::to_value(message.cells.as_slice()).unwrap_or_default());
    }
    if !message.wifi.is_empty() {
        put("wifi", serde_json::to_value(&message.wifi).unwrap_or_default());
    }
    for (name, value) in &message.attributes {
        put(name, serde_json::to_value(value).unwrap_or_default());
    }
    // Last: no attribute of the device's stands in its place.
    if let Some(media) = message.media.as_ref().filter(|media| !media.bytes.is_empty()) {
        put(FILE, sha256(&media.bytes).into());
    }
    (!map.is_empty()).then(|| storable_text(serde_json::Value::Object(map)))
}

/// PostgreSQL's `jsonb` cannot hold U+0000 (documentation: "JSON Types"); a device that sends it gets its picture.
fn storable_text(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    let clean = |text: String| if text.contains('\0') { text.replace('\0', "\u{2400}") } else { text };
    match value {
        Value::String(text) => Value::String(clean(text)),
        Value::Array(list) => Value::Array(list.into_iter().map(storable_text).collect()),
        Value::Object(map) => Value::Object(map.into_iter().map(|(k, v)| (clean(k), storable_text(v))).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests;

//! Compares the messages of one packet with the reference's positions.
//!
//! Units and tolerances are the corpus README's. A value the reference does not give is not compared (we may read more
//! than it does), with two exceptions that must never be made up: a fix and an alarm.
//!
//! A value of the vocabulary that the packet states but we do not vouch for (a reserved bit that one maker uses as
//! `charge`, a battery of 153%) may be given as an attribute under the reference's name instead of the field that
//! detection believes. It then agrees, and the report counts it as told only.

use super::alarms::{self, AlarmGap};
use super::corpus::{Expected, Packet};
use crate::message::{self, Fix, Kind, Message, Vitals};
use serde_json::Value;

/// Something that is not as the reference has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mismatch {
    /// Which position of the packet.
    pub position: Option<usize>,
    /// The reference's name of the value.
    pub key: &'static str,
    pub ours: String,
    pub reference: String,
    /// For `key == "alarm"`.
    pub alarms: Option<AlarmGap>,
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(position) = self.position {
            write!(f, "[{position}] ")?;
        }
        write!(f, "{}: ours {}, reference {}", self.key, self.ours, self.reference)
    }
}

pub(super) const ABSENT: &str = "absent";

/// Attributes compared as vocabulary; the others count as coverage.
pub(super) const VOCABULARY: &[&str] = &[
    "alarm",
    "ignition",
    "charge",
    "power",
    "battery",
    "batteryLevel",
    "rssi",
    "sat",
    "hdop",
    "odometer",
    "blocked",
    "motion",
    "door",
];

/// What a comparison found.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub mismatches: Vec<Mismatch>,
    /// Values of the vocabulary that agree only as attributes.
    pub told_only: usize,
}

impl From<Vec<Mismatch>> for Compared {
    fn from(mismatches: Vec<Mismatch>) -> Self {
        Compared { mismatches, told_only: 0 }
    }
}

/// Every disagreement about the positions of a packet.
pub(super) fn positions(packet: &Packet, messages: &[&Message]) -> Compared {
    let Some(expected) = &packet.expect else {
        let invented = messages.iter().find_map(|m| m.fix);
        return invented
            .map(|fix| plain(None, "located", format!("a fix at {}, {}", fix.lat, fix.lon), "no position"))
            .into_iter()
            .collect::<Vec<_>>()
            .into();
    };
    let ours = reporting(messages, expected.len());
    if ours.len() != expected.len() {
        let kinds: Vec<Kind> = ours.iter().map(|m| m.kind).collect();
        return vec![plain(None, "positions", format!("{} {kinds:?}", ours.len()), expected.len())].into();
    }
    let mut found = Compared::default();
    for (index, (expected, ours)) in expected.iter().zip(ours).enumerate() {
        let mut one = Comparison { packet, index, message: ours, found: &mut found };
        one.core(expected, ours);
        one.vocabulary(expected, ours);
        one.network(expected, ours);
    }
    found
}

/// Our messages that stand for a position of the reference: all but logins; if that is too many, without those that
/// neither locate nor say anything (a picture's piece, a frame we keep raw); if too few, with the logins.
fn reporting<'m>(messages: &[&'m Message], wanted: usize) -> Vec<&'m Message> {
    let but_logins: Vec<&Message> = messages.iter().copied().filter(|m| m.kind != Kind::Login).collect();
    if but_logins.len() > wanted {
        return but_logins.into_iter().filter(|m| says_something(m)).collect();
    }
    if but_logins.len() < wanted { messages.to_vec() } else { but_logins }
}

/// Whether anything of the vocabulary is in it.
fn says_something(message: &Message) -> bool {
    message.fix.is_some()
        || message.vitals != Vitals::default()
        || !message.alarms.is_empty()
        || !message.cells.is_empty()
        || !message.wifi.is_empty()
}

fn plain(
    position: Option<usize>,
    key: &'static str,
    ours: impl std::fmt::Display,
    reference: impl std::fmt::Display,
) -> Mismatch {
    Mismatch { position, key, ours: ours.to_string(), reference: reference.to_string(), alarms: None }
}

fn shown<T: std::fmt::Display>(value: Option<T>) -> String {
    value.map_or_else(|| ABSENT.to_owned(), |v| v.to_string())
}

struct Comparison<'a> {
    packet: &'a Packet,
    index: usize,
    message: &'a Message,
    found: &'a mut Compared,
}

impl Comparison<'_> {
    fn differ(&mut self, key: &'static str, ours: impl std::fmt::Display, reference: impl std::fmt::Display) {
        self.found.mismatches.push(plain(Some(self.index), key, ours, reference));
    }

    fn core(&mut self, expected: &Expected, ours: &Message) {
        if let (Some(reference), Some(time)) = (expected.device_time, ours.device_time)
            && reference != time
            && !self.packet.is_volatile(self.index, "device_time")
        {
            self.differ("device_time", time, reference);
        }
        match (expected.located, &ours.fix) {
            (false, None) => {}
            (false, Some(fix)) => self.differ("located", format!("a fix at {}, {}", fix.lat, fix.lon), ABSENT),
            (true, None) => {
                let at = [expected.lat, expected.lon].map(shown).join(", ");
                self.differ("located", ABSENT, format!("a fix at {at}"));
            }
            (true, Some(fix)) => self.fix(expected, fix),
        }
    }

    fn fix(&mut self, expected: &Expected, fix: &Fix) {
        if expected.valid != fix.valid {
            self.differ("valid", fix.valid, expected.valid);
        }
        self.number("lat", Some(fix.lat), expected.lat, 1e-6);
        self.number("lon", Some(fix.lon), expected.lon, 1e-6);
        if !self.packet.is_volatile(self.index, "fix_time")
            && expected.fix_time.is_some()
            && expected.fix_time != fix.time
        {
            self.differ("fix_time", shown(fix.time), shown(expected.fix_time));
        }
        // The reference's default for a missing value is zero.
        let speed = expected.speed_kmh.unwrap_or(0.0);
        self.number("speed", Some(fix.speed_kph.unwrap_or(0.0)), Some(speed), (speed.abs() * 1e-4).max(1e-4));
        self.course(fix.course_deg.unwrap_or(0.0), expected.course.unwrap_or(0.0));
        self.number("altitude", Some(fix.altitude_m.unwrap_or(0.0)), Some(expected.altitude.unwrap_or(0.0)), 1e-3);
        if expected.accuracy.is_some_and(|a| a != 0.0) {
            self.number("accuracy", fix.accuracy_m, expected.accuracy, 1e-3);
        }
    }

    /// On a circle: 360 is 0.
    fn course(&mut self, ours: f64, reference: f64) {
        let apart = (ours - reference).rem_euclid(360.0);
        if apart.min(360.0 - apart) > 1e-3 {
            self.differ("course", ours, reference);
        }
    }

    /// Nothing to compare where the reference has none.
    fn number(&mut self, key: &'static str, ours: Option<f64>, reference: Option<f64>, tolerance: f64) {
        let Some(reference) = reference else { return };
        if self.packet.is_volatile(self.index, key) {
            return;
        }
        // NaN is never close.
        let close = ours.is_some_and(|ours| (ours - reference).abs() <= tolerance);
        if !close {
            self.differ(key, shown(ours), reference);
        }
    }

    fn vocabulary(&mut self, expected: &Expected, ours: &Message) {
        let vitals = &ours.vitals;
        let alarm = expected.attributes.get("alarm").and_then(Value::as_str).unwrap_or("");
        if let Some(gap) = alarms::gap(ours.alarms, alarm) {
            let list = alarms::list(ours.alarms);
            let ours = if list.is_empty() { ABSENT.to_owned() } else { list };
            let reference = if alarm.is_empty() { ABSENT.to_owned() } else { alarm.to_owned() };
            self.found.mismatches.push(Mismatch {
                position: Some(self.index),
                key: "alarm",
                ours,
                reference,
                alarms: Some(gap),
            });
        }
        self.flag(expected, "ignition", vitals.ignition);
        // The reference takes a vendor's charging bit and what other items say of external power for one thing.
        let powered = vitals.external_power_present.filter(|on| *on).or(vitals.charging);
        self.flag(expected, "charge", powered.or(vitals.external_power_present));
        self.flag(expected, "blocked", vitals.blocked);
        self.flag(expected, "motion", vitals.motion);
        self.flag(expected, "door", vitals.door_open);
        // Ours are whole millivolts, percents and metres.
        self.value(expected, "power", vitals.external_power_mv.map(|mv| f64::from(mv) / 1000.0), 0.000_501);
        self.value(expected, "battery", vitals.battery_mv.map(|mv| f64::from(mv) / 1000.0), 0.000_501);
        self.value(expected, "batteryLevel", vitals.battery_pct.map(f64::from), 0.501);
        self.value(expected, "odometer", vitals.odometer_m.map(|m| m as f64), 1.0);
        let stated = vitals.gsm_level.map(f64::from);
        self.value(expected, "rssi", stated.or(vitals.gsm_rssi_dbm.map(f64::from)), 1e-6);
        // Properties of a fix; the reference also gives them without one.
        if expected.located
            && let Some(fix) = &ours.fix
        {
            self.value(expected, "sat", fix.satellites.map(f64::from), 1e-6);
            self.value(expected, "hdop", fix.hdop, 1e-3);
        }
    }

    fn flag(&mut self, expected: &Expected, key: &'static str, ours: Option<bool>) {
        let Some(reference) = expected.attributes.get(key) else { return };
        // A few of the reference's flags are numbers, of which zero is no.
        let stated = reference.as_bool().or_else(|| reference.as_f64().map(|number| number != 0.0));
        if ours != stated && !self.packet.is_volatile(self.index, key) && !self.told(key, ours, reference) {
            self.differ(key, shown(ours), reference);
        }
    }

    fn value(&mut self, expected: &Expected, key: &'static str, ours: Option<f64>, tolerance: f64) {
        match expected.attributes.get(key) {
            None => {}
            Some(reference) if self.told(key, ours, reference) => {}
            Some(reference) if reference.is_number() => self.number(key, ours, reference.as_f64(), tolerance),
            Some(reference) => self.differ(key, shown(ours), reference),
        }
    }

    /// Whether we leave the field out and give the value as an attribute instead.
    fn told<T>(&mut self, key: &str, field: Option<T>, reference: &Value) -> bool {
        let told = field.is_none()
            && self.message.attributes.iter().any(|(name, value)| {
                same_name(name, key)
                    && match value {
                        message::Value::Bool(ours) => reference.as_bool() == Some(*ours),
                        message::Value::Int(ours) => reference.as_f64().is_some_and(|r| near(*ours as f64, r)),
                        message::Value::Float(ours) => reference.as_f64().is_some_and(|r| near(*ours, r)),
                        message::Value::Text(ours) => reference.as_str() == Some(ours),
                    }
            });
        self.found.told_only += usize::from(told);
        told
    }

    fn network(&mut self, expected: &Expected, ours: &Message) {
        let Some(network) = &expected.network else { return };
        let same = |r: &super::corpus::Cell, o: &crate::message::Cell| {
            let agree = |reference: Option<i64>, ours: i64| reference.is_none_or(|r| r == ours);
            agree(r.mcc, o.mcc.into())
                && agree(r.mnc, o.mnc.into())
                && agree(r.lac, o.lac.into())
                && agree(r.cid, o.cid as i64)
                && (r.signal.is_none() || r.signal == o.signal.map(i64::from))
        };
        if !same_set(&network.cells, &ours.cells, same) {
            let reference = network.cells.iter().map(|c| show_cell([c.mcc, c.mnc, c.lac, c.cid, c.signal]));
            let ours = ours.cells.iter().map(|c| {
                let signal = c.signal.map(i64::from);
                show_cell([Some(c.mcc.into()), Some(c.mnc.into()), Some(c.lac.into()), Some(c.cid as i64), signal])
            });
            let (ours, reference) = (join(ours), join(reference));
            self.differ("cells", ours, reference);
        }
        let same = |r: &super::corpus::Wifi, o: &crate::message::Wifi| {
            r.mac.eq_ignore_ascii_case(&mac(o.mac)) && (r.signal.is_none() || r.signal == o.signal.map(i64::from))
        };
        if !same_set(&network.wifi, &ours.wifi, same) {
            let reference = network.wifi.iter().map(|w| format!("{}@{}", w.mac, shown(w.signal)));
            let ours = ours.wifi.iter().map(|w| format!("{}@{}", mac(w.mac), shown(w.signal)));
            let (ours, reference) = (join(ours), join(reference));
            self.differ("wifi", ours, reference);
        }
    }
}

/// Equal but for rounding.
fn near(ours: f64, reference: f64) -> bool {
    (ours - reference).abs() <= 1e-6 * reference.abs().max(1.0)
}

/// `driverUniqueId` and `driver_unique_id` are one name.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    let plain = |name: &str| name.bytes().filter(|c| *c != b'_').map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>();
    plain(a) == plain(b)
}

fn join(items: impl Iterator<Item = String>) -> String {
    let mut items: Vec<String> = items.collect();
    items.sort();
    if items.is_empty() { ABSENT.to_owned() } else { items.join(" ") }
}

fn show_cell(values: [Option<i64>; 5]) -> String {
    values.map(shown).join("/")
}

fn mac(bytes: [u8; 6]) -> String {
    bytes.map(|b| format!("{b:02x}")).join(":")
}

/// Each of one side is on the other: sets, since order has no meaning and one may be heard twice.
fn same_set<R, O>(reference: &[R], ours: &[O], same: impl Fn(&R, &O) -> bool) -> bool {
    reference.iter().all(|r| ours.iter().any(|o| same(r, o)))
        && ours.iter().all(|o| reference.iter().any(|r| same(r, o)))
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;

//! AVL elements: what an id means, in the vocabulary where it has a word, else as an attribute.
//!
//! Sources: Teltonika wiki, "Full AVL ID List" and "FMB… Teltonika Data Sending Parameters ID" (permanent, eventual
//! and OBD elements; the ids and sizes are the same for FMB, FMC, FMM and FMT), "FTX Data Sending Parameters ID" for
//! the FT platform, "EYE Sensor" for 10800 on. The list
//! states a size for each id: an element of another size belongs to an older device with another list, and stays
//! under its number. What older devices (FM1…, FM4…) and the list agree on is read for every model.

use super::accessories;
use crate::hex::hex;
use crate::message::{Alarm, Cell, Message, Name, Value};
use crate::names;
use compact_str::{ToCompactString, format_compact};

/// Which list of AVL ids a device follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Platform {
    /// Not known: the elements that mean the same on every device, and the alarms of the current platform.
    Any,
    /// The current platform: FMB, FMC, FMM, FMT and kin.
    Current,
}

impl Platform {
    /// The platform of a model name.
    pub fn of(model: Option<&str>) -> Platform {
        const CURRENT: &[&str] = &["FMB", "FMC", "FMM", "FMT", "FMU", "FMP", "FM3001", "MTB", "MSP"];
        let model = model.unwrap_or_default().trim().to_ascii_uppercase();
        if CURRENT.iter().any(|p| model.starts_with(p)) { Platform::Current } else { Platform::Any }
    }
}

/// The elements' ids, where encoder and decoder share them.
pub(super) mod id {
    pub const ODOMETER: u16 = 16;
    pub const GSM_SIGNAL: u16 = 21;
    pub const EXTERNAL_VOLTAGE: u16 = 66;
    pub const BATTERY_VOLTAGE: u16 = 67;
    pub const BATTERY_LEVEL: u16 = 113;
    pub const HDOP: u16 = 182;
    pub const ALARM: u16 = 236;
    pub const IGNITION: u16 = 239;
    pub const MOVEMENT: u16 = 240;
    pub const TOWING: u16 = 246;
    pub const CRASH: u16 = 247;
    pub const JAMMING: u16 = 249;
    pub const IDLING: u16 = 251;
    pub const UNPLUG: u16 = 252;
    pub const GREEN_DRIVING: u16 = 253;
    pub const OVERSPEEDING: u16 = 255;
    pub const AUTO_GEOFENCE: u16 = 175;
    pub const EXTERNAL_VOLTAGE_WIDE: u16 = 800;
}

/// A record while its elements are read.
pub(super) struct Reading<'m> {
    message: &'m mut Message,
    platform: Platform,
    event: u16,
    /// Elements the record states, which is what attributes are reserved by, within reason.
    total: u16,
    operator: Option<u32>,
    area: Option<u16>,
    /// Cell id, and which element states it: 205 (2G) or 636 (4G).
    cell: Option<(u16, u64)>,
}

impl<'m> Reading<'m> {
    /// A record whose fixed part is read.
    pub fn new(message: &'m mut Message, platform: Platform, event: u16, total: u16) -> Self {
        Self { message, platform, event, total, operator: None, area: None, cell: None }
    }

    /// Adds an attribute.
    #[inline]
    pub fn attribute(&mut self, name: impl Into<Name>, value: Value) {
        let attributes = &mut self.message.attributes;
        if attributes.capacity() == 0 {
            attributes.reserve(usize::from(self.total.clamp(2, 18)));
        }
        attributes.push((name.into(), value));
    }

    fn number(&mut self, name: &'static str, value: u64) {
        self.attribute(name, Value::Int(value.cast_signed()));
    }

    fn scaled(&mut self, name: &'static str, value: f64, divisor: f64) {
        self.attribute(name, Value::Float(value / divisor));
    }

    fn alarm_if(&mut self, alarm: Alarm, raised: bool) {
        if raised {
            self.message.alarms.insert(alarm);
        }
    }

    /// An element of 1, 2, 4 or 8 bytes.
    #[inline]
    pub fn element(&mut self, id: u16, size: u8, raw: u64) {
        let vitals = &mut self.message.vitals;
        match (size, id) {
            (1, id::IGNITION) => vitals.ignition = Some(raw != 0),
            (1, id::MOVEMENT) => vitals.motion = Some(raw != 0),
            (1, id::GSM_SIGNAL) => vitals.gsm_level = Some(raw as u8 as i32),
            (2, id::EXTERNAL_VOLTAGE) => vitals.external_power_mv = Some(raw as u16 as u32),
            (2, id::BATTERY_VOLTAGE) => vitals.battery_mv = Some(raw as u16 as u32),
            (1, id::BATTERY_LEVEL) if raw <= 100 => vitals.battery_pct = Some(raw as u8),
            // The FT platform (FTC, FTM) has its external voltage here, in four bytes.
            (4, id::EXTERNAL_VOLTAGE_WIDE) => vitals.external_power_mv = Some(raw as u32),
            (4, id::ODOMETER) => vitals.odometer_m = Some(raw),
            (2, id::HDOP) => {
                if let Some(fix) = &mut self.message.fix {
                    fix.hdop = Some(raw as f64 / 10.0);
                }
            }
            // "0 – battery present, 1 – battery unplugged", the vehicle's battery; it is a new cut only in the
            // record that the unplug scenario made.
            (1, id::UNPLUG) => {
                vitals.external_power_present = Some(raw == 0);
                if self.event == id::UNPLUG {
                    self.message.alarms.insert(if raw == 0 { Alarm::PowerRestored } else { Alarm::PowerCut });
                }
            }
            (1, id::TOWING) => self.alarm_if(Alarm::Tow, raw != 0),
            (1, id::JAMMING) => self.alarm_if(Alarm::Jamming, raw != 0),
            (1, id::CRASH) => self.alarm_if(Alarm::Accident, raw != 0),
            (1, id::IDLING) => self.alarm_if(Alarm::Idle, raw != 0),
            // The list does not say what the alarm is: a panic button on some models, an input on others.
            (1, id::ALARM) => self.alarm_if(Alarm::General, raw != 0),
            _ => self.extra(id, size, raw),
        }
    }

    /// What is not among the frequent ones.
    #[inline(never)]
    fn extra(&mut self, id: u16, size: u8, raw: u64) {
        let signed = match size {
            1 => i64::from(raw as u8 as i8),
            2 => i64::from(raw as u16 as i16),
            4 => i64::from(raw as u32 as i32),
            _ => raw as i64,
        } as f64;
        match (size, id) {
            (1, 1..=4) => {
                let name = ["in1", "in2", "in3", "in4"][usize::from(id) - 1];
                self.attribute(name, Value::Bool(raw != 0));
            }
            (1, 179) => self.attribute("out1", Value::Bool(raw == 1)),
            (1, 180) => self.attribute("out2", Value::Bool(raw == 1)),
            (2, 17) => self.attribute("axisX", Value::Int(signed as i64)),
            (2, 18) => self.attribute("axisY", Value::Int(signed as i64)),
            (2, 19) => self.attribute("axisZ", Value::Int(signed as i64)),
            (2, 25..=28) => {
                let name = ["bleTemp1", "bleTemp2", "bleTemp3", "bleTemp4"][usize::from(id) - 25];
                self.scaled(name, signed, 100.0);
            }
            // iButton: the number is engraved with its last byte first; 0 is none read.
            (8, 78) if raw != 0 => {
                self.attribute("driverUniqueId", Value::Text(format_compact!("{:016X}", raw.swap_bytes())));
            }
            (8, 78) => {}
            (2, 90) => self.message.vitals.door_open = Some(raw != 0),
            (2, 181) => self.scaled("pdop", raw as f64, 10.0),
            (4, 199) => self.number("tripOdometer", raw),
            (4, 241) => {
                self.operator = Some(raw as u32);
                self.number("operator", raw);
            }
            (2 | 4, 205) | (4, 636) => self.cell = Some((id, raw)),
            (2, 206) => self.area = Some(raw as u16),
            (1, id::GREEN_DRIVING) => match raw {
                1 => self.message.alarms.insert(Alarm::HardAcceleration),
                2 => self.message.alarms.insert(Alarm::HardBraking),
                3 => self.message.alarms.insert(Alarm::HardCornering),
                _ => self.attribute(names::io(id), Value::Int(raw as i64)),
            },
            _ if self.event_alarm(id, size, raw) => {}
            _ => match self.platform {
                Platform::Current => self.current(id, size, raw, signed),
                Platform::Any => self.attribute(names::io(id), Value::Int(raw as i64)),
            },
        }
    }

    /// Elements that raise an alarm only in the record made for them, and are a state or a plain value otherwise.
    /// Whether it was one and has nothing more to say.
    fn event_alarm(&mut self, id: u16, size: u8, raw: u64) -> bool {
        if size != 1 || id != self.event {
            return false;
        }
        let alarms = &mut self.message.alarms;
        match (id, raw) {
            // The value is the speed, 0 when the speeding ends.
            (id::OVERSPEEDING, 1..) => {
                alarms.insert(Alarm::Overspeed);
                return false;
            }
            // GNSS jamming: 0 none, 1 warning (disturbed, but the fix holds), 2 critical (no fix).
            (318, 2) => alarms.insert(Alarm::Jamming),
            (fence, 0) if is_fence(fence) => alarms.insert(Alarm::FenceExit),
            (fence, 1) if is_fence(fence) => alarms.insert(Alarm::FenceEnter),
            _ => return false,
        }
        true
    }

    /// Elements that need the current platform's list.
    fn current(&mut self, id: u16, size: u8, raw: u64, signed: f64) {
        let value = raw as f64;
        match (size, id) {
            // The speed when the record was made; the GNSS element's is the last filtered one.
            (2, 24) => {
                if let Some(fix) = &mut self.message.fix {
                    fix.speed_kph = Some(value);
                }
            }
            // "Charger connected", of devices with a charger instead of the vehicle's power.
            (1, 116) => self.message.vitals.charging = Some(raw != 0),
            (2, 9) => self.scaled("adc1", value, 1000.0),
            (2, 10) => self.scaled("adc2", value, 1000.0),
            (8, 11) => self.attribute("iccid", Value::Text(raw.to_compact_string())),
            (4, 12) => self.scaled("fuelUsed", value, 1000.0),
            (2, 13) => self.scaled("fuelConsumption", value, 100.0),
            (1, 32) => self.attribute("coolantTemp", Value::Int(signed as i64)),
            (2, 36) => self.number("rpm", raw),
            (1, 37) => self.number("obdSpeed", raw),
            (2, 68) => self.scaled("batteryCurrent", value, 1000.0),
            (4, 72..=75) => {
                let name = ["temp1", "temp2", "temp3", "temp4"][usize::from(id) - 72];
                self.scaled(name, signed, 10.0);
            }
            (1, 80) => self.number("dataMode", raw),
            (1, 81) => self.number("obdSpeed", raw),
            (1, 82) => self.number("throttle", raw),
            (4, 83) => self.scaled("fuelUsed", value, 10.0),
            (2, 84) => self.scaled("fuel", value, 10.0),
            (2, 85) => self.number("rpm", raw),
            (4, 87) => self.number("obdOdometer", raw),
            (1, 89) => self.number("fuelLevel", raw),
            (2, 110) => self.scaled("fuelConsumption", value, 10.0),
            (2, 115) => self.scaled("engineTemp", signed, 10.0),
            (1, 200) => self.number("sleepMode", raw),
            (2, 10800..=10803) => {
                let name = ["eyeTemp1", "eyeTemp2", "eyeTemp3", "eyeTemp4"][usize::from(id) - 10800];
                self.scaled(name, signed, 100.0);
            }
            _ => self.attribute(names::io(id), Value::Int(raw as i64)),
        }
    }

    /// Writes what takes several elements.
    pub fn finish(mut self) {
        match (self.area, self.cell) {
            (None, None) => {}
            (Some(area), Some((_, cid))) => {
                let (mcc, mnc) = network(self.operator);
                self.message.cells.push(Cell { mcc, mnc, lac: u32::from(area), cid, signal: None });
            }
            // Half a cell is none.
            (Some(area), None) => self.attribute(names::io(206), Value::Int(i64::from(area))),
            (None, Some((id, cid))) => self.attribute(names::io(id), Value::Int(cid as i64)),
        }
    }
}

/// Country and network of an operator code, five or six decimal digits; 0 where it is not known.
pub(super) fn network(operator: Option<u32>) -> (u16, u16) {
    match operator {
        Some(code @ 10_000..=99_999) => ((code / 100) as u16, (code % 100) as u16),
        Some(code @ 100_000..=999_999) => ((code / 1000) as u16, (code % 1000) as u16),
        _ => (0, 0),
    }
}

/// The automatic fence around a parking place, and the zones set on the device: 0 left, 1 entered.
fn is_fence(id: u16) -> bool {
    matches!(id, id::AUTO_GEOFENCE | 155..=159 | 61..=65 | 70 | 88 | 91..=99 | 153 | 154 | 190..=194 | 196 | 197)
}

/// An element of 16 bytes, or of a length of its own.
pub(super) fn long(reading: &mut Reading<'_>, id: u16, bytes: &[u8]) {
    match id {
        256 => reading.attribute("vin", accessories::text(bytes)),
        281 => reading.attribute("dtcs", accessories::text(bytes)),
        385 => accessories::beacons(reading, bytes),
        548 | 10828 | 10829 | 10831 | 11317 => accessories::tags(reading, bytes),
        _ => reading.attribute(names::io(id), Value::Text(hex(bytes))),
    }
}

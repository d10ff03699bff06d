//! The device's side: logins, keep-alives and packets of Codec 8 or 8 Extended.
//!
//! What a record cannot say is left out: a record always has coordinates (a message without a fix repeats the last
//! ones, with no satellites), no doors, no `blocked`, no cells. A message comes back equal when it was made of what a
//! record can say: coordinates on the 1e-7 degree grid, whole km/h, degrees and metres, and for an event the
//! attribute `event` (see [`event_of`]).

use super::elements::id;
use super::frame::Start;
use super::{frame, text};
use crate::encode::Encoder;
use crate::message::{Alarm, Alarms, Kind, Message, Value};
use crate::names;
use crate::session::DeviceId;
use bytes::{Buf, BufMut, BytesMut};

/// Most records of a packet. The count has one byte, and the vendor's longest packet 1280 bytes.
const MOST_RECORDS: usize = 50;
/// The vendor's longest packet of records, bytes.
const LONGEST: usize = 1280;

/// The codec that a device sends its records in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Codec {
    /// Codec 8: ids and counts of one byte; elements above 255 are left out.
    #[default]
    Codec8,
    /// Codec 8 Extended: ids and counts of two bytes.
    Extended,
}

/// A Teltonika device.
#[derive(Debug, Clone)]
pub struct TeltonikaEncoder {
    imei: DeviceId,
    codec: Codec,
    /// Longitude, latitude (1e-7 degrees) and altitude (metres) of the last fix.
    place: (i32, i32, i16),
}

impl TeltonikaEncoder {
    /// A device of this IMEI.
    pub fn new(imei: DeviceId, codec: Codec) -> Self {
        Self { imei, codec, place: (0, 0, 0) }
    }

    /// Answers a command, in Codec 12.
    pub fn answer(&self, text: &str, out: &mut BytesMut) {
        text::answer(text, out);
    }
}

/// What a server said to a device over a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// The answer to the login: whether the device is accepted.
    Accepted(bool),
    /// How many records of a packet were taken.
    Taken(u32),
    /// A command (Codec 12), to be answered with [`TeltonikaEncoder::answer`].
    Order(String),
}

impl Heard {
    /// Takes the next thing off `input`; `at_login`: the answer to the login is still to come. `None` when there is no
    /// whole one; what is incomplete stays. A count of zero looks like the start of a command, and is told when more
    /// has come.
    pub fn take(input: &mut BytesMut, at_login: bool) -> Option<Heard> {
        loop {
            let (length, heard) = match (&input[..], at_login) {
                ([byte, ..], true) => (1, Some(Heard::Accepted(*byte == 1))),
                ([0, 0, 0, 0, ..], false) => match frame::start(input, LONGEST_ORDER, false) {
                    Start::Incomplete => return None,
                    Start::Packet(length) => {
                        let order = text::commanded(&input[frame::HEADER..length - frame::TRAILER]);
                        (length, order.map(Heard::Order))
                    }
                    _ => (4, Some(Heard::Taken(0))),
                },
                ([a, b, c, d, ..], false) => (4, Some(Heard::Taken(u32::from_be_bytes([*a, *b, *c, *d])))),
                _ => return None,
            };
            input.advance(length);
            if heard.is_some() {
                return heard;
            }
        }
    }
}

/// More than any packet from a server has, bytes.
const LONGEST_ORDER: usize = 2048;

/// The id of the element that makes a record for one of these alarms: the `event` of the message that it comes back
/// as. `None` where the protocol has none.
pub fn event_of(alarms: Alarms) -> Option<u16> {
    alarms.iter().find_map(|alarm| element_of(alarm).map(|(id, _)| id))
}

/// The element of an alarm, and the value that raises it.
fn element_of(alarm: Alarm) -> Option<(u16, u8)> {
    Some(match alarm {
        Alarm::PowerCut => (id::UNPLUG, 1),
        Alarm::PowerRestored => (id::UNPLUG, 0),
        Alarm::Tow => (id::TOWING, 1),
        Alarm::Jamming => (id::JAMMING, 1),
        Alarm::Accident => (id::CRASH, 1),
        Alarm::Idle => (id::IDLING, 1),
        Alarm::General => (id::ALARM, 1),
        Alarm::HardAcceleration => (id::GREEN_DRIVING, 1),
        Alarm::HardBraking => (id::GREEN_DRIVING, 2),
        Alarm::HardCornering => (id::GREEN_DRIVING, 3),
        Alarm::FenceExit => (id::AUTO_GEOFENCE, 0),
        Alarm::FenceEnter => (id::AUTO_GEOFENCE, 1),
        _ => return None,
    })
}

/// Elements of a record by size: 1, 2, 4 and 8 bytes.
#[derive(Default)]
struct Elements {
    groups: [Vec<(u16, u64)>; 4],
}

impl Elements {
    fn put(&mut self, group: usize, id: u16, value: u64) {
        if !self.groups.iter().flatten().any(|&(known, _)| known == id) {
            self.groups[group].push((id, value));
        }
    }

    fn of(message: &Message) -> Self {
        let mut elements = Self::default();
        let vitals = &message.vitals;
        let alarms = message.alarms.iter().filter_map(element_of);
        alarms.for_each(|(id, value)| elements.put(0, id, u64::from(value)));
        let bytes = [
            (id::IGNITION, vitals.ignition.map(u64::from)),
            (id::MOVEMENT, vitals.motion.map(u64::from)),
            (id::GSM_SIGNAL, vitals.gsm_level.and_then(|level| u8::try_from(level).ok()).map(u64::from)),
            (id::UNPLUG, vitals.external_power_present.map(|present| u64::from(!present))),
            (id::BATTERY_LEVEL, vitals.battery_pct.map(u64::from)),
        ];
        bytes.into_iter().for_each(|(id, value)| value.into_iter().for_each(|value| elements.put(0, id, value)));
        let hdop = message.fix.and_then(|fix| fix.hdop).map(|hdop| (hdop * 10.0).round() as u16);
        let words = [
            (id::EXTERNAL_VOLTAGE, vitals.external_power_mv.map(saturated)),
            (id::BATTERY_VOLTAGE, vitals.battery_mv.map(saturated)),
            (id::HDOP, hdop),
        ];
        words
            .into_iter()
            .for_each(|(id, value)| value.into_iter().for_each(|value| elements.put(1, id, u64::from(value))));
        if let Some(odometer) = vitals.odometer_m {
            elements.put(2, id::ODOMETER, odometer.min(u64::from(u32::MAX)));
        }
        for (name, value) in &message.attributes {
            elements.attribute(name, value);
        }
        elements
    }

    fn attribute(&mut self, name: &str, value: &Value) {
        match (name, value) {
            ("in1", Value::Bool(on)) => self.put(0, 1, u64::from(*on)),
            ("in2", Value::Bool(on)) => self.put(0, 2, u64::from(*on)),
            ("in3", Value::Bool(on)) => self.put(0, 3, u64::from(*on)),
            ("in4", Value::Bool(on)) => self.put(0, 4, u64::from(*on)),
            ("out1", Value::Bool(on)) => self.put(0, 179, u64::from(*on)),
            ("out2", Value::Bool(on)) => self.put(0, 180, u64::from(*on)),
            ("operator", Value::Int(code)) => self.put(2, 241, code.cast_unsigned() & 0xffff_ffff),
            ("tripOdometer", Value::Int(metres)) => self.put(2, 199, metres.cast_unsigned() & 0xffff_ffff),
            (_, Value::Int(value)) => {
                if let Some(id) = names::id(name) {
                    let value = value.cast_unsigned();
                    let group = match value {
                        0..=0xff => 0,
                        0x100..=0xffff => 1,
                        0x1_0000..=0xffff_ffff => 2,
                        _ => 3,
                    };
                    self.put(group, id, value);
                }
            }
            _ => {}
        }
    }
}

fn saturated(value: u32) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}

/// A whole number attribute.
fn number(message: &Message, name: &str) -> Option<i64> {
    message.attributes.iter().find_map(|(known, value)| match value {
        Value::Int(value) if known == name => Some(*value),
        _ => None,
    })
}

impl TeltonikaEncoder {
    /// An id or a count, in the codec's width.
    fn wide(&self, value: u16, out: &mut BytesMut) {
        match self.codec {
            Codec::Codec8 => out.put_u8(u8::try_from(value).unwrap_or(u8::MAX)),
            Codec::Extended => out.put_u16(value),
        }
    }

    fn record(&mut self, message: &Message, out: &mut BytesMut) {
        let stated = number(message, "event").and_then(|event| u16::try_from(event).ok());
        let event = match message.kind {
            Kind::Event => stated.or_else(|| event_of(message.alarms)).unwrap_or(0),
            _ => stated.unwrap_or(0),
        };
        let priority = number(message, "priority").and_then(|p| u8::try_from(p).ok()).unwrap_or(0);
        let time = message.device_time.or(message.fix.and_then(|fix| fix.time));
        out.put_i64(time.map_or(0, |time| time.timestamp_millis()));
        out.put_u8(priority);

        let mut motion = (0, 0, 0); // Angle, satellites, speed: 0 without a fix.
        if let Some(fix) = &message.fix {
            let grid = |degrees: f64| (degrees * 1e7).round() as i32;
            self.place = (grid(fix.lon), grid(fix.lat), fix.altitude_m.unwrap_or(0.0).round() as i16);
            let satellites = fix.satellites.unwrap_or(u8::from(fix.valid));
            let satellites = if fix.valid { satellites.max(1) } else { 0 };
            let angle = fix.course_deg.unwrap_or(0.0).round() as u16 % 360;
            motion = (angle, satellites, fix.speed_kph.unwrap_or(0.0).round() as u16);
        }
        let (lon, lat, altitude) = self.place;
        out.put_i32(lon);
        out.put_i32(lat);
        out.put_i16(altitude);
        let (angle, satellites, speed) = motion;
        out.put_u16(angle);
        out.put_u8(satellites);
        out.put_u16(speed);

        let mut elements = Elements::of(message);
        let highest = if self.codec == Codec::Codec8 { 0xff } else { u16::MAX };
        let room = usize::from(u8::MAX);
        for group in &mut elements.groups {
            group.retain(|&(id, _)| id <= highest);
            group.truncate(room / 4);
        }
        let total = elements.groups.iter().map(Vec::len).sum::<usize>();
        self.wide(event.min(highest), out);
        self.wide(total as u16, out);
        for (group, size) in elements.groups.iter().zip([1, 2, 4, 8]) {
            self.wide(group.len() as u16, out);
            for &(id, value) in group {
                self.wide(id, out);
                out.put_slice(&value.to_be_bytes()[8 - size..]);
            }
        }
        if self.codec == Codec::Extended {
            out.put_u16(0);
        }
    }

    fn packet(&self, count: usize, records: &[u8], out: &mut BytesMut) {
        let start = out.len();
        out.put_u64(3 + records.len() as u64);
        out.put_u8(match self.codec {
            Codec::Codec8 => 0x08,
            Codec::Extended => 0x8e,
        });
        out.put_u8(count as u8);
        out.put_slice(records);
        out.put_u8(count as u8);
        let crc = frame::checksum(&out[start + frame::HEADER..]);
        out.put_u32(crc);
    }
}

impl Encoder for TeltonikaEncoder {
    fn login(&mut self, out: &mut BytesMut) {
        // Canonical identifiers have no leading zeros; an IMEI has fifteen digits.
        let imei = format!("{:0>15}", self.imei.as_str());
        out.put_u16(imei.len() as u16);
        out.put_slice(imei.as_bytes());
    }

    fn heartbeat(&mut self, _message: &Message, out: &mut BytesMut) {
        out.put_u8(frame::KEEP_ALIVE);
    }

    fn reports(&mut self, messages: &[Message], out: &mut BytesMut) {
        let (mut records, mut count) = (BytesMut::new(), 0);
        for message in messages {
            let mut record = BytesMut::new();
            self.record(message, &mut record);
            if count == MOST_RECORDS || (count > 0 && records.len() + record.len() + 15 > LONGEST) {
                self.packet(count, &records, out);
                records.clear();
                count = 0;
            }
            records.put_slice(&record);
            count += 1;
        }
        if count > 0 {
            self.packet(count, &records, out);
        }
    }
}

//! The device's side: what a tracker of this family would send.
//!
//! A report with an alarm is kind 0x26, one without is 0x22 (0x12 where the ignition is not known, which 0x22 cannot
//! leave out). Reports without a fix are 0x28 (cells), 0x19 (cells and an alarm) or a heartbeat. What the family cannot
//! say is left out: 0x26 has no upload flag, and voltages are levels of a sixth.

use super::alarms;
use super::command::{frame, long_frame};
use super::frame::{self, Step};
use super::gps;
use super::reader::Reader;
use super::status;
use crate::encode::Encoder;
use crate::message::{Alarm, Cell, Fix, Message};
use bytes::{Buf, BufMut, BytesMut};
use chrono::{DateTime, Datelike, Timelike, Utc};

/// Writes what one device sends.
#[derive(Debug, Clone)]
pub struct Gt06Encoder {
    imei: [u8; 8],
    serial: u16,
}

/// An IMEI that the login cannot carry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an IMEI has 1 to 16 decimal digits, this is {0:?}")]
pub struct BadImei(pub String);

impl Gt06Encoder {
    /// A device with an IMEI of up to 16 decimal digits.
    pub fn new(imei: &str) -> Result<Self, BadImei> {
        let fits = (1..=16).contains(&imei.len()) && imei.bytes().all(|b| b.is_ascii_digit());
        if !fits {
            return Err(BadImei(imei.chars().take(40).collect()));
        }
        let mut packed = [0u8; 8];
        for (place, digit) in imei.bytes().rev().enumerate() {
            packed[7 - place / 2] |= (digit - b'0') << (4 * (place % 2));
        }
        Ok(Gt06Encoder { imei: packed, serial: 0 })
    }

    /// Asks the server for the time.
    pub fn time_request(&mut self, out: &mut BytesMut) {
        let serial = self.next_serial();
        frame(0x8a, serial, out, |_| {});
    }

    /// Answers an order in the universal form (kind 0x21): the flag it came with, and ASCII text of at most 1000 bytes.
    pub fn answer(&mut self, order: &Order, text: &str, out: &mut BytesMut) {
        let serial = self.next_serial();
        long_frame(0x21, serial, out, |body| {
            body.put_u32(order.flag);
            body.put_u8(1);
            body.put_slice(&text.as_bytes()[..text.len().min(1000)]);
        });
    }

    /// Answers an order in the old form (kind 0x15), with at most 200 bytes of text.
    pub fn answer_in_the_old_form(&mut self, order: &Order, text: &str, out: &mut BytesMut) {
        let serial = self.next_serial();
        let text = &text.as_bytes()[..text.len().min(200)];
        frame(0x15, serial, out, |body| {
            body.put_u8((4 + text.len()) as u8);
            body.put_u32(order.flag);
            body.put_slice(text);
            body.put_u16(2); // English.
        });
    }

    fn next_serial(&mut self) -> u16 {
        self.serial = self.serial.wrapping_add(1);
        self.serial
    }

    fn report(&mut self, message: &Message, out: &mut BytesMut) {
        let mut codes = message.alarms.iter().filter_map(alarms::code);
        match (&message.fix, codes.next()) {
            (Some(fix), None) => self.position(message, fix, out),
            (Some(fix), Some(first)) => {
                for code in std::iter::once(first).chain(codes) {
                    let serial = self.next_serial();
                    frame(0x26, serial, out, |body| {
                        put_fix(message, fix, body);
                        match message.cells.first() {
                            Some(cell) => {
                                body.put_u8(9);
                                put_cell(cell, body);
                            }
                            None => body.put_u8(0),
                        }
                        put_tail(message, code, body);
                    });
                }
            }
            (None, Some(first)) if !message.cells.is_empty() => {
                for code in std::iter::once(first).chain(codes) {
                    let serial = self.next_serial();
                    frame(0x19, serial, out, |body| {
                        put_cell(&message.cells[0], body);
                        put_tail(message, code, body);
                    });
                }
            }
            (None, None) if !message.cells.is_empty() => self.cells(message, out),
            (None, None) => self.beat(message, 0, out),
            (None, Some(first)) => {
                for code in std::iter::once(first).chain(codes) {
                    self.beat(message, code, out);
                }
            }
        }
    }

    fn position(&mut self, message: &Message, fix: &Fix, out: &mut BytesMut) {
        let serial = self.next_serial();
        let kind = if message.vitals.ignition.is_some() { 0x22 } else { 0x12 };
        frame(kind, serial, out, |body| {
            put_fix(message, fix, body);
            put_cell(message.cells.first().unwrap_or(&NO_CELL), body);
            if let Some(ignition) = message.vitals.ignition {
                body.put_slice(&[ignition.into(), 0, message.buffered.into()]);
                if let Some(metres) = message.vitals.odometer_m {
                    body.put_u32(metres.try_into().unwrap_or(u32::MAX));
                }
            }
        });
    }

    fn cells(&mut self, message: &Message, out: &mut BytesMut) {
        let serial = self.next_serial();
        frame(0x28, serial, out, |body| {
            put_time(message.device_time, body);
            let first = message.cells.first().unwrap_or(&NO_CELL);
            body.put_u16(first.mcc);
            body.put_u8(first.mnc as u8);
            for slot in 0..7 {
                let cell = message.cells.get(slot).unwrap_or(&NO_CELL);
                body.put_u16(cell.lac as u16);
                body.put_uint(cell.cid & 0xff_ffff, 3);
                body.put_u8(cell.signal.unwrap_or(0).unsigned_abs().min(255) as u8);
            }
            // No timing advance; English.
            body.put_slice(&[0xff, 0x00, 0x02]);
        });
    }

    fn beat(&mut self, message: &Message, code: u8, out: &mut BytesMut) {
        let serial = message.serial.unwrap_or_else(|| self.next_serial());
        frame(0x13, serial, out, |body| put_tail(message, code, body));
    }
}

/// An online command as the device gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The server flag, which the answer repeats.
    pub flag: u32,
    /// The command.
    pub text: String,
}

impl Order {
    /// Takes the next order off what the server sent; acknowledgements and garbage before it are stepped over. `None`
    /// when there is no whole one; an incomplete frame stays in `input`.
    pub fn take(input: &mut BytesMut) -> Option<Order> {
        loop {
            let (skip, order) = match frame::next(input, LONGEST_ORDER) {
                Step::More => return None,
                Step::Skip(count) => (count, None),
                Step::Oversized { .. } => (2, None),
                Step::Frame(whole) => (whole.total, (whole.kind == 0x80).then(|| Order::read(whole.content)).flatten()),
            };
            input.advance(skip);
            if order.is_some() {
                return order;
            }
        }
    }

    fn read(content: &[u8]) -> Option<Order> {
        let mut r = Reader::new(content, 0x80);
        let length = usize::from(r.u8("length").ok()?).checked_sub(4)?;
        let flag = r.u32("server flag").ok()?;
        let text = r.take(length, "text").ok()?;
        Some(Order { flag, text: String::from_utf8_lossy(text).into_owned() })
    }
}

/// More than any frame from a server has, bytes.
const LONGEST_ORDER: usize = 2048;
const NO_CELL: Cell = Cell { mcc: 0, mnc: 0, lac: 0, cid: 0, signal: None };

impl Encoder for Gt06Encoder {
    fn login(&mut self, out: &mut BytesMut) {
        let serial = self.next_serial();
        let imei = self.imei;
        frame(0x01, serial, out, |body| {
            body.put_slice(&imei);
            // A type of no other meaning; time zone UTC, English.
            body.put_slice(&[0x10, 0x0b, 0x00, 0x02]);
        });
    }

    fn heartbeat(&mut self, message: &Message, out: &mut BytesMut) {
        let code = message.alarms.iter().find_map(alarms::code).unwrap_or(0);
        self.beat(message, code, out);
    }

    fn reports(&mut self, messages: &[Message], out: &mut BytesMut) {
        for message in messages {
            self.report(message, out);
        }
    }
}

/// A date; zeros where there is none or it does not fit a byte's year.
fn put_time(time: Option<DateTime<Utc>>, out: &mut BytesMut) {
    match time.map(|t| (t, u8::try_from(t.year() - 2000))) {
        Some((t, Ok(year))) => {
            out.put_slice(&[year, t.month() as u8, t.day() as u8, t.hour() as u8, t.minute() as u8, t.second() as u8]);
        }
        _ => out.put_slice(&[0; 6]),
    }
}

fn put_fix(message: &Message, fix: &Fix, out: &mut BytesMut) {
    put_time(fix.time.or(message.device_time), out);
    out.put_u8(0xc0 | fix.satellites.unwrap_or(0).min(15));
    out.put_u32(gps::units(fix.lat));
    out.put_u32(gps::units(fix.lon));
    out.put_u8(fix.speed_kph.unwrap_or(0.0).round().clamp(0.0, 255.0) as u8);
    let course = (fix.course_deg.unwrap_or(0.0).rem_euclid(360.0).round() as u16) % 360;
    let flag = |bit: u16, set: bool| if set { 1 << bit } else { 0 };
    out.put_u16(course | flag(10, fix.lat >= 0.0) | flag(11, fix.lon < 0.0) | flag(12, fix.valid));
}

fn put_cell(cell: &Cell, out: &mut BytesMut) {
    out.put_u16(cell.mcc & 0x7fff);
    out.put_u8(cell.mnc as u8);
    out.put_u16(cell.lac as u16);
    out.put_uint(cell.cid & 0xff_ffff, 3);
}

/// Terminal information, level, signal, alarm and language.
fn put_tail(message: &Message, code: u8, out: &mut BytesMut) {
    let vitals = &message.vitals;
    let flag = |bit: u8, set: Option<bool>| if set == Some(true) { 1 << bit } else { 0 };
    let alarm = match code {
        _ if alarms::code(Alarm::Vibration) == Some(code) => 1,
        _ if alarms::code(Alarm::PowerCut) == Some(code) => 2,
        _ if alarms::code(Alarm::LowBattery) == Some(code) => 3,
        _ if alarms::code(Alarm::Sos) == Some(code) => 4,
        _ => 0u8,
    };
    let fixed = message.fix.is_some_and(|f| f.valid);
    let bits = flag(7, vitals.blocked)
        | flag(6, Some(fixed))
        | alarm << 3
        | flag(2, vitals.external_power_present)
        | flag(1, vitals.ignition)
        | flag(0, vitals.armed);
    // The highest step that claims no more than there is.
    let percent = vitals.battery_pct.unwrap_or(0);
    let level = (0..=6).rev().find(|&step| status::level(step) <= Some(percent)).unwrap_or(0);
    out.put_slice(&[bits, level, vitals.gsm_level.unwrap_or(4).clamp(0, 100) as u8, code, 0x02]);
}

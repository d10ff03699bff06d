//! Frames made for the tests, and short ways to read what a session gives.

use bytes::BytesMut;
use chrono::{DateTime, Utc};
use lienwatch_protocols::jt808::Jt808Session;
use lienwatch_protocols::session::{AuthCode, Checksum, OtherIdentity};
use lienwatch_protocols::{Message, Options, Output, Session, Value};

/// The terminal of most tests.
pub const PHONE: &str = "013912345678";

/// 2026-11-21 00:00:00 UTC.
pub fn now() -> DateTime<Utc> {
    "2026-11-21T00:00:00Z".parse().expect("a time")
}

pub fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hex"))
        .collect()
}

pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Flags, escapes and checksum around header and body.
pub fn frame(content: &[u8]) -> Vec<u8> {
    let sum = content.iter().fold(0, |sum, b| sum ^ b);
    let mut out = vec![0x7e];
    for &byte in content.iter().chain([&sum]) {
        match byte {
            0x7d => out.extend([0x7d, 1]),
            0x7e => out.extend([0x7d, 2]),
            other => out.push(other),
        }
    }
    out.push(0x7e);
    out
}

/// A frame of 2013.
pub fn v2013(message: u16, serial: u16, body: &[u8]) -> Vec<u8> {
    of(PHONE, message, serial, body)
}

/// A frame of 2013, of another terminal.
pub fn of(phone: &str, message: u16, serial: u16, body: &[u8]) -> Vec<u8> {
    let length = body.len() as u16;
    let parts = [&message.to_be_bytes()[..], &length.to_be_bytes(), &hex(phone), &serial.to_be_bytes(), body];
    frame(&parts.concat())
}

/// A frame of 2019.
pub fn v2019(message: u16, serial: u16, body: &[u8]) -> Vec<u8> {
    let length = body.len() as u16 | 0x4000;
    let phone = hex(&format!("{PHONE:0>20}"));
    let parts = [&message.to_be_bytes()[..], &length.to_be_bytes(), &[1], &phone, &serial.to_be_bytes(), body];
    frame(&parts.concat())
}

/// One part of a split message.
pub fn part(message: u16, serial: u16, total: u16, number: u16, body: &[u8]) -> Vec<u8> {
    let length = body.len() as u16 | 0x2000;
    let head = [message, length].map(u16::to_be_bytes).concat();
    let tail = [serial, total, number].map(u16::to_be_bytes).concat();
    frame(&[&head, &hex(PHONE)[..], &tail, body].concat())
}

/// A location in Nairobi, 2026-11-20 23:30:15 UTC, 45.6 km/h at 90 degrees, 1661 m; then `items` in hex.
pub fn location(alarms: u32, status: u32, items: &str) -> Vec<u8> {
    let place = [alarms, status, 1_292_100, 36_821_900].map(u32::to_be_bytes).concat();
    let motion = [1661u16, 456, 90].map(u16::to_be_bytes).concat();
    [place, motion, hex("261121073015"), hex(items)].concat()
}

/// A fix in the southern and eastern hemisphere, ignition on.
pub const ON_THE_ROAD: u32 = 0b0111;

pub fn strict() -> Jt808Session {
    Jt808Session::new(Options::default())
}

pub fn keyed() -> Jt808Session {
    Jt808Session::new(Options { auth_code: AuthCode::Keyed([7; 32]), ..Options::default() })
}

pub fn tolerant() -> Jt808Session {
    let (checksum, other_identity) = (Checksum::Tolerate, OtherIdentity::Session);
    Jt808Session::new(Options { checksum, other_identity, ..Options::default() })
}

pub fn of_model(model: &str) -> Jt808Session {
    Jt808Session::new(Options { model: Some(model.to_owned()), ..Options::default() })
}

pub fn feed(session: &mut Jt808Session, bytes: &[u8]) -> Vec<Output> {
    feed_at(session, bytes, now())
}

pub fn feed_at(session: &mut Jt808Session, bytes: &[u8], at: DateTime<Utc>) -> Vec<Output> {
    let mut outputs = Vec::new();
    session.receive(&mut BytesMut::from(bytes), at, &mut outputs);
    outputs
}

pub fn messages(outputs: &[Output]) -> Vec<&Message> {
    outputs.iter().filter_map(|o| if let Output::Message(m) = o { Some(m) } else { None }).collect()
}

pub fn replies(outputs: &[Output]) -> Vec<(String, Option<u64>)> {
    let reply = |o: &Output| if let Output::Reply { bytes, after } = o { Some((to_hex(bytes), *after)) } else { None };
    outputs.iter().filter_map(reply).collect()
}

/// The one message of a frame in a fresh session.
pub fn message(mut session: Jt808Session, bytes: &[u8]) -> Message {
    let outputs = feed(&mut session, bytes);
    let [one] = messages(&outputs)[..] else { panic!("not one message: {outputs:?}") };
    one.clone()
}

/// The message of a location with items.
pub fn with_items(items: &str) -> Message {
    message(strict(), &v2013(0x0200, 1, &location(0, ON_THE_ROAD, items)))
}

pub fn attribute<'m>(message: &'m Message, name: &str) -> Option<&'m Value> {
    message.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value)
}

pub fn text(message: &Message, name: &str) -> String {
    match attribute(message, name) {
        Some(Value::Text(text)) => text.to_string(),
        other => panic!("{name} is {other:?} in {message:?}"),
    }
}

//! The terminal's parameters: JT/T 808-2013, tables 10 to 12 and 15; ids 0x0023 to 0x0026 and 0x0032 are of
//! JT/T 808-2019, table 12. What is not in the tables is the maker's, and is written and read as bytes.

use super::answers::answered;
use super::attributes::Note;
use super::cursor::Cursor;
use super::text::gbk;
use crate::command::CommandRefused;
use crate::message::{Kind, Message};

/// Reporting while asleep, s.
pub(super) const SLEEP_INTERVAL: u32 = 0x0027;
/// Reporting in an emergency, s.
pub(super) const EMERGENCY_INTERVAL: u32 = 0x0028;
/// Reporting by default, s.
pub(super) const DEFAULT_INTERVAL: u32 = 0x0029;
/// Text commands of AOVX trackers and the VL300 go into this one.
pub(super) const MAKERS_TEXT: u32 = 0xf030;

/// Longest value, bytes: its length is stated in one.
const LONGEST: usize = 255;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Byte,
    Word,
    Dword,
    /// GBK.
    Text,
    /// That many bytes.
    Bytes(usize),
    /// Any number of bytes.
    Makers,
}

/// The form of a parameter.
fn form(id: u32) -> Form {
    match id {
        0x0010..=0x0017 | 0x001a | 0x001d | 0x0023..=0x0026 | 0x0040..=0x0044 | 0x0048 | 0x0049 | 0x0083 => Form::Text,
        0x0031 | 0x005b..=0x005e | 0x0081 | 0x0082 | 0x0101 | 0x0103 => Form::Word,
        0x0084 | 0x0090..=0x0092 | 0x0094 => Form::Byte,
        0x0032 => Form::Bytes(4),
        0x0110..=0x01ff => Form::Bytes(8),
        0x0001..=0x0007 | 0x0018 | 0x0019 | 0x001b | 0x001c | 0x0020..=0x0022 | 0x0027..=0x0029 => Form::Dword,
        0x002c..=0x0030 | 0x0045..=0x0047 | 0x0050..=0x005a | 0x0064 | 0x0065 | 0x0070..=0x0074 => Form::Dword,
        0x0080 | 0x0093 | 0x0095 | 0x0100 | 0x0102 => Form::Dword,
        _ => Form::Makers,
    }
}

/// Parameters that have a name of ours, in commands and in answers.
const NAMES: &[(u32, &str)] = &[
    (0x0001, "heartbeatInterval"),
    (0x0010, "apn"),
    (0x0013, "server"),
    (0x0018, "port"),
    (SLEEP_INTERVAL, "sleepReportInterval"),
    (EMERGENCY_INTERVAL, "emergencyReportInterval"),
    (DEFAULT_INTERVAL, "defaultReportInterval"),
    (0x0055, "overspeedThreshold"),
    (0x0056, "speedLimitDuration"),
    (0x0080, "odometer"),
    (0x0083, "plateNumber"),
];

/// The id that a name says: a name of ours, a number in hex behind `0x`, or in decimal.
pub(super) fn id(name: &str) -> Result<u32, CommandRefused> {
    let number = || match name.strip_prefix("0x").or_else(|| name.strip_prefix("0X")) {
        // A sign would be taken too.
        Some(digits) if digits.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(digits, 16).ok(),
        None if name.bytes().all(|b| b.is_ascii_digit()) => name.parse().ok(),
        _ => None,
    };
    let named = NAMES.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(id, _)| *id);
    named.or_else(number).ok_or(CommandRefused::OutOfRange {
        field: "name",
        why: "a parameter's number, as 41 or 0x0029, or one of its names, as apn",
    })
}

/// One item of a parameter list: the id, the value's length, the value as the standard writes it.
pub(super) fn item(id: u32, value: &str) -> Result<Vec<u8>, CommandRefused> {
    let refuse = |why| CommandRefused::OutOfRange { field: "value", why };
    let number = |largest: u32, why| match value.trim().parse::<u32>() {
        Ok(number) if number <= largest => Ok(number),
        _ => Err(refuse(why)),
    };
    let value = match form(id) {
        Form::Byte => vec![number(u8::MAX.into(), "a whole number from 0 to 255")? as u8],
        Form::Word => (number(u16::MAX.into(), "a whole number from 0 to 65535")? as u16).to_be_bytes().to_vec(),
        Form::Dword => number(u32::MAX, "a whole number from 0 to 4294967295")?.to_be_bytes().to_vec(),
        Form::Text => in_gbk(value).ok_or_else(|| refuse("text in characters that GBK has"))?,
        Form::Bytes(length) => from_hex(value)
            .filter(|bytes| bytes.len() == length)
            .ok_or_else(|| refuse("as many bytes as the parameter has, in hex"))?,
        Form::Makers => match value.strip_prefix("0x") {
            Some(digits) => from_hex(digits).ok_or_else(|| refuse("bytes in hex behind 0x, or text"))?,
            None => in_gbk(value).ok_or_else(|| refuse("text in characters that GBK has"))?,
        },
    };
    if value.len() > LONGEST {
        return Err(refuse("at most 255 bytes"));
    }
    Ok([&id.to_be_bytes()[..], &[value.len() as u8], &value].concat())
}

/// An item with a number.
pub(super) fn dword(id: u32, value: u32) -> Vec<u8> {
    [&id.to_be_bytes()[..], &[4], &value.to_be_bytes()].concat()
}

/// A text as the standard has it; `None` where GBK lacks a character of it.
pub(super) fn in_gbk(text: &str) -> Option<Vec<u8>> {
    let (gbk, _, lossy) = encoding_rs::GBK.encode(text);
    (!lossy).then(|| gbk.into_owned())
}

fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let nibble = |b: u8| char::from(b).to_digit(16).map(|digit| digit as u8);
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| if let [high, low] = pair { Some((nibble(*high)? << 4) | nibble(*low)?) } else { None }).collect()
}

/// 0x0104, table 15: the serial of the question, a count, the parameters.
pub(super) fn told(body: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(body);
    out.kind = Kind::CommandReply;
    let serial = at.u16()?;
    out.int("serial", serial);
    at.skip(1)?;
    while at.len() >= 5 {
        let (id, length) = (at.u32()?, at.u8()?);
        let Some(value) = at.take(length.into()) else { break };
        one(id, value, out);
    }
    out.answer = answered(serial, Some(true));
    Some(())
}

fn one(id: u32, value: &[u8], out: &mut Message) {
    let number = match value {
        [byte] => Some(u32::from(*byte)),
        [high, low] => Some(u32::from(u16::from_be_bytes([*high, *low]))),
        _ => value.try_into().ok().map(u32::from_be_bytes),
    };
    let name = NAMES.iter().find(|(known, _)| *known == id).map(|(_, name)| std::borrow::Cow::Borrowed(*name));
    let name = name.unwrap_or_else(|| format!("param{id:04x}").into());
    match (form(id), number) {
        (Form::Text, _) => out.text(name, gbk(value)),
        (Form::Dword, Some(tenths)) if id == 0x0080 => out.vitals.odometer_m = Some(u64::from(tenths) * 100),
        (Form::Byte | Form::Word | Form::Dword, Some(number)) => out.int(name, number),
        _ => out.hex(name, value),
    }
}

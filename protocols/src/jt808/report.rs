//! A message as a location body: the standard's 28 bytes and items, and makers' items for what it has none for (0x57
//! driving, 0xE5 motion, 0xEB voltages and charge, 0xF0 cells, 0xF3 armed, 0xF4 access points, 0xF9 dilution).

use super::alarms;
use super::extension::{POWER_CUT_LOW, REMOVED_LOW};
use super::location::status;
use super::time;
use crate::message::{Alarm, Message, Vitals};

/// What an item may hold, bytes.
const ITEM_LIMIT: usize = 255;
const CELL: usize = 13;
const ACCESS_POINT: usize = 7;

pub(super) fn body(message: &Message) -> Vec<u8> {
    let mut body = Vec::with_capacity(64);
    let fix = message.fix.as_ref();
    body.extend_from_slice(&alarm_word(message).to_be_bytes());
    body.extend_from_slice(&status_word(message).to_be_bytes());
    let millionths = |degrees: f64| (degrees.abs() * 1e6).round() as u32;
    let (lat, lon) = fix.map_or((0.0, 0.0), |f| (f.lat, f.lon));
    body.extend_from_slice(&millionths(lat).to_be_bytes());
    body.extend_from_slice(&millionths(lon).to_be_bytes());
    // A cast saturates, and makes nothing of a NaN.
    let altitude = fix.and_then(|f| f.altitude_m).unwrap_or(0.0).round() as i16;
    body.extend_from_slice(&altitude.to_be_bytes());
    let speed = fix.and_then(|f| f.speed_kph).map_or(0, |kph| (kph * 10.0).round() as u16);
    body.extend_from_slice(&speed.to_be_bytes());
    let course = fix.and_then(|f| f.course_deg).map_or(0, |deg| deg.rem_euclid(360.0).round() as u16 % 360);
    body.extend_from_slice(&course.to_be_bytes());
    let time = fix.and_then(|f| f.time).or(message.device_time);
    body.extend_from_slice(&time.map_or([0; 6], time::write));
    items(message, &mut body);
    body
}

fn alarm_word(message: &Message) -> u32 {
    let similar = |alarm: Alarm| match alarm {
        Alarm::Light | Alarm::CoverOpen => Alarm::Tamper,
        Alarm::Tow => Alarm::Movement,
        Alarm::FenceEnter | Alarm::FenceExit => Alarm::Fence,
        same => same,
    };
    let mut alarms: crate::message::Alarms = message.alarms.iter().map(similar).collect();
    if message.vitals.external_power_present == Some(false) {
        alarms.insert(Alarm::PowerCut);
    }
    alarms::to_word(alarms)
}

fn status_word(message: &Message) -> u32 {
    let fix = message.fix.as_ref();
    let vitals = &message.vitals;
    [
        (vitals.ignition == Some(true), status::ACC_ON),
        (fix.is_some_and(|f| f.valid), status::LOCATED),
        (fix.is_some_and(|f| f.lat < 0.0), status::SOUTH),
        (fix.is_some_and(|f| f.lon < 0.0), status::WEST),
        (vitals.blocked == Some(true), status::CUT),
        (vitals.external_power_present == Some(true), status::CHARGING),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .fold(0, |word, (_, bit)| word | bit)
}

fn items(message: &Message, body: &mut Vec<u8>) {
    let mut item = |id: u8, value: &[u8]| {
        if !value.is_empty() && value.len() <= ITEM_LIMIT {
            body.extend_from_slice(&[id, value.len() as u8]);
            body.extend_from_slice(value);
        }
    };
    let vitals = &message.vitals;
    if let Some(metres) = vitals.odometer_m {
        item(0x01, &u32::try_from(metres / 100).unwrap_or(u32::MAX).to_be_bytes());
    }
    if let Some(level) = vitals.gsm_level.and_then(|level| u8::try_from(level).ok()) {
        item(0x30, &[level]);
    }
    if let Some(count) = message.fix.and_then(|f| f.satellites) {
        item(0x31, &[count]);
    }
    if let Some(word) = driving(message) {
        item(0x57, &[&word.to_be_bytes()[..], &[0; 6]].concat());
    }
    if let Some(moving) = vitals.motion {
        item(0xe5, &[moving.into()]);
    }
    item(0xeb, &extension(vitals, message.alarms.contains(Alarm::Removed)));
    let cells = message.cells.iter().take(ITEM_LIMIT / CELL).flat_map(|cell| {
        let level = cell.signal.map_or(0, |signal| signal.unsigned_abs().min(255) as u8);
        let (mcc, mnc) = (cell.mcc.to_be_bytes(), cell.mnc.to_be_bytes());
        [&mcc[..], &mnc, &(cell.cid as u32).to_be_bytes(), &cell.lac.to_be_bytes(), &[level]].concat()
    });
    item(0xf0, &cells.collect::<Vec<_>>());
    if let Some(armed) = vitals.armed {
        item(0xf3, &[armed.into()]);
    }
    let points = message.wifi.iter().take(ITEM_LIMIT / ACCESS_POINT).flat_map(|ap| {
        let level = ap.signal.map_or(0, |signal| signal.clamp(-128, 127) as i8);
        [&ap.mac[..], &level.to_be_bytes()].concat()
    });
    item(0xf4, &points.collect::<Vec<_>>());
    if let Some(hdop) = message.fix.and_then(|f| f.hdop) {
        let tenths = ((hdop * 10.0).round() as u16).to_be_bytes();
        item(0xf9, &[&[0, 1 << 2], &tenths[..]].concat());
    }
}

fn driving(message: &Message) -> Option<u16> {
    let bits = [(Alarm::HardAcceleration, 8), (Alarm::HardBraking, 9), (Alarm::HardCornering, 10)];
    let word = bits.into_iter().filter(|(a, _)| message.alarms.contains(*a)).fold(0, |word, (_, bit)| word | 1 << bit);
    (word != 0).then_some(word)
}

/// Fields of item 0xEB: a length that counts the id, the id, the value.
fn extension(vitals: &Vitals, removed: bool) -> Vec<u8> {
    let mut fields = Vec::new();
    let mut field = |id: u16, value: &[u8]| {
        fields.extend_from_slice(&(value.len() as u16 + 2).to_be_bytes());
        fields.extend_from_slice(&id.to_be_bytes());
        fields.extend_from_slice(value);
    };
    if removed {
        // The other bits are high: nothing happened; so is the one for main power, which has its own flag.
        field(0x0089, &((!REMOVED_LOW) | POWER_CUT_LOW).to_be_bytes());
    }
    if let Some(mv) = vitals.external_power_mv {
        field(0x002d, &mv.to_be_bytes());
    }
    if let Some(mv) = vitals.battery_mv {
        field(0x002d, &u16::try_from(mv).unwrap_or(u16::MAX).to_be_bytes());
    }
    if let Some(percent) = vitals.battery_pct {
        field(0x00a8, &[percent]);
    }
    fields
}

//! Location reports: the fix, then what each kind appends to it.
//!
//! Sources: Concox GT06N communication protocol (0x12, 0x22), JM-VL03 (0xA0), VL103 (0x36), Jimi RFID readers (0x17,
//! 0x61). Kinds are told apart by their number, forms of one kind by the length of what follows the fix.

use super::alarms::Model;
use super::gps;
use super::network::{self, Form};
use super::reader::Reader;
use super::status;
use crate::message::{Alarm, Message, Value};
use crate::session::DecodeError;
use compact_str::ToCompactString;

type Flaw = Option<DecodeError>;

/// Kinds 0x10 (fix alone) and 0x11 (with a cell, in some firmware), and what may follow.
pub(super) fn plain(r: &mut Reader<'_>, message: &mut Message) -> Result<Flaw, DecodeError> {
    let flaw = gps::read(r, message)?;
    match (r.kind(), r.len()) {
        (0x11, 8) => message.cells.push(network::cell(r, Form::GSM)?),
        (0x11, 10..) => message.cells.push(network::cell(r, Form::WIDE)?),
        _ => {}
    }
    by_length(r, message)?;
    Ok(flaw)
}

/// What the length alone tells apart after fix and cell: ignition, upload mode and re-upload (3), mileage (4), or both.
fn by_length(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    if matches!(r.len(), 3 | 7) {
        upload(r, message)?;
    }
    if r.len() == 4 {
        message.vitals.odometer_m = Some(r.u32("mileage")?.into());
    }
    Ok(())
}

/// Kind 0x12: fix and cell, and the extras of several clones.
#[inline]
pub(super) fn with_cell(r: &mut Reader<'_>, message: &mut Message, model: Model) -> Result<Flaw, DecodeError> {
    let flaw = gps::read(r, message)?;
    if r.len() < network::cell_len(r, Form::GSM) {
        return Ok(flaw);
    }
    message.cells.push(network::cell(r, Form::GSM)?);
    match r.len() {
        // Two bytes of inputs (Benway).
        2 => inputs(r.u16("inputs")?, message),
        // VXT01: terminal information, external voltage, signal, and a byte that no document explains.
        5 => status::with_voltage(r, message)?,
        10 => card_and_time(r, message)?,
        12 => voltages_and_fuel(r, message, model)?,
        // A card reader's text, after mileage and its length.
        n if n >= 80 => card_text(r, message)?,
        _ => by_length(r, message)?,
    }
    Ok(flaw)
}

/// Benway: bit 15 ignition, bit 14 input 2; bit 12 a temperature (bit 9 its sign), else bit 13 the analogue input's
/// scale.
fn inputs(bits: u16, message: &mut Message) {
    let bit = |n: u16| bits & (1 << n) != 0;
    message.vitals.ignition = Some(bit(15));
    message.attributes.push(("in2".into(), Value::Bool(bit(14))));
    if bit(12) {
        let degrees = f64::from(bits & 0x01ff);
        message.attributes.push(("temp1".into(), Value::Float(if bit(9) { -degrees } else { degrees })));
    } else {
        let value = f64::from(bits & 0x03ff);
        message.attributes.push(("adc1".into(), Value::Float(if bit(13) { value } else { value / 10.0 })));
    }
}

/// Terminal information, external voltage, signal, alarm, fuel, temperature, mileage in tens of metres.
fn voltages_and_fuel(r: &mut Reader<'_>, message: &mut Message, model: Model) -> Result<(), DecodeError> {
    status::terminal(message, r.u8("terminal information")?);
    message.vitals.external_power_mv = Some(u32::from(r.u16("external power")?) * 10);
    message.vitals.gsm_level = Some(r.u8("signal")?.into());
    super::alarms::raise(&mut message.alarms, r.u8("alarm")?, model);
    let oil = r.u16("fuel")?;
    let temperature = r.u8("temperature")? as i8;
    message.attributes.push(("oil".into(), Value::Int(oil.into())));
    message.attributes.push(("temp1".into(), Value::Int(temperature.into())));
    message.vitals.odometer_m = Some(u64::from(r.u32("mileage")?) * 10);
    Ok(())
}

fn card_text(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    message.vitals.odometer_m = Some(r.u32("mileage")?.into());
    let length = usize::from(r.u8("card length")?);
    let text = r.take(length.min(r.len()), "card")?;
    let text = String::from_utf8_lossy(text);
    if !text.trim().is_empty() {
        message.attributes.push(("driverLicense".into(), Value::Text(text.trim().into())));
    }
    Ok(())
}

/// Wetrust: mileage, the card's text behind its length, an alarm flag, the card's state, minutes at the wheel.
fn card_and_time(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    message.vitals.odometer_m = Some(r.u32("mileage")?.into());
    let length = usize::from(r.u8("card length")?);
    let card = String::from_utf8_lossy(r.take(length.min(r.len()), "card")?).trim().to_owned();
    if !card.is_empty() {
        message.attributes.push(("card".into(), Value::Text(card.into())));
    }
    if r.u8("alarm").is_ok_and(|alarm| alarm != 0) {
        message.alarms.insert(Alarm::General);
    }
    if let Ok(state) = r.u8("card state") {
        message.attributes.push(("cardStatus".into(), Value::Int(state.into())));
    }
    Ok(())
}

/// Kind 0xA2 of the LW4G series: fix, 4G cell, network indicator, terminal information, external voltage, battery,
/// signal, alarm, language, mileage, engine seconds, the terminal's number, inputs.
pub(super) fn of_lw4g(r: &mut Reader<'_>, message: &mut Message, model: Model) -> Result<Flaw, DecodeError> {
    let flaw = gps::read(r, message)?;
    message.cells.push(network::cell(r, Form::LTE)?);
    r.u8("network indicator")?;
    status::terminal(message, r.u8("terminal information")?);
    message.vitals.external_power_mv = Some(u32::from(r.u16("external power")?) * 10);
    message.vitals.battery_pct = status::level(r.u8("battery")?);
    message.vitals.gsm_level = Some(r.u8("signal")?.into());
    super::alarms::raise(&mut message.alarms, r.u8("alarm")?, model);
    r.u8("language")?;
    message.vitals.odometer_m = Some(r.u32("mileage")?.into());
    let seconds = i64::from(r.u32("engine time")?);
    message.attributes.push(("hours".into(), Value::Int(seconds * 1000)));
    r.take(8, "terminal number")?;
    message.attributes.push(("input".into(), Value::Int(r.u16("inputs")?.into())));
    Ok(flaw)
}

/// Kinds 0x22, 0x2D, 0x37, 0x38 and 0xA0: fix, cell, ignition, upload mode, re-upload, and perhaps mileage.
#[inline]
pub(super) fn with_ignition(r: &mut Reader<'_>, message: &mut Message) -> Result<Flaw, DecodeError> {
    let flaw = gps::read(r, message)?;
    let form = match r.kind() {
        0xa0 => Form::LTE,
        // Seeworld's 0x22 has a four-byte cell, then mileage, time under way, temperature, humidity.
        0x22 if r.len() == 24 => Form::WIDE_CELL,
        _ => Form::GSM,
    };
    if r.len() < network::cell_len(r, form) {
        return Ok(flaw);
    }
    message.cells.push(network::cell(r, form)?);
    if r.len() < 3 {
        return Ok(flaw);
    }
    upload(r, message)?;
    match (r.kind(), r.len()) {
        (0x37 | 0x38, _) => super::modules::short(r, message)?,
        (_, 12) if form == Form::WIDE_CELL => {
            message.vitals.odometer_m = Some(r.u32("mileage")?.into());
            r.u32("time under way")?;
            hundredths(r, message, "temp1")?;
            hundredths(r, message, "humidity")?;
        }
        (_, 4..) => message.vitals.odometer_m = Some(r.u32("mileage")?.into()),
        _ => {}
    }
    Ok(flaw)
}

fn hundredths(r: &mut Reader<'_>, message: &mut Message, name: &'static str) -> Result<(), DecodeError> {
    let value = f64::from(r.u16(name)? as i16) / 100.0;
    message.attributes.push((name.into(), Value::Float(value)));
    Ok(())
}

/// Ignition, why it was sent (0 fixed interval), and whether it comes from memory.
///
/// Source: JM-VL03, "GPS location packet": ACC, data upload mode, GPS data re-upload.
#[inline]
fn upload(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    message.vitals.ignition = Some(r.u8("ignition")? != 0);
    let mode = r.u8("upload mode")?;
    if mode != 0 {
        message.attributes.push(("event".into(), Value::Int(mode.into())));
    }
    message.buffered = r.u8("re-upload")? != 0;
    Ok(())
}

/// Kind 0x31: as 0x22 with a wide cell, then mileage and altitude.
pub(super) fn with_altitude(r: &mut Reader<'_>, message: &mut Message) -> Result<Flaw, DecodeError> {
    let flaw = gps::read(r, message)?;
    message.cells.push(network::cell(r, Form::WIDE)?);
    upload(r, message)?;
    if r.len() >= 4 {
        message.vitals.odometer_m = Some(r.u32("mileage")?.into());
    }
    altitude(r, message)?;
    Ok(flaw)
}

/// Two bytes of altitude at the end of kinds 0x31 and 0x32, if there.
pub(super) fn altitude(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    if r.len() == 2 {
        let metres = f64::from(r.u16("altitude")? as i16);
        if let Some(fix) = &mut message.fix {
            fix.altitude_m = Some(metres);
        }
    }
    Ok(())
}

/// Kind 0x36 with a fix: mileage, voltages, engine time in minutes, and the driver's card.
pub(super) fn with_driver(r: &mut Reader<'_>, message: &mut Message) -> Result<Flaw, DecodeError> {
    let flaw = gps::read(r, message)?;
    message.cells.push(network::cell(r, Form::WIDE_CELL)?);
    upload(r, message)?;
    message.vitals.odometer_m = Some(r.u32("mileage")?.into());
    message.vitals.external_power_mv = Some(u32::from(r.u16("external power")?) * 10);
    message.vitals.battery_mv = Some(u32::from(r.u8("battery")?) * 100);
    engine_minutes(r.u24("engine time")?, message);
    card(r, message, 8)?;
    Ok(flaw)
}

fn engine_minutes(minutes: u32, message: &mut Message) {
    message.attributes.push(("hours".into(), Value::Int(i64::from(minutes) * 60_000)));
}

/// A card's number in hex, unless it is all zeros.
pub(super) fn card(r: &mut Reader<'_>, message: &mut Message, bytes: usize) -> Result<(), DecodeError> {
    if r.len() >= bytes {
        let card = r.take(bytes, "card")?;
        if card.iter().any(|&b| b != 0) {
            message.attributes.push(("driverUniqueId".into(), Value::Text(crate::hex::hex(card))));
        }
    }
    Ok(())
}

/// Kind 0x17 as long as a position: fix, cell, card.
pub(super) fn with_rfid(r: &mut Reader<'_>, message: &mut Message) -> Result<Flaw, DecodeError> {
    let flaw = gps::read(r, message)?;
    message.cells.push(network::cell(r, Form::GSM)?);
    card(r, message, 8)?;
    Ok(flaw)
}

/// Kind 0x61 after its IMEI: fix, wide cell, card as a number.
pub(super) fn with_card_number(r: &mut Reader<'_>, message: &mut Message) -> Result<Flaw, DecodeError> {
    let flaw = gps::read(r, message)?;
    message.cells.push(network::cell(r, Form::WIDE_CELL)?);
    if r.len() >= 6 {
        let card = r.u48("card")?;
        if card != 0 {
            message.attributes.push(("driverUniqueId".into(), Value::Text(card.to_compact_string())));
        }
    }
    Ok(flaw)
}

/// Kinds 0x22 and 0x25 of NT20 and XT40 after their IMEI: two times, the fix, cell block with its length, terminal
/// information, voltages, signal, alarm and language, mileage, engine time in minutes, and a card.
pub(super) fn of_harness(r: &mut Reader<'_>, message: &mut Message, model: Model) -> Result<Flaw, DecodeError> {
    let sent = gps::date(r.array("time")?);
    let time = gps::date(r.array("fix time")?);
    message.device_time = sent;
    let satellites = r.u8("satellites")? & 0x0f;
    let flaw = gps::position(r, message, time, Some(satellites))?;
    // The length counts itself.
    let length = usize::from(r.u8("cell block length")?).saturating_sub(1);
    let mut block = Reader::new(r.take(length, "cell block")?, r.kind());
    match length {
        0..8 => {}
        8 => message.cells.push(network::cell(&mut block, Form::GSM)?),
        _ => message.cells.push(network::cell(&mut block, Form::WIDE_CELL)?),
    }
    if r.kind() == 0x25 {
        let event = r.u8("event")?;
        message.attributes.push(("event".into(), Value::Int(event.into())));
    }
    status::terminal(message, r.u8("terminal information")?);
    message.vitals.external_power_mv = Some(u32::from(r.u16("external power")?) * 10);
    message.vitals.battery_mv = Some(u32::from(r.u8("battery")?) * 100);
    message.vitals.gsm_level = Some(r.u8("signal")?.into());
    super::alarms::raise(&mut message.alarms, r.u8("alarm")?, model);
    r.u8("language")?;
    message.vitals.odometer_m = Some(r.u24("mileage")?.into());
    engine_minutes(r.u24("engine time")?, message);
    if r.len() >= 2 {
        let length = usize::from(r.u8("card length")?);
        r.u8("card type")?;
        card(r, message, length.saturating_sub(1))?;
    }
    Ok(flaw)
}

/// Kind 0x24 with a fix: cell, ignition, external voltage, battery voltage.
pub(super) fn with_voltages(r: &mut Reader<'_>, message: &mut Message) -> Result<Flaw, DecodeError> {
    let flaw = gps::read(r, message)?;
    message.cells.push(network::cell(r, Form::GSM)?);
    message.vitals.ignition = Some(r.u8("ignition")? != 0);
    message.vitals.external_power_mv = Some(u32::from(r.u16("external power")?) * 10);
    message.vitals.battery_mv = Some(u32::from(r.u16("battery")?) * 10);
    Ok(flaw)
}

/// Kind 0x34 of the X1: terminal time, fix, mileage, cell, driver, two voltages in hundredths, inputs and outputs.
pub(super) fn of_x1(r: &mut Reader<'_>, message: &mut Message) -> Result<Flaw, DecodeError> {
    r.u32("reserved")?;
    let flaw = gps::read(r, message)?;
    r.u16("reserved")?;
    message.vitals.odometer_m = Some(r.u32("mileage")?.into());
    message.cells.push(network::cell(r, Form::WIDE_CELL)?);
    let driver = r.u32("driver")?;
    if driver != 0 {
        message.attributes.push(("driverUniqueId".into(), Value::Text(driver.to_compact_string())));
    }
    // Which of the two is the vehicle's and which the device's is not agreed on; a wrong guess would raise low power.
    for name in ["battery", "power"] {
        let volts = f64::from(r.u16(name)?) / 100.0;
        message.attributes.push((name.into(), Value::Float(volts)));
    }
    Ok(flaw)
}

//! Kind 0x94, "information transmission", by its subtype; and kind 0x8C, readings of the vehicle bus.
//!
//! Source: JM-VL03, "Information transfer packet (0x94)".

use super::reader::Reader;
use crate::hex::hex;
use crate::message::{Message, Value};
use crate::session::DecodeError;

fn note(message: &mut Message, name: &'static str, value: Value) {
    message.attributes.push((name.into(), value));
}

/// The short frame: the external voltage alone, in hundredths.
pub(super) fn voltage(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    message.vitals.external_power_mv = Some(u32::from(r.u16("external power")?) * 10);
    Ok(())
}

/// The long frame.
pub(super) fn transfer(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    let subtype = r.u8("information type")?;
    match subtype {
        0x00 => {
            let volts = f64::from(r.u16("voltage")?) / 100.0;
            note(message, "adc1", Value::Float(volts));
        }
        0x04 => settings(r.rest(), message),
        0x05 => {
            // Newer firmware puts the time before.
            if r.len() >= 7 {
                message.device_time = super::gps::date(r.array("time")?);
            }
            let bits = r.u8("door")?;
            message.vitals.door_open = Some(bits & 0x01 != 0);
            note(message, "io1", Value::Bool(bits & 0x04 != 0));
        }
        0x0a => {
            r.take(16, "imei and imsi")?;
            let digits = hex(r.take(10, "iccid")?);
            note(message, "iccid", Value::Text(digits.trim_end_matches('f').into()));
        }
        // One byte: the radio in use; two: the external voltage.
        0x0b if r.len() == 1 => {
            let technology = if r.u8("technology")? == 0 { "2G" } else { "4G" };
            note(message, "networkTechnology", Value::Text(technology.into()));
        }
        0x0b => message.vitals.external_power_mv = Some(u32::from(r.u16("external power")?) * 10),
        0x0d => fuel_sensor(r.rest(), message),
        0x1b => reader(r, message)?,
        0x1e => {
            note(message, "temp1", Value::Float(f64::from(r.u32("temperature")? as i32) / 10.0));
            note(message, "humidity", Value::Float(f64::from(r.u32("humidity")?) / 10.0));
        }
        _ => {
            note(message, "information", Value::Int(subtype.into()));
            note(message, "raw", Value::Text(hex(r.rest())));
        }
    }
    Ok(())
}

/// `ALM1=C5;…;STA1=C0;DYD=01;SOS=…`: hex flags by name.
fn settings(text: &[u8], message: &mut Message) {
    let Ok(text) = std::str::from_utf8(text) else { return };
    for (name, value) in text.split(';').filter_map(|pair| pair.split_once('=')) {
        let name = match name {
            "ALM1" => "alarm1Status",
            "ALM2" => "alarm2Status",
            "ALM3" => "alarm3Status",
            "ALM4" => "alarm4Status",
            "STA1" => "otherStatus",
            "DYD" => "engineStatus",
            _ => continue,
        };
        if let Ok(number) = u8::from_str_radix(value, 16) {
            note(message, name, Value::Int(number.into()));
        }
    }
}

/// `!AIOIL,02,002.720,029.500,…,003.430,…`: temperature in the fourth field, fuel in the seventh.
fn fuel_sensor(data: &[u8], message: &mut Message) {
    let Some(start) = data.iter().position(|&b| b == b'!') else { return };
    let text = String::from_utf8_lossy(&data[start..]);
    let fields: Vec<&str> = text.split(',').collect();
    if !fields.first().is_some_and(|name| name.ends_with("AIOIL")) {
        return;
    }
    for (name, index) in [("temp1", 3), ("fuel", 6)] {
        if let Some(number) = fields.get(index).and_then(|f| f.parse::<f64>().ok()).filter(|n| n.is_finite()) {
            note(message, name, Value::Float(number));
        }
    }
}

/// A card reader: text, or a card's bytes framed by start and end of text.
fn reader(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    let data = r.rest();
    match data {
        // Start of text, length, card, checksum, end of text.
        [0x02, _, card @ .., _, 0x03] if !card.is_empty() => {
            note(message, "driverUniqueId", Value::Text(hex(card)));
        }
        _ => {
            let text = data.trim_ascii();
            if !text.is_empty() && text.iter().all(|b| b.is_ascii_graphic() || *b == b' ') {
                note(message, "serial", Value::Text(String::from_utf8_lossy(text).into()));
            } else {
                note(message, "driverUniqueId", Value::Text(hex(data)));
            }
        }
    }
    Ok(())
}

/// Kind 0x40 of the WD-209: what the battery pack of an electric vehicle says of itself. Its number, time, and charge:
/// relative and absolute in percent, remaining and full in mAh, health; temperature in tenths of a kelvin, current in
/// mA, voltage in mV, cycles, fourteen cells in mV.
pub(super) fn battery_pack(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    const CELLS: [&str; 14] = [
        "batteryCell1",
        "batteryCell2",
        "batteryCell3",
        "batteryCell4",
        "batteryCell5",
        "batteryCell6",
        "batteryCell7",
        "batteryCell8",
        "batteryCell9",
        "batteryCell10",
        "batteryCell11",
        "batteryCell12",
        "batteryCell13",
        "batteryCell14",
    ];
    r.take(8, "number")?;
    message.device_time = chrono::DateTime::from_timestamp(r.u32("time")?.into(), 0);
    note(message, "relativeCapacity", Value::Int(r.u8("relative capacity")?.into()));
    note(message, "remainingCapacity", Value::Int(r.u16("remaining capacity")?.into()));
    note(message, "absoluteCapacity", Value::Int(r.u8("absolute capacity")?.into()));
    note(message, "fullCapacity", Value::Int(r.u16("full capacity")?.into()));
    note(message, "batteryHealth", Value::Int(r.u8("health")?.into()));
    note(message, "batteryTemp", Value::Float(f64::from(r.u16("temperature")?) / 10.0 - 273.1));
    note(message, "current", Value::Int(r.u16("current")?.into()));
    message.vitals.battery_mv = Some(r.u16("battery")?.into());
    note(message, "cycleIndex", Value::Int(r.u16("cycles")?.into()));
    for cell in CELLS {
        let Ok(millivolts) = r.u16(cell) else { break };
        note(message, cell, Value::Float(f64::from(millivolts) / 1000.0));
    }
    Ok(())
}

/// Kind 0x8C: time, then `identifier=value` pairs in hex, values in hundredths of their unit.
pub(super) fn vehicle_bus(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    message.device_time = super::gps::date(r.array("time")?);
    let end = r.rest().iter().position(|b| !b.is_ascii()).unwrap_or(r.len());
    let Ok(text) = std::str::from_utf8(&r.rest()[..end]) else { return Ok(()) };
    for (name, value) in text.split(',').filter_map(|pair| pair.split_once('=')) {
        // The last value may run into the binary position that follows.
        let digits = &value[..value.bytes().take_while(u8::is_ascii_hexdigit).take(8).count()];
        let Ok(raw) = u32::from_str_radix(digits, 16) else { continue };
        let value = Value::Float(f64::from(raw) / 100.0);
        match name {
            "223" => message.vitals.ignition = Some(raw == 1),
            "283" => message.vitals.odometer_m = Some(u64::from(raw) / 100),
            "2B3" => note(message, "fuel", value),
            "2D3" => note(message, "coolantTemp", value),
            "353" => note(message, "obdSpeed", value),
            "363" => note(message, "rpm", value),
            "473" => note(message, "fuelUsed", value),
            "493" => note(message, "hours", value),
            _ => {}
        }
    }
    Ok(())
}

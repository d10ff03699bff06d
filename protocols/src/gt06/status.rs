//! Terminal information, voltage level, signal and alarm: heartbeats, and the tail of alarm reports.
//!
//! Source: Concox GT06N communication protocol, "Status information": bit 7 fuel or power cut, bits 3 to 5 the alarm,
//! bit 2 external power (charging), bit 1 ignition, bit 0 armed.

use super::alarms::{Model, raise};
use super::reader::Reader;
use crate::message::{Alarm, Message, Value};
use crate::session::DecodeError;

/// Takes the bits of the terminal information.
pub(super) fn terminal(message: &mut Message, bits: u8) {
    let vitals = &mut message.vitals;
    vitals.blocked = Some(bits & 0x80 != 0);
    vitals.external_power_present = Some(bits & 0x04 != 0);
    vitals.ignition = Some(bits & 0x02 != 0);
    vitals.armed = Some(bits & 0x01 != 0);
    let alarm = match bits >> 3 & 0x07 {
        1 => Alarm::Vibration,
        2 => Alarm::PowerCut,
        3 => Alarm::LowBattery,
        4 => Alarm::Sos,
        // Concox leaves these open; clones report fences and removal so.
        6 => Alarm::Fence,
        7 => Alarm::Removed,
        _ => return,
    };
    message.alarms.insert(alarm);
}

/// Battery charge of a voltage level: 0 (off) to 6 (full); newer devices send percents there.
pub(super) fn level(level: u8) -> Option<u8> {
    match level {
        0..=6 => Some((u16::from(level) * 100 / 6) as u8),
        7..=100 => Some(level),
        _ => None,
    }
}

/// Terminal information, level, signal, alarm and language, of which the last three may be missing.
pub(super) fn common(r: &mut Reader<'_>, message: &mut Message, model: Model) -> Result<(), DecodeError> {
    terminal(message, r.u8("terminal information")?);
    let (Ok(battery), Ok(signal)) = (r.u8("voltage level"), r.u8("signal")) else { return Ok(()) };
    let code = r.u8("alarm").unwrap_or(0);
    let last = r.u8("language").ok();
    if signal > 100 {
        // No signal scale of the family goes so far: these two bytes are the external voltage in hundredths, and
        // signal and alarm follow. Read as an alarm, the signal level would enter a fence at every heartbeat. What the
        // two bytes would say elsewhere is told as attributes, not vouched for.
        message.vitals.external_power_mv = Some(u32::from(u16::from_be_bytes([battery, signal])) * 10);
        told(message, "batteryLevel", level(battery).map(i64::from));
        told(message, "rssi", Some(signal.into()));
        raise(&mut message.alarms, last.unwrap_or(0), model);
    } else {
        message.vitals.battery_pct = level(battery);
        message.vitals.gsm_level = Some(signal.into());
        raise(&mut message.alarms, code, model);
    }
    Ok(())
}

/// The tail after a cell block of ten bytes that states a length of ten: either the length counts itself, as Concox
/// documents, or a byte follows the cell. The alarm, before language and fence number, is the same in both readings; the
/// rest is not vouched for, and told as the second reading has it.
pub(super) fn doubtful(r: &mut Reader<'_>, message: &mut Message, model: Model) -> Result<(), DecodeError> {
    let [_, bits, battery, code, _] = r.array("terminal information")?;
    for (name, bit) in [("blocked", 0x80), ("charge", 0x04), ("ignition", 0x02)] {
        message.attributes.push((name.into(), Value::Bool(bits & bit != 0)));
    }
    told(message, "batteryLevel", level(battery).map(i64::from));
    told(message, "rssi", Some(code.into()));
    raise(&mut message.alarms, code, model);
    Ok(())
}

fn told(message: &mut Message, name: &'static str, value: Option<i64>) {
    message.attributes.extend(value.map(|value| (name.into(), Value::Int(value))));
}

/// Terminal information, external voltage in hundredths, signal.
pub(super) fn with_voltage(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    terminal(message, r.u8("terminal information")?);
    message.vitals.external_power_mv = Some(u32::from(r.u16("external power")?) * 10);
    message.vitals.gsm_level = Some(r.u8("signal")?.into());
    Ok(())
}

/// Kind 0x13, in the forms of its clones.
pub(super) fn heartbeat(r: &mut Reader<'_>, message: &mut Message, model: Model) -> Result<(), DecodeError> {
    match (model, r.len()) {
        (Model::Seeworld, _) => {
            terminal(message, r.u8("terminal information")?);
            // Four bars.
            message.vitals.battery_pct = Some(r.u8("battery")?.saturating_mul(25).min(100));
            message.vitals.gsm_level = Some(r.u8("signal")?.into());
            message.vitals.external_power_mv = Some(u32::from(r.u8("external power")?) * 1000);
        }
        (Model::R11, 4..) => {
            with_voltage(r, message)?;
            raise(&mut message.alarms, r.u8("alarm").unwrap_or(0), model);
        }
        // The last two bytes are not alarm and language: their low twelve bits are tenths of a volt.
        (Model::Lw4g, 5) => {
            terminal(message, r.u8("terminal information")?);
            message.vitals.battery_pct = level(r.u8("battery")?);
            message.vitals.gsm_level = Some(r.u8("signal")?.into());
            message.vitals.external_power_mv = Some(u32::from(r.u16("external power")? & 0x0fff) * 100);
        }
        // An OBD dongle: signal and satellites in the bits of two bytes, alarm, language, battery, mode, voltage.
        (_, 14) => {
            terminal(message, r.u8("terminal information")?);
            let radio = r.u16("signal")?;
            message.vitals.gsm_level = Some(i32::from(radio & 0x1f));
            raise(&mut message.alarms, r.u8("alarm")?, model);
            r.u8("language")?;
            message.vitals.battery_pct = Some(r.u8("battery")?).filter(|percent| *percent <= 100);
            r.u8("mode")?;
            message.vitals.external_power_mv = Some(u32::from(r.u16("external power")?) * 10);
        }
        // An OBD dongle: device information, temperature, battery percent.
        (_, 16) => {
            r.u8("status")?;
            let temperature = r.u16("temperature")?;
            let tenths = f64::from(temperature & 0x7fff) / 10.0;
            let signed = if temperature & 0x8000 != 0 { tenths } else { -tenths };
            message.attributes.push(("temp1".into(), Value::Float(signed)));
            r.u16("reserved")?;
            message.vitals.battery_pct = Some(r.u8("battery")?).filter(|percent| *percent <= 100);
        }
        (_, 0) => {}
        _ => common(r, message, model)?,
    }
    Ok(())
}

/// Kind 0x23: heartbeat of wireless trackers, with the battery's voltage in hundredths.
pub(super) fn wireless_heartbeat(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    let bits = r.u8("terminal information")?;
    message.vitals.armed = Some(bits & 0x01 != 0);
    message.vitals.ignition = Some(bits & 0x02 != 0);
    message.vitals.external_power_present = Some(bits & 0x04 != 0);
    // Older firmware ends here, or after the voltage.
    if let Ok(hundredths) = r.u16("battery") {
        message.vitals.battery_mv = Some(u32::from(hundredths) * 10);
    }
    message.vitals.gsm_level = r.u8("signal").ok().map(i32::from);
    Ok(())
}

/// Kind 0x36 as a heartbeat: the common tail, then modules (two bytes of type, one of length).
pub(super) fn module_heartbeat(r: &mut Reader<'_>, message: &mut Message, model: Model) -> Result<(), DecodeError> {
    common(r, message, model)?;
    super::modules::short(r, message)
}

/// Kind 0xA3 without a date: heartbeat of pedometer cards, with signal, supply, steps and battery.
pub(super) fn card_heartbeat(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    terminal(message, r.u8("terminal information")?);
    r.u24("status")?;
    message.vitals.gsm_level = Some(r.u8("signal")?.into());
    message.vitals.external_power_mv = Some(u32::from(r.u8("power")?) * 1000);
    message.vitals.motion = Some(r.u8("motion")? != 0);
    r.u16("reserved")?;
    let steps = r.u32("steps")?;
    message.attributes.push(("steps".into(), Value::Int(steps.into())));
    message.vitals.battery_pct = Some(r.u8("battery")?).filter(|percent| *percent <= 100);
    Ok(())
}

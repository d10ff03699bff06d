//! One report: an object into a message.

use super::fields::{Fields, kind_of};
use super::{JsonError, MAX_LIST, MAX_TEXT};
use crate::command::{Answer, Ticket};
use crate::message::{self, Alarm, Alarms, Cell, Fix, FixKind, Kind, Message, Vitals, Wifi};
use crate::session::{DeviceId, Identity, Protocol};
use serde_json::{Map, Value};

/// Every field of a report, in the schema's order.
pub(super) const FIELDS: &[&str] = &[
    "imei",
    "kind",
    "ticket",
    "accepted",
    "time",
    "fix_time",
    "lat",
    "lon",
    "fix",
    "valid",
    "speed_kph",
    "course_deg",
    "altitude_m",
    "accuracy_m",
    "satellites",
    "hdop",
    "ignition",
    "motion",
    "external_power_present",
    "external_power_mv",
    "battery_mv",
    "battery_pct",
    "gsm_level",
    "gsm_rssi_dbm",
    "blocked",
    "door_open",
    "armed",
    "odometer_m",
    "alarms",
    "buffered",
    "cells",
    "wifi",
    "attributes",
];

/// Fields that are about a location and mean nothing without one.
pub(super) const OF_A_FIX: &[&str] =
    &["fix_time", "fix", "valid", "speed_kph", "course_deg", "altitude_m", "accuracy_m", "satellites", "hdop"];

pub(super) fn read(
    report: usize,
    object: &Map<String, Value>,
    topic: Option<&DeviceId>,
) -> Result<(Identity, Message), JsonError> {
    let fields = Fields { report, place: String::new(), object };
    fields.only(FIELDS)?;
    let device = device(&fields, topic)?;
    let time = fields.time("time")?;
    let fix = fix(&fields)?;
    let alarms = alarms(&fields)?;
    let kinds = "login, heartbeat, position, event, status, media, command_reply, unknown";
    let stated: Option<Kind> = fields.choice("kind", kinds)?;
    let answer = answer(&fields, stated)?;
    let kind = stated.unwrap_or(match (fix.is_some(), alarms.is_empty()) {
        (true, _) => Kind::Position,
        (false, false) => Kind::Event,
        (false, true) => Kind::Status,
    });
    let message = Message {
        record: report as u64 + 1,
        serial: None,
        kind,
        device_time: time,
        fix,
        vitals: vitals(&fields)?,
        alarms,
        answer,
        buffered: fields.flag("buffered")?.unwrap_or(false),
        cells: fields.objects("cells", MAX_LIST)?.iter().map(cell).collect::<Result<_, _>>()?,
        wifi: fields.objects("wifi", MAX_LIST)?.iter().map(access_point).collect::<Result<_, _>>()?,
        media: None,
        attributes: attributes(&fields)?,
    };
    Ok((Identity { protocol: Protocol::Json, device }, message))
}

fn device(fields: &Fields<'_>, topic: Option<&DeviceId>) -> Result<DeviceId, JsonError> {
    let wanted = "the device's IMEI or other identifier as a text";
    let stated = fields.text("imei", wanted)?.map(DeviceId::new).transpose();
    match (stated.map_err(|bad| fields.problem("imei", bad.to_string()))?, topic) {
        (Some(stated), Some(topic)) if stated != *topic => {
            Err(fields.problem("imei", format!("{stated} in a message of {topic}; leave it out or send the topic's")))
        }
        (Some(stated), _) => Ok(stated),
        (None, Some(topic)) => Ok(topic.clone()),
        (None, None) => Err(fields.problem("imei", format!("missing, and the topic names no device; send {wanted}"))),
    }
}

/// What the report says of a command. Only a command reply may.
fn answer(fields: &Fields<'_>, kind: Option<Kind>) -> Result<Option<Answer>, JsonError> {
    let ticket = fields.whole("ticket", 0..=u32::MAX.into(), "the ticket of the command that is answered")?;
    let accepted = fields.flag("accepted")?;
    match (kind, ticket) {
        (Some(Kind::CommandReply), Some(_)) => Ok(Some(Answer { ticket: Ticket(ticket), accepted })),
        (Some(Kind::CommandReply), None) if accepted.is_some() => {
            Err(fields.problem("accepted", "needs the ticket of the command; send both"))
        }
        (_, None) if accepted.is_none() => Ok(None),
        _ => {
            let field = if ticket.is_some() { "ticket" } else { "accepted" };
            Err(fields.problem(field, "only a report of the kind command_reply has it"))
        }
    }
}

fn fix(fields: &Fields<'_>) -> Result<Option<Fix>, JsonError> {
    let lat = fields.number("lat", -90.0..=90.0, "degrees WGS-84")?;
    let lon = fields.number("lon", -180.0..=180.0, "degrees WGS-84")?;
    let (lat, lon) = match (lat, lon) {
        (Some(lat), Some(lon)) => (lat, lon),
        (Some(_), None) => return Err(fields.problem("lon", "missing beside lat; send both or neither")),
        (None, Some(_)) => return Err(fields.problem("lat", "missing beside lon; send both or neither")),
        (None, None) => {
            let orphan = OF_A_FIX.iter().find(|f| fields.given(f).is_some());
            return orphan.map_or(Ok(None), |f| Err(fields.problem(f, "needs lat and lon; send them or leave it out")));
        }
    };
    // `"fix_time": null` says that the time of the fix is not known, not even as `time`.
    let time = if fields.object.contains_key("fix_time") { fields.time("fix_time")? } else { fields.time("time")? };
    Ok(Some(Fix {
        time,
        lat,
        lon,
        kind: fields.choice("fix", "gnss, wifi, cells")?.unwrap_or(FixKind::Gnss),
        valid: fields.flag("valid")?.unwrap_or(true),
        speed_kph: fields.number("speed_kph", 0.0..=1500.0, "km/h")?,
        course_deg: fields.number("course_deg", 0.0..=360.0, "degrees")?.map(|c| if c == 360.0 { 0.0 } else { c }),
        altitude_m: fields.number("altitude_m", -1000.0..=50_000.0, "metres")?,
        accuracy_m: fields.number("accuracy_m", 0.0..=1_000_000.0, "metres")?,
        satellites: fields.whole("satellites", 0..=255, "satellites used")?,
        hdop: fields.number("hdop", 0.0..=1000.0, "no unit")?,
    }))
}

fn vitals(fields: &Fields<'_>) -> Result<Vitals, JsonError> {
    Ok(Vitals {
        charging: None,
        ignition: fields.flag("ignition")?,
        motion: fields.flag("motion")?,
        external_power_present: fields.flag("external_power_present")?,
        external_power_mv: fields.whole("external_power_mv", 0..=u32::MAX.into(), "millivolts")?,
        battery_mv: fields.whole("battery_mv", 0..=u32::MAX.into(), "millivolts")?,
        battery_pct: fields.whole("battery_pct", 0..=100, "percent")?,
        gsm_level: fields.whole("gsm_level", i32::MIN.into()..=i32::MAX.into(), "the device's own scale")?,
        gsm_rssi_dbm: fields.whole("gsm_rssi_dbm", -200..=0, "dBm")?,
        blocked: fields.flag("blocked")?,
        door_open: fields.flag("door_open")?,
        armed: fields.flag("armed")?,
        odometer_m: fields.whole("odometer_m", 0..=i64::MAX, "metres")?,
    })
}

fn alarms(fields: &Fields<'_>) -> Result<Alarms, JsonError> {
    let names = fields.list("alarms", Alarm::ALL.len())?.iter();
    names
        .map(|name| {
            name.as_str().and_then(Alarm::from_name).ok_or_else(|| {
                let shown: String = name.to_string().chars().take(40).collect();
                fields.problem("alarms", format!("{shown} is no alarm; send names of the schema's list, or general"))
            })
        })
        .collect()
}

fn required<T>(fields: &Fields<'_>, field: &str, value: Option<T>) -> Result<T, JsonError> {
    value.ok_or_else(|| fields.problem(field, "missing; send it"))
}

fn signal(fields: &Fields<'_>) -> Result<Option<i16>, JsonError> {
    fields.whole("signal_dbm", i16::MIN.into()..=i16::MAX.into(), "dBm")
}

fn cell(fields: &Fields<'_>) -> Result<Cell, JsonError> {
    fields.only(&["mcc", "mnc", "lac", "cid", "signal_dbm"])?;
    Ok(Cell {
        mcc: required(fields, "mcc", fields.whole("mcc", 0..=u16::MAX.into(), "mobile country code")?)?,
        mnc: required(fields, "mnc", fields.whole("mnc", 0..=u16::MAX.into(), "mobile network code")?)?,
        lac: required(fields, "lac", fields.whole("lac", 0..=u32::MAX.into(), "location or tracking area code")?)?,
        cid: required(fields, "cid", fields.whole("cid", 0..=i64::MAX, "cell id")?)?,
        signal: signal(fields)?,
    })
}

fn access_point(fields: &Fields<'_>) -> Result<Wifi, JsonError> {
    fields.only(&["mac", "signal_dbm"])?;
    let wanted = "a MAC address, as 0a:1b:2c:3d:4e:5f";
    let text = required(fields, "mac", fields.text("mac", wanted)?)?;
    let mac = mac(text).ok_or_else(|| fields.problem("mac", format!("not one; send {wanted}")))?;
    Ok(Wifi { mac, signal: signal(fields)? })
}

fn mac(text: &str) -> Option<[u8; 6]> {
    let mut parts = text.split([':', '-']);
    let mut mac = [0; 6];
    for byte in &mut mac {
        let part = parts.next().filter(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_hexdigit()))?;
        *byte = u8::from_str_radix(part, 16).ok()?;
    }
    parts.next().is_none().then_some(mac)
}

fn attributes(fields: &Fields<'_>) -> Result<Vec<(message::Name, message::Value)>, JsonError> {
    let object = match fields.given("attributes") {
        None => return Ok(Vec::new()),
        Some(Value::Object(object)) if object.len() <= MAX_LIST => object,
        Some(Value::Object(object)) => {
            let problem = format!("{} of them, over the limit of {MAX_LIST}; send fewer", object.len());
            return Err(fields.problem("attributes", problem));
        }
        Some(other) => return Err(fields.problem("attributes", format!("{} instead of an object", kind_of(other)))),
    };
    let mut read = Vec::with_capacity(object.len());
    for (name, value) in object {
        let shown: String = name.chars().take(40).collect();
        let problem = |problem: &str| Err(fields.problem(&format!("attributes.{shown}"), problem));
        if name.is_empty() || name.len() > MAX_TEXT {
            return problem("the name must have 1 to 1024 bytes");
        }
        let value = match value {
            Value::Null => continue,
            Value::Bool(flag) => message::Value::Bool(*flag),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => message::Value::Int(whole),
                (None, Some(decimal)) if number.is_f64() => message::Value::Float(decimal),
                _ => return problem("the whole number is too large; send it as a text"),
            },
            Value::String(text) if text.len() <= MAX_TEXT => message::Value::Text(text.into()),
            Value::String(_) => return problem("the text is longer than 1024 bytes; send less"),
            Value::Array(_) | Value::Object(_) => return problem("send true, false, a number or a text"),
        };
        read.push((name.clone().into(), value));
    }
    Ok(read)
}

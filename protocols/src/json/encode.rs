//! The device's side: messages into a payload.

use super::MAX_LIST;
use crate::message::{self, Alarm, Fix, Message, Vitals};
use crate::session::DeviceId;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

/// The payload of `messages`, at most [`MAX_BATCH`](super::MAX_BATCH) of them: an object for one, an array otherwise.
///
/// What JSON cannot say (a number that is none, list items over [`MAX_LIST`]) is left out.
pub fn encode(imei: &DeviceId, messages: &[Message]) -> Vec<u8> {
    let payload = match messages {
        [one] => report(imei, one),
        several => several.iter().map(|m| report(imei, m)).collect(),
    };
    payload.to_string().into_bytes()
}

/// Puts a field where there is a value.
struct Fields(Map<String, Value>);

impl Fields {
    fn put<T: Into<Value>>(&mut self, field: &str, value: Option<T>) {
        // A number that is none becomes null.
        if let Some(value) = value.map(Into::into).filter(|v| !v.is_null()) {
            self.0.insert(field.to_owned(), value);
        }
    }

    fn put_list(&mut self, field: &str, items: Vec<Value>) {
        self.put(field, (!items.is_empty()).then_some(items));
    }
}

fn report(imei: &DeviceId, message: &Message) -> Value {
    let mut fields = Fields(Map::new());
    fields.put("imei", Some(imei.as_str()));
    fields.put("kind", serde_json::to_value(message.kind).ok());
    if let Some(answer) = message.answer {
        fields.put("ticket", answer.ticket.0);
        fields.put("accepted", answer.accepted.filter(|_| answer.ticket.0.is_some()));
    }
    fields.put("time", message.device_time.map(time));
    if let Some(fix) = &message.fix {
        put_fix(&mut fields, fix, message.device_time);
    }
    put_vitals(&mut fields, &message.vitals);
    fields.put_list("alarms", message.alarms.iter().map(Alarm::name).map(Value::from).collect());
    fields.put("buffered", message.buffered.then_some(true));
    let cells = message.cells.iter().take(MAX_LIST).map(|c| {
        let mut cell = json!({"mcc": c.mcc, "mnc": c.mnc, "lac": c.lac, "cid": c.cid});
        if let Some(signal) = c.signal {
            cell["signal_dbm"] = signal.into();
        }
        cell
    });
    fields.put_list("cells", cells.collect());
    let wifi = message.wifi.iter().take(MAX_LIST).map(|w| {
        let mut point = json!({"mac": w.mac.map(|b| format!("{b:02x}")).join(":")});
        if let Some(signal) = w.signal {
            point["signal_dbm"] = signal.into();
        }
        point
    });
    fields.put_list("wifi", wifi.collect());
    let attributes = message.attributes.iter().take(MAX_LIST);
    let attributes: Map<String, Value> = attributes
        .map(|(name, value)| (name.clone().into_owned(), attribute(value)))
        .filter(|(_, value)| !value.is_null())
        .collect();
    fields.put("attributes", (!attributes.is_empty()).then_some(attributes));
    Value::Object(fields.0)
}

fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn attribute(value: &message::Value) -> Value {
    match value {
        message::Value::Bool(flag) => (*flag).into(),
        message::Value::Int(whole) => (*whole).into(),
        message::Value::Float(decimal) => (*decimal).into(),
        message::Value::Text(text) => text.as_str().into(),
    }
}

fn put_fix(fields: &mut Fields, fix: &Fix, message_time: Option<DateTime<Utc>>) {
    if fix.time != message_time {
        fields.0.insert("fix_time".to_owned(), fix.time.map(time).into());
    }
    fields.put("lat", Some(fix.lat));
    fields.put("lon", Some(fix.lon));
    fields.put("fix", serde_json::to_value(fix.kind).ok());
    fields.put("valid", Some(fix.valid));
    fields.put("speed_kph", fix.speed_kph);
    fields.put("course_deg", fix.course_deg);
    fields.put("altitude_m", fix.altitude_m);
    fields.put("accuracy_m", fix.accuracy_m);
    fields.put("satellites", fix.satellites);
    fields.put("hdop", fix.hdop);
}

fn put_vitals(fields: &mut Fields, vitals: &Vitals) {
    fields.put("ignition", vitals.ignition);
    fields.put("motion", vitals.motion);
    fields.put("external_power_present", vitals.external_power_present);
    fields.put("external_power_mv", vitals.external_power_mv);
    fields.put("battery_mv", vitals.battery_mv);
    fields.put("battery_pct", vitals.battery_pct);
    fields.put("gsm_level", vitals.gsm_level);
    fields.put("gsm_rssi_dbm", vitals.gsm_rssi_dbm);
    fields.put("blocked", vitals.blocked);
    fields.put("door_open", vitals.door_open);
    fields.put("armed", vitals.armed);
    fields.put("odometer_m", vitals.odometer_m);
}

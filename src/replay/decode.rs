//! What the decoders make of recorded traffic, without a server.

use super::{Chunk, Conversation, Way};
use bytes::BytesMut;
use chrono::{DateTime, Utc};
use lienwatch_protocols::message::Value as Extra;
use lienwatch_protocols::session::OtherIdentity;
use lienwatch_protocols::{DeviceId, Identity, Known, Message, Options, Output, Protocol, json};
use serde_json::{Map, Value, json};

/// Largest frame, bytes; nobody has to be protected from a file of one's own.
const MAX_FRAME: usize = 1 << 20;

/// How sessions are opened: whoever speaks is believed, because there is nobody to ask.
fn options(conversation: &Conversation, device: Option<DeviceId>) -> Options {
    Options {
        other_identity: OtherIdentity::Session,
        max_frame: MAX_FRAME,
        datagram: conversation.way == Way::Datagram,
        device,
        ..Options::default()
    }
}

/// Who a conversation is of: as its bytes say.
pub fn speaker(conversation: &Conversation, protocol: Protocol) -> Option<Identity> {
    let mut session = protocol.session(options(conversation, None))?;
    let (mut input, mut outputs) = (BytesMut::new(), Vec::new());
    for chunk in &conversation.chunks {
        input.extend_from_slice(&chunk.bytes);
        session.receive(&mut input, DateTime::UNIX_EPOCH, &mut outputs);
        outputs.clear();
        if session.identity().is_some() {
            break;
        }
    }
    session.identity().cloned()
}

/// Everything that a conversation says, one JSON object for each message, reply and refusal.
pub fn decode(
    conversation: &Conversation,
    protocol: Protocol,
    device: Option<&DeviceId>,
    now: DateTime<Utc>,
    mut tell: impl FnMut(Value),
) {
    // Who the transport or the file names needs no login; a login that is there all the same agrees.
    let device = device.or(conversation.device.as_ref());
    let place = |chunk: &Chunk| json!({ "from": conversation.name, "at": chunk.at, "packet": chunk.from });
    let mut told = |chunk: &Chunk, key: &str, value: Value| {
        let mut line = place(chunk);
        line["protocol"] = protocol.name().into();
        line[key] = value;
        tell(line);
    };
    let Some(mut session) = protocol.session(options(conversation, device.cloned())) else {
        for chunk in &conversation.chunks {
            match json::decode(device, &chunk.bytes, MAX_FRAME) {
                Ok(messages) => messages.iter().for_each(|(_, m)| told(chunk, "message", describe(m))),
                Err(error) => told(chunk, "refused", error.to_string().into()),
            }
        }
        return;
    };
    // Large media are read, as of a device that is on the books.
    session.know(&Known { registered: true, ..Known::default() });
    let (mut input, mut outputs) = (BytesMut::new(), Vec::new());
    for chunk in &conversation.chunks {
        input.extend_from_slice(&chunk.bytes);
        session.receive(&mut input, chunk.at.unwrap_or(now), &mut outputs);
        for output in outputs.drain(..) {
            match output {
                Output::Identified(identity) => told(chunk, "device", identity.device.as_str().into()),
                Output::Message(message) => told(chunk, "message", describe(&message)),
                Output::Reply { bytes, .. } => told(chunk, "reply", hex::encode(bytes).into()),
                Output::Refused(error) => told(chunk, "refused", error.to_string().into()),
                Output::Close(why) => told(chunk, "closed", why.to_string().into()),
            }
        }
        if conversation.way == Way::Datagram {
            input.clear();
        }
    }
    if let Some(chunk) = conversation.chunks.last().filter(|_| !input.is_empty()) {
        told(chunk, "incomplete", hex::encode(&input).into());
    }
}

/// A message as a document; what it does not say is left out.
fn describe(m: &Message) -> Value {
    let v = &m.vitals;
    let fix = m.fix.map(|f| {
        present(json!({ "time": f.time, "lat": f.lat, "lon": f.lon, "kind": f.kind, "valid": f.valid,
            "speed_kph": f.speed_kph, "course_deg": f.course_deg, "altitude_m": f.altitude_m,
            "accuracy_m": f.accuracy_m, "satellites": f.satellites, "hdop": f.hdop }))
    });
    let vitals = present(json!({ "ignition": v.ignition, "motion": v.motion,
        "external_power_present": v.external_power_present, "charging": v.charging,
        "external_power_mv": v.external_power_mv, "battery_mv": v.battery_mv, "battery_pct": v.battery_pct,
        "gsm_level": v.gsm_level, "gsm_rssi_dbm": v.gsm_rssi_dbm, "blocked": v.blocked, "door_open": v.door_open,
        "armed": v.armed, "odometer_m": v.odometer_m }));
    let alarms: Vec<&str> = m.alarms.iter().map(|a| a.name()).collect();
    let attributes: Map<String, Value> =
        m.attributes.iter().map(|(name, value)| (name.to_string(), extra(value))).collect();
    present(json!({ "kind": m.kind, "device_time": m.device_time, "fix": fix, "vitals": vitals, "alarms": alarms,
        "buffered": m.buffered.then_some(true), "cells": m.cells.as_slice(), "wifi": m.wifi, "attributes": attributes }))
}

fn extra(value: &Extra) -> Value {
    match value {
        Extra::Bool(b) => (*b).into(),
        Extra::Int(i) => (*i).into(),
        Extra::Float(f) => (*f).into(),
        Extra::Text(text) => text.as_str().into(),
    }
}

/// Without what is null or empty.
fn present(mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, v| match v {
            Value::Null => false,
            Value::Array(items) => !items.is_empty(),
            Value::Object(fields) => !fields.is_empty(),
            _ => true,
        });
    }
    value
}

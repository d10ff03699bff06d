//! What is taken, what is refused and with which words, and that writing and reading are inverse.

use super::*;
use crate::message::{Alarm, Alarms, Cell, Fix, FixKind, Kind, Value as Extra, Vitals, Wifi};
use chrono::{DateTime, Utc};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::json;

const MAX: usize = 1 << 20;

fn device() -> DeviceId {
    DeviceId::new("861234567890123").expect("an id")
}

fn read(payload: serde_json::Value) -> Result<Vec<(Identity, Message)>, JsonError> {
    decode(Some(&device()), payload.to_string().as_bytes(), MAX)
}

fn refusal(payload: serde_json::Value) -> String {
    read(payload).expect_err("must be refused").to_string()
}

fn one(payload: serde_json::Value) -> Message {
    read(payload).expect("must be taken").remove(0).1
}

#[test]
fn a_full_report_is_read_into_the_vocabulary() {
    let (identity, message) = read(json!({
        "imei": "0861234567890123", "time": "2026-03-01T08:15:00+08:00", "lat": 22.5, "lon": 114.25, "speed_kph": 36,
        "course_deg": 360, "altitude_m": -3.5, "accuracy_m": 5, "satellites": 9, "hdop": 0.8, "ignition": true,
        "external_power_present": false, "external_power_mv": 12345, "battery_mv": 3900, "battery_pct": 83,
        "gsm_rssi_dbm": -71, "odometer_m": 1500, "alarms": ["power_cut", "removed"], "buffered": true,
        "cells": [{"mcc": 460, "mnc": 0, "lac": 9525, "cid": 4134, "signal_dbm": -60}],
        "wifi": [{"mac": "0A-1b-2c-3d-4e-5f"}], "attributes": {"trip": 7, "ratio": 1.0, "note": "x", "on": false, "no": null},
    }))
    .expect("must be taken")
    .remove(0);
    assert_eq!((identity.protocol, identity.device), (crate::Protocol::Json, device()));
    let time = "2026-03-01T00:15:00Z".parse().ok();
    let fix = Fix {
        time,
        lat: 22.5,
        lon: 114.25,
        kind: FixKind::Gnss,
        valid: true,
        speed_kph: Some(36.0),
        course_deg: Some(0.0),
        altitude_m: Some(-3.5),
        accuracy_m: Some(5.0),
        satellites: Some(9),
        hdop: Some(0.8),
    };
    let vitals = Vitals {
        ignition: Some(true),
        external_power_present: Some(false),
        external_power_mv: Some(12_345),
        battery_mv: Some(3_900),
        battery_pct: Some(83),
        gsm_rssi_dbm: Some(-71),
        odometer_m: Some(1_500),
        ..Vitals::default()
    };
    let mut attributes = message.attributes.clone();
    attributes.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(
        attributes,
        [
            ("note".into(), Extra::Text("x".into())),
            ("on".into(), Extra::Bool(false)),
            ("ratio".into(), Extra::Float(1.0)),
            ("trip".into(), Extra::Int(7))
        ]
    );
    let expected = Message {
        record: 1,
        serial: None,
        kind: Kind::Position,
        device_time: time,
        fix: Some(fix),
        vitals,
        alarms: Alarms::from_iter([Alarm::PowerCut, Alarm::Removed]),
        answer: None,
        buffered: true,
        cells: [Cell { mcc: 460, mnc: 0, lac: 9525, cid: 4134, signal: Some(-60) }].into(),
        wifi: vec![Wifi { mac: [0x0a, 0x1b, 0x2c, 0x3d, 0x4e, 0x5f], signal: None }],
        media: None,
        attributes: message.attributes.clone(),
    };
    assert_eq!(message, expected);
}

#[test]
fn absent_is_absent() {
    let message = one(json!({"battery_pct": null}));
    assert_eq!(message, Message { record: 1, kind: Kind::Status, ..Message::default() });
    assert_eq!(one(json!({"alarms": ["sos"]})).kind, Kind::Event);
    assert_eq!(one(json!({"kind": "heartbeat"})).kind, Kind::Heartbeat);
}

#[test]
fn the_time_of_the_fix_is_the_reports_unless_it_says_otherwise() {
    let fix_time = |more: serde_json::Value| {
        let mut report = json!({"lat": 1, "lon": 2, "time": "2026-03-01T00:00:10Z"});
        if let Some(value) = more.get("fix_time") {
            report["fix_time"] = value.clone();
        }
        one(report).fix.expect("a fix").time.map(|t| t.to_rfc3339())
    };
    assert_eq!(fix_time(json!({})).as_deref(), Some("2026-03-01T00:00:10+00:00"));
    assert_eq!(fix_time(json!({"fix_time": "2026-03-01T00:00:00Z"})).as_deref(), Some("2026-03-01T00:00:00+00:00"));
    assert_eq!(fix_time(json!({"fix_time": null})), None);
}

#[test]
fn a_batch_keeps_its_order_and_numbers() {
    let read = read(json!([{"battery_pct": 1}, {"battery_pct": 2}])).expect("must be taken");
    let levels: Vec<_> = read.iter().map(|(_, m)| (m.record, m.vitals.battery_pct)).collect();
    assert_eq!(levels, [(1, Some(1)), (2, Some(2))]);
    assert!(decode(None, b"[]", MAX).expect("an empty batch").is_empty());
}

#[test]
fn refusals_name_the_field_and_the_fix() {
    let cases = [
        (json!({"speed": 1}), "report 0: speed: no such field; did you mean speed_kph?"),
        (json!({"latitude": 1}), "report 0: latitude: no such field; did you mean lat?"),
        (json!({"zzz": 1}), "report 0: zzz: no such field; leave it out or send it within attributes"),
        (json!({"lat": 91, "lon": 0}), "report 0: lat: 91 does not fit; send a number from -90 to 90 (degrees WGS-84)"),
        (
            json!({"lat": "1", "lon": 0}),
            "report 0: lat: \"1\" does not fit; send a number from -90 to 90 (degrees WGS-84)",
        ),
        (json!({"lat": 1}), "report 0: lon: missing beside lat; send both or neither"),
        (json!({"speed_kph": 1}), "report 0: speed_kph: needs lat and lon; send them or leave it out"),
        (
            json!([{}, {"battery_pct": 101}]),
            "report 1: battery_pct: 101 does not fit; send a whole number from 0 to 100 (percent)",
        ),
        (
            json!({"battery_pct": 3.5}),
            "report 0: battery_pct: 3.5 does not fit; send a whole number from 0 to 100 (percent)",
        ),
        (json!({"ignition": 1}), "report 0: ignition: 1 does not fit; send true or false"),
        (
            json!({"time": "2026-03-01 08:15"}),
            "report 0: time: \"2026-03-01 08:15\" does not fit; send a time with its zone, as 2026-03-01T08:15:00Z",
        ),
        (json!({"ticket": 5}), "report 0: ticket: only a report of the kind command_reply has it"),
        (
            json!({"kind": "status", "accepted": true}),
            "report 0: accepted: only a report of the kind command_reply has it",
        ),
        (
            json!({"kind": "command_reply", "accepted": true}),
            "report 0: accepted: needs the ticket of the command; send both",
        ),
        (
            json!({"kind": "command_reply", "ticket": -5}),
            "report 0: ticket: -5 does not fit; send a whole number from 0 to 4294967295 (the ticket of the command that is answered)",
        ),
        (
            json!({"alarms": ["boom"]}),
            "report 0: alarms: \"boom\" is no alarm; send names of the schema's list, or general",
        ),
        (
            json!({"kind": "x"}),
            "report 0: kind: \"x\" does not fit; send one of login, heartbeat, position, event, status, media, command_reply, unknown",
        ),
        (json!({"cells": [{"mcc": 1}]}), "report 0: cells[0].mnc: missing; send it"),
        (
            json!({"cells": [{"area": 1}]}),
            "report 0: cells[0].area: no such field; leave it out or send it within attributes",
        ),
        (
            json!({"wifi": [{"mac": "0a1b"}]}),
            "report 0: wifi[0].mac: not one; send a MAC address, as 0a:1b:2c:3d:4e:5f",
        ),
        (json!({"attributes": {"a": []}}), "report 0: attributes.a: send true, false, a number or a text"),
        (json!({"imei": "1"}), "report 0: imei: 1 in a message of 861234567890123; leave it out or send the topic's"),
        (json!([1]), "report 0: a number instead of an object; send one object, or an array of objects"),
        (json!("x"), "report 0: a text instead of an object; send one object, or an array of objects"),
        (json!({"wifi": vec![json!({}); 65]}), "report 0: wifi: 65 items, over the limit of 64; send fewer"),
    ];
    for (payload, words) in cases {
        assert_eq!(refusal(payload), words);
    }
}

#[test]
fn a_report_of_nobody_is_refused() {
    let error = decode(None, b"{}", MAX).expect_err("nobody");
    assert_eq!(
        error.to_string(),
        "report 0: imei: missing, and the topic names no device; send the device's IMEI or other identifier as a text"
    );
    assert!(decode(None, br#"{"imei":"a b"}"#, MAX).is_err());
}

#[test]
fn limits_hold() {
    assert!(matches!(decode(None, b"{}", 1), Err(JsonError::TooLong { length: 2, limit: 1 })));
    let batch = |n: usize| read(json!(vec![json!({}); n]));
    assert_eq!(batch(MAX_BATCH).expect("the largest batch").len(), MAX_BATCH);
    assert!(matches!(batch(MAX_BATCH + 1), Err(JsonError::BatchTooLarge { reports: 1001 })));
    let deep = "[".repeat(100_000);
    assert!(matches!(decode(None, deep.as_bytes(), MAX), Err(JsonError::NotJson(_))));
}

/// Any field with any sort of value: no panic, and a refusal names the field.
#[test]
fn any_value_in_any_field_is_taken_or_refused() {
    let values = [
        json!(true),
        json!(0),
        json!(-1),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1e308),
        json!(""),
        json!("é".repeat(99)),
        json!([]),
        json!([null]),
        json!([[]]),
        json!([{}]),
        json!({}),
        json!({"": {}}),
        json!({"é": 1e-300}),
    ];
    for field in report::FIELDS {
        for value in &values {
            let mut payload = json!({"lat": 1, "lon": 2});
            payload[*field] = value.clone();
            if let Err(error) = read(payload) {
                assert!(error.to_string().starts_with(&format!("report 0: {field}")), "{error}");
            }
        }
    }
}

/// The published schema and the decoder know the same fields and names.
#[test]
fn the_schema_is_the_decoders() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../docs/mqtt-payload.schema.json")).expect("JSON");
    let keys = |value: &serde_json::Value| -> std::collections::BTreeSet<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    let report = &schema["$defs"]["report"];
    assert_eq!(keys(&report["properties"]), report::FIELDS.iter().map(|f| (*f).to_owned()).collect());
    assert_eq!(report["additionalProperties"], json!(false));
    let alarms: Vec<&str> = Alarm::ALL.iter().map(|a| a.name()).collect();
    assert_eq!(report["properties"]["alarms"]["items"]["enum"], json!(alarms));
    assert_eq!(schema["oneOf"][1]["maxItems"], json!(MAX_BATCH));
    assert_eq!(keys(&report["dependentRequired"]), {
        let both = ["lat", "lon"].iter().chain(report::OF_A_FIX);
        both.map(|f| (*f).to_owned()).collect()
    });
    // Its example is one the decoder takes.
    for example in schema["examples"].as_array().expect("examples") {
        decode(None, example.to_string().as_bytes(), MAX).expect("the schema's example");
    }
}

fn times() -> impl Strategy<Value = Option<DateTime<Utc>>> {
    proptest::option::of(
        (0i64..4_000_000_000_000).prop_map(|ms| DateTime::from_timestamp_millis(ms).expect("in range")),
    )
}

prop_compose! {
    fn fixes()(
        time in times(), lat in -90.0..=90.0, lon in -180.0..=180.0, valid: bool,
        kind in prop_oneof![Just(FixKind::Gnss), Just(FixKind::Wifi), Just(FixKind::Cells)],
        speed_kph in proptest::option::of(0.0..=1500.0), course_deg in proptest::option::of(0.0..360.0),
        altitude_m in proptest::option::of(-1000.0..=50_000.0), accuracy_m in proptest::option::of(0.0..=1_000_000.0),
        satellites: Option<u8>, hdop in proptest::option::of(0.0..=1000.0),
    ) -> Fix {
        Fix { time, lat, lon, kind, valid, speed_kph, course_deg, altitude_m, accuracy_m, satellites, hdop }
    }
}

prop_compose! {
    fn vitals()(
        flags: [Option<bool>; 6], external_power_mv: Option<u32>, battery_mv: Option<u32>,
        battery_pct in proptest::option::of(0u8..=100), gsm_level: Option<i32>,
        gsm_rssi_dbm in proptest::option::of(-200i16..=0), odometer_m in proptest::option::of(0u64..=i64::MAX as u64),
    ) -> Vitals {
        let [ignition, motion, external_power_present, blocked, door_open, armed] = flags;
        Vitals { charging: None, ignition, motion, external_power_present, external_power_mv, battery_mv, battery_pct, gsm_level,
            gsm_rssi_dbm, blocked, door_open, armed, odometer_m }
    }
}

fn extras() -> impl Strategy<Value = Extra> {
    prop_oneof![
        any::<bool>().prop_map(Extra::Bool),
        any::<i64>().prop_map(Extra::Int),
        (-1e300..1e300).prop_map(Extra::Float),
        ".{0,20}".prop_map(|text| Extra::Text(text.into())),
    ]
}

prop_compose! {
    fn messages()(
        kind in prop_oneof![Just(Kind::Login), Just(Kind::Position), Just(Kind::Event), Just(Kind::CommandReply),
            Just(Kind::Unknown)],
        device_time in times(), fix in proptest::option::of(fixes()), vitals in vitals(), buffered: bool,
        alarms in vec(proptest::sample::select(Alarm::ALL), 0..5),
        answer: Option<(u32, Option<bool>)>,
        cells in vec((any::<u16>(), any::<u16>(), any::<u32>(), 0u64..=i64::MAX as u64, any::<Option<i16>>()), 0..4),
        wifi in vec((any::<[u8; 6]>(), any::<Option<i16>>()), 0..4),
        attributes in btree_map("[a-z]{1,9}", extras(), 0..4),
    ) -> Message {
        Message {
            record: 0, serial: None, kind,
            answer: answer.filter(|_| kind == Kind::CommandReply)
                .map(|(ticket, accepted)| crate::Answer { ticket: crate::Ticket(Some(ticket)), accepted }),
             device_time, fix, vitals, buffered,
            alarms: alarms.into_iter().collect(),
            cells: cells.into_iter().map(|(mcc, mnc, lac, cid, signal)| Cell { mcc, mnc, lac, cid, signal }).collect(),
            wifi: wifi.into_iter().map(|(mac, signal)| Wifi { mac, signal }).collect(),
            media: None,
            attributes: attributes.into_iter().map(|(name, value)| (name.into(), value)).collect(),
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(mut messages in vec(messages(), 0..5)) {
        let payload = encode(&device(), &messages);
        (1..).zip(&mut messages).for_each(|(record, m)| m.record = record);
        let read = decode(None, &payload, MAX).expect("we wrote it");
        prop_assert!(read.iter().all(|(who, _)| who.device == device()));
        prop_assert_eq!(read.into_iter().map(|(_, m)| m).collect::<Vec<_>>(), messages);
    }

    #[test]
    fn arbitrary_bytes_are_taken_or_refused(bytes in vec(any::<u8>(), 0..300)) {
        let _ = decode(None, &bytes, MAX);
    }

    #[test]
    fn damaged_payloads_are_taken_or_refused(
        messages in vec(messages(), 1..3), at in any::<prop::sample::Index>(), byte: u8, cut in any::<prop::sample::Index>(),
    ) {
        let mut payload = encode(&device(), &messages);
        let at = at.index(payload.len());
        payload[at] = byte;
        let _ = decode(Some(&device()), &payload, MAX);
        payload.truncate(cut.index(payload.len()));
        let _ = decode(Some(&device()), &payload, MAX);
    }
}

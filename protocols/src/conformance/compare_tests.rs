//! The comparator must catch what it is there to catch.

use super::*;
use crate::message::{Alarm, Alarms, Cell, FixKind, Wifi};
use serde_json::json;

type Change<T> = fn(&mut T);

fn packet(expect: serde_json::Value) -> Packet {
    serde_json::from_value(json!({"id": "made-1", "expect": expect})).expect("a packet line")
}

fn located(attributes: serde_json::Value) -> Packet {
    packet(json!([{
        "located": true, "valid": true, "lat": 22.5, "lon": 114.25, "fix_time": "2026-08-17T14:18:12Z",
        "device_time": "2026-08-17T14:18:12Z", "speed_kmh": 36.0, "course": 90.0, "altitude": 0.0,
        "attributes": attributes,
    }]))
}

fn unlocated(attributes: serde_json::Value) -> Packet {
    packet(json!([{"located": false, "valid": false, "lat": null, "lon": null, "fix_time": null, "speed_kmh": null,
        "course": null, "altitude": null, "device_time": null, "attributes": attributes}]))
}

/// What agrees with `located`.
fn report() -> Message {
    let time = "2026-08-17T14:18:12Z".parse().ok();
    let fix = Fix {
        time,
        lat: 22.5,
        lon: 114.25,
        kind: FixKind::Gnss,
        valid: true,
        speed_kph: Some(36.0),
        course_deg: Some(90.0),
        altitude_m: None,
        accuracy_m: None,
        satellites: Some(9),
        hdop: None,
    };
    Message { kind: Kind::Position, device_time: time, fix: Some(fix), ..Message::default() }
}

fn keys(packet: &Packet, messages: &[Message]) -> Vec<&'static str> {
    positions(packet, &messages.iter().collect::<Vec<_>>()).mismatches.into_iter().map(|m| m.key).collect()
}

fn with_fix(change: impl Fn(&mut Fix)) -> Message {
    let mut message = report();
    change(message.fix.as_mut().expect("the report has one"));
    message
}

#[test]
fn agreement_is_agreement() {
    assert_eq!(keys(&located(json!({"sat": 9})), &[report()]), Vec::<&str>::new());
}

#[test]
fn each_wrong_core_value_is_caught() {
    let packet = located(json!({"sat": 9}));
    let cases: &[(&str, Change<Fix>)] = &[
        ("valid", |f| f.valid = false),
        ("lat", |f| f.lat += 2e-6),
        ("lon", |f| f.lon = -f.lon),
        ("lat", |f| f.lat = f64::NAN),
        ("fix_time", |f| f.time = f.time.map(|t| t + chrono::TimeDelta::hours(8))),
        ("fix_time", |f| f.time = None),
        ("speed", |f| f.speed_kph = Some(36.01)),
        ("speed", |f| f.speed_kph = None),
        ("course", |f| f.course_deg = Some(91.0)),
        ("altitude", |f| f.altitude_m = Some(1.0)),
        ("sat", |f| f.satellites = Some(8)),
        ("sat", |f| f.satellites = None),
    ];
    for (key, change) in cases {
        assert_eq!(keys(&packet, &[with_fix(change)]), [*key]);
    }
}

#[test]
fn tolerances_are_the_readmes() {
    let close = with_fix(|f| {
        f.lat += 5e-7;
        f.speed_kph = Some(36.003);
        f.course_deg = Some(450.0);
    });
    assert_eq!(keys(&located(json!({})), &[close]), Vec::<&str>::new());
}

#[test]
fn a_receivers_clock_is_not_compared() {
    let mut packet = located(json!({}));
    packet.volatile = vec!["0.fix_time".into()];
    assert_eq!(keys(&packet, &[with_fix(|f| f.time = None)]), Vec::<&str>::new());
}

#[test]
fn a_flag_that_the_reference_gives_as_a_number_is_compared_as_yes_or_no() {
    let with_door = |open| Message { vitals: Vitals { door_open: Some(open), ..Vitals::default() }, ..report() };
    assert_eq!(keys(&located(json!({"door": 256})), &[with_door(true)]), Vec::<&str>::new());
    assert_eq!(keys(&located(json!({"door": 256})), &[with_door(false)]), ["door"]);
    assert_eq!(keys(&located(json!({"door": 0})), &[with_door(true)]), ["door"]);
}

#[test]
fn an_invented_fix_is_caught() {
    assert_eq!(keys(&unlocated(json!({})), &[report()]), ["located"]);
    assert_eq!(keys(&packet(json!(null)), &[report()]), ["located"]);
}

#[test]
fn a_lost_fix_is_caught() {
    let lost = Message { fix: None, ..report() };
    assert_eq!(keys(&located(json!({})), &[lost]), ["located"]);
}

#[test]
fn no_position_is_what_a_login_and_a_raw_frame_are() {
    let login = Message { kind: Kind::Login, ..Message::default() };
    let raw = Message { kind: Kind::Unknown, ..Message::default() };
    assert_eq!(keys(&packet(json!(null)), &[login.clone(), raw.clone()]), Vec::<&str>::new());
    assert_eq!(keys(&located(json!({})), &[login, raw, report()]), Vec::<&str>::new());
}

#[test]
fn a_login_with_vitals_may_be_the_position() {
    let vitals = Vitals { ignition: Some(true), ..Vitals::default() };
    let login = Message { kind: Kind::Login, vitals, ..Message::default() };
    assert_eq!(keys(&unlocated(json!({"ignition": true})), std::slice::from_ref(&login)), Vec::<&str>::new());
    assert_eq!(keys(&unlocated(json!({"ignition": false})), &[login]), ["ignition"]);
}

#[test]
fn the_number_of_positions_is_compared() {
    assert_eq!(keys(&located(json!({})), &[report(), report()]), ["positions"]);
    assert_eq!(keys(&located(json!({})), &[]), ["positions"]);
}

#[test]
fn a_missing_and_an_invented_alarm_are_caught() {
    assert_eq!(keys(&located(json!({"alarm": "sos"})), &[report()]), ["alarm"]);
    let invented = Message { alarms: Alarms::from_iter([Alarm::Sos]), ..report() };
    assert_eq!(keys(&located(json!({})), std::slice::from_ref(&invented)), ["alarm"]);
    assert_eq!(keys(&located(json!({"alarm": "sos,sos"})), &[invented]), Vec::<&str>::new());
}

#[test]
fn vocabulary_is_compared_in_the_references_units() {
    let expected = json!({"ignition": true, "charge": false, "blocked": true, "motion": false, "door": true,
        "power": 12.345, "battery": 3.9, "batteryLevel": 83, "rssi": 4, "odometer": 1500});
    let right = Vitals {
        ignition: Some(true),
        external_power_present: Some(false),
        blocked: Some(true),
        motion: Some(false),
        door_open: Some(true),
        external_power_mv: Some(12_345),
        battery_mv: Some(3_900),
        battery_pct: Some(83),
        gsm_level: Some(4),
        odometer_m: Some(1_500),
        ..Vitals::default()
    };
    let packet = unlocated(expected);
    let say = |vitals| Message { kind: Kind::Heartbeat, vitals, ..Message::default() };
    assert_eq!(keys(&packet, &[say(right)]), Vec::<&str>::new());
    let wrong: &[(&str, Change<Vitals>)] = &[
        ("ignition", |v| v.ignition = None),
        ("charge", |v| v.external_power_present = Some(true)),
        ("blocked", |v| v.blocked = None),
        ("motion", |v| v.motion = Some(true)),
        ("door", |v| v.door_open = Some(false)),
        ("power", |v| v.external_power_mv = Some(12_346)),
        ("battery", |v| v.battery_mv = Some(390)),
        ("batteryLevel", |v| v.battery_pct = Some(5)),
        ("rssi", |v| v.gsm_level = Some(31)),
        ("odometer", |v| v.odometer_m = None),
    ];
    for (key, change) in wrong {
        let mut vitals = right;
        change(&mut vitals);
        assert_eq!(keys(&packet, &[say(vitals)]), [*key]);
    }
}

#[test]
fn more_than_the_reference_reads_is_no_failure() {
    let vitals = Vitals { ignition: Some(true), battery_pct: Some(50), ..Vitals::default() };
    assert_eq!(keys(&located(json!({})), &[Message { vitals, ..report() }]), Vec::<&str>::new());
}

#[test]
fn cells_and_access_points_are_sets() {
    let mut packet = located(json!({}));
    if let Some(expected) = &mut packet.expect {
        expected[0].network = serde_json::from_value(json!({
            "cells": [{"mcc": 460, "mnc": 0, "lac": 1, "cid": 2, "signal": -60}, {"mcc": 460, "mnc": 0, "lac": 1, "cid": 3}],
            "wifi": [{"mac": "0A:00:00:00:00:01", "signal": -40}],
        }))
        .expect("a network");
    }
    let cell = |cid, signal| Cell { mcc: 460, mnc: 0, lac: 1, cid, signal };
    let wifi = Wifi { mac: [10, 0, 0, 0, 0, 1], signal: Some(-40) };
    let right =
        Message { cells: vec![cell(3, Some(-70)), cell(2, Some(-60))].into(), wifi: vec![wifi, wifi], ..report() };
    assert_eq!(keys(&packet, std::slice::from_ref(&right)), Vec::<&str>::new());
    let other_signal = Message { cells: vec![cell(3, None), cell(2, Some(-61))].into(), ..right.clone() };
    assert_eq!(keys(&packet, &[other_signal]), ["cells"]);
    let one_short = Message { cells: vec![cell(2, Some(-60))].into(), ..right.clone() };
    assert_eq!(keys(&packet, &[one_short]), ["cells"]);
    assert_eq!(keys(&packet, &[Message { wifi: Vec::new(), ..right }]), ["wifi"]);
}

#[test]
fn the_diff_reads() {
    let found = positions(&located(json!({})), &[&with_fix(|f| f.lat = 1.0)]).mismatches;
    assert_eq!(found[0].to_string(), "[0] lat: ours 1, reference 22.5");
}

#[test]
fn a_value_we_do_not_vouch_for_may_be_told_as_an_attribute() {
    let packet = unlocated(json!({"charge": false, "batteryLevel": 153}));
    let told = |charge, level| Message {
        kind: Kind::Status,
        attributes: vec![
            ("charge".into(), message::Value::Bool(charge)),
            ("battery_level".into(), message::Value::Int(level)),
        ],
        ..Message::default()
    };
    assert_eq!(keys(&packet, &[told(false, 153)]), Vec::<&str>::new());
    assert_eq!(positions(&packet, &[&told(false, 153)]).told_only, 2);
    assert_eq!(keys(&packet, &[told(true, 153)]), ["charge"]);
    assert_eq!(keys(&packet, &[told(false, 152)]), ["batteryLevel"]);
    // A field that says otherwise is not saved by the attribute.
    let vitals = Vitals { external_power_present: Some(true), ..Vitals::default() };
    assert_eq!(keys(&packet, &[Message { vitals, ..told(false, 153) }]), ["charge"]);
}

//! Elements that state their length: VIN, beacons, EYE sensors.

use super::device::*;
use lienwatch_protocols::message::{Message, Value};
use lienwatch_protocols::session::Options;

fn with(id: u16, bytes: &[u8]) -> Message {
    Line::logged_in(Options::default()).records(&[Record::with(&[(id, bytes.to_vec())])]).remove(0)
}

fn text(value: &str) -> Value {
    Value::Text(value.into())
}

#[test]
fn a_vin_is_text_and_raw_bytes_are_hex() {
    assert_eq!(with(256, b"WVWZZZ1KZAW000001").attributes, [("vin".into(), text("WVWZZZ1KZAW000001"))]);
    assert_eq!(with(256, b"\x00\x01\xff").attributes, [("vin".into(), text("0001ff"))]);
    assert_eq!(with(500, &[1, 2, 0xfe]).attributes, [("io500".into(), text("0102fe"))]);
}

#[test]
fn beacons_of_both_kinds() {
    let mut bytes = vec![0x11, 0x21];
    bytes.extend([0xaa; 16]);
    bytes.extend([0, 5, 1, 0, 0xd0]);
    bytes.push(0x03);
    bytes.extend([0xbb; 16]);
    bytes.extend([0xc0, 0x0b, 0xb8]);
    assert_eq!(
        with(385, &bytes).attributes,
        [
            ("beacon1Uuid".into(), text(&"aa".repeat(16))),
            ("beacon1Major".into(), Value::Int(5)),
            ("beacon1Minor".into(), Value::Int(256)),
            ("beacon1Rssi".into(), Value::Int(-48)),
            ("beacon2Namespace".into(), text(&"bb".repeat(10))),
            ("beacon2Instance".into(), text(&"bb".repeat(6))),
            ("beacon2Rssi".into(), Value::Int(-64)),
            ("beacon2Battery".into(), Value::Float(3.0)),
        ]
    );
}

#[test]
fn tags_with_parameters() {
    let mut bytes = vec![1, 11, 0, 1, 0xc6, 1, 2, 0xca, 0xfe, 2, 2, 0x80, 0x6d, 9, 5, 4];
    bytes.extend(b"Ab\0\0");
    bytes.extend([7, 1, 52]);
    assert_eq!(
        with(548, &bytes).attributes,
        [
            ("tag1Rssi".into(), Value::Int(-58)),
            ("tag1Id".into(), text("cafe")),
            ("tag1Voltage".into(), Value::Int(3090)),
            ("tag2Name".into(), text("Ab")),
            ("tag2Humidity".into(), Value::Int(52)),
        ]
    );
}

#[test]
fn a_sensor_s_fields_follow_its_flags() {
    // Temperature, humidity, movement, angle and voltage.
    let payload = [0xb3, 0x0a, 0x8f, 0x26, 0x80, 0x05, 0xfe, 0xff, 0xff, 0x6b];
    let mut bytes = vec![1, 12, 2, 10];
    bytes.extend(payload);
    assert_eq!(
        with(10829, &bytes).attributes,
        [
            ("tag1Temp".into(), Value::Int(2703)),
            ("tag1Humidity".into(), Value::Int(38)),
            ("tag1Motion".into(), Value::Bool(true)),
            ("tag1MotionCount".into(), Value::Int(5)),
            ("tag1Pitch".into(), Value::Int(-2)),
            ("tag1Roll".into(), Value::Int(-1)),
            ("tag1Voltage".into(), Value::Int(3070)),
        ]
    );
}

#[test]
fn what_is_cut_short_is_left_out() {
    // Of lengths that have no group of their own.
    let cases: [(u16, &[u8]); 5] =
        [(385, &[]), (385, &[1, 0x21, 1]), (548, &[]), (548, &[1, 200, 1]), (548, &[1, 3, 0, 9, 1])];
    for (id, bytes) in cases {
        assert_eq!(with(id, bytes).attributes, [], "{id} {bytes:?}");
    }
}

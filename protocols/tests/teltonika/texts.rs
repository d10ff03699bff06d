//! Codecs 12 to 15, the camera, and the personal trackers' Codec 7.

use super::device::*;
use bytes::BytesMut;
use chrono::DateTime;
use lienwatch_protocols::message::{Alarm, Cell, Kind, Message, Value};
use lienwatch_protocols::session::{DecodeError, Options};
use lienwatch_protocols::teltonika;

fn entry(codec: u8, kind: u8, payload: &[u8]) -> Vec<u8> {
    let mut field = vec![codec, 1, kind];
    field.extend((payload.len() as u32).to_be_bytes());
    field.extend(payload);
    field.push(1);
    packet(&field)
}

fn text(value: &str) -> Value {
    Value::Text(value.into())
}

fn one(bytes: &[u8]) -> Message {
    let out = Line::logged_in(Options::default()).send(bytes);
    assert_eq!((refused(&out), replies(&out)), (vec![], vec![]));
    let [message] = messages(&out).try_into().expect("one message");
    message
}

#[test]
fn a_command_is_codec_12() {
    let mut out = BytesMut::new();
    teltonika::command("getinfo", &mut out);
    assert_eq!(out, entry(0x0c, 5, b"getinfo"));
}

#[test]
fn an_answer_is_text_or_hex() {
    let message = one(&entry(0x0c, 6, b"DOUT1:1 Timeout:INFINITY\r\n"));
    assert_eq!(message.kind, Kind::CommandReply);
    let result = ("result".into(), text("DOUT1:1 Timeout:INFINITY"));
    assert_eq!(message.attributes, [("type".into(), Value::Int(6)), result]);
    assert_eq!(one(&entry(0x0c, 6, &[1, 3, 0xff])).attributes[1].1, text("0103ff"));
}

#[test]
fn serial_data_has_a_time() {
    let mut payload = 1_700_000_000_u32.to_be_bytes().to_vec();
    payload.extend(b"temperature 7");
    let message = one(&entry(0x0d, 6, &payload));
    assert_eq!((message.kind, message.device_time), (Kind::Status, DateTime::from_timestamp(1_700_000_000, 0)));
    assert_eq!(message.attributes, [("result".into(), text("temperature 7"))]);

    payload.truncate(4);
    payload.extend(b"GTSL|6|1|0|5550001|1|\r\n");
    assert_eq!(one(&entry(0x0d, 6, &payload)).attributes, [("driverUniqueId".into(), text("5550001"))]);
}

#[test]
fn codec_14_and_15_name_the_device() {
    let imei = [0x03, 0x56, 0x30, 0x70, 0x42, 0x44, 0x10, 0x13];
    let acknowledged = one(&entry(0x0e, 6, &[&imei[..], b"Ver:03"].concat()));
    assert_eq!(acknowledged.attributes, [("result".into(), text("Ver:03"))]);
    let declined = one(&entry(0x0e, 0x11, &imei));
    assert_eq!(declined.attributes, [("type".into(), Value::Int(0x11)), ("result".into(), text(""))]);
    let stamped = one(&entry(0x0f, 0x0b, &[&[0, 0, 0, 9], &imei[..], b"Hello!\n"].concat()));
    assert_eq!(stamped.device_time, DateTime::from_timestamp(9, 0));
    assert_eq!(stamped.attributes, [("result".into(), text("Hello!"))]);
}

#[test]
fn a_stated_size_beyond_the_packet_is_cut_short() {
    let bytes = packet(&[0x0c, 1, 6, 0xff, 0xff, 0xff, 0xff, b'x', 1]);
    let out = Line::logged_in(Options::default()).send(&bytes);
    assert_eq!(refused(&out), [DecodeError::Truncated { message: 0x0c, field: "payload" }]);
    assert_eq!(messages(&out)[0].kind, Kind::Unknown);
}

#[test]
fn many_entries_that_are_nothing_are_kept_raw_once() {
    let mut field = vec![0x0d, 255];
    field.resize(2 + 255 * 5, 0);
    field.push(255);
    let out = Line::logged_in(Options::default()).send(&packet(&field));
    assert_eq!((messages(&out).len(), refused(&out).len()), (1, 1));
}

fn ask(offset: u32, length: u16) -> Vec<u8> {
    let mut payload = vec![2, 0xca, 0xfe, 0, 1];
    payload.extend(offset.to_be_bytes());
    payload.extend(length.to_be_bytes());
    entry(0x0c, 0x0d, &payload)
}

fn piece(offset: u32, data: &[u8]) -> Vec<u8> {
    let mut payload = vec![2, 0xca, 0xfe, 0, 1];
    payload.extend(offset.to_be_bytes());
    payload.extend((data.len() as u16).to_be_bytes());
    payload.extend(data);
    entry(0x0c, 0x0d, &payload)
}

#[test]
fn a_picture_is_asked_for_piece_by_piece() {
    let mut line = Line::logged_in(Options::default());
    let announced = entry(0x0c, 0x0d, &[1, 0xca, 0xfe, 0, 1, 0, 0, 0x08, 0x03]);
    assert_eq!(replies(&line.send(&announced)), [(ask(0, 2048), None)]);

    let out = line.send(&piece(0, &[0xd8; 2048]));
    assert_eq!(messages(&out)[0].kind, Kind::Media);
    // The next piece is asked for when this one is kept.
    assert_eq!(replies(&out), [(ask(2048, 3), Some(2))]);

    let out = line.send(&piece(2048, &[1, 2, 3]));
    let last = &messages(&out)[0].attributes;
    assert!(last.contains(&("last".into(), Value::Bool(true))));
    assert!(last.contains(&("data".into(), text("010203"))));
    assert!(last.contains(&("offset".into(), Value::Int(2048))));
    assert!(replies(&out).is_empty());
}

#[test]
fn a_picture_of_unknown_size_ends_with_a_short_piece() {
    let mut line = Line::logged_in(Options::default());
    assert_eq!(replies(&line.send(&entry(0x0c, 0x0d, &[1, 0xca, 0xfe, 0, 1]))), [(ask(0, 2048), None)]);
    assert_eq!(replies(&line.send(&piece(0, &[7; 2048])))[0].0, ask(2048, 2048));
    assert!(replies(&line.send(&piece(2048, &[7; 2047]))).is_empty());
}

#[test]
fn a_stated_picture_size_reserves_nothing() {
    let mut line = Line::logged_in(Options::default());
    let announced = entry(0x0c, 0x0d, &[1, 0xca, 0xfe, 0, 1, 0xff, 0xff, 0xff, 0xff]);
    assert_eq!(replies(&line.send(&announced)), [(ask(0, 2048), None)]);
    assert!(replies(&line.send(&piece(u32::MAX - 1, &[1, 2, 3]))).is_empty());
}

#[test]
fn personal_trackers() {
    // 2020-01-01T00:00:00Z is 410 227 200 s after 2007; priority 1.
    let mut record = (410_227_200_u32 | 1 << 30).to_be_bytes().to_vec();
    record.extend([0b1111, 0xff]);
    record.extend(14.5_f32.to_be_bytes());
    record.extend(121.25_f32.to_be_bytes());
    record.extend([0, 30, 64, 45, 7, 0x12, 0x34, 0x56, 0x78, 61, 0, 0, 0xc9, 0x13]);
    record.extend([3, 1, 88, 240, 1, 222, 1]);
    record.extend([1, 67, 0x0f, 0xa0]);
    record.extend([1, 5, 0, 0, 0, 60]);
    let out = Line::logged_in(Options::default()).send(&packet(&field(0x07, &[record])));
    assert_eq!((refused(&out), replies(&out)), (vec![], vec![(vec![0, 0, 0, 1], Some(2))]));
    let message = &messages(&out)[0];
    assert_eq!(message.device_time, "2020-01-01T00:00:00Z".parse().ok());
    let fix = message.fix.expect("a fix");
    assert_eq!((fix.lat, fix.lon, fix.altitude_m, fix.course_deg), (14.5, 121.25, Some(30.0), Some(90.0)));
    assert_eq!((fix.speed_kph, fix.satellites, fix.valid), (Some(45.0), Some(7), true));
    assert_eq!(message.cells.as_slice(), [Cell { mcc: 514, mnc: 75, lac: 0x1234, cid: 0x5678, signal: Some(-61) }]);
    assert_eq!((message.vitals.battery_pct, message.vitals.battery_mv), (Some(88), Some(4000)));
    assert_eq!(message.vitals.motion, Some(true));
    assert!(message.alarms.contains(Alarm::Sos));
    assert_eq!(message.attributes, [("priority".into(), Value::Int(1)), ("uptime".into(), Value::Int(60))]);
}

#[test]
fn a_personal_tracker_without_coordinates_has_no_fix() {
    let record = [0, 0, 0, 1, 0b0001, 0b0100_0000, 17];
    let out = Line::logged_in(Options::default()).send(&packet(&field(0x07, &[record.to_vec()])));
    assert_eq!((messages(&out)[0].fix, messages(&out)[0].vitals.gsm_level), (None, Some(17)));
}

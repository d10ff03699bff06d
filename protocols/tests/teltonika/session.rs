//! Logins, keep-alives, acknowledgements, refusals, datagrams.

use super::commands::datagram;
use super::device::*;
use lienwatch_protocols::message::{Kind, Value};
use lienwatch_protocols::session::{Checksum, DecodeError, Options, OtherIdentity, Output};

fn two_records() -> Vec<u8> {
    let record = Record::with(&[(239, vec![1]), (66, vec![0x30, 0x39])]).codec8();
    packet(&field(0x08, &[record.clone(), record]))
}

#[test]
fn a_login_is_answered_at_once() {
    let mut line = Line::open(Options::default());
    let out = line.send(LOGIN);
    assert!(matches!(&out[0], Output::Identified(who) if who.device.as_str() == "356307042441013"));
    assert_eq!(messages(&out).iter().map(|m| (m.kind, m.record)).collect::<Vec<_>>(), [(Kind::Login, 1)]);
    assert_eq!(replies(&out), [(vec![1], None)]);
    assert_eq!(line.session.identity().map(|i| i.device.as_str().to_owned()), Some("356307042441013".to_owned()));
}

#[test]
fn a_second_login_of_the_same_device_is_answered_and_identifies_nobody_anew() {
    let mut line = Line::logged_in(Options::default());
    let out = line.send(LOGIN);
    assert!(!out.iter().any(|o| matches!(o, Output::Identified(_))));
    assert_eq!(replies(&out), [(vec![1], None)]);
}

#[test]
fn another_device_on_the_connection_is_declined() {
    let other = b"\x00\x0f356307042441014";
    let out = Line::logged_in(Options::default()).send(other);
    assert!(matches!(refused(&out)[0], DecodeError::OtherIdentity { .. }));
    assert_eq!(replies(&out), [(vec![0], None)]);

    let options = Options { other_identity: OtherIdentity::Session, ..Options::default() };
    let mut line = Line::logged_in(options);
    assert_eq!(replies(&line.send(other)), [(vec![1], None)]);
    assert_eq!(line.session.identity().map(|i| i.device.as_str().to_owned()), Some("356307042441013".to_owned()));
}

#[test]
fn keep_alives_are_heartbeats_and_are_not_answered() {
    let mut line = Line::logged_in(Options::default());
    let out = line.send(&[0xff, 0xff]);
    assert_eq!(
        messages(&out).iter().map(|m| (m.kind, m.record)).collect::<Vec<_>>(),
        [(Kind::Heartbeat, 2), (Kind::Heartbeat, 3)]
    );
    assert!(replies(&out).is_empty());
    assert!(messages(&out).iter().all(|m| m.serial.is_none()), "nothing tells one from the next");
    assert_eq!(refused(&Line::open(Options::default()).send(&[0xff])), [DecodeError::BeforeLogin { message: 0xff }]);
}

#[test]
fn the_count_waits_for_the_last_record() {
    let out = Line::logged_in(Options::default()).send(&two_records());
    assert_eq!(messages(&out).iter().map(|m| m.record).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(replies(&out), [(vec![0, 0, 0, 2], Some(3))]);
    assert!(matches!(out.last(), Some(Output::Reply { .. })));
}

#[test]
fn packets_before_the_login_are_refused_and_not_answered() {
    let out = Line::open(Options::default()).send(&two_records());
    assert_eq!(out, [Output::Refused(DecodeError::BeforeLogin { message: 0x08 })]);
}

#[test]
fn a_wrong_checksum_makes_the_device_send_again() {
    let mut bad = two_records();
    *bad.last_mut().expect("it has bytes") ^= 1;
    let mut line = Line::logged_in(Options::default());
    let out = line.send(&bad);
    assert!(matches!(refused(&out)[..], [DecodeError::Checksum { .. }]));
    assert!(messages(&out).is_empty());
    assert_eq!(replies(&out), [(vec![0, 0, 0, 0], None)]);
    assert_eq!(replies(&line.send(&two_records())), [(vec![0, 0, 0, 2], Some(3))]);

    let tolerant = Options { checksum: Checksum::Tolerate, ..Options::default() };
    assert_eq!(replies(&Line::logged_in(tolerant).send(&bad)), [(vec![0, 0, 0, 2], Some(3))]);
}

#[test]
fn garbage_between_packets_is_skipped_and_told() {
    let mut line = Line::logged_in(Options::default());
    let mut bytes = b"+CREG: 1\r\n\x00\x00\x00".to_vec();
    bytes.extend(two_records());
    let out = line.send(&bytes);
    assert_eq!(refused(&out), [DecodeError::Garbage { skipped: 13 }]);
    assert_eq!(messages(&out).len(), 2);
}

#[test]
fn a_long_run_of_garbage_is_told_in_parts() {
    let mut line = Line::logged_in(Options::default());
    let out = line.send(&vec![b'x'; 10_000]);
    assert_eq!(refused(&out), [DecodeError::Garbage { skipped: 4096 }, DecodeError::Garbage { skipped: 4096 }]);
    assert!(line.input.is_empty());
}

#[test]
fn a_packet_over_the_limit_is_refused_before_it_is_here() {
    let mut line = Line::logged_in(Options { max_frame: 100, ..Options::default() });
    let out = line.send(&[0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x08]);
    assert_eq!(refused(&out), [DecodeError::Oversized { length: 0x1_0000_000b, limit: 100 }]);
    let small = packet(&field(0x08, &[Record::with(&[]).codec8()]));
    let out = line.send(&small);
    assert_eq!(refused(&out), [DecodeError::Garbage { skipped: 9 }]);
    assert_eq!(messages(&out).len(), 1);
}

#[test]
fn a_checked_packet_that_is_cut_short_is_kept_raw_and_taken() {
    let whole = Record::with(&[(239, vec![1])]).codec8();
    let mut short = vec![0x08, 2];
    short.extend(&whole);
    short.extend(&whole[..20]);
    let out = Line::logged_in(Options::default()).send(&packet(&short));
    assert_eq!(refused(&out), [DecodeError::Truncated { message: 0x08, field: "record" }]);
    let kinds: Vec<Kind> = messages(&out).iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [Kind::Position, Kind::Unknown]);
    assert_eq!(replies(&out), [(vec![0, 0, 0, 2], Some(3))]);
}

#[test]
fn an_unchecked_packet_that_is_cut_short_is_taken_as_far_as_it_goes() {
    let whole = Record::with(&[]).codec8();
    let mut short = vec![0x08, 3];
    short.extend(&whole);
    short.extend(&whole);
    let mut bad = packet(&short);
    *bad.last_mut().expect("it has bytes") ^= 1;
    let out = Line::logged_in(Options { checksum: Checksum::Tolerate, ..Options::default() }).send(&bad);
    assert_eq!(replies(&out)[0].0, [0, 0, 0, 2]);
}

#[test]
fn an_unknown_codec_is_kept_raw() {
    let out = Line::logged_in(Options::default()).send(&packet(&[0x42, 1, 0xab, 1]));
    let unknown = &messages(&out)[0];
    assert_eq!(unknown.kind, Kind::Unknown);
    assert_eq!(unknown.attributes, [("raw".into(), Value::Text("4201ab01".into()))]);
    assert_eq!(replies(&out), [(vec![0, 0, 0, 1], Some(2))]);
}

#[test]
fn an_empty_packet_is_answered() {
    let out = Line::logged_in(Options::default()).send(&packet(&field(0x08, &[])));
    assert_eq!(out, [Output::Reply { bytes: lienwatch_protocols::Reply::from_slice(&[0, 0, 0, 0]), after: None }]);
}

#[test]
fn a_datagram_names_its_device_and_is_answered_by_number() {
    let mut line = Line::open(Options { datagram: true, ..Options::default() });
    let records = field(0x08, &[Record::with(&[(240, vec![1])]).codec8()]);
    let out = line.send(&datagram(b"356307042441013", &records));
    assert!(matches!(out[0], Output::Identified(_)));
    assert_eq!(messages(&out)[0].vitals.motion, Some(true));
    assert_eq!(replies(&out), [(vec![0, 5, 0, 0, 1, 0x2a, 1], Some(1))]);
    assert!(line.input.is_empty());
}

#[test]
fn a_cut_datagram_is_refused_and_gone() {
    let mut line = Line::open(Options { datagram: true, ..Options::default() });
    let whole = datagram(b"356307042441013", &field(0x08, &[Record::with(&[]).codec8()]));
    let out = line.send(&whole[..whole.len() - 3]);
    assert_eq!(refused(&out), [DecodeError::Truncated { message: 0, field: "datagram" }]);
    assert!(line.input.is_empty());
    assert_eq!(messages(&line.send(&whole)).len(), 1);
}

//! Flags, escapes, checksums, and getting back into step.

use super::made::*;
use bytes::BytesMut;
use lienwatch_protocols::jt808::{Jt808Session, split};
use lienwatch_protocols::session::DecodeError;
use lienwatch_protocols::{Kind, Options, Output, Session};

fn refused(outputs: &[Output]) -> Vec<&DecodeError> {
    outputs.iter().filter_map(|o| if let Output::Refused(e) = o { Some(e) } else { None }).collect()
}

fn heartbeat(serial: u16) -> Vec<u8> {
    v2013(0x0002, serial, &[])
}

fn serials(outputs: &[Output]) -> Vec<String> {
    // Flag, id, attributes, phone, serial: 13 bytes; the serial answered follows.
    replies(outputs).into_iter().map(|(reply, _)| reply[26..30].to_owned()).collect()
}

#[test]
fn several_frames_in_one_read_and_one_in_several() {
    let bytes = [heartbeat(1), heartbeat(2)].concat();
    assert_eq!(serials(&feed(&mut strict(), &bytes)), ["0001", "0002"]);
    let (mut session, mut input, mut outputs) = (strict(), BytesMut::new(), Vec::new());
    for byte in &bytes {
        input.extend_from_slice(&[*byte]);
        session.receive(&mut input, now(), &mut outputs);
    }
    assert_eq!(serials(&outputs), ["0001", "0002"]);
    assert!(input.is_empty());
}

#[test]
fn an_incomplete_frame_stays_in_the_buffer() {
    let whole = heartbeat(1);
    let mut input = BytesMut::from(&whole[..whole.len() - 1]);
    let mut outputs = Vec::new();
    strict().receive(&mut input, now(), &mut outputs);
    assert_eq!((outputs.len(), input.len()), (0, whole.len() - 1));
}

#[test]
fn escapes_are_undone_and_made() {
    // Serials that hold both escaped bytes, one after the other.
    let bytes = heartbeat(0x7d7e);
    assert!(to_hex(&bytes).contains("7d017d02"));
    let outputs = feed(&mut strict(), &bytes);
    let (reply, _) = &replies(&outputs)[0];
    assert_eq!(reply[26..34], *"7d017d02");
    let first = split(&mut BytesMut::from(&bytes[..]), 1024).expect("a frame");
    assert_eq!(to_hex(&first[11..13]), "7d7e");
}

#[test]
fn a_wrong_checksum_is_refused_or_tolerated() {
    let mut bytes = heartbeat(1);
    let at = bytes.len() - 2;
    let right = bytes[at];
    bytes[at] ^= 0x01;
    let outputs = feed(&mut strict(), &bytes);
    let wanted = DecodeError::Checksum { found: u32::from(right ^ 1), computed: u32::from(right) };
    assert_eq!(refused(&outputs), [&wanted]);
    assert!(messages(&outputs).is_empty() && replies(&outputs).is_empty());
    assert_eq!(messages(&feed(&mut tolerant(), &bytes))[0].kind, Kind::Heartbeat);
}

#[test]
fn a_length_that_does_not_add_up_is_refused() {
    let content = |length: u8| [&[0x00, 0x02, 0x00, length], &hex(PHONE)[..], &[0, 1, 0xaa]].concat();
    let short = feed(&mut strict(), &frame(&content(2)));
    assert_eq!(refused(&short), [&DecodeError::Truncated { message: 2, field: "body" }]);
    let long = feed(&mut strict(), &frame(&content(0)));
    assert_eq!(refused(&long), [&DecodeError::OutOfRange { message: 2, field: "body length" }]);
    assert_eq!(messages(&feed(&mut strict(), &frame(&content(1)))).len(), 1);
}

#[test]
fn garbage_between_frames_is_skipped_and_counted() {
    let bytes = [&heartbeat(1)[..], &[1, 2, 3], &heartbeat(2)].concat();
    let outputs = feed(&mut strict(), &bytes);
    assert_eq!(serials(&outputs), ["0001", "0002"]);
    assert_eq!(refused(&outputs), [&DecodeError::Garbage { skipped: 3 }]);
}

#[test]
fn a_lost_flag_costs_no_other_frame() {
    let mut first = heartbeat(1);
    first.pop();
    let outputs = feed(&mut strict(), &[first, heartbeat(2), heartbeat(3)].concat());
    assert_eq!(serials(&outputs), ["0001", "0002", "0003"], "the next opening flag closes it");
    let outputs = feed(&mut strict(), &[&heartbeat(1)[1..], &heartbeat(2)].concat());
    assert_eq!(serials(&outputs), ["0002"]);
    // A stray flag in garbage pairs with the next frame's flag; that one must not be lost with it.
    let outputs = feed(&mut strict(), &[&[0x7e, 9, 9, 9][..], &heartbeat(4)].concat());
    assert_eq!(serials(&outputs), ["0004"]);
}

#[test]
fn a_frame_over_the_limit_is_refused_and_the_next_one_read() {
    let mut session = Jt808Session::new(Options { max_frame: 64, ..Options::default() });
    let long = v2013(0x0900, 1, &[5; 200]);
    let outputs = feed(&mut session, &[long, heartbeat(2)].concat());
    assert_eq!(refused(&outputs), [&DecodeError::Oversized { length: 65, limit: 64 }]);
    assert_eq!(serials(&outputs), ["0002"]);
}

#[test]
fn endless_garbage_holds_nothing() {
    let mut session = Jt808Session::new(Options { max_frame: 64, ..Options::default() });
    let mut input = BytesMut::from(&[0x55; 1000][..]);
    let mut outputs = Vec::new();
    session.receive(&mut input, now(), &mut outputs);
    assert!(input.is_empty());
    assert_eq!(outputs.len(), 15, "reported every 64 bytes");
}

#[test]
fn too_short_a_frame_is_refused() {
    let outputs = feed(&mut strict(), &frame(&[0, 2, 0, 0, 1]));
    assert_eq!(refused(&outputs), [&DecodeError::Truncated { message: 2, field: "header" }]);
    assert!(feed(&mut strict(), &[0x7e, 0x7e, 0x7e]).is_empty());
}

#[test]
fn the_other_flag_is_answered_with_itself() {
    // Seven bytes of number; the serial e7 3d is sent escaped.
    let content = hex("0002 0000 00013912345678 e73d");
    let sum = content.iter().fold(0, |sum, b| sum ^ b);
    let mut bytes = vec![0xe7];
    for &byte in content.iter().chain([&sum]) {
        match byte {
            0xe6 => bytes.extend([0xe6, 1]),
            0xe7 => bytes.extend([0xe6, 2]),
            0x3e => bytes.extend([0x3e, 1]),
            0x3d => bytes.extend([0x3e, 2]),
            other => bytes.push(other),
        }
    }
    bytes.push(0xe7);
    let mut session = strict();
    let outputs = feed(&mut session, &bytes);
    assert_eq!(session.identity().map(|i| i.device.as_str().to_owned()), Some("13912345678".to_owned()));
    let (reply, _) = &replies(&outputs)[0];
    assert!(reply.starts_with("e78001") && reply.ends_with("e7"), "{reply}");
    assert!(reply.contains("e6023e020002"), "{reply}");
}

#[test]
fn a_stray_flag_of_locks_swallows_no_good_frame() {
    let good = v2013(0x0200, 1, &location(0, ON_THE_ROAD, ""));
    // It stands for the good frame's own flag, or before it; with what looks like its end behind, or without.
    let damaged = [&[0xe7][..], &good[1..], &good].concat();
    let before = [&[0xe7, 1, 2][..], &good, &[0xe7]].concat();
    for stream in [damaged, before] {
        let outputs = feed(&mut strict(), &stream);
        assert_eq!(messages(&outputs).len(), 1, "{outputs:?}");
        let mut session = strict();
        let pieces: Vec<Output> = stream
            .iter()
            .fold((BytesMut::new(), Vec::new()), |(mut input, mut outputs), byte| {
                input.extend_from_slice(&[*byte]);
                session.receive(&mut input, now(), &mut outputs);
                (input, outputs)
            })
            .1;
        assert_eq!(pieces, outputs);
    }
}

//! GT06 as an operator's server meets it: logins, reports, replies, trouble, and what our own devices send.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod clones;
mod commands;
mod decoding;
mod devices;
mod sessions;
mod streams;

use bytes::BytesMut;
use chrono::{DateTime, TimeZone, Utc};
use lienwatch_protocols::gt06::Gt06Session;
use lienwatch_protocols::{Message, Options, Output, Session};

const IMEI: &str = "351000111222333";

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 4, 5, 6, 7).unwrap()
}

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn show(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn crc(bytes: &[u8]) -> u16 {
    !bytes.iter().fold(0xffffu16, |crc, &byte| {
        (0..8).fold(crc ^ u16::from(byte), |c, _| if c & 1 == 1 { (c >> 1) ^ 0x8408 } else { c >> 1 })
    })
}

/// A frame around kind and content, serial 0x0007.
fn short(content: &str) -> Vec<u8> {
    let content = hex(content);
    let mut frame = vec![0x78, 0x78, content.len() as u8 + 4];
    frame.extend(content);
    finish(frame, 2)
}

fn long(content: &str) -> Vec<u8> {
    let content = hex(content);
    let mut frame = vec![0x79, 0x79];
    frame.extend((content.len() as u16 + 4).to_be_bytes());
    frame.extend(content);
    finish(frame, 2)
}

fn finish(mut frame: Vec<u8>, from: usize) -> Vec<u8> {
    frame.extend([0x00, 0x07]);
    let sum = crc(&frame[from..]);
    frame.extend(sum.to_be_bytes());
    frame.extend([0x0d, 0x0a]);
    frame
}

fn feed(session: &mut Gt06Session, bytes: &[u8]) -> Vec<Output> {
    let mut input = BytesMut::from(bytes);
    let mut out = Vec::new();
    session.receive(&mut input, now(), &mut out);
    out
}

fn logged_in(options: Options) -> Gt06Session {
    let mut session = Gt06Session::new(options);
    feed(&mut session, &short("01 0351000111222333"));
    assert!(session.identity().is_some());
    session
}

fn messages(outputs: &[Output]) -> Vec<Message> {
    outputs.iter().filter_map(|o| if let Output::Message(m) = o { Some(m.clone()) } else { None }).collect()
}

fn replies(outputs: &[Output]) -> Vec<(String, Option<u64>)> {
    outputs
        .iter()
        .filter_map(|o| if let Output::Reply { bytes, after } = o { Some((show(bytes), *after)) } else { None })
        .collect()
}

/// The one message of one frame.
fn decoded(frame: &[u8]) -> Message {
    decoded_as(frame, Options::default())
}

fn decoded_as(frame: &[u8], options: Options) -> Message {
    let outputs = feed(&mut logged_in(options), frame);
    let refused: Vec<_> = outputs.iter().filter(|o| matches!(o, Output::Refused(_))).collect();
    assert!(refused.is_empty(), "{refused:?}");
    let mut messages = messages(&outputs);
    assert_eq!(messages.len(), 1, "{outputs:?}");
    messages.remove(0)
}

/// 2024-02-29 23:59:58, 9 satellites, 12.5 S 45.25 W, 80 km/h, course 271, valid.
const FIX: &str = "18021d173b3a c9 01 57 52 a0 04 da d4 10 50 190f";

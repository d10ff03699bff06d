//! Runs the frames of `jt808_extra.jsonl`: other projects' JT/T 808 test frames, each on its own, still escaped.

use super::corpus::{self, BadLine, Packet, from_hex, to_hex};
use super::differences::Differences;
use super::packets;
use super::report::{Cases, ProtocolReport};
use crate::message::Kind;
use crate::session::{Options, Output, Protocol};
use bytes::BytesMut;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    kind: String,
    #[serde(default)]
    hex: String,
    #[serde(default)]
    header: Header,
    /// The reference fails on the frame.
    #[serde(default)]
    rejected: Option<serde_json::Value>,
}

/// Whether the frame adds up.
#[derive(Debug, Default, Deserialize)]
struct Header {
    #[serde(default)]
    length_ok: bool,
    #[serde(default)]
    checksum_ok: bool,
}

/// Runs the frames that add up and that the reference understands against its positions (their replies are not in the
/// file), and those with a wrong checksum or length against the rule that a decoder rejects them.
pub fn run_jt808_frames(jsonl: &str, differences: &Differences) -> Result<(ProtocolReport, Cases), BadLine> {
    let lines: Vec<Line> = corpus::lines(jsonl)?;
    let frames: Vec<Packet> = corpus::lines(jsonl)?;
    let (mut understood, mut bad) = (Vec::new(), Cases::default());
    for (line, mut frame) in lines.iter().zip(frames).filter(|(line, _)| line.kind == "frame") {
        if line.header.length_ok && line.header.checksum_ok {
            if line.rejected.is_none() {
                frame.hex = Some(unescaped(&line.hex));
                frame.session.clone_from(&line.id);
                frame.replies_volatile = true;
                understood.push(frame);
            }
        } else {
            bad.count(&line.id, true, taken(&line.hex));
        }
    }
    Ok((packets::run(Protocol::Jt808, &|options| Protocol::Jt808.session(options), &understood, differences), bad))
}

/// Undoes the escapes, as a packet file has it.
fn unescaped(hex: &str) -> String {
    let bytes = from_hex(hex).unwrap_or_default();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes.as_slice();
    while let [first, after @ ..] = rest {
        let (byte, left) = match rest {
            [0x7d, 0x01, left @ ..] => (0x7d, left),
            [0x7d, 0x02, left @ ..] => (0x7e, left),
            _ => (*first, after),
        };
        plain.push(byte);
        rest = left;
    }
    to_hex(&plain)
}

/// What a frame that does not add up gave in production, where it must give no message that says anything.
fn taken(hex: &str) -> Option<String> {
    let mut session = Protocol::Jt808.session(Options::default())?;
    let mut input = BytesMut::from(from_hex(hex).unwrap_or_default().as_slice());
    let mut outputs = Vec::new();
    session.receive(&mut input, packets::NOW, &mut outputs);
    let message = outputs.iter().find_map(|o| match o {
        // Kept raw is not taken.
        Output::Message(m) if m.kind != Kind::Unknown => Some(m),
        _ => None,
    });
    message.map(|m| format!("a frame that does not add up gave a {:?}", m.kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_once() {
        assert_eq!(unescaped("7e7d017d02017d7e"), "7e7d7e017d7e");
    }

    #[test]
    fn frames_are_sorted_by_what_they_must_give() {
        let line = |id: &str, kind: &str, ok: bool, more: &str| {
            format!(
                "{{\"id\":\"{id}\",\"kind\":\"{kind}\",\"hex\":\"7e00017e\",\"expect\":null,\
                 \"header\":{{\"length_ok\":{ok},\"checksum_ok\":true}}{more}}}\n"
            )
        };
        let jsonl = line("a", "frame", true, "")
            + &line("b", "frame", true, ",\"rejected\":\"why\"")
            + &line("c", "frame", false, "")
            + &line("d", "body", true, "");
        let (understood, bad) = run_jt808_frames(&jsonl, &Differences::default()).expect("frames");
        assert_eq!((understood.packets, bad.cases, bad.failed), (1, 1, 0));
    }
}

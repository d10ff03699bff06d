//! Lines of hex, one a frame (or several frames that came together):
//!
//! ```text
//! #protocol gt06
//! #device 860000000000017
//! 78780d01086000000000001700018cdd0d0a
//! 2026-09-01T04:00:00Z in tcp 198.51.100.7:40112 78780a13...0d0a
//! ```
//!
//! The hex stands last; before it may stand a time (RFC 3339), `in` or `out`, `tcp`, `udp` or `mqtt`, and the device's
//! address. Lines that go `out` are the server's and are not sent again. Another address is another connection. Lines
//! that begin with `#` are comments, but for the two above. The export of a capture is of this form.

use super::{Chunk, Conversation, Conversations, ReplayError, Way};
use chrono::{DateTime, Utc};
use lienwatch_protocols::{DeviceId, Protocol};

/// Reads a file of hex lines.
pub fn read(file: &str, text: &str) -> Result<Vec<Conversation>, ReplayError> {
    let mut all: Conversations<(Way, String)> = Conversations::new();
    let (mut protocol, mut device) = (None, None);
    for (index, line) in text.lines().enumerate() {
        let (number, line) = (index + 1, line.trim());
        if let Some(comment) = line.strip_prefix('#') {
            match comment.split_once(char::is_whitespace) {
                Some(("protocol", name)) => {
                    let known = Protocol::from_name(name.trim());
                    protocol = Some(known.ok_or_else(|| {
                        let what = format!("{:?} is not a protocol we know", name.trim());
                        ReplayError::line(file, number, what, "write e.g. #protocol gt06")
                    })?);
                }
                Some(("device", id)) => {
                    let fix = "write the IMEI or terminal id after #device";
                    device = Some(DeviceId::new(id).map_err(|e| ReplayError::line(file, number, e.to_string(), fix))?);
                }
                _ => {}
            }
            continue;
        }
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let Some(hex) = words.pop() else { continue };
        let bytes = hex::decode(hex).map_err(|e| {
            let shown: String = hex.chars().take(24).collect();
            let fix = "end the line with an even number of hex digits, and nothing between them";
            ReplayError::line(file, number, format!("{shown:?} is not hex ({e})"), fix)
        })?;
        let head = Head::of(file, number, &words)?;
        if head.out || bytes.is_empty() {
            continue;
        }
        let make = || Conversation {
            name: if head.peer.is_empty() { file.to_owned() } else { format!("{file} {}", head.peer) },
            way: head.way,
            protocol,
            device: device.clone(),
            chunks: Vec::new(),
        };
        all.add((head.way, head.peer.to_owned()), Chunk { at: head.at, bytes, from: number }, make);
    }
    Ok(all.all)
}

/// What stands before the hex.
struct Head<'a> {
    at: Option<DateTime<Utc>>,
    out: bool,
    way: Way,
    peer: &'a str,
}

impl<'a> Head<'a> {
    fn of(file: &str, line: usize, words: &[&'a str]) -> Result<Head<'a>, ReplayError> {
        let mut head = Head { at: None, out: false, way: Way::Stream, peer: "" };
        for (index, word) in words.iter().enumerate() {
            match *word {
                "in" => head.out = false,
                "out" => head.out = true,
                "tcp" | "mqtt" => head.way = Way::Stream,
                "udp" => head.way = Way::Datagram,
                other => match DateTime::parse_from_rfc3339(other) {
                    Ok(at) if index == 0 => head.at = Some(at.to_utc()),
                    _ if index > 0 && head.peer.is_empty() => head.peer = other,
                    _ => {
                        let what = format!("{other:?} is no time");
                        let fix =
                            "write [TIME] [in|out] [tcp|udp|mqtt] [ADDRESS] HEX, the time as 2026-09-01T04:00:00Z";
                        return Err(ReplayError::line(file, line, what, fix));
                    }
                },
            }
        }
        Ok(head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_line() {
        let text = "# a comment\n#protocol gt06\n#device 0860000000000017\n\n7878\n\
                    2026-09-01T04:00:00.5Z 7979\n2026-09-01T04:00:01Z out 0d0a\n\
                    2026-09-01T04:00:02Z in tcp 198.51.100.7:40112 aa\n\
                    2026-09-01T04:00:03Z in udp 198.51.100.7:40112 bb\n\
                    2026-09-01T04:00:04Z out udp 198.51.100.7:40112 cc\nin tcp 198.51.100.7:40112 DD\n";
        let all = read("f", text).expect("reads");
        let told: Vec<_> = all
            .iter()
            .map(|c| {
                (c.name.as_str(), c.way, c.chunks.iter().map(|c| (c.from, hex::encode(&c.bytes))).collect::<Vec<_>>())
            })
            .collect();
        let chunk = |from: usize, hex: &str| (from, hex.to_owned());
        assert_eq!(
            told,
            [
                ("f", Way::Stream, vec![chunk(5, "7878"), chunk(6, "7979")]),
                ("f 198.51.100.7:40112", Way::Stream, vec![chunk(8, "aa"), chunk(11, "dd")]),
                ("f 198.51.100.7:40112", Way::Datagram, vec![chunk(9, "bb")]),
            ]
        );
        assert!(all.iter().all(|c| c.protocol == Some(Protocol::Gt06)));
        assert_eq!(all[0].device.as_ref().map(DeviceId::as_str), Some("860000000000017"));
        assert_eq!(all[0].chunks[1].at.map(|t| t.timestamp_subsec_millis()), Some(500));
    }

    #[test]
    fn errors_name_the_line_and_the_fix() {
        let error = |text: &str| read("f", text).expect_err("refused").to_string();
        assert!(error("7878\n78 7g\n").starts_with("f:2: \"7g\" is not hex"), "{}", error("7878\n78 7g\n"));
        assert!(error("yesterday 78\n").contains("the time as 2026-09-01T04:00:00Z"));
        assert!(error("#protocol gt07\n").starts_with("f:1: \"gt07\" is not a protocol"));
        assert!(error("787\n").contains("even number"));
    }
}

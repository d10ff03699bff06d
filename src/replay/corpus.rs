//! Packets as JSON lines, as the packet corpus has them: `protocol`, `session`, `hex` or `text`, and whether it came in
//! a datagram. Packets of one session are one conversation.

use super::{Chunk, Conversation, Conversations, ReplayError, Way};
use lienwatch_protocols::{Protocol, conformance};
use serde::Deserialize;

#[derive(Deserialize)]
struct Packet {
    protocol: String,
    #[serde(default)]
    session: String,
    #[serde(default)]
    transport: String,
    hex: Option<String>,
    text: Option<String>,
    #[serde(default)]
    options: serde_json::Map<String, serde_json::Value>,
}

/// Reads a file of packets.
pub fn read(file: &str, text: &str) -> Result<Vec<Conversation>, ReplayError> {
    let mut all: Conversations<(String, String, Way)> = Conversations::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = index + 1;
        let fix = "give one object a line, with protocol, session and hex or text";
        let packet: Packet =
            serde_json::from_str(line).map_err(|e| ReplayError::line(file, number, e.to_string(), fix))?;
        let bytes = match (&packet.hex, &packet.text) {
            (Some(hex), _) => hex::decode(hex)
                .map_err(|e| ReplayError::line(file, number, format!("hex: {e}"), "give whole bytes in hex"))?,
            (None, Some(text)) => text.as_bytes().to_vec(),
            (None, None) => return Err(ReplayError::line(file, number, "no hex and no text to send", fix)),
        };
        let protocol = Protocol::from_name(&packet.protocol);
        // Corpus packets are as a decoder gets them, after framing.
        let bytes = protocol.map_or_else(|| bytes.clone(), |p| conformance::wire(p, bytes.clone()));
        let connectionless = packet.options.get("connectionless").and_then(serde_json::Value::as_bool);
        let way = match connectionless.unwrap_or(packet.transport == "udp") {
            true => Way::Datagram,
            false => Way::Stream,
        };
        let make = || Conversation {
            name: format!("{file} {} {}", packet.protocol, packet.session),
            way,
            protocol,
            device: None,
            chunks: Vec::new(),
        };
        let key = (packet.protocol.clone(), packet.session.clone(), way);
        all.add(key, Chunk { at: None, bytes, from: number }, make);
    }
    Ok(all.all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_are_conversations() {
        let text = r#"{"protocol":"jt808","session":"a","transport":"tcp","hex":"7e01027d7e"}
{"protocol":"jt808","session":"b","transport":"tcp","hex":"7e01027e"}

{"protocol":"jt808","session":"a","transport":"tcp","hex":"7e03047e"}
{"protocol":"teltonika","session":"a","transport":"udp","hex":"0005","options":{"connectionless":true}}
{"protocol":"h02","session":"a","transport":"tcp","text":"*HQ"}"#;
        let all = read("f", text).expect("reads");
        let chunks: Vec<_> = all.iter().map(|c| (c.way, c.chunks.len())).collect();
        assert_eq!(chunks, [(Way::Stream, 2), (Way::Stream, 1), (Way::Datagram, 1), (Way::Stream, 1)]);
        assert_eq!(hex::encode(&all[0].chunks[0].bytes), "7e01027d017e", "as it was on the wire");
        assert_eq!((all[0].chunks[1].from, all[3].protocol), (4, None));
        let error = |text: &str| read("f", text).expect_err("refused").to_string();
        assert!(error("{\"protocol\":\"gt06\"}").starts_with("f:1: no hex and no text"));
        assert!(error("{\"protocol\":\"gt06\",\"hex\":\"7\"}").contains("whole bytes"));
        assert!(error("{}").contains("missing field `protocol`"));
    }
}

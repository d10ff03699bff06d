//! The packets of a corpus as traffic: each on a connection of its device, to be sent again and again.

use super::corpus::{self, BadLine, Packet};
use super::packets::{NOW, options_of, wire};
use crate::session::{DeviceId, Options, Protocol, Session};
use bytes::BytesMut;
use std::collections::BTreeMap;

/// A connection: the session of one device, and the packets that it says, framed and escaped.
pub struct Line {
    /// Knows who is talking.
    pub session: Box<dyn Session>,
    /// Each a whole frame.
    pub packets: Vec<Vec<u8>>,
}

/// The packets of `<protocol>.jsonl` that are whole frames of a protocol we speak; none of others.
///
/// A corpus puts packets of many devices into one session. Here each device that its packets name has its own, so that
/// none is taken for somebody else's; those that name nobody are one device's.
pub fn traffic(protocol: &str, jsonl: &str) -> Result<Vec<Line>, BadLine> {
    let packets: Vec<Packet> = corpus::lines(jsonl)?;
    let Some(protocol) = Protocol::from_name(protocol) else { return Ok(Vec::new()) };
    let mut lines: BTreeMap<(String, Option<DeviceId>), Line> = BTreeMap::new();
    for packet in &packets {
        let options = options_of(packet);
        let (Some(bytes), Some(mut session)) = (packet.bytes(), protocol.session(options.clone())) else { continue };
        let bytes = wire(protocol, bytes);
        let mut input = BytesMut::from(&bytes[..]);
        session.receive(&mut input, NOW, &mut Vec::new());
        if !input.is_empty() {
            continue;
        }
        let named = session.identity().map(|who| who.device.clone());
        if named.is_none() {
            // A login came before it on its connection.
            let device = DeviceId::new("1").ok();
            let Some(introduced) = protocol.session(Options { device, ..options.clone() }) else { continue };
            session = introduced;
        }
        let line = lines.entry((format!("{options:?}"), named)).or_insert(Line { session, packets: Vec::new() });
        line.packets.push(bytes);
    }
    Ok(lines.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Output;

    #[test]
    fn each_packet_is_heard_as_its_device_says_it() {
        // A login and a heartbeat of the vendor's document, and half of the latter.
        let jsonl = ["78780d01012345678901234500018cdd0d0a", "78780a134004040001000fdcee0d0a", "78780a1340040400"]
            .map(|hex| format!("{{\"id\":\"own\",\"hex\":\"{hex}\",\"expect\":null}}\n"))
            .concat();
        let mut lines = traffic("gt06", &jsonl).expect("packets");
        assert_eq!(lines.iter().map(|l| l.packets.len()).sum::<usize>(), 2, "what is no whole frame is left out");
        for line in &mut lines {
            let mut outputs = Vec::new();
            line.session.receive(&mut BytesMut::from(&line.packets[0][..]), NOW, &mut outputs);
            assert!(outputs.iter().any(|o| matches!(o, Output::Message(_))), "{outputs:?}");
        }
        assert!(traffic("morse", &jsonl).expect("packets").is_empty());
    }
}

//! Runs the packets of one protocol.

use super::compare::{self, Compared, Mismatch, VOCABULARY};
use super::corpus::{self, BadLine, Packet, to_hex};
use super::differences::Differences;
use super::report::{Failure, ProtocolReport, RuleUse};
use crate::message::{Message, Value};
use crate::session::{AuthCode, Checksum, DeviceId, Options, OtherIdentity, Output, Protocol, Session};
use bytes::BytesMut;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// The receiver's clock during a run: 2026-11-21 00:00:00 UTC. Nothing compared depends on it.
pub(super) const NOW: DateTime<Utc> = DateTime::from_timestamp(1_795_219_200, 0).expect("a time in range");

/// Runs the packets of `<protocol>.jsonl`.
///
/// Sessions tolerate wrong checksums (some corpus packets carry them), keep their first identity, and echo
/// authentication codes. Packets of one `session` name go, one by one and in order, to one session.
pub fn run_packets(protocol: &str, jsonl: &str, differences: &Differences) -> Result<ProtocolReport, BadLine> {
    let packets: Vec<Packet> = corpus::lines(jsonl)?;
    let spoken = Protocol::from_name(protocol).filter(|p| p.session(Options::default()).is_some());
    let Some(spoken) = spoken else {
        return Ok(ProtocolReport::unimplemented(protocol, packets.len()));
    };
    Ok(run(spoken, &|options| spoken.session(options), &packets, differences))
}

/// Opens a session with options.
pub(super) type Open<'o> = &'o dyn Fn(Options) -> Option<Box<dyn Session>>;

/// Runs packets against the sessions that `open` opens.
pub(super) fn run(spoken: Protocol, open: Open<'_>, packets: &[Packet], differences: &Differences) -> ProtocolReport {
    let protocol = spoken.name();
    let mut report = ProtocolReport {
        protocol: protocol.to_owned(),
        implemented: true,
        packets: packets.len(),
        ..ProtocolReport::default()
    };
    let mut lines = Lines { protocol: spoken, open, packets, sessions: BTreeMap::new() };
    let mut rules: BTreeMap<String, usize> = BTreeMap::new();
    let mut covered = Coverage::default();
    for (index, packet) in packets.iter().enumerate() {
        let Some(fed) = lines.feed(index) else {
            let diff = "no hex and no text to feed".to_owned();
            report.failures.push(Failure { id: packet.id.clone(), diff });
            continue;
        };
        covered.count(packet, &fed.messages());
        let compared = fed.compare(spoken, packet);
        report.told_only += usize::from(compared.told_only > 0);
        let excused = differences.excuse(protocol, packet, compared.mismatches);
        if !excused.left.is_empty() {
            let diff = excused.left.iter().map(Mismatch::to_string).collect::<Vec<_>>().join("; ") + &fed.asides();
            report.failures.push(Failure { id: packet.id.clone(), diff });
        } else if excused.by.is_empty() {
            report.passed += 1;
        } else {
            report.differences += 1;
            report.beyond_alarm_names += usize::from(excused.beyond_alarm_names);
            excused.by.into_iter().for_each(|rule| *rules.entry(rule).or_default() += 1);
        }
    }
    report.failed = report.failures.len();
    report.coverage = covered.share();
    report.over_limit = report.beyond_alarm_names > 2.max(packets.len() * 3 / 100);
    report.rules = rules.into_iter().map(|(rule, packets)| RuleUse { rule, packets }).collect();
    report.rules.sort_by_key(|r| std::cmp::Reverse(r.packets));
    report
}

/// The sessions of a run: one per session name and set of options, since a session's options are fixed.
struct Lines<'p> {
    protocol: Protocol,
    open: Open<'p>,
    packets: &'p [Packet],
    sessions: BTreeMap<(String, String), Box<dyn Session>>,
}

impl Lines<'_> {
    fn feed(&mut self, index: usize) -> Option<Fed> {
        let packet = &self.packets[index];
        let wire = wire(self.protocol, packet.bytes()?);
        let options = serde_json::Value::from(packet.options.clone()).to_string();
        let key = (packet.session.clone(), options);
        if !self.sessions.contains_key(&key) {
            let session = self.introduced(index)?;
            self.sessions.insert(key.clone(), session);
        }
        let session = self.sessions.get_mut(&key)?;
        let fed = feed(session.as_mut(), &wire);
        let alone = feed((self.open)(options_of(packet))?.as_mut(), &wire);
        Some(Fed { fed, alone, datagram: packet.option_set("connectionless") })
    }

    /// A session that has heard what it must have: the login of its session name, and what the packet needs.
    fn introduced(&self, index: usize) -> Option<Box<dyn Session>> {
        let packet = &self.packets[index];
        let mut session = (self.open)(options_of(packet))?;
        let earlier = || self.packets[..index].iter().filter(|p| p.session == packet.session);
        let login = earlier().find(|p| !p.ids.is_empty());
        for heard in login.into_iter().chain(earlier().filter(|p| packet.needs.contains(&p.id))) {
            feed(session.as_mut(), &wire(self.protocol, heard.bytes()?));
        }
        Some(session)
    }
}

pub(super) fn options_of(packet: &Packet) -> Options {
    Options {
        checksum: Checksum::Tolerate,
        other_identity: OtherIdentity::Session,
        auth_code: AuthCode::Echo,
        model: packet.option_text("model").map(str::to_owned),
        datagram: packet.option_set("connectionless"),
        max_frame: 64 * 1024,
        ..Options::default()
    }
}

/// The packet as it was on the wire: corpus packets are as the decoder gets them, after framing.
pub fn wire(protocol: Protocol, packet: Vec<u8>) -> Vec<u8> {
    // JT/T 808-2013, 4.4.1: between the flags 0x7e is sent as 7d 02 and 0x7d as 7d 01. Lock makers' dialect has the
    // flag 0xe7, with e6 01/e6 02 for e6/e7 and 3e 01/3e 02 for 3e/3d.
    let escape = |flag: u8, byte: u8| match (flag, byte) {
        (0x7e, 0x7d) => Some([0x7d, 0x01]),
        (0x7e, 0x7e) => Some([0x7d, 0x02]),
        (0xe7, 0xe6) => Some([0xe6, 0x01]),
        (0xe7, 0xe7) => Some([0xe6, 0x02]),
        (0xe7, 0x3e) => Some([0x3e, 0x01]),
        (0xe7, 0x3d) => Some([0x3e, 0x02]),
        _ => None,
    };
    match (protocol, packet.as_slice()) {
        (Protocol::Jt808, [flag @ (0x7e | 0xe7), inner @ .., end]) if flag == end => {
            let mut escaped = vec![*flag];
            for &byte in inner {
                match escape(*flag, byte) {
                    Some(pair) => escaped.extend(pair),
                    None => escaped.push(byte),
                }
            }
            escaped.push(*flag);
            escaped
        }
        // Teltonika: some packets have lost bytes of the checksum (four, after the stated length) with which they
        // would never end on a stream.
        (Protocol::Teltonika, [0, 0, 0, 0, a, b, c, d, field @ ..]) => {
            let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
            let lost = (length + 4).saturating_sub(field.len());
            let padding = if lost <= 4 { lost } else { 0 };
            packet.iter().copied().chain(std::iter::repeat_n(0, padding)).collect()
        }
        // GT06: likewise for the line end, after the stated length and five bytes around it.
        (Protocol::Gt06, [0x78, 0x78, length, .., 0x0d]) if packet.len() + 1 == usize::from(*length) + 5 => {
            packet.iter().copied().chain([0x0a]).collect()
        }
        _ => packet,
    }
}

fn feed(session: &mut dyn Session, wire: &[u8]) -> Given {
    let mut input = BytesMut::from(wire);
    let mut outputs = Vec::new();
    session.receive(&mut input, NOW, &mut outputs);
    // What is left is not carried over: the next packet is a frame of its own.
    Given { outputs, left: input.len() }
}

struct Given {
    outputs: Vec<Output>,
    left: usize,
}

/// What a packet gave in its session, and alone in a fresh one.
struct Fed {
    fed: Given,
    alone: Given,
    datagram: bool,
}

impl Fed {
    fn messages(&self) -> Vec<&Message> {
        self.fed.outputs.iter().filter_map(|o| if let Output::Message(m) = o { Some(m) } else { None }).collect()
    }

    fn compare(&self, protocol: Protocol, packet: &Packet) -> Compared {
        let mut compared = compare::positions(packet, &self.messages());
        compared.mismatches.splice(0..0, self.identity(protocol, packet));
        compared.mismatches.extend(self.replies(packet));
        compared
    }

    /// The identity is what the packet says to a session that knows nothing; without one nothing is a message.
    fn identity(&self, protocol: Protocol, packet: &Packet) -> Vec<Mismatch> {
        let mut found = Vec::new();
        let mut differ = |ours: String, reference: String| {
            found.push(Mismatch { position: None, key: "ids", ours, reference, alarms: None });
        };
        let identified = |given: &Given| {
            given.outputs.iter().find_map(|o| if let Output::Identified(who) = o { Some(who.clone()) } else { None })
        };
        let spellings: Vec<DeviceId> = packet.ids.iter().filter_map(|id| DeviceId::new(id).ok()).collect();
        let reference = if packet.ids.is_empty() { compare::ABSENT.to_owned() } else { packet.ids.join(" or ") };
        match identified(&self.alone) {
            Some(who) if who.protocol != protocol => differ(who.protocol.to_string(), protocol.to_string()),
            Some(who) if !spellings.contains(&who.device) => differ(who.device.to_string(), reference),
            None if !spellings.is_empty() => differ(compare::ABSENT.to_owned(), reference),
            _ => {}
        }
        let spoke_first = self
            .alone
            .outputs
            .iter()
            .take_while(|o| !matches!(o, Output::Identified(_)))
            .any(|o| matches!(o, Output::Message(_)));
        if packet.needs_session && spoke_first {
            differ("a message of nobody".to_owned(), "none before a login".to_owned());
        }
        found
    }

    /// Byte for byte; on a stream it does not matter how they are cut.
    fn replies(&self, packet: &Packet) -> Option<Mismatch> {
        if packet.replies_volatile {
            return None;
        }
        let sent = self.fed.outputs.iter();
        let ours: Vec<Vec<u8>> = sent
            .filter_map(|o| if let Output::Reply { bytes, .. } = o { Some(bytes.to_vec()) } else { None })
            .collect();
        let reference: Vec<Vec<u8>> = packet.replies.iter().map(corpus::Reply::bytes).collect();
        let same = if self.datagram { ours == reference } else { ours.concat() == reference.concat() };
        let show = |replies: &[Vec<u8>]| {
            if replies.is_empty() {
                compare::ABSENT.to_owned()
            } else {
                replies.iter().map(|r| to_hex(r)).collect::<Vec<_>>().join(" ")
            }
        };
        (!same).then(|| Mismatch {
            position: None,
            key: "replies",
            ours: show(&ours),
            reference: show(&reference),
            alarms: None,
        })
    }

    /// What else happened, to read with a failure.
    fn asides(&self) -> String {
        let mut asides = String::new();
        for output in &self.fed.outputs {
            match output {
                Output::Refused(error) => asides += &format!(" (refused: {error})"),
                Output::Close(close) => asides += &format!(" (closed: {close})"),
                Output::Identified(_) | Output::Message(_) | Output::Reply { .. } => {}
            }
        }
        if self.fed.left > 0 {
            asides += &format!(" ({} bytes left as incomplete)", self.fed.left);
        }
        asides
    }
}

/// How many of the reference's other attributes we give too.
#[derive(Default)]
struct Coverage {
    given: usize,
    all: usize,
}

impl Coverage {
    fn count(&mut self, packet: &Packet, messages: &[&Message]) {
        let given: Vec<&str> = messages
            .iter()
            .flat_map(|m| m.attributes.iter())
            .filter(|(_, value)| *value != Value::Text(Default::default()))
            .map(|(name, _)| name.as_ref())
            .collect();
        for attribute in packet.expect.iter().flatten().flat_map(|e| e.attributes.keys()) {
            if VOCABULARY.contains(&attribute.as_str()) {
                continue;
            }
            self.all += 1;
            let field = match attribute.as_str() {
                "archive" => messages.iter().any(|m| m.buffered),
                "armed" => messages.iter().any(|m| m.vitals.armed.is_some()),
                _ => false,
            };
            self.given += usize::from(field || given.iter().any(|name| compare::same_name(name, attribute)));
        }
    }

    fn share(&self) -> f64 {
        if self.all == 0 { 1.0 } else { self.given as f64 / self.all as f64 }
    }
}

#[cfg(test)]
#[path = "packets_tests.rs"]
mod tests;

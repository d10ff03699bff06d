//! Classic pcap files (the format of `tcpdump -w`): TCP put together by sequence numbers, and UDP.
//!
//! Source: draft-ietf-opsawg-pcap (file and packet headers, link types). Of each connection only the device's side is
//! taken: that of the side which opened it, or, where its opening was not recorded, of the side with the higher port.

use super::segments::Segments;
use super::{Chunk, Conversation, Conversations, Recording, ReplayError, Way};
use chrono::{DateTime, Utc};
use etherparse::{NetSlice, SlicedPacket, TransportSlice};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};

/// Length of the file's header, and of each packet's.
const HEADERS: (usize, usize) = (24, 16);

/// How a file writes its numbers.
#[derive(Clone, Copy)]
struct Form {
    big_endian: bool,
    nanoseconds: bool,
}

impl Form {
    fn of(bytes: &[u8]) -> Option<Form> {
        let magic = u32::from_le_bytes(*bytes.first_chunk()?);
        [(0xa1b2_c3d4_u32, false), (0xa1b2_3c4d, true)].into_iter().find_map(|(number, nanoseconds)| match magic {
            m if m == number => Some(Form { big_endian: false, nanoseconds }),
            m if m == number.swap_bytes() => Some(Form { big_endian: true, nanoseconds }),
            _ => None,
        })
    }

    fn word(self, bytes: &[u8], at: usize) -> Option<u32> {
        let word = *bytes.get(at..)?.first_chunk()?;
        Some(if self.big_endian { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) })
    }
}

/// Whether a file is one.
pub fn is_pcap(bytes: &[u8]) -> bool {
    Form::of(bytes).is_some()
}

/// Connections while they are put together, from the device to the server.
#[derive(Default)]
struct Streams {
    /// The newest between two ends.
    newest: HashMap<(SocketAddr, SocketAddr), usize>,
    all: Vec<(SocketAddr, Segments)>,
}

/// Reads a file.
pub fn read(file: &str, bytes: &[u8], port: Option<u16>) -> Result<Recording, ReplayError> {
    let cut = || ReplayError::file(file, "it ends within its header", "record it again");
    let form = Form::of(bytes).ok_or_else(cut)?;
    let link = form.word(bytes, 20).ok_or_else(cut)? & 0xffff;
    let mut streams = Streams::default();
    let mut datagrams: Conversations<(SocketAddr, SocketAddr)> = Conversations::new();
    let (mut at, mut number, mut skipped) = (HEADERS.0, 0, 0);
    let mut notes = Vec::new();
    while at < bytes.len() {
        number += 1;
        let word = |offset: usize| form.word(bytes, at + offset);
        let (Some(seconds), Some(fraction), Some(kept), Some(length)) = (word(0), word(4), word(8), word(12)) else {
            notes.push(format!("{file}: packet {number} is cut off; the recording ended there"));
            break;
        };
        let start = at + HEADERS.1;
        let Some(packet) = bytes.get(start..start.saturating_add(kept as usize)) else {
            notes.push(format!("{file}: packet {number} is cut off; the recording ended there"));
            break;
        };
        if kept < length {
            let what = format!("packet {number} holds {kept} of its {length} bytes");
            return Err(ReplayError::file(file, what, "record whole packets: tcpdump -s 0"));
        }
        at = start + packet.len();
        let nanoseconds = if form.nanoseconds { fraction } else { fraction.saturating_mul(1000) };
        let time = DateTime::from_timestamp(seconds.into(), nanoseconds).unwrap_or_default();
        let Some(parsed) = parse(file, link, packet)? else {
            skipped += 1;
            continue;
        };
        let Some((from, to)) = ends(&parsed) else {
            skipped += 1;
            continue;
        };
        match &parsed.transport {
            Some(TransportSlice::Tcp(tcp)) => {
                let opens = tcp.syn() && !tcp.ack();
                let sent = (tcp.sequence_number(), time, tcp.payload());
                streams.add((from, to), (opens, tcp.syn()), sent, number, port);
            }
            Some(TransportSlice::Udp(udp)) if !udp.payload().is_empty() => {
                if is_device(from, to, port) {
                    let make = || Conversation {
                        name: format!("{file} {from} (udp)"),
                        way: Way::Datagram,
                        protocol: None,
                        device: None,
                        chunks: Vec::new(),
                    };
                    let chunk = Chunk { at: Some(time), bytes: udp.payload().to_vec(), from: number };
                    datagrams.add((from, to), chunk, make);
                }
            }
            _ => skipped += 1,
        }
    }
    if skipped > 0 {
        notes.push(format!("{file}: {skipped} packets are neither TCP nor UDP over IP, or fragments; left out"));
    }
    let mut conversations = datagrams.all;
    for (device, segments) in streams.all {
        let name = format!("{file} {device}");
        let (chunks, gap) = segments.assembled();
        if let Some(gap) = gap {
            notes.push(format!("{name}: {gap}; it ends there"));
        }
        if !chunks.is_empty() {
            conversations.push(Conversation { name, way: Way::Stream, protocol: None, device: None, chunks });
        }
    }
    conversations.sort_by_key(|c| c.chunks.first().map(|chunk| (chunk.at, chunk.from)));
    Ok(Recording { conversations, notes })
}

impl Streams {
    /// A segment, to the connection that it belongs to: the newest between its ends.
    fn add(
        &mut self,
        (from, to): (SocketAddr, SocketAddr),
        (opens, syn): (bool, bool),
        (sequence, at, payload): (u32, DateTime<Utc>, &[u8]),
        number: usize,
        port: Option<u16>,
    ) {
        let known = self.newest.get(&(from, to)).copied();
        let index = match known.filter(|&i| !opens || self.all[i].1.begin(sequence)) {
            Some(index) => index,
            None => {
                let device = match port {
                    Some(port) => to.port() == port,
                    // The server's side of a connection that is known from the device's.
                    None if self.newest.contains_key(&(to, from)) => false,
                    // With SYN and ACK it is the server that answers.
                    None if syn => opens,
                    None => is_device(from, to, None),
                };
                if !device {
                    return;
                }
                let mut segments = Segments::default();
                if opens {
                    segments.begin(sequence);
                }
                self.all.push((from, segments));
                self.newest.insert((from, to), self.all.len() - 1);
                self.all.len() - 1
            }
        };
        self.all[index].1.add(sequence, at, payload, number);
    }
}

/// Whether what went from one end to the other was a device's.
fn is_device(from: SocketAddr, to: SocketAddr, port: Option<u16>) -> bool {
    match port {
        Some(port) => to.port() == port,
        None => from.port() > to.port(),
    }
}

/// A packet of a link type (`LINKTYPE_` numbers); `None` where it is no IP.
fn parse<'a>(file: &str, link: u32, packet: &'a [u8]) -> Result<Option<SlicedPacket<'a>>, ReplayError> {
    let parsed = match link {
        1 => SlicedPacket::from_ethernet(packet).ok(),
        // BSD loopback: a family in four bytes.
        0 | 108 => packet.get(4..).and_then(|ip| SlicedPacket::from_ip(ip).ok()),
        12 | 14 | 101 | 228 | 229 => SlicedPacket::from_ip(packet).ok(),
        113 => SlicedPacket::from_linux_sll(packet).ok(),
        // Linux "cooked", second version: a header of 20 bytes, of which the first two are the protocol.
        276 => packet.get(20..).and_then(|ip| SlicedPacket::from_ip(ip).ok()),
        other => {
            let what = format!("link type {other} is not one that replay reads");
            return Err(ReplayError::file(file, what, "record on an Ethernet interface, or with tcpdump -i any"));
        }
    };
    Ok(parsed)
}

/// Where a packet is from and to.
fn ends(packet: &SlicedPacket<'_>) -> Option<(SocketAddr, SocketAddr)> {
    let (from, to): (IpAddr, IpAddr) = match packet.net.as_ref()? {
        NetSlice::Ipv4(ip) => (ip.header().source_addr().into(), ip.header().destination_addr().into()),
        NetSlice::Ipv6(ip) => (ip.header().source_addr().into(), ip.header().destination_addr().into()),
        _ => return None,
    };
    let (source, destination) = match packet.transport.as_ref()? {
        TransportSlice::Tcp(tcp) => (tcp.source_port(), tcp.destination_port()),
        TransportSlice::Udp(udp) => (udp.source_port(), udp.destination_port()),
        _ => return None,
    };
    Some((SocketAddr::new(from, source), SocketAddr::new(to, destination)))
}

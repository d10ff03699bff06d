//! Peers that nobody registered: remembered in bounded memory until the writer notes them.
//!
//! Logins of unregistered devices are answered, their records are neither stored nor acknowledged: a device keeps what
//! was not acknowledged, and sends it again once somebody has adopted it. Who never says a name is listed by its
//! address: a device that was sent to the wrong port is found by what its first bytes look like.

use crate::store::strangers::{Name, Stranger};
use chrono::{DateTime, Utc};
use lienwatch_protocols::{Identity, Protocol};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Devices remembered between two writes, and addresses.
const MOST: (usize, usize) = (10_000, 1_000);
/// Packets kept of each.
const PACKETS: usize = 5;
/// Bytes kept of a packet.
pub const PACKET_BYTES: usize = 256;

#[derive(Debug, Default)]
struct Seen {
    by_name: HashMap<(Protocol, Name), Stranger>,
    nameless: usize,
}

/// Seen since the last write. Cheap to clone; all clones are the same list.
#[derive(Debug, Clone, Default)]
pub struct Strangers(Arc<Mutex<Seen>>);

impl Strangers {
    /// Notes a packet of an unregistered device. Beyond the limit new ones are left out: they will come again.
    pub fn note(&self, identity: &Identity, peer: &str, packet: &[u8], at: DateTime<Utc>) {
        self.add(identity.protocol, Name::Device(identity.device.clone()), peer, packet, at);
    }

    /// Notes how a connection began that ended without a name.
    pub fn note_nameless(&self, protocol: Protocol, peer: SocketAddr, opening: &[u8], at: DateTime<Utc>) {
        self.add(protocol, Name::Address(peer.ip().to_canonical()), &peer.to_string(), opening, at);
    }

    fn add(&self, protocol: Protocol, name: Name, peer: &str, packet: &[u8], at: DateTime<Utc>) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let nameless = matches!(name, Name::Address(_));
        let key = (protocol, name);
        if !seen.by_name.contains_key(&key) {
            let full = if nameless { seen.nameless >= MOST.1 } else { seen.by_name.len() - seen.nameless >= MOST.0 };
            if full {
                return;
            }
            seen.nameless += usize::from(nameless);
        }
        let packet = hex::encode(&packet[..packet.len().min(PACKET_BYTES)]);
        let stranger = seen.by_name.entry(key).or_insert_with_key(|(protocol, name)| Stranger {
            protocol: *protocol,
            name: name.clone(),
            last_seen: at,
            messages: 0,
            peer: peer.to_owned(),
            first: packet.clone(),
            packets: Vec::new(),
        });
        stranger.last_seen = at;
        stranger.messages += 1;
        peer.clone_into(&mut stranger.peer);
        if stranger.packets.len() == PACKETS {
            stranger.packets.remove(0);
        }
        stranger.packets.push(packet);
    }

    /// Takes what was seen.
    pub fn take(&self) -> Vec<Stranger> {
        let seen = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        seen.by_name.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lienwatch_protocols::DeviceId;

    #[test]
    fn a_flood_of_the_nameless_leaves_room_for_devices_and_the_first_packet_stays() {
        let strangers = Strangers::default();
        for i in 0..2 * MOST.1 {
            let peer = SocketAddr::from(([10, 0, (i >> 8) as u8, i as u8], 4000));
            strangers.note_nameless(Protocol::Gt06, peer, b"junk", DateTime::UNIX_EPOCH);
        }
        let device = DeviceId::new("860000000000017").expect("an id");
        let identity = Identity { protocol: Protocol::Gt06, device };
        for packet in 0..10_u8 {
            strangers.note(&identity, "peer", &[packet], DateTime::UNIX_EPOCH);
        }
        let seen = strangers.take();
        assert_eq!(seen.len(), MOST.1 + 1);
        let device = seen.iter().find(|s| matches!(s.name, Name::Device(_))).expect("listed");
        assert_eq!(
            (device.first.as_str(), device.packets.as_slice()),
            ("00", &["05", "06", "07", "08", "09"].map(String::from)[..])
        );
        assert!(strangers.take().is_empty());
    }
}

//! Devices that nobody registered: remembered in bounded memory until the writer notes them.
//!
//! Their logins are answered, their records are neither stored nor acknowledged: a device keeps what was not
//! acknowledged, and sends it again once somebody has adopted it.

use crate::store::strangers::Stranger;
use chrono::{DateTime, Utc};
use lienwatch_protocols::Identity;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Strangers remembered between two writes.
const MOST: usize = 10_000;
/// Packets kept of each.
const PACKETS: usize = 5;
/// Bytes kept of a packet.
const PACKET_BYTES: usize = 256;

/// Seen since the last write. Cheap to clone; all clones are the same list.
#[derive(Debug, Clone, Default)]
pub struct Strangers(Arc<Mutex<HashMap<Identity, Stranger>>>);

impl Strangers {
    /// Notes a packet of an unregistered device. Beyond the limit new ones are left out: they will come again.
    pub fn note(&self, identity: &Identity, peer: &str, packet: &[u8], at: DateTime<Utc>) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MOST && !seen.contains_key(identity) {
            return;
        }
        let stranger = seen.entry(identity.clone()).or_insert_with(|| Stranger {
            identity: identity.clone(),
            last_seen: at,
            messages: 0,
            peer: peer.to_owned(),
            packets: Vec::new(),
        });
        stranger.last_seen = at;
        stranger.messages += 1;
        peer.clone_into(&mut stranger.peer);
        if stranger.packets.len() == PACKETS {
            stranger.packets.remove(0);
        }
        stranger.packets.push(hex::encode(&packet[..packet.len().min(PACKET_BYTES)]));
    }

    /// Takes what was seen.
    pub fn take(&self) -> Vec<Stranger> {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *seen).into_values().collect()
    }
}

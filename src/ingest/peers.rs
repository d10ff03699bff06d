//! The peers of a UDP listener: their sessions, in bounded memory. A datagram says where it came from and nothing more
//! (and that can be forged), so a peer costs one session until it has been silent for a while, or until newer ones need
//! its place: first those that never said who they are, then those silent longest.

use super::post::Link;
use lienwatch_protocols::Session;
use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::time::Instant;

/// What is known of a peer.
pub struct Peer {
    /// Its session.
    pub session: Box<dyn Session>,
    /// Which of all sessions it is: what became of records is told to the one that gave them out.
    pub number: u64,
    /// Its device's place at the post.
    pub(super) link: Option<Link>,
    /// Refused frames.
    pub errors: u32,
    /// Nothing more is taken from it until it has been silent for a while.
    pub muted: bool,
    end: (Instant, u64),
}

/// All peers of a listener.
pub struct Peers {
    by_address: HashMap<SocketAddr, Peer>,
    /// In the order in which they leave.
    by_end: BTreeMap<(Instant, u64), SocketAddr>,
    serial: u64,
    most: usize,
    /// How long a peer stays that has not said who it is.
    nameless: Duration,
}

impl Peers {
    /// At most `most` of them; one that has not said who it is stays for `nameless` after its first datagram.
    pub fn new(most: usize, nameless: Duration) -> Peers {
        Peers { by_address: HashMap::new(), by_end: BTreeMap::new(), serial: 0, most, nameless }
    }

    /// The peer at an address, made by `open`, with its number, where there is none; `None` where `open` gives none.
    pub fn at(
        &mut self,
        address: SocketAddr,
        now: Instant,
        open: impl FnOnce() -> Option<(u64, Box<dyn Session>)>,
    ) -> Option<&mut Peer> {
        while self.by_end.first_key_value().is_some_and(|(end, _)| end.0 <= now) {
            self.leave_first();
        }
        if !self.by_address.contains_key(&address) {
            let (number, session) = open()?;
            if self.by_address.len() >= self.most {
                metrics::counter!("lienwatch_datagram_peers_evicted_total").increment(1);
                self.leave_first();
            }
            self.serial += 1;
            let end = (now + self.nameless, self.serial);
            self.by_end.insert(end, address);
            self.by_address.insert(address, Peer { session, number, link: None, errors: 0, muted: false, end });
        }
        self.by_address.get_mut(&address)
    }

    /// The peer that is known at an address, if there is one.
    pub fn known(&mut self, address: SocketAddr) -> Option<&mut Peer> {
        self.by_address.get_mut(&address)
    }

    /// The peer stays until `end`, unless its place is needed.
    pub fn keep(&mut self, address: SocketAddr, end: Instant) {
        let Some(peer) = self.by_address.get_mut(&address) else { return };
        self.by_end.remove(&peer.end);
        self.serial += 1;
        peer.end = (end, self.serial);
        self.by_end.insert(peer.end, address);
    }

    /// The peer leaves.
    pub fn remove(&mut self, address: SocketAddr) {
        if let Some(peer) = self.by_address.remove(&address) {
            self.by_end.remove(&peer.end);
        }
    }

    fn leave_first(&mut self) {
        if let Some((_, address)) = self.by_end.pop_first() {
            self.by_address.remove(&address);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lienwatch_protocols::{Options, Protocol};

    fn address(port: u16) -> SocketAddr {
        SocketAddr::from(([10, 0, 0, 1], port))
    }

    #[test]
    fn the_nameless_leave_first_then_the_silent_and_never_more_than_there_is_room_for() {
        let start = Instant::now();
        let mut peers = Peers::new(3, Duration::from_secs(20));
        let open = || Some((1, Protocol::Gt06.session(Options::default())?));
        for port in 1..=3 {
            peers.at(address(port), start, open).expect("a peer").errors = u32::from(port);
        }
        peers.keep(address(1), start + Duration::from_secs(900));
        peers.keep(address(3), start + Duration::from_secs(901));
        peers.at(address(4), start, open).expect("a peer");
        assert_eq!(peers.by_address.len(), 3);
        assert!(!peers.by_address.contains_key(&address(2)), "it never said who it is");
        assert_eq!(peers.at(address(1), start, open).expect("a peer").errors, 1, "still known");
        // After its time the nameless one is gone without being asked for.
        peers.at(address(1), start + Duration::from_secs(21), open).expect("a peer");
        assert_eq!(peers.by_address.len(), 2);
        peers.at(address(1), start + Duration::from_secs(901), open).expect("a peer");
        assert_eq!(peers.by_address.len(), 1);
        assert_eq!(peers.at(address(1), start + Duration::from_secs(901), open).expect("a peer").errors, 0, "anew");
        peers.remove(address(1));
        assert!(peers.by_address.is_empty() && peers.by_end.is_empty());
    }
}

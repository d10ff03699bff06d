//! How a listener of datagrams hears of notes for its peers: it is one task for all of them, and waits for one bell.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// An address from which a device's datagrams come.
#[derive(Debug, Clone)]
pub(super) struct Address {
    /// The address.
    pub peer: SocketAddr,
    /// Its listener's.
    pub bell: Bell,
    /// For how long after a datagram something may be sent there: later, who lent the address may have given it to
    /// somebody else.
    pub fresh: Duration,
}

/// The bell. Clones are the same one.
#[derive(Debug, Clone, Default)]
pub(super) struct Bell(Arc<Ring>);

#[derive(Debug, Default)]
struct Ring {
    /// Those who have notes: no more than there are peers.
    peers: Mutex<BTreeSet<SocketAddr>>,
    rung: Notify,
}

impl Bell {
    /// There is a note for a peer.
    pub(super) fn ring(&self, peer: SocketAddr) {
        self.0.peers.lock().unwrap_or_else(PoisonError::into_inner).insert(peer);
        self.0.rung.notify_one();
    }

    /// Waits until somebody has a note; answers who. Cancel-safe: who is not answered stays.
    pub(super) async fn rung(&self) -> BTreeSet<SocketAddr> {
        self.0.rung.notified().await;
        std::mem::take(&mut *self.0.peers.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

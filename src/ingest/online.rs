//! Which connection speaks for a device: the newest that logged in.

use lienwatch_protocols::Identity;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio_util::sync::CancellationToken;

/// Who is connected. Cheap to clone; all clones are the same list.
#[derive(Debug, Clone, Default)]
pub struct Online(Arc<Mutex<Speakers>>);

#[derive(Debug, Default)]
struct Speakers {
    by_identity: HashMap<Identity, (u64, CancellationToken)>,
    connections: u64,
}

impl Online {
    /// A number for a new connection.
    pub fn number(&self) -> u64 {
        let mut speakers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        speakers.connections += 1;
        speakers.connections
    }

    /// The newest wins: an older connection of the same device is told to close.
    pub(super) fn claim(&self, identity: &Identity, serial: u64, close: &CancellationToken) {
        let mut online = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, older)) = online.by_identity.insert(identity.clone(), (serial, close.clone())) {
            older.cancel();
        }
    }

    /// Gives the device up, if it is still ours. Returns whether it was.
    pub(super) fn release(&self, identity: &Identity, serial: u64) -> bool {
        let mut online = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ours = online.by_identity.get(identity).is_some_and(|(holder, _)| *holder == serial);
        if ours {
            online.by_identity.remove(identity);
        }
        ours
    }

    /// Devices connected.
    pub fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_identity.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

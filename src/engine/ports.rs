//! Where trackers come in, as an operator watches it: what each port of this process has heard and turned away.

use chrono::{DateTime, Utc};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, PoisonError, RwLock};

/// How trackers speak to a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// They connect.
    Tcp,
    /// They send datagrams.
    Udp,
    /// They publish to a broker that we subscribe to.
    Mqtt,
}

impl Transport {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Transport::Tcp => "tcp",
            Transport::Udp => "udp",
            Transport::Mqtt => "mqtt",
        }
    }
}

/// Longest text of a refusal that is kept, characters.
const LONGEST: usize = 200;

/// One port. It counts from the start of the process, and only here: what is stored says more of single trackers.
#[derive(Debug)]
pub struct Port {
    /// What is spoken.
    pub protocol: &'static str,
    /// How.
    pub transport: Transport,
    /// Where it listens, or which broker it listens to.
    pub address: String,
    open: AtomicU64,
    connections: AtomicU64,
    turned_away: AtomicU64,
    messages: AtomicU64,
    refused: AtomicU64,
    /// Engine time, microseconds; 0: nothing yet.
    heard_us: AtomicI64,
    last_refusal: RwLock<Option<(DateTime<Utc>, String)>>,
}

/// What a port has counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Connections that are open.
    pub open: u64,
    /// Connections that were taken.
    pub connections: u64,
    /// Connections that found no room.
    pub turned_away: u64,
    /// Messages that were decoded.
    pub messages: u64,
    /// Frames that were refused.
    pub refused: u64,
    /// When the last message came, engine time.
    pub heard_at: Option<DateTime<Utc>>,
    /// The last refusal: when, engine time, and why.
    pub last_refusal: Option<(DateTime<Utc>, String)>,
}

impl Port {
    /// A port that has heard nothing yet.
    pub fn new(protocol: &'static str, transport: Transport, address: impl Into<String>) -> Port {
        Port {
            protocol,
            transport,
            address: address.into(),
            open: AtomicU64::default(),
            connections: AtomicU64::default(),
            turned_away: AtomicU64::default(),
            messages: AtomicU64::default(),
            refused: AtomicU64::default(),
            heard_us: AtomicI64::default(),
            last_refusal: RwLock::default(),
        }
    }

    /// A connection was taken. It is open until the guard is dropped.
    pub fn opened(self: &Arc<Port>) -> Open {
        self.connections.fetch_add(1, Relaxed);
        self.open.fetch_add(1, Relaxed);
        Open(self.clone())
    }

    /// A connection found no room.
    pub fn turned_away(&self) {
        self.turned_away.fetch_add(1, Relaxed);
    }

    /// `messages` were decoded at `now`.
    pub fn heard(&self, messages: u64, now: DateTime<Utc>) {
        if messages > 0 {
            self.messages.fetch_add(messages, Relaxed);
            self.heard_us.fetch_max(now.timestamp_micros(), Relaxed);
        }
    }

    /// A frame was refused.
    pub fn refused(&self, why: &dyn std::fmt::Display, now: DateTime<Utc>) {
        self.refused.fetch_add(1, Relaxed);
        let why: String = why.to_string().chars().take(LONGEST).collect();
        *self.last_refusal.write().unwrap_or_else(PoisonError::into_inner) = Some((now, why));
    }

    /// What it has counted until now.
    pub fn counted(&self) -> Counted {
        let heard = self.heard_us.load(Relaxed);
        Counted {
            open: self.open.load(Relaxed),
            connections: self.connections.load(Relaxed),
            turned_away: self.turned_away.load(Relaxed),
            messages: self.messages.load(Relaxed),
            refused: self.refused.load(Relaxed),
            heard_at: (heard != 0).then(|| DateTime::from_timestamp_micros(heard)).flatten(),
            last_refusal: self.last_refusal.read().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }
}

/// A connection that is open.
#[derive(Debug)]
pub struct Open(Arc<Port>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Relaxed);
    }
}

/// The ports of this process. Cheap to clone; all clones are the same ports.
#[derive(Debug, Clone, Default)]
pub struct Ports(Arc<RwLock<Vec<Arc<Port>>>>);

impl Ports {
    /// One more.
    pub fn add(&self, port: Port) -> Arc<Port> {
        let port = Arc::new(port);
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(port.clone());
        port
    }

    /// All of them, in the order in which they were added.
    pub fn all(&self) -> Vec<Arc<Port>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_counts_what_is_open_heard_and_refused() {
        let ports = Ports::default();
        let port = ports.add(Port::new("gt06", Transport::Tcp, "127.0.0.1:5023"));
        let first = port.opened();
        let second = port.opened();
        drop(first);
        let at = |s: i64| DateTime::from_timestamp(s, 0).expect("a time");
        port.heard(0, at(9));
        assert_eq!(port.counted().heard_at, None, "nothing was heard");
        port.heard(3, at(20));
        port.heard(1, at(10));
        port.refused(&"x".repeat(500), at(30));
        let counted = ports.all()[0].counted();
        assert_eq!((counted.open, counted.connections, counted.messages, counted.refused), (1, 2, 4, 1));
        assert_eq!(counted.heard_at, Some(at(20)), "the latest, whoever counts first");
        assert_eq!(counted.last_refusal, Some((at(30), "x".repeat(200))));
        drop(second);
        assert_eq!(port.counted().open, 0);
    }
}

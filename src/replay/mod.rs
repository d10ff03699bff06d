//! Recorded traffic, read back: what devices sent, conversation by conversation, to be sent or decoded again.
//!
//! * [`read`]: a file to [`Conversation`]s: `lines` (hex), `corpus` (packets as JSON lines), `pcap`.
//! * [`decode`]: what the decoders make of it, without a server. [`send`]: the same bytes over real sockets.

mod corpus;
pub mod decode;
mod lines;
mod pcap;
mod segments;
pub mod send;

use chrono::{DateTime, Utc};
use lienwatch_protocols::{DeviceId, Protocol, guess};
use std::collections::HashMap;
use std::hash::Hash;

/// Largest file that is read, bytes: it is held in memory.
pub const LARGEST: u64 = 256 << 20;

/// How bytes travelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// A stream (TCP; also what came over MQTT, which is whole frames).
    Stream,
    /// Datagrams (UDP).
    Datagram,
}

/// Bytes that a device sent at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// When, where it was recorded.
    pub at: Option<DateTime<Utc>>,
    /// What.
    pub bytes: Vec<u8>,
    /// Line or packet of the file, from 1.
    pub from: usize,
}

/// What one device sent over one connection, or from one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// File and connection, for people.
    pub name: String,
    /// How it travelled.
    pub way: Way,
    /// What is spoken, where the file says so.
    pub protocol: Option<Protocol>,
    /// Who speaks, where the file says so.
    pub device: Option<DeviceId>,
    /// What was sent, in order.
    pub chunks: Vec<Chunk>,
}

impl Conversation {
    /// What is spoken: as said, as the file says, or as the first bytes look where only one family looks like that.
    pub fn spoken(&self, said: Option<Protocol>) -> Option<Protocol> {
        let look = || match guess(&self.chunks.first()?.bytes) {
            lienwatch_protocols::Guess::One(family) => family.protocol(),
            _ => None,
        };
        said.or(self.protocol).or_else(look)
    }
}

/// A file read.
#[derive(Debug, Default)]
pub struct Recording {
    /// What it holds, in the order in which each began.
    pub conversations: Vec<Conversation>,
    /// What was left out, and why.
    pub notes: Vec<String>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// A line.
    #[error("{file}:{line}: {what}; {fix}")]
    Line {
        /// Which file.
        file: String,
        /// Which line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
        /// What to do.
        fix: &'static str,
    },
    /// The whole file.
    #[error("{file}: {what}; {fix}")]
    File {
        /// Which file.
        file: String,
        /// What is wrong.
        what: String,
        /// What to do.
        fix: &'static str,
    },
}

impl ReplayError {
    fn line(file: &str, line: usize, what: impl Into<String>, fix: &'static str) -> ReplayError {
        ReplayError::Line { file: file.to_owned(), line, what: what.into(), fix }
    }

    fn file(file: &str, what: impl Into<String>, fix: &'static str) -> ReplayError {
        ReplayError::File { file: file.to_owned(), what: what.into(), fix }
    }
}

/// Reads a file: pcap by its magic number, JSON lines where the first character is `{`, else lines of hex. `port`: the
/// server's port, where a pcap holds other traffic too.
///
/// # Errors
///
/// Where a line or the whole file cannot be what it should be; the error names it and what to do.
pub fn read(file: &str, bytes: &[u8], port: Option<u16>) -> Result<Recording, ReplayError> {
    let recording = match bytes {
        [0x0a, 0x0d, 0x0d, 0x0a, ..] => {
            let what = "this is a pcapng file";
            return Err(ReplayError::file(file, what, "convert it: editcap -F pcap IN.pcapng OUT.pcap"));
        }
        _ if pcap::is_pcap(bytes) => pcap::read(file, bytes, port)?,
        _ => {
            let text = std::str::from_utf8(bytes).map_err(|e| {
                let line = 1 + bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count();
                ReplayError::line(
                    file,
                    line,
                    "this is neither text nor pcap",
                    "give hex lines, a .jsonl corpus or a pcap",
                )
            })?;
            let conversations = match text.trim_start().starts_with('{') {
                true => corpus::read(file, text)?,
                false => lines::read(file, text)?,
            };
            Recording { conversations, notes: Vec::new() }
        }
    };
    if recording.conversations.is_empty() {
        let what = "nothing in it was sent by a device";
        return Err(ReplayError::file(file, what, "check the file, and --port where it is a pcap"));
    }
    Ok(recording)
}

/// Conversations by a key, in the order in which they began.
#[derive(Debug)]
struct Conversations<K> {
    index: HashMap<K, usize>,
    all: Vec<Conversation>,
}

impl<K: Eq + Hash> Conversations<K> {
    fn new() -> Self {
        Conversations { index: HashMap::new(), all: Vec::new() }
    }

    /// Adds to the conversation of a key, made where there is none yet.
    fn add(&mut self, key: K, chunk: Chunk, make: impl FnOnce() -> Conversation) {
        let at = *self.index.entry(key).or_insert_with(|| {
            self.all.push(make());
            self.all.len() - 1
        });
        self.all[at].chunks.push(chunk);
    }
}

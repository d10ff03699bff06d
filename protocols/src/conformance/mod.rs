//! Runs a packet corpus against the decoders and says where they agree with the reference.
//!
//! A corpus is a set of `<protocol>.jsonl` files, one packet a line with the reference's positions and replies, plus
//! `framing.jsonl` and `commands.jsonl`. Nothing here reads a file: callers bring the text.
//!
//! What is compared, per packet: identity and session behaviour, the core of each position, the vocabulary
//! ([`compare`]), the replies byte for byte, and the number of positions. Where we differ on purpose, a rule in
//! `differences.toml` says so with its source ([`Differences`]); the packet then counts as a difference, not a failure.

mod alarms;
mod commands;
mod compare;
mod corpus;
mod differences;
mod frames;
mod framing;
mod packets;
mod report;
mod run;
mod traffic;

pub use commands::run_commands;
pub use corpus::BadLine;
pub use differences::{BadDifferences, Differences};
pub use frames::run_jt808_frames;
pub use framing::run_framing;
pub use packets::{run_packets, wire};
pub use report::{Cases, Failure, ProtocolReport, Report, RuleUse};
pub use run::{CorpusError, run_corpus};
pub use traffic::{Line, traffic};

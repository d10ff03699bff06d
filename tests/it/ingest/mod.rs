//! Real sockets, a real database: what trackers are promised.

mod areas;
pub mod capture;
mod clock;
mod commands;
mod durability;
mod edge;
mod flood;
mod large_media;
mod media;
mod mqtt;
mod recordings;
pub mod service;
mod shards;
mod stale;
mod udp;
mod udp_commands;
mod udp_parts;
mod writer;
mod wrong_clock;

//! Real sockets, a real database: what trackers are promised.

pub mod capture;
mod clock;
mod commands;
mod durability;
mod edge;
mod flood;
mod media;
mod mqtt;
pub mod service;
mod shards;
mod stale;
mod udp;
mod writer;
mod wrong_clock;

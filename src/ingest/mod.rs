//! From sockets to durable observations.
//!
//! * [`pipeline`] and [`append`]: the data path: enrich → shard → batch → append → acknowledge → hand to the detectors.
//! * [`tcp`], [`udp`], [`mqtt`]: the listeners; [`connection`]: one tracker's connection; [`peers`]: those of UDP;
//!   `broker`: the way to the MQTT broker.
//! * [`evidence`]: photos, sound and video, to disk before their record.
//! * [`online`]: which connection speaks for whom.
//! * [`commands`]: the courier that brings trackers their commands; [`post`]: where it meets the connections.
//! * [`strangers`]: devices that nobody registered. [`capture`]: raw frames, on demand.

pub mod append;
mod bell;
mod broker;
pub mod capture;
pub mod commands;
pub mod connection;
pub mod evidence;
pub mod mqtt;
pub mod online;
pub mod peers;
pub mod pipeline;
pub mod post;
pub mod receipt;
mod refused;
mod replies;
pub mod strangers;
pub mod tcp;
pub mod udp;

pub use pipeline::Intake;
pub use receipt::{Receipt, Refused};

//! Real sockets, a real database: what trackers are promised.

mod clock;
mod durability;
mod edge;
mod mqtt;
pub mod service;
mod writer;

//! From sockets to durable observations.
//!
//! * [`pipeline`]: the data path in one file: enrich → batch → append → acknowledge → hand to the detectors.
//! * [`tcp`], [`mqtt`]: the listeners; [`connection`]: one tracker's connection.
//! * [`strangers`]: devices that nobody registered.

pub mod connection;
pub mod mqtt;
pub mod pipeline;
pub mod strangers;
pub mod tcp;

pub use pipeline::{Intake, Receipt, Refused};

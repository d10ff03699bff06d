//! A private stage: an embedded database, a broker, the whole service on free ports under a driven clock, and a
//! simulated fleet that talks to it over real sockets. The demo and the score are played on it.

pub mod book;
pub mod broker;
pub mod cast;
pub mod report;
pub mod stage;

pub use stage::{Play, Stage};

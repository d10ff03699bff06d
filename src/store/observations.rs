//! The write path: batches of observations, durable and stored once; and their reading back by the detectors.

pub(super) mod copy;
mod numbers;
mod read;
mod stage;
mod writer;

pub use numbers::{MOST_WRITERS, Positions, writer_of};
pub use read::Replay;
pub use writer::Writer;

use lienwatch_domain::observation::Observation;

/// An observation with its place in its writer's commit order.
#[derive(Debug, Clone, PartialEq)]
pub struct Sequenced {
    /// Which writer stored it, and its place in that writer's commit order (see [`writer_of`]).
    pub seq: i64,
    /// What was observed.
    pub observation: Observation,
}

/// What one append did.
#[derive(Debug, Default)]
pub struct Appended {
    /// Rows that are new, in arrival order; re-sent ones are left out.
    pub fresh: Vec<Sequenced>,
    /// Rows that were there already.
    pub resent: usize,
}

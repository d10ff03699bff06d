//! The desk's inbox: which queues it has, which silent vehicles are one matter, and what a chart needs of a series.

mod series;
mod storm;

pub use series::keeping_extremes;
pub use storm::{Area, LEAST, Silence, Storm, StormKey, WITHIN, storms};

wire_names! {
    /// Alerts that the desk has still to decide, of warning or graver, cut by what it did so far.
    Queue {
        /// New or acknowledged.
        Open = "open",
        /// Of these the critical ones.
        Critical = "critical",
        /// Given to somebody, or last handled by them and given to nobody; put off or not.
        Mine = "mine",
        /// New, and given to nobody.
        Unassigned = "unassigned",
        /// Put off.
        Snoozed = "snoozed",
    }
}

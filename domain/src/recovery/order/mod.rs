//! Work given to a contractor.

mod kind;

pub use kind::OrderKind;

//! The binary, run as a user runs it.

mod conformance;
mod score;

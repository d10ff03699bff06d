//! The binary, run as a user runs it.

mod bench;
mod conformance;
mod refit;
mod replay;
mod score;
mod stays;
mod waterfall;

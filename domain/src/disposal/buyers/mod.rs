//! The registry of buyers: who they are, what was checked, and who may buy.
//!
//! Names and papers are personal data and stay sealed in the store; here is only what decides whether somebody may buy.
//! Deposits are held with the lot they are for ([`super::Deposit`]).

mod buyer;
mod machine;

pub use buyer::{Buyer, BuyerKind, BuyerPolicy, BuyerState, Check, CheckKind, Stage, buyer_gaps, register_buyer};
pub use machine::{Action, ActionKind, Applied, BlockCause, BuyerEvent, Change, Facts, apply};

//! The recovery case: a machine that takes a flagged loan through review and authorisation by two people.
//!
//! * [`Case`], [`Stage`]: the case and where it stands. [`Action`]: what may be asked of it.
//! * [`apply`]: the machine. [`authorisation_gaps`]: everything that keeps a case from being authorised.
//! * [`Hold`]: what stops it. [`OrderKind`]: what a contractor is asked to do for it.

mod action;
mod case;
mod event;
mod guards;
mod hold;
mod machine;
mod order;

pub use action::{Action, ActionKind, LoanEvent, PromiseId, PromiseOutcome};
pub use case::{Authorisation, AuthorisationRequest, Case, CaseState, CloseReason, Opened, Stage, open_case};
pub use event::{CaseEvent, Change, Effect};
pub use guards::{CasePolicy, Facts, IntakeItem, LoanCheck, authorisation_gaps};
pub use hold::{Hold, HoldCause, HoldKind, HoldPhase};
pub use machine::{Applied, allowed, apply};
pub use order::OrderKind;

//! The recovery case: a machine that takes a flagged loan through review, authorisation by two people, field work,
//! custody and sale to its settlement.
//!
//! * [`Case`], [`Stage`]: the case and where it stands. [`Action`]: what may be asked of it.
//! * [`apply`]: the machine. [`authorisation_gaps`]: everything that keeps a case from being authorised.
//! * [`dispatch_gaps`], [`take_gaps`], [`sale_gaps`]: what keeps it from its next step.
//! * [`Chain`]: who has the car. [`storage_fee`]: what keeping it costs. [`troubles`]: what yards
//!   need looking at.
//! * [`Hold`]: what stops it. [`OrderKind`]: what a contractor is asked to do for it.

mod action;
mod bay;
mod case;
mod closing;
mod custody;
mod event;
mod guards;
mod hold;
mod letter;
mod machine;
pub mod order;
mod step;
mod storage;
mod work;
mod yard;
mod yard_watch;

pub use crate::vehicle_class::VehicleClass;
pub use action::{Action, ActionKind, LoanEvent, PromiseId, PromiseOutcome};
pub use bay::Bay;
pub use case::{
    Authorisation, AuthorisationRequest, Case, CaseState, CloseReason, GoingBack, Opened, Sale, Stage, Taken, open_case,
};
pub use custody::{Chain, Custodian, HandOver, MAX_EVIDENCE, MAX_HAND_OVERS, hand_over_fits};
pub use event::{CaseEvent, Change, Effect};
pub use guards::{CasePolicy, Facts, IntakeItem, LoanCheck, authorisation_gaps};
pub use hold::{Hold, HoldCause, HoldKind, HoldPhase};
pub use letter::{Letter, Revoked};
pub use machine::{Applied, allowed, apply};
pub use order::{Order, OrderKind, OrderPolicy, OrderStage, OrderState};
pub use storage::{StorageError, StorageFee, YardRates, YardStay, stays, storage_fee};
pub use work::{Law, WorkFacts, dispatch_gaps, sale_gaps, take_gaps};
pub use yard::Yard;
pub use yard_watch::{Standing, YardAlertKind, YardPolicy, YardTrouble, troubles};

//! Commands to trackers: a queue of one tracker's orders, what may be sent when, and the chase.
//!
//! * [`Order`], [`Stage`]: a command on its way. [`apply`]: the machine: `queued → sent → acknowledged`, or `failed`,
//!   `expired`, `cancelled`.
//! * [`Traits`]: what each kind is worth (how long it waits, how often it is sent again). [`check`]: its ranges.
//! * [`gate`]: what must hold before an engine is cut. Only it gives out a [`Cleared`], and nothing is sent without one.
//! * [`next`]: which order of a queue goes next. [`chase`]: a vehicle's trackers at their fastest, for a while.

pub mod chase;
mod disguise;
pub mod gate;
mod kind;
mod machine;
mod order;
mod policy;
mod queue;

pub use disguise::cuts_in_disguise;
pub use gate::{CaseFact, Cleared, CutFacts, FixFact, LoanFact, Moment};
pub use kind::{CommandKind, LONGEST, SHORTEST, Traits, check, expiry, for_approvers};
pub use machine::{Action, Applied, apply};
pub use order::{
    Approval, Change, CommandState, Failure, MAX_ANSWER_CHARS, Order, OrderEvent, Placed, Stage, Warning, place,
};
pub use policy::CommandPolicy;
pub use queue::{MAX_LIVE, Next, next};

//! Work given to a contractor: its kinds, its states, and the machine that moves it.
//!
//! * [`Order`], [`OrderStage`]: the order and where it stands. [`OrderKind`]: what is to be done, and by which steps.
//! * [`apply`]: the machine. [`allowed`]: what a screen offers.

mod action;
mod guards;
mod kind;
mod machine;
mod of_case;
mod stage;
mod standing;

pub use action::{OrderAction, OrderActionKind, OrderChange, OrderEffect, OrderEvent, OrderFacts, OrderPolicy, Party};
pub use kind::OrderKind;
pub use machine::{Applied, NewOrder, allowed, apply, draft};
pub use of_case::{all_stopped, other_taker, undone_with};
pub use stage::{Agreed, CheckIn, Completion, FailReason, Hooked, Order, OrderStage, OrderState, Term, Work};

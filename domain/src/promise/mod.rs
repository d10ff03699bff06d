//! Promises to pay and instalment plans: what a borrower says will be paid by when, and what became of it.
//!
//! * [`Promise`], [`Part`], [`PromiseStage`]: one day and amount, or several, and where it stands.
//! * [`promise`]: makes one. [`apply`]: the machine, `open → kept · broken · cancelled`. [`allowed`]: what a screen offers.
//! * [`PromisePolicy`]: how far ahead, in how many parts, how many days late still count.
//!
//! An open one holds the recovery of its loan; a broken one ends the hold and moves the treatment of the loan one step.

mod action;
mod document;
mod machine;

pub use action::{
    PromiseAction, PromiseActionKind, PromiseChange, PromiseEffect, PromiseEvent, PromiseFacts, PromisePolicy,
};
pub use document::{Part, Promise, PromiseStage, PromiseState};
pub use machine::{Applied, NewPromise, allowed, apply, promise};

//! The complaint desk of the lender: what somebody complains of, by when it must be acknowledged and answered, and what
//! became of it.
//!
//! * [`Complaint`], [`ComplaintStage`]: what it is about and where it stands.
//! * [`receive`]: takes one down. [`apply`]: the machine, `received → acknowledged → in_review → upheld · partly_upheld ·
//!   rejected → closed`, and `withdrawn`. [`allowed`]: what a screen offers.
//! * [`ComplaintTerms`]: by when, with the source of each number. [`ComplaintPolicy`]: a lender's own, shorter ones.
//!
//! An open one about a case holds it; a grave one about a vendor suspends the vendor.

mod action;
mod document;
mod machine;
mod terms;

pub use action::{
    ComplaintAction, ComplaintActionKind, ComplaintChange, ComplaintEffect, ComplaintEvent, ComplaintFacts,
};
pub use document::{
    About, Complaint, ComplaintCategory, ComplaintChannel, ComplaintOutcome, ComplaintStage, ComplaintState,
    DeadlineWarning, Decision, Stamp,
};
pub use machine::{Applied, NewComplaint, allowed, apply, receive};
pub use terms::{ComplaintPolicy, ComplaintTerms, Extension};

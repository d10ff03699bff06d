//! The risk score of vehicles and their loans: how it is kept, and what it is made of.
//!
//! Triggers note whose alerts or loans changed (`risk_change`), and a score says when time itself may change it (`due_at`);
//! [`scoring`] makes those anew, a page at a time. [`facts`]: what it is made of. [`parameters`]: by which version.
//! [`scores`]: what people read.

pub mod facts;
pub mod parameters;
pub mod previews;
pub mod scores;
pub mod scoring;

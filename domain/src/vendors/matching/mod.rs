//! Which vendor fits an order best, and why: hard filters, each refusal shown, then a score of five terms, each with
//! its value, its weight and what it adds.
//!
//! * [`Request`], [`Target`], [`Candidate`]: what is asked, where, and who might do it. [`rank`]: the answer.

mod policy;
mod rank;
mod target;
mod terms;

pub use policy::MatchingPolicy;
pub use rank::{Candidate, Passed, Ranking, Request, Scored, rank};
pub use target::{RankedPlace, Target, travel_minutes};
pub use terms::{Record, Term, TermKind};

//! What contractors earn: published rate cards, fees computed from what was done, penalties, and when they are due.
//!
//! * [`RateCard`], [`RateRow`], [`Rate`]: the prices that were agreed on and published. [`in_force`]: the card of a day.
//! * [`WorkDone`]: what an order came to. [`FeeSheet`]: its fees, line by line, each with how it came about.
//! * [`PenaltyTerms`], [`Conduct`]: what lateness and upheld complaints cost.
//! * [`payable`], [`billable`]: only after acknowledgement, with documents complete. [`ChargeBack`]: when work is undone.

mod basis;
mod card;
mod compute;
mod due;
mod penalty;

pub use basis::{Basis, FeeLine};
pub use card::{MAX_ROWS, MAX_TIERS, Rate, RateCard, RateKind, RateRow, Tier, in_force};
pub use compute::{FeeSheet, WorkDone, cost_of};
pub use due::{ChargeBack, Document, billable, payable};
pub use penalty::{Conduct, PenaltyKind, PenaltyLine, PenaltyTerms};

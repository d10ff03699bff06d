//! How much a vehicle's loan is at risk, 0 to 100, and why: what its alerts say, fading with age, and where the loan
//! stands. Every point has a named reason with the alerts it comes from. Everything is a function of facts and a moment,
//! so that the score of any past day can be had again, and that of other parameters before they are used.

mod history;
mod parameters;
mod preview;
mod score;
mod signal;
mod standing;

pub use history::{Day, MOST_DAYS, daily, day_begins};
pub use parameters::{Bands, Factor, ParametersError, RiskParameters};
pub use preview::{Fired, LoanStep, would_have_fired};
pub use score::{Band, Reason, RiskScore, score};
pub use signal::{LoanFacts, Signal};
pub use standing::standing;

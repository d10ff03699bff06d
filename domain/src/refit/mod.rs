//! The weights of removal fitted anew to what became of its alerts.
//!
//! Removal adds log-odds ([`crate::detect::RemovalParameters`]), so that its weights are the coefficients of a logistic
//! regression on how much of each sign there was. They are fitted by maximum likelihood with a quadratic penalty on the
//! distance from the weights in force (ridge regression: Hoerl and Kennard 1970; le Cessie and van Houwelingen 1992), which
//! is the same as a normal prior around them: few cases move little. A weight never changes its sign; at worst it becomes 0.
//!
//! What the desk decided speaks of the lender's own alerts and moves the prior too. Simulated cases do not: how many of them
//! are removals was chosen by whoever wrote the simulation, so that a free constant takes their base rate up.
//! Everything is arithmetic on the cases in their order: no randomness, no clock.

mod case;
mod fit;
mod report;
mod signs;

pub use case::{Case, Source};
pub use fit::{Fit, FitParameters, refit};
pub use report::{Moved, Quality, Report, compare};
pub use signs::{Sign, sign_of};

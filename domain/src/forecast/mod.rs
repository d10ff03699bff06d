//! Where a car will be in a window of time, as far as its stays until a moment tell: places with probabilities, best
//! first, and how likely it is somewhere else.
//!
//! The same window of earlier days is looked at ([`analogues`]); simple models each say from those where the car will be
//! ([`models`]); how much each is worth is learned of this car from how it would have done so far ([`weights`]). The
//! chance of a place where it was never seen in such a window follows Good and Turing: as often as that happened lately.
//! Everything is arithmetic on stays that were known at the moment: no randomness, nothing from after it.

mod analogues;
mod answer;
mod history;
mod models;
mod parameters;
mod survival;
mod weights;
mod window;

pub use answer::{Basis, Forecast, Known, Likely, Live, forecast};
pub use models::Model;
pub use parameters::{ForecastParameters, Priors};
pub use window::{MOST_WINDOW_S, Window, WindowError};

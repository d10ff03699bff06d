//! Stays, places and forecasts against recorded trajectories and what published implementations make of them.

mod nights;
mod peeking;
mod recorded;
mod reference;

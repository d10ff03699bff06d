//! A private stage for the demo and the tests.

pub mod broker;

//! The recovery case and its guards.

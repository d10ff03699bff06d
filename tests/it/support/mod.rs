//! What tests are built from.

pub mod app;
pub mod database;

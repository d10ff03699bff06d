//! All integration tests in one binary: one link, tests in parallel, each with its own database.

mod api;
mod cli;
mod demo_cast;
mod export;
mod faults;
mod files;
mod ingest;
mod notify;
mod papers;
mod store;
mod support;
mod tidy;

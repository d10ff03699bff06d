//! Lienwatch: from a packet on a socket to an open recovery case.
//!
//! The way of the data is the layout: bytes → frame → message → observation → batch → detectors → alert → case.
//! See `ARCHITECTURE.md` for the picture.
//!
//! Invariants (enforced by `tests/it/tidy.rs`):
//!
//! 1. `protocols` and `domain` are pure: no I/O, clock, randomness or database. SQL text lives only in `src/store/`
//!    and `migrations/`. `api` and `ingest` never call each other; they meet in `store` and `engine`.
//! 2. A tracker is acknowledged only after its record is durable. Appends are idempotent.
//! 3. Nothing is unbounded: every channel, buffer, page, batch and reassembly has a named limit.
//! 4. Each state change writes one event row in the same transaction, with a version compare-and-set.
//! 5. A detector that restarts continues from its cursor over the stored observations and ends with the same alerts.
//! 6. No globals: listeners, clock, randomness, configuration and pools are parameters.

pub mod addresses;
pub mod api;
pub mod bench;
pub mod cli;
pub mod client;
pub mod config;
pub mod demo;
pub mod engine;
pub mod export;
pub mod files;
pub mod ingest;
pub mod notify;
pub mod papers;
pub mod postgres;
pub mod reconcile;
pub mod recovery;
pub mod replay;
pub mod server;
pub mod store;

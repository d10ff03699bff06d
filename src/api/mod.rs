//! The HTTP API: thin handlers that parse, call the store and the domain, and answer.
//!
//! * [`AppState`]: what handlers are given. [`router`]: everything served. [`openapi`]: the same as a document.
//! * `caller`: the one extractor that knows who calls and whether they may (`access`: the tables it asks).
//! * `error`: every failure as a problem document. `request`: bodies, parameters, pages.
//! * One file per resource, named as its routes are.

mod access;
mod addresses;
mod alert_rules;
mod alerts;
mod api_keys;
mod areas;
mod borrowers;
mod bulk;
mod caller;
mod captures;
mod case_actions;
mod cases;
mod chases;
mod clocks;
mod command_body;
mod commands;
mod complaints;
mod compliance;
mod constraints;
mod csv_rows;
mod disclosure;
mod discovered;
mod disposal;
mod error;
mod events;
mod examples;
mod exports;
mod files;
mod first_run;
mod fleet;
mod forecast;
mod geometry;
mod groups;
mod guesses;
mod habits;
mod health;
mod import_assets;
mod import_report;
mod import_rows;
mod imports;
mod inbox;
mod jobs;
mod lenders;
mod limits;
mod live;
mod loan_schedule;
mod loans;
mod locations;
mod map;
mod mask;
mod money;
mod notes;
mod notifications;
mod promises;
mod proof;
mod proven;
mod public;
mod quarantine;
mod reception;
mod recovery;
mod reports;
mod request;
mod risk;
mod server;
mod session;
mod settings;
mod shapes;
mod site_library;
mod sites;
mod span;
mod state;
mod stock;
mod system;
mod tracker_list;
mod trackers;
mod users;
mod vehicles;
mod vendors;
mod viewport;
mod web;

pub use error::{Error, Problem};
pub use exports::run as run_exports;
pub use first_run::{first_run, issue_key, issue_operator_key};
pub use reports::{run_schedules, send_due_reports};
pub use server::{openapi, router};
pub use state::AppState;

/// Things one bulk document may hold.
pub(crate) const MAX_BULK: usize = 50_000;

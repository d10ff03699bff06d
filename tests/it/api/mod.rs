//! Mirrors `src/api`: one file per resource.

mod access;
mod alerts;
mod api_keys;
mod borrowers;
mod bulk;
mod cases;
mod chases;
mod commands;
mod exports;
mod import_assets;
mod imports;
mod lenders;
mod live;
mod loans;
mod locations;
mod map;
mod money;
mod openapi;
pub mod recovery;
mod session;
mod sites;
mod system;
mod trackers;
mod users;
mod vehicles;
mod web;
mod yards;

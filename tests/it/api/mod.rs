//! Mirrors `src/api`: one file per resource.

mod import_assets;
mod openapi;
mod session;
mod system;

//! Long work that goes on after it was answered.
//!
//! An import that is asked for with `Prefer: respond-async` (RFC 7240) is kept on disk first and answered as a job.
//! Whoever works on it says every second how far it is; what the process does not live to end is `interrupted`, has
//! stored nothing, and may be asked for again: imports are idempotent by natural key.
//!
//! A list that is taken as a file in the same way is a job of whoever asked for it, and of nobody else; its file waits on
//! the disk (`exports::later`, `file`).

mod file;
mod list;
mod run;
mod task;

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use crate::store::jobs::Shown;
pub(super) use list::shown;
pub use run::{Progress, begin, wanted};
pub use task::{Task, accepted, add, begin as begin_task, seat};

/// The kind of a job that makes a list as a file.
pub const EXPORT: &str = "export";

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/jobs", Jobs, Read),
    ("GET", "/jobs/{id}", Jobs, Read),
    ("GET", "/jobs/{id}/errors.csv", Imports, Read),
    ("POST", "/jobs/{id}/cancel", Jobs, Write),
    ("GET", "/jobs/{id}/file", Exports, Read),
    ("DELETE", "/jobs/{id}/file", Exports, Read),
];

/// Nothing beside what roles have.
pub(super) const GRANTS: super::access::Grants = &[];

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(list::show))
        .routes(routes!(list::errors))
        .routes(routes!(list::cancel))
        .routes(routes!(file::fetch))
        .routes(routes!(file::remove))
}

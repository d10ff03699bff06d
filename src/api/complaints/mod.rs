//! The lender's complaint desk ([docs/complaints.md](../../../docs/complaints.md)).
//!
//! * `desk`: what its people see and do. `intake`: how a complaint is taken down, by them or by the public form.

pub(super) mod desk;
pub(super) mod intake;

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/complaints", Complaints, Read),
    ("POST", "/complaints", Complaints, Write),
    ("GET", "/complaints/{id}", Complaints, Read),
    ("POST", "/complaints/{id}/actions", Complaints, Write),
];

/// What each role may do here: whoever only reads does not see who complains, and in which words.
pub(super) const GRANTS: super::access::Grants = {
    use super::access::Role::*;
    &[
        (Admin, &[(Complaints, &[Read, Write, Approve])]),
        (Supervisor, &[(Complaints, &[Read, Write, Approve])]),
        (RiskOfficer, &[(Complaints, &[Read, Write])]),
        (Legal, &[(Complaints, &[Read, Write, Approve])]),
        (Finance, &[(Complaints, &[Read])]),
        (Auditor, &[(Complaints, &[Read])]),
    ]
};

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(desk::list, desk::create))
        .routes(routes!(desk::show))
        .routes(routes!(desk::act))
}

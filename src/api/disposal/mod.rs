//! The sale over HTTP: appraisals, buyers, lots.

mod appraisals;
mod buyers;
pub(super) mod lots;
mod pipeline;

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/cases/{id}/appraisals", Disposal, Read),
    ("POST", "/cases/{id}/appraisals", Disposal, Write),
    ("POST", "/cases/{id}/lots", Disposal, Write),
    ("GET", "/disposal/summary", Disposal, Read),
    ("GET", "/disposal/cases", Disposal, Read),
    ("GET", "/lots", Disposal, Read),
    ("GET", "/lots/{id}", Disposal, Read),
    ("POST", "/lots/{id}/actions", Disposal, Write),
    ("POST", "/lots/{id}/approve-reserve", Disposal, Approve),
    ("GET", "/buyers", Disposal, Read),
    ("POST", "/buyers", Disposal, Write),
    ("GET", "/buyers/{id}", Disposal, Read),
    ("POST", "/buyers/{id}/actions", Disposal, Write),
    ("PUT", "/buyers/{id}/name", Disposal, Write),
];

/// What each role may do here.
pub(super) const GRANTS: super::access::Grants = {
    use super::access::Role::*;
    &[
        (Admin, &[(Disposal, &[Read, Write, Approve])]),
        (Supervisor, &[(Disposal, &[Read, Write, Approve])]),
        (RiskOfficer, &[(Disposal, &[Read])]),
        (Legal, &[(Disposal, &[Read, Approve])]),
        (Finance, &[(Disposal, &[Read, Write])]),
        (YardClerk, &[(Disposal, &[Read])]),
        (Auditor, &[(Disposal, &[Read])]),
    ]
};

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(appraisals::list, appraisals::add))
        .routes(routes!(pipeline::summary))
        .routes(routes!(pipeline::list))
        .routes(routes!(lots::create))
        .routes(routes!(lots::list))
        .routes(routes!(lots::show))
        .routes(routes!(lots::act))
        .routes(routes!(lots::approve_reserve))
        .routes(routes!(buyers::list, buyers::create))
        .routes(routes!(buyers::show))
        .routes(routes!(buyers::act))
        .routes(routes!(buyers::rename))
}

//! Areas that people draw for vehicles: fences, and regions with what vehicles may be in.

mod fences;

use super::access::{Action::*, Resource::*, Role::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/fences", Areas, Read),
    ("POST", "/fences", Areas, Write),
    ("GET", "/fences/{id}", Areas, Read),
    ("PUT", "/fences/{id}", Areas, Write),
    ("DELETE", "/fences/{id}", Areas, Write),
    ("PUT", "/fences/{id}/vehicles", Areas, Write),
];

/// As of sites.
pub(super) const GRANTS: super::access::Grants = &[
    (Admin, &[(Areas, &[Read, Write])]),
    (Supervisor, &[(Areas, &[Read, Write])]),
    (RiskOfficer, &[(Areas, &[Read, Write])]),
    (Legal, &[(Areas, &[Read])]),
    (Auditor, &[(Areas, &[Read])]),
];

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(fences::list, fences::create))
        .routes(routes!(fences::show, fences::replace, fences::retire))
        .routes(routes!(fences::watch))
}

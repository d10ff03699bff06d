//! Areas that people draw for vehicles: fences, and regions with what vehicles may be in.

mod allowed;
mod borders;
mod fences;
mod regions;

pub(super) use allowed::{checked, unknown};

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
    ("GET", "/regions", Areas, Read),
    ("POST", "/regions/geojson", Areas, Approve),
    ("GET", "/regions/allowed", Areas, Read),
    ("PUT", "/regions/allowed", Areas, Approve),
    ("GET", "/regions/{id}", Areas, Read),
    ("DELETE", "/regions/{id}", Areas, Approve),
    ("GET", "/vehicles/{id}/regions", Areas, Read),
    ("PUT", "/vehicles/{id}/regions", Areas, Write),
];

/// As of sites; what holds for every vehicle is the administrator's.
pub(super) const GRANTS: super::access::Grants = &[
    (Admin, &[(Areas, &[Read, Write, Approve])]),
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
        .routes(routes!(regions::list))
        .routes(routes!(regions::load))
        .routes(routes!(regions::show, regions::delete))
        .routes(routes!(allowed::show_usual, allowed::set_usual))
        .routes(routes!(allowed::show, allowed::set))
}

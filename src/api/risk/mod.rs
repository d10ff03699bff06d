//! How much each vehicle's loan is at risk and why, by which parameters, and what others would have fired.

mod parameters;
mod preview;
mod score;
mod tally;

use super::access::{Action::*, Resource::*, Role::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/vehicles/{id}/risk", Risk, Read),
    ("GET", "/vehicles/{id}/risk/days", Risk, Read),
    ("GET", "/loans/{id}/risk", Risk, Read),
    ("GET", "/risk/parameters", Risk, Read),
    ("POST", "/risk/parameters", Risk, Approve),
    ("GET", "/risk/parameters/versions", Risk, Read),
    ("POST", "/risk/previews", Risk, Write),
    ("GET", "/risk/previews/{id}", Risk, Read),
];

/// Who sees alerts sees what is made of them; who runs the desk says how.
pub(super) const GRANTS: super::access::Grants = &[
    (Admin, &[(Risk, &[Read, Write, Approve])]),
    (Supervisor, &[(Risk, &[Read, Write, Approve])]),
    (RiskOfficer, &[(Risk, &[Read, Write])]),
    (Legal, &[(Risk, &[Read])]),
    (Auditor, &[(Risk, &[Read])]),
];

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(score::of_vehicle))
        .routes(routes!(score::days))
        .routes(routes!(score::of_loan))
        .routes(routes!(parameters::show, parameters::replace))
        .routes(routes!(parameters::versions))
        .routes(routes!(preview::ask))
        .routes(routes!(preview::show))
}

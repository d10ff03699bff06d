//! Reports over HTTP.

mod kpis;
mod precision;

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table =
    &[("GET", "/reports/alert-precision", Reports, Read), ("GET", "/reports/kpis", Reports, Read)];

/// What each role may do here.
pub(super) const GRANTS: super::access::Grants = {
    use super::access::Role::*;
    &[
        (Admin, &[(Reports, &[Read])]),
        (Supervisor, &[(Reports, &[Read])]),
        (RiskOfficer, &[(Reports, &[Read])]),
        (Legal, &[(Reports, &[Read])]),
        (Finance, &[(Reports, &[Read])]),
        (Auditor, &[(Reports, &[Read])]),
    ]
};

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(kpis::sheet)).routes(routes!(precision::alert_precision))
}

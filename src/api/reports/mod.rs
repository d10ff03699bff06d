//! Reports over HTTP, and by e-mail for those who order them.
//!
//! * `kpis`, `precision`, `standing`: the reports. `schedules`: orders of them. `sending`: makes what is due. `paper`: words and file.

mod kpis;
mod paper;
mod precision;
mod schedules;
mod sending;
mod standing;

pub use sending::{run as run_schedules, send_due as send_due_reports};

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is. Whoever reads reports orders them for themselves: nothing else is written.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/reports/alert-precision", Reports, Read),
    ("GET", "/reports/kpis", Reports, Read),
    ("GET", "/reports/schedules", Reports, Read),
    ("POST", "/reports/schedules", Reports, Read),
    ("PUT", "/reports/schedules/{id}", Reports, Read),
    ("DELETE", "/reports/schedules/{id}", Reports, Read),
    ("POST", "/reports/schedules/{id}/pause", Reports, Read),
    ("POST", "/reports/schedules/{id}/resume", Reports, Read),
    ("POST", "/reports/schedules/{id}/send", Reports, Read),
    ("GET", "/reports/standing", Reports, Read),
];

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
    OpenApiRouter::new()
        .routes(routes!(kpis::sheet))
        .routes(routes!(precision::alert_precision))
        .routes(routes!(standing::standing))
        .routes(routes!(schedules::list, schedules::add))
        .routes(routes!(schedules::change, schedules::delete))
        .routes(routes!(schedules::pause))
        .routes(routes!(schedules::resume))
        .routes(routes!(schedules::send))
}

//! What stands in yards, and what is wrong there.

mod alerts;
pub(super) mod inventory;

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table =
    &[("GET", "/yards/{id}/inventory", Yards, Read), ("GET", "/yard-alerts", Yards, Read)];

/// Those who see yards: nobody else.
pub(super) const GRANTS: super::access::Grants = &[];

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(inventory::list)).routes(routes!(alerts::list))
}

//! The library of sites: shared between lenders, brought in as GeoJSON. Past stays are held against what changed.

mod geojson;
mod import;
mod share;

pub(super) use geojson::features;

use super::access::{Action::*, Resource::*, Role::*};
use super::caller::{Caller, Tx};
use super::error::Result;
use super::state::AppState;
use crate::store::site_reviews::{self, Changed};
use lienwatch_domain::ids::LenderNo;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("POST", "/sites/geojson", Sites, Write),
    ("POST", "/sites/{id}/share", Sites, Approve),
    ("POST", "/sites/{id}/unshare", Sites, Approve),
];

/// What others then see is told by who runs the desk.
pub(super) const GRANTS: super::access::Grants =
    &[(Admin, &[(Sites, &[Approve])]), (Supervisor, &[(Sites, &[Approve])])];

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(import::load)).routes(routes!(share::share)).routes(routes!(share::unshare))
}

/// Has past stays held against sites that changed, as a job of the lender; answers it.
pub(super) async fn look_back(caller: &Caller, tx: &mut Tx, lender: LenderNo, sites: &[Changed]) -> Result<Uuid> {
    let times = (caller.state.engine.clock().now(), caller.state.wall_now());
    let by = caller.actor();
    Ok(site_reviews::ask(tx, (caller.state.new_id(), &by), lender, sites, times).await?)
}

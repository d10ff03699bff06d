//! What people set for themselves, and what a lender's map is drawn from.

mod map_source;
mod own;

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use map_source::origins;
pub use own::of;

/// What each route of this folder is. Everybody has settings, and needs the map's source to draw one.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/session/settings", Session, Read),
    ("PUT", "/session/settings", Session, Write),
    ("GET", "/settings/map", System, Read),
    ("PUT", "/settings/map", Lenders, Write),
    ("DELETE", "/settings/map", Lenders, Write),
];

/// Nothing beside what roles have.
pub(super) const GRANTS: super::access::Grants = &[];

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(own::show, own::replace)).routes(routes!(
        map_source::show,
        map_source::replace,
        map_source::remove
    ))
}

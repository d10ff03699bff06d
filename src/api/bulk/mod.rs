//! One action for many cases, alerts or orders; and whose they are to work on.
//!
//! Each row is a transaction of its own, by the function of the single route: `rows`.

mod alerts;
mod assign;
mod cases;
mod orders;
mod rows;

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is. What the single route of an action asks is asked for each row.
pub(super) const ROUTES: super::access::Table = &[
    ("POST", "/cases/bulk", Cases, Write),
    ("POST", "/alerts/bulk", Alerts, Write),
    ("POST", "/orders/bulk", Orders, Write),
    ("POST", "/cases/{id}/assign", Cases, Write),
    ("POST", "/alerts/{id}/assign", Alerts, Write),
];

/// Those who may change cases, alerts and orders: nobody else.
pub(super) const GRANTS: super::access::Grants = &[];

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(cases::bulk))
        .routes(routes!(alerts::bulk))
        .routes(routes!(orders::bulk))
        .routes(routes!(assign::case))
        .routes(routes!(assign::alert))
}

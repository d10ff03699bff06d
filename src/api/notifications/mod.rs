//! Notifications over HTTP: deliveries with their attempts, routing rules, endpoints, and how people are reached.

mod contacts;
mod deliveries;
mod endpoints;
mod rules;

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/notification-rules", Notifications, Read),
    ("POST", "/notification-rules", Notifications, Write),
    ("GET", "/notification-rules/{id}", Notifications, Read),
    ("PUT", "/notification-rules/{id}", Notifications, Write),
    ("DELETE", "/notification-rules/{id}", Notifications, Write),
    ("GET", "/notification-endpoints", Notifications, Read),
    ("POST", "/notification-endpoints", Notifications, Write),
    ("GET", "/notification-endpoints/{id}", Notifications, Read),
    ("PUT", "/notification-endpoints/{id}", Notifications, Write),
    ("DELETE", "/notification-endpoints/{id}", Notifications, Write),
    ("POST", "/notification-endpoints/{id}/rotate", Notifications, Write),
    ("GET", "/notifications", Notifications, Read),
    ("POST", "/notifications/test", Notifications, Write),
    ("GET", "/notifications/{id}", Notifications, Read),
    ("POST", "/notifications/{id}/retry", Notifications, Write),
    ("POST", "/notifications/{id}/cancel", Notifications, Write),
    // Anybody's who is a person: of what was sent to them.
    ("POST", "/notifications/{id}/acknowledge", Session, Write),
    ("GET", "/users/{id}/contact", Users, Write),
    ("PUT", "/users/{id}/contact", Users, Write),
    ("GET", "/vendors/{id}/contact", Notifications, Write),
    ("PUT", "/vendors/{id}/contact", Notifications, Write),
];

/// What each role may do here.
pub(super) const GRANTS: super::access::Grants = {
    use super::access::Role::*;
    &[
        (Admin, &[(Notifications, &[Read, Write])]),
        (Supervisor, &[(Notifications, &[Read])]),
        (Auditor, &[(Notifications, &[Read])]),
    ]
};

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(contacts::show, contacts::set))
        .routes(routes!(contacts::show_vendor, contacts::set_vendor))
        .routes(routes!(rules::list, rules::create))
        .routes(routes!(rules::show, rules::replace, rules::retire))
        .routes(routes!(endpoints::list, endpoints::create))
        .routes(routes!(endpoints::show, endpoints::replace, endpoints::retire))
        .routes(routes!(endpoints::rotate))
        .routes(routes!(deliveries::list))
        .routes(routes!(deliveries::test))
        .routes(routes!(deliveries::show))
        .routes(routes!(deliveries::retry))
        .routes(routes!(deliveries::cancel))
        .routes(routes!(deliveries::acknowledge))
}

//! Contractors over HTTP: vendors and their people, who fits an order, offers and their answers.

mod agents;
mod offers;
mod own_crew;
mod own_offers;
pub(super) mod register;

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/vendors", Vendors, Read),
    ("POST", "/vendors", Vendors, Write),
    ("GET", "/vendors/{id}", Vendors, Read),
    ("GET", "/vendors/{id}/coverage", Vendors, Read),
    ("PUT", "/vendors/{id}/coverage", Vendors, Write),
    ("POST", "/vendors/{id}/actions", Vendors, Write),
    ("POST", "/vendors/{id}/activate", Vendors, Approve),
    ("GET", "/vendors/{id}/agents", Vendors, Read),
    ("POST", "/vendors/{id}/agents", Vendors, Write),
    ("POST", "/agents/{id}/actions", Vendors, Write),
    ("GET", "/orders/{id}/matches", Orders, Read),
    ("GET", "/orders/{id}/offers", Orders, Read),
    ("POST", "/orders/{id}/offer", Orders, Write),
    ("POST", "/orders/{id}/award", Orders, Approve),
    ("GET", "/work/crew", Work, Read),
    ("GET", "/work/offers", Work, Read),
    ("POST", "/work/offers/{id}/accept", Work, Write),
    ("POST", "/work/offers/{id}/decline", Work, Write),
    ("POST", "/work/offers/{id}/quote", Work, Write),
];

/// What each role may do here.
pub(super) const GRANTS: super::access::Grants = {
    use super::access::Role::*;
    &[
        (Admin, &[(Vendors, &[Read, Write, Approve])]),
        (Supervisor, &[(Vendors, &[Read, Write, Approve])]),
        (RiskOfficer, &[(Vendors, &[Read])]),
        (Legal, &[(Vendors, &[Read])]),
        (Finance, &[(Vendors, &[Read])]),
        // Who comes to the gate for a car.
        (YardClerk, &[(Vendors, &[Read])]),
        (Auditor, &[(Vendors, &[Read])]),
    ]
};

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(register::list, register::create))
        .routes(routes!(register::show))
        .routes(routes!(register::coverage, register::set_coverage))
        .routes(routes!(register::act))
        .routes(routes!(register::activate))
        .routes(routes!(agents::list, agents::register))
        .routes(routes!(agents::act))
        .routes(routes!(offers::matches))
        .routes(routes!(offers::list))
        .routes(routes!(offers::offer))
        .routes(routes!(offers::award))
        .routes(routes!(own_crew::show))
        .routes(routes!(own_offers::list))
        .routes(routes!(own_offers::accept))
        .routes(routes!(own_offers::decline))
        .routes(routes!(own_offers::quote))
}

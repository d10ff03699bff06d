//! Money over HTTP: costs, books, statements, settlement, rate cards.

mod books;
mod rate_cards;
mod statements;

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("POST", "/cases/{id}/costs", Ledger, Write),
    ("GET", "/cases/{id}/ledger", Ledger, Read),
    ("GET", "/ledger/trial-balance", Ledger, Read),
    ("POST", "/cases/{id}/statement", Ledger, Write),
    ("GET", "/cases/{id}/statement", Ledger, Read),
    ("POST", "/cases/{id}/settle", Ledger, Write),
    ("GET", "/vendors/{id}/rate-cards", Ledger, Read),
    ("POST", "/vendors/{id}/rate-cards", Ledger, Write),
];

/// What each role may do here.
pub(super) const GRANTS: super::access::Grants = {
    use super::access::Role::*;
    &[
        (Admin, &[(Ledger, &[Read, Write])]),
        (Supervisor, &[(Ledger, &[Read, Write])]),
        (Legal, &[(Ledger, &[Read])]),
        (Finance, &[(Ledger, &[Read, Write])]),
        (Auditor, &[(Ledger, &[Read])]),
    ]
};

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(books::add_cost))
        .routes(routes!(books::of_case))
        .routes(routes!(books::trial_balance))
        .routes(routes!(statements::make, statements::show))
        .routes(routes!(statements::settle))
        .routes(routes!(rate_cards::list, rate_cards::publish))
}

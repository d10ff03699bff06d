//! Money over HTTP: costs, books, statements, settlement, rate cards, invoices, the month's reckoning.

mod afterwards;
pub(super) mod books;
pub(super) mod invoices;
mod own_invoices;
mod rate_cards;
mod reckonings;
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
    ("POST", "/cases/{id}/surplus-payment", Ledger, Write),
    ("POST", "/cases/{id}/deficiency-demands", Ledger, Write),
    ("GET", "/vendors/{id}/rate-cards", Ledger, Read),
    ("POST", "/vendors/{id}/rate-cards", Ledger, Write),
    ("GET", "/invoices", Ledger, Read),
    ("GET", "/invoices/{id}", Ledger, Read),
    ("POST", "/invoices/{id}/match", Ledger, Write),
    ("POST", "/invoices/{id}/approve", Ledger, Approve),
    ("POST", "/invoices/{id}/dispute", Ledger, Approve),
    ("POST", "/invoices/{id}/reject", Ledger, Approve),
    ("POST", "/invoices/{id}/pay", Ledger, Write),
    ("POST", "/invoices/{id}/charge-back", Ledger, Write),
    ("GET", "/vendors/{id}/reconciliations", Ledger, Read),
    ("POST", "/vendors/{id}/reconciliations", Ledger, Write),
    ("GET", "/money-tasks", Ledger, Read),
    ("GET", "/money-tasks/{id}", Ledger, Read),
    ("POST", "/money-tasks/{id}/complete", Ledger, Write),
    ("POST", "/orders/{id}/collections", Ledger, Write),
    ("GET", "/work/billable", Work, Read),
    ("GET", "/work/invoices", Work, Read),
    ("POST", "/work/invoices", Work, Write),
    ("GET", "/work/invoices/{id}", Work, Read),
    ("PUT", "/work/invoices/{id}/lines", Work, Write),
    ("POST", "/work/invoices/{id}/submit", Work, Write),
];

/// What each role may do here.
pub(super) const GRANTS: super::access::Grants = {
    use super::access::Role::*;
    &[
        (Admin, &[(Ledger, &[Read, Write, Approve])]),
        (Supervisor, &[(Ledger, &[Read, Write, Approve])]),
        (Legal, &[(Ledger, &[Read])]),
        (Finance, &[(Ledger, &[Read, Write, Approve])]),
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
        .routes(routes!(afterwards::pay_surplus))
        .routes(routes!(afterwards::demand))
        .routes(routes!(rate_cards::list, rate_cards::publish))
        .routes(routes!(invoices::list))
        .routes(routes!(invoices::show))
        .routes(routes!(invoices::hold_against_fees))
        .routes(routes!(invoices::approve))
        .routes(routes!(invoices::dispute))
        .routes(routes!(invoices::reject))
        .routes(routes!(invoices::pay))
        .routes(routes!(invoices::charge_back))
        .routes(routes!(reckonings::list, reckonings::run))
        .routes(routes!(reckonings::tasks))
        .routes(routes!(reckonings::task))
        .routes(routes!(reckonings::complete))
        .routes(routes!(reckonings::collected))
        .routes(routes!(own_invoices::billable))
        .routes(routes!(own_invoices::list, own_invoices::create))
        .routes(routes!(own_invoices::show))
        .routes(routes!(own_invoices::revise))
        .routes(routes!(own_invoices::submit))
}

//! Lists as files: the pages of a list, as its own handler answers them (filters, masks, disclosures), row by row into a
//! file that is answered whole or not at all.
//!
//! * `take`: how a file is made, bounded, marked, logged and sent. `later`: the same as a job, and how long its file waits.
//!   The others: what stands in the columns.

mod book;
mod field;
mod later;
mod money;
mod places;
mod take;
mod trail;

pub(super) use later::gone;
pub use later::run;
pub(super) use take::{PLACES_UNAPPROVED, answer, forbidden, seat};

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is. The right to the list itself is asked beside it.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/cases/export", Exports, Read),
    ("GET", "/loans/export", Exports, Read),
    ("GET", "/alerts/export", Exports, Read),
    ("GET", "/loans/{id}/payments/export", Exports, Read),
    ("GET", "/orders/export", Exports, Read),
    ("GET", "/vendors/export", Exports, Read),
    ("GET", "/lots/export", Exports, Read),
    ("GET", "/complaints/export", Exports, Read),
    ("GET", "/yards/{id}/inventory/export", Exports, Read),
    ("GET", "/cases/{id}/ledger/export", Exports, Read),
    ("GET", "/invoices/export", Exports, Read),
    ("GET", "/statements/export", Exports, Read),
    ("GET", "/events/export", Exports, Read),
    ("GET", "/sites/export", Exports, Read),
    ("GET", "/map/vehicles/export", Exports, Read),
    ("GET", "/vehicles/{id}/track/export", Exports, Read),
];

/// What each role may do here: [`Approve`] is to take places beyond the cap.
pub(super) const GRANTS: super::access::Grants = {
    use super::access::Role::*;
    &[
        (Admin, &[(Exports, &[Read, Approve])]),
        (Supervisor, &[(Exports, &[Read, Approve])]),
        (RiskOfficer, &[(Exports, &[Read])]),
        (Legal, &[(Exports, &[Read, Approve])]),
        (Finance, &[(Exports, &[Read])]),
        (Auditor, &[(Exports, &[Read])]),
    ]
};

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(book::cases))
        .routes(routes!(book::loans))
        .routes(routes!(book::alerts))
        .routes(routes!(book::payments))
        .routes(routes!(field::orders))
        .routes(routes!(field::vendors))
        .routes(routes!(field::lots))
        .routes(routes!(field::complaints))
        .routes(routes!(field::yard))
        .routes(routes!(money::ledger))
        .routes(routes!(money::invoices))
        .routes(routes!(money::statements))
        .routes(routes!(trail::events))
        .routes(routes!(places::sites))
        .routes(routes!(places::positions))
        .routes(routes!(places::track))
}

//! The law of the place over HTTP: what is on file for it, what the gate says, who agreed, and every decision.

mod approvals;
mod cars;
mod case;
mod files;
mod keep;
mod notice_text;
mod notices;
mod packs;

pub(super) use keep::{ToKeep, keep_decisions, keep_refused};

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/cases/{id}/compliance", Compliance, Read),
    ("POST", "/cases/{id}/compliance/check", Compliance, Read),
    ("GET", "/cases/{id}/decisions", Compliance, Read),
    ("GET", "/cases/{id}/approvals", Compliance, Read),
    ("POST", "/cases/{id}/approvals", Compliance, Approve),
    ("GET", "/vehicles/{id}/decisions", Compliance, Read),
    ("POST", "/vehicles/{id}/approvals", Compliance, Approve),
    ("GET", "/loans/{id}/compliance", Compliance, Read),
    ("PUT", "/loans/{id}/compliance", Compliance, Write),
    ("GET", "/vendors/{id}/compliance", Compliance, Read),
    ("PUT", "/vendors/{id}/compliance", Compliance, Approve),
    ("GET", "/cases/{id}/notices", Compliance, Read),
    ("POST", "/cases/{id}/notices", Compliance, Write),
    ("GET", "/notices/{id}", Compliance, Read),
    ("POST", "/notices/{id}/issue", Compliance, Write),
    ("POST", "/notices/{id}/serve", Compliance, Write),
    ("POST", "/notices/{id}/returned", Compliance, Write),
    ("POST", "/notices/{id}/withdraw", Compliance, Write),
    ("GET", "/notices/{id}/document", Compliance, Write),
    ("GET", "/compliance/packs", Compliance, Read),
    ("GET", "/compliance/packs/{name}", Compliance, Read),
    ("PUT", "/compliance/packs/{name}", Compliance, Approve),
    ("GET", "/compliance/holidays/{jurisdiction}", Compliance, Read),
    ("PUT", "/compliance/holidays/{jurisdiction}", Compliance, Approve),
];

/// What each role may do here.
pub(super) const GRANTS: super::access::Grants = {
    use super::access::Role::*;
    &[
        (Admin, &[(Compliance, &[Read, Write, Approve])]),
        (Supervisor, &[(Compliance, &[Read, Write, Approve])]),
        (Legal, &[(Compliance, &[Read, Write, Approve])]),
        (RiskOfficer, &[(Compliance, &[Read, Write])]),
        (Finance, &[(Compliance, &[Read])]),
        (Auditor, &[(Compliance, &[Read])]),
    ]
};

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(case::show))
        .routes(routes!(case::check))
        .routes(routes!(case::decisions))
        .routes(routes!(approvals::list, approvals::add))
        .routes(routes!(cars::decisions))
        .routes(routes!(cars::agree))
        .routes(routes!(files::show_loan, files::put_loan))
        .routes(routes!(files::show_vendor, files::put_vendor))
        .routes(routes!(notices::list, notices::draft))
        .routes(routes!(notices::show))
        .routes(routes!(notices::issue))
        .routes(routes!(notices::serve))
        .routes(routes!(notices::returned))
        .routes(routes!(notices::withdraw))
        .routes(routes!(notices::document))
        .routes(routes!(packs::list))
        .routes(routes!(packs::show, packs::bring))
        .routes(routes!(packs::show_holidays, packs::bring_holidays))
}

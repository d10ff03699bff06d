//! Field work over HTTP: orders, what contractors do with them, evidence, custody and yards.

mod case_work;
mod custody;
mod evidence;
pub(super) mod orders;
pub(super) mod papers;
mod records;
mod resumable;
pub(super) mod uploads;
pub(super) mod verify;
mod work;
mod work_position;
mod work_view;
mod yards;

use super::access::{Action::*, Resource::*};
use super::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("POST", "/cases/{id}/orders", Orders, Write),
    ("GET", "/orders", Orders, Read),
    ("GET", "/orders/{id}", Orders, Read),
    ("GET", "/orders/{id}/letter", Orders, Read),
    ("GET", "/work/orders/{id}/letter", Work, Read),
    ("GET", "/cases/{id}/statement/document", Ledger, Read),
    ("POST", "/orders/{id}/withdraw", Orders, Write),
    ("POST", "/orders/{id}/acknowledge", Orders, Write),
    ("POST", "/orders/{id}/send-back", Orders, Write),
    ("POST", "/orders/{id}/reverse", Orders, Write),
    ("POST", "/orders/{id}/extension", Orders, Write),
    ("POST", "/cases/{id}/clear-for-disposal", Cases, Write),
    ("POST", "/cases/{id}/redeem", Cases, Write),
    ("POST", "/cases/{id}/reinstate", Cases, Write),
    ("POST", "/cases/{id}/unrepossess", Cases, Approve),
    ("GET", "/cases/{id}/evidence", Evidence, Read),
    ("POST", "/cases/{id}/evidence", Evidence, Write),
    ("GET", "/evidence/{id}", Evidence, Read),
    ("GET", "/evidence/{id}/content", Evidence, Read),
    ("GET", "/cases/{id}/records", Evidence, Read),
    ("POST", "/cases/{id}/records", Evidence, Write),
    ("GET", "/cases/{id}/custody", Custody, Read),
    ("POST", "/cases/{id}/hand-overs", Custody, Write),
    ("POST", "/cases/{id}/bay", Custody, Write),
    ("GET", "/yards", Yards, Read),
    ("POST", "/yards", Yards, Write),
    ("GET", "/yards/{id}", Yards, Read),
    ("PUT", "/yards/{id}", Yards, Write),
    ("POST", "/yards/{id}/approve", Yards, Approve),
    ("GET", "/work/orders", Work, Read),
    ("GET", "/work/orders/{id}", Work, Read),
    ("POST", "/work/orders/{id}/depart", Work, Write),
    ("POST", "/work/orders/{id}/check-in", Work, Write),
    ("POST", "/work/orders/{id}/on-hook", Work, Write),
    ("POST", "/work/orders/{id}/complete", Work, Write),
    ("POST", "/work/orders/{id}/fail", Work, Write),
    ("POST", "/work/orders/{id}/confirm-hold", Work, Write),
    ("POST", "/work/orders/{id}/extension", Work, Write),
    ("GET", "/work/orders/{id}/position", Work, Read),
    ("POST", "/work/orders/{id}/evidence", Work, Write),
    ("POST", "/work/orders/{id}/uploads", Work, Write),
    ("GET", "/work/orders/{id}/uploads/{upload}", Work, Read),
    ("PATCH", "/work/orders/{id}/uploads/{upload}", Work, Write),
    ("DELETE", "/work/orders/{id}/uploads/{upload}", Work, Write),
    ("POST", "/work/orders/{id}/records", Work, Write),
    ("POST", "/work/orders/{id}/hand-overs", Work, Write),
];

/// What each role may do here.
pub(super) const GRANTS: super::access::Grants = {
    use super::access::Role::*;
    &[
        (
            Admin,
            &[
                (Orders, &[Read, Write, Approve]),
                (Evidence, &[Read, Write]),
                (Custody, &[Read, Write]),
                (Yards, &[Read, Write, Approve]),
            ],
        ),
        (
            Supervisor,
            &[
                (Orders, &[Read, Write, Approve]),
                (Evidence, &[Read, Write]),
                (Custody, &[Read, Write]),
                (Yards, &[Read, Write, Approve]),
            ],
        ),
        (
            RiskOfficer,
            &[(Orders, &[Read, Write]), (Evidence, &[Read, Write]), (Custody, &[Read, Write]), (Yards, &[Read])],
        ),
        (Legal, &[(Orders, &[Read]), (Evidence, &[Read, Write]), (Custody, &[Read]), (Yards, &[Read])]),
        (Finance, &[(Orders, &[Read]), (Evidence, &[Read, Write]), (Custody, &[Read]), (Yards, &[Read])]),
        (YardClerk, &[(Orders, &[Read]), (Evidence, &[Read, Write]), (Custody, &[Read, Write]), (Yards, &[Read])]),
        (Auditor, &[(Orders, &[Read]), (Evidence, &[Read]), (Custody, &[Read]), (Yards, &[Read])]),
        (Contractor, &[(Work, &[Read, Write])]),
    ]
};

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(orders::create))
        .routes(routes!(orders::list))
        .routes(routes!(orders::show))
        .routes(routes!(papers::letter))
        .routes(routes!(papers::own_letter))
        .routes(routes!(papers::statement))
        .routes(routes!(orders::withdraw))
        .routes(routes!(orders::acknowledge))
        .routes(routes!(orders::send_back))
        .routes(routes!(orders::reverse))
        .routes(routes!(orders::answer_extension))
        .routes(routes!(case_work::clear_for_disposal))
        .routes(routes!(case_work::redeem))
        .routes(routes!(case_work::reinstate))
        .routes(routes!(case_work::unrepossess))
        .routes(routes!(evidence::list, evidence::add))
        .routes(routes!(evidence::show))
        .routes(routes!(evidence::content))
        .routes(routes!(records::list, records::add))
        .routes(routes!(custody::show))
        .routes(routes!(custody::hand_over))
        .routes(routes!(custody::put_into_bay))
        .routes(routes!(yards::list, yards::create))
        .routes(routes!(yards::show, yards::replace))
        .routes(routes!(yards::approve))
        .routes(routes!(verify::letter))
        .routes(routes!(work::list))
        .routes(routes!(work::show))
        .routes(routes!(work::depart))
        .routes(routes!(work::check_in))
        .routes(routes!(work::on_hook))
        .routes(routes!(work::complete))
        .routes(routes!(work::fail))
        .routes(routes!(work::confirm_hold))
        .routes(routes!(work::ask_extension))
        .routes(routes!(work_position::position))
        .routes(routes!(work::add_evidence))
        .routes(routes!(resumable::announce))
        .routes(routes!(resumable::show, resumable::append, resumable::give_up))
        .routes(routes!(work::add_record))
        .routes(routes!(work::hand_over))
}

//! What falls due of a loan, and what of it is paid.

use super::caller::{Caller, lender_row};
use super::error::{Error, Result};
use super::request::Path;
use crate::store::policy::Place;
use crate::store::{loans, payments};
use axum::Json;
use chrono::NaiveDate;
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::lending::{InstalmentLine, InstalmentState, arrears, instalments};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A loan's schedule as it stands. Amounts are minor units of its currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoanSchedule {
    /// Today, by the lender's clock.
    pub as_of: NaiveDate,
    /// The first instalment that is not past due and not paid in full falls due then; null: there is none.
    pub next_due: Option<NaiveDate>,
    /// What of it is unpaid.
    pub next_minor: i64,
    /// Net payments so far.
    pub paid_minor: i64,
    /// Paid beyond the whole schedule.
    pub credit_minor: i64,
    /// Every instalment, by its due date.
    pub items: Vec<ScheduleLine>,
}

/// An instalment.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScheduleLine {
    /// From 1.
    pub number: u32,
    /// When it falls due.
    pub due_on: NaiveDate,
    /// Principal part.
    pub principal_minor: i64,
    /// Interest part.
    pub interest_minor: i64,
    /// What is paid of it: payments go to the oldest instalment first.
    pub paid_minor: i64,
    /// `paid`, `overdue`, `due` (today) or `ahead`.
    #[schema(value_type = String)]
    pub state: InstalmentState,
}

/// The schedule of a loan
///
/// Every instalment with what is paid of it. Payments that were undone do not count.
#[utoipa::path(get, path = "/loans/{id}/schedule", tag = "loans", params(("id" = Uuid, Path)),
    responses((status = 200, body = LoanSchedule), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<LoanSchedule>> {
    let mut tx = caller.begin().await?;
    let stored = loans::read(&mut tx, id).await?.ok_or(Error::NotFound("loan"))?;
    let place = Place::of(&lender_row(&mut tx, LenderNo(stored.lender_no)).await?)?;
    let paid = payments::of_loan(&mut tx, stored.loan.id).await?;
    tx.commit().await?;
    let as_of = place.today(caller.state.engine.clock().now());
    let lines = instalments(&stored.loan, &paid, as_of);
    let stands = arrears(&stored.loan, &paid, as_of);
    let next = lines.iter().find(|line| matches!(line.state, InstalmentState::Due | InstalmentState::Ahead));
    Ok(Json(LoanSchedule {
        as_of,
        next_due: next.map(|line| line.due),
        next_minor: next.map_or(0, |line| line.principal_minor + line.interest_minor - line.paid_minor),
        paid_minor: stands.paid_minor,
        credit_minor: stands.credit_minor,
        items: lines.iter().zip(1..).map(shown).collect(),
    }))
}

fn shown((line, number): (&InstalmentLine, u32)) -> ScheduleLine {
    let InstalmentLine { due, principal_minor, interest_minor, paid_minor, state } = *line;
    ScheduleLine { number, due_on: due, principal_minor, interest_minor, paid_minor, state }
}

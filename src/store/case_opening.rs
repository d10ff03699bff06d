//! A loan is flagged: its case is opened, held at once where a promise to pay or a complaint is open.

use super::cases::{StoredCase, actor_name, facts, insert, log, update};
use super::loans::StoredLoan;
use super::policy::Place;
use super::{StoreError, complaints, promises};
use chrono::{DateTime, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::ids::{CaseId, HoldId, LenderNo, VehicleId};
use lienwatch_domain::lending::{Arrears, Flag};
use lienwatch_domain::recovery::{Action, Case, LoanEvent, apply, open_case};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What opens a case.
#[derive(Debug)]
pub struct Opening<'a> {
    /// Of which loan, locked.
    pub stored: &'a StoredLoan,
    /// Its arrears.
    pub arrears: Arrears,
    /// The lender's rules.
    pub place: &'a Place,
    /// Why.
    pub flag: Flag,
    /// By whom.
    pub actor: Actor,
    /// Engine time.
    pub now: DateTime<Utc>,
    /// Of the audit trail.
    pub wall: DateTime<Utc>,
}

/// Opens the case of a flagged loan, with its events. Constraint `recovery_case_one_open` where the loan has one.
pub async fn open(c: &mut PgConnection, id: CaseId, opening: Opening<'_>) -> Result<Case, StoreError> {
    let Opening { stored, arrears, place, flag, actor, now, wall } = opening;
    let (case, log_rows, _) = open_case(id, stored.loan.id, VehicleId(stored.vehicle_id), flag, actor, now);
    let (lender, name) = (LenderNo(stored.lender_no), actor_name(actor));
    insert(c, stored.lender_no, stored.vehicle_no, &case).await?;
    log(c, lender, &log_rows, &name, wall).await?;
    let promise = promises::open_of_loan(c, stored.loan.id.0).await?;
    let complaints = complaints::holding(c, stored.loan.id.0, id.0).await?;
    let promise = promise.map(|promise| (promise.id.0, LoanEvent::PromiseMade { promise: promise.id }));
    let complaints = complaints.into_iter().map(|complaint| (complaint.0, LoanEvent::ComplaintMade { complaint }));
    let mut stored_case = StoredCase { case, lender_no: stored.lender_no, intake: BTreeSet::new() };
    for (cause, event) in promise.into_iter().chain(complaints) {
        // One hold for each cause in each case: so its id can be made of the two.
        let hold = HoldId(Uuid::from_u128(id.0.as_u128() ^ cause.as_u128()));
        let known = facts(c, &stored_case, stored, arrears, place, actor).await?;
        let action = Action::LoanChanged { hold, event };
        let (held, rows, _) = apply(&stored_case.case, action, &known, now, &place.policy.cases)
            .map_err(|refusal| StoreError::unreadable("cause of a hold", refusal.to_string()))?;
        let version = i32::try_from(stored_case.case.version).unwrap_or(i32::MAX);
        update(c, stored.lender_no, version, &held, &BTreeSet::new(), now).await?;
        log(c, lender, &rows, &name, wall).await?;
        stored_case.case = held;
    }
    Ok(stored_case.case)
}

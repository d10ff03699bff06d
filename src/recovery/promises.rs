//! Promises to pay: made, kept by payments, broken by time; and the hold that an open one places on the case of its loan.

use super::{Doing, OpenCase, RecoveryError, act_on_case};
use crate::store::documents::New;
use crate::store::events::{self, NewEvent};
use crate::store::loans::StoredLoan;
use crate::store::policy::Place;
use crate::store::shelves::PROMISES;
use crate::store::{StoreError, cases, loans, payments, promises as store};
use lienwatch_domain::ids::{HoldId, LenderNo};
use lienwatch_domain::lending::{Payment, arrears};
use lienwatch_domain::money::Money;
use lienwatch_domain::promise::{
    NewPromise, Part, Promise, PromiseAction, PromiseEffect, PromiseEvent, PromiseFacts, apply, promise,
};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::{Action, LoanEvent, PromiseId};
use sqlx::PgConnection;
use uuid::Uuid;

/// A loan, locked, with what a promise is judged by.
struct OpenLoan {
    loan: StoredLoan,
    place: Place,
    payments: Vec<Payment>,
}

impl OpenLoan {
    async fn lock(c: &mut PgConnection, loan: Uuid) -> Result<OpenLoan, RecoveryError> {
        let loan = loans::for_update(c, loan).await?.ok_or(RecoveryError::NotFound("loan"))?;
        let place = super::place_of(c, loan.lender_no).await?;
        OpenLoan::with(c, loan, place).await
    }

    async fn with(c: &mut PgConnection, loan: StoredLoan, place: Place) -> Result<OpenLoan, RecoveryError> {
        let payments = payments::of_loan(c, loan.loan.id).await?;
        Ok(OpenLoan { loan, place, payments })
    }

    fn facts(&self, doing: &Doing, other_open: Option<PromiseId>) -> PromiseFacts {
        let today = self.place.today(doing.now);
        let standing = arrears(&self.loan.loan, &self.payments, today);
        let outstanding = Money::new(standing.outstanding_minor.max(0), self.loan.loan.currency);
        PromiseFacts { actor: doing.actor, payments: self.payments.clone(), outstanding, today, other_open }
    }
}

/// Writes a promise or plan down. The open case of the loan is held in the same transaction.
///
/// # Errors
/// There is no such loan; it has an open promise; the days or amounts make no sense.
pub async fn make_promise(
    c: &mut PgConnection,
    doing: &Doing,
    loan: Uuid,
    parts: Vec<Part>,
    note: Option<Reason>,
) -> Result<Promise, RecoveryError> {
    let open = OpenLoan::lock(c, loan).await?;
    let other = store::open_of_loan(c, loan).await?.map(|promise| promise.id);
    let (id, currency) = (PromiseId((doing.new_id)()), open.loan.loan.currency);
    let new = NewPromise { id, loan: open.loan.loan.id, currency, parts, note };
    let policy = &open.place.policy.promises;
    let (made, rows, effects) = promise(new, &open.facts(doing, other), doing.now, policy)?;
    let due_at = made.deadline(policy, open.place.zone);
    let row = New { id: id.0, lender_no: open.loan.lender_no, value: &made, due_at };
    PROMISES.insert(c, row, doing.now).await?;
    carry_out(c, doing, &open, &made, &rows, &effects).await?;
    Ok(made)
}

/// Applies an action to a promise, and tells the case of its loan.
///
/// # Errors
/// There is no such promise, or it is over.
pub async fn act_on_promise(
    c: &mut PgConnection,
    doing: &Doing,
    id: Uuid,
    action: PromiseAction,
) -> Result<Promise, RecoveryError> {
    let none = RecoveryError::NotFound("promise");
    let Some(seen) = PROMISES.get(c, id).await? else { return Err(none) };
    let open = OpenLoan::lock(c, seen.value.loan.0).await?;
    let before = PROMISES.for_update(c, id).await?.ok_or(none)?.value;
    change(c, doing, &open, before, action).await
}

async fn change(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenLoan,
    before: Promise,
    action: PromiseAction,
) -> Result<Promise, RecoveryError> {
    let policy = &open.place.policy.promises;
    let (next, rows, effects) = apply(&before, action, &open.facts(doing, None), doing.now, policy)?;
    if rows.is_empty() {
        return Ok(next);
    }
    let due_at = next.deadline(policy, open.place.zone);
    PROMISES.update(c, next.id.0, before.version, &next, due_at, doing.now).await?;
    carry_out(c, doing, open, &next, &rows, &effects).await?;
    Ok(next)
}

/// A payment was booked or undone on a loan that is locked: its open promise is held against it.
///
/// # Errors
/// The books of the loan cannot be read.
pub async fn promise_paid(
    c: &mut PgConnection,
    doing: &Doing,
    loan: &StoredLoan,
    place: &Place,
) -> Result<(), RecoveryError> {
    let Some(promise) = store::open_of_loan(c, loan.loan.id.0).await? else { return Ok(()) };
    let open = OpenLoan::with(c, loan.clone(), place.clone()).await?;
    change(c, doing, &open, promise, PromiseAction::Assess).await?;
    Ok(())
}

/// A case that was opened again is held by the promise that is open.
pub(super) async fn hold_again(c: &mut PgConnection, doing: &Doing, open: &mut OpenCase) -> Result<(), RecoveryError> {
    let Some(promise) = store::open_of_loan(c, open.loan.loan.id.0).await? else { return Ok(()) };
    let event = LoanEvent::PromiseMade { promise: promise.id };
    act_on_case(c, doing, open, Action::LoanChanged { hold: HoldId((doing.new_id)()), event }).await?;
    Ok(())
}

/// What time alone does to a promise. Answers whether it did anything.
pub(super) async fn tick(c: &mut PgConnection, doing: &Doing, id: Uuid) -> Result<bool, RecoveryError> {
    let Some(seen) = PROMISES.get(c, id).await? else { return Ok(false) };
    if !seen.value.is_open() {
        return Ok(false);
    }
    let after = act_on_promise(c, doing, id, PromiseAction::Assess).await?;
    Ok(after.version != seen.value.version)
}

async fn carry_out(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenLoan,
    promise: &Promise,
    rows: &[PromiseEvent],
    effects: &[PromiseEffect],
) -> Result<(), RecoveryError> {
    for row in rows {
        let data = serde_json::to_value(row).map_err(|e| StoreError::unreadable("promise event", e.to_string()))?;
        log(c, doing, open, ("promise", promise.id.0), row.change.name(), data).await?;
    }
    for effect in effects {
        let event = match effect {
            PromiseEffect::HoldCase => LoanEvent::PromiseMade { promise: promise.id },
            PromiseEffect::TellCase { outcome } => LoanEvent::PromiseEnded { promise: promise.id, outcome: *outcome },
            // The desk that treats the loan follows the log.
            PromiseEffect::NextStep => {
                let data = serde_json::json!({ "promise": promise.id, "stage": promise.stage });
                log(c, doing, open, ("loan", promise.loan.0), "promise_broken", data).await?;
                continue;
            }
        };
        let Some(case) = cases::open_of_loan(c, promise.loan.0).await? else { continue };
        let mut case = OpenCase::with(c, doing, case, open.loan.clone()).await?;
        act_on_case(c, doing, &mut case, Action::LoanChanged { hold: HoldId((doing.new_id)()), event }).await?;
    }
    Ok(())
}

async fn log(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenLoan,
    (entity_kind, entity_id): (&str, Uuid),
    action: &str,
    data: serde_json::Value,
) -> Result<(), RecoveryError> {
    let reason = data.get("reason").and_then(|r| r.as_str()).map(str::to_owned);
    let event = NewEvent {
        lender: Some(LenderNo(open.loan.lender_no)),
        entity_kind,
        entity_id,
        action,
        actor: &doing.actor_name,
        at: doing.wall,
        reason: reason.as_deref(),
        data,
    };
    Ok(events::append(c, &event).await?)
}

//! What time alone does: offers run out, terms end, lots open and close, stays in yards become too long, tasks are late,
//! promises are broken, complaints wait for an answer, uploads that nobody finished go away.

use super::{Doing, OpenCase, PartyIn, RecoveryError, act_on_lot, act_on_order, offers};
use crate::store::shelves::{COMPLAINTS, INVOICES, LOTS, MONEY_TASKS, NOTICES, ORDERS, PROMISES, ROUNDS};
use crate::store::{Store, StoreError};
use chrono::TimeDelta;
use lienwatch_domain::disposal::Action as LotAction;
use lienwatch_domain::recovery::order::OrderAction;
use uuid::Uuid;

/// Things done in one run at most; the rest waits for the next.
const MOST: i64 = 200;

/// What is due.
#[derive(Debug, Clone, Copy)]
enum Due {
    Round(Uuid),
    Order(Uuid),
    Lot(Uuid),
    Invoice(Uuid),
    Task(Uuid),
    Promise(Uuid),
    Notice(Uuid),
    Complaint(Uuid),
}

/// Moves everything that is due, each in a transaction of its own. Answers how many changed. What a rule refuses is left
/// as it is and told in the log: a person has to look.
pub async fn pass(store: &Store, doing: &Doing) -> Result<u64, StoreError> {
    let mut c = store.worker.acquire().await?;
    let mut due: Vec<Due> = vec![];
    due.extend(ROUNDS.due(&mut c, doing.now, MOST).await?.into_iter().map(|(id, _)| Due::Round(id)));
    due.extend(ORDERS.due(&mut c, doing.now, MOST).await?.into_iter().map(|(id, _)| Due::Order(id)));
    due.extend(LOTS.due(&mut c, doing.now, MOST).await?.into_iter().map(|(id, _)| Due::Lot(id)));
    due.extend(INVOICES.due(&mut c, doing.now, MOST).await?.into_iter().map(|(id, _)| Due::Invoice(id)));
    due.extend(MONEY_TASKS.due(&mut c, doing.now, MOST).await?.into_iter().map(|(id, _)| Due::Task(id)));
    due.extend(PROMISES.due(&mut c, doing.now, MOST).await?.into_iter().map(|(id, _)| Due::Promise(id)));
    due.extend(NOTICES.due(&mut c, doing.now, MOST).await?.into_iter().map(|(id, _)| Due::Notice(id)));
    due.extend(COMPLAINTS.due(&mut c, doing.now, MOST).await?.into_iter().map(|(id, _)| Due::Complaint(id)));
    let swept = crate::store::uploads::sweep(&mut c, doing.now, MOST).await?;
    drop(c);
    let mut changed = swept;
    for thing in due {
        let mut tx = store.worker.begin().await?;
        match Box::pin(one(&mut tx, doing, thing)).await {
            Ok(true) => {
                tx.commit().await?;
                changed += 1;
            }
            Ok(false) => {
                tx.rollback().await?;
                later(store, doing, thing).await?;
            }
            Err(RecoveryError::Store(error)) => return Err(error),
            Err(error) => {
                tx.rollback().await?;
                if let RecoveryError::Denied { decisions, .. } = &error {
                    let mut c = store.worker.acquire().await?;
                    for row in decisions {
                        crate::store::compliance::add_decision(&mut c, row).await?;
                    }
                }
                tracing::warn!(?thing, %error, "time cannot change this; a person has to look");
                later(store, doing, thing).await?;
            }
        }
    }
    Ok(changed + super::yard_watch::watch(store, doing).await?)
}

/// How long what is stuck waits for the next look.
const AGAIN: TimeDelta = TimeDelta::minutes(5);

async fn later(store: &Store, doing: &Doing, thing: Due) -> Result<(), StoreError> {
    let mut c = store.worker.acquire().await?;
    let until = doing.now + AGAIN;
    match thing {
        Due::Round(id) => ROUNDS.postpone(&mut c, id, doing.now, until).await,
        Due::Order(id) => ORDERS.postpone(&mut c, id, doing.now, until).await,
        Due::Lot(id) => LOTS.postpone(&mut c, id, doing.now, until).await,
        Due::Invoice(id) => INVOICES.postpone(&mut c, id, doing.now, until).await,
        Due::Task(id) => MONEY_TASKS.postpone(&mut c, id, doing.now, until).await,
        Due::Promise(id) => PROMISES.postpone(&mut c, id, doing.now, until).await,
        Due::Notice(id) => NOTICES.postpone(&mut c, id, doing.now, until).await,
        Due::Complaint(id) => COMPLAINTS.postpone(&mut c, id, doing.now, until).await,
    }
}

/// Looks again under the lock: it may have changed meanwhile.
async fn one(tx: &mut sqlx::PgConnection, doing: &Doing, thing: Due) -> Result<bool, RecoveryError> {
    match thing {
        Due::Round(id) => {
            let Some(seen) = ROUNDS.get(tx, id).await? else { return Ok(false) };
            let Some(order) = ORDERS.get(tx, seen.value.order.0).await? else { return Ok(false) };
            let mut open = OpenCase::lock(tx, doing, order.value.case.0).await?;
            let Some(round) = ROUNDS.for_update(tx, id).await? else { return Ok(false) };
            if round.due_at.is_none_or(|at| at > doing.now) {
                return Ok(false);
            }
            offers::tick(tx, doing, &mut open, &round).await
        }
        Due::Order(id) => {
            let Some(seen) = ORDERS.get(tx, id).await? else { return Ok(false) };
            let mut open = OpenCase::lock(tx, doing, seen.value.case.0).await?;
            let Some(order) = ORDERS.for_update(tx, id).await? else { return Ok(false) };
            if order.due_at.is_none_or(|at| at > doing.now) {
                return Ok(false);
            }
            act_on_order(tx, doing, &mut open, id, PartyIn::Lender, OrderAction::Expire).await?;
            Ok(true)
        }
        Due::Invoice(id) => super::invoices::tick(tx, doing, id).await,
        Due::Task(id) => super::reckoning::tick(tx, doing, id).await,
        Due::Promise(id) => super::promises::tick(tx, doing, id).await,
        Due::Complaint(id) => super::complaints::tick(tx, doing, id).await,
        Due::Lot(id) => {
            let Some(seen) = LOTS.get(tx, id).await? else { return Ok(false) };
            let mut open = OpenCase::lock(tx, doing, seen.value.case.0).await?;
            let Some(lot) = LOTS.for_update(tx, id).await? else { return Ok(false) };
            if lot.due_at.is_none_or(|at| at > doing.now) {
                return Ok(false);
            }
            let after = act_on_lot(tx, doing, &mut open, id, LotAction::Tick).await?;
            Ok(after.version != lot.value.version)
        }
        Due::Notice(id) => {
            let Some(seen) = NOTICES.get(tx, id).await? else { return Ok(false) };
            let open = OpenCase::lock(tx, doing, seen.value.notice.case.0).await?;
            let Some(notice) = NOTICES.for_update(tx, id).await? else { return Ok(false) };
            if notice.due_at.is_none_or(|at| at > doing.now) {
                return Ok(false);
            }
            super::notices::elapse(tx, doing, &open, notice).await
        }
    }
}

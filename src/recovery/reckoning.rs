//! The month's reckoning with a contractor: from the books, the invoices and what was collected; with the entries and the
//! tasks that follow.

use super::effects::tell;
use super::invoices::{lock_cases, owed};
use super::money::{money, new_entry, post};
use super::{Doing, OpenCase, RecoveryError};
use crate::store::documents::{Filter, New, Stored};
use crate::store::shelves::{MONEY_TASKS, MonthReckoning, RECKONINGS, VENDORS};
use crate::store::{invoices, reckonings as store};
use chrono::{DateTime, Months, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use lienwatch_domain::ids::{CaseId, OrderId, TaskId, VendorId};
use lienwatch_domain::money::{Currency, Money};
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::settlement::ledger::{Account, Cause, Head, Ledger, Side, book};
use lienwatch_domain::settlement::reconciliation::{
    MAX_ORDERS, Month, OrderMoney, Reconciliation, Task, TaskKind, not_asked_elsewhere, open as left_open, reconcile,
};
use lienwatch_domain::settlement::tasks::{MoneyTask, TaskAction, TaskEffect, TaskPolicy, TaskState, ask};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Tasks of one vendor that are looked at.
const MOST_TASKS: i64 = 50_000;

/// A month reckoned.
#[derive(Debug, Clone)]
pub struct Reckoned {
    /// The id of the reckoning; each run of the month is a version of it.
    pub id: Uuid,
    /// The reckoning.
    pub reckoning: Reconciliation,
    /// What this run newly asks for.
    pub fresh: Vec<MoneyTask>,
}

/// The first instants of a month and of the next, by a calendar.
fn bounds(month: Month, zone: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
    let start = |day: NaiveDate| {
        let midnight = day.and_time(NaiveTime::MIN);
        midnight.and_local_timezone(zone).earliest().map_or_else(|| midnight.and_utc(), |at| at.to_utc())
    };
    let first = month.first_day();
    (start(first), start(first.checked_add_months(Months::new(1)).unwrap_or(first)))
}

/// Reckons a month with a vendor, for the first time or again: once for each currency of its orders. Where nothing changed
/// since the last run, nothing is stored.
///
/// # Errors
/// There is no such vendor, the month has not begun, or the books cannot be read.
pub async fn reckon(
    c: &mut PgConnection,
    doing: &Doing,
    vendor: VendorId,
    month: Month,
) -> Result<Vec<Reckoned>, RecoveryError> {
    let lender_no = VENDORS.get(c, vendor.0).await?.ok_or(RecoveryError::NotFound("vendor"))?.lender_no;
    let place = super::place_of(c, lender_no).await?;
    let (from, to) = bounds(month, place.zone);
    if doing.now < from {
        let message = format!("{month} has not begun");
        return Err(Refusal::new("month_begun", message, "reckon a month that has").into());
    }
    let most = i64::try_from(MAX_ORDERS).unwrap_or(i64::MAX);
    let orders = store::orders_of(c, vendor.0, (from, to), most.saturating_add(1)).await?;
    let (mut cases, of) = lock_cases(c, doing, vendor, orders.iter().copied().map(OrderId)).await?;
    let asked = invoices::asked(c, vendor.0, &orders).await?;
    let tasks = tasks_of(c, vendor).await?;
    let mut by_currency: BTreeMap<String, (Currency, Vec<OrderMoney>)> = BTreeMap::new();
    for (order, case) in &of {
        let Some((open, books)) = cases.get_mut(case) else { continue };
        let invoiced = Money::new(asked.get(&order.0).copied().unwrap_or(0), books.currency());
        let row = row(c, books, *case, *order, invoiced, &tasks).await?;
        post_over_collected(c, doing, open, books, &row).await?;
        let currency = books.currency();
        by_currency.entry(currency.to_string()).or_insert((currency, vec![])).1.push(row);
    }
    let mut done = vec![];
    for (currency, rows) in by_currency.into_values() {
        let run = Run { lender_no, vendor, month, currency, policy: &place.policy.tasks, of: &of, tasks: &tasks };
        done.push(run.store(c, doing, rows).await?);
    }
    Ok(done)
}

async fn tasks_of(c: &mut PgConnection, vendor: VendorId) -> Result<Vec<Stored<MoneyTask>>, RecoveryError> {
    let filter = Filter { vendor_id: Some(vendor.0), ..Filter::default() };
    Ok(MONEY_TASKS.list(c, filter, None, MOST_TASKS).await?)
}

/// What entries of a cause moved through cash for an order, the reversed ones left out.
fn moved(books: &Ledger, side: Side, of: impl Fn(Cause) -> bool) -> Result<Money, RecoveryError> {
    let stands = books.entries().iter().filter(|e| of(e.cause()) && !books.is_reversed(e.id()));
    let cash = stands.flat_map(|e| e.postings()).filter(|p| p.account == Account::Cash && p.side == side);
    Money::sum(cash.map(|p| p.amount), books.currency()).map_err(money)
}

/// What is known of the money of an order.
async fn row(
    c: &mut PgConnection,
    books: &Ledger,
    case: CaseId,
    order: OrderId,
    invoiced: Money,
    tasks: &[Stored<MoneyTask>],
) -> Result<OrderMoney, RecoveryError> {
    let nothing = Money::zero(books.currency());
    let paid = moved(books, Side::Credit, |cause| matches!(cause, Cause::OrderPaid { order: of, .. } if of == order))?;
    let back =
        moved(books, Side::Debit, |cause| matches!(cause, Cause::VendorRepaid { order: of, .. } if of == order))?;
    let refunded =
        moved(books, Side::Credit, |cause| matches!(cause, Cause::Refunded { order: of, .. } if of == order))?;
    // What a contractor gives back is of its fee, but for what a task says was of what it had collected.
    let of_collections = tasks.iter().map(|task| &task.value).filter(|task| {
        task.order == order && task.kind == TaskKind::ReturnCollection && task.state() == TaskState::Done
    });
    let returned = Money::sum(of_collections.map(|task| task.amount), books.currency()).map_err(money)?;
    let repaid = back.minus(returned).and_then(|repaid| repaid.most(nothing)).map_err(money)?;
    // A fee that was waived is earned no more; one that was tolerated above the rate was agreed.
    let computed = match books.is_order_reversed(order) {
        true => nothing,
        false => owed(books, order)?.plus(paid).and_then(|sum| sum.most(nothing)).map_err(money)?,
    };
    let (collected, collectable) = store::collected(c, case.0, order.0).await?;
    let of = |minor| Money::new(minor, books.currency());
    let (collected, collectable) = (of(collected), of(collectable));
    Ok(OrderMoney { order, computed, invoiced, paid, repaid, collected, collectable, refunded, returned })
}

/// The books know what borrowers were made to pay too much: what was not posted before is posted now.
async fn post_over_collected(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    books: &mut Ledger,
    row: &OrderMoney,
) -> Result<(), RecoveryError> {
    let nothing = Money::zero(books.currency());
    let (mut known, mut part) = (nothing, 0);
    while let Some(entry) = books.posted(Cause::OverCollected { order: row.order, part }) {
        let owed = entry.postings().iter().filter(|p| p.account == Account::RefundsPayable);
        known = known.plus(Money::sum(owed.map(|p| p.amount), nothing.currency).map_err(money)?).map_err(money)?;
        part += 1;
    }
    let more = row.over_collected().and_then(|all| all.minus(known)).map_err(money)?;
    if more.is_positive() {
        let cause = Cause::OverCollected { order: row.order, part };
        let head = Head::new(new_entry(doing), books.case(), doing.now, cause);
        post(c, doing, open, books, book::over_collected(head, more)?).await?;
    }
    Ok(())
}

/// One currency of one month.
struct Run<'a> {
    lender_no: i32,
    vendor: VendorId,
    month: Month,
    currency: Currency,
    policy: &'a TaskPolicy,
    of: &'a BTreeMap<OrderId, CaseId>,
    tasks: &'a [Stored<MoneyTask>],
}

impl Run<'_> {
    async fn store(
        &self,
        c: &mut PgConnection,
        doing: &Doing,
        rows: Vec<OrderMoney>,
    ) -> Result<Reckoned, RecoveryError> {
        let Run { vendor, month, currency, .. } = *self;
        let before = store::last_run(c, vendor.0, &month.to_string(), currency.code()).await?;
        let last = before.as_ref().map(|(_, stored)| &stored.reckoning);
        let (reckoning, fresh) = reconcile(vendor, month, currency, rows, last)?;
        self.meet(c, doing, &reckoning).await?;
        let elsewhere: Vec<Task> = self.open().filter(|task| task.month != month).map(as_task).collect();
        let fresh = not_asked_elsewhere(fresh, &elsewhere).map_err(money)?;
        let id = before.as_ref().map_or_else(|| (doing.new_id)(), |(id, _)| *id);
        if fresh.is_empty() && last.is_some_and(|last| last.rows == reckoning.rows) {
            let reckoning = before.map(|(_, stored)| stored.reckoning).unwrap_or(reckoning);
            return Ok(Reckoned { id, reckoning, fresh: vec![] });
        }
        let value = MonthReckoning { version: u64::from(reckoning.run), reckoning };
        match &before {
            None => {
                let new = New { id, lender_no: self.lender_no, value: &value, due_at: None };
                RECKONINGS.insert(c, new, doing.now).await?;
            }
            Some((_, last)) => RECKONINGS.update(c, id, last.version, &value, None, doing.now).await?,
        }
        let asked = self.ask(c, doing, &fresh).await?;
        let data =
            serde_json::json!({ "month": month, "currency": currency, "run": value.version, "tasks": asked.len() });
        tell(c, doing, self.lender_no, ("vendor", vendor.0), "reckoned", data).await?;
        Ok(Reckoned { id, reckoning: value.reckoning, fresh: asked })
    }

    fn open(&self) -> impl Iterator<Item = &MoneyTask> {
        self.tasks.iter().map(|task| &task.value).filter(|task| task.is_open())
    }

    async fn ask(&self, c: &mut PgConnection, doing: &Doing, fresh: &[Task]) -> Result<Vec<MoneyTask>, RecoveryError> {
        let mut asked = vec![];
        for task in fresh {
            let Some(case) = self.of.get(&task.order) else { continue };
            let id = TaskId((doing.new_id)());
            let task = ask(id, (self.vendor, *case, self.month), task, doing.now, self.policy);
            let new = New { id: id.0, lender_no: self.lender_no, value: &task, due_at: task.due() };
            MONEY_TASKS.insert(c, new, doing.now).await?;
            told(c, doing, self.lender_no, &task, "asked").await?;
            asked.push(task);
        }
        Ok(asked)
    }

    /// What nobody has to do any more: the newest tasks first, as far as they go beyond what is left.
    async fn meet(&self, c: &mut PgConnection, doing: &Doing, month: &Reconciliation) -> Result<(), RecoveryError> {
        for row in &month.rows {
            for kind in TaskKind::ALL {
                let of = |task: &&MoneyTask| {
                    task.month == self.month
                        && task.kind == *kind
                        && task.order == row.order
                        && task.amount.currency == self.currency
                };
                let open: Vec<&MoneyTask> = self.open().filter(of).collect();
                let left = left_open(*kind, row).map_err(money)?.minor;
                let mut asked: i64 = open.iter().map(|task| task.amount.minor).sum();
                for task in open.into_iter().rev() {
                    if asked - task.amount.minor < left {
                        break;
                    }
                    asked -= task.amount.minor;
                    let (met, _) = task.apply(TaskAction::Meet, doing.actor, doing.now)?;
                    MONEY_TASKS.update(c, task.id.0, task.version, &met, None, doing.now).await?;
                    told(c, doing, self.lender_no, &met, "met").await?;
                }
            }
        }
        Ok(())
    }
}

fn as_task(task: &MoneyTask) -> Task {
    Task { kind: task.kind, order: task.order, amount: task.amount }
}

async fn told(
    c: &mut PgConnection,
    doing: &Doing,
    lender_no: i32,
    task: &MoneyTask,
    what: &str,
) -> Result<(), RecoveryError> {
    let data = serde_json::json!({ "kind": task.kind, "vendor": task.vendor, "order": task.order,
        "amount": task.amount, "due_at": task.due_at });
    tell(c, doing, lender_no, ("money_task", task.id.0), what, data).await
}

/// Applies an action to a task, and posts what follows in the books of its case.
///
/// # Errors
/// It is over, a payment is missing or was told for another task, or the books hold less than that.
pub async fn act_on_task(
    c: &mut PgConnection,
    doing: &Doing,
    id: Uuid,
    action: TaskAction,
) -> Result<MoneyTask, RecoveryError> {
    let none = RecoveryError::NotFound("task");
    let Some(seen) = MONEY_TASKS.get(c, id).await? else { return Err(none) };
    let open = OpenCase::lock(c, doing, seen.value.case.0).await?;
    let stored = MONEY_TASKS.for_update(c, id).await?.ok_or(none)?;
    let (task, effect) = stored.value.apply(action, doing.actor, doing.now)?;
    if task.version == stored.value.version {
        return Ok(task);
    }
    MONEY_TASKS.update(c, id, stored.value.version, &task, task.due(), doing.now).await?;
    if let Some(effect) = effect {
        let mut books = super::books(c, &open).await?;
        settle_task(c, doing, &open, &mut books, &task, effect).await?;
    }
    told(c, doing, stored.lender_no, &task, task.state().name()).await?;
    Ok(task)
}

async fn settle_task(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    books: &mut Ledger,
    task: &MoneyTask,
    effect: TaskEffect,
) -> Result<(), RecoveryError> {
    let order = task.order;
    let (account, cause) = match effect {
        TaskEffect::VendorRepaid { payment } => (Account::VendorReceivable, Cause::VendorRepaid { order, payment }),
        TaskEffect::BorrowerRefunded => {
            let free = |part: &u32| books.posted(Cause::Refunded { order, part: *part }).is_none();
            (Account::RefundsPayable, Cause::Refunded { order, part: (0..).find(free).unwrap_or(u32::MAX) })
        }
    };
    if books.posted(cause).is_some() {
        let message = "this payment was told for this order already";
        return Err(Refusal::new("payment_once", message, "name the payment of this task").into());
    }
    let held = books.order_balance(order, account).map_err(money)?;
    if task.amount.compare(held).map_err(money)?.is_gt() {
        let message = format!("the books hold {held} on {account} for this order");
        return Err(Refusal::new("pays_what_is_owed", message, "run the month again").into());
    }
    let head = Head::new(new_entry(doing), books.case(), doing.now, cause);
    let entry = match effect {
        TaskEffect::VendorRepaid { .. } => book::vendor_repaid(head, task.amount)?,
        TaskEffect::BorrowerRefunded => book::refunded(head, task.amount)?,
    };
    post(c, doing, open, books, entry).await
}

/// What time alone does to a task: it is late. Answers whether it did anything.
pub(super) async fn tick(c: &mut PgConnection, doing: &Doing, id: Uuid) -> Result<bool, RecoveryError> {
    let Some(seen) = MONEY_TASKS.get(c, id).await? else { return Ok(false) };
    let after = act_on_task(c, doing, id, TaskAction::Tick).await?;
    Ok(after.version != seen.value.version)
}

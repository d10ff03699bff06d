//! The books of a case: what is posted when, and what the case machine asks of them.

use super::effects::tell;
use super::{Doing, OpenCase, RecoveryError};
use crate::store::documents::Filter;
use crate::store::shelves::{CaseStatement, RATE_CARDS, ROUNDS, STATEMENTS};
use crate::store::{invoices, ledger as store, vendors};
use lienwatch_domain::ids::{CaseId, EntryId};
use lienwatch_domain::money::Money;
use lienwatch_domain::recovery::order::Work;
use lienwatch_domain::recovery::{Order, OrderKind, OrderStage};
use lienwatch_domain::settlement::fees::{Conduct, FeeSheet, WorkDone, cost_of, in_force};
use lienwatch_domain::settlement::ledger::{Account, Cause, Entry, Head, Ledger, MAX_ENTRIES, Posted, book};
use lienwatch_domain::settlement::statement::Statement;
use sqlx::PgConnection;
use uuid::Uuid;

/// Rate cards of one vendor that are looked at.
const MOST_CARDS: i64 = 500;
/// Statements of one case that are looked at.
const MOST_STATEMENTS: i64 = 100;

/// What the case machine asks of the money.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MoneyFacts {
    /// Costs without a document: none, because a cost cannot be posted without one.
    pub unevidenced_costs: u32,
    /// What is not distributed, minor units; `None`: there is no statement.
    pub undistributed_minor: Option<i64>,
}

/// Reads them.
pub(super) async fn facts(c: &mut PgConnection, open: &OpenCase) -> Result<MoneyFacts, RecoveryError> {
    let Some(statement) = newest_statement(c, open.id()).await? else { return Ok(MoneyFacts::default()) };
    let books = books(c, open).await?;
    let proceeds = books.balance(Account::Proceeds).map_err(money)?;
    let told = statement.facts.waterfall.proceeds;
    let costs = books
        .trial_balance()
        .rows
        .iter()
        .filter(|row| matches!(row.account, Account::Cost(_)))
        .try_fold(Money::zero(books.currency()), |sum, row| sum.plus(row.debit)?.minus(row.credit));
    let claimed = statement.facts.waterfall.costs_claimed().map_err(money)?;
    let left = proceeds.minus(told).map_err(money)?;
    let costs_left = costs.and_then(|costs| costs.minus(claimed)).map_err(money)?;
    // Neither may be out, and they must not make up for each other.
    let undistributed_minor = left.minor.saturating_abs().saturating_add(costs_left.minor.saturating_abs());
    Ok(MoneyFacts { unevidenced_costs: 0, undistributed_minor: Some(undistributed_minor) })
}

pub(super) fn money(error: lienwatch_domain::money::MoneyError) -> RecoveryError {
    RecoveryError::Refused(error.into())
}

/// The books of a case.
pub async fn books(c: &mut PgConnection, open: &OpenCase) -> Result<Ledger, RecoveryError> {
    let limit = i64::try_from(MAX_ENTRIES).unwrap_or(i64::MAX).saturating_add(1);
    let entries = store::of_case(c, open.id(), limit).await?;
    Ok(Ledger::replay(CaseId(open.id()), open.loan.loan.currency, entries)?)
}

/// The newest statement of a case.
pub async fn newest_statement(c: &mut PgConnection, case: Uuid) -> Result<Option<Statement>, RecoveryError> {
    Ok(newest_asked(c, case).await?.map(|found| found.statement))
}

/// The newest statement of a case, with what it was asked to take into account.
pub async fn newest_asked(c: &mut PgConnection, case: Uuid) -> Result<Option<CaseStatement>, RecoveryError> {
    let filter = Filter { case_id: Some(case), ..Filter::default() };
    let found = STATEMENTS.list(c, filter, None, MOST_STATEMENTS).await?;
    Ok(found.into_iter().map(|stored| stored.value).max_by_key(|found| found.statement.version))
}

/// Posts an entry into the books of a case that is locked. The same event again changes nothing.
pub(super) async fn post(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    books: &mut Ledger,
    entry: Entry,
) -> Result<(), RecoveryError> {
    let posted = books.post(entry)?;
    stored(c, doing, open, books, posted).await
}

async fn stored(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    books: &Ledger,
    posted: Posted,
) -> Result<(), RecoveryError> {
    let Posted::New(id) = posted else { return Ok(()) };
    let Some(entry) = books.entry(id) else { return Ok(()) };
    let lender = open.stored.lender_no;
    store::insert(c, lender, open.id(), entry, doing.now).await?;
    let data = serde_json::json!({ "entry": id, "cause": entry.cause() });
    tell(c, doing, lender, ("case", open.id()), "posted", data).await
}

/// Posts the mirror of an entry.
pub(super) async fn reverse(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    books: &mut Ledger,
    of: EntryId,
) -> Result<(), RecoveryError> {
    let posted = books.reverse(of, new_entry(doing), doing.now, None)?;
    stored(c, doing, open, books, posted).await
}

/// An id for an entry.
pub(super) fn new_entry(doing: &Doing) -> EntryId {
    EntryId((doing.new_id)())
}

/// The fees of an order that was acknowledged: the price that was quoted and awarded, or else the rate card that was in
/// force when the order was accepted.
pub(super) async fn fees_due(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    order: &Order,
) -> Result<(), RecoveryError> {
    let OrderStage::Acknowledged { work, report, .. } = &order.stage else { return Ok(()) };
    let mut books = books(c, open).await?;
    if let Some(price) = quoted(c, order, work).await? {
        let cause = Cause::OrderFee { order: order.id, part: 0 };
        let head = Head::new(new_entry(doing), order.case, doing.now, cause);
        return post(c, doing, open, &mut books, book::order_fee(head, cost_of(order.kind), price)?).await;
    }
    let accepted_on = open.place.today(work.accepted_at);
    let filter = Filter { vendor_id: Some(work.vendor.0), ..Filter::default() };
    let cards: Vec<_> =
        RATE_CARDS.list(c, filter, None, MOST_CARDS).await?.into_iter().map(|stored| stored.value).collect();
    let card = in_force(&cards, work.vendor, order.kind, accepted_on)?;
    let done = WorkDone {
        order: order.id,
        kind: order.kind,
        vendor: work.vendor,
        accepted_on,
        found: true,
        recovered: Money::zero(card.currency),
        km: report.km.unwrap_or(0),
        days: kept_days(order, work, open, doing),
        keys: report.keys.map_or(0, u32::from),
        visits: u32::from(order.kind == OrderKind::FieldVisit),
    };
    let ended_on = open.place.today(doing.now);
    let late = (ended_on - order.term.ends_on).num_days().clamp(0, 3650);
    let conduct = Conduct { late_days: u32::try_from(late).unwrap_or(0), ..Conduct::default() };
    let sheet = FeeSheet::compute(card, &done, conduct)?;
    let ids: Vec<EntryId> = (0..sheet.entry_count()).map(|_| new_entry(doing)).collect();
    for entry in sheet.entries(order.case, doing.now, &ids)? {
        post(c, doing, open, &mut books, entry).await?;
    }
    Ok(())
}

/// The price that this vendor quoted and was awarded the order for.
async fn quoted(c: &mut PgConnection, order: &Order, work: &Work) -> Result<Option<Money>, RecoveryError> {
    let Some(round) = vendors::newest_rounds(c, order.id.0, 1).await?.pop() else { return Ok(None) };
    let round = ROUNDS.get(c, round).await?.ok_or(RecoveryError::NotFound("round"))?.value;
    Ok(round.opened_quotes().into_iter().find(|(vendor, _)| *vendor == work.vendor).map(|(_, quote)| quote.price))
}

/// Days for which a contractor kept the car, by the lender's calendar, the first and the last included.
fn kept_days(order: &Order, work: &Work, open: &OpenCase, doing: &Doing) -> u32 {
    if order.kind != OrderKind::Store {
        return 0;
    }
    let days = (open.place.today(doing.now) - open.place.today(work.accepted_at)).num_days() + 1;
    u32::try_from(days).unwrap_or(0)
}

/// The fees of an order that was undone are charged back.
pub(super) async fn reverse_fees(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    order: &Order,
) -> Result<(), RecoveryError> {
    let mut books = books(c, open).await?;
    let posted = books.reverse_order(order.id, new_entry(doing), doing.now, None)?;
    stored(c, doing, open, &books, posted).await?;
    if let Some(work) = order.stage.work() {
        invoices::order_undone(c, work.vendor.0, order.id.0, doing.now).await?;
    }
    Ok(())
}

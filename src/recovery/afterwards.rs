//! What follows a settlement: the surplus is paid to the debtor, or they are asked for the deficiency.

use super::effects::tell;
use super::law::judge_money;
use super::money::{books, money, new_entry, newest_statement, post};
use super::{Doing, OpenCase, RecoveryError};
use crate::store::case_files::{self, CaseRecord};
use lienwatch_domain::compliance::GateAction;
use lienwatch_domain::ids::{CaseId, StatementId};
use lienwatch_domain::money::Money;
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::settlement::ledger::{Account, Cause, Head, Ledger, book};
use sqlx::PgConnection;

/// Pays the debtor the surplus of the statement that settled the case, once. Answers how much; the same again pays nothing
/// more.
///
/// # Errors
/// The case is not settled, nothing is left over, a rule of the place refuses, or the books do.
pub async fn pay_surplus(c: &mut PgConnection, doing: &Doing, open: &OpenCase) -> Result<Money, RecoveryError> {
    let mut books = books(c, open).await?;
    let statement = newest_statement(c, open.id()).await?;
    let statement = statement.filter(|of| settled(&books, of.id)).ok_or_else(not_settled)?;
    let surplus = statement.outcome.for_debtor(statement.currency()).map_err(money)?;
    let cause = Cause::SurplusPaid { statement: statement.id };
    if !surplus.is_positive() {
        let message = "the statement leaves nothing over for the debtor";
        return Err(Refusal::new("surplus_left", message, "nothing needs to be paid").into());
    }
    if books.posted(cause).is_some() {
        return Ok(surplus);
    }
    judge_money(c, doing, open, "pay_surplus", GateAction::PaySurplus).await?;
    let head = Head::new(new_entry(doing), CaseId(open.id()), doing.now, cause);
    post(c, doing, open, &mut books, book::surplus_paid(head, surplus)?).await?;
    Ok(surplus)
}

/// Asks the debtor for what is still owed after the settlement, or for a part of it, and keeps a record of it.
///
/// # Errors
/// The case is not settled, that much is not owed, or a rule of the place refuses.
pub async fn demand_deficiency(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    amount: Option<i64>,
    note: &str,
) -> Result<CaseRecord, RecoveryError> {
    let books = books(c, open).await?;
    let statement = newest_statement(c, open.id()).await?;
    if !statement.is_some_and(|of| settled(&books, of.id)) {
        return Err(not_settled().into());
    }
    let owed = books.balance(Account::DeficiencyReceivable).map_err(money)?;
    let amount = amount.map_or(owed, |minor| Money::new(minor, owed.currency));
    if !amount.is_positive() || amount.compare(owed).map_err(money)?.is_gt() {
        let message = format!("{amount} would be asked for, {owed} are owed");
        return Err(Refusal::new("owes_that_much", message, "ask for what the books hold, at most").into());
    }
    judge_money(c, doing, open, "demand_deficiency", GateAction::DemandDeficiency { amount }).await?;
    let record = CaseRecord {
        id: (doing.new_id)(),
        case_id: open.id(),
        order_id: None,
        kind: "deficiency_demand".to_owned(),
        detail: serde_json::json!({ "amount": amount, "note": note }),
        at: doing.now,
        by: doing.actor_name.clone(),
    };
    case_files::add_record(c, open.stored.lender_no, &record).await?;
    let data = serde_json::json!({ "record": record.id, "amount": amount });
    tell(c, doing, open.stored.lender_no, ("case", open.id()), "deficiency_demanded", data).await?;
    Ok(record)
}

/// The books distributed the proceeds by this statement, and that stands.
fn settled(books: &Ledger, statement: StatementId) -> bool {
    books.posted(Cause::Settled { statement }).is_some_and(|entry| !books.is_reversed(entry.id()))
}

fn not_settled() -> Refusal {
    Refusal::new("settled", "the proceeds are not distributed yet", "settle the case first")
}

//! A contractor asked for less than it earned.

use super::account::Account;
use super::book;
use super::cause::Cause;
use super::entry::{Entry, Head};
use super::journal::Ledger;
use crate::ids::{EntryId, InvoiceId, OrderId};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::settlement::waterfall::CostKind;
use chrono::{DateTime, Utc};

/// The entry that waives `amount` of what an order earned. What the borrower bears of its fees is reduced first, the
/// lender's commission then. Once the case is settled the borrower has borne the cost: it owes so much less of its
/// deficiency, and gets back what goes beyond that (only reasonable expenses that arose may be charged, UCC 9-615(a)(1)).
///
/// # Errors
/// The order earned less than that; amounts in two currencies.
pub fn fee_waived(
    ledger: &Ledger,
    (order, kind): (OrderId, CostKind),
    invoice: InvoiceId,
    amount: Money,
    (id, at): (EntryId, DateTime<Utc>),
) -> Result<Entry, Refusal> {
    let nothing = Money::zero(ledger.currency());
    let cost = ledger.order_balance(order, Account::Cost(kind))?.most(nothing)?;
    let of_borrower = amount.least(cost)?;
    let of_lender = amount.minus(of_borrower)?;
    let settled = |e: &&Entry| matches!(e.cause(), Cause::Settled { .. }) && !ledger.is_reversed(e.id());
    let mut parts = vec![(Account::Commission, of_lender)];
    if ledger.entries().iter().any(|e| settled(&e)) {
        let less_owed = of_borrower.least(ledger.balance(Account::DeficiencyReceivable)?.most(nothing)?)?;
        parts.push((Account::DeficiencyReceivable, less_owed));
        parts.push((Account::RefundsPayable, of_borrower.minus(less_owed)?));
    } else {
        parts.push((Account::Cost(kind), of_borrower));
    }
    let head = Head::new(id, ledger.case(), at, Cause::FeeWaived { order, invoice });
    book::fee_waived_of(head, &parts)
}

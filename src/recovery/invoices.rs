//! Contractors' invoices: held against the fees in the books of every case that they name, approved, paid, charged back.
//!
//! An invoice names orders of several cases. Whoever changes it locks the loans and cases of its orders first, in the
//! order of the loans, and the invoice last: so it never waits for somebody who waits for it.

use super::effects::tell;
use super::money::{money, new_entry, post};
use super::orders::{apply_to, plain_facts};
use super::{Doing, OpenCase, RecoveryError, fees};
use crate::store::documents::{New, Stored};
use crate::store::events::{self, NewEvent};
use crate::store::shelves::{INVOICES, ORDERS};
use crate::store::{StoreError, cases, invoices as store};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::ids::{CaseId, InvoiceId, LenderNo, OrderId, VendorId};
use lienwatch_domain::money::{Currency, Money};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::order::{OrderAction, Party};
use lienwatch_domain::recovery::{Order, OrderStage};
use lienwatch_domain::settlement::fees::cost_of;
use lienwatch_domain::settlement::invoice::{
    Invoice, InvoiceAction, InvoiceEffect, InvoiceEvent, InvoiceFacts, InvoiceLine, InvoiceNumber, InvoicePolicy,
    InvoiceStage, OrderFee, apply, draft,
};
use lienwatch_domain::settlement::ledger::{Account, Cause, Head, Ledger, book, fee_waived};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// An invoice being changed, with the cases of its orders. All of them are locked.
pub struct OpenInvoice {
    /// The invoice.
    pub stored: Stored<Invoice>,
    cases: BTreeMap<CaseId, (OpenCase, Ledger)>,
    orders: BTreeMap<OrderId, CaseId>,
    policy: InvoicePolicy,
}

/// Cases of a vendor's orders, locked in the order of their loans, with their books.
pub(super) type Locked = (BTreeMap<CaseId, (OpenCase, Ledger)>, BTreeMap<OrderId, CaseId>);

/// What is not an order of the vendor is left out, whether it exists or not.
pub(super) async fn lock_cases(
    c: &mut PgConnection,
    doing: &Doing,
    vendor: VendorId,
    orders: impl Iterator<Item = OrderId>,
) -> Result<Locked, RecoveryError> {
    let (mut of, mut wanted, mut seen) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
    for order in orders {
        let Some(stored) = ORDERS.get(c, order.0).await? else { continue };
        if stored.value.stage.work().is_none_or(|work| work.vendor != vendor) {
            continue;
        }
        let case = stored.value.case;
        of.insert(order, case);
        if seen.insert(case) {
            let loan = cases::get(c, case.0).await?.ok_or(RecoveryError::NotFound("case"))?.case.loan;
            wanted.insert((loan, case), case);
        }
    }
    let mut locked = BTreeMap::new();
    for case in wanted.into_values() {
        let open = OpenCase::lock(c, doing, case.0).await?;
        let books = super::books(c, &open).await?;
        locked.insert(case, (open, books));
    }
    Ok((locked, of))
}

impl OpenInvoice {
    /// Locks the cases of an invoice's orders, and of those that `more` names, then the invoice.
    ///
    /// # Errors
    /// There is no such invoice, or its lines were changed in this moment.
    pub async fn lock(
        c: &mut PgConnection,
        doing: &Doing,
        id: Uuid,
        more: &[OrderId],
    ) -> Result<OpenInvoice, RecoveryError> {
        let none = RecoveryError::NotFound("invoice");
        let Some(seen) = INVOICES.get(c, id).await? else { return Err(none) };
        let named = seen.value.lines.iter().map(|line| line.order).chain(more.iter().copied());
        let (cases, orders) = lock_cases(c, doing, seen.value.vendor, named).await?;
        let stored = INVOICES.for_update(c, id).await?.ok_or(none)?;
        if stored.value.lines != seen.value.lines {
            let expected = i32::try_from(seen.value.version).unwrap_or(i32::MAX);
            return Err(StoreError::Stale { expected }.into());
        }
        let policy = super::place_of(c, stored.lender_no).await?.policy.invoices;
        Ok(OpenInvoice { stored, cases, orders, policy })
    }

    /// What is known of the orders that the invoice names, and of `lines` that would take their place.
    pub async fn facts(&self, c: &mut PgConnection, party: Party) -> Result<InvoiceFacts, RecoveryError> {
        let invoice = &self.stored.value;
        let named: Vec<Uuid> = self.orders.keys().map(|order| order.0).collect();
        let others = store::before(c, invoice.vendor.0, invoice.id.0, &named).await?;
        let mut orders = BTreeMap::new();
        for (order, case) in &self.orders {
            let (Some(stored), Some((_, books))) = (ORDERS.get(c, order.0).await?, self.cases.get(case)) else {
                continue;
            };
            let payable = fees::payable_now(c, &stored.value, books).await?;
            let reversed = is_undone(&stored.value, books);
            let other_invoice = others.get(&order.0).copied().map(InvoiceId);
            orders.insert(*order, OrderFee { vendor: invoice.vendor, payable, reversed, other_invoice });
        }
        Ok(InvoiceFacts { party, orders })
    }

    /// The lender's rules for invoices.
    pub fn policy(&self) -> &InvoicePolicy {
        &self.policy
    }
}

fn is_undone(order: &Order, books: &Ledger) -> bool {
    matches!(order.stage, OrderStage::Reversed { .. }) || books.is_order_reversed(order.id)
}

/// Begins an invoice of a vendor's own orders.
///
/// # Errors
/// The lines make no sense; constraint `invoice_number_unique` where the vendor has used the number.
pub async fn write_invoice(
    c: &mut PgConnection,
    doing: &Doing,
    lender_no: i32,
    vendor: VendorId,
    (number, currency, lines): (InvoiceNumber, Currency, Vec<InvoiceLine>),
) -> Result<InvoiceId, RecoveryError> {
    let id = InvoiceId((doing.new_id)());
    let party = Party::Vendor { vendor, actor: doing.actor };
    let (invoice, rows, _) = draft(id, number, currency, lines, party, doing.now)?;
    INVOICES.insert(c, New { id: id.0, lender_no, value: &invoice, due_at: None }, doing.now).await?;
    log(c, doing, lender_no, &rows).await?;
    Ok(id)
}

/// Applies an action to an invoice that is locked, and carries out what follows.
///
/// # Errors
/// A rule refuses: of the invoice, of an order, or of the books.
pub async fn act_on_invoice(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenInvoice,
    party: Party,
    action: InvoiceAction,
) -> Result<(), RecoveryError> {
    let facts = open.facts(c, party).await?;
    let (next, rows, effects) = apply(&open.stored.value, action, &facts, doing.now, &open.policy)?;
    let before = open.stored.value.version;
    INVOICES.update(c, next.id.0, before, &next, open.stored.due_at, doing.now).await?;
    log(c, doing, open.stored.lender_no, &rows).await?;
    open.stored.value = next;
    for effect in effects {
        Box::pin(carry_out(c, doing, open, &effect)).await?;
    }
    Ok(())
}

/// Charges back every line whose order was undone. Answers how many.
///
/// # Errors
/// The invoice is a draft, rejected, or charged back as a whole.
pub async fn charge_back_undone(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenInvoice,
) -> Result<usize, RecoveryError> {
    let facts = open.facts(c, Party::Lender(doing.actor)).await?;
    let undone = |order: &OrderId| facts.orders.get(order).is_some_and(|fee| fee.reversed);
    let lines: Vec<OrderId> = open.stored.value.asked().map(|line| line.order).filter(undone).collect();
    open.stored.due_at = None;
    for order in &lines {
        let reason = Reason::new("the order was undone").expect("the text is written here");
        let action = InvoiceAction::ChargeBack { order: *order, reason };
        act_on_invoice(c, doing, open, Party::Lender(doing.actor), action).await?;
    }
    Ok(lines.len())
}

/// The same for whoever follows time: an invoice that was asked to be looked at. Answers whether anything changed.
pub(super) async fn tick(c: &mut PgConnection, doing: &Doing, id: Uuid) -> Result<bool, RecoveryError> {
    let mut open = OpenInvoice::lock(c, doing, id, &[]).await?;
    if open.stored.due_at.is_none_or(|at| at > doing.now) {
        return Ok(false);
    }
    if charge_back_undone(c, doing, &mut open).await? > 0 {
        return Ok(true);
    }
    INVOICES.due_never(c, id).await?;
    Ok(true)
}

async fn carry_out(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenInvoice,
    effect: &InvoiceEffect,
) -> Result<(), RecoveryError> {
    let invoice = open.stored.value.id;
    match effect {
        InvoiceEffect::MatchNow => {
            let system = Doing { actor: Actor::System, actor_name: "system:invoices".to_owned(), ..doing.clone() };
            let party = Party::Lender(Actor::System);
            Box::pin(act_on_invoice(c, &system, open, party, InvoiceAction::Match)).await?;
        }
        InvoiceEffect::OrderInvoiced { order } => {
            move_order(c, doing, open, *order, OrderAction::Invoice { invoice }).await?
        }
        InvoiceEffect::OrderReleased { order } => {
            let reason = Reason::new("the invoice will not be paid as it stands").expect("the text is written here");
            move_order(c, doing, open, *order, OrderAction::Unbill { reason }).await?;
        }
        InvoiceEffect::PayOrder { order, amount, over } => {
            let earned = amount.minus(*over).map_err(money)?;
            let (case, books) = at(open, *order)?;
            let head =
                Head::new(new_entry(doing), books.case(), doing.now, Cause::OrderPaid { order: *order, invoice });
            post(c, doing, case, books, book::order_paid(head, earned, *over)?).await?;
            move_order(c, doing, open, *order, OrderAction::Pay).await?;
        }
        InvoiceEffect::WaiveRest { order, amount } => {
            let stored = ORDERS.get(c, order.0).await?.ok_or(RecoveryError::NotFound("order"))?;
            let of = (*order, cost_of(stored.value.kind));
            let (case, books) = at(open, *order)?;
            let entry = fee_waived(books, of, invoice, *amount, (new_entry(doing), doing.now))?;
            post(c, doing, case, books, entry).await?;
        }
        // The books have it from the charge-back of the order itself; here people are told.
        InvoiceEffect::ClaimBack { order, amount } => {
            let data = serde_json::json!({ "order": order, "amount": amount });
            tell(c, doing, open.stored.lender_no, ("invoice", invoice.0), "claimed_back", data).await?;
        }
        // The log itself tells them: notifications follow it.
        InvoiceEffect::NotifyApprovers | InvoiceEffect::NotifyVendor => {}
    }
    Ok(())
}

fn at(open: &mut OpenInvoice, order: OrderId) -> Result<(&OpenCase, &mut Ledger), RecoveryError> {
    let case = open.orders.get(&order).and_then(|case| open.cases.get_mut(case));
    let (case, books) = case.ok_or(RecoveryError::NotFound("order"))?;
    Ok((case, books))
}

async fn move_order(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenInvoice,
    order: OrderId,
    action: OrderAction,
) -> Result<(), RecoveryError> {
    let stored = ORDERS.for_update(c, order.0).await?.ok_or(RecoveryError::NotFound("order"))?;
    // What was undone meanwhile is nobody's bill any more.
    if matches!((&action, &stored.value.stage), (OrderAction::Unbill { .. }, OrderStage::Reversed { .. })) {
        return Ok(());
    }
    let case = open.orders.get(&order).and_then(|case| open.cases.get_mut(case));
    let (case, _) = case.ok_or(RecoveryError::NotFound("order"))?;
    let facts = plain_facts(doing, case);
    apply_to(c, doing, case, stored, action, &facts).await?;
    Ok(())
}

async fn log(c: &mut PgConnection, doing: &Doing, lender_no: i32, rows: &[InvoiceEvent]) -> Result<(), RecoveryError> {
    for row in rows {
        let data = serde_json::to_value(row).map_err(|e| StoreError::unreadable("invoice event", e.to_string()))?;
        let action = data.get("change").and_then(|a| a.as_str()).unwrap_or("changed").to_owned();
        let reason = data.get("reason").and_then(|r| r.as_str()).map(str::to_owned);
        let event = NewEvent {
            lender: Some(LenderNo(lender_no)),
            entity_kind: "invoice",
            entity_id: row.invoice.0,
            action: &action,
            actor: &doing.actor_name,
            at: doing.wall,
            reason: reason.as_deref(),
            data,
        };
        events::append(c, &event).await?;
    }
    Ok(())
}

/// What an invoice is of: what it asks for, and what would be paid, once it was matched.
pub fn totals(invoice: &Invoice) -> Result<(Money, Option<Money>), RecoveryError> {
    let payable = match &invoice.stage {
        InvoiceStage::Draft | InvoiceStage::Submitted { .. } | InvoiceStage::Rejected { .. } => None,
        InvoiceStage::ChargedBack { .. } => Some(Money::zero(invoice.currency)),
        _ => Some(
            Money::sum(invoice.payments().into_iter().map(|(_, amount)| amount), invoice.currency).map_err(money)?,
        ),
    };
    Ok((invoice.total().map_err(money)?, payable))
}

/// What an order holds for its contractor in the books, whatever its state.
pub(super) fn owed(books: &Ledger, order: OrderId) -> Result<Money, RecoveryError> {
    books.order_balance(order, Account::VendorPayable).map_err(money)
}

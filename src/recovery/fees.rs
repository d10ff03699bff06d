//! What an order earns now: its fees in the books, once its papers are complete.

use super::RecoveryError;
use super::invoices::owed;
use crate::store::{case_files, custody, ledger};
use lienwatch_domain::money::Money;
use lienwatch_domain::recovery::{Custodian, Order, OrderKind, OrderStage};
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::settlement::fees::{Document, billable};
use lienwatch_domain::settlement::ledger::{Ledger, MAX_ENTRIES};
use sqlx::PgConnection;
use std::collections::BTreeSet;

/// The fees of an order as the books of its case hold them, or why nothing can be billed.
pub(super) async fn payable_now(
    c: &mut PgConnection,
    order: &Order,
    books: &Ledger,
) -> Result<Result<Money, Refusal>, RecoveryError> {
    let documents = documents(c, order).await?;
    Ok(match billable(order.kind, order.stage.state(), &documents) {
        Ok(()) => Ok(owed(books, order.id)?),
        Err(refusal) => Err(refusal),
    })
}

/// The same for whoever only looks: nothing is locked. `None`: the books have nothing of the case.
///
/// # Errors
/// The books cannot be read.
pub async fn billable_now(
    c: &mut PgConnection,
    order: &Order,
) -> Result<Option<Result<Money, Refusal>>, RecoveryError> {
    let limit = i64::try_from(MAX_ENTRIES).unwrap_or(i64::MAX).saturating_add(1);
    let entries = ledger::of_case(c, order.case.0, limit).await?;
    let Some(currency) = entries.iter().find_map(|entry| entry.currency()) else { return Ok(None) };
    let books = Ledger::replay(order.case, currency, entries)?;
    Ok(Some(payable_now(c, order, &books).await?))
}

/// Which documents an order has brought: in its report, among the records of its case, in the chain of hand-overs.
async fn documents(c: &mut PgConnection, order: &Order) -> Result<BTreeSet<Document>, RecoveryError> {
    let mut found = BTreeSet::new();
    let (OrderStage::Acknowledged { work, report, .. }
    | OrderStage::Invoiced { work, report, .. }
    | OrderStage::Paid { work, report, .. }) = &order.stage
    else {
        return Ok(found);
    };
    // A report is in words at least; what was uploaded with it is a photo, a receipt or the result of a sale.
    found.insert(Document::VisitReport);
    if !report.evidence.is_empty() {
        found.extend([Document::Photos, Document::Receipt, Document::SaleReport]);
    }
    found.extend(report.odometer_km.map(|_| Document::Odometer));
    found.extend(report.vin_matches.filter(|fits| *fits).map(|_| Document::VinMatch));
    let records = [("property_inventory", Document::PropertyInventory), ("condition", Document::ConditionReport)];
    for (kind, document) in records {
        let newest = case_files::newest_record(c, order.case.0, kind).await?;
        found.extend(newest.filter(|record| record.at >= work.accepted_at).map(|_| document));
    }
    let takes_part = |custodian: Custodian| {
        custodian.vendor() == Some(work.vendor)
            || (order.kind == OrderKind::Store && matches!(custodian, Custodian::Yard { .. }))
    };
    let chain = custody::of_case(c, order.case.0).await?;
    let handed = chain.hand_overs().iter().any(|over| {
        // The first of a recovery is the taking itself; a hand-over has another side that signs.
        let other_side = !matches!(over.from, Custodian::Borrower);
        over.at >= work.accepted_at && other_side && (takes_part(over.from) || takes_part(over.to))
    });
    found.extend(handed.then_some(Document::HandOver));
    Ok(found)
}

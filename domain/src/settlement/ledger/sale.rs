//! What a lot's machine asks to be done with money, as entries.

use super::book;
use super::cause::Cause;
use super::entry::{Entry, Head};
use crate::disposal::Effect;
use crate::ids::{CaseId, EntryId, LotId};
use crate::money::Money;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};

/// The entries of the effects of one change of a lot, which brought it to `version`. Several effects of one kind for one
/// buyer are one entry. Effects that move no money make none. `ids` are those of the new entries, at most one for each
/// effect is used.
///
/// # Errors
/// Fewer ids than entries; amounts that are not above zero.
pub fn lot_entries(
    case: CaseId,
    (lot, version): (LotId, u64),
    at: DateTime<Utc>,
    effects: &[Effect],
    ids: &[EntryId],
) -> Result<Vec<Entry>, Refusal> {
    let mut events: Vec<(Cause, Money)> = Vec::new();
    for (cause, amount) in effects.iter().filter_map(|effect| event(effect, lot, version)) {
        match events.iter_mut().find(|(known, _)| *known == cause) {
            Some((_, sum)) => *sum = sum.plus(amount)?,
            None => events.push((cause, amount)),
        }
    }
    if ids.len() < events.len() {
        let message = format!("{} ids for {} entries", ids.len(), events.len());
        return Err(Refusal::new("ids", message, "give an id for each effect"));
    }
    let entry = |((cause, amount), id): ((Cause, Money), &EntryId)| {
        let head = Head::new(*id, case, at, cause);
        match cause {
            Cause::DepositTaken { .. } => book::deposit_taken(head, amount),
            Cause::DepositReturned { .. } => book::deposit_returned(head, amount),
            Cause::DepositApplied { .. } => book::deposit_applied(head, amount),
            Cause::DepositForfeited { .. } => book::deposit_forfeited(head, amount),
            Cause::SalePaid { .. } => book::sale_paid(head, amount),
            _ => book::buyer_refunded(head, amount),
        }
    };
    events.into_iter().zip(ids).map(entry).collect()
}

fn event(effect: &Effect, lot: LotId, version: u64) -> Option<(Cause, Money)> {
    Some(match *effect {
        Effect::HoldDeposit { buyer, amount } => (Cause::DepositTaken { lot, buyer, version }, amount),
        Effect::ReleaseDeposit { buyer, amount } => (Cause::DepositReturned { lot, buyer, version }, amount),
        Effect::ApplyDeposit { buyer, amount } => (Cause::DepositApplied { lot, buyer, version }, amount),
        Effect::ForfeitDeposit { buyer, amount } => (Cause::DepositForfeited { lot, buyer, version }, amount),
        Effect::ReceivePayment { payment, amount, .. } => (Cause::SalePaid { payment }, amount),
        Effect::Refund { buyer, amount } => (Cause::BuyerRefunded { lot, buyer, version }, amount),
        _ => return None,
    })
}

//! What may be asked of a lot now: what a screen offers, and why it greys the rest.

use super::machine::{Facts, Step, first, state_allows};
use super::{ActionKind, Lot, LotPolicy};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};

/// Each action with what keeps it from being taken now. What the action itself must bring (an amount, a buyer who has
/// a deposit, terms) is left open.
pub fn allowed(lot: &Lot, facts: &Facts, now: DateTime<Utc>, policy: &LotPolicy) -> Vec<(ActionKind, Option<Refusal>)> {
    let refusal = |kind| state_allows(lot, kind).and_then(|()| may(lot, kind, facts, now, policy)).err();
    ActionKind::ALL.iter().map(|kind| (*kind, refusal(*kind))).collect()
}

fn may(lot: &Lot, kind: ActionKind, facts: &Facts, now: DateTime<Utc>, policy: &LotPolicy) -> Result<(), Refusal> {
    use ActionKind as A;
    let mut step = Step::new(lot, facts, now, policy);
    let words = || Reason::new("left open").expect("the text is written here");
    match kind {
        A::List => match facts.appraised {
            Some((appraisal, _)) => step.may_list(&lot.terms, appraisal).map(drop),
            None => first(&facts.blocked).and_then(|()| Err(not_appraised())),
        },
        A::Relist => first(&facts.blocked).and_then(|()| facts.appraised.map(drop).ok_or_else(not_appraised)),
        A::Bid | A::Buy | A::ReportSale => step.still_open().and_then(|()| first(&facts.blocked)),
        A::ApproveReserve => step.approve(words()),
        A::RejectBids | A::PassOver | A::ExtendPayment => step.person().map(drop),
        A::Award => step.award(),
        A::AcceptOffer => lot.candidate().map_or(Ok(()), |buyer| step.accept_offer(buyer)),
        A::DeclineOffer => lot.candidate().map_or(Ok(()), |buyer| step.offered_to(buyer).map(drop)),
        A::RecordPayment => step.payable(),
        A::Withdraw => step.withdraw(words()),
        A::ChangeTerms | A::RecordProof | A::LodgeDeposit | A::ReturnDeposit | A::Tick | A::Deliver => Ok(()),
    }
}

fn not_appraised() -> Refusal {
    Refusal::new("appraisal_fresh", "no appraisal of the car counts", "have it appraised")
}

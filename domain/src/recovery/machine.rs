//! The case machine: a pure function of the case, the action, the facts, the time and the policy.

use super::closing::{car_not_there, may_close_as, may_reopen};
use super::step::{Step, room_for_a_hold};
use super::work::{disposal_gaps, give_back_gap, sale_price, settlement_gaps, undo_sale_gap};
use super::{
    Action, ActionKind, Authorisation, AuthorisationRequest, Case, CaseEvent, CasePolicy, CaseState, Change, Custodian,
    Effect, Facts, GoingBack, HoldCause, HoldPhase, Sale, Stage, Taken, authorisation_gaps, dispatch_gaps, sale_gaps,
    take_gaps,
};
use crate::ids::{UserId, YardId};
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};

/// The case after an action, its log rows, and what must follow. Without log rows nothing changed, the version
/// neither: the cause had already been told.
pub type Applied = (Case, Vec<CaseEvent>, Vec<Effect>);

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
pub fn apply(
    case: &Case,
    action: Action,
    facts: &Facts,
    now: DateTime<Utc>,
    policy: &CasePolicy,
) -> Result<Applied, Refusal> {
    state_allows(case, action.kind())?;
    let mut step = Step { case: case.clone(), facts, now, changes: vec![], effects: vec![] };
    match action {
        Action::StartReview => step.to(Stage::InReview { request: None }, Change::ReviewStarted),
        Action::RequestAuthorisation { basis, reference, reason } => {
            let by = step.person()?;
            first(authorisation_gaps(case, Some((basis, reference.as_ref())), facts, now, policy))?;
            let change = Change::AuthorisationRequested { basis, reference: reference.clone(), reason: reason.clone() };
            let request = AuthorisationRequest { by, at: now, basis, reference, reason };
            step.to(Stage::InReview { request: Some(request) }, change);
            step.effects.push(Effect::NotifyApprovers);
        }
        Action::Approve { reason } => {
            let by = step.person()?;
            let request = waiting(case)?;
            two_people(&request, by)?;
            let basis = (request.basis, request.reference.as_ref());
            first(authorisation_gaps(case, Some(basis), facts, now, policy))?;
            let (requested_by, basis) = (request.by, request.basis);
            let change = Change::Authorised { requested_by, basis, reason: reason.clone() };
            let jurisdiction = facts.jurisdiction;
            let authorisation = Authorisation { request, by, at: now, reason, jurisdiction };
            step.to(Stage::Authorised { authorisation }, change);
            step.effects.push(Effect::NotifyRequester { user: requested_by, approved: true });
        }
        Action::Reject { reason } => {
            let requested_by = waiting(case)?.by;
            step.to(Stage::InReview { request: None }, Change::Rejected { requested_by, reason });
            step.effects.push(Effect::NotifyRequester { user: requested_by, approved: false });
        }
        Action::Return { reason } => step.step_back(reason),
        Action::PlaceHold { hold, kind, reason } => step.hold(hold, kind, HoldCause::Placed, reason)?,
        Action::ConfirmHold { hold } => step.confirm(hold)?,
        Action::ReleaseHold { hold, reason } => step.release(hold, reason)?,
        Action::LoanChanged { hold, event } => step.loan_changed(hold, event)?,
        Action::Close { close_reason, reason } => {
            may_close_as(case, close_reason, facts)?;
            step.close(close_reason, reason);
        }
        Action::Reopen { reason } => {
            may_reopen(case, facts)?;
            step.reopen(reason);
        }
        Action::Dispatch { order } => {
            first(dispatch_gaps(case, facts, now, policy))?;
            let stage = match &case.stage {
                Stage::Authorised { authorisation } => {
                    Stage::InRecovery { authorisation: authorisation.clone(), since: now }
                }
                other => other.clone(),
            };
            step.to(stage, Change::Dispatched { order });
        }
        Action::Secure { order, place } => {
            first(take_gaps(case, facts, now, policy))?;
            if let Stage::InRecovery { authorisation, .. } = &case.stage {
                let taken = Taken { authorisation: authorisation.clone(), order, at: now, place };
                step.to(Stage::Secured { taken }, Change::Secured { order, place });
                step.effects.extend([Effect::KillRecoveryLinks, Effect::WithdrawSearch { taken_by: order }]);
            }
        }
        Action::EnterCustody { yard } => {
            in_a_yard(facts, Some(yard)).map_or(Ok(()), Err)?;
            if let Stage::Secured { taken } = &case.stage {
                let stage = Stage::InCustody { taken: taken.clone(), yard, since: now };
                step.to(stage, Change::EnteredCustody { yard });
            }
        }
        Action::ClearForDisposal { reason } => {
            let cleared_by = step.person()?;
            first(disposal_gaps(case, facts))?;
            if let Stage::InCustody { taken, .. } = &case.stage {
                let stage = Stage::ForDisposal { taken: taken.clone(), cleared_by, cleared_at: now };
                step.to(stage, Change::ClearedForDisposal { reason });
            }
        }
        Action::Sell { lot, price } => {
            first(sale_gaps(case, facts, now, policy))?;
            sale_price(price)?;
            if let Stage::ForDisposal { taken, .. } = &case.stage {
                let sale = Sale { lot, price, at: now };
                step.to(Stage::Sold { taken: taken.clone(), sale }, Change::Sold { lot, price });
            }
        }
        Action::UndoSale { reason } => {
            undo_sale_gap(facts).map_or(Ok(()), Err)?;
            if let Stage::Sold { taken, sale } = &case.stage {
                // Time itself undoes a sale that is not paid; then it is for disposal again by whoever authorised it.
                let by = facts.actor.person().unwrap_or(taken.authorisation.by);
                let stage = Stage::ForDisposal { taken: taken.clone(), cleared_by: by, cleared_at: now };
                step.to(stage, Change::SaleUndone { lot: sale.lot, reason });
            }
        }
        Action::Settle { statement } => {
            first(settlement_gaps(facts))?;
            if let Stage::Sold { taken, sale } = &case.stage {
                let stage = Stage::Settled { taken: taken.clone(), sale: *sale, statement, at: now };
                step.to(stage, Change::Settled { statement });
            }
        }
        Action::GiveBack { because, reason } => {
            step.person()?;
            give_back_gap(because, facts).map_or(Ok(()), Err)?;
            step.give_back(because, reason);
        }
    }
    Ok(step.finish(case))
}

/// Each action with what keeps it from being taken now: what a screen offers, and why it greys the rest. What the
/// action itself must bring (a basis, an existing hold) is left open.
pub fn allowed(
    case: &Case,
    facts: &Facts,
    now: DateTime<Utc>,
    policy: &CasePolicy,
) -> Vec<(ActionKind, Option<Refusal>)> {
    let refusal = |kind| {
        if let Err(refusal) = state_allows(case, kind) {
            return Some(refusal);
        }
        let step = Step { case: case.clone(), facts, now, changes: vec![], effects: vec![] };
        let gaps = |basis| authorisation_gaps(case, basis, facts, now, policy).into_iter();
        match kind {
            ActionKind::RequestAuthorisation => {
                step.person().err().or_else(|| gaps(None).find(|gap| gap.rule != "legal_basis"))
            }
            ActionKind::Approve => match (step.person(), waiting(case)) {
                (Err(refusal), _) | (_, Err(refusal)) => Some(refusal),
                (Ok(by), Ok(request)) => two_people(&request, by)
                    .err()
                    .or_else(|| gaps(Some((request.basis, request.reference.as_ref()))).next()),
            },
            ActionKind::Reject => waiting(case).err(),
            ActionKind::ReleaseHold if case.open_holds().next().is_none() => Some(no_such_hold()),
            ActionKind::ConfirmHold if !case.open_holds().any(|h| h.phase == HoldPhase::Pending) => {
                Some(no_such_hold())
            }
            ActionKind::PlaceHold => room_for_a_hold(case),
            ActionKind::EnterCustody => in_a_yard(facts, None),
            ActionKind::Reopen => may_reopen(case, facts).err(),
            ActionKind::Dispatch => dispatch_gaps(case, facts, now, policy).into_iter().next(),
            ActionKind::Secure => take_gaps(case, facts, now, policy).into_iter().next(),
            ActionKind::ClearForDisposal => {
                step.person().err().or_else(|| disposal_gaps(case, facts).into_iter().next())
            }
            ActionKind::Sell => sale_gaps(case, facts, now, policy).into_iter().next(),
            ActionKind::Settle => settlement_gaps(facts).into_iter().next(),
            ActionKind::Redeem => step.person().err().or_else(|| give_back_gap(GoingBack::Redeemed, facts)),
            ActionKind::Reinstate => step.person().err().or_else(|| give_back_gap(GoingBack::Reinstated, facts)),
            ActionKind::Unrepossess => step.person().err(),
            ActionKind::UndoSale => undo_sale_gap(facts),
            ActionKind::Close => car_not_there(case, facts),
            _ => None,
        }
    };
    ActionKind::ALL.iter().map(|kind| (*kind, refusal(*kind))).collect()
}

/// The table of the machine: which action a state knows.
fn state_allows(case: &Case, kind: ActionKind) -> Result<(), Refusal> {
    use {ActionKind as A, CaseState as S};
    let wanted: &[S] = match kind {
        A::StartReview => &[S::Flagged],
        A::RequestAuthorisation | A::Approve | A::Reject => &[S::InReview],
        A::Return => &[S::InReview, S::Authorised, S::InRecovery],
        A::PlaceHold => &HOLDABLE,
        A::Close => &[
            S::Flagged,
            S::InReview,
            S::Authorised,
            S::InRecovery,
            S::Secured,
            S::InCustody,
            S::ForDisposal,
            S::Settled,
            S::Redeemed,
            S::Reinstated,
            S::Unrepossessed,
        ],
        A::Dispatch => &[S::Authorised, S::InRecovery],
        A::Secure => &[S::InRecovery],
        A::EnterCustody => &[S::Secured],
        A::ClearForDisposal => &[S::InCustody],
        A::Sell => &[S::ForDisposal],
        A::UndoSale | A::Settle => &[S::Sold],
        A::Redeem | A::Reinstate | A::Unrepossess => &[S::Secured, S::InCustody, S::ForDisposal],
        A::Reopen => &[S::Closed],
        // A hold outlives closing, so that a reopened case is still held; and the loan goes on changing.
        A::ConfirmHold | A::ReleaseHold | A::LoanChanged => return Ok(()),
    };
    let state = case.stage.state();
    if !wanted.contains(&state) {
        let names: Vec<&str> = wanted.iter().map(|s| s.name()).collect();
        let message = format!("{kind} is not possible while the case is {state}");
        let of = [
            ("state", state.name().into()),
            ("action", kind.name().into()),
            ("wanted", crate::refusal::names(names.iter().copied())),
        ];
        let refusal = Refusal::new("wrong_state", message, format!("bring the case to {}", names.join(" or ")));
        return Err(refusal.told("wrong_state.case", of));
    }
    match (&case.stage, kind) {
        (Stage::InReview { request: Some(_) }, A::RequestAuthorisation) => Err(Refusal::new(
            "already_requested",
            "authorisation is already requested",
            "approve, reject or withdraw the request that waits",
        )),
        _ => Ok(()),
    }
}

fn first(gaps: Vec<Refusal>) -> Result<(), Refusal> {
    gaps.into_iter().next().map_or(Ok(()), Err)
}

fn waiting(case: &Case) -> Result<AuthorisationRequest, Refusal> {
    match &case.stage {
        Stage::InReview { request: Some(request) } => Ok(request.clone()),
        _ => Err(Refusal::new(
            "request_waiting",
            "no request for authorisation waits",
            "request authorisation first, with a legal basis and a reason",
        )),
    }
}

fn two_people(request: &AuthorisationRequest, by: UserId) -> Result<(), Refusal> {
    if request.by != by {
        return Ok(());
    }
    Err(Refusal::new("two_people", "the person who asked cannot approve", "have another person approve"))
}

pub(super) fn no_such_hold() -> Refusal {
    Refusal::new("no_such_hold", "the case has no such open hold", "choose a hold of this case that is open")
}

/// States that a hold can stop: everything before the money is distributed. A sale can still be undone, and a car that
/// was sold is still carried.
pub(super) const HOLDABLE: [CaseState; 8] = {
    use CaseState::*;
    [Flagged, InReview, Authorised, InRecovery, Secured, InCustody, ForDisposal, Sold]
};

/// The chain of hand-overs ends in this yard, or in any.
fn in_a_yard(facts: &Facts, wanted: Option<YardId>) -> Option<Refusal> {
    match (facts.work.custodian, wanted) {
        (Some(Custodian::Yard { yard }), wanted) if wanted.is_none_or(|w| w == yard) => None,
        (_, wanted) => {
            let which = if wanted.is_some() { "this" } else { "a" };
            let message = format!("the chain of hand-overs does not end in {which} yard");
            Some(Refusal::new("custody_unbroken", message, "record the hand-over to the yard first"))
        }
    }
}

//! The case machine: a pure function of the case, the action, the facts, the time and the policy.

use super::step::Step;
use super::work::{disposal_gaps, give_back_gap, settlement_gaps};
use super::{
    Action, ActionKind, Authorisation, AuthorisationRequest, Case, CaseEvent, CasePolicy, CaseState, Change,
    CloseReason, Custodian, Effect, Facts, GoingBack, HoldCause, HoldPhase, Sale, Stage, Taken, authorisation_gaps,
    dispatch_gaps, sale_gaps, take_gaps,
};
use crate::ids::UserId;
use crate::lending::LoanStatus;
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
            step.to(Stage::InReview { request: None }, Change::Reopened { reason });
            step.effects.push(Effect::NotifyReviewers);
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
                step.effects.push(Effect::KillRecoveryLinks);
            }
        }
        Action::EnterCustody { yard } => {
            if facts.work.custodian != Some(Custodian::Yard { yard }) {
                let message = "the chain of hand-overs does not end in this yard";
                let remedy = "record the hand-over to the yard first";
                return Err(Refusal::new("custody_unbroken", message, remedy));
            }
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
            if let Stage::ForDisposal { taken, .. } = &case.stage {
                let sale = Sale { lot, price, at: now };
                step.to(Stage::Sold { taken: taken.clone(), sale }, Change::Sold { lot, price });
            }
        }
        Action::UndoSale { reason } => {
            let by = step.person()?;
            if facts.work.sale_paid {
                let remedy = "settle the case, or refund the buyer first";
                return Err(Refusal::new("sale_unpaid", "the buyer has paid", remedy));
            }
            if let Stage::Sold { taken, sale } = &case.stage {
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
            ActionKind::Unrepossess | ActionKind::UndoSale => step.person().err(),
            ActionKind::Close if car_still_in_hand(case, facts).is_some() => car_still_in_hand(case, facts),
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
        return Err(Refusal::new("wrong_state", message, format!("bring the case to {}", names.join(" or "))));
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

/// States that a hold can stop: everything before the sale.
pub(super) const HOLDABLE: [CaseState; 7] = {
    use CaseState::*;
    [Flagged, InReview, Authorised, InRecovery, Secured, InCustody, ForDisposal]
};

/// A car that was taken must be with the borrower before its case ends.
fn car_still_in_hand(case: &Case, facts: &Facts) -> Option<Refusal> {
    let going_back = matches!(case.stage, Stage::GoingBack { .. });
    (going_back && facts.work.custodian != Some(Custodian::Borrower)).then(|| {
        Refusal::new("car_returned", "the car is not with the borrower yet", "record the hand-over to the borrower")
    })
}

/// A reason must fit what happened: what was not taken cannot have been recovered or redeemed, and what was taken is not
/// simply dropped.
fn may_close_as(case: &Case, reason: CloseReason, facts: &Facts) -> Result<(), Refusal> {
    use CaseState as S;
    car_still_in_hand(case, facts).map_or(Ok(()), Err)?;
    let loan = &facts.loan;
    let state = case.stage.state();
    let unfit = |message: String, remedy: &str| Err(Refusal::new("close_reason_fits", message, remedy));
    match (state, reason) {
        (S::Settled, CloseReason::Recovered) | (S::Redeemed, CloseReason::Redeemed | CloseReason::Settled) => Ok(()),
        (S::Settled, _) => unfit(format!("a settled case is not closed as {reason}"), "close it as recovered"),
        (S::Redeemed, _) => unfit(format!("a redeemed case is not closed as {reason}"), "close it as redeemed"),
        (S::Secured | S::InCustody | S::ForDisposal, CloseReason::TotalLoss) => Ok(()),
        (S::Secured | S::InCustody | S::ForDisposal, _) => unfit(
            format!("the car is in hand, so the case cannot be closed as {reason}"),
            "redeem, reinstate or unrepossess, or close as total_loss",
        ),
        (S::InRecovery, CloseReason::ImpoundNotReleased) => Ok(()),
        (_, CloseReason::Recovered | CloseReason::Redeemed | CloseReason::ImpoundNotReleased) => unfit(
            format!("nothing was taken yet, so the case cannot be closed as {reason}"),
            "choose a reason that fits, e.g. cured, settled or lender_cancel",
        ),
        (_, CloseReason::Cured) if loan.arrears.dpd > 0 => unfit(
            format!("the loan is still {} days past due", loan.arrears.dpd),
            "record the payment first, or choose another reason",
        ),
        (_, CloseReason::Settled) if loan.status != LoanStatus::Settled && loan.arrears.outstanding_minor > 0 => {
            unfit("the loan is not settled".into(), "record the settlement first, or choose another reason")
        }
        _ => Ok(()),
    }
}

fn may_reopen(case: &Case, facts: &Facts) -> Result<(), Refusal> {
    if matches!(case.stage, Stage::Closed { from: CaseState::Settled, .. }) {
        let remedy = "flag the loan anew if it is in default again";
        return Err(Refusal::new("settled_stays", "the car was sold and the money distributed", remedy));
    }
    if facts.other_open_case {
        return Err(Refusal::new(
            "one_open_case",
            "the loan or the vehicle has another open case",
            "work on that case",
        ));
    }
    if facts.loan.status == LoanStatus::Settled {
        return Err(Refusal::new("still_in_default", "the loan is settled", "correct the loan first if that is wrong"));
    }
    Ok(())
}

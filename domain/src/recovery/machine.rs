//! The case machine: a pure function of the case, the action, the facts, the time and the policy.

use super::guards::no_open_hold;
use super::{
    Action, ActionKind, Authorisation, AuthorisationRequest, Case, CaseEvent, CasePolicy, CaseState, Change,
    CloseReason, Effect, Facts, Hold, HoldCause, HoldKind, HoldPhase, LoanEvent, PromiseOutcome, Stage,
    authorisation_gaps,
};
use crate::ids::{HoldId, UserId};
use crate::lending::LoanStatus;
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};

/// The case after an action, its log rows, and what must follow. Without log rows nothing changed, the version
/// neither: the cause had already been told.
pub type Applied = (Case, Vec<CaseEvent>, Vec<Effect>);

/// Open holds a case may have at once.
const MAX_OPEN_HOLDS: usize = 32;

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
            may_close_as(close_reason, facts)?;
            step.close(close_reason, reason);
        }
        Action::Reopen { reason } => {
            may_reopen(facts)?;
            step.to(Stage::InReview { request: None }, Change::Reopened { reason });
            step.effects.push(Effect::NotifyReviewers);
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
            ActionKind::ReleaseHold if no_open_hold(case).is_none() => Some(no_such_hold()),
            ActionKind::ConfirmHold if !case.open_holds().any(|h| h.phase == HoldPhase::Pending) => {
                Some(no_such_hold())
            }
            ActionKind::Reopen => may_reopen(facts).err(),
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
        A::Return => &[S::InReview, S::Authorised],
        A::PlaceHold | A::Close => &[S::Flagged, S::InReview, S::Authorised],
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

fn no_such_hold() -> Refusal {
    Refusal::new("no_such_hold", "the case has no such open hold", "choose a hold of this case that is open")
}

/// A reason must fit what happened: before the car is in hand it cannot have been recovered or redeemed.
fn may_close_as(reason: CloseReason, facts: &Facts) -> Result<(), Refusal> {
    let loan = &facts.loan;
    match reason {
        CloseReason::Recovered | CloseReason::Redeemed | CloseReason::ImpoundNotReleased => Err(Refusal::new(
            "close_reason_fits",
            format!("nothing was taken yet, so the case cannot be closed as {reason}"),
            "choose a reason that fits, e.g. cured, settled or lender_cancel",
        )),
        CloseReason::Cured if loan.arrears.dpd > 0 => Err(Refusal::new(
            "close_reason_fits",
            format!("the loan is still {} days past due", loan.arrears.dpd),
            "record the payment first, or choose another reason",
        )),
        CloseReason::Settled if loan.status != LoanStatus::Settled && loan.arrears.outstanding_minor > 0 => {
            Err(Refusal::new(
                "close_reason_fits",
                "the loan is not settled",
                "record the settlement first, or choose another reason",
            ))
        }
        _ => Ok(()),
    }
}

fn may_reopen(facts: &Facts) -> Result<(), Refusal> {
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

struct Step<'a> {
    case: Case,
    facts: &'a Facts,
    now: DateTime<Utc>,
    changes: Vec<(CaseState, CaseState, Change)>,
    effects: Vec<Effect>,
}

impl Step<'_> {
    fn person(&self) -> Result<UserId, Refusal> {
        self.facts.actor.person().ok_or_else(|| {
            Refusal::new("person_required", "only a person may do this", "have a signed-in person do it")
        })
    }

    fn to(&mut self, stage: Stage, change: Change) {
        let (from, to) = (self.case.stage.state(), stage.state());
        self.case.stage = stage;
        self.changes.push((from, to, change));
    }

    fn note(&mut self, change: Change) {
        let state = self.case.stage.state();
        self.changes.push((state, state, change));
    }

    fn step_back(&mut self, reason: Reason) {
        if matches!(self.case.stage, Stage::Authorised { .. }) {
            self.effects.extend([Effect::RevokeAuthorisation, Effect::KillRecoveryLinks, Effect::WithdrawOrders]);
            self.to(Stage::InReview { request: None }, Change::Returned { reason });
        } else {
            self.to(Stage::Flagged, Change::Returned { reason });
        }
    }

    fn hold(&mut self, id: HoldId, kind: HoldKind, cause: HoldCause, reason: Reason) -> Result<(), Refusal> {
        if self.case.holds.iter().any(|h| h.id == id) {
            return Err(Refusal::new("hold_exists", "the case already has this hold", "give the new hold a new id"));
        }
        if self.case.open_holds().count() >= MAX_OPEN_HOLDS {
            let message = format!("the case already has {MAX_OPEN_HOLDS} open holds");
            return Err(Refusal::new("too_many_holds", message, "release those that are over"));
        }
        let pending = self.facts.open_orders > 0;
        let phase = if pending { HoldPhase::Pending } else { HoldPhase::Active };
        let (placed_at, placed_by) = (self.now, self.facts.actor);
        self.case.holds.push(Hold { id, kind, reason: reason.clone(), cause, placed_at, placed_by, phase });
        self.note(Change::HoldPlaced { hold: id, kind, cause, reason, pending });
        self.effects.extend([Effect::KillRecoveryLinks, Effect::HoldOrders { hold: id }]);
        Ok(())
    }

    fn open_hold(&mut self, id: HoldId) -> Result<&mut Hold, Refusal> {
        self.case.holds.iter_mut().find(|h| h.id == id && h.is_open()).ok_or_else(no_such_hold)
    }

    fn confirm(&mut self, id: HoldId) -> Result<(), Refusal> {
        let hold = self.open_hold(id)?;
        if hold.phase == HoldPhase::Pending {
            hold.phase = HoldPhase::Active;
            self.note(Change::HoldConfirmed { hold: id });
        }
        Ok(())
    }

    fn release(&mut self, id: HoldId, reason: Reason) -> Result<(), Refusal> {
        let (at, by) = (self.now, self.facts.actor);
        let hold = self.open_hold(id)?;
        hold.phase = HoldPhase::Released { at, by, reason: reason.clone() };
        let kind = hold.kind;
        self.note(Change::HoldReleased { hold: id, kind, reason });
        if no_open_hold(&self.case).is_none() && !self.case.is_closed() {
            self.effects.push(Effect::ResumeOrders);
        }
        Ok(())
    }

    fn loan_changed(&mut self, id: HoldId, event: LoanEvent) -> Result<(), Refusal> {
        let words = |text| Reason::new(text).expect("the text is written here");
        let (cause, begins) = match event {
            LoanEvent::PaymentReceived { payment } => {
                (HoldCause::Payment(payment), Some((HoldKind::PaymentReceived, "a payment came in")))
            }
            LoanEvent::PaymentReversed { payment } => (HoldCause::Payment(payment), None),
            LoanEvent::PromiseMade { promise } => {
                (HoldCause::Promise(promise), Some((HoldKind::PromiseOrPlan, "a promise or plan is open")))
            }
            LoanEvent::PromiseEnded { promise, .. } => (HoldCause::Promise(promise), None),
        };
        let of_cause = self.case.holds.iter().find(|h| h.cause == cause);
        match begins {
            Some(_) if of_cause.is_some() || self.case.is_closed() => {}
            Some((kind, text)) => {
                self.note(Change::LoanChanged { loan_event: event });
                self.hold(id, kind, cause, words(text))?;
                if self.facts.loan.arrears.dpd == 0 {
                    self.effects.push(Effect::SuggestClose { close_reason: CloseReason::Cured });
                }
            }
            None => {
                let Some(held) = of_cause.filter(|h| h.is_open()).map(|h| h.id) else { return Ok(()) };
                let ended = match event {
                    LoanEvent::PromiseEnded { outcome: PromiseOutcome::Kept, .. } => None,
                    LoanEvent::PromiseEnded { outcome: PromiseOutcome::Broken, .. } => Some("the promise was broken"),
                    LoanEvent::PromiseEnded { .. } => Some("the promise was cancelled"),
                    _ => Some("the payment was reversed"),
                };
                self.note(Change::LoanChanged { loan_event: event });
                if let Some(text) = ended {
                    self.release(held, words(text))?;
                }
            }
        }
        Ok(())
    }

    fn close(&mut self, close_reason: CloseReason, reason: Reason) {
        if matches!(self.case.stage, Stage::Authorised { .. }) {
            self.effects.push(Effect::RevokeAuthorisation);
        }
        self.effects.extend([Effect::KillRecoveryLinks, Effect::WithdrawOrders]);
        let stage = Stage::Closed { close_reason, reason: reason.clone(), from: self.case.stage.state(), at: self.now };
        self.to(stage, Change::Closed { close_reason, reason });
    }

    fn finish(self, before: &Case) -> Applied {
        let Step { mut case, facts, now, changes, effects } = self;
        if !changes.is_empty() {
            case.version = before.version + 1;
        }
        let (id, version) = (case.id, case.version);
        let event = |(from, to, change)| CaseEvent {
            case: id,
            version,
            at: now,
            actor: facts.actor,
            from: Some(from),
            to,
            change,
        };
        let events = changes.into_iter().map(event).collect();
        (case, events, effects)
    }
}

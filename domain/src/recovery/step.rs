//! What an action does to a case, once its guards agreed.

use super::guards::no_open_hold;
use super::machine::{Applied, HOLDABLE, no_such_hold};
use super::{
    Case, CaseEvent, CaseState, Change, CloseReason, Effect, Facts, GoingBack, Hold, HoldCause, HoldKind, HoldPhase,
    LoanEvent, PromiseOutcome, Stage,
};
use crate::ids::{HoldId, UserId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};

/// Open holds that people may place on a case at once.
const MAX_OPEN_HOLDS: usize = 32;

/// Why no further hold can be placed.
pub(super) fn room_for_a_hold(case: &Case) -> Option<Refusal> {
    (case.open_holds().count() >= MAX_OPEN_HOLDS).then(|| {
        let message = format!("the case already has {MAX_OPEN_HOLDS} open holds");
        Refusal::new("too_many_holds", message, "release those that are over")
    })
}

/// One action at work: the case as it becomes, its log and what follows.
pub(super) struct Step<'a> {
    pub(super) case: Case,
    pub(super) facts: &'a Facts,
    pub(super) now: DateTime<Utc>,
    pub(super) changes: Vec<(CaseState, CaseState, Change)>,
    pub(super) effects: Vec<Effect>,
}

impl Step<'_> {
    pub(super) fn person(&self) -> Result<UserId, Refusal> {
        self.facts.actor.person().ok_or_else(|| {
            Refusal::new("person_required", "only a person may do this", "have a signed-in person do it")
        })
    }

    pub(super) fn to(&mut self, stage: Stage, change: Change) {
        let (from, to) = (self.case.stage.state(), stage.state());
        self.case.stage = stage;
        self.changes.push((from, to, change));
    }

    pub(super) fn note(&mut self, change: Change) {
        let state = self.case.stage.state();
        self.changes.push((state, state, change));
    }

    pub(super) fn step_back(&mut self, reason: Reason) {
        if self.case.stage.authorisation().is_some() {
            self.effects.extend([Effect::RevokeAuthorisation, Effect::KillRecoveryLinks, Effect::WithdrawOrders]);
            self.to(Stage::InReview { request: None }, Change::Returned { reason });
        } else {
            self.to(Stage::Flagged, Change::Returned { reason });
        }
    }

    pub(super) fn hold(&mut self, id: HoldId, kind: HoldKind, cause: HoldCause, reason: Reason) -> Result<(), Refusal> {
        if self.case.holds.iter().any(|h| h.id == id) {
            return Err(Refusal::new("hold_exists", "the case already has this hold", "give the new hold a new id"));
        }
        // What happened to the loan is a fact: recording it never fails for lack of room.
        if cause == HoldCause::Placed {
            room_for_a_hold(&self.case).map_or(Ok(()), Err)?;
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

    pub(super) fn confirm(&mut self, id: HoldId) -> Result<(), Refusal> {
        let hold = self.open_hold(id)?;
        if hold.phase == HoldPhase::Pending {
            hold.phase = HoldPhase::Active;
            self.note(Change::HoldConfirmed { hold: id });
        }
        Ok(())
    }

    pub(super) fn release(&mut self, id: HoldId, reason: Reason) -> Result<(), Refusal> {
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

    pub(super) fn loan_changed(&mut self, id: HoldId, event: LoanEvent) -> Result<(), Refusal> {
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
            LoanEvent::ComplaintMade { complaint } => {
                (HoldCause::Complaint(complaint), Some((HoldKind::Complaint, "a complaint is open")))
            }
            LoanEvent::ComplaintEnded { complaint } => (HoldCause::Complaint(complaint), None),
        };
        // A complaint may come to a case, leave it and come again: only an open hold of it is the same one.
        let again = matches!(cause, HoldCause::Complaint(_));
        let of_cause = self.case.holds.iter().find(|h| h.cause == cause && (!again || h.is_open()));
        match begins {
            // Once the money is distributed, or the car goes back, there is nothing left to stop.
            Some(_) if of_cause.is_some() || !HOLDABLE.contains(&self.case.stage.state()) => {}
            Some((kind, text)) => {
                self.note(Change::LoanChanged { loan_event: event });
                self.hold(id, kind, cause, words(text))?;
                // A complaint says nothing of what is owed.
                if again {
                    return Ok(());
                }
                let arrears = self.facts.loan.arrears;
                let taken = self.case.stage.taken().is_some();
                match (taken, arrears.outstanding_minor <= 0, arrears.dpd == 0) {
                    // What is sold cannot go back; should the sale be undone, the hold still stands.
                    _ if matches!(self.case.stage, Stage::Sold { .. }) => {}
                    (false, _, true) => self.effects.push(Effect::SuggestClose { close_reason: CloseReason::Cured }),
                    (true, true, _) => self.effects.push(Effect::SuggestGiveBack { because: GoingBack::Redeemed }),
                    (true, false, true) => {
                        self.effects.push(Effect::SuggestGiveBack { because: GoingBack::Reinstated })
                    }
                    _ => {}
                }
            }
            None => {
                let Some(held) = of_cause.filter(|h| h.is_open()).map(|h| h.id) else { return Ok(()) };
                let ended = match event {
                    // The payment that kept it has a hold of its own: a person looks whether the arrears are cured.
                    LoanEvent::PromiseEnded { outcome: PromiseOutcome::Kept, .. } => "the promise was kept",
                    LoanEvent::PromiseEnded { outcome: PromiseOutcome::Broken, .. } => "the promise was broken",
                    LoanEvent::PromiseEnded { outcome: PromiseOutcome::Cancelled, .. } => "the promise was cancelled",
                    LoanEvent::ComplaintEnded { .. } => "the complaint is over",
                    _ => "the payment was reversed",
                };
                self.note(Change::LoanChanged { loan_event: event });
                self.release(held, words(ended))?;
            }
        }
        Ok(())
    }

    pub(super) fn give_back(&mut self, because: GoingBack, reason: Reason) {
        let Some(taken) = self.case.stage.taken().cloned() else { return };
        if because == GoingBack::Unrepossessed {
            self.effects.push(Effect::ReverseOrders);
        }
        self.effects.extend([
            Effect::RevokeAuthorisation,
            Effect::KillRecoveryLinks,
            Effect::WithdrawOrders,
            Effect::ReleaseCar,
        ]);
        let stage = Stage::GoingBack { taken, because, reason: reason.clone(), at: self.now };
        self.to(stage, Change::GivenBack { because, reason });
    }

    pub(super) fn close(&mut self, close_reason: CloseReason, reason: Reason) {
        if self.case.stage.authorisation().is_some() {
            self.effects.push(Effect::RevokeAuthorisation);
        }
        self.effects.extend([Effect::KillRecoveryLinks, Effect::WithdrawOrders]);
        let (from, at) = (self.case.stage.state(), self.now);
        let in_hand = match &self.case.stage {
            Stage::Secured { taken } | Stage::InCustody { taken, .. } | Stage::ForDisposal { taken, .. } => {
                Some(taken.clone())
            }
            _ => None,
        };
        let stage = Stage::Closed { close_reason, reason: reason.clone(), from, at, in_hand };
        self.to(stage, Change::Closed { close_reason, reason });
    }

    /// In review and without authorisation; where the car was in hand it still is.
    pub(super) fn reopen(&mut self, reason: Reason) {
        let stage = match &self.case.stage {
            Stage::Closed { in_hand: Some(taken), .. } => Stage::Secured { taken: taken.clone() },
            _ => Stage::InReview { request: None },
        };
        self.to(stage, Change::Reopened { reason });
        self.effects.push(Effect::NotifyReviewers);
    }

    pub(super) fn finish(self, before: &Case) -> Applied {
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

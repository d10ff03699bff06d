//! The vendor machine: a pure function of the vendor, the action, the facts, the time and the policy.

use super::gaps::no_grave_complaint;
use super::scorecard::mark;
use super::vendor::{MAX_COMPLAINTS, MAX_DOCUMENTS, MAX_SCORECARDS};
use super::{
    Action, ActionKind, Change, Document, DocumentKind, Effect, Figures, Quarter, Revocation, Severity, Stage,
    SuspensionCause, Vendor, VendorEvent, VendorPolicy, VendorState, onboarding_gaps,
};
use crate::actor::Actor;
use crate::ids::{ComplaintId, UserId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, NaiveDate, Utc};

/// The vendor after an action, its log rows, and what must follow. Without log rows nothing changed, the version
/// neither: it had already been told.
pub type Applied = (Vendor, Vec<VendorEvent>, Vec<Effect>);

/// What is known when an action is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Who asks.
    pub actor: Actor,
    /// The day it is at the lender.
    pub today: NaiveDate,
    /// People of the vendor without gaps in their files ([`super::agents::agent_gaps`]).
    pub cleared_agents: u32,
    /// Its area is known and not empty.
    pub has_coverage: bool,
}

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
pub fn apply(
    vendor: &Vendor,
    action: Action,
    facts: &Facts,
    now: DateTime<Utc>,
    policy: &VendorPolicy,
) -> Result<Applied, Refusal> {
    state_allows(vendor, action.kind())?;
    let mut step = Step { vendor: vendor.clone(), facts, now, changes: vec![], effects: vec![] };
    match action {
        Action::ChangeProfile { profile } => {
            let profile = profile.within_limits()?;
            if profile != vendor.profile {
                step.vendor.profile = profile.clone();
                step.note(Change::ProfileChanged { profile });
            }
        }
        Action::AddDocument { document } => step.add(document)?,
        Action::RevokeDocument { kind, number, reason } => step.revoke(kind, number, reason)?,
        Action::Activate { reason } => {
            let by = step.person()?;
            other_person(vendor, by, policy)?;
            first(onboarding_gaps(vendor, facts, policy))?;
            step.to(Stage::Active { since: now, by: facts.actor }, Change::Activated { reason });
            step.effects.extend([Effect::PublishRoster, Effect::Notify]);
        }
        Action::Suspend { cause, reason } => step.suspend(cause, reason),
        Action::Reinstate { reason } => {
            step.person()?;
            first(onboarding_gaps(vendor, facts, policy))?;
            step.to(Stage::Active { since: now, by: facts.actor }, Change::Reinstated { reason });
            step.effects.extend([Effect::PublishRoster, Effect::Notify]);
        }
        Action::Terminate { reason } => {
            step.person()?;
            step.to(Stage::Terminated { at: now, reason: reason.clone() }, Change::Terminated { reason });
            step.effects.extend([
                Effect::WithdrawOffers,
                Effect::WithdrawOpenOrders,
                Effect::RevokeAccess,
                Effect::PublishRoster,
                Effect::Notify,
            ]);
        }
        Action::RecordComplaint { complaint, severity, reason } => step.complaint(complaint, severity, reason)?,
        Action::ResolveComplaint { complaint, reason } => step.resolve(complaint, reason)?,
        Action::Rate { quarter, figures } => step.rate(quarter, &figures, policy)?,
    }
    Ok(step.finish(vendor))
}

/// Each action with what keeps it from being taken now: what a screen offers, and why it greys the rest. What the
/// action itself must bring (a paper, a complaint, figures) is left open.
pub fn allowed(vendor: &Vendor, facts: &Facts, policy: &VendorPolicy) -> Vec<(ActionKind, Option<Refusal>)> {
    let refusal = |kind| {
        let person = || facts.actor.person().ok_or_else(person_required);
        let first = |gaps: Vec<Refusal>| gaps.into_iter().next();
        state_allows(vendor, kind).err().or_else(|| match kind {
            ActionKind::Activate => person()
                .and_then(|by| other_person(vendor, by, policy))
                .err()
                .or_else(|| first(onboarding_gaps(vendor, facts, policy))),
            ActionKind::Reinstate => person().err().or_else(|| first(onboarding_gaps(vendor, facts, policy))),
            ActionKind::Terminate => person().err(),
            _ => None,
        })
    };
    ActionKind::ALL.iter().map(|kind| (*kind, refusal(*kind))).collect()
}

/// The table of the machine: which action a state knows.
fn state_allows(vendor: &Vendor, kind: ActionKind) -> Result<(), Refusal> {
    use {ActionKind as A, VendorState as S};
    let wanted: &[S] = match kind {
        A::ChangeProfile | A::AddDocument => &[S::Applicant, S::Active, S::Suspended],
        A::Activate => &[S::Applicant],
        A::Suspend => &[S::Active],
        A::Reinstate => &[S::Suspended],
        A::Terminate => &[S::Applicant, S::Active, S::Suspended],
        A::Rate => &[S::Active, S::Suspended],
        // What is learnt of a vendor is recorded even when it is gone.
        A::RevokeDocument | A::RecordComplaint | A::ResolveComplaint => return Ok(()),
    };
    let state = vendor.stage.state();
    if wanted.contains(&state) {
        return Ok(());
    }
    let names: Vec<&str> = wanted.iter().map(|s| s.name()).collect();
    let message = format!("{kind} is not possible while the vendor is {state}");
    let remedy = match state {
        S::Terminated => "enter the vendor anew".to_owned(),
        _ => format!("bring the vendor to {}", names.join(" or ")),
    };
    Err(Refusal::new("wrong_state", message, remedy))
}

fn first(gaps: Vec<Refusal>) -> Result<(), Refusal> {
    gaps.into_iter().next().map_or(Ok(()), Err)
}

fn person_required() -> Refusal {
    Refusal::new("person_required", "only a person may do this", "have a signed-in person do it")
}

fn other_person(vendor: &Vendor, by: UserId, policy: &VendorPolicy) -> Result<(), Refusal> {
    if !policy.two_people || vendor.entered_by.person() != Some(by) {
        return Ok(());
    }
    Err(Refusal::new("two_people", "the person who entered the vendor cannot let it in", "have another person do it"))
}

struct Step<'a> {
    vendor: Vendor,
    facts: &'a Facts,
    now: DateTime<Utc>,
    changes: Vec<(VendorState, VendorState, Change)>,
    effects: Vec<Effect>,
}

impl Step<'_> {
    fn person(&self) -> Result<UserId, Refusal> {
        self.facts.actor.person().ok_or_else(person_required)
    }

    fn to(&mut self, stage: Stage, change: Change) {
        let (from, to) = (self.vendor.stage.state(), stage.state());
        self.vendor.stage = stage;
        self.changes.push((from, to, change));
    }

    fn note(&mut self, change: Change) {
        let state = self.vendor.stage.state();
        self.changes.push((state, state, change));
    }

    fn add(&mut self, document: Document) -> Result<(), Refusal> {
        if document.revoked.is_some() {
            let message = "a paper that is taken back cannot be added";
            return Err(Refusal::new("document_counts", message, "add it without its revocation"));
        }
        if document.expires_on.is_some_and(|last| last < document.issued_on) {
            let message = "the paper ends before it begins";
            return Err(Refusal::new("document_dates", message, "correct issued_on or expires_on"));
        }
        let papers = &mut self.vendor.documents;
        if papers.iter().any(|d| d.kind == document.kind && d.number == document.number && d.revoked.is_none()) {
            let message = format!("the {} {} is already here", document.kind, document.number);
            return Err(Refusal::new(
                "document_new",
                message,
                "revoke the one that is here first, or give the new number",
            ));
        }
        if papers.len() >= MAX_DOCUMENTS {
            let over = |d: &Document| d.revoked.is_some() || d.expires_on.is_some_and(|last| last < self.facts.today);
            let oldest = papers.iter().enumerate().filter(|(_, d)| over(d)).min_by_key(|(_, d)| d.expires_on);
            let Some((index, _)) = oldest else {
                let message = format!("the vendor already has {MAX_DOCUMENTS} papers that count");
                return Err(Refusal::new("document_limit", message, "revoke those that are not needed"));
            };
            papers.remove(index);
        }
        papers.push(document.clone());
        self.note(Change::DocumentAdded { document });
        Ok(())
    }

    fn revoke(&mut self, kind: DocumentKind, number: Reason, reason: Reason) -> Result<(), Refusal> {
        let counts = |d: &&mut Document| d.kind == kind && d.number == number && d.revoked.is_none();
        let Some(paper) = self.vendor.documents.iter_mut().find(counts) else {
            let message = format!("the vendor has no {kind} {number} that counts");
            return Err(Refusal::new("document_known", message, "name a paper of this vendor by kind and number"));
        };
        paper.revoked = Some(Revocation { at: self.now, reason: reason.clone() });
        self.note(Change::DocumentRevoked { kind, number, reason });
        self.effects.push(Effect::Notify);
        Ok(())
    }

    fn suspend(&mut self, cause: SuspensionCause, reason: Reason) {
        let stage = Stage::Suspended { cause, reason: reason.clone(), since: self.now };
        self.to(stage, Change::Suspended { cause, reason });
        self.effects.extend([Effect::WithdrawOffers, Effect::ReviewOpenOrders, Effect::PublishRoster, Effect::Notify]);
    }

    fn complaint(&mut self, complaint: ComplaintId, severity: Severity, reason: Reason) -> Result<(), Refusal> {
        if self.vendor.grave_complaints.contains(&complaint) {
            return Ok(());
        }
        let grave = severity == Severity::One;
        if grave && self.vendor.grave_complaints.len() >= MAX_COMPLAINTS {
            let message = format!("the vendor already has {MAX_COMPLAINTS} open complaints of severity 1");
            return Err(Refusal::new(
                "complaint_limit",
                message,
                "resolve those that are over, or terminate the vendor",
            ));
        }
        self.note(Change::ComplaintRecorded { complaint, severity, reason: reason.clone() });
        if grave {
            self.vendor.grave_complaints.push(complaint);
            self.effects.push(Effect::ReportToPolice { complaint });
            if matches!(self.vendor.stage, Stage::Active { .. }) {
                self.suspend(SuspensionCause::Complaint, reason);
            }
        }
        Ok(())
    }

    fn resolve(&mut self, complaint: ComplaintId, reason: Reason) -> Result<(), Refusal> {
        self.person()?;
        self.vendor.grave_complaints.retain(|c| *c != complaint);
        self.note(Change::ComplaintResolved { complaint, reason });
        if no_grave_complaint(&self.vendor).is_none() && matches!(self.vendor.stage, Stage::Suspended { .. }) {
            self.effects.push(Effect::Notify);
        }
        Ok(())
    }

    fn rate(&mut self, quarter: Quarter, figures: &Figures, policy: &VendorPolicy) -> Result<(), Refusal> {
        if self.facts.today <= quarter.last_day() {
            let message = format!("{quarter} is not over");
            let remedy = format!("mark it after {}", quarter.last_day());
            return Err(Refusal::new("quarter_over", message, remedy));
        }
        if let Some(latest) = self.vendor.latest_scorecard().filter(|card| card.quarter >= quarter) {
            let message = format!("the vendor is already marked up to {}", latest.quarter);
            return Err(Refusal::new("quarter_new", message, format!("mark a quarter after {}", latest.quarter)));
        }
        let scorecard = mark(quarter, figures, self.now, &policy.scorecard)?;
        if self.vendor.scorecards.len() >= MAX_SCORECARDS {
            self.vendor.scorecards.remove(0);
        }
        self.vendor.scorecards.push(scorecard.clone());
        let failed = scorecard.failed.join("; ");
        self.note(Change::Rated { scorecard });
        if !failed.is_empty() && matches!(self.vendor.stage, Stage::Active { .. }) {
            let reason = Reason::new(&format!("{quarter} failed: {failed}")).expect("a few short lines");
            self.suspend(SuspensionCause::Scorecard, reason);
        }
        Ok(())
    }

    fn finish(self, before: &Vendor) -> Applied {
        let Step { mut vendor, facts, now, changes, effects } = self;
        if !changes.is_empty() {
            vendor.version = before.version + 1;
        }
        let (id, version) = (vendor.id, vendor.version);
        let event = |(from, to, change)| VendorEvent {
            vendor: id,
            version,
            at: now,
            actor: facts.actor,
            from: Some(from),
            to,
            change,
        };
        let events = changes.into_iter().map(event).collect();
        (vendor, events, effects)
    }
}

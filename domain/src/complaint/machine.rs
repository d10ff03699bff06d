//! The complaint machine: a pure function of the complaint, the action, the facts and the time.

use super::action::{
    ComplaintAction, ComplaintActionKind, ComplaintChange, ComplaintEffect, ComplaintEvent, ComplaintFacts,
};
use super::document::{
    About, Complaint, ComplaintCategory, ComplaintChannel, ComplaintOutcome, ComplaintStage, DeadlineWarning, Decision,
    Stamp,
};
use crate::actor::Actor;
use crate::ids::ComplaintId;
use crate::language::Language;
use crate::lending::{business_date, next_day_start};
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::vendors::Severity;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use std::collections::BTreeSet;

/// The complaint after an action, its log rows and what must follow. Without log rows nothing changed.
pub type Applied = (Complaint, Vec<ComplaintEvent>, Vec<ComplaintEffect>);

/// What somebody complains of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComplaint {
    /// Its id.
    pub id: ComplaintId,
    /// What whoever complains will know it by.
    pub reference: String,
    /// What is complained of.
    pub category: ComplaintCategory,
    /// How grave.
    pub severity: Severity,
    /// How it came in.
    pub channel: ComplaintChannel,
    /// Which language it is answered in.
    pub language: Language,
    /// What it is about.
    pub about: About,
    /// When it came in: deadlines run from then.
    pub received_at: DateTime<Utc>,
}

/// A letter that lay about for longer than this was not received then.
const OLDEST: TimeDelta = TimeDelta::days(30);

/// Takes a complaint down, version 1.
///
/// # Errors
/// It came in after now, or more than 30 days ago.
pub fn receive(new: NewComplaint, facts: &ComplaintFacts, now: DateTime<Utc>) -> Result<Applied, Refusal> {
    if new.received_at > now || now - new.received_at > OLDEST {
        let message = format!("{} is not within the last 30 days", new.received_at.to_rfc3339());
        return Err(Refusal::new("complaint_received_when", message, "give the day it came in, or leave it out"));
    }
    let (acknowledge_by, respond_by) = deadlines(new.received_at, facts, facts.terms.respond_days);
    let complaint = Complaint {
        id: new.id,
        reference: new.reference,
        category: new.category,
        severity: new.severity,
        channel: new.channel,
        language: new.language,
        about: new.about,
        handler: None,
        received_at: new.received_at,
        received_by: facts.actor,
        acknowledge_by,
        respond_by,
        extensions: 0,
        warned: BTreeSet::new(),
        stage: ComplaintStage::Received,
        version: 1,
    };
    let change = ComplaintChange::Received { kind: complaint.category, deadline: respond_by };
    let mut effects = vec![];
    effects.extend(complaint.about.case.map(|case| ComplaintEffect::HoldCase { case }));
    let severity = complaint.severity;
    effects.extend(complaint.about.vendor.map(|vendor| ComplaintEffect::TellVendor { vendor, severity }));
    let (actor, to) = (facts.actor, complaint.state());
    let event = ComplaintEvent { complaint: complaint.id, version: 1, at: now, actor, from: None, to, change };
    Ok((complaint, vec![event], effects))
}

/// The ends of the last days for the acknowledgement and the answer.
fn deadlines(from: DateTime<Utc>, facts: &ComplaintFacts, days: u16) -> (DateTime<Utc>, DateTime<Utc>) {
    let day = business_date(from, facts.zone);
    let working = facts.holidays.add_working_days(day, facts.terms.acknowledge_working_days);
    let last = day.checked_add_days(Days::new(days.into())).unwrap_or(day);
    (day_end(working, facts.zone), day_end(last, facts.zone))
}

fn day_end(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let noon = day.and_time(NaiveTime::MIN) + TimeDelta::hours(12);
    // Noon exists in every zone on every day but those that a zone has skipped.
    let noon = zone.from_local_datetime(&noon).earliest().map_or_else(|| noon.and_utc(), |noon| noon.to_utc());
    next_day_start(noon, zone)
}

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
///
/// # Errors
/// The state, the person or the law of the place does not allow it.
pub fn apply(
    complaint: &Complaint,
    action: ComplaintAction,
    facts: &ComplaintFacts,
    now: DateTime<Utc>,
) -> Result<Applied, Refusal> {
    let mut step = Step { next: complaint.clone(), facts, now, changes: vec![], effects: vec![] };
    step.state_allows(action.kind())?;
    step.person_asks(action.kind())?;
    match action {
        ComplaintAction::Acknowledge => {
            step.next.stage = ComplaintStage::Acknowledged { acknowledged: step.stamp() };
            step.changes.push(ComplaintChange::Acknowledged);
        }
        ComplaintAction::StartReview => step.start_review(),
        ComplaintAction::Assign { handler } if handler != step.next.handler => {
            step.next.handler = handler;
            step.changes.push(ComplaintChange::Assigned { assigned_to: handler });
        }
        ComplaintAction::Classify { category, severity }
            if (category, severity) != (step.next.category, step.next.severity) =>
        {
            step.classify(category, severity);
        }
        ComplaintAction::Link { about } if about != step.next.about => step.link(about),
        ComplaintAction::Assign { .. } | ComplaintAction::Classify { .. } | ComplaintAction::Link { .. } => {}
        ComplaintAction::Extend { reason } => step.extend(reason)?,
        ComplaintAction::Decide { outcome, response, remedy } => step.decide(outcome, response, remedy)?,
        ComplaintAction::Close { reason } => step.close(reason),
        ComplaintAction::Withdraw { reason } => {
            step.next.stage = ComplaintStage::Withdrawn { withdrawn: step.stamp(), reason: reason.clone() };
            step.over();
            step.changes.push(ComplaintChange::Withdrawn { reason });
        }
        ComplaintAction::Tick => step.tick(),
    }
    let Step { mut next, changes, effects, .. } = step;
    if changes.is_empty() {
        return Ok((complaint.clone(), vec![], vec![]));
    }
    next.version += 1;
    let (id, version, actor, from, to) = (next.id, next.version, facts.actor, Some(complaint.state()), next.state());
    let event = |change| ComplaintEvent { complaint: id, version, at: now, actor, from, to, change };
    Ok((next, changes.into_iter().map(event).collect(), effects))
}

struct Step<'a> {
    next: Complaint,
    facts: &'a ComplaintFacts,
    now: DateTime<Utc>,
    changes: Vec<ComplaintChange>,
    effects: Vec<ComplaintEffect>,
}

impl Step<'_> {
    fn stamp(&self) -> Stamp {
        Stamp { by: self.facts.actor, at: self.now }
    }

    fn state_allows(&self, kind: ComplaintActionKind) -> Result<(), Refusal> {
        use ComplaintActionKind as K;
        let (right, remedy) = match (kind, &self.next.stage) {
            (K::Acknowledge, stage) => {
                (matches!(stage, ComplaintStage::Received), "a complaint is acknowledged once, when it came in")
            }
            (K::StartReview, stage) => {
                (matches!(stage, ComplaintStage::Acknowledged { .. }), "acknowledge it first; it is taken up once")
            }
            (K::Decide, stage) => (matches!(stage, ComplaintStage::InReview { .. }), "take it up first"),
            (K::Close, stage) => (
                matches!(
                    stage,
                    ComplaintStage::Upheld { .. }
                        | ComplaintStage::PartlyUpheld { .. }
                        | ComplaintStage::Rejected { .. }
                ),
                "answer it first",
            ),
            (K::Extend | K::Withdraw | K::Classify, _) => {
                (self.next.is_undecided(), "this is possible until it is answered")
            }
            (K::Assign | K::Link, _) => (self.next.is_open(), "take down a new complaint"),
            (K::Tick, _) => (true, ""),
        };
        if right {
            return Ok(());
        }
        let message = format!("{kind} is not possible: the complaint is {}", self.next.state());
        Err(Refusal::new("wrong_state", message, remedy))
    }

    /// Timers only watch deadlines. The lender itself handles complaints, by people (`domain.md` A8.1); other systems may
    /// tell what they are about.
    fn person_asks(&self, kind: ComplaintActionKind) -> Result<(), Refusal> {
        use ComplaintActionKind as K;
        let right = match kind {
            K::Tick => true,
            K::Decide => self.facts.actor.person().is_some(),
            _ => self.facts.actor != Actor::System,
        };
        let remedy = "have a person of the lender do it";
        if right { Ok(()) } else { Err(Refusal::new("person_decides", format!("{kind} is for people"), remedy)) }
    }

    fn start_review(&mut self) {
        let ComplaintStage::Acknowledged { acknowledged } = self.next.stage else { return };
        self.next.stage = ComplaintStage::InReview { acknowledged, taken_up: self.stamp() };
        self.changes.push(ComplaintChange::ReviewStarted);
        if let (None, Some(person)) = (self.next.handler, self.facts.actor.person()) {
            self.next.handler = Some(person);
        }
    }

    fn classify(&mut self, category: ComplaintCategory, severity: Severity) {
        let regraded = severity != self.next.severity;
        (self.next.category, self.next.severity) = (category, severity);
        self.changes.push(ComplaintChange::Classified { kind: category, grade: severity });
        if let (true, Some(vendor)) = (regraded, self.next.about.vendor) {
            self.effects.push(ComplaintEffect::ClearVendor { vendor });
            self.effects.push(ComplaintEffect::TellVendor { vendor, severity });
        }
    }

    /// The new case is held before the old one is let go.
    fn link(&mut self, about: About) {
        let before = std::mem::replace(&mut self.next.about, about);
        if before.case != about.case {
            self.effects.extend(about.case.map(|case| ComplaintEffect::HoldCase { case }));
            self.effects.extend(before.case.map(|case| ComplaintEffect::ReleaseCase { case }));
        }
        if before.vendor != about.vendor {
            let severity = self.next.severity;
            self.effects.extend(before.vendor.map(|vendor| ComplaintEffect::ClearVendor { vendor }));
            self.effects.extend(about.vendor.map(|vendor| ComplaintEffect::TellVendor { vendor, severity }));
        }
        self.changes.push(ComplaintChange::Linked { about });
    }

    fn extend(&mut self, reason: Reason) -> Result<(), Refusal> {
        let done = usize::from(self.next.extensions);
        let Some(extension) = self.facts.terms.extensions.get(done) else {
            let message = format!("the place allows {done} and no further extension ({})", self.facts.terms.source);
            return Err(Refusal::new("complaint_extension", message, "answer it, and say what is still open"));
        };
        if extension.approval && !self.facts.may_approve {
            let message = "this extension is for senior management to grant";
            return Err(Refusal::new("complaint_extension_approval", message, "ask somebody who may approve"));
        }
        let (_, respond_by) = deadlines(self.next.received_at, self.facts, extension.days);
        if respond_by <= self.now {
            let message = format!("it would have ended at {}", respond_by.to_rfc3339());
            return Err(Refusal::new("complaint_extension", message, "answer it now"));
        }
        self.next.respond_by = respond_by;
        self.next.extensions += 1;
        self.next.warned.retain(|w| !matches!(w, DeadlineWarning::RespondSoon | DeadlineWarning::RespondLate));
        self.changes.push(ComplaintChange::Extended { deadline: respond_by, reason });
        Ok(())
    }

    fn decide(&mut self, outcome: ComplaintOutcome, response: Reason, remedy: Option<Reason>) -> Result<(), Refusal> {
        let Some(by) = self.facts.actor.person() else { return Ok(()) };
        if (outcome == ComplaintOutcome::Rejected) != remedy.is_none() {
            let message = "what was right is put right; what was not needs no remedy";
            let fix = "name the remedy of an upheld complaint, and none of a rejected one";
            return Err(Refusal::new("complaint_remedy", message, fix));
        }
        let decision = Decision { by, at: self.now, response, remedy };
        self.next.stage = match outcome {
            ComplaintOutcome::Upheld => ComplaintStage::Upheld { decision },
            ComplaintOutcome::PartlyUpheld => ComplaintStage::PartlyUpheld { decision },
            ComplaintOutcome::Rejected => ComplaintStage::Rejected { decision },
        };
        self.changes.push(ComplaintChange::Decided { kind: outcome });
        Ok(())
    }

    fn close(&mut self, reason: Reason) {
        let Some((outcome, decision)) = self.next.decision() else { return };
        let decision = decision.clone();
        self.next.stage = ComplaintStage::Closed { outcome, decision, closed: self.stamp() };
        self.over();
        self.changes.push(ComplaintChange::Closed { reason });
    }

    /// What it kept ends with it.
    fn over(&mut self) {
        self.effects.extend(self.next.about.case.map(|case| ComplaintEffect::ReleaseCase { case }));
        self.effects.extend(self.next.about.vendor.map(|vendor| ComplaintEffect::ClearVendor { vendor }));
    }

    /// What is late is not told to be late soon.
    fn tick(&mut self) {
        use DeadlineWarning as W;
        let due = self.next.warnings(self.facts.policy.warn_hours);
        let due: Vec<W> = due.into_iter().filter(|(at, _)| *at <= self.now).map(|(_, warning)| warning).collect();
        for warning in &due {
            self.next.warned.insert(*warning);
            let deadline = match warning {
                W::AcknowledgeSoon | W::AcknowledgeLate => self.next.acknowledge_by,
                W::RespondSoon | W::RespondLate => self.next.respond_by,
            };
            let kind = *warning;
            match warning {
                W::AcknowledgeSoon if due.contains(&W::AcknowledgeLate) => {}
                W::RespondSoon if due.contains(&W::RespondLate) => {}
                W::AcknowledgeSoon | W::RespondSoon => {
                    self.changes.push(ComplaintChange::DeadlineNear { kind, deadline })
                }
                W::AcknowledgeLate | W::RespondLate => {
                    self.changes.push(ComplaintChange::DeadlineMissed { kind, deadline })
                }
            }
        }
    }
}

/// Each action with what keeps it from being taken now: what a screen offers, and why it greys the rest. What the action
/// itself must bring (an answer, a remedy, another case) is left open.
pub fn allowed(
    complaint: &Complaint,
    facts: &ComplaintFacts,
    now: DateTime<Utc>,
) -> Vec<(ComplaintActionKind, Option<Refusal>)> {
    use ComplaintActionKind as K;
    let reason = || Reason::new("asked by a screen").expect("the text is written here");
    let refusal = |kind: K| {
        let mut step = Step { next: complaint.clone(), facts, now, changes: vec![], effects: vec![] };
        step.state_allows(kind)?;
        step.person_asks(kind)?;
        if kind == K::Extend { step.extend(reason()) } else { Ok(()) }
    };
    let offered = K::ALL.iter().filter(|kind| **kind != K::Tick);
    offered.map(|kind| (*kind, refusal(*kind).err())).collect()
}

//! The life of one notice: drafted, issued, served, and its time run out; or not delivered and issued again; or
//! withdrawn.

use super::super::{Calendar, DebtorLocalTime};
use super::duty::free_on;
use super::record::{
    Notice, NoticeAction, NoticeActionKind, NoticeChange, NoticeEffect, NoticeEvent, NoticeStage, NoticeState,
    NoticeTerms, Service,
};
use super::{NoticeItem, ServiceMethod};
use crate::actor::Actor;
use crate::ids::{CaseId, NoticeId};
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// The notice after an action, its log rows, and what must follow.
pub type NoticeApplied = (Notice, Vec<NoticeEvent>, Vec<NoticeEffect>);

/// A notice is issued at most so often; then another way must be found.
const MAX_ISSUES: u16 = 20;

/// Drafts a notice, version 1.
pub fn draft_notice(id: NoticeId, case: CaseId, terms: NoticeTerms, actor: Actor, now: DateTime<Utc>) -> NoticeApplied {
    let change = NoticeChange::Drafted { notice: terms.notice, rules: terms.rules.clone() };
    let event = NoticeEvent { notice: id, version: 1, at: now, actor, from: None, to: NoticeState::Drafted, change };
    (Notice { id, case, terms, stage: NoticeStage::Drafted, issues: 0, version: 1 }, vec![event], vec![])
}

/// Applies `action`, or says what refuses it and what would do.
///
/// # Errors
/// The action is not of this state; what is sent does not say what the law wants; the way of service is not allowed; the
/// service lies before the issue or in the future; the time has not run out.
pub fn apply_notice(
    notice: &Notice,
    action: NoticeAction,
    actor: Actor,
    local: DebtorLocalTime,
    holidays: &Calendar,
) -> Result<NoticeApplied, Refusal> {
    let (now, from) = (local.at, notice.stage.state());
    state_allows(from, action.kind())?;
    let (mut issues, mut effects) = (notice.issues, vec![]);
    let (stage, change) = match (action, &notice.stage) {
        (NoticeAction::Issue { document, items }, _) => {
            says_all(&notice.terms, &items)?;
            issues = next_issue(issues)?;
            (NoticeStage::Issued { at: now, document }, NoticeChange::Issued { document, issue: issues })
        }
        (NoticeAction::Serve { at, method, proof }, NoticeStage::Issued { at: issued, document }) => {
            way_allowed(&notice.terms, method)?;
            time_of_service(at, *issued, now)?;
            let on = local.date_of(at);
            let free_on = free_on(on, notice.terms.days, notice.terms.counted, holidays);
            let service = Service { at, on, method, proof, free_on };
            effects.push(NoticeEffect::ElapseOn { on: free_on });
            (NoticeStage::Served { document: *document, service: service.clone() }, NoticeChange::Served { service })
        }
        (NoticeAction::Elapse, NoticeStage::Served { document, service }) => {
            let on = local.date();
            if on < service.free_on {
                let message = format!("the notice of {} runs until {}", service.on, service.free_on);
                return Err(Refusal::new("notice_runs", message, format!("wait until {}", service.free_on)));
            }
            let stage = NoticeStage::Elapsed { document: *document, service: service.clone(), on };
            (stage, NoticeChange::Elapsed { on })
        }
        (NoticeAction::MarkUndeliverable { reason }, _) => {
            effects.push(NoticeEffect::RepairAddress);
            let stage = NoticeStage::Undeliverable { at: now, reason: reason.clone() };
            (stage, NoticeChange::Undeliverable { reason })
        }
        (NoticeAction::Withdraw { reason }, _) => {
            (NoticeStage::Withdrawn { at: now, reason: reason.clone() }, NoticeChange::Withdrawn { reason })
        }
        (action, stage) => return Err(wrong_state(stage.state(), action.kind(), &[])),
    };
    let (version, to) = (notice.version + 1, stage.state());
    let event = NoticeEvent { notice: notice.id, version, at: now, actor, from: Some(from), to, change };
    Ok((Notice { stage, issues, version, ..notice.clone() }, vec![event], effects))
}

/// The table of the machine: which action a state knows.
fn state_allows(state: NoticeState, kind: NoticeActionKind) -> Result<(), Refusal> {
    use {NoticeActionKind as A, NoticeState as S};
    let wanted: &[S] = match kind {
        A::Issue => &[S::Drafted, S::Undeliverable],
        A::Serve => &[S::Issued],
        // What was handed in as served may turn out not to have arrived.
        A::MarkUndeliverable => &[S::Issued, S::Served],
        A::Elapse => &[S::Served],
        A::Withdraw => &[S::Drafted, S::Issued, S::Served, S::Elapsed, S::Undeliverable],
    };
    if wanted.contains(&state) { Ok(()) } else { Err(wrong_state(state, kind, wanted)) }
}

fn wrong_state(state: NoticeState, kind: NoticeActionKind, wanted: &[NoticeState]) -> Refusal {
    let names: Vec<&str> = wanted.iter().map(|s| s.name()).collect();
    let message = format!("{kind} is not possible while the notice is {state}");
    Refusal::new("wrong_state", message, format!("bring the notice to {}", names.join(" or ")))
}

fn says_all(terms: &NoticeTerms, items: &BTreeSet<NoticeItem>) -> Result<(), Refusal> {
    let missing: Vec<&str> = terms.items.difference(items).map(|i| i.name()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(", ");
    Err(Refusal::new("notice_contents", format!("the notice does not say: {list}"), format!("add {list}")))
}

fn next_issue(issues: u16) -> Result<u16, Refusal> {
    if issues < MAX_ISSUES {
        return Ok(issues + 1);
    }
    let message = format!("the notice was issued {MAX_ISSUES} times");
    Err(Refusal::new("too_many_issues", message, "withdraw it, and draft another with a repaired address"))
}

fn way_allowed(terms: &NoticeTerms, method: ServiceMethod) -> Result<(), Refusal> {
    if terms.methods.is_empty() || terms.methods.contains(&method) {
        return Ok(());
    }
    let names: Vec<&str> = terms.methods.iter().map(|m| m.name()).collect();
    let message = format!("service by {method} does not count ({})", terms.rules.join(", "));
    Err(Refusal::new("service_method", message, format!("serve it by {}", names.join(" or "))))
}

fn time_of_service(at: DateTime<Utc>, issued: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    if (issued..=now).contains(&at) {
        return Ok(());
    }
    let message = format!("served at {at}, but issued at {issued}, and now it is {now}");
    Err(Refusal::new("time_of_service", message, "give the time of service: after the issue, not in the future"))
}

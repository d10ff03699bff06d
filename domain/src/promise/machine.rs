//! The promise machine: a pure function of the promise, the action, the facts, the time and the policy.

use super::action::{
    MOST_PARTS, PromiseAction, PromiseActionKind, PromiseChange, PromiseEffect, PromiseEvent, PromiseFacts,
    PromisePolicy,
};
use super::document::{Part, Promise, PromiseStage, PromiseState, last_day, net};
use crate::actor::Actor;
use crate::ids::LoanId;
use crate::money::{Currency, Money};
use crate::reason::Reason;
use crate::recovery::{PromiseId, PromiseOutcome};
use crate::refusal::Refusal;
use chrono::{DateTime, Days, NaiveDate, Utc};

/// The promise after an action, its log rows and what must follow. Without log rows nothing changed.
pub type Applied = (Promise, Vec<PromiseEvent>, Vec<PromiseEffect>);

/// What is promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPromise {
    /// Its id.
    pub id: PromiseId,
    /// Of which loan.
    pub loan: LoanId,
    /// In which currency: the loan's.
    pub currency: Currency,
    /// So much by which days, ascending.
    pub parts: Vec<Part>,
    /// Who promised, and how, in words.
    pub note: Option<Reason>,
}

/// Makes a promise, version 1.
///
/// # Errors
/// The loan has an open one; days that are past, too far ahead or do not ascend; more is promised than is owed.
pub fn promise(
    new: NewPromise,
    facts: &PromiseFacts,
    now: DateTime<Utc>,
    policy: &PromisePolicy,
) -> Result<Applied, Refusal> {
    if let Some(other) = facts.other_open {
        let message = format!("promise {} of this loan is open", other.0);
        return Err(Refusal::new("one_open_promise", message, "wait until it is kept or broken, or cancel it first"));
    }
    check(&new, facts, policy)?;
    let NewPromise { id, loan, currency, parts, note } = new;
    let next_due = parts.first().map_or(facts.today, |part| part.due);
    let promise = Promise {
        id,
        loan,
        currency,
        made_at: now,
        made_by: facts.actor,
        note,
        paid_before: net(&facts.payments, None, currency)?,
        next_due,
        stage: PromiseStage::Open,
        version: 1,
        parts: parts.clone(),
    };
    let change = PromiseChange::Made { parts };
    let (actor, to) = (facts.actor, PromiseState::Open);
    let event = PromiseEvent { promise: id, version: 1, at: now, actor, from: None, to, change };
    Ok((promise, vec![event], vec![PromiseEffect::HoldCase]))
}

fn check(new: &NewPromise, facts: &PromiseFacts, policy: &PromisePolicy) -> Result<(), Refusal> {
    let refuse = |rule: &'static str, message: String, remedy: String| Err(Refusal::new(rule, message, remedy));
    let most = policy.plan_parts.clamp(1, MOST_PARTS);
    let n = u32::try_from(new.parts.len()).unwrap_or(u32::MAX);
    if n == 0 || n > most {
        return refuse("promise_parts", format!("{n} parts"), format!("give 1 to {most}"));
    }
    let days = if n == 1 { policy.promise_days } else { policy.plan_days };
    let latest = facts.today.checked_add_days(Days::new(days.into())).unwrap_or(facts.today);
    let mut before = None;
    for (at, part) in new.parts.iter().enumerate() {
        if part.amount.currency != new.currency || part.amount.minor <= 0 {
            let message = format!("parts[{at}] is {}", part.amount);
            return refuse("promise_amount", message, format!("promise an amount above zero in {}", new.currency));
        }
        if part.due < facts.today || part.due > latest {
            let message = format!("parts[{at}] is due on {}", part.due);
            return refuse("promise_days", message, format!("give a day from {} to {latest}", facts.today));
        }
        if before.is_some_and(|before| part.due <= before) {
            let message = format!("parts[{at}] is not due after the part before it");
            return refuse("promise_days", message, "give the parts by ascending days".to_owned());
        }
        before = Some(part.due);
    }
    let total = Money::sum(new.parts.iter().map(|part| part.amount), new.currency)?;
    if total.compare(facts.outstanding)?.is_gt() {
        let message = format!("{total} are promised, {} are unpaid in all", facts.outstanding);
        return refuse("promise_of_debt", message, "promise no more than is owed".to_owned());
    }
    Ok(())
}

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
///
/// # Errors
/// The promise is over, nobody asks, or its day has passed and it is judged.
pub fn apply(
    promise: &Promise,
    action: PromiseAction,
    facts: &PromiseFacts,
    now: DateTime<Utc>,
    policy: &PromisePolicy,
) -> Result<Applied, Refusal> {
    if !promise.is_open() {
        let message = format!("{} is not possible: the promise is {}", action.kind(), promise.state());
        return Err(Refusal::new("wrong_state", message, "make a new promise"));
    }
    let mut next = promise.clone();
    let (change, effects) = match action {
        PromiseAction::Cancel { reason } => {
            if facts.actor == Actor::System {
                let message = "nobody takes a promise back by a timer";
                return Err(Refusal::new("somebody_asks", message, "have a person or the lender's system do it"));
            }
            not_judged_yet(promise, facts)?;
            next.stage = PromiseStage::Cancelled { by: facts.actor, at: now, reason: reason.clone() };
            let effects = vec![PromiseEffect::TellCase { outcome: PromiseOutcome::Cancelled }];
            (PromiseChange::Cancelled { reason }, effects)
        }
        PromiseAction::Assess => match assess(&mut next, facts, now, policy)? {
            Some(done) => done,
            None => return Ok((next, vec![], vec![])),
        },
    };
    next.version += 1;
    let (id, version, actor) = (next.id, next.version, facts.actor);
    let (from, to) = (Some(promise.state()), next.state());
    let event = PromiseEvent { promise: id, version, at: now, actor, from, to, change };
    Ok((next, vec![event], effects))
}

/// The day of the first part whose money is not there; `None`: all of it is.
fn first_open(promise: &Promise, facts: &PromiseFacts) -> Result<Option<NaiveDate>, Refusal> {
    let received = promise.received(&facts.payments, None)?;
    for (part, mark) in promise.marks()? {
        if received.compare(mark)?.is_lt() {
            return Ok(Some(part.due));
        }
    }
    Ok(None)
}

/// A promise whose day has passed is kept or broken: taking it back would hide which.
fn not_judged_yet(promise: &Promise, facts: &PromiseFacts) -> Result<(), Refusal> {
    let message = match first_open(promise, facts)? {
        None => "all of it has come in".to_owned(),
        Some(due) if facts.today > due => format!("the promised day, {due}, has passed"),
        Some(_) => return Ok(()),
    };
    let remedy = "wait: it is kept by its money, or broken once the days of grace are over";
    Err(Refusal::new("before_its_day", message, remedy))
}

/// The first part whose last day has passed without its money breaks it, whatever came in later; a promise whose whole
/// money is there is kept, also before its days.
fn assess(
    next: &mut Promise,
    facts: &PromiseFacts,
    now: DateTime<Utc>,
    policy: &PromisePolicy,
) -> Result<Option<(PromiseChange, Vec<PromiseEffect>)>, Refusal> {
    let marks = next.marks()?;
    for (at, (part, mark)) in marks.iter().enumerate() {
        let last = last_day(part.due, policy);
        if facts.today <= last {
            break;
        }
        let missing = mark.minus(next.received(&facts.payments, Some(last))?)?;
        if missing.is_positive() {
            let part = u32::try_from(at).unwrap_or(u32::MAX);
            next.stage = PromiseStage::Broken { at: now, part, missing };
            let outcome = PromiseOutcome::Broken;
            let effects = vec![PromiseEffect::TellCase { outcome }, PromiseEffect::NextStep];
            return Ok(Some((PromiseChange::Broken { part, missing }, effects)));
        }
    }
    Ok(match first_open(next, facts)? {
        None => {
            next.stage = PromiseStage::Kept { at: now };
            next.next_due = marks.last().map_or(next.next_due, |(part, _)| part.due);
            Some((PromiseChange::Kept, vec![PromiseEffect::TellCase { outcome: PromiseOutcome::Kept }]))
        }
        Some(due) if due == next.next_due => None,
        Some(due) => {
            next.next_due = due;
            Some((PromiseChange::NextDue { due }, vec![]))
        }
    })
}

/// Each action with what keeps it from being taken now: what a screen offers, and why it greys the rest.
pub fn allowed(
    promise: &Promise,
    facts: &PromiseFacts,
    now: DateTime<Utc>,
    policy: &PromisePolicy,
) -> Vec<(PromiseActionKind, Option<Refusal>)> {
    let reason = || Reason::new("asked by a screen").expect("the text is written here");
    let probe = |kind| match kind {
        PromiseActionKind::Assess => PromiseAction::Assess,
        PromiseActionKind::Cancel => PromiseAction::Cancel { reason: reason() },
    };
    let refusal = |kind| apply(promise, probe(kind), facts, now, policy).err();
    PromiseActionKind::ALL.iter().map(|kind| (*kind, refusal(*kind))).collect()
}

//! What must hold before an engine is cut: the rules, each by its name, and the proof that all held.
//!
//! The end of a cut has no gate at all: one person, at once, whatever else is the matter.

use super::{CommandKind, CommandPolicy, Order};
use crate::actor::Actor;
use crate::lending::LoanStatus;
use crate::recovery::CaseState;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};

/// A fix older than this, by the engine clock, says nothing about now.
pub const MAX_FIX_AGE: TimeDelta = TimeDelta::minutes(5);
/// A fix from further ahead comes from a wrong clock.
const AHEAD: TimeDelta = TimeDelta::seconds(60);

/// When the rules are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A person asks for the cut.
    Request,
    /// Another person is about to agree.
    Approval,
    /// It is about to be sent.
    Sending,
}

/// The newest satellite fix that a device of the car vouches for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FixFact {
    /// The device's time.
    pub at: DateTime<Utc>,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// Ground speed, km/h.
    pub speed_kph: Option<f64>,
}

/// The loan on the car, recomputed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoanFact {
    /// Its status.
    pub status: LoanStatus,
    /// Days past due.
    pub dpd: u32,
}

/// The car's open case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseFact {
    /// Where it stands.
    pub state: CaseState,
    /// Holds that block.
    pub open_holds: usize,
}

/// What is known when a cut is weighed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CutFacts {
    /// The newest fix.
    pub fix: Option<FixFact>,
    /// The worst of the loans on the car that still owe something.
    pub loan: Option<LoanFact>,
    /// The car's open case.
    pub case: Option<CaseFact>,
    /// Days past due that count as default, at least 1.
    pub default_dpd: u32,
}

/// Proof that a command may be sent now. Only [`clear`] makes one.
#[derive(Debug)]
pub struct Cleared(());

/// Whether `order` may be sent at `now`. All but a cut pass; a cut passes when every rule holds.
///
/// # Errors
/// The rules that refuse. [`may_pass`] says which of them waiting may mend.
pub fn clear(
    order: &Order,
    facts: Option<&CutFacts>,
    policy: &CommandPolicy,
    now: DateTime<Utc>,
) -> Result<Cleared, Vec<Refusal>> {
    if order.kind() != CommandKind::EngineCut {
        return Ok(Cleared(()));
    }
    let approver = order.approval.as_ref().map(|a| Actor::User(a.by));
    let gaps = match facts {
        Some(facts) => cut_gaps(order, approver, facts, policy, Moment::Sending, now),
        None => vec![still_in_default("no vehicle, loan or position is known")],
    };
    if gaps.is_empty() { Ok(Cleared(())) } else { Err(gaps) }
}

/// Whether a refusal at the moment of sending may end by itself: the car stops, a fix comes, the warning time runs out.
/// The others end the order: it must be asked for anew.
pub fn may_pass(refusal: &Refusal) -> bool {
    matches!(refusal.rule.as_ref(), "advance_warning" | "fresh_fix" | "standstill")
}

/// Everything that keeps a cut from the next step, in the order a person would mend it. `approver`: who agrees, or has.
pub fn cut_gaps(
    order: &Order,
    approver: Option<Actor>,
    facts: &CutFacts,
    policy: &CommandPolicy,
    moment: Moment,
    now: DateTime<Utc>,
) -> Vec<Refusal> {
    let mut gaps = vec![allowed(policy), requester(order), in_default(facts), case(facts, policy)];
    if moment != Moment::Request {
        gaps.push(two_people(order, approver));
    }
    if moment == Moment::Sending {
        gaps.extend([warned(order, policy, now), fresh_fix(facts, now), standstill(facts)]);
    }
    gaps.into_iter().flatten().collect()
}

fn allowed(policy: &CommandPolicy) -> Option<Refusal> {
    (!policy.engine_cut_allowed).then(|| {
        let fix = "an administrator may set policy.commands.engine_cut_allowed where law and contracts allow it";
        Refusal::new("engine_cut_allowed", "this lender does not cut engines", fix)
    })
}

fn requester(order: &Order) -> Option<Refusal> {
    order.requested_by.person().is_none().then(|| {
        Refusal::new("person_required", "only a person may ask for a cut", "have a signed-in person ask for it")
    })
}

fn two_people(order: &Order, approver: Option<Actor>) -> Option<Refusal> {
    let second = approver.and_then(Actor::person);
    match second {
        None => Some(Refusal::new("two_people", "no second person has agreed", "have another person approve")),
        Some(by) if order.requested_by.person() == Some(by) => {
            Some(Refusal::new("two_people", "the person who asked cannot approve", "have another person approve"))
        }
        Some(_) => None,
    }
}

fn still_in_default(message: impl Into<String>) -> Refusal {
    Refusal::new("still_in_default", message, "cut no engine of a car whose loan is not in default")
}

fn in_default(facts: &CutFacts) -> Option<Refusal> {
    let limit = facts.default_dpd.max(1);
    match facts.loan {
        None => Some(still_in_default("no loan on the car owes anything")),
        Some(loan) if loan.status == LoanStatus::Settled => Some(still_in_default("the loan is settled")),
        Some(loan) if loan.dpd < limit => {
            Some(still_in_default(format!("the loan is {} days past due, {limit} are default", loan.dpd)))
        }
        Some(_) => None,
    }
}

fn case(facts: &CutFacts, policy: &CommandPolicy) -> Option<Refusal> {
    match facts.case {
        Some(case) if case.open_holds > 0 => Some(Refusal::new(
            "no_open_hold",
            format!("the case has {} open holds", case.open_holds),
            "resolve and release the holds of the case",
        )),
        _ if !policy.cut_needs_case => None,
        Some(case) if matches!(case.state, CaseState::Authorised | CaseState::InRecovery) => None,
        Some(case) => Some(Refusal::new(
            "case_authorised",
            format!("the case of the car is {}", case.state),
            "have the case authorised by two people first",
        )),
        None => Some(Refusal::new(
            "case_authorised",
            "the car has no open case",
            "open a case and have it authorised by two people first",
        )),
    }
}

/// The time that was promised when the cut was asked for, or a longer one that the lender asks for meanwhile.
fn warned(order: &Order, policy: &CommandPolicy, now: DateTime<Utc>) -> Option<Refusal> {
    let Some(warning) = &order.warning else {
        return Some(Refusal::new("advance_warning", "no warning is recorded", "ask anew and record the warning"));
    };
    let by_policy = warning.at + TimeDelta::hours(i64::from(policy.cut_warning_h));
    let earliest = order.not_before.map_or(by_policy, |t| t.max(by_policy));
    (now < earliest).then(|| {
        let message = format!("the borrower was warned at {}, the cut may be sent from {earliest}", warning.at);
        Refusal::new("advance_warning", message, "wait until then")
            .told("advance_warning.wait", [("earliest", earliest.to_rfc3339().into())])
    })
}

fn fresh_fix(facts: &CutFacts, now: DateTime<Utc>) -> Option<Refusal> {
    let refusal = |message: String| {
        Some(Refusal::new("fresh_fix", message, "wait for a position of the last five minutes, or ask to locate now"))
    };
    let Some(fix) = facts.fix else { return refusal("no valid satellite fix is known".into()) };
    let oldest = fix.at.min(fix.received_at);
    if fix.at > now + AHEAD {
        return refusal(format!("the last fix is dated {}, in the future", fix.at));
    }
    if now - oldest > MAX_FIX_AGE {
        return refusal(format!("the last valid fix is of {oldest}, older than five minutes"));
    }
    None
}

fn standstill(facts: &CutFacts) -> Option<Refusal> {
    let refusal =
        |message: String| Some(Refusal::new("standstill", message, "wait until the car stands: it is sent then"));
    match facts.fix.map(|f| f.speed_kph) {
        Some(Some(0.0)) => None,
        Some(Some(speed)) => refusal(format!("the car moves at {speed} km/h")),
        Some(None) | None => refusal("the speed of the car is not known".into()),
    }
}

//! The order machine: a pure function of the order, the action, the facts, the time and the policy.

use super::guards::{
    bounded, judge, may_accept, may_ask_extension, near_target, of_the_order, offer_bounded, party_may, refuse,
    state_allows,
};
use super::standing::standing;
use super::{
    Agreed, CheckIn, Hooked, Order, OrderAction, OrderActionKind, OrderChange, OrderEffect, OrderEvent, OrderFacts,
    OrderKind, OrderPolicy, OrderStage, OrderState, Term, Work,
};
use crate::actor::Actor;
use crate::geo::Point;
use crate::ids::{CaseId, OrderId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};

/// The order after an action, its log rows and what must follow. Without log rows nothing changed: it had already been
/// told.
pub type Applied = (Order, Vec<OrderEvent>, Vec<OrderEffect>);

/// Check-ins kept of one order at most; the oldest go.
const MAX_CHECK_INS: usize = 64;

/// What an order is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// Its id.
    pub id: OrderId,
    /// Of which case.
    pub case: CaseId,
    /// What is to be done.
    pub kind: OrderKind,
    /// What the contractor should know.
    pub instructions: Option<Reason>,
    /// Where.
    pub target: Option<Point>,
    /// Until when.
    pub term: Term,
}

/// Writes an order, version 1.
pub fn draft(new: NewOrder, actor: Actor, now: DateTime<Utc>) -> (Order, OrderEvent) {
    let NewOrder { id, case, kind, instructions, target, term } = new;
    let order = Order {
        id,
        case,
        kind,
        instructions,
        target,
        term,
        stage: OrderStage::Draft,
        version: 1,
        created_at: now,
        created_by: actor,
    };
    let change = OrderChange::Drafted;
    let event = OrderEvent { order: id, version: 1, at: now, actor, from: None, to: OrderState::Draft, change };
    (order, event)
}

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
pub fn apply(
    order: &Order,
    action: OrderAction,
    facts: &OrderFacts,
    now: DateTime<Utc>,
    policy: &OrderPolicy,
) -> Result<Applied, Refusal> {
    let kind = action.kind();
    party_may(order, kind, facts)?;
    state_allows(order, kind, facts)?;
    standing(order, kind, facts, now, policy)?;
    let mut next = order.clone();
    let mut effects = vec![];
    if let Some((stage, follow)) = moved(order, &action, facts, now, policy)? {
        effects.extend(follow);
        next.stage = stage;
    }
    match &action {
        OrderAction::AskExtension { until, .. } => next.term.asked = Some(*until),
        OrderAction::AnswerExtension { granted } => {
            if let Some(asked) = next.term.asked.take().filter(|_| *granted) {
                next.term.ends_on = asked;
            }
        }
        _ => {}
    }
    if next == *order {
        return Ok((next, vec![], vec![]));
    }
    next.version += 1;
    let event = OrderEvent {
        order: order.id,
        version: next.version,
        at: now,
        actor: facts.party.actor(),
        from: Some(order.stage.state()),
        to: next.stage.state(),
        change: OrderChange::Done { action },
    };
    Ok((next, vec![event], effects))
}

/// The new stage and what follows from it; `None`: the stage stays.
fn moved(
    order: &Order,
    action: &OrderAction,
    facts: &OrderFacts,
    now: DateTime<Utc>,
    policy: &OrderPolicy,
) -> Result<Option<(OrderStage, Vec<OrderEffect>)>, Refusal> {
    use OrderEffect as E;
    let work = || order.stage.work().cloned().ok_or_else(nobody_works);
    // What ends a vendor's access, when there is one; a hold that waited for it waits no more.
    let ends = |work: Option<&Work>| -> Vec<E> {
        let Some(work) = work else { return vec![] };
        let letter = work.letter.map(|letter| E::RevokeLetter { letter });
        let stopped = order.stage.waits_for_vendor().then_some(E::HoldConfirmed);
        [E::KillLinks, E::RevokeAccess { vendor: work.vendor }].into_iter().chain(letter).chain(stopped).collect()
    };
    let to = |stage, effects| Ok(Some((stage, effects)));
    match action {
        OrderAction::Offer { until } => {
            offer_bounded(*until, now)?;
            to(
                OrderStage::Offered { until: *until },
                if order.kind.in_the_field() { vec![E::CaseDispatched] } else { vec![] },
            )
        }
        OrderAction::Accept { vendor, agents, letter } => {
            may_accept(order, *vendor, agents, facts, policy)?;
            let letter = order.kind.in_the_field().then_some(*letter);
            let work = Work {
                vendor: *vendor,
                agents: agents.clone(),
                letter,
                accepted_at: now,
                check_ins: vec![],
                hooked: None,
            };
            let issue = letter.map(|letter| E::IssueLetter { letter, vendor: *vendor, agents: agents.clone() });
            to(OrderStage::Accepted(work), issue.into_iter().collect())
        }
        OrderAction::Decline { reason } => to(OrderStage::Declined { reason: reason.clone(), at: now }, vec![]),
        OrderAction::Expire => {
            let work = order.stage.work().cloned();
            let effects = ends(work.as_ref());
            to(OrderStage::Expired { at: now, work }, effects)
        }
        OrderAction::Depart { agent } => {
            let work = work()?;
            of_the_order(&work, *agent, facts)?;
            to(OrderStage::EnRoute(work), vec![])
        }
        OrderAction::CheckIn { agent, place } => {
            let mut work = work()?;
            of_the_order(&work, *agent, facts)?;
            near_target(order, *place, policy)?;
            work.check_ins.push(CheckIn { agent: *agent, at: now, place: *place });
            let surplus = work.check_ins.len().saturating_sub(MAX_CHECK_INS);
            work.check_ins.drain(..surplus);
            to(OrderStage::OnSite(work), vec![])
        }
        OrderAction::Hook { agent, place, evidence } => {
            let mut work = work()?;
            of_the_order(&work, *agent, facts)?;
            bounded(evidence.len())?;
            if evidence.is_empty() {
                refuse("hook_evidenced", "no photo was given", "photograph the car where it stands")?;
            }
            work.hooked = Some(Hooked { at: now, place: *place, agent: *agent });
            let secured = order.kind.takes().then_some(E::CaseSecured { place: *place });
            to(OrderStage::OnHook(work), secured.into_iter().collect())
        }
        OrderAction::Complete { report } => {
            let work = work()?;
            bounded(report.evidence.len())?;
            to(OrderStage::Completed { work, report: report.clone(), at: now }, vec![E::KillLinks])
        }
        OrderAction::SendBack { .. } => {
            let work = work()?;
            let back = order.kind.route().iter().rev().nth(1).copied().unwrap_or(OrderState::Accepted);
            to(working(back, work), vec![])
        }
        OrderAction::Acknowledge => {
            let by = judge(facts)?;
            let OrderStage::Completed { work, report, .. } = &order.stage else { return Err(nobody_works()) };
            let (work, report) = (work.clone(), report.clone());
            // The work is done: nobody has to show a letter for it any more.
            let letter = work.letter.map(|letter| E::RevokeLetter { letter });
            let effects = letter.into_iter().chain([E::FeesDue]).collect();
            to(OrderStage::Acknowledged { work, report, by, at: now }, effects)
        }
        OrderAction::Invoice { invoice } => {
            let OrderStage::Acknowledged { work, report, by, at } = &order.stage else { return Err(nobody_works()) };
            let (work, report, acknowledged) = (work.clone(), report.clone(), Agreed { by: *by, at: *at });
            to(OrderStage::Invoiced { work, report, acknowledged, invoice: *invoice }, vec![])
        }
        OrderAction::Unbill { .. } => {
            let OrderStage::Invoiced { work, report, acknowledged, .. } = &order.stage else {
                return Err(nobody_works());
            };
            let (work, report, Agreed { by, at }) = (work.clone(), report.clone(), *acknowledged);
            to(OrderStage::Acknowledged { work, report, by, at }, vec![])
        }
        OrderAction::Pay => {
            let OrderStage::Invoiced { work, report, invoice, .. } = &order.stage else { return Err(nobody_works()) };
            let (work, report) = (work.clone(), report.clone());
            to(OrderStage::Paid { work, report, invoice: *invoice, at: now }, vec![])
        }
        OrderAction::Hold { hold } => hold_by(order, *hold, now),
        OrderAction::ConfirmHold => {
            let OrderStage::OnHold { from, since, holds, confirmed_at: None } = &order.stage else { return Ok(None) };
            let (from, since, holds) = (from.clone(), *since, holds.clone());
            to(OrderStage::OnHold { from, since, holds, confirmed_at: Some(now) }, vec![E::HoldConfirmed])
        }
        OrderAction::Resume => {
            let OrderStage::OnHold { from, .. } = &order.stage else { return Err(nobody_works()) };
            to((**from).clone(), vec![])
        }
        OrderAction::Withdraw { reason } => {
            let work = order.stage.work().cloned();
            let effects = ends(work.as_ref());
            to(OrderStage::Withdrawn { reason: reason.clone(), at: now, work }, effects)
        }
        OrderAction::Fail { because, reason } => {
            let work = work()?;
            let effects = ends(Some(&work));
            to(OrderStage::Failed { work, because: *because, reason: reason.clone(), at: now }, effects)
        }
        OrderAction::Reverse { reason } => {
            let work = work()?;
            let invoice = match &order.stage {
                OrderStage::Invoiced { invoice, .. } | OrderStage::Paid { invoice, .. } => Some(*invoice),
                _ => None,
            };
            let mut effects = ends(Some(&work));
            effects.push(E::ReverseFees);
            to(OrderStage::Reversed { work, invoice, reason: reason.clone(), at: now }, effects)
        }
        OrderAction::AskExtension { until, .. } => {
            may_ask_extension(order, *until)?;
            Ok(None)
        }
        OrderAction::AnswerExtension { .. } => Ok(None),
    }
}

type Moved = Result<Option<(OrderStage, Vec<OrderEffect>)>, Refusal>;

/// A further hold joins those that stop the order already.
fn hold_by(order: &Order, hold: crate::ids::HoldId, now: DateTime<Utc>) -> Moved {
    let stage = match &order.stage {
        OrderStage::OnHold { holds, .. } if holds.contains(&hold) => return Ok(None),
        OrderStage::OnHold { from, since, holds, confirmed_at } => {
            let mut holds = holds.clone();
            holds.push(hold);
            OrderStage::OnHold { from: from.clone(), since: *since, holds, confirmed_at: *confirmed_at }
        }
        stage => {
            // Nobody has to stop work that nobody has taken.
            let confirmed_at = stage.work().is_none().then_some(now);
            OrderStage::OnHold { from: Box::new(stage.clone()), since: now, holds: vec![hold], confirmed_at }
        }
    };
    // Whoever has stopped already is not asked again, and keeps no hold waiting.
    let stopped = (!stage.waits_for_vendor()).then_some(OrderEffect::HoldConfirmed);
    Ok(Some((stage, [OrderEffect::KillLinks].into_iter().chain(stopped).collect())))
}

fn working(state: OrderState, work: Work) -> OrderStage {
    match state {
        OrderState::EnRoute => OrderStage::EnRoute(work),
        OrderState::OnSite => OrderStage::OnSite(work),
        OrderState::OnHook => OrderStage::OnHook(work),
        _ => OrderStage::Accepted(work),
    }
}

fn nobody_works() -> Refusal {
    Refusal::new("order_accepted", "no vendor works on this order", "offer it and have it accepted first")
}

/// Each action with what keeps it from being taken now: what a screen offers, and why it greys the rest. What the action
/// itself must bring (an agent, a place, photos, a day) is left open.
pub fn allowed(
    order: &Order,
    facts: &OrderFacts,
    now: DateTime<Utc>,
    policy: &OrderPolicy,
) -> Vec<(OrderActionKind, Option<Refusal>)> {
    let refusal = |kind: OrderActionKind| {
        party_may(order, kind, facts)
            .and_then(|()| state_allows(order, kind, facts))
            .and_then(|()| standing(order, kind, facts, now, policy))
            .err()
    };
    OrderActionKind::ALL.iter().map(|kind| (*kind, refusal(*kind))).collect()
}

//! What keeps an order from its next step: the table of states, who may do what, and what the action must bring. What
//! must hold around it is in `standing`.

use super::{Completion, Order, OrderActionKind, OrderFacts, OrderKind, OrderPolicy, OrderState, Party, Work};
use crate::geo::Point;
use crate::ids::{AgentId, UserId, VendorId};
use crate::refusal::Refusal;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// Agents named for an order at most.
const MAX_AGENTS: usize = 8;
/// Pieces of evidence of one step at most.
const MAX_EVIDENCE: usize = 200;

pub(super) type Checked = Result<(), Refusal>;

pub(super) fn refuse(rule: &'static str, message: impl Into<String>, remedy: impl Into<String>) -> Checked {
    Err(Refusal::new(rule, message, remedy))
}

pub(super) fn first(refusals: &[Refusal]) -> Checked {
    refusals.first().map_or(Ok(()), |refusal| Err(refusal.clone()))
}

/// The table of the machine: which action a state knows.
pub(super) fn state_allows(order: &Order, kind: OrderActionKind, facts: &OrderFacts) -> Checked {
    use {OrderActionKind as A, OrderState as S};
    let working = [S::Accepted, S::EnRoute, S::OnSite, S::OnHook];
    let route = order.kind.route();
    // The step before a step, on the route of this kind.
    let before = |step: S| -> Vec<S> {
        let at = route.iter().position(|s| *s == step);
        at.and_then(|n| n.checked_sub(1)).map(|n| vec![route[n]]).unwrap_or_default()
    };
    let wanted: Vec<S> = match kind {
        A::Offer => vec![S::Draft, S::Declined, S::Expired],
        A::Accept | A::Decline => vec![S::Offered],
        // A term is for finding the car: it does not run out on a vendor that has it on the hook.
        A::Expire if order.stage.has_car() => vec![S::Offered, S::Accepted, S::EnRoute, S::OnSite],
        A::Expire => vec![S::Offered, S::Accepted, S::EnRoute, S::OnSite, S::OnHold],
        A::Depart => before(S::EnRoute),
        A::CheckIn if route.contains(&S::OnSite) => [before(S::OnSite), vec![S::OnSite]].concat(),
        A::CheckIn => vec![],
        A::Hook => before(S::OnHook),
        A::Complete => before(S::Completed),
        A::Acknowledge | A::SendBack => vec![S::Completed],
        A::Invoice => vec![S::Acknowledged],
        A::Unbill | A::Pay => vec![S::Invoiced],
        A::Hold => [vec![S::Offered, S::OnHold], working.to_vec()].concat(),
        A::ConfirmHold | A::Resume => vec![S::OnHold],
        A::Withdraw => [vec![S::Draft, S::Offered, S::OnHold], working.to_vec()].concat(),
        A::Fail => working.to_vec(),
        A::Reverse if order.stage.can_be_reversed() => vec![order.stage.state()],
        A::Reverse => vec![S::OnHook, S::Completed, S::Acknowledged, S::Invoiced, S::Paid],
        A::AskExtension => working.to_vec(),
        A::AnswerExtension => [vec![S::OnHold], working.to_vec()].concat(),
    };
    let state = order.stage.state();
    if wanted.contains(&state) {
        return Ok(());
    }
    if wanted.is_empty() {
        let message = format!("a {} order has no step {kind}", order.kind);
        let steps: Vec<&str> = route.iter().map(|s| s.name()).collect();
        return refuse("step_of_kind", message, format!("its steps are {}", steps.join(", ")));
    }
    if state == S::OnHold {
        return held(facts.holds.len());
    }
    let names: Vec<&str> = wanted.iter().map(|s| s.name()).collect();
    let message = format!("{kind} is not possible while the order is {state}");
    let of = [("state", state.name().into()), ("wanted", crate::refusal::names(names.iter().copied()))];
    let refusal = Refusal::new("wrong_state", message, format!("it is possible from {}", names.join(", ")));
    Err(refusal.told("wrong_state.order", of))
}

/// Who may do what: the contractor works, the lender judges.
pub(super) fn party_may(order: &Order, kind: OrderActionKind, facts: &OrderFacts) -> Checked {
    use OrderActionKind as A;
    match (kind, facts.party) {
        // Accepting is the vendor's; declining and running out are told by the offers, for the lender.
        (A::Accept, _) => Ok(()),
        (A::Depart | A::CheckIn | A::Hook | A::Complete | A::ConfirmHold | A::Fail | A::AskExtension, party) => {
            match (party, order.stage.work()) {
                (Party::Vendor { vendor, .. }, Some(work)) if work.vendor == vendor => Ok(()),
                // What was never accepted has nobody who could confirm its hold.
                (Party::Lender(_), None) if kind == A::ConfirmHold => Ok(()),
                (Party::Vendor { .. }, _) => {
                    refuse("own_orders", "this order is not yours", "accept it first, or work on your own orders")
                }
                (Party::Lender(_), _) => refuse(
                    "contractor_reports",
                    format!("{kind} is the contractor's to report"),
                    "have the vendor that accepted it do it",
                ),
            }
        }
        (_, Party::Vendor { .. }) => {
            refuse("lender_decides", format!("{kind} is the lender's to decide"), "ask the lender")
        }
        (_, Party::Lender(_)) => Ok(()),
    }
}

pub(super) fn held(open: usize) -> Checked {
    refuse(
        "no_open_hold",
        format!("the case is on hold ({open} open)"),
        "stop, confirm the hold, and wait until the lender releases it",
    )
}

/// What an offer must bring.
pub(super) fn offer_bounded(until: DateTime<Utc>, now: DateTime<Utc>) -> Checked {
    if until <= now || until > now + TimeDelta::days(30) {
        return refuse("offer_until", "an offer runs at most 30 days", "give a time within the next 30 days");
    }
    Ok(())
}

/// What an acceptance must bring.
pub(super) fn may_accept(
    order: &Order,
    vendor: VendorId,
    agents: &[AgentId],
    facts: &OrderFacts,
    policy: &OrderPolicy,
) -> Checked {
    if let Party::Vendor { vendor: asks, .. } = facts.party
        && asks != vendor
    {
        return refuse("own_orders", "the offer is another vendor's", "answer your own offers");
    }
    let needed = if order.kind.in_the_field() { usize::from(policy.min_agents.max(1)) } else { 1 };
    let mut named = agents.to_vec();
    named.sort_unstable();
    named.dedup();
    if named.len() < needed || named.len() != agents.len() || agents.len() > MAX_AGENTS {
        let message = format!("{} different agents were named", named.len());
        let refusal = Refusal::new("agents_named", message, format!("name {needed} to {MAX_AGENTS} agents, each once"));
        return Err(refusal.told("agents_named", [("needed", needed.into())]));
    }
    agents_may_work(&named, facts)
}

fn agents_may_work(agents: &[AgentId], facts: &OrderFacts) -> Checked {
    match agents.iter().find(|agent| !facts.agents.contains(agent)) {
        None => Ok(()),
        Some(agent) => refuse(
            "agent_may_work",
            format!("agent {agent} is not an active, qualified agent of this vendor"),
            "name agents of your own whose certificate, background check and training are valid",
        ),
    }
}

pub(super) fn of_the_order(work: &Work, agent: AgentId, facts: &OrderFacts) -> Checked {
    if !work.agents.contains(&agent) {
        return refuse("named_agent", format!("agent {agent} is not named on this order"), "let a named agent do it");
    }
    agents_may_work(&[agent], facts)
}

pub(super) fn near_target(order: &Order, place: Point, policy: &OrderPolicy) -> Checked {
    let Some(target) = order.target.filter(|_| policy.check_in_radius_m > 0) else { return Ok(()) };
    let metres = target.distance_m(place);
    if metres <= f64::from(policy.check_in_radius_m) {
        return Ok(());
    }
    let message = format!("{metres:.0} m from the place of the order");
    let of = [("metres", (metres.round() as u64).into()), ("limit", policy.check_in_radius_m.into())];
    let refusal =
        Refusal::new("check_in_near", message, format!("check in within {} m of it", policy.check_in_radius_m));
    Err(refusal.told("check_in_near", of))
}

pub(super) fn bounded(evidence: usize) -> Checked {
    if evidence <= MAX_EVIDENCE {
        return Ok(());
    }
    refuse("evidence_bounded", format!("{evidence} pieces of evidence"), format!("give at most {MAX_EVIDENCE}"))
}

/// A person of the lender, who judges.
pub(super) fn judge(facts: &OrderFacts) -> Result<UserId, Refusal> {
    facts
        .party
        .actor()
        .person()
        .ok_or_else(|| Refusal::new("person_required", "only a person may do this", "have a signed-in person do it"))
}

/// The report has what its kind needs.
pub(super) fn report_complete(order: &Order, report: &Completion, policy: &OrderPolicy) -> Checked {
    bounded(report.evidence.len())?;
    // A visit is recorded, or it did not take place (post-loan practice: sound and picture of the whole visit).
    if order.kind == OrderKind::FieldVisit && report.evidence.is_empty() {
        let remedy = "attach the recording or photos of the visit";
        return refuse("documents_complete", "the visit has no recording", remedy);
    }
    if !order.kind.takes() {
        return Ok(());
    }
    if report.evidence.len() < usize::from(policy.min_photos) {
        let message = format!("{} photos were given", report.evidence.len());
        let of = [("have", report.evidence.len().into()), ("need", policy.min_photos.into())];
        let refusal = Refusal::new("documents_complete", message, format!("attach at least {}", policy.min_photos));
        return Err(refusal.told("documents_complete.photos", of));
    }
    if report.odometer_km.is_none() {
        return refuse("documents_complete", "the odometer is missing", "read the odometer, or 0 where it is dead");
    }
    match (report.vin_matches, policy.police_reference && report.police_reference.is_none()) {
        (Some(true), false) => Ok(()),
        (Some(true), true) => {
            refuse("documents_complete", "the police was not told", "notify the police and give its reference")
        }
        (Some(false), _) => {
            refuse("vin_matches", "the VIN is another one", "reverse the recovery: this is the wrong car")
        }
        (None, _) => refuse("documents_complete", "the VIN was not compared", "compare the VIN on the car"),
    }
}

pub(super) fn may_ask_extension(order: &Order, until: NaiveDate) -> Checked {
    let ends_on = order.term.ends_on;
    let latest = ends_on.checked_add_days(chrono::Days::new(365)).unwrap_or(NaiveDate::MAX);
    if until <= ends_on || until > latest {
        return refuse(
            "extension_later",
            format!("the term ends on {ends_on}"),
            "ask for a day within a year after it",
        );
    }
    Ok(())
}

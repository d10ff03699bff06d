//! What must hold around an order before its next step, whatever the action itself brings.

use super::action::counts;
use super::guards::{Checked, first, held, judge, refuse, report_complete};
use super::{CheckIn, Order, OrderActionKind, OrderFacts, OrderKind, OrderPolicy, OrderStage};
use crate::ids::AgentId;
use crate::recovery::CaseState;
use chrono::{DateTime, Days, Utc};

/// Everything that an action of this kind asks of the order, its case and its vendor, in the order a person would mend
/// it.
pub(super) fn standing(
    order: &Order,
    kind: OrderActionKind,
    facts: &OrderFacts,
    now: DateTime<Utc>,
    policy: &OrderPolicy,
) -> Checked {
    use OrderActionKind as A;
    match kind {
        A::Offer => {
            goes_out(order, facts)?;
            first(&facts.dispatch)
        }
        A::Accept => {
            goes_out(order, facts)?;
            offer_open(order, now)?;
            first(&facts.dispatch)?;
            first(&facts.vendor)
        }
        A::Expire => run_out(order, facts, now),
        A::Depart => under_way(order, facts),
        A::CheckIn => {
            under_way(order, facts)?;
            if order.kind == OrderKind::FieldVisit { first(&facts.take) } else { Ok(()) }
        }
        A::Hook => {
            under_way(order, facts)?;
            if !order.kind.takes() {
                return Ok(());
            }
            one_taker(facts)?;
            enough_agents(order, policy, |check_in| counts(check_in, now, policy))?;
            first(&facts.take)
        }
        // The report may come a day later; that they were there is what counts.
        A::Complete if order.kind == OrderKind::FieldVisit => {
            not_held(facts)?;
            enough_agents(order, policy, |_| true)
        }
        A::Complete => not_held(facts),
        A::Acknowledge => {
            judge(facts)?;
            match &order.stage {
                OrderStage::Completed { report, .. } => report_complete(order, report, policy),
                _ => Ok(()),
            }
        }
        A::SendBack => {
            judge(facts)?;
            not_held(facts)?;
            goes_on(order, facts)
        }
        A::Resume => not_held(facts),
        A::Withdraw => car_elsewhere(order, facts),
        A::Reverse => recovery_undone(order, facts),
        A::AskExtension => in_time(order, facts, policy),
        A::AnswerExtension => {
            judge(facts)?;
            match order.term.asked {
                Some(_) => Ok(()),
                None => refuse("extension_asked", "no extension is asked for", "wait for the vendor to ask"),
            }
        }
        A::Decline | A::Invoice | A::Unbill | A::Pay | A::Hold | A::ConfirmHold | A::Fail => Ok(()),
    }
}

fn goes_out(order: &Order, facts: &OrderFacts) -> Checked {
    order.kind.fits(facts.case)?;
    not_held(facts)?;
    term_open(order, facts)?;
    if order.kind.takes() { one_taker(facts) } else { Ok(()) }
}

fn under_way(order: &Order, facts: &OrderFacts) -> Checked {
    not_held(facts)?;
    order.kind.fits(facts.case)?;
    term_open(order, facts)
}

/// A pending hold already blocks: the contractor's next call is refused. It stops a recovery, not the way back.
fn not_held(facts: &OrderFacts) -> Checked {
    let going_back = matches!(facts.case, CaseState::Redeemed | CaseState::Reinstated | CaseState::Unrepossessed);
    if facts.holds.is_empty() || going_back { Ok(()) } else { held(facts.holds.len()) }
}

/// One car is taken once: an order that another vendor still works on is the commonest way to a wrongful repossession
/// next to a payment that nobody passed on (CFPB Bulletin 2022-04).
fn one_taker(facts: &OrderFacts) -> Checked {
    match facts.other_taker {
        None => Ok(()),
        Some(other) => refuse(
            "one_taker",
            format!("order {other} of this case takes the car already"),
            "withdraw that order first, or offer the same order to more vendors",
        ),
    }
}

/// The last day of a term counts, and nobody works on an order after it.
fn term_open(order: &Order, facts: &OrderFacts) -> Checked {
    let (ends_on, today) = (order.term.ends_on, facts.today);
    if ends_on < today {
        return refuse("term_open", format!("the term ended on {ends_on}"), "write a new order with a later last day");
    }
    if today.checked_add_days(Days::new(366)).is_some_and(|latest| ends_on > latest) {
        return refuse("term_bounded", format!("the term ends on {ends_on}"), "give it a last day within a year");
    }
    Ok(())
}

fn offer_open(order: &Order, now: DateTime<Utc>) -> Checked {
    match order.stage {
        OrderStage::Offered { until } if now >= until => refuse(
            "offer_open",
            format!("the offer ran out at {}", until.to_rfc3339()),
            "ask the lender to offer it again",
        ),
        _ => Ok(()),
    }
}

fn run_out(order: &Order, facts: &OrderFacts, now: DateTime<Utc>) -> Checked {
    match order.stage.beneath_hold() {
        OrderStage::Offered { until } if now < *until => {
            refuse("offer_open", "the offer still runs", "wait until it ran out, or withdraw the order")
        }
        OrderStage::Offered { .. } => Ok(()),
        _ if facts.today <= order.term.ends_on => {
            let message = format!("the term ends on {}", order.term.ends_on);
            refuse("term_open", message, "wait until it ended, or withdraw the order")
        }
        _ => Ok(()),
    }
}

/// Named agents who checked in, each counted once.
fn enough_agents(order: &Order, policy: &OrderPolicy, counts: impl Fn(&CheckIn) -> bool) -> Checked {
    let check_ins = order.stage.work().map(|work| work.check_ins.as_slice()).unwrap_or_default();
    let mut there: Vec<AgentId> = check_ins.iter().filter(|c| counts(c)).map(|c| c.agent).collect();
    there.sort_unstable();
    there.dedup();
    let needed = usize::from(policy.min_agents.max(1));
    if there.len() >= needed {
        return Ok(());
    }
    let message = format!("{} of {needed} agents are checked in", there.len());
    refuse("agents_checked_in", message, "have every agent check in on site")
}

/// A report is sent back only while its work can go on: of a recovery, while the car is in hand by it.
fn goes_on(order: &Order, facts: &OrderFacts) -> Checked {
    use CaseState as S;
    if !order.kind.takes() {
        return order.kind.fits(facts.case);
    }
    let in_hand = [S::Secured, S::InCustody, S::ForDisposal, S::Sold, S::Redeemed, S::Reinstated, S::Unrepossessed];
    if in_hand.contains(&facts.case) && facts.taken_by == Some(order.id) {
        return Ok(());
    }
    let message = match facts.taken_by {
        Some(other) if other != order.id => format!("the car is in hand by order {other}"),
        _ => format!("the case is {}, so nobody works on its recovery", facts.case),
    };
    refuse("order_fits_case", message, "acknowledge the order, or reverse it")
}

/// The vendor that has the car on its hook keeps its order until the car is elsewhere, or on its way back.
fn car_elsewhere(order: &Order, facts: &OrderFacts) -> Checked {
    use CaseState as S;
    let needed = matches!(facts.case, S::Secured | S::InCustody | S::ForDisposal | S::Sold);
    if order.stage.has_car() && needed {
        let remedy = "have it brought to a yard and completed, or give the car back";
        return refuse("car_on_hook", "the car is on the hook of this order", remedy);
    }
    Ok(())
}

/// While the case stands on a recovery, the order that made it stands.
fn recovery_undone(order: &Order, facts: &OrderFacts) -> Checked {
    use CaseState as S;
    let stands = matches!(facts.case, S::Secured | S::InCustody | S::ForDisposal | S::Sold | S::Settled);
    if order.kind.takes() && stands {
        let message = format!("the case is {} by this order", facts.case);
        return refuse("recovery_stands", message, "unrepossess the case: that reverses its orders");
    }
    Ok(())
}

fn in_time(order: &Order, facts: &OrderFacts, policy: &OrderPolicy) -> Checked {
    let (ends_on, days) = (order.term.ends_on, policy.extension_notice_days);
    let latest = ends_on.checked_sub_days(Days::new(u64::from(days)));
    if latest.is_some_and(|latest| facts.today <= latest) {
        return Ok(());
    }
    let message = format!("the term ends on {ends_on}, in less than {days} days");
    refuse("extension_in_time", message, "ask the lender to place the order again")
}

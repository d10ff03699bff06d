//! The command machine: a pure function of the order, the action and the time.

use super::gate::{self, Cleared, CutFacts, Moment};
use super::{Approval, Change, CommandKind, CommandPolicy, Failure, MAX_ANSWER_CHARS, Order, OrderEvent, Stage};
use crate::actor::Actor;
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use lienwatch_protocols::Ticket;

/// What happens to a command.
#[derive(Debug)]
pub enum Action<'a> {
    /// A second person agrees.
    Approve {
        /// Who.
        by: Actor,
        /// Why.
        reason: Reason,
        /// What is known of car and loan.
        facts: &'a CutFacts,
        /// The lender's rules.
        policy: &'a CommandPolicy,
    },
    /// Somebody takes it back.
    Cancel {
        /// Who.
        by: Actor,
        /// Why.
        reason: Option<Reason>,
    },
    /// The device is there: it goes out.
    Send {
        /// By what its answer will be known.
        ticket: Ticket,
        /// The gate's proof.
        cleared: Cleared,
    },
    /// The device answered.
    Answer {
        /// Whether it did it; `None` where it only says something.
        accepted: Option<bool>,
        /// What it says.
        text: Option<&'a str>,
    },
    /// The time for its answer, or for reaching the device, may be over.
    Tick,
    /// It cannot be done.
    Refuse {
        /// Why.
        why: Failure,
        /// In words.
        detail: String,
    },
}

/// The order after an action and its log row; `None`: nothing changed.
pub type Applied = Option<(Order, OrderEvent)>;

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
pub fn apply(order: &Order, action: Action<'_>, now: DateTime<Utc>) -> Result<Applied, Refusal> {
    let mut after = order.clone();
    let change = match action {
        Action::Approve { by, reason, facts, policy } => {
            if order.stage != Stage::AwaitingApproval {
                return Err(wrong_state(order, "approved", "awaiting approval"));
            }
            let gaps = gate::cut_gaps(order, Some(by), facts, policy, Moment::Approval, now);
            if let Some(first) = gaps.into_iter().next() {
                return Err(first);
            }
            let by = by.person().ok_or_else(|| {
                Refusal::new("person_required", "only a person may approve", "have a signed-in person approve")
            })?;
            after.approval = Some(Approval { by, at: now, reason: reason.clone() });
            after.stage = Stage::Queued;
            Change::Approved { requested_by: order.requested_by, reason }
        }
        Action::Cancel { by, reason } => {
            if !matches!(order.stage, Stage::AwaitingApproval | Stage::Queued) {
                return Err(wrong_state(order, "cancelled", "queued or awaiting approval"));
            }
            after.stage = Stage::Cancelled { at: now, by };
            Change::Cancelled { reason }
        }
        Action::Send { ticket, cleared: Cleared { .. } } => {
            if order.stage != Stage::Queued {
                return Err(wrong_state(order, "sent", "queued"));
            }
            after.attempts += 1;
            after.last_ticket = Some(ticket);
            after.stage = Stage::Sent { at: now, ticket };
            Change::Sent { attempt: after.attempts }
        }
        Action::Answer { accepted, text } => {
            // An answer that comes after its time, when the order waits to be sent again, is still the answer.
            let sent =
                matches!(order.stage, Stage::Sent { .. }) || (order.stage == Stage::Queued && order.attempts > 0);
            if !sent {
                return Ok(None);
            }
            let text = text.map(bounded).filter(|t| !t.is_empty());
            if accepted == Some(false) {
                fail(&mut after, Failure::RefusedByDevice, text, now)
            } else {
                after.stage = Stage::Acknowledged { at: now, answer: text.clone() };
                Change::Acknowledged { answer: text }
            }
        }
        Action::Tick => match tick(&mut after, now) {
            Some(change) => change,
            None => return Ok(None),
        },
        Action::Refuse { why, detail } => {
            if !order.state().live() {
                return Ok(None);
            }
            fail(&mut after, why, Some(bounded(&detail)), now)
        }
    };
    after.version += 1;
    let event = OrderEvent {
        command: order.id,
        kind: order.kind(),
        tracker: order.tracker,
        version: after.version,
        at: now,
        from: Some(order.state()),
        to: after.state(),
        change,
    };
    Ok(Some((after, event)))
}

/// What time does to an order.
fn tick(order: &mut Order, now: DateTime<Utc>) -> Option<Change> {
    if order.due_at().is_none_or(|due| now < due) {
        return None;
    }
    if !matches!(order.stage, Stage::Sent { .. }) {
        order.stage = Stage::Expired { at: now };
        return Some(Change::Expired);
    }
    let traits = order.kind().traits();
    if order.attempts < traits.attempts && now < order.expires_at {
        order.stage = Stage::Queued;
        return Some(Change::TimedOut { attempts: order.attempts });
    }
    let detail = match order.kind() {
        CommandKind::EngineCut => "whether the engine is cut is not known: look at the device's cut flag".to_owned(),
        _ if traits.attempts == 1 => {
            "it is not sent again by itself, because it is not known what that would do".into()
        }
        _ => format!("sent {} times", order.attempts),
    };
    Some(fail(order, Failure::NoAnswer, Some(detail), now))
}

fn fail(order: &mut Order, why: Failure, detail: Option<String>, now: DateTime<Utc>) -> Change {
    order.stage = Stage::Failed { at: now, why, detail: detail.clone() };
    Change::Failed { why, detail }
}

/// A device's words: without control characters, and not without end.
fn bounded(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_ANSWER_CHARS).collect();
    clean.trim().to_owned()
}

fn wrong_state(order: &Order, done: &str, wanted: &str) -> Refusal {
    let message = format!("a command that is {} cannot be {done}", order.state());
    Refusal::new("wrong_state", message, format!("only one that is {wanted} can"))
}

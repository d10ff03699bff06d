//! Commands to trackers: the machine's matrix, each rule of the gate, and the order of a queue.

mod gate;
mod machine;
mod queue;

use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::command::*;
use lienwatch_domain::ids::*;
use lienwatch_domain::lending::LoanStatus;
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::CaseState;
use lienwatch_protocols::{Command, Ticket};
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn ann() -> Actor {
    Actor::User(UserId(id(1)))
}

fn bob() -> Actor {
    Actor::User(UserId(id(2)))
}

fn why() -> Reason {
    Reason::new("because").expect("a reason")
}

fn now() -> DateTime<Utc> {
    "2026-04-10T02:00:00Z".parse().expect("a time")
}

fn later(minutes: i64) -> DateTime<Utc> {
    now() + TimeDelta::minutes(minutes)
}

/// Asked for by Ann at [`now`].
fn order(command: Command) -> Order {
    let asked = Placed {
        id: CommandId(id(7)),
        tracker: TrackerId(id(8)),
        command,
        by: ann(),
        reason: Some(why()),
        warning: Some(why()),
        expires_at: None,
        asleep: None,
        chase: None,
    };
    place(asked, 24, now()).expect("placed").0
}

fn allowing() -> CommandPolicy {
    CommandPolicy { engine_cut_allowed: true, ..CommandPolicy::default() }
}

/// Everything a cut needs, at `at`.
fn facts(at: DateTime<Utc>) -> CutFacts {
    CutFacts {
        fix: Some(FixFact { at: at - TimeDelta::minutes(1), received_at: at, speed_kph: Some(0.0) }),
        loan: Some(LoanFact { status: LoanStatus::Overdue, dpd: 62 }),
        case: Some(CaseFact { state: CaseState::Authorised, open_holds: 0 }),
        default_dpd: 1,
    }
}

fn approved_cut() -> Order {
    let action = Action::Approve { by: bob(), reason: why(), facts: &facts(now()), policy: &allowing() };
    apply(&order(Command::EngineCut), action, now()).expect("approved").expect("changed").0
}

fn sent(queued: &Order, at: DateTime<Utc>) -> Order {
    let cleared = lienwatch_domain::command::gate::clear(queued, Some(&facts(at)), &allowing(), at).expect("cleared");
    let action = Action::Send { ticket: Ticket(Some(5)), cleared };
    apply(queued, action, at).expect("sent").expect("changed").0
}

//! The machines of a recovery: every rule, the whole transition matrices, and random walks, each machine alone and all
//! together.

mod authorisation;
mod bays;
mod closing;
mod custody;
mod field_and_sale;
mod going_back;
mod holds;
mod joint;
mod matrix;
mod orders;
mod situations;
mod storage;
mod walks;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::compliance::{Jurisdiction, LegalBasis};
use lienwatch_domain::ids::*;
use lienwatch_domain::lending::{Arrears, Flag, FlagReason, FlagRule, LoanStatus};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::*;
use lienwatch_domain::refusal::Refusal;
use situations::*;
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

fn hold_id(n: u128) -> HoldId {
    HoldId(id(1000 + n))
}

fn facts(actor: Actor) -> Facts {
    let as_of = NaiveDate::from_ymd_opt(2026, 4, 10).expect("a date");
    Facts {
        actor,
        jurisdiction: Jurisdiction::Cn,
        intake: IntakeItem::ALL.iter().copied().collect(),
        loan: LoanCheck {
            balance_at: now() - TimeDelta::hours(2),
            status: LoanStatus::Overdue,
            arrears: Arrears {
                as_of,
                dpd: 70,
                overdue_instalments: 3,
                overdue_minor: 30_000,
                outstanding_minor: 90_000,
                principal_outstanding_minor: 80_000,
                paid_minor: 0,
                credit_minor: 0,
                oldest_unpaid_due: as_of.checked_sub_days(chrono::Days::new(70)),
                first_instalment_unpaid: true,
            },
        },
        open_orders: 0,
        other_open_case: false,
        law: Law::default(),
        work: WorkFacts::default(),
    }
}

fn fresh() -> Case {
    let reasons = vec![FlagReason {
        rule: FlagRule::Dpd60,
        text: "70 days past due, 60 or more".into(),
        evidence: vec![],
        told: Default::default(),
    }];
    let flag = Flag { rule: FlagRule::Dpd60, reasons, evidence: vec![] };
    let (case, events, effects) = open_case(CaseId(id(7)), LoanId(id(8)), VehicleId(id(9)), flag, Actor::System, now());
    assert_eq!((events.len(), events[0].version, events[0].from, events[0].to), (1, 1, None, CaseState::Flagged));
    assert_eq!(effects, [Effect::NotifyReviewers]);
    case
}

fn request() -> Action {
    Action::RequestAuthorisation { basis: LegalBasis::VoluntarySurrender, reference: None, reason: why() }
}

fn approve() -> Action {
    Action::Approve { reason: why() }
}

fn place(n: u128) -> Action {
    Action::PlaceHold { hold: hold_id(n), kind: HoldKind::Complaint, reason: why() }
}

fn release(n: u128) -> Action {
    Action::ReleaseHold { hold: hold_id(n), reason: why() }
}

fn close(close_reason: CloseReason) -> Action {
    Action::Close { close_reason, reason: why() }
}

fn loan(n: u128, event: LoanEvent) -> Action {
    Action::LoanChanged { hold: hold_id(n), event }
}

fn payment(n: u128) -> LoanEvent {
    LoanEvent::PaymentReceived { payment: PaymentId(id(n)) }
}

fn act(case: &Case, action: Action, facts: &Facts) -> Result<Applied, Refusal> {
    apply(case, action, facts, now(), &CasePolicy::default())
}

/// Applies actions that must all be allowed.
fn walk(case: Case, steps: Vec<(Action, Actor)>) -> Case {
    steps.into_iter().fold(case, |case, (action, who)| match act(&case, action.clone(), &facts(who)) {
        Ok((case, ..)) => case,
        Err(refusal) => panic!("{action:?}: {refusal}"),
    })
}

fn in_review() -> Case {
    walk(fresh(), vec![(Action::StartReview, ann())])
}

fn requested() -> Case {
    walk(in_review(), vec![(request(), ann())])
}

fn authorised() -> Case {
    walk(requested(), vec![(approve(), bob())])
}

fn closed() -> Case {
    walk(authorised(), vec![(close(CloseReason::LenderCancel), ann())])
}

fn refused(case: &Case, action: Action, facts: &Facts) -> Refusal {
    match act(case, action, facts) {
        Err(refusal) => refusal,
        Ok(applied) => panic!("allowed: {applied:?}"),
    }
}

#[test]
fn a_case_survives_the_store() {
    let held = walk(requested(), vec![(loan(3, payment(50)), Actor::System), (place(1), ann()), (release(1), bob())]);
    for case in all_situations().into_iter().map(|(_, case)| case).chain([held]) {
        let text = serde_json::to_string(&case).expect("serialises");
        assert_eq!(serde_json::from_str::<Case>(&text).expect("parses"), case);
    }
    let (_, events, effects) = act(&authorised(), loan(1, payment(50)), &facts(ann())).expect("allowed");
    let text = serde_json::to_string(&(&events, &effects)).expect("serialises");
    let back: (Vec<CaseEvent>, Vec<Effect>) = serde_json::from_str(&text).expect("parses");
    assert_eq!(back, (events, effects));
    let action: Action = serde_json::from_value(serde_json::json!({
        "action": "loan_changed", "hold": id(1), "event": "payment_received", "payment": id(2)
    }))
    .expect("parses");
    assert_eq!(action.kind(), ActionKind::LoanChanged);
    let policy = CasePolicy::default();
    let text = serde_json::to_string(&policy).expect("serialises");
    assert_eq!(serde_json::from_str::<CasePolicy>(&text).expect("parses"), policy);
}

#[test]
fn every_state_of_the_life_cycle_has_its_name() {
    let names: Vec<_> = CaseState::ALL.iter().map(|s| s.name()).collect();
    assert_eq!(
        names.join(" "),
        "flagged in_review authorised in_recovery secured in_custody for_disposal sold settled closed \
         redeemed reinstated unrepossessed"
    );
}

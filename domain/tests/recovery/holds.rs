//! Holds, and the loan events that cause and end them.

use super::*;

#[test]
fn a_hold_waits_for_vendors_and_already_blocks() {
    let busy = Facts { open_orders: 2, ..facts(ann()) };
    let (held, events, effects) = act(&requested(), place(1), &busy).expect("allowed");
    assert_eq!(held.holds[0].phase, HoldPhase::Pending);
    assert!(matches!(events[0].change, Change::HoldPlaced { pending: true, .. }));
    assert_eq!(effects, [Effect::KillRecoveryLinks, Effect::HoldOrders { hold: hold_id(1) }]);
    assert_eq!(refused(&held, approve(), &facts(bob())).rule, "no_open_hold", "pending blocks");
    let active = walk(held, vec![(Action::ConfirmHold { hold: hold_id(1) }, Actor::System)]);
    assert_eq!(active.holds[0].phase, HoldPhase::Active);
    assert_eq!(refused(&active, approve(), &facts(bob())).rule, "no_open_hold", "active blocks");
    let (again, events, _) =
        act(&active, Action::ConfirmHold { hold: hold_id(1) }, &facts(Actor::System)).expect("harmless");
    assert_eq!((again.version, events.len()), (active.version, 0));
    let (free, _, effects) = act(&active, release(1), &facts(ann())).expect("allowed");
    assert_eq!(effects, [Effect::ResumeOrders]);
    walk(free, vec![(approve(), bob())]);
    assert_eq!(act(&requested(), place(1), &facts(ann())).expect("allowed").0.holds[0].phase, HoldPhase::Active);
}

#[test]
fn every_one_of_many_holds_blocks_until_the_last_is_released() {
    let case = walk(requested(), vec![(place(1), ann()), (place(2), bob())]);
    let (case, _, effects) = act(&case, release(1), &facts(ann())).expect("allowed");
    assert_eq!(effects, [], "orders stay held");
    assert_eq!(refused(&case, approve(), &facts(bob())).rule, "no_open_hold");
    let case = walk(case, vec![(release(2), ann()), (approve(), bob())]);
    assert_eq!(case.holds.len(), 2, "released holds are kept");
    assert_eq!(refused(&case, release(2), &facts(ann())).rule, "no_such_hold");
    assert_eq!(refused(&case, release(9), &facts(ann())).rule, "no_such_hold");
    assert_eq!(refused(&case, place(2), &facts(ann())).rule, "hold_exists");
}

#[test]
fn a_case_has_a_limited_number_of_open_holds() {
    let case = walk(fresh(), (1..=32).map(|n| (place(n), ann())).collect());
    assert_eq!(refused(&case, place(33), &facts(ann())).rule, "too_many_holds");
    // What happened to the loan is recorded all the same, and holds.
    let paid = walk(case.clone(), vec![(loan(40, payment(50)), Actor::System)]);
    assert_eq!(paid.open_holds().count(), 33);
    walk(case, vec![(release(1), ann()), (place(33), ann())]);
}

#[test]
fn a_payment_holds_once_and_its_reversal_releases() {
    let (case, events, effects) = act(&authorised(), loan(1, payment(50)), &facts(Actor::System)).expect("allowed");
    assert_eq!(case.stage.state(), CaseState::Authorised);
    let names: Vec<_> = events.iter().map(|e| e.change.name()).collect();
    assert_eq!(names, ["loan_changed", "hold_placed"]);
    assert!(events.iter().all(|e| e.version == 5), "one change, one version");
    assert_eq!(effects, [Effect::KillRecoveryLinks, Effect::HoldOrders { hold: hold_id(1) }]);
    assert_eq!(case.holds[0].kind, HoldKind::PaymentReceived);

    let (again, events, effects) = act(&case, loan(2, payment(50)), &facts(Actor::System)).expect("harmless");
    assert_eq!((&again, events.len(), effects.len()), (&case, 0, 0), "the same payment told twice");

    let reversed = LoanEvent::PaymentReversed { payment: PaymentId(id(50)) };
    let (case, events, _) = act(&case, loan(3, reversed), &facts(Actor::System)).expect("allowed");
    assert_eq!(events[1].change.name(), "hold_released");
    assert_eq!(case.open_holds().count(), 0);
    let (same, events, _) = act(&case, loan(4, reversed), &facts(Actor::System)).expect("harmless");
    assert_eq!((same.version, events.len()), (case.version, 0));
}

#[test]
fn a_payment_that_cures_suggests_closing() {
    let mut cured = facts(Actor::System);
    cured.loan.arrears.dpd = 0;
    let (case, _, effects) = act(&fresh(), loan(1, payment(50)), &cured).expect("allowed");
    assert_eq!(effects.last(), Some(&Effect::SuggestClose { close_reason: CloseReason::Cured }));
    assert_eq!(case.stage, Stage::Flagged, "a person closes it");
}

#[test]
fn a_promise_holds_while_it_is_open() {
    let promise = PromiseId(id(60));
    let made = LoanEvent::PromiseMade { promise };
    let ended = |outcome| LoanEvent::PromiseEnded { promise, outcome };
    let held = walk(requested(), vec![(loan(1, made), Actor::System)]);
    assert_eq!(held.holds[0].kind, HoldKind::PromiseOrPlan);
    assert_eq!(refused(&held, approve(), &facts(bob())).rule, "no_open_hold");
    for outcome in PromiseOutcome::ALL {
        let (case, events, _) = act(&held, loan(2, ended(*outcome)), &facts(Actor::System)).expect("allowed");
        assert_eq!(case.open_holds().count(), 0, "{outcome}");
        let HoldPhase::Released { reason, .. } = &case.holds[0].phase else { panic!("{outcome}: {case:?}") };
        assert_eq!(reason.as_str(), format!("the promise was {outcome}"));
        let changes: Vec<&str> = events.iter().map(|event| event.change.name()).collect();
        assert_eq!(changes, ["loan_changed", "hold_released"], "{outcome}");
    }
    // The payment that kept it still holds the case, until a person has looked.
    let paid = walk(held.clone(), vec![(loan(3, payment(50)), Actor::System)]);
    let kept = walk(paid, vec![(loan(4, ended(PromiseOutcome::Kept)), Actor::System)]);
    let open: Vec<HoldKind> = kept.open_holds().map(|hold| hold.kind).collect();
    assert_eq!(open, [HoldKind::PaymentReceived]);
    let other = LoanEvent::PromiseEnded { promise: PromiseId(id(61)), outcome: PromiseOutcome::Broken };
    let case = walk(held, vec![(loan(2, other), Actor::System)]);
    assert_eq!(case.open_holds().count(), 1, "another promise");
}

#[test]
fn a_complaint_holds_while_it_is_about_the_case_and_says_nothing_of_the_debt() {
    let complaint = ComplaintId(id(70));
    let (made, ended) = (LoanEvent::ComplaintMade { complaint }, LoanEvent::ComplaintEnded { complaint });
    let mut cured = facts(Actor::System);
    cured.loan.arrears.dpd = 0;
    let (held, _, effects) = act(&fresh(), loan(1, made), &cured).expect("allowed");
    assert_eq!((held.holds[0].kind, held.holds[0].cause), (HoldKind::Complaint, HoldCause::Complaint(complaint)));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::SuggestClose { .. })), "{effects:?}");
    let twice = walk(held, vec![(loan(2, made), Actor::System)]);
    assert_eq!(twice.open_holds().count(), 1, "told twice it holds once");
    let free = walk(twice, vec![(loan(3, ended), Actor::System), (loan(4, ended), Actor::System)]);
    assert_eq!(free.open_holds().count(), 0);
    let again = walk(free, vec![(loan(5, made), Actor::System)]);
    assert_eq!(again.open_holds().count(), 1, "moved away and back it holds again");
    let other = LoanEvent::ComplaintEnded { complaint: ComplaintId(id(71)) };
    assert_eq!(walk(again, vec![(loan(6, other), Actor::System)]).open_holds().count(), 1, "another complaint");
}

//! The car goes back to the borrower.

use super::*;

const IN_HAND: [fn() -> Case; 3] = [secured, in_custody, for_disposal];

#[test]
fn going_back_ends_everything_and_only_a_wrong_recovery_is_charged_back() {
    let end = [Effect::RevokeAuthorisation, Effect::KillRecoveryLinks, Effect::WithdrawOrders, Effect::ReleaseCar];
    for from in IN_HAND {
        for because in GoingBack::ALL {
            let (case, action) = (from(), give_back(*because));
            let known = fitting_facts(&case, action.kind(), ann());
            let (after, events, effects) = act(&case, action, &known).expect("allowed");
            assert!(effects.ends_with(&end), "{effects:?}");
            let reversed = effects.first() == Some(&Effect::ReverseOrders);
            assert_eq!(reversed, *because == GoingBack::Unrepossessed);
            assert_eq!(effects.len(), end.len() + usize::from(reversed));
            assert_eq!(after.stage.state().name(), because.name());
            assert_eq!(events[0].change.name(), because.name());
            assert_eq!(after.stage.authorisation(), None);
            assert_eq!(after.stage.taken(), case.stage.taken(), "how it was taken stays on file");
        }
    }
}

#[test]
fn each_way_back_has_its_guard() {
    let rows = [
        (GoingBack::Redeemed, "debt_paid", "everything that is owed"),
        (GoingBack::Reinstated, "arrears_paid", "payment of the arrears"),
    ];
    for from in IN_HAND {
        for (because, rule, remedy) in &rows {
            let (case, action) = (from(), give_back(*because));
            let mut known = fitting_facts(&case, action.kind(), ann());
            (known.loan.arrears.outstanding_minor, known.loan.arrears.dpd) = (1, 1);
            let refusal = refused(&case, action, &known);
            assert_eq!(refusal.rule, *rule);
            assert!(refusal.remedy.contains(remedy), "{}", refusal.remedy);
        }
        for because in GoingBack::ALL {
            let (case, action) = (from(), give_back(*because));
            let known = fitting_facts(&case, action.kind(), Actor::System);
            assert_eq!(refused(&case, action, &known).rule, "person_required");
        }
        // What should not have been taken goes back whatever is owed, and whatever holds the case.
        then(then(from(), place(1)), give_back(GoingBack::Unrepossessed));
    }
}

#[test]
fn a_loan_that_the_lender_settled_counts_as_paid() {
    let mut known = facts(ann());
    known.loan.status = LoanStatus::Settled;
    assert!(act(&in_custody(), give_back(GoingBack::Redeemed), &known).is_ok());
}

#[test]
fn a_payment_suggests_the_way_back_that_it_pays_for() {
    let suggested = |case: &Case, dpd, owed| {
        let mut known = facts(Actor::System);
        (known.loan.arrears.dpd, known.loan.arrears.outstanding_minor) = (dpd, owed);
        let (_, _, effects) = act(case, loan(1, payment(50)), &known).expect("allowed");
        effects.into_iter().find(|e| matches!(e, Effect::SuggestGiveBack { .. } | Effect::SuggestClose { .. }))
    };
    for from in IN_HAND {
        let back = |because| Some(Effect::SuggestGiveBack { because });
        assert_eq!(suggested(&from(), 0, 0), back(GoingBack::Redeemed));
        assert_eq!(suggested(&from(), 0, 1), back(GoingBack::Reinstated));
        assert_eq!(suggested(&from(), 1, 1), None);
    }
    let close = Some(Effect::SuggestClose { close_reason: CloseReason::Cured });
    assert_eq!(suggested(&in_recovery(), 0, 1), close);
    assert_eq!(suggested(&in_recovery(), 5, 1), None);
}

#[test]
fn a_case_ends_only_once_the_car_is_where_it_belongs() {
    for because in GoingBack::ALL {
        let case = going_back(*because);
        let action = close(fitting_reason(case.stage.state()));
        for custodian in [None, Some(Custodian::Yard { yard: yard() })] {
            let mut known = fitting_facts(&case, ActionKind::Close, ann());
            known.work.custodian = custodian;
            let refusal = refused(&case, action.clone(), &known);
            assert_eq!(refusal.rule, "car_returned");
            assert!(refusal.remedy.contains("to the borrower"));
        }
        then(case, action);
    }
    let mut at_the_yard = fitting_facts(&settled(), ActionKind::Close, ann());
    at_the_yard.work.custodian = Some(Custodian::Yard { yard: yard() });
    let refusal = refused(&settled(), close(CloseReason::Recovered), &at_the_yard);
    assert_eq!(refusal.rule, "car_delivered");
    assert!(refusal.remedy.contains("to the buyer"));
    then(settled(), close(CloseReason::Recovered));
}

#[test]
fn what_goes_back_or_is_settled_is_not_held_any_more() {
    for case in [GoingBack::ALL.iter().map(|b| going_back(*b)).collect(), vec![settled()]].concat() {
        assert_eq!(refused(&case, place(1), &facts(ann())).rule, "wrong_state");
        let (same, events, effects) = act(&case, loan(1, payment(50)), &facts(Actor::System)).expect("harmless");
        assert_eq!((&same, events.len(), effects.len()), (&case, 0, 0));
    }
}

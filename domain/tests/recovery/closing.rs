//! Closing and reopening.

use super::*;

#[test]
fn a_close_reason_must_fit_what_happened() {
    for reason in [CloseReason::Recovered, CloseReason::Redeemed, CloseReason::ImpoundNotReleased] {
        assert_eq!(refused(&authorised(), close(reason), &facts(ann())).rule, "close_reason_fits", "{reason}");
    }
    let mut paid = facts(ann());
    assert_eq!(refused(&fresh(), close(CloseReason::Cured), &paid).rule, "close_reason_fits");
    assert_eq!(refused(&fresh(), close(CloseReason::Settled), &paid).rule, "close_reason_fits");
    paid.loan.arrears.dpd = 0;
    assert!(act(&fresh(), close(CloseReason::Cured), &paid).is_ok());
    paid.loan.status = LoanStatus::Settled;
    assert!(act(&fresh(), close(CloseReason::Settled), &paid).is_ok());
}

/// Every state by every reason: what was never taken was not recovered, what is in hand is not dropped.
#[test]
fn each_state_has_its_reasons() {
    let reasons = |case: &Case| -> Vec<&str> {
        let mut known = fitting_facts(case, ActionKind::Close, ann());
        (known.loan.arrears.dpd, known.loan.arrears.outstanding_minor) = (0, 0);
        let fits = |reason: &&CloseReason| match act(case, close(**reason), &known) {
            Ok(_) => true,
            Err(refusal) => {
                assert!(["close_reason_fits", "wrong_state"].contains(&refusal.rule.as_ref()), "{refusal}");
                assert!(!refusal.remedy.is_empty());
                false
            }
        };
        CloseReason::ALL.iter().filter(fits).map(|r| r.name()).collect()
    };
    let before = "cured settled bankruptcy recalled unable_to_locate total_loss charged_off lender_cancel duplicate \
                  legal_route";
    let looking = before.replace("total_loss", "total_loss impound_not_released");
    let undone = before.replace("unable_to_locate ", "");
    for (name, case) in all_situations() {
        let wanted = match case.stage.state() {
            CaseState::Flagged | CaseState::InReview | CaseState::Authorised => before,
            CaseState::InRecovery => &looking,
            CaseState::Secured | CaseState::InCustody | CaseState::ForDisposal => "total_loss",
            CaseState::Sold | CaseState::Closed => "",
            CaseState::Settled => "recovered",
            CaseState::Redeemed => "settled redeemed",
            CaseState::Reinstated => "cured settled",
            CaseState::Unrepossessed => &undone,
        };
        assert_eq!(reasons(&case).join(" "), wanted, "{name}");
    }
}

#[test]
fn a_reason_must_be_true_of_the_loan() {
    // The arrears are back since: it was reinstated all the same, and redeemed stays redeemed.
    let reinstated = going_back(GoingBack::Reinstated);
    let late = fitting_facts(&reinstated, ActionKind::Close, ann());
    assert!(late.loan.arrears.dpd > 0);
    assert!(act(&reinstated, close(CloseReason::Cured), &late).is_ok());
    assert_eq!(refused(&reinstated, close(CloseReason::Settled), &late).rule, "close_reason_fits");
    assert!(act(&going_back(GoingBack::Redeemed), close(CloseReason::Settled), &late).is_ok());
    let undone = going_back(GoingBack::Unrepossessed);
    for reason in [CloseReason::Cured, CloseReason::Settled] {
        let refusal = refused(&undone, close(reason), &late);
        assert_eq!(refusal.rule, "close_reason_fits");
        assert!(refusal.remedy.contains("first, or choose another reason"));
    }
}

#[test]
fn closing_in_hand_says_what_to_do_instead() {
    let refusal = refused(&in_custody(), close(CloseReason::LenderCancel), &facts(ann()));
    assert_eq!(refusal.rule, "close_reason_fits");
    assert!(refusal.remedy.contains("redeem, reinstate or unrepossess"), "{}", refusal.remedy);
}

/// A car that was written off and turns up whole is still in hand: nobody is sent for it again.
#[test]
fn a_total_loss_that_was_none_is_reopened_in_hand() {
    let case = then(total_loss(), Action::Reopen { reason: why() });
    assert_eq!(case.stage.state(), CaseState::Secured);
    assert_eq!(case.stage.taken(), in_custody().stage.taken());
    assert_eq!(refused(&case, dispatch(), &facts(ann())).rule, "wrong_state");
    then(case, Action::EnterCustody { yard: yard() });
    let lost = then(authorised(), close(CloseReason::TotalLoss));
    assert_eq!(then(lost, Action::Reopen { reason: why() }).stage, Stage::InReview { request: None });
}

#[test]
fn what_was_sold_and_settled_stays_so() {
    let case = then(settled(), close(CloseReason::Recovered));
    let refusal = refused(&case, Action::Reopen { reason: why() }, &facts(ann()));
    assert_eq!(refusal.rule, "settled_stays");
    assert!(refusal.remedy.contains("flag the loan anew"));
    for because in GoingBack::ALL {
        let back = going_back(*because);
        let over = then(back.clone(), close(fitting_reason(back.stage.state())));
        assert_eq!(then(over, Action::Reopen { reason: why() }).stage, Stage::InReview { request: None });
    }
}

#[test]
fn closing_ends_everything_and_says_where_it_stood() {
    let (case, events, effects) =
        act(&authorised(), close(CloseReason::UnableToLocate), &facts(ann())).expect("allowed");
    assert!(matches!(case.stage, Stage::Closed { from: CaseState::Authorised, .. }), "{:?}", case.stage);
    assert_eq!(events[0].change.name(), "closed");
    assert_eq!(effects, [Effect::RevokeAuthorisation, Effect::KillRecoveryLinks, Effect::WithdrawOrders]);
    let (case, events, _) = act(&case, loan(1, payment(50)), &facts(Actor::System)).expect("harmless");
    assert_eq!((case.holds.len(), events.len()), (0, 0), "a closed case is not held");
}

#[test]
fn a_reopened_case_is_in_review_and_still_held() {
    let held = walk(requested(), vec![(place(1), ann()), (close(CloseReason::LenderCancel), ann())]);
    let case = walk(held, vec![(Action::Reopen { reason: why() }, bob())]);
    assert_eq!(case.stage, Stage::InReview { request: None }, "no request and no authorisation survives");
    assert_eq!(refused(&case, request(), &facts(ann())).rule, "no_open_hold");
    let other = Facts { other_open_case: true, ..facts(bob()) };
    assert_eq!(refused(&closed(), Action::Reopen { reason: why() }, &other).rule, "one_open_case");
    let mut settled = facts(bob());
    settled.loan.status = LoanStatus::Settled;
    assert_eq!(refused(&closed(), Action::Reopen { reason: why() }, &settled).rule, "still_in_default");
}

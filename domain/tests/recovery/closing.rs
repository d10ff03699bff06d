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

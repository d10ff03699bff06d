//! The life of an order: along its route, held and resumed, withdrawn, undone.

use super::*;
use OrderActionKind as K;
use OrderEffect as E;
use OrderState as S;

fn access_ends(order: &Order) -> Vec<E> {
    let Some(work) = order.stage.work() else { return vec![] };
    let letter = work.letter.map(|letter| E::RevokeLetter { letter });
    [E::KillLinks, E::RevokeAccess { vendor: work.vendor }].into_iter().chain(letter).collect()
}

#[test]
fn every_kind_goes_its_route_to_its_pay() {
    for kind in OrderKind::ALL {
        let paid = at(*kind, S::Paid);
        assert!(paid.stage.is_finished() && !paid.stage.is_live(), "{kind}");
        let work = paid.stage.work().expect("a vendor did it");
        assert_eq!(work.letter.is_some(), kind.in_the_field(), "{kind}: a letter is for the field");
        assert_eq!(work.hooked.is_some(), kind.route().contains(&S::OnHook), "{kind}");
        assert_eq!(work.check_ins.len(), if kind.route().contains(&S::OnSite) { 2 } else { 0 }, "{kind}");
        let none = refused_with(&paid, OrderAction::Pay, &facts_for(&paid, K::Pay));
        assert_eq!(none.rule, "wrong_state", "nothing is paid twice");
        assert!(none.remedy.contains("invoiced"));
    }
}

#[test]
fn what_the_steps_bring_about() {
    let effects = |kind, state, action| done_to(&at(kind, state), probe(action)).2;
    let letter = LetterId(id(600));
    let agents = vec![agent(1), agent(2)];
    let issued = [E::IssueLetter { letter, vendor: vendor(1), agents }];
    for kind in OrderKind::ALL {
        let field = kind.in_the_field();
        assert_eq!(effects(*kind, S::Draft, K::Offer), if field { vec![E::CaseDispatched] } else { vec![] }, "{kind}");
        assert_eq!(effects(*kind, S::Offered, K::Accept), if field { issued.to_vec() } else { vec![] }, "{kind}");
        let last = kind.route()[kind.route().len() - 2];
        assert_eq!(effects(*kind, last, K::Complete), [E::KillLinks], "{kind}");
        let judged = if field { vec![E::RevokeLetter { letter }, E::FeesDue] } else { vec![E::FeesDue] };
        assert_eq!(effects(*kind, S::Completed, K::Acknowledge), judged, "{kind}");
    }
    assert_eq!(effects(OrderKind::Repossess, S::OnSite, K::Hook), [E::CaseSecured { place: spot() }]);
    assert_eq!(effects(OrderKind::Tow, S::EnRoute, K::Hook), [], "a tow moves what is secured already");
}

#[test]
fn hold_and_resume_restore_exactly_what_stood() {
    for kind in OrderKind::ALL {
        for state in live(*kind) {
            let order = at(*kind, state);
            let (held, _, effects) = done_to(&order, OrderAction::Hold { hold: hold_id(1) });
            assert_eq!(held.stage.beneath_hold(), &order.stage);
            assert!(held.stage.is_live() && !held.stage.is_finished());
            let worked = order.stage.work().is_some();
            assert_eq!(held.stage.waits_for_vendor(), worked, "{kind} {state}");
            let at_once = [E::KillLinks, E::HoldConfirmed];
            assert_eq!(effects, if worked { &at_once[..1] } else { &at_once[..] });

            let (again, events, _) = done_to(&held, OrderAction::Hold { hold: hold_id(1) });
            assert_eq!((&again, events.len()), (&held, 0), "told twice");
            let both = next(&held, OrderAction::Hold { hold: hold_id(2) });
            let OrderStage::OnHold { holds, from, .. } = &both.stage else { panic!("{:?}", both.stage) };
            assert_eq!((holds.as_slice(), &**from), ([hold_id(1), hold_id(2)].as_slice(), &order.stage));

            let stopped = if worked {
                let (stopped, _, effects) = done_to(&both, OrderAction::ConfirmHold);
                assert_eq!(effects, [E::HoldConfirmed]);
                let (same, events, _) = done_to(&stopped, OrderAction::ConfirmHold);
                assert_eq!((&same, events.len()), (&stopped, 0), "confirmed twice");
                stopped
            } else {
                both.clone()
            };
            // One that stopped already keeps no further hold waiting.
            let (_, _, effects) = done_to(&stopped, OrderAction::Hold { hold: hold_id(3) });
            assert_eq!(effects, at_once);
            for held in [held, both, stopped] {
                let (resumed, _, effects) = done_to(&held, OrderAction::Resume);
                assert_eq!((&resumed.stage, effects.len()), (&order.stage, 0), "{kind} {state}");
            }
        }
    }
}

#[test]
fn what_is_over_or_only_planned_is_not_held() {
    for state in S::ALL.iter().filter(|s| !live(OrderKind::Repossess).contains(s) && **s != S::OnHold) {
        let order = at(OrderKind::Repossess, *state);
        let refusal = refused_with(&order, probe(K::Hold), &facts_for(&order, K::Hold));
        assert_eq!(refusal.rule, "wrong_state", "{state}");
        assert!(!order.stage.is_live());
    }
}

#[test]
fn withdrawal_ends_access_from_every_live_state() {
    for kind in OrderKind::ALL {
        for state in live(*kind).into_iter().chain([S::Draft]) {
            let order = at(*kind, state);
            let (after, _, effects) = done_to(&order, probe(K::Withdraw));
            assert_eq!(after.stage.state(), S::Withdrawn);
            assert_eq!(effects, access_ends(&order), "{kind} {state}");
            assert_eq!(after.stage.work(), order.stage.work(), "the contact log stays");
            if state == S::Draft {
                continue;
            }
            let held = next(&order, probe(K::Hold));
            let (after, _, effects) = done_to(&held, probe(K::Withdraw));
            assert_eq!(after.stage.work(), order.stage.work());
            let mut ended = access_ends(&order);
            ended.extend(order.stage.work().map(|_| E::HoldConfirmed));
            assert_eq!(effects, ended, "{kind} {state}, held");
            if order.stage.work().is_some() {
                let (_, _, effects) = done_to(&next(&held, OrderAction::ConfirmHold), probe(K::Withdraw));
                assert_eq!(effects, access_ends(&order), "{kind} {state}, held and confirmed");
            }
        }
    }
}

#[test]
fn what_is_withdrawn_or_over_stays_so() {
    for state in [S::Withdrawn, S::Failed, S::Reversed] {
        let order = at(OrderKind::Repossess, state);
        assert!(order.stage.is_finished() && !order.stage.is_live());
        for action in OrderActionKind::ALL {
            let refusal = refused_with(&order, probe(*action), &facts_for(&order, *action));
            assert_eq!(refusal.rule, "wrong_state", "{state} {action}");
        }
    }
}

#[test]
fn failing_names_the_reason_and_ends_access() {
    for state in [S::Accepted, S::EnRoute, S::OnSite, S::OnHook] {
        for because in FailReason::ALL {
            let order = at(OrderKind::Repossess, state);
            let (after, _, effects) = done_to(&order, OrderAction::Fail { because: *because, reason: why() });
            assert!(matches!(&after.stage, OrderStage::Failed { because: b, .. } if b == because));
            assert_eq!(effects, access_ends(&order));
        }
    }
}

#[test]
fn what_was_done_can_be_reversed_and_its_fees_with_it() {
    let invoice = Some(InvoiceId(id(601)));
    for (state, on) in
        [(S::OnHook, None), (S::Completed, None), (S::Acknowledged, None), (S::Invoiced, invoice), (S::Paid, invoice)]
    {
        let order = at(OrderKind::Repossess, state);
        assert!(order.stage.can_be_reversed(), "{state}");
        let (after, _, effects) = done_to(&order, probe(K::Reverse));
        let OrderStage::Reversed { invoice, work, .. } = &after.stage else { panic!("{:?}", after.stage) };
        assert_eq!((*invoice, Some(work)), (on, order.stage.work()));
        let mut wanted = access_ends(&order);
        wanted.push(E::ReverseFees);
        assert_eq!(effects, wanted, "{state}");
    }
    let held = next(&at(OrderKind::Repossess, S::OnHook), probe(K::Hold));
    assert!(held.stage.can_be_reversed() && held.stage.has_car());
    let (_, _, effects) = done_to(&held, probe(K::Reverse));
    assert!(effects.ends_with(&[E::HoldConfirmed, E::ReverseFees]));
    for state in [S::Draft, S::Offered, S::Accepted, S::EnRoute, S::OnSite, S::OnHold, S::Failed] {
        let order = at(OrderKind::Repossess, state);
        assert!(!order.stage.can_be_reversed(), "{state}");
        assert!(try_with(&order, probe(K::Reverse), &facts_for(&order, K::Reverse)).is_err(), "{state}");
    }
}

#[test]
fn a_report_that_is_sent_back_is_completed_again() {
    for kind in OrderKind::ALL {
        let done = at(*kind, S::Completed);
        let back = next(&done, probe(K::SendBack));
        assert_eq!(back.stage.state(), kind.route()[kind.route().len() - 2], "{kind}");
        assert_eq!(back.stage.work(), done.stage.work(), "{kind}: the hook is written once");
        next(&next(&back, probe(K::Complete)), OrderAction::Acknowledge);
    }
}

#[test]
fn check_ins_are_bounded_and_the_oldest_go() {
    let order = (0..70).fold(at(OrderKind::Repossess, S::EnRoute), |order, n| {
        let facts = facts_for(&order, K::CheckIn);
        let later = now() + TimeDelta::minutes(n);
        order::apply(&order, check_in(1), &facts, later, &OrderPolicy::default()).expect("allowed").0
    });
    let work = order.stage.work().expect("accepted");
    assert_eq!((work.check_ins.len(), work.check_ins[0].at), (64, now() + TimeDelta::minutes(6)));
}

#[test]
fn a_hold_is_active_once_every_vendor_stopped() {
    let numbered = |n, order: Order| Order { id: order_id(n), ..order };
    let working = numbered(1, at(OrderKind::Repossess, S::EnRoute));
    let waiting = numbered(2, next(&at(OrderKind::Investigate, S::Accepted), probe(K::Hold)));
    let stopped = numbered(2, next(&waiting, OrderAction::ConfirmHold));
    let offered = numbered(3, next(&at(OrderKind::FieldVisit, S::Offered), probe(K::Hold)));
    let over = numbered(4, at(OrderKind::Tow, S::Completed));
    assert!(all_stopped([]));
    assert!(all_stopped([&stopped, &offered, &over]));
    assert!(!all_stopped([&stopped, &waiting, &over]));
    assert!(!all_stopped([&stopped, &working]), "one that was not even told to stop");

    let taker = numbered(5, at(OrderKind::VoluntarySurrender, S::Draft));
    assert_eq!(other_taker(&taker, [&waiting, &over, &working, &taker]), Some(working.id));
    assert_eq!(other_taker(&working, [&working, &waiting]), None, "itself, and one that only looks");
    assert_eq!(other_taker(&taker, [&numbered(6, at(OrderKind::Repossess, S::Failed))]), None);
}

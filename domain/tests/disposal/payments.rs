//! Deposits, payments, defaults, delivery and withdrawal.

use super::*;

fn released(effects: &[Effect]) -> Vec<(BuyerId, i64)> {
    effects
        .iter()
        .filter_map(|e| match e {
            Effect::ReleaseDeposit { buyer, amount } => Some((*buyer, amount.minor)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_deposit_is_lodged_once_in_the_right_amount() {
    let lot = listed(open_auction());
    let (lot, events, effects) = act(&lot, lodge(1), &with_buyer(1), min(1));
    assert_eq!(names(&events), ["deposit_held"]);
    assert_eq!(effects, [Effect::HoldDeposit { buyer: buyer(1), amount: cny(500) }]);
    assert_eq!(act(&lot, lodge(1), &with_buyer(1), min(2)).1, [], "told twice");
    let other = |n, amount| Action::LodgeDeposit { buyer: buyer(n), amount };
    assert_eq!(refused(&lot, other(1, cny(600)), &with_buyer(1), min(1)).rule, "one_deposit");
    assert_eq!(refused(&lot, other(2, cny(499)), &with_buyer(2), min(1)).rule, "deposit_amount");
    assert_eq!(refused(&lot, other(2, usd(500)), &with_buyer(2), min(1)).rule, "deposit_amount");
    assert_eq!(refused(&lot, lodge(2), &facts(ann()), min(1)).rule, "buyer_known");
    let free = Terms { deposit: None, ..terms(open_auction()) };
    let ids = (CaseId(id(7)), VehicleId(id(9)));
    let lot = draft_lot(LotId(id(8)), ids, free, ann(), now()).expect("sound").0;
    let lot = act(&lot, list(), &facts(ann()), now()).0;
    assert_eq!(refused(&lot, lodge(1), &with_buyer(1), min(1)).rule, "deposit_asked");
}

#[test]
fn who_has_not_bid_gets_the_deposit_back() {
    let lot = bids(opened(open_auction()), &[(1, 1000)]);
    let back = |n| Action::ReturnDeposit { buyer: buyer(n) };
    assert_eq!(refused(&lot, back(1), &facts(ann()), min(70)).rule, "no_bid_placed");
    let (lot, _, effects) = act(&lot, back(2), &facts(ann()), min(70));
    assert_eq!(released(&effects), [(buyer(2), 500)]);
    assert_eq!(refused(&lot, back(2), &facts(ann()), min(70)).rule, "deposit_held");
    assert_eq!(refused(&lot, bid(2, 2000), &with_buyer(2), min(71)).rule, "deposit_held");
}

#[test]
fn the_deposit_counts_towards_the_price_and_the_others_go_back() {
    let lot = sold();
    let (part, events, effects) = act(&lot, pay(1, 6000), &facts(ann()), min(122));
    assert_eq!((part.state(), names(&events)), (LotState::Awarded, vec!["payment_recorded"]));
    assert_eq!(effects, [Effect::ReceivePayment { buyer: buyer(2), payment: payment_id(1), amount: cny(6000) }]);
    assert_eq!(act(&part, pay(1, 6000), &facts(ann()), min(122)).1, [], "the same payment counts once");
    assert_eq!(refused(&part, pay(1, 500), &facts(ann()), min(122)).rule, "id_new");
    let (whole, events, effects) = act(&part, pay(2, 500), &facts(ann()), min(123));
    assert_eq!(whole.state(), LotState::Paid);
    assert_eq!(names(&events)[..3], ["payment_recorded", "deposit_applied", "paid"]);
    assert!(effects.contains(&Effect::ApplyDeposit { buyer: buyer(2), amount: cny(500) }));
    assert!(effects.contains(&Effect::ReleaseCar { buyer: buyer(2) }));
    assert_eq!(released(&effects), [(buyer(1), 500), (buyer(3), 500), (buyer(4), 500)]);
    assert_eq!(act(&whole, pay(2, 500), &facts(ann()), min(200)).1, [], "even after it is paid");
    assert_eq!(refused(&whole, pay(3, 500), &facts(ann()), min(200)).rule, "wrong_state");

    let (_, events, effects) = act(&lot, pay(1, 6501), &facts(ann()), min(122));
    assert!(events.iter().any(|e| e.change == Change::Paid { excess: cny(1) }), "{events:?}");
    assert!(effects.contains(&Effect::Refund { buyer: buyer(2), amount: cny(1) }));
    for amount in [cny(0), cny(-5), usd(6500)] {
        let action = Action::RecordPayment { payment: payment_id(1), amount };
        assert_eq!(refused(&lot, action, &facts(ann()), min(122)).rule, "payment_amount");
    }
}

#[test]
fn a_deposit_worth_the_price_pays_it() {
    let minimum = Selling::SealedAuction { minimum: cny(400), reserve: None };
    let lot = bids(opened(minimum), &[(1, 450)]);
    let (lot, events, effects) = act(&closed(&lot), Action::Award, &with_buyer(1), min(121));
    assert_eq!(lot.state(), LotState::Paid);
    assert!(names(&events).contains(&"deposit_applied"));
    assert!(effects.contains(&Effect::ApplyDeposit { buyer: buyer(1), amount: cny(450) }));
    assert_eq!(released(&effects)[0], (buyer(1), 50), "and the rest goes back");
}

#[test]
fn who_does_not_pay_in_time_loses_award_and_deposit() {
    let lot = act(&sold(), pay(1, 1000), &facts(ann()), min(122)).0;
    let pay_by = min(121 + 24 * 60);
    assert_eq!(lot.due(), Some(pay_by));
    let just = pay_by - TimeDelta::milliseconds(1);
    assert_eq!(act(&lot, Action::Tick, &facts(Actor::System), just).1, []);
    assert_eq!(refused(&lot, pay(2, 5500), &facts(ann()), pay_by).rule, "payment_in_time");
    assert_eq!(act(&lot, pay(2, 5500), &facts(ann()), just).0.state(), LotState::Paid);

    let (next, events, effects) = act(&lot, Action::Tick, &facts(Actor::System), pay_by);
    assert_eq!(names(&events), ["defaulted", "deposit_forfeited", "closed"]);
    assert_eq!(
        effects,
        [
            Effect::ForfeitDeposit { buyer: buyer(2), amount: cny(500) },
            Effect::Refund { buyer: buyer(2), amount: cny(1000) },
            Effect::SaleUndone,
            Effect::RecordDefault { buyer: buyer(2) },
            Effect::DecideSale { reserve_met: true },
        ]
    );
    assert_eq!(next.award(), None);

    let mild = LotPolicy { forfeit_bp: 2500, ..LotPolicy::default() };
    let (_, _, effects) = apply(&lot, Action::Tick, &facts(Actor::System), pay_by, &mild).expect("allowed");
    assert!(effects.contains(&Effect::ForfeitDeposit { buyer: buyer(2), amount: cny(125) }));
    assert!(effects.contains(&Effect::ReleaseDeposit { buyer: buyer(2), amount: cny(375) }));
    let kind = LotPolicy { forfeit_bp: 0, ..LotPolicy::default() };
    let (_, events, _) = apply(&lot, Action::Tick, &facts(Actor::System), pay_by, &kind).expect("allowed");
    assert_eq!(names(&events), ["defaulted", "deposit_released", "closed"]);
}

#[test]
fn the_time_to_pay_can_be_made_longer_by_a_person() {
    let lot = sold();
    let pay_by = min(121 + 24 * 60);
    let extend = |pay_by| Action::ExtendPayment { pay_by, reason: why() };
    let refuse = |action, actor| refused(&lot, action, &facts(actor), min(122)).rule;
    assert_eq!(refuse(extend(pay_by), ann()), "pay_time");
    assert_eq!(refuse(extend(min(122) + TimeDelta::days(31)), ann()), "pay_time");
    assert_eq!(refuse(extend(pay_by + TimeDelta::hours(1)), Actor::System), "person_required");
    let (longer, ..) = act(&lot, extend(pay_by + TimeDelta::hours(1)), &facts(ann()), min(122));
    assert_eq!(act(&longer, Action::Tick, &facts(Actor::System), pay_by).1, []);
    assert_eq!(act(&longer, pay(1, 6500), &facts(ann()), pay_by).0.state(), LotState::Paid);
}

#[test]
fn a_paid_car_is_delivered_and_the_lot_is_over() {
    let lot = delivered();
    assert_eq!(lot.state(), LotState::Delivered);
    assert_eq!(lot.award().map(|a| a.buyer), Some(buyer(2)));
    let withdraw = Action::Withdraw { reason: why() };
    assert_eq!(refused(&lot, withdraw.clone(), &facts(ann()), min(200)).rule, "wrong_state");
    assert_eq!(refused(&paid(), withdraw, &facts(ann()), min(200)).rule, "wrong_state", "a paid sale stands");
}

#[test]
fn what_is_taken_back_gives_back_what_came_in() {
    let withdraw = || Action::Withdraw { reason: why() };
    let (lot, _, effects) = act(&opened(open_auction()), withdraw(), &facts(Actor::System), min(61));
    assert_eq!((lot.state(), released(&effects).len()), (LotState::Withdrawn, 4));
    let lot = act(&sold(), pay(1, 1000), &facts(ann()), min(122)).0;
    assert_eq!(refused(&lot, withdraw(), &facts(Actor::System), min(123)).rule, "person_required");
    let (_, _, effects) = act(&lot, withdraw(), &facts(ann()), min(123));
    assert!(effects.contains(&Effect::Refund { buyer: buyer(2), amount: cny(1000) }));
    assert!(effects.contains(&Effect::SaleUndone));
    assert_eq!(released(&effects).len(), 4, "the winner's deposit too: it was not the buyer who drew back");
}

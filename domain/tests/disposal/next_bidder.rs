//! The next bidder, when the winner did not pay.

use super::*;

const DAY: i64 = 24 * 60;

/// Buyer 2 did not pay: buyer 1 with 6000 is next, then buyer 3 with 2000.
fn unpaid() -> Lot {
    act(&sold(), Action::Tick, &facts(Actor::System), min(121 + DAY)).0
}

fn offered() -> Lot {
    act(&unpaid(), Action::Award, &with_buyer(1), min(2000)).0
}

fn accept(n: u128) -> Action {
    Action::AcceptOffer { buyer: buyer(n) }
}

fn decline(n: u128) -> Action {
    Action::DeclineOffer { buyer: buyer(n) }
}

#[test]
fn the_next_bidder_is_asked_before_he_is_bound() {
    let Stage::Closed { reserve_met: true, second: true, .. } = unpaid().stage else { panic!("{:?}", unpaid().stage) };
    let (lot, events, effects) = act(&unpaid(), Action::Award, &with_buyer(1), min(2000));
    assert_eq!((lot.state(), names(&events)), (LotState::Offered, vec!["offered_to_next"]));
    let until = min(2000 + DAY);
    assert_eq!(effects, [Effect::OfferToNext { buyer: buyer(1), price: cny(6000), until }]);
    assert_eq!(lot.for_buyer(buyer(1)).won, Some((cny(6000), until)));
    assert_eq!(refused(&lot, accept(3), &with_buyer(3), min(2001)).rule, "own_offer");
    assert_eq!(refused(&lot, accept(1), &blocked(with_buyer(1)), min(2001)).rule, "no_open_hold");
    assert_eq!(refused(&lot, accept(1), &with_buyer(1), until).rule, "offer_in_time");
    assert_eq!(refused(&lot, decline(1), &with_buyer(1), until).rule, "offer_in_time");
    let (lot, events, effects) = act(&lot, accept(1), &with_buyer(1), until - TimeDelta::milliseconds(1));
    assert_eq!(names(&events), ["awarded"]);
    assert!(effects.contains(&Effect::SaleMade { buyer: buyer(1), price: cny(6000) }));
    assert_eq!(act(&lot, pay(5, 5500), &facts(ann()), min(2100)).0.state(), LotState::Paid);
}

#[test]
fn who_declines_or_does_not_answer_is_passed_and_the_reserve_holds_again() {
    for lot in [
        act(&offered(), decline(1), &with_buyer(1), min(2001)).0,
        act(&offered(), Action::Tick, &facts(Actor::System), min(2000 + DAY)).0,
    ] {
        let Stage::Closed { reserve_met: false, second: true, .. } = lot.stage else { panic!("{:?}", lot.stage) };
        assert_eq!(refused(&lot, Action::Award, &with_buyer(3), min(4000)).rule, "reserve_met");
        let approve = Action::ApproveReserve { reason: why() };
        let lot = act(&lot, approve, &facts(bob()), min(4000)).0;
        let lot = act(&lot, Action::Award, &with_buyer(3), min(4000)).0;
        let (over, events, effects) = act(&lot, decline(3), &with_buyer(3), min(4001));
        assert_eq!(over.stage, Stage::Unsold { at: min(4001), why: UnsoldReason::NoBidderLeft });
        assert_eq!(names(&events)[..2], ["offer_lapsed", "unsold"]);
        let back = effects.iter().filter(|e| matches!(e, Effect::ReleaseDeposit { .. })).count();
        assert_eq!(back, 3, "all but the one that is lost");
    }
}

#[test]
fn an_approval_is_for_one_bid() {
    let lot = closed(&bids(opened(open_auction()), &[(1, 2000), (2, 3000)]));
    let lot = act(&lot, Action::ApproveReserve { reason: why() }, &facts(bob()), min(121)).0;
    let lot = act(&lot, Action::PassOver { reason: why() }, &facts(bob()), min(122)).0;
    assert_eq!(refused(&lot, Action::Award, &with_buyer(1), min(123)).rule, "reserve_met");
}

#[test]
fn a_fixed_price_that_is_not_paid_is_unsold() {
    let lot = act(&opened(fixed_price()), buy(1), &with_buyer(1), min(61)).0;
    let (lot, ..) = act(&lot, Action::Tick, &facts(Actor::System), min(61 + DAY));
    assert_eq!(lot.stage, Stage::Unsold { at: min(61 + DAY), why: UnsoldReason::NoBidderLeft });
    assert_eq!(lot.deposits()[0].state, DepositState::Forfeited);
}

//! Fixed price, buy-back, consignment and judicial auction.

use super::*;

#[test]
fn the_first_valid_buyer_at_the_price_wins() {
    let lot = opened(fixed_price());
    assert_eq!(refused(&lot, buy(5), &with_buyer(5), min(61)).rule, "deposit_held");
    assert_eq!(refused(&lot, buy(1), &blocked(with_buyer(1)), min(61)).rule, "no_open_hold");
    assert_eq!(refused(&lot, bid(1, 9000), &with_buyer(1), min(61)).rule, "wrong_channel");
    assert_eq!(refused(&lot, buy(1), &with_buyer(1), min(120)).rule, "bid_in_time");
    let (sold, events, _) = act(&lot, buy(1), &with_buyer(1), min(61));
    assert_eq!(names(&events), ["bought", "awarded"]);
    assert_eq!(sold.award().map(|a| (a.buyer, a.price)), Some((buyer(1), cny(8000))));
    assert_eq!(refused(&sold, buy(2), &with_buyer(2), min(61)).rule, "wrong_state");
    assert_eq!(act(&sold, buy(1), &with_buyer(1), min(62)).1, [], "told twice");
    assert_eq!(closed(&lot).stage, Stage::Unsold { at: min(120), why: UnsoldReason::NoBids });
    assert_eq!(lot.for_public().next_bid, None);
}

#[test]
fn a_buy_back_is_for_one_buyer() {
    let lot = opened(Selling::BuyBack { buyer: buyer(2), price: cny(8000) });
    assert_eq!(refused(&lot, buy(1), &with_buyer(1), min(61)).rule, "buy_back_buyer");
    assert_eq!(act(&lot, buy(2), &with_buyer(2), min(61)).0.state(), LotState::Awarded);
    let cheap = draft(Selling::BuyBack { buyer: buyer(2), price: cny(7999) });
    assert_eq!(refused(&cheap, list(), &facts(ann()), now()).rule, "price_floor");
}

#[test]
fn a_consignee_reports_its_sale_and_below_the_minimum_it_needs_approval() {
    let selling = Selling::Consignment { consignee: VendorId(id(50)), minimum: cny(6000) };
    let lot = opened(selling);
    assert_eq!(lot.for_public().least, cny(0), "what the consignee must bring is between the two");
    let (good, events, _) = act(&lot, report(1, 6000), &with_buyer(1), min(61));
    assert_eq!(names(&events), ["sale_reported", "closed"]);
    assert_eq!(awarded(&good, 1).state(), LotState::Awarded);
    let (low, ..) = act(&lot, report(1, 5999), &with_buyer(1), min(61));
    assert_eq!(refused(&low, Action::Award, &with_buyer(1), min(62)).rule, "reserve_met");
    assert_eq!(act(&low, report(1, 5999), &with_buyer(1), min(62)).1, [], "told twice");
    assert_eq!(refused(&low, report(1, 6999), &with_buyer(1), min(62)).rule, "id_new");
    assert_eq!(refused(&lot, report(1, 0), &with_buyer(1), min(61)).rule, "bid_high_enough");
}

#[test]
fn a_court_reports_its_sale_from_its_start_price_on() {
    let lot = opened(Selling::JudicialAuction { court: why(), start: cny(7000) });
    assert_eq!(refused(&lot, report(1, 6999), &with_buyer(1), min(61)).rule, "bid_high_enough");
    let (lot, ..) = act(&lot, report(1, 7000), &with_buyer(1), min(61));
    let (lot, ..) = act(&lot, Action::Award, &with_buyer(1), min(62));
    assert_eq!(lot.award().map(|a| a.price), Some(cny(7000)));
}

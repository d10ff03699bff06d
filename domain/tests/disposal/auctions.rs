//! Terms, listing and open auctions.

use super::*;

#[test]
fn terms_must_make_sense() {
    let check = |terms: Terms| {
        draft_lot(LotId(id(8)), (CaseId(id(7)), VehicleId(id(9))), terms, ann(), now()).expect_err("refused").rule
    };
    let open = |start, increment, reserve, late| Selling::OpenAuction { start, increment, reserve, late };
    assert_eq!(check(terms(open(cny(0), cny(1), None, late()))), "amounts_positive");
    assert_eq!(check(terms(open(cny(1), cny(0), None, late()))), "amounts_positive");
    assert_eq!(check(terms(open(cny(1), cny(1), Some(cny(-1)), late()))), "amounts_positive");
    assert_eq!(check(terms(open(cny(1), cny(1), Some(usd(1)), late()))), "one_currency");
    assert_eq!(check(Terms { deposit: Some(usd(5)), ..terms(fixed_price()) }), "one_currency");
    assert_eq!(check(Terms { deposit: Some(cny(0)), ..terms(fixed_price()) }), "amounts_positive");
    assert_eq!(check(Terms { closes_at: min(60), ..terms(fixed_price()) }), "open_time");
    assert_eq!(check(Terms { closes_at: min(60) + TimeDelta::days(181), ..terms(fixed_price()) }), "open_time");
    for pay_hours in [0, 721] {
        assert_eq!(check(Terms { pay_hours, ..terms(fixed_price()) }), "pay_time");
    }
    for (window_s, extend_s) in [(300, 0), (300, 86_401), (86_401, 300)] {
        let late = LateBids { window_s, extend_s, most: 1 };
        assert_eq!(check(terms(open(cny(1), cny(1), None, late))), "late_bids");
    }
    let bad = Action::ChangeTerms { terms: Terms { pay_hours: 0, ..terms(fixed_price()) } };
    assert_eq!(refused(&draft(open_auction()), bad, &facts(ann()), now()).rule, "pay_time");
}

#[test]
fn a_lot_is_shown_when_nothing_stops_the_sale_and_its_price_fits_the_appraisal() {
    let lot = draft(open_auction());
    let refuse = |facts: &Facts, at| refused(&lot, list(), facts, at).rule;
    assert_eq!(refuse(&blocked(facts(ann())), now()), "no_open_hold");
    assert_eq!(refuse(&Facts { appraised: None, ..facts(ann()) }, now()), "appraisal_fresh");
    let other = Facts { appraised: Some((AppraisalId(id(301)), cny(1))), ..facts(ann()) };
    assert_eq!(refuse(&other, now()), "appraisal_fresh");
    assert_eq!(refuse(&Facts { appraised: Some((appraisal_id(), usd(1))), ..facts(ann()) }, now()), "one_currency");
    assert_eq!(refuse(&facts(ann()), min(120)), "open_time");
    let court = |minor| draft(Selling::JudicialAuction { court: why(), start: cny(minor) });
    assert_eq!(refused(&court(6999), list(), &facts(ann()), now()).rule, "price_floor", "70 % of the appraisal");
    assert_eq!(act(&court(7000), list(), &facts(ann()), now()).0.state(), LotState::Listed);
    let (shown, events, effects) = act(&lot, list(), &facts(ann()), now());
    assert_eq!(
        (shown.state(), names(&events), effects),
        (LotState::Listed, vec!["listed"], vec![Effect::PublishListing])
    );
}

#[test]
fn a_lot_opens_at_its_time_unless_the_sale_is_blocked() {
    let lot = listed(open_auction());
    assert_eq!(lot.due(), Some(min(60)));
    assert_eq!(refused(&lot, bid(1, 1000), &with_buyer(1), min(59)).rule, "wrong_state");
    assert_eq!(act(&lot, Action::Tick, &facts(Actor::System), sec(3599)).1, [], "a second early");
    assert_eq!(act(&lot, Action::Tick, &blocked(facts(Actor::System)), min(70)).1, []);
    let (late, ..) = act(&lot, Action::Tick, &facts(Actor::System), min(80));
    assert_eq!((late.state(), late.due()), (LotState::Open, Some(min(120))));
    let (never, events, _) = act(&lot, Action::Tick, &blocked(facts(Actor::System)), min(120));
    assert_eq!(names(&events), ["unsold"]);
    assert_eq!(never.stage, Stage::Unsold { at: min(120), why: UnsoldReason::NeverOpened });
}

#[test]
fn a_bid_is_high_enough_in_time_and_by_a_buyer_in_good_standing() {
    let lot = opened(open_auction());
    let refuse = |action, facts: &Facts, at| refused(&lot, action, facts, at).rule;
    assert_eq!(refuse(bid(1, 999), &with_buyer(1), min(61)), "bid_high_enough");
    assert_eq!(refuse(bid(1, 1000), &facts(bob()), min(61)), "buyer_known");
    assert_eq!(refuse(bid(1, 1000), &with_buyer(2), min(61)), "buyer_known", "the facts are of another");
    let mut unverified = with_buyer(1);
    unverified.buyer.as_mut().expect("known").gaps.push(gap("buyer_verified"));
    assert_eq!(refuse(bid(1, 1000), &unverified, min(61)), "buyer_verified");
    assert_eq!(refuse(bid(5, 1000), &with_buyer(5), min(61)), "deposit_held");
    assert_eq!(refuse(bid(1, 1000), &blocked(with_buyer(1)), min(61)), "no_open_hold");
    let dollars = Action::Bid { bid: bid_id(1), buyer: buyer(1), amount: usd(9000) };
    assert_eq!(refuse(dollars, &with_buyer(1), min(61)), "one_currency");
    assert_eq!(refuse(bid(1, 1000), &with_buyer(1), min(120)), "bid_in_time");
    assert_eq!(refuse(buy(1), &with_buyer(1), min(61)), "wrong_channel");
    assert_eq!(refuse(report(1, 9000), &with_buyer(1), min(61)), "wrong_channel");

    let (lot, events, effects) = act(&lot, bid(1, 1000), &with_buyer(1), sec(7199));
    assert_eq!(names(&events), ["bid_placed", "close_moved"]);
    assert_eq!(effects, [Effect::AnnounceLot]);
    let refuse = |action, facts: &Facts| refused(&lot, action, facts, sec(7199)).rule;
    assert_eq!(refuse(bid(1, 9000), &with_buyer(1)), "not_own_bid");
    assert_eq!(refuse(bid(2, 1099), &with_buyer(2)), "bid_high_enough");
    let reused = Action::Bid { bid: bid_id(1_001_000), buyer: buyer(2), amount: cny(2000) };
    assert_eq!(refuse(reused, &with_buyer(2)), "id_new");
    let (same, events, effects) = act(&lot, bid(1, 1000), &with_buyer(1), min(500));
    assert_eq!((same.version, events.len(), effects.len()), (lot.version, 0, 0), "told twice, counted once");
    act(&lot, bid(2, 1100), &with_buyer(2), sec(7199));
}

#[test]
fn a_late_bid_moves_the_close_so_often_and_no_more() {
    let close = |lot: &Lot| lot.due().expect("open");
    let lot = opened(open_auction());
    let (lot, events, _) = act(&lot, bid(1, 1000), &with_buyer(1), sec(6899));
    assert_eq!((names(&events), close(&lot)), (vec!["bid_placed"], min(120)), "301 seconds before");
    let (lot, events, _) = act(&lot, bid(2, 1100), &with_buyer(2), sec(6900));
    assert_eq!((names(&events), close(&lot)), (vec!["bid_placed"], min(120)), "it would not be later");
    let (lot, ..) = act(&lot, bid(1, 1200), &with_buyer(1), sec(6901));
    assert_eq!(close(&lot), sec(7201));
    assert_eq!(lot.for_public().closes_at, sec(7201));
    let (lot, ..) = act(&lot, bid(2, 1300), &with_buyer(2), sec(7200));
    assert_eq!(close(&lot), sec(7500), "past the first close");
    let (lot, events, _) = act(&lot, bid(1, 1400), &with_buyer(1), sec(7499));
    assert_eq!((names(&events), close(&lot)), (vec!["bid_placed"], sec(7500)), "twice is the most");
    assert_eq!(act(&lot, Action::Tick, &facts(Actor::System), sec(7499)).1, []);
    let (lot, events, _) = act(&lot, Action::Tick, &facts(Actor::System), sec(7500));
    assert_eq!((lot.state(), names(&events)), (LotState::Closed, vec!["closed"]));
}

#[test]
fn the_reserve_is_met_or_a_second_person_lets_it_pass() {
    let met = closed(&bids(opened(open_auction()), &[(1, 5000)]));
    let Stage::Closed { reserve_met: true, second: false, .. } = met.stage else { panic!("{:?}", met.stage) };
    let approve = || Action::ApproveReserve { reason: why() };
    assert_eq!(refused(&met, approve(), &facts(bob()), min(121)).rule, "reserve_not_met");
    assert_eq!(awarded(&met, 1).state(), LotState::Awarded);

    let below = closed(&bids(opened(open_auction()), &[(1, 4999)]));
    assert_eq!(refused(&below, Action::Award, &with_buyer(1), min(121)).rule, "reserve_met");
    assert_eq!(refused(&below, approve(), &facts(ann()), min(121)).rule, "two_people", "she set the terms");
    assert_eq!(refused(&below, approve(), &facts(Actor::System), min(121)).rule, "person_required");
    let (approved, ..) = act(&below, approve(), &facts(bob()), min(121));
    let (sold, events, effects) = act(&approved, Action::Award, &with_buyer(1), min(121));
    assert_eq!(names(&events), ["awarded"]);
    assert_eq!(sold.award().map(|a| (a.buyer, a.price, a.pay_by)), Some((buyer(1), cny(4999), min(121 + 24 * 60))));
    assert!(effects.contains(&Effect::SaleMade { buyer: buyer(1), price: cny(4999) }));
    let due = Effect::AskPayment { buyer: buyer(1), due: cny(4499), pay_by: min(121 + 24 * 60) };
    assert!(effects.contains(&due), "{effects:?}");

    let (unsold, events, effects) = act(&below, Action::RejectBids { reason: why() }, &facts(ann()), min(121));
    assert_eq!(unsold.stage, Stage::Unsold { at: min(121), why: UnsoldReason::BidsRejected });
    assert_eq!(names(&events)[0], "unsold");
    assert_eq!(effects.iter().filter(|e| matches!(e, Effect::ReleaseDeposit { .. })).count(), 4);
}

#[test]
fn an_award_is_checked_again() {
    let lot = closed(&bids(opened(open_auction()), &[(2, 5500), (1, 6000)]));
    assert_eq!(refused(&lot, Action::Award, &blocked(with_buyer(1)), min(121)).rule, "no_open_hold");
    assert_eq!(refused(&lot, Action::Award, &with_buyer(2), min(121)).rule, "buyer_known");
    let mut barred = with_buyer(1);
    barred.buyer.as_mut().expect("known").gaps.push(gap("buyer_not_blocked"));
    assert_eq!(refused(&lot, Action::Award, &barred, min(121)).rule, "buyer_not_blocked");
    let (next, events, _) = act(&lot, Action::PassOver { reason: why() }, &facts(ann()), min(121));
    assert_eq!(names(&events), ["passed_over", "closed"]);
    assert_eq!(awarded(&next, 2).award().map(|a| a.price), Some(cny(5500)));
}

#[test]
fn an_unsold_lot_is_listed_again_on_other_terms() {
    let lot = unsold();
    assert_eq!(lot.stage, Stage::Unsold { at: min(120), why: UnsoldReason::NoBids });
    let again = Terms { opens_at: min(200), closes_at: min(300), ..terms(sealed_auction()) };
    let relist = |terms| Action::Relist { terms, appraisal: appraisal_id() };
    assert_eq!(refused(&lot, relist(terms(open_auction())), &facts(ann()), min(130)).rule, "open_time");
    assert_eq!(refused(&lot, relist(again.clone()), &blocked(facts(ann())), min(130)).rule, "no_open_hold");
    let (lot, events, _) = act(&lot, relist(again), &facts(ann()), min(130));
    assert_eq!((lot.state(), lot.round, names(&events)), (LotState::Relisted, 2, vec!["relisted"]));
    assert_eq!((lot.deposits(), lot.for_public().bids), (&[][..], vec![]));
    let (lot, ..) = act(&lot, lodge(1), &with_buyer(1), min(131));
    let (lot, ..) = act(&lot, Action::Tick, &facts(Actor::System), min(200));
    assert_eq!(act(&lot, bid(1, 3000), &with_buyer(1), min(201)).0.state(), LotState::Open);
}

#[test]
fn the_public_sees_numbers_and_no_names_and_nobody_the_reserve() {
    let lot = bids(opened(open_auction()), &[(3, 2000), (1, 2100), (3, 2200)]);
    let view = lot.for_public();
    let lines: Vec<_> = view.bids.iter().map(|b| (b.bidder, b.amount.map(|a| a.minor), b.buyer, b.bid)).collect();
    assert_eq!(lines, [(1, Some(2000), None, None), (2, Some(2100), None, None), (1, Some(2200), None, None)]);
    assert_eq!((view.next_bid, view.has_reserve, view.least), (Some(cny(2300)), true, cny(1000)));
    for text in [
        serde_json::to_string(&view).expect("serialises"),
        serde_json::to_string(&lot.for_buyer(buyer(1))).expect("serialises"),
    ] {
        assert!(!text.contains("5000"), "{text}");
    }
    let own = lot.for_buyer(buyer(3));
    assert_eq!((own.leads, own.own.len(), own.own_deposit), (Some(true), 2, Some(DepositState::Held)));
    assert_eq!(lot.for_buyer(buyer(1)).leads, Some(false));
    assert_eq!(lot.for_seller().all_bids[0].buyer, Some(buyer(3)));
    assert_eq!(sold().for_buyer(buyer(2)).won, Some((cny(7000), min(121 + 24 * 60))));
    assert_eq!(sold().for_buyer(buyer(1)).won, None);
}

//! Sealed auctions.

use super::*;

fn three() -> Lot {
    bids(opened(sealed_auction()), &[(1, 606_101), (2, 707_101), (3, 707_101)])
}

fn hides(value: &impl serde::Serialize) -> bool {
    let text = serde_json::to_string(value).expect("serialises");
    !["606101", "707101", "606102"].iter().any(|amount| text.contains(amount))
}

#[test]
fn nobody_sees_a_bid_before_the_close_but_its_bidder() {
    let (lot, events, effects) = act(&three(), bid(1, 606_102), &with_buyer(1), min(90));
    assert!(hides(&events) && hides(&effects), "{events:?} {effects:?}");
    assert!(hides(&lot.for_public()) && hides(&lot.for_seller()) && hides(&lot.for_buyer(buyer(4))));
    assert!(lot.for_public().bids.is_empty(), "not even how many");
    assert_eq!(lot.for_buyer(buyer(1)).own[1].amount, Some(cny(606_102)));
    assert_eq!(lot.for_buyer(buyer(2)).leads, None);
    let (gone, events, _) = act(&lot, Action::Withdraw { reason: why() }, &facts(ann()), min(91));
    assert!(hides(&gone.for_seller()) && hides(&events), "a lot taken back stays sealed");
}

#[test]
fn bids_are_opened_at_the_close_and_ties_go_to_the_first() {
    let lot = three();
    assert_eq!(lot.due(), Some(min(120)), "no late bid moves a sealed close");
    let (lot, events, effects) = act(&lot, Action::Tick, &facts(Actor::System), min(120));
    assert_eq!(names(&events), ["bids_opened", "closed"]);
    let Change::BidsOpened { bids } = &events[0].change else { panic!("{events:?}") };
    let order: Vec<_> = bids.iter().map(|(_, amount)| amount.minor).collect();
    assert_eq!(order, [707_101, 707_101, 606_101]);
    assert!(effects.contains(&Effect::DecideSale { reserve_met: true }));
    assert_eq!(lot.for_seller().all_bids[0].amount, Some(cny(606_101)));
    assert_eq!(lot.for_buyer(buyer(2)).leads, Some(true), "of the same amount the earlier");
    assert!(lot.for_public().bids.is_empty());
    assert_eq!(awarded(&lot, 2).award().map(|a| a.buyer), Some(buyer(2)));

    let at_once = |first: u128, second: u128| {
        let lot = opened(sealed_auction());
        let lot = act(&lot, bid(first, 6000), &with_buyer(first), min(70)).0;
        let lot = closed(&act(&lot, bid(second, 6000), &with_buyer(second), min(70)).0);
        awarded(&lot, first)
    };
    assert_eq!(at_once(1, 2).award().map(|a| a.buyer), Some(buyer(1)), "of the same moment the first that came");
    assert_eq!(at_once(2, 1).award().map(|a| a.buyer), Some(buyer(2)));
}

#[test]
fn a_sealed_bid_can_only_be_raised() {
    let lot = bids(opened(sealed_auction()), &[(1, 6000)]);
    let again = |minor| Action::Bid { bid: bid_id(77), buyer: buyer(1), amount: cny(minor) };
    for minor in [5999, 6000] {
        assert_eq!(refused(&lot, again(minor), &with_buyer(1), min(70)).rule, "bid_raises");
    }
    assert_eq!(refused(&lot, bid(2, 999), &with_buyer(2), min(70)).rule, "bid_high_enough");
    let (lot, ..) = act(&lot, again(6001), &with_buyer(1), min(70));
    let (lot, ..) = act(&lot, bid(2, 1000), &with_buyer(2), min(71));
    assert_eq!(refused(&lot, bid(3, 9000), &with_buyer(3), min(120)).rule, "bid_in_time");
    assert_eq!(awarded(&closed(&lot), 1).award().map(|a| a.price), Some(cny(6001)));
}

//! Direct offers and cascades.

use super::*;
use asking::{
    Change, Effect as Ask, Invited, Mode, OfferStatus, Opening, Round, RoundState, Stage as Standing, open_round,
};
use lienwatch_domain::vendors::offers as asking;
use std::collections::BTreeMap;

pub fn offer_id(n: u128) -> OfferId {
    OfferId(id(400 + n))
}

pub fn lender() -> asking::Facts {
    asking::Facts { actor: ann(), vendor: None, order_blocked: vec![], vendor_blocked: BTreeMap::new(), ranked: vec![] }
}

pub fn from(n: u128) -> asking::Facts {
    asking::Facts { actor: bob(), vendor: Some(vendor_id(n)), ..lender() }
}

pub fn gap(rule: &'static str) -> Refusal {
    Refusal::new(rule, "not now", "later")
}

pub fn later(minutes: i64) -> DateTime<Utc> {
    now() + TimeDelta::minutes(minutes)
}

pub fn opening(mode: Mode, vendors: u128) -> Opening {
    let invited = (1..=vendors).map(|n| Invited { offer: offer_id(n), vendor: vendor_id(n) }).collect();
    Opening { order: OrderId(id(500)), number: 1, mode, invited, answer_minutes: 60 }
}

pub fn sealed() -> Mode {
    Mode::Sealed { closes_at: later(60) }
}

pub fn opened(mode: Mode, vendors: u128) -> Round {
    open_round(opening(mode, vendors), &lender(), now()).expect("opened").0
}

pub fn accept(n: u128) -> asking::Action {
    asking::Action::Accept { offer: offer_id(n) }
}

pub fn decline(n: u128) -> asking::Action {
    asking::Action::Decline { offer: offer_id(n), reason: why() }
}

pub fn withdraw(n: u128) -> asking::Action {
    asking::Action::Withdraw { offer: offer_id(n), reason: why() }
}

pub fn cancel() -> asking::Action {
    asking::Action::Cancel { reason: why() }
}

fn act_at(round: &Round, action: asking::Action, facts: &asking::Facts, minutes: i64) -> asking::Applied {
    asking::apply(round, action, facts, later(minutes)).expect("allowed")
}

fn refused_at(round: &Round, action: asking::Action, facts: &asking::Facts, minutes: i64) -> Refusal {
    asking::apply(round, action, facts, later(minutes)).expect_err("refused")
}

fn names(events: &[asking::OfferEvent]) -> Vec<&'static str> {
    events.iter().map(|e| e.change.name()).collect()
}

#[test]
fn a_direct_offer_is_accepted_until_the_moment_it_expires() {
    let (round, events, effects) = open_round(opening(Mode::Direct, 1), &lender(), now()).expect("opened");
    assert_eq!(names(&events), ["opened", "offered"]);
    assert_eq!(effects, [Ask::OfferTo { offer: offer_id(1), vendor: vendor_id(1), until: later(60) }]);
    assert_eq!(round.due(), Some(later(60)));
    let just_in_time = later(60) - TimeDelta::milliseconds(1);
    let (won, events, effects) = asking::apply(&round, accept(1), &from(1), just_in_time).expect("allowed");
    assert_eq!(won.stage, Standing::Assigned { offer: offer_id(1), vendor: vendor_id(1), at: just_in_time });
    assert_eq!((events[0].from, events[0].to), (Some(RoundState::Open), RoundState::Assigned));
    assert_eq!(effects, [Ask::Assign { offer: offer_id(1), vendor: vendor_id(1), price: None }]);
    assert_eq!(won.due(), None);

    assert_eq!(refused_at(&round, accept(1), &from(1), 60).rule, "offer_in_time");
    assert_eq!(refused_at(&round, decline(1), &from(1), 60).rule, "offer_in_time");
    let (same, events, _) = asking::apply(&round, asking::Action::Tick, &lender(), just_in_time).expect("allowed");
    assert_eq!((same.version, events.len()), (round.version, 0), "a timer that comes early does nothing");
    let (over, events, effects) = act_at(&round, asking::Action::Tick, &lender(), 60);
    assert_eq!(names(&events), ["expired", "exhausted"]);
    assert_eq!(effects, [Ask::OfferOver { offer: offer_id(1), vendor: vendor_id(1) }, Ask::Exhausted]);
    assert_eq!(refused_at(&over, accept(1), &from(1), 61).rule, "wrong_state");
}

#[test]
fn a_cascade_goes_from_one_to_the_next() {
    let round = opened(Mode::Cascade, 4);
    assert_eq!((round.offers.len(), round.queue.len()), (1, 3));
    assert_eq!(refused_at(&round, accept(2), &from(2), 1).rule, "no_such_offer", "not asked yet");
    let (round, events, effects) = act_at(&round, decline(1), &from(1), 10);
    assert_eq!(names(&events), ["declined", "offered"]);
    assert_eq!(effects, [Ask::OfferTo { offer: offer_id(2), vendor: vendor_id(2), until: later(70) }]);
    let (round, events, _) = act_at(&round, asking::Action::Tick, &lender(), 100);
    assert_eq!(names(&events), ["expired", "offered"]);
    assert_eq!(round.offers[2].until, later(160), "the whole time from when it is asked, however late the timer");
    let (round, events, effects) = act_at(&round, withdraw(3), &lender(), 101);
    assert_eq!(names(&events), ["withdrawn", "offered"]);
    assert_eq!(effects[0], Ask::OfferOver { offer: offer_id(3), vendor: vendor_id(3) });
    let (round, events, _) = act_at(&round, decline(4), &from(4), 102);
    assert_eq!(names(&events), ["declined", "exhausted"]);
    assert_eq!(round.stage, Standing::Exhausted { at: later(102) });
}

#[test]
fn vendors_that_may_not_have_it_are_passed_over_and_a_blocked_order_waits() {
    let mut facts = from(1);
    facts.vendor_blocked.insert(vendor_id(2), vec![gap("vendor_active")]);
    let (round, events, _) = act_at(&opened(Mode::Cascade, 3), decline(1), &facts, 1);
    assert_eq!(names(&events), ["declined", "passed_over", "offered"]);
    let Change::PassedOver { refusals, .. } = &events[1].change else { panic!("{events:?}") };
    assert_eq!(rules(refusals), ["vendor_active"]);
    assert_eq!(round.offers.last().map(|o| o.vendor), Some(vendor_id(3)));

    let held = |facts| asking::Facts { order_blocked: vec![gap("no_open_hold")], ..facts };
    let round = opened(Mode::Cascade, 2);
    assert_eq!(refused_at(&round, accept(1), &held(from(1)), 1).rule, "no_open_hold");
    let (waiting, events, effects) = act_at(&round, asking::Action::Tick, &held(lender()), 60);
    assert_eq!((names(&events), waiting.queue.len()), (vec!["expired"], 1), "nobody is asked during a hold");
    assert_eq!((effects.len(), waiting.due()), (1, Some(later(60))), "every later tick tries again");
    let (_, events, _) = act_at(&waiting, asking::Action::Tick, &lender(), 500);
    assert_eq!(names(&events), ["offered"]);
    let mut blocked = from(1);
    blocked.vendor_blocked.insert(vendor_id(1), vec![gap("has_capacity")]);
    assert_eq!(refused_at(&round, accept(1), &blocked, 1).rule, "has_capacity");
}

#[test]
fn an_opening_is_checked() {
    let open = |opening, facts: &asking::Facts| open_round(opening, facts, now()).expect_err("refused").rule;
    assert_eq!(open(opening(Mode::Cascade, 0), &lender()), "vendors_named");
    assert_eq!(open(opening(Mode::Cascade, 51), &lender()), "vendors_limit");
    assert_eq!(open(opening(Mode::Direct, 2), &lender()), "one_vendor");
    let twice = Opening { invited: vec![opening(Mode::Direct, 1).invited[0]; 2], ..opening(Mode::Cascade, 2) };
    assert_eq!(open(twice, &lender()), "each_once");
    for answer_minutes in [0, 14 * 24 * 60 + 1] {
        assert_eq!(open(Opening { answer_minutes, ..opening(Mode::Direct, 1) }, &lender()), "answer_time");
    }
    for closes_at in [now(), later(14 * 24 * 60 + 1)] {
        assert_eq!(open(opening(Mode::Sealed { closes_at }, 2), &lender()), "closing_time");
    }
    let held = asking::Facts { order_blocked: vec![gap("no_open_hold")], ..lender() };
    assert_eq!(open(opening(Mode::Direct, 1), &held), "no_open_hold");
    let mut facts = lender();
    facts.vendor_blocked.insert(vendor_id(1), vec![gap("vendor_active")]);
    assert_eq!(open(opening(Mode::Direct, 1), &facts), "vendor_active");
    let (round, events, _) = open_round(opening(Mode::Cascade, 2), &facts, now()).expect("the second may");
    assert_eq!(names(&events), ["opened", "passed_over", "offered"]);
    assert_eq!(round.offers[0].vendor, vendor_id(2));
    let (round, ..) = open_round(opening(sealed(), 3), &facts, now()).expect("the others may");
    assert_eq!((round.offers.len(), round.queue.len()), (2, 0));
}

#[test]
fn a_vendor_acts_on_its_own_offers_only_and_sees_nothing_else() {
    let round = opened(sealed(), 2);
    assert_eq!(refused_at(&round, decline(1), &from(2), 1).rule, "no_such_offer");
    assert_eq!(refused_at(&round, decline(9), &from(2), 1).rule, "no_such_offer", "as if it did not exist");
    for action in [withdraw(1), cancel()] {
        assert_eq!(refused_at(&round, action, &from(1), 1).rule, "lender_only");
    }
    let view = round.for_vendor(vendor_id(1), now()).expect("asked");
    assert_eq!((view.offer, view.status, view.sealed), (offer_id(1), OfferStatus::Open, true));
    assert_eq!(round.for_vendor(vendor_id(3), now()), None);
    let direct = opened(Mode::Direct, 1);
    assert_eq!(direct.for_vendor(vendor_id(1), later(60)).expect("asked").status, OfferStatus::Expired, "untold");
}

#[test]
fn the_latest_end_of_a_round_is_known_when_it_opens() {
    assert_eq!(opening(Mode::Direct, 1).ends_by(now()), later(60));
    assert_eq!(opening(Mode::Cascade, 4).ends_by(now()), later(240));
    assert_eq!(opening(Mode::Sealed { closes_at: later(90) }, 4).ends_by(now()), later(90));
}

#[test]
fn a_round_taken_back_tells_those_who_were_asked() {
    let (round, events, effects) = act_at(&opened(Mode::Cascade, 3), cancel(), &lender(), 1);
    assert_eq!((names(&events), round.queue.len()), (vec!["cancelled"], 0));
    assert_eq!(effects, [Ask::OfferOver { offer: offer_id(1), vendor: vendor_id(1) }]);
    assert_eq!(refused_at(&round, accept(1), &from(1), 2).rule, "wrong_state");
    round_trip(&round);
    round_trip(&events);
    round_trip(&effects);
    round_trip(&opening(sealed(), 2));
    round_trip(&round.for_lender(now()));
}

//! The sale: every rule, the whole transition matrices, and random walks.

mod appraisals;
mod auctions;
mod buying;
mod condition;
mod matrix;
mod next_bidder;
mod other_channels;
mod payments;
mod proofs;
mod sealed;
mod walks;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::disposal::*;
use lienwatch_domain::ids::*;
use lienwatch_domain::money::{Currency, Money};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::refusal::Refusal;
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn ann() -> Actor {
    Actor::User(UserId(id(1)))
}

fn bob() -> Actor {
    Actor::User(UserId(id(2)))
}

fn why() -> Reason {
    Reason::new("because").expect("a reason")
}

fn now() -> DateTime<Utc> {
    "2026-04-10T02:00:00Z".parse().expect("a time")
}

/// Minutes after the start; lots open after 60 and close after 120.
fn min(minutes: i64) -> DateTime<Utc> {
    now() + TimeDelta::minutes(minutes)
}

fn sec(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

fn cny(minor: i64) -> Money {
    Money::new(minor, Currency::new("CNY").expect("a code"))
}

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::new("USD").expect("a code"))
}

fn buyer(n: u128) -> BuyerId {
    BuyerId(id(100 + n))
}

fn bid_id(n: u128) -> BidId {
    BidId(id(200 + n))
}

fn appraisal_id() -> AppraisalId {
    AppraisalId(id(300))
}

fn payment_id(n: u128) -> PaymentId {
    PaymentId(id(400 + n))
}

fn hand_over() -> HandOverId {
    HandOverId(id(500))
}

fn evidence(n: u128) -> EvidenceId {
    EvidenceId(id(600 + n))
}

/// Five minutes before the close a bid is late, and moves it to five minutes after itself, twice at most.
fn late() -> LateBids {
    LateBids { window_s: 300, extend_s: 300, most: 2 }
}

fn open_auction() -> Selling {
    Selling::OpenAuction { start: cny(1000), increment: cny(100), reserve: Some(cny(5000)), late: late() }
}

fn sealed_auction() -> Selling {
    Selling::SealedAuction { minimum: cny(1000), reserve: Some(cny(5000)) }
}

fn fixed_price() -> Selling {
    Selling::FixedPrice { price: cny(8000) }
}

fn terms(selling: Selling) -> Terms {
    Terms { selling, deposit: Some(cny(500)), opens_at: min(60), closes_at: min(120), pay_hours: 24 }
}

fn facts(actor: Actor) -> Facts {
    Facts { actor, buyer: None, blocked: vec![], appraised: Some((appraisal_id(), cny(10_000))) }
}

fn with_buyer(n: u128) -> Facts {
    Facts { buyer: Some(BuyerFacts { id: buyer(n), gaps: vec![], connected: false }), ..facts(bob()) }
}

fn gap(rule: &'static str) -> Refusal {
    Refusal::new(rule, "not now", "later")
}

fn blocked(facts: Facts) -> Facts {
    Facts { blocked: vec![gap("no_open_hold")], ..facts }
}

fn act(lot: &Lot, action: Action, facts: &Facts, at: DateTime<Utc>) -> Applied {
    match apply(lot, action.clone(), facts, at, &LotPolicy::default()) {
        Ok(applied) => applied,
        Err(refusal) => panic!("{action:?}: {refusal}"),
    }
}

fn refused(lot: &Lot, action: Action, facts: &Facts, at: DateTime<Utc>) -> Refusal {
    match apply(lot, action, facts, at, &LotPolicy::default()) {
        Err(refusal) => {
            assert!(!refusal.message.is_empty() && !refusal.remedy.is_empty(), "{refusal:?}");
            refusal
        }
        Ok(applied) => panic!("allowed: {applied:?}"),
    }
}

fn names(events: &[LotEvent]) -> Vec<&'static str> {
    events.iter().map(|e| e.change.name()).collect()
}

fn list() -> Action {
    Action::List { appraisal: appraisal_id() }
}

fn lodge(n: u128) -> Action {
    Action::LodgeDeposit { buyer: buyer(n), amount: cny(500) }
}

/// A bid whose id follows from buyer and amount.
fn bid(n: u128, minor: i64) -> Action {
    Action::Bid { bid: bid_id(n * 1_000_000 + minor as u128), buyer: buyer(n), amount: cny(minor) }
}

fn buy(n: u128) -> Action {
    Action::Buy { bid: bid_id(n), buyer: buyer(n) }
}

fn report(n: u128, minor: i64) -> Action {
    Action::ReportSale { bid: bid_id(n), buyer: buyer(n), price: cny(minor), reference: why() }
}

fn pay(n: u128, minor: i64) -> Action {
    Action::RecordPayment { payment: payment_id(n), amount: cny(minor) }
}

fn draft(selling: Selling) -> Lot {
    let ids = (CaseId(id(7)), VehicleId(id(9)));
    let (lot, events, effects) = draft_lot(LotId(id(8)), ids, terms(selling), ann(), now()).expect("sound terms");
    assert_eq!((events.len(), events[0].version, events[0].from, effects.len()), (1, 1, None, 0));
    lot
}

fn listed(selling: Selling) -> Lot {
    act(&draft(selling), list(), &facts(ann()), now()).0
}

/// Open, with the deposits of buyers 1 to 4.
fn opened(selling: Selling) -> Lot {
    let lot = (1..=4).fold(listed(selling), |lot, n| act(&lot, lodge(n), &with_buyer(n), min(1)).0);
    act(&lot, Action::Tick, &facts(Actor::System), min(60)).0
}

/// Bids by buyer and amount, a minute apart from 61 on.
fn bids(lot: Lot, placed: &[(u128, i64)]) -> Lot {
    placed.iter().zip(61..).fold(lot, |lot, ((n, minor), at)| act(&lot, bid(*n, *minor), &with_buyer(*n), min(at)).0)
}

fn closed(lot: &Lot) -> Lot {
    act(lot, Action::Tick, &facts(Actor::System), min(120)).0
}

fn awarded(lot: &Lot, n: u128) -> Lot {
    act(lot, Action::Award, &with_buyer(n), min(121)).0
}

/// Buyer 2 has it for 7000 before buyer 1 with 6000 and buyer 3 with 2000.
fn sold() -> Lot {
    awarded(&closed(&bids(opened(open_auction()), &[(3, 2000), (1, 6000), (2, 7000)])), 2)
}

fn paid() -> Lot {
    act(&sold(), pay(1, 6500), &facts(ann()), min(122)).0
}

fn delivered() -> Lot {
    act(&paid(), Action::Deliver { hand_over: hand_over() }, &facts(ann()), min(123)).0
}

fn unsold() -> Lot {
    closed(&opened(open_auction()))
}

fn withdrawn() -> Lot {
    act(&opened(open_auction()), Action::Withdraw { reason: why() }, &facts(ann()), min(61)).0
}

fn round_trip<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).expect("serialises");
    assert_eq!(&serde_json::from_str::<T>(&text).expect("parses"), value);
}

#[test]
fn a_lot_survives_the_store() {
    for lot in [draft(fixed_price()), opened(sealed_auction()), sold(), paid(), delivered(), unsold(), withdrawn()] {
        round_trip(&lot);
        round_trip(&lot.for_seller());
        round_trip(&lot.for_buyer(buyer(1)));
    }
    let (_, events, effects) = act(&sold(), pay(1, 9000), &facts(ann()), min(122));
    round_trip(&events);
    round_trip(&effects);
    round_trip(&LotPolicy::default());
    for action in [list(), bid(1, 5), Action::Relist { terms: terms(sealed_auction()), appraisal: appraisal_id() }] {
        round_trip(&action);
    }
}

#[test]
fn every_state_of_the_life_cycle_has_its_name() {
    let names: Vec<_> = LotState::ALL.iter().map(|s| s.name()).collect();
    assert_eq!(names.join(" "), "draft listed relisted open closed offered awarded paid delivered unsold withdrawn");
}

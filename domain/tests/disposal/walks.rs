//! Random walks: one winner, bids that rise, and every unit of money accounted for.

use super::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
struct Move {
    action: usize,
    buyer: u128,
    amount: i64,
    passes_s: i64,
    blocked: bool,
    barred: bool,
    other: bool,
}

fn any_move() -> impl Strategy<Value = Move> {
    let rare = || prop::bool::weighted(0.05);
    // Mostly minutes, so that bids meet in one round; now and then a day, so that offers and awards lapse.
    let passes_s = prop_oneof![40 => 0..180_i64, 4 => 600..3600_i64, 3 => 70_000..100_000_i64];
    (0..40_usize, 1..5_u128, 1..60_i64, passes_s, rare(), rare(), any::<bool>()).prop_map(
        |(action, buyer, amount, passes_s, blocked, barred, other)| Move {
            action,
            buyer,
            amount: amount * 100 + 900,
            passes_s,
            blocked,
            barred,
            other,
        },
    )
}

fn action_of(m: &Move, n: u128, at: DateTime<Utc>, best: Option<BuyerId>) -> (Action, BuyerId) {
    let who = buyer(m.buyer);
    let action = match m.action {
        0..=11 => Action::Bid { bid: bid_id(n), buyer: who, amount: cny(m.amount) },
        12 => Action::Buy { bid: bid_id(n), buyer: who },
        13 => Action::ReportSale { bid: bid_id(n), buyer: who, price: cny(m.amount), reference: why() },
        14..=16 => lodge(m.buyer),
        17 => Action::ReturnDeposit { buyer: who },
        18 => Action::ApproveReserve { reason: why() },
        19 if m.amount < 1200 => Action::RejectBids { reason: why() },
        20 if m.amount < 2000 => Action::PassOver { reason: why() },
        21..=23 => return (Action::Award, best.unwrap_or(who)),
        24 => Action::AcceptOffer { buyer: who },
        25 if m.other => Action::DeclineOffer { buyer: who },
        26..=28 => Action::RecordPayment { payment: payment_id(n), amount: cny(m.amount) },
        29 => Action::ExtendPayment { pay_by: at + TimeDelta::hours(30), reason: why() },
        30 => Action::Deliver { hand_over: hand_over() },
        31 => {
            let terms = Terms { opens_at: at, closes_at: at + TimeDelta::hours(1), ..terms(sealed_auction()) };
            Action::Relist { terms, appraisal: appraisal_id() }
        }
        32 if m.amount < 1200 => Action::Withdraw { reason: why() },
        _ => Action::Tick,
    };
    (action, who)
}

/// What the effects did to money, per buyer: held deposits and received payments.
#[derive(Default, Debug)]
struct Till {
    held: BTreeMap<BuyerId, i64>,
    received: BTreeMap<BuyerId, i64>,
    kept: i64,
}

impl Till {
    fn post(&mut self, effect: &Effect) {
        let mut move_to = |held: bool, buyer: &BuyerId, minor: i64| {
            let till = if held { &mut self.held } else { &mut self.received };
            *till.entry(*buyer).or_default() += minor;
        };
        match effect {
            Effect::HoldDeposit { buyer, amount } => move_to(true, buyer, amount.minor),
            Effect::ReleaseDeposit { buyer, amount } => move_to(true, buyer, -amount.minor),
            Effect::ApplyDeposit { buyer, amount } => {
                move_to(true, buyer, -amount.minor);
                move_to(false, buyer, amount.minor);
            }
            Effect::ForfeitDeposit { buyer, amount } => {
                move_to(true, buyer, -amount.minor);
                self.kept += amount.minor;
            }
            Effect::ReceivePayment { buyer, amount, .. } => move_to(false, buyer, amount.minor),
            Effect::Refund { buyer, amount } => move_to(false, buyer, -amount.minor),
            _ => {}
        }
    }
}

type Walk = (usize, u32, Vec<Move>);

fn any_walk() -> impl Strategy<Value = Walk> {
    (0..4_usize, 0..10_001_u32, prop::collection::vec(any_move(), 1..120))
}

/// Walks, checks every step, and answers which states were seen.
fn walk((channel, forfeit_bp, moves): Walk) -> Result<BTreeSet<LotState>, TestCaseError> {
    let policy = LotPolicy { forfeit_bp, two_people: false, ..LotPolicy::default() };
    let selling = [
        open_auction(),
        sealed_auction(),
        fixed_price(),
        Selling::Consignment { consignee: VendorId(id(50)), minimum: cny(3000) },
    ][channel]
        .clone();
    let mut lot = opened(selling);
    let mut clock = min(60);
    let (mut till, mut sales, mut high) = (Till::default(), 0_i32, 0);
    till.held = (1..=4).map(|n| (buyer(n), 500)).collect();
    let mut seen = BTreeSet::from([lot.state()]);
    for (n, m) in moves.into_iter().enumerate() {
        clock += TimeDelta::seconds(m.passes_s);
        let best = lot.candidate();
        let (action, who) = action_of(&m, n as u128, clock, best);
        let gaps = if m.barred { vec![gap("buyer_not_blocked")] } else { vec![] };
        let mut f = Facts { buyer: Some(BuyerFacts { id: who, gaps, connected: false }), ..facts(bob()) };
        f.blocked.extend(m.blocked.then(|| gap("no_open_hold")));
        let Ok((after, events, effects)) = apply(&lot, action.clone(), &f, clock, &policy) else { continue };

        // The log tells the whole change, one version a step, in order.
        prop_assert_eq!(after.version, lot.version + u64::from(!events.is_empty()));
        prop_assert_eq!(events.is_empty(), after == lot);
        if let (Some(first), Some(last)) = (events.first(), events.last()) {
            prop_assert_eq!((first.from, last.to), (Some(lot.state()), after.state()));
            prop_assert!(events.windows(2).all(|w| Some(w[0].to) == w[1].from));
        }
        for event in &events {
            match &event.change {
                Change::BidPlaced { amount: Some(amount), .. } => {
                    prop_assert!(amount.minor >= high + if high > 0 { 100 } else { 0 }, "bids rise");
                    high = amount.minor;
                    prop_assert!(clock < lot.due().expect("open"), "in time");
                }
                Change::BidPlaced { amount: None, .. } => {
                    prop_assert!(after.for_seller().all_bids.iter().all(|b| b.amount.is_none()), "sealed");
                    prop_assert!(after.for_buyer(who).public.bids.is_empty());
                }
                Change::Relisted { .. } => high = 0,
                Change::Awarded { bid, .. } => {
                    prop_assert!(!m.blocked && !m.barred, "nothing is sold against a refusal");
                    let line = after.for_seller().all_bids.into_iter().find(|b| b.bid == Some(*bid));
                    let award = after.award().expect("given");
                    let line = line.expect("known");
                    prop_assert_eq!((line.buyer, line.amount), (Some(award.buyer), Some(award.price)));
                }
                _ => {}
            }
        }
        for effect in &effects {
            till.post(effect);
            match effect {
                Effect::SaleMade { .. } => sales += 1,
                Effect::SaleUndone => sales -= 1,
                _ => {}
            }
            prop_assert!((0..=1).contains(&sales), "sold twice");
        }
        prop_assert_eq!(sales == 1, after.award().is_some(), "{:?}", after.stage);
        lot = after;
        seen.insert(lot.state());

        // What is held and received is what the lot says, after every step.
        for deposit in lot.deposits() {
            let held = if deposit.state == DepositState::Held { deposit.amount.minor } else { 0 };
            prop_assert_eq!(till.held.get(&deposit.buyer).copied().unwrap_or(0), held);
        }
        prop_assert!(till.held.values().all(|minor| *minor >= 0));
        let received: i64 = till.received.values().sum();
        match &lot.stage {
            Stage::Paid { award, .. } | Stage::Delivered { award, .. } => {
                prop_assert_eq!(received, award.price.minor, "the price, not more and not less");
                prop_assert_eq!(till.received.get(&award.buyer).copied(), Some(award.price.minor));
            }
            Stage::Awarded { award } => {
                let paid: i64 = award.payments.iter().map(|p| p.amount.minor).sum();
                prop_assert_eq!(received, paid);
                prop_assert!(paid < award.price.minor);
            }
            _ => prop_assert_eq!(received, 0),
        }
        if matches!(lot.state(), LotState::Paid | LotState::Delivered | LotState::Unsold | LotState::Withdrawn) {
            prop_assert_eq!(till.held.values().sum::<i64>(), 0, "nobody's deposit stays");
        }
    }
    Ok(seen)
}

/// Walks that never got anywhere would prove nothing.
#[test]
fn the_walks_reach_every_state() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeMap::<LotState, u32>::new();
    for _ in 0..300 {
        let moves = any_walk().new_tree(&mut runner).expect("a walk").current();
        for state in walk(moves).expect("holds") {
            *seen.entry(state).or_default() += 1;
        }
    }
    for state in LotState::ALL.iter().filter(|s| !matches!(s, LotState::Draft | LotState::Listed)) {
        assert!(seen.get(state).copied().unwrap_or(0) >= 5, "{state}: {seen:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]
    #[test]
    fn a_lot_has_one_winner_and_every_unit_is_accounted_for(moves in any_walk()) {
        walk(moves)?;
    }

    #[test]
    fn the_highest_bid_wins_whatever_the_order(
        amounts in prop::collection::vec((1..5_u128, 10..90_i64), 1..30),
        same_moment in any::<bool>(),
    ) {
        let mut lot = opened(sealed_auction());
        let mut taken: Vec<(i64, usize, u128)> = vec![];
        for (n, (who, hundreds)) in amounts.into_iter().enumerate() {
            let action = Action::Bid { bid: bid_id(n as u128), buyer: buyer(who), amount: cny(hundreds * 100) };
            let at = if same_moment { min(70) } else { sec(4200 + n as i64) };
            if let Ok((after, ..)) = apply(&lot, action, &with_buyer(who), at, &LotPolicy::default()) {
                taken.push((hundreds * 100, n, who));
                lot = after;
            }
        }
        let (amount, _, who) =
            *taken.iter().max_by_key(|(amount, n, _)| (*amount, std::cmp::Reverse(*n))).expect("the first is taken");
        let lot = closed(&lot);
        let policy = LotPolicy { two_people: false, ..LotPolicy::default() };
        let approved = apply(&lot, Action::ApproveReserve { reason: why() }, &facts(bob()), min(121), &policy);
        let lot = approved.map_or(lot, |(after, ..)| after);
        let (lot, ..) = apply(&lot, Action::Award, &with_buyer(who), min(121), &policy).expect("the winner's facts");
        prop_assert_eq!(lot.award().map(|a| (a.buyer, a.price.minor)), Some((buyer(who), amount)));
    }
}

//! Random walks: one winner, each vendor asked once, whatever comes in whatever order.

use super::offers::*;
use super::quotes::*;
use super::*;
use asking::{Change, Effect as Ask, Mode, OfferStatus, RoundState, Stage as Standing};
use lienwatch_domain::vendors::offers as asking;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
struct Move {
    action: usize,
    offer: u128,
    by: Option<u128>,
    passes_s: i64,
    blocked: Option<u128>,
    held: bool,
    price: i64,
}

fn any_move() -> impl Strategy<Value = Move> {
    // Mostly the vendor whose offer it is, or the lender.
    let who = prop_oneof![4 => Just(Some(0)), 3 => Just(None), 1 => (1..7_u128).prop_map(Some)];
    let passes_s = prop_oneof![20 => 0..120_i64, 2 => 600..2400_i64];
    let blocked = prop::option::weighted(0.1, 1..7_u128);
    (0..20_usize, 1..6_u128, who, passes_s, blocked, prop::bool::weighted(0.1), 1..9_i64).prop_map(
        |(action, offer, by, passes_s, blocked, held, price)| Move {
            action,
            offer,
            by: by.map(|n| if n == 0 { offer } else { n }),
            passes_s,
            blocked,
            held,
            price,
        },
    )
}

fn action_of(m: &Move) -> asking::Action {
    match m.action {
        0..=2 => accept(m.offer),
        3 => decline(m.offer),
        7..=10 => quote(m.offer, m.price),
        4 => withdraw(m.offer),
        5 if m.price == 1 => cancel(),
        6 => award(m.offer, (m.price > 4).then(why)),
        _ => asking::Action::Tick,
    }
}

type Walk = (usize, u128, Vec<Move>);

fn any_walk() -> impl Strategy<Value = Walk> {
    (0..3_usize, 1..6_u128, prop::collection::vec(any_move(), 1..60))
}

/// Walks, checks every step, and answers where it ended.
fn walk((mode, vendors, moves): Walk) -> Result<RoundState, TestCaseError> {
    let vendors = if mode == 0 { 1 } else { vendors };
    let mode = [Mode::Direct, Mode::Cascade, sealed()][mode].clone();
    let mut round = opened(mode.clone(), vendors);
    let mut clock = now();
    let (mut winners, mut asked, mut over) = (vec![], vec![vendor_id(1)], vec![]);
    for m in moves {
        clock += TimeDelta::seconds(m.passes_s);
        let mut facts = asking::Facts { ranked: scored(&[1, 2, 3, 4, 5]), ..m.by.map_or_else(lender, from) };
        facts.vendor_blocked.extend(m.blocked.map(|v| (vendor_id(v), vec![gap("vendor_active")])));
        facts.order_blocked.extend(m.held.then(|| gap("no_open_hold")));
        let action = action_of(&m);
        let Ok((after, events, effects)) = asking::apply(&round, action.clone(), &facts, clock) else { continue };

        prop_assert_eq!(after.version, round.version + u64::from(!events.is_empty()));
        prop_assert_eq!(events.is_empty(), after == round);
        if let (Some(first), Some(last)) = (events.first(), events.last()) {
            prop_assert_eq!((first.from, last.to), (Some(round.stage.state()), after.stage.state()));
            prop_assert!(events.windows(2).all(|w| Some(w[0].to) == w[1].from));
        }
        for effect in &effects {
            match effect {
                Ask::Assign { offer, vendor, .. } => {
                    winners.push(*vendor);
                    prop_assert!(!m.held && m.blocked.map(vendor_id) != Some(*vendor));
                    let before = round.offers.iter().find(|o| o.id == *offer).expect("asked");
                    // Nobody wins with an offer that had expired.
                    prop_assert!(clock < before.until || round.stage.state() == RoundState::Opened);
                }
                Ask::OfferTo { vendor, .. } => {
                    asked.push(*vendor);
                    prop_assert!(!m.held && m.blocked.map(vendor_id) != Some(*vendor));
                }
                Ask::OfferOver { vendor, .. } => over.push(*vendor),
                _ => {}
            }
        }
        // Quotes are nowhere in the log before they are opened.
        for event in &events {
            let tells = matches!(event.change, Change::QuotesOpened { .. } | Change::Awarded { .. });
            let closed = match mode {
                Mode::Sealed { closes_at } => clock >= closes_at,
                _ => false,
            };
            prop_assert!(!tells || closed);
        }
        if !matches!(after.stage, Standing::Opened { .. } | Standing::Assigned { .. }) {
            prop_assert!(after.for_lender(clock).offers.iter().all(|o| o.quote.is_none()));
            prop_assert!(after.opened_quotes().is_empty());
        }
        round = after;
    }
    prop_assert!(winners.len() <= 1, "{:?}", winners);
    let accepted = round.offers.iter().filter(|o| o.state.status() == OfferStatus::Accepted).count();
    prop_assert_eq!(accepted, winners.len());
    prop_assert_eq!(winners.len(), usize::from(round.stage.state() == RoundState::Assigned));
    if let Standing::Assigned { vendor, .. } = &round.stage {
        prop_assert_eq!(Some(vendor), winners.first());
        prop_assert!(round.queue.is_empty() && round.open_offers(clock).count() == 0);
        prop_assert!(!over.contains(vendor));
    }
    if mode == Mode::Cascade {
        let mut once = asked.clone();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), asked.len(), "asked twice");
        prop_assert!(round.offers.iter().filter(|o| o.state.status() == OfferStatus::Open).count() <= 1);
    }
    over.sort_unstable();
    let told = over.len();
    over.dedup();
    prop_assert_eq!(over.len(), told, "told twice that it is over");
    Ok(round.stage.state())
}

/// Walks that never got anywhere would prove nothing.
#[test]
fn the_walks_reach_every_state() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeMap::<RoundState, u32>::new();
    for _ in 0..500 {
        let moves = any_walk().new_tree(&mut runner).expect("a walk").current();
        *seen.entry(walk(moves).expect("holds")).or_default() += 1;
    }
    for state in RoundState::ALL {
        assert!(seen.get(state).copied().unwrap_or(0) >= 5, "{state}: {seen:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]
    #[test]
    fn an_answer_counts_until_the_moment_the_offer_expires_and_not_after(
        minutes in 1..20_160_u32,
        off_ms in prop_oneof![-5..5_i64, -2_000_000_000..2_000_000_000_i64],
        action in 0..3_usize,
    ) {
        let opening = asking::Opening { answer_minutes: minutes, ..opening(Mode::Cascade, 2) };
        let (round, ..) = asking::open_round(opening, &lender(), now()).expect("opened");
        let until = round.offers[0].until;
        let at = (until + TimeDelta::milliseconds(off_ms)).max(now());
        let in_time = at < until;
        let (action, facts) = [(accept(1), from(1)), (decline(1), from(1)), (withdraw(1), lender())][action].clone();
        match asking::apply(&round, action, &facts, at) {
            Ok(_) => prop_assert!(in_time),
            Err(refusal) => prop_assert!(!in_time && refusal.rule == "offer_in_time", "{}", refusal),
        }
        let (ticked, events, _) = asking::apply(&round, asking::Action::Tick, &lender(), at).expect("harmless");
        prop_assert_eq!(events.is_empty(), in_time);
        prop_assert_eq!(ticked.offers.len(), if in_time { 1 } else { 2 });
        prop_assert_eq!(round.offers[0].status_at(at) == OfferStatus::Expired, !in_time);
        prop_assert_eq!(round.open_offers(at).count(), usize::from(in_time));
    }

    #[test]
    fn a_round_has_one_winner_and_asks_each_vendor_once(moves in any_walk()) {
        walk(moves)?;
    }
}

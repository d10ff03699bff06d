//! Sealed quotes.

use super::offers::*;
use super::*;
use asking::{Change, Effect as Ask, OfferStatus, Round, RoundState, Stage as Standing};
use lienwatch_domain::vendors::matching::Scored;
use lienwatch_domain::vendors::offers as asking;

pub fn quote(n: u128, minor: i64) -> asking::Action {
    asking::Action::Quote { offer: offer_id(n), quote: asking::Quote { price: cny(minor), arrives_in_min: Some(90) } }
}

pub fn award(n: u128, reason: Option<Reason>) -> asking::Action {
    asking::Action::Award { offer: offer_id(n), reason }
}

pub fn scored(vendors: &[u128]) -> Vec<Scored> {
    let line = |(i, n): (usize, &u128)| Scored {
        vendor: vendor_id(*n),
        sticky: false,
        score_bp: 9000 - i as u32 * 1000,
        terms: vec![],
    };
    vendors.iter().enumerate().map(line).collect()
}

fn chooser(vendors: &[u128]) -> asking::Facts {
    asking::Facts { ranked: scored(vendors), ..lender() }
}

fn act(round: &Round, action: asking::Action, facts: &asking::Facts, minutes: i64) -> asking::Applied {
    asking::apply(round, action, facts, later(minutes)).expect("allowed")
}

fn quoted() -> Round {
    let round = opened(sealed(), 4);
    let (round, ..) = act(&round, quote(1, 60_000_001), &from(1), 1);
    let (round, ..) = act(&round, quote(2, 50_000_001), &from(2), 2);
    act(&round, quote(3, 70_000_001), &from(3), 3).0
}

pub fn chosen_from() -> Round {
    act(&quoted(), asking::Action::Tick, &lender(), 60).0
}

#[test]
fn nobody_sees_a_quote_before_the_close_but_its_vendor() {
    let (round, events, effects) = act(&quoted(), quote(1, 55_000_001), &from(1), 4);
    let hidden = |shown: String| !["60000001", "55000001", "50000001", "70000001"].iter().any(|p| shown.contains(p));
    let json = |value: &dyn erased::Show| value.show();
    assert!(hidden(json(&events)) && hidden(json(&effects)), "{events:?}");
    let view = round.for_lender(later(59));
    assert!(hidden(json(&view)), "{view:?}");
    assert!(view.offers[0].quoted && !view.offers[3].quoted);
    assert!(hidden(json(&round.for_lender(later(600)))), "not by the time alone");
    assert_eq!(round.opened_quotes(), []);
    let own = round.for_vendor(vendor_id(1), later(5)).expect("asked");
    assert_eq!(own.quote.map(|q| q.price), Some(cny(55_000_001)), "the second took the place of the first");
    assert!(hidden(json(&round.for_vendor(vendor_id(4), later(5)))));
    let (cancelled, ..) = act(&round, cancel(), &lender(), 5);
    assert!(hidden(json(&cancelled.for_lender(later(600)))), "a round taken back stays sealed");
}

mod erased {
    pub trait Show {
        fn show(&self) -> String;
    }
    impl<T: serde::Serialize> Show for T {
        fn show(&self) -> String {
            serde_json::to_string(self).expect("serialises")
        }
    }
}

#[test]
fn quotes_are_opened_together_at_the_close() {
    let round = quoted();
    assert_eq!(asking::apply(&round, quote(4, 1), &from(4), later(60)).expect_err("late").rule, "offer_in_time");
    let early = asking::apply(&round, asking::Action::Tick, &lender(), later(60) - TimeDelta::milliseconds(1));
    assert_eq!(early.expect("allowed").1, []);
    let (round, events, effects) = act(&round, asking::Action::Tick, &lender(), 60);
    assert_eq!(round.stage, Standing::Opened { at: later(60) });
    let Change::QuotesOpened { quotes } = &events[1].change else { panic!("{events:?}") };
    let order: Vec<_> = quotes.iter().map(|(offer, _)| *offer).collect();
    assert_eq!(order, [offer_id(2), offer_id(1), offer_id(3)], "cheapest first");
    assert_eq!(effects, [Ask::OfferOver { offer: offer_id(4), vendor: vendor_id(4) }, Ask::ChooseQuote]);
    assert_eq!(round.opened_quotes().len(), 3);
    assert!(round.for_lender(later(61)).offers[0].quote.is_some());
    assert_eq!(round.for_vendor(vendor_id(1), later(61)).expect("asked").status, OfferStatus::Open, "stands");
    assert_eq!(round.for_vendor(vendor_id(1), later(61)).and_then(|v| v.quote).map(|q| q.price), Some(cny(60_000_001)));
}

#[test]
fn the_best_by_score_is_awarded_and_another_needs_a_reason() {
    let round = chosen_from();
    let refuse =
        |action, facts: &asking::Facts| asking::apply(&round, action, facts, later(61)).expect_err("refused").rule;
    assert_eq!(refuse(award(2, None), &chooser(&[1, 2, 3])), "award_explained");
    assert_eq!(refuse(award(2, None), &lender()), "award_explained", "without scores everything needs one");
    assert_eq!(refuse(award(4, Some(why())), &chooser(&[4, 1])), "no_such_quote");
    assert_eq!(refuse(award(9, Some(why())), &chooser(&[1])), "no_such_quote");
    assert_eq!(refuse(award(1, None), &from(1)), "lender_only");
    let held = asking::Facts { order_blocked: vec![gap("no_open_hold")], ..chooser(&[1]) };
    assert_eq!(refuse(award(1, None), &held), "no_open_hold");

    let (won, events, effects) = act(&round, award(1, None), &chooser(&[4, 1, 2, 3]), 61);
    assert_eq!(won.stage.state(), RoundState::Assigned);
    let Change::Awarded { price, score_bp, reason, .. } = &events[0].change else { panic!("{events:?}") };
    assert_eq!((*price, *score_bp, reason), (cny(60_000_001), Some(8000), &None), "the fourth did not quote");
    let assign = Ask::Assign { offer: offer_id(1), vendor: vendor_id(1), price: Some(cny(60_000_001)) };
    assert_eq!(effects.iter().filter(|e| matches!(e, Ask::OfferOver { .. })).count(), 2);
    assert_eq!(effects.last(), Some(&assign));
    let statuses: Vec<_> = won.offers.iter().map(|o| o.state.status().name()).collect();
    assert_eq!(statuses, ["accepted", "lost", "lost", "expired"]);

    let mut facts = chooser(&[1, 2, 3]);
    facts.vendor_blocked.insert(vendor_id(1), vec![gap("vendor_active")]);
    assert_eq!(refuse(award(1, None), &facts), "vendor_active");
    act(&round, award(2, None), &facts, 61);
    act(&round, award(3, Some(why())), &chooser(&[1, 2, 3]), 61);
    round_trip(&won);
    round_trip(&events);
}

#[test]
fn a_quote_is_a_price_that_can_be_compared() {
    let round = quoted();
    let refuse = |action| asking::apply(&round, action, &from(4), later(5)).expect_err("refused").rule;
    assert_eq!(refuse(quote(4, 0)), "price_positive");
    let price = Money::new(1, Currency::new("USD").expect("a code"));
    let dollars = asking::Action::Quote { offer: offer_id(4), quote: asking::Quote { price, arrives_in_min: None } };
    assert_eq!(refuse(dollars), "one_currency");
    assert_eq!(refuse(accept(4)), "wrong_mode");
    let by_lender = asking::apply(&round, quote(4, 5), &lender(), later(5));
    assert_eq!(by_lender.expect_err("refused").rule, "vendor_only");
    let direct = opened(asking::Mode::Direct, 1);
    assert_eq!(asking::apply(&direct, quote(1, 5), &from(1), later(1)).expect_err("refused").rule, "wrong_mode");
}

#[test]
fn without_quotes_nobody_is_left() {
    let round = opened(sealed(), 2);
    let (round, ..) = act(&round, quote(1, 500), &from(1), 1);
    let (round, ..) = act(&round, decline(1), &from(1), 2);
    let (over, events, effects) = act(&round, asking::Action::Tick, &lender(), 60);
    assert_eq!(over.stage, Standing::Exhausted { at: later(60) });
    assert_eq!(events.len(), 2);
    assert_eq!(effects.last(), Some(&Ask::Exhausted));
    let (over, ..) = act(&round, decline(2), &from(2), 3);
    assert_eq!(over.stage.state(), RoundState::Exhausted, "at once when everybody has declined");
}

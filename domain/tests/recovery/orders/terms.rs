//! Offers run out, terms end, and vendors ask for more time.

use super::*;
use OrderActionKind as K;
use OrderState as S;

fn expire(order: &Order, today: &str, at: DateTime<Utc>) -> Result<order::Applied, Refusal> {
    let facts = OrderFacts { today: day(today), ..facts_for(order, K::Expire) };
    order::apply(order, OrderAction::Expire, &facts, at, &OrderPolicy::default())
}

#[test]
fn an_offer_runs_out_at_its_end_and_not_before() {
    let offered = at(OrderKind::Repossess, S::Offered);
    let early = expire(&offered, "2026-06-01", until() - TimeDelta::seconds(1)).expect_err("it still runs");
    assert_eq!(early.rule, "offer_open");
    assert!(early.remedy.contains("withdraw"));
    let (over, _, effects) = expire(&offered, "2026-04-10", until()).expect("it ran out");
    assert_eq!(over.stage, OrderStage::Expired { at: until(), work: None });
    assert_eq!(effects, [], "nobody had it");
    // The last moment to accept is the moment before.
    let accept = |at| {
        let facts = facts_for(&offered, K::Accept);
        order::apply(&offered, probe(K::Accept), &facts, at, &OrderPolicy::default())
    };
    assert!(accept(until() - TimeDelta::seconds(1)).is_ok());
    assert_eq!(accept(until()).expect_err("it ran out").rule, "offer_open");
    next(&over, probe(K::Offer));
}

#[test]
fn a_term_includes_its_last_day_and_its_end_recalls_the_order() {
    for state in [S::Accepted, S::EnRoute, S::OnSite] {
        let order = at(OrderKind::Repossess, state);
        let early = expire(&order, "2026-05-05", now()).expect_err("the last day counts");
        assert_eq!(early.rule, "term_open");
        assert!(early.message.contains("2026-05-05") && early.remedy.contains("withdraw"));
        let (over, _, effects) = expire(&order, "2026-05-06", now()).expect("it ended");
        assert_eq!(over.stage.state(), S::Expired);
        assert_eq!(over.stage.work(), order.stage.work(), "the contact log stays");
        let ended = [
            OrderEffect::KillLinks,
            OrderEffect::RevokeAccess { vendor: vendor(1) },
            OrderEffect::RevokeLetter { letter: LetterId(id(600)) },
        ];
        assert_eq!(effects, ended);
        let again = OrderFacts { today: day("2026-05-06"), ..facts_for(&over, K::Offer) };
        assert_eq!(refused_with(&over, probe(K::Offer), &again).rule, "term_open");
    }
    // Nobody works after the last day, whether or not it was recalled already.
    let order = at(OrderKind::Repossess, S::Accepted);
    for (today, works) in [("2026-05-05", true), ("2026-05-06", false)] {
        let facts = OrderFacts { today: day(today), ..facts_for(&order, K::Depart) };
        assert_eq!(try_with(&order, probe(K::Depart), &facts).is_ok(), works, "{today}");
    }
}

#[test]
fn a_car_on_the_hook_outlives_the_term() {
    let hooked = at(OrderKind::Repossess, S::OnHook);
    for order in [hooked.clone(), next(&hooked, probe(K::Hold))] {
        assert!(expire(&order, "2026-06-01", now()).is_err());
    }
    let late = OrderFacts { today: day("2026-06-01"), ..facts_for(&hooked, K::Complete) };
    assert!(try_with(&hooked, probe(K::Complete), &late).is_ok());
}

#[test]
fn a_held_order_ends_with_its_offer_or_term() {
    let held = next(&at(OrderKind::Repossess, S::Offered), probe(K::Hold));
    assert_eq!(expire(&held, "2026-06-01", now()).expect_err("it still runs").rule, "offer_open");
    assert_eq!(expire(&held, "2026-04-10", until()).expect("it ran out").0.stage.state(), S::Expired);
    let held = next(&at(OrderKind::Repossess, S::EnRoute), probe(K::Hold));
    assert_eq!(expire(&held, "2026-05-05", until()).expect_err("it still runs").rule, "term_open");
    let (_, _, effects) = expire(&held, "2026-05-06", now()).expect("it ended");
    assert_eq!(effects.last(), Some(&OrderEffect::HoldConfirmed), "nobody is left to confirm the hold");
    let confirmed = next(&held, OrderAction::ConfirmHold);
    let (_, _, effects) = expire(&confirmed, "2026-05-06", now()).expect("it ended");
    assert!(!effects.contains(&OrderEffect::HoldConfirmed));
}

#[test]
fn an_extension_is_asked_for_in_time_and_given_by_a_person() {
    let order = at(OrderKind::Repossess, S::EnRoute);
    let ask = |until: &str| OrderAction::AskExtension { until: day(until), reason: why() };
    let on = |today: &str, until: &str| {
        let facts = OrderFacts { today: day(today), ..facts_for(&order, K::AskExtension) };
        try_with(&order, ask(until), &facts)
    };
    // Three days before the last day is in time; two are not.
    assert!(on("2026-05-02", "2026-05-20").is_ok());
    let late = on("2026-05-03", "2026-05-20").expect_err("too late");
    assert_eq!(late.rule, "extension_in_time");
    assert!(late.remedy.contains("place the order again"));
    for until in ["2026-05-05", "2026-05-04", "2027-05-06"] {
        let refusal = on("2026-04-10", until).expect_err("not within a year after the term");
        assert_eq!(refusal.rule, "extension_later", "{until}");
        assert!(refusal.remedy.contains("within a year"));
    }
    assert!(on("2026-04-10", "2027-05-05").is_ok());

    let asked = next(&order, ask("2026-05-20"));
    assert_eq!((asked.term.ends_on, asked.term.asked), (day("2026-05-05"), Some(day("2026-05-20"))));
    assert_eq!(asked.stage, order.stage);
    let (same, events, _) = done_to(&asked, ask("2026-05-20"));
    assert_eq!((&same, events.len()), (&asked, 0), "asked twice is asked once, whatever the words");
    let answer = |granted| next(&asked, OrderAction::AnswerExtension { granted });
    assert_eq!(answer(true).term, Term { ends_on: day("2026-05-20"), asked: None });
    assert_eq!(answer(false).term, Term { ends_on: day("2026-05-05"), asked: None });
    let refusal = refused_with(&order, probe(K::AnswerExtension), &facts_for(&order, K::AnswerExtension));
    assert_eq!(refusal.rule, "extension_asked");
    assert!(refusal.remedy.contains("wait for the vendor"));
    let by_rule = OrderFacts { party: Party::Lender(Actor::System), ..facts_for(&asked, K::AnswerExtension) };
    assert_eq!(refused_with(&asked, probe(K::AnswerExtension), &by_rule).rule, "person_required");
    // A hold does not swallow the question.
    let held = next(&asked, probe(K::Hold));
    let answered = next(&held, OrderAction::AnswerExtension { granted: true });
    assert_eq!((answered.stage, answered.term.ends_on), (held.stage, day("2026-05-20")));
}

/// Dates come from outside: none of them may end the process.
#[test]
fn the_ends_of_the_calendar_are_only_dates() {
    for ends_on in [NaiveDate::MIN, NaiveDate::MAX] {
        for today in [NaiveDate::MIN, NaiveDate::MAX] {
            for until in [NaiveDate::MIN, NaiveDate::MAX] {
                for state in [S::Draft, S::Offered, S::Accepted, S::OnSite] {
                    let mut order = at(OrderKind::Repossess, state);
                    order.term = Term { ends_on, asked: Some(until) };
                    for action in OrderActionKind::ALL {
                        let facts = OrderFacts { today, ..facts_for(&order, *action) };
                        let action = match probe(*action) {
                            OrderAction::AskExtension { reason, .. } => OrderAction::AskExtension { until, reason },
                            OrderAction::Offer { .. } => OrderAction::Offer { until: DateTime::<Utc>::MAX_UTC },
                            other => other,
                        };
                        let _ = try_with(&order, action, &facts);
                    }
                }
            }
        }
    }
}

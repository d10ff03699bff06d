//! Promises to pay: every state by every action, what keeps and what breaks them, and properties over arbitrary payments.

use chrono::{DateTime, Days, NaiveDate, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::ids::{LoanId, PaymentId, UserId};
use lienwatch_domain::lending::Payment;
use lienwatch_domain::money::{Currency, Money};
use lienwatch_domain::promise::*;
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::{PromiseId, PromiseOutcome};
use lienwatch_domain::refusal::Refusal;
use proptest::prelude::*;
use std::fmt::Write;
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn cny() -> Currency {
    Currency::new("CNY").expect("a code")
}

fn m(minor: i64) -> Money {
    Money::new(minor, cny())
}

fn day(n: u64) -> NaiveDate {
    "2026-09-01".parse::<NaiveDate>().expect("a day") + Days::new(n)
}

fn now() -> DateTime<Utc> {
    "2026-09-01T04:00:00Z".parse().expect("a time")
}

fn why() -> Reason {
    Reason::new("because").expect("a reason")
}

/// On the day `n`; the loan had paid 700 before, and 3 000 are unpaid.
fn facts(n: u64, payments: &[(u64, i64)]) -> PromiseFacts {
    let old = Payment { id: PaymentId(id(1)), value_date: day(0) - Days::new(40), amount_minor: 700, reverses: None };
    let later = payments.iter().enumerate().map(|(at, (day_of, minor))| Payment {
        id: PaymentId(id(100 + at as u128)),
        value_date: day(*day_of),
        amount_minor: minor.abs(),
        reverses: (*minor < 0).then_some(PaymentId(id(1))),
    });
    PromiseFacts {
        actor: Actor::User(UserId(id(5))),
        payments: [old].into_iter().chain(later).collect(),
        outstanding: m(3_000),
        today: day(n),
        other_open: None,
    }
}

fn new(parts: &[(u64, i64)]) -> NewPromise {
    let parts = parts.iter().map(|(n, minor)| Part { due: day(*n), amount: m(*minor) }).collect();
    NewPromise { id: PromiseId(id(10)), loan: LoanId(id(20)), currency: cny(), parts, note: None }
}

fn made(parts: &[(u64, i64)]) -> Promise {
    let (promise, rows, effects) =
        promise(new(parts), &facts(0, &[]), now(), &PromisePolicy::default()).expect("promised");
    assert_eq!((rows.len(), effects), (1, vec![PromiseEffect::HoldCase]));
    promise
}

fn assess(promise: &Promise, facts: &PromiseFacts) -> Result<Applied, Refusal> {
    apply(promise, PromiseAction::Assess, facts, now(), &PromisePolicy::default())
}

fn after(promise: &Promise, facts: &PromiseFacts) -> Promise {
    assess(promise, facts).expect("assessed").0
}

/// A promise of 500 by day 10, and a plan of 300 by day 10 and 200 by day 40, with what has come in since.
fn situations() -> Vec<(&'static str, Promise)> {
    let (one, plan) = (made(&[(10, 500)]), made(&[(10, 300), (40, 200)]));
    let cancelled =
        apply(&one, PromiseAction::Cancel { reason: why() }, &facts(3, &[]), now(), &PromisePolicy::default());
    vec![
        ("kept", after(&one, &facts(9, &[(9, 500)]))),
        ("broken", after(&one, &facts(12, &[]))),
        ("cancelled", cancelled.expect("cancelled").0),
        ("plan, first part paid", after(&plan, &facts(5, &[(5, 300)]))),
        ("plan", plan),
        ("promise", one),
    ]
}

fn matrix() -> String {
    let mut text = String::from("situation | what came in | action | result\n");
    let incomes: [(&str, PromiseFacts); 6] = [
        ("nothing, in time", facts(11, &[])),
        ("nothing, too late", facts(12, &[])),
        ("300 in time", facts(12, &[(11, 300)])),
        ("all in time", facts(12, &[(10, 500)])),
        ("all too late", facts(12, &[(12, 500)])),
        ("an old payment bounced", facts(12, &[(9, 500), (9, -700)])),
    ];
    for (name, promise) in situations() {
        for (income, facts) in &incomes {
            for action in [PromiseAction::Assess, PromiseAction::Cancel { reason: why() }] {
                let kind = action.kind();
                let result = match apply(&promise, action, facts, now(), &PromisePolicy::default()) {
                    Ok((_, rows, _)) if rows.is_empty() => "no change".to_owned(),
                    Ok((after, rows, effects)) => {
                        let tell = |effect: &PromiseEffect| {
                            serde_json::to_value(effect).expect("serialises")["effect"]
                                .as_str()
                                .expect("a name")
                                .to_owned()
                        };
                        let effects: Vec<String> = effects.iter().map(tell).collect();
                        format!("-> {} ({}) [{}]", after.state(), rows[0].change.name(), effects.join(" "))
                    }
                    Err(refusal) => format!("refused: {}", refusal.rule),
                };
                writeln!(text, "{name} | {income} | {kind} | {result}").expect("writes to a string");
            }
        }
    }
    text
}

/// The whole machine on one page. To change it on purpose, print the matrix by the failing test and review the diff.
#[test]
fn the_transition_matrix_is_the_one_on_file() {
    let (made, filed) = (matrix(), include_str!("matrix.txt"));
    assert!(made == filed, "the matrix changed; it is now:\n{made}");
}

#[test]
fn what_a_screen_offers_is_what_the_machine_allows() {
    for (name, promise) in situations() {
        let facts = facts(5, &[]);
        for (kind, refusal) in allowed(&promise, &facts, now(), &PromisePolicy::default()) {
            let action = match kind {
                PromiseActionKind::Assess => PromiseAction::Assess,
                PromiseActionKind::Cancel => PromiseAction::Cancel { reason: why() },
            };
            let applied = apply(&promise, action, &facts, now(), &PromisePolicy::default()).err();
            assert_eq!(refusal, applied, "{name} {kind}");
        }
    }
}

#[test]
fn a_promise_is_kept_by_what_comes_in_after_it_and_by_the_last_day() {
    let one = made(&[(10, 500)]);
    assert_eq!(after(&one, &facts(2, &[(1, 499)])).state(), PromiseState::Open, "what was paid before does not count");
    let (kept, _, effects) = assess(&one, &facts(11, &[(1, 200), (11, 300)])).expect("assessed");
    assert_eq!(kept.state(), PromiseState::Kept, "a day of grace");
    assert_eq!(effects, [PromiseEffect::TellCase { outcome: PromiseOutcome::Kept }]);
    let (broken, _, effects) = assess(&one, &facts(30, &[(1, 200), (12, 300)])).expect("assessed");
    assert!(matches!(broken.stage, PromiseStage::Broken { part: 0, missing, .. } if missing == m(300)));
    assert_eq!(effects, [PromiseEffect::TellCase { outcome: PromiseOutcome::Broken }, PromiseEffect::NextStep]);
    let strict = PromisePolicy { grace_days: 0, ..PromisePolicy::default() };
    let late = apply(&one, PromiseAction::Assess, &facts(11, &[(11, 500)]), now(), &strict).expect("assessed").0;
    assert_eq!(late.state(), PromiseState::Broken);
    let system = PromiseFacts { actor: Actor::System, ..facts(1, &[]) };
    let cancel = PromiseAction::Cancel { reason: why() };
    assert_eq!(apply(&one, cancel, &system, now(), &strict).expect_err("nobody").rule, "somebody_asks");
}

#[test]
fn a_plan_goes_from_part_to_part() {
    let plan = made(&[(10, 300), (40, 200)]);
    let shanghai = chrono_tz::Asia::Shanghai;
    let deadline = |promise: &Promise| promise.deadline(&PromisePolicy::default(), shanghai).map(|at| at.to_rfc3339());
    // Due on 11 September, a day of grace: the 13th begins at 16:00 UTC of the 12th.
    assert_eq!(deadline(&plan).as_deref(), Some("2026-09-12T16:00:00+00:00"));
    let second = after(&plan, &facts(5, &[(5, 310)]));
    assert_eq!((second.next_due, second.version), (day(40), 2));
    assert_eq!(assess(&second, &facts(12, &[(5, 310)])).expect("assessed").1, vec![], "nothing new");
    let bounced = after(&second, &facts(6, &[(5, 310), (6, -200)]));
    assert_eq!((bounced.next_due, bounced.state()), (day(10), PromiseState::Open));
    assert_eq!(after(&bounced, &facts(12, &[(5, 310), (6, -200)])).state(), PromiseState::Broken);
    let kept = after(&second, &facts(6, &[(5, 310), (6, 190)]));
    assert_eq!((kept.state(), deadline(&kept)), (PromiseState::Kept, None), "ahead of its days");
}

#[test]
fn a_promise_is_taken_back_until_its_day_and_judged_after_it() {
    let cancel = |promise: &Promise, facts: &PromiseFacts| {
        apply(promise, PromiseAction::Cancel { reason: why() }, facts, now(), &PromisePolicy::default())
    };
    let one = made(&[(10, 500)]);
    assert_eq!(cancel(&one, &facts(10, &[])).expect("on its day").0.state(), PromiseState::Cancelled);
    let refusal = cancel(&one, &facts(11, &[])).expect_err("a day later, in the day of grace");
    assert_eq!(refusal.rule, "before_its_day");
    assert!(refusal.message.contains(&day(10).to_string()), "{refusal:?}");
    assert_eq!(cancel(&one, &facts(9, &[(9, 500)])).expect_err("it is kept").rule, "before_its_day");
    // Of a plan the part that is next counts.
    let plan = made(&[(10, 300), (40, 200)]);
    assert_eq!(cancel(&plan, &facts(11, &[])).expect_err("the first part is late").rule, "before_its_day");
    cancel(&plan, &facts(11, &[(10, 300)])).expect("the second part is not due");
}

#[test]
fn promises_that_cannot_be_are_refused() {
    let rule = |parts: &[(u64, i64)], change: fn(&mut PromiseFacts)| {
        let mut facts = facts(1, &[]);
        change(&mut facts);
        let refusal = promise(new(parts), &facts, now(), &PromisePolicy::default()).expect_err("refused");
        assert!(!refusal.message.is_empty() && !refusal.remedy.is_empty());
        refusal.rule.into_owned()
    };
    let same = |_: &mut PromiseFacts| {};
    assert_eq!(rule(&[], same), "promise_parts");
    assert_eq!(rule(&[(5, 1); 25], same), "promise_parts");
    assert_eq!(rule(&[(5, 0)], same), "promise_amount");
    assert_eq!(rule(&[(0, 5)], same), "promise_days");
    assert_eq!(rule(&[(33, 5)], same), "promise_days");
    assert_eq!(rule(&[(5, 5), (5, 5)], same), "promise_days");
    assert_eq!(rule(&[(5, 3_001)], same), "promise_of_debt");
    assert_eq!(rule(&[(5, 5)], |facts| facts.other_open = Some(PromiseId(id(9)))), "one_open_promise");
}

#[test]
fn a_promise_survives_the_store() {
    for (name, promise) in situations() {
        let text = serde_json::to_string(&promise).expect("serialises");
        assert_eq!(serde_json::from_str::<Promise>(&text).expect("parses"), promise, "{name}");
    }
}

proptest! {
    /// Looked at every day or only at the end, a promise ends the same way; more money never makes it worse.
    #[test]
    fn what_becomes_of_a_promise_depends_on_the_payments_alone(
        payments in prop::collection::vec((0_u64..60, 1_i64..400), 0..6),
        extra in 1_i64..400,
        parts in prop::collection::vec((1_u64..20, 1_i64..300), 1..4),
    ) {
        let mut at = 0;
        let parts: Vec<(u64, i64)> = parts.iter().map(|(gap, minor)| { at += gap; (at, *minor) }).collect();
        prop_assume!(parts.len() > 1 || at <= 31);
        let one = made(&parts);
        let known = |n: u64| {
            let so_far: Vec<(u64, i64)> = payments.iter().copied().filter(|(day, _)| *day <= n).collect();
            facts(n, &so_far)
        };
        let mut daily = one.clone();
        for n in 0..70 {
            if daily.is_open() {
                daily = after(&daily, &known(n));
            }
        }
        let at_the_end = after(&one, &known(70));
        prop_assert!(!at_the_end.is_open());
        prop_assert_eq!(daily.state(), at_the_end.state());
        let mut more = known(70);
        more.payments.push(Payment { id: PaymentId(id(99)), value_date: day(0), amount_minor: extra, reverses: None });
        if at_the_end.state() == PromiseState::Kept {
            prop_assert_eq!(after(&one, &more).state(), PromiseState::Kept);
        }
        let total: i64 = parts.iter().map(|(_, minor)| minor).sum();
        let paid: i64 = payments.iter().map(|(_, minor)| minor).sum();
        prop_assert!(at_the_end.state() != PromiseState::Kept || paid >= total);
    }
}

//! The month's reckoning with a contractor.

use super::*;
use chrono::{DateTime, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::ids::{CaseId, OrderId, PaymentId, TaskId, UserId, VendorId};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::settlement::reconciliation::*;
use lienwatch_domain::settlement::tasks::*;
use proptest::prelude::*;
use std::fmt::Write;

fn vendor() -> VendorId {
    VendorId(id(40))
}

fn march() -> Month {
    Month::try_from("2026-03".to_owned()).expect("a month")
}

fn row(n: u128, computed: i64, invoiced: i64, paid: i64) -> OrderMoney {
    OrderMoney {
        order: OrderId(id(n)),
        computed: m(computed),
        invoiced: m(invoiced),
        paid: m(paid),
        repaid: m(0),
        collected: m(0),
        collectable: m(0),
        refunded: m(0),
        returned: m(0),
    }
}

fn run(rows: Vec<OrderMoney>, last: Option<&Reconciliation>) -> (Reconciliation, Vec<(TaskKind, u128, i64)>) {
    let (month, fresh) = reconcile(vendor(), march(), cny(), rows, last).unwrap_or_else(|r| panic!("{r}"));
    (month, fresh.iter().map(|t| (t.kind, t.order.0.as_u128(), t.amount.minor)).collect())
}

#[test]
fn what_differs_becomes_a_task() {
    let collected = OrderMoney { collected: m(900), collectable: m(700), ..row(4, 0, 0, 0) };
    let rows = vec![row(3, 60, 100, 100), row(1, 100, 100, 100), row(2, 100, 100, 70), collected, row(5, 80, 0, 0)];
    let (month, fresh) = run(rows, None);
    assert_eq!(
        fresh,
        [
            (TaskKind::PayBalance, 2, 30),
            (TaskKind::VendorRefund, 3, 40),
            (TaskKind::BorrowerRefund, 4, 200),
            (TaskKind::ReturnCollection, 4, 200),
            (TaskKind::AskForInvoice, 5, 80),
        ]
    );
    let totals = month.totals().expect("fits");
    assert_eq!(
        (totals.computed, totals.invoiced, totals.paid, totals.over_collected),
        (m(340), m(300), m(270), m(200))
    );
    assert_eq!((month.run, month.rows[0].order), (1, OrderId(id(1))));
}

#[test]
fn a_month_run_again_asks_only_for_what_is_new() {
    let (one, first) = run(vec![row(3, 60, 100, 100)], None);
    assert_eq!(first.len(), 1);
    let (two, again) = run(vec![row(3, 60, 100, 100)], Some(&one));
    assert_eq!((again, two.tasks.len(), two.run), (vec![], 1, 2));

    // Given back and then paid too much once more.
    let back = OrderMoney { repaid: m(40), ..row(3, 60, 100, 100) };
    let (three, none) = run(vec![back], Some(&two));
    assert_eq!(none, []);
    let more = OrderMoney { repaid: m(40), ..row(3, 60, 100, 150) };
    assert_eq!(run(vec![more], Some(&three)).1, [(TaskKind::VendorRefund, 3, 50)]);
    // The same within one run, and when the order is reversed.
    assert_eq!(run(vec![more], Some(&two)).1, [(TaskKind::VendorRefund, 3, 50)]);
    assert_eq!(run(vec![row(3, 0, 0, 100)], Some(&two)).1, [(TaskKind::VendorRefund, 3, 60)]);
    // An order that is no longer told stays as it was.
    let (kept, none) = run(vec![], Some(&two));
    assert_eq!((kept.rows.len(), none), (1, vec![]));
    assert_eq!(run(vec![row(3, 60, 100, 100)], Some(&kept)).1, []);
}

#[test]
fn what_another_month_asks_for_is_not_asked_twice() {
    let task = |kind, n, minor| Task { kind, order: OrderId(id(n)), amount: m(minor) };
    let fresh = vec![task(TaskKind::VendorRefund, 3, 60), task(TaskKind::VendorRefund, 4, 10)];
    let elsewhere = [task(TaskKind::VendorRefund, 3, 40), task(TaskKind::BorrowerRefund, 4, 10)];
    let left = not_asked_elsewhere(fresh.clone(), &elsewhere).expect("fits");
    assert_eq!(left, [task(TaskKind::VendorRefund, 3, 20), task(TaskKind::VendorRefund, 4, 10)]);
    assert_eq!(not_asked_elsewhere(left, &fresh).expect("fits"), []);
}

fn asked(kind: TaskKind) -> MoneyTask {
    let task = Task { kind, order: OrderId(id(3)), amount: m(60) };
    ask(TaskId(id(90)), (vendor(), CaseId(id(900)), march()), &task, now(), &TaskPolicy::default())
}

fn now() -> DateTime<Utc> {
    "2026-04-01T03:00:00Z".parse().expect("a time")
}

fn person() -> Actor {
    Actor::User(UserId(id(1)))
}

fn done(payment: bool) -> TaskAction {
    let payment = payment.then(|| PaymentId(id(80)));
    TaskAction::Complete { payment, reason: Reason::new("by bank transfer").expect("a reason") }
}

/// Every state by every action, for every kind.
#[test]
fn a_task_is_done_by_a_person_or_met_once() {
    let mut text = String::new();
    for kind in TaskKind::ALL {
        let task = asked(*kind);
        let late = task.apply(TaskAction::Tick, Actor::System, task.due_at).expect("late").0;
        let met = task.apply(TaskAction::Meet, Actor::System, now()).expect("met").0;
        for (name, from) in [("open", &task), ("overdue", &late), ("met", &met)] {
            assert_eq!(from.state().name(), name);
            let actions =
                [("tick", TaskAction::Tick), ("meet", TaskAction::Meet), ("done", done(false)), ("paid", done(true))];
            for (called, action) in actions {
                let result = match from.apply(action, person(), now()) {
                    Ok((after, effect)) => format!("{} {effect:?}", after.state()),
                    Err(refusal) => format!("refused: {}", refusal.rule),
                };
                writeln!(text, "{kind} | {name} | {called} | {result}").expect("writes to a string");
            }
        }
        assert_eq!(task.apply(done(true), Actor::System, now()).expect_err("nobody").rule, "person_required");
        let stored = serde_json::to_string(&late).expect("serialises");
        assert_eq!(serde_json::from_str::<MoneyTask>(&stored).expect("parses"), late);
    }
    let filed = include_str!("task_matrix.txt");
    assert!(text == filed, "the matrix changed; it is now:\n{text}");
    assert!(asked(TaskKind::BorrowerRefund).due_at < asked(TaskKind::VendorRefund).due_at, "the borrower comes first");
}

#[test]
fn what_cannot_be_reckoned_is_refused() {
    let (one, _) = run(vec![], None);
    let rule = |vendor, rows, last| reconcile(vendor, march(), cny(), rows, last).expect_err("refused").rule;
    assert_eq!(rule(VendorId(id(41)), vec![], Some(&one)), "same_month");
    assert_eq!(rule(vendor(), vec![row(1, 1, 1, 1), row(1, 2, 2, 2)], None), "once_each");
    assert_eq!(rule(vendor(), vec![row(1, -1, 1, 1)], None), "amount_range");
    for bad in ["2026-13", "2026-3", "2026", "2026-03-01", "März"] {
        assert!(Month::try_from(bad.to_owned()).is_err(), "{bad}");
    }
    assert_eq!(march().to_string(), "2026-03");
    let text = serde_json::to_string(&one).expect("serialises");
    assert_eq!(serde_json::from_str::<Reconciliation>(&text).expect("parses"), one);
}

proptest! {
    #[test]
    fn running_twice_asks_nothing_and_refunds_follow_what_was_too_much(
        amounts in prop::collection::vec((0..100_i64, 0..100_i64, 0..100_i64), 1..20)
    ) {
        let rows: Vec<OrderMoney> =
            amounts.iter().enumerate().map(|(n, (c, i, p))| row(n as u128, *c, *i, *p)).collect();
        let (one, fresh) = run(rows.clone(), None);
        for (kind, n, amount) in fresh {
            let (computed, _, paid) = amounts[n as usize];
            prop_assert!(amount > 0);
            prop_assert_eq!(kind == TaskKind::VendorRefund, paid > computed);
        }
        prop_assert_eq!(run(rows, Some(&one)).1, vec![]);
    }
}

//! The machine of a delivery: every state by every action on file, and each rule of it.

use super::*;
use std::fmt::Write;

fn lease() -> TimeDelta {
    TimeDelta::minutes(1)
}

fn new() -> Delivery {
    Delivery::new(DeliveryId(id(1)), Party::Endpoint, Via::Email, None, now())
}

fn act(delivery: &Delivery, action: Action, at: DateTime<Utc>) -> Option<(Delivery, DeliveryEvent)> {
    apply(delivery, action, at, &RetrySchedule::default()).expect("not refused")
}

fn after(delivery: &Delivery, action: Action, at: DateTime<Utc>) -> Delivery {
    act(delivery, action, at).expect("a change").0
}

fn claim() -> Action {
    Action::Claim { lease: lease() }
}

fn fail(attempt: u32, kind: FailureKind) -> Action {
    Action::Fail { attempt, failure: Failure::new(kind, "no"), retry_after: None, jitter: Jitter::NONE }
}

fn cancel() -> Action {
    Action::Cancel { by: UserId(id(2)), reason: Reason::new("because").expect("a reason") }
}

fn suppress() -> Action {
    Action::Suppress { attempt: 1, why: Suppression::NoAddress }
}

fn matrix() -> String {
    let sending = after(&new(), claim(), now());
    let situations = [
        ("pending", new()),
        ("sending", sending.clone()),
        ("failed", after(&sending, fail(1, FailureKind::Timeout), now())),
        ("delivered", after(&sending, Action::Succeed { attempt: 1 }, now())),
        ("dead", after(&sending, fail(1, FailureKind::RefusedForGood), now())),
        ("suppressed", after(&sending, suppress(), now())),
        ("cancelled", after(&new(), cancel(), now())),
    ];
    let actions = [
        ("claim", claim()),
        ("succeed", Action::Succeed { attempt: 1 }),
        ("fail", fail(1, FailureKind::Timeout)),
        ("fail for good", fail(1, FailureKind::Unusable)),
        ("suppress", suppress()),
        ("cancel", cancel()),
        ("retry", Action::Retry),
    ];
    let mut text = String::from("state | action | at once | a minute later\n");
    for (state, delivery) in &situations {
        for (name, action) in &actions {
            let result = |at| match apply(delivery, action.clone(), at, &RetrySchedule::default()) {
                Ok(None) => "-".to_owned(),
                Ok(Some((after, _))) => after.state().to_string(),
                Err(refusal) => format!("refused: {}", refusal.rule),
            };
            writeln!(text, "{state} | {name} | {} | {}", result(now()), result(now() + lease())).expect("a string");
        }
    }
    text
}

#[test]
fn every_state_by_every_action_is_as_on_file() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/notify/delivery_matrix.txt");
    if std::env::var_os("UPDATE_MATRIX").is_some() {
        std::fs::write(path, matrix()).expect("writes");
    }
    assert_eq!(matrix(), std::fs::read_to_string(path).expect("on file"));
}

#[test]
fn it_fails_by_the_schedule_and_dies_with_the_last_try() {
    let mut delivery = new();
    let mut time = now();
    for (attempt, wait) in (1..).zip([5, 30, 120, 600, 3600, 21_600]) {
        delivery = after(&delivery, claim(), time);
        assert_eq!(delivery.attempts, attempt);
        delivery = after(&delivery, fail(attempt, FailureKind::Connection), time);
        assert_eq!(delivery.due_at(), Some(time + TimeDelta::seconds(wait)));
        assert_eq!(act(&delivery, claim(), time), None, "not before its time");
        time = delivery.due_at().expect("due");
    }
    delivery = after(&after(&delivery, claim(), time), fail(7, FailureKind::Connection), time);
    assert!(matches!(&delivery.stage, Stage::Dead { failure, .. } if failure.kind == FailureKind::Connection));
    assert_eq!(delivery.due_at(), None);

    // By hand it gets the whole schedule again, and its attempts go on counting.
    delivery = after(&delivery, Action::Retry, time);
    delivery = after(&after(&delivery, claim(), time), fail(8, FailureKind::Connection), time);
    assert_eq!((delivery.state(), delivery.due_at()), (DeliveryState::Failed, Some(time + TimeDelta::seconds(5))));
}

#[test]
fn what_a_dead_sender_held_is_taken_again_and_not_for_ever() {
    let mut delivery = after(&new(), claim(), now());
    assert_eq!(act(&delivery, claim(), now() + lease() - TimeDelta::seconds(1)), None, "the lease holds");
    let mut time = now();
    for attempt in 2..=7 {
        time += lease();
        let (next, event) = act(&delivery, claim(), time).expect("taken");
        assert_eq!(event.change, Change::Claimed { attempt, abandoned: true });
        delivery = next;
    }
    let (dead, event) = act(&delivery, claim(), time + lease()).expect("given up");
    assert_eq!((dead.state(), event.change), (DeliveryState::Dead, Change::Died));
}

#[test]
fn a_report_that_comes_late_counts_only_where_it_says_delivered() {
    let first = after(&new(), claim(), now());
    let second = after(&first, claim(), now() + lease());
    assert_eq!(act(&second, fail(1, FailureKind::Timeout), now()), None, "the second attempt is under way");
    assert_eq!(act(&second, suppress(), now()), None);
    let done = after(&second, Action::Succeed { attempt: 1 }, now());
    assert_eq!(done.state(), DeliveryState::Delivered);
    assert_eq!(act(&done, fail(2, FailureKind::Timeout), now()), None, "delivered is delivered");
    assert_eq!(act(&second, Action::Succeed { attempt: 3 }, now()), None, "an attempt that never was");
    assert_eq!(act(&new(), Action::Succeed { attempt: 0 }, now()), None);
}

#[test]
fn quiet_hours_hold_the_first_try_and_the_next() {
    let hours: QuietHours = serde_json::from_value(json!({"from": "21:00:00", "to": "08:00:00"})).expect("hours");
    let quiet = Some(Quiet { hours, zone: Zone(chrono_tz::Tz::Asia__Shanghai) });
    let (night, morning) = (at("2026-04-10T14:00:00Z"), at("2026-04-11T00:00:00Z"));
    let at_night = Delivery::new(DeliveryId(id(1)), Party::Endpoint, Via::Email, quiet.clone(), night);
    assert_eq!(at_night.due_at(), Some(morning));
    // In the evening it fails: the retry would fall into the night.
    let evening = at("2026-04-10T12:59:58Z");
    let delivery = Delivery::new(DeliveryId(id(1)), Party::Endpoint, Via::Email, quiet.clone(), evening);
    let failed = after(&after(&delivery, claim(), evening), fail(1, FailureKind::Timeout), evening);
    assert_eq!(failed.due_at(), Some(morning));
    // It was due by day, and nobody was there to send it until the night.
    let (deferred, event) = act(&delivery, claim(), night).expect("put off");
    assert_eq!((event.change, deferred.due_at(), deferred.attempts), (Change::Deferred, Some(morning), 0));
    // Who retries it by hand wants it now.
    let dead = after(&after(&delivery, claim(), evening), fail(1, FailureKind::Unusable), evening);
    let retried = after(&dead, Action::Retry, night);
    assert_eq!(after(&retried, claim(), night).state(), DeliveryState::Sending);
}

#[test]
fn versions_rise_by_one_and_the_document_survives_the_store() {
    let (claimed, event) = act(&new(), claim(), now()).expect("taken");
    assert_eq!(
        (claimed.version, event.version, event.from, event.to),
        (2, 2, DeliveryState::Pending, DeliveryState::Sending)
    );
    for delivery in
        [new(), claimed.clone(), after(&claimed, fail(1, FailureKind::Refused), now()), after(&new(), cancel(), now())]
    {
        let stored = serde_json::to_value(&delivery).expect("JSON");
        assert_eq!(serde_json::from_value::<Delivery>(stored).expect("read back"), delivery);
    }
}

#[test]
fn errors_are_bounded_and_plain() {
    let failure = Failure::new(FailureKind::Refused, &format!(" a\r\nb{}", "x".repeat(1000)));
    assert!(failure.detail.starts_with("a  b") && failure.detail.chars().count() == Failure::MAX_CHARS);
}

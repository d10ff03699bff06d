//! Every state by every action, and what time does.

use super::*;

/// An order in each state, by the state's name.
fn situations() -> Vec<(&'static str, Order)> {
    let queued = order(Command::Locate);
    let run = |o: &Order, action: Action<'_>| apply(o, action, now()).expect("allowed").expect("changed").0;
    let under_way = sent(&queued, now());
    vec![
        ("awaiting_approval", order(Command::EngineCut)),
        ("queued", queued.clone()),
        ("requeued", run(&under_way, Action::Refuse { why: Failure::NoAnswer, detail: String::new() })),
        ("sent", under_way.clone()),
        ("acknowledged", run(&under_way, Action::Answer { accepted: Some(true), text: None })),
        ("failed", run(&queued, Action::Refuse { why: Failure::NotSupported, detail: "no".into() })),
        ("cancelled", run(&queued, Action::Cancel { by: ann(), reason: None })),
    ]
    .into_iter()
    .map(|(name, o)| {
        if name != "requeued" {
            return (name, o);
        }
        let again = apply(&under_way, Action::Tick, later(1)).expect("allowed").expect("changed").0;
        (name, again)
    })
    .collect()
}

#[test]
fn every_state_by_every_action() {
    let facts = facts(now());
    let policy = allowing();
    type Run = fn(&Order, &CutFacts, &CommandPolicy) -> String;
    let actions: Vec<(&str, Run)> = vec![
        ("approve", |o, f, p| outcome(o, Action::Approve { by: bob(), reason: why(), facts: f, policy: p })),
        ("cancel", |o, _, _| outcome(o, Action::Cancel { by: ann(), reason: None })),
        ("answer", |o, _, _| outcome(o, Action::Answer { accepted: None, text: Some("OK") })),
        ("decline", |o, _, _| outcome(o, Action::Answer { accepted: Some(false), text: None })),
        ("refuse", |o, _, _| outcome(o, Action::Refuse { why: Failure::NotSupported, detail: "no".into() })),
    ];
    let mut table = String::new();
    for (name, order) in situations() {
        for (action, run) in &actions {
            table.push_str(&format!("{name} | {action} | {}\n", run(&order, &facts, &policy)));
        }
    }
    let expected = "\
awaiting_approval | approve | queued
awaiting_approval | cancel | cancelled
awaiting_approval | answer | -
awaiting_approval | decline | -
awaiting_approval | refuse | failed
queued | approve | wrong_state
queued | cancel | cancelled
queued | answer | -
queued | decline | -
queued | refuse | failed
requeued | approve | wrong_state
requeued | cancel | cancelled
requeued | answer | acknowledged
requeued | decline | failed
requeued | refuse | failed
sent | approve | wrong_state
sent | cancel | wrong_state
sent | answer | acknowledged
sent | decline | failed
sent | refuse | failed
acknowledged | approve | wrong_state
acknowledged | cancel | wrong_state
acknowledged | answer | -
acknowledged | decline | -
acknowledged | refuse | -
failed | approve | wrong_state
failed | cancel | wrong_state
failed | answer | -
failed | decline | -
failed | refuse | -
cancelled | approve | wrong_state
cancelled | cancel | wrong_state
cancelled | answer | -
cancelled | decline | -
cancelled | refuse | -
";
    assert_eq!(table, expected);
}

fn outcome(order: &Order, action: Action<'_>) -> String {
    match apply(order, action, now()) {
        Err(refusal) => refusal.rule.into_owned(),
        Ok(None) => "-".into(),
        Ok(Some((after, event))) => {
            assert_eq!((after.version, event.version), (order.version + 1, order.version + 1));
            assert_eq!((event.from, event.to), (Some(order.state()), after.state()));
            after.state().name().into()
        }
    }
}

fn ticked(order: &Order, at: DateTime<Utc>) -> Option<Order> {
    apply(order, Action::Tick, at).expect("time refuses nothing").map(|(after, _)| after)
}

#[test]
fn an_answer_that_does_not_come_is_asked_for_again_and_then_given_up() {
    let mut current = order(Command::Locate);
    let mut at = now();
    for attempt in 1..=3 {
        current = sent(&current, at);
        assert_eq!(current.attempts, attempt);
        assert_eq!(ticked(&current, at + TimeDelta::seconds(59)), None);
        at += TimeDelta::seconds(60);
        current = ticked(&current, at).expect("its time is over");
    }
    assert!(matches!(current.stage, Stage::Failed { why: Failure::NoAnswer, .. }), "{:?}", current.stage);
    assert_eq!(ticked(&current, later(10_000)), None);
}

#[test]
fn what_is_not_idempotent_is_never_sent_again() {
    for command in [Command::Reboot, Command::Text { text: "STATUS#".into() }] {
        let once = sent(&order(command), now());
        let after = ticked(&once, later(1)).expect("its time is over");
        assert!(matches!(after.stage, Stage::Failed { why: Failure::NoAnswer, .. }));
    }
    let cut = sent(&approved_cut(), later(24 * 60));
    let after = ticked(&cut, later(24 * 60 + 1)).expect("its time is over");
    let Stage::Failed { why: Failure::NoAnswer, detail: Some(detail), .. } = after.stage else { panic!("failed") };
    assert!(detail.contains("not known"), "{detail}");
}

#[test]
fn what_nobody_fetched_expires() {
    let locate = order(Command::Locate);
    assert_eq!(ticked(&locate, later(59)), None);
    assert_eq!(ticked(&locate, later(60)).expect("over").state(), CommandState::Expired);
    let cut = order(Command::EngineCut);
    assert_eq!(ticked(&cut, later(48 * 60 - 1)), None, "a day after the warning time");
    assert_eq!(ticked(&cut, later(48 * 60)).expect("over").state(), CommandState::Expired);
}

#[test]
fn an_answer_is_kept_bounded_and_clean() {
    let under_way = sent(&order(Command::Locate), now());
    let long = format!("  Lat\0:N22\r\n{}", "é".repeat(3000));
    let (after, _) = apply(&under_way, Action::Answer { accepted: None, text: Some(&long) }, now())
        .expect("taken")
        .expect("changed");
    let Stage::Acknowledged { answer: Some(answer), .. } = after.stage else { panic!("acknowledged") };
    assert!(answer.starts_with("Lat :N22") && answer.chars().count() <= MAX_ANSWER_CHARS);
    assert!(!answer.chars().any(char::is_control));
}

#[test]
fn a_cut_waits_for_its_second_person_and_needs_a_warning_and_a_reason() {
    let cut = order(Command::EngineCut);
    assert_eq!((cut.state(), cut.not_before), (CommandState::AwaitingApproval, Some(later(24 * 60))));
    let asked = |warning, reason| Placed {
        id: CommandId(id(7)),
        tracker: TrackerId(id(8)),
        command: Command::EngineCut,
        by: ann(),
        reason,
        warning,
        expires_at: None,
        asleep: None,
        chase: None,
    };
    assert_eq!(place(asked(None, Some(why())), 24, now()).expect_err("refused").rule, "advance_warning");
    assert_eq!(place(asked(Some(why()), None), 24, now()).expect_err("refused").rule, "reason_required");
    let hasty = Placed { expires_at: Some(later(24 * 60)), ..asked(Some(why()), Some(why())) };
    assert_eq!(place(hasty, 24, now()).expect_err("refused").rule, "expires_too_early");
    let same = Action::Approve { by: ann(), reason: why(), facts: &facts(now()), policy: &allowing() };
    assert_eq!(apply(&cut, same, now()).expect_err("refused").rule, "two_people");
}

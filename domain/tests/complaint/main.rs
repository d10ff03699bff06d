//! Complaints: every state by every action, deadlines by the law of each place, what an open one holds.

use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::complaint::*;
use lienwatch_domain::compliance::{Calendar, Jurisdiction};
use lienwatch_domain::ids::{CaseId, ComplaintId, UserId, VendorId};
use lienwatch_domain::language::Language;
use lienwatch_domain::reason::Reason;
use lienwatch_domain::vendors::Severity;
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

/// A Tuesday, noon in Shanghai.
fn now() -> DateTime<Utc> {
    utc("2026-09-01T04:00:00Z")
}

fn why() -> Reason {
    Reason::new("because").expect("a reason")
}

fn ann() -> Actor {
    Actor::User(UserId(id(5)))
}

fn facts(place: Jurisdiction, actor: Actor) -> ComplaintFacts {
    ComplaintFacts {
        actor,
        may_approve: false,
        terms: ComplaintTerms::of(place),
        policy: ComplaintPolicy::default(),
        zone: chrono_tz::Asia::Shanghai,
        holidays: Calendar::default(),
    }
}

fn cn(actor: Actor) -> ComplaintFacts {
    facts(Jurisdiction::Cn, actor)
}

fn new(about: About) -> NewComplaint {
    NewComplaint {
        id: ComplaintId(id(1)),
        reference: "C-0000-0001".into(),
        category: ComplaintCategory::Conduct,
        severity: Severity::Three,
        channel: ComplaintChannel::Web,
        language: Language::Zh,
        about,
        received_at: now(),
    }
}

fn made(about: About) -> Complaint {
    receive(new(about), &cn(Actor::System), now()).expect("received").0
}

fn probe(kind: ComplaintActionKind) -> ComplaintAction {
    use ComplaintActionKind as K;
    match kind {
        K::Acknowledge => ComplaintAction::Acknowledge,
        K::StartReview => ComplaintAction::StartReview,
        K::Assign => ComplaintAction::Assign { handler: Some(UserId(id(9))) },
        K::Classify => ComplaintAction::Classify { category: ComplaintCategory::Damage, severity: Severity::Two },
        K::Link => ComplaintAction::Link { about: About { case: Some(CaseId(id(77))), ..About::default() } },
        K::Extend => ComplaintAction::Extend { reason: why() },
        K::Decide => decide(ComplaintOutcome::Rejected, None),
        K::Close => ComplaintAction::Close { reason: why() },
        K::Withdraw => ComplaintAction::Withdraw { reason: why() },
        K::Tick => ComplaintAction::Tick,
    }
}

fn decide(outcome: ComplaintOutcome, remedy: Option<Reason>) -> ComplaintAction {
    ComplaintAction::Decide { outcome, response: why(), remedy }
}

fn act(complaint: &Complaint, action: ComplaintAction) -> Complaint {
    apply(complaint, action, &cn(ann()), now()).expect("allowed").0
}

/// One in each state.
fn all_states() -> Vec<Complaint> {
    let received = made(About::default());
    let acknowledged = act(&received, ComplaintAction::Acknowledge);
    let review = act(&acknowledged, ComplaintAction::StartReview);
    let upheld = act(&review, decide(ComplaintOutcome::Upheld, Some(why())));
    let partly = act(&review, decide(ComplaintOutcome::PartlyUpheld, Some(why())));
    let rejected = act(&review, decide(ComplaintOutcome::Rejected, None));
    let closed = act(&upheld, ComplaintAction::Close { reason: why() });
    let withdrawn = act(&review, ComplaintAction::Withdraw { reason: why() });
    let all = vec![received, acknowledged, review, upheld, partly, rejected, closed, withdrawn];
    let states: Vec<ComplaintState> = all.iter().map(Complaint::state).collect();
    assert_eq!(states, ComplaintState::ALL);
    all
}

#[test]
fn every_state_takes_these_actions_and_no_others() {
    let rows: Vec<String> = all_states()
        .iter()
        .map(|complaint| {
            let facts = cn(ann());
            let offered = allowed(complaint, &facts, now());
            let names: Vec<&str> =
                offered.iter().filter(|(_, refusal)| refusal.is_none()).map(|(kind, _)| kind.name()).collect();
            for (kind, refusal) in offered {
                let done = apply(complaint, probe(kind), &facts, now());
                assert_eq!(done.is_err(), refusal.is_some(), "{} {kind}: a screen says what is so", complaint.state());
            }
            format!("{}: {}", complaint.state(), names.join(" "))
        })
        .collect();
    assert_eq!(
        rows,
        [
            "received: acknowledge assign classify link extend withdraw",
            "acknowledged: start_review assign classify link extend withdraw",
            "in_review: assign classify link extend decide withdraw",
            "upheld: assign link close",
            "partly_upheld: assign link close",
            "rejected: assign link close",
            "closed: ",
            "withdrawn: ",
        ]
    );
}

#[test]
fn deadlines_follow_the_law_of_the_place() {
    // Friday, 23:30 in Shanghai.
    let late = utc("2026-09-04T15:30:00Z");
    for (place, respond) in [
        (Jurisdiction::Cn, "2026-09-19T16:00:00Z"),
        (Jurisdiction::Tw, "2026-10-04T16:00:00Z"),
        (Jurisdiction::Us, "2026-09-19T16:00:00Z"),
        (Jurisdiction::Uk, "2026-10-30T16:00:00Z"),
        (Jurisdiction::Other, "2026-10-04T16:00:00Z"),
    ] {
        let new = NewComplaint { received_at: late, ..new(About::default()) };
        let complaint = receive(new, &facts(place, ann()), late).expect("received").0;
        assert_eq!(complaint.respond_by, utc(respond), "{place}");
        assert_eq!(complaint.acknowledge_by, utc("2026-09-09T16:00:00Z"), "{place}: the weekend does not count");
        assert!(!ComplaintTerms::of(place).source.is_empty());
    }
    let mut holidays = cn(ann());
    holidays.holidays = Calendar::parse("2026-09-07,holiday").expect("a table");
    let new = NewComplaint { received_at: late, ..new(About::default()) };
    let complaint = receive(new, &holidays, late).expect("received").0;
    assert_eq!(complaint.acknowledge_by, utc("2026-09-10T16:00:00Z"), "nor does a holiday");
}

#[test]
fn a_lender_may_promise_more_than_the_law_and_never_less() {
    let own = |days| ComplaintPolicy { respond_days: Some(days), ..ComplaintPolicy::default() };
    let law = ComplaintTerms::of(Jurisdiction::Uk);
    assert_eq!(law.with(&own(10)).respond_days, 10);
    assert_eq!(law.with(&own(90)).respond_days, 56);
    assert_eq!(law.with(&own(0)).respond_days, 1);
}

#[test]
fn an_answer_is_put_off_as_often_as_the_place_allows() {
    let once = act(&made(About::default()), probe(ComplaintActionKind::Extend));
    assert_eq!(once.respond_by, utc("2026-10-01T16:00:00Z"), "30 days from receipt");
    let again = |facts: &ComplaintFacts| apply(&once, probe(ComplaintActionKind::Extend), facts, now());
    assert_eq!(again(&cn(ann())).expect_err("needs approval").rule, "complaint_extension_approval");
    let twice = again(&ComplaintFacts { may_approve: true, ..cn(ann()) }).expect("approved").0;
    assert_eq!(twice.respond_by, utc("2026-10-31T16:00:00Z"), "60 days from receipt");
    let third = apply(&twice, probe(ComplaintActionKind::Extend), &cn(ann()), now()).expect_err("no more");
    assert_eq!(third.rule, "complaint_extension");
    let taiwan = facts(Jurisdiction::Tw, ann());
    let refused = apply(&made(About::default()), probe(ComplaintActionKind::Extend), &taiwan, now());
    assert_eq!(refused.expect_err("never").rule, "complaint_extension");
    let too_late =
        apply(&made(About::default()), probe(ComplaintActionKind::Extend), &cn(ann()), now() + TimeDelta::days(31));
    assert_eq!(too_late.expect_err("it would have ended").rule, "complaint_extension");
}

#[test]
fn only_people_of_the_lender_answer_and_timers_only_watch() {
    let review = all_states().swap_remove(2);
    for kind in ComplaintActionKind::ALL {
        let by_timer = apply(&review, probe(*kind), &cn(Actor::System), now());
        let watched = *kind == ComplaintActionKind::Tick;
        assert_eq!(by_timer.is_ok(), watched, "{kind}");
    }
    let key = Actor::ApiKey(lienwatch_domain::ids::ApiKeyId(id(3)));
    let refused = apply(&review, decide(ComplaintOutcome::Rejected, None), &cn(key), now());
    assert_eq!(refused.expect_err("a program").rule, "person_decides");
}

#[test]
fn what_was_right_is_put_right() {
    let review = all_states().swap_remove(2);
    for (outcome, remedy) in [
        (ComplaintOutcome::Upheld, None),
        (ComplaintOutcome::PartlyUpheld, None),
        (ComplaintOutcome::Rejected, Some(why())),
    ] {
        let refused = apply(&review, decide(outcome, remedy), &cn(ann()), now());
        assert_eq!(refused.expect_err("a remedy is missing, or too many").rule, "complaint_remedy", "{outcome}");
    }
}

#[test]
fn an_open_one_holds_its_case_and_stands_in_its_vendors_file() {
    let (case, other) = (CaseId(id(20)), CaseId(id(21)));
    let (vendor, severity) = (VendorId(id(30)), Severity::Three);
    let about = About { case: Some(case), vendor: Some(vendor), ..About::default() };
    let (complaint, _, effects) = receive(new(about), &cn(Actor::System), now()).expect("received");
    assert_eq!(effects, [ComplaintEffect::HoldCase { case }, ComplaintEffect::TellVendor { vendor, severity }]);

    let link = ComplaintAction::Link { about: About { case: Some(other), ..about } };
    let (moved, _, effects) = apply(&complaint, link.clone(), &cn(ann()), now()).expect("moved");
    let held_first = [ComplaintEffect::HoldCase { case: other }, ComplaintEffect::ReleaseCase { case }];
    assert_eq!(effects, held_first, "nothing is let go before the other is held");
    assert!(apply(&moved, link, &cn(ann()), now()).expect("the same").1.is_empty(), "told twice it changes nothing");

    let grave = ComplaintAction::Classify { category: ComplaintCategory::Conduct, severity: Severity::One };
    let (_, _, effects) = apply(&complaint, grave, &cn(ann()), now()).expect("graver");
    let told =
        [ComplaintEffect::ClearVendor { vendor }, ComplaintEffect::TellVendor { vendor, severity: Severity::One }];
    assert_eq!(effects, told);

    let over = [ComplaintEffect::ReleaseCase { case }, ComplaintEffect::ClearVendor { vendor }];
    let (_, _, effects) = apply(&complaint, probe(ComplaintActionKind::Withdraw), &cn(ann()), now()).expect("over");
    assert_eq!(effects, over);
    let mut closing = complaint;
    for action in [ComplaintAction::Acknowledge, ComplaintAction::StartReview, decide(ComplaintOutcome::Rejected, None)]
    {
        let (next, _, effects) = apply(&closing, action, &cn(ann()), now()).expect("allowed");
        assert_eq!(effects, [], "an answered complaint is still open");
        closing = next;
    }
    assert_eq!(apply(&closing, probe(ComplaintActionKind::Close), &cn(ann()), now()).expect("over").2, over);
}

#[test]
fn people_are_told_before_a_deadline_and_when_it_is_missed_once_each() {
    let told = |complaint: &Complaint, at: DateTime<Utc>| {
        let (next, rows, _) = apply(complaint, ComplaintAction::Tick, &cn(Actor::System), at).expect("ticks");
        let names: Vec<String> = rows
            .iter()
            .map(|row| match &row.change {
                ComplaintChange::DeadlineNear { kind, .. } => format!("near {kind}"),
                ComplaintChange::DeadlineMissed { kind, .. } => format!("missed {kind}"),
                other => other.name().to_owned(),
            })
            .collect();
        (next, names.join(", "))
    };
    let complaint = made(About::default());
    let (acknowledge_by, respond_by) = (complaint.acknowledge_by, complaint.respond_by);
    assert_eq!(complaint.due_at(24), Some(acknowledge_by - TimeDelta::hours(24)));
    assert_eq!(told(&complaint, acknowledge_by - TimeDelta::hours(25)).1, "");
    let (near, said) = told(&complaint, acknowledge_by - TimeDelta::hours(24));
    assert_eq!(said, "near acknowledge_soon");
    assert_eq!(told(&near, acknowledge_by - TimeDelta::hours(1)).1, "", "once");
    let (missed, said) = told(&near, acknowledge_by);
    assert_eq!(said, "missed acknowledge_late");
    assert_eq!(missed.due_at(24), Some(respond_by - TimeDelta::hours(24)));
    let late = told(&complaint, respond_by).1;
    assert_eq!(late, "missed acknowledge_late, missed respond_late", "what is late is not told to be late soon");
    let longer = act(&told(&missed, respond_by - TimeDelta::hours(2)).0, probe(ComplaintActionKind::Extend));
    assert_eq!(told(&longer, respond_by).1, "", "put off, it is not late");
    assert_eq!(told(&longer, longer.respond_by).1, "missed respond_late");
    for answered in &all_states()[3..] {
        assert_eq!((answered.due_at(24), told(answered, respond_by).1), (None, String::new()), "{}", answered.state());
    }
}

#[test]
fn a_letter_is_taken_down_with_the_day_it_came() {
    let at = |received_at| receive(NewComplaint { received_at, ..new(About::default()) }, &cn(ann()), now());
    assert!(at(now() - TimeDelta::days(30)).is_ok());
    for wrong in [now() + TimeDelta::seconds(1), now() - TimeDelta::days(31)] {
        assert_eq!(at(wrong).expect_err("no such day").rule, "complaint_received_when");
    }
}

#[test]
fn it_reads_itself_back() {
    for complaint in all_states() {
        let text = serde_json::to_string(&complaint).expect("JSON");
        assert_eq!(serde_json::from_str::<Complaint>(&text).expect("itself"), complaint, "{text}");
    }
}

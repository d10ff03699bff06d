//! The life of a notice: the whole matrix, the guards, and what the gate is told.

use crate::scene::*;
use chrono::TimeDelta;
use lienwatch_domain::actor::Actor;
use lienwatch_domain::compliance::*;
use lienwatch_domain::ids::{CaseId, EvidenceId, NoticeId};
use lienwatch_domain::refusal::Refusal;
use std::collections::BTreeSet;
use uuid::Uuid;

fn evidence(n: u128) -> EvidenceId {
    EvidenceId(Uuid::from_u128(n))
}

fn terms() -> NoticeTerms {
    let scene = clean("uk", take());
    let wanted = required_notices(&scene.law(), &scene.facts, scene.local());
    NoticeTerms::strictest(NoticeKind::DefaultNotice, &wanted).expect("wanted")
}

fn items() -> BTreeSet<NoticeItem> {
    terms().items
}

fn drafted() -> Notice {
    let (notice, events, effects) =
        draft_notice(NoticeId(Uuid::from_u128(1)), CaseId(Uuid::from_u128(2)), terms(), Actor::System, local(0).at);
    assert_eq!((events.len(), events[0].from, events[0].to), (1, None, NoticeState::Drafted));
    assert!(effects.is_empty());
    notice
}

/// So many days after ten in the morning of 2026-06-10, in London.
fn local(days: i64) -> DebtorLocalTime {
    let zone = zone_of(Jurisdiction::Uk);
    DebtorLocalTime::new(ten(zone) + TimeDelta::days(days), zone)
}

fn issue() -> NoticeAction {
    NoticeAction::Issue { document: evidence(10), items: items() }
}

fn serve(day: i64) -> NoticeAction {
    NoticeAction::Serve { at: local(day).at, method: ServiceMethod::RegisteredPost, proof: evidence(11) }
}

fn came_back() -> NoticeAction {
    NoticeAction::MarkUndeliverable { reason: why() }
}

fn withdraw() -> NoticeAction {
    NoticeAction::Withdraw { reason: why() }
}

fn act(notice: &Notice, action: NoticeAction, day: i64) -> Result<NoticeApplied, Refusal> {
    apply_notice(notice, action, Actor::System, local(day), &Calendar::default())
}

/// Applies actions, one a day from day 1 on, that must all be allowed.
fn walk(steps: Vec<(NoticeAction, i64)>) -> Notice {
    steps.into_iter().fold(drafted(), |notice, (action, day)| act(&notice, action, day).expect("allowed").0)
}

fn states() -> Vec<Notice> {
    vec![
        drafted(),
        walk(vec![(issue(), 0)]),
        walk(vec![(issue(), 0), (serve(1), 2)]),
        walk(vec![(issue(), 0), (serve(1), 2), (NoticeAction::Elapse, 16)]),
        walk(vec![(issue(), 0), (came_back(), 3)]),
        walk(vec![(withdraw(), 0)]),
    ]
}

#[test]
fn the_whole_matrix_is_as_written() {
    let mut matrix = String::from("state | action | result\n");
    let notices = states();
    assert_eq!(notices.iter().map(|n| n.stage.state()).collect::<Vec<_>>(), NoticeState::ALL);
    for notice in &notices {
        for action in [issue(), serve(1), came_back(), NoticeAction::Elapse, withdraw()] {
            let (from, kind) = (notice.stage.state(), action.kind());
            let to = match act(notice, action, 30) {
                Ok((after, events, _)) => {
                    assert_eq!((after.version, events.len()), (notice.version + 1, 1));
                    assert_eq!((events[0].from, events[0].to), (Some(from), after.stage.state()));
                    format!("-> {}", after.stage.state())
                }
                Err(refusal) => {
                    assert!(!refusal.remedy.is_empty());
                    format!("refused: {}", refusal.rule)
                }
            };
            matrix += &format!("{from} | {kind} | {to}\n");
        }
    }
    assert!(matrix == include_str!("notice_matrix.txt"), "the matrix changed; it is now:\n{matrix}");
}

#[test]
fn a_notice_runs_from_service_by_the_debtors_calendar() {
    let notice = walk(vec![(issue(), 0), (serve(1), 2)]);
    let NoticeStage::Served { service, .. } = &notice.stage else { panic!("served") };
    assert_eq!((service.on, service.free_on), (day("2026-06-11"), day("2026-06-26")));
    let refusal = act(&notice, NoticeAction::Elapse, 15).expect_err("a day too early");
    assert_eq!((refusal.rule.as_ref(), refusal.remedy.as_str()), ("notice_runs", "wait until 2026-06-26"));
    assert!(act(&notice, NoticeAction::Elapse, 16).is_ok());
    let (_, _, effects) = act(&walk(vec![(issue(), 0)]), serve(1), 2).expect("served");
    assert_eq!(effects, [NoticeEffect::ElapseOn { on: day("2026-06-26") }]);
    let fact = notice.fact().expect("a fact");
    assert_eq!((fact.notice, fact.served_on), (NoticeKind::DefaultNotice, day("2026-06-11")));
}

#[test]
fn what_counts_is_served_in_time_by_an_allowed_way_and_says_everything() {
    let issued = walk(vec![(issue(), 5)]);
    let early = act(&issued, serve(4), 6).expect_err("before the issue");
    assert_eq!(early.rule, "time_of_service");
    assert_eq!(act(&issued, serve(8), 6).expect_err("in the future").rule, "time_of_service");
    let mail = NoticeAction::Serve { at: local(5).at, method: ServiceMethod::Email, proof: evidence(1) };
    let refusal = act(&issued, mail, 6).expect_err("by e-mail");
    assert_eq!(refusal.rule, "service_method");
    assert_eq!(refusal.remedy, "serve it by registered_post or post or in_person");
    let silent = NoticeAction::Issue { document: evidence(1), items: [NoticeItem::Amount].into() };
    let refusal = act(&drafted(), silent, 1).expect_err("says too little");
    assert_eq!(
        (refusal.rule.as_ref(), refusal.remedy.as_str()),
        ("notice_contents", "add breach, remedy_by, consequences")
    );
}

#[test]
fn what_came_back_is_issued_again_and_what_is_withdrawn_counts_no_more() {
    let back = walk(vec![(issue(), 0), (came_back(), 3)]);
    assert_eq!(back.fact(), None);
    let again = act(&back, issue(), 4).expect("issued").0;
    assert_eq!((again.issues, again.stage.state()), (2, NoticeState::Issued));
    let served = act(&again, serve(5), 6).expect("served").0;
    assert!(served.fact().is_some());
    assert_eq!(act(&served, withdraw(), 7).expect("withdrawn").0.fact(), None);
    let mut often = walk(vec![]);
    for n in 0..20 {
        often = act(&often, issue(), n).expect("issued").0;
        often = act(&often, came_back(), n).expect("came back").0;
    }
    assert_eq!(act(&often, issue(), 21).expect_err("too often").rule, "too_many_issues");
}

#[test]
fn terms_are_the_strictest_of_all_rules_on_a_notice() {
    let scene = clean("tw", take()).but(|s| s.places.push(place("other")));
    let wanted = required_notices(&scene.law(), &scene.facts, scene.local());
    let sale = NoticeTerms::strictest(NoticeKind::Sale, &wanted).expect("wanted");
    assert_eq!((sale.rules.clone(), sale.days), (vec!["TW-07".to_owned(), "OT-03".to_owned()], 14));
    assert_eq!(NoticeTerms::strictest(NoticeKind::EngineCut, &wanted), None);
}

#[test]
fn a_notice_is_stored_and_read_back() {
    for notice in states() {
        let text = serde_json::to_string(&notice).expect("json");
        assert_eq!(serde_json::from_str::<Notice>(&text).expect("a notice"), notice);
    }
}

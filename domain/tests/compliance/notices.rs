//! Statutory notices: which are wanted, when their time has run, and their machine.

use crate::scene::*;
use lienwatch_domain::compliance::*;

/// The first day on which `action` is no longer refused by `rule`, when its notices were served on 2026-06-01.
fn free(code: &str, action: GateAction, kind: NoticeKind, rule: &str) -> String {
    let served = day("2026-06-01");
    let scene = clean(code, action).but(|s| s.facts.notices = Some(vec![notice(kind, served)]));
    let hits = |date: chrono::NaiveDate| {
        let scene = scene.clone().at(&format!("{date}T10:00:00"));
        scene.hits().contains(&rule.to_owned())
    };
    served.iter_days().find(|date| !hits(*date)).expect("some day").to_string()
}

#[test]
fn full_days_lie_between_service_and_action() {
    assert_eq!(free("uk", take(), NoticeKind::DefaultNotice, "UK-01"), "2026-06-16");
    assert_eq!(free("us-MA", take(), NoticeKind::RightToCure, "US-15-MA"), "2026-06-23");
    assert_eq!(free("us-WI", dispatch(), NoticeKind::RightToCure, "US-15-WI"), "2026-06-17");
    assert_eq!(free("us-CO", authorise(), NoticeKind::RightToCure, "US-15-CO"), "2026-06-22");
    assert_eq!(free("tw", take(), NoticeKind::Repossession, "TW-06"), "2026-06-05");
    assert_eq!(free("us-TX", sale(), NoticeKind::Sale, "US-06"), "2026-06-12");
    assert_eq!(free("tw", dispatch(), NoticeKind::Outsourcing, "TW-02"), "2026-06-01");
}

#[test]
fn what_a_case_needs_depends_on_place_and_contract() {
    let wanted = |code: &str, change: fn(&mut Scene)| {
        let scene = clean(code, take()).but(change);
        let mut rows: Vec<(String, NoticeKind)> = required_notices(&scene.law(), &scene.facts, scene.local())
            .into_iter()
            .map(|r| (r.rule, r.notice))
            .collect();
        rows.sort();
        rows
    };
    let named = |rows: Vec<(String, NoticeKind)>| rows.into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
    assert_eq!(named(wanted("us-TX", |_| {})), ["US-06"]);
    assert_eq!(named(wanted("us-MA", |_| {})), ["US-06", "US-15-MA"]);
    assert_eq!(named(wanted("us-MA", |s| s.facts.debt.consumer = Some(false))), ["US-06"]);
    assert_eq!(named(wanted("us-MA", |s| s.facts.debt.consumer = None)), ["US-06", "US-15-MA"]);
    assert_eq!(named(wanted("cn", |_| {})), [] as [&str; 0]);
    assert_eq!(named(wanted("cn", |s| s.facts.debt.product = Some(Product::FinanceLease))), ["CN-18"]);
    assert_eq!(named(wanted("cn", |s| s.facts.debt.product = None)), ["CN-18"]);
    assert_eq!(named(wanted("tw", |_| {})), ["TW-02", "TW-06", "TW-07", "TW-07"]);
    assert_eq!(named(wanted("uk", |_| {})), ["UK-01"]);
    // The contract is of Texas, the debtor lives in Massachusetts.
    assert_eq!(named(wanted("us-TX", |s| s.places.push(place("us-MA")))), ["US-06", "US-15-MA"]);
}

#[test]
fn gaps_name_rule_and_remedy_for_the_machine_of_cases() {
    let scene = clean("uk", take());
    let wanted = required_notices(&scene.law(), &scene.facts, scene.local());
    let gaps = |notices: &[NoticeFact], before| notice_gaps(before, &wanted, notices, scene.local(), &scene.holidays);
    let none = gaps(&[], GateActionKind::Dispatch);
    assert_eq!(none.len(), 1);
    assert_eq!(none[0].rule, "UK-01");
    assert_eq!(none[0].remedy, "serve the default notice by registered_post or post or in_person, and wait 14 days");
    assert_eq!(gaps(&[], GateActionKind::Sale), [], "no notice of the United Kingdom is due before a sale");
    let running = gaps(&[notice(NoticeKind::DefaultNotice, day("2026-06-01"))], GateActionKind::Take);
    assert_eq!(running[0].remedy, "wait until 2026-06-16");
    let mut by_mail = notice(NoticeKind::DefaultNotice, day("2026-05-01"));
    by_mail.method = ServiceMethod::Email;
    assert!(gaps(std::slice::from_ref(&by_mail), GateActionKind::Take)[0].message.contains("served by email"));
    let mut silent = notice(NoticeKind::DefaultNotice, day("2026-05-01"));
    silent.items.remove(&NoticeItem::RemedyBy);
    assert!(gaps(&[silent.clone()], GateActionKind::Take)[0].message.contains("does not say: remedy_by"));
    let good = notice(NoticeKind::DefaultNotice, day("2026-05-20"));
    assert_eq!(gaps(&[silent, by_mail, good], GateActionKind::Take), []);
    let tomorrow = notice(NoticeKind::DefaultNotice, day("2026-06-11"));
    assert!(gaps(&[tomorrow], GateActionKind::Take)[0].message.contains("no default notice"));
}

#[test]
fn who_hands_the_car_over_by_informed_consent_needs_no_notice_of_taking() {
    let missing = |s: &mut Scene| s.facts.notices = Some(vec![]);
    for (code, rule) in [("uk", "UK-01"), ("tw", "TW-06")] {
        let scene = clean(code, take()).but(missing);
        assert!(scene.hits().contains(&rule.to_owned()), "{code}");
        let agreed = scene.but(|s| s.facts.taking.informed_consent = Some(true));
        assert!(!agreed.hits().contains(&rule.to_owned()), "{code}");
        let wanted = required_notices(&agreed.law(), &agreed.facts, agreed.local());
        assert!(wanted.iter().all(|r| r.rule != rule || r.notice == NoticeKind::Sale), "{code}");
    }
    // A right to cure is the state's, and nobody's consent replaces it.
    let cure = clean("us-MA", take()).but(missing).but(|s| s.facts.taking.informed_consent = Some(true));
    assert_eq!(cure.hits(), ["US-15-MA"]);
}

#[test]
fn periods_in_working_days_need_the_holidays_of_their_year() {
    let scene = clean("cn", take());
    let requirement = NoticeRequirement {
        notice: NoticeKind::DefaultNotice,
        rule: "H-2".into(),
        source: "house".into(),
        before: [GateActionKind::Take].into(),
        days: 3,
        counted: DayCount::Working,
        methods: [].into(),
        valid_days: Some(30),
        items: [].into(),
    };
    let served = [notice(NoticeKind::DefaultNotice, day("2026-06-04"))];
    let gap = |scene: &Scene| requirement.gap(&served, scene.local(), &scene.holidays);
    let unknown = gap(&scene).expect("no table");
    assert!(unknown.remedy.starts_with("import the holidays"), "{}", unknown.remedy);
    // Thursday; Friday is a holiday; Monday, Tuesday and Wednesday are the three days.
    let table = scene.but(|s| s.holidays = Calendar::parse("2026-06-05,holiday,x").expect("a table"));
    assert_eq!(gap(&table).expect("it runs").remedy, "wait until 2026-06-11");
    assert_eq!(gap(&table.clone().at("2026-06-11T00:00:00")), None);
    assert_eq!(gap(&table.clone().at("2026-07-04T23:59:00")), None);
    let old = gap(&table.at("2026-07-05T00:00:00")).expect("too old");
    assert!(old.message.contains("older than the 30 days"), "{}", old.message);
}

#[test]
fn the_debtors_midnight_ends_a_period() {
    let scene = clean("us-MA", take()).but(|s| {
        s.facts.notices = Some(vec![notice(NoticeKind::RightToCure, day("2026-06-01"))]);
        s.facts.debtor.present = Some(false);
    });
    // The 23rd begins at 04:00 UTC in Boston.
    for (utc, runs) in [("2026-06-23T03:59:00Z", true), ("2026-06-23T04:00:00Z", false)] {
        let scene = scene.clone().but(|s| s.at = utc.parse().expect("a time"));
        assert_eq!(scene.hits().contains(&"US-15-MA".to_owned()), runs, "{utc}");
    }
}

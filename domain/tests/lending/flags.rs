use super::*;

fn now() -> DateTime<Utc> {
    "2026-04-10T02:00:00Z".parse().expect("a time")
}

fn facts(day: &str) -> FlagFacts {
    FlagFacts {
        now: now(),
        zone: chrono_tz::Asia::Shanghai,
        status: LoanStatus::Overdue,
        arrears: arrears(&three(), &[], date(day)),
        funded_on: date("2025-12-31"),
        alerts: vec![],
        manual: None,
        open_case: None,
    }
}

fn alert(id: u128, kind: AlertType, severity: Severity, at: &str) -> AlertFact {
    AlertFact {
        id: AlertId(Uuid::from_u128(id)),
        kind,
        severity,
        state: AlertState::Open,
        verdict: None,
        event_at: at.parse().expect("a time"),
    }
}

fn rule(facts: &FlagFacts) -> Option<FlagRule> {
    flag(facts, &FlagPolicy::default()).map(|f| f.rule)
}

const RECENT: &str = "2026-03-20T00:00:00Z";

#[test]
fn sixty_days_flag_and_fifty_nine_do_not() {
    assert_eq!(rule(&facts("2026-04-01")), Some(FlagRule::Dpd60));
    assert_eq!(rule(&facts("2026-03-31")), None);
    let f = flag(&facts("2026-04-02"), &FlagPolicy::default()).expect("flagged");
    assert_eq!(f.reasons[0].text, "61 days past due, 60 or more");
    let stricter = FlagPolicy { serious_dpd: 30, ..FlagPolicy::default() };
    assert_eq!(flag(&facts("2026-03-02"), &stricter).map(|f| f.rule), Some(FlagRule::Dpd60));
}

#[test]
fn one_day_and_a_critical_alert_flag() {
    for (kind, expected) in [
        (AlertType::Removal, FlagRule::CriticalRemoval),
        (AlertType::SiteVisit, FlagRule::CriticalSiteVisit),
        (AlertType::RemovalRisk, FlagRule::CriticalRemovalRisk),
        (AlertType::LifePattern, FlagRule::CriticalLifePattern),
        (AlertType::OutOfArea, FlagRule::CriticalOutOfArea),
    ] {
        let critical = alert(5, kind, Severity::Critical, RECENT);
        let with = |day: &str, a: AlertFact| rule(&FlagFacts { alerts: vec![a], ..facts(day) });
        assert_eq!(with("2026-02-01", critical), Some(expected));
        assert_eq!(with("2026-01-31", critical), None, "not past due");
        let high = AlertFact { severity: Severity::High, ..critical };
        assert_eq!(with("2026-02-01", high), None, "not critical");
        assert_eq!(with("2026-02-01", AlertFact { state: AlertState::Retracted, ..critical }), None);
        assert_eq!(with("2026-02-01", AlertFact { state: AlertState::Closed, ..critical }), Some(expected));
        for (verdict, flagged) in [
            (Verdict::Confirmed, true),
            (Verdict::FalsePositive, false),
            (Verdict::Benign, false),
            (Verdict::Test, false),
        ] {
            let decided = AlertFact { verdict: Some(verdict), ..critical };
            assert_eq!(with("2026-02-01", decided).is_some(), flagged, "{verdict}");
        }
        let old = AlertFact { event_at: now() - chrono::TimeDelta::days(91), ..critical };
        assert_eq!(with("2026-02-01", old), None, "too old");
    }
    let other = alert(5, AlertType::Tow, Severity::Critical, RECENT);
    assert_eq!(rule(&FlagFacts { alerts: vec![other], ..facts("2026-02-01") }), None);
}

#[test]
fn a_first_payment_default_needs_a_visit_within_thirty_days_of_funding() {
    let visit = |at: &str| FlagFacts {
        alerts: vec![alert(5, AlertType::SiteVisit, Severity::High, at)],
        ..facts("2026-02-01")
    };
    assert_eq!(rule(&visit("2026-01-20T00:00:00Z")), Some(FlagRule::FirstPaymentDefault));
    // Funded on 31 December: day 30 is 30 January in Shanghai, which ends at 16:00 UTC.
    assert_eq!(rule(&visit("2026-01-30T15:59:59Z")), Some(FlagRule::FirstPaymentDefault));
    assert_eq!(rule(&visit("2026-01-30T16:00:00Z")), None);
    assert_eq!(rule(&visit("2025-12-30T15:59:59Z")), None, "before funding");
    let mut later = visit("2026-01-20T00:00:00Z");
    later.arrears = arrears(&three(), &[paid(1, "2026-01-31", 10_000)], date("2026-03-05"));
    assert_eq!(later.arrears.dpd, 5);
    assert_eq!(rule(&later), None, "the first instalment was paid");
}

#[test]
fn a_person_may_flag_with_a_reason() {
    let manual =
        ManualFlag { by: UserId(Uuid::from_u128(3)), reason: Reason::new("借款人失联").expect("a reason") };
    let f = FlagFacts { manual: Some(manual), ..facts("2026-01-01") };
    let f = flag(&f, &FlagPolicy::default()).expect("flagged");
    assert_eq!((f.rule, f.reasons[0].text.as_str()), (FlagRule::Manual, "借款人失联"));
}

#[test]
fn all_reasons_are_given_strongest_first_and_evidence_once() {
    let mut f = facts("2026-04-05");
    f.alerts = vec![
        alert(9, AlertType::SiteVisit, Severity::Critical, "2026-01-20T00:00:00Z"),
        alert(4, AlertType::Removal, Severity::Critical, RECENT),
        alert(9, AlertType::SiteVisit, Severity::Critical, "2026-01-20T00:00:00Z"),
    ];
    let one = flag(&f, &FlagPolicy::default()).expect("flagged");
    let rules: Vec<_> = one.reasons.iter().map(|r| r.rule).collect();
    assert_eq!(
        rules,
        [FlagRule::Dpd60, FlagRule::CriticalRemoval, FlagRule::CriticalSiteVisit, FlagRule::FirstPaymentDefault]
    );
    assert_eq!(one.evidence, [AlertId(Uuid::from_u128(4)), AlertId(Uuid::from_u128(9))]);
    f.alerts.reverse();
    assert_eq!(flag(&f, &FlagPolicy::default()), Some(one), "the order of facts does not matter");
}

#[test]
fn an_open_case_or_a_settled_loan_is_not_flagged_again() {
    assert_eq!(rule(&FlagFacts { open_case: Some(CaseId(Uuid::from_u128(1))), ..facts("2026-04-05") }), None);
    assert_eq!(rule(&FlagFacts { status: LoanStatus::Settled, ..facts("2026-04-05") }), None);
    assert_eq!(rule(&FlagFacts { status: LoanStatus::ChargedOff, ..facts("2026-04-05") }), Some(FlagRule::Dpd60));
}

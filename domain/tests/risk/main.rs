//! The risk score: points with reasons, fading, known when it was known.

mod standing;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use lienwatch_domain::alert::{AlertType, Severity, Verdict};
use lienwatch_domain::ids::AlertId;
use lienwatch_domain::risk::{
    Band, Factor, LoanFacts, LoanStep, ParametersError, RiskParameters, Signal, daily, score, would_have_fired,
};
use proptest::prelude::*;
use uuid::Uuid;

fn day(d: f64) -> DateTime<Utc> {
    "2026-09-01T00:00:00Z".parse::<DateTime<Utc>>().expect("a time") + TimeDelta::seconds((d * 86_400.0) as i64)
}

fn signal(n: u128, kind: AlertType, severity: Severity, raised: f64, ended: Option<f64>) -> Signal {
    Signal {
        id: AlertId(Uuid::from_u128(n)),
        kind,
        severity,
        pledge: kind == AlertType::SiteVisit,
        raised_at: day(raised),
        ended_at: ended.map(day),
        retracted_at: None,
        verdict: None,
    }
}

fn points(signals: &[Signal], at: f64) -> u8 {
    score(signals, None, day(at), &RiskParameters::default()).points
}

#[test]
fn a_signal_fades_by_half_a_week_and_a_pledge_by_half_a_month() {
    let cut = [signal(1, AlertType::Tamper, Severity::High, 0.0, Some(1.0))];
    assert_eq!((points(&cut, 0.5), points(&cut, 1.0), points(&cut, 8.0), points(&cut, 15.0)), (30, 30, 15, 8));
    let visit = [signal(1, AlertType::SiteVisit, Severity::High, 0.0, Some(1.0))];
    assert_eq!((points(&visit, 1.0), points(&visit, 31.0)), (50, 25));
    // What lasts does not fade, and what is not yet raised is not known.
    let lasting = [signal(1, AlertType::Offline, Severity::High, 1.0, None)];
    assert_eq!((points(&lasting, 0.9), points(&lasting, 60.0)), (0, 20));
}

#[test]
fn a_critical_removal_is_critical_by_itself_and_its_reason_names_it() {
    let removal = signal(7, AlertType::Removal, Severity::Critical, 0.0, None);
    let s = score(std::slice::from_ref(&removal), None, day(1.0), &RiskParameters::default());
    assert_eq!((s.points, s.band), (84, Band::Critical));
    let reason = &s.reasons[0];
    assert_eq!((reason.factor, reason.alert, reason.age_s), (Factor::Alert, Some(AlertType::Removal), 0));
    assert_eq!(reason.evidence, [removal.id]);
}

#[test]
fn what_the_desk_or_later_facts_refuted_counts_for_nothing_from_then_on() {
    for verdict in [Verdict::FalsePositive, Verdict::Benign, Verdict::Test] {
        let mut s = signal(1, AlertType::Removal, Severity::High, 0.0, None);
        s.verdict = Some((verdict, day(2.0)));
        assert_eq!((points(&[s.clone()], 1.0), points(&[s], 2.0)), (70, 0));
    }
    let mut s = signal(1, AlertType::Removal, Severity::High, 0.0, None);
    s.verdict = Some((Verdict::Confirmed, day(2.0)));
    assert_eq!(points(&[s.clone()], 3.0), 70);
    s.retracted_at = Some(day(4.0));
    assert_eq!((points(&[s.clone()], 3.9), points(&[s], 4.0)), (70, 0));
}

#[test]
fn repetition_adds_up_to_half_as_much_again() {
    let cuts: Vec<Signal> = (0..10).map(|n| signal(n, AlertType::PowerCut, Severity::High, 0.0, Some(1.0))).collect();
    assert_eq!(points(&cuts, 1.0), 30);
}

#[test]
fn the_loan_has_its_own_reasons() {
    let p = RiskParameters::default();
    let loan = LoanFacts {
        overdue_days: 45,
        overdue_instalments: 2,
        first_payment_default: true,
        funded_at: Some(day(-10.0)),
        settled: false,
    };
    let bare = score(&[], Some(&loan), day(0.0), &p);
    assert_eq!((bare.points, bare.band, bare.escalated), (40, Band::Watch, false));
    let visit = signal(3, AlertType::SiteVisit, Severity::Warn, -1.0, Some(-0.5));
    let s = score(std::slice::from_ref(&visit), Some(&loan), day(0.0), &p);
    let fraud = s.reasons.iter().find(|r| r.factor == Factor::PledgeFraud).expect("named");
    assert_eq!((s.points, s.band, s.escalated), (100, Band::Critical, true));
    assert_eq!(fraud.evidence, [visit.id]);
    // Long after the payout it is a second pledge and no fraud.
    let old = LoanFacts { funded_at: Some(day(-40.0)), ..loan };
    let s = score(std::slice::from_ref(&visit), Some(&old), day(0.0), &p);
    assert!(s.reasons.iter().all(|r| r.factor != Factor::PledgeFraud));
    assert_eq!((s.points, s.band), (65, Band::Critical), "high, lifted by one");
    let settled = LoanFacts { settled: true, ..loan };
    assert_eq!(score(&[visit], Some(&settled), day(0.0), &p).points, 0);
}

#[test]
fn a_preview_names_each_rise_and_judges_it_by_what_was_known() {
    let p = RiskParameters::default();
    let mut wrong = signal(1, AlertType::Removal, Severity::High, 1.0, Some(1.5));
    wrong.verdict = Some((Verdict::FalsePositive, day(3.0)));
    let signals = [wrong, signal(2, AlertType::Removal, Severity::Critical, 20.0, None)];
    let overdue = |days, n| LoanFacts { overdue_days: days, overdue_instalments: n, ..LoanFacts::default() };
    let loan =
        [LoanStep { since: day(-30.0), facts: overdue(0, 0) }, LoanStep { since: day(25.0), facts: overdue(1, 1) }];
    let at = |threshold| -> Vec<DateTime<Utc>> {
        would_have_fired(&signals, &loan, (day(0.0), day(30.0)), threshold, &p).iter().map(|f| f.at).collect()
    };
    assert_eq!(at(60), [day(1.0), day(20.0)]);
    assert_eq!(at(80), [day(20.0)]);
    assert_eq!(at(90), [day(25.0)]);
    assert!(would_have_fired(&signals, &loan, (day(2.0), day(19.0)), 60, &p).is_empty());
}

#[test]
fn days_end_by_the_lenders_clock() {
    let p = RiskParameters::default();
    // Raised at 17:00 UTC of 1 September: already the 2nd in Shanghai.
    let s = [signal(1, AlertType::Removal, Severity::High, 17.0 / 24.0, None)];
    let date = |d| NaiveDate::from_ymd_opt(2026, 9, d).expect("a date");
    let days = daily(&s, &[], (date(1), date(3)), chrono_tz::Asia::Shanghai, &p);
    assert_eq!(days.iter().map(|d| d.points).collect::<Vec<_>>(), [0, 70, 70]);
    assert_eq!(daily(&s, &[], (NaiveDate::MIN, date(3)), chrono_tz::UTC, &p).len(), 400);
}

#[test]
fn parameters_out_of_range_are_refused_by_name() {
    let good = RiskParameters::default();
    assert_eq!(good.check(), Ok(()));
    let nan = RiskParameters { other: f64::NAN, ..good.clone() };
    assert_eq!(nan.check(), Err(ParametersError::OutOfRange("other")));
    let never = RiskParameters { half_life_d: 0.0, ..good.clone() };
    assert_eq!(never.check(), Err(ParametersError::HalfLife("half_life_d")));
    let mut bands = good.clone();
    bands.bands.high = 10;
    assert_eq!(bands.check(), Err(ParametersError::Bands));
    let text = serde_json::to_string(&good).expect("serialises");
    assert_eq!(serde_json::from_str::<RiskParameters>(&text).expect("reads back"), good);
}

fn any_signal() -> impl Strategy<Value = Signal> {
    let kinds = prop::sample::select(AlertType::ALL);
    let severities = prop::sample::select(Severity::ALL);
    (any::<u128>(), kinds, severities, 0.0..60.0_f64, prop::option::of(0.0..30.0_f64))
        .prop_map(|(n, kind, severity, raised, lasted)| signal(n, kind, severity, raised, lasted.map(|l| raised + l)))
}

proptest! {
    #[test]
    fn the_score_is_bounded_explained_and_knows_nothing_of_the_future(
        mut signals in prop::collection::vec(any_signal(), 0..30),
        overdue in 0u32..10,
        at in 0.0..60.0_f64,
    ) {
        let p = RiskParameters::default();
        let loan = LoanFacts { overdue_instalments: overdue, overdue_days: overdue * 30, ..LoanFacts::default() };
        let now = score(&signals, Some(&loan), day(at), &p);
        prop_assert!(now.points <= 100);
        let sum: f64 = now.reasons.iter().map(|r| r.points).sum();
        prop_assert!((f64::from(now.points) - sum.min(100.0)).abs() <= 0.5 + 1e-9);
        // Order does not matter, nor what comes later.
        signals.reverse();
        let mut later = signals.clone();
        later.retain(|s| s.raised_at <= day(at));
        later.iter_mut().for_each(|s| if s.ended_at.is_some_and(|e| e > day(at)) { s.ended_at = None });
        prop_assert_eq!(&score(&later, Some(&loan), day(at), &p), &now);
        // Without news it never rises.
        let quiet = score(&later, Some(&loan), day(at + 5.0), &p);
        prop_assert!(quiet.points <= now.points);
    }
}

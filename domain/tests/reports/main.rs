//! The KPI sheet: each figure against its definition.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use lienwatch_domain::alert::Verdict;
use lienwatch_domain::money::Currency;
use lienwatch_domain::reports::*;

fn at(hours: i64) -> DateTime<Utc> {
    "2026-09-01T00:00:00Z".parse::<DateTime<Utc>>().expect("a time") + TimeDelta::hours(hours)
}

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, n).expect("a day")
}

fn cny() -> Currency {
    Currency::new("CNY").expect("a currency")
}

/// A case of which nothing came.
fn case() -> CaseFacts {
    CaseFacts {
        group: None,
        currency: cny(),
        opened_at: at(0),
        authorised_at: None,
        dispatched: false,
        checked_in_at: None,
        secured_at: None,
        sale: None,
        owed_minor: Some(1_000_000),
        paid_minor: 0,
        from_sale_minor: 0,
        cost_minor: 0,
        storage_days: None,
        settled: None,
        complaints: 0,
    }
}

/// A case that went all the way.
fn sold() -> CaseFacts {
    CaseFacts {
        authorised_at: Some(at(24)),
        dispatched: true,
        checked_in_at: Some(at(36)),
        secured_at: Some(at(48)),
        sale: Some((at(240), 450_000, Some(500_000))),
        paid_minor: 50_000,
        from_sale_minor: 400_000,
        cost_minor: 30_000,
        storage_days: Some(7),
        settled: Some(Settled { owed_minor: 950_000, deficiency_minor: 530_000 }),
        complaints: 1,
        ..case()
    }
}

fn order() -> OrderFacts {
    OrderFacts {
        group: None,
        has_check_in: true,
        offered_at: Some(at(0)),
        accepted_at: None,
        arrived_at: None,
        completed_on: None,
        ended_at: None,
        ends_on: day(10),
        today: day(5),
        levels: ServiceLevels::default(),
    }
}

fn sheet(cases: &[CaseFacts], orders: &[OrderFacts], alerts: &[AlertFacts], by: Breakdown) -> Vec<SheetGroup> {
    let mut sheet = Sheet::new(by, at(96));
    cases.iter().for_each(|case| sheet.case(case));
    orders.iter().for_each(|order| sheet.order(order));
    alerts.iter().for_each(|alert| sheet.alerts(alert));
    sheet.finish()
}

fn all(groups: &[SheetGroup], kpi: Kpi) -> Vec<Entry> {
    groups.iter().flat_map(|g| g.entries.iter()).filter(|e| e.kpi == kpi).cloned().collect()
}

#[track_caller]
fn ratio(groups: &[SheetGroup], kpi: Kpi) -> (i64, i64, i64) {
    match all(groups, kpi).as_slice() {
        [Entry { value: Some(Figure::Ratio { value, numerator, denominator }), missing: None, .. }] => {
            (*value, *numerator, *denominator)
        }
        other => panic!("{kpi}: {other:?}"),
    }
}

#[track_caller]
fn missing(groups: &[SheetGroup], kpi: Kpi) -> &'static str {
    match all(groups, kpi).as_slice() {
        [Entry { value: None, missing: Some(why), .. }] => why,
        other => panic!("{kpi}: {other:?}"),
    }
}

#[test]
fn every_figure_is_defined_and_stands_on_every_sheet() {
    let definitions = Sheet::definitions();
    assert_eq!(definitions.len(), Kpi::ALL.len());
    for d in &definitions {
        assert!(!d.numerator.is_empty() && !d.denominator.is_empty() && !d.period.is_empty(), "{}", d.kpi);
        assert_eq!(d.by_currency, d.kpi.by_currency());
    }
    let empty = sheet(&[], &[], &[], Breakdown::None);
    assert_eq!(empty.len(), 1, "unsplit there is one group, also of nothing");
    let kpis: Vec<Kpi> = empty[0].entries.iter().map(|e| e.kpi).collect();
    assert_eq!(kpis, Kpi::ALL);
    for kpi in Kpi::ALL {
        assert!(!missing(&empty, *kpi).is_empty(), "nothing is never a number");
    }
    assert!(sheet(&[], &[], &[], Breakdown::Vendor).is_empty());
}

#[test]
fn a_case_that_went_all_the_way_is_counted_in_each() {
    let groups =
        sheet(&[sold(), CaseFacts { dispatched: true, cost_minor: 10_000, ..case() }], &[], &[], Breakdown::None);
    // 450 000 of 2 000 000; one of two; 40 000 for one car.
    assert_eq!(ratio(&groups, Kpi::RecoveryRateAmount), (2250, 450_000, 2_000_000));
    assert_eq!(ratio(&groups, Kpi::RecoveryRateUnits), (5000, 1, 2));
    assert_eq!(ratio(&groups, Kpi::CostPerRecovery), (40_000, 40_000, 1));
    assert_eq!(ratio(&groups, Kpi::StorageDays), (700, 7, 1));
    assert_eq!(ratio(&groups, Kpi::SaleToAppraisal), (9000, 450_000, 500_000));
    assert_eq!(ratio(&groups, Kpi::LossGivenDefault), (5579, 530_000, 950_000));
    assert_eq!(ratio(&groups, Kpi::ComplaintsPer100Cases), (5000, 1, 2));
    let times = |kpi| match all(&groups, kpi).as_slice() {
        [Entry { value: Some(Figure::Spread { median, p90, count }), .. }] => (*median, *p90, *count),
        other => panic!("{other:?}"),
    };
    assert_eq!(times(Kpi::DaysToAuthorise), (100, 100, 1));
    assert_eq!(times(Kpi::DaysToLocate), (150, 150, 1));
    assert_eq!(times(Kpi::DaysToSecure), (200, 200, 1));
    assert_eq!(times(Kpi::DaysToSale), (1000, 1000, 1));
}

#[test]
fn a_car_that_nobody_checked_in_at_was_located_when_it_was_taken() {
    let groups = sheet(&[CaseFacts { checked_in_at: None, ..sold() }], &[], &[], Breakdown::None);
    let located = all(&groups, Kpi::DaysToLocate);
    assert!(matches!(located[0].value, Some(Figure::Spread { median: 200, .. })), "{located:?}");
}

#[test]
fn the_middle_and_the_long_end_are_real_cases() {
    let cases: Vec<CaseFacts> = (1..=10).map(|n| CaseFacts { authorised_at: Some(at(24 * n)), ..case() }).collect();
    let groups = sheet(&cases, &[], &[], Breakdown::None);
    let spread = all(&groups, Kpi::DaysToAuthorise)[0].value;
    assert_eq!(spread, Some(Figure::Spread { median: 500, p90: 900, count: 10 }));
}

#[test]
fn what_was_not_kept_is_left_out_of_both_sides() {
    let unknown = CaseFacts { owed_minor: None, paid_minor: 77, ..sold() };
    let groups = sheet(&[sold(), unknown], &[], &[], Breakdown::None);
    assert_eq!(ratio(&groups, Kpi::RecoveryRateAmount), (4500, 450_000, 1_000_000));
}

#[test]
fn costs_without_a_recovery_have_no_mean() {
    let groups = sheet(&[CaseFacts { cost_minor: 5, ..case() }], &[], &[], Breakdown::None);
    assert!(missing(&groups, Kpi::CostPerRecovery).contains("below the line"));
}

#[test]
fn amounts_of_two_currencies_are_never_added() {
    let usd = Currency::new("USD").expect("a currency");
    let groups = sheet(&[sold(), CaseFacts { currency: usd, ..sold() }], &[], &[], Breakdown::None);
    let entries = all(&groups, Kpi::CostPerRecovery);
    assert_eq!(entries.iter().filter_map(|e| e.currency).collect::<Vec<_>>(), [cny(), usd]);
    assert_eq!(ratio(&groups, Kpi::RecoveryRateUnits).2, 2, "cars are cars");
}

#[test]
fn orders_count_once_their_time_is_over() {
    let hours = |n| Some(at(n));
    let slow = ServiceLevels { accept_within_h: 30, arrive_within_days: 5, ..ServiceLevels::default() };
    let accept = [
        (OrderFacts { accepted_at: hours(24), ..order() }, Some(true)),
        (OrderFacts { accepted_at: hours(25), ..order() }, Some(false)),
        (order(), Some(false)),
        (OrderFacts { offered_at: hours(80), ..order() }, None),
        (OrderFacts { ended_at: hours(3), ..order() }, None),
        (OrderFacts { offered_at: None, ..order() }, None),
        (OrderFacts { accepted_at: hours(25), levels: slow, ..order() }, Some(true)),
        (OrderFacts { accepted_at: hours(31), levels: slow, ..order() }, Some(false)),
    ];
    let arrive = [
        (OrderFacts { accepted_at: hours(0), arrived_at: hours(72), ..order() }, Some(true)),
        (OrderFacts { accepted_at: hours(0), arrived_at: hours(73), ..order() }, Some(false)),
        (OrderFacts { accepted_at: hours(0), ..order() }, Some(false)),
        (OrderFacts { accepted_at: hours(30), ..order() }, None),
        (OrderFacts { accepted_at: hours(0), arrived_at: hours(73), levels: slow, ..order() }, Some(true)),
        (OrderFacts { accepted_at: hours(0), levels: slow, ..order() }, None),
        (OrderFacts { accepted_at: hours(0), has_check_in: false, ..order() }, None),
    ];
    let taken = OrderFacts { accepted_at: hours(1), ..order() };
    let term = [
        (OrderFacts { completed_on: Some(day(10)), ..taken.clone() }, Some(true)),
        (OrderFacts { completed_on: Some(day(11)), ..taken.clone() }, Some(false)),
        (OrderFacts { today: day(11), ..taken.clone() }, Some(false)),
        (OrderFacts { today: day(11), ended_at: hours(90), ..taken.clone() }, None),
        (taken.clone(), None),
        (OrderFacts { today: day(11), ..order() }, None),
    ];
    for (kpi, rows) in [(Kpi::SlaAccept, &accept[..]), (Kpi::SlaArrive, &arrive[..]), (Kpi::SlaTerm, &term[..])] {
        for (n, (order, met)) in rows.iter().enumerate() {
            let groups = sheet(&[], std::slice::from_ref(order), &[], Breakdown::None);
            match met {
                Some(met) => assert_eq!(ratio(&groups, kpi).1, i64::from(*met), "{kpi} {n}"),
                None => drop(missing(&groups, kpi)),
            }
        }
    }
}

#[test]
fn tests_and_undecided_alerts_are_no_decisions() {
    let alerts = |verdict, count| AlertFacts { group: None, verdict, count };
    let rows = [
        alerts(Some(Verdict::Confirmed), 6),
        alerts(Some(Verdict::FalsePositive), 1),
        alerts(Some(Verdict::Benign), 1),
        alerts(Some(Verdict::Test), 9),
        alerts(None, 9),
    ];
    assert_eq!(ratio(&sheet(&[], &[], &rows, Breakdown::None), Kpi::AlertPrecision), (7500, 6, 8));
}

#[test]
fn a_promise_that_was_taken_back_was_neither_kept_nor_broken() {
    let mut whole = Sheet::new(Breakdown::None, at(96));
    let mut split = Sheet::new(Breakdown::Bucket, at(96));
    for (kept, count) in [(true, 3), (false, 1)] {
        let ended = PromisesEnded { group: None, kept, count };
        whole.promises(&ended);
        split.promises(&ended);
    }
    assert_eq!(ratio(&whole.finish(), Kpi::PromiseKeptRate), (7500, 3, 4));
    assert!(split.finish().is_empty(), "a promise belongs to no bucket");
}

#[test]
fn groups_are_kept_apart_and_what_cannot_be_split_says_so() {
    let of = |group: &str| CaseFacts { group: Some(group.to_owned()), ..sold() };
    let alert = AlertFacts { group: None, verdict: Some(Verdict::Confirmed), count: 1 };
    let groups = sheet(&[of("m3"), of("m3"), of("m4"), case()], &[], &[alert], Breakdown::Bucket);
    let names: Vec<Option<&str>> = groups.iter().map(|g| g.group.as_deref()).collect();
    assert_eq!(names, [None, Some("m3"), Some("m4")]);
    assert_eq!(ratio(&groups[1..2], Kpi::RecoveryRateUnits), (10_000, 2, 2));
    for group in &groups {
        assert!(missing(std::slice::from_ref(group), Kpi::AlertPrecision).contains("split"));
    }
}

#[test]
fn refused_contacts_are_a_count() {
    let mut counted = Sheet::new(Breakdown::Branch, at(96));
    counted.contacts(Some("Pudong".to_owned()), 2, 40);
    assert_eq!(ratio(&counted.finish(), Kpi::ContactRuleRefusals), (2, 2, 40));
    let mut unsplit = Sheet::new(Breakdown::Vendor, at(96));
    unsplit.contacts(None, 2, 40);
    assert!(unsplit.finish().is_empty(), "a contact belongs to no vendor");
}

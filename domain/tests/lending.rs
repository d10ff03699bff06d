//! Schedules, arrears and flags: hand-computed cases and properties.

use chrono::{DateTime, Days, NaiveDate, Utc};
use lienwatch_domain::alert::{AlertState, AlertType, Severity, Verdict};
use lienwatch_domain::ids::{AlertId, CaseId, LoanId, PaymentId, UserId};
use lienwatch_domain::lending::*;
use lienwatch_domain::money::Currency;
use lienwatch_domain::reason::Reason;
use proptest::prelude::*;
use uuid::Uuid;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn terms(principal: i64, ppm: u32, n: u32) -> Terms {
    Terms {
        principal_minor: principal,
        annual_rate_ppm: ppm,
        instalments: n,
        first_due: date("2026-01-31"),
        frequency: Frequency::Monthly,
        method: Method::Annuity,
        residual_minor: 0,
    }
}

fn loan_of(schedule: Schedule) -> Loan {
    Loan {
        id: LoanId(Uuid::from_u128(1)),
        contract_no: "HT-1".into(),
        product: Product::Loan,
        status: LoanStatus::Performing,
        currency: Currency::new("CNY").expect("a code"),
        funded_on: date("2025-12-31"),
        schedule,
    }
}

/// Three instalments of 100.00 on 31 January, 28 February and 31 March 2026.
fn three() -> Loan {
    loan_of(terms(30_000, 0, 3).schedule().expect("valid"))
}

fn paid(id: u128, on: &str, amount: i64) -> Payment {
    Payment { id: PaymentId(Uuid::from_u128(id)), value_date: date(on), amount_minor: amount, reverses: None }
}

fn reversal(id: u128, of: u128, on: &str, amount: i64) -> Payment {
    Payment { reverses: Some(PaymentId(Uuid::from_u128(of))), ..paid(id, on, amount) }
}

mod schedules {
    use super::*;

    #[test]
    fn an_annuity_has_level_instalments_and_an_exact_last_one() {
        // 100 000.00 at 12 % over 12 months: 8 884.88 a month (8 884.8788 before rounding).
        let s = terms(10_000_000, 120_000, 12).schedule().expect("valid");
        let amounts: Vec<_> = s.instalments().iter().map(Instalment::amount_minor).collect();
        assert!(amounts[..11].iter().all(|a| *a == 888_488), "{amounts:?}");
        assert_eq!(amounts[11], 888_485, "the last one takes the rounding: {amounts:?}");
        assert_eq!(s.instalments()[0].interest_minor, 100_000);
        assert_eq!(s.instalments().iter().map(|i| i.principal_minor).sum::<i64>(), 10_000_000);
    }

    #[test]
    fn the_level_is_rounded_to_the_nearest_unit() {
        let amounts = |p, n| -> Vec<i64> {
            terms(p, 0, n).schedule().expect("valid").instalments().iter().map(Instalment::amount_minor).collect()
        };
        assert_eq!(amounts(100, 3), [33, 33, 34]);
        assert_eq!(amounts(101, 3), [34, 34, 33]);
        assert_eq!(amounts(100, 1), [100]);
    }

    #[test]
    fn equal_principal_falls_and_flat_stays() {
        let falling = Terms { method: Method::EqualPrincipal, ..terms(1_200_000, 120_000, 12) };
        let amounts: Vec<_> =
            falling.schedule().expect("valid").instalments().iter().map(Instalment::amount_minor).collect();
        assert_eq!((amounts[0], amounts[1], amounts[11]), (112_000, 111_000, 101_000));
        let flat = Terms { method: Method::Flat, ..terms(1_200_000, 60_000, 12) };
        let flat = flat.schedule().expect("valid");
        assert!(flat.instalments().iter().all(|i| (i.principal_minor, i.interest_minor) == (100_000, 6_000)));
    }

    #[test]
    fn a_residual_falls_due_with_the_last_instalment() {
        let lease = Terms { residual_minor: 3_000_000, ..terms(10_000_000, 60_000, 36) };
        let s = lease.schedule().expect("valid");
        let level = s.instalments()[0].amount_minor();
        let last = s.instalments()[35].amount_minor();
        assert!((last - level - 3_000_000).abs() <= 40, "{level} {last}");
        assert_eq!(s.instalments().iter().map(|i| i.principal_minor).sum::<i64>(), 10_000_000);
        // All of it as a residual: interest only, then everything.
        let bullet = Terms { residual_minor: 1_200_000, ..terms(1_200_000, 120_000, 3) };
        let amounts: Vec<_> =
            bullet.schedule().expect("valid").instalments().iter().map(Instalment::amount_minor).collect();
        assert_eq!(amounts, [12_000, 12_000, 1_212_000]);
    }

    #[test]
    fn month_ends_and_leap_days_are_counted_from_the_first_due_date() {
        let dues = |t: Terms| -> Vec<String> {
            t.schedule().expect("valid").instalments().iter().map(|i| i.due.to_string()).collect()
        };
        assert_eq!(dues(terms(400, 0, 4)), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
        let leap = Terms { first_due: date("2028-01-31"), ..terms(200, 0, 2) };
        assert_eq!(dues(leap), ["2028-01-31", "2028-02-29"]);
        let quarters = Terms { frequency: Frequency::Quarterly, first_due: date("2027-11-30"), ..terms(200, 0, 2) };
        assert_eq!(dues(quarters), ["2027-11-30", "2028-02-29"]);
        let weeks = Terms { frequency: Frequency::Weekly, ..terms(200, 0, 2) };
        assert_eq!(dues(weeks), ["2026-01-31", "2026-02-07"]);
        let fortnights = Terms { frequency: Frequency::Biweekly, ..terms(200, 0, 2) };
        assert_eq!(dues(fortnights), ["2026-01-31", "2026-02-14"]);
    }

    #[test]
    fn terms_outside_their_ranges_are_refused() {
        let field = |t: Terms| match t.schedule() {
            Err(ScheduleError::OutOfRange { field, .. }) => field,
            other => panic!("{other:?}"),
        };
        assert_eq!(field(terms(0, 0, 1)), "principal");
        assert_eq!(field(terms(-1, 0, 1)), "principal");
        assert_eq!(field(terms(i64::MAX, 0, 1)), "principal");
        assert_eq!(field(terms(100, 1_000_001, 1)), "annual_rate_ppm");
        assert_eq!(field(terms(100, 0, 0)), "instalments");
        assert_eq!(field(terms(100, 0, 601)), "instalments");
        assert_eq!(field(Terms { residual_minor: 101, ..terms(100, 0, 1) }), "residual");
        assert_eq!(field(Terms { residual_minor: -1, ..terms(100, 0, 1) }), "residual");
        assert_eq!(terms(5, 0, 12).schedule(), Err(ScheduleError::TooSmall));
        let late = Terms { first_due: NaiveDate::MAX, ..terms(100, 0, 2) };
        assert_eq!(late.schedule(), Err(ScheduleError::Calendar));
    }

    #[test]
    fn an_irregular_schedule_is_checked_as_given() {
        let at = |due: &str, p, i| Instalment { due: date(due), principal_minor: p, interest_minor: i };
        assert!(Schedule::new(vec![at("2026-01-31", 100, 5), at("2026-05-01", 0, 5), at("2026-05-02", 7, 0)]).is_ok());
        assert_eq!(Schedule::new(vec![]), Err(ScheduleError::Empty));
        let (a, b) = (date("2026-02-01"), date("2026-01-01"));
        assert_eq!(
            Schedule::new(vec![at("2026-02-01", 1, 0), at("2026-01-01", 1, 0)]),
            Err(ScheduleError::Order(b, a))
        );
        assert_eq!(
            Schedule::new(vec![at("2026-02-01", 1, 0), at("2026-02-01", 1, 0)]),
            Err(ScheduleError::Order(a, a))
        );
        assert_eq!(Schedule::new(vec![at("2026-02-01", 0, 0)]), Err(ScheduleError::Amount(a)));
        assert_eq!(Schedule::new(vec![at("2026-02-01", 10, -1)]), Err(ScheduleError::Amount(a)));
        assert_eq!(Schedule::new(vec![at("2026-02-01", i64::MAX, i64::MAX)]), Err(ScheduleError::Overflow));
        assert!(serde_json::from_str::<Schedule>("[]").is_err(), "a stored schedule is checked too");
        let plan = Plan::Irregular { instalments: Schedule::new(vec![at("2026-01-31", 100, 5)]).expect("valid") };
        let text = serde_json::to_string(&plan).expect("serialises");
        assert_eq!(serde_json::from_str::<Plan>(&text).expect("parses"), plan);
        let regular = Plan::Regular(terms(100, 0, 1));
        let text = serde_json::to_string(&regular).expect("serialises");
        assert_eq!(serde_json::from_str::<Plan>(&text).expect("parses"), regular);
    }

    proptest! {
        #[test]
        fn principal_is_conserved_and_instalments_are_level(
            principal in 100_000..=1_000_000_000_i64, ppm in 0..=400_000_u32, n in 1..=120_u32,
            share in 0..=100_i64, method in prop::sample::select(Method::ALL), frequency in prop::sample::select(Frequency::ALL),
        ) {
            let t = Terms { residual_minor: principal / 100 * share, method, frequency, ..terms(principal, ppm, n) };
            let Ok(s) = t.schedule() else {
                // Only a residual that leaves nothing to pay between can make an instalment of nothing.
                prop_assert!(share > 90 && ppm == 0 || share == 100, "{t:?}");
                return Ok(());
            };
            prop_assert_eq!(s.instalments().iter().map(|i| i.principal_minor).sum::<i64>(), principal);
            prop_assert_eq!(s.instalments().len(), n as usize);
            if method == Method::Annuity && n > 1 {
                let level = s.instalments()[0].amount_minor();
                let body = &s.instalments()[..n as usize - 1];
                prop_assert!(body.iter().all(|i| i.amount_minor() == level));
            }
        }

        #[test]
        fn extreme_terms_never_panic(
            principal in 1..=1_000_000_000_000_000_i64, ppm in 0..=1_000_000_u32, n in 1..=600_u32,
            method in prop::sample::select(Method::ALL), frequency in prop::sample::select(Frequency::ALL),
        ) {
            let t = Terms { method, frequency, ..terms(principal, ppm, n) };
            if let Ok(s) = t.schedule() {
                prop_assert_eq!(s.instalments().iter().map(|i| i.principal_minor).sum::<i64>(), principal);
            }
        }
    }
}

mod arrears_on_a_date {
    use super::*;

    fn as_of(payments: &[Payment], day: &str) -> Arrears {
        arrears(&three(), payments, date(day))
    }

    #[test]
    fn an_instalment_is_past_due_the_day_after_its_due_date() {
        assert_eq!(as_of(&[], "2026-01-30").dpd, 0);
        let due = as_of(&[], "2026-01-31");
        assert_eq!((due.dpd, due.overdue_minor, due.oldest_unpaid_due), (0, 0, None));
        let after = as_of(&[], "2026-02-01");
        assert_eq!((after.dpd, after.overdue_instalments, after.overdue_minor), (1, 1, 10_000));
        assert_eq!(after.oldest_unpaid_due, Some(date("2026-01-31")));
        assert!(after.first_instalment_unpaid);
        let later = as_of(&[], "2026-04-01");
        assert_eq!((later.dpd, later.overdue_instalments, later.overdue_minor), (60, 3, 30_000));
    }

    #[test]
    fn days_past_due_count_a_leap_day() {
        let leap = loan_of(Terms { first_due: date("2028-02-28"), ..terms(100, 0, 1) }.schedule().expect("valid"));
        assert_eq!(arrears(&leap, &[], date("2028-03-01")).dpd, 2);
        let plain = loan_of(Terms { first_due: date("2026-02-28"), ..terms(100, 0, 1) }.schedule().expect("valid"));
        assert_eq!(arrears(&plain, &[], date("2026-03-01")).dpd, 1);
    }

    #[test]
    fn payments_go_to_the_oldest_instalment_first() {
        // One instalment paid while two are due: the older one is settled, the younger one ages.
        let a = as_of(&[paid(1, "2026-03-05", 10_000)], "2026-03-10");
        assert_eq!((a.dpd, a.oldest_unpaid_due, a.overdue_minor), (10, Some(date("2026-02-28")), 10_000));
        assert!(!a.first_instalment_unpaid);
        // One minor unit short leaves the oldest one unpaid.
        let a = as_of(&[paid(1, "2026-03-05", 9_999)], "2026-03-10");
        assert_eq!((a.dpd, a.overdue_instalments, a.overdue_minor), (38, 2, 10_001));
    }

    #[test]
    fn a_payment_in_advance_covers_instalments_to_come() {
        let a = as_of(&[paid(1, "2026-01-01", 20_000)], "2026-03-15");
        assert_eq!((a.dpd, a.overdue_minor, a.outstanding_minor), (0, 0, 10_000));
    }

    #[test]
    fn an_overpayment_is_a_credit() {
        let a = as_of(&[paid(1, "2026-01-01", 30_050)], "2026-06-01");
        assert_eq!((a.dpd, a.outstanding_minor, a.credit_minor, a.paid_minor), (0, 0, 50, 30_050));
    }

    #[test]
    fn a_reversal_counts_from_its_own_date() {
        let payments = [paid(1, "2026-01-31", 10_000), reversal(2, 1, "2026-02-10", 10_000)];
        assert_eq!(as_of(&payments, "2026-02-09").dpd, 0);
        let after = as_of(&payments, "2026-02-10");
        assert_eq!((after.dpd, after.paid_minor), (10, 0), "the instalment was never paid");
        let part = [paid(1, "2026-01-31", 10_000), reversal(2, 1, "2026-02-10", 1)];
        assert_eq!(as_of(&part, "2026-02-10").overdue_minor, 1);
    }

    #[test]
    fn a_payment_of_the_future_does_not_count() {
        assert_eq!(as_of(&[paid(1, "2026-02-11", 30_000)], "2026-02-10").dpd, 10);
        assert_eq!(as_of(&[paid(1, "2026-02-10", 30_000)], "2026-02-10").dpd, 0, "one of today does");
    }

    #[test]
    fn interest_of_an_instalment_is_paid_before_its_principal() {
        let one =
            Schedule::new(vec![Instalment { due: date("2026-01-31"), principal_minor: 900, interest_minor: 100 }]);
        let loan = loan_of(one.expect("valid"));
        let owed =
            |minor| arrears(&loan, &[paid(1, "2026-01-01", minor)], date("2026-02-10")).principal_outstanding_minor;
        assert_eq!((owed(50), owed(100), owed(101)), (900, 900, 899));
    }

    #[test]
    fn a_settled_loan_owes_nothing_and_status_follows_only_arithmetic() {
        let settled = Loan { status: LoanStatus::Settled, ..three() };
        let a = arrears(&settled, &[], date("2026-06-01"));
        assert_eq!((a.dpd, a.outstanding_minor), (0, 0));
        let late = as_of(&[], "2026-06-01");
        let clean = as_of(&[], "2026-01-01");
        assert_eq!(LoanStatus::Performing.after(&late), LoanStatus::Overdue);
        assert_eq!(LoanStatus::Overdue.after(&clean), LoanStatus::Performing);
        for decided in [LoanStatus::InRecovery, LoanStatus::Settled, LoanStatus::ChargedOff] {
            assert_eq!(decided.after(&late), decided);
            assert_eq!(decided.after(&clean), decided);
        }
    }

    #[test]
    fn payments_that_cannot_be_true_are_named() {
        let p = |n| PaymentId(Uuid::from_u128(n));
        assert_eq!(check_payments(&[paid(1, "2026-01-01", 5), reversal(2, 1, "2026-01-01", 5)]), Ok(()));
        assert_eq!(check_payments(&[paid(1, "2026-01-01", 0)]), Err(PaymentError::NotPositive(p(1))));
        assert_eq!(check_payments(&[paid(1, "2026-01-01", 5); 2]), Err(PaymentError::Duplicate(p(1))));
        let unknown = [reversal(2, 9, "2026-01-01", 5)];
        assert_eq!(check_payments(&unknown), Err(PaymentError::UnknownReversed(p(2), p(9))));
        let before = [paid(1, "2026-01-02", 5), reversal(2, 1, "2026-01-01", 5)];
        assert_eq!(check_payments(&before), Err(PaymentError::ReversedBefore(p(2), p(1))));
        let twice = [paid(1, "2026-01-01", 5), reversal(2, 1, "2026-01-01", 3), reversal(3, 1, "2026-01-01", 3)];
        assert_eq!(check_payments(&twice), Err(PaymentError::ReversedTooMuch(p(1))));
        let chain = [paid(1, "2026-01-01", 5), reversal(2, 1, "2026-01-01", 5), reversal(3, 2, "2026-01-01", 5)];
        assert_eq!(check_payments(&chain), Err(PaymentError::UnknownReversed(p(3), p(2))));
    }

    fn payments() -> impl Strategy<Value = Vec<Payment>> {
        prop::collection::vec((0..400_u64, 1..2_000_000_i64, any::<bool>()), 0..20).prop_map(|rows| {
            let mut all = Vec::new();
            for (k, (day, amount_minor, bounced)) in rows.into_iter().enumerate() {
                let id = |n: usize| PaymentId(Uuid::from_u128(n as u128));
                let value_date = date("2026-01-01") + Days::new(day);
                all.push(Payment { id: id(2 * k), value_date, amount_minor, reverses: None });
                if bounced {
                    let value_date = value_date + Days::new(5);
                    all.push(Payment { id: id(2 * k + 1), value_date, amount_minor, reverses: Some(id(2 * k)) });
                }
            }
            all
        })
    }

    proptest! {
        #[test]
        fn every_unit_is_owed_or_paid_or_credit(all in payments(), day in 0..500_u64, ppm in 0..300_000_u32) {
            prop_assert_eq!(check_payments(&all), Ok(()));
            let loan = loan_of(terms(10_000_000, ppm, 12).schedule().expect("valid"));
            let a = arrears(&loan, &all, date("2026-01-01") + Days::new(day));
            prop_assert_eq!(a.outstanding_minor + a.paid_minor - a.credit_minor, loan.schedule.total_minor());
            prop_assert!(a.overdue_minor <= a.outstanding_minor);
            prop_assert!(a.principal_outstanding_minor <= a.outstanding_minor);
            prop_assert_eq!(a.dpd > 0, a.overdue_instalments > 0);
            prop_assert_eq!(a.overdue_instalments > 0, a.overdue_minor > 0);
            prop_assert!(a.credit_minor == 0 || a.outstanding_minor == 0);
        }

        #[test]
        fn paying_more_never_makes_it_worse(all in payments(), day in 0..500_u64, more in 1..5_000_000_i64) {
            let loan = loan_of(terms(10_000_000, 120_000, 12).schedule().expect("valid"));
            let on = date("2026-01-01") + Days::new(day);
            let before = arrears(&loan, &all, on);
            let mut with = all;
            with.push(Payment { id: PaymentId(Uuid::from_u128(999)), value_date: on, amount_minor: more, reverses: None });
            let after = arrears(&loan, &with, on);
            prop_assert!(after.dpd <= before.dpd && after.overdue_minor <= before.overdue_minor);
            prop_assert!(after.outstanding_minor <= before.outstanding_minor);
            let policy = BucketPolicy::default();
            prop_assert!(policy.bucket(after.dpd) <= policy.bucket(before.dpd));
        }

        #[test]
        fn without_payments_each_day_adds_one(day in 0..500_u64) {
            let loan = loan_of(terms(10_000_000, 120_000, 12).schedule().expect("valid"));
            let dpd = |d| arrears(&loan, &[], date("2026-02-01") + Days::new(d)).dpd;
            prop_assert_eq!(dpd(day + 1), dpd(day) + 1);
        }

        #[test]
        fn the_order_of_payments_does_not_matter(all in payments(), day in 0..500_u64) {
            let loan = loan_of(terms(10_000_000, 120_000, 12).schedule().expect("valid"));
            let on = date("2026-01-01") + Days::new(day);
            let reversed: Vec<_> = all.iter().rev().copied().collect();
            prop_assert_eq!(arrears(&loan, &all, on), arrears(&loan, &reversed, on));
        }
    }
}

mod flags {
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
        for (kind, expected) in
            [(AlertType::Removal, FlagRule::CriticalRemoval), (AlertType::SiteVisit, FlagRule::CriticalSiteVisit)]
        {
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
}

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
    let one = Schedule::new(vec![Instalment { due: date("2026-01-31"), principal_minor: 900, interest_minor: 100 }]);
    let loan = loan_of(one.expect("valid"));
    let owed = |minor| arrears(&loan, &[paid(1, "2026-01-01", minor)], date("2026-02-10")).principal_outstanding_minor;
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

#[test]
fn each_instalment_stands_as_the_arrears_say() {
    use InstalmentState::{Ahead, Due, Overdue, Paid};
    let stand = |payments: &[Payment], day: &str| -> Vec<(i64, InstalmentState)> {
        instalments(&three(), payments, date(day)).iter().map(|line| (line.paid_minor, line.state)).collect()
    };
    let part = [paid(1, "2026-02-01", 14_000)];
    assert_eq!(stand(&part, "2026-02-28"), [(10_000, Paid), (4_000, Due), (0, Ahead)]);
    assert_eq!(stand(&part, "2026-03-01"), [(10_000, Paid), (4_000, Overdue), (0, Ahead)]);
    assert_eq!(stand(&part, "2026-01-15"), [(0, Ahead), (0, Ahead), (0, Ahead)], "not paid yet on that day");
    let undone = [part[0], reversal(2, 1, "2026-03-02", 5_000)];
    assert_eq!(stand(&undone, "2026-03-02"), [(9_000, Overdue), (0, Overdue), (0, Ahead)]);
    let a = arrears(&three(), &undone, date("2026-03-02"));
    let lines = instalments(&three(), &undone, date("2026-03-02"));
    let unpaid = |line: &InstalmentLine| line.principal_minor + line.interest_minor - line.paid_minor;
    assert_eq!(a.outstanding_minor, lines.iter().map(unpaid).sum::<i64>());
    assert_eq!(a.overdue_minor, lines.iter().filter(|line| line.state == Overdue).map(unpaid).sum::<i64>());
    let settled = Loan { status: LoanStatus::Settled, ..three() };
    assert!(instalments(&settled, &[], date("2027-01-01")).iter().all(|line| line.state == Paid));
}

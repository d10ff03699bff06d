//! Where a loan stood on each day.

use chrono::{NaiveDate, TimeZone, Utc};
use chrono_tz::Asia::Shanghai;
use lienwatch_domain::ids::{LoanId, PaymentId};
use lienwatch_domain::lending::{Instalment, Loan, LoanStatus, Payment, Product, Schedule};
use lienwatch_domain::money::Currency;
use lienwatch_domain::risk::standing;
use uuid::Uuid;

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, d).expect("a date")
}

fn loan(status: LoanStatus) -> Loan {
    let instalment = |due| Instalment { due, principal_minor: 100, interest_minor: 0 };
    Loan {
        id: LoanId(Uuid::from_u128(1)),
        product: Product::Loan,
        status,
        currency: Currency::new("CNY").expect("a currency"),
        funded_on: day(1),
        contract_no: "C".into(),
        schedule: Schedule::new(vec![instalment(day(3)), instalment(day(6))]).expect("a schedule"),
    }
}

fn paid(n: u128, on: NaiveDate, amount_minor: i64) -> Payment {
    Payment { id: PaymentId(Uuid::from_u128(n)), value_date: on, amount_minor, reverses: None }
}

#[test]
fn each_change_is_a_step_from_the_beginning_of_its_day() {
    let steps = standing(&loan(LoanStatus::Overdue), &[paid(1, day(5), 100)], (day(2), day(8)), Shanghai);
    let told: Vec<(u32, u32, bool)> = steps
        .iter()
        .map(|s| (s.facts.overdue_days, s.facts.overdue_instalments, s.facts.first_payment_default))
        .collect();
    // Due on the 3rd, late from the 4th, paid on the 5th; the second due on the 6th.
    assert_eq!(told, [(0, 0, false), (1, 1, true), (0, 0, false), (1, 1, false), (2, 1, false)]);
    assert_eq!(steps[1].since, Utc.with_ymd_and_hms(2026, 9, 3, 16, 0, 0).single().expect("a time"));
    assert_eq!(steps[0].facts.funded_at, Utc.with_ymd_and_hms(2026, 8, 31, 16, 0, 0).single());
}

#[test]
fn a_loan_is_settled_from_the_day_on_which_nothing_was_owed() {
    let all = [paid(1, day(5), 200)];
    let settled = |payments: &[Payment]| -> Vec<bool> {
        let steps = standing(&loan(LoanStatus::Settled), payments, (day(3), day(6)), Shanghai);
        steps.iter().map(|s| s.facts.settled).collect()
    };
    assert_eq!(settled(&all), [false, false, true]);
    assert_eq!(settled(&all[..0]), [true], "its books do not say since when");
}

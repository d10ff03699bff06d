//! Schedules, arrears and flags: hand-computed cases and properties.

mod arrears_on_a_date;
mod flags;
mod schedules;

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

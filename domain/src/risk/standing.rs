//! Where a loan stood on each day, from its schedule and payments.

use super::history::{MOST_DAYS, day_begins};
use super::preview::LoanStep;
use super::signal::LoanFacts;
use crate::lending::{Loan, LoanStatus, Payment, arrears};
use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

/// Where the loan stood on the days `first..=last` in `zone` (the newest [`MOST_DAYS`] of them), a step for each change, in
/// order of time. Payments count from their value dates. A loan is settled from the day on which nothing was owed any
/// more; one that its lender's books settled earlier than that is so on every day, because they do not say since when.
pub fn standing(loan: &Loan, payments: &[Payment], (first, last): (NaiveDate, NaiveDate), zone: Tz) -> Vec<LoanStep> {
    let earliest = last.checked_sub_days(Days::new(MOST_DAYS - 1)).unwrap_or(NaiveDate::MIN);
    let settled = loan.status == LoanStatus::Settled;
    // Settled loans owe nothing whatever their schedules say: what they owed before is asked of them as live ones.
    let live = settled.then(|| Loan { status: LoanStatus::Performing, ..loan.clone() });
    let loan = live.as_ref().unwrap_or(loan);
    let forgiven = settled && arrears(loan, payments, last).outstanding_minor > 0;
    let mut steps: Vec<LoanStep> = Vec::new();
    for day in first.max(earliest).iter_days().take_while(|day| *day <= last) {
        let Some(since) = day_begins(day, zone) else { continue };
        let owed = arrears(loan, payments, day);
        let funded_at = day_begins(loan.funded_on, zone);
        let facts = match settled && (forgiven || owed.outstanding_minor == 0) {
            true => LoanFacts { funded_at, settled: true, ..LoanFacts::default() },
            false => LoanFacts {
                overdue_days: owed.dpd,
                overdue_instalments: owed.overdue_instalments,
                first_payment_default: owed.first_instalment_unpaid,
                funded_at,
                settled: false,
            },
        };
        if steps.last().is_none_or(|step| step.facts != facts) {
            steps.push(LoanStep { since, facts });
        }
    }
    steps
}

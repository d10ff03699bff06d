//! What is unpaid on a business date: payments go to instalments in due-date order.

use super::{Instalment, Loan, LoanStatus};
use crate::ids::PaymentId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Money received, or a receipt undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// The lender's date from which it counts.
    pub value_date: NaiveDate,
    /// How much, minor units of the loan's currency, above 0.
    pub amount_minor: i64,
    /// The payment that this one undoes (returned cheque, chargeback), wholly or in part; `None` is money in.
    #[serde(default)]
    pub reverses: Option<PaymentId>,
}

/// Where a loan stands on a date. Amounts are minor units of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrears {
    /// As of which date (the lender's).
    pub as_of: NaiveDate,
    /// Days since the oldest unpaid instalment fell due; 0 on the due date itself and where none is overdue.
    pub dpd: u32,
    /// Instalments past due and not fully paid.
    pub overdue_instalments: u32,
    /// What of them is unpaid.
    pub overdue_minor: i64,
    /// What of the whole schedule is unpaid, due or not.
    pub outstanding_minor: i64,
    /// The principal part of it, where each instalment pays its interest first.
    pub principal_outstanding_minor: i64,
    /// Net payments counted.
    pub paid_minor: i64,
    /// Paid beyond the whole schedule.
    pub credit_minor: i64,
    /// Due date of the oldest instalment past due and not fully paid.
    pub oldest_unpaid_due: Option<NaiveDate>,
    /// The first instalment is past due and not fully paid.
    pub first_instalment_unpaid: bool,
}

/// Payments that cannot be true.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaymentError {
    /// Zero or below.
    #[error("payment {0} must be above zero; undo a payment by a reversal")]
    NotPositive(PaymentId),
    /// Two with one id.
    #[error("payment {0} is there twice")]
    Duplicate(PaymentId),
    /// A reversal of nothing.
    #[error("payment {0} reverses {1}, which is not a payment of this loan")]
    UnknownReversed(PaymentId, PaymentId),
    /// A reversal before its payment.
    #[error("payment {0} reverses {1} before it was paid")]
    ReversedBefore(PaymentId, PaymentId),
    /// More undone than paid.
    #[error("more than the whole of payment {0} is reversed")]
    ReversedTooMuch(PaymentId),
}

/// Whether the payments of one loan can be true. [`arrears`] does not depend on it, but its answer does.
pub fn check_payments(payments: &[Payment]) -> Result<(), PaymentError> {
    let mut money_in = HashMap::new();
    let mut seen = std::collections::HashSet::new();
    for p in payments {
        if p.amount_minor <= 0 {
            return Err(PaymentError::NotPositive(p.id));
        }
        if !seen.insert(p.id) {
            return Err(PaymentError::Duplicate(p.id));
        }
        if p.reverses.is_none() {
            money_in.insert(p.id, (p.value_date, i128::from(p.amount_minor)));
        }
    }
    for p in payments {
        let Some(of) = p.reverses else { continue };
        let (paid_on, left) = money_in.get_mut(&of).ok_or(PaymentError::UnknownReversed(p.id, of))?;
        if p.value_date < *paid_on {
            return Err(PaymentError::ReversedBefore(p.id, of));
        }
        *left -= i128::from(p.amount_minor);
        if *left < 0 {
            return Err(PaymentError::ReversedTooMuch(of));
        }
    }
    Ok(())
}

/// What was paid and not undone by `as_of`. Payments with a later value date do not count yet; a reversal counts from its
/// own date.
fn paid_by(payments: &[Payment], as_of: NaiveDate) -> i64 {
    let net: i128 = payments
        .iter()
        .filter(|p| p.value_date <= as_of)
        .map(|p| if p.reverses.is_some() { -i128::from(p.amount_minor) } else { i128::from(p.amount_minor) })
        .sum();
    i64::try_from(net.max(0)).unwrap_or(i64::MAX)
}

/// Each instalment with what is paid of it, in due-date order; `left` is what is paid beyond them.
fn shared<'a>(loan: &'a Loan, left: &'a mut i64) -> impl Iterator<Item = (&'a Instalment, i64)> {
    loan.schedule.instalments().iter().map(|instalment| {
        let used = (*left).min(instalment.amount_minor());
        *left -= used;
        (instalment, used)
    })
}

wire_names! {
    /// How an instalment stands.
    InstalmentState {
        /// Paid in full.
        Paid = "paid",
        /// Past due, and not paid in full.
        Overdue = "overdue",
        /// Falls due on that day, and is not paid in full.
        Due = "due",
        /// Falls due later.
        Ahead = "ahead",
    }
}

/// An instalment as it stands on a date. Amounts are minor units of the loan's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalmentLine {
    /// When it falls due.
    pub due: NaiveDate,
    /// Principal part.
    pub principal_minor: i64,
    /// Interest part.
    pub interest_minor: i64,
    /// What is paid of it.
    pub paid_minor: i64,
    /// How it stands.
    pub state: InstalmentState,
}

/// The schedule of `loan` as it stands on `as_of`: payments go to instalments in due-date order. Of a settled loan every
/// instalment is paid, whatever was booked.
pub fn instalments(loan: &Loan, payments: &[Payment], as_of: NaiveDate) -> Vec<InstalmentLine> {
    let settled = loan.status == LoanStatus::Settled;
    let mut left = if settled { i64::MAX } else { paid_by(payments, as_of) };
    let line = |(instalment, paid_minor): (&Instalment, i64)| {
        let state = match instalment.due.cmp(&as_of) {
            _ if paid_minor == instalment.amount_minor() => InstalmentState::Paid,
            Ordering::Less => InstalmentState::Overdue,
            Ordering::Equal => InstalmentState::Due,
            Ordering::Greater => InstalmentState::Ahead,
        };
        let Instalment { due, principal_minor, interest_minor } = *instalment;
        InstalmentLine { due, principal_minor, interest_minor, paid_minor, state }
    };
    shared(loan, &mut left).map(line).collect()
}

/// Where `loan` stands on `as_of`. A settled loan owes nothing, whatever its schedule says.
pub fn arrears(loan: &Loan, payments: &[Payment], as_of: NaiveDate) -> Arrears {
    let paid = paid_by(payments, as_of);
    let mut state = Arrears {
        as_of,
        dpd: 0,
        overdue_instalments: 0,
        overdue_minor: 0,
        outstanding_minor: 0,
        principal_outstanding_minor: 0,
        paid_minor: paid,
        credit_minor: 0,
        oldest_unpaid_due: None,
        first_instalment_unpaid: false,
    };
    if loan.status == LoanStatus::Settled {
        return state;
    }
    let mut left = paid;
    for (k, (instalment, used)) in shared(loan, &mut left).enumerate() {
        let unpaid = instalment.amount_minor() - used;
        if unpaid == 0 {
            continue;
        }
        state.outstanding_minor += unpaid;
        state.principal_outstanding_minor += unpaid.min(instalment.principal_minor);
        if instalment.due < as_of {
            state.overdue_instalments += 1;
            state.overdue_minor += unpaid;
            state.first_instalment_unpaid |= k == 0;
            state.oldest_unpaid_due.get_or_insert(instalment.due);
        }
    }
    state.credit_minor = left;
    state.dpd = state.oldest_unpaid_due.map_or(0, |due| u32::try_from((as_of - due).num_days()).unwrap_or(0));
    state
}

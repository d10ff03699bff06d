//! Payments: money in, and receipts undone (stored below zero).

use super::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::ids::{LoanId, PaymentId};
use lienwatch_domain::lending::Payment;
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// A payment as people read it.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct PaymentView {
    /// Its id.
    pub id: Uuid,
    /// The lender's own key.
    pub external_id: String,
    /// The date from which it counts.
    pub paid_on: NaiveDate,
    /// Minor units of the loan's currency; below zero where it undoes another.
    pub amount_minor: i64,
    /// The payment that it undoes.
    pub reverses: Option<Uuid>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

/// What a new payment is made of.
#[derive(Debug)]
pub struct NewPayment<'a> {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub lender_no: i32,
    /// For which loan.
    pub loan_id: Uuid,
    /// The lender's own key.
    pub external_id: &'a str,
    /// The date from which it counts.
    pub paid_on: NaiveDate,
    /// Above zero.
    pub amount_minor: i64,
    /// The payment that it undoes.
    pub reverses: Option<Uuid>,
}

/// All payments of a loan, as the domain counts them.
pub async fn of_loan(c: &mut PgConnection, loan: LoanId) -> Result<Vec<Payment>, StoreError> {
    let rows: Vec<PaymentView> = sqlx::query_as(
        "select id, external_id, paid_on, amount_minor, reverses, created_at from payment where loan_id = $1
         order by paid_on, id",
    )
    .bind(loan.0)
    .fetch_all(c)
    .await?;
    let domain = |row: PaymentView| Payment {
        id: PaymentId(row.id),
        value_date: row.paid_on,
        amount_minor: row.amount_minor.abs(),
        reverses: row.reverses.map(PaymentId),
    };
    Ok(rows.into_iter().map(domain).collect())
}

/// All payments of several loans.
pub async fn of_loans(c: &mut PgConnection, loans: &[Uuid]) -> Result<HashMap<LoanId, Vec<Payment>>, StoreError> {
    let rows: Vec<(Uuid, Uuid, NaiveDate, i64, Option<Uuid>)> = sqlx::query_as(
        "select loan_id, id, paid_on, amount_minor, reverses from payment where loan_id = any ($1) order by paid_on, id",
    )
    .bind(loans)
    .fetch_all(c)
    .await?;
    let mut by_loan: HashMap<LoanId, Vec<Payment>> = HashMap::new();
    for (loan, id, value_date, amount, reverses) in rows {
        let payment =
            Payment { id: PaymentId(id), value_date, amount_minor: amount.abs(), reverses: reverses.map(PaymentId) };
        by_loan.entry(LoanId(loan)).or_default().push(payment);
    }
    Ok(by_loan)
}

/// A page of a loan's payments, by id.
pub async fn list(
    c: &mut PgConnection,
    loan: Uuid,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<PaymentView>, StoreError> {
    Ok(sqlx::query_as(
        "select id, external_id, paid_on, amount_minor, reverses, created_at from payment
         where loan_id = $1 and ($2::uuid is null or id > $2) order by id limit $3",
    )
    .bind(loan)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// The payment of the lender's own key.
pub async fn by_external_id(
    c: &mut PgConnection,
    lender_no: i32,
    external_id: &str,
) -> Result<Option<(Uuid, PaymentView)>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        loan_id: Uuid,
        #[sqlx(flatten)]
        payment: PaymentView,
    }
    let row: Option<Row> = sqlx::query_as(
        "select loan_id, id, external_id, paid_on, amount_minor, reverses, created_at from payment
         where lender_no = $1 and external_id = $2",
    )
    .bind(lender_no)
    .bind(external_id)
    .fetch_optional(c)
    .await?;
    Ok(row.map(|r| (r.loan_id, r.payment)))
}

/// Books a payment. Constraint `payment_external_id_unique` where it was booked already.
pub async fn insert(c: &mut PgConnection, new: &NewPayment<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let signed = if new.reverses.is_some() { -new.amount_minor } else { new.amount_minor };
    sqlx::query(
        "insert into payment (id, lender_no, loan_id, external_id, paid_on, amount_minor, reverses, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(new.id)
    .bind(new.lender_no)
    .bind(new.loan_id)
    .bind(new.external_id)
    .bind(new.paid_on)
    .bind(signed)
    .bind(new.reverses)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// What was paid before the payments that we know begin; told again, it replaces what was told before.
#[allow(clippy::too_many_arguments, reason = "one row")]
pub async fn set_opening(
    c: &mut PgConnection,
    id: Uuid,
    lender_no: i32,
    loan_id: Uuid,
    external_id: &str,
    paid_on: NaiveDate,
    amount_minor: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    // Nothing paid is no payment: the schema holds amounts other than zero only.
    if amount_minor <= 0 {
        return Ok(());
    }
    sqlx::query(
        "insert into payment (id, lender_no, loan_id, external_id, paid_on, amount_minor, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (lender_no, external_id) do update set paid_on = excluded.paid_on, amount_minor = excluded.amount_minor",
    )
    .bind(id)
    .bind(lender_no)
    .bind(loan_id)
    .bind(external_id)
    .bind(paid_on)
    .bind(amount_minor)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

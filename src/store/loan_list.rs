//! Lists of loans.

use super::StoreError;
use super::loans::LoanView;
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

/// What to list.
#[derive(Debug, Default)]
pub struct Filter<'a> {
    /// In these buckets.
    pub buckets: Option<&'a [String]>,
    /// In these states.
    pub statuses: Option<&'a [String]>,
    /// At least so many days past due.
    pub dpd_min: Option<i32>,
    /// On one vehicle.
    pub vehicle_id: Option<Uuid>,
    /// Exactly this number.
    pub contract_number: Option<&'a str>,
}

/// A page of loans, by id.
pub async fn list(
    c: &mut PgConnection,
    f: &Filter<'_>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<LoanView>, StoreError> {
    Ok(sqlx::query_as(PAGE)
        .bind(f.buckets)
        .bind(f.statuses)
        .bind(f.dpd_min)
        .bind(f.vehicle_id)
        .bind(f.contract_number)
        .bind(after)
        .bind(limit)
        .fetch_all(c)
        .await?)
}

/// How many loans such a list has, at most `limit`.
pub async fn count(c: &mut PgConnection, f: &Filter<'_>, limit: i64) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from ({PAGE}) l")))
        .bind(f.buckets)
        .bind(f.statuses)
        .bind(f.dpd_min)
        .bind(f.vehicle_id)
        .bind(f.contract_number)
        .bind(None::<Uuid>)
        .bind(limit)
        .fetch_one(c)
        .await?)
}

/// Each lender's own loans by id; then the first of all of them.
pub const PAGE: &str =
    "select l.id, l.contract_number, l.borrower_id, v.id as vehicle_id, l.product, l.status, l.branch, l.currency,
            l.principal_minor, l.funded_on, l.terms as plan, l.dpd, l.bucket, l.overdue_instalments, l.overdue_minor,
            l.outstanding_minor, l.arrears_as_of, l.balance_as_of, l.version, l.created_at, l.updated_at
     from unnest(current_lenders()) as t (lender_no) cross join lateral (
       select * from loan l where l.lender_no = t.lender_no
         and ($1::text[] is null or l.bucket = any ($1)) and ($2::text[] is null or l.status = any ($2))
         and ($3::int4 is null or l.dpd >= $3)
         and ($4::uuid is null or l.vehicle_no = (select vehicle_no from vehicle where id = $4))
         and ($5::text is null or l.contract_number = $5) and ($6::uuid is null or l.id > $6)
       order by l.id limit $7) l
     join vehicle v on v.vehicle_no = l.vehicle_no
     order by l.id limit $7";

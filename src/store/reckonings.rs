//! Beside the documents of reckonings: which orders a month is about, and the run before.

use super::StoreError;
use super::shelves::MonthReckoning;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// Orders of a vendor whose books moved in that time, or for which something was collected then.
pub async fn orders_of(
    c: &mut PgConnection,
    vendor: Uuid,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    limit: i64,
) -> Result<Vec<Uuid>, StoreError> {
    Ok(sqlx::query_scalar(
        "select o.id from recovery_order o
         where o.vendor_id = $1 and (
           exists (select from ledger_entry e where (e.detail ->> 'about_order')::uuid = o.id
                     and e.detail ->> 'about_order' is not null and e.at >= $2 and e.at < $3)
           or exists (select from case_record r where r.case_id = o.case_id and r.kind = 'collection' and r.order_id = o.id
                        and r.at >= $2 and r.at < $3))
         order by o.id limit $4",
    )
    .bind(vendor)
    .bind(from)
    .bind(to)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// The last run of a month, locked.
pub async fn last_run(
    c: &mut PgConnection,
    vendor: Uuid,
    month: &str,
    currency: &str,
) -> Result<Option<(Uuid, MonthReckoning)>, StoreError> {
    let found: Option<(Uuid, Json<MonthReckoning>)> = sqlx::query_as(
        "select id, detail from reconciliation
         where vendor_id = $1 and detail ->> 'month' = $2 and detail ->> 'currency' = $3 for update",
    )
    .bind(vendor)
    .bind(month)
    .bind(currency)
    .fetch_optional(c)
    .await?;
    Ok(found.map(|(id, reckoning)| (id, reckoning.0)))
}

/// What was collected for an order, and what of it was to be, minor units: the sums of what was recorded.
pub async fn collected(c: &mut PgConnection, case: Uuid, order: Uuid) -> Result<(i64, i64), StoreError> {
    Ok(sqlx::query_as(
        "select coalesce(sum((detail ->> 'amount_minor')::int8), 0)::int8,
                coalesce(sum((detail ->> 'collectable_minor')::int8), 0)::int8
         from case_record where case_id = $1 and order_id = $2 and kind = 'collection'",
    )
    .bind(case)
    .bind(order)
    .fetch_one(c)
    .await?)
}

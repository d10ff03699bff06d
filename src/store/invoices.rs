//! Beside the documents of invoices: which of them ask for an order.

use super::StoreError;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// The invoices of a vendor other than `this` that ask for these orders and stand before it: those that are approved or
/// paid, and those that were begun earlier and are being judged. What was rejected or charged back asks for nothing.
pub async fn before(
    c: &mut PgConnection,
    vendor: Uuid,
    this: Uuid,
    orders: &[Uuid],
) -> Result<HashMap<Uuid, Uuid>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = sqlx::query_as(
        "select (l ->> 'order')::uuid, i.id from invoice i cross join jsonb_array_elements(i.detail -> 'lines') l
         where i.vendor_id = $1 and i.id <> $2 and (l ->> 'order')::uuid = any ($3)
           and not coalesce((l ->> 'charged_back')::bool, false)
           and (i.state in ('approved', 'paid') or (i.state in ('submitted', 'matched', 'disputed') and i.id < $2))
         order by i.id desc limit 10000",
    )
    .bind(vendor)
    .bind(this)
    .bind(orders)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().collect())
}

/// What invoices of a vendor that stand ask for each of these orders, minor units.
pub async fn asked(c: &mut PgConnection, vendor: Uuid, orders: &[Uuid]) -> Result<HashMap<Uuid, i64>, StoreError> {
    let rows: Vec<(Uuid, i64)> = sqlx::query_as(
        "select (l ->> 'order')::uuid, sum((l #>> '{amount,minor}')::int8)::int8
         from invoice i cross join jsonb_array_elements(i.detail -> 'lines') l
         where i.vendor_id = $1 and (l ->> 'order')::uuid = any ($2)
           and not coalesce((l ->> 'charged_back')::bool, false)
           and i.state in ('submitted', 'matched', 'disputed', 'approved', 'paid')
         group by 1",
    )
    .bind(vendor)
    .bind(orders)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().collect())
}

/// An order was undone: invoices that ask for it are looked at as soon as time is asked what is due.
pub async fn order_undone(
    c: &mut PgConnection,
    vendor: Uuid,
    order: Uuid,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "update invoice set due_at = $3 where vendor_id = $1
           and state in ('submitted', 'matched', 'disputed', 'approved', 'paid')
           and detail -> 'lines' @> jsonb_build_array(jsonb_build_object('order', $2::text))",
    )
    .bind(vendor)
    .bind(order.to_string())
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

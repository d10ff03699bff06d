//! Orders, with when each was worked on.

use super::{Asked, Belongs, MOST_ORDERS, ReportError, zone};
use crate::store::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::recovery::{OrderKind, OrderState};
use lienwatch_domain::reports::{OrderFacts, ServiceLevels, Sheet};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    lender_id: Uuid,
    lender: String,
    time_zone: String,
    branch: Option<String>,
    flagged_bucket: Option<String>,
    vendor_id: Option<Uuid>,
    kind: String,
    ends_on: NaiveDate,
    created_at: DateTime<Utc>,
    offered_at: Option<DateTime<Utc>>,
    accepted_at: Option<DateTime<Utc>>,
    arrived_at: Option<DateTime<Utc>>,
    completed_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    levels: Option<Json<ServiceLevels>>,
}

/// Counts the orders that were written in the period.
pub(super) async fn count(
    c: &mut PgConnection,
    asked: Asked,
    sheet: &mut Sheet,
    names: &mut BTreeMap<String, String>,
) -> Result<(), ReportError> {
    let rows: Vec<Row> = sqlx::query_as(
        "with cohort as materialized (
           select o.id, o.lender_no, o.case_id, o.vendor_id, o.kind, o.created_at,
                  (o.detail #>> '{term,ends_on}')::date as ends_on
           from recovery_order o where o.created_at >= $1 and o.created_at < $2 order by o.id limit $3)
         select le.id as lender_id, le.name as lender, le.time_zone, le.policy -> 'service_levels' as levels,
                lo.branch, k.flagged_bucket, o.vendor_id, o.kind,
                o.ends_on, o.created_at, m.*
         from cohort o join lender le on le.lender_no = o.lender_no join recovery_case k on k.id = o.case_id
         join loan lo on lo.id = k.loan_id
         left join lateral (
           select min(s.at) filter (where s.action = 'offer') as offered_at,
                  min(s.at) filter (where s.action = 'accept') as accepted_at,
                  min(s.at) filter (where s.action = 'check_in') as arrived_at,
                  min(s.at) filter (where s.action = 'complete') as completed_at,
                  min(s.at) filter (where s.action in ('withdraw', 'fail')) as ended_at
           from (select e.action, (e.data ->> 'at')::timestamptz as at from event e where e.entity_id = o.id
                   and e.action in ('offer', 'accept', 'check_in', 'complete', 'withdraw', 'fail')) s) m on true",
    )
    .bind(asked.from)
    .bind(asked.to)
    .bind(MOST_ORDERS + 1)
    .fetch_all(c)
    .await?;
    if rows.len() as i64 > MOST_ORDERS {
        return Err(ReportError::TooMany(MOST_ORDERS, "orders"));
    }
    for row in rows {
        let zone = zone(&row.time_zone)?;
        let kind = OrderKind::from_name(&row.kind)
            .ok_or_else(|| StoreError::unreadable("kind of an order", row.kind.clone()))?;
        let belongs = Belongs {
            lender_id: row.lender_id,
            lender: &row.lender,
            zone,
            branch: row.branch.as_deref(),
            bucket: row.flagged_bucket.as_deref(),
            vendor: row.vendor_id,
            began_at: row.created_at,
        };
        let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        sheet.order(&OrderFacts {
            group: belongs.group(asked.by, names),
            has_check_in: kind.route().contains(&OrderState::OnSite),
            offered_at: row.offered_at,
            accepted_at: row.accepted_at,
            arrived_at: row.arrived_at,
            completed_on: row.completed_at.map(day),
            ended_at: row.ended_at,
            ends_on: row.ends_on,
            today: day(asked.now),
            levels: row.levels.map_or_else(ServiceLevels::default, |levels| levels.0),
        });
    }
    Ok(())
}

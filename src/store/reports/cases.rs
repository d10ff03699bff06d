//! Cases, with what came of each: read from its log, its books, its hand-overs and its loan.

use super::{Asked, Belongs, MOST_CASES, ReportError, zone};
use crate::store::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::money::Currency;
use lienwatch_domain::recovery::{Chain, OrderKind, stays};
use lienwatch_domain::reports::{CaseFacts, Settled, Sheet};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    lender_id: Uuid,
    lender: String,
    time_zone: String,
    branch: Option<String>,
    currency: String,
    opened_at: DateTime<Utc>,
    flagged_bucket: Option<String>,
    flagged_outstanding_minor: Option<i64>,
    steps: Json<Vec<Step>>,
    vendors: Json<Vec<(Uuid, Uuid)>>,
    checked_in_at: Option<DateTime<Utc>>,
    cost_minor: i64,
    recovered_minor: i64,
    paid_minor: i64,
    complaints: i64,
    chain: Option<Json<Chain>>,
}

/// A row of the log of a case: what, when, and of a sale the price and the lot, of a settlement the statement, of a taking
/// the order.
type Step = (String, DateTime<Utc>, Option<i64>, Option<Uuid>, Option<Uuid>, Option<Uuid>);

/// A settlement and its reversal, and a redemption, are no costs and no costs less: they clear what stands.
const COHORT: &str = "
    with cohort as materialized (
      select k.id, k.lender_no, k.loan_id, k.opened_at, k.closed_at, k.flagged_bucket, k.flagged_outstanding_minor
      from recovery_case k where k.opened_at >= $1 and k.opened_at < $2 order by k.id limit $3)
    select le.id as lender_id, le.name as lender, le.time_zone, lo.branch, lo.currency, c.opened_at, c.flagged_bucket,
           c.flagged_outstanding_minor,
           (select coalesce(jsonb_agg(jsonb_build_array(e.action, e.data -> 'at', e.data #> '{price,minor}', e.data -> 'lot',
                     e.data -> 'statement', e.data -> 'order') order by e.seq), '[]')
            from event e where e.entity_id = c.id
              and e.action in ('authorised', 'dispatched', 'secured', 'unrepossessed', 'sold', 'sale_undone', 'settled')) as steps,
           (select coalesce(jsonb_agg(jsonb_build_array(o.id, o.vendor_id) order by o.updated_at, o.id), '[]')
            from recovery_order o where o.case_id = c.id and o.vendor_id is not null and o.kind = any ($4)) as vendors,
           (select min((e.data ->> 'at')::timestamptz) from recovery_order o
            join event e on e.entity_id = o.id and e.action = 'check_in'
            where o.case_id = c.id and o.kind = any ($4)) as checked_in_at,
           coalesce(b.cost, 0)::int8 as cost_minor, coalesce(b.recovered, 0)::int8 as recovered_minor,
           (select coalesce(sum(p.amount_minor), 0)::int8 from payment p where p.loan_id = c.loan_id
              and p.paid_on >= (c.opened_at at time zone le.time_zone)::date
              and (c.closed_at is null or p.paid_on <= (c.closed_at at time zone le.time_zone)::date)) as paid_minor,
           (select count(*) from complaint p where p.case_id = c.id and p.state <> 'withdrawn') as complaints,
           (select u.detail from custody u where u.case_id = c.id) as chain
    from cohort c join lender le on le.lender_no = c.lender_no join loan lo on lo.id = c.loan_id
    left join lateral (
      select sum(a.amount) filter (where (a.account like 'cost:%' or a.account = 'commission') and not x.clears) as cost,
             -sum(a.amount) filter (where a.account = 'lender_recovery' and x.settles) as recovered
      from ledger_entry e
      left join ledger_entry r on e.detail ->> 'cause' = 'reversal' and r.id = (e.detail ->> 'of')::uuid
      cross join lateral (select coalesce(r.detail, e.detail) ->> 'cause' in ('settled', 'redeemed') as clears,
                                 coalesce(r.detail, e.detail) ->> 'cause' = 'settled' as settles) x
      cross join lateral (select p ->> 'account' as account,
                                 case p ->> 'side' when 'debit' then 1 else -1 end * (p #>> '{amount,minor}')::int8 as amount
                          from jsonb_array_elements(e.detail -> 'postings') p) a
      where e.case_id = c.id) b on true";

/// Counts the cases that were opened in the period.
pub(super) async fn count(
    c: &mut PgConnection,
    asked: Asked,
    sheet: &mut Sheet,
    names: &mut BTreeMap<String, String>,
) -> Result<(), ReportError> {
    let takes: Vec<&str> = OrderKind::ALL.iter().filter(|k| k.takes()).map(|k| k.name()).collect();
    let rows: Vec<Row> = sqlx::query_as(COHORT)
        .bind(asked.from)
        .bind(asked.to)
        .bind(MOST_CASES + 1)
        .bind(takes)
        .fetch_all(&mut *c)
        .await?;
    if rows.len() as i64 > MOST_CASES {
        return Err(ReportError::TooMany(MOST_CASES, "cases"));
    }
    let courses: Vec<Course> = rows.iter().map(|row| Course::of(&row.steps.0)).collect();
    let lots: Vec<Uuid> = courses.iter().filter_map(|course| course.sale.map(|(.., lot)| lot)).collect();
    let statements: Vec<Uuid> = courses.iter().filter_map(|course| course.statement).collect();
    let worth = appraised(c, &lots).await?;
    let settled = settlements(c, &statements).await?;
    for (row, course) in rows.into_iter().zip(courses) {
        let zone = zone(&row.time_zone)?;
        let taker = row.vendors.0.iter().find(|(order, _)| Some(*order) == course.taken_by);
        let belongs = Belongs {
            lender_id: row.lender_id,
            lender: &row.lender,
            zone,
            branch: row.branch.as_deref(),
            bucket: row.flagged_bucket.as_deref(),
            vendor: taker.or(row.vendors.0.last()).map(|(_, vendor)| *vendor),
            began_at: row.opened_at,
        };
        let storage =
            row.chain.as_ref().map(|chain| stays(&chain.0, asked.now, zone)).filter(|found| !found.is_empty());
        sheet.case(&CaseFacts {
            group: belongs.group(asked.by, names),
            currency: Currency::new(&row.currency)
                .map_err(|e| StoreError::unreadable("currency of a loan", e.to_string()))?,
            opened_at: row.opened_at,
            authorised_at: course.authorised_at,
            dispatched: course.dispatched,
            checked_in_at: row.checked_in_at,
            secured_at: course.secured_at,
            sale: course.sale.map(|(at, price, lot)| (at, price, worth.get(&lot).copied())),
            owed_minor: row.flagged_outstanding_minor,
            paid_minor: row.paid_minor,
            from_sale_minor: row.recovered_minor,
            cost_minor: row.cost_minor,
            storage_days: storage.map(|found| found.into_iter().map(|stay| stay.days()).sum()),
            settled: course.statement.and_then(|id| settled.get(&id).copied()),
            complaints: row.complaints,
        });
    }
    Ok(())
}

/// The course of a case, by its log.
#[derive(Default)]
struct Course {
    authorised_at: Option<DateTime<Utc>>,
    dispatched: bool,
    secured_at: Option<DateTime<Utc>>,
    taken_by: Option<Uuid>,
    sale: Option<(DateTime<Utc>, i64, Uuid)>,
    statement: Option<Uuid>,
}

impl Course {
    fn of(steps: &[Step]) -> Course {
        let mut course = Course::default();
        for (action, at, price, lot, statement, order) in steps {
            match action.as_str() {
                "authorised" => course.authorised_at = course.authorised_at.or(Some(*at)),
                "dispatched" => course.dispatched = true,
                "secured" => {
                    course.secured_at = course.secured_at.or(Some(*at));
                    course.taken_by = *order;
                }
                "unrepossessed" => {
                    course.secured_at = None;
                    course.taken_by = None;
                }
                "sold" => course.sale = price.zip(*lot).map(|(price, lot)| (*at, price, lot)),
                "sale_undone" => course.sale = None,
                "settled" => course.statement = *statement,
                _ => {}
            }
        }
        course
    }
}

/// What each lot was appraised at when it was listed last.
async fn appraised(c: &mut PgConnection, lots: &[Uuid]) -> Result<HashMap<Uuid, i64>, ReportError> {
    let rows: Vec<(Uuid, Option<i64>)> = sqlx::query_as(
        "select distinct on (entity_id) entity_id, (data #>> '{value,minor}')::int8 from event
         where entity_id = any ($1) and action in ('listed', 'relisted') order by entity_id, seq desc",
    )
    .bind(lots)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().filter_map(|(lot, value)| Some((lot, value?))).collect())
}

/// What statements say: line 1, and the deficiency.
async fn settlements(c: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Settled>, ReportError> {
    let rows: Vec<(Uuid, Option<i64>, i64)> = sqlx::query_as(
        "select id, (jsonb_path_query_first(detail, '$.lines[*] ? (@.line == \"owed_total\").amount.minor') #>> '{}')::int8,
                coalesce((select sum((part.value ->> 'minor')::int8)
                          from jsonb_each(coalesce(detail -> 'composition', '{}')) part), 0)::int8
         from statement where id = any ($1)",
    )
    .bind(ids)
    .fetch_all(c)
    .await?;
    let settled = |(id, owed, deficiency_minor): (Uuid, Option<i64>, i64)| {
        Some((id, Settled { owed_minor: owed?, deficiency_minor }))
    };
    Ok(rows.into_iter().filter_map(settled).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_undone_does_not_count() {
        let at = |h: u32| DateTime::from_timestamp(i64::from(h) * 3600, 0).expect("a time");
        let step =
            |action: &str, h: u32| (action.to_owned(), at(h), Some(5), Some(Uuid::nil()), None, Some(Uuid::max()));
        let course = Course::of(&[step("authorised", 1), step("dispatched", 2), step("secured", 3), step("sold", 4)]);
        assert_eq!((course.secured_at, course.taken_by), (Some(at(3)), Some(Uuid::max())));
        assert_eq!(course.sale, Some((at(4), 5, Uuid::nil())));
        let undone =
            Course::of(&[step("secured", 3), step("sold", 4), step("sale_undone", 5), step("unrepossessed", 6)]);
        assert_eq!((undone.secured_at, undone.sale), (None, None));
        let again = Course::of(&[
            step("authorised", 1),
            step("secured", 3),
            step("unrepossessed", 6),
            step("authorised", 7),
            step("secured", 8),
        ]);
        assert_eq!((again.authorised_at, again.secured_at), (Some(at(1)), Some(at(8))));
    }
}

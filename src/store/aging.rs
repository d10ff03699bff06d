//! Arrears of a whole book at once: what turns at midnight is computed in memory and written in a few statements.

use super::case_opening::{self, Opening};
use super::loans::{self, StoredLoan};
use super::payments;
use super::policy::Place;
use super::{Store, StoreError, cases, events, lenders};
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::ids::{CaseId, LenderNo};
use lienwatch_domain::lending::{Arrears, Bucket, Flag, arrears, flag};
use sqlx::PgConnection;
use uuid::Uuid;

/// Loans dealt with in one transaction.
const PAGE: i64 = 500;

/// What a run over the book did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// Loans whose arrears changed.
    pub loans: u64,
    /// Cases opened.
    pub cases: u64,
}

/// A loan with where it stands today.
struct Standing {
    stored: StoredLoan,
    arrears: Arrears,
    bucket: Bucket,
    moved_from: Option<Bucket>,
}

impl Store {
    /// Brings every loan's arrears to its lender's date at `now`, and opens the cases that the flagging rules ask for.
    /// Idempotent: a second run at the same time changes nothing. `wall` stamps the event log.
    pub async fn age_book(
        &self,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        mut id: impl FnMut() -> Uuid,
    ) -> Result<Done, StoreError> {
        let mut done = Done::default();
        for lender in self.every_lender().await? {
            let place = Place::of(&lender)?;
            let lender = LenderNo(lender.lender_no);
            done.loans += self.age_loans(lender, &place, now, wall).await?;
            done.cases += self.flag_loans(lender, &place, now, wall, &mut id).await?;
        }
        Ok(done)
    }

    async fn every_lender(&self) -> Result<Vec<lenders::Lender>, StoreError> {
        let mut connection = self.worker.acquire().await?;
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = lenders::list(&mut connection, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(all) };
            after = Some(last.id);
            all.extend(page);
        }
    }

    async fn age_loans(
        &self,
        lender: LenderNo,
        place: &Place,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let today = place.today(now);
        let (mut changed, mut after) = (0, Uuid::nil());
        loop {
            let mut tx = self.worker.begin().await?;
            let page = due_for_aging(&mut tx, lender, today, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(changed) };
            after = last.loan.id.0;
            changed += age_page(&mut tx, page, place, today, now, wall).await?;
            tx.commit().await?;
        }
    }

    /// Only loans that may be flagged are looked at: behind, without an open case, and with something new since the
    /// last one was closed.
    async fn flag_loans(
        &self,
        lender: LenderNo,
        place: &Place,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        id: &mut impl FnMut() -> Uuid,
    ) -> Result<u64, StoreError> {
        let (mut opened, mut after) = (0, Uuid::nil());
        let serious = i32::try_from(place.policy.flags.serious_dpd).unwrap_or(i32::MAX);
        loop {
            let mut connection = self.worker.acquire().await?;
            let page = may_be_flagged(&mut connection, lender, serious, after, PAGE).await?;
            drop(connection);
            let Some(last) = page.last() else { return Ok(opened) };
            after = *last;
            for loan in page {
                opened += u64::from(self.flag_loan(loan, place, now, wall, CaseId(id())).await?);
            }
        }
    }

    async fn flag_loan(
        &self,
        loan: Uuid,
        place: &Place,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        id: CaseId,
    ) -> Result<bool, StoreError> {
        let mut tx = self.worker.begin().await?;
        let Some(stored) = loans::for_update(&mut tx, loan).await? else { return Ok(false) };
        let paid = payments::of_loan(&mut tx, stored.loan.id).await?;
        let standing = arrears(&stored.loan, &paid, place.today(now));
        let facts = cases::flag_facts(&mut tx, &stored, standing, place, now, None).await?;
        let Some(raised): Option<Flag> = flag(&facts, &place.policy.flags) else { return Ok(false) };
        let opening =
            Opening { stored: &stored, arrears: standing, place, flag: raised, actor: Actor::System, now, wall };
        case_opening::open(&mut tx, id, opening).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Ids of loans that the flagging rules may ask a case for: behind, no open case, and where one was closed, something
/// has happened since (the loan is in another bucket than it was, or there is a newer alert). With `serious_dpd` or
/// more they qualify by themselves, below only with a critical alert or a site visit.
async fn may_be_flagged(
    c: &mut PgConnection,
    lender: LenderNo,
    serious_dpd: i32,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Uuid>, StoreError> {
    Ok(sqlx::query_scalar(
        "select l.id from loan l
         left join lateral (select max(closed_at) as at from recovery_case k where k.loan_id = l.id) as closed on true
         left join lateral (select max(a.raised_at) as at from alert a
                            where a.vehicle_no = l.vehicle_no and a.type in ('removal', 'site_visit', 'removal_risk', 'life_pattern', 'out_of_area')
                              and a.severity in ('high', 'critical') and a.state <> 'retracted') as alert on true
         where l.lender_no = $1 and l.id > $3 and l.dpd >= 1 and l.status not in ('settled', 'charged_off')
           and not exists (select from recovery_case k where k.loan_id = l.id and k.closed_at is null)
           and (l.dpd >= $2 or alert.at is not null)
           and (closed.at is null or alert.at > closed.at
                or l.bucket_since > closed.at)
         order by l.id limit $4",
    )
    .bind(lender.0)
    .bind(serious_dpd)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// Live loans of a lender whose arrears are not of `today`, by id, locked until the transaction ends.
async fn due_for_aging(
    c: &mut PgConnection,
    lender: LenderNo,
    today: NaiveDate,
    after: Uuid,
    limit: i64,
) -> Result<Vec<StoredLoan>, StoreError> {
    let rows: Vec<loans::Row> = sqlx::query_as(
        "select l.id, l.lender_no, l.contract_number, l.borrower_id, l.vehicle_no, v.id as vehicle_id, l.product,
                l.status, l.currency, l.funded_on, l.terms, l.bucket, l.arrears_as_of, l.balance_as_of
         from loan l join vehicle v using (vehicle_no)
         where l.lender_no = $1 and l.id > $3 and l.status not in ('settled', 'charged_off')
           and l.arrears_as_of is distinct from $2
         order by l.id limit $4 for update of l",
    )
    .bind(lender.0)
    .bind(today)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?;
    rows.into_iter().map(StoredLoan::try_from).collect()
}

async fn age_page(
    tx: &mut PgConnection,
    page: Vec<StoredLoan>,
    place: &Place,
    today: NaiveDate,
    now: DateTime<Utc>,
    wall: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let ids: Vec<Uuid> = page.iter().map(|l| l.loan.id.0).collect();
    let mut paid = payments::of_loans(tx, &ids).await?;
    let buckets = &place.policy.buckets;
    let standings: Vec<Standing> = page
        .into_iter()
        .map(|stored| {
            let payments = paid.remove(&stored.loan.id).unwrap_or_default();
            let arrears = arrears(&stored.loan, &payments, today);
            let moved = buckets.moved(stored.loan.id, stored.bucket, arrears.dpd, arrears.as_of);
            Standing { bucket: buckets.bucket(arrears.dpd), moved_from: moved.map(|m| m.from), stored, arrears }
        })
        .collect();
    let changed = write(tx, &standings, now).await?;
    for s in &standings {
        if let Some(from) = s.moved_from {
            let event = events::NewEvent {
                lender: Some(LenderNo(s.stored.lender_no)),
                entity_kind: "loan",
                entity_id: s.stored.loan.id.0,
                action: "bucket_moved",
                actor: "system:arrears",
                at: wall,
                reason: None,
                data: serde_json::json!({ "from": from.name(), "to": s.bucket.name(), "dpd": s.arrears.dpd, "as_of": today }),
            };
            events::append(tx, &event).await?;
        }
    }
    Ok(changed)
}

/// One statement for the page; rows that stand as before are only stamped with the date.
async fn write(tx: &mut PgConnection, standings: &[Standing], now: DateTime<Utc>) -> Result<u64, StoreError> {
    let whole = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    let changed: Vec<bool> = sqlx::query_scalar(
        "update loan set dpd = s.dpd, bucket = s.bucket, overdue_instalments = s.overdue, overdue_minor = s.overdue_minor,
                outstanding_minor = s.outstanding, arrears_as_of = s.as_of, status = s.status, first_unpaid = s.first_unpaid,
                version = loan.version + 1, updated_at = $9,
                bucket_since = case when s.moved then $9 else loan.bucket_since end
         from unnest($1::uuid[], $2::int4[], $3::text[], $4::int4[], $5::bigint[], $6::bigint[], $7::date[], $8::text[],
                     $10::bool[], $11::bool[])
              as s (id, dpd, bucket, overdue, overdue_minor, outstanding, as_of, status, moved, first_unpaid),
              loan as old
         where loan.id = s.id and old.id = loan.id
         returning (old.dpd, old.bucket, old.overdue_instalments, old.overdue_minor, old.outstanding_minor, old.status,
                    old.first_unpaid)
                   is distinct from (loan.dpd, loan.bucket, loan.overdue_instalments, loan.overdue_minor,
                                     loan.outstanding_minor, loan.status, loan.first_unpaid)",
    )
    .bind(standings.iter().map(|s| s.stored.loan.id.0).collect::<Vec<_>>())
    .bind(standings.iter().map(|s| whole(s.arrears.dpd)).collect::<Vec<_>>())
    .bind(standings.iter().map(|s| s.bucket.name()).collect::<Vec<_>>())
    .bind(standings.iter().map(|s| whole(s.arrears.overdue_instalments)).collect::<Vec<_>>())
    .bind(standings.iter().map(|s| s.arrears.overdue_minor).collect::<Vec<_>>())
    .bind(standings.iter().map(|s| s.arrears.outstanding_minor).collect::<Vec<_>>())
    .bind(standings.iter().map(|s| s.arrears.as_of).collect::<Vec<_>>())
    .bind(standings.iter().map(|s| s.stored.loan.status.after(&s.arrears).name()).collect::<Vec<_>>())
    .bind(now)
    .bind(standings.iter().map(|s| s.moved_from.is_some()).collect::<Vec<_>>())
    .bind(standings.iter().map(|s| s.arrears.first_instalment_unpaid).collect::<Vec<_>>())
    .fetch_all(tx)
    .await?;
    Ok(changed.into_iter().filter(|&c| c).count() as u64)
}

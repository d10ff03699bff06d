//! What scores are made of: alerts, loans and payments of a page of vehicles.

use crate::store::loans::{self, StoredLoan};
use crate::store::{StoreError, payments};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use lienwatch_domain::alert::{AlertType, Severity, Verdict};
use lienwatch_domain::ids::{AlertId, LenderNo};
use lienwatch_domain::lending::{Payment, business_date};
use lienwatch_domain::risk::{LoanStep, Signal, standing};
use sqlx::{FromRow, PgConnection};
use std::collections::HashMap;
use uuid::Uuid;

/// Alerts of one vehicle that count at most: the newest.
const MOST_SIGNALS: i64 = 500;

/// A vehicle with what its score is made of.
#[derive(Debug)]
pub struct Subject {
    /// Store-internal number.
    pub vehicle_no: i32,
    /// Its id.
    pub vehicle_id: Uuid,
    /// Whose.
    pub lender: LenderNo,
    /// Its alerts.
    pub signals: Vec<Signal>,
    /// The loan that is judged, with its payments.
    pub loan: Option<(StoredLoan, Vec<Payment>)>,
    /// The lender's zone.
    pub zone: Tz,
}

impl Subject {
    /// Where its loan stood from `first` to the lender's date at `now`.
    pub fn steps(&self, first: NaiveDate, now: DateTime<Utc>) -> Vec<LoanStep> {
        let days = (first, business_date(now, self.zone));
        self.loan.iter().flat_map(|(loan, paid)| standing(&loan.loan, paid, days, self.zone)).collect()
    }
}

#[derive(FromRow)]
struct AlertRow {
    id: Uuid,
    vehicle_no: i32,
    r#type: String,
    severity: String,
    pledge: bool,
    raised_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    retracted_at: Option<DateTime<Utc>>,
    verdict: Option<String>,
    decided_at: Option<DateTime<Utc>>,
}

impl AlertRow {
    /// A type that this version does not know says nothing.
    fn signal(self) -> Option<Signal> {
        let verdict = self.verdict.as_deref().and_then(Verdict::from_name);
        Some(Signal {
            id: AlertId(self.id),
            kind: AlertType::from_name(&self.r#type)?,
            severity: Severity::from_name(&self.severity)?,
            pledge: self.pledge,
            raised_at: self.raised_at,
            ended_at: self.closed_at,
            retracted_at: self.retracted_at,
            verdict: verdict.zip(self.decided_at),
        })
    }
}

/// The vehicles of these numbers, by number, with what their scores are made of.
pub async fn of_vehicles(c: &mut PgConnection, vehicles: &[i32]) -> Result<Vec<Subject>, StoreError> {
    let rows: Vec<(i32, Uuid, i32, String)> = sqlx::query_as(
        "select v.vehicle_no, v.id, v.lender_no, l.time_zone from vehicle v join lender l using (lender_no)
         where v.vehicle_no = any ($1) order by v.vehicle_no",
    )
    .bind(vehicles)
    .fetch_all(&mut *c)
    .await?;
    let mut signals = signals(c, vehicles).await?;
    let mut loans = judged(c, vehicles).await?;
    let subject = |(vehicle_no, vehicle_id, lender, zone): (i32, Uuid, i32, String)| {
        Ok(Subject {
            vehicle_no,
            vehicle_id,
            lender: LenderNo(lender),
            signals: signals.remove(&vehicle_no).unwrap_or_default(),
            loan: loans.remove(&vehicle_no),
            zone: zone.parse().map_err(|_| StoreError::unreadable("time zone", zone.clone()))?,
        })
    };
    rows.into_iter().map(subject).collect()
}

async fn signals(c: &mut PgConnection, vehicles: &[i32]) -> Result<HashMap<i32, Vec<Signal>>, StoreError> {
    let rows: Vec<AlertRow> = sqlx::query_as(
        "select a.* from unnest($1::int4[]) as v (vehicle_no) cross join lateral (
           select a.id, a.vehicle_no, a.type, a.severity, coalesce(s.kind = 'second_pledge', false) as pledge, a.raised_at,
                  a.closed_at, a.retracted_at, a.verdict, a.decided_at
           from alert a left join site s on s.id = a.site_id
           where a.vehicle_no = v.vehicle_no order by a.raised_at desc, a.id limit $2) a",
    )
    .bind(vehicles)
    .bind(MOST_SIGNALS)
    .fetch_all(c)
    .await?;
    let mut by_vehicle: HashMap<i32, Vec<Signal>> = HashMap::new();
    for row in rows {
        let vehicle = row.vehicle_no;
        by_vehicle.entry(vehicle).or_default().extend(row.signal());
    }
    Ok(by_vehicle)
}

/// Of each vehicle the loan that is most at risk: one that still owes, the furthest behind, the newest.
async fn judged(
    c: &mut PgConnection,
    vehicles: &[i32],
) -> Result<HashMap<i32, (StoredLoan, Vec<Payment>)>, StoreError> {
    let rows: Vec<loans::Row> = sqlx::query_as(
        "select distinct on (l.vehicle_no) l.id, l.lender_no, l.contract_number, l.borrower_id, l.vehicle_no,
                v.id as vehicle_id, l.product, l.status, l.currency, l.funded_on, l.terms, l.bucket, l.arrears_as_of,
                l.balance_as_of
         from loan l join vehicle v using (vehicle_no) where l.vehicle_no = any ($1) and l.funded_on is not null
         order by l.vehicle_no, l.status = 'settled', l.dpd desc, l.funded_on desc, l.id desc",
    )
    .bind(vehicles)
    .fetch_all(&mut *c)
    .await?;
    let stored = rows.into_iter().map(StoredLoan::try_from).collect::<Result<Vec<StoredLoan>, StoreError>>()?;
    with_payments(c, stored).await
}

/// One loan with its vehicle, as [`of_vehicles`] tells of the vehicle, where this loan is judged.
pub async fn of_loan(c: &mut PgConnection, loan: Uuid) -> Result<Option<Subject>, StoreError> {
    let row: Option<loans::Row> = sqlx::query_as(
        "select l.id, l.lender_no, l.contract_number, l.borrower_id, l.vehicle_no, v.id as vehicle_id, l.product, l.status,
                l.currency, l.funded_on, l.terms, l.bucket, l.arrears_as_of, l.balance_as_of
         from loan l join vehicle v using (vehicle_no) where l.id = $1 and l.funded_on is not null",
    )
    .bind(loan)
    .fetch_optional(&mut *c)
    .await?;
    let Some(stored) = row.map(StoredLoan::try_from).transpose()? else { return Ok(None) };
    let vehicle = stored.vehicle_no;
    let Some(mut subject) = of_vehicles(c, &[vehicle]).await?.pop() else { return Ok(None) };
    subject.loan = with_payments(c, vec![stored]).await?.remove(&vehicle);
    Ok(Some(subject))
}

async fn with_payments(
    c: &mut PgConnection,
    stored: Vec<StoredLoan>,
) -> Result<HashMap<i32, (StoredLoan, Vec<Payment>)>, StoreError> {
    let ids: Vec<Uuid> = stored.iter().map(|s| s.loan.id.0).collect();
    let mut paid = payments::of_loans(c, &ids).await?;
    let with = |s: StoredLoan| (s.vehicle_no, (paid.remove(&s.loan.id).unwrap_or_default(), s));
    Ok(stored.into_iter().map(with).map(|(vehicle, (paid, s))| (vehicle, (s, paid))).collect())
}

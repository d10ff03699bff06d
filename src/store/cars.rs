//! What the gate of the law asks of a car outside the steps of its case. Nothing is locked: positions are looked at often.

use super::StoreError;
use super::cases::{self, StoredCase};
use super::loans::{self, StoredLoan};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// The loan of a car that still owes something, the newest where there are several.
pub async fn loan(c: &mut PgConnection, vehicle: Uuid) -> Result<Option<StoredLoan>, StoreError> {
    let row: Option<loans::Row> = sqlx::query_as(
        "select l.id, l.lender_no, l.contract_number, l.borrower_id, l.vehicle_no, v.id as vehicle_id, l.product,
                l.status, l.currency, l.funded_on, l.terms, l.bucket, l.arrears_as_of, l.balance_as_of
         from loan l join vehicle v using (vehicle_no)
         where v.id = $1 and l.status <> 'settled' and l.funded_on is not null
         order by l.funded_on desc, l.id desc limit 1",
    )
    .bind(vehicle)
    .fetch_optional(c)
    .await?;
    row.map(StoredLoan::try_from).transpose()
}

/// The open case of a loan.
pub async fn case(c: &mut PgConnection, loan: Uuid) -> Result<Option<StoredCase>, StoreError> {
    let row: Option<cases::Row> = sqlx::query_as(
        "select lender_no, detail, intake from recovery_case where loan_id = $1 and closed_at is null limit 1",
    )
    .bind(loan)
    .fetch_optional(c)
    .await?;
    Ok(row.map(StoredCase::from))
}

/// When the oldest position that is kept of a car was received, of the trackers that are in it.
pub async fn oldest_position(c: &mut PgConnection, vehicle: Uuid) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok(sqlx::query_scalar(
        "select min(o.device_time) from installation i join vehicle v using (vehicle_no)
           cross join lateral (select device_time from observation o
             where o.tracker_no = i.tracker_no and o.device_time >= i.installed_at and o.lat_e7 is not null
             order by o.device_time limit 1) o
         where v.id = $1 and i.removed_at is null",
    )
    .bind(vehicle)
    .fetch_one(c)
    .await?)
}

/// Since when the engine of a car has been cut: the device said that it did it, and of no restart since.
pub async fn cut_since(c: &mut PgConnection, vehicle: Uuid) -> Result<Option<DateTime<Utc>>, StoreError> {
    let last: Option<(String, Option<String>)> = sqlx::query_as(
        "select k.kind, k.detail->'stage'->>'at' from command k join vehicle v using (vehicle_no)
         where v.id = $1 and k.kind in ('engine_cut', 'engine_restore') and k.state = 'acknowledged'
         order by k.updated_at desc limit 1",
    )
    .bind(vehicle)
    .fetch_optional(c)
    .await?;
    let cut = last.filter(|(kind, _)| kind == "engine_cut").and_then(|(_, at)| at);
    Ok(cut.and_then(|at| DateTime::parse_from_rfc3339(&at).ok()).map(|at| at.to_utc()))
}

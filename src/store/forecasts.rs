//! What a forecast rests on: a vehicle's stays and last word as they were known at a moment.

use super::StoreError;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use lienwatch_domain::detect::Stay;
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::VehicleNo;
use sqlx::PgConnection;

/// The newest stays are read, no more than this.
const MOST_STAYS: i64 = 20_000;
/// How far back a last word is looked for.
const SILENT_AT_MOST: TimeDelta = TimeDelta::days(2);

/// Arrival, departure, latitude and longitude.
type Row = (DateTime<Utc>, Option<DateTime<Utc>>, i32, i32);

/// The stays of a vehicle that began after `since` and not after `asof`, newest first; of the one in progress then
/// nothing is told of its end.
pub async fn stays(
    c: &mut PgConnection,
    vehicle: VehicleNo,
    (since, asof): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Stay>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select arrive, case when leave <= $3 then leave end, lat_e7, lon_e7 from stay
         where vehicle_no = $1 and arrive > $2 and arrive <= $3 and (leave is null or leave > arrive)
         order by arrive desc limit $4",
    )
    .bind(vehicle.0)
    .bind(since)
    .bind(asof)
    .bind(MOST_STAYS)
    .fetch_all(c)
    .await?;
    let stay = |(arrive, leave, lat_e7, lon_e7)| Stay { vehicle, arrive, leave, point: Point { lat_e7, lon_e7 } };
    Ok(rows.into_iter().map(stay).collect())
}

/// When one of the vehicle's trackers was heard last, as it was known at `asof`: at least two days before it where it was
/// not heard in those. `None` where it has no trackers that were ever heard.
pub async fn heard(
    c: &mut PgConnection,
    vehicle: VehicleNo,
    asof: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let newest: Option<DateTime<Utc>> = sqlx::query_scalar(
        "select max(s.received_at) from installation i join tracker_latest s using (tracker_no)
         where i.vehicle_no = $1 and i.installed_at <= $2 and (i.removed_at is null or i.removed_at > $2)",
    )
    .bind(vehicle.0)
    .bind(asof)
    .fetch_one(&mut *c)
    .await?;
    if newest.is_none_or(|heard| heard <= asof) {
        return Ok(newest);
    }
    // Asked of the past: what came later was not known.
    let earliest = asof - SILENT_AT_MOST;
    let then: Option<DateTime<Utc>> = sqlx::query_scalar(
        "select max(o.received_at) from installation i join observation o using (tracker_no)
         where i.vehicle_no = $1 and o.device_time > $2 and o.device_time <= $3 and o.received_at <= $3
           and o.device_time >= i.installed_at and (i.removed_at is null or o.device_time < i.removed_at)",
    )
    .bind(vehicle.0)
    .bind(earliest)
    .bind(asof)
    // Kept, PostgreSQL would take a plan over all partitions after a while.
    .persistent(false)
    .fetch_one(c)
    .await?;
    Ok(Some(then.unwrap_or(earliest)))
}

/// When one of the vehicle's trackers was last taken off by a removal of `high` or above that was open at `asof`. One that
/// the desk has found false is none, and is none for the past either.
pub async fn removed(
    c: &mut PgConnection,
    vehicle: VehicleNo,
    asof: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let at = sqlx::query_scalar(
        "select max(event_at) from alert
         where vehicle_no = $1 and type = 'removal' and severity in ('high', 'critical')
           and raised_at <= $2 and (state = 'open' or updated_at > $2)
           and (verdict is null or verdict = 'confirmed')",
    )
    .bind(vehicle.0)
    .bind(asof)
    .fetch_one(c)
    .await?;
    Ok(at)
}

/// The clock of the vehicle's lender.
pub async fn zone(c: &mut PgConnection, vehicle: VehicleNo) -> Result<Tz, StoreError> {
    let name: String =
        sqlx::query_scalar("select l.time_zone from vehicle v join lender l using (lender_no) where v.vehicle_no = $1")
            .bind(vehicle.0)
            .fetch_one(c)
            .await?;
    name.parse().map_err(|_| StoreError::unreadable("lender.time_zone", name.clone()))
}

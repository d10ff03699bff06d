//! Trackers, where they are installed, and authorised work on them.

use super::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a tracker is made of.
#[derive(Debug)]
pub struct NewTracker<'a> {
    /// What it speaks.
    pub protocol: &'a str,
    /// IMEI or terminal id.
    pub device_id: &'a str,
    /// Model.
    pub model: Option<&'a str>,
    /// `wired`, `wireless` or `obd`.
    pub role: &'a str,
    /// Seconds between wake-ups.
    pub wake_interval_s: Option<i32>,
    /// SIM.
    pub iccid: Option<&'a str>,
    /// Phone number of the SIM.
    pub msisdn: Option<&'a str>,
    /// Where it is in its life; `None`: on the shelf, or as it is.
    pub stock: Option<&'a str>,
    /// Last day of the paid service.
    pub service_expires_on: Option<NaiveDate>,
}

/// Adds a tracker, or (with `replace`) changes the lender's own of the same device id. Constraint
/// `tracker_device_id_unique` where it is taken: by another lender, or and may not be replaced.
pub async fn save(
    c: &mut PgConnection,
    id: Uuid,
    lender_no: i32,
    n: &NewTracker<'_>,
    replace: bool,
    now: DateTime<Utc>,
) -> Result<Uuid, StoreError> {
    // A row of another lender is not visible here: an upsert would fail on the policy, so that this is two steps.
    let added: Option<Uuid> = sqlx::query_scalar(
        "insert into tracker (id, lender_no, protocol, device_id, model, role, wake_interval_s, iccid, msisdn, stock,
                              service_expires_on, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10, 'in_stock'), $11, $12, $12)
         on conflict (device_id) do nothing returning id",
    )
    .bind(id)
    .bind(lender_no)
    .bind(n.protocol)
    .bind(n.device_id)
    .bind(n.model)
    .bind(n.role)
    .bind(n.wake_interval_s)
    .bind(n.iccid)
    .bind(n.msisdn)
    .bind(n.stock)
    .bind(n.service_expires_on)
    .bind(now)
    .fetch_optional(&mut *c)
    .await?;
    if let Some(id) = added {
        return Ok(id);
    }
    let changed: Option<Uuid> = sqlx::query_scalar(
        "update tracker set protocol = $3, model = coalesce($4, model), role = $5,
                wake_interval_s = coalesce($6, wake_interval_s), iccid = coalesce($7, iccid),
                msisdn = coalesce($8, msisdn), stock = coalesce($9, stock),
                service_expires_on = coalesce($10, service_expires_on), version = version + 1, updated_at = $11
         where device_id = $1 and lender_no = $2 and $12 returning id",
    )
    .bind(n.device_id)
    .bind(lender_no)
    .bind(n.protocol)
    .bind(n.model)
    .bind(n.role)
    .bind(n.wake_interval_s)
    .bind(n.iccid)
    .bind(n.msisdn)
    .bind(n.stock)
    .bind(n.service_expires_on)
    .bind(now)
    .bind(replace)
    .fetch_optional(c)
    .await?;
    changed.ok_or_else(|| StoreError::Constraint(super::Constraint { name: "tracker_device_id_unique".into() }))
}

/// Changes what is given and leaves the rest.
pub async fn change(
    c: &mut PgConnection,
    id: Uuid,
    model: Option<&str>,
    tolerate_checksum: Option<bool>,
    report_interval_s: Option<i32>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "update tracker set model = coalesce($2, model), tolerate_checksum = coalesce($3, tolerate_checksum),
                report_interval_s = coalesce($4, report_interval_s), version = version + 1, updated_at = $5
         where id = $1",
    )
    .bind(id)
    .bind(model)
    .bind(tolerate_checksum)
    .bind(report_interval_s)
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// The number and lender of a tracker's id.
pub async fn number(c: &mut PgConnection, id: Uuid) -> Result<Option<(i32, i32)>, StoreError> {
    Ok(sqlx::query_as("select tracker_no, lender_no from tracker where id = $1").bind(id).fetch_optional(c).await?)
}

/// The number of a device id.
pub async fn number_of_device(c: &mut PgConnection, lender_no: i32, device: &str) -> Result<Option<i32>, StoreError> {
    Ok(sqlx::query_scalar("select tracker_no from tracker where lender_no = $1 and device_id = $2")
        .bind(lender_no)
        .bind(device)
        .fetch_optional(c)
        .await?)
}

/// Which of these device ids are there.
pub async fn known(c: &mut PgConnection, lender_no: i32, devices: &[String]) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar("select device_id from tracker where lender_no = $1 and device_id = any ($2)")
        .bind(lender_no)
        .bind(devices)
        .fetch_all(c)
        .await?)
}

/// A tracker is or was in a vehicle.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct InstallationView {
    /// Its id.
    pub id: Uuid,
    /// Which tracker.
    pub tracker_id: Uuid,
    /// Its device id.
    pub device_id: String,
    /// In which vehicle.
    pub vehicle_id: Uuid,
    /// From (inclusive).
    pub installed_at: DateTime<Utc>,
    /// Until (exclusive); null is "still".
    pub removed_at: Option<DateTime<Utc>>,
    /// Who did it.
    pub installer: Option<String>,
    /// Where in the car.
    pub mount: Option<String>,
}

/// A page of installations, by id; or one.
pub async fn installations(
    c: &mut PgConnection,
    id: Option<Uuid>,
    vehicle_id: Option<Uuid>,
    tracker_id: Option<Uuid>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<InstallationView>, StoreError> {
    Ok(sqlx::query_as(
        "select i.id, t.id as tracker_id, t.device_id, v.id as vehicle_id, i.installed_at, i.removed_at, i.installer, i.mount
         from installation i join tracker t using (tracker_no) join vehicle v using (vehicle_no)
         where ($1::uuid is null or i.id = $1) and ($2::uuid is null or v.id = $2) and ($3::uuid is null or t.id = $3)
           and ($4::uuid is null or i.id > $4)
         order by i.id limit $5",
    )
    .bind(id)
    .bind(vehicle_id)
    .bind(tracker_id)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// What an installation is made of.
#[derive(Debug)]
pub struct NewInstallation<'a> {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub lender_no: i32,
    /// Which tracker.
    pub tracker_no: i32,
    /// In which vehicle.
    pub vehicle_no: i32,
    /// From.
    pub installed_at: DateTime<Utc>,
    /// Until.
    pub removed_at: Option<DateTime<Utc>>,
    /// Who did it.
    pub installer: Option<&'a str>,
    /// Where in the car.
    pub mount: Option<&'a str>,
}

/// Adds an installation. Constraint `installation_overlap` where the tracker is somewhere at that time.
pub async fn install(c: &mut PgConnection, n: &NewInstallation<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query(
        "insert into installation (id, lender_no, tracker_no, vehicle_no, installed_at, removed_at, installer, mount, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(n.id)
    .bind(n.lender_no)
    .bind(n.tracker_no)
    .bind(n.vehicle_no)
    .bind(n.installed_at)
    .bind(n.removed_at)
    .bind(n.installer)
    .bind(n.mount)
    .bind(now)
    .execute(&mut *c)
    .await?;
    set_stock(c, n.tracker_no, if n.removed_at.is_none() { "installed" } else { "in_stock" }).await
}

/// As [`install`]; the same tracker, vehicle and time again only takes over the end.
pub async fn install_again(
    c: &mut PgConnection,
    n: &NewInstallation<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let known = sqlx::query(
        "update installation set removed_at = $4, installer = coalesce($5, installer), mount = coalesce($6, mount)
         where tracker_no = $1 and vehicle_no = $2 and installed_at = $3",
    )
    .bind(n.tracker_no)
    .bind(n.vehicle_no)
    .bind(n.installed_at)
    .bind(n.removed_at)
    .bind(n.installer)
    .bind(n.mount)
    .execute(&mut *c)
    .await?;
    if known.rows_affected() == 0 { install(c, n, now).await } else { Ok(()) }
}

/// Ends an installation; false where it has ended. Constraint `installation_order` where that is before it began.
pub async fn end(c: &mut PgConnection, id: Uuid, removed_at: DateTime<Utc>) -> Result<bool, StoreError> {
    let tracker: Option<i32> = sqlx::query_scalar(
        "update installation set removed_at = $2 where id = $1 and removed_at is null returning tracker_no",
    )
    .bind(id)
    .bind(removed_at)
    .fetch_optional(&mut *c)
    .await?;
    match tracker {
        None => Ok(false),
        Some(no) => set_stock(c, no, "in_stock").await.map(|()| true),
    }
}

async fn set_stock(c: &mut PgConnection, tracker_no: i32, stock: &str) -> Result<(), StoreError> {
    sqlx::query(
        "update tracker set stock = $2, version = version + 1 where tracker_no = $1 and stock not in ($2, 'faulty', 'retired')",
    )
    .bind(tracker_no)
    .bind(stock)
    .execute(c)
    .await?;
    Ok(())
}

/// Authorised work on a vehicle's trackers.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct ServiceWindow {
    /// Its id.
    pub id: Uuid,
    /// On which vehicle.
    pub vehicle_id: Uuid,
    /// From.
    pub starts_at: DateTime<Utc>,
    /// Until.
    pub ends_at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub created_by: String,
}

/// A page of service windows, by id.
pub async fn service_windows(
    c: &mut PgConnection,
    vehicle_id: Option<Uuid>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<ServiceWindow>, StoreError> {
    Ok(sqlx::query_as(
        "select w.id, v.id as vehicle_id, w.starts_at, w.ends_at, w.reason, w.created_by
         from service_window w join vehicle v using (vehicle_no)
         where ($1::uuid is null or v.id = $1) and ($2::uuid is null or w.id > $2) order by w.id limit $3",
    )
    .bind(vehicle_id)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// Adds a service window.
pub async fn add_service_window(
    c: &mut PgConnection,
    w: &ServiceWindow,
    lender_no: i32,
    vehicle_no: i32,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into service_window (id, lender_no, vehicle_no, starts_at, ends_at, reason, created_at, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(w.id)
    .bind(lender_no)
    .bind(vehicle_no)
    .bind(w.starts_at)
    .bind(w.ends_at)
    .bind(&w.reason)
    .bind(now)
    .bind(&w.created_by)
    .execute(c)
    .await?;
    Ok(())
}

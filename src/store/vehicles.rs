//! Vehicles.

use super::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::recovery::VehicleClass;
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// A vehicle with what a list shows of it.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct VehicleView {
    /// Store-internal number; never leaves the process.
    #[serde(skip)]
    pub vehicle_no: i32,
    /// Whose.
    #[serde(skip)]
    pub lender_no: i32,
    /// Its id.
    pub id: Uuid,
    /// The lender's own key.
    pub external_id: Option<String>,
    /// Vehicle identification number; masked for some roles.
    pub vin: String,
    /// Licence plate; masked for some roles.
    pub plate: Option<String>,
    /// Maker.
    pub make: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Model year.
    pub model_year: Option<i16>,
    /// Colour.
    pub colour: Option<String>,
    /// How large it is, as yards charge: `motorcycle`, `car`, `van` or `truck`.
    pub class: String,
    /// The lender's key of the contract.
    pub contract_number: Option<String>,
    /// Days past due of its loan; null without one.
    pub dpd: Option<i32>,
    /// Bucket of its loan.
    pub bucket: Option<String>,
    /// Alerts whose condition holds and that are not resolved.
    pub open_alerts: i64,
    /// The worst of them.
    pub worst_severity: Option<String>,
    /// Points of its risk score, 0 to 100; null where there is neither loan nor alert.
    pub risk: Option<i16>,
    /// Their band: `green`, `watch`, `high` or `critical`.
    pub risk_band: Option<String>,
    /// Its open case.
    pub open_case_id: Option<Uuid>,
    /// Last sign of life of any of its trackers.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// When it was last somewhere, by the device.
    pub last_fix_at: Option<DateTime<Utc>>,
    /// One of its trackers is connected.
    pub connected: bool,
    /// Rises with each change.
    pub version: i32,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

/// These vehicles, in no order. Which of many they are is chosen in memory ([`super::fleet`]); what is read here is a page.
pub async fn of_ids(c: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<VehicleView>, StoreError> {
    Ok(sqlx::query_as(
        "select v.vehicle_no, v.lender_no, v.id, v.external_id, v.vin, v.plate, v.make, v.model, v.model_year, v.colour, v.class,
                v.contract_number, l.dpd, l.bucket, coalesce(a.n, 0) as open_alerts,
                (array['info','warn','high','critical'])[a.worst] as worst_severity, r.points as risk, r.band as risk_band, k.id as open_case_id,
                s.last_seen_at, s.last_fix_at, coalesce(s.connected, false) as connected, v.version, v.created_at, v.updated_at
         from vehicle v
         left join lateral (select dpd, bucket from loan l where l.vehicle_no = v.vehicle_no and l.status <> 'settled'
                            order by dpd desc limit 1) l on true
         left join lateral (select count(*) as n,
                                   max(array_position(array['info','warn','high','critical'], severity)) as worst
                            from alert a where a.vehicle_no = v.vehicle_no and a.state = 'open'
                              and a.desk_state <> 'resolved') a on true
         left join risk_score r on r.vehicle_no = v.vehicle_no
         left join lateral (select id from recovery_case k where k.vehicle_no = v.vehicle_no and k.closed_at is null
                            order by id limit 1) k on true
         left join lateral (select max(t.received_at) as last_seen_at, max(t.device_time) as last_fix_at,
                                   bool_or(t.connected) as connected
                            from installation i join tracker_latest t on t.tracker_no = i.tracker_no
                            where i.vehicle_no = v.vehicle_no and i.removed_at is null) s on true
         where v.id = any ($1)",
    )
    .bind(ids)
    .fetch_all(c)
    .await?)
}

/// One vehicle.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<VehicleView>, StoreError> {
    Ok(of_ids(c, &[id]).await?.pop())
}

/// The number and lender of an id.
pub async fn number(c: &mut PgConnection, id: Uuid) -> Result<Option<(i32, i32)>, StoreError> {
    Ok(sqlx::query_as("select vehicle_no, lender_no from vehicle where id = $1").bind(id).fetch_optional(c).await?)
}

/// The id of a number.
pub async fn id_of(c: &mut PgConnection, vehicle_no: i32) -> Result<Option<Uuid>, StoreError> {
    Ok(sqlx::query_scalar("select id from vehicle where vehicle_no = $1").bind(vehicle_no).fetch_optional(c).await?)
}

/// How large a vehicle is.
pub async fn class(c: &mut PgConnection, id: Uuid) -> Result<VehicleClass, StoreError> {
    let name: String = sqlx::query_scalar("select class from vehicle where id = $1").bind(id).fetch_one(c).await?;
    VehicleClass::from_name(&name).ok_or_else(|| StoreError::unreadable("vehicle class", name))
}

/// The number of a VIN.
pub async fn number_of_vin(c: &mut PgConnection, lender_no: i32, vin: &str) -> Result<Option<i32>, StoreError> {
    Ok(sqlx::query_scalar("select vehicle_no from vehicle where lender_no = $1 and vin = $2")
        .bind(lender_no)
        .bind(vin)
        .fetch_optional(c)
        .await?)
}

/// Which of these VINs are there.
pub async fn known(c: &mut PgConnection, lender_no: i32, vins: &[String]) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar("select vin from vehicle where lender_no = $1 and vin = any ($2)")
        .bind(lender_no)
        .bind(vins)
        .fetch_all(c)
        .await?)
}

/// What a vehicle is made of.
#[derive(Debug, Default)]
pub struct NewVehicle<'a> {
    /// The lender's own key.
    pub external_id: Option<&'a str>,
    /// Upper case.
    pub vin: &'a str,
    /// Licence plate.
    pub plate: Option<&'a str>,
    /// Maker.
    pub make: Option<&'a str>,
    /// Model.
    pub model: Option<&'a str>,
    /// Model year.
    pub model_year: Option<i16>,
    /// Colour.
    pub colour: Option<&'a str>,
    /// How large it is; a car unless it says otherwise.
    pub class: Option<VehicleClass>,
    /// Keys that the lender holds.
    pub keys_held: Option<i16>,
    /// Odometer, km.
    pub odometer_km: Option<i32>,
    /// Value, minor units.
    pub valuation_minor: Option<i64>,
    /// Its currency.
    pub valuation_currency: Option<&'a str>,
    /// As of when.
    pub valued_on: Option<NaiveDate>,
    /// The lien is registered.
    pub lien_registered: Option<bool>,
    /// Where.
    pub lien_authority: Option<&'a str>,
    /// Under which number.
    pub lien_no: Option<&'a str>,
    /// Since when.
    pub lien_date: Option<NaiveDate>,
}

/// Adds a vehicle, or (with `replace`) changes the one with the same VIN; what is not given stays. Answers its id.
/// Constraint `vehicle_vin_unique` where the VIN is taken and may not be replaced.
pub async fn save(
    c: &mut PgConnection,
    id: Uuid,
    lender_no: i32,
    n: &NewVehicle<'_>,
    replace: bool,
    now: DateTime<Utc>,
) -> Result<Uuid, StoreError> {
    let saved: Option<Uuid> = sqlx::query_scalar(
        "insert into vehicle as v (id, lender_no, external_id, vin, plate, make, model, model_year, colour, keys_held,
                odometer_km, valuation_minor, valuation_currency, valued_on, lien_registered, lien_authority, lien_no,
                lien_date, created_at, updated_at, class)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19,
                 coalesce($21, 'car'))
         on conflict (lender_no, vin) do update set
           external_id = coalesce(excluded.external_id, v.external_id), plate = coalesce(excluded.plate, v.plate),
           make = coalesce(excluded.make, v.make), model = coalesce(excluded.model, v.model),
           model_year = coalesce(excluded.model_year, v.model_year), colour = coalesce(excluded.colour, v.colour),
           keys_held = coalesce(excluded.keys_held, v.keys_held),
           odometer_km = coalesce(excluded.odometer_km, v.odometer_km),
           valuation_minor = coalesce(excluded.valuation_minor, v.valuation_minor),
           valuation_currency = coalesce(excluded.valuation_currency, v.valuation_currency),
           valued_on = coalesce(excluded.valued_on, v.valued_on),
           lien_registered = coalesce(excluded.lien_registered, v.lien_registered),
           lien_authority = coalesce(excluded.lien_authority, v.lien_authority),
           lien_no = coalesce(excluded.lien_no, v.lien_no), lien_date = coalesce(excluded.lien_date, v.lien_date),
           class = coalesce($21, v.class), version = v.version + 1, updated_at = excluded.updated_at
         where $20 returning id",
    )
    .bind(id)
    .bind(lender_no)
    .bind(n.external_id)
    .bind(n.vin)
    .bind(n.plate)
    .bind(n.make)
    .bind(n.model)
    .bind(n.model_year)
    .bind(n.colour)
    .bind(n.keys_held)
    .bind(n.odometer_km)
    .bind(n.valuation_minor)
    .bind(n.valuation_currency)
    .bind(n.valued_on)
    .bind(n.lien_registered)
    .bind(n.lien_authority)
    .bind(n.lien_no)
    .bind(n.lien_date)
    .bind(now)
    .bind(replace)
    .bind(n.class.map(VehicleClass::name))
    .fetch_optional(c)
    .await?;
    saved.ok_or_else(|| StoreError::Constraint(super::Constraint { name: "vehicle_vin_unique".into() }))
}
